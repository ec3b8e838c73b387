"""The order of rows: sorted, so that git merges branches row by row and a change is a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import duckdb

from claimpack.findings import MAX_LISTED, Finding
from claimpack.package import Package, Table
from claimpack.raw import Reading, key_expression, raw
from claimpack.sql import quoted

RULE = "row-order"
ENGINE = "claimpack"


def sort_key(table: Table, row: Mapping[str, str | None]) -> list[tuple[int, str]]:
    """Return what a row is sorted by: whole numbers by value, texts by their characters."""
    whole = {field.name for field in table.fields if field.type == "integer"}
    return [
        (int(row[name] or 0), "") if name in whole else (0, row[name] or "") for name in table.order
    ]


def out_of_order(
    connection: duckdb.DuckDBPyConnection, package: Package, reading: Reading
) -> Iterator[Finding]:
    """Yield a warning for each row that should stand before the row above it.

    Args:
        connection: holds the raw tables.
        package: the package.
        reading: what came of reading them.
    """
    for table in package.tables:
        # codes stand in the order of what they mean
        if table.name in reading.unreadable or table.is_code_list:
            continue
        whole = {field.name for field in table.fields if field.type == "integer"}
        key = ", ".join(
            f"coalesce(try_cast({quoted(name)} as bigint), 0)"
            if name in whole
            else f"coalesce({quoted(name)}, '')"
            for name in table.order
        )
        rows = connection.execute(
            f"select _row, {key_expression(table)}, {quoted(table.order[0])},"
            f" lag({key_expression(table)}) over (order by _row) as above"
            f" from (select *, row({key}) as place from {raw(table)})"
            " qualify place < lag(place) over (order by _row)"
            f" order by _row limit {MAX_LISTED}"
        ).fetchall()
        for row, row_key, cell, above in rows:
            yield reading.finding(
                table,
                row,
                RULE,
                f"the row should stand before {above}",
                f"sort the rows by {', '.join(table.order)}",
                table.order[0],
                cell,
                row_key,
                severity="warning",
                engine=ENGINE,
            )
