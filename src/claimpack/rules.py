"""The rules across rows and tables: validation/rules/*.sql, each returns the offending rows.

A rule file begins with ``-- rule:``, ``-- severity:``, ``-- why:``, ``-- fix:`` and ``-- reads:``.
Its query returns the columns table_name, row_key, column_name, value and message.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import duckdb

from claimpack.errors import ClaimpackError
from claimpack.findings import Finding, Severity, shown
from claimpack.package import Package
from claimpack.reader import RAW
from claimpack.sql import SqlFile, everything_read, literal, quoted, reads_of
from claimpack.structure import key_expression

COLUMNS = ["table_name", "row_key", "column_name", "value", "message"]


@dataclass(frozen=True)
class Rule:
    """A rule: what its header says, and its query."""

    id: str
    severity: Severity
    why: str
    fix: str
    reads: frozenset[str]
    sql: str


def load_rules(root: Path) -> list[Rule]:
    """Return the rules of a package in the order of their ids.

    Raises:
        ClaimpackError: a header is incomplete, or the id is not the file name.
    """
    return [_load_rule(path) for path in sorted((root / "validation" / "rules").glob("*.sql"))]


def check_rules(
    connection: duckdb.DuckDBPyConnection,
    package: Package,
    rules: list[Rule],
    definitions: list[SqlFile],
    unreadable: set[str],
) -> tuple[list[Finding], list[str]]:
    """Run the rules on the typed tables.

    Args:
        connection: holds the raw and the typed tables, the macros and the views.
        package: the package.
        rules: the rules to run.
        definitions: the macros and views, which tell what a rule reads through them.
        unreadable: tables that could not be read.

    Returns:
        The findings, and the ids of the rules that were not run because they need such a table.
    """
    findings: list[Finding] = []
    not_checked: list[str] = []
    for rule in rules:
        if everything_read(rule.reads, definitions) & unreadable:
            not_checked.append(rule.id)
            continue
        try:
            result = connection.execute(rule.sql)
            columns = [column[0] for column in result.description or []]
            rows = result.fetchall()
        except duckdb.Error as error:
            raise ClaimpackError(
                f"validation/rules/{rule.id}.sql cannot run: {str(error).splitlines()[0]}"
            ) from None
        if columns != COLUMNS:
            raise ClaimpackError(
                f"validation/rules/{rule.id}.sql returns the columns {', '.join(columns)};"
                f" they should be {', '.join(COLUMNS)}"
            )
        findings += [_finding(connection, package, rule, row) for row in rows]
    return findings, not_checked


def _load_rule(path: Path) -> Rule:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ClaimpackError(f"validation/rules/{path.name} cannot be read: {error}") from None
    header = {
        name: " ".join(part.strip() for part in value.replace("\n--", "\n").split("\n"))
        for name, value in re.findall(
            r"^-- (rule|severity|why|fix): (.*(?:\n--   +\S.*)*)", text, re.MULTILINE
        )
    }
    reads = reads_of(text)
    missing = not reads or {"rule", "severity", "why", "fix"} - set(header)
    if missing or header["rule"] != path.stem or header["severity"] not in ("error", "warning"):
        raise ClaimpackError(
            f"validation/rules/{path.name}: the header needs rule (the file name), severity"
            " (error or warning), why, fix and reads"
        )
    severity: Severity = "error" if header["severity"] == "error" else "warning"
    return Rule(path.stem, severity, header["why"], header["fix"], reads, text)


def _finding(
    connection: duckdb.DuckDBPyConnection,
    package: Package,
    rule: Rule,
    row: tuple[str, str | None, str, str | None, str | None],
) -> Finding:
    """Return the finding of a row, with its line and its cell as they stand in the file."""
    table_name, row_key, column, value, message = row
    names = {table.name: {field.name for field in table.fields} for table in package.tables}
    if column not in names.get(table_name, set()):
        raise ClaimpackError(
            f"validation/rules/{rule.id}.sql finds a fault in {table_name}.{column},"
            " which is no column of the package"
        )
    table = package.table(table_name)
    line, cell = connection.execute(
        f"select _line, {quoted(column)} from {RAW}.{quoted(table.name)}"
        f" where {key_expression(table)} = {literal(row_key or '')} order by _line limit 1"
    ).fetchone() or (None, value)
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        table=table.name,
        row_key=shown(row_key),
        file=table.path,
        line=line,
        column=column,
        value=shown(cell),
        # a message made from cells that structure finds wrong can be null
        message=message or rule.why,
        fix=rule.fix,
    )
