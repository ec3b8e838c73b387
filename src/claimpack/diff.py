"""What changed between two states of a package, and how much a version has to move for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import duckdb

from claimpack.changes import Change, Diff, Reason, VerdictChange
from claimpack.database import connect, open_package, rows, view_columns, why_not
from claimpack.diff_structure import (
    Found,
    Views,
    descriptor_changes,
    reasons_and_changes,
    table_changes,
    view_changes,
)
from claimpack.earlier import earlier_package
from claimpack.errors import DataError
from claimpack.limits import memory_limit, time_limit
from claimpack.package import Package, Table
from claimpack.rules import RULE_HEADROOM, RULE_MEMORY, RULE_SECONDS
from claimpack.scan import irregular
from claimpack.sql import literal, quoted, read_csv
from claimpack.versions import LEVELS

Status = dict[str, dict[str, Any]]


def diff_states(package: Package, old: str, new: str | None = None) -> Diff:
    """Compare an earlier state of a package with another, or with the package as it is.

    Args:
        package: the package, whose repository a commit belongs to.
        old: a folder, a zip file, or a commit, tag or branch of git.
        new: likewise, or None for the package as it is.

    Raises:
        ClaimpackError: there is no such state.
        DataError: one of them cannot be read.
    """
    with ExitStack() as stack:
        before = stack.enter_context(earlier_package(old, package))
        after = package if new is None else stack.enter_context(earlier_package(new, package))
        return diff_packages(before, after)


def diff_packages(old: Package, new: Package) -> Diff:
    """Compare two states of a package.

    Raises:
        DataError: one of them cannot be read.
    """
    common = [
        (next(t for t in old.tables if t.name == table.name), table)
        for table in new.tables
        if table.name in {t.name for t in old.tables}
    ]
    reasons, structure = reasons_and_changes(
        [
            *descriptor_changes(old, new),
            *_tables(old, new),
            *(change for pair in common for change in table_changes(*pair)),
            *view_changes(_views(old), _views(new)),
        ]
    )
    changed_rows: list[Change] = []
    for earlier, table in common:
        found = list(_rows(old, earlier, new, table))
        reasons += _row_reasons(table.name, found)
        changed_rows += found
    reasons.sort(key=lambda reason: -LEVELS.index(reason.level))
    return Diff(
        old_version=old.version,
        new_version=new.version,
        level=reasons[0].level if reasons else "none",
        reasons=[f"{reason.level}: {reason.text}" for reason in reasons],
        verdicts=_verdicts(_status(old), _status(new)),
        changes=[*structure, *changed_rows],
    )


def _tables(old: Package, new: Package) -> Iterator[Found]:
    before, after = ({table.name for table in package.tables} for package in (old, new))
    for table in new.tables:
        if table.name not in before:
            change = Change("added", table.name, None, None, None, None)
            yield Reason("minor", f"the table {table.name} is new"), change
    for table in old.tables:
        if table.name not in after:
            change = Change("removed", table.name, None, None, None, None)
            yield Reason("major", f"the table {table.name} is gone"), change


def _row_reasons(table: str, changes: list[Change]) -> Iterator[Reason]:
    for kind, level in (("removed", "major"), ("added", "minor"), ("changed", "patch")):
        keys = {change.row_key for change in changes if change.change == kind}
        if keys:
            noun = "row is" if len(keys) == 1 else "rows are"
            yield Reason(level, f"{len(keys):,} {noun} {kind} in {table}")  # type: ignore[arg-type]


def _rows(old: Package, earlier: Table, new: Package, table: Table) -> Iterator[Change]:
    """Yield the rows that are added or removed, and the cells that changed, by key."""
    common = [f.name for f in table.fields if f.name in {g.name for g in earlier.fields}]
    if set(table.primary_key) - set(common):
        return
    for file in (old.root / earlier.path, new.root / table.path):
        if problem := irregular(file):
            raise DataError(f"{file} {problem}", "run 'claimpack check' on both states")
    key = ", ".join(map(quoted, table.primary_key))
    text = f"concat_ws('/', {key}) as row_key"
    cells = ", ".join(f"{{'name': {literal(name)}, 'cell': {quoted(name)}}}" for name in common)
    sides = [
        f"select {text}, unnest([{cells}], recursive := true) from {read_csv(t, p.root / t.path)}"
        for p, t in ((old, earlier), (new, table))
    ]
    sql = (
        f"with before as materialized ({sides[0]}), after as materialized ({sides[1]}),"
        " gone as (select distinct row_key from before anti join after using (row_key)),"
        " come as (select distinct row_key from after anti join before using (row_key))"
        " select 'removed', row_key, null, null, null from gone"
        " union all select 'added', row_key, null, null, null from come"
        " union all select 'changed', before.row_key, name, before.cell, after.cell"
        " from before join after using (row_key, name)"
        " where before.cell is distinct from after.cell"
        " order by 2, 1, 3"
    )
    try:
        with connect() as connection:
            found = connection.execute(sql).fetchall()
    except duckdb.Error as error:
        raise DataError(
            f"{table.path} cannot be compared: {why_not(new.root / table.path, error)}",
            "run 'claimpack check' on both states",
        ) from None
    for kind, row_key, column, before, after in found:
        yield Change(kind, table.name, row_key, column, before, after)


def _views(package: Package) -> Views:
    """Return the columns of the views; what their files do is not trusted (see ``_limited``)."""
    with connect() as connection, _limited(connection, package):
        return view_columns(package, connection)


def _status(package: Package) -> Status:
    with (
        open_package(package, frozenset({"claim_status"})) as connection,
        _limited(connection, package),
    ):
        found = rows(connection, "select claim_id, claim_text, verdict from claim_status")
    return {row["claim_id"]: row for row in found}


@contextmanager
def _limited(connection: duckdb.DuckDBPyConnection, package: Package) -> Iterator[None]:
    """Stop SQL of a state that takes too long or too much: it may be anybody's."""
    try:
        with memory_limit(RULE_MEMORY, RULE_HEADROOM), time_limit(connection, RULE_SECONDS):
            yield
    except (duckdb.Error, MemoryError) as error:
        reason = str(error).splitlines()[0] if str(error) else "it needs too much memory"
        raise DataError(
            f"the views of {package.name} {package.version} cannot be used: {reason}",
            "run 'claimpack check' on both states",
        ) from None


def _verdicts(before: Status, after: Status) -> list[VerdictChange]:
    return [
        VerdictChange(
            claim,
            (after.get(claim) or before[claim])["claim_text"],
            before.get(claim, {}).get("verdict"),
            after.get(claim, {}).get("verdict"),
        )
        for claim in sorted(before.keys() | after.keys())
        if before.get(claim, {}).get("verdict") != after.get(claim, {}).get("verdict")
    ]
