"""The full check: the fast path and three more engines, each with its own job, in one report."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from claimpack.agreement import merge, merge_exactly
from claimpack.audit import audit
from claimpack.check import Report, report_on, run_fast_path
from claimpack.database import scratch_database
from claimpack.engines.expectations import check_expectations
from claimpack.engines.frictionless_engine import check_with_frictionless
from claimpack.engines.pandera_engine import check_with_pandera
from claimpack.findings import Findings
from claimpack.order import out_of_order
from claimpack.package import Package, expect_one_csv_each
from claimpack.transaction import read_steadily

ENGINES = ["duckdb", "frictionless", "pandera", "great_expectations"]
# Where a record is no row, engines number the others differently.
RECORDS = {"blank-row", "row-form"}


def check_fully(
    package: Package,
    docs: Path | None = None,
    progress: Callable[[str, int], None] = lambda name, steps: None,
) -> Report:
    """Check a package with all four engines.

    Args:
        package: the package.
        docs: folder for Great Expectations' Data Docs, or None.
        progress: called with the name of each engine before it runs, and how many there are.

    Raises:
        ClaimpackError: an engine is not installed or cannot run; or see ``check_package``.
    """
    expect_one_csv_each(package, "the full check")
    return read_steadily(package.root, lambda: _check(package, docs, progress))


def _check(package: Package, docs: Path | None, progress: Callable[[str, int], None]) -> Report:
    started = time.perf_counter()
    found = Findings()
    with scratch_database() as connection:
        progress(ENGINES[0], len(ENGINES))
        result = run_fast_path(connection, package, found)
        fast = found.listed
        irregular = {f.table for f in fast if f.table and (f.rule in RECORDS or f.column is None)}
        unlisted = {more.table for more in found.unlisted if more.table}
        incomparable = irregular | unlisted | result.reading.unreadable
        in_disorder = list(out_of_order(connection, package, result.reading))
        progress(ENGINES[1], len(ENGINES))
        by_frictionless = check_with_frictionless(package, result.reading, result.rows)
        progress(ENGINES[2], len(ENGINES))
        by_pandera = check_with_pandera(package, result.reading, incomparable)
        progress(ENGINES[3], len(ENGINES))
        by_expectations = check_expectations(connection, package, result, docs)
    everything = Findings()
    others = {"frictionless": by_frictionless, "pandera": by_pandera}
    merged = merge(package, fast, others, incomparable)
    rules = {rule.id for rule in result.rules}
    everything.add(merge_exactly(merged, "great_expectations", by_expectations.listed, rules))
    everything.add(audit(package))
    everything.add(in_disorder)
    everything.count(found.unlisted)
    return report_on(package, everything, result, ENGINES, started)
