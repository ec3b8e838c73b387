"""Writing files so that a reader sees the old content or the new, never a part."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from claimpack.errors import ClaimpackError


def write_atomically(path: Path, text: str, make_folder: bool = False) -> None:
    """Write a text as UTF-8 to a file, as ``write_bytes_atomically`` does."""
    write_bytes_atomically(path, text.encode("utf-8"), make_folder)


def write_bytes_atomically(path: Path, content: bytes, make_folder: bool = False) -> None:
    """Write a file through a temporary file beside it.

    A link is followed; what is no regular file, such as a pipe or /dev/stdout, is written to as
    it is.

    Args:
        path: the file.
        content: what it is to hold.
        make_folder: make the folder of the file where it does not exist.

    Raises:
        ClaimpackError: the file cannot be written, or there is no space left.
    """
    try:
        path = path.resolve()
        if path.exists() and not path.is_file():
            path.write_bytes(content)
            return
        if make_folder:
            path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(content)
            Path(temporary).chmod(0o644)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except (OSError, RuntimeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "a circle of links"
        raise ClaimpackError(f"{path} cannot be written: {reason}") from None


def move_atomically(source: Path, path: Path) -> None:
    """Move a file of ours to a place where a reader sees it whole or not at all.

    Args:
        source: the file.
        path: its place, perhaps on another disk; what is there already is replaced.

    Raises:
        ClaimpackError: it cannot be written, or there is no space left.
    """
    try:
        path = path.resolve()
        if path.exists() and not path.is_file():
            raise ClaimpackError(f"{path} is no file: nothing is written there")
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        os.close(handle)
        try:
            shutil.copyfile(source, temporary)
            Path(temporary).chmod(0o644)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        source.unlink()
    except (OSError, RuntimeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "a circle of links"
        raise ClaimpackError(f"{path} cannot be written: {reason}") from None
