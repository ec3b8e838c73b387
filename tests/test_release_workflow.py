"""The workflows that make a release of a tag: pinned, with few rights, and their scripts run."""

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from .conftest import ROOT, git, is_valid_by, make_repository
from .faults import Tables, add

OURS = ROOT / ".github" / "workflows" / "release.yml"
THEIRS = ROOT / "src" / "claimpack" / "templates" / "workflow.yml"
FILES = sorted([*(ROOT / ".github" / "workflows").glob("*.yml"), ROOT / "action.yml", THEIRS])
TOOLS = Path(sys.executable).parent

CHANGELOG = """\
# Changelog

## 0.2.0 (2026-12-01)

### Data

- Reload `speakers`: one is new.

## 0.1.0 (2026-11-22)

### Data

- Nothing to do: the first.
"""
GH = """\
#!/usr/bin/env bash
# Stands for GitHub's own program: writes down what it is told.
printf '%s\\n' "$@" > told
"""


@pytest.fixture(scope="module")
def tagged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the tags v0.1.0 and v0.2.0, checked out at the second."""
    folder = tmp_path_factory.mktemp("repository")
    make_repository(folder)
    (folder / "CHANGELOG.md").write_text(CHANGELOG)
    (folder / ".gitignore").write_text("/.venv\n/dist/\n/notes.md\n/.claimpack/\n")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "first")
    git(folder, "tag", "--annotate", "--message", "first", "v0.1.0")
    tables = Tables()
    add("speakers", speaker_id="zoe", name="Zoe", kind="person", is_party_reason="?")(tables)
    tables.write(folder)
    for name, form in (("datapackage.json", '"{}"'), ("CITATION.cff", "version: {}")):
        text = (folder / name).read_text()
        (folder / name).write_text(text.replace(form.format("0.1.0"), form.format("0.2.0")))
    git(folder, "commit", "--quiet", "--all", "--message", "second")
    git(folder, "tag", "--annotate", "--message", "second", "v0.2.0")
    return folder


@pytest.fixture
def clone(tagged: Path, tmp_path: Path) -> Path:
    """What a runner checks out, with the installed environment where `make` puts it."""
    folder = tmp_path / "checkout"
    git(tmp_path, "clone", "--quiet", str(tagged), str(folder))
    (folder / ".venv").symlink_to(Path(sys.prefix))
    return folder


def workflow(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


def run_step(path: Path, step: str, folder: Path, tag: str) -> subprocess.CompletedProcess[str]:
    """Run the script of a step as GitHub does."""
    [found] = [
        candidate
        for job in workflow(path)["jobs"].values()
        for candidate in job.get("steps", [])
        if candidate.get("id") == step
    ]
    assert set(found.get("env", {})) <= {"TAG", "GH_TOKEN", "GH_REPO"}
    script = folder.parent / "step.sh"
    script.write_text(found["run"], encoding="utf-8")
    programs = folder.parent / "bin"
    programs.mkdir(exist_ok=True)
    (programs / "gh").write_text(GH)
    (programs / "gh").chmod(0o755)
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
        cwd=folder,
        env={
            "PATH": f"{programs}:{TOOLS}:{os.environ['PATH']}",
            "HOME": str(folder.parent),
            "RUNNER_TEMP": str(folder.parent / "temp"),
            "PYTHONUTF8": "1",
            "TAG": tag,
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


def test_the_workflow_of_a_new_package_is_valid_and_a_wrong_one_is_not(tmp_path: Path) -> None:
    assert is_valid_by("vendor.github-workflows", THEIRS)
    for path, old in ((OURS, "runs-on:"), (THEIRS, "permissions:")):
        broken = tmp_path / path.name
        broken.write_text(path.read_text(encoding="utf-8").replace(old, "runs_on:"))
        assert not is_valid_by("vendor.github-workflows", broken)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_others_wrote_is_pinned_by_its_hash(path: Path) -> None:
    uses = re.findall(r"uses: (.*)", path.read_text(encoding="utf-8"))
    assert uses
    for name in uses:
        assert name == "./" or re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", name)


@pytest.mark.parametrize("path", [OURS, THEIRS], ids=lambda path: path.name)
def test_one_job_may_write_and_no_name_becomes_part_of_a_script(path: Path) -> None:
    content = workflow(path)
    assert content["permissions"] == {"contents": "read"}
    may_write = [
        name for name, job in content["jobs"].items() if job.get("permissions") is not None
    ]
    assert len(may_write) == 1
    assert content["jobs"][may_write[0]]["permissions"] == {"contents": "write"}
    for job in content["jobs"].values():
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")


def test_the_job_that_may_write_runs_nothing_of_the_repository() -> None:
    steps = workflow(OURS)["jobs"]["publish"]["steps"]
    assert [step.get("uses", "").partition("@")[0] for step in steps] == [
        "actions/download-artifact",
        "",
    ]
    assert workflow(OURS)["concurrency"] == {"group": "release", "cancel-in-progress": False}
    assert workflow(OURS)["jobs"]["publish"]["needs"] == "build"


def test_a_tag_becomes_a_release(clone: Path) -> None:
    """One test, for each step stands on the one before."""
    assert run_step(OURS, "tag", clone, "v0.2.0").returncode == 0
    done = run_step(OURS, "release", clone, "v0.2.0")
    assert done.returncode == 0, done.stderr
    told = json.loads((clone / "dist" / "release.json").read_text())
    assert (told["version"], told["previous"]["version"], told["previous"]["level"]) == (
        *("0.2.0", "0.1.0", "minor"),
    )
    assert "added,speakers,zoe" in (clone / "dist" / "changes.csv").read_text()
    assert (clone / "notes.md").read_text().split("\n") == [
        *("", "### Data", "", "- Reload `speakers`: one is new.", "", ""),
    ]

    done = run_step(OURS, "verify", clone, "v0.2.0")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "contested" in done.stdout

    assert run_step(OURS, "pack", clone, "v0.2.0").returncode == 0
    with zipfile.ZipFile(clone / "dist" / "parquet.zip") as archive:
        assert "parquet/claims.parquet" in archive.namelist()
    with zipfile.ZipFile(clone / "dist" / "formats.zip") as archive:
        assert {"croissant/croissant.json", "bagit/bagit.txt"} <= set(archive.namelist())
    assert run_step(OURS, "publish", clone, "v0.2.0").returncode == 0
    arguments = (clone / "told").read_text().split("\n")
    assert arguments[:3] == ["release", "create", "v0.2.0"]
    assert {argument for argument in arguments if argument.startswith("dist/")} == {
        f"dist/{path.name}" for path in (clone / "dist").iterdir() if path.is_file()
    }


def test_the_first_tag_has_none_before(clone: Path) -> None:
    git(clone, "checkout", "--quiet", "v0.1.0")
    assert run_step(OURS, "tag", clone, "v0.1.0").returncode == 0
    done = run_step(OURS, "release", clone, "v0.1.0")
    assert done.returncode == 0, done.stderr
    assert json.loads((clone / "dist" / "release.json").read_text())["previous"] is None


def test_a_tag_that_is_not_the_version_is_refused(clone: Path) -> None:
    done = run_step(OURS, "tag", clone, "v0.3.0")
    assert done.returncode == 1
    assert "The tag is v0.3.0, the version 0.2.0" in done.stdout
    log = clone / "CHANGELOG.md"
    log.write_text(log.read_text().replace("2026-12-01", "not released"))
    done = run_step(OURS, "tag", clone, "v0.2.0")
    assert done.returncode == 1 and "write the day" in done.stdout


@pytest.mark.parametrize(
    ("name", "says"), [("claims.duckdb", "claims.duckdb: FAILED"), ("zip", "")]
)
def test_a_release_that_is_broken_is_not_published(clone: Path, name: str, says: str) -> None:
    assert run_step(OURS, "release", clone, "v0.2.0").returncode == 0
    dist = clone / "dist"
    if name == "zip":  # its sum is right, and a table in it is not what the descriptor says
        [path] = dist.glob("*.zip")
        content = path.read_bytes()
        with zipfile.ZipFile(path) as archive:
            texts = {n: archive.read(n) for n in archive.namelist()}
        texts["claims/publishers.csv"] = texts["claims/publishers.csv"].replace(b"TASS", b"TASZ")
        with zipfile.ZipFile(path, "w") as archive:
            for member, text in texts.items():
                archive.writestr(member, text)
        assert path.read_bytes() != content
        sums = subprocess.run(
            ["sha256sum", path.name], cwd=dist, capture_output=True, text=True, check=True
        ).stdout
        (dist / "SHA256SUMS").write_text(sums)
    else:
        path = dist / name
        path.write_bytes(path.read_bytes()[:-1] + b"?")
    done = run_step(OURS, "verify", clone, "v0.2.0")
    assert done.returncode != 0
    assert says in done.stdout


def test_a_newsroom_releases_its_tag(clone: Path) -> None:
    done = run_step(THEIRS, "release", clone, "v0.2.0")
    assert done.returncode == 0, done.stderr
    assert json.loads((clone / "dist" / "release.json").read_text())["previous"]["level"] == "minor"
    assert run_step(THEIRS, "publish", clone, "v0.2.0").returncode == 0
    told = (clone / "told").read_text().split("\n")
    assert told[:3] == ["release", "create", "v0.2.0"]
    assert {"dist/SHA256SUMS", "dist/parquet.zip", "dist/claims.duckdb"} <= set(told)
    done = run_step(THEIRS, "release", clone, "v0.2.1")
    assert done.returncode == 1 and "The tag is v0.2.1" in done.stdout
