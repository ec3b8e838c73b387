"""The zip file of a release: the files of the package, the same bytes on every machine."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from claimpack.documents import inside, read_json
from claimpack.log import LOG, verify_log
from claimpack.package import DESCRIPTOR, PARTS, Package

# What stands in a release beside the parts of the package, where it is there.
BESIDE = ("README.md", "CHANGELOG.md", "CITATION.cff", "LICENSE", "LICENSES")
# Deflate differs between builds of zlib; stored bytes do not.
COMPRESSION = zipfile.ZIP_STORED
# The system that a zip file names, wherever it is made.
UNIX = 3
EPOCH = datetime(1980, 1, 1, tzinfo=UTC)


def write_zip(package: Package, folder: Path) -> Path:
    """Write the zip file of a release into a folder, and return its path.

    Raises:
        ClaimpackError: a file of the package leads out of it.
    """
    from repro_zipfile import ReproducibleZipFile

    path = folder / f"{package.name}-{package.version}.zip"
    descriptor = _descriptor(package)
    with (
        _fixed_date(descriptor.get("created")),
        ReproducibleZipFile(path, "w", compression=COMPRESSION) as archive,
    ):
        for file in _files(package):
            entry = zipfile.ZipInfo(file.relative_to(package.root).as_posix())
            entry.create_system = UNIX
            content = file.read_bytes()
            if entry.filename == DESCRIPTOR:
                text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
                content = text.encode("utf-8")
            archive.writestr(entry, content, COMPRESSION)
    return path


def _files(package: Package) -> list[Path]:
    """Return the files of a release in the order of their names."""
    tables = {package.root / table.path for table in package.tables}
    found = [package.root / DESCRIPTOR]
    for part in (*PARTS, *BESIDE):
        path = package.root / part
        below = [path] if path.is_file() else path.rglob("*")
        found += [file for file in below if file.is_file() and not _is_hidden(package, file)]
    for file in found:
        inside(package.root, file.relative_to(package.root).as_posix(), "the release")
    # other tables than those declared are nobody's, and check says so
    kept = [file for file in found if file.suffix != ".csv" or _is_kept(package, file, tables)]
    return sorted(kept, key=lambda file: file.relative_to(package.root).as_posix())


def _is_kept(package: Package, file: Path, tables: set[Path]) -> bool:
    return file in tables or file.relative_to(package.root).parts[0] == "validation"


def _is_hidden(package: Package, file: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(package.root).parts)


def _descriptor(package: Package) -> dict[str, Any]:
    """Return the descriptor with sizes, hashes, and what the log is."""
    descriptor = read_json(package.root, DESCRIPTOR)
    for resource in descriptor["resources"]:
        content = (package.root / resource["path"]).read_bytes()
        resource["bytes"] = len(content)
        resource["hash"] = f"sha256:{hashlib.sha256(content).hexdigest()}"
    proof = verify_log(package)
    descriptor[LOG] = {"entries": proof.entries, "heads_sha256": proof.heads_sha256}
    return descriptor


@contextmanager
def _fixed_date(created: Any) -> Iterator[None]:
    """Let files in a zip file have the date of the descriptor, whatever the environment says."""
    try:
        moment = max(datetime.fromisoformat(str(created)), EPOCH)
    except (ValueError, TypeError):
        moment = EPOCH
    names = ("SOURCE_DATE_EPOCH", "REPRO_ZIPFILE_FILE_MODE", "REPRO_ZIPFILE_DIR_MODE")
    before = {name: os.environ.pop(name, None) for name in names}
    os.environ["SOURCE_DATE_EPOCH"] = str(int(moment.timestamp()))
    try:
        yield
    finally:
        del os.environ["SOURCE_DATE_EPOCH"]
        os.environ.update({name: value for name, value in before.items() if value is not None})
