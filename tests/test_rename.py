"""A row gets another id wherever it is named, and what the log names keeps its own."""

import json
from pathlib import Path

import pytest

from claimpack.check import check_package
from claimpack.package import load_package

from .conftest import ROOT, Run, contents
from .faults import read_rows


def rename(root: Path, run: Run, *command: str) -> tuple[int, str]:
    done = run("rename", *command, "--package", str(root))
    return done.returncode, done.stdout + done.stderr


def test_a_source_is_renamed_wherever_it_is_named(package_copy: Path, run: Run) -> None:
    before = read_rows(ROOT / "claims" / "evidence.csv")
    cited = sum(row["source_id"] == "S002" for row in before)
    assert cited > 1
    code, said = rename(package_copy, run, "source", "S002", "S990")
    assert code == 0, said
    assert said == f"sources: 1 row\nevidence: {cited} rows\nS002 is S990 now\n"
    after = read_rows(package_copy / "claims" / "evidence.csv")
    assert sum(row["source_id"] == "S990" for row in after) == cited
    assert not any(row["source_id"] == "S002" for row in after)
    ids = [row["source_id"] for row in read_rows(package_copy / "claims" / "sources.csv")]
    assert ids == sorted(ids)
    assert check_package(load_package(package_copy)).findings == []


def test_evidence_takes_its_figures_along(package_copy: Path, run: Run) -> None:
    for command in (
        ("add", "evidence", "--claim", "C015", "--source", "S002", "--stance", "context",
         "--summary", "Beside it.", "--id", "C015-E90", "--as", "research-desk"),
        ("add", "quantity", "--evidence", "C015-E90", "--mode", "observed", "--measure",
         "repair-duration", "--lower", "84", "--unit", "d", "--is-approximate", "false",
         "--interpretation", "Counted."),
    ):  # fmt: skip
        done = run(*command, "--package", str(package_copy))
        assert done.returncode == 0, done.stderr
    code, said = rename(package_copy, run, "evidence", "C015-E90", "C015-E91")
    assert code == 0, said
    figures = read_rows(package_copy / "claims" / "quantities.csv")
    assert [r["quantity_id"] for r in figures if r["evidence_id"] == "C015-E91"] == ["C015-E91-Q1"]
    assert check_package(load_package(package_copy)).findings == []


REFUSED = {
    "what the log names": (("evidence", "C015-E01", "C015-E90"), "the log holds 'C015-E01'"),
    "an id that is taken": (("source", "S002", "S003"), "there is a 'S003' in claims/sources.csv"),
    "a row that is not there": (("source", "S999", "S990"), "there is no row 'S999'"),
    "a kind that is none": (("claim", "C001", "C090"), "'claim' is not one of"),
    "an id of another form": (("source", "S002", "source two"), "nothing was written: pattern"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_renamed_is_told(package_copy: Path, run: Run, name: str) -> None:
    command, says = REFUSED[name]
    before = contents(package_copy)
    code, said = rename(package_copy, run, *command)
    assert code in (1, 2) and says in said
    assert contents(package_copy) == before


def test_a_dry_run_counts_and_writes_nothing(package_copy: Path, run: Run) -> None:
    before = contents(package_copy)
    code, said = rename(
        package_copy, run, "publisher", "tass", "itar-tass", "--dry-run", "--format", "json"
    )
    assert code == 0 and json.loads(said)["changed"]["publishers"] == 1
    assert contents(package_copy) == before
