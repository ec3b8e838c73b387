"""The full check of a broken copy of this package, in a fraction of its time.

The clean package is read once. Of a broken copy only the tables that differ are read, and each
engine looks at what they can affect: their cells and keys, the references from and to them, their
thresholds, and the rules that read them, by their headers. Each engine is the real one.

Left aside are the thresholds of views, and where only tables differ the data dictionary, which
counts their rows.
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb

from claimpack.agreement import merge, merge_exactly
from claimpack.audit import audit
from claimpack.cells import hold_text, let_go, show_typed
from claimpack.check import FastPath
from claimpack.database import connect, define
from claimpack.descriptor import check_descriptor
from claimpack.engines import frictionless_child
from claimpack.engines.expectations import check_expectations
from claimpack.engines.frictionless_engine import descriptor_of, findings_of
from claimpack.engines.pandera_engine import check_with_pandera
from claimpack.findings import Finding, Findings
from claimpack.full import RECORDS
from claimpack.order import out_of_order
from claimpack.package import Package, Table, load_package
from claimpack.raw import CELLS
from claimpack.reader import read_tables
from claimpack.rules import Rule, check_rules, load_rules
from claimpack.sql import definitions, everything_read, quoted
from claimpack.structure import check_structure
from claimpack.thresholds import PATH as THRESHOLDS
from claimpack.waivers import apply_waivers

from ..conftest import PARTS, ROOT
from .edits import PACKAGE

ENGINES = ["duckdb", "frictionless", "pandera", "great_expectations", "claimpack"]
FILES = definitions(ROOT)
RULES = load_rules(ROOT)
LOG = {"assessments", "assessment_evidence"}


@dataclass(frozen=True)
class Result:
    """What was found in a broken package.

    Attributes:
        findings: the report of the full check.
        by: for each engine, whether it found anything at all.
    """

    findings: list[Finding]
    by: dict[str, bool]


def copy_package(folder: Path) -> Path:
    """Copy this package, as far as a check reads it."""
    folder.mkdir()
    shutil.copy(ROOT / "datapackage.json", folder)
    for part in PARTS:
        shutil.copytree(ROOT / part, folder / part)
    return folder


class Lab:
    """The clean package in a database, in which broken ones are checked one after another."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Read the clean package."""
        self._connection = connection
        found = Findings()
        reading = read_tables(connection, PACKAGE, found)
        assert (reading.unreadable, found.listed) == (set(), [])
        self._sound = reading.sound
        connection.execute("create schema clean; create schema clean_cells")
        for table in PACKAGE.tables:
            name = quoted(table.name)
            if table.name not in self._sound:
                connection.execute(f"create table clean_cells.{name} as from {CELLS}.{name}")
            connection.execute(f"create table clean.{name} as from main.{name}")
        for file in FILES:
            define(connection, file)

    def check(self, root: Path) -> Result:
        """Check a broken copy of the package with all engines."""
        package = load_package(root)
        changed = {table.name for table in package.tables if _differs(root, table)}
        try:
            return self._check(package, changed)
        finally:
            for name in changed:
                self._restore(PACKAGE.table(name))

    def _restore(self, table: Table) -> None:
        name = quoted(table.name)
        let_go(self._connection, table)
        if table.name in self._sound:
            self._connection.execute(f"create table main.{name} as from clean.{name}")
            show_typed(self._connection, table)
        else:
            self._connection.execute(f"create table {CELLS}.{name} as from clean_cells.{name}")
            hold_text(self._connection, table)

    def columns(self, rule: Rule) -> list[str]:
        """Return the columns of the query of a rule."""
        return [column[0] for column in self._connection.execute(rule.sql).description or []]

    def _check(self, package: Package, changed: set[str]) -> Result:
        edited = [table for table in package.tables if table.name in changed]
        near = _neighbours(package, changed)
        found = Findings()
        reading = read_tables(self._connection, replace(package, tables=tuple(edited)), found)
        found.add(check_descriptor(package))
        structured = tuple(table for table in package.tables if table.name in near)
        check_structure(self._connection, replace(package, tables=structured), reading, found)
        rules = [rule for rule in RULES if everything_read(rule.reads, FILES) & changed]
        skipped = check_rules(self._connection, package, rules, FILES, reading, found)
        fast = found.listed
        irregular = {f.table for f in fast if f.table and (f.rule in RECORDS or f.column is None)}
        incomparable = irregular | reading.unreadable
        other_files = _other_files(package.root) != _other_files(ROOT)
        to_read = None if other_files else changed | _children(package, changed)
        errors = frictionless_child.errors(
            str(package.root), _descriptor(package, to_read), to_read
        )
        by_frictionless = findings_of(package, reading, errors)
        with_log = changed | LOG if changed & LOG else changed
        framed = tuple(table for table in package.tables if table.name in with_log)
        by_pandera = check_with_pandera(replace(package, tables=framed), reading, incomparable)
        by_audit = audit(package) if other_files else []
        by_audit += out_of_order(self._connection, replace(package, tables=tuple(edited)), reading)
        has_numbers = _keep_thresholds(package, changed)
        # It runs the queries of the rules; those that return no row it need not run again.
        broken = [rule for rule in rules if rule.id in {finding.rule for finding in fast}]
        by_expectations: list[Finding] = []
        if broken or has_numbers:
            result = FastPath(reading, broken, skipped, 0)
            by_expectations = check_expectations(self._connection, package, result).listed
        others = {"frictionless": by_frictionless, "pandera": by_pandera}
        merged = merge(package, fast, others, incomparable)
        ids = {rule.id for rule in rules}
        merged = merge_exactly(merged, "great_expectations", by_expectations, ids)
        findings, _ = apply_waivers(package, [*merged, *by_audit])
        by_tool = [*by_audit, *(f for f in findings if f.rule == "waiver-unused")]
        everything = [fast, errors, by_pandera, by_expectations, by_tool]
        by = {name: bool(some) for name, some in zip(ENGINES, everything, strict=True)}
        return Result(findings, by)


@contextmanager
def lab() -> Iterator[Lab]:
    """Open a laboratory."""
    with connect(threads=1) as connection:
        yield Lab(connection)


def _differs(root: Path, table: Table) -> bool:
    return any(
        not (root / path).is_file() or (root / path).read_bytes() != (ROOT / path).read_bytes()
        for path in (table.path, table.schema_path)
    )


def _neighbours(package: Package, changed: set[str]) -> set[str]:
    """Return the tables, those that they refer to, and those that refer to them."""
    parents = {
        key.table for table in package.tables if table.name in changed for key in table.foreign_keys
    }
    return changed | parents | _children(package, changed)


def _children(package: Package, changed: set[str]) -> set[str]:
    return {
        table.name
        for table in package.tables
        if any(key.table in changed for key in table.foreign_keys)
    }


def _other_files(root: Path) -> dict[str, bytes]:
    """Return the files of a package that are no tables."""
    folders = ("claims", "schemas", "sql/tables")
    paths = [path for folder in folders for path in sorted((root / folder).rglob("*"))]
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in [root / "datapackage.json", root / "sql" / "open.sql", *paths]
        if path.is_file() and path.suffix != ".csv"
    }


def _descriptor(package: Package, tables: set[str] | None) -> dict[str, Any]:
    """Return the descriptor for frictionless, of these tables or of all.

    Of tables that are only referred to it gets what a reference needs.
    """
    descriptor = descriptor_of(package)
    if tables is None:
        return descriptor
    parents = {key.table for name in tables for key in package.table(name).foreign_keys}
    kept = [r for r in descriptor["resources"] if r["name"] in tables | parents]
    for resource in kept:
        if resource["name"] not in tables:
            resource["schema"].pop("foreignKeys", None)
    return descriptor | {"resources": kept}


def _keep_thresholds(package: Package, changed: set[str]) -> bool:
    """Leave only those numbers in the package that are about the tables, and no views.

    Returns:
        Whether there are any.
    """
    path = package.root / THRESHOLDS
    parts = re.split(r"^(?=[a-z_]+:)", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    kept = [part for part in parts if part.partition(":")[0] in changed]
    path.write_text("".join(kept), encoding="utf-8")
    for view in (package.root / "sql" / "views").iterdir():
        view.unlink()
    return bool(kept)
