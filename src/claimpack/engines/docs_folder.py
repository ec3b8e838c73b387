"""The folder of the Data Docs: only what is ours is replaced, and only by what is complete."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from claimpack.errors import ClaimpackError

# Stands in the folder, so that the next run knows it again.
MARK = ".claimpack-data-docs"
OTHER = "name another folder with --docs DIR"


@contextmanager
def replaced(folder: Path) -> Iterator[Path]:
    """Replace the content of a folder by what is written meanwhile.

    What was there stays until everything is written, and if anything fails.

    Yields:
        A new folder within it to write to.

    Raises:
        ClaimpackError: the folder cannot be written, or holds what is no Data Docs of ours.
    """
    made = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()) and not (folder / MARK).is_file():
            raise ClaimpackError(
                f"{folder} holds other files than Data Docs: they would be mixed up",
                f"empty it, or {OTHER}",
            )
        with tempfile.TemporaryDirectory(dir=folder, prefix=".new-") as temporary:
            # the library takes no relative path
            new = Path(temporary).absolute()
            yield new
            (new / MARK).write_text("Data Docs of claimpack check --full --docs\n")
            for old in folder.iterdir():
                if old.name != new.name:
                    _remove(old)
            for path in new.iterdir():
                path.replace(folder / path.name)
        made = False
    except OSError as error:
        raise ClaimpackError(
            f"{folder} cannot be written: {error.strerror or error}", OTHER
        ) from None
    finally:
        if made and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
