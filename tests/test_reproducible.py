"""Two clean clones, on machines that differ in all that may differ, give the same zip file."""

import hashlib
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import git, make_repository


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package, as it is in the working tree, as a commit."""
    folder = tmp_path_factory.mktemp("repository")
    make_repository(folder)
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "x")
    return folder


def released(repository: Path, machine: Path, umask: int, **variables: str) -> bytes:
    """Return the zip file that the command makes in a clean clone on a machine."""
    machine.mkdir()
    clone = machine / variables.pop("folder")
    before = os.umask(umask)
    try:
        git(machine, "clone", "--quiet", str(repository), str(clone))
        done = subprocess.run(
            [sys.executable, "-m", "claimpack", "release", "-o", str(machine / "out")],
            cwd=clone,
            env=os.environ | variables,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
    finally:
        os.umask(before)
    assert done.returncode == 0, done.stderr
    [path] = (machine / "out").glob("*.zip")
    return path.read_bytes()


def written_again(folder: Path) -> None:
    """Write the files in another order, with other dates and modes, as another system would."""
    files = [path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts]
    random.Random(7).shuffle(files)
    for number, path in enumerate(files):
        content = path.read_bytes()
        path.unlink()
        path.write_bytes(content)
        path.chmod(0o755 if number % 2 else 0o600)
        os.utime(path, (number * 86_400, number * 86_400))


def test_two_clones_give_the_same_zip_file(repository: Path, tmp_path: Path) -> None:
    one = released(
        repository,
        tmp_path / "one",
        0o022,
        folder="claims",
        TZ="UTC",
        LC_ALL="C.UTF-8",
        PYTHONHASHSEED="0",
    )
    other = released(
        repository,
        tmp_path / "other",
        0o077,
        folder="another place",
        TZ="Pacific/Auckland",
        LC_ALL="C",
        PYTHONHASHSEED="4242",
        SOURCE_DATE_EPOCH="1000000000",
        REPRO_ZIPFILE_FILE_MODE="600",
    )
    assert hashlib.sha256(one).hexdigest() == hashlib.sha256(other).hexdigest()

    clone = tmp_path / "other" / "another place"
    written_again(clone)
    subprocess.run(
        [sys.executable, "-m", "claimpack", "release", "-o", str(tmp_path / "third")],
        cwd=clone,
        check=True,
        capture_output=True,
    )
    [path] = (tmp_path / "third").glob("*.zip")
    assert path.read_bytes() == one

    name = clone / "claims" / "publishers.csv"
    name.write_bytes(name.read_bytes().replace(b"TASS", b"TASZ", 1))
    subprocess.run(
        [sys.executable, "-m", "claimpack", "release", "-o", str(tmp_path / "fourth")],
        cwd=clone,
        check=True,
        capture_output=True,
    )
    [path] = (tmp_path / "fourth").glob("*.zip")
    assert path.read_bytes() != one, "the comparison would notice nothing"
