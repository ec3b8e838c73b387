"""Reading of Parquet files: their columns and types proved, their values checked like cells."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import duckdb

from claimpack.cells import as_text, hold_nothing, hold_text, hold_typed
from claimpack.database import DISK_ERRORS, is_about
from claimpack.findings import Finding, Findings
from claimpack.form import about_file
from claimpack.known import Known
from claimpack.package import Package, Table
from claimpack.raw import CELLS, Part, Reading
from claimpack.scan import irregular
from claimpack.sound import note_sound
from claimpack.sql import literal, quoted, read_parquet

RULE = "parquet-form"
# The types of columns in Parquet that hold what a type of the schema can.
FITTING = {
    "string": re.compile(r"VARCHAR|ENUM\(.*\)", re.DOTALL),
    "integer": re.compile(r"U?(?:TINY|SMALL|BIG)?INT(?:EGER)?"),
    "number": re.compile(r"DOUBLE|FLOAT|DECIMAL\(.*\)|U?(?:TINY|SMALL|BIG)?INT(?:EGER)?"),
    "boolean": re.compile(r"BOOLEAN"),
    "datetime": re.compile(r"TIMESTAMP(?:_S|_MS|_NS| WITH TIME ZONE)?"),
}


def read_parquet_table(
    connection: duckdb.DuckDBPyConnection,
    package: Package,
    table: Table,
    known: Callable[[Table], Known],
    reading: Reading,
    found: Findings,
) -> None:
    """Read a table from Parquet files.

    Args:
        connection: gets the typed table and ``raw.<table>``.
        package: the package.
        table: the table.
        known: tells what is known of a table before it is read.
        reading: learns whether it could be read, and where its rows stand.
        found: gets what is wrong with the files.
    """
    root = package.root
    parts: list[Part] = []
    rows = 0
    problems: list[Finding] = []
    for name in table.paths:
        parts.append(Part(name, rows, has_header=False))
        count, told = _look_at(connection, root / name, name, table)
        problems += told
        rows += count
    if not problems:
        try:
            _read(connection, package, table, known(table), reading)
        except duckdb.Error as error:
            if isinstance(error, DISK_ERRORS) and not is_about(error, table, root):
                raise
            problems.append(_unreadable(table, root, error))
    if problems:
        found.add(problems)
        hold_nothing(connection, table)
        rows = 0
        reading.unreadable.add(table.name)
    reading.parts[table.name] = parts
    reading.rows[table.name] = rows


def _read(
    connection: duckdb.DuckDBPyConnection,
    package: Package,
    table: Table,
    known: Known,
    reading: Reading,
) -> None:
    relation = read_parquet(table, [package.root / name for name in table.paths])
    if hold_typed(connection, package, table, relation, known) is not None:
        note_sound(reading, package, table, known)
        return
    cells = ", ".join(f"{as_text(field)} as {quoted(field.name)}" for field in table.fields)
    connection.execute(
        f"create table {CELLS}.{quoted(table.name)} as select {cells} from {relation}"
    )
    hold_text(connection, table)


def _look_at(
    connection: duckdb.DuckDBPyConnection, path: Path, name: str, table: Table
) -> tuple[int, list[Finding]]:
    """Return how many rows a file has, and what is wrong with its form."""
    if problem := irregular(path):
        return 0, [about_file(table, name, "file-missing", f"the file {problem}")]
    file = literal(str(path))
    try:
        columns = connection.execute(f"describe from read_parquet({file})").fetchall()
        count = connection.execute(f"select count(*) from read_parquet({file})").fetchone()
    except duckdb.Error as error:
        return 0, [_unreadable(table, path.parent, error, name)]
    types = {str(column[0]): str(column[1]) for column in columns}
    expected = {field.name: field for field in table.fields}
    messages = [
        (f"the column {name} is missing", name) for name in expected if name not in types
    ] + [
        (f"the column {kind} is {types[kind]}, no {expected[kind].type}", kind)
        for kind in types
        if kind in expected and not FITTING[expected[kind].type].fullmatch(types[kind])
    ]
    problems = [about_file(table, name, RULE, text, column=column) for text, column in messages]
    problems += [
        about_file(table, name, RULE, "the schema has no such column", value=column)
        for column in types
        if column not in expected
    ]
    return int(count[0]) if count else 0, problems


def _unreadable(
    table: Table, folder: Path, error: duckdb.Error, name: str | None = None
) -> Finding:
    """Return a finding about a file that is no Parquet, or is cut off."""
    said = str(error).splitlines()[0].replace(f"{folder}/", "")
    return about_file(table, name or table.path, RULE, f"the file cannot be read: {said}")
