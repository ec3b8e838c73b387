"""What the schemas say of every single cell and key, compiled to DuckDB.

One scan of a table counts the violations of all its single-row checks; only a check that found
some is run again for the rows. Keys and references are compared as sets.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from claimpack.canonical import proposal
from claimpack.errors import ClaimpackError
from claimpack.findings import Finding, shown
from claimpack.package import Field, Package, Table
from claimpack.reader import RAW
from claimpack.sql import DUCKDB_TYPES, literal, quoted

CANONICAL = {
    "integer": (r"0|-?[1-9][0-9]*", "an integer without leading zeros, signs or separators"),
    "number": (
        r"0|-?(?:0\.[0-9]*[1-9]|[1-9][0-9]*(?:\.[0-9]*[1-9])?)",
        "a decimal number without exponent, leading or trailing zeros",
    ),
    "boolean": (r"true|false", "true or false"),
    "datetime": (
        r"(?:[1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z",
        "a time in UTC like 2025-02-18T10:00:00Z",
    ),
}
# Control characters, line and paragraph separators, zero-width and bidi characters, tags,
# noncharacters.
FORBIDDEN = (
    r"[\x00-\x1f\x7f-\x9f\x{061c}\x{200b}-\x{200f}\x{2028}-\x{202e}"
    r"\x{2060}-\x{206f}\x{feff}\x{fffe}\x{ffff}\x{e0000}-\x{e007f}]"
)


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
    """One check of one column: rows for which ``condition`` holds are wrong.

    Where ``kind`` is given, the fix proposes the canonical form of the cell if it can be told.
    """

    rule: str
    column: str
    condition: str
    message: str
    fix: str
    kind: str | None = None

    def fix_for(self, cell: str | None) -> str:
        """Return what to do about a cell."""
        form = proposal(self.kind, cell) if self.kind and cell else None
        return f"write {form}" if form else self.fix


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
    return [
        *findings,
        *_check_meanings(connection, tables),
        *_check_keys(connection, tables),
        *_check_references(connection, package, tables),
    ]


def cell_checks(table: Table) -> list[CellCheck]:
    """Return the checks of every cell of a table, in the order of its columns."""
    return [
        check
        for field in table.fields
        for check in _field_checks(field, field.required or field.name in table.primary_key)
    ]


def key_expression(table: Table, alias: str = "") -> str:
    """Return SQL for the primary key of a row as text, its parts joined with ``/``."""
    prefix = f"{alias}." if alias else ""
    return "concat_ws('/', " + ", ".join(prefix + quoted(n) for n in table.primary_key) + ")"


def _field_checks(field: Field, is_required: bool) -> list[CellCheck]:
    cell = quoted(field.name)
    checks = []

    def add(rule: str, condition: str, message: str, fix: str, kind: str | None = None) -> None:
        checks.append(CellCheck(rule, field.name, condition, message, fix, kind))

    if is_required:
        add(
            "required",
            f"{cell} is null",
            "the cell must not be empty",
            f"fill it: {field.description}",
        )
    add(
        "forbidden-characters",
        f"regexp_matches({cell}, {literal(FORBIDDEN)})",
        "the cell holds a control, line-break, zero-width or bidi character",
        "remove the character that is shown as an escape",
    )
    typed = cell
    if field.type in CANONICAL:
        pattern, form = CANONICAL[field.type]
        typed = f"try_cast({cell} as {DUCKDB_TYPES[field.type]})"
        infinite = f" or isinf({typed})" if field.type == "number" else ""
        add(
            "type",
            f"not regexp_full_match({cell}, {literal(pattern)})"
            f" or {typed} is null and {cell} is not null{infinite}",
            f"not {form}",
            f"write it like {_example(field)}",
            field.type,
        )
    else:
        add(
            "stray-space",
            f"regexp_matches({cell}, '^[\\p{{Z}}\\s]|[\\p{{Z}}\\s]$')",
            "the cell begins or ends with a space",
            "remove the space",
        )
    constraints = field.constraints
    for rule, operator, words in (("minimum", "<", "at least"), ("maximum", ">", "at most")):
        if rule in constraints:
            bound = constraints[rule]
            add(
                rule, f"{typed} {operator} {bound}", f"must be {words} {bound}", "correct the value"
            )
    for rule, operator, words in (("minLength", "<", "at least"), ("maxLength", ">", "at most")):
        if rule in constraints:
            bound = constraints[rule]
            add(
                rule,
                f"length({cell}) {operator} {bound}",
                f"must have {words} {bound} characters",
                "correct the text",
            )
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
    try:
        counts = connection.execute(
            "select "
            + ", ".join(f"count(*) filter (where {check.condition})" for check in checks)
            + f" from {raw}"
        ).fetchone()
    except duckdb.Error as error:  # a pattern that is none
        raise ClaimpackError(
            f"{table.schema_path}: a constraint cannot be checked: {str(error).splitlines()[0]}"
        ) from None
    assert counts is not None  # an aggregate without groups always has one row
    findings = []
    for check, count in zip(checks, counts, strict=True):
        if count:
            rows = connection.execute(
                f"select {key_expression(table)}, _line, {quoted(check.column)} from {raw}"
                f" where {check.condition} order by _line"
            ).fetchall()
            findings += [
                _finding(
                    table,
                    check.rule,
                    key,
                    line,
                    check.column,
                    value,
                    check.message,
                    check.fix_for(value),
                )
                for key, line, value in rows
            ]
    return findings


def _check_meanings(connection: duckdb.DuckDBPyConnection, tables: list[Table]) -> list[Finding]:
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
            _finding(
                by_name[name],
                meaning,
                key,
                line,
                column,
                cell,
                message,
                f"write {form}" if (form := proposal(meaning, cell)) else fix,
            )
            for name, key, line, column, cell in rows
        ]
    return findings


def _check_keys(connection: duckdb.DuckDBPyConnection, tables: list[Table]) -> list[Finding]:
    """Check primary and unique keys: all are counted in one query, the rows only where needed."""
    keys = [(table, key) for table in tables for key in (table.primary_key, *table.unique_keys)]
    if not keys:
        return []
    counts = connection.execute(
        " union all ".join(
            f"select {number} as number, count({_row(key)}) - count(distinct {_row(key)}) as excess"
            f" from {RAW}.{quoted(table.name)} where {_present(key)}"
            for number, (table, key) in enumerate(keys)
        )
    ).fetchall()
    findings = []
    for number, excess in counts:
        if excess:
            findings += _repeated(connection, *keys[number])
    return findings


def _repeated(
    connection: duckdb.DuckDBPyConnection, table: Table, key: tuple[str, ...]
) -> list[Finding]:
    columns = ", ".join(quoted(name) for name in key)
    rows = connection.execute(
        f"select {key_expression(table)}, _line, concat_ws('/', {columns}),"
        f" first_value(_line) over same as first_line from {RAW}.{quoted(table.name)}"
        f" where {_present(key)} window same as (partition by {columns} order by _line)"
        " qualify row_number() over same > 1 order by _line"
    ).fetchall()
    is_primary = key == table.primary_key
    rule = "primary-key" if is_primary else "unique-key"
    fix = (
        "give the row an id of its own, or remove it"
        if is_primary
        else f"the table may have {', '.join(key)} once only"
    )
    return [
        _finding(table, rule, row_key, line, key[0], value, f"stands in line {first} already", fix)
        for row_key, line, value, first in rows
    ]


def _check_references(
    connection: duckdb.DuckDBPyConnection, package: Package, tables: list[Table]
) -> list[Finding]:
    """Check that every reference leads to a row; references to unread tables are left out."""
    readable = {table.name for table in tables}
    dangling = []
    for table in tables:
        for key in table.foreign_keys:
            if key.table in readable:
                parent = package.table(key.table)
                match = " and ".join(
                    f"child.{quoted(ours)} = parent.{quoted(theirs)}"
                    for ours, theirs in zip(key.fields, key.table_fields, strict=True)
                )
                value = ", ".join(f"child.{quoted(name)}" for name in key.fields)
                dangling.append(
                    f"select {literal(table.name)}, {literal(key.fields[0])},"
                    f" {literal(parent.path)}, {literal(', '.join(key.table_fields))},"
                    f" {key_expression(table, 'child')}, child._line, concat_ws('/', {value})"
                    f" from {RAW}.{quoted(table.name)} as child"
                    f" anti join {RAW}.{quoted(parent.name)} as parent on {match}"
                    f" where {_present(key.fields, 'child.')}"
                )
    if not dangling:
        return []
    return [
        _finding(
            package.table(name),
            "foreign-key",
            row_key,
            line,
            column,
            cell,
            f"there is no such {parent_fields} in {parent_path}",
            f"correct the cell, or add the row to {parent_path}",
        )
        for name, column, parent_path, parent_fields, row_key, line, cell in connection.execute(
            " union all ".join(dangling)
        ).fetchall()
    ]


def _row(key: tuple[str, ...]) -> str:
    columns = ", ".join(quoted(name) for name in key)
    return columns if len(key) == 1 else f"({columns})"


def _present(key: tuple[str, ...], prefix: str = "") -> str:
    return " and ".join(f"{prefix}{quoted(name)} is not null" for name in key)


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
