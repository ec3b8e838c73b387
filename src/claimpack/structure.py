"""What the schemas say of every single cell and key, compiled to DuckDB.

One scan of a table counts the violations of all its single-row checks; only a check that found
some is run again for the rows. Keys and references are compared as sets.
"""

from __future__ import annotations

import duckdb

from claimpack.cell_checks import cell_checks
from claimpack.database import DISK_ERRORS
from claimpack.errors import ClaimpackError
from claimpack.findings import Findings
from claimpack.keys import check_keys, check_references
from claimpack.meaning_check import check_meanings
from claimpack.package import Package, Table
from claimpack.raw import Reading, first_rows, raw
from claimpack.sql import quoted


def check_structure(
    connection: duckdb.DuckDBPyConnection, package: Package, reading: Reading, found: Findings
) -> None:
    """Check the raw tables against their schemas.

    Args:
        connection: holds the raw tables (see ``claimpack.reader``) and the EDTF macros.
        package: the package whose schemas hold.
        reading: what came of reading them; nothing is said of tables that could not be read, or
            of references to them.
        found: gets what is wrong.
    """
    tables = [table for table in package.tables if table.name not in reading.unreadable]
    some_dangle = check_references(connection, package, tables, reading, found)
    sound = set()
    for table in tables:
        if table.name not in reading.sound:
            _check_cells(connection, table, reading, found)
            continue
        # checked while it was read, but for columns that rest on references
        doubtful = {
            column
            for column, parent in reading.resting.get(table.name, {}).items()
            if some_dangle or parent not in reading.sound
        }
        if not doubtful or not _check_cells(connection, table, reading, found, doubtful):
            sound.add(table.name)
    check_meanings(connection, tables, sound, reading, found)
    check_keys(connection, tables, reading, found)


def _check_cells(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    reading: Reading,
    found: Findings,
    columns: set[str] | None = None,
) -> int:
    """Check the cells of a table, or of some columns; return how many are wrong."""
    checks = [
        check
        for check in cell_checks(table, table.name in reading.plain)
        if columns is None or check.column in columns
    ]
    try:
        counts = connection.execute(
            "select "
            + ", ".join(f"count(*) filter (where {check.condition})" for check in checks)
            + f" from {raw(table)}"
        ).fetchone()
    except DISK_ERRORS:
        raise
    except duckdb.Error as error:  # a pattern that is none
        raise ClaimpackError(
            f"{table.schema_path}: a constraint cannot be checked: {str(error).splitlines()[0]}"
        ) from None
    assert counts is not None  # an aggregate without groups always has one row
    for check, count in zip(checks, counts, strict=True):
        if count:
            cell, wrong = quoted(check.column), f"where {check.condition}"
            rows = first_rows(connection, table, cell, wrong, count, reading)
            found.add(
                [
                    reading.finding(
                        table,
                        row,
                        check.rule,
                        check.message,
                        check.fix_for(value),
                        check.column,
                        value,
                        key,
                    )
                    for key, row, value in rows
                ],
                total=count,
            )
    return sum(counts)
