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
    for table in tables:
        if table.name not in reading.sound:  # else checked while it was read
            _check_cells(connection, table, reading, found)
    check_meanings(connection, tables, reading, found)
    check_keys(connection, tables, reading, found)
    check_references(connection, package, tables, reading, found)


def _check_cells(
    connection: duckdb.DuckDBPyConnection, table: Table, reading: Reading, found: Findings
) -> None:
    checks = cell_checks(table, table.name in reading.plain)
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
            rows = first_rows(connection, table, quoted(check.column), f"where {check.condition}")
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
