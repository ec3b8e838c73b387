"""pandera on polars: a ``DataFrameSchema`` a table."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandera.errors
import pandera.polars as pa
import polars as pl
from pandera.polars import PolarsData

from benchmarks.packages import ColumnRules, PackageFiles, TableFiles
from benchmarks.peers.frames import TYPES, parent_keys, read

# What pandera calls a violation, and what we call it.
NAMES = {
    "not_nullable": "required",
    "multiple_fields_uniqueness": "primary-key",
    "field_uniqueness": "unique-key",
}


def check(package: PackageFiles) -> Counter[str]:
    """Return how many violations of each rule there are in a package."""
    frames, found = read(package)
    for table in package.tables:
        schema = schema_of(table, parent_keys(frames, table))
        try:
            schema.validate(frames[table.name], lazy=True)
        except pandera.errors.SchemaErrors as errors:
            for name, count in errors.failure_cases["check"].value_counts().iter_rows():
                found[NAMES.get(name, name)] += count
    return found


def schema_of(table: TableFiles, parents: dict[str, pl.Series]) -> pa.DataFrameSchema:
    """Return a table as a schema of pandera."""
    return pa.DataFrameSchema(
        {
            rules.name: pa.Column(
                TYPES[rules.type],
                checks=_checks(rules, parents.get(rules.name)),
                nullable=not rules.required,
                unique=[rules.name] in table.unique_keys,
            )
            for rules in table.rules
        },
        unique=table.primary_key,
        checks=[_unique(key) for key in table.unique_keys if len(key) > 1],
        strict=True,
    )


def _checks(rules: ColumnRules, parent: pl.Series | None) -> list[pa.Check]:
    made = []
    if rules.pattern is not None:
        made.append(pa.Check.str_matches(f"^(?:{rules.pattern})$", error="pattern"))
    if rules.enum is not None:
        made.append(pa.Check.isin(rules.enum, error="enum"))
    if rules.minimum is not None:
        made.append(pa.Check.ge(rules.minimum, error="minimum"))
    if rules.maximum is not None:
        made.append(pa.Check.le(rules.maximum, error="maximum"))
    length = pl.col(rules.name).str.len_chars()
    if rules.min_length is not None:
        made.append(_expression("minLength", length >= rules.min_length))
    if rules.max_length is not None:
        made.append(_expression("maxLength", length <= rules.max_length))
    if parent is not None:
        made.append(_expression("foreign-key", pl.col(rules.name).is_in(parent.implode())))
    return made


def _unique(key: list[str]) -> pa.Check:
    absent = pl.any_horizontal(pl.col(name).is_null() for name in key)
    return _expression("unique-key", pl.struct(key).is_first_distinct() | absent)


def _expression(name: str, expression: pl.Expr) -> pa.Check:
    def check(data: PolarsData) -> Any:
        return data.lazyframe.select(expression.fill_null(True))

    return pa.Check(check, error=name)
