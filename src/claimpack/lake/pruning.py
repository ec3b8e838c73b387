"""Remove from a lake what nobody reads any more: files of replaced versions, and of killed writers.

A writer puts down its files before the manifest that names them, and a reader goes on with the
manifest that it began with. So whatever is younger than a time of grace is left alone, and what is
older is removed only where no manifest that may still be read names it.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from claimpack.errors import ClaimpackError
from claimpack.lake.manifest import (
    MANIFESTS,
    TABLES,
    manifest_numbers,
    manifest_path,
    part_path,
    read_lake,
    read_manifest,
)
from claimpack.lake.relations import PARTITION

# The newest, and the one before: where the newest is damaged, that one counts.
ALWAYS_KEPT = 2
OF_A_WRITER = re.compile(r"[0-9a-f]{16}\.parquet")


@dataclass(frozen=True)
class Pruned:
    """What was removed from a lake, or would be.

    Attributes:
        manifests: manifests that newer ones have replaced, as paths in the lake.
        files: files that no manifest names which is left, and what was begun as a manifest.
        bytes: how many bytes all these have.
        waiting: how many files no manifest names, but are too young to be removed.
    """

    manifests: list[str]
    files: list[str]
    bytes: int
    waiting: int


def prune_lake(lake: Path, hours: float, dry_run: bool = False) -> Pruned:
    """Remove files that no manifest names any more, and manifests that are replaced.

    Args:
        lake: folder of the lake.
        hours: what is younger, or was replaced less than so long ago, stays: for writers and
            readers that are at work.
        dry_run: remove nothing, only say what would be removed.

    Raises:
        ClaimpackError: the path is no lake, or a file cannot be removed.
        DataError: a manifest that stays cannot be read; nothing is removed then.
    """
    read_lake(lake)
    try:
        return _prune(lake, time.time() - hours * 3600, dry_run)
    except OSError as error:
        raise ClaimpackError(
            f"{error.filename} cannot be removed: {error.strerror}",
            "what was removed already, nothing names; run it again",
        ) from None


def _prune(lake: Path, before: float, dry_run: bool) -> Pruned:
    replaced = _replaced(lake, before)
    named = {
        part_path(lake, table, package, entry.files)
        for number in manifest_numbers(lake)
        if number not in replaced
        for package, entry in read_manifest(lake, number).packages.items()
        for table in entry.parts
    }
    unnamed = [path for path in _of_writers(lake) if path not in named]
    old = [path for path in unnamed if path.lstat().st_mtime < before]
    manifests = [manifest_path(lake, number) for number in replaced]
    # manifests first: none that is left ever names a file that is gone
    doomed = [*manifests, *old]
    size = sum(path.lstat().st_size for path in doomed)
    if not dry_run:
        for path in doomed:
            path.unlink(missing_ok=True)
    return Pruned(
        [str(path.relative_to(lake)) for path in manifests],
        [str(path.relative_to(lake)) for path in old],
        size,
        len(unnamed) - len(old),
    )


def _replaced(lake: Path, before: float) -> list[int]:
    """Return the manifests that the next one has replaced so long ago that nobody reads them."""
    numbers = sorted(manifest_numbers(lake))
    return [
        number
        for number, following in pairwise(numbers)
        if number not in numbers[-ALWAYS_KEPT:]
        and manifest_path(lake, following).stat().st_mtime < before
    ]


def _of_writers(lake: Path) -> Iterator[Path]:
    """Yield the files that writers make: those of tables, and manifests that were begun.

    What else somebody has put there, and what a link leads to, is no business of a lake.
    """
    for path in sorted((lake / TABLES).glob(f"*/{PARTITION}=*/*.parquet")):
        if OF_A_WRITER.fullmatch(path.name) and path.is_file() and not path.is_symlink():
            yield path
    for path in sorted((lake / MANIFESTS).glob(".*")):
        if path.is_file() and not path.is_symlink():
            yield path
