"""A CSV file in which not every line is a row: which lines are none, and where the others stand.

DuckDB's strict reader tells which records it refuses, but passes over some without a word; so the
records are counted against the rows.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

import duckdb

from claimpack.cells import MAX_LINE, STRICT, read_text
from claimpack.findings import Finding, Findings
from claimpack.form import about_file
from claimpack.package import Table
from claimpack.raw import Lines
from claimpack.records import records
from claimpack.sql import read_csv

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


def number_lines(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    name: str,
    path: Path,
    relation: str,
    rows: int,
    lines: int,
    found: Findings,
) -> tuple[int, Lines] | None:
    """Tell the line of every row of a file in which a row is not just a line.

    Args:
        connection: holds the relation.
        table: the table of the file.
        name: the file as it is told.
        path: the file.
        relation: the table of text into which it was read; it may be read into it again.
        rows: how many rows were read.
        lines: how many lines the file has.
        found: gets which lines are no rows.

    Returns:
        How many rows there are now, and their lines; None where a record that is not told as wrong
        is no row.
    """
    refused: list[_Refused] = []
    last = None
    if lines <= FEW_LINES or lines - 1 - rows <= MAX_REFUSED:
        rows = read_text(connection, table, path, relation, "store_rejects")
        refused = _refused(connection)
    elif first := _first_refused(connection, path, table):
        refused, last = [first], first.record
    numbered = Lines()
    is_told = _number(table, name, path, rows, refused, last, numbered, found)
    return (rows, numbered) if is_told else None


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


def _number(
    table: Table,
    name: str,
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
                found.add([_refusal(table, name, refusal, line)])
                no_rows += 1
                if "unterminated quote" in refusal.message:
                    swallowed_after = row
            elif finding := _no_row(table, name, line, record):
                found.add([finding])
                no_rows += 1
            else:
                row += 1
                lines.begin(row + 1, line)
                if record.endswith((b",\n", b",\r\n", b",")) and (
                    problem := _extra_cells(table, record)
                ):
                    found.add([about_file(table, name, "row-form", problem, line=line)])
                    no_rows += 1
            if no_rows > MAX_REFUSED or number == last:
                break
    found.add([_refusal(table, name, refusal, None) for refusal in waiting.values()])
    if last is not None:
        return False
    if swallowed_after is not None and row > rows:
        row = swallowed_after
    if row != rows:
        message = "from here on it cannot be told what is a row: the file is not read on"
        found.add([about_file(table, name, "row-form", message, line=line)])
        return False
    return True


def _refusal(table: Table, name: str, refusal: _Refused, line: int | None) -> Finding:
    return about_file(table, name, "row-form", refusal.message, line, refusal.column, refusal.text)


def _no_row(table: Table, name: str, line: int, record: bytes) -> Finding | None:
    """Return what is wrong with a record that DuckDB passes over without a word."""
    if record in (b"\n", b"\r\n"):
        return about_file(table, name, "blank-row", "the line is empty", line=line)
    if len(record) > MAX_LINE:
        message = f"the line is longer than {MAX_LINE:,} bytes"
        text = record[:MAX_SHOWN].decode("utf-8", "replace")
        return about_file(table, name, "row-form", message, line=line, value=text)
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


def _first_refused(
    connection: duckdb.DuckDBPyConnection, path: Path, table: Table
) -> _Refused | None:
    """Return the first record that DuckDB's strict reader refuses, or None."""
    relation = read_csv(table, path, f", {STRICT}")
    try:
        connection.execute(f"select count(columns(*)) from {relation}")
    except duckdb.Error as error:
        if not (match := FIRST_REFUSED.search(str(error))):
            return _Refused(0, None, "", str(error).splitlines()[0])
        number, text, message = match.groups()
        message = f"{message}; many more lines are no rows, and the file is not read on"
        return _Refused(int(number), None, text[:MAX_SHOWN], message)
    return None
