"""Synthetic packages of any size, the same for the same seed, with a log whose hashes are right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import duckdb

from claimpack.bench.planting import Planting, planted_faults
from claimpack.bench.writing import Layout, declare, draw, write
from claimpack.chaining import chain
from claimpack.database import scratch_database
from claimpack.errors import ClaimpackError
from claimpack.init import init_package
from claimpack.package import Package
from claimpack.sql import quoted, read_table

MARK = "-- table: "
LOG, LOG_EVIDENCE = "assessments", "assessment_evidence"
# Beside the tables of a package: nothing reads it but who compares a check with it.
EXPECTED = "expected-findings.csv"
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


@dataclass(frozen=True)
class Synthetic:
    """What a synthetic package is to be like.

    Attributes:
        claims: how many claims; an even number, since they come in pairs.
        seed: what the draws depend on.
        entries: how many entries of the log a claim has on average.
        figures: how many figures a claim that states any has on average.
        faults: how often each rule is violated.
        rules: which rules are violated; by default all that ``faults.sql`` can.
    """

    claims: int
    seed: int = 0
    entries: float = 2.0
    figures: float = 1.2
    faults: int = 0
    rules: frozenset[str] | None = None


def generate_package(
    folder: Path,
    wanted: Synthetic,
    layout: Layout | None = None,
    progress: Callable[[str, int], None] = lambda name, steps: None,
) -> dict[str, int]:
    """Write a synthetic package: without errors, or with just those that are asked for.

    What a check has to find of planted faults stands in ``expected-findings.csv`` beside the
    descriptor.

    Args:
        folder: where; must not exist, or be empty.
        wanted: what it is to be like.
        layout: in which files; by default one CSV a table.
        progress: called with the name of each table before it is written, and how many there are.

    Returns:
        How many rows each table got, by name.

    Raises:
        ClaimpackError: what is wanted cannot be, or the folder cannot be written.
    """
    layout = layout or Layout()
    _expect_possible(wanted, layout)
    title = f"Synthetic package of {wanted.claims:,} claims"
    package = init_package(folder, title, "synthetic-claims")
    script = (files("claimpack.bench") / "synthetic.sql").read_text(encoding="utf-8")
    macros, *parts = script.split(MARK)
    pairs = (part.split("\n", 1) for part in parts)
    queries = {name: query.strip().removesuffix(";") for name, query in pairs}
    with scratch_database() as connection:
        _set_variables(connection, wanted)
        connection.execute(macros)
        for name, query in queries.items():
            # what is asked for more than once is drawn once; the log keeps its types
            is_log = name in (LOG, LOG_EVIDENCE)
            is_held = is_log or layout.parts > 1 or wanted.faults > 0
            draw(connection, package.table(name), query, is_held, is_text=not is_log)
        if wanted.faults:
            _plant(connection, package, wanted, queries)
        else:
            _chain(connection, package)
        names = [*queries, *(sorted(_planted_tables() - set(queries)) if wanted.faults else ())]
        written = {}
        for name in names:
            progress(name, len(names))
            written[name] = write(
                connection, package.table(name), package.root, layout, wanted.claims
            )
    declare(package, layout, set(queries))
    return written


def _expect_possible(wanted: Synthetic, layout: Layout) -> None:
    if wanted.claims < 2 or wanted.claims % 2:
        raise ClaimpackError(
            f"{wanted.claims} claims cannot be generated",
            "claims come in pairs: give an even number",
        )
    if wanted.entries < 1 or wanted.figures < 1:
        raise ClaimpackError(
            "there is at least one entry a claim, and one figure where there are any",
            "give an average of 1 or more",
        )
    if not 1 <= layout.parts <= max(1, wanted.claims // 10):
        raise ClaimpackError(
            f"{wanted.claims:,} claims cannot be in {layout.parts:,} parts",
            "ten claims a part are the least",
        )
    if wanted.faults and layout.format != "csv":
        raise ClaimpackError(
            f"faults cannot be planted in {layout.format}",
            "take csv: a file with types cannot hold a cell that is none of its type",
        )


def _set_variables(connection: duckdb.DuckDBPyConnection, wanted: Synthetic) -> None:
    values = {name: scale(wanted.claims) for name, scale in SCALE.items()}
    averages = {"entries": wanted.entries, "figures": wanted.figures}
    for name, value in ({"seed": wanted.seed} | values | averages).items():
        connection.execute(f"set variable {name} = {value}")


def _chain(connection: duckdb.DuckDBPyConnection, package: Package) -> None:
    """Put the chained log in the place of the drawn one."""
    chained = chain(connection, package, f"drawn_{LOG}", f"drawn_{LOG_EVIDENCE}")
    connection.execute(
        f"drop table drawn_{LOG}; create temp view drawn_{LOG} as from {quoted(chained)}"
    )


def _plant(
    connection: duckdb.DuckDBPyConnection,
    package: Package,
    wanted: Synthetic,
    queries: dict[str, str],
) -> None:
    """Plant the faults, and write down what has to be found."""
    for table in package.tables:
        if table.name not in queries:
            relation = f"from {read_table(table, package.root)}"
            draw(connection, table, relation, is_held=True, is_text=True)
    planting = Planting(connection, wanted.faults, wanted.claims, wanted.rules)
    planting.plant(chained=False)
    _chain(connection, package)
    connection.execute(
        f"create temp table held_log as from drawn_{LOG}; drop view drawn_{LOG};"
        f"alter table held_log rename to drawn_{LOG}"
    )
    planting.plant(chained=True)
    planting.write_expected(package.root / EXPECTED)


def _planted_tables() -> set[str]:
    return {place.table for fault in planted_faults() for place in fault.finds}
