"""What a lake holds: the tables of the standard, and views that are built once and stored.

An id is unique in its package. In a lake it begins with the package's name, ``reuters:C014``, in
the table it belongs to and wherever a foreign key names it; so the views join what belongs
together and nothing else. Codes, units and the policy belong to no package: they stay as they
are, and all packages of a lake share them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from claimpack.package import Package, Table, load_package
from claimpack.standard import standard_root

# No colon, so that an id tells where its package ends; nothing that a path could trip over.
PACKAGE_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
SEPARATOR = ":"
PARTITION = "package"
# Belongs to the standard and not to a package, although it is no list of codes.
POLICY = "policy"
# Columns of shared tables that explain: wording may differ from package to package.
PROSE = {"label", "definition", "reason"}


@dataclass(frozen=True)
class Relation:
    """A table of a lake.

    Attributes:
        columns: Table Schema types by name, without the partition ``package``.
        ids: columns that hold ids, which begin with the package's name.
        key: the primary key; empty in a stored view.
        is_shared: whether its rows belong to no package.
        is_view: whether it is a view that is built when a package is added.
    """

    name: str
    columns: dict[str, str]
    ids: frozenset[str]
    key: tuple[str, ...]
    is_shared: bool = False
    is_view: bool = False


# Spark cannot walk to the roots: its recursion ends after 100 steps. The hashes of the log are
# over ids as they are in the package, which a lake does not have any more.
STORED = (
    Relation(
        name="roots",
        columns={
            "kind": "string",
            "id": "string",
            "root_id": "string",
            "leads_into_cycle": "boolean",
        },
        ids=frozenset({"id", "root_id"}),
        key=(),
        is_view=True,
    ),
    Relation(
        name="log_chain",
        columns={
            "assessment_id": "string",
            "claim_id": "string",
            "seq": "integer",
            "previous_hash": "string",
            "expected_previous_hash": "string",
            "entry_hash": "string",
            "expected_entry_hash": "string",
            "is_intact": "boolean",
        },
        ids=frozenset({"assessment_id", "claim_id"}),
        key=(),
        is_view=True,
    ),
)


@cache
def standard() -> Package:
    """Return the standard that this claimpack carries: its schemas and views are the lake's."""
    return load_package(standard_root())


@cache
def relations() -> dict[str, Relation]:
    """Return what a lake holds, by name."""
    tables = {table.name: table for table in standard().tables}
    found = [_relation(table, tables) for table in tables.values()]
    return {relation.name: relation for relation in (*found, *STORED)}


def _relation(table: Table, tables: dict[str, Table]) -> Relation:
    types = {field.name: field.type for field in table.fields}
    is_shared = _is_shared(table)
    to_shared = {
        n for key in table.foreign_keys if _is_shared(tables[key.table]) for n in key.fields
    }
    to_owned = {
        n for key in table.foreign_keys if not _is_shared(tables[key.table]) for n in key.fields
    }
    own = {n for n in table.primary_key if types[n] == "string"} - to_shared
    ids = frozenset() if is_shared else frozenset(own | to_owned)
    return Relation(table.name, types, ids, table.primary_key, is_shared)


def _is_shared(table: Table) -> bool:
    return table.is_code_list or table.name == POLICY
