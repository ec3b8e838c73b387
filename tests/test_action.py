"""The GitHub Action and the pre-commit hook: valid by other people's validators, and run."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from .conftest import PARTS, ROOT, is_valid_by

ACTION = ROOT / "action.yml"
HOOKS = ROOT / ".pre-commit-hooks.yaml"
# What an installation from the checkout needs.
SOURCES = ("src", "requirements", "pyproject.toml", "README.md", "LICENSE")

CELL = re.compile(r"::error file=data set/claims/speakers\.csv,line=2,col=\d+,title=foreign-key::")


def steps() -> dict[str, dict[str, Any]]:
    """Return the steps of the action that run a script, by id."""
    action = yaml.safe_load(ACTION.read_text(encoding="utf-8"))
    return {step["id"]: step for step in action["runs"]["steps"] if "run" in step}


def run_step(step: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the script of a step as GitHub does, with what it names in ``env`` and no more."""
    names = {key for key in steps()[step]["env"] if key != "PYTHONUTF8"}
    assert names <= set(variables)
    script = folder / "step.sh"
    script.write_text(steps()[step]["run"], encoding="utf-8")
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
        cwd=folder,
        env=os.environ
        | {"PYTHONUTF8": "1", "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
        | variables,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=600,
    )


def test_the_action_and_the_workflows_are_valid() -> None:
    assert is_valid_by("vendor.github-actions", ACTION)
    workflows = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
    assert workflows
    for workflow in workflows:
        assert is_valid_by("vendor.github-workflows", workflow)


@pytest.mark.parametrize(
    ("old", "new"),
    [("using: composite", "using: compost"), ("description: Check", "described: Check")],
)
def test_an_action_that_is_wrong_is_refused(tmp_path: Path, old: str, new: str) -> None:
    broken = tmp_path / "action.yml"
    text = ACTION.read_text(encoding="utf-8")
    assert old in text
    broken.write_text(text.replace(old, new), encoding="utf-8")
    assert not is_valid_by("vendor.github-actions", broken)


def test_no_input_becomes_part_of_a_script() -> None:
    for step in steps().values():
        assert "${{" not in step["run"]
        assert step["shell"] == "bash"


def test_the_steps_install_check_and_tell(tmp_path: Path) -> None:
    """One test, for the installation takes most of its time."""
    source = tmp_path / "action's checkout"
    source.mkdir()
    for name in (*SOURCES, "datapackage.json", *PARTS):
        path = ROOT / name
        (shutil.copytree if path.is_dir() else shutil.copy)(path, source / name)
    folder = tmp_path / "repository"
    package = folder / "data set"
    package.mkdir(parents=True)
    (folder / ".git").mkdir()
    shutil.copy(ROOT / "datapackage.json", package)
    for part in PARTS:
        shutil.copytree(ROOT / part, package / part)
    temporary, output = tmp_path / "runner temp", tmp_path / "output"
    temporary.mkdir()
    places = {"RUNNER_TEMP": str(temporary), "GITHUB_OUTPUT": str(output)}

    done = run_step("install", folder, SOURCE=str(source), FULL="false", **places)
    assert done.returncode == 0, done.stderr

    def check(where: str = "data set", sarif: str = "") -> tuple[int, list[str], str]:
        output.write_text("", encoding="utf-8")
        done = run_step("check", folder, PACKAGE=where, FULL="false", SARIF=sarif, **places)
        assert "Traceback" not in done.stdout + done.stderr
        told = output.read_text(encoding="utf-8").strip()
        return done.returncode, done.stdout.splitlines(), told

    code, lines, told = check()
    assert (code, told) == (0, "valid=true"), lines
    assert len(lines) == 1 and lines[0].startswith("valid: 0 errors")

    speakers = package / "claims" / "speakers.csv"
    text = speakers.read_text(encoding="utf-8")
    speakers.write_text(text.replace(",person,", ",Person,", 1), encoding="utf-8")
    code, lines, told = check(sarif="out.sarif")
    assert (code, told) == (1, "valid=false"), lines
    assert len(lines) == 2 and CELL.match(lines[0]), lines
    assert "2.1.0" in (folder / "out.sarif").read_text(encoding="utf-8")

    code, lines, told = check(sarif="none/out.sarif")
    assert (code, told) == (2, "valid=false")

    # the page needs files beside the modules, which an installation has to carry
    command = [str(temporary / "claimpack" / "bin" / "claimpack"), "check", "--format", "html"]
    page = subprocess.run(command, cwd=package, capture_output=True, check=False, timeout=60)
    assert page.returncode == 1 and page.stdout.startswith(b"<!DOCTYPE html>"), page.stderr

    code, lines, told = check(where="$(touch ran); nowhere")
    assert (code, told) == (2, "")
    assert lines == ["::error title=claimpack::The package could not be checked; the log says why."]
    assert not (folder / "ran").exists()


def pre_commit(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    pytest.importorskip("pre_commit", reason="there is no pre-commit")
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *arguments],
        cwd=folder,
        env=os.environ | {"PRE_COMMIT_HOME": str(folder / "cache")},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=600,
    )


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("", "", 0),
        ("language: python", "language: pythonic", 1),
        ("entry:", "entries:", 1),
        ("(^|/)", "(^|/", 1),
    ],
)
def test_the_hook_is_valid_and_one_that_is_wrong_is_refused(
    tmp_path: Path, old: str, new: str, code: int
) -> None:
    file = tmp_path / "hooks.yaml"
    file.write_text(HOOKS.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    done = pre_commit("validate-manifest", str(file), folder=tmp_path)
    assert done.returncode == code, done.stdout


def test_the_hook_looks_at_the_files_of_a_package() -> None:
    (hook,) = yaml.safe_load(HOOKS.read_text(encoding="utf-8"))
    assert hook["entry"] == "claimpack check" and hook["pass_filenames"] is False
    for path in (
        "datapackage.json",
        "claims/codes/units.csv",
        "data/sql/views/a.sql",
        "validation/thresholds.yml",
    ):
        assert re.search(hook["files"], path), path
    for path in ("README.md", "src/claimpack/check.py", "my-claims/notes.csv"):
        assert not re.search(hook["files"], path), path
