"""What breaks a rule, as its query returns it."""

from __future__ import annotations

import duckdb

from claimpack.package import Package
from claimpack.recheck.state import Broken
from claimpack.rules import BROKEN, Rule, run_rule


def broken_by(connection: duckdb.DuckDBPyConnection, package: Package, rule: Rule) -> list[Broken]:
    """Run a rule on the typed tables, and return what breaks it."""
    if not run_rule(connection, package, rule):
        return []
    rows = connection.execute(
        "select table_name, cast(row_key as varchar), column_name, cast(value as varchar),"
        f" cast(message as varchar) from {BROKEN}"
    ).fetchall()
    return [(rule.id, *row) for row in rows]
