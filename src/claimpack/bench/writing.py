"""Drawn tables and their files: one CSV a table, or parts of it, or Parquet."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import duckdb

from claimpack.canonical import UTC_FORMAT
from claimpack.dictionary import data_dictionary
from claimpack.documents import read_json
from claimpack.files import write_atomically
from claimpack.package import DESCRIPTOR, Package, Table, load_package
from claimpack.printing import json_text
from claimpack.sql import DUCKDB_TYPES, literal, open_statements, quoted, table_file
from claimpack.table_schema import Field

# What belongs to a claim, and so stands in the part of the claim; the others are one file.
OF_CLAIMS = {
    *("claims", "attributions", "quantities", "forecasts", "evidence"),
    *("assessments", "assessment_evidence"),
}
MEDIATYPES = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}


@dataclass(frozen=True)
class Layout:
    """In which files tables stand.

    Attributes:
        format: ``csv`` or ``parquet``.
        parts: into how many files what belongs to claims is cut; all rows of a claim, and all
            claims of an article, are in the same part of their table.
    """

    format: str = "csv"
    parts: int = 1

    def paths(self, table: Table) -> list[str]:
        """Return the paths of the files of a table that was one CSV file."""
        stem = PurePosixPath(table.path).with_suffix("")
        if self.parts == 1 or table.name not in OF_CLAIMS:
            return [f"{stem}.{self.format}"]
        return [f"{stem}/part-{number:05d}.{self.format}" for number in range(1, self.parts + 1)]

    def starts(self, claims: int) -> list[int]:
        """Return the number of the first claim of each part, a multiple of ten."""
        articles = -(-claims // 10)
        return [10 * (articles * part // self.parts) for part in range(self.parts)]


def draw(
    connection: duckdb.DuckDBPyConnection, table: Table, query: str, is_held: bool, is_text: bool
) -> None:
    """Make ``drawn_<table>`` from a query.

    Args:
        connection: where.
        table: the table; a column that the query lacks is left out.
        query: the query.
        is_held: as a table; else as a view, which is drawn when it is asked for.
        is_text: with all cells as in a CSV file, so that any cell can be given any.
    """
    name = f"drawn_{table.name}"
    if not (is_held and is_text):
        kind = "table" if is_held else "view"
        connection.execute(f"create temp {kind} {name} as {query}")
        return
    cells = ", ".join(_as_text(field) for field in table.fields)
    connection.execute(f"create temp table {name} as select {cells} from ({query})")


def write(
    connection: duckdb.DuckDBPyConnection, table: Table, root: Path, layout: Layout, claims: int
) -> int:
    """Write ``drawn_<table>`` as the files of a table, sorted; return how many rows it has.

    Args:
        connection: holds what was drawn.
        table: the table, of one CSV file so far, which goes.
        root: folder of the package.
        layout: in which files to write it.
        claims: how many claims there are.
    """
    (root / table.path).unlink(missing_ok=True)
    paths = layout.paths(table)
    (root / paths[0]).parent.mkdir(exist_ok=True)
    write_cell = _as_text if layout.format == "csv" else _as_type
    columns = ", ".join(write_cell(field) for field in table.fields)
    # of what was drawn, and not of how it is written: 10 comes after 2
    order = ", ".join(f"drawn_{table.name}.{quoted(column)}" for column in table.order)
    written = 0
    for part, path in enumerate(paths):
        where = _in_part(table, layout.starts(claims), part) if len(paths) > 1 else "true"
        options = "csv, header true" if layout.format == "csv" else "parquet"
        count = connection.execute(
            f"copy (select {columns} from drawn_{table.name} where {where} order by {order})"
            f" to {literal(str(root / path))} (format {options})"
        ).fetchone()
        written += int(count[0]) if count else 0
    return written


def declare(package: Package, layout: Layout, names: set[str]) -> None:
    """Say in the descriptor in which files tables stand that were one CSV file each."""
    if layout == Layout():
        return
    descriptor = read_json(package.root, DESCRIPTOR)
    for resource in descriptor["resources"]:
        if resource["name"] in names:
            paths = layout.paths(package.table(resource["name"]))
            resource["path"] = paths if len(paths) > 1 else paths[0]
            resource["format"] = layout.format
            resource["mediatype"] = MEDIATYPES[layout.format]
            if layout.format != "csv":  # these are of text files
                del resource["encoding"], resource["dialect"]
    write_atomically(package.root / DESCRIPTOR, json_text(descriptor))
    declared = load_package(package.root)
    for table in declared.tables:
        if table.name in names:
            write_atomically(package.root / f"sql/tables/{table.name}.sql", table_file(table))
    write_atomically(package.root / "sql/open.sql", open_statements(declared))
    write_atomically(package.root / "claims/README.md", data_dictionary(declared))


def _in_part(table: Table, starts: list[int], part: int) -> str:
    """Return the condition for the rows of a part: the key begins with the id of the claim."""
    key = quoted(table.order[0])
    bounds = []
    if part:
        bounds.append(f"{key} >= claim_of({starts[part]})")
    if part + 1 < len(starts):
        bounds.append(f"{key} < claim_of({starts[part + 1]})")
    return " and ".join(bounds)


def _as_text(field: Field) -> str:
    cell = quoted(field.name)
    if field.type == "datetime":
        return f"strftime(cast({cell} as timestamp), '{UTC_FORMAT}') as {cell}"
    return f"cast({cell} as varchar) as {cell}"


def _as_type(field: Field) -> str:
    cell = quoted(field.name)
    return f"cast({cell} as {DUCKDB_TYPES[field.type]}) as {cell}"
