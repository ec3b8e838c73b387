"""The fast check and frictionless name the same cells, on a package of 100,000 rows with faults."""

from collections import Counter
from pathlib import Path

from claimpack.agreement import SHARED
from claimpack.bench.generate import Synthetic, generate_package
from claimpack.check import run_fast_path
from claimpack.database import scratch_database
from claimpack.engines.frictionless_engine import check_with_frictionless
from claimpack.findings import Finding, Findings
from claimpack.package import load_package

from .test_bench import expected_findings, places

CLAIMS = 19_000
FAULTS = 60


def cells(findings: list[Finding]) -> set[tuple[str, str | None, int | None, str | None]]:
    """Return what both engines can tell, with its table, line and field."""
    both = SHARED["frictionless"]
    found = {(f.rule, f.table, f.line, f.column) for f in findings if f.rule in both}
    # of a key that stands twice frictionless names the row and no field
    return {(r, t, line, None if r == "primary-key" else field) for r, t, line, field in found}


def test_both_find_the_same_in_a_hundred_thousand_rows(tmp_path: Path) -> None:
    folder = tmp_path / "faulty"
    generate_package(folder, Synthetic(CLAIMS, seed=5, faults=FAULTS))
    package = load_package(folder)
    found = Findings()
    with scratch_database() as connection:
        result = run_fast_path(connection, package, found)
        by_frictionless = check_with_frictionless(package, result.reading, result.rows)
    assert result.rows > 100_000
    assert not found.unlisted
    assert places(found.listed) == expected_findings(folder)
    ours, theirs = cells(found.listed), cells(by_frictionless)
    assert ours == theirs
    rules = Counter(rule for rule, *_ in theirs)
    # admiralty grades are a list of codes; a position below 0 is below a minimum
    assert rules == dict.fromkeys(
        ("required", "pattern", "enum", "maximum", "minLength", "primary-key"), FAULTS
    ) | {"foreign-key": 3 * FAULTS, "minimum": 2 * FAULTS}
