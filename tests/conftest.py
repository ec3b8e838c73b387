"""What several test files share: the package, a copy that may be broken, and the command."""

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claimpack.package import Package, load_package

from .chromium import chromium

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "inputs"
PARTS = ("claims", "schemas", "sql", "validation")
# What a repository of a package has beside its parts, and a release contains.
BESIDE = ("README.md", "CHANGELOG.md", "CITATION.cff", "LICENSE", "LICENSES", ".gitattributes")

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def package() -> Package:
    return load_package(ROOT)


@pytest.fixture
def package_copy(tmp_path: Path) -> Path:
    folder = tmp_path / "package"
    folder.mkdir()
    shutil.copy(ROOT / "datapackage.json", folder)
    for part in PARTS:
        shutil.copytree(ROOT / part, folder / part)
    return folder


def contents(root: Path) -> dict[str, bytes]:
    """Return the files of a package; what writers need among themselves is not of it."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".claimpack" not in path.parts
    }


@pytest.fixture(scope="session")
def run() -> Run:
    """The real command in a process of its own, in the package's folder unless told otherwise."""

    def command(
        *arguments: str, cwd: Path = ROOT, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        process = subprocess.run(
            [sys.executable, "-m", "claimpack", *arguments],
            cwd=cwd,
            env=os.environ | variables,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
        process.stderr = said_by_us(process.stderr)
        return process

    return command


def said_by_us(stderr: str) -> str:
    """Return what the command told, without what DuckDB's binding may say of itself.

    Once in thousands of runs it counts at the end of Python what it has not freed, after the last
    line of ours.
    """
    return stderr.partition("nanobind: leaked ")[0]


@pytest.fixture(scope="session")
def browser() -> Any:
    return chromium()


@pytest.fixture(scope="session")
def article_text() -> Path:
    path = SHARED / "cpc-article.txt"
    if not path.is_file():
        pytest.skip("the text of the article is not in the package; put it in ../shared/inputs")
    return path


@pytest.fixture(scope="session")
def dossier() -> Path:
    path = SHARED / "cpc-dossier.json"
    if not path.is_file():
        pytest.skip("the dossier is not in the package; put it in ../shared/inputs")
    return path


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """A release of this package."""
    folder = tmp_path_factory.mktemp("release")
    result = run("release", "-o", str(folder))
    assert result.returncode == 0, result.stderr
    return folder


@pytest.fixture(scope="module")
def unzipped(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a reader has who took the zip file and nothing else."""
    folder = tmp_path_factory.mktemp("unzipped")
    [path] = released.glob("*.zip")
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    return folder


def git(folder: Path, *arguments: str) -> None:
    """Run git as somebody."""
    subprocess.run(
        ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
    )


def make_repository(folder: Path) -> None:
    """Copy the package, as it is in the working tree, into a folder as a repository of git."""
    for name in ("datapackage.json", *PARTS, *BESIDE):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    git(folder, "init", "--quiet")


def is_valid_by(schema: str, file: Path) -> bool:
    """Whether check-jsonschema takes a file by one of the schemas that it brings."""
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(file)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert done.returncode in (0, 1), done.stderr
    return done.returncode == 0
