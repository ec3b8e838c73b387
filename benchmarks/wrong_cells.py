"""A package with many wrong cells: in every so many rows one, each kind of fault in turn."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb

from benchmarks.packages import TableFiles, package_files
from benchmarks.scan import source


@dataclass(frozen=True)
class Fault:
    """A way to make a cell wrong: the rule that it breaks, the column, and SQL for the cell."""

    rule: str
    column: str
    cell: str


def write_wrong(root: Path, target: Path, every: int) -> dict[str, int]:
    """Write a copy of a package with wrong cells, and in each table the first row twice.

    Args:
        root: a package of CSV files without errors.
        target: where the copy goes.
        every: of so many rows of a table one gets a wrong cell; at least two.

    Returns:
        How many cells break each rule.
    """
    shutil.copytree(root, target)
    planted: dict[str, int] = {}
    with duckdb.connect() as connection:
        connection.execute("set enable_progress_bar = false")
        for table in package_files(root).tables:
            [path] = table.paths
            faults = [] if path.parent.name == "codes" else faults_of(table)
            if not faults:
                continue
            connection.execute(f"create or replace table rows_ as from {source(table)}")
            columns = ", ".join(_column(name, faults, every) for name in table.columns)
            connection.execute(
                f"copy (select * exclude (place_) from ("
                f"    select {columns}, rowid as place_ from rows_"
                f"    union all select *, rowid + 1e15 from rows_ where rowid = 0"
                f") order by place_) to '{target / path.relative_to(root)}' (header)"
            )
            for number, fault in enumerate(faults):
                count = connection.execute(
                    f"select count(*) from rows_ where {_is_hit(number, faults, every)}"
                ).fetchone()
                planted[fault.rule] = planted.get(fault.rule, 0) + (count[0] if count else 0)
    return planted


def faults_of(table: TableFiles) -> list[Fault]:
    """Return a fault for each thing that a schema says of a cell.

    Keys stay whole: what a wrong one makes wrong elsewhere could not be counted.
    """
    keys = {*table.primary_key, *(name for key in table.unique_keys for name in key)}
    references = {reference.column for reference in table.references}
    faults = []
    for rules in table.rules:
        if rules.name in keys:
            continue
        if rules.name in references:
            if rules.pattern is None:
                faults.append(Fault("foreign-key", rules.name, "'nowhere'"))
            continue
        if rules.required:
            faults.append(Fault("required", rules.name, "null"))
        if rules.type != "string":
            faults.append(Fault("type", rules.name, "'none of its type'"))
        if rules.pattern is not None:
            faults.append(Fault("pattern", rules.name, "'~ matches no pattern ~'"))
        if rules.enum is not None:
            faults.append(Fault("enum", rules.name, "'none of them'"))
        if rules.minimum is not None:
            faults.append(Fault("minimum", rules.name, f"'{rules.minimum - 1}'"))
        if rules.maximum is not None:
            faults.append(Fault("maximum", rules.name, f"'{rules.maximum + 1}'"))
        if rules.min_length is not None and rules.min_length > 1:
            faults.append(Fault("minLength", rules.name, f"repeat('x', {rules.min_length - 1})"))
        if rules.max_length is not None:
            faults.append(Fault("maxLength", rules.name, f"repeat('x', {rules.max_length + 1})"))
    return faults


def _column(name: str, faults: list[Fault], every: int) -> str:
    """Return SQL for a column: its own cell, or a wrong one where its turn has come."""
    hits = " ".join(
        f"when {_is_hit(number, faults, every)} then {fault.cell}"
        for number, fault in enumerate(faults)
        if fault.column == name
    )
    return f'case {hits} else "{name}" end as "{name}"' if hits else f'"{name}"'


def _is_hit(number: int, faults: list[Fault], every: int) -> str:
    return f"rowid % {every} = 1 and (rowid // {every}) % {len(faults)} = {number}"
