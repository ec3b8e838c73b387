"""A threshold as an expectation, and its result as a finding."""

from __future__ import annotations

import html
from datetime import datetime
from typing import TYPE_CHECKING, Any

from claimpack.database import plain
from claimpack.engines.expectation_runs import ENGINE
from claimpack.findings import Finding, shown
from claimpack.package import Package
from claimpack.thresholds import PATH, Threshold

if TYPE_CHECKING:
    from great_expectations.core import ExpectationValidationResult
    from great_expectations.expectations.expectation import Expectation

# The expectation that checks the numbers of a rule.
EXPECTATIONS = {
    "row-count": "expect_table_row_count_to_be_between",
    "fill-rate": "expect_column_proportion_of_non_null_values_to_be_between",
    "distinct-count": "expect_column_unique_value_count_to_be_between",
    "minimum-value": "expect_column_min_to_be_between",
    "maximum-value": "expect_column_max_to_be_between",
}
# What the number of a rule counts, in words.
WORDS = {
    "row-count": "number of rows in {table}",
    "fill-rate": "share of rows in {table} that fill {column}",
    "distinct-count": "number of different values in {table}.{column}",
    "minimum-value": "smallest value in {table}.{column}",
    "maximum-value": "largest value in {table}.{column}",
}


def expectation_of(threshold: Threshold) -> Expectation:
    """Return the expectation that is met where the threshold is."""
    from great_expectations.expectations.metadata_types import FailureSeverity
    from great_expectations.expectations.registry import get_expectation_impl

    options: dict[str, Any] = {f"{threshold.bound}_value": threshold.value}
    if threshold.column is not None:
        options["column"] = threshold.column
    return get_expectation_impl(EXPECTATIONS[threshold.rule])(
        **options,
        description=html.escape(
            f"{threshold.rule}: {_expected(threshold)}. {threshold.reason}\nFix: {_fix(threshold)}"
        ),
        meta={"name": f"{PATH}, line {threshold.line}"},
        severity=FailureSeverity.CRITICAL
        if threshold.severity == "error"
        else FailureSeverity.WARNING,
    )


def finding_of(
    threshold: Threshold, result: ExpectationValidationResult, package: Package
) -> Finding:
    """Return the finding for a threshold that is not met."""
    observed = result.result["observed_value"]
    number = "nothing" if observed is None else _written(observed)
    files = {table.name: table.path for table in package.tables}
    return Finding(
        rule=threshold.rule,
        severity=threshold.severity,
        table=threshold.table,
        row_key=None,
        file=files.get(threshold.table, f"sql/views/{threshold.table}.sql"),
        line=None,
        column=threshold.column,
        value=shown(number),
        message=f"{_expected(threshold)}, and it is {number}: {threshold.reason}",
        fix=_fix(threshold),
        engine=ENGINE,
    )


def _expected(threshold: Threshold) -> str:
    what = WORDS[threshold.rule].format(table=threshold.table, column=threshold.column)
    side = "at least" if threshold.bound == "min" else "at most"
    return f"the {what} should be {side} {_written(threshold.value)}"


def _fix(threshold: Threshold) -> str:
    lost = "bring back what is missing" if threshold.bound == "min" else "look at what was added"
    return f"{lost}; if the data is right, change the number in {PATH}, line {threshold.line}"


def _written(value: int | float | datetime) -> str:
    """Return a number as a person writes it."""
    return f"{value:.10g}" if isinstance(value, float) else str(plain(value))
