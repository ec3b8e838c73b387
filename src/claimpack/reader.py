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
from array import array
from dataclasses import dataclass
from pathlib import Path

import duckdb

from claimpack.findings import Finding, shown
from claimpack.package import Package, Table
from claimpack.scan import scan
from claimpack.sql import quoted, read_csv

RAW = "raw"
MAX_LINE = 1_000_000
MAX_SHOWN = 400
# A longer file in which more lines are no rows has another form altogether: it is not read on.
# (DuckDB takes gigabytes to remember millions of refused lines.)
FEW_LINES = 100_000
MAX_REFUSED = 10_000
# A record: cells, quoted or not, up to the line feed that ends it. A quote that is never closed
# is taken for a character.
CELL = rb'(?:"(?:[^"]++|"")*+")?[^,\n]*+'
FIRST_REFUSED = re.compile(
    r"CSV Error on Line: (\d+)\nOriginal Line: (.*?)\n"
    r"((?:Expected Number|Value with|Maximum line|Invalid)[^\n]*)",
    re.DOTALL,
)
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
    connection.execute("set enable_progress_bar = false")  # it would print on stdout
    connection.execute(f"create schema if not exists {RAW}")
    findings: list[Finding] = []
    unreadable: set[str] = set()
    uneven: list[tuple[Table, Path, int, int]] = []
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
                rows = _copy_into_raw(connection, path, table, "ignore_errors")
            except duckdb.Error as error:
                if not problems:  # a carriage return is told already
                    findings.append(_finding(table, "row-form", str(error).splitlines()[0]))
        if rows is None:
            unreadable.add(table.name)
            connection.execute(_empty_raw(table))
        elif rows + 1 != file.lines or _has_extra_commas(connection, table, rows, file.commas):
            uneven.append((table, path, rows, file.lines))
    for table, path, rows, lines in uneven:
        refused, last = [], None
        if lines <= FEW_LINES or lines - 1 - rows <= MAX_REFUSED:
            rows = _copy_into_raw(connection, path, table, "store_rejects")
            refused = _refused(connection)
        elif first := _first_refused(connection, path, table):
            refused, last = [first], first.record
        numbering = _number_lines(connection, table, path, rows, refused, last)
        findings += numbering.findings
        if not numbering.complete:
            unreadable.add(table.name)
            connection.execute(_empty_raw(table))
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


def _copy_into_raw(
    connection: duckdb.DuckDBPyConnection, path: Path, table: Table, on_error: str
) -> int:
    """Read a file into its raw table, each row with the line it would have if none were skipped.

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
        f"create or replace table {RAW}.{quoted(table.name)} as"
        f" select row_number() over () + 1 as _line, * from {read_csv(table, path, options)}"
    ).fetchone()
    return int(count[0]) if count else 0


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
        for cell in (quoted(field.name) for field in table.fields)
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


@dataclass(frozen=True)
class _Numbering:
    """Which lines are no rows, and whether every other record of the file is a row."""

    findings: list[Finding]
    complete: bool


def _number_lines(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    path: Path,
    rows: int,
    refused: list[_Refused],
    last: int | None,
) -> _Numbering:
    """Give every row its line where a row is not just a line, and tell which lines are no rows.

    The records are counted against the rows, since DuckDB drops some lines without a word. No
    record is looked at after the ``last``.
    """
    starts = array("q")
    no_rows: dict[int, Finding] = {}
    told = {row.record for row in refused}
    swallowed_from = None
    extra: list[Finding] = []
    position, line = 0, 1
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        while (record := RECORD.match(content, position)) and record.end() > position:
            starts.append(line)
            position, end = record.span()
            if end - position <= 2 and record.group() in (b"\n", b"\r\n"):
                no_rows[line] = _finding(table, "blank-row", "the line is empty", line=line)
            elif end - position > MAX_LINE and len(starts) not in told:
                text = content[position : position + MAX_SHOWN].decode("utf-8", "replace")
                message = f"the line is longer than {MAX_LINE:,} bytes"
                no_rows[line] = _finding(table, "row-form", message, line=line, value=text)
            elif (record.group().rstrip(b"\r\n").endswith(b",") and len(starts) not in told) and (
                problem := _extra_cells(table, record.group())
            ):
                extra.append(_finding(table, "row-form", problem, line=line))
            line += record.group().count(b"\n")
            position = end
            if len(no_rows) + len(extra) > MAX_REFUSED or len(starts) == last:
                break
    for row in refused:
        start = starts[row.record - 1] if 1 <= row.record <= len(starts) else None
        finding = _finding(table, "row-form", row.message, start, row.column, row.text)
        no_rows[start or line] = finding
        if "unterminated quote" in row.message and start:
            swallowed_from = start
    lines = [start for start in starts[1:] if start not in no_rows]
    findings = [*no_rows.values(), *extra]
    if last is not None:
        return _Numbering(findings, complete=False)
    if swallowed_from and len(lines) > rows:
        lines = [start for start in lines if start < swallowed_from]
    if len(lines) != rows:
        message = "too many lines are no rows: the file is not read on"
        return _Numbering([*findings, _finding(table, "row-form", message)], complete=False)
    connection.execute(
        f"update {RAW}.{quoted(table.name)} as raw set _line = numbered.line from"
        " (select unnest(cast($lines as bigint[])) as line,"
        " generate_subscripts(cast($lines as bigint[]), 1) + 1 as number) as numbered"
        " where numbered.number = raw._line",
        {"lines": lines},
    )
    return _Numbering(findings, complete=True)


def _extra_cells(table: Table, record: bytes) -> str | None:
    try:
        cells = next(csv.reader(io.StringIO(record.decode("utf-8", "replace"), newline="")))
    except csv.Error:
        return None
    expected = len(table.fields)
    if len(cells) <= expected:
        return None
    return f"Expected Number of Columns: {expected} Found: {len(cells)}"


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
