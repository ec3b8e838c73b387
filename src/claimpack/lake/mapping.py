"""Packages of other versions of the standard: which of their columns are which of the lake's.

A mapping is a YAML file, a table a key, by the names that the package has. A column that another
name has in the lake is told as ``old: new``; ``old: null`` leaves it out. A table that another
name has is told under ``tables``.

    tables: {statements: claims}
    claims: {statement_id: claim_id, tone: null}
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from claimpack.errors import ClaimpackError
from claimpack.lake.relations import relations
from claimpack.package import Package

RENAMED = "tables"


def read_mapping(path: Path) -> dict[str, dict[str, str | None]]:
    """Return the mapping that a file declares.

    Raises:
        ClaimpackError: it cannot be read, or is no mapping.
    """
    import yaml

    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ClaimpackError(f"{path} cannot be read: {error.strerror}") from None
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise ClaimpackError(f"{path} is no YAML: {str(error).splitlines()[0]}") from None
    if not _is_mapping(content):
        raise ClaimpackError(
            f"{path} is no mapping", "write it like 'claims: {old_name: new_name, dropped: null}'"
        )
    return dict(content)


def mapped_tables(
    package: Package, mapping: Mapping[str, Mapping[str, str | None]]
) -> dict[str, tuple[str, dict[str, str]]]:
    """Return where the tables of the lake come from: the package's table, and its columns by ours.

    Raises:
        ClaimpackError: the package has a table or column that the lake does not know and the
            mapping does not tell of, or the mapping tells of something that is not there.
    """
    theirs = {t.name: {field.name: field.type for field in t.fields} for t in package.tables}
    renamed = mapping.get(RENAMED, {})
    for table in set(renamed) | set(mapping) - {RENAMED}:
        if table not in theirs:
            raise ClaimpackError(f"the mapping names the table '{table}', which is not there")
    found: dict[str, tuple[str, dict[str, str]]] = {}
    for name, columns in theirs.items():
        ours = renamed.get(name, name)
        if ours is None:
            continue
        relation = relations().get(ours)
        if relation is None or relation.is_view:
            raise _unknown(f"the table '{name}' of {package.name}", RENAMED, name)
        told = mapping.get(name, {})
        if absent := set(told) - set(columns):
            raise ClaimpackError(f"the mapping names {name}.{min(absent)}, which is not there")
        by_ours: dict[str, str] = {}
        for column in columns:
            target = told.get(column, column)
            if target is None:
                continue
            if target not in relation.columns:
                raise _unknown(f"the column {name}.{column} of {package.name}", name, column)
            if columns[column] != relation.columns[target]:
                raise ClaimpackError(
                    f"{name}.{column} is of type {columns[column]}, and {ours}.{target}"
                    f" of type {relation.columns[target]}"
                )
            if target in by_ours:
                raise ClaimpackError(
                    f"{name}.{column} and {name}.{by_ours[target]} both become {ours}.{target}"
                )
            by_ours[target] = column
        if absent := set(relation.key) - set(by_ours):
            raise ClaimpackError(f"no column of {name} is the key {min(absent)} of {ours}")
        if ours in found:
            raise ClaimpackError(f"two tables of {package.name} become '{ours}'")
        found[ours] = (name, by_ours)
    return found


def _unknown(what: str, key: str, name: str) -> ClaimpackError:
    return ClaimpackError(
        f"{what} is not in the standard of the lake",
        f"say in a file for --mapping what it is called there, '{key}: {{{name}: …}}',"
        " or null to leave it out",
    )


def _is_mapping(content: Any) -> bool:
    return isinstance(content, dict) and all(
        isinstance(table, str)
        and isinstance(columns, dict)
        and all(isinstance(k, str) and isinstance(v, str | None) for k, v in columns.items())
        for table, columns in content.items()
    )
