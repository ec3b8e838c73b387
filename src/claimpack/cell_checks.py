"""What a schema says of every single cell of a table, compiled to conditions in DuckDB."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimpack.canonical import CANONICAL, proposal, with_point
from claimpack.characters import FORBIDDEN_SQL
from claimpack.package import Package, Table
from claimpack.sql import DUCKDB_TYPES, literal, quoted
from claimpack.table_schema import Field

# A pattern of letters, digits and a few signs alone: what matches it has no odd character in it,
# and no space at its ends.
CLOSED = re.compile(r"(?:[A-Za-z0-9_:/-]|[()|*+?]|\{[0-9]+,?[0-9]*\}|\[[A-Za-z0-9_:.-]+\]|\\\.)+")
# What a closed pattern implies.
IMPLIED = {"forbidden-characters", "stray-space"}
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


def cell_checks(table: Table, is_plain: bool = False, is_typed: bool = False) -> list[CellCheck]:
    """Return the checks of every cell of a table, in the order of its columns.

    Args:
        table: the table.
        is_plain: whether its bytes showed that it holds no odd character: then none is looked for.
        is_typed: whether the columns have their types already, as those of Parquet files do.
    """
    return [
        check
        for field in table.fields
        for check in _field_checks(
            field, field.required or field.name in table.primary_key, is_plain, is_typed
        )
    ]


def broken(
    table: Table,
    is_plain: bool = False,
    is_typed: bool = False,
    referring: frozenset[str] = frozenset(),
) -> str:
    """Return the condition under which some cell of a row breaks its schema, or is null.

    It is ``cell_checks`` in one, without what another check of the column implies, and without
    what is implied for ``referring`` columns where no reference dangles.
    """
    closed = {field.name for field in table.fields if _is_closed(field)}
    conditions = [
        f"({check.condition})"
        for check in cell_checks(table, is_plain, is_typed)
        if (check.rule not in IMPLIED or check.column not in closed)
        and (check.rule == "required" or check.column not in referring)
    ]
    return "\n    or ".join(conditions) or "false"


def referring_columns(package: Package, table: Table) -> dict[str, str]:
    """Return the columns whose cells keep to the schema if they stand in another table.

    Those are texts of which the schema says no more than of the column that they refer to, if that
    column does not refer to another in turn.

    Returns:
        By column, the name of the other table.
    """
    found = {}
    tables = {table.name: table for table in package.tables}
    for key in table.foreign_keys:
        if (parent := tables.get(key.table)) is None:
            continue
        passed_on = {name for other in parent.foreign_keys for name in other.fields}
        for ours, theirs in zip(key.fields, key.table_fields, strict=True):
            field, other_field = _field(table, ours), _field(parent, theirs)
            stated = {n: v for n, v in field.constraints.items() if n not in ("required", "unique")}
            if (
                field.type == other_field.type == "string"
                and theirs not in passed_on
                and stated.items() <= other_field.constraints.items()
            ):
                found[ours] = parent.name
    return found


def _field(table: Table, name: str) -> Field:
    return next(field for field in table.fields if field.name == name)


def _is_closed(field: Field) -> bool:
    """Whether cells that keep to the schema have no odd character, and no space at their ends."""
    if "enum" in field.constraints:
        values = [str(value) for value in field.constraints["enum"]]
        return all(value.isprintable() and value.strip() == value for value in values)
    return CLOSED.fullmatch(field.constraints.get("pattern", "")) is not None


def _field_checks(
    field: Field, is_required: bool, is_plain: bool, is_typed: bool
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
