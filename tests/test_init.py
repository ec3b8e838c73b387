"""A package is started valid and empty, also from an installed wheel with no checkout near it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from claimpack.check import check_package
from claimpack.errors import ClaimpackError
from claimpack.init import init_package
from claimpack.package import Package

from .conftest import ROOT, Run


def test_a_new_package_passes_everything_at_once(tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "Harbour fire"
    made = run("init", str(folder), "--title", "Claims about the harbour fire")
    assert made.returncode == 0, made.stderr
    assert made.stdout.startswith("harbour-fire: 33 tables")
    for command in (["check", "--full"], ["build"], ["status"], ["generate", "--check"], ["rules"]):
        result = run(*command, cwd=folder)
        assert result.returncode == 0, result.stdout + result.stderr
        assert result.stderr == ""
    report = json.loads(run("check", "--format", "json", cwd=folder).stdout)
    assert (report["valid"], report["findings"]) == (True, [])
    status = json.loads(run("status", "--format", "json", cwd=folder).stdout)
    assert (status["package"], status["claims"]) == ("harbour-fire 0.1.0", [])


def test_it_holds_the_standard_and_nothing_of_this_article(
    tmp_path: Path, package: Package
) -> None:
    made = init_package(tmp_path / "new")
    assert [table.name for table in made.tables] == [table.name for table in package.tables]
    for part in ("schemas", "sql/views", "sql/macros", "validation/rules", "claims/codes"):
        ours = {p.relative_to(ROOT): p.read_bytes() for p in (ROOT / part).rglob("*.*")}
        theirs = {p.relative_to(made.root): p.read_bytes() for p in (made.root / part).rglob("*.*")}
        assert theirs == ours
    words = ("caspian", "novak", "kazakhstan", "investcentrum", "kropotkinskaya")
    for path in [made.root / "datapackage.json", *(made.root / "claims").glob("*")]:
        if path.is_file() and path.name != "README.md":  # its examples are those of the schemas
            text = path.read_text(encoding="utf-8").lower()
            assert [word for word in words if word in text] == [], path


def test_a_row_can_be_added_by_hand(tmp_path: Path) -> None:
    made = init_package(tmp_path / "new")
    path = made.root / "claims" / "publishers.csv"
    with path.open("a", encoding="utf-8") as file:
        file.write("my-paper,My paper,news_outlet,,,Not graded.\n")
    assert check_package(made).findings == []


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path, run: Run) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    result = run("init", str(tmp_path))
    assert (result.returncode, result.stdout) == (2, "")
    assert "is not empty" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
    assert run("init", str(tmp_path / "notes.txt")).returncode == 2
    assert run("init", "/proc/new/package").returncode == 2


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    assert init_package(tmp_path / "new").name == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


@pytest.mark.parametrize("name", ["Harbour Fire", "../x", "", "é"])
def test_a_name_that_is_no_slug_is_refused(tmp_path: Path, name: str) -> None:
    if not name:
        assert init_package(tmp_path / "new", name=name).name == "new"
        return
    with pytest.raises(ClaimpackError, match="cannot name a package"):
        init_package(tmp_path / "new", name=name)
    assert list(tmp_path.iterdir()) == []


def test_a_wheel_carries_the_standard(tmp_path: Path) -> None:
    def do(*command: str, cwd: Path = tmp_path, **variables: str) -> str:
        done = subprocess.run(
            command,
            cwd=cwd,
            env=os.environ | variables,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
    do(*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", "wheels", str(ROOT))
    [wheel] = (tmp_path / "wheels").glob("*.whl")
    do(*pip, "install", "--no-deps", "--target", "site", str(wheel))
    site = str(tmp_path / "site")
    where = do(sys.executable, "-c", "import claimpack; print(claimpack.__file__)", PYTHONPATH=site)
    assert where.startswith(site)
    do(sys.executable, "-m", "claimpack", "init", "new", PYTHONPATH=site)
    new = tmp_path / "new"
    add = ("add", "assessor", "--name", "First desk", "--kind", "organisation")
    for command in (("check",), ("build",), ("status",), ("rules",), add, ("release",)):
        do(sys.executable, "-m", "claimpack", *command, cwd=new, PYTHONPATH=site)
    names = {path.name for path in (tmp_path / "site" / "claimpack").rglob("*") if path.is_file()}
    carried = {path.name for path in (ROOT / "src" / "claimpack").rglob("*") if path.is_file()}
    assert {name for name in carried if not name.endswith(".pyc")} <= names
    assert not (tmp_path / "site" / "claimpack" / "standard" / "claims" / "claims.csv").exists()
