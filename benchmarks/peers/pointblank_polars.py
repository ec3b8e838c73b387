"""pointblank on polars: a plan of validation steps a table."""

from __future__ import annotations

from collections import Counter

import pointblank as pb
import polars as pl

from benchmarks.packages import ColumnRules, PackageFiles, TableFiles
from benchmarks.peers.frames import read


def check(package: PackageFiles) -> Counter[str]:
    """Return how many violations of each rule there are in a package."""
    frames, found = read(package)
    for table in package.tables:
        if frames[table.name].is_empty():
            continue  # a step on no rows is told as failed
        plan, rules = plan_of(table, frames)
        failed = plan.interrogate().n_failed()
        for number, rule in enumerate(rules, start=1):
            found[rule] += failed[number]
    return found


def plan_of(table: TableFiles, frames: dict[str, pl.DataFrame]) -> tuple[pb.Validate, list[str]]:
    """Return a table as a plan of pointblank, and the rule of each of its steps."""
    plan = pb.Validate(frames[table.name])
    steps: list[str] = []
    for rules in table.rules:
        plan = _column(plan, rules, steps)
    for key, rule in (
        (table.primary_key, "primary-key"),
        *((key, "unique-key") for key in table.unique_keys),
    ):
        # without what is absent: to pointblank two absent values are the same
        plan = plan.rows_distinct(
            columns_subset=key, pre=lambda frame, key=key: frame.drop_nulls(key)
        )
        steps.append(rule)
    for reference in table.references:
        plan = plan.col_vals_in_table(
            reference.column,
            ref_table=frames[reference.table],
            ref_column=reference.parent,
            na_pass=True,
        )
        steps.append("foreign-key")
    return plan, steps


def _column(plan: pb.Validate, rules: ColumnRules, steps: list[str]) -> pb.Validate:
    name = rules.name
    if rules.required:
        plan = plan.col_vals_not_null(name)
        steps.append("required")
    if rules.pattern is not None:
        plan = plan.col_vals_regex(name, f"^(?:{rules.pattern})$", na_pass=True)
        steps.append("pattern")
    if rules.enum is not None:
        plan = plan.col_vals_in_set(name, [*rules.enum, None])
        steps.append("enum")
    if rules.minimum is not None:
        plan = plan.col_vals_ge(name, rules.minimum, na_pass=True)
        steps.append("minimum")
    if rules.maximum is not None:
        plan = plan.col_vals_le(name, rules.maximum, na_pass=True)
        steps.append("maximum")
    if rules.min_length is not None:
        plan = plan.col_vals_str_len(name, min_val=rules.min_length, na_pass=True)
        steps.append("minLength")
    if rules.max_length is not None:
        plan = plan.col_vals_str_len(name, max_val=rules.max_length, na_pass=True)
        steps.append("maxLength")
    return plan
