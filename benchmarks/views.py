"""How long the views of a package take on tables that are built.

    python -m benchmarks.views load PKG claims.duckdb          # the tables and views, once
    python -m benchmarks.views time claims.duckdb claim_status
    python -m benchmarks.views time claims.duckdb claim_status --tables   # all it reads, no more

What is timed is the query alone, with every cell of every row: seconds and CPU time as JSON.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import duckdb

from benchmarks.packages import package_files
from benchmarks.scan import source
from claimpack.database import connect, define
from claimpack.package import load_package
from claimpack.sql import create_table, definitions, everything_read, quoted
from claimpack.stored import store_views

READS = "reads_"


def load(root: Path, database: Path) -> None:
    """Write the tables and views of a package to a new database, and what each view reads."""
    package = load_package(root)
    files = definitions(package.root)
    sources = {table.name: source(table) for table in package_files(root).tables}
    with connect(str(database)) as connection:
        for table in package.tables:
            connection.execute(create_table(table, with_keys=False))
            connection.execute(f"insert into {quoted(table.name)} from {sources[table.name]}")
        for file in files:
            define(connection, file)
        store_views(connection, files)
        connection.execute(f"create table {READS} (relation varchar, table_name varchar)")
        connection.executemany(
            f"insert into {READS} values (?, ?)",
            [
                (file.name, name)
                for file in files
                for name in everything_read(frozenset([file.name]), files)
                if name in sources
            ],
        )


def seconds_of(database: Path, relation: str, tables: bool) -> dict[str, float]:
    """Read a view once, or the tables that it reads, and return what that takes.

    Args:
        database: what ``load`` wrote.
        relation: a view, or a call of a macro that returns a table.
        tables: read the tables and not the view.
    """
    with connect(str(database), access_mode="READ_ONLY") as connection:
        relations = [relation]
        if tables:
            relations = _tables(connection, relation.partition("(")[0])
        started, cpu = time.perf_counter(), time.process_time()
        for each in relations:
            connection.execute(f"select count(*), count(columns(*)) from {each}").fetchall()
        return {
            "seconds": time.perf_counter() - started,
            "cpu": time.process_time() - cpu,
        }


def _tables(connection: duckdb.DuckDBPyConnection, name: str) -> list[str]:
    rows = connection.execute(
        f"select table_name from {READS} where relation = ? order by all", [name]
    ).fetchall()
    return [quoted(table) for (table,) in rows]


def main() -> None:
    """Load a database, or time a view."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    loading = commands.add_parser("load")
    loading.add_argument("package", type=Path)
    loading.add_argument("database", type=Path)
    timing = commands.add_parser("time")
    timing.add_argument("database", type=Path)
    timing.add_argument("relation")
    timing.add_argument("--tables", action="store_true", help="the tables that it reads")
    arguments = parser.parse_args()
    if arguments.command == "load":
        load(arguments.package, arguments.database)
    else:
        taken = seconds_of(arguments.database, arguments.relation, arguments.tables)
        print(json.dumps(taken))


if __name__ == "__main__":
    main()
