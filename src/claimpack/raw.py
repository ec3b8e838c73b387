"""The tables as they were read: raw text, and where in its file each row stands."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass, field

import duckdb

from claimpack.findings import MAX_LISTED
from claimpack.package import Table
from claimpack.sql import quoted

# The cells of the files as text; ``raw`` shows them with the numbers of their rows.
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
class Reading:
    """What came of reading the tables of a package.

    Attributes:
        unreadable: names of tables that could not be read; they stand in ``raw`` without rows.
        lines: by table, the lines of rows where a row is not just a line.
        plain: names of tables whose cells hold no odd character (see ``scan.Scan.is_plain``).
    """

    unreadable: set[str] = field(default_factory=set)
    lines: dict[str, Lines] = field(default_factory=dict)
    plain: set[str] = field(default_factory=set)

    def line(self, table: Table, row: int) -> int:
        """Return the line in the file of a table in which a row of ``raw`` begins."""
        return self.lines[table.name].of(row) if table.name in self.lines else row


def raw(table: Table) -> str:
    """Return the name of the raw table in SQL."""
    return f"{RAW}.{quoted(table.name)}"


def key_expression(table: Table, alias: str = "") -> str:
    """Return SQL for the primary key of a row as text, its parts joined with ``/``."""
    prefix = f"{alias}." if alias else ""
    return "concat_ws('/', " + ", ".join(prefix + quoted(n) for n in table.primary_key) + ")"


def first_rows(
    connection: duckdb.DuckDBPyConnection, table: Table, value: str, condition: str
) -> list[tuple[str, int, str | None]]:
    """Return key, number and a value of the first rows of a raw table that meet a condition.

    Args:
        connection: holds the raw tables.
        table: the table; in SQL its raw rows are called ``it``.
        value: SQL for the value.
        condition: what follows ``from raw.table as it``: joins and ``where``.
    """
    return connection.execute(
        f"select {key_expression(table, 'it')}, it._row, {value} from {raw(table)} as it"
        f" {condition} order by it._row limit {MAX_LISTED}"
    ).fetchall()
