"""Write the package in a format of others, complete or not at all."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from claimpack.documents import read_json
from claimpack.errors import ClaimpackError, DataError
from claimpack.exports.formats import FORMATS, Format
from claimpack.exports.source import opened
from claimpack.package import DESCRIPTOR, Package

EXAMPLES = {
    "contributors": '"contributors": [{"title": "The desk", "roles": ["creator", "publisher"]}]',
    "created": '"created": "2026-01-31T00:00:00Z"',
    "licenses": '"licenses": [{"name": "CC-BY-4.0", "path": "https://…"}]',
}


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
        DataError: the package has errors, or does not say what the format needs.
        ClaimpackError: the folder cannot be written, or holds files of something else.
    """
    notes = _expect_said(package, FORMATS[name])
    module = import_module(f"claimpack.exports.{name.replace('-', '_')}")
    with opened(package, module.RELATIONS, base_url, with_software) as source:
        is_new = not folder.exists()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=folder, prefix=".export-") as temporary:
                made = Path(temporary)
                notes += module.write(source, made)
                files = sorted(path.relative_to(made) for path in _files(made))
                others = {path.relative_to(folder) for path in _files(folder, but=made)}
                _remove(folder, sorted(others - set(files)), is_ours)
                for file in files:
                    (folder / file).parent.mkdir(parents=True, exist_ok=True)
                    (made / file).replace(folder / file)
        except OSError as error:
            raise ClaimpackError(
                f"{folder} cannot be written: {error.strerror or error}",
                "choose another folder with -o DIR",
            ) from None
        finally:
            if is_new and folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
    return Exported([folder / file for file in files], notes)


def _expect_said(package: Package, about: Format) -> list[str]:
    """Refuse a package that does not say what a format needs; note what it would like to know."""
    descriptor = read_json(package.root, DESCRIPTOR)
    for key in about.needs:
        if not descriptor.get(key):
            raise DataError(
                f"nothing was exported: {DESCRIPTOR} has no '{key}', which {about.title} needs",
                f"add {EXAMPLES[key]}",
            )
    return [
        f"{DESCRIPTOR} has no '{key}', for which readers of {about.title} look"
        for key in about.wants
        if not descriptor.get(key)
    ]


def _files(folder: Path, but: Path | None = None) -> list[Path]:
    return [
        path
        for path in folder.rglob("*")
        if (path.is_symlink() or not path.is_dir()) and (but is None or but not in path.parents)
    ]


def _remove(folder: Path, others: list[Path], is_ours: bool) -> None:
    """Remove what an earlier export left in its own folder: it would be read as still true.

    Raises:
        ClaimpackError: the folder is not for the export alone.
    """
    if others and not is_ours:
        raise ClaimpackError(
            f"{folder} holds {others[0]}, which is not of this export",
            "remove it, or name an empty folder with -o DIR",
        )
    for path in others:
        (folder / path).unlink()
    for below in sorted(p for p in folder.iterdir() if not p.name.startswith(".export-")):
        if below.is_dir() and not below.is_symlink() and not _files(below):
            shutil.rmtree(below)
