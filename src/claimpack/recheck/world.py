"""The rows of a package before and after an edit: those that are kept, and those read afresh."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import duckdb

from claimpack.raw import WORK
from claimpack.recheck.shapes import Shape

# What a row is known by: its piece and its line in it, and the hashes of its keys.
Place = tuple[int, int]
Row = tuple[int | None, ...]
# A walk that reaches more rows than these is given up.
MANY = 20_000


class TooManyError(Exception):
    """So many rows are reached that it is better to look at all."""


@dataclass
class World:
    """The rows of a package, by table.

    Attributes:
        connection: holds the state, and the rows that were read afresh.
        state: the name of the state in it.
        shapes: how rows are kept.
        gone: by table, the pieces that are there no more.
        fresh: the tables with rows that were read afresh.
    """

    connection: duckdb.DuckDBPyConnection
    state: str
    shapes: Mapping[str, Shape]
    gone: dict[str, list[int]] = field(default_factory=dict)
    fresh: set[str] = field(default_factory=set)
    _known: dict[tuple[str, str], dict[int, list[Row]]] = field(default_factory=dict)

    @property
    def touched(self) -> list[str]:
        """The tables of which rows were read afresh, or are gone."""
        return [name for name in self.shapes if name in self.fresh or self.gone.get(name)]

    def before(self, table: str) -> str:
        """Return the relation of all kept rows of a table, also of those that are gone."""
        return f"{self.state}.{self.shapes[table].stored}"

    def read(self, table: str) -> str:
        """Return the relation of the rows of a table that were read afresh."""
        return f"{WORK}.fresh_{self.shapes[table].number}"

    def left(self, table: str) -> str:
        """Return the relation of the kept rows of a table that are gone or read afresh."""
        return f"(from {self.before(table)} where piece in ({numbers(self.gone.get(table, []))}))"

    def now(self, table: str) -> str:
        """Return the relation of the rows of a table as they are now."""
        gone = self.gone.get(table)
        kept = f" where piece not in ({numbers(gone)})" if gone else ""
        fresh = f" union all from {self.read(table)}" if table in self.fresh else ""
        return f"(from {self.before(table)}{kept}{fresh})"

    def ever(self, table: str) -> str:
        """Return the relation of the rows of a table as they are now or were before."""
        fresh = f" union all from {self.read(table)}" if table in self.fresh else ""
        return f"(from {self.before(table)}{fresh})"

    def changed_rows(self, table: str) -> list[Row]:
        """Return the rows that are there now and were not, or were there and are not."""
        if table not in self.touched:
            return []
        shape = self.shapes[table]
        same = f"partition by {', '.join(shape.cells)}"
        here = f"from {self.read(table)}" if table in self.fresh else "from before where false"
        rows = self.connection.execute(
            f"with before as (from {self.left(table)}), here as ({here}),"
            " both_of_them as ("
            "  select *, true as is_here from here"
            "  union all select *, false as is_here from before"
            ")"
            f" select {self._columns(table)} from both_of_them"
            f" qualify count(*) filter (is_here) over ({same})"
            f" <> count(*) filter (not is_here) over ({same})"
            f" limit {MANY + 1}"
        ).fetchall()
        if len(rows) > MANY:
            raise TooManyError
        return rows

    def new(self, table: str, rows: list[Row]) -> list[Row]:
        """Return those of some rows of a table that are there now."""
        gone = {*self.gone.get(table, [])}
        return [row for row in rows if row[0] not in gone]

    def no_more(self, table: str, rows: list[Row]) -> list[Row]:
        """Return those of some rows of a table that are there no more."""
        gone = {*self.gone.get(table, [])}
        return [row for row in rows if row[0] in gone]

    def with_hashes(self, table: str, name: str, hashes: Iterable[int]) -> list[Row]:
        """Return the rows of a table, now or before, in which a hash has one of some values.

        Raises:
            TooManyError: there are very many.
        """
        known = self._known.setdefault((table, name), {})
        wanted = set(hashes)
        if missing := sorted(wanted - known.keys()):
            if len(missing) > MANY:
                raise TooManyError
            rows = self.connection.execute(
                f"select {name}, {self._columns(table)} from {self.ever(table)}"
                # a list in the text takes twice as long
                f" where {name} in (select unnest(cast($1 as uinteger[]))) limit {MANY + 1}",
                [missing],
            ).fetchall()
            if len(rows) > MANY:
                raise TooManyError
            known.update({value: [] for value in missing})
            for value, *row in rows:
                known[value].append(tuple(row))
        return [row for value in wanted for row in known[value]]

    def _columns(self, table: str) -> str:
        return ", ".join(["piece", "line", *self.shapes[table].hashes])


def place(row: Row) -> Place:
    """Return the piece of a row and its line in it."""
    piece, line = row[:2]
    assert piece is not None and line is not None  # no row is without its place
    return piece, line


def numbers(values: Iterable[int]) -> str:
    """Return numbers as a list in SQL."""
    return ", ".join(map(str, values)) or "null"
