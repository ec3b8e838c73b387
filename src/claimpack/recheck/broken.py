"""What breaks a rule, as its query returns it."""

from __future__ import annotations

from contextlib import suppress

import duckdb

from claimpack.limits import memory_limit, time_limit
from claimpack.package import Package
from claimpack.recheck.state import Broken
from claimpack.rules import (
    BROKEN,
    COLUMNS,
    RULE_HEADROOM,
    RULE_MEMORY,
    RULE_SECONDS,
    Rule,
    run_rule,
)


def nothing_breaks(connection: duckdb.DuckDBPyConnection, rules: list[Rule]) -> set[str]:
    """Return the rules that are certainly not broken: most are not, and few rows are quickly told.

    Of the others nothing is said here, also of those that cannot run.
    """
    sound = set()
    with memory_limit(RULE_MEMORY, RULE_HEADROOM), time_limit(connection, RULE_SECONDS):
        for rule in rules:
            with suppress(duckdb.Error, MemoryError):
                result = connection.execute(rule.sql)
                columns = [column[0] for column in result.description or []]
                if columns == COLUMNS and result.fetchone() is None:
                    sound.add(rule.id)
    return sound


def broken_by(connection: duckdb.DuckDBPyConnection, package: Package, rule: Rule) -> list[Broken]:
    """Run a rule on the typed tables, and return what breaks it."""
    if not run_rule(connection, package, rule):
        return []
    rows = connection.execute(
        "select table_name, cast(row_key as varchar), column_name, cast(value as varchar),"
        f" cast(message as varchar) from {BROKEN}"
    ).fetchall()
    return [(rule.id, *row) for row in rows]
