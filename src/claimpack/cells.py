"""Where the cells of a table are held in DuckDB while it is checked.

A table of which every cell keeps to its schema is read once, straight into its types, and checked
on the way; ``raw.<table>`` is then a view that writes the values as they stand in the file. Where
a cell does not, the table is held as text, so that every cell can be told as it is.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from claimpack.canonical import UTC_FORMAT
from claimpack.cell_checks import broken, referring_columns
from claimpack.package import Package, Table
from claimpack.raw import CELLS, raw
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
    "number": "regexp_replace(cast({0} as varchar), '\\.0$', '')",
    "datetime": "case when {0} = date_trunc('second', {0})"
    f" then strftime({{0}}, '{UTC_FORMAT}')"
    " else strftime({0}, '%Y-%m-%dT%H:%M:%S.%fZ') end",
}


def hold_typed(
    connection: duckdb.DuckDBPyConnection,
    package: Package,
    table: Table,
    relation: str,
    is_plain: bool,
) -> int | None:
    """Read a table into its types, if every cell keeps to the schema.

    Of columns that refer to others (``cell_checks.referring_columns``) it is not known before the
    references are checked.

    Args:
        connection: gets the table, and ``raw.<table>`` as a view of it.
        package: the package.
        table: the table.
        relation: SQL for its rows in their order: of CSV as text, of Parquet in types.
        is_plain: whether it is known to hold no odd character.

    Returns:
        How many rows it has; None where a cell breaks the schema, and nothing is held.

    Raises:
        duckdb.Error: the relation cannot be read.
    """
    connection.execute(create_table(table, with_keys=False))
    try:
        count = connection.execute(typed_read(package, table, relation, is_plain)).fetchone()
    except duckdb.InvalidInputException as error:
        let_go(connection, table)
        if BREAKS in str(error):
            return None
        raise
    except duckdb.Error:
        let_go(connection, table)
        raise
    show_typed(connection, table)
    return int(count[0]) if count else 0


def typed_read(package: Package, table: Table, relation: str, is_plain: bool) -> str:
    """Return the statement that reads a table into its types, and ends where a cell is wrong.

    See ``hold_typed`` for what it takes.
    """
    is_typed = table.format == "parquet"
    referring = frozenset(referring_columns(package, table))
    conditions = [broken(table, is_plain, is_typed, referring)]
    if not is_typed:
        # a number that its type cannot hold as it stands, like one of twenty digits
        conditions += [
            f"{WRITTEN['number'].format(_as_type(field))} is distinct from {quoted(field.name)}"
            for field in table.fields
            if field.type == "number"
        ]
    columns = ", ".join(
        quoted(field.name) if is_typed else _as_type(field) for field in table.fields
    )
    condition = "\n    or ".join(conditions)
    return (
        f"insert into {quoted(table.name)}\nselect {columns}\nfrom {relation}\n"
        f"where case when\n    {condition}\n    then error('{BREAKS}') else true end"
    )


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
