"""Branches of git: different claims merge by themselves, one claim stops and is chained anew."""

import json
import subprocess
import time
from pathlib import Path

import pytest

from claimpack.check import check_package
from claimpack.errors import ClaimpackError
from claimpack.log import verify_log
from claimpack.package import load_package
from claimpack.rebase import rebase_log

from .conftest import ROOT, Run
from .faults import read_rows

DESK = "research-desk"


def git(root: Path, *arguments: str, code: int = 0) -> str:
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    done = subprocess.run(
        ["git", "-C", str(root), *identity, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def repository(package_copy: Path) -> Path:
    """This package in a repository of git, on the branch main, and a branch feature."""
    (package_copy / ".gitattributes").write_bytes((ROOT / ".gitattributes").read_bytes())
    git(package_copy, "init", "-q", "-b", "main")
    git(package_copy, "add", ".")
    git(package_copy, "commit", "-q", "-m", "Publish")
    git(package_copy, "branch", "feature")
    return package_copy


def log(root: Path, claim: str) -> list[dict[str, str]]:
    rows = read_rows(root / "claims" / "assessments.csv")
    return [row for row in rows if row["claim_id"] == claim]


def basis(root: Path, entry: str) -> list[str]:
    rows = read_rows(root / "claims" / "assessment_evidence.csv")
    return [row["evidence_id"] for row in rows if row["assessment_id"] == entry]


def assess(
    root: Path, run: Run, branch: str, claim: str, verdict: str, because: str, *evidence: str
) -> None:
    """Assess a claim on a branch, and commit it."""
    git(root, "checkout", "-q", branch)
    named = [part for one in evidence for part in ("--evidence", one)]
    done = run(
        *("assess", claim, "--as", DESK, "--verdict", verdict, "--because", because, *named),
        *("--package", str(root)),
    )
    assert done.returncode == 0, done.stderr
    git(root, "commit", "-q", "-a", "-m", because)


@pytest.mark.parametrize(("one", "other"), [("C020", "C021"), ("C020", "C044"), ("C030", "C007")])
def test_branches_that_assess_different_claims_merge_and_check_clean(
    repository: Path, run: Run, one: str, other: str
) -> None:
    assess(repository, run, "main", one, "supported", "On main.", f"{one}-E01")
    assess(repository, run, "feature", other, "supported", "On a branch.", f"{other}-E01")
    git(repository, "checkout", "-q", "main")
    git(repository, "merge", "-q", "--no-edit", "feature")
    package = load_package(repository)
    assert check_package(package).findings == []
    assert verify_log(package, "main").valid
    assert [log(repository, claim)[-1]["rationale"] for claim in (one, other)] == [
        "On main.",
        "On a branch.",
    ]


@pytest.fixture
def conflict(repository: Path, run: Run) -> Path:
    """A merge into the feature branch that stopped: both have assessed C020."""
    assess(repository, run, "main", "C020", "supported", "On main.", "C020-E01")
    assess(repository, run, "feature", "C020", "supported", "On a branch.", "C020-E02")
    assess(repository, run, "feature", "C020", "insufficient_evidence", "And again.", "C020-E01")
    git(repository, "merge", "-q", "--no-edit", "main", code=1)
    return repository


def test_branches_that_assess_one_claim_stop_the_merge(conflict: Path, run: Run) -> None:
    assert "UU claims/assessments.csv" in git(conflict, "status", "--short")
    result = run("check", "--package", str(conflict))
    assert result.returncode == 1


@pytest.mark.parametrize(
    ("onto", "order"),
    [
        ("main", ["On main.", "On a branch.", "And again."]),
        ("feature", ["On a branch.", "And again.", "On main."]),
    ],
)
def test_unpublished_entries_are_chained_behind_those_that_are_published(
    conflict: Path, run: Run, onto: str, order: list[str]
) -> None:
    result = run("log", "rebase", "--onto", onto, "--package", str(conflict))
    assert result.returncode == 0, result.stderr
    assert "C020-04 → C020-0" in result.stdout
    entries = log(conflict, "C020")
    assert [entry["rationale"] for entry in entries][3:] == order
    assert [entry["seq"] for entry in entries] == ["1", "2", "3", "4", "5", "6"]
    named = {"On main.": "C020-E01", "On a branch.": "C020-E02", "And again.": "C020-E01"}
    for entry in entries[3:]:
        assert basis(conflict, entry["assessment_id"]) == [named[entry["rationale"]]]
    package = load_package(conflict)
    assert check_package(package).findings == []
    assert verify_log(package, onto).valid
    git(conflict, "add", "claims")
    git(conflict, "commit", "-q", "--no-edit")
    assert git(conflict, "status", "--short") == ""


def test_both_sides_kept_by_hand_are_told_apart_by_their_hashes(conflict: Path) -> None:
    path = conflict / "claims" / "assessments.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(("<<<<<<<", "=======", ">>>>>>>"))]
    path.write_text("".join(kept), encoding="utf-8")
    git(conflict, "add", "claims")
    git(conflict, "commit", "-q", "--no-edit")
    package = load_package(conflict)
    assert not check_package(package).valid
    rebased = rebase_log(package, "main")
    assert [(moved.old_id, moved.new_id) for moved in rebased.moved] == [
        ("C020-04", "C020-05"),
        ("C020-05", "C020-06"),
    ]
    assert check_package(package).findings == []
    assert [basis(conflict, f"C020-0{seq}") for seq in (4, 5, 6)] == [
        ["C020-E01"],
        ["C020-E02"],
        ["C020-E01"],
    ]


def test_what_cannot_follow_is_named_and_can_be_left_out(repository: Path, run: Run) -> None:
    def retract(branch: str) -> None:
        git(repository, "checkout", "-q", branch)
        done = run(
            *("retract", "C020", "--as", DESK, "--because", f"On {branch}."),
            *("--package", str(repository)),
        )
        assert done.returncode == 0, done.stderr
        git(repository, "commit", "-q", "-a", "-m", branch)

    retract("main")
    retract("feature")
    git(repository, "merge", "-q", "--no-edit", "main", code=1)
    marked = (repository / "claims" / "assessments.csv").read_bytes()
    package = load_package(repository)
    with pytest.raises(ClaimpackError) as error:
        rebase_log(package, "main")
    assert str(error.value) == (
        "C020-04 (retracted, by research-desk) cannot follow C020-04 (retracted)"
    )
    assert error.value.fix == "leave out what is said anew afterwards: --without C020-04"
    assert (repository / "claims" / "assessments.csv").read_bytes() == marked
    assert rebase_log(package, "main", without=["C020-04"]).left_out == ["C020-04"]
    assert check_package(package).findings == []
    assert log(repository, "C020")[-1]["rationale"] == "On main."


def test_a_published_entry_is_never_left_out(repository: Path, conflict: Path) -> None:
    with pytest.raises(ClaimpackError, match="C020-01 is no entry that waits to be published"):
        rebase_log(load_package(conflict), "main", without=["C020-01"])


def test_of_a_whole_log_nothing_is_left_out(repository: Path, run: Run) -> None:
    assess(repository, run, "main", "C020", "supported", "On main.", "C020-E01")
    before = (repository / "claims" / "assessments.csv").read_bytes()
    with pytest.raises(ClaimpackError, match="the log is whole"):
        rebase_log(load_package(repository), "feature", without=["C020-04"])
    assert (repository / "claims" / "assessments.csv").read_bytes() == before


def test_a_review_that_has_begun_is_not_begun_again(repository: Path, run: Run) -> None:
    git(repository, "checkout", "-q", "main")
    done = run(
        *("reopen", "C015", "--as", DESK, "--because", "Anew."), "--package", str(repository)
    )
    assert done.returncode == 0, done.stderr
    git(repository, "commit", "-q", "-a", "-m", "Reopen")
    git(repository, "branch", "-f", "feature")
    assess(repository, run, "main", "C015", "refuted", "On main.", "C015-E01")
    time.sleep(1.1)  # within one second both would begin with the same entry
    assess(repository, run, "feature", "C015", "contested", "On a branch.", "C015-E02")
    git(repository, "merge", "-q", "--no-edit", "main", code=1)
    rebased = rebase_log(load_package(repository), "main")
    assert rebased.left_out == ["C015-06"]
    assert [(m.old_id, m.new_id) for m in rebased.moved] == [("C015-07", "C015-08")]
    assert [e["rationale"] for e in log(repository, "C015")][-2:] == ["On main.", "On a branch."]
    assert check_package(load_package(repository)).valid


@pytest.fixture
def same_evidence(repository: Path, run: Run) -> Path:
    """A merge that stopped: each branch rests a verdict on evidence that has one id on both."""
    for branch, source, stance in (("main", "S002", "supports"), ("feature", "S003", "refutes")):
        git(repository, "checkout", "-q", branch)
        done = run(
            *("add", "evidence", "--claim", "C020", "--source", source, "--stance", stance),
            *("--summary", f"Found on {branch}.", "--as", DESK, "--format", "json"),
            *("--package", str(repository)),
        )
        assert done.returncode == 0, done.stderr
        key = json.loads(done.stdout)["evidence"][0]["evidence_id"]
        assess(repository, run, branch, "C020", "supported", f"On {branch}.", key)
    git(repository, "merge", "-q", "--no-edit", "main", code=1)
    return repository


def test_a_verdict_does_not_come_to_rest_on_the_evidence_of_the_other_branch(
    same_evidence: Path, run: Run
) -> None:
    path = same_evidence / "claims" / "evidence.csv"
    before = path.read_bytes()
    result = run("log", "rebase", "--onto", "main", "--package", str(same_evidence))
    assert (result.returncode, result.stdout) == (2, "")
    assert "is another piece of evidence in the merged claims/evidence.csv" in result.stderr
    assert path.read_bytes() == before
    marks = (b"<<<<<<<", b"=======", b">>>>>>>")
    lines = [line for line in before.splitlines(True) if not line.startswith(marks)]
    main = next(line for line in lines if b"Found on main." in line)
    mine = next(line for line in lines if b"Found on feature." in line)
    key = mine.split(b",")[0].decode()
    other = f"{key[:-1]}{int(key[-1]) + 1}"
    lines[lines.index(mine)] = mine.replace(key.encode(), other.encode(), 1)
    assert main.startswith(key.encode())
    path.write_bytes(b"".join([lines[0], *sorted(lines[1:])]))
    result = run("log", "rebase", "--onto", "main", "--package", str(same_evidence))
    assert result.returncode == 0, result.stderr
    entries = log(same_evidence, "C020")[-2:]
    assert [(e["rationale"], basis(same_evidence, e["assessment_id"])) for e in entries] == [
        ("On main.", [key]),
        ("On feature.", [other]),
    ]
    assert check_package(load_package(same_evidence)).valid


def test_an_unfinished_merge_is_named_by_every_command(conflict: Path, run: Run) -> None:
    for command in ("check", "status"):
        result = run(command, "--package", str(conflict))
        assert result.returncode == 1
        assert "unfinished merge" in result.stdout + result.stderr


def test_a_rebase_of_nothing_changes_nothing(repository: Path) -> None:
    assert rebase_log(load_package(repository), "main").moved == []
    assert git(repository, "status", "--short") == ""


def test_rows_that_two_branches_add_merge_and_one_id_for_two_things_is_told(
    repository: Path, run: Run
) -> None:
    def add(branch: str, name: str) -> None:
        git(repository, "checkout", "-q", branch)
        done = run(
            *("add", "source", "--publisher", "tass", "--url", f"https://example.org/{name}"),
            *("--published-on-basis", "not shown", "--accessed-at", "now", "--extent-read", "all"),
            *("--is-primary", "FALSE", "--reliability-note", "?", "--package", str(repository)),
        )
        assert done.returncode == 0, done.stderr
        git(repository, "commit", "-q", "-a", "-m", name)

    add("main", "one")
    add("feature", "two")
    git(repository, "merge", "-q", "--no-edit", "main")
    found = check_package(load_package(repository)).findings
    assert {(f.rule, f.row_key) for f in found} == {("primary-key", "S127")}
    git(repository, "reset", "-q", "--hard", "HEAD~1")
    done = run("rename", "source", "S127", "S128", "--package", str(repository))
    assert done.returncode == 0, done.stderr
    git(repository, "commit", "-q", "-a", "-m", "Rename")
    git(repository, "merge", "-q", "--no-edit", "main")
    assert check_package(load_package(repository)).findings == []


def test_a_rebase_of_git_is_told_to_be_a_merge(repository: Path, run: Run) -> None:
    assess(repository, run, "main", "C020", "supported", "On main.", "C020-E01")
    assess(repository, run, "feature", "C020", "supported", "On a branch.", "C020-E02")
    git(repository, "rebase", "-q", "main", code=1)
    result = run("log", "rebase", "--onto", "main", "--package", str(repository))
    assert (result.returncode, result.stdout) == (2, "")
    assert "only a stopped 'git merge' can be resolved here" in result.stderr
