"""Views whose rows stand in claims.duckdb, so that a reader does not wait for them.

The database is written once and nothing is added to it, so that they cannot be out of date.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from claimpack.sql import SqlFile, literal, quoted

SCHEMA = "stored"
# What walks to roots or joins the whole log and all evidence, with a row a claim, source, origin
# or piece of evidence: pairs of figures are not stored, there can be more of them than of anything.
STORED = frozenset(
    {"roots", "evidence_roots", "evidence_verdict", "evidence_balance", "claim_status"}
)


def store_views(connection: duckdb.DuckDBPyConnection, files: Sequence[SqlFile]) -> None:
    """Put the rows of some views into tables, and let the views read these.

    Args:
        connection: a database with tables, macros and views, which nothing is added to afterwards.
        files: the macros and views, each after those that it reads, so that each is worked out
            from what is stored already.
    """
    connection.execute(f"create schema {SCHEMA}")
    for name in [file.name for file in files if file.name in STORED and not file.is_macro]:
        table = f"{SCHEMA}.{quoted(name)}"
        comments = _comments(connection, name)
        connection.execute(f"create table {table} as from {quoted(name)} order by all")
        connection.execute(f"create or replace view {quoted(name)} as from {table}")
        for kind, of, comment in comments:
            connection.execute(f"comment on {kind} {of} is {literal(comment)}")
            kind = kind.replace("view", "table")
            connection.execute(f"comment on {kind} {SCHEMA}.{of} is {literal(comment)}")


def _comments(connection: duckdb.DuckDBPyConnection, name: str) -> list[tuple[str, str, str]]:
    """Return what is said of a view and its columns: of a kind of thing, which, and what."""
    here = "database_name = current_database() and schema_name = current_schema()"
    of_view = connection.execute(
        f"select comment from duckdb_views() where {here}"
        " and view_name = ? and comment is not null",
        [name],
    ).fetchall()
    of_columns = connection.execute(
        "select column_name, comment from duckdb_columns()"
        f" where {here} and table_name = ? and comment is not null order by column_index",
        [name],
    ).fetchall()
    view = quoted(name)
    return [("view", view, str(comment)) for (comment,) in of_view] + [
        ("column", f"{view}.{quoted(column)}", str(comment)) for column, comment in of_columns
    ]
