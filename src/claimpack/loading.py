"""Load a table of a package as a validated, typed frame."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandera.errors
import polars as pl

from claimpack.errors import ClaimpackError, DataError
from claimpack.frames import model, read_text, typed
from claimpack.header import header_problem
from claimpack.package import Package, Table, find_package, load_package
from claimpack.scan import scan

SEE = "run 'claimpack check' to see every row that is wrong"


def load_table(table: str, package: str | Path | None = None, as_: str = "polars") -> Any:
    """Return a table, typed and validated.

    Args:
        table: its name, such as ``claims``.
        package: folder of the package; by default the nearest upwards from the current folder.
        as_: ``polars`` or ``pandas``.

    Returns:
        A frame with a column a field: text, whole numbers, numbers, booleans, times in UTC; an
        empty cell is null.

    Raises:
        ClaimpackError: there is no such package or table, or pandas is not installed.
        DataError: the table breaks its schema.
    """
    if as_ not in ("polars", "pandas"):
        raise ClaimpackError(f"there are no frames of '{as_}'", "take polars or pandas")
    root = find_package(Path.cwd()) if package is None else Path(package)
    frame = _validated(load_package(root), table)
    if as_ == "polars":
        return frame
    try:
        return frame.to_pandas()
    except ModuleNotFoundError as error:
        raise ClaimpackError(
            f"{error.name} is not installed", "pip install pandas pyarrow"
        ) from None


def _validated(package: Package, name: str) -> pl.DataFrame:
    try:
        table = package.table(name)
    except KeyError:
        names = ", ".join(table.name for table in package.tables)
        raise ClaimpackError(f"there is no table '{name}'", f"there are {names}") from None
    path = package.root / table.path
    _expect_sound_file(path, table)
    try:
        text = read_text(path)
    except pl.exceptions.PolarsError as error:
        raise DataError(f"{table.path}: {str(error).splitlines()[0]}", SEE) from None
    frame = typed(text, table)
    lost = [name for name in text.columns if frame[name].null_count() > text[name].null_count()]
    if lost:
        raise DataError(f"{table.path}: a cell of {lost[0]} is none of its type", SEE)
    try:
        return model(table).validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        first = errors.failure_cases.row(0, named=True)
        raise DataError(
            f"{table.path}: {len(errors.failure_cases)} values are wrong, the first in line"
            f" {first['index'] + 2} ({first['column']}: {first['check']})",
            SEE,
        ) from None


def _expect_sound_file(path: Path, table: Table) -> None:
    file = scan(path)
    for problem in file.problems:
        line = f", line {problem.line}" if problem.line else ""
        raise DataError(f"{table.path}{line}: {problem.message}", SEE)
    if problem_of_header := header_problem(table, file.first_line):
        raise DataError(f"{table.path}, line 1: {problem_of_header}", SEE)
