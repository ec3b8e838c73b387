"""What the schemas say of every single cell and key, compiled to DuckDB.

One scan of a table counts the violations of all its single-row checks; only a check that found
some is run again for the rows. Keys and references are compared as sets.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from claimpack.findings import Finding, shown
from claimpack.package import Field, Package, Table
from claimpack.reader import RAW
from claimpack.sql import DUCKDB_TYPES, literal, quoted

CANONICAL = {
    "integer": (r"0|-?[1-9][0-9]*", "an integer without leading zeros, signs or separators"),
    "number": (
        r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?",
        "a decimal number without exponent, leading or trailing zeros",
    ),
    "boolean": (r"true|false", "true or false"),
    "datetime": (
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z",
        "a time in UTC like 2025-02-18T10:00:00Z",
    ),
}
# Control characters, line and paragraph separators, zero-width and bidi characters, noncharacters.
FORBIDDEN = r"[\x00-\x1f\x7f-\x9f\x{200b}-\x{200f}\x{2028}-\x{202e}\x{2060}-\x{206f}\x{feff}\x{fffe}\x{ffff}]"


# Meanings that DuckDB checks itself: the condition on ``cell`` under which it is wrong.
MEANINGS = {
    "edtf": (
        "edtf_earliest(cell) is null and edtf_latest(cell) is null",
        "not a date that EDTF levels 0 and 1 can say",
        "write it like 2025-02, 2025-02-18~ or 2025-02-19/2025-02-21",
    ),
}


@dataclass(frozen=True)
class CellCheck:
    """One check of one column: rows for which ``condition`` holds are wrong."""

    rule: str
    column: str
    condition: str
    message: str
    fix: str


def check_structure(
    connection: duckdb.DuckDBPyConnection, package: Package, unreadable: set[str]
) -> list[Finding]:
    """Check the raw tables against their schemas.

    Args:
        connection: holds the raw tables (see ``claimpack.reader``) and the EDTF macros.
        package: the package whose schemas hold.
        unreadable: tables that were not read; nothing is said of them or of references to them.
    """
    tables = [table for table in package.tables if table.name not in unreadable]
    findings: list[Finding] = []
    for table in tables:
        findings += _check_cells(connection, table)
        findings += _check_unique(connection, table)
        findings += _check_references(connection, package, table, unreadable)
    return findings + _check_meanings(connection, tables)


def cell_checks(table: Table) -> list[CellCheck]:
    """Return the checks of every cell of a table, in the order of its columns."""
    return [check for field in table.fields for check in _field_checks(field)]


def key_expression(table: Table, alias: str = "") -> str:
    """Return SQL for the primary key of a row as text, its parts joined with ``/``."""
    prefix = f"{alias}." if alias else ""
    return "concat_ws('/', " + ", ".join(prefix + quoted(n) for n in table.primary_key) + ")"


def _field_checks(field: Field) -> list[CellCheck]:
    cell = quoted(field.name)
    checks = []

    def add(rule: str, condition: str, message: str, fix: str) -> None:
        checks.append(CellCheck(rule, field.name, condition, message, fix))

    if field.required:
        add("required", f"{cell} is null", "the cell must not be empty", f"fill it: {field.description}")
    add(
        "forbidden-characters",
        f"regexp_matches({cell}, {literal(FORBIDDEN)})",
        "the cell holds a control, line-break, zero-width or bidi character",
        "remove the character that is shown as an escape",
    )
    add(
        "stray-space",
        f"{cell} <> trim({cell})",
        "the cell begins or ends with a space",
        "remove the space",
    )
    typed = cell
    if field.type in CANONICAL:
        pattern, form = CANONICAL[field.type]
        typed = f"try_cast({cell} as {DUCKDB_TYPES[field.type]})"
        add(
            "type",
            f"not regexp_full_match({cell}, {literal(pattern)}) or {typed} is null and {cell} is not null",
            f"not {form}",
            f"write it like {_example(field)}",
        )
    constraints = field.constraints
    for rule, operator, words in (("minimum", "<", "at least"), ("maximum", ">", "at most")):
        if rule in constraints:
            bound = constraints[rule]
            add(rule, f"{typed} {operator} {bound}", f"must be {words} {bound}", "correct the value")
    for rule, operator, words in (("minLength", "<", "at least"), ("maxLength", ">", "at most")):
        if rule in constraints:
            bound = constraints[rule]
            add(rule, f"length({cell}) {operator} {bound}", f"must have {words} {bound} characters", "correct the text")
    if "pattern" in constraints:
        add(
            "pattern",
            f"not regexp_full_match({cell}, {literal(constraints['pattern'])})",
            f"does not match {constraints['pattern']}",
            f"write it like {_example(field)}",
        )
    if "enum" in constraints:
        allowed = ", ".join(map(str, constraints["enum"]))
        values = ", ".join(literal(str(value)) for value in constraints["enum"])
        add("enum", f"{cell} not in ({values})", f"must be one of: {allowed}", "choose one of them")
    return checks


def _example(field: Field) -> str:
    return str(field.example).lower() if field.type == "boolean" else str(field.example)


def _check_cells(connection: duckdb.DuckDBPyConnection, table: Table) -> list[Finding]:
    checks = cell_checks(table)
    raw = f"{RAW}.{quoted(table.name)}"
    counts = connection.execute(
        "select "
        + ", ".join(f"count(*) filter (where {check.condition})" for check in checks)
        + f" from {raw}"
    ).fetchone()
    assert counts is not None  # an aggregate without groups always has one row
    findings = []
    for check, count in zip(checks, counts, strict=True):
        if count:
            rows = connection.execute(
                f"select {key_expression(table)}, _line, {quoted(check.column)} from {raw}"
                f" where {check.condition} order by _line"
            ).fetchall()
            findings += [
                _finding(table, check.rule, key, line, check.column, value, check.message, check.fix)
                for key, line, value in rows
            ]
    return findings


def _check_meanings(
    connection: duckdb.DuckDBPyConnection, tables: list[Table]
) -> list[Finding]:
    """Check what values mean: all columns of one meaning at once, each distinct value once."""
    by_name = {table.name: table for table in tables}
    findings = []
    for meaning, (condition, message, fix) in MEANINGS.items():
        cells = [
            f"select {literal(table.name)} as table_name, {literal(field.name)} as column_name,"
            f" {key_expression(table)} as row_key, _line as line, {quoted(field.name)} as cell"
            f" from {RAW}.{quoted(table.name)} where {quoted(field.name)} is not null"
            for table in tables
            for field in table.fields
            if field.meaning == meaning
        ]
        if not cells:
            continue
        rows = connection.execute(
            f"with cells as ({' union all '.join(cells)}),"
            " distinct_cells as (select distinct cell from cells)"
            " select table_name, row_key, line, column_name, cell from cells"
            f" where cell in (select cell from distinct_cells where {condition})"
        ).fetchall()
        findings += [
            _finding(by_name[name], meaning, key, line, column, cell, message, fix)
            for name, key, line, column, cell in rows
        ]
    return findings


def _check_unique(connection: duckdb.DuckDBPyConnection, table: Table) -> list[Finding]:
    findings = []
    raw = f"{RAW}.{quoted(table.name)}"
    for key in (table.primary_key, *table.unique_keys):
        columns = ", ".join(quoted(name) for name in key)
        is_primary = key == table.primary_key
        rows = connection.execute(
            f"select {key_expression(table)}, _line, concat_ws('/', {columns}),"
            f" first_value(_line) over same as first_line from {raw}"
            f" where {' and '.join(f'{quoted(name)} is not null' for name in key)}"
            f" window same as (partition by {columns} order by _line)"
            " qualify row_number() over same > 1 order by _line"
        ).fetchall()
        findings += [
            _finding(
                table,
                "primary-key" if is_primary else "unique-key",
                row_key,
                line,
                key[0],
                value,
                f"stands in line {first_line} already",
                "give the row an id of its own, or remove it"
                if is_primary
                else f"the table may have {', '.join(key)} once only",
            )
            for row_key, line, value, first_line in rows
        ]
    return findings


def _check_references(
    connection: duckdb.DuckDBPyConnection, package: Package, table: Table, unreadable: set[str]
) -> list[Finding]:
    findings = []
    for key in table.foreign_keys:
        if key.table in unreadable:
            continue
        parent = package.table(key.table)
        match = " and ".join(
            f"child.{quoted(ours)} = parent.{quoted(theirs)}"
            for ours, theirs in zip(key.fields, key.table_fields, strict=True)
        )
        present = " and ".join(f"child.{quoted(name)} is not null" for name in key.fields)
        value = ", ".join(f"child.{quoted(name)}" for name in key.fields)
        rows = connection.execute(
            f"select {key_expression(table, 'child')}, child._line, concat_ws('/', {value})"
            f" from {RAW}.{quoted(table.name)} as child where {present} and not exists"
            f" (select 1 from {RAW}.{quoted(parent.name)} as parent where {match})"
            " order by child._line"
        ).fetchall()
        findings += [
            _finding(
                table,
                "foreign-key",
                row_key,
                line,
                key.fields[0],
                cell,
                f"there is no such {', '.join(key.table_fields)} in {parent.path}",
                f"correct the cell, or add the row to {parent.path}",
            )
            for row_key, line, cell in rows
        ]
    return findings


def _finding(
    table: Table,
    rule: str,
    row_key: str | None,
    line: int,
    column: str,
    value: str | None,
    message: str,
    fix: str,
) -> Finding:
    return Finding(
        rule=rule,
        severity="error",
        table=table.name,
        row_key=shown(row_key) or None,
        file=table.path,
        line=line,
        column=column,
        value=shown(value),
        message=message,
        fix=fix,
    )
