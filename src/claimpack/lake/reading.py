"""A lake in DuckDB: the tables of all its packages, and the views of the standard over them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from claimpack.database import define
from claimpack.errors import DataError
from claimpack.lake.damage import AGAIN, Damage, Tell, find_damage, without_damaged
from claimpack.lake.manifest import Manifest, part_path, read_lake
from claimpack.lake.relations import PARTITION, Relation, relations
from claimpack.lake.views import lake_definitions
from claimpack.sql import DUCKDB_TYPES, literal, quoted

PACKAGES = "packages"


def open_lake(
    lake: Path, connection: duckdb.DuckDBPyConnection, tell: Tell | None = None
) -> Manifest:
    """Define the tables and views of a lake, and forbid DuckDB everything but its files.

    Args:
        lake: folder of the lake.
        connection: an empty database; nothing is loaded but the code lists.
        tell: called with the packages that are left out since they are damaged, if there are any;
            by default none may be.

    Returns:
        The state of the lake that is read.

    Raises:
        ClaimpackError: the path is no lake.
        DataError: a file of every package is missing, cut off, or has other columns, or of one,
            and nobody would be told.
    """
    lake = lake.resolve()
    manifest = without_damaged(lake, read_lake(lake), connection, tell)
    paths = [str(path) for files in lake_files(lake, manifest).values() for path in files]
    allowed = ", ".join(map(literal, paths))
    connection.execute(f"set allowed_paths = [{allowed}]; set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    connection.execute(
        f"create table {PACKAGES} (package varchar, version varchar,"
        " standard varchar, added_at timestamp, claims bigint)"
    )
    for row in package_rows(manifest):
        connection.execute(f"insert into {PACKAGES} values (?, ?, ?, ?, ?)", list(row))
    for name, files in lake_files(lake, manifest).items():
        connection.execute(_define_table(relations()[name], files))
    for file in lake_definitions():
        define(connection, file)
    return manifest


def lake_files(lake: Path, manifest: Manifest) -> dict[str, list[Path]]:
    """Return the files of each relation of the lake, in the order of the packages' names."""
    return {
        table: [
            part_path(lake, table, name, entry.files)
            for name, entry in sorted(manifest.packages.items())
            if table in entry.parts
        ]
        for table in relations()
    }


def package_rows(manifest: Manifest) -> list[tuple[Any, ...]]:
    """Return the rows of the table ``packages``: name, version, standard, added_at, claims."""
    return [
        (
            name,
            entry.version,
            entry.standard,
            entry.added_at,
            entry.parts["claims"].rows if "claims" in entry.parts else 0,
        )
        for name, entry in sorted(manifest.packages.items())
    ]


def _define_table(relation: Relation, files: list[Path]) -> str:
    """Return the statement that makes a table of the lake readable."""
    name = quoted(relation.name)
    columns = [*relation.columns.items(), *([] if relation.is_shared else [(PARTITION, "string")])]
    if not files:
        typed = ", ".join(f"{quoted(column)} {DUCKDB_TYPES[kind]}" for column, kind in columns)
        return f"create table {name} ({typed})"
    listed = ", ".join(literal(str(path)) for path in files)
    read = (
        f"read_parquet([{listed}], hive_partitioning = true, union_by_name = true,"
        f" hive_types = {{{literal(PARTITION)}: 'varchar'}})"
    )
    selected = ", ".join(quoted(column) for column, _ in columns)
    if relation.is_shared:
        return f"create table {name} as {one_row_a_key(relation, selected, read)}"
    return f"create view {name} as select {selected} from {read}"


def one_row_a_key(relation: Relation, selected: str, source: str) -> str:
    """Return the query for a shared table: each row once, in the words of one package."""
    key = ", ".join(map(quoted, relation.key))
    return (
        f"select {selected} from {source}"
        f" qualify row_number() over (partition by {key} order by {quoted(PARTITION)}) = 1"
    )


def verify_lake(lake: Path) -> Manifest:
    """Read every file of a lake again, and prove that it is what was added.

    Raises:
        ClaimpackError: the path is no lake.
        DataError: a file is not.
    """
    manifest, damage = survey_lake(lake, hashes=True)
    for problem in damage.values():
        raise DataError(problem, AGAIN)
    return manifest


def survey_lake(lake: Path, hashes: bool = False) -> tuple[Manifest, Damage]:
    """Return the state of a lake, and which packages of it are damaged.

    Args:
        lake: folder of the lake.
        hashes: also compute the SHA-256 of every file, which reads all of it.

    Raises:
        ClaimpackError: the path is no lake.
        DataError: its manifest cannot be read.
    """
    manifest = read_lake(lake)
    with duckdb.connect() as connection:
        return manifest, find_damage(lake, manifest, connection, hashes)
