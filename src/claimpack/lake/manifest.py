"""The manifest of a lake: which packages are in it, and which files are theirs.

Manifests are numbered, and none is ever changed: who adds a package writes the next one, under a
number that can be taken only once. So readers see a package whole or not at all, and of two
writers the later one reads again what the earlier one has added. Files that no manifest names
are nobody's.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from claimpack.documents import parse_json
from claimpack.errors import ClaimpackError, DataError
from claimpack.lake.relations import PACKAGE_NAME, PARTITION, relations

FORMAT = 1
MANIFESTS, TABLES = "manifests", "tables"
NUMBERED = re.compile(r"([0-9]{8})\.json")
NOT_A_LAKE = "name a folder that 'claimpack lake add PKG --to DIR' has made"


@dataclass(frozen=True)
class Part:
    """A Parquet file of a package: how many rows and bytes it has, and its SHA-256."""

    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Entry:
    """A package in the lake.

    Attributes:
        version: version of the package.
        sha256: hash of its content, see ``adding.fingerprint``.
        standard: version of the claimpack that added it.
        added_at: when, in UTC.
        files: name of its files in each folder, without the ending.
        parts: its files by table.
    """

    version: str
    sha256: str
    standard: str
    added_at: str
    files: str
    parts: dict[str, Part]


@dataclass(frozen=True)
class Manifest:
    """A state of the lake: its number, and its packages by name."""

    number: int = 0
    packages: dict[str, Entry] = field(default_factory=dict)


def part_path(lake: Path, table: str, package: str, files: str) -> Path:
    """Return where the file of a table of a package stands."""
    return lake / TABLES / table / f"{PARTITION}={package}" / f"{files}.parquet"


def read_lake(lake: Path) -> Manifest:
    """Return the newest manifest of a lake.

    Raises:
        ClaimpackError: the path is no lake.
        DataError: its manifest cannot be read.
    """
    _expect_folder(lake)
    numbers = manifest_numbers(lake)
    if not numbers:
        raise ClaimpackError(f"{lake} is not a lake", NOT_A_LAKE)
    return read_manifest(lake, max(numbers))


def read_or_begin(lake: Path) -> Manifest:
    """Return the newest manifest of a lake, or an empty one for a folder that may become a lake.

    Raises:
        ClaimpackError: the folder holds something else.
    """
    _expect_folder(lake)
    is_empty = not lake.exists() or (
        lake.is_dir() and {path.name for path in lake.iterdir()} <= {MANIFESTS, TABLES}
    )
    if is_empty and not manifest_numbers(lake):
        return Manifest()
    if lake.exists() and not manifest_numbers(lake):
        raise ClaimpackError(
            f"{lake} is not a lake, and not empty", "name a new folder, an empty one, or a lake"
        )
    return read_lake(lake)


def publish(lake: Path, manifest: Manifest) -> bool:
    """Write a manifest under its number; return False where another writer has taken it.

    Raises:
        ClaimpackError: it cannot be written.
    """
    content = {"claimpack_lake": FORMAT, "packages": asdict(manifest)["packages"]}
    path = manifest_path(lake, manifest.number)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                json.dump(content, out, ensure_ascii=False, indent=1)
                out.flush()
                os.fsync(out.fileno())
            Path(temporary).chmod(0o644)
            os.link(temporary, path)  # unlike a move it fails where the number is taken
        finally:
            Path(temporary).unlink(missing_ok=True)
    except FileExistsError:
        return False
    except OSError as error:
        raise ClaimpackError(f"{path} cannot be written: {error.strerror}") from None
    return True


def _expect_folder(lake: Path) -> None:
    if re.match(r"[a-z0-9]{2,}:/", str(lake)):
        raise ClaimpackError(
            f"{lake} is no folder", "a lake stands in a folder: mount the bucket, or copy the lake"
        )


def manifest_numbers(lake: Path) -> list[int]:
    """Return the numbers of the manifests that stand in a lake."""
    try:
        names = [path.name for path in (lake / MANIFESTS).iterdir()]
    except OSError:
        return []
    return [int(match[1]) for name in names if (match := NUMBERED.fullmatch(name))]


def manifest_path(lake: Path, number: int) -> Path:
    """Return where the manifest of a number stands."""
    return lake / MANIFESTS / f"{number:08}.json"


def read_manifest(lake: Path, number: int) -> Manifest:
    """Return one manifest of a lake.

    Raises:
        ClaimpackError: another claimpack wrote it.
        DataError: it cannot be read.
    """
    path = manifest_path(lake, number)
    fix = f"restore it, or remove it: {number - 1:08}.json is the state before"
    try:
        content = parse_json(path.read_text(encoding="utf-8"), str(path))
    except OSError as error:
        raise ClaimpackError(f"{path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise DataError(f"{path} is not UTF-8", fix) from None
    except ClaimpackError as error:
        raise DataError(f"the manifest of the lake is damaged: {error}", fix) from None
    known = content.get("claimpack_lake") if isinstance(content, dict) else None
    if known != FORMAT:
        raise ClaimpackError(
            f"{path} is no manifest that this claimpack reads (format {known!r}, not {FORMAT})",
            "install the claimpack that wrote it",
        )
    try:
        packages = {name: _entry(name, entry) for name, entry in content["packages"].items()}
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise DataError(f"{path}: not a manifest: {error}", fix) from None
    return Manifest(number, packages)


def _entry(name: str, entry: dict[str, Any]) -> Entry:
    """Return an entry; whatever becomes a part of a path is proved to be a name."""
    if not PACKAGE_NAME.fullmatch(name):
        raise ValueError(f"{name!a} is no name of a package")
    if not re.fullmatch(r"[0-9a-f-]+", entry["files"]):
        raise ValueError(f"{entry['files']!a} is no name of files")
    if unknown := set(entry["parts"]) - set(relations()):
        raise ValueError(f"there is no table {min(unknown)!a}")
    parts = {table: Part(**part) for table, part in entry["parts"].items()}
    return Entry(**{**entry, "parts": parts})
