"""Rows added to the tables of a package: checked first, then written, all or none."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from claimpack.check import check_package
from claimpack.errors import ClaimpackError, DataError
from claimpack.findings import Finding
from claimpack.order import sort_key
from claimpack.package import DESCRIPTOR, PARTS, Package, load_package
from claimpack.transaction import TRIED, one_writer, write_all

Row = Mapping[str, str | None]
# Of what is wrong with new rows, how much is told beside the first.
MAX_TOLD = 4


class Rows(dict[str, list[dict[str, str]]]):
    """The rows of the tables of a package by name, each table read when it is first asked for."""

    def __init__(self, package: Package) -> None:
        """Read nothing yet."""
        super().__init__()
        self.package = package

    def __missing__(self, table: str) -> list[dict[str, str]]:
        """Read a table."""
        self[table] = read_rows(self.package, table)
        return self[table]


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
        reason = error.strerror if isinstance(error, OSError) else error
        raise DataError(f"{path} cannot be read: {reason}", "run 'claimpack check'") from None


def add_rows(
    package: Package, rows: Mapping[str, Sequence[Row]], dry_run: bool = False
) -> list[Finding]:
    """Add rows to tables and keep them sorted.

    Whoever works out rows from those that are there does so within ``transaction.one_writer``.

    Args:
        package: the package.
        rows: by table, the rows; a column that is left out is empty.
        dry_run: only check.

    Returns:
        The warnings that the rows bring about.

    Raises:
        DataError: with the rows the package has an error; it says which.
        ClaimpackError: a file cannot be written.
    """
    with one_writer(package.root):
        texts = {
            package.table(name).path: table_text(package, name, [*read_rows(package, name), *new])
            for name, new in rows.items()
            if new
        }
        return replace_tables(package, texts, dry_run)


def replace_tables(
    package: Package,
    texts: Mapping[str, str | Path],
    dry_run: bool = False,
    is_repair: bool = False,
) -> list[Finding]:
    """Write tables anew, once the package was checked with them.

    Args:
        package: the package.
        texts: what the files are to hold, by their paths in the package: a text, or the file
            that holds it.
        dry_run: only check.
        is_repair: whether the package is known to be broken as it is.

    Returns:
        The warnings that this brings about.

    Raises:
        DataError: with these tables the package has an error; it says which.
        ClaimpackError: a file cannot be written.
    """
    with one_writer(package.root) as folder:
        after = _check_with(package, texts, folder)
        warnings: list[Finding] = []
        if after:
            before = {
                _identity(f): f for f in ([] if is_repair else check_package(package).findings)
            }
            _refuse_errors(before, after)
            warnings = [f for f in after if _identity(f) not in before]
        if not dry_run:
            write_all(package.root, texts)
        return warnings


def table_text(package: Package, name: str, rows: Sequence[Row]) -> str:
    """Return the text of a table with these rows, sorted."""
    table = package.table(name)
    columns = [field.name for field in table.fields]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in sorted(rows, key=lambda row: sort_key(table, row)):
        writer.writerow([row.get(column) or "" for column in columns])
    return out.getvalue()


def _refuse_errors(
    before: Mapping[tuple[str | None, ...], Finding], after: Sequence[Finding]
) -> None:
    old = [finding for finding in before.values() if finding.severity == "error"]
    errors = [finding for finding in after if finding.severity == "error"]
    if errors and old:
        raise DataError(
            f"nothing was written: the package has {len(old)} errors already, first"
            f" {old[0].rule} in {old[0].file}",
            "mend them first: 'claimpack check' tells each",
        )
    if errors:
        # the hash of a broken entry is broken too, and says nothing
        first = min(errors, key=lambda finding: finding.rule == "log-chain")
        others = [finding for finding in errors if finding is not first]
        more = "".join(f"\n  also {_told(finding)}" for finding in others[:MAX_TOLD])
        if len(others) > MAX_TOLD:
            more += f"\n  and {len(others) - MAX_TOLD} more"
        raise DataError(f"nothing was written: {_told(first)}{more}", first.fix)


def _told(finding: Finding) -> str:
    place = ", ".join(part for part in (finding.table, finding.row_key, finding.column) if part)
    return f"{finding.rule} in {place or finding.file}: {finding.message}"


def _identity(finding: Finding) -> tuple[str | None, ...]:
    return (finding.rule, finding.table, finding.row_key, finding.column)


def _check_with(package: Package, texts: Mapping[str, str | Path], folder: Path) -> list[Finding]:
    """Return what is found in the package as it would be, tried in a folder of its own."""
    try:
        with tempfile.TemporaryDirectory(dir=folder, prefix=TRIED) as temporary:
            root = Path(temporary)
            shutil.copy(package.root / DESCRIPTOR, root)
            for part in PARTS:
                if (package.root / part).is_dir():
                    # copies: a second name for a file would make git take it for changed
                    shutil.copytree(package.root / part, root / part)
            for path, text in texts.items():
                if isinstance(text, Path):
                    shutil.copyfile(text, root / path)
                else:
                    (root / path).write_text(text, encoding="utf-8", newline="")
            return check_package(load_package(root)).findings
    except OSError as error:
        # copytree collects what it could not copy: from, to, why
        reason = error.args[0][0][2] if isinstance(error, shutil.Error) else error.strerror
        raise ClaimpackError(f"nothing was written: {reason}") from None
