"""Strict reading of the files of tables: each once, with the true line of every row.

Two readers cover each other: the bytes of CSV are checked here (encoding, byte order mark, NUL,
line ends, blank lines, header), the cells by DuckDB's strict CSV reader (quotes, extra and missing
cells). How a table is then held, ``cells`` tells. ``raw.<table>`` shows every column as text, and
``_row``, the number of the row, the header being 1. Where all goes well that is its line;
``Reading.line`` knows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from claimpack.cells import STRICT, hold_nothing, hold_text, hold_typed, let_go, read_text
from claimpack.database import DISK_ERRORS
from claimpack.findings import Finding, Findings
from claimpack.form import about_file
from claimpack.header import header_problem
from claimpack.known import Known, known_before, reading_order
from claimpack.package import Package, Table
from claimpack.parquet import read_parquet_table
from claimpack.raw import CELLS, RAW, WORK, Part, Reading, raw
from claimpack.scan import Scan, scan
from claimpack.sound import note_sound
from claimpack.sql import quoted, read_csv
from claimpack.uneven import number_lines

UNREADABLE = {"file-missing", "file-encoding", "file-conflict", "header"}
PART = f"{WORK}.part"
# A thread takes a quarter of it at once. Where that is less than the 122,880 rows that DuckDB holds
# together, it copies them again to keep their order.
BUFFER = 112 << 20


@dataclass(frozen=True)
class _File:
    """A file of a table, and what its bytes show."""

    name: str
    path: Path
    scan: Scan


def read_tables(
    connection: duckdb.DuckDBPyConnection,
    package: Package,
    found: Findings,
    holds_all: bool = True,
) -> Reading:
    """Read every table of a package.

    Args:
        connection: gets the typed tables without keys, the schema ``raw`` with a view a table, and
            an empty schema ``work``. What was read of these tables before is read again.
        package: the package to read.
        found: gets what is wrong with the files.
        holds_all: whether all columns are looked at again. If not, tables that are sound have only
            those that keys, references and meanings look at.

    Returns:
        Which tables could not be read (they have no rows), and where the rows of the others stand.
    """
    for schema in (CELLS, RAW, WORK):
        connection.execute(f"create schema if not exists {schema}")
    reading = Reading()
    small, others = reading_order(package)

    def known(table: Table) -> Known:
        relations = {it.name: f"main.{quoted(it.name)}" for it in small if it.name in reading.sound}
        is_plain = table.name in reading.plain
        return known_before(connection, package, table, relations, is_plain, holds_all)

    for table in (*small, *others):
        let_go(connection, table)
        if table.format == "parquet":
            read_parquet_table(connection, package, table, known, reading, found)
        else:
            _read_csv_table(connection, package, table, known, reading, found)
    return reading


def _read_csv_table(
    connection: duckdb.DuckDBPyConnection,
    package: Package,
    table: Table,
    known: Callable[[Table], Known],
    reading: Reading,
    found: Findings,
) -> None:
    files = [_File(name, package.root / name, scan(package.root / name)) for name in table.paths]
    problems = {file.name: _problems(table, file) for file in files}
    for each in problems.values():
        found.add(each)
    if all(file.scan.is_plain for file in files):
        reading.plain.add(table.name)
    if not any(problems.values()) and _read_sound(
        connection, package, table, files, known(table), reading
    ):
        return
    if any(problem.rule in UNREADABLE for each in problems.values() for problem in each):
        _leave_empty(connection, table, reading)
        return
    parts: list[Part] = []
    before = 0
    for number, file in enumerate(files):
        relation = PART if number else f"{CELLS}.{quoted(table.name)}"
        is_told = bool(problems[file.name])
        part = _read_part(connection, table, file, relation, before, is_told, reading, found)
        if part is None:
            _leave_empty(connection, table, reading)
            return
        parts.append(part[0])
        before += part[1]
        if number:
            connection.execute(f"insert into {CELLS}.{quoted(table.name)} from {PART}")
    reading.parts[table.name] = parts
    reading.rows[table.name] = hold_text(connection, table)


def _problems(table: Table, file: _File) -> list[Finding]:
    """Return what the bytes of a file show to be wrong."""
    problems = [
        about_file(table, file.name, problem.rule, problem.message, problem.line)
        for problem in file.scan.problems
    ]
    if not any(problem.rule in UNREADABLE for problem in problems) and (
        problem := header_problem(table, file.scan.first_line)
    ):
        text = file.scan.first_line.decode("utf-8", "replace")
        problems.append(about_file(table, file.name, "header", problem, line=1, value=text))
    return problems


def csv_relation(root: Path, table: Table) -> str:
    """Return SQL for the rows of the CSV files of a table, without the lines that are no rows."""
    paths = [root / path for path in table.paths]
    return read_csv(table, paths, f", {STRICT}, ignore_errors = true, buffer_size = {BUFFER}")


def _read_sound(
    connection: duckdb.DuckDBPyConnection,
    package: Package,
    table: Table,
    files: list[_File],
    known: Known,
    reading: Reading,
) -> bool:
    """Read a table straight into its types; return whether every line is a sound row."""
    relation = csv_relation(package.root, table)
    expected = sum(file.scan.lines - 1 for file in files)
    try:
        rows = hold_typed(connection, package, table, relation, known)
    except DISK_ERRORS:
        raise
    except duckdb.Error:  # told, line by line, where the table is read as text
        return False
    if rows != expected or _has_extra_commas(
        connection,
        table,
        raw(table) if known.held is None else relation,
        expected + len(files),
        [file.scan for file in files],
    ):
        let_go(connection, table)
        return False
    before = 0
    reading.parts[table.name] = []
    for file in files:
        reading.parts[table.name].append(Part(file.name, before))
        before += file.scan.lines - 1
    reading.rows[table.name] = rows
    note_sound(reading, package, table, known)
    return True


def _read_part(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    file: _File,
    relation: str,
    before: int,
    is_told: bool,
    reading: Reading,
    found: Findings,
) -> tuple[Part, int] | None:
    """Read a file as text.

    Args:
        connection: where the relation is made.
        table: the table of the file.
        file: the file.
        relation: the name of the table to read it into.
        before: how many rows stand in the files before.
        is_told: whether something is told to be wrong with its bytes.
        reading: loses the table from ``plain`` where a cell may hold the end of a line.
        found: gets which lines are no rows.

    Returns:
        The part of the table, and how many rows it has; None where it cannot be read.
    """
    try:
        rows = read_text(connection, table, file.path, relation, "ignore_errors")
    except duckdb.Error as error:
        if not is_told:  # a carriage return is told already
            message = str(error).splitlines()[0]
            found.add([about_file(table, file.name, "row-form", message)])
        return None
    if rows + 1 == file.scan.lines and not _has_extra_commas(
        connection, table, relation, rows + 1, [file.scan]
    ):
        return Part(file.name, before), rows
    reading.plain.discard(table.name)
    numbered = number_lines(
        connection, table, file.name, file.path, relation, rows, file.scan.lines, found
    )
    return None if numbered is None else (Part(file.name, before, numbered[1]), numbered[0])


def _has_extra_commas(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    relation: str,
    lines: int,
    scans: list[Scan],
) -> bool:
    """Whether files have more commas than their rows: DuckDB lets empty cells too many pass.

    Args:
        connection: where the relation is.
        table: the table.
        relation: SQL for the cells of the table, as text.
        lines: how many rows there are, the headers among them.
        scans: what the bytes of the files show.
    """
    commas = sum(scan.commas for scan in scans)
    if not commas:
        return False
    expected = lines * (len(table.fields) - 1)
    if not any(scan.has_quotes for scan in scans):
        return commas != expected
    inside = " + ".join(
        f"coalesce(sum(length({cell}) - length(replace({cell}, ',', '')))"
        f" filter (where contains({cell}, ',')), 0)"
        for cell in (quoted(column.name) for column in table.fields)
    )
    count = connection.execute(f"select {inside} from {relation}").fetchone()
    cells_hold = int(count[0]) if count else 0
    return commas != expected + cells_hold


def _leave_empty(connection: duckdb.DuckDBPyConnection, table: Table, reading: Reading) -> None:
    hold_nothing(connection, table)
    reading.unreadable.add(table.name)
    reading.rows[table.name] = 0
