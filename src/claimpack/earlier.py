"""An earlier state of a package: a folder, a release as a zip file, or a commit of git."""

from __future__ import annotations

import stat
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from claimpack.errors import ClaimpackError
from claimpack.findings import shown
from claimpack.package import DESCRIPTOR, Package, load_package
from claimpack.scan import irregular
from claimpack.unpack import untar, unzip

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
    mode = _mode(path)
    if stat.S_ISDIR(mode):
        yield load_package(path)
        return
    with tempfile.TemporaryDirectory(prefix="claimpack-") as temporary:
        folder = Path(temporary)
        if stat.S_ISREG(mode):
            unzip(path, folder)
        elif mode:
            raise ClaimpackError(f"{spec} {irregular(path)}", WHICH)
        else:
            _check_out(spec, now.root, folder)
        yield load_package(_root(folder, spec))


def _root(folder: Path, spec: str) -> Path:
    """Return the folder of the package in what was unpacked: the one nearest to the top."""
    found = sorted(folder.glob(f"**/{DESCRIPTOR}"), key=lambda file: len(file.parts))
    if not found:
        raise ClaimpackError(f"there is no {DESCRIPTOR} in {spec}", WHICH)
    if len(found) > 1 and len(found[0].parts) == len(found[1].parts):
        names = " and ".join(sorted(f.relative_to(folder).as_posix() for f in found[:2]))
        raise ClaimpackError(f"{spec} holds several packages: {names}", "unpack it and name one")
    return found[0].parent


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


def _mode(path: Path) -> int:
    """Return what a path leads to, or 0 where it leads to nothing."""
    try:
        return path.stat().st_mode
    except OSError:
        return 0


def _check_out(commit: str, root: Path, folder: Path) -> None:
    """Unpack a commit from the store of git, beside the working tree."""
    missing = ClaimpackError(f"there is no file and no commit '{shown(commit)}'", WHICH)
    if commit.startswith("-"):
        raise missing
    try:
        with _git(root, "rev-parse", "--quiet", "--verify", f"{commit}^{{commit}}") as named:
            found = named.communicate()[0].decode("ascii", "replace").strip()
        if named.returncode:
            raise missing
        # "." is the folder of the package, whatever else the repository holds
        with _git(root, "archive", "--format=tar", found, ".") as archived:
            assert archived.stdout is not None
            try:
                untar(archived.stdout, folder)
            except BaseException:
                archived.kill()
                raise
            archived.communicate()
    except FileNotFoundError:
        raise ClaimpackError(
            f"there is no file '{shown(commit)}', and git is not installed", WHICH
        ) from None
    if archived.returncode:
        raise ClaimpackError(f"git cannot read the commit '{shown(commit)}'", WHICH)


def _git(root: Path, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        ["git", "-C", str(root), *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
