"""The rules across rows and tables: validation/rules/*.sql, each returns the offending rows.

A rule file begins with ``-- rule:``, ``-- severity:``, ``-- why:``, ``-- fix:``, perhaps
``-- example:`` of a violation, and ``-- reads:``. With ``-- waivable: no`` no waiver sets its
findings aside. ``-- scope:`` says on which rows a finding depends (see ``recheck.reach``), by
default on all; with ``-- time: mends`` findings can only go away as time passes. Its query returns
the columns table_name, row_key, column_name, value and message.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import duckdb

from claimpack.database import DISK_ERRORS
from claimpack.documents import sql_files
from claimpack.errors import ClaimpackError
from claimpack.findings import MAX_LISTED, Finding, Findings, Severity
from claimpack.limits import memory_limit, time_limit
from claimpack.package import Package, Table
from claimpack.raw import WORK, Reading, beginnings, key_expression, raw
from claimpack.shared_views import shared_views
from claimpack.sql import SqlFile, everything_read, literal, quoted, reads_of

RULES = "validation/rules"
# A package with fewer rows: to ask whether a rule is broken costs less than to keep what breaks it.
FEW = 100_000
RULE_SECONDS = 600
# Of the whole process, with what DuckDB holds already; a rule gets some more in any case.
RULE_MEMORY = 850 << 20
RULE_HEADROOM = 250 << 20
BROKEN = f"{WORK}.broken"
COLUMNS = ["table_name", "row_key", "column_name", "value", "message"]


@dataclass(frozen=True)
class Rule:
    """A rule: its path in the package, what its header says, and its query."""

    id: str
    severity: Severity
    why: str
    fix: str
    example: str | None
    reads: frozenset[str]
    is_waivable: bool
    scope: str
    time_mends: bool
    sql: str

    @property
    def path(self) -> str:
        """The file of the rule, relative to the package."""
        return f"{RULES}/{self.id}.sql"


def load_rules(root: Path) -> list[Rule]:
    """Return the rules of a package in the order of their ids.

    Raises:
        ClaimpackError: a header is incomplete, or the id is not the file name.
    """
    return [_rule(path, text) for path, text in sql_files(root, RULES)]


def check_rules(
    connection: duckdb.DuckDBPyConnection,
    package: Package,
    rules: list[Rule],
    definitions: list[SqlFile],
    reading: Reading,
    found: Findings,
) -> list[str]:
    """Run the rules on the typed tables.

    Args:
        connection: holds the raw and the typed tables, the macros and the views.
        package: the package.
        rules: the rules to run.
        definitions: the macros and views, which tell what a rule reads through them.
        reading: what came of reading them.
        found: gets what is wrong.

    Returns:
        The ids of the rules that were not run because they need such a table.

    Raises:
        ClaimpackError: a rule cannot run, or does not return what a rule returns.
    """
    expect_scopes(package, rules)
    runnable = [
        rule for rule in rules if not everything_read(rule.reads, definitions) & reading.unreadable
    ]
    has_few_rows = sum(reading.rows.values()) < FEW
    reads = [rule.reads for rule in runnable]
    with shared_views(connection, reads, definitions, lambda: rule_limits(connection)):
        sound = nothing_breaks(connection, runnable) if has_few_rows else set()
        for rule in runnable:
            if rule.id not in sound:
                for table, column, count in run_rule(connection, package, rule):
                    first = first_findings(connection, rule, table, column, count, reading)
                    found.add(first, total=count)
    return [rule.id for rule in rules if rule not in runnable]


@contextmanager
def rule_limits(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Bound the time and the memory of what a package lets run."""
    with memory_limit(RULE_MEMORY, RULE_HEADROOM), time_limit(connection, RULE_SECONDS):
        yield


def nothing_breaks(connection: duckdb.DuckDBPyConnection, rules: list[Rule]) -> set[str]:
    """Return the rules that are certainly not broken: most are not, and few rows are quickly told.

    Of the others nothing is said here, also of those that cannot run.
    """
    sound = set()
    with rule_limits(connection):
        for rule in rules:
            with suppress(duckdb.Error, MemoryError):
                result = connection.execute(rule.sql)
                columns = [column[0] for column in result.description or []]
                if columns == COLUMNS and result.fetchone() is None:
                    sound.add(rule.id)
    return sound


def expect_scopes(package: Package, rules: list[Rule]) -> None:
    """Expect that every scope is one.

    Raises:
        ClaimpackError: a rule names a scope that is none.
    """
    scopes = {"row", "package", *(table.name for table in package.tables)}
    for rule in rules:
        if rule.scope not in scopes:
            raise ClaimpackError(
                f"{rule.path}: there is no scope '{rule.scope}'",
                "write row, package, or the name of a table",
            )


def run_rule(
    connection: duckdb.DuckDBPyConnection, package: Package, rule: Rule
) -> list[tuple[Table, str, int]]:
    """Put the rows that break a rule in ``work.broken``; return how many in which column.

    Raises:
        ClaimpackError: the rule cannot run, or does not return what a rule returns.
    """
    try:
        with rule_limits(connection):
            created = connection.execute(f"create or replace table {BROKEN} as {rule.sql}")
            count = created.fetchone()
    except duckdb.InterruptException:
        raise ClaimpackError(
            f"{rule.path} was stopped after {RULE_SECONDS} s", "make the rule faster"
        ) from None
    except (MemoryError, duckdb.OutOfMemoryException):
        raise ClaimpackError(
            f"{rule.path} needs more memory than a rule may use",
            "let the rule look at less: filter before it joins or aggregates",
        ) from None
    except DISK_ERRORS:
        raise
    except duckdb.Error as error:
        raise ClaimpackError(f"{rule.path} cannot run: {str(error).splitlines()[0]}") from None
    columns = [
        column[0] for column in connection.execute(f"from {BROKEN} limit 0").description or []
    ]
    if columns != COLUMNS:
        raise ClaimpackError(
            f"{rule.path} returns the columns {', '.join(columns)};"
            f" they should be {', '.join(COLUMNS)}"
        )
    if count == (0,):
        return []
    names = {table.name: {field.name for field in table.fields} for table in package.tables}
    places = connection.execute(
        f"select table_name, column_name, count(*) from {BROKEN} group by all order by all"
    ).fetchall()
    for table, column, _ in places:
        if column not in names.get(table, set()):
            raise ClaimpackError(
                f"{rule.path} finds a fault in {table}.{column}, which is no column of the package"
            )
    return [(package.table(table), column, count) for table, column, count in places]


def first_findings(
    connection: duckdb.DuckDBPyConnection,
    rule: Rule,
    table: Table,
    column: str,
    count: int,
    reading: Reading,
) -> list[Finding]:
    """Return the first findings in a column, with lines and cells as they stand in the file.

    Args:
        connection: holds ``work.broken``.
        rule: the rule that is broken.
        table: the table.
        column: the column.
        count: how many findings there are in it.
        reading: what came of reading the table.
    """
    rows: list[tuple[str | None, str | None, int | None, str | None]] = []
    for beginning in beginnings(table, count, reading):
        rows = connection.execute(
            "with here as ("
            f"  select row_key, value, message from {BROKEN}"
            f"  where table_name = {literal(table.name)} and column_name = {literal(column)}"
            "), there as ("
            f"  select {key_expression(table)} as row_key, _row as number,"
            f"  {quoted(column)} as cell from {raw(table)} where {beginning}"
            "), placed as ("
            "  from there where row_key in (select coalesce(row_key, '') from here)"
            "  qualify row_number() over (partition by row_key order by number) = 1"
            ")"
            " select here.row_key, here.message, placed.number,"
            " case when placed.number is null then here.value else placed.cell end"
            " from here left join placed on placed.row_key = coalesce(here.row_key, '')"
            f" order by placed.number, here.row_key, here.message limit {MAX_LISTED}"
        ).fetchall()
        if rows and rows[-1][2] is not None:  # those that name no row come last
            break
    return [
        reading.finding(
            table,
            row,
            rule.id,
            # a message made from cells that structure finds wrong can be null
            message or rule.why,
            rule.fix,
            column,
            value,
            row_key,
            rule.severity,
        )
        for row_key, message, row, value in rows
    ]


def _rule(path: str, text: str) -> Rule:
    name = PurePosixPath(path).stem
    header = {
        name: " ".join(part.strip() for part in value.replace("\n--", "\n").split("\n"))
        for name, value in re.findall(
            r"^-- (rule|severity|why|fix|example|waivable|scope|time): (.*(?:\n--   +\S.*)*)",
            text,
            re.MULTILINE,
        )
    }
    reads = reads_of(text)
    missing = not reads or {"rule", "severity", "why", "fix"} - set(header)
    if missing or header["rule"] != name or header["severity"] not in ("error", "warning"):
        raise ClaimpackError(
            f"{path}: the header needs rule (the file name), severity"
            " (error or warning), why, fix and reads"
        )
    severity: Severity = "error" if header["severity"] == "error" else "warning"
    waivable = header.get("waivable", "yes")
    if waivable not in ("yes", "no"):
        raise ClaimpackError(f"{path}: waivable is yes or no, not '{waivable}'")
    if header.get("time", "mends") != "mends":
        raise ClaimpackError(f"{path}: time can only say mends, not '{header['time']}'")
    return Rule(
        id=name,
        severity=severity,
        why=header["why"],
        fix=header["fix"],
        example=header.get("example"),
        reads=reads,
        is_waivable=waivable == "yes",
        scope=header.get("scope", "package"),
        time_mends="time" in header,
        sql=text,
    )
