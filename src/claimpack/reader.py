"""Strict reading of the CSV files: raw text cells in DuckDB, with the true line of every row.

Two readers cover each other: the bytes are checked here (encoding, byte order mark, NUL, line
ends, blank lines, header), the cells by DuckDB's strict CSV reader (quotes, extra and missing
cells). A table is read into ``raw.<table>``: every column as text, and ``_row``, the number of the
row, the header being 1. Where all goes well that is its line; ``Reading.line`` knows.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

import duckdb

from claimpack.findings import Finding, Findings, in_table, shown
from claimpack.package import Package, Table
from claimpack.raw import CELLS, RAW, WORK, Lines, Reading, raw
from claimpack.records import records
from claimpack.scan import scan
from claimpack.sql import quoted, read_csv

MAX_LINE = 1_000_000
MAX_SHOWN = 400
# A longer file in which more lines are no rows has another form altogether: it is not read on.
# (DuckDB takes gigabytes to remember millions of refused lines.)
FEW_LINES = 100_000
MAX_REFUSED = 10_000
FIRST_REFUSED = re.compile(
    r"CSV Error on Line: (\d+)\nOriginal Line: (.*?)\n"
    r"((?:Expected Number|Value with|Maximum line|Invalid)[^\n]*)",
    re.DOTALL,
)


def read_tables(
    connection: duckdb.DuckDBPyConnection, package: Package, found: Findings
) -> Reading:
    """Read every table of a package into the schema ``raw``.

    Args:
        connection: gets the schema ``raw`` with one table a table of the package, and an empty
            schema ``work``.
        package: the package to read.
        found: gets what is wrong with the files.

    Returns:
        Which tables could not be read, and the lines of the rows of the others.
    """
    for schema in (CELLS, RAW, WORK):
        connection.execute(f"create schema if not exists {schema}")
    reading = Reading()
    uneven: list[tuple[Table, Path, int, int]] = []
    for table in package.tables:
        path = package.root / table.path
        file = scan(path)
        if file.is_plain:
            reading.plain.add(table.name)
        problems = [
            _finding(table, problem.rule, problem.message, problem.line)
            for problem in file.problems
        ]
        if not any(problem.rule in UNREADABLE for problem in problems) and (
            problem := header_problem(table, file.first_line)
        ):
            text = file.first_line.decode("utf-8", "replace")
            problems.append(_finding(table, "header", problem, line=1, value=text))
        found.add(problems)
        rows = None
        if not any(problem.rule in UNREADABLE for problem in problems):
            try:
                rows = _copy_into_raw(connection, path, table, "ignore_errors")
            except duckdb.Error as error:
                if not problems:  # a carriage return is told already
                    found.add([_finding(table, "row-form", str(error).splitlines()[0])])
        if rows is None:
            reading.unreadable.add(table.name)
            _make_empty(connection, table)
        elif rows + 1 != file.lines or _has_extra_commas(connection, table, rows, file.commas):
            uneven.append((table, path, rows, file.lines))
            reading.plain.discard(table.name)  # a cell may hold the end of a line
    for table, path, rows, lines in uneven:
        refused, last = [], None
        if lines <= FEW_LINES or lines - 1 - rows <= MAX_REFUSED:
            rows = _copy_into_raw(connection, path, table, "store_rejects")
            refused = _refused(connection)
        elif first := _first_refused(connection, path, table):
            refused, last = [first], first.record
        numbered = Lines()
        if _number_lines(table, path, rows, refused, last, numbered, found):
            reading.lines[table.name] = numbered
        else:
            reading.unreadable.add(table.name)
            _make_empty(connection, table)
    return reading


FIXES = {
    "file-missing": "create the file with its header, or remove the resource from datapackage.json",
    "file-encoding": "save the file as UTF-8 without a byte order mark",
    "file-conflict": "finish the merge; of the log, with 'claimpack log rebase --onto BRANCH'",
    "file-line-ends": "end every line, also the last, with a line feed alone",
    "header": "make the header the column names of the schema, in its order",
    "blank-row": "remove the empty line",
    "row-form": "quote cells that hold a comma or a quote, and double the quotes inside them",
}
UNREADABLE = {"file-missing", "file-encoding", "file-conflict", "header"}


def header_problem(table: Table, first_line: bytes) -> str | None:
    """Return what is wrong with the first line of a file, or None where it is the schema's."""
    text = first_line.decode("utf-8", "replace").rstrip("\r\n")
    try:
        names = next(csv.reader(io.StringIO(text), strict=True), [])
    except csv.Error as error:
        return f"the header cannot be read: {error}"
    expected = [column.name for column in table.fields]
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


def _copy_into_raw(
    connection: duckdb.DuckDBPyConnection, path: Path, table: Table, on_error: str
) -> int:
    """Read a file into its raw table.

    Args:
        connection: where the raw table is made.
        path: the file.
        table: its table.
        on_error: ``ignore_errors`` to skip the rows that DuckDB refuses, ``store_rejects`` to
            have them also in ``reject_errors``.

    Returns:
        How many rows there are.
    """
    options = f", max_line_size = {MAX_LINE}, {on_error} = true"
    count = connection.execute(
        f"create or replace table {CELLS}.{quoted(table.name)} as"
        f" from {read_csv(table, path, options)}"
    ).fetchone()
    _number_rows(connection, table)
    return int(count[0]) if count else 0


def _number_rows(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Make the raw table: its cells, and the number of each row, which its place gives.

    A window function would number the rows as well, but read the file with one thread.
    """
    connection.execute(
        f"create or replace view {raw(table)} as"
        f" select rowid + 2 as _row, * from {CELLS}.{quoted(table.name)}"
    )


def _first_refused(
    connection: duckdb.DuckDBPyConnection, path: Path, table: Table
) -> _Refused | None:
    """Return the first record that DuckDB's strict reader refuses, or None."""
    options = f", max_line_size = {MAX_LINE}"
    try:
        connection.execute(f"select count(columns(*)) from {read_csv(table, path, options)}")
    except duckdb.Error as error:
        if not (match := FIRST_REFUSED.search(str(error))):
            return _Refused(0, None, "", str(error).splitlines()[0])
        number, text, message = match.groups()
        message = f"{message}; many more lines are no rows, and the file is not read on"
        return _Refused(int(number), None, text[:MAX_SHOWN], message)
    return None


def _has_extra_commas(
    connection: duckdb.DuckDBPyConnection, table: Table, rows: int, commas: int
) -> bool:
    """Whether a file has more commas than its rows: DuckDB lets empty cells too many pass."""
    if not commas:
        return False
    inside = " + ".join(
        f"coalesce(sum(length({cell}) - length(replace({cell}, ',', '')))"
        f" filter (where contains({cell}, ',')), 0)"
        for cell in (quoted(column.name) for column in table.fields)
    )
    count = connection.execute(f"select {inside} from {RAW}.{quoted(table.name)}").fetchone()
    cells_hold = int(count[0]) if count else 0
    return commas != (rows + 1) * (len(table.fields) - 1) + cells_hold


@dataclass(frozen=True)
class _Refused:
    """A record that DuckDB's strict reader refused; the header is record 1, empty lines count."""

    record: int
    column: str | None
    text: str
    message: str


def _refused(connection: duckdb.DuckDBPyConnection) -> list[_Refused]:
    """Return the records that DuckDB's strict reader refused, and forget them."""
    rows = connection.execute(
        "select line, column_name, csv_line, error_message from reject_errors"
        " qualify row_number() over (partition by line order by column_idx) = 1 order by line"
    ).fetchall()
    connection.execute("drop table reject_errors; drop table reject_scans")
    return [
        _Refused(record, column or None, text.strip("\r\n"), message.splitlines()[0])
        for record, column, text, message in rows
    ]


def _number_lines(
    table: Table,
    path: Path,
    rows: int,
    refused: list[_Refused],
    last: int | None,
    lines: Lines,
    found: Findings,
) -> bool:
    """Tell the line of every row where a row is not just a line, and which lines are no rows.

    The records are counted against the rows, since DuckDB drops some lines without a word. No
    record is looked at after the ``last``.

    Returns:
        Whether every record that is not told as wrong is a row.
    """
    waiting = {row.record: row for row in refused}
    row = line = no_rows = 0
    swallowed_after = None
    with path.open("rb") as file:
        for number, (line, record) in enumerate(records(file), start=1):
            if number == 1:
                continue
            if refusal := waiting.pop(number, None):
                found.add([_refusal(table, refusal, line)])
                no_rows += 1
                if "unterminated quote" in refusal.message:
                    swallowed_after = row
            elif finding := _no_row(table, line, record):
                found.add([finding])
                no_rows += 1
            else:
                row += 1
                lines.begin(row + 1, line)
                if record.endswith((b",\n", b",\r\n", b",")) and (
                    problem := _extra_cells(table, record)
                ):
                    found.add([_finding(table, "row-form", problem, line=line)])
                    no_rows += 1
            if no_rows > MAX_REFUSED or number == last:
                break
    found.add([_refusal(table, refusal, None) for refusal in waiting.values()])
    if last is not None:
        return False
    if swallowed_after is not None and row > rows:
        row = swallowed_after
    if row != rows:
        message = "from here on it cannot be told what is a row: the file is not read on"
        found.add([_finding(table, "row-form", message, line=line)])
        return False
    return True


def _refusal(table: Table, refusal: _Refused, line: int | None) -> Finding:
    return _finding(table, "row-form", refusal.message, line, refusal.column, refusal.text)


def _no_row(table: Table, line: int, record: bytes) -> Finding | None:
    """Return what is wrong with a record that DuckDB passes over without a word."""
    if record in (b"\n", b"\r\n"):
        return _finding(table, "blank-row", "the line is empty", line=line)
    if len(record) > MAX_LINE:
        message = f"the line is longer than {MAX_LINE:,} bytes"
        text = record[:MAX_SHOWN].decode("utf-8", "replace")
        return _finding(table, "row-form", message, line=line, value=text)
    return None


def _extra_cells(table: Table, record: bytes) -> str | None:
    try:
        cells = next(csv.reader(io.StringIO(record.decode("utf-8", "replace"), newline="")))
    except csv.Error:
        return None
    expected = len(table.fields)
    if len(cells) <= expected:
        return None
    return f"Expected Number of Columns: {expected} Found: {len(cells)}"


def _make_empty(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    columns = ", ".join(f"{quoted(column.name)} varchar" for column in table.fields)
    connection.execute(f"create or replace table {CELLS}.{quoted(table.name)} ({columns})")
    _number_rows(connection, table)


def _finding(
    table: Table,
    rule: str,
    message: str,
    line: int | None = None,
    column: str | None = None,
    value: str | None = None,
) -> Finding:
    return in_table(table, rule, message, FIXES[rule], line, column, value)
