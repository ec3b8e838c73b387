"""Where the cells of a table are held in DuckDB while it is checked.

A table of which every cell keeps to its schema is read once, straight into its types, and checked
on the way; ``raw.<table>`` is then a view that writes the values as they stand in the file. Where
a cell does not, the table is held as text, so that every cell can be told as it is.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb

from claimpack.canonical import UTC_FORMAT
from claimpack.known import Known
from claimpack.package import Package, Table
from claimpack.raw import CELLS, raw
from claimpack.sound import NUMBER_AS_WRITTEN, broken, typed_value
from claimpack.sql import DUCKDB_TYPES, create_table, quoted, read_csv
from claimpack.table_schema import Field

MAX_LINE = 1_000_000
STRICT = f"max_line_size = {MAX_LINE}"
# Ends the reading of a table at the first cell that breaks its schema.
BREAKS = "claimpack: a cell breaks its schema"
# How a value is written (see canonical.py); a fraction of a second is no canonical form.
WRITTEN = {
    "integer": "cast({0} as varchar)",
    "boolean": "cast({0} as varchar)",
    "number": NUMBER_AS_WRITTEN,
    "datetime": "case when {0} = date_trunc('second', {0})"
    f" then strftime({{0}}, '{UTC_FORMAT}')"
    " else strftime({0}, '%Y-%m-%dT%H:%M:%S.%fZ') end",
}


def hold_typed(
    connection: duckdb.DuckDBPyConnection,
    package: Package,
    table: Table,
    relation: str,
    known: Known,
) -> int | None:
    """Read a table into its types, if every cell keeps to the schema.

    Of columns that refer to others (``sound.referring_columns``) it is not known before the
    references are checked.

    Args:
        connection: gets the table, and ``raw.<table>`` as a view of it; both without the columns
            that need not be held.
        package: the package.
        table: the table.
        relation: SQL for its rows in their order: of CSV as text, of Parquet in types.
        known: what is known of it.

    Returns:
        How many rows it has; None where a cell breaks the schema, and nothing is held.

    Raises:
        duckdb.Error: the relation cannot be read.
    """
    held = replace(table, fields=tuple(field for field in table.fields if known.holds(field)))
    connection.execute(create_table(held, with_keys=False))
    try:
        count = connection.execute(typed_read(package, table, relation, known)).fetchone()
    except duckdb.InvalidInputException as error:
        let_go(connection, table)
        if BREAKS in str(error):
            return None
        raise
    except duckdb.Error:
        let_go(connection, table)
        raise
    show_typed(connection, held)
    return int(count[0]) if count else 0


def typed_read(package: Package, table: Table, relation: str, known: Known) -> str:
    """Return the statement that reads a table into its types, and ends where a cell is wrong.

    See ``hold_typed`` for what it takes.
    """
    values = {} if table.format == "parquet" else _values(table)
    if values:
        # each is cast once, for the condition and for the table
        casts = "".join(
            f",\n        {typed_value(field)} as {values[field.name]}"
            for field in table.fields
            if field.name in values
        )
        relation = f"(\n    select\n        *{casts}\n    from {relation}\n)"
    first, *others = [
        values.get(field.name, quoted(field.name)) for field in table.fields if known.holds(field)
    ]
    rest = "".join(f",\n    {column}" for column in others)
    # where a value is needed anyway: a filter would copy the rows that pass it
    return (
        f"insert into {quoted(table.name)}\nselect\n    case when\n        "
        f"{broken(package, table, known, values)}\n"
        f"        then error('{BREAKS}') else {first} end{rest}\nfrom {relation}"
    )


def _values(table: Table) -> dict[str, str]:
    """Return, by column of a CSV file that is no text, a name for its cell in its type."""
    taken = {field.name.casefold() for field in table.fields}
    suffix = " typed"
    while any(name + suffix in taken for name in taken):
        suffix += "'"
    return {field.name: quoted(field.name + suffix) for field in table.fields if typed_value(field)}


def let_go(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Forget what is held of a table."""
    name = quoted(table.name)
    connection.execute(
        f"drop view if exists {raw(table)}; drop table if exists {name};"
        f" drop table if exists {CELLS}.{name}"
    )


def read_text(
    connection: duckdb.DuckDBPyConnection, table: Table, path: Path, relation: str, on_error: str
) -> int:
    """Read a CSV file into a table of text.

    Args:
        connection: where the table is made.
        table: the table whose columns the file has.
        path: the file.
        relation: name of the table to make.
        on_error: ``ignore_errors`` to skip the rows that DuckDB refuses, ``store_rejects`` to have
            them also in ``reject_errors``.

    Returns:
        How many rows it has.
    """
    count = connection.execute(
        f"create or replace table {relation} as"
        f" from {read_csv(table, path, f', {STRICT}, {on_error} = true')}"
    ).fetchone()
    return int(count[0]) if count else 0


def hold_text(connection: duckdb.DuckDBPyConnection, table: Table) -> int:
    """Make the typed table and ``raw.<table>`` from ``cells.<table>``, which holds it as text.

    What is no value of its type is null in the typed table.

    Returns:
        How many rows it has.
    """
    cells = f"{CELLS}.{quoted(table.name)}"
    columns = ", ".join(_as_type(field) for field in table.fields)
    connection.execute(create_table(table, with_keys=False))
    count = connection.execute(
        f"insert into {quoted(table.name)} select {columns} from {cells}"
    ).fetchone()
    _show(connection, table, cells, {field.name: quoted(field.name) for field in table.fields})
    return int(count[0]) if count else 0


def show_typed(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Make ``raw.<table>`` of a table that is held in its types."""
    cells = {field.name: as_text(field) for field in table.fields}
    _show(connection, table, f"main.{quoted(table.name)}", cells)


def hold_nothing(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Hold a table that cannot be read, without rows."""
    columns = ", ".join(f"{quoted(field.name)} varchar" for field in table.fields)
    let_go(connection, table)
    connection.execute(f"create table {CELLS}.{quoted(table.name)} ({columns})")
    hold_text(connection, table)


def as_text(field: Field) -> str:
    """Return SQL for how a value of a column stands in a file."""
    cell = quoted(field.name)
    return WRITTEN[field.type].format(cell) if field.type in WRITTEN else cell


def _as_type(field: Field) -> str:
    cell = quoted(field.name)
    return f"try_cast({cell} as {DUCKDB_TYPES[field.type]})" if field.type in WRITTEN else cell


def _show(
    connection: duckdb.DuckDBPyConnection, table: Table, relation: str, cells: dict[str, str]
) -> None:
    """Make ``raw.<table>``: cells as text, and the number of each row, which its place gives.

    A window function would number the rows as well, but with one thread.
    """
    columns = ", ".join(f"{cell} as {quoted(name)}" for name, cell in cells.items())
    connection.execute(
        f"create or replace view {raw(table)} as"
        f" select rowid + 2 as _row, {columns} from {relation}"
    )
