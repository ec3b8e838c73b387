"""The evidence rule speaks: it proposes, seconds, differs, and reopens only when told to."""

import json
from pathlib import Path

import pytest

from claimpack.check import check_package
from claimpack.evaluate import evaluate
from claimpack.package import load_package

from .conftest import ROOT, Run, contents
from .faults import read_rows

DESK = "research-desk"


def log(root: Path, claim: str) -> list[tuple[str, str, str]]:
    rows = read_rows(root / "claims" / "assessments.csv")
    return [(r["stage"], r["verdict"], r["assessor_id"]) for r in rows if r["claim_id"] == claim]


def do(run: Run, root: Path, *command: str) -> str:
    done = run(*command, "--package", str(root))
    assert done.returncode == 0, done.stderr
    return done.stdout


def add_evidence(run: Run, root: Path, claim: str, source: str, origin: str, stance: str) -> None:
    do(
        *(run, root, "add", "evidence", "--claim", claim, "--source", source, "--origin", origin),
        *("--stance", stance, "--summary", "Added by a test.", "--as", DESK),
    )


def test_on_this_package_it_only_differs(run: Run) -> None:
    said = json.loads(run("evaluate", "--dry-run", "--format", "json").stdout)
    assert said["entries"] == []
    assert {word["does"] for word in said["claims"]} == {"differs"}
    assert [word["claim_id"] for word in said["claims"]] == [
        *("C007", "C020", "C021", "C022", "C023", "C024", "C025", "C026", "C030", "C038"),
        *("C042", "C044"),
    ]


def test_it_seconds_a_proposal_that_new_evidence_bears_out(package_copy: Path, run: Run) -> None:
    assert log(package_copy, "C030")[-1] == ("proposed", "supported", DESK)
    add_evidence(run, package_copy, "C030", "S002", "novak-broadcast-2025-02-18", "supports")
    out = do(run, package_copy, "evaluate", "C030")
    assert out.startswith("C030  seconded: supported  (independent origins: 2 for, 0 against")
    assert log(package_copy, "C030")[-1] == ("decided", "supported", "evidence-rule")
    assert check_package(load_package(package_copy)).findings == []
    assert evaluate(load_package(package_copy), ["C030"]).words == [], "it has nothing to add"


def test_it_proposes_where_nobody_has(package_copy: Path, run: Run) -> None:
    do(run, package_copy, "reopen", "C015", "--as", DESK, "--because", "Looked at anew.")
    before = contents(package_copy)
    assert "C015  proposed: contested" in do(run, package_copy, "evaluate", "--dry-run", "C015")
    assert contents(package_copy) == before
    do(run, package_copy, "evaluate", "C015")
    assert log(package_copy, "C015")[-2:] == [
        ("in_review", "", "evidence-rule"),
        ("proposed", "contested", "evidence-rule"),
    ]
    basis = read_rows(package_copy / "claims" / "assessment_evidence.csv")
    evidence = read_rows(package_copy / "claims" / "evidence.csv")
    last = read_rows(package_copy / "claims" / "assessments.csv")
    entry = [row["assessment_id"] for row in last if row["claim_id"] == "C015"][-1]
    assert [r["evidence_id"] for r in basis if r["assessment_id"] == entry] == [
        row["evidence_id"] for row in evidence if row["claim_id"] == "C015"
    ]
    assert check_package(load_package(package_copy)).findings == []


def test_a_decision_is_reopened_only_when_told(package_copy: Path, run: Run) -> None:
    novak, spokesman = "novak-broadcast-2025-02-18", "smadiyarov-2025-02-19"
    for source, origin in (("S002", novak), ("S015", spokesman)):
        add_evidence(run, package_copy, "C052", source, origin, "refutes")
    out = do(run, package_copy, "evaluate")
    assert "C052  would reopen: contested" in out and "--reopen takes it up again" in out
    assert log(package_copy, "C052")[-1][0] == "decided"
    assert "C052  reopened and proposed" in do(run, package_copy, "evaluate", "--reopen")
    assert [stage for stage, _, _ in log(package_copy, "C052")][-3:] == [
        *("reopened", "in_review", "proposed")
    ]
    assert check_package(load_package(package_copy)).findings == []


def test_a_claim_or_a_rule_that_is_not_there_is_told(package_copy: Path, run: Run) -> None:
    result = run("evaluate", "C999", "--package", str(package_copy))
    assert (result.returncode, result.stdout) == (2, "")
    assert "there is no claim 'C999'" in result.stderr


@pytest.mark.parametrize("name", ["S013", "S002"])
def test_a_retraction_reaches_every_claim_that_rests_on_the_source(
    package_copy: Path, run: Run, name: str
) -> None:
    path = package_copy / "claims" / "sources.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    number = next(n for n, line in enumerate(lines) if line.startswith(f"{name},"))
    assert lines[number].endswith(",\n")
    lines[number] = lines[number].removesuffix("\n") + "2025-03-01\n"
    path.write_text("".join(lines), encoding="utf-8")
    status = json.loads(do(run, package_copy, "status", "--format", "json"))
    by_claim = {row["claim_id"]: row["attention"] or "" for row in status["claims"]}
    direct = {c for c, why in by_claim.items() if f"a source has been withdrawn: {name}" in why}
    told = {c for c, why in by_claim.items() if f"that has been withdrawn: {name}" in why}
    evidence = read_rows(ROOT / "claims" / "evidence.csv")
    copies = {
        row["source_id"]
        for row in read_rows(ROOT / "claims" / "sources.csv")
        if row["syndicated_from_source_id"] == name
    }
    assert direct == {r["claim_id"] for r in evidence if r["source_id"] in copies | {name}}
    origins = {r["origin_id"] for r in evidence if r["source_id"] == name and r["origin_id"]}
    alike = {
        row["claim_id"]
        for row in evidence
        if row["origin_id"] in origins and row["source_id"] not in copies | {name}
    }
    assert told >= alike
    if name == "S002":
        assert {"C014", "C016"} <= told, "others relay what the agency told"


def test_a_correction_is_left_to_a_person(package_copy: Path, run: Run) -> None:
    do(run, package_copy, "reopen", "C016", "--as", DESK, "--because", "New figures.")
    add_evidence(run, package_copy, "C016", "S003", "smadiyarov-2025-02-19", "refutes")
    do(
        *(run, package_copy, "assess", "C016", "--as", DESK, "--verdict", "contested"),
        *("--because", "One says no.", "--evidence", "C016-E01"),
    )
    out = do(run, package_copy, "evaluate", "C016")
    assert out.startswith("C016  leaves the correction to a person: contested")
    assert log(package_copy, "C016")[-1][0] == "proposed"
