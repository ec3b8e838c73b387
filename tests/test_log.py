"""The log proves its chains, and that what was published still stands."""

import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from claimpack.errors import ClaimpackError
from claimpack.log import verify_log
from claimpack.package import Package, load_package

from .conftest import ROOT, Run
from .faults import Tables, change, rechain, remove


def git(root: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    subprocess.run(["git", "-C", str(root), *identity, *arguments], check=True, capture_output=True)


@pytest.fixture(params=["folder", "zip", "zip with a folder in it", "commit", "commit below"])
def published(request: pytest.FixtureRequest, package_copy: Path, tmp_path: Path) -> str:
    """An earlier state of the package, in each of the forms that it may have."""
    if request.param == "folder":
        shutil.copytree(package_copy, tmp_path / "earlier")
        return str(tmp_path / "earlier")
    if request.param.startswith("zip"):
        path = tmp_path / "claims-0.1.0.zip"
        within = Path("claims-0.1.0") if "folder" in request.param else Path()
        with zipfile.ZipFile(path, "w") as archive:
            for file in package_copy.rglob("*"):
                archive.write(file, within / file.relative_to(package_copy))
        return str(path)
    repository = package_copy if request.param == "commit" else tmp_path
    git(repository, "init", "-q")
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "Publish")
    git(repository, "tag", "v0.1.0")
    return "v0.1.0"


def edit(root: Path, *edits: object) -> None:
    tables = Tables()
    for one in edits:
        one(tables)  # type: ignore[operator]
    tables.write(root)


def test_the_log_of_this_package_stands(run: Run) -> None:
    result = run("log", "verify")
    assert result.returncode == 0
    assert "248 entries of 65 claims: every one as it was made" in result.stdout
    proof = json.loads(run("log", "verify", "--format", "json").stdout)
    assert (proof["valid"], proof["entries"], proof["claims"], proof["broken"]) == (
        True,
        248,
        65,
        [],
    )
    assert len(proof["heads_sha256"]) == 64


def test_the_heads_are_one_number_for_the_whole_log(package_copy: Path) -> None:
    before = verify_log(load_package(package_copy)).heads_sha256
    assert before == verify_log(load_package(ROOT)).heads_sha256
    edit(package_copy, change("assessments", "C056-04", rationale="Another."), rechain("C056"))
    assert verify_log(load_package(package_copy)).heads_sha256 != before


def test_a_changed_entry_is_named(package_copy: Path, run: Run) -> None:
    edit(package_copy, change("assessments", "C015-03", rationale="Another reason."))
    result = run("log", "verify", "--package", str(package_copy))
    assert result.returncode == 1
    assert (
        "C015-03  entry_hash: the entry, or which evidence it names, was changed" in result.stdout
    )
    assert "248 entries of 65 claims: 1 not" in result.stdout


def test_an_earlier_state_still_stands(published: str, package_copy: Path) -> None:
    proof = verify_log(load_package(package_copy), published)
    assert (proof.valid, proof.earlier_entries) == (True, 248)


def test_what_was_published_is_missed_though_all_hashes_were_made_anew(
    published: str, package_copy: Path, run: Run
) -> None:
    cited = next(
        row["evidence_id"]
        for row in Tables().rows("assessment_evidence")
        if row["assessment_id"] == "C014-03"
    )
    edit(
        package_copy,
        change("assessments", "C015-03", rationale="Another reason."),
        rechain("C015"),
        remove("assessments", "C056-04"),
        remove("assessment_evidence", f"C014-03/{cited}"),
        rechain("C014"),
    )
    package = load_package(package_copy)
    assert verify_log(package).valid, "the chains alone do not show it"
    proof = verify_log(package, published)
    assert not proof.valid
    places = {(broken.assessment_id, broken.column) for broken in proof.broken}
    assert {
        ("C015-03", "rationale"),
        ("C015-03", "entry_hash"),
        ("C015-04", "previous_hash"),
        ("C056-04", "assessment_id"),
        ("C014-03", "evidence_ids"),
    } <= places
    result = run("log", "verify", "--against", published, "--package", str(package_copy))
    assert result.returncode == 1
    assert "C056-04  assessment_id: the entry was published, and is gone" in result.stdout


def test_a_state_that_there_is_not_is_told(package_copy: Path, tmp_path: Path, run: Run) -> None:
    package = load_package(package_copy)
    (tmp_path / "text.zip").write_text("no zip")
    (tmp_path / "empty").mkdir()
    for spec, says in (
        ("v9.9.9", "there is no file and no commit 'v9.9.9'"),
        ("--output=x", "there is no file and no commit '--output=x'"),
        (str(tmp_path / "text.zip"), "cannot be unpacked"),
        (str(tmp_path / "empty"), "does not exist"),
    ):
        with pytest.raises(ClaimpackError) as error:
            verify_log(package, spec)
        assert says in str(error.value)
    result = run("log", "verify", "--against", "v9.9.9", "--package", str(package_copy))
    assert (result.returncode, result.stdout) == (2, "")


def test_a_zip_file_cannot_write_outside(package_copy: Path, tmp_path: Path) -> None:
    path = tmp_path / "evil.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../escaped.txt", "x")
        archive.writestr("datapackage.json", "{}")
    with pytest.raises(ClaimpackError):
        verify_log(load_package(package_copy), str(path))
    assert not list(tmp_path.rglob("escaped.txt"))


def test_the_history_of_a_claim_is_told_oldest_first(run: Run) -> None:
    text = run("log", "show", "C015").stdout
    stages = [text.index(stage) for stage in ("recorded", "in review", "proposed", "decided")]
    assert stages == sorted(stages)
    assert "by evidence-rule, software" in text
    entries = json.loads(run("log", "show", "C015", "--format", "json").stdout)
    assert [entry["seq"] for entry in entries] == [1, 2, 3, 4]
    assert run("log", "show", "C999").returncode == 2


def test_an_earlier_state_without_a_name_is_told(package: Package) -> None:
    with pytest.raises(ClaimpackError, match="no name"):
        verify_log(package, "")


def test_an_entry_that_was_changed_is_told_once_a_column(package_copy: Path) -> None:
    edit(package_copy, change("assessments", "C014-04", entry_hash="0" * 64))
    proof = verify_log(load_package(package_copy), str(ROOT))
    assert [(b.assessment_id, b.column) for b in proof.broken] == [("C014-04", "entry_hash")]
    assert proof.broken[0].problem.startswith("it was published as ")
    alone = verify_log(load_package(package_copy))
    assert [b.problem.split(" would be ")[0] for b in alone.broken] == [
        "the entry, or which evidence it names, was changed: as it stands its hash"
    ]


def released(root: Path, target: Path, **said: object) -> str:
    """Zip a package as a release, whose descriptor says what its log is."""
    proof = verify_log(load_package(root))
    path = root / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    log = {"entries": proof.entries, "heads_sha256": proof.heads_sha256} | said
    with zipfile.ZipFile(target, "w") as archive:
        for file in root.rglob("*"):
            if file.is_file() and file != path and ".claimpack" not in file.parts:
                archive.write(file, file.relative_to(root))
        archive.writestr("datapackage.json", json.dumps(descriptor | {"claimpack:log": log}))
    return str(target)


def test_a_release_says_what_its_log_is(package_copy: Path, tmp_path: Path) -> None:
    state = released(package_copy, tmp_path / "release.zip")
    proof = verify_log(load_package(package_copy), state)
    assert (proof.valid, proof.earlier_entries) == (True, 248)


@pytest.mark.parametrize("said", [{"entries": 247}, {"heads_sha256": "0" * 64}])
def test_a_release_whose_log_is_another_than_it_says_is_refused(
    package_copy: Path, tmp_path: Path, said: dict[str, object], run: Run
) -> None:
    state = released(package_copy, tmp_path / "release.zip", **said)
    result = run("log", "verify", "--against", state, "--package", str(package_copy))
    assert (result.returncode, result.stdout) == (1, "")
    assert "the earlier state is not what was released" in result.stderr


def test_whoever_makes_all_hashes_anew_is_found_against_a_release(
    package_copy: Path, tmp_path: Path
) -> None:
    state = released(package_copy, tmp_path / "release.zip")
    edit(package_copy, change("assessments", "C015-03", verdict="refuted"), rechain("C015"))
    package = load_package(package_copy)
    assert verify_log(package).valid, "the chain alone does not show it"
    proof = verify_log(package, state)
    assert ("C015-03", "verdict", "it was published as contested") in [
        (b.assessment_id, b.column, b.problem) for b in proof.broken
    ]


def test_no_command_rewrites_an_entry(package_copy: Path, run: Run) -> None:
    desk = ("--as", "research-desk")
    commands = (
        ("add", "assessor", "--id", "second", "--name", "Second", "--kind", "organisation"),
        ("add", "evidence", "--claim", "C020", "--source", "S002", "--stance", "context",
         "--summary", "Beside it.", *desk),
        ("assess", "C020", *desk, "--verdict", "supported", "--because", "Again.",
         "--evidence", "C020-E01"),
        ("review", "C020", "--as", "second", "--agree", "--because", "So it is."),
        ("reopen", "C020", "--as", "second", "--because", "It is not."),
        ("evaluate", "--reopen"),
        ("assess", "C020", *desk, "--verdict", "contested", "--because", "Now so.",
         "--evidence", "C020-E01"),
        ("correct", "C020", "--as", "second", "--because", "Yes.", "--what-was-wrong", "All."),
        ("retract", "C021", *desk, "--because", "Misread."),
        ("add", "correction-request", "--claim", "C020", "--request", "It is wrong."),
        ("answer", "C020-R01", *desk, "--outcome", "declined", "--because", "It is right."),
        ("log", "rebase", "--onto", str(ROOT)),
        ("generate",),
    )  # fmt: skip
    paths = [package_copy / "claims" / f"{n}.csv" for n in ("assessments", "assessment_evidence")]
    for command in commands:
        before = [set(path.read_text(encoding="utf-8").splitlines()) for path in paths]
        done = run(*command, cwd=package_copy)
        assert done.returncode == 0, done.stderr
        after = [set(path.read_text(encoding="utf-8").splitlines()) for path in paths]
        assert all(old <= new for old, new in zip(before, after, strict=True)), command
    proof = verify_log(load_package(package_copy), str(ROOT))
    assert proof.valid and proof.entries > 255


def test_evidence_under_a_published_verdict_that_reads_otherwise_is_told(
    package_copy: Path, run: Run
) -> None:
    edit(package_copy, change("evidence", "C015-E01", summary="It says something else now."))
    assert verify_log(load_package(package_copy)).changed_basis == []
    proof = verify_log(load_package(package_copy), str(ROOT))
    assert proof.valid, "an entry names evidence, and does not hold what it says"
    assert [(c.row_key, c.column) for c in proof.changed_basis] == [("C015-E01", "summary")]
    out = run("log", "verify", "--against", str(ROOT), "--package", str(package_copy)).stdout
    assert "C015-E01  summary: it was published as " in out
    assert "1 in claims and evidence of published entries" in out


def test_a_claim_that_reads_otherwise_is_told(package_copy: Path) -> None:
    edit(package_copy, change("claims", "C015", claim_text="The damage cut nothing at all."))
    proof = verify_log(load_package(package_copy), str(ROOT))
    assert [(c.row_key, c.column) for c in proof.changed_basis] == [("C015", "claim_text")]


def test_an_entry_that_is_gone_is_named_though_its_evidence_is_left(package_copy: Path) -> None:
    path = package_copy / "claims" / "assessments.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(x for x in lines if not x.startswith("C015-04,")), encoding="utf-8")
    proof = verify_log(load_package(package_copy), str(ROOT))
    assert [(b.assessment_id, b.problem) for b in proof.broken] == [
        ("C015-04", "the entry was published, and is gone")
    ]
