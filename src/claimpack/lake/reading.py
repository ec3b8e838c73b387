"""A lake in DuckDB: the tables of all its packages, and the views of the standard over them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from claimpack.contents import sha256
from claimpack.database import define
from claimpack.errors import DataError
from claimpack.lake.manifest import Manifest, part_path, read_lake
from claimpack.lake.relations import PARTITION, Relation, relations
from claimpack.lake.views import lake_definitions
from claimpack.sql import DUCKDB_TYPES, literal, quoted

PACKAGES = "packages"
AGAIN = "add the package again: claimpack lake add PKG --to DIR --replace"
# What a column of each type is in a Parquet file.
PHYSICAL = {
    "string": "BYTE_ARRAY",
    "integer": "INT64",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "datetime": "INT64",
}


def open_lake(lake: Path, connection: duckdb.DuckDBPyConnection) -> Manifest:
    """Define the tables and views of a lake, and forbid DuckDB everything but its files.

    Args:
        lake: folder of the lake.
        connection: an empty database; nothing is loaded but the code lists.

    Returns:
        The state of the lake that is read.

    Raises:
        ClaimpackError: the path is no lake.
        DataError: a file of it is missing, cut off, or has other columns.
    """
    lake = lake.resolve()
    manifest = read_lake(lake)
    expect_sound(lake, manifest, connection)
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


def expect_sound(
    lake: Path, manifest: Manifest, connection: duckdb.DuckDBPyConnection, hashes: bool = False
) -> None:
    """Prove that the files of a lake are those that its manifest names.

    Args:
        lake: folder of the lake.
        manifest: its manifest.
        connection: any database that may read files.
        hashes: also compute the SHA-256 of every file, which reads all of it.

    Raises:
        DataError: a file is missing, has another size or hash, or other columns.
    """
    for name, entry in sorted(manifest.packages.items()):
        for table, part in entry.parts.items():
            path = part_path(lake, table, name, entry.files)
            try:
                size = path.stat().st_size
            except OSError:
                raise DataError(f"{path} is missing", AGAIN) from None
            if size != part.bytes:
                raise DataError(
                    f"{path} has {size:,} bytes, the manifest says {part.bytes:,}: it was cut off"
                    " or changed",
                    AGAIN,
                )
            if hashes and sha256(path) != part.sha256:
                raise DataError(f"{path} is not what was added: its SHA-256 is another", AGAIN)
    for table, files in lake_files(lake, manifest).items():
        if files:
            _expect_columns(relations()[table], files, connection)


def _expect_columns(
    relation: Relation, files: list[Path], connection: duckdb.DuckDBPyConnection
) -> None:
    """Prove that files have columns of the relation, of its types, and its ids."""
    listed = ", ".join(literal(str(path)) for path in files)
    try:
        rows = connection.execute(
            "select file_name, name, type, coalesce(logical_type, '') from"
            f" parquet_schema([{listed}]) where type is not null"
        ).fetchall()
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise DataError(f"the lake holds a damaged file: {reason}", AGAIN) from None
    found: dict[str, set[str]] = {str(path): set() for path in files}
    for path, column, physical, logical in rows:
        kind = relation.columns.get(column)
        is_time = "Timestamp" in logical
        if kind is None or PHYSICAL[kind] != physical or is_time != (kind == "datetime"):
            raise DataError(
                f"{path} has a column '{column}' ({physical.lower()}) that {relation.name} does not"
                " have in this standard: it is of something else, or of another claimpack",
                AGAIN,
            )
        found[path].add(column)
    for path, columns in found.items():
        if absent := relation.ids - columns:
            raise DataError(f"{path} has no column '{min(absent)}'", AGAIN)


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
    manifest = read_lake(lake)
    with duckdb.connect() as connection:
        expect_sound(lake, manifest, connection, hashes=True)
    return manifest
