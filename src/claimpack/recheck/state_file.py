"""Where the state of a package is kept between checks: a DuckDB file in the user's cache.

It lies outside of the package, so that none comes with a package from somebody else, and holds for
one place on the disk. A change to it is one transaction: it is there as a whole, or not at all.
"""

from __future__ import annotations

import hashlib
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

import duckdb

from claimpack.sql import literal

FOLDER = "check"
# DuckDB writes changes beside the file first. To merge them takes one twentieth of the check of a
# small edit, so they stay there until they are as large as this.
BESIDE = ".wal"
MOST_BESIDE = "1MB"


@dataclass(frozen=True)
class StateFile:
    """The file of the state of one package."""

    path: Path

    def remove(self) -> None:
        """Remove the state, if there is one."""
        for path in (self.path, self.path.with_name(self.path.name + BESIDE)):
            path.unlink(missing_ok=True)

    @contextmanager
    def beside(self) -> Iterator[Path]:
        """Give a folder for a new state; what an interrupted check had begun there is removed.

        Raises:
            UnkeptError: there can be none.
        """
        for folder in self.path.parent.glob(f"{self.path.stem}-*"):
            shutil.rmtree(folder, ignore_errors=True)
        try:
            folder = Path(mkdtemp(dir=self.path.parent, prefix=f"{self.path.stem}-"))
        except OSError as error:
            raise _unkept(self.path, error) from None
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def replace_by(self, other: Path) -> None:
        """Take another file in its place."""
        self.remove()
        other.replace(self.path)

    def attach(self, connection: duckdb.DuckDBPyConnection, path: Path | None = None) -> str:
        """Attach the state to a connection, and return the name that it has there.

        The name is drawn: no SQL of a package can know it, and so write into the state.

        Args:
            connection: the connection.
            path: another file than that of the state, with nothing beside it in the end.
        """
        if path is None:
            connection.execute(
                f"pragma disable_checkpoint_on_shutdown; set checkpoint_threshold = '{MOST_BESIDE}'"
            )
        name = f"state_{secrets.token_hex(8)}"
        connection.execute(f"attach {literal(str(path or self.path))} as {name}")
        return name


def _unkept(path: Path, error: Exception) -> UnkeptError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else error
    return UnkeptError(f"no state can be kept in {path.parent}: {reason}")


class UnkeptError(Exception):
    """Why no state can be kept."""


def state_path(root: Path) -> Path:
    """Return where the state of the package in a folder is kept."""
    from platformdirs import user_cache_path

    name = hashlib.sha256(str(root.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
    return user_cache_path("claimpack") / FOLDER / f"{name[:32]}.duckdb"


@contextmanager
def kept_state(root: Path) -> Iterator[StateFile]:
    """Hold the state of a package; no other check has it meanwhile.

    Raises:
        UnkeptError: it cannot be kept, or another check has it.
    """
    from filelock import FileLock, Timeout

    try:
        path = state_path(root)
    except RuntimeError as error:  # a user without a home
        raise UnkeptError(f"no state can be kept: {error}") from None
    lock = FileLock(path.with_suffix(".lock"), timeout=0)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock.acquire()
    except Timeout:
        raise UnkeptError("another check of this package is running") from None
    except OSError as error:
        raise _unkept(path, error) from None
    try:
        yield StateFile(path)
    finally:
        lock.release()
