"""An earlier state of a package: a folder, a release as a zip file, or a commit of git."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from claimpack.errors import ClaimpackError
from claimpack.package import DESCRIPTOR, Package, load_package

# A release is small; a zip file that swells beyond this is none.
MAX_UNPACKED = 4 << 30
WHICH = "name a folder, a zip file, or a commit, tag or branch of git"


@contextmanager
def earlier_package(spec: str, now: Package) -> Iterator[Package]:
    """Give an earlier state of a package.

    Args:
        spec: a folder, a zip file, or a commit, tag or branch of git.
        now: the package as it is, whose repository a commit belongs to.

    Raises:
        ClaimpackError: there is no such state.
    """
    if not spec.strip():
        raise ClaimpackError("the earlier state has no name", WHICH)
    path = Path(spec)
    if path.is_dir():
        yield load_package(path)
        return
    with tempfile.TemporaryDirectory(prefix="claimpack-") as temporary:
        folder = Path(temporary)
        if path.is_file():
            _unzip(path, folder)
        else:
            _check_out(spec, now.root, folder)
        found = sorted(folder.glob(f"**/{DESCRIPTOR}"), key=lambda file: len(file.parts))
        if not found:
            raise ClaimpackError(f"there is no {DESCRIPTOR} in {spec}")
        yield load_package(found[0].parent)


def is_merging(root: Path) -> bool:
    """Whether a merge of git is under way in the repository of a folder."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), "rev-parse", "--quiet", "--verify", "MERGE_HEAD"],
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        return False
    return done.returncode == 0


def _unzip(path: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(member.file_size for member in archive.infolist()) > MAX_UNPACKED:
                raise ClaimpackError(f"{path} would unpack to more than 4 GB")
            archive.extractall(folder)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError) as error:
        raise ClaimpackError(f"{path} cannot be unpacked: {error}") from None


def _check_out(commit: str, root: Path, folder: Path) -> None:
    if commit.startswith("-"):
        raise ClaimpackError(f"'{commit}' is no commit", WHICH)
    try:
        done = subprocess.run(
            ["git", "-C", str(root), "archive", "--format=tar", commit, "."],
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise ClaimpackError(
            f"there is no file '{commit}', and git is not installed", WHICH
        ) from None
    if done.returncode:
        raise ClaimpackError(f"there is no file and no commit '{commit}'", WHICH)
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")
