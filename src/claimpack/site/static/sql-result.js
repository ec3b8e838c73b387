"use strict";

/**
 * The answer to a question, as a table on the page and as CSV. Whatever stands in a cell is text.
 */
const sqlResult = (() => {
  const MAX_SHOWN = 1000;
  const count = new Intl.NumberFormat("en");

  /**
   * Return an answer as a table that can be scrolled by the keyboard.
   *
   * @param {{columns: {name: string, isNumber: boolean}[], rows: (string | null)[][]}} answer
   *   what the engine answered.
   * @param {string} caption what the table is.
   * @returns {HTMLElement} the element.
   */
  function table({ columns, rows }, caption) {
    const made = element("table");
    made.createCaption().textContent = caption;
    const head = made.createTHead().insertRow();
    for (const column of columns) {
      const cell = element("th", column.isNumber ? "sql-box-number" : "");
      cell.scope = "col";
      cell.textContent = column.name;
      head.append(cell);
    }
    const body = made.createTBody();
    for (const row of rows.slice(0, MAX_SHOWN)) {
      const line = body.insertRow();
      row.forEach((value, index) => {
        const cell = line.insertCell();
        cell.className = columns[index].isNumber ? "sql-box-number" : "";
        if (value === null) {
          cell.append(element("span", "sql-box-null", "null"));
        } else {
          cell.dir = "auto";
          cell.textContent = value;
        }
      });
    }
    const region = element("div", "sql-box-table");
    region.tabIndex = 0;
    region.setAttribute("role", "region");
    region.setAttribute("aria-label", caption);
    region.append(made);
    return region;
  }

  /**
   * Say how much there is, and how much of it is shown.
   *
   * @param {{rows: unknown[], isCut: boolean, milliseconds: number}} answer what was answered.
   * @returns {string} one or two sentences.
   */
  function summary({ rows, isCut, milliseconds }) {
    const many = count.format(rows.length);
    const seconds = (milliseconds / 1000).toFixed(2);
    if (isCut) {
      return (
        `More than ${many} rows in ${seconds} s. The first ${count.format(MAX_SHOWN)} are shown; ` +
        `the CSV has the first ${many}.`
      );
    }
    const all = `${many} ${rows.length === 1 ? "row" : "rows"} in ${seconds} s.`;
    return rows.length > MAX_SHOWN
      ? `${all} The first ${count.format(MAX_SHOWN)} are shown; the CSV has all.`
      : all;
  }

  /**
   * Give the reader a file.
   *
   * @param {string} name the name of the file.
   * @param {string} content what it holds.
   */
  function download(name, content) {
    const address = URL.createObjectURL(new Blob([content], { type: "text/csv;charset=utf-8" }));
    const link = element("a");
    link.href = address;
    link.download = name;
    link.click();
    // after the browser has begun to read it
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }

  function element(name, className = "", text = "") {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  }

  return { download, summary, table };
})();
