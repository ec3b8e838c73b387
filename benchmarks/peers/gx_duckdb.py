"""Great Expectations on DuckDB: a suite a table, and queries for what it cannot say there.

It fetches rows from DuckDB after it has closed the connection; the dialect that makes up for that
is the one by which ``claimpack check --full`` runs it.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import duckdb

from benchmarks.packages import PackageFiles, TableFiles
from benchmarks.peers import gx
from benchmarks.scan import source
from claimpack.engines import duckdb_buffered

# The dialect keeps rules of strangers from taking all the memory; these are none.
duckdb_buffered.RULE_HEADROOM = 64 << 30


def check(package: PackageFiles) -> Counter[str]:
    """Return how many violations of each rule there are in a package."""
    found: Counter[str] = Counter()
    with duckdb.connect() as connection:
        connection.execute("set enable_progress_bar = false")
        for table in package.tables:
            found["type"] += _load(connection, table)
        with duckdb_buffered.lend(connection) as address, gx.context() as context:
            database = context.data_sources.add_sql("package", connection_string=address)
            for table in package.tables:
                asset = database.add_table_asset(table.name, table_name=table.name)
                batch = asset.add_batch_definition_whole_table("all")
                expectations = gx.expectations_of(table, True) + _by_hand(connection, table)
                found += gx.counts(gx.suite(context, table.name, batch, expectations).run())
            database.get_execution_engine().engine.dispose()
            database.get_engine().dispose()
    return found


def _load(connection: duckdb.DuckDBPyConnection, table: TableFiles) -> int:
    """Load a table, typed, and return how many cells are not of their types; these are null."""
    # as text first: a cast right above the reader is done by it, and fails where it should not
    connection.execute(f"create or replace temp table text_ as from {source(table)}")
    cells = ", ".join(
        f'try_cast("{name}" as {kind}) as "{name}"' for name, kind in table.columns.items()
    )
    connection.execute(f'create table "{table.name}" as select {cells} from text_')
    lost = " + ".join(
        f'count("{name}") filter (where try_cast("{name}" as {kind}) is null)'
        for name, kind in table.columns.items()
        if kind != "varchar"
    )
    row = connection.execute(f"select {lost or 0} from text_ limit 1").fetchone()
    return row[0] if row else 0


def _by_hand(connection: duckdb.DuckDBPyConnection, table: TableFiles) -> list[Any]:
    """Return queries for what it cannot say; each is a view, so that colons and braces survive."""
    queries = []
    for rules in table.rules:
        cell = f'"{rules.name}"'
        conditions = {
            "pattern": rules.pattern and f"not regexp_full_match({cell}, '{rules.pattern}')",
            "minLength": rules.min_length and f"length({cell}) < {rules.min_length}",
            "maxLength": rules.max_length and f"length({cell}) > {rules.max_length}",
        }
        queries += [
            (rule, f'select * from "{table.name}" where {condition}')
            for rule, condition in conditions.items()
            if condition
        ]
    queries += [
        (
            "foreign-key",
            f'select * from "{table.name}" as it anti join "{reference.table}" as parent'
            f' on it."{reference.column}" = parent."{reference.parent}"'
            f' where it."{reference.column}" is not null',
        )
        for reference in table.references
    ]
    made = []
    for number, (rule, query) in enumerate(queries):
        view = f"wrong_{table.name}_{number}"
        connection.execute(f"create view {view} as {query}")
        made.append(gx.no_rows(rule, view))
    return made
