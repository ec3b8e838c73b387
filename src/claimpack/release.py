"""A release: the package as one zip file, the same bytes on every machine, and what readers open.

A later log can be held against the descriptor in the zip file. ``release.json`` beside it tells
programs the version, what changed, and every file.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimpack.audit import PACKAGE_NAME
from claimpack.build import Built, build_package
from claimpack.changes import Diff
from claimpack.check import Report, check_package, expect_valid
from claimpack.contents import sha256
from claimpack.diff import diff_states
from claimpack.diff_page import changes_csv
from claimpack.documents import read_json, read_text
from claimpack.errors import ClaimpackError, DataError
from claimpack.findings import shown
from claimpack.package import DESCRIPTOR, Package
from claimpack.printing import json_text
from claimpack.release_zip import write_zip
from claimpack.reports import render
from claimpack.versions import is_before, least_version, version_parts

SUMS = "SHA256SUMS"
MANIFEST = "release.json"
CHANGES = "changes.csv"
CITATION = "CITATION.cff"


@dataclass(frozen=True)
class Released:
    """A release.

    Attributes:
        files: its files, the zip file first.
        version: its version.
        previous: version, level and reasons against the release before; None without one.
    """

    files: list[Built]
    version: str
    previous: dict[str, Any] | None


def release_package(
    package: Package,
    output: Path,
    previous: str | None = None,
    progress: Callable[[str, int], None] = lambda name, steps: None,
    report: Report | None = None,
) -> Released:
    """Write a release: the zip file, claims.duckdb, Parquet, the report, the changes, the sums.

    Args:
        package: the package.
        output: folder to write to; made where it does not exist.
        previous: the release before, as a folder, a zip file or a commit of git; or None.
        progress: called with the name of each file before it is written, and how many there are.
        report: what a check of the package has just found, where there was one.

    Raises:
        DataError: the package has errors, or its version is too small for what changed.
        ClaimpackError: the folder cannot be written, or there is no such release.
    """
    report = report or check_package(package)
    expect_valid(report, "released")
    diff = None if previous is None else diff_states(package, previous)
    _expect_version(package, diff)
    _expect_citation(package)
    before = None if diff is None else _previous(diff)
    try:
        output.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=output, prefix=".release-") as temporary:
            folder = Path(temporary)
            built = [
                Built(write_zip(package, folder), None),
                *build_package(package, folder, progress),
            ]
            for name, text in _texts(package, report, diff).items():
                built.append(_written(folder / name, text))
            manifest = json_text(_manifest(package, folder, built, before))
            built.append(_written(folder / MANIFEST, manifest))
            built.append(_written(folder / SUMS, _sums(folder, built)))
            _expect_none_of_that_version(built[0].path, output)
            for file in built:
                target = output / file.path.relative_to(folder)
                target.parent.mkdir(exist_ok=True)
                file.path.replace(target)
            if diff is None:  # those of another release would stand beside this one
                (output / CHANGES).unlink(missing_ok=True)
            files = [Built(output / file.path.relative_to(folder), file.rows) for file in built]
            return Released(files, package.version, before)
    except OSError as error:
        raise ClaimpackError(
            f"{output} cannot be written: {error.strerror or error}",
            "choose another folder with -o DIR",
        ) from None


def _expect_version(package: Package, diff: Diff | None) -> None:
    """Refuse a name or version that is none, or a version too small for what changed."""
    version_parts(package.version)
    if not PACKAGE_NAME.fullmatch(package.name):
        raise DataError(
            f"nothing was released: '{shown(package.name)}' cannot name a file",
            f'set a "name" in lower-case letters in {DESCRIPTOR}',
        )
    if diff is None:
        return
    least = least_version(diff.old_version, diff.level)
    if is_before(package.version, least):
        raise DataError(
            f"nothing was released: the version {package.version} is too small after"
            f" {diff.old_version}: {diff.reasons[0]}",
            f'set "version": "{least}" in {DESCRIPTOR}',
        )


def _expect_citation(package: Package) -> None:
    """Refuse a CITATION.cff of another version: registries of DOIs read it."""
    if not (package.root / CITATION).is_file():
        return
    import yaml

    try:
        said = yaml.safe_load(read_text(package.root, CITATION))
    except yaml.YAMLError as error:
        raise DataError(f"nothing was released: {CITATION} cannot be read: {error}") from None
    version = said.get("version") if isinstance(said, dict) else None
    if version is not None and str(version) != package.version:
        raise DataError(
            f"nothing was released: {CITATION} says version {shown(str(version))},"
            f" {DESCRIPTOR} {package.version}",
            f"'claimpack export citation -o DIR' writes {CITATION} from the descriptor",
        )


def _expect_none_of_that_version(made: Path, output: Path) -> None:
    """Refuse to put another release in the place of one of the same version."""
    there = output / made.name
    if there.is_file() and there.read_bytes() != made.read_bytes():
        raise DataError(
            f"nothing was released: {there} is a release of this version with other content",
            f'set another "version" in {DESCRIPTOR}; --previous {there} says which',
        )


def _previous(diff: Diff) -> dict[str, Any]:
    """Return what a program needs to know of the step from the release before."""
    return {
        "version": diff.old_version,
        "level": diff.level,
        "reasons": diff.reasons,
        "verdicts_changed": len(diff.verdicts),
    }


def _texts(package: Package, report: Report, diff: Diff | None) -> dict[str, str]:
    texts = {
        "report.json": render(report, package, "json"),
        "report.html": render(report, package, "html"),
    }
    if diff is not None:
        texts[CHANGES] = changes_csv(diff)
    return texts


def _written(path: Path, text: str) -> Built:
    path.write_text(text, encoding="utf-8", newline="")
    return Built(path, None)


def _manifest(
    package: Package, folder: Path, built: list[Built], before: dict[str, Any] | None
) -> dict[str, Any]:
    """Return what release.json says."""
    return {
        "package": package.name,
        "version": package.version,
        "created": read_json(package.root, DESCRIPTOR).get("created"),
        "previous": before,
        "files": [
            {
                "path": file.path.relative_to(folder).as_posix(),
                "bytes": file.path.stat().st_size,
                "sha256": sha256(file.path),
                "rows": file.rows,
            }
            for file in built
        ],
    }


def _sums(folder: Path, built: list[Built]) -> str:
    """Return the sums as ``sha256sum --check`` reads them."""
    files = sorted(file.path for file in built)
    return "".join(f"{sha256(file)}  {file.relative_to(folder).as_posix()}\n" for file in files)
