"""Edits to the CSV files of this package, for tests that break it on purpose.

An edit changes the rows of a table as a person would: ``change``, ``add``, ``remove``. After an
edit to the log, ``rechain`` makes its hashes right again, worked out here and not in SQL.
"""

import contextlib
import csv
import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import rfc8785

from claimpack.order import sort_key
from claimpack.package import Package, load_package

ROOT = Path(__file__).parents[1]
PACKAGE: Package = load_package(ROOT)

Row = dict[str, str]


class Tables:
    """The rows of the CSV files, read when they are first asked for, and written when changed."""

    def __init__(self) -> None:
        self._rows: dict[str, list[Row]] = {}

    def rows(self, table: str) -> list[Row]:
        """Return the rows of a table; whoever changes them changes the table."""
        if table not in self._rows:
            self._rows[table] = read_rows(ROOT / PACKAGE.table(table).path)
        return self._rows[table]

    def row(self, table: str, key: str) -> Row:
        """Return the row with that key, its parts joined with ``/``."""
        return next(row for row in self.rows(table) if key_of(table, row) == key)

    def write(self, root: Path) -> list[str]:
        """Write the tables that differ from the files of this package, in their order.

        Returns:
            Their names.
        """
        changed = []
        for name, rows in self._rows.items():
            path = PACKAGE.table(name).path
            out = io.StringIO(newline="")
            writer = csv.writer(out, lineterminator="\n")
            names = [field.name for field in PACKAGE.table(name).fields]
            writer.writerow(names)
            if not PACKAGE.table(name).is_code_list:
                with contextlib.suppress(ValueError):  # a number that is none
                    rows = sorted(rows, key=lambda row: sort_key(PACKAGE.table(name), row))
            writer.writerows([row[column] for column in names] for row in rows)
            if out.getvalue() != (ROOT / path).read_text(encoding="utf-8"):
                changed.append(name)
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_text(out.getvalue(), encoding="utf-8", newline="")
        return changed


Edit = Callable[[Tables], None]


def change(table: str, key: str, **cells: str) -> Edit:
    """Put other cells in a row."""

    def edit(tables: Tables) -> None:
        row = tables.row(table, key)
        assert {name: row[name] for name in cells} != cells, "the edit changes nothing"
        row.update(cells)

    return edit


def add(table: str, like: str | None = None, **cells: str) -> Edit:
    """Add a row at the end: as another one of the table, or empty, but for the cells."""

    def edit(tables: Tables) -> None:
        empty = {field.name: "" for field in PACKAGE.table(table).fields}
        assert set(cells) <= set(empty)
        tables.rows(table).append((tables.row(table, like) if like else empty) | cells)

    return edit


def remove(table: str, *keys: str) -> Edit:
    """Remove rows."""

    def edit(tables: Tables) -> None:
        for key in keys:
            tables.rows(table).remove(tables.row(table, key))

    return edit


def rechain(claim_id: str, keep_previous_hash_of: int = 0) -> Edit:
    """Make the hashes of the log of a claim right, but for one previous hash."""

    def edit(tables: Tables) -> None:
        evidence: dict[str, list[str]] = {}
        for row in tables.rows("assessment_evidence"):
            evidence.setdefault(row["assessment_id"], []).append(row["evidence_id"])
        entries = [row for row in tables.rows("assessments") if row["claim_id"] == claim_id]
        last_hash = ""
        for entry in sorted(entries, key=lambda row: int(row["seq"])):
            if int(entry["seq"]) != keep_previous_hash_of:
                entry["previous_hash"] = last_hash
            hashed = {
                column: entry[column]
                for column in (
                    "assessor_id",
                    "claim_id",
                    "confidence",
                    "corrects_seq",
                    "previous_hash",
                    "rationale",
                    "recorded_at",
                    "seq",
                    "stage",
                    "verdict",
                    "what_was_wrong",
                )
            }
            basis = sorted(evidence.get(entry["assessment_id"], []))
            canonical = rfc8785.dumps({"format": 1, "evidence_ids": basis, **hashed})
            entry["entry_hash"] = last_hash = hashlib.sha256(canonical).hexdigest()

    return edit


def key_of(table: str, row: Row) -> str:
    """Return the primary key of a row, its parts joined with ``/``."""
    return "/".join(row[name] for name in PACKAGE.table(table).primary_key)


def read_rows(path: Path) -> list[Row]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def line_and_cell(root: Path, table: str, key: str, column: str) -> tuple[int | None, str | None]:
    """Return the line of a row in its file and one of its cells; None, None where it is not."""
    with (root / PACKAGE.table(table).path).open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            if key_of(table, row) == key:
                return reader.line_num, row[column] or None
    return None, None
