"""Check a package: strict reading, structure from the schemas, rules across tables."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

import duckdb

from claimpack.database import define, lock, scratch_database
from claimpack.descriptor import check_descriptor
from claimpack.errors import DataError
from claimpack.figures import plural
from claimpack.findings import Finding, Findings, Unlisted
from claimpack.package import Package
from claimpack.raw import Reading
from claimpack.reader import read_tables
from claimpack.recheck.report import Rechecked
from claimpack.rules import Rule, check_rules, load_rules
from claimpack.sql import definitions, everything_read
from claimpack.structure import check_structure
from claimpack.transaction import read_steadily
from claimpack.waivers import UNUSED, Waived, apply_waivers


@dataclass(frozen=True)
class Report:
    """What a check found.

    Attributes:
        findings: in the order in which a person works through them; of one rule in one column
            the first.
        waived: findings that a waiver of the package sets aside, with the waiver.
        unlisted: how many more there are.
        not_checked: rules that were not run because a table they need could not be read.
        tables, rows: how many were read; rules: how many were run.
        engines: which engines took part.
        seconds: how long the check took.
        rechecked: what was checked again, where only that was asked for.
    """

    findings: list[Finding]
    waived: list[Waived]
    unlisted: list[Unlisted]
    not_checked: list[str]
    tables: int
    rows: int
    rules: int
    engines: list[str]
    seconds: float
    rechecked: Rechecked | None = None

    @property
    def counts(self) -> dict[str, int]:
        """How many findings there are of each severity, also those that are not listed."""
        counts = Counter(finding.severity for finding in self.findings)
        for more in self.unlisted:
            counts[more.severity] += more.count
        return {"error": counts["error"], "warning": counts["warning"], "waived": len(self.waived)}

    @property
    def valid(self) -> bool:
        """Whether the package has no errors; warnings do not count."""
        return self.counts["error"] == 0

    def as_dict(self) -> dict[str, Any]:
        """Return the report as the JSON object that ``check --format json`` prints."""
        return {
            "valid": self.valid,
            "findings": [finding.as_dict() for finding in self.findings],
            "waived": [waived.as_dict() for waived in self.waived],
            "unlisted": [asdict(more) for more in self.unlisted],
            "counts": self.counts,
            "not_checked": self.not_checked,
            "engines": self.engines,
            "seconds": round(self.seconds, 3),
            **({"rechecked": asdict(self.rechecked)} if self.rechecked else {}),
        }


def check_package(package: Package) -> Report:
    """Check a package on the fast path: DuckDB alone, in memory.

    Raises:
        ClaimpackError: a rule, a view or a waiver cannot be used.
    """
    started = time.perf_counter()

    def check() -> Report:
        found = Findings()
        with scratch_database() as connection:
            result = run_fast_path(connection, package, found, holds_all=False)
        return report_on(package, found, result, ["duckdb"], started)

    return read_steadily(package.root, check)


@dataclass(frozen=True)
class FastPath:
    """What the fast path leaves beside its findings.

    Attributes:
        reading: what came of reading the tables.
        rules: the rules of the package.
        not_checked: ids of the rules that were not run because a table they need could not be
            read.
        rows: how many rows were read.
    """

    reading: Reading
    rules: list[Rule]
    not_checked: list[str]
    rows: int


def expect_valid(report: Report, done: str) -> None:
    """Refuse a package with errors.

    Args:
        report: what its check found.
        done: what is not done with it then, such as ``released``.

    Raises:
        DataError: it has some.
    """
    if not report.valid:
        errors = plural(report.counts["error"], "error")
        raise DataError(
            f"nothing was {done}: the package has {errors}", "'claimpack check' tells each"
        )


def run_fast_path(
    connection: duckdb.DuckDBPyConnection,
    package: Package,
    found: Findings,
    holds_all: bool = True,
) -> FastPath:
    """Check a package in DuckDB.

    Args:
        connection: an empty database; gets the raw and the typed tables, and is locked.
        package: the package.
        found: gets what is wrong.
        holds_all: whether the tables are looked at afterwards. If not, and if no rule does, columns
            that nothing looks at again are only checked.
    """
    rules = load_rules(package.root)
    files = definitions(package.root)
    needed = everything_read(frozenset().union(*(rule.reads for rule in rules)), files)
    reading = read_tables(connection, package, found, holds_all or bool(rules))
    found.add(check_descriptor(package))
    lock(connection)
    for file in files:
        if file.is_macro:
            define(connection, file)
    check_structure(connection, package, reading, found)
    rows = sum(reading.rows.values())
    for file in files:
        if not file.is_macro and file.name in needed:
            define(connection, file)
    not_checked = check_rules(connection, package, rules, files, reading, found)
    return FastPath(reading, rules, not_checked, rows)


def report_on(
    package: Package, found: Findings, result: FastPath, engines: list[str], started: float
) -> Report:
    """Return the report on what was found, with the waivers of the package applied."""
    firm = {rule.id for rule in result.rules if not rule.is_waivable}

    def why_unused(rule: str) -> str | None:
        from claimpack.catalogue import FAST, catalogue  # only where a waiver matches nothing

        entries = {entry.id: entry for entry in catalogue(package)}
        if rule not in entries:
            return f"there is no rule '{rule}'"
        if rule in firm:
            return f"the rule '{rule}' proves the data: no waiver sets it aside"
        is_only_full = FAST not in entries[rule].engines.split(", ")
        if rule in result.not_checked or (engines == ["duckdb"] and is_only_full):
            return None
        return UNUSED

    findings, waived = apply_waivers(package, found.listed, firm=firm, why_unused=why_unused)
    return Report(
        findings=findings,
        waived=waived,
        unlisted=found.unlisted,
        not_checked=result.not_checked,
        tables=len(package.tables) - len(result.reading.unreadable),
        rows=result.rows,
        rules=len(result.rules) - len(result.not_checked),
        engines=engines,
        seconds=time.perf_counter() - started,
    )
