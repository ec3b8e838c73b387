"""Rows added to the tables of a package: checked first, then written, all or none."""

from __future__ import annotations

import csv
import io
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from claimpack.check import check_package
from claimpack.errors import DataError
from claimpack.files import write_atomically
from claimpack.findings import Finding
from claimpack.order import sort_key
from claimpack.package import DESCRIPTOR, PARTS, Package, load_package

Row = Mapping[str, str | None]


def read_rows(package: Package, table: str) -> list[dict[str, str]]:
    """Return the rows of a table as text, empty cells as "".

    Raises:
        DataError: the file is no CSV.
    """
    path = package.table(table).path
    try:
        with (package.root / path).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, strict=True))
    except (csv.Error, OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path} cannot be read: {error}", "run 'claimpack check'") from None


def add_rows(package: Package, rows: Mapping[str, Sequence[Row]], dry_run: bool = False) -> None:
    """Add rows to tables and keep them sorted by their key.

    The package is checked with the rows in it before anything is written.

    Args:
        package: the package.
        rows: by table, the rows; a column that is left out is empty.
        dry_run: only check.

    Raises:
        DataError: the rows bring about an error that was not there; it says which.
        ClaimpackError: a file cannot be written.
    """
    texts = {package.table(name).path: _text(package, name, new) for name, new in rows.items()}
    before = set(_errors(package))
    after = _errors_with(package, texts)
    if new_errors := [error for error in after if error not in before]:
        # the hash of a broken entry is broken too, and says nothing
        first = after[min(new_errors, key=lambda error: error[0] == "log-chain")]
        more = f" (and {len(new_errors) - 1} more)" if len(new_errors) > 1 else ""
        raise DataError(
            f"nothing was written: {first.rule} in {first.table}, {first.row_key},"
            f" {first.column}: {first.message}{more}",
            first.fix,
        )
    if not dry_run:
        for path, text in texts.items():
            write_atomically(package.root / path, text)


def _text(package: Package, name: str, new: Sequence[Row]) -> str:
    table = package.table(name)
    columns = [field.name for field in table.fields]
    rows: list[Row] = [*read_rows(package, name), *new]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in sorted(rows, key=lambda row: sort_key(table, row)):
        writer.writerow([row.get(column) or "" for column in columns])
    return out.getvalue()


def _errors(package: Package) -> dict[tuple[str | None, ...], Finding]:
    return {
        (f.rule, f.table, f.row_key, f.column): f
        for f in check_package(package).findings
        if f.severity == "error"
    }


def _errors_with(
    package: Package, texts: Mapping[str, str]
) -> dict[tuple[str | None, ...], Finding]:
    """Return the errors of the package as it would be, tried in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="claimpack-") as temporary:
        root = Path(temporary)
        shutil.copy(package.root / DESCRIPTOR, root)
        for part in PARTS:
            if (package.root / part).is_dir():
                shutil.copytree(package.root / part, root / part, copy_function=_link)
        for path, text in texts.items():
            (root / path).unlink()
            (root / path).write_text(text, encoding="utf-8", newline="")
        return _errors(load_package(root))


def _link(source: str, target: str) -> None:
    """Give a file a second name, or copy it where the folders are on different disks."""
    try:
        os.link(source, target, follow_symlinks=True)
    except OSError:
        shutil.copy(source, target)
