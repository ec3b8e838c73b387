"""Another id for a row, wherever it is named: two branches may have given one id to two things.

Ids that the log holds stay: an entry is never rewritten.
"""

from __future__ import annotations

from collections.abc import Mapping

from claimpack.adding import Rows, replace_tables, table_text
from claimpack.assess import must_be
from claimpack.errors import ClaimpackError
from claimpack.package import Package
from claimpack.transaction import one_writer

# Their ids stand in the log, under its hashes.
IN_THE_LOG = {"claims", "assessors", "assessments"}


def rename_row(
    package: Package, table: str, old: str, new: str, dry_run: bool = False
) -> dict[str, int]:
    """Give a row another id, and every row that names it.

    Args:
        package: the package.
        table: the table of the row, whose key has one column.
        old: its id.
        new: the id that it gets.
        dry_run: only check.

    Returns:
        How many rows changed, by table.

    Raises:
        ClaimpackError: there is no such row, the new id is taken, or the log holds the old one.
        DataError: with the new id the package has an error.
    """
    with one_writer(package.root):
        rows = Rows(package)
        key = package.table(table).primary_key[0]
        must_be(rows, table, key, old, "row")
        if any(row[key] == new for row in rows[table]):
            raise ClaimpackError(
                f"there is a '{new}' in {package.table(table).path} already", "choose a free id"
            )
        named = {row["evidence_id"] for row in rows["assessment_evidence"]}
        if table in IN_THE_LOG or (table == "evidence" and old in named):
            raise ClaimpackError(
                f"the log holds '{old}': its entries are never rewritten",
                "rename only what no entry of the log names",
            )
        changed: dict[str, int] = {}
        for other in package.tables:
            columns = {key.fields[0] for key in other.foreign_keys if key.table == table}
            columns |= {key} if other.name == table else set()
            count = 0
            for row in rows[other.name] if columns else []:
                renamed = _renamed(row, columns, old, new)
                if renamed != row:
                    row.update(renamed)
                    count += 1
            if count:
                changed[other.name] = count
        texts = {
            package.table(name).path: table_text(package, name, rows[name]) for name in changed
        }
        replace_tables(package, texts, dry_run)
        return changed


def _renamed(row: Mapping[str, str], columns: set[str], old: str, new: str) -> dict[str, str]:
    """Return a row with another id in some columns, and in its own id where that begins with it."""
    renamed = {name: new if name in columns and cell == old else cell for name, cell in row.items()}
    own = renamed.get("quantity_id", "")
    if renamed != row and own.startswith(f"{old}-"):
        renamed["quantity_id"] = new + own.removeprefix(old)
    return renamed
