"""A package opened in DuckDB: typed tables with keys, macros and views."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from claimpack.errors import ClaimpackError, DataError
from claimpack.header import header_problem
from claimpack.package import Package, Table
from claimpack.scan import MAX_HEADER, irregular, scan
from claimpack.sql import (
    SqlFile,
    comments,
    create_table,
    definitions,
    everything_read,
    literal,
    quoted,
    read_table,
)
from claimpack.transaction import read_steadily

# Beyond it DuckDB spills to disk, so that a package of any size can be checked.
MEMORY_LIMIT = "700MB"
DISK_LIMIT = "20GB"
SEE = "run 'claimpack check' to see every row that is wrong"
# Not the fault of the SQL or the data that ran when they came up.
DISK_ERRORS = (
    duckdb.IOException,
    duckdb.TransactionException,
    duckdb.FatalException,
    duckdb.OutOfMemoryException,
)


def open_package(
    package: Package,
    relations: frozenset[str] | None = None,
    connection: duckdb.DuckDBPyConnection | None = None,
    folder: Path | None = None,
) -> duckdb.DuckDBPyConnection:
    """Load a package into DuckDB.

    Args:
        package: the package.
        relations: tables and views that are needed, for a quick answer: only these are loaded,
            with the keys among them; by default everything, with comments.
        connection: where to load; by default a new database in memory. It is locked afterwards.
        folder: a folder that may still be read and written.

    Raises:
        DataError: the data breaks a type or a key.
    """
    connection = connection or connect()
    files = definitions(package.root)
    needed = None if relations is None else everything_read(relations, files)
    tables = [t for t in package.tables_parents_first() if needed is None or t.name in needed]

    def load() -> None:
        for table in tables:
            connection.execute(create_table(table, loaded=needed))
            _fill(connection, package, table)
            if needed is None:
                connection.execute(comments(table))

    def drop() -> None:
        for table in reversed(tables):
            connection.execute(f"drop table if exists {quoted(table.name)}")

    read_steadily(package.root, load, drop)
    lock(connection, folder)
    for file in files:
        if needed is None or file.is_macro or file.name in needed:
            define(connection, file)
    return connection


def connect(
    database: str = ":memory:", **config: str | bool | int | float | list[str]
) -> duckdb.DuckDBPyConnection:
    """Open a database that never draws a progress bar: it would stand in the output."""
    connection = duckdb.connect(database, config=config)
    connection.execute("set enable_progress_bar = false")
    return connection


@contextmanager
def scratch_database() -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a database in memory that spills to disk beyond ``MEMORY_LIMIT``."""
    with (
        tempfile.TemporaryDirectory(prefix="claimpack-", ignore_cleanup_errors=True) as folder,
        connect(
            memory_limit=MEMORY_LIMIT, temp_directory=folder, max_temp_directory_size=DISK_LIMIT
        ) as connection,
    ):
        yield connection


def lock(connection: duckdb.DuckDBPyConnection, folder: Path | None = None) -> None:
    """Forbid files, network and settings from here on: the SQL of a package is not trusted.

    Args:
        connection: the connection, with the data loaded.
        folder: a folder that may still be read and written.
    """
    if folder is not None:
        connection.execute(f"set allowed_directories = [{literal(str(folder) + '/')}]")
    connection.execute("set enable_external_access = false; set lock_configuration = true")


def define(connection: duckdb.DuckDBPyConnection, file: SqlFile) -> None:
    """Create a macro or view.

    Raises:
        ClaimpackError: DuckDB refuses it; the message names the file.
    """
    try:
        connection.execute(file.text)
    except DISK_ERRORS:
        raise
    except duckdb.Error as error:
        raise ClaimpackError(f"{file.path} cannot be used: {str(error).splitlines()[0]}") from None


def view_names(package: Package) -> list[str]:
    """Return the names of the views of a package; macros that return tables are not among them."""
    return [
        file.name
        for file in definitions(package.root)
        if not file.is_macro and f"create or replace view {file.name} " in file.text
    ]


def view_columns(
    package: Package, connection: duckdb.DuckDBPyConnection
) -> dict[str, dict[str, str]]:
    """Return the columns of each view with their types; no data is read.

    Args:
        package: the package.
        connection: an empty database; gets empty tables and the views, and is locked.

    Raises:
        ClaimpackError: a view cannot be defined over the tables.
    """
    found: dict[str, dict[str, str]] = {name: {} for name in view_names(package)}
    for table in package.tables:
        connection.execute(create_table(table, with_keys=False))
    lock(connection)
    for file in definitions(package.root):
        define(connection, file)
    columns = connection.execute(
        "select table_name, column_name, data_type from duckdb_columns() where not internal"
    ).fetchall()
    for relation, column, kind in columns:
        if relation in found:
            found[relation][column] = kind
    return found


def rows(
    connection: duckdb.DuckDBPyConnection,
    sql: str,
    parameters: list[Any] | dict[str, str] | None = None,
) -> list[dict[str, Any]]:
    """Run a query and return its rows as dictionaries, with plain values (see ``plain``)."""
    result = connection.execute(sql, parameters)
    names = [column[0] for column in result.description or []]
    return [
        {name: plain(value) for name, value in zip(names, row, strict=True)}
        for row in result.fetchall()
    ]


def plain(value: Any) -> Any:
    """Return a value as JSON and CSV hold it: times in UTC with a Z, other odd types as text."""
    if isinstance(value, datetime):
        return value.isoformat().removesuffix("+00:00") + "Z"
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if abs(value) != float("inf") and value == value else str(value)
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if isinstance(value, dict):
        return {str(key): plain(part) for key, part in value.items()}
    return str(value)


def _fill(connection: duckdb.DuckDBPyConnection, package: Package, table: Table) -> None:
    for name in table.paths:
        _expect_readable(package.root / name, name, table)
    relation = read_table(table, package.root)
    try:
        connection.execute(f"insert into {quoted(table.name)} from {relation}")
    except duckdb.Error as error:
        if isinstance(error, DISK_ERRORS) and not is_about(error, table, package.root):
            raise
        why = why_not(package.root / table.path, error)
        raise DataError(f"{table.path} cannot be loaded: {why}", SEE) from None


def is_about(error: duckdb.Error, table: Table, root: Path) -> bool:
    """Whether an error names a Parquet file of a table: then it is no fault of the disk."""
    return table.format == "parquet" and any(str(root / name) in str(error) for name in table.paths)


def _expect_readable(path: Path, name: str, table: Table) -> None:
    if problem := irregular(path):
        raise DataError(f"{name} {problem}", SEE)
    if table.format != "csv":
        return
    try:
        with path.open("rb") as file:
            problem = header_problem(table, file.readline(MAX_HEADER))
    except OSError as error:
        raise DataError(f"{name} cannot be read: {error.strerror}", SEE) from None
    if problem:
        raise DataError(f"{name}, line 1: {problem}", SEE)


def why_not(path: Path, error: duckdb.Error) -> str:
    """Return why a file cannot be read: what its bytes show, or else what DuckDB says."""
    is_text = path.suffix.lower() != ".parquet"
    told = [problem.message for problem in scan(path).problems] if is_text else []
    return told[0] if told else str(error).splitlines()[0]
