"""Strict reading of the CSV files: raw text cells in DuckDB, with the true line of every row.

Two readers cover each other: the bytes are checked here (encoding, byte order mark, NUL, line
ends, blank lines, header), the cells by DuckDB's strict CSV reader (quotes, extra and missing
cells). A table is read into ``raw.<table>``: column ``_line`` and every column as text.
"""

from __future__ import annotations

import csv
import io
import mmap
import re
from dataclasses import dataclass
from pathlib import Path

import duckdb

from claimpack.findings import Finding, shown
from claimpack.package import Package, Table
from claimpack.scan import scan
from claimpack.sql import quoted, read_csv

RAW = "raw"
MAX_LINE = 1_000_000
# A record: cells, quoted or not, up to the line feed that ends it. A quote that is never closed
# is taken for a character.
CELL = rb'(?:"(?:[^"]++|"")*+")?[^,\n]*+'
RECORD = re.compile(CELL + rb"(?:," + CELL + rb")*+\n?")


def read_tables(
    connection: duckdb.DuckDBPyConnection, package: Package
) -> tuple[list[Finding], set[str]]:
    """Read every table of a package into the schema ``raw``.

    Args:
        connection: gets the schema ``raw`` with one table a table of the package.
        package: the package to read.

    Returns:
        What is wrong with the files, and the names of the tables that could not be read: they
        stand in ``raw`` without rows, so that what depends on them can be told apart.
    """
    connection.execute(f"create schema if not exists {RAW}")
    findings: list[Finding] = []
    unreadable: set[str] = set()
    uneven: list[Table] = []
    for table in package.tables:
        path = package.root / table.path
        file = scan(path)
        problems = [
            _finding(table, problem.rule, problem.message, problem.line)
            for problem in file.problems
        ]
        findings += problems
        if not any(problem.rule in UNREADABLE for problem in problems) and (
            problem := header_problem(table, file.first_line)
        ):
            text = file.first_line.decode("utf-8", "replace")
            problems.append(_finding(table, "header", problem, line=1, value=text))
            findings.append(problems[-1])
        rows = None
        if not any(problem.rule in UNREADABLE for problem in problems):
            try:
                rows = _copy_into_raw(connection, path, table)
            except duckdb.Error as error:
                if not problems:  # a carriage return is told already
                    findings.append(_finding(table, "row-form", str(error).splitlines()[0]))
        if rows is None:
            unreadable.add(table.name)
            connection.execute(_empty_raw(table))
        elif rows + 1 != file.lines:
            uneven.append(table)
    refused = _refused(connection, package) if uneven else {}
    for table in uneven:
        path = package.root / table.path
        findings += _number_lines(connection, table, path, refused.get(table.name, []))
    return findings, unreadable


FIXES = {
    "file-missing": "create the file with its header, or remove the resource from datapackage.json",
    "file-encoding": "save the file as UTF-8 without a byte order mark",
    "file-line-ends": "end every line, also the last, with a line feed alone",
    "header": "make the header the column names of the schema, in its order",
    "blank-row": "remove the empty line",
    "row-form": "quote cells that hold a comma or a quote, and double the quotes inside them",
}
UNREADABLE = {"file-missing", "file-encoding", "header"}


def header_problem(table: Table, first_line: bytes) -> str | None:
    """Return what is wrong with the first line of a file, or None where it is the schema's."""
    text = first_line.decode("utf-8", "replace").rstrip("\r\n")
    try:
        names = next(csv.reader(io.StringIO(text), strict=True), [])
    except csv.Error as error:
        return f"the header cannot be read: {error}"
    expected = [field.name for field in table.fields]
    if names == expected:
        return None
    if not names:
        return "the file is empty: not even a header"
    missing = [name for name in expected if name not in names]
    extra = [name for name in names if name not in expected]
    delimiter = next((mark for mark in ";\t|" if mark in names[0]), None)
    if delimiter and len(names) == 1 and len(expected) > 1:
        return f"the cells are separated by '{shown(delimiter)}', not by commas"
    alike = {name.strip().lower(): name for name in missing}
    parts = [
        f"'{shown(name)}' should be '{alike[name.strip().lower()]}'"
        for name in extra
        if name.strip().lower() in alike
    ]
    missing = [n for n in missing if n not in {name.strip().lower() for name in extra}]
    extra = [name for name in extra if name.strip().lower() not in alike]
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if missing:
        parts.append(f"missing: {', '.join(missing)}")
    if extra:
        parts.append(f"not in the schema: {', '.join(shown(n) or '(blank)' for n in extra)}")
    if twice:
        parts.append(f"twice: {', '.join(shown(name) or '' for name in twice)}")
    return "; ".join(parts) or f"the order should be {', '.join(expected)}"


def _copy_into_raw(connection: duckdb.DuckDBPyConnection, path: Path, table: Table) -> int:
    """Read a file into its raw table, each row with the line it would have if none were skipped.

    Returns how many rows there are; rows that DuckDB refuses stand in ``reject_errors``.
    """
    options = f", max_line_size = {MAX_LINE}, store_rejects = true"
    count = connection.execute(
        f"create or replace table {RAW}.{quoted(table.name)} as"
        f" select row_number() over () + 1 as _line, * from {read_csv(table, path, options)}"
    ).fetchone()
    return int(count[0]) if count else 0


@dataclass(frozen=True)
class _Refused:
    """A record that DuckDB's strict reader refused; the header is record 1, empty lines count."""

    record: int
    column: str | None
    text: str
    message: str


def _refused(connection: duckdb.DuckDBPyConnection, package: Package) -> dict[str, list[_Refused]]:
    """Return the records that DuckDB's strict reader refused, by table."""
    tables = {str(package.root / table.path): table.name for table in package.tables}
    rows = connection.execute(
        "select file_path, line, column_name, csv_line, error_message"
        " from reject_errors join reject_scans using (scan_id, file_id)"
        " qualify row_number() over (partition by file_path, line order by column_idx) = 1"
        " order by file_path, line"
    ).fetchall()
    refused: dict[str, list[_Refused]] = {}
    for path, record, column, text, message in rows:
        refused.setdefault(tables[path], []).append(
            _Refused(record, column or None, text.strip("\r\n"), message.splitlines()[0])
        )
    return refused


def _number_lines(
    connection: duckdb.DuckDBPyConnection, table: Table, path: Path, refused: list[_Refused]
) -> list[Finding]:
    """Give every row its line where a row is not just a line, and tell which lines are no rows."""
    starts = []
    findings = []
    position, line = 0, 1
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        while (record := RECORD.match(content, position)) and record.end() > position:
            starts.append(line)
            if record.group() in (b"\n", b"\r\n"):
                findings.append(_finding(table, "blank-row", "the line is empty", line=line))
            position = record.end()
            line += record.group().count(b"\n")
    findings += [
        _finding(table, "row-form", row.message, starts[row.record - 1], row.column, row.text)
        for row in refused
    ]
    no_rows = {finding.line for finding in findings}
    connection.execute(
        f"update {RAW}.{quoted(table.name)} as raw set _line = numbered.line from"
        " (select unnest(cast($lines as bigint[])) as line,"
        " generate_subscripts(cast($lines as bigint[]), 1) + 1 as number) as numbered"
        " where numbered.number = raw._line",
        {"lines": [start for start in starts[1:] if start not in no_rows]},
    )
    return findings


def _empty_raw(table: Table) -> str:
    columns = ", ".join(f"{quoted(field.name)} varchar" for field in table.fields)
    return f"create or replace table {RAW}.{quoted(table.name)} (_line bigint, {columns})"


def _finding(
    table: Table,
    rule: str,
    message: str,
    line: int | None = None,
    column: str | None = None,
    value: str | None = None,
) -> Finding:
    return Finding(
        rule=rule,
        severity="error",
        table=table.name,
        row_key=None,
        file=table.path,
        line=line,
        column=column,
        value=shown(value),
        message=message,
        fix=FIXES[rule],
    )
