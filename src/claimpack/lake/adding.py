"""Add a package to a lake: checked, with ids of its own, and all of it or nothing."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from claimpack import __version__
from claimpack.canonical import utc
from claimpack.check import check_package
from claimpack.contents import sha256
from claimpack.database import define, open_package, scratch_database
from claimpack.errors import ClaimpackError, DataError
from claimpack.figures import plural
from claimpack.lake.manifest import Entry, Manifest, Part, part_path, publish, read_or_begin
from claimpack.lake.mapping import mapped_tables
from claimpack.lake.relations import (
    PACKAGE_NAME,
    SEPARATOR,
    STORED,
    Relation,
    relations,
    standard,
)
from claimpack.lake.shared import expect_same_meaning
from claimpack.package import Package
from claimpack.sql import DUCKDB_TYPES, definitions, everything_read, literal, quoted
from claimpack.versions import is_before

# Where the tables of a package have the names and columns of the lake.
MAPPED = "mapped"
# Small enough that a reader of few claims skips most of a table, large enough to compress.
ROW_GROUP = 100_000
Columns = Mapping[str, Mapping[str, str | None]]


@dataclass(frozen=True)
class Added:
    """What came of adding a package.

    Attributes:
        package, version: which.
        rows: how many rows it has in the lake, without code lists and stored views.
        changed: whether the lake is another than before.
        replaced: the version that was in the lake before, or None.
    """

    package: str
    version: str
    rows: int
    changed: bool
    replaced: str | None


def add_package(
    lake: Path,
    package: Package,
    mapping: Columns | None = None,
    replaces: bool = False,
    progress: Callable[[str, int], None] = lambda name, steps: None,
) -> Added:
    """Add a package to a lake, or its next version.

    Args:
        lake: folder of the lake; made where it does not exist.
        package: the package.
        mapping: what its tables and columns are called in the lake, see ``mapping``.
        replaces: also take other content under a version that the lake has, or an older version.
        progress: called with the name of each table before it is written, and how many there are.

    Raises:
        ClaimpackError: the lake has another content of this version, a package that gives a code
            another meaning, or cannot be written.
        DataError: the package is not valid.
    """
    if not PACKAGE_NAME.fullmatch(package.name):
        raise ClaimpackError(
            f"{package.name!a} cannot be the name of a package in a lake",
            "take small letters, digits, points, hyphens and underscores in datapackage.json",
        )
    columns = mapped_tables(package, mapping or {})
    content = fingerprint(package, mapping or {})
    before = read_or_begin(lake)
    if _is_there(before, package, content, replaces):
        return _added(package, before.packages[package.name], None, changed=False)
    _expect_valid(package)
    files = secrets.token_hex(8)
    written: list[Path] = []
    try:
        parts = _write(lake, package, columns, files, written, progress)
        if fingerprint(package, mapping or {}) != content:
            raise ClaimpackError(f"{package.root} was changed meanwhile", "add it again")
        entry = Entry(package.version, content, __version__, utc(datetime.now(UTC)), files, parts)
        while True:
            before = read_or_begin(lake)
            if _is_there(before, package, content, replaces):
                _remove(written)
                return _added(package, before.packages[package.name], None, changed=False)
            expect_same_meaning(lake, before, package.name, entry)
            packages = before.packages | {package.name: entry}
            if publish(lake, replace(before, number=before.number + 1, packages=packages)):
                old = before.packages.get(package.name)
                return _added(package, entry, old.version if old else None, changed=True)
    except OSError as error:
        _remove(written)
        raise ClaimpackError(
            f"{lake} cannot be written: {error.strerror or error}; the lake is as it was"
        ) from None
    except BaseException:
        _remove(written)
        raise


def fingerprint(package: Package, mapping: Columns) -> str:
    """Return the SHA-256 of what a lake takes from a package: its tables, schemas and mapping.

    Raises:
        DataError: a file cannot be read.
    """
    paths = [path for table in package.tables for path in (*table.paths, table.schema_path)]
    try:
        hashes = {path: sha256(package.root / path) for path in paths}
    except OSError as error:
        raise DataError(f"{error.filename} cannot be read: {error.strerror}") from None
    tables = [[table.name, list(table.paths), table.schema_path] for table in package.tables]
    text = json.dumps([tables, hashes, mapping], sort_keys=True, default=dict)
    return hashlib.sha256(text.encode()).hexdigest()


def _is_there(lake: Manifest, package: Package, content: str, replaces: bool) -> bool:
    """Whether the lake has this content of the package already.

    Raises:
        ClaimpackError: it has something that is not replaced without being told.
    """
    old = lake.packages.get(package.name)
    if old is None:
        return False
    fix = "--replace takes its place in the lake"
    if old.version == package.version:
        if old.sha256 == content:
            return not replaces  # told to, its files are made anew
        if not replaces:
            raise ClaimpackError(
                f"the lake has {package.name} {old.version} with other content",
                "where it is another package, name it otherwise in datapackage.json; where it is a"
                f" later one, raise its version; or {fix}",
            )
    elif not replaces and is_before(package.version, old.version):
        raise ClaimpackError(
            f"the lake has {package.name} {old.version}, which is newer than {package.version}", fix
        )
    return False


def _expect_valid(package: Package) -> None:
    report = check_package(package)
    if not report.valid:
        first = next(finding for finding in report.findings if finding.severity == "error")
        raise DataError(
            f"{package.name} is not valid: {plural(report.counts['error'], 'error')}, the first is"
            f" {first.rule}: {first.message}",
            f"run 'claimpack check --package {package.root}'; only valid packages go into a lake",
        )


def _write(
    lake: Path,
    package: Package,
    columns: Mapping[str, tuple[str, Mapping[str, str]]],
    files: str,
    written: list[Path],
    progress: Callable[[str, int], None],
) -> dict[str, Part]:
    """Write the files of a package, which nobody reads before a manifest names them."""
    parts: dict[str, Part] = {}
    lake.mkdir(parents=True, exist_ok=True)
    with scratch_database() as connection:
        try:
            _load(connection, lake, package, columns)
            for relation in relations().values():
                if relation.name not in columns and not relation.is_view:
                    continue
                progress(relation.name, len(columns) + len(STORED))
                path = part_path(lake, relation.name, package.name, files)
                path.parent.mkdir(parents=True, exist_ok=True)
                written.append(path)
                count = connection.execute(_copy(relation, package.name, path)).fetchone()
                _keep(path)
                parts[relation.name] = Part(
                    int(count[0]) if count else 0, path.stat().st_size, sha256(path)
                )
        except duckdb.Error as error:
            reason = str(error).splitlines()[0]
            raise ClaimpackError(
                f"{lake} cannot be written: {reason}; the lake is as it was"
            ) from None
    return parts


def _load(
    connection: duckdb.DuckDBPyConnection,
    lake: Path,
    package: Package,
    columns: Mapping[str, tuple[str, Mapping[str, str]]],
) -> None:
    """Load a package, and define over it the tables and the stored views of the lake."""
    tables = frozenset(table.name for table in package.tables)
    open_package(package, tables, connection, folder=lake.resolve())
    connection.execute(f"create schema {MAPPED}; use {MAPPED}")
    for relation in relations().values():
        if relation.is_view:
            continue
        theirs, names = columns.get(relation.name, (None, {}))
        selected = ", ".join(
            (quoted(names[column]) if column in names else f"null::{DUCKDB_TYPES[kind]}")
            + f" as {quoted(column)}"
            for column, kind in relation.columns.items()
        )
        source = f"from memory.main.{quoted(theirs)}" if theirs else "where false"
        connection.execute(f"create view {quoted(relation.name)} as select {selected} {source}")
    definition_files = definitions(standard().root)
    needed = everything_read(frozenset(view.name for view in STORED), definition_files)
    for file in definition_files:
        if file.is_macro or file.name in needed:
            define(connection, file)


def _copy(relation: Relation, package: str, path: Path) -> str:
    """Return the statement that writes a relation of a package, sorted, with ids of the lake."""
    prefix = literal(package + SEPARATOR)
    selected = ", ".join(
        f"{prefix} || {quoted(column)} as {quoted(column)}"
        if column in relation.ids
        else f"cast({quoted(column)} as {DUCKDB_TYPES[kind]}) as {quoted(column)}"
        for column, kind in relation.columns.items()
    )
    order = ", ".join(map(quoted, relation.key)) or "all"
    return (
        f"copy (select {selected} from {MAPPED}.{quoted(relation.name)} order by {order})"
        f" to {literal(str(path.resolve()))}"
        f" (format parquet, compression zstd, row_group_size {ROW_GROUP})"
    )


def _keep(path: Path) -> None:
    """Have a file on the disk before a manifest names it."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _remove(paths: list[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _added(package: Package, entry: Entry, replaced: str | None, *, changed: bool) -> Added:
    return Added(package.name, package.version, rows_of(entry), changed, replaced)


def rows_of(entry: Entry) -> int:
    """Return how many rows a package has in the lake, without code lists and stored views."""
    known = relations()
    return sum(
        part.rows
        for table, part in entry.parts.items()
        if not known[table].is_shared and not known[table].is_view
    )
