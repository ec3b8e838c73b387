"""Whether a schema can be compiled to checks: types, names, constraints and keys that fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claimpack.package import Table
    from claimpack.table_schema import Field

MAX_BOUND = 1e300
TYPES = ("string", "integer", "number", "boolean", "datetime")


def schema_problem(table: Table) -> str | None:
    """Return what makes a schema unusable, or None."""
    names = [field.name for field in table.fields]
    if twice := [n for n in names if [other.lower() for other in names].count(n.lower()) > 1]:
        return f"the field '{twice[0]}' stands in it twice"
    for field in table.fields:
        if not is_name(field.name) or field.name.lower() == "_row":
            return f"a field cannot have the name {field.name!a}"
        if field.type not in TYPES:
            return f"the field '{field.name}' has the type '{field.type}', not one of {TYPES}"
        if problem := _constraint_problem(field):
            return f"the field '{field.name}' has {problem}"
    for foreign in table.foreign_keys:
        if len(foreign.fields) != len(foreign.table_fields):
            return f"a foreign key to '{foreign.table}' has not as many fields there as here"
    foreign_keys = [key.fields for key in table.foreign_keys]
    for key in (table.primary_key, table.order, *table.unique_keys, *foreign_keys):
        if absent := [name for name in key if name not in names]:
            return f"a key names the field '{absent[0]}', which the table does not have"
    return None


def _constraint_problem(field: Field) -> str | None:
    """Return what makes the constraints of a field unusable, or None."""
    constraints = field.constraints
    if not isinstance(constraints.get("required", False), bool):
        return "a required that is neither true nor false"
    for bound in ("minimum", "maximum", "minLength", "maxLength"):
        value = constraints.get(bound, 0)
        if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > MAX_BOUND:
            return f"a {bound} that is no number"
    for bound in ("minimum", "maximum"):
        if bound in constraints and field.type not in ("integer", "number"):
            return f"a {bound}, but the type '{field.type}'"
    enum = constraints.get("enum", [""])
    if not isinstance(enum, list):
        return "an enum that is no list"
    if not enum or not all(isinstance(value, str | int | float) for value in enum):
        return "an enum that is no list of values"
    if not isinstance(constraints.get("pattern", ""), str):
        return "a pattern that is no text"
    return None


def is_name(value: Any) -> bool:
    """Return whether a value can name a resource or a field: a printable, non-blank text."""
    return isinstance(value, str) and bool(value.strip()) and value.isprintable()
