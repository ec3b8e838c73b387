"""Writing files so that a reader sees the old content or the new, never a part."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from claimpack.errors import ClaimpackError


def write_atomically(path: Path, text: str) -> None:
    """Write a text as UTF-8 to a file, through a temporary file beside it.

    Raises:
        ClaimpackError: the folder cannot be made or written, or there is no space left.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(text.encode("utf-8"))
            Path(temporary).chmod(0o644)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise ClaimpackError(f"{path} cannot be written: {error.strerror}") from None
