"""A release: the package as one zip file, the same bytes on every machine, and what readers open.

A later log can be held against the descriptor in the zip file.
"""

from __future__ import annotations

import json
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from claimpack.build import Built, build_package
from claimpack.check import Report, check_package
from claimpack.contents import published_descriptor, published_files, sha256
from claimpack.diff import Diff, diff_states, is_before, least_version, version_parts
from claimpack.diff_page import changes_csv
from claimpack.errors import ClaimpackError, DataError
from claimpack.package import DESCRIPTOR, Package
from claimpack.reports import render

SUMS = "SHA256SUMS"
# Deflate differs between builds of zlib; stored bytes do not.
COMPRESSION = zipfile.ZIP_STORED
# The system that a zip file names, wherever it is made.
UNIX = 3
EPOCH = datetime(1980, 1, 1, tzinfo=UTC)


def release_package(
    package: Package,
    output: Path,
    previous: str | None = None,
    progress: Callable[[str, int], None] = lambda name, steps: None,
) -> list[Built]:
    """Write a release: the zip file, claims.duckdb, Parquet, the report, the changes, the sums.

    Args:
        package: the package.
        output: folder to write to; made where it does not exist.
        previous: the release before, as a folder, a zip file or a commit of git; or None.
        progress: called with the name of each file before it is written, and how many there are.

    Raises:
        DataError: the package has errors, or its version is too small for what changed.
        ClaimpackError: the folder cannot be written, or there is no such release.
    """
    report = check_package(package)
    if not report.valid:
        raise DataError(
            f"nothing was released: the package has {report.counts['error']} errors",
            "'claimpack check' tells each",
        )
    diff = None if previous is None else diff_states(package, previous)
    _expect_version(package, diff)
    try:
        output.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=output, prefix=".release-") as temporary:
            folder = Path(temporary)
            built = [_zip(package, folder), *build_package(package, folder, progress)]
            texts = _texts(package, report, diff)
            for name, text in texts.items():
                (folder / name).write_text(text, encoding="utf-8", newline="")
                built.append(Built(folder / name, None))
            files = [file.path for file in built]
            (folder / SUMS).write_text(_sums(folder, files), encoding="utf-8")
            built.append(Built(folder / SUMS, None))
            _expect_none_of_that_version(built[0].path, output)
            for file in built:
                target = output / file.path.relative_to(folder)
                target.parent.mkdir(exist_ok=True)
                file.path.replace(target)
            return [Built(output / file.path.relative_to(folder), file.rows) for file in built]
    except OSError as error:
        raise ClaimpackError(
            f"{output} cannot be written: {error.strerror or error}",
            "choose another folder with -o DIR",
        ) from None


def _expect_version(package: Package, diff: Diff | None) -> None:
    """Refuse a version that is none, or that is too small for what changed."""
    version_parts(package.version)
    if diff is None:
        return
    least = least_version(diff.old_version, diff.level)
    if is_before(package.version, least):
        raise DataError(
            f"nothing was released: the version {package.version} is too small after"
            f" {diff.old_version}: {diff.reasons[0]}",
            f'set "version": "{least}" in {DESCRIPTOR}',
        )


def _expect_none_of_that_version(made: Path, output: Path) -> None:
    """Refuse to put another release in the place of one of the same version."""
    there = output / made.name
    if there.is_file() and there.read_bytes() != made.read_bytes():
        raise DataError(
            f"nothing was released: {there} is a release of this version with other content",
            f'set another "version" in {DESCRIPTOR}; --previous {there} says which',
        )


def _zip(package: Package, folder: Path) -> Built:
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
                text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
                content = text.encode("utf-8")
            archive.writestr(entry, content, COMPRESSION)
    return Built(path, None)


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


def _texts(package: Package, report: Report, diff: Diff | None) -> dict[str, str]:
    texts = {
        "report.json": render(report, package, "json"),
        "report.html": render(report, package, "html"),
    }
    if diff is not None:
        texts["changes.csv"] = changes_csv(diff)
    return texts


def _sums(folder: Path, files: list[Path]) -> str:
    """Return the sums as ``sha256sum --check`` reads them."""
    return "".join(
        f"{sha256(file)}  {file.relative_to(folder).as_posix()}\n" for file in sorted(files)
    )
