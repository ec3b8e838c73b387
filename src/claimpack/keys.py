"""Keys and references: what has to stand once, and what has to stand in another table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container

import duckdb

from claimpack.findings import MAX_LISTED, Finding, Findings
from claimpack.package import Package, Table
from claimpack.raw import Reading, first_rows, key_expression, raw
from claimpack.sql import quoted
from claimpack.table_schema import ForeignKey


def check_keys(
    connection: duckdb.DuckDBPyConnection, tables: list[Table], reading: Reading, found: Findings
) -> None:
    """Check primary and unique keys, as closely as each needs it.

    Rows mostly stand in the order of a key, which is then seen to be one in passing. Of the others
    the hashes are compared; what is repeated is counted and fetched only where these repeat.
    """
    keys = [(table, key) for table in tables for key in (table.primary_key, *table.unique_keys)]
    if not keys:
        return
    for doubt in (unordered_keys, repeated_hashes):
        unproven = connection.execute(doubt(keys, reading.sound)).fetchall()
        keys = [keys[number] for (number,) in sorted(unproven)]
        if not keys:
            return
    counts = connection.execute(repeated_keys(keys, reading.sound)).fetchall()
    for number, excess in counts:
        if excess:
            table, key = keys[number]
            found.add(_repeated(connection, table, key, reading), total=excess)


def unordered_keys(keys: list[tuple[Table, tuple[str, ...]]], sound: Container[str]) -> str:
    """Return the query for the numbers of the keys in whose order the rows do not stand.

    Where each row has a key greater than the one before, none has the key of another.

    Args:
        keys: the keys.
        sound: the names of tables that are held in their types.
    """
    return "\nunion all\n".join(
        f"select {number} where exists (\n{_unordered_rows(_held(table, sound), key)}\n)"
        for number, (table, key) in enumerate(keys)
    )


def _unordered_rows(relation: str, key: tuple[str, ...]) -> str:
    columns = [quoted(name) for name in key]
    before = [f"lag({column}) over ()" for column in columns]
    names = [f"{word}{part}" for word in ("key", "before") for part in range(len(key))]
    return (
        f"    select 1 from (\n        select {', '.join(columns + before)}\n"
        f"        from {relation} where {_present(key)}\n    ) as it ({', '.join(names)})\n"
        f"    where not ({_exceeds(len(key))})"
    )


def _exceeds(parts: int) -> str:
    """Return the condition that a key is greater than the one before."""
    condition = f"key{parts - 1} > before{parts - 1}"
    for part in reversed(range(parts - 1)):
        condition = f"key{part} > before{part} or key{part} = before{part} and ({condition})"
    return condition


def repeated_hashes(keys: list[tuple[Table, tuple[str, ...]]], sound: Container[str]) -> str:
    """Return the query for the numbers of the keys of which a hash stands more than once.

    Args:
        keys: the keys.
        sound: the names of tables that are held in their types.
    """
    return "\nunion all\n".join(
        f"select {number} from {_held(table, sound)} where {_present(key)}\n"
        f"    having count(*) > count(distinct hash({', '.join(map(quoted, key))}))"
        for number, (table, key) in enumerate(keys)
    )


def repeated_keys(keys: list[tuple[Table, tuple[str, ...]]], sound: Container[str]) -> str:
    """Return the query for how many rows too many have each key, by its number.

    Args:
        keys: the keys.
        sound: the names of tables that are held in their types.
    """
    return "\nunion all\n".join(
        f"select {number}, sum(times) - count(*) from (\n    select count(*) as times"
        f" from {_held(table, sound)} where {_present(key)}"
        f"\n    group by {', '.join(map(quoted, key))}\n)"
        for number, (table, key) in enumerate(keys)
    )


def _held(table: Table, sound: Container[str]) -> str:
    """Return what holds the keys of a table: in its types, which are quicker, or as text."""
    return f"main.{quoted(table.name)}" if table.name in sound else raw(table)


def _repeated(
    connection: duckdb.DuckDBPyConnection, table: Table, key: tuple[str, ...], reading: Reading
) -> list[Finding]:
    columns = ", ".join(quoted(name) for name in key)
    rows = connection.execute(
        f"select {key_expression(table)}, _row, concat_ws('/', {columns}),"
        f" first_value(_row) over same as first_row from {raw(table)}"
        f" where ({columns}) in (select {columns} from {raw(table)} where {_present(key)}"
        f" group by all having count(*) > 1)"
        f" window same as (partition by {columns} order by _row)"
        f" qualify row_number() over same > 1 order by _row limit {MAX_LISTED}"
    ).fetchall()
    is_primary = key == table.primary_key
    rule = "primary-key" if is_primary else "unique-key"
    fix = (
        "give the row an id of its own, or remove it"
        if is_primary
        else f"the table may have {', '.join(key)} once only"
    )
    return [
        reading.finding(
            table,
            row,
            rule,
            f"stands in {_place(reading, table, first, row)} already",
            fix,
            key[0],
            value,
            row_key,
        )
        for row_key, row, value, first in rows
    ]


def _place(reading: Reading, table: Table, row: int, seen_from: int) -> str:
    """Return where a row stands, with its file where that is another one."""
    part = reading.part(table, row)
    where = f"{'line' if part.has_header else 'row'} {part.line(row)}"
    return where if part == reading.part(table, seen_from) else f"{where} of {part.path}"


def check_references(
    connection: duckdb.DuckDBPyConnection,
    package: Package,
    tables: list[Table],
    reading: Reading,
    found: Findings,
) -> bool:
    """Check that every reference leads to a row; references to unread tables are left out.

    All are counted in one query, the rows are fetched only where needed.

    Returns:
        Whether one of them leads nowhere.
    """
    readable = {table.name for table in tables}
    references = [
        (table, key)
        for table in tables
        for key in table.foreign_keys
        if key.table in readable and (table.name, key) not in reading.proven
    ]
    if not references:
        return False
    counts = connection.execute(dangling_references(package, references)).fetchall()
    for number, count in counts:
        table, key = references[number]
        referred = package.table(key.table)
        parent = referred.path if len(referred.paths) == 1 else f"the files of {referred.name}"
        value = ", ".join(f"it.{quoted(name)}" for name in key.fields)
        value = f"concat_ws('/', {value})"
        found.add(
            [
                reading.finding(
                    table,
                    row,
                    "foreign-key",
                    f"there is no such {', '.join(key.table_fields)} in {parent}",
                    f"correct the cell, or add the row to {parent}",
                    key.fields[0],
                    cell,
                    row_key,
                )
                for row_key, row, cell in first_rows(
                    connection, table, value, _dangling(package, key), count, reading
                )
            ],
            total=count,
        )
    return bool(counts)


def dangling_references(package: Package, references: list[tuple[Table, ForeignKey]]) -> str:
    """Return the query for how many rows have a reference that leads nowhere, by its number.

    All references to one key are looked up together: it is gone through once.
    """
    by_key: dict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
    for number, (table, key) in enumerate(references):
        names = [f"{quoted(name)} as key{part}" for part, name in enumerate(key.fields)]
        by_key[key.table, key.table_fields].append(
            f"    select {number} as number, {', '.join(names)}"
            f" from {raw(table)} where {_present(key.fields)}"
        )
    return "\nunion all\n".join(
        "select number, count(*) from (\n"
        + "\n    union all\n".join(rows)
        + f"\n) as it anti join {raw(package.table(name))} as parent on "
        + " and ".join(f"it.key{part} = parent.{quoted(key)}" for part, key in enumerate(fields))
        + "\ngroup by number"
        for (name, fields), rows in by_key.items()
    )


def _dangling(package: Package, key: ForeignKey) -> str:
    """Return the join and condition for the rows, as ``it``, whose reference leads nowhere."""
    match = " and ".join(
        f"it.{quoted(ours)} = parent.{quoted(theirs)}"
        for ours, theirs in zip(key.fields, key.table_fields, strict=True)
    )
    present = _present(key.fields, "it.")
    return f"anti join {raw(package.table(key.table))} as parent on {match} where {present}"


def _present(key: tuple[str, ...], prefix: str = "") -> str:
    return " and ".join(f"{prefix}{quoted(name)} is not null" for name in key)
