"""The meanings of values on the fast path: each distinct value of a meaning is looked at once."""

from __future__ import annotations

import duckdb

from claimpack.canonical import CANONICAL, proposal
from claimpack.errors import ClaimpackError
from claimpack.findings import Findings
from claimpack.meanings import MEANINGS, Meaning, canonical_url
from claimpack.package import Table
from claimpack.raw import WORK, Reading, first_rows, raw
from claimpack.sql import DUCKDB_TYPES, literal, quoted
from claimpack.table_schema import Field

WRONG = f"{WORK}.wrong"
BATCH = 10_000


def check_meanings(
    connection: duckdb.DuckDBPyConnection,
    tables: list[Table],
    sound: set[str],
    reading: Reading,
    found: Findings,
) -> None:
    """Check what values mean, in all columns of one meaning at once.

    Args:
        connection: holds the raw tables and the macros.
        tables: the tables that were read.
        sound: the names of those of which every cell is known to keep to the schema.
        reading: what came of reading them.
        found: gets what is wrong.

    Raises:
        ClaimpackError: the macros of the package are missing.
    """
    for name, meaning in MEANINGS.items():
        columns = [
            (table, field)
            for table in tables
            for field in columns_of(table, name, table.name in sound)
        ]
        if not columns or not _collect(connection, name, meaning, columns):
            continue
        for table, column in columns:
            wrong = f"where {quoted(column.name)} in (from {WRONG}) and {_well_formed(column)}"
            total = connection.execute(f"select count(*) from {raw(table)} {wrong}").fetchone()
            if total and total[0]:
                cell = quoted(column.name)
                rows = first_rows(connection, table, cell, wrong, total[0], reading)
                found.add(
                    [
                        reading.finding(
                            table,
                            row,
                            name,
                            meaning.message,
                            fix_for(name, cell or ""),
                            column.name,
                            cell,
                            key,
                        )
                        for key, row, cell in rows
                    ],
                    total=total[0],
                )


def columns_of(table: Table, name: str, is_sound: bool) -> list[Field]:
    """Return the columns of a table in which a meaning has to be looked at.

    Args:
        table: the table.
        name: the meaning.
        is_sound: whether every cell is known to keep to the schema, which may prove the meaning.
    """
    meaning = MEANINGS[name]
    return [
        field
        for field in table.fields
        if field.meaning == name
        and meaning.on_fast_path
        and not (is_sound and meaning.is_stated_by(field))
    ]


def fix_for(name: str, cell: str) -> str:
    """Return what to do about a cell that does not mean what it should."""
    form = canonical_url(cell) if name == "url" else proposal(name, cell)
    return f"write {form}" if form else MEANINGS[name].fix


def _well_formed(column: Field) -> str:
    """Return the condition that a cell has its type and pattern: what has not is told there."""
    cell = quoted(column.name)
    conditions = [f"try_cast({cell} as {DUCKDB_TYPES[column.type]}) is not null"]
    patterns = [CANONICAL[column.type][0]] if column.type in CANONICAL else []
    if "pattern" in column.constraints:
        patterns.append(column.constraints["pattern"])
    conditions += [f"regexp_full_match({cell}, {literal(pattern)})" for pattern in patterns]
    return " and ".join(conditions)


def _collect(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    meaning: Meaning,
    columns: list[tuple[Table, Field]],
) -> bool:
    """Put the distinct values that are wrong in ``work.wrong``; return whether there are any."""
    try:
        connection.execute(f"create or replace table {WRONG} as {doubtful(meaning, columns)}")
    except duckdb.CatalogException as error:
        raise ClaimpackError(
            f"sql/macros: {name} cannot be checked: {str(error).splitlines()[0]}",
            "restore sql/macros/: it belongs to the standard, not to the article",
        ) from None
    if meaning.wrong_sql is None:
        _keep_wrong(connection, meaning)
    return bool(connection.execute(f"select 1 from {WRONG} limit 1").fetchone())


def doubtful(meaning: Meaning, columns: list[tuple[Table, Field]]) -> str:
    """Return the query for the distinct values, as ``cell``, that SQL does not find right."""
    cells = "\n    union\n".join(
        f"    select cell from (select {quoted(column.name)} as cell from {raw(table)})\n"
        f"    where cell is not null and not ({meaning.plain_sql})"
        for table, column in columns
    )
    return f"select cell from (\n{cells}\n) where {meaning.wrong_sql or 'true'}"


def _keep_wrong(connection: duckdb.DuckDBPyConnection, meaning: Meaning) -> None:
    """Keep in ``work.wrong`` only what the library of a meaning finds wrong."""
    values = connection.execute(f"from {WRONG}")
    wrong: list[str] = []
    while batch := values.fetchmany(BATCH):
        wrong += [cell for (cell,) in batch if not meaning.is_right(cell)]
    connection.execute(
        f"create or replace table {WRONG} as select unnest(cast($wrong as varchar[])) as cell",
        {"wrong": wrong},
    )
