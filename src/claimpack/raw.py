"""The tables as they were read: raw text, and where in its file each row stands."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

import duckdb

from claimpack.findings import MAX_LISTED, Finding, Severity, in_table
from claimpack.package import Table
from claimpack.sql import quoted
from claimpack.table_schema import ForeignKey

# The cells of tables that are held as text; ``raw`` shows those of all tables, with the numbers of
# their rows, the first being 2.
CELLS = "cells"
RAW = "raw"
# Where a check keeps what it works with, apart from the tables and views of a package.
WORK = "work"


class Lines:
    """The lines of rows: where rows begin to be off, and by how much."""

    def __init__(self) -> None:
        """Begin with rows that are lines."""
        self._rows = array("q")
        self._shifts = array("q")

    def begin(self, row: int, line: int) -> None:
        """Say in which line a row begins; rows come in their order."""
        if line - row != (self._shifts[-1] if self._shifts else 0):
            self._rows.append(row)
            self._shifts.append(line - row)

    def of(self, row: int) -> int:
        """Return the line in which a row begins."""
        index = bisect_right(self._rows, row)
        return row + (self._shifts[index - 1] if index else 0)


@dataclass(frozen=True)
class Part:
    """One of the files of a table: its path, how many rows stand before it, and its lines.

    ``lines`` is None where a row is just a line; a Parquet file has rows and no header.
    """

    path: str
    before: int
    lines: Lines | None = None
    has_header: bool = True

    def line(self, row: int) -> int:
        """Return the line of a row of ``raw``; of a Parquet file its number, from 1."""
        here = row - self.before
        if not self.has_header:
            return here - 1
        return self.lines.of(here) if self.lines else here


@dataclass(frozen=True)
class Reading:
    """What came of reading the tables of a package.

    Attributes:
        unreadable: names of tables that could not be read; they stand in ``raw`` without rows.
        parts: by table, its files in their order.
        rows: by table, how many rows were read.
        sound: names of tables of which every cell keeps to its schema, but perhaps for columns
            that rest on references.
        resting: by table, these columns, each with the table that it refers to.
        plain: names of tables whose cells hold no odd character (see ``scan.Scan.is_plain``).
        proven: references of which each was seen to lead somewhere, with the name of their table.
    """

    unreadable: set[str] = field(default_factory=set)
    parts: dict[str, list[Part]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    sound: set[str] = field(default_factory=set)
    resting: dict[str, dict[str, str]] = field(default_factory=dict)
    plain: set[str] = field(default_factory=set)
    proven: set[tuple[str, ForeignKey]] = field(default_factory=set)

    def part(self, table: Table, row: int) -> Part:
        """Return the file in which a row of ``raw`` stands."""
        parts = self.parts.get(table.name) or [Part(table.path, 0)]
        return parts[bisect_right(parts, row - 2, key=lambda part: part.before) - 1]

    def line(self, table: Table, row: int) -> int:
        """Return the line in its file in which a row of ``raw`` begins."""
        return self.part(table, row).line(row)

    def finding(
        self,
        table: Table,
        row: int | None,
        rule: str,
        message: str,
        fix: str,
        column: str | None = None,
        value: str | None = None,
        row_key: str | None = None,
        severity: Severity = "error",
        engine: str = "duckdb",
    ) -> Finding:
        """Return a finding about a row of ``raw``, with its file and line."""
        part = self.part(table, row) if row else None
        return in_table(
            table,
            rule,
            message,
            fix,
            part.line(row) if part and row else None,
            column,
            value,
            row_key,
            severity,
            engine,
            part.path if part else None,
        )


def raw(table: Table) -> str:
    """Return the name of the raw table in SQL."""
    return f"{RAW}.{quoted(table.name)}"


def key_expression(table: Table, alias: str = "") -> str:
    """Return SQL for the primary key of a row as text, its parts joined with ``/``."""
    prefix = f"{alias}." if alias else ""
    return "concat_ws('/', " + ", ".join(prefix + quoted(n) for n in table.primary_key) + ")"


def first_rows(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    value: str,
    condition: str,
    count: int,
    reading: Reading,
) -> list[tuple[str, int, str | None]]:
    """Return key, number and a value of the first rows of a raw table that meet a condition.

    Args:
        connection: holds the raw tables.
        table: the table; in SQL its raw rows are called ``it``.
        value: SQL for the value.
        condition: what follows ``from raw.table as it``: joins and ``where``.
        count: how many rows meet it.
        reading: what came of reading the tables.
    """
    rows: list[tuple[str, int, str | None]] = []
    for beginning in beginnings(table, count, reading):
        rows = connection.execute(
            f"select {key_expression(table, 'it')}, it._row, {value}"
            f" from (from {raw(table)} where {beginning}) as it"
            f" {condition} order by it._row limit {MAX_LISTED}"
        ).fetchall()
        if len(rows) >= min(count, MAX_LISTED):
            break
    return rows


def beginnings(table: Table, count: int, reading: Reading) -> Iterator[str]:
    """Yield conditions for the first rows of a raw table, of which the last is true of all.

    Where many rows are wrong, the first of them mostly stand in a small part of the table, which
    is looked at alone.

    Args:
        table: the table.
        count: how many of its rows are wrong.
        reading: what came of reading it.
    """
    rows = reading.rows.get(table.name, 0)
    some = 2 * MAX_LISTED * rows // max(count, 1)
    if count > MAX_LISTED and some < rows:
        yield f"_row < {some + 2}"
    yield "true"
