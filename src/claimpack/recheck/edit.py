"""What an edit has changed: the pieces of files that are new, with their rows and their cells."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

import duckdb

from claimpack.database import define, lock
from claimpack.findings import Findings
from claimpack.package import Package, Table
from claimpack.raw import CELLS, RAW, Reading
from claimpack.reader import read_tables
from claimpack.recheck.pieces import Piece, Stretch, changed, cut, header_of, stamp
from claimpack.recheck.state import InCell, KnownFile, State, insert_rows
from claimpack.recheck.world import World
from claimpack.scan import irregular
from claimpack.sql import SqlFile, quoted
from claimpack.structure import check_structure

# If more bytes than these are new, and more than half of all, all is read.
MUCH = 1 << 26


class AfreshError(Exception):
    """Why everything has to be checked."""


@dataclass
class Edit:
    """What an edit has changed.

    Attributes:
        files: by table, its files as they are now.
        read: by table, the pieces that were read afresh, in the order in which they were.
        in_cells: what is wrong in cells of these.
        paths: the files with such pieces, or with fewer pieces than before.
    """

    files: dict[str, list[KnownFile]] = field(default_factory=dict)
    read: dict[str, list[Piece]] = field(default_factory=dict)
    in_cells: list[InCell] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """How many rows were read."""
        return sum(piece.lines for pieces in self.read.values() for piece in pieces)


def read_edit(world: World, package: Package, state: State, definitions: list[SqlFile]) -> Edit:
    """Find the pieces that are new, read their rows, and check their cells.

    Args:
        world: gets the rows that were read, and the pieces that are gone; its connection is locked.
        package: the package.
        state: what was known before.
        definitions: its macros and views.

    Raises:
        AfreshError: the files cannot be told apart into rows by their lines.
    """
    edit = Edit()
    ids = count(state.next_piece())
    with tempfile.TemporaryDirectory(prefix="claimpack-", ignore_cleanup_errors=True) as folder:
        copies = {
            table.name: Path(folder, f"{number}.csv") for number, table in enumerate(package.tables)
        }
        for table in package.tables:
            _compare(package, table, state, edit, copies[table.name], ids.__next__)
        tables = [table for table in package.tables if table.name in edit.read]
        copied = [replace(table, paths=(str(copies[table.name]),)) for table in tables]
        reading = _read(world, replace(package, tables=tuple(copied)), edit)
    lock(world.connection)
    for file in definitions:
        if file.is_macro:
            define(world.connection, file)
    _check_cells(world, replace(package, tables=tuple(tables)), edit, reading)
    for table in package.tables:
        left = {piece.id for file in edit.files[table.name] for piece in file.pieces}
        known = state.files.get(table.name, [])
        world.gone[table.name] = [
            piece.id for file in known for piece in file.pieces if piece.id not in left
        ]
    return edit


def _compare(
    package: Package,
    table: Table,
    state: State,
    edit: Edit,
    copy: Path,
    next_id: Callable[[], int],
) -> None:
    """Tell which pieces of the files of a table are new, and copy their lines after a header."""
    known = {file.path: file for file in state.files.get(table.name, [])}
    new: list[Piece] = []
    header = None
    size = fresh = 0
    edit.files[table.name] = []
    for path in table.paths:
        place = package.root / path
        if problem := irregular(place):
            raise AfreshError(f"{path} {problem}")
        before = known.get(path, KnownFile(path, b"", None))
        try:
            touched = stamp(place)
            size += place.stat().st_size
            if touched is not None and touched == before.stamp:
                edit.files[table.name].append(before)
                continue
            with place.open("rb") as file:
                first = header_of(file)
                if (before.header or first) != first or (header or first) != first:
                    raise AfreshError(f"the header of {path} is another one")
                header = first
                after = KnownFile(path, header, None)
                with copy.open("ab") as lines:
                    if not lines.tell():
                        lines.write(header)
                    for found in changed(file, header, before.pieces):
                        if isinstance(found, Stretch):
                            for piece, content in cut(file, found, next_id):
                                lines.write(content)
                                fresh += len(content)
                                after.pieces.append(piece)
                                new.append(piece)
                        else:
                            after.pieces.append(found)
            after.stamp = touched if stamp(place) == touched else None
        except OSError as error:
            raise AfreshError(f"{path} cannot be read: {error.strerror}") from None
        edit.files[table.name].append(after)
        if after.pieces != before.pieces:
            edit.paths.append(path)
    edit.paths += [path for path in known if path not in table.paths]
    if fresh > MUCH and fresh > size / 2:
        raise AfreshError(f"most of {table.name} is new")
    if new:
        edit.read[table.name] = new


def _read(world: World, package: Package, edit: Edit) -> Reading:
    """Read the lines that are new, strictly, into ``raw``."""
    found = Findings()
    reading = read_tables(world.connection, _alone(package), found)
    for table in package.tables:
        shape = world.shapes[table.name]
        rows = world.connection.execute(
            f"select count(*) from {RAW}.{quoted(table.name)}"
        ).fetchone()
        lines = sum(piece.lines for piece in edit.read[table.name])
        if table.name in reading.unreadable or rows != (lines,):
            raise AfreshError(f"{table.name} has lines that are no rows")
        world.connection.execute(f"create table {world.read(table.name)} ({shape.definition})")
    if found.listed:
        raise AfreshError(f"{found.listed[0].table} has lines that are no rows")
    return reading


def _check_cells(world: World, package: Package, edit: Edit, reading: Reading) -> None:
    """Check the cells of the rows that were read, and move these where the world keeps them."""
    found = Findings()
    check_structure(world.connection, _alone(package), reading, found)
    if found.unlisted:
        raise AfreshError("more is wrong than is listed")
    for finding in found.listed:
        if finding.rule != "primary-key" and finding.table and finding.line:
            piece, line = _place(edit.read[finding.table], finding.line)
            edit.in_cells.append((piece, line, finding))
    for table in package.tables:
        shape = world.shapes[table.name]
        insert_rows(world.connection, world.read(table.name), shape, edit.read[table.name])
        world.fresh.add(table.name)
    clear(world.connection, package.tables)


def _alone(package: Package) -> Package:
    """Return the package without keys and references, of which new rows alone know little."""
    tables = [replace(table, unique_keys=(), foreign_keys=()) for table in package.tables]
    return replace(package, tables=tuple(tables))


def clear(connection: duckdb.DuckDBPyConnection, tables: tuple[Table, ...]) -> None:
    """Forget the tables that were read, as they were read."""
    for schema in (RAW, CELLS):
        connection.execute(f"drop schema {schema} cascade; create schema {schema}")
    for table in tables:
        connection.execute(f"drop table if exists {quoted(table.name)}")


def _place(pieces: list[Piece], line: int) -> tuple[int, int]:
    """Return the piece of a line, and which of its lines it is from 0; the header is line 1."""
    left = line - 2
    for piece in pieces:
        if left < piece.lines:
            return piece.id, left
        left -= piece.lines
    raise AfreshError("a line was found that was not read")
