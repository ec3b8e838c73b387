"""The files of the package within an export that describes them."""

from __future__ import annotations

import shutil
from pathlib import Path

from claimpack.exports.source import Source


def copy_tables(source: Source, folder: Path) -> None:
    """Copy the files of the tables, at their paths in the package."""
    for file in source.about.files:
        target = folder / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source.package.root / file.path, target)
