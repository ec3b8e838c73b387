"""What a check runs for one table: the statements themselves, with what each is for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from claimpack.cells import typed_read
from claimpack.database import scratch_database
from claimpack.errors import ClaimpackError
from claimpack.findings import Findings
from claimpack.keys import (
    dangling_references,
    repeated_hashes,
    repeated_keys,
    unordered_keys,
)
from claimpack.known import Known, known_before, reading_order
from claimpack.meaning_check import columns_of, doubtful
from claimpack.meanings import MEANINGS
from claimpack.package import Package, Table
from claimpack.reader import csv_relation, read_tables
from claimpack.rules import load_rules
from claimpack.scan import scan
from claimpack.sql import definitions, everything_read, quoted, read_table


def explain_check(package: Package, name: str) -> str:
    """Return the SQL that a check runs for a table, as a script with comments.

    The rules are named and not written out: each is a file of its own.

    Args:
        package: the package.
        name: the table; its files are looked through, since less is asked of plain ones.

    Raises:
        ClaimpackError: there is no such table.
    """
    names = [table.name for table in package.tables]
    if name not in names:
        raise ClaimpackError(f"there is no table '{name}'", f"there are {', '.join(names)}")
    table = package.table(name)
    return "\n\n".join(f"-- {told}" for told in _steps(package, table)) + "\n"


def _steps(package: Package, table: Table) -> Iterator[str]:
    is_csv = table.format == "csv"
    is_plain = is_csv and all(scan(package.root / path).is_plain for path in table.paths)
    relation = csv_relation(package.root, table) if is_csv else read_table(table, package.root)
    all_rules = load_rules(package.root)
    known = _known(package, table, is_plain, bool(all_rules))
    yield (
        "Read once, into types, every cell checked on the way. Where one is wrong, or a line is\n"
        "-- no row, the table is read again as text, and each check counts its cells.\n"
        f"{typed_read(package, table, relation, known)};"
    )
    keys = [(table, key) for key in (table.primary_key, *table.unique_keys)]
    sound = {table.name}
    yield f"Keys: those in whose order the rows do not stand.\n{unordered_keys(keys, sound)};"
    yield f"Of these: those of which a hash stands twice.\n{repeated_hashes(keys, sound)};"
    yield f"Of these: how many rows too many have each.\n{repeated_keys(keys, sound)};"
    if references := [(table, key) for key in table.foreign_keys if key not in known.allowed]:
        query = dangling_references(package, references)
        yield f"References: how many lead nowhere.\n{query};"
    for meaning in MEANINGS:
        if columns := [(table, field) for field in columns_of(table, meaning, is_sound=True)]:
            also = "" if MEANINGS[meaning].wrong_sql else ", and its library looks at these"
            yield f"Meaning {meaning}: values that SQL does not find right{also}.\n" + (
                f"{doubtful(MEANINGS[meaning], columns)};"
            )
    files = definitions(package.root)
    rules = [r for r in all_rules if table.name in everything_read(r.reads, files)]
    paths = "\n".join(f"--   {rule.path}" for rule in rules)
    yield f"Rules that read it, also through views:\n{paths}"


def _known(package: Package, table: Table, is_plain: bool, holds_all: bool) -> Known:
    """Return what a check knows of a table before it reads it: it has read the small ones."""
    small, _ = reading_order(package)
    before = small[: small.index(table)] if table in small else small
    with scratch_database() as connection:
        reading = read_tables(connection, replace(package, tables=tuple(before)), Findings())
        relations = {name: f"main.{quoted(name)}" for name in reading.sound}
        return known_before(connection, package, table, relations, is_plain, holds_all)
