"""Several files of a package written in one step, by one writer at a time.

A transaction writes the new files beside the package's own, in ``.claimpack/``, and then a journal
that names them: from that moment on it holds. Moving the files into place can be interrupted; the
next command finishes it. Before that moment nothing has happened, and what is left is thrown away.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from claimpack.documents import inside, read_text
from claimpack.errors import ClaimpackError
from claimpack.scan import irregular

FOLDER = ".claimpack"
JOURNAL = "journal.json"
STAGED = "staged"
# How folders begin in which changes are tried.
TRIED = "try-"
# How folders begin that a command works in from its first step to its last.
WORKED = "work-"
# What commands write: the tables of a package.
WRITTEN = r"claims/[^\\]+\.csv"
LOCK_SECONDS = 120
# After so many readings during which somebody wrote, the last one has to do.
READINGS = 10

T = TypeVar("T")


@contextmanager
def one_writer(root: Path) -> Iterator[Path]:
    """Keep other writers out, and finish what an interrupted one has left.

    Within itself it may be entered again.

    Args:
        root: folder of the package.

    Yields:
        A folder on the same disk for what is written meanwhile.

    Raises:
        ClaimpackError: another writer does not end, or the package cannot be written.
    """
    from filelock import FileLock, Timeout  # readers need none

    folder = root / FOLDER
    lock = FileLock(folder / "lock", timeout=LOCK_SECONDS, is_singleton=True)
    with ExitStack() as stack:
        try:
            _expect_no_link(folder)
            folder.mkdir(exist_ok=True)
            if not os.path.lexists(folder / ".gitignore"):
                (folder / ".gitignore").write_text("*\n")
            stack.enter_context(lock)
            if lock.lock_counter == 1:
                _recover(root)
        except Timeout:
            raise ClaimpackError(
                f"another command has been writing to {root} for {LOCK_SECONDS} s",
                "wait for it to end, or stop it",
            ) from None
        except OSError as error:
            raise ClaimpackError(f"{root} cannot be written: {error.strerror or error}") from None
        yield folder


def finish_interrupted(root: Path) -> None:
    """Finish what an interrupted command has left; without such a one nothing is touched.

    Raises:
        ClaimpackError: it cannot be finished.
    """
    if (root / FOLDER / JOURNAL).is_file():
        with one_writer(root):
            pass


def read_steadily(
    root: Path, read: Callable[[], T], undo: Callable[[], object] = lambda: None
) -> T:
    """Read several files of a package as they stand together.

    Where somebody writes meanwhile it is all read again, also if reading failed.

    Args:
        root: folder of the package.
        read: reads the files.
        undo: called before it is read again.
    """
    for _ in range(READINGS - 1):
        finish_interrupted(root)
        before = _generation(root)
        try:
            result = read()
        except ClaimpackError:
            if _generation(root) == before:
                raise
        else:
            if _generation(root) == before:
                return result
        undo()
    return read()


def _generation(root: Path) -> int:
    """Return a number that is another after every transaction."""
    try:
        return (root / FOLDER).stat().st_mtime_ns
    except OSError:
        return 0


def write_all(root: Path, texts: Mapping[str, str | Path]) -> None:
    """Write files of a package, all or none; the caller is the one writer.

    Args:
        root: folder of the package.
        texts: what each file is to hold, by its path in the package: a text, or the file that
            holds it, which is left as it is.

    Raises:
        ClaimpackError: a file cannot be written, or there is no space left; nothing has changed.
    """
    folder = root / FOLDER
    targets = {path: (root / path).resolve() for path in texts}
    for path, target in targets.items():
        if target.exists() and not target.stat().st_mode & stat.S_IWUSR:
            raise ClaimpackError(f"nothing was written: {path} is read-only")
    try:
        _discard(folder)
        (folder / STAGED).mkdir()
        files = []
        for number, (path, text) in enumerate(texts.items()):
            staged = folder / STAGED / str(number)
            if isinstance(text, Path):
                _copy(text, staged, _mode(targets[path]))
            else:
                _write(staged, text.encode("utf-8"), _mode(targets[path]))
            files.append({"path": path, "before": _sha256(targets[path]), "after": _sha256(staged)})
        _sync(folder / STAGED)
        _write(folder / f"{JOURNAL}.new", json.dumps(files).encode("utf-8"), 0o644)
        (folder / f"{JOURNAL}.new").replace(folder / JOURNAL)
        _sync(folder)
    except OSError as error:
        with suppress(OSError):
            _discard(folder)
        raise ClaimpackError(f"nothing was written: {error.strerror or error}") from None
    _finish(root)


def _recover(root: Path) -> None:
    if (root / FOLDER / JOURNAL).is_file():
        _finish(root)
    _discard(root / FOLDER)
    for path in (root / FOLDER).glob(f"{WORKED}*"):
        _remove(path)


def _finish(root: Path) -> None:
    """Move the staged files into place; what is there already is left."""
    folder = root / FOLDER
    files = _journal(root)
    moves = [
        (folder / STAGED / str(number), (root / str(file["path"])).resolve(), file)
        for number, file in enumerate(files)
    ]
    for staged, _, file in moves:
        if irregular(staged) is None and _sha256(staged) != file["after"]:
            raise ClaimpackError(
                f"{staged} is not what the journal says", f"remove {folder / JOURNAL}"
            )
    for staged, target, file in moves:
        if staged.exists() and _sha256(target) not in (file["before"], file["after"]):
            raise ClaimpackError(
                f"an interrupted command was about to write {file['path']}, which somebody has"
                " changed since",
                f"keep the file as it is: remove {FOLDER}/{JOURNAL}, then run 'claimpack check'",
            )
    for staged, target, _ in moves:
        if staged.exists():
            staged.replace(target)
    for parent in {target.parent for _, target, _ in moves}:
        _sync(parent)
    (folder / JOURNAL).unlink()
    _sync(folder)
    _discard(folder)


def _journal(root: Path) -> list[dict[str, str | None]]:
    """Return what a journal names; it may come with a package from anybody.

    Raises:
        ClaimpackError: it names what no command of ours writes.
    """
    name = f"{FOLDER}/{JOURNAL}"
    fix = f"remove {name}, then run 'claimpack check'"
    try:
        files = json.loads(read_text(root, name))
        if not isinstance(files, list):
            raise ValueError
        paths = [file["path"] for file in files]
        for file in files:
            inside(root, file["path"], name)
            if set(file) != {"path", "before", "after"}:
                raise ValueError
    except (ValueError, TypeError, KeyError, RecursionError):
        raise ClaimpackError(f"{name} is no journal of claimpack", fix) from None
    except ClaimpackError as error:
        raise ClaimpackError(str(error), fix) from None
    if other := [path for path in paths if not re.fullmatch(WRITTEN, path)]:
        raise ClaimpackError(f"{name} names {other[0]}, which is no table", fix)
    return list(files)


def _expect_no_link(folder: Path) -> None:
    """Refuse a folder for writers that leads elsewhere: files in it are removed."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise ClaimpackError(
            f"{folder} is no folder of claimpack", "remove it: it belongs to the tool alone"
        )


def _discard(folder: Path) -> None:
    """Remove what no journal names."""
    (folder / f"{JOURNAL}.new").unlink(missing_ok=True)
    for path in (folder / STAGED, *folder.glob(f"{TRIED}*")):
        _remove(path)


def _remove(path: Path) -> None:
    """Remove a folder with what is in it; a link to one is removed itself."""
    if path.is_symlink():
        path.unlink()
    elif path.is_dir():
        shutil.rmtree(path)


def _write(path: Path, content: bytes, mode: int) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(mode)


def _copy(source: Path, path: Path, mode: int) -> None:
    shutil.copyfile(source, path)
    with path.open("r+b") as file:
        os.fsync(file.fileno())
    path.chmod(mode)


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o644


def _sha256(path: Path) -> str | None:
    if not path.exists():
        return None
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(folder: Path) -> None:
    """Make renames in a folder last; where a system has no such thing there is nothing to do."""
    with suppress(OSError, AttributeError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
