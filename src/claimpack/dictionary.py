"""The data dictionary, claims/README.md: every table and column, from the schemas."""

from __future__ import annotations

import csv
from contextlib import suppress
from pathlib import Path

from claimpack.package import Package, Table
from claimpack.sql import formats_of, literal
from claimpack.table_schema import Field


def data_dictionary(package: Package) -> str:
    """Return the text of ``claims/README.md``.

    Args:
        package: the package; its CSV files are read for the row counts.
    """
    data = [table for table in package.tables if not table.is_code_list]
    codes = [table for table in package.tables if table.is_code_list]
    rows = {table.name: rows_of(package, table) for table in package.tables}
    lines = [
        f"<!-- Generated from schemas/ and the {formats_of(package)} files by"
        " `claimpack generate`. -->",
        "",
        "# Data dictionary",
        "",
        f"{package.title}, version {package.version}: {len(data)} tables and"
        f" {len(codes)} code lists, {sum(rows.values()):,} rows.",
        "",
        "Cells hold no line breaks, so a row is a line. An empty cell is unknown or not"
        " applicable; each column says which. Timestamps are UTC, dates are EDTF, units are UCUM.",
        "",
        "| table | rows | one row is |",
        "|---|---:|---|",
        *(_index_row(table, rows[table.name]) for table in data),
        "",
        "| code list | rows | one row is |",
        "|---|---:|---|",
        *(_index_row(table, rows[table.name]) for table in codes),
        "",
        "## Open it",
        "",
        "All tables and views, typed and with keys, from the package's folder:",
        "",
        "```sh",
        "duckdb -init sql/open.sql",
        "```",
        "",
    ]
    for table in (*data, *codes):
        lines += _section(table, rows[table.name])
    return "\n".join(lines).rstrip("\n") + "\n"


def rows_of(package: Package, table: Table) -> int:
    """Return the number of rows of a table in all its files; 0 for a file that cannot be read."""
    paths = [package.root / path for path in table.paths]
    if table.format == "csv":
        return sum(map(row_count, paths))
    return sum(map(_parquet_rows, paths))


def _parquet_rows(path: Path) -> int:
    import duckdb

    with duckdb.connect() as connection, suppress(duckdb.Error):
        found = connection.execute(
            f"select sum(num_rows) from parquet_file_metadata({literal(str(path))})"
        ).fetchone()
        return int(found[0]) if found and found[0] is not None else 0
    return 0


def row_count(path: Path) -> int:
    """Return the number of records of a CSV file, without its header; 0 where there is none."""
    if not path.is_file():
        return 0
    with path.open(encoding="utf-8", errors="replace", newline="") as lines:
        return max(sum(1 for _ in csv.reader(lines)) - 1, 0)


def _index_row(table: Table, rows: int) -> str:
    return f"| [{table.name}](#{table.name}) | {rows:,} | {_one_row(table)} |"


def _one_row(table: Table) -> str:
    return table.description.removeprefix("One row ").rstrip(".")


def _section(table: Table, rows: int) -> list[str]:
    references = {key.fields[0]: key.table for key in table.foreign_keys if len(key.fields) == 1}
    return [
        f"## {table.name}",
        "",
        f"{table.description} {rows:,} rows in"
        f" {', '.join(f'`{path}`' for path in table.paths)};"
        f" key: {', '.join(f'`{name}`' for name in table.primary_key)}"
        + "".join(f"; unique: {', '.join(f'`{n}`' for n in key)}" for key in table.unique_keys)
        + ".",
        "",
        "| column | type | meaning | empty means | example |",
        "|---|---|---|---|---|",
        *(_column_row(field, references.get(field.name)) for field in table.fields),
        "",
        *_snippets(table),
    ]


def _column_row(field: Field, references: str | None) -> str:
    kind = field.type + (f", {field.meaning}" if field.meaning else "")
    meaning = field.description + (f" → [{references}](#{references})" if references else "")
    if field.term:
        meaning += f" ([term]({field.term}))"
    empty = "never empty" if field.required else field.null_reason or ""
    example = field.example
    cells = (f"`{field.name}`", kind, meaning, empty, f"`{example}`")
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _snippets(table: Table) -> list[str]:
    if not table.is_one_csv:
        several = len(table.paths) > 1
        files = f"[{', '.join(map(literal, table.paths))}]" if several else literal(table.path)
        call = "read_csv" if table.format == "csv" else "read_parquet"
        options = ", header = true, all_varchar = true" if table.format == "csv" else ""
        return ["```sql", f"from {call}({files}{options});", "```", ""]
    return [
        "<details><summary>DuckDB, pandas, polars, R</summary>",
        "",
        "```sql",
        f"from read_csv('{table.path}', header = true, all_varchar = true);",
        "```",
        "",
        "```python",
        f'pandas.read_csv("{table.path}", dtype="string", keep_default_na=False, na_values=[""])',
        f'polars.read_csv("{table.path}", infer_schema=False)',
        "```",
        "",
        "```r",
        f'readr::read_csv("{table.path}", col_types = readr::cols(.default = "c"), na = "")',
        "```",
        "",
        "</details>",
        "",
    ]
