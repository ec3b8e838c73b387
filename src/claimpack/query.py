"""Ask a package anything in SQL, without writing, files or network."""

from __future__ import annotations

from typing import Any

import duckdb

from claimpack.database import open_package, rows
from claimpack.errors import ClaimpackError, DataError
from claimpack.package import Package

READING = {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN}


def run_query(package: Package, sql: str) -> list[dict[str, Any]]:
    """Run one reading statement on a package and return its rows.

    The data is loaded into memory first; then DuckDB is locked: no file, no network, no setting.

    Args:
        package: the package.
        sql: one statement that reads, such as ``from claim_status``.

    Raises:
        ClaimpackError: the SQL is not one reading statement, or DuckDB refuses it.
        DataError: the data cannot be loaded.
    """
    with open_package(package) as connection:
        connection.execute("set enable_external_access = false; set lock_configuration = true")
        try:
            statements = connection.extract_statements(sql)
        except duckdb.Error as error:
            raise _refused(error) from None
        if len(statements) != 1:
            raise ClaimpackError(
                f"one statement is expected, there are {len(statements)}",
                "run 'claimpack query' once for each",
            )
        if statements[0].type not in READING:
            raise ClaimpackError(
                "only statements that read are run here",
                "begin with select or from; to change the data, edit the CSV files in claims/",
            )
        try:
            return rows(connection, sql)
        except DataError:
            raise
        except duckdb.Error as error:
            raise _refused(error) from None


def _refused(error: duckdb.Error) -> ClaimpackError:
    lines = [line for line in str(error).splitlines() if line.strip()]
    return ClaimpackError(
        "\n".join(lines), "'claimpack query \"show tables\"' lists what can be asked"
    )
