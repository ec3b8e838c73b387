"""What several test files share: the package, a copy that may be broken, and the command."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from claimpack.package import Package, load_package

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "inputs"
PARTS = ("claims", "schemas", "sql", "validation")

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
        return subprocess.run(
            [sys.executable, "-m", "claimpack", *arguments],
            cwd=cwd,
            env=os.environ | variables,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )

    return command


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
