"""Great Expectations: the rules and the thresholds as suites, with Data Docs to browse.

It runs on the database that the fast path has filled, and writes nothing but the Data Docs.
Importing it takes seconds, so that happens only where it is used.
"""

from __future__ import annotations

import contextlib
import html
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from claimpack.check import FastPath
from claimpack.database import define, view_names
from claimpack.engines.docs_folder import replaced
from claimpack.engines.expectation_runs import ENGINE, session
from claimpack.engines.threshold_expectations import expectation_of, finding_of
from claimpack.errors import ClaimpackError
from claimpack.findings import Findings
from claimpack.package import Package
from claimpack.raw import WORK, Reading
from claimpack.rules import BROKEN, COLUMNS, Rule, first_findings
from claimpack.sql import definitions, everything_read, quoted
from claimpack.thresholds import Columns, Threshold, load_thresholds

if TYPE_CHECKING:
    from great_expectations.core import ExpectationValidationResult
    from great_expectations.expectations.expectation import Expectation

Progress = Callable[[str, int], None]


def check_expectations(
    connection: duckdb.DuckDBPyConnection,
    package: Package,
    result: FastPath,
    docs: Path | None = None,
    progress: Progress = lambda name, steps: None,
) -> Findings:
    """Run the rules and the thresholds of a package in Great Expectations.

    Args:
        connection: the database as the fast path leaves it, locked; gets the views that no rule
            needs.
        package: the package.
        result: what the fast path left; what needs a table that it could not read is left out.
        docs: a folder for the Data Docs, or None.
        progress: called with the name of each step before it, and how many there are.

    Returns:
        What it found: listed and counted as by the fast path, in the same order.

    Raises:
        ClaimpackError: Great Expectations is not installed or fails, the thresholds cannot be
            used, or the folder cannot be written.
    """
    files = definitions(package.root)
    rules = [rule for rule in result.rules if rule.id not in result.not_checked]
    thresholds: dict[str, list[Threshold]] = {}
    for threshold in load_thresholds(package, _relations(connection, package)):
        if not everything_read(frozenset([threshold.table]), files) & result.reading.unreadable:
            thresholds.setdefault(threshold.table, []).append(threshold)
    steps = len(thresholds) + 2 + (docs is not None)
    found = Findings()
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(replaced(docs)) if docs is not None else None
        progress("Great Expectations", steps)
        runs = stack.enter_context(session(connection, folder))
        progress("rules", steps)
        results = runs.suite(
            "rules", "select 1", [_expectation(connection, rule) for rule in rules]
        )
        for rule, ran in zip(rules, results, strict=True):
            _add_rows(connection, package, rule, ran, result.reading, found)
        for table, numbers in thresholds.items():
            progress(table, steps)
            query = f"select * from {quoted(table)}"
            results = runs.suite(f"numbers {table}", query, [expectation_of(t) for t in numbers])
            found.add(
                finding_of(threshold, ran, package)
                for threshold, ran in zip(numbers, results, strict=True)
                if not ran.success
            )
        if folder is not None:
            progress("Data Docs", steps)
            runs.write_docs()
            # the pages that our templates make need none of it
            shutil.rmtree(folder / "static", ignore_errors=True)
    return found


def _relations(connection: duckdb.DuckDBPyConnection, package: Package) -> Mapping[str, Columns]:
    """Define all views; return the types of the columns of all relations."""
    views = set(view_names(package))
    tables = {table.name for table in package.tables}
    for file in definitions(package.root):
        if not file.is_macro:
            define(connection, file)
    columns = connection.execute(
        "select table_name, column_name, data_type from duckdb_columns()"
        " where schema_name = 'main' and not internal"
    ).fetchall()
    relations: dict[str, dict[str, str]] = {}
    for name, column, data_type in columns:
        if name in tables | views:
            relations.setdefault(name, {})[column] = data_type
    return relations


def _expectation(connection: duckdb.DuckDBPyConnection, rule: Rule) -> Expectation:
    """Return a rule as an expectation that its query returns no rows.

    The query is a view: on its way to the database the text of an expectation is formatted twice,
    and braces, colons and a comment at the end would not survive.
    """
    from great_expectations.expectations.core.unexpected_rows_expectation import (
        UnexpectedRowsExpectation,
    )
    from great_expectations.expectations.metadata_types import FailureSeverity

    try:
        connection.execute(f"create or replace view {_view(rule)} as {rule.sql}")
    except duckdb.Error as error:
        problem = str(error).splitlines()[0]
        raise ClaimpackError(f"{rule.path} cannot be an expectation: {problem}") from None
    return UnexpectedRowsExpectation(
        unexpected_rows_query=f"select * from {_view(rule)}",
        description=html.escape(f"{rule.id}: {rule.why}\nFix: {rule.fix}"),
        notes=[f"```sql\n{rule.sql}\n```"],
        meta={"name": rule.path},
        severity=FailureSeverity.CRITICAL if rule.severity == "error" else FailureSeverity.WARNING,
    )


def _view(rule: Rule) -> str:
    """Return the name of the view of a rule, in letters and digits whatever the id holds."""
    return f"{WORK}.rule_{rule.id.encode().hex()}"


def _add_rows(
    connection: duckdb.DuckDBPyConnection,
    package: Package,
    rule: Rule,
    result: ExpectationValidationResult,
    reading: Reading,
    found: Findings,
) -> None:
    """Add the rows that a result reports, in order and with their lines as by the fast path."""
    count = result.result["observed_value"]
    if not count:
        return
    rows = result.result["details"]["unexpected_rows"]
    if len(rows) == count:
        connection.execute(
            f"create or replace table {BROKEN} as select {', '.join(COLUMNS)} from"
            " (select unnest(?::struct(table_name varchar, row_key varchar, column_name varchar,"
            " value varchar, message varchar)[], recursive := true))",
            [[{name: row[name] for name in COLUMNS} for row in rows]],
        )
    else:
        # a result holds the first 200 rows; the others are where it had them from
        connection.execute(f"create or replace table {BROKEN} as from {_view(rule)}")
    places = connection.execute(
        f"select table_name, column_name, count(*) from {BROKEN} group by all order by all"
    ).fetchall()
    if sum(number for *_, number in places) != count:
        raise ClaimpackError(f"{rule.path} finds other rows each time it runs")
    for name, column, number in places:
        table = package.table(name)
        findings = first_findings(connection, rule, table, column, number, reading)
        found.add([replace(finding, engine=ENGINE) for finding in findings], total=number)
