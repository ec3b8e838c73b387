"""Which rows a change can affect by the scope that a rule declares, and what these depend on.

A finding about a row depends, by the scope of its rule:

- ``row``: on the row and on what it refers to, by however many steps;
- the name of a table: also on all that refers to the same row of that table, by however many
  steps, and on what that refers to;
- ``package``: on everything.

References are followed by the values that stand in the cells, so that what leads nowhere, and what
leads to a row twice, is followed as well. Code lists, and tables without any reference, such as
the policy, count as read by everyone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from claimpack.recheck.shapes import Shape
from claimpack.recheck.world import MANY, Place, Row, TooManyError, World, place
from claimpack.table_schema import ForeignKey

ROW, PACKAGE = "row", "package"
# Rows by their table and place.
Rows = dict[str, dict[Place, Row]]
# What leads from rows of a table to rows of others.
Step = Callable[[str, Collection[Row]], Iterable[tuple[str, list[Row]]]]


def shared_tables(shapes: Mapping[str, Shape]) -> set[str]:
    """Return the tables that no reference tells apart: code lists, and those without references."""
    lists = {name for name, shape in shapes.items() if shape.table.is_code_list}
    linked: set[str] = set()
    for name, shape in shapes.items():
        if name not in lists:
            for key in shape.references:
                linked |= {name, key.table}
    return set(shapes) - linked | lists


@dataclass(frozen=True)
class Reach:
    """What a change can affect.

    Attributes:
        affected: rows, now or before, about which findings may be other than before.
        needed: rows on which these depend, beside themselves.
    """

    affected: Rows
    needed: Rows


class Walk:
    """References among some tables, followed in both directions."""

    def __init__(self, world: World, tables: set[str]) -> None:
        """Begin a walk in a world along the references between some of its tables."""
        self._world = world
        self._up: dict[str, list[ForeignKey]] = {
            name: [key for key in world.shapes[name].references if key.table in tables]
            for name in tables
        }
        self._down: dict[str, list[tuple[str, ForeignKey]]] = {name: [] for name in tables}
        for name, keys in self._up.items():
            for key in keys:
                self._down[key.table].append((name, key))

    def reach(self, scope: str, changes: Mapping[str, list[Row]]) -> Reach:
        """Return what changes can affect.

        Args:
            scope: the scope of a rule, not that of the package.
            changes: by table, rows that are there now and were not, or the other way round.

        Raises:
            TooManyError: they can affect very many rows.
        """
        affected: Rows = {}
        _add(affected, {name: rows for name, rows in changes.items() if name in self._up})
        self._follow(affected, self._referring)
        needed = _copy(affected)
        self._follow(needed, self._referred)
        if scope != ROW:
            below = self._below(scope, needed)
            _add(affected, {name: rows.values() for name, rows in below.items()})
            _add(needed, {name: rows.values() for name, rows in below.items()})
            self._follow(needed, self._referred)
            # an affected row may lead to a second row of the scope, with rows of its own
            beside = self._below(scope, needed)
            _add(needed, {name: rows.values() for name, rows in beside.items()})
            self._follow(needed, self._referred)
        return Reach(affected, needed)

    def _below(self, scope: str, rows: Rows) -> Rows:
        """Return all that refers to the rows of the scope that some rows lead to.

        The values count, not the rows: several references may lead to a row that does not exist.
        """
        values: dict[tuple[str, ...], set[int]] = {}
        for name, key in self._down[scope]:
            named = values.setdefault(key.table_fields, set())
            named |= self._values(name, key.fields, rows.get(name, {}).values())
            named |= self._values(scope, key.table_fields, rows.get(scope, {}).values())
        found = {scope: dict(rows.get(scope, {}))}
        for fields, named in values.items():
            _add(found, {scope: self._with(scope, fields, named)})
        for name, key in self._down[scope]:
            _add(found, {name: self._with(name, key.fields, values[key.table_fields])})
        self._follow(found, self._referring)
        return found

    def _follow(self, rows: Rows, step: Step) -> None:
        """Add to some rows all that a step leads to from them, by however many steps."""
        front = _copy(rows)
        while any(front.values()):
            reached: Rows = {}
            for name, found in front.items():
                for other, more in step(name, [*found.values()]):
                    _add(reached, {other: more})
            front = {
                name: {at: row for at, row in found.items() if at not in rows.get(name, {})}
                for name, found in reached.items()
            }
            _add(rows, {name: found.values() for name, found in front.items()})
            if sum(map(len, rows.values())) > MANY:
                raise TooManyError

    def _referred(self, name: str, rows: Collection[Row]) -> Iterator[tuple[str, list[Row]]]:
        for key in self._up[name]:
            values = self._values(name, key.fields, rows)
            yield key.table, self._with(key.table, key.table_fields, values)

    def _referring(self, name: str, rows: Collection[Row]) -> Iterator[tuple[str, list[Row]]]:
        for child, key in self._down[name]:
            values = self._values(name, key.table_fields, rows)
            yield child, self._with(child, key.fields, values)

    def _values(self, name: str, key: tuple[str, ...], rows: Iterable[Row]) -> set[int]:
        """Return the hashes of a key in some rows of a table, where it is not empty."""
        column = 2 + self._world.shapes[name].keys.index(key)
        return {value for row in rows if (value := row[column]) is not None}

    def _with(self, name: str, key: tuple[str, ...], hashes: set[int]) -> list[Row]:
        return self._world.with_hashes(name, self._world.shapes[name].hash(key), hashes)


def _copy(rows: Rows) -> Rows:
    return {name: dict(found) for name, found in rows.items()}


def _add(rows: Rows, more: Mapping[str, Iterable[Row]]) -> None:
    for name, found in more.items():
        rows.setdefault(name, {}).update({place(row): row for row in found})
