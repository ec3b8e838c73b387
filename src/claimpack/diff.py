"""What changed between two states of a package, and how much a version has to move for it.

The levels are those of https://datapackage.org/recipes/data-package-version/: major where a reader
may break (fields, keys, tighter constraints, rows that are gone), minor where something is added,
patch where something is corrected.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from typing import Any, Literal

import duckdb

from claimpack.database import connect, open_package, rows, why_not
from claimpack.earlier import earlier_package
from claimpack.errors import ClaimpackError, DataError
from claimpack.package import Field, Package, Table
from claimpack.sql import literal, quoted, read_csv

Level = Literal["none", "patch", "minor", "major"]
LEVELS: tuple[Level, ...] = ("none", "patch", "minor", "major")
VERSION = re.compile(r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)")


@dataclass(frozen=True)
class Change:
    """One thing that differs.

    Attributes:
        change: added, removed or changed.
        table: the table.
        row_key: primary key of the row, its parts joined with ``/``; None for a table or column.
        column: the column; None where a whole row, or a table, is added or removed.
        old, new: the cells as text.
    """

    change: Literal["added", "removed", "changed"]
    table: str
    row_key: str | None
    column: str | None
    old: str | None
    new: str | None


@dataclass(frozen=True)
class VerdictChange:
    """A claim whose verdict is another now; None where there was none."""

    claim_id: str
    claim_text: str
    old: str | None
    new: str | None


@dataclass(frozen=True)
class Diff:
    """What changed between two states.

    Attributes:
        old_version, new_version: versions of the descriptors.
        level: the least step that the version has to make.
        reasons: why, the weightiest first.
        verdicts: claims whose verdict is another.
        changes: tables, columns and rows, in the order of the descriptor.
    """

    old_version: str
    new_version: str
    level: Level
    reasons: list[str]
    verdicts: list[VerdictChange]
    changes: list[Change]

    def as_dict(self) -> dict[str, Any]:
        """Return the object that ``diff --format json`` prints."""
        return asdict(self)


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
    weights: list[tuple[Level, str]] = []
    changes: list[Change] = []
    before = {table.name: table for table in old.tables}
    for table in new.tables:
        if table.name not in before:
            weights.append(("minor", f"the table {table.name} is new"))
            changes.append(Change("added", table.name, None, None, None, None))
            continue
        earlier = before.pop(table.name)
        weights += _schema_weights(earlier, table)
        found = list(_rows(old, earlier, new, table))
        weights += _row_weights(table.name, found)
        changes += found
    for name in before:
        weights.append(("major", f"the table {name} is gone"))
        changes.append(Change("removed", name, None, None, None, None))
    if (old.title, old.name) != (new.title, new.name):
        weights.append(("patch", "the package has another name or title"))
    weights.sort(key=lambda weight: -LEVELS.index(weight[0]))
    return Diff(
        old_version=old.version,
        new_version=new.version,
        level=weights[0][0] if weights else "none",
        reasons=[f"{level}: {reason}" for level, reason in weights],
        verdicts=_verdicts(old, new),
        changes=changes,
    )


def least_version(version: str, level: Level) -> str:
    """Return the least version that a change of a level makes of another.

    Below 1.0.0 a major change makes a minor step, as https://semver.org has it.

    Raises:
        ClaimpackError: the version is none.
    """
    major, minor, patch = version_parts(version)
    if level == "none":
        return version
    if level == "patch":
        return f"{major}.{minor}.{patch + 1}"
    if level == "minor" or major == 0:
        return f"{major}.{minor + 1}.0"
    return f"{major + 1}.0.0"


def is_before(version: str, other: str) -> bool:
    """Whether a version comes before another."""
    return version_parts(version) < version_parts(other)


def version_parts(version: str) -> tuple[int, int, int]:
    """Return the three numbers of a version.

    Raises:
        ClaimpackError: it is none.
    """
    match = VERSION.fullmatch(version)
    if match is None:
        raise ClaimpackError(f"'{version}' is no version", "write it like 0.2.0")
    major, minor, patch = map(int, match.groups())
    return major, minor, patch


def _schema_weights(old: Table, new: Table) -> Iterator[tuple[Level, str]]:
    before = {field.name: field for field in old.fields}
    names = [field.name for field in new.fields]
    if names != list(before):
        added = [name for name in names if name not in before]
        gone = [name for name in before if name not in names]
        what = [f"{name} is new" for name in added] + [f"{name} is gone" for name in gone]
        yield "major", f"the columns of {new.name}: {', '.join(what) or 'their order'}"
    if old.primary_key != new.primary_key:
        yield "major", f"the key of {new.name}"
    for field in new.fields:
        if field.name in before:
            yield from _field_weights(new.name, before[field.name], field)


def _field_weights(table: str, old: Field, new: Field) -> Iterator[tuple[Level, str]]:
    where = f"{table}.{new.name}"
    if (old.type, old.meaning) != (new.type, new.meaning):
        yield "major", f"the type or meaning of {where}"
    for name in sorted(old.constraints.keys() | new.constraints.keys()):
        first, second = old.constraints.get(name), new.constraints.get(name)
        if (first or None) != (second or None):
            looser = second in (None, False) or _is_looser(name, first, second)
            yield ("minor" if looser else "major"), f"the constraint {name} of {where}"
    if (old.title, old.description) != (new.title, new.description):
        yield "patch", f"the description of {where}"


def _is_looser(name: str, old: Any, new: Any) -> bool:
    if old is None:
        return False
    if name == "enum":
        return set(new) >= set(old)
    if name in ("minimum", "minLength"):
        return bool(new <= old)
    if name in ("maximum", "maxLength"):
        return bool(new >= old)
    return False


def _row_weights(table: str, changes: list[Change]) -> Iterator[tuple[Level, str]]:
    for kind, level in (("removed", "major"), ("added", "minor"), ("changed", "patch")):
        keys = {change.row_key for change in changes if change.change == kind}
        if keys:
            noun = "row is" if len(keys) == 1 else "rows are"
            yield level, f"{len(keys):,} {noun} {kind} in {table}"  # type: ignore[misc]


def _rows(old: Package, earlier: Table, new: Package, table: Table) -> Iterator[Change]:
    """Yield the rows that are added or removed, and the cells that changed, by key."""
    common = [f.name for f in table.fields if f.name in {g.name for g in earlier.fields}]
    if set(table.primary_key) - set(common):
        return
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


def _verdicts(old: Package, new: Package) -> list[VerdictChange]:
    before, after = _status(old), _status(new)
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


def _status(package: Package) -> dict[str, dict[str, Any]]:
    with open_package(package, frozenset({"claim_status"})) as connection:
        found = rows(connection, "select claim_id, claim_text, verdict from claim_status")
    return {row["claim_id"]: row for row in found}
