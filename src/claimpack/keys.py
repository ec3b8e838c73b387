"""Keys and references: what has to stand once, and what has to stand in another table."""

from __future__ import annotations

import duckdb

from claimpack.findings import MAX_LISTED, Finding, Findings
from claimpack.package import Package, Table
from claimpack.raw import Reading, first_rows, key_expression, raw
from claimpack.sql import quoted
from claimpack.table_schema import ForeignKey


def check_keys(
    connection: duckdb.DuckDBPyConnection, tables: list[Table], reading: Reading, found: Findings
) -> None:
    """Check primary and unique keys: all are counted in one query, the rows only where needed."""
    keys = [(table, key) for table in tables for key in (table.primary_key, *table.unique_keys)]
    if not keys:
        return
    counts = connection.execute(repeated_keys(keys)).fetchall()
    for number, excess in counts:
        if excess:
            table, key = keys[number]
            found.add(_repeated(connection, table, key, reading), total=excess)


def repeated_keys(keys: list[tuple[Table, tuple[str, ...]]]) -> str:
    """Return the query for how many rows too many have each key, by its number."""
    return "\nunion all\n".join(
        f"select {number}, sum(times) - count(*) from (\n    select count(*) as times"
        f" from {raw(table)} where {_present(key)}\n    group by {', '.join(map(quoted, key))}\n)"
        for number, (table, key) in enumerate(keys)
    )


def _repeated(
    connection: duckdb.DuckDBPyConnection, table: Table, key: tuple[str, ...], reading: Reading
) -> list[Finding]:
    columns = ", ".join(quoted(name) for name in key)
    rows = connection.execute(
        f"select {key_expression(table)}, _row, concat_ws('/', {columns}),"
        f" first_value(_row) over same as first_row from {raw(table)}"
        f" where {_present(key)} window same as (partition by {columns} order by _row)"
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
        (table, key) for table in tables for key in table.foreign_keys if key.table in readable
    ]
    if not references:
        return False
    counts = connection.execute(dangling_references(package, references)).fetchall()
    for number, count in counts:
        if not count:
            continue
        table, key = references[number]
        referred = package.table(key.table)
        parent = referred.path if len(referred.paths) == 1 else f"the files of {referred.name}"
        value = ", ".join(f"it.{quoted(name)}" for name in key.fields)
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
                    connection, table, f"concat_ws('/', {value})", _dangling(package, key)
                )
            ],
            total=count,
        )
    return any(count for _, count in counts)


def dangling_references(package: Package, references: list[tuple[Table, ForeignKey]]) -> str:
    """Return the query for how many rows have each reference and it leads nowhere."""
    return "\nunion all\n".join(
        f"select {number}, count(*) from {raw(table)} as it\n    {_dangling(package, key)}"
        for number, (table, key) in enumerate(references)
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
