"""Synthetic packages of any size, the same for the same seed, with a log whose hashes are right."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import duckdb

from claimpack.chaining import chain
from claimpack.database import scratch_database
from claimpack.errors import ClaimpackError
from claimpack.init import init_package
from claimpack.package import Package
from claimpack.sql import literal, quoted

MARK = "-- table: "
import os
ENT=os.environ.get('ENT','2')
FIG=os.environ.get('FIG','1.2')
LOG, LOG_EVIDENCE = "assessments", "assessment_evidence"
# What there is of each thing for a number of claims.
SCALE: dict[str, Callable[[int], int]] = {
    "claims": lambda claims: claims,
    "articles": lambda claims: -(-claims // 10),
    "publishers": lambda claims: max(10, claims // 1000),
    "speakers": lambda claims: max(10, claims // 20),
    "measures": lambda claims: max(5, min(2000, claims // 100)),
    "sources": lambda claims: max(16, claims // 3),
    "origins": lambda claims: max(16, claims // 10),
}


def generate_package(
    folder: Path,
    claims: int,
    seed: int = 0,
    progress: Callable[[str, int], None] = lambda name, steps: None,
) -> dict[str, int]:
    """Write a synthetic package without errors.

    Args:
        folder: where; must not exist, or be empty.
        claims: how many claims; an even number, since they come in pairs.
        seed: what the draws depend on.
        progress: called with the name of each table before it is written, and how many there are.

    Returns:
        How many rows each table got, by name.

    Raises:
        ClaimpackError: the number is odd or too small, or the folder cannot be written.
    """
    if claims < 2 or claims % 2:
        raise ClaimpackError(
            f"{claims} claims cannot be generated", "claims come in pairs: give an even number"
        )
    package = init_package(folder, f"Synthetic package of {claims:,} claims", "synthetic-claims")
    script = (files("claimpack.bench") / "synthetic.sql").read_text(encoding="utf-8")
    macros, *parts = script.split(MARK)
    queries = dict(part.split("\n", 1) for part in parts)
    written = {}
    with scratch_database() as connection:
        connection.execute(f"set variable seed = {seed}")
        for name, scale in SCALE.items():
            connection.execute(f"set variable {name} = {scale(claims)}")
        connection.execute(f"set variable first_claim = 0; set variable end_claim = {claims}; set variable entries={ENT}; set variable figures={FIG}")
        connection.execute(macros)
        for name, query in queries.items():
            progress(name, len(queries))
            kind = "table" if name in (LOG, LOG_EVIDENCE) else "view"
            connection.execute(f"create temp {kind} drawn_{name} as {query}")
            relation = f"drawn_{name}"
            if name == LOG:
                relation = chain(connection, package, relation, f"drawn_{LOG_EVIDENCE}")
            written[name] = _write(connection, package, name, relation)
    return written


def _write(
    connection: duckdb.DuckDBPyConnection, package: Package, name: str, relation: str
) -> int:
    """Write a relation as the file of a table, sorted; return how many rows it has."""
    table = package.table(name)
    columns = ", ".join(
        f"strftime(cast({quoted(field.name)} as timestamp), '%Y-%m-%dT%H:%M:%SZ')"
        f" as {quoted(field.name)}"
        if field.type == "datetime"
        else quoted(field.name)
        for field in table.fields
    )
    order = ", ".join(quoted(column) for column in table.order)
    count = connection.execute(
        f"copy (select {columns} from {relation} order by {order})"
        f" to {literal(str(package.root / table.path))} (format csv, header true)"
    ).fetchone()
    return int(count[0]) if count else 0
