"""What changed in the structure: the descriptor, tables, columns, keys, and columns of views.

A level is that of the Data Package version recipe (see ``versions``). Views are as public as
tables: a query that names a column of one breaks without it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from claimpack.changes import Change, Reason
from claimpack.documents import read_json
from claimpack.package import DESCRIPTOR, Package, Table
from claimpack.table_schema import Field
from claimpack.versions import Level

# What is no property of the package but its content, or differs in every release.
NOT_DESCRIPTIVE = {"resources", "name", "version", "created", "claimpack:log"}
# By view, its columns with their types.
Views = Mapping[str, Mapping[str, str]]
Found = tuple[Reason, Change | None]


def descriptor_changes(old: Package, new: Package) -> Iterator[Found]:
    """Yield what the descriptors say otherwise of the package itself."""
    if old.name != new.name:
        yield Reason("major", "the package has another name"), None
    before, after = read_json(old.root, DESCRIPTOR), read_json(new.root, DESCRIPTOR)
    for key in sorted((before.keys() | after.keys()) - NOT_DESCRIPTIVE):
        if before.get(key) != after.get(key):
            yield Reason("patch", f"the {key} of the package"), None


def table_changes(old: Table, new: Table) -> Iterator[Found]:
    """Yield what changed in the structure of a table."""
    if old.path != new.path:
        yield Reason("major", f"the file of {new.name} is now {new.path}"), None
    yield from _column_changes(old, new)
    if old.primary_key != new.primary_key:
        keys = [_json(primaryKey=list(table.primary_key)) for table in (old, new)]
        yield Reason("major", f"the key of {new.name}"), _changed(new.name, None, *keys)
    yield from _key_changes(old, new)
    before = {field.name: field for field in old.fields}
    for field in new.fields:
        if field.name in before:
            yield from _field_changes(new.name, before[field.name], field)


def view_changes(old: Views, new: Views) -> Iterator[Found]:
    """Yield views, and columns of views, that are new, gone, or of another type."""
    for name in sorted(old.keys() | new.keys()):
        if name not in old:
            yield Reason("minor", f"the view {name} is new"), _whole("added", name)
        elif name not in new:
            yield Reason("major", f"the view {name} is gone"), _whole("removed", name)
        else:
            before, after = old[name], new[name]
            for column in sorted(before.keys() | after.keys()):
                where = f"the column {column} of the view {name}"
                if column not in before:
                    yield Reason("minor", f"{where} is new"), _whole("added", name, column)
                elif column not in after:
                    yield Reason("major", f"{where} is gone"), _whole("removed", name, column)
                elif before[column] != after[column]:
                    types = [_json(type=side[column]) for side in (before, after)]
                    yield (
                        Reason("major", f"the type of {name}.{column}"),
                        _changed(name, column, *types),
                    )


def reasons_and_changes(found: Iterable[Found]) -> tuple[list[Reason], list[Change]]:
    """Part what was found into why a version has to move, and what a reader is told."""
    pairs = list(found)
    return [reason for reason, _ in pairs], [change for _, change in pairs if change is not None]


def _column_changes(old: Table, new: Table) -> Iterator[Found]:
    before, after = ([field.name for field in table.fields] for table in (old, new))
    if before == after:
        return
    added = [name for name in after if name not in before]
    gone = [name for name in before if name not in after]
    for name in added:
        yield (
            Reason("major", f"the columns of {new.name}: {name} is new"),
            _whole("added", new.name, name),
        )
    for name in gone:
        yield (
            Reason("major", f"the columns of {new.name}: {name} is gone"),
            _whole("removed", new.name, name),
        )
    if not added and not gone:
        orders = [_json(fields=names) for names in (before, after)]
        yield (
            Reason("major", f"the columns of {new.name}: their order"),
            _changed(new.name, None, *orders),
        )


def _key_changes(old: Table, new: Table) -> Iterator[Found]:
    """Tell foreign and unique keys: new ones may refuse rows that were fine."""
    for kind, before, after in (
        ("uniqueKeys", _unique(old), _unique(new)),
        ("foreignKeys", _foreign(old), _foreign(new)),
    ):
        for fields in sorted(before.keys() | after.keys()):
            first, second = before.get(fields), after.get(fields)
            if first == second:
                continue
            level: Level = "major" if first is None else "minor"
            yield (
                Reason(level, f"the {kind} of {new.name}: {', '.join(fields)}"),
                _changed(new.name, None, _json(**{kind: first}), _json(**{kind: second})),
            )


def _unique(table: Table) -> dict[tuple[str, ...], Any]:
    return {key: list(key) for key in table.unique_keys}


def _foreign(table: Table) -> dict[tuple[str, ...], Any]:
    return {key.fields: [key.table, *key.table_fields] for key in table.foreign_keys}


def _field_changes(table: str, old: Field, new: Field) -> Iterator[Found]:
    where = f"{table}.{new.name}"
    if (old.type, old.meaning) != (new.type, new.meaning):
        said = [_json(type=field.type, meaning=field.meaning) for field in (old, new)]
        yield Reason("major", f"the type or meaning of {where}"), _changed(table, new.name, *said)
    for name in sorted(old.constraints.keys() | new.constraints.keys()):
        first, second = old.constraints.get(name), new.constraints.get(name)
        if (first or None) != (second or None):
            looser = second in (None, False) or _is_looser(name, first, second)
            yield (
                Reason("minor" if looser else "major", f"the constraint {name} of {where}"),
                _changed(table, new.name, _json(**{name: first}), _json(**{name: second})),
            )
    if (old.title, old.description) != (new.title, new.description):
        yield Reason("patch", f"the description of {where}"), None


def _is_looser(name: str, old: Any, new: Any) -> bool:
    if old is None:
        return False
    if name == "enum":
        return set(new) >= set(old)
    if name in ("minimum", "minLength"):
        return bool(new <= old)
    if name in ("maximum", "maxLength"):
        return bool(new >= old)
    return False


def _whole(kind: str, table: str, column: str | None = None) -> Change:
    return Change("added" if kind == "added" else "removed", table, None, column, None, None)


def _changed(table: str, column: str | None, old: str | None, new: str | None) -> Change:
    return Change("changed", table, None, column, old, new)


def _json(**properties: Any) -> str | None:
    """Return the properties that are there, as JSON; None where there is none."""
    there = {name: value for name, value in properties.items() if value is not None}
    return json.dumps(there, ensure_ascii=False, sort_keys=True) if there else None
