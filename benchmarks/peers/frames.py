"""A package as frames of polars, typed: what three of the peers check."""

from __future__ import annotations

from collections import Counter

import polars as pl

from benchmarks.packages import PackageFiles, TableFiles

TYPES = {
    "string": pl.String(),
    "integer": pl.Int64(),
    "number": pl.Float64(),
    "boolean": pl.Boolean(),
    "datetime": pl.Datetime("us", "UTC"),
}
TIME = "%Y-%m-%dT%H:%M:%SZ"


def read(package: PackageFiles) -> tuple[dict[str, pl.DataFrame], Counter[str]]:
    """Read a package.

    Returns:
        The frame of each table, and how many cells are not of their types; these are null.
    """
    frames: dict[str, pl.DataFrame] = {}
    found: Counter[str] = Counter()
    for table in package.tables:
        text = pl.read_csv(table.paths, infer_schema=False)
        frame = text.with_columns(_typed(table))
        found["type"] += sum(
            frame[name].null_count() - text[name].null_count() for name in frame.columns
        )
        frames[table.name] = frame
    return frames, found


def parent_keys(frames: dict[str, pl.DataFrame], table: TableFiles) -> dict[str, pl.Series]:
    """Return, by column of a table, the values that a reference may have."""
    return {
        reference.column: frames[reference.table][reference.parent]
        for reference in table.references
    }


def _typed(table: TableFiles) -> list[pl.Expr]:
    made = []
    for rules in table.rules:
        cell = pl.col(rules.name)
        if rules.type == "boolean":
            made.append(cell.replace_strict({"true": True, "false": False}, default=None))
        elif rules.type == "datetime":
            made.append(cell.str.to_datetime(TIME, time_unit="us", time_zone="UTC", strict=False))
        elif rules.type != "string":
            made.append(cell.cast(TYPES[rules.type], strict=False))
    return made
