"""What values mean, checked on the distinct values of all columns that have one meaning."""

from __future__ import annotations

import duckdb

from claimpack.canonical import proposal
from claimpack.errors import ClaimpackError
from claimpack.findings import Findings, in_table
from claimpack.package import Table
from claimpack.raw import WORK, Reading, first_rows, raw
from claimpack.sql import quoted

# Meanings that DuckDB checks itself: the condition on ``cell`` under which it is wrong.
MEANINGS = {
    "edtf": (
        "edtf_earliest(cell) is null and edtf_latest(cell) is null",
        "not a date that EDTF levels 0 and 1 can say",
        "write it like 2025-02, 2025-02-18~ or 2025-02-19/2025-02-21",
    ),
}


def check_meanings(
    connection: duckdb.DuckDBPyConnection, tables: list[Table], reading: Reading, found: Findings
) -> None:
    """Check what values mean: all columns of one meaning at once, each distinct value once."""
    for meaning, (condition, message, fix) in MEANINGS.items():
        columns = [
            (table, field.name)
            for table in tables
            for field in table.fields
            if field.meaning == meaning
        ]
        if not columns:
            continue
        cells = " union ".join(
            f"select {quoted(column)} as cell from {raw(table)}" for table, column in columns
        )
        try:
            connection.execute(
                f"create or replace table {WORK}.meaningless as"
                f" select cell from ({cells}) where cell is not null and ({condition})"
            )
        except duckdb.CatalogException as error:
            raise ClaimpackError(
                f"sql/macros: {meaning} cannot be checked: {str(error).splitlines()[0]}",
                "restore sql/macros/: it belongs to the standard, not to the article",
            ) from None
        for table, column in columns:
            wrong = f"where {quoted(column)} in (from {WORK}.meaningless)"
            total = connection.execute(f"select count(*) from {raw(table)} {wrong}").fetchone()
            if not total or not total[0]:
                continue
            found.add(
                [
                    in_table(
                        table,
                        meaning,
                        message,
                        f"write {form}" if (form := proposal(meaning, cell or "")) else fix,
                        reading.line(table, row),
                        column,
                        cell,
                        key,
                    )
                    for key, row, cell in first_rows(connection, table, quoted(column), wrong)
                ],
                total=total[0],
            )
