"""Write the package in a format of others, complete or not at all."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from claimpack.errors import ClaimpackError
from claimpack.exports.source import opened
from claimpack.package import Package


@dataclass(frozen=True)
class Exported:
    """The files that were written, by name, and what a person should know about them."""

    files: list[Path]
    notes: list[str]


def export_package(
    package: Package,
    name: str,
    folder: Path,
    base_url: str | None = None,
    with_software: bool = False,
    is_ours: bool = False,
) -> Exported:
    """Write the package in a format.

    Args:
        package: the package.
        name: the format, a key of ``formats.FORMATS``.
        folder: folder to write to; made where it does not exist.
        base_url: where the files will be published; by default they refer to each other by
            relative references.
        with_software: whether verdicts are told that no person decided.
        is_ours: whether the folder is for this export alone, so that what an earlier export left
            there is removed.

    Raises:
        DataError: the package has errors.
        ClaimpackError: the folder cannot be written, or holds files of something else.
    """
    module = import_module(f"claimpack.exports.{name.replace('-', '_')}")
    with opened(package, module.RELATIONS, base_url, with_software) as source:
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".export-") as temporary:
                made = Path(temporary) / "export"
                made.mkdir()
                notes = module.write(source, made)
                files = sorted(path.relative_to(made) for path in made.rglob("*") if path.is_file())
                if is_ours and folder.is_dir() and not folder.is_symlink():
                    shutil.rmtree(folder)
                _expect_nothing_else(folder, files)
                for file in files:
                    (folder / file).parent.mkdir(parents=True, exist_ok=True)
                    (made / file).replace(folder / file)
        except OSError as error:
            raise ClaimpackError(
                f"{folder} cannot be written: {error.strerror or error}",
                "choose another folder with -o DIR",
            ) from None
    return Exported([folder / file for file in files], notes)


def _expect_nothing_else(folder: Path, files: list[Path]) -> None:
    """Refuse a folder where what is no longer true would stay beside what is.

    Raises:
        ClaimpackError: it holds other files than the export.
    """
    if folder.exists() and not folder.is_dir():
        raise ClaimpackError(f"{folder} is a file", "name a folder with -o DIR")
    known = set(files)
    others = (
        path.relative_to(folder)
        for path in folder.rglob("*")
        if not path.is_dir() and path.relative_to(folder) not in known
    )
    if other := next(others, None):
        raise ClaimpackError(
            f"{folder} holds {other}, which is not of this export",
            "remove it, or name an empty folder with -o DIR",
        )
