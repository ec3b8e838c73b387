"use strict";

/**
 * CSV: read as DuckDB writes it for the SQL box, and written as the command line writes it.
 */
const csv = (() => {
  // What a spreadsheet would run as a formula.
  const FORMULA = /^[=+\-@\t\r]/;

  /**
   * Read CSV of which every value is quoted and every null is not (`force_quote *`).
   *
   * @param {string} text the CSV, with a header.
   * @returns {(string | null)[][]} the records, the header first.
   */
  function read(text) {
    const records = [];
    let record = [];
    let at = 0;
    while (at < text.length) {
      let value = null;
      if (text[at] === '"') {
        let close = at + 1;
        while (text[close] !== '"' || text[close + 1] === '"') {
          close += text[close] === '"' ? 2 : 1;
          if (close >= text.length) {
            throw new Error("the CSV ends within quotes");
          }
        }
        value = text.slice(at + 1, close).replaceAll('""', '"');
        at = close + 1;
      }
      record.push(value);
      if (text[at] === "\n") {
        records.push(record);
        record = [];
        // a last comma before the line feed leaves one null more
      } else if (text[at] !== ",") {
        throw new Error(`the CSV has an odd character at ${at}`);
      } else if (text[at + 1] === "\n") {
        record.push(null);
        records.push(record);
        record = [];
        at += 1;
      }
      at += 1;
    }
    return records;
  }

  /**
   * Write a result as CSV that is safe to open in a spreadsheet: a text that would run as a
   * formula gets a quote before it.
   *
   * @param {{name: string, isNumber: boolean}[]} columns the columns.
   * @param {(string | null)[][]} rows the rows.
   * @returns {string} the CSV.
   */
  function write(columns, rows) {
    const lines = [columns.map((column) => quoted(column.name)).join(",")];
    for (const row of rows) {
      lines.push(row.map((value, index) => cell(value, columns[index].isNumber)).join(","));
    }
    return `${lines.join("\n")}\n`;
  }

  function cell(value, isNumber) {
    if (value === null) {
      return "";
    }
    return quoted(!isNumber && FORMULA.test(value) ? `'${value}` : value);
  }

  function quoted(value) {
    return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  }

  return { read, write };
})();
