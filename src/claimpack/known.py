"""What is known of a table before it is read, so that less has to be asked and held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import duckdb

from claimpack.errors import ClaimpackError
from claimpack.meaning_check import columns_of
from claimpack.meanings import MEANINGS
from claimpack.package import Package, Table
from claimpack.sql import quoted
from claimpack.table_schema import Field, ForeignKey

# What refers to a table of so few rows, in files of so few bytes, is compared with each of them.
FEW_ROWS = 32
FEW_BYTES = 1 << 14


@dataclass(frozen=True)
class Known:
    """What is known of a table before it is read.

    Attributes:
        is_plain: whether it holds no odd character (see ``scan.Scan.is_plain``).
        allowed: the references to small tables, and what stands there.
        held: the columns that something looks at again; None if it is all of them.
    """

    is_plain: bool = False
    allowed: Mapping[ForeignKey, list[str]] = field(default_factory=dict)
    held: frozenset[str] | None = None

    def holds(self, column: Field) -> bool:
        """Whether something looks at a column again."""
        return self.held is None or column.name in self.held


def known_before(
    connection: duckdb.DuckDBPyConnection,
    package: Package,
    table: Table,
    relations: Mapping[str, str],
    is_plain: bool,
    holds_all: bool,
) -> Known:
    """Return what is known of a table before it is read.

    Args:
        connection: where the small tables are.
        package: the package.
        table: the table.
        relations: by name of a small table that is read before and sound, SQL for its rows.
        is_plain: whether it holds no odd character.
        holds_all: whether all columns are looked at again, as by rules.
    """
    allowed = _allowed(connection, package, table, relations)
    return Known(is_plain, allowed, None if holds_all else _held(package, table, allowed))


def reading_order(package: Package) -> tuple[list[Table], list[Table]]:
    """Return the tables in the order in which they are read, those that are small apart.

    Small ones come first, each after those that it refers to: what refers to them can be looked up
    while it is read.
    """
    try:
        tables = package.tables_parents_first()
    except ClaimpackError:  # of a circle: told by what needs an order
        tables = list(package.tables)
    small = [table for table in tables if _is_small(package, table)]
    return small, [table for table in tables if table not in small]


def _is_small(package: Package, table: Table) -> bool:
    """Whether the files of a table are there and small; with luck it then has few rows."""
    try:
        return sum((package.root / path).stat().st_size for path in table.paths) <= FEW_BYTES
    except OSError:
        return False


def _allowed(
    connection: duckdb.DuckDBPyConnection,
    package: Package,
    table: Table,
    relations: Mapping[str, str],
) -> dict[ForeignKey, list[str]]:
    """Return the references of a table to small ones, all of texts, and what stands there."""
    found = {}
    for key in table.foreign_keys:
        if key.table == table.name or key.table not in relations or len(key.fields) > 1:
            continue
        ours, theirs = key.fields[0], key.table_fields[0]
        if not table.field(ours).type == package.table(key.table).field(theirs).type == "string":
            continue
        rows = connection.execute(
            f"select {quoted(theirs)} from {relations[key.table]} limit {FEW_ROWS + 1}"
        ).fetchall()
        if len(rows) <= FEW_ROWS:
            found[key] = sorted({value for (value,) in rows if value is not None})
    return found


def _held(
    package: Package, table: Table, allowed: Mapping[ForeignKey, list[str]]
) -> frozenset[str]:
    """Return the columns of a sound table that keys, references and meanings look at."""
    keys = [table.primary_key, *table.unique_keys]
    keys += [key.fields for key in table.foreign_keys if key not in allowed]
    keys += [
        key.table_fields
        for other in package.tables
        for key in other.foreign_keys
        if key.table == table.name
    ]
    meant = {column.name for name in MEANINGS for column in columns_of(table, name, is_sound=True)}
    return frozenset(meant.union(*keys))
