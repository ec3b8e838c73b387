"""Every rule has teeth: each fault of the library is found by its rule, where it is, and alone.

``python -m tests.mutation.matrix --write`` writes which engine finds it to docs/guide/faults.md.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from claimpack.catalogue import catalogue
from claimpack.full import check_fully
from claimpack.generate import regenerate
from claimpack.package import load_package
from claimpack.rules import Rule

from .edits import PACKAGE, Edit, FileEdit
from .fault import Fault, apply, found
from .lab import FILES, RULES, Lab, Result, copy_package
from .library import BY_ID, FAULTS
from .matrix import FOUND, PAGE, page, row, rows_of
from .sound import SOUND

# No edit to a package makes the engines disagree: only a mistake in claimpack does.
# A package with Parquet files is not for all engines: see tests/test_parts.py.
WITHOUT_FAULT = {"engines-disagree", "parquet-form"}
# Faults in different rows, so that they stand in one package.
TOGETHER = [
    "type: an integer has a leading zero",
    "foreign-key: the speaker of an origin is not there",
    "unique-key: two confidences have one rank",
    "iso3166: a country does not exist",
    "log-chain: the rationale of an entry was changed",
    "provenance-cycle: two sources relay one another",
    "plain-text: a cell is a formula that runs a command",
    "attribution-chain: an attribution has no chain",
    "maximum-value: a flow in barrels has two digits too many",
    "row-form: a row has a cell too many",
    "waiver-unused: what a waiver was about was mended",
]
STALE = BY_ID["generated-stale: a generated file was changed by hand"]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.id)
def test_a_fault_is_found_where_it_is_and_nothing_else_is(
    fault: Fault, broken: Callable[[Fault], tuple[Path, Result]]
) -> None:
    root, result = broken(fault)
    assert found(result.findings) == fault.expected(root)
    for finding in result.findings:
        assert finding.message and finding.fix
        if finding.rule == fault.rule:
            assert fault.says in finding.message
    stands = rows_of(PAGE.read_text(encoding="utf-8"))[fault.id]
    assert stands == row(fault, result.by), "run python -m tests.mutation.matrix --write"


def test_the_page_is_not_stale_and_no_fault_is_missed() -> None:
    text = PAGE.read_text(encoding="utf-8")
    rows = rows_of(text)
    assert text == page(rows), "run python -m tests.mutation.matrix --write"
    assert [fault for fault, cells in rows.items() if FOUND not in cells] == []


def test_every_rule_has_a_fault_and_every_fault_a_rule() -> None:
    rules = {entry.id for entry in catalogue(PACKAGE)}
    assert rules > WITHOUT_FAULT
    assert {fault.rule for fault in FAULTS} == rules - WITHOUT_FAULT


def test_every_table_has_a_fault() -> None:
    broken = set[str]().union(*(fault.tables for fault in FAULTS))
    assert broken == {table.name for table in PACKAGE.tables}


def test_names_of_faults_are_not_used_twice() -> None:
    assert len(BY_ID) == len(FAULTS)


def test_what_follows_from_a_fault_says_why() -> None:
    for fault in FAULTS:
        for implied in fault.implied:
            assert implied.why
            assert implied.places


@pytest.mark.parametrize("name", SOUND)
def test_no_rule_minds(laboratory: Lab, name: str, tmp_path: Path) -> None:
    root = copy_package(tmp_path / "package")
    sound = SOUND[name]
    apply(sound.edits, root)
    findings = laboratory.check(root).findings
    assert found(findings) == sorted(
        (place.expected(root, i.rule) for i in sound.implied for place in i.places), key=str
    )


def test_the_full_check_finds_the_same_faults_in_one_package(tmp_path: Path) -> None:
    root = copy_package(tmp_path / "package")
    faults = [BY_ID[name] for name in TOGETHER]
    edits: tuple[Edit | FileEdit, ...] = tuple(edit for fault in faults for edit in fault.edits)
    apply(edits, root)
    regenerate(load_package(root))  # the data dictionary counts rows
    STALE.apply(root)
    report = check_fully(load_package(root))
    expected = [place for fault in [*faults, STALE] for place in fault.expected(root)]
    assert found(report.findings) == sorted(expected, key=str)
    assert report.not_checked == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_what_it_is(rule: Rule) -> None:
    header = rule.sql.split("\nselect")[0].split("\nwith")[0].splitlines()
    names = [match[1] for line in header if (match := re.match(r"-- (\w+): \S", line))]
    assert [name for name in names if name not in ("waivable", "time")] == [
        *("rule", "severity", "why", "fix", "example", "reads", "scope")
    ]
    assert all(line.startswith("-- ") for line in header)
    assert header[0] == f"-- rule: {rule.id}"
    assert rule.severity in ("error", "warning")
    for text in (rule.why, rule.fix):
        assert re.fullmatch(r"[A-Z0-9].*\.", text)
    for text in (rule.why, rule.fix, rule.example or ""):
        assert text.endswith(".")
        assert "  " not in text


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_reads_what_its_header_says(rule: Rule) -> None:
    code = re.sub(r"--.*|'[^']*'", "", rule.sql)
    relations = {table.name for table in PACKAGE.tables} | {file.name for file in FILES}
    macros = {file.name for file in FILES if file.is_macro}
    assert rule.reads == set(re.findall(r"\w+", code)) & relations - macros


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_returns_the_columns_of_a_finding(laboratory: Lab, rule: Rule) -> None:
    assert laboratory.columns(rule) == [
        "table_name",
        "row_key",
        "column_name",
        "value",
        "message",
    ]
