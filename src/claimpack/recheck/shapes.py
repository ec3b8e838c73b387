"""How the rows of a table are kept: its cells as text, and hashes of what keys and references name.

A whole number of four bytes is looked for in a million rows in milliseconds, a text is not. Two
texts may share a hash: what is found by one is either compared again, or taken along for nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from claimpack.package import Package, Table
from claimpack.sql import DUCKDB_TYPES, quoted
from claimpack.table_schema import ForeignKey


@dataclass(frozen=True)
class Shape:
    """How the rows of one table are kept.

    Attributes:
        table: the table.
        number: its place in the package.
        keys: the columns, together, of which a hash is kept, in the order of these hashes.
        references: the foreign keys that lead to tables of rows, not to lists of codes.
    """

    table: Table
    number: int
    keys: tuple[tuple[str, ...], ...]
    references: tuple[ForeignKey, ...]

    @property
    def stored(self) -> str:
        """The name of the table of its rows, in the state."""
        return f"rows_{self.number}"

    @property
    def cells(self) -> list[str]:
        """The names under which its columns are kept."""
        return [f"c{number}" for number in range(len(self.table.fields))]

    @property
    def hashes(self) -> list[str]:
        """The names under which its hashes are kept."""
        return [f"h{number}" for number in range(len(self.keys))]

    def cell(self, column: str) -> str:
        """Return the name under which a column is kept."""
        return f"c{[field.name for field in self.table.fields].index(column)}"

    def hash(self, key: tuple[str, ...]) -> str:
        """Return the name under which the hash of a key is kept."""
        return f"h{self.keys.index(key)}"

    @property
    def definition(self) -> str:
        """The columns of the table of its rows."""
        return ", ".join(
            [
                "piece integer",
                "line integer",
                *(f"{name} varchar" for name in self.cells),
                *(f"{name} uinteger" for name in self.hashes),
            ]
        )

    def kept_from(self, cells: str) -> str:
        """Return SQL that adds the hashes to a relation of piece, line and named cells."""
        named = ", ".join(quoted(field.name) for field in self.table.fields)
        hashes = ", ".join(hash_of([quoted(name) for name in key]) for key in self.keys)
        return f"select piece, line, {named}, {hashes} from {cells}"

    @property
    def named(self) -> str:
        """SQL that gives the cells their names again."""
        return ", ".join(
            f"{cell} as {quoted(field.name)}"
            for cell, field in zip(self.cells, self.table.fields, strict=True)
        )

    @property
    def typed(self) -> str:
        """SQL that gives the cells their names and types."""
        return ", ".join(
            f"{cell} as {quoted(field.name)}"
            if field.type == "string"
            else f"try_cast({cell} as {DUCKDB_TYPES[field.type]}) as {quoted(field.name)}"
            for cell, field in zip(self.cells, self.table.fields, strict=True)
        )

    @property
    def odd(self) -> str:
        """The condition that a row cannot be told by its keys as the SQL of rules sees them.

        A key or a required reference is empty, a number in it is written in another way than the
        number is, or a part of a key holds what parts are joined with.
        """
        fields = {field.name: field for field in self.table.fields}
        required = {name for name, field in fields.items() if field.required}
        in_keys = {name for key in (*self.keys, *self._all_references) for name in key}
        primary = self.table.primary_key
        conditions = [
            f"{self.cell(name)} is null" for name in sorted({*primary, *(in_keys & required)})
        ]
        conditions += [
            f"cast(try_cast({self.cell(name)} as {DUCKDB_TYPES[fields[name].type]}) as varchar)"
            f" is distinct from {self.cell(name)}"
            for name in sorted(in_keys)
            if fields[name].type != "string"
        ]
        if len(primary) > 1:
            conditions += [f"contains({self.cell(name)}, '/')" for name in primary]
        return " or ".join(conditions)

    @property
    def _all_references(self) -> list[tuple[str, ...]]:
        return [key.fields for key in self.table.foreign_keys]


def shapes(package: Package) -> dict[str, Shape]:
    """Return how the rows of every table of a package are kept, by the name of the table."""
    lists = {table.name for table in package.tables if table.is_code_list}
    made = {}
    for number, table in enumerate(package.tables):
        references = tuple(key for key in table.foreign_keys if key.table not in lists)
        keys = [table.primary_key, *table.unique_keys, *(key.fields for key in references)]
        keys += [
            key.table_fields
            for other in package.tables
            for key in other.foreign_keys
            if key.table == table.name
        ]
        made[table.name] = Shape(table, number, tuple(dict.fromkeys(keys)), references)
    return made


def hash_of(columns: list[str]) -> str:
    """Return SQL for the hash of columns together; null where one of them is empty."""
    present = " and ".join(f"{column} is not null" for column in columns)
    return f"case when {present} then cast(hash({', '.join(columns)}) >> 32 as uinteger) end"
