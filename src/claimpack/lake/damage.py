"""Which packages of a lake are damaged: a file is missing, cut off, changed, or of something else.

One damaged package says nothing against the others: these can be asked, as long as it is told
which one is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import duckdb

from claimpack.contents import sha256
from claimpack.errors import DataError
from claimpack.lake.manifest import Entry, Manifest, part_path
from claimpack.lake.relations import Relation, relations
from claimpack.sql import literal

AGAIN = "add the package again: claimpack lake add PKG --to DIR --replace"
# What a column of each type is in a Parquet file.
PHYSICAL = {
    "string": "BYTE_ARRAY",
    "integer": "INT64",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "datetime": "INT64",
}
# By the name of a package that is damaged, what is wrong with it.
Damage = Mapping[str, str]
# Is told which packages are left out of an answer, and why.
Tell = Callable[[Damage], None]


def find_damage(
    lake: Path, manifest: Manifest, connection: duckdb.DuckDBPyConnection, hashes: bool = False
) -> dict[str, str]:
    """Return the packages of a lake whose files are not those that its manifest names.

    Args:
        lake: folder of the lake.
        manifest: its manifest.
        connection: any database that may read files.
        hashes: also compute the SHA-256 of every file, which reads all of it.

    Returns:
        By package the first thing that is wrong: a file is missing, has another size or hash, or
        other columns.
    """
    found = {
        name: problem
        for name, entry in sorted(manifest.packages.items())
        if (problem := _of_files(lake, name, entry, hashes))
    }
    for table, relation in relations().items():
        files = {
            name: part_path(lake, table, name, entry.files)
            for name, entry in sorted(manifest.packages.items())
            if table in entry.parts and name not in found
        }
        if files:
            found |= _of_columns(relation, files, connection)
    return found


def without_damaged(
    lake: Path, manifest: Manifest, connection: duckdb.DuckDBPyConnection, tell: Tell | None
) -> Manifest:
    """Return the state of a lake without the packages that are damaged.

    Args:
        lake: folder of the lake.
        manifest: its manifest.
        connection: any database that may read files.
        tell: called with what is left out, if anything is; without it nothing may be damaged.

    Raises:
        DataError: all packages are damaged, or one is and nobody would be told.
    """
    damage = find_damage(lake, manifest, connection)
    if not damage:
        return manifest
    if tell is None or len(damage) == len(manifest.packages):
        raise DataError(next(iter(damage.values())), AGAIN)
    tell(damage)
    sound = {name: entry for name, entry in manifest.packages.items() if name not in damage}
    return replace(manifest, packages=sound)


def _of_files(lake: Path, package: str, entry: Entry, hashes: bool) -> str | None:
    for table, part in entry.parts.items():
        path = part_path(lake, table, package, entry.files)
        try:
            size = path.stat().st_size
            if size != part.bytes:
                return (
                    f"{path} has {size:,} bytes, the manifest says {part.bytes:,}: it was cut off"
                    " or changed"
                )
            if hashes and sha256(path) != part.sha256:
                return f"{path} is not what was added: its SHA-256 is another"
        except FileNotFoundError:
            return f"{path} is missing"
        except OSError as error:
            return f"{path} cannot be read: {error.strerror}"
    return None


def _of_columns(
    relation: Relation, files: Mapping[str, Path], connection: duckdb.DuckDBPyConnection
) -> dict[str, str]:
    """Return the packages whose file has other columns than the relation, or lacks its ids."""
    listed = ", ".join(literal(str(path)) for path in files.values())
    try:
        rows = connection.execute(
            "select file_name, name, type, coalesce(logical_type, '') from"
            f" parquet_schema([{listed}]) where type is not null"
        ).fetchall()
    except duckdb.Error as error:
        if len(files) > 1:  # one that cannot be read hides the others
            return {
                name: problem
                for package, path in files.items()
                for name, problem in _of_columns(relation, {package: path}, connection).items()
            }
        reason = str(error).splitlines()[0]
        return {name: f"the lake holds a damaged file: {reason}" for name in files}
    columns: dict[str, list[tuple[str, str, str]]] = {}
    for path, *column in rows:
        columns.setdefault(path, []).append(tuple(column))
    return {
        name: problem
        for name, path in files.items()
        if (problem := _of_schema(relation, path, columns.get(str(path), [])))
    }


def _of_schema(relation: Relation, path: Path, columns: list[tuple[str, str, str]]) -> str | None:
    for column, physical, logical in columns:
        kind = relation.columns.get(column)
        is_time = "Timestamp" in logical
        if kind is None or PHYSICAL[kind] != physical or is_time != (kind == "datetime"):
            return (
                f"{path} has a column '{column}' ({physical.lower()}) that {relation.name} does not"
                " have in this standard: it is of something else, or of another claimpack"
            )
    if absent := relation.ids - {column for column, _, _ in columns}:
        return f"{path} has no column '{min(absent)}'"
    return None
