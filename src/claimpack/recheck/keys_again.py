"""Keys and references after an edit: what it brings and takes away, and what was wrong before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from claimpack.findings import Findings
from claimpack.keys import check_keys, check_references
from claimpack.package import Package, Table
from claimpack.raw import WORK, Reading, raw
from claimpack.recheck.shapes import Shape, hash_of
from claimpack.recheck.state import State
from claimpack.recheck.world import Row, TooManyError, World, numbers
from claimpack.table_schema import ForeignKey

# By table, the rows that an edit has changed; None where there are too many to tell.
Changes = dict[str, "list[Row] | None"]
Hashes = dict[tuple[str, int], set[int]]


def repeated_now(world: World, package: Package, state: State, changes: Changes) -> Hashes:
    """Return the hashes of what stands in a key more than once."""
    found: Hashes = {}
    for table in package.tables:
        for number, key in enumerate((table.primary_key, *table.unique_keys)):
            before = state.repeated.get((table.name, number), set())
            if table.name in changes:
                before = _repeated(world, table, key, before, changes[table.name])
            if before:
                found[table.name, number] = before
    return found


def tell_repeated(
    world: World, package: Package, repeated: Hashes, reading: Reading, found: Findings
) -> None:
    """Tell of what stands in a key more than once."""
    for table in package.tables:
        keys = (table.primary_key, *table.unique_keys)
        conditions = [
            f"{world.shapes[table.name].hash(key)} in ({numbers(repeated[table.name, number])})"
            for number, key in enumerate(keys)
            if (table.name, number) in repeated
        ]
        if conditions:
            show(world, table, " or ".join(conditions))
            check_keys(world.connection, [table], reading, found)


def dangling_now(world: World, package: Package, state: State, changes: Changes) -> Hashes:
    """Return the hashes of references that lead nowhere."""
    found: Hashes = {}
    for table in package.tables:
        for number, key in enumerate(table.foreign_keys):
            before = state.dangling.get((table.name, number), set())
            if table.name in changes or key.table in changes:
                candidates = _candidates(world, table, key, before, changes)
                if candidates.hashes is not None and not candidates.hashes:
                    continue
                lost = _lost(world, package, table, key, candidates.hashes, candidates.only_read)
                rows = world.connection.execute(
                    f"select distinct {_hash(world, table, key)} from {lost}"
                ).fetchall()
                before = {value for (value,) in rows}
            if before:
                found[table.name, number] = before
    return found


def tell_dangling(
    world: World, package: Package, dangling: Hashes, reading: Reading, found: Findings
) -> None:
    """Tell of references that lead nowhere."""
    for table in package.tables:
        for number, key in enumerate(table.foreign_keys):
            if (table.name, number) not in dangling:
                continue
            world.connection.execute(
                f"create or replace table {WORK}.lost as from"
                f" {_lost(world, package, table, key, dangling[table.name, number])}"
            )
            parent = package.table(key.table)
            if parent != table:
                show(world, parent, "false")
            show(world, table, "", f"semi join {WORK}.lost using (piece, line)")
            alone = replace(table, foreign_keys=(key,))
            tables = [alone] if parent == table else [alone, replace(parent, foreign_keys=())]
            check_references(
                world.connection, replace(package, tables=tuple(tables)), tables, reading, found
            )


def show(world: World, table: Table, where: str, join: str = "") -> None:
    """Show some rows of a table as they are now in ``raw``, with the numbers of all rows."""
    condition = f" where {where}" if where else ""
    world.connection.execute(
        f"drop table if exists {raw(table)}; create table {raw(table)} as"
        f" select places.row + it.line as _row, {world.shapes[table.name].named}"
        f" from (from {world.now(table.name)}{condition}) as it {join}"
        f" inner join {WORK}.places as places on it.piece = places.piece order by _row"
    )


@dataclass(frozen=True)
class _Candidates:
    """What may lead nowhere since an edit.

    Attributes:
        hashes: of the references; None where all have to be looked at.
        only_read: whether only rows that were read afresh may hold them.
    """

    hashes: set[int] | None
    only_read: bool = False


def _candidates(
    world: World, table: Table, key: ForeignKey, before: set[int], changes: Changes
) -> _Candidates:
    """Return what may lead nowhere: what new rows name, what rows that are gone were, and before.

    A new row that is named by others, and one that named others and is gone, leave nothing behind.
    """
    shape, parent = world.shapes[table.name], world.shapes[key.table]
    ours, theirs = changes.get(table.name, []), changes.get(key.table, [])
    if ours is None or theirs is None:
        return _Candidates(None)
    if key not in shape.references:  # to a list of codes
        if before or theirs:
            return _Candidates(None)
        if table.name not in world.fresh:
            return _Candidates(set())
        rows = world.connection.execute(
            f"select distinct {_hash(world, table, key)} from {world.read(table.name)}"
        ).fetchall()
        return _Candidates({value for (value,) in rows if value is not None}, only_read=True)
    new = hashes_in(shape, key.fields, world.new(table.name, ours))
    gone = hashes_in(parent, key.table_fields, world.no_more(key.table, theirs))
    return _Candidates(before | new | gone, only_read=not before and not gone)


def _lost(
    world: World,
    package: Package,
    table: Table,
    key: ForeignKey,
    candidates: set[int] | None,
    only_read: bool = False,
) -> str:
    """Return the relation of the rows of a table whose reference leads nowhere."""
    shape, parent = world.shapes[table.name], world.shapes[key.table]
    present = " and ".join(f"it.{shape.cell(name)} is not null" for name in key.fields)
    match = " and ".join(
        f"it.{shape.cell(ours)} = parent.{parent.cell(theirs)}"
        for ours, theirs in zip(key.fields, key.table_fields, strict=True)
    )
    rows = world.read(table.name) if only_read else world.now(table.name)
    ours = theirs = ""
    if candidates is not None:
        values = numbers(candidates)
        ours = f" where {_hash(world, table, key)} in ({values})"
        theirs = f" where {parent.hash(key.table_fields)} in ({values})"
    return (
        f"(select it.* from (from {rows}{ours}) as it"
        f" anti join (from {world.now(key.table)}{theirs}) as parent on {match} where {present})"
    )


def _hash(world: World, table: Table, key: ForeignKey) -> str:
    """Return SQL for the hash of a reference, which is not kept where it leads to a code."""
    shape = world.shapes[table.name]
    if key.fields in shape.keys:
        return shape.hash(key.fields)
    return hash_of([shape.cell(name) for name in key.fields])


def _repeated(
    world: World, table: Table, key: tuple[str, ...], before: set[int], rows: list[Row] | None
) -> set[int]:
    """Return the hashes of what is repeated in a key: of new rows, or what was before."""
    shape = world.shapes[table.name]
    name = shape.hash(key)
    where = f"{name} is not null"
    if rows is not None:
        values = before | hashes_in(shape, key, world.new(table.name, rows))
        try:
            there = world.new(table.name, world.with_hashes(table.name, name, values))
        except TooManyError:
            several = values
        else:
            times = Counter(row[2 + shape.keys.index(key)] for row in there)
            several = {value for value in values if times[value] > 1}
        if not several:
            return set()
        where = f"{name} in ({numbers(several)})"
    cells = ", ".join(shape.cell(column) for column in key)
    repeated = world.connection.execute(
        f"select any_value({name}) from {world.now(table.name)} where {where}"
        f" group by {cells} having count(*) > 1"
    ).fetchall()
    return {value for (value,) in repeated}


def hashes_in(shape: Shape, key: tuple[str, ...], rows: Iterable[Row]) -> set[int]:
    """Return the hashes of a key in some rows of a table, where it is not empty."""
    column = 2 + shape.keys.index(key)
    return {value for row in rows if (value := row[column]) is not None}
