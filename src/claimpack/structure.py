"""What the schemas say of every single cell and key, compiled to DuckDB.

One scan of a table counts the violations of all its single-row checks; only a check that found
some is run again for the rows. Keys and references are compared as sets.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from claimpack.canonical import CANONICAL, proposal
from claimpack.characters import FORBIDDEN_SQL
from claimpack.database import DISK_ERRORS
from claimpack.errors import ClaimpackError
from claimpack.findings import Findings, in_table
from claimpack.keys import check_keys, check_references
from claimpack.meaning_check import check_meanings
from claimpack.package import Field, Package, Table
from claimpack.raw import Reading, first_rows, raw
from claimpack.sql import DUCKDB_TYPES, literal, quoted


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
        _check_cells(connection, table, reading, found)
    check_meanings(connection, tables, reading, found)
    check_keys(connection, tables, reading, found)
    check_references(connection, package, tables, reading, found)


def cell_checks(table: Table, is_plain: bool = False) -> list[CellCheck]:
    """Return the checks of every cell of a table, in the order of its columns.

    Args:
        table: the table.
        is_plain: whether its bytes showed that it holds no odd character: then none is looked for.
    """
    return [
        check
        for field in table.fields
        for check in _field_checks(
            field, field.required or field.name in table.primary_key, is_plain
        )
    ]


def _field_checks(field: Field, is_required: bool, is_plain: bool) -> list[CellCheck]:
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
    if not is_plain:
        add(
            "forbidden-characters",
            f"regexp_matches({cell}, {literal(FORBIDDEN_SQL)})",
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
            f"starts_with({cell}, ' ') or ends_with({cell}, ' ')"
            if is_plain
            else f"regexp_matches({cell}, '^[\\p{{Z}}\\s]|[\\p{{Z}}\\s]$')",
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
    return field.example or "another row"


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
                    in_table(
                        table,
                        check.rule,
                        check.message,
                        check.fix_for(value),
                        reading.line(table, row),
                        check.column,
                        value,
                        key,
                    )
                    for key, row, value in rows
                ],
                total=count,
            )
