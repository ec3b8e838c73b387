"""What a schema says of every single cell of a table, compiled to conditions in DuckDB."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from claimpack.canonical import CANONICAL, proposal, with_point
from claimpack.characters import FORBIDDEN_SQL
from claimpack.package import Table
from claimpack.sql import DUCKDB_TYPES, literal, quoted
from claimpack.table_schema import Field

# What a value of the type can be without having a canonical form.
UNLIKE_ITS_FORM = {
    "number": "not isfinite({0})",
    "datetime": "not isfinite({0}) or {0} <> date_trunc('second', {0})"
    " or year({0}) not between 1 and 9999",
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
        if self.kind == "number" and cell and (point := with_point(cell)):
            return point
        form = proposal(self.kind, cell) if self.kind and cell else None
        return f"write {form}" if form else self.fix


def cell_checks(
    table: Table,
    is_plain: bool = False,
    is_typed: bool = False,
    values: Mapping[str, str] | None = None,
) -> list[CellCheck]:
    """Return the checks of every cell of a table, in the order of its columns.

    Args:
        table: the table.
        is_plain: whether its bytes showed that it holds no odd character: then none is looked for.
        is_typed: whether the columns have their types already, as those of Parquet files do.
        values: by column of text, SQL for its cell in its type, where it need not be cast here.
    """
    return [
        check
        for field in table.fields
        for check in _field_checks(
            field,
            field.required or field.name in table.primary_key,
            is_plain,
            is_typed,
            (values or {}).get(field.name),
        )
    ]


def _field_checks(
    field: Field, is_required: bool, is_plain: bool, is_typed: bool, value: str | None
) -> list[CellCheck]:
    is_text = field.type not in CANONICAL
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
    if not is_plain and (is_text or not is_typed):
        add(
            "forbidden-characters",
            f"regexp_matches({cell}, {literal(FORBIDDEN_SQL)})",
            "the cell holds a control, line-break, zero-width or bidi character",
            "remove the character that is shown as an escape",
        )
    typed = cell
    if is_typed and not is_text:
        form = CANONICAL[field.type][1]
        if condition := UNLIKE_ITS_FORM.get(field.type):
            add("type", condition.format(cell), f"not {form}", f"write it like {_example(field)}")
        cell = f"cast({cell} as varchar)"
    elif not is_text:
        pattern, form = CANONICAL[field.type]
        typed = value or f"try_cast({cell} as {DUCKDB_TYPES[field.type]})"
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
