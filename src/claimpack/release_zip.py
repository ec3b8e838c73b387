"""The zip file of a release: the files of the package, the same bytes on every machine."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from claimpack.contents import published_descriptor, published_files
from claimpack.package import DESCRIPTOR, Package
from claimpack.printing import json_text

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
    descriptor = published_descriptor(package)
    with (
        _fixed_date(descriptor.get("created")),
        ReproducibleZipFile(path, "w", compression=COMPRESSION) as archive,
    ):
        for file in published_files(package):
            entry = zipfile.ZipInfo(file.relative_to(package.root).as_posix())
            entry.create_system = UNIX
            content = file.read_bytes()
            if entry.filename == DESCRIPTOR:
                content = json_text(descriptor).encode("utf-8")
            archive.writestr(entry, content, COMPRESSION)
    return path


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
