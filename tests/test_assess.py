"""The working day of a claim: proposed, decided, reopened, corrected; nothing lost or rewritten."""

import json
from pathlib import Path

import pytest

from claimpack.check import check_package
from claimpack.log import verify_log
from claimpack.package import load_package

from .conftest import ROOT, Run, contents
from .faults import read_rows

# C015 is decided in this package, C020 is proposed by the research desk.
DESK, RULE, SECOND = "research-desk", "evidence-rule", "second-desk"


@pytest.fixture
def package(package_copy: Path) -> Path:
    """A copy of this package with a second desk."""
    path = package_copy / "claims" / "assessors.csv"
    path.write_text(path.read_text() + f"{SECOND},Second desk,organisation,\n")
    assert check_package(load_package(package_copy)).valid
    return package_copy


def log(root: Path) -> list[dict[str, str]]:
    return read_rows(root / "claims" / "assessments.csv")


def test_a_verdict_is_proposed_decided_reopened_and_corrected(package: Path, run: Run) -> None:
    before = log(package)

    def do(*command: str) -> str:
        done = run(*command, "--package", str(package))
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    do("reopen", "C015", "--as", DESK, "--because", "The operator has published figures.")
    assert "in review" in do(
        *("assess", "C015", "--as", DESK, "--verdict", "refuted", "--confidence", "low"),
        *("--because", "The figures show no such cut.", "--evidence", "C015-E01"),
    )
    do(
        *("correct", "C015", "--as", SECOND, "--because", "We read them alike."),
        *("--what-was-wrong", "The verdict rested on one broadcast."),
    )
    after = log(package)
    added = [entry for entry in after if entry not in before]
    assert [entry for entry in after if entry in before] == before, "an old entry is not as it was"
    assert [(e["assessment_id"], e["stage"], e["verdict"]) for e in added] == [
        ("C015-05", "reopened", ""),
        ("C015-06", "in_review", ""),
        ("C015-07", "proposed", "refuted"),
        ("C015-08", "decided", "refuted"),
    ]
    assert (added[-1]["corrects_seq"], added[-1]["assessor_id"]) == ("4", SECOND)
    basis = read_rows(package / "claims" / "assessment_evidence.csv")
    assert {"assessment_id": "C015-08", "evidence_id": "C015-E01"} in basis
    loaded = load_package(package)
    assert check_package(loaded).findings == []
    assert verify_log(loaded, str(ROOT)).valid
    status = json.loads(run("status", "--format", "json", "--package", str(package)).stdout)
    claim = next(row for row in status["claims"] if row["claim_id"] == "C015")
    assert (claim["stage"], claim["verdict"]) == ("decided", "refuted")
    corrections = json.loads(
        run("query", "from corrections", "--format", "json", "--package", str(package)).stdout
    )
    assert [row["claim_id"] for row in corrections] == ["C015"]


def test_another_assessor_disagrees_with_a_verdict_of_his_own(package: Path, run: Run) -> None:
    result = run(
        *("review", "C020", "--as", SECOND, "--disagree", "--verdict", "insufficient_evidence"),
        *("--because", "All of it goes back to one page.", "--package", str(package)),
        *("--format", "json"),
    )
    assert result.returncode == 0, result.stderr
    [entry] = json.loads(result.stdout)
    assert (entry["stage"], entry["verdict"]) == ("proposed", "insufficient_evidence")
    assert log(package) == sorted(log(package), key=lambda e: (e["claim_id"], int(e["seq"])))


def test_a_decision_rests_on_the_evidence_of_its_proposal(package: Path, run: Run) -> None:
    result = run(
        *("review", "C020", "--as", SECOND, "--agree", "--because", "It is so."),
        *("--package", str(package)),
    )
    assert result.returncode == 0, result.stderr
    basis = read_rows(package / "claims" / "assessment_evidence.csv")
    proposed = [r["evidence_id"] for r in basis if r["assessment_id"] == "C020-03"]
    assert [r["evidence_id"] for r in basis if r["assessment_id"] == "C020-04"] == proposed


def test_a_dry_run_shows_the_entry_and_writes_nothing(package: Path, run: Run) -> None:
    before = contents(package)
    result = run(
        *("retract", "C020", "--as", DESK, "--because", "Misread.", "--dry-run"),
        *("--package", str(package)),
    )
    assert (result.returncode, contents(package)) == (0, before)
    assert "C020-04  retracted" in result.stdout and "nothing was written" in result.stdout


REFUSED = {
    "a claim that there is not": (
        ("reopen", "C999", "--as", DESK, "--because", "x"),
        2,
        "there is no claim 'C999'",
    ),
    "an assessor that there is not": (
        ("reopen", "C015", "--as", "research-dsk", "--because", "x"),
        2,
        "perhaps research-desk",
    ),
    "a verdict that there is not": (
        ("assess", "C020", "--as", DESK, "--because", "x", "--verdict", "true"),
        2,
        "there is no verdict 'true'",
    ),
    "evidence that there is not": (
        (
            *("assess", "C020", "--as", DESK, "--because", "x", "--verdict", "supported"),
            *("--evidence", "C020-E99"),
        ),
        2,
        "there is no evidence 'C020-E99'",
    ),
    "evidence about another claim": (
        (
            *("assess", "C020", "--as", DESK, "--because", "x", "--verdict", "supported"),
            *("--evidence", "C015-E01"),
        ),
        1,
        "assessment-evidence-own-claim",
    ),
    "a verdict without evidence": (
        ("assess", "C020", "--as", DESK, "--because", "x", "--verdict", "supported"),
        1,
        "verdict-evidence",
    ),
    "a step that is not legal": (
        ("reopen", "C020", "--as", DESK, "--because", "x"),
        2,
        "it can be decided, proposed, retracted",
    ),
    "a decision by its proposer": (
        ("review", "C020", "--as", DESK, "--agree", "--because", "x"),
        1,
        "decided by the assessor who proposed it",
    ),
    "a word of the software": (
        ("review", "C020", "--as", RULE, "--agree", "--because", "x"),
        2,
        "evidence-rule is software",
    ),
    "both agree and a verdict": (
        ("review", "C020", "--as", SECOND, "--agree", "--verdict", "refuted", "--because", "x"),
        2,
        "give --agree, or --disagree",
    ),
    "neither": (("review", "C020", "--as", SECOND, "--because", "x"), 2, "give --agree"),
    "a correction of nothing": (
        ("correct", "C020", "--as", SECOND, "--because", "x", "--what-was-wrong", "y"),
        2,
        "C020 was never decided",
    ),
    "a line break": (
        ("retract", "C020", "--as", DESK, "--because", "one\ntwo"),
        1,
        "forbidden-characters",
    ),
    "no reason": (("retract", "C020", "--as", DESK, "--because", ""), 1, "required"),
    "nobody": (("retract", "C020", "--because", "x"), 2, "Missing option '--as'"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_allowed_is_told_and_nothing_is_written(
    package: Path, run: Run, name: str
) -> None:
    command, code, says = REFUSED[name]
    before = contents(package)
    result = run(*command, "--package", str(package))
    assert (result.returncode, result.stdout) == (code, "")
    assert says in result.stderr
    assert contents(package) == before


def test_the_assessor_may_stand_in_the_environment(package: Path, run: Run) -> None:
    result = run(
        *("retract", "C020", "--because", "Misread.", "--package", str(package)),
        CLAIMPACK_ASSESSOR=DESK,
    )
    assert result.returncode == 0, result.stderr
    assert [e["assessor_id"] for e in log(package) if e["assessment_id"] == "C020-04"] == [DESK]


def test_another_verdict_than_decided_before_is_a_correction(package: Path, run: Run) -> None:
    for command in (
        ("reopen", "C015", "--as", DESK, "--because", "New figures."),
        ("assess", "C015", "--as", DESK, "--verdict", "insufficient_evidence", "--because", "So."),
    ):
        done = run(*command, "--package", str(package))
        assert done.returncode == 0, done.stderr
    before = contents(package)
    agree = ("review", "C015", "--as", SECOND, "--agree", "--because", "So.")
    result = run(*agree, "--package", str(package))
    assert (result.returncode, result.stdout) == (2, "")
    assert "C015 was decided as contested before: another verdict corrects that" in result.stderr
    assert "claimpack correct C015 --what-was-wrong" in result.stderr
    assert contents(package) == before
