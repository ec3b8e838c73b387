"""A check of everything that keeps what it learns for the next one."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import count
from pathlib import Path

import duckdb

from claimpack.check import FastPath, Report, report_on, run_fast_path
from claimpack.database import scratch_database
from claimpack.findings import Findings
from claimpack.form import FIXES
from claimpack.package import Package
from claimpack.recheck.identity import identity, rule_identity
from claimpack.recheck.keys_again import Changes, dangling_now, repeated_now
from claimpack.recheck.pieces import Piece, stamp
from claimpack.recheck.report import Rechecked
from claimpack.recheck.rules_again import broken_by, volatile_names
from claimpack.recheck.shapes import shapes
from claimpack.recheck.state import (
    InCell,
    KnownFile,
    State,
    insert_rows,
    make_tables,
    read_pieces,
    write_broken,
    write_in_cells,
    write_state,
)
from claimpack.recheck.state_file import StateFile
from claimpack.recheck.world import World
from claimpack.rules import load_rules
from claimpack.scan import irregular
from claimpack.sql import definitions

KEYS = {"primary-key", "unique-key", "foreign-key"}


def keep_all(package: Package, file: StateFile, why: str, started: float) -> Report:
    """Check everything, and keep the rows and what was found.

    Nothing is kept of a package whose rows cannot be told apart by lines, or in which more is wrong
    than is listed; what was kept before stays, and holds for what the files held then.

    Args:
        package: the package.
        file: the file of its state.
        why: why everything is checked.
        started: when the check began, by ``time.perf_counter``.
    """
    moment = time.time_ns() // 1000
    files = _files(package)
    found = Findings()
    with (
        tempfile.TemporaryDirectory(
            dir=file.path.parent, prefix="new-", ignore_cleanup_errors=True
        ) as folder,
        scratch_database() as connection,
    ):
        path = Path(folder, "state.duckdb")
        name = file.attach(connection, path)
        result = run_fast_path(connection, package, found)
        report = report_on(package, found, result, ["duckdb"], started)
        is_kept = False
        if files is not None and _can_be_kept(package, files, result, found):
            with suppress(duckdb.Error, OSError):  # such as a disk that is full
                _keep(connection, name, package, files, result, found, moment)
                connection.execute(f"detach {name}")
                if _are_untouched(package, files):
                    file.replace_by(path)
                    is_kept = True
    return replace(report, rechecked=everything(package, report, why, is_kept))


def everything(package: Package, report: Report, why: str, is_kept: bool = False) -> Rechecked:
    """Return, of a check of everything, what it checked.

    Args:
        package: the package.
        report: its report.
        why: why everything was checked.
        is_kept: whether the next check knows what it found.
    """
    paths = [path for table in package.tables for path in table.paths]
    rules = [rule.id for rule in load_rules(package.root) if rule.id not in report.not_checked]
    return Rechecked(why, paths, report.rows, rules, [], is_kept)


def _files(package: Package) -> dict[str, list[KnownFile]] | None:
    """Return the files of the tables in pieces; None where one cannot be told apart by lines."""
    ids = count(1)
    found: dict[str, list[KnownFile]] = {}
    for table in package.tables:
        if table.format != "csv":
            return None
        for path in table.paths:
            if irregular(package.root / path):
                return None
            try:
                file = read_pieces(package.root / path, path, ids.__next__)
            except OSError:
                return None
            found.setdefault(table.name, []).append(file)
    return found


def _are_untouched(package: Package, files: dict[str, list[KnownFile]]) -> bool:
    """Whether files hold what they held when they were cut into pieces, and so when read."""
    for known in files.values():
        for file in known:
            path = package.root / file.path
            try:
                if file.stamp is not None and stamp(path) == file.stamp:
                    continue
                again = read_pieces(path, file.path, count().__next__)
            except OSError:
                return False
            if [piece.digest for piece in again.pieces] != [p.digest for p in file.pieces]:
                return False
    return True


def _can_be_kept(
    package: Package, files: dict[str, list[KnownFile]], result: FastPath, found: Findings
) -> bool:
    """Whether every line is a row, and every finding is listed."""
    return (
        not found.unlisted
        and not result.reading.unreadable
        and not any(finding.rule in FIXES for finding in found.listed)
        and all(
            result.reading.rows[table.name]
            == sum(piece.lines for file in files[table.name] for piece in file.pieces)
            for table in package.tables
        )
        and not any(part.lines for parts in result.reading.parts.values() for part in parts)
    )


def _keep(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    package: Package,
    files: dict[str, list[KnownFile]],
    result: FastPath,
    found: Findings,
    moment: int,
) -> None:
    """Write a new state."""
    world = World(connection, name, shapes(package))
    broken_rules = {finding.rule for finding in found.listed}
    broken = [
        row
        for rule in result.rules
        if rule.id in broken_rules
        for row in broken_by(connection, package, rule)
    ]
    connection.execute("begin")
    make_tables(connection, name, world.shapes)
    for table, shape in world.shapes.items():
        pieces = [piece for file in files[table] for piece in file.pieces]
        if pieces:
            insert_rows(connection, f"{name}.{shape.stored}", shape, pieces)
    sql = definitions(package.root)
    state = State(
        identity=identity(package, sql),
        moment=moment,
        files=files,
        rules={rule.id: rule_identity(rule, sql, package) for rule in result.rules},
        repeated={},
        dangling={},
        odd={
            table
            for table, shape in world.shapes.items()
            if connection.execute(
                f"select 1 from {world.now(table)} where {shape.odd} limit 1"
            ).fetchone()
        },
        volatile=volatile_names(connection, sql),
    )
    wrong: Changes = {
        finding.table: None
        for finding in found.listed
        if finding.table is not None and finding.rule in KEYS
    }
    state.repeated = repeated_now(world, package, state, wrong)
    state.dangling = dangling_now(world, package, state, wrong)
    write_broken(connection, f"{name}.broken", broken)
    for finding in found.listed:
        if finding.rule in state.rules and finding.line is None:
            state.rules[finding.rule] = ""
    write_in_cells(connection, name, _in_cells(files, state, found))
    write_state(connection, name, state)
    connection.execute("commit")


def _in_cells(files: dict[str, list[KnownFile]], state: State, found: Findings) -> Iterator[InCell]:
    """Return the findings about cells, with their pieces and their lines in them."""
    starts: dict[str, list[tuple[int, Piece]]] = {}
    for known in files.values():
        for file in known:
            line = 2
            for piece in file.pieces:
                starts.setdefault(file.path, []).append((line, piece))
                line += piece.lines
    for finding in found.listed:
        if finding.table is None or finding.rule in KEYS or finding.rule in state.rules:
            continue
        assert finding.file is not None and finding.line is not None  # it is about a cell
        first, piece = next(
            (first, piece)
            for first, piece in starts[finding.file]
            if first <= finding.line < first + piece.lines
        )
        yield piece.id, finding.line - first, finding
