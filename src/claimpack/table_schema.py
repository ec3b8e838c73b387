"""A Table Schema as plain objects: its fields and keys, and how they are read from JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Field:
    """A column of a table, as its schema describes it.

    Attributes:
        name: column name.
        type: Table Schema type: string, integer, number, boolean or datetime.
        constraints: Table Schema constraints, such as ``required`` or ``pattern``.
        meaning: what kind of value it is (``claimpack:meaning``), or None.
        null_reason: what an empty cell means (``claimpack:null``), or None.
        title, description, example: for people.
        term: public vocabulary term that the column maps to, or None.
        is_exact: whether the column is just what the term means (``skos:exactMatch``).
    """

    name: str
    type: str
    constraints: dict[str, Any]
    meaning: str | None
    null_reason: str | None
    title: str
    description: str
    example: str | None
    term: str | None
    is_exact: bool

    @property
    def required(self) -> bool:
        """Whether a cell must not be empty."""
        return bool(self.constraints.get("required", False))


@dataclass(frozen=True)
class ForeignKey:
    """Columns whose values must stand in another table."""

    fields: tuple[str, ...]
    table: str
    table_fields: tuple[str, ...]


def names_of(value: Any) -> tuple[str, ...]:
    """Return the names of a key; raises ValueError where it has none."""
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not names or not all(isinstance(n, str) for n in names):
        raise ValueError(f"a key has to be a list of field names, not {value!r}")
    if len(set(names)) < len(names):
        raise ValueError(f"a key names a field twice: {', '.join(names)}")
    return tuple(names)


def list_of(value: Any, name: str) -> list[Any]:
    """Return a value that has to be a list; raises ValueError where it is none."""
    if not isinstance(value, list):
        raise ValueError(f"'{name}' has to be a list")
    return value


def read_field(field: Any) -> Field:
    """Return a field as a schema has it; raises ValueError or KeyError where it is none."""
    if not isinstance(field, dict) or not isinstance(field.get("constraints", {}), dict):
        raise ValueError("a field, and its constraints, have to be objects")
    if not isinstance(field["name"], str):
        raise ValueError(f"a field cannot have the name {field['name']!r}")
    return Field(
        name=field["name"],
        type=field.get("type", "string"),
        constraints=field.get("constraints", {}),
        meaning=field.get("claimpack:meaning"),
        null_reason=field.get("claimpack:null"),
        title=str(field.get("title", field["name"])),
        description=str(field.get("description", "")),
        example=None if field.get("example") is None else str(field["example"]),
        term=term_of(field),
        is_exact="skos:exactMatch" in field,
    )


def term_of(part: dict[str, Any]) -> str | None:
    """Return the term of a public vocabulary that a table or a column maps to."""
    term = part.get("skos:exactMatch") or part.get("skos:closeMatch")
    return None if term is None else str(term)


def instead(meant: str, value: Any) -> str | None:
    """Return what to do about a key that is missing, if another one looks like it."""
    from difflib import get_close_matches  # only where something is wrong

    keys = [key for key in _keys(value) if key != meant]
    near = get_close_matches(meant.lower(), [key.lower() for key in keys], 1)
    found = next((key for key in keys if near and key.lower() == near[0]), None)
    return f"write '{meant}' instead of '{found}'" if found else None


def _keys(value: Any) -> list[str]:
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    here = list(value) if isinstance(value, dict) else []
    return [*here, *(key for part in parts for key in _keys(part))]
