"""dataframely: a schema class a table, on frames of polars."""

from __future__ import annotations

from collections import Counter
from typing import Any

import dataframely as dy
import polars as pl

from benchmarks.packages import ColumnRules, PackageFiles, TableFiles
from benchmarks.peers.frames import parent_keys, read

# What dataframely calls a violation, and what we call it.
NAMES = {
    "nullability": "required",
    "regex": "pattern",
    "min": "minimum",
    "max": "maximum",
    "min_length": "minLength",
    "max_length": "maxLength",
    "unique": "unique-key",
    "primary_key": "primary-key",
}


def check(package: PackageFiles) -> Counter[str]:
    """Return how many violations of each rule there are in a package."""
    frames, found = read(package)
    for table in package.tables:
        schema = schema_of(table, parent_keys(frames, table))
        _, failures = schema.filter(frames[table.name])
        for name, count in failures.counts().items():
            rule = name.rpartition("|")[2].removeprefix("check__")
            rule = "unique" if rule.startswith("unique_") else rule
            found[NAMES.get(rule, rule)] += count
    return found


def schema_of(table: TableFiles, parents: dict[str, pl.Series]) -> type[dy.Schema]:
    """Return a table as a schema of dataframely."""
    members: dict[str, Any] = {
        rules.name: _column(rules, table, parents.get(rules.name)) for rules in table.rules
    }
    for number, key in enumerate(table.unique_keys):
        if len(key) > 1:
            members[f"unique_{number}"] = _unique(key)
    return type(table.name, (dy.Schema,), members)


def _column(rules: ColumnRules, table: TableFiles, parent: pl.Series | None) -> Any:
    checks: dict[str, Any] = {}
    if parent is not None:
        checks["foreign-key"] = lambda cell: cell.is_in(parent.implode())
    if rules.enum is not None:
        allowed = rules.enum
        checks["enum"] = lambda cell: cell.is_in(allowed)
    common: dict[str, Any] = {
        "nullable": not rules.required,
        "primary_key": rules.name in table.primary_key,
        "unique": [rules.name] in table.unique_keys,
        "check": checks or None,
    }
    if rules.type == "string":
        return dy.String(
            regex=rules.pattern and f"^(?:{rules.pattern})$",
            min_length=rules.min_length,
            max_length=rules.max_length,
            **common,
        )
    if rules.type == "integer":
        return dy.Int64(min=_whole(rules.minimum), max=_whole(rules.maximum), **common)
    if rules.type == "number":
        return dy.Float64(min=rules.minimum, max=rules.maximum, **common)
    if rules.type == "boolean":
        return dy.Bool(nullable=common["nullable"], check=common["check"])
    return dy.Datetime(time_zone="UTC", **common)


def _whole(bound: float | None) -> int | None:
    return None if bound is None else int(bound)


def _unique(key: list[str]) -> Any:
    @dy.rule()
    def unique(schema: type[dy.Schema]) -> pl.Expr:
        absent = pl.any_horizontal(pl.col(name).is_null() for name in key)
        return pl.struct(key).is_first_distinct() | absent

    return unique
