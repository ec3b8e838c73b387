"""Check again what an edit can affect; without what was known before, check everything."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace

import duckdb

from claimpack.check import FastPath, Report, check_package, report_on
from claimpack.database import scratch_database
from claimpack.descriptor import check_descriptor
from claimpack.findings import Findings
from claimpack.package import Package
from claimpack.raw import WORK, Part, Reading
from claimpack.recheck.edit import AfreshError, Edit, read_edit
from claimpack.recheck.first import everything, keep_all
from claimpack.recheck.identity import identity
from claimpack.recheck.keys_again import (
    Changes,
    dangling_now,
    repeated_now,
    tell_dangling,
    tell_repeated,
)
from claimpack.recheck.report import Rechecked
from claimpack.recheck.rules_again import RulesAgain, RulesDone
from claimpack.recheck.shapes import shapes
from claimpack.recheck.state import (
    InCell,
    State,
    read_broken,
    read_in_cells,
    read_state,
    write_broken,
    write_in_cells,
    write_state,
)
from claimpack.recheck.state_file import StateFile, UnkeptError, kept_state
from claimpack.recheck.world import TooManyError, World, numbers
from claimpack.rules import load_rules
from claimpack.sql import definitions
from claimpack.transaction import read_steadily

UNREADABLE = "what is kept of the last check cannot be read"


def check_changed(package: Package) -> Report:
    """Check what has changed since the last such check, and report on everything.

    Returns:
        The report of a full check, and what was checked again for it.

    Raises:
        ClaimpackError: a rule, a view or a waiver cannot be used.
    """
    started = time.perf_counter()
    return read_steadily(package.root, lambda: _check(package, started))


def _check(package: Package, started: float) -> Report:
    try:
        with kept_state(package.root) as file:
            try:
                return _check_edit(package, file, started)
            except AfreshError as reason:
                why = str(reason)
            except duckdb.Error:
                why = UNREADABLE
            return keep_all(package, file, why, started)
    except UnkeptError as reason:
        why = str(reason)
    report = check_package(package)
    return replace(report, rechecked=everything(package, report, why))


def _check_edit(package: Package, file: StateFile, started: float) -> Report:
    """Check what an edit can affect.

    Raises:
        AfreshError: everything has to be checked.
    """
    if other := [path for t in package.tables if t.format != "csv" for path in t.paths]:
        raise AfreshError(f"{other[0]} is Parquet, and only CSV is compared by its lines")
    if not file.path.exists():
        raise AfreshError("no earlier check is known")
    rules, files = load_rules(package.root), definitions(package.root)
    with scratch_database() as connection:
        try:
            name = file.attach(connection)
            state = read_state(connection, name)
            before, in_cells = read_broken(connection, name), read_in_cells(connection, name)
        except (duckdb.Error, KeyError, ValueError, TypeError):
            raise AfreshError(UNREADABLE) from None
        if state.identity != identity(package, files):
            raise AfreshError(
                "the tool, the schemas or the macros are others than at the last check"
            )
        now = time.time_ns() // 1000
        if now < state.moment:
            raise AfreshError("the last check was made later than now")
        world = World(connection, name, shapes(package))
        connection.execute(f"create schema if not exists {WORK}")
        edit = read_edit(world, package, state, files)
        changes = _changes(world)
        reading = _reading(world, package, edit)
        found = Findings()
        found.add(check_descriptor(package))
        gone = {piece for pieces in world.gone.values() for piece in pieces}
        kept_cells = [cell for cell in in_cells if cell[0] not in gone]
        _tell_cells(package, edit, [*kept_cells, *edit.in_cells], found)
        after = State(
            identity=state.identity,
            moment=now,
            files=edit.files,
            rules={},
            repeated=repeated_now(world, package, state, changes),
            dangling=dangling_now(world, package, state, changes),
            odd=_odd(world, state),
            volatile=state.volatile,
        )
        tell_repeated(world, package, after.repeated, reading, found)
        tell_dangling(world, package, after.dangling, reading, found)
        odd = {*state.odd, *after.odd}
        odd |= {table for table, _ in (*state.repeated, *after.repeated)}
        again = RulesAgain(world, package, rules, files)
        done = again.run(state, before, changes, odd)
        again.tell(done, reading, found)
        if found.unlisted:
            raise AfreshError("more is wrong than is listed")
        after.rules = done.identities
        is_kept = _write(world, edit, after, done)
        rows = sum(
            piece.lines
            for known in edit.files.values()
            for known_file in known
            for piece in known_file.pieces
        )
        result = FastPath(reading, rules, [], rows)
        report = report_on(package, found, result, ["duckdb"], started)
    return replace(
        report,
        rechecked=Rechecked(None, edit.paths, edit.rows, done.on_all, done.on_some, is_kept),
    )


def _changes(world: World) -> Changes:
    changes: Changes = {}
    for table in world.touched:
        try:
            if rows := world.changed_rows(table):
                changes[table] = rows
        except TooManyError:
            changes[table] = None
    return changes


def _reading(world: World, package: Package, edit: Edit) -> Reading:
    """Return where all rows stand, and keep it in ``work.places`` by their pieces."""
    reading = Reading()
    pieces: list[int] = []
    rows: list[int] = []
    for table in package.tables:
        before = 0
        reading.parts[table.name] = []
        for file in edit.files[table.name]:
            reading.parts[table.name].append(Part(file.path, before))
            for piece in file.pieces:
                pieces.append(piece.id)
                rows.append(before + 2)
                before += piece.lines
        reading.rows[table.name] = before
    world.connection.execute(
        f"create table {WORK}.places as select unnest(cast($pieces as integer[])) as piece,"
        " unnest(cast($rows as bigint[])) as row",
        {"pieces": pieces, "rows": rows},
    )
    return reading


def _tell_cells(package: Package, edit: Edit, cells: list[InCell], found: Findings) -> None:
    """Tell what is wrong in cells, with files and lines as they are now."""
    if not cells:
        return
    places: dict[int, tuple[str, int]] = {}
    for files in edit.files.values():
        for file in files:
            line = 2
            for piece in file.pieces:
                places[piece.id] = (file.path, line)
                line += piece.lines
    for number, line, finding in cells:
        path, first = places[number]
        found.add([replace(finding, file=path, line=first + line)])


def _odd(world: World, state: State) -> set[str]:
    """Return the tables with a row that cannot be told by its keys."""
    odd: set[str] = set()
    for name, shape in world.shapes.items():
        if name not in world.touched:
            odd |= {name} & state.odd
            continue
        if name not in state.odd and name not in world.fresh:
            continue
        rows = world.now(name) if name in state.odd else world.read(name)
        if world.connection.execute(f"select 1 from {rows} where {shape.odd} limit 1").fetchone():
            odd.add(name)
    return odd


def _write(world: World, edit: Edit, after: State, done: RulesDone) -> bool:
    """Write what is known now in the place of what was known before, all or nothing.

    Returns:
        Whether it could be written; where not, what was known before stays, and holds.
    """
    connection, name = world.connection, world.state
    try:
        connection.execute("begin")
        for table in world.touched:
            stored = world.before(table)
            if gone := world.gone.get(table):
                connection.execute(f"delete from {stored} where piece in ({numbers(gone)})")
                connection.execute(f"delete from {name}.in_cells where piece in ({numbers(gone)})")
            if table in world.fresh:
                connection.execute(f"insert into {stored} from {world.read(table)}")
        write_in_cells(connection, name, edit.in_cells)
        connection.execute(f"delete from {name}.broken")
        write_broken(connection, f"{name}.broken", done.broken)
        write_state(connection, name, after, edit.paths)
        connection.execute("commit")
    except duckdb.Error:
        with suppress(duckdb.Error):
            connection.execute("rollback")
        return False
    return True
