"""What the packages of a lake share: a code must mean the same in all of them."""

from __future__ import annotations

from pathlib import Path

import duckdb

from claimpack.errors import ClaimpackError, DataError
from claimpack.lake.manifest import Entry, Manifest, part_path
from claimpack.lake.relations import PARTITION, PROSE, Relation, relations
from claimpack.sql import literal, quoted


def expect_same_meaning(lake: Path, manifest: Manifest, package: str, added: Entry) -> None:
    """Prove that codes, units and the policy mean in a package what they mean in the lake.

    Wording may differ. What views compute with may not: a lake counts with one policy.

    Args:
        lake: folder of the lake.
        manifest: what is in it; the package itself does not count, it is replaced.
        package: name of the package.
        added: its entry, whose files are written.

    Raises:
        ClaimpackError: a row of the same key has another value.
    """
    others = {name: entry for name, entry in manifest.packages.items() if name != package}
    if not others:
        return
    with duckdb.connect() as connection:
        for relation in relations().values():
            known = [
                part_path(lake, relation.name, name, entry.files)
                for name, entry in sorted(others.items())
                if relation.name in entry.parts
            ]
            if not relation.is_shared or relation.name not in added.parts or not known:
                continue
            new = part_path(lake, relation.name, package, added.files)
            try:
                row = connection.execute(_contradiction(relation, known, new)).fetchone()
            except duckdb.Error as error:
                reason = str(error).splitlines()[0]
                raise DataError(
                    f"the lake holds a damaged file: {reason}",
                    "'claimpack lake list --verify' names the package: add it with --replace",
                ) from None
            if row is not None:
                key, column, value, other, other_package = row
                raise ClaimpackError(
                    f"{relation.name} {key}: {column} is {value} in {package} and {other} in"
                    f" {other_package}, which is in the lake",
                    "what is counted differently does not go into one lake: make the two agree,"
                    " or take another lake",
                )


def _contradiction(relation: Relation, known: list[Path], new: Path) -> str:
    """Return the query for the first value that differs, or for no row."""
    key = " and ".join(f"new.{quoted(name)} = known.{quoted(name)}" for name in relation.key)
    columns = [name for name in relation.columns if name not in {*relation.key, *PROSE}]
    shown = " || ' ' || ".join(f"new.{quoted(name)}" for name in relation.key)
    # a column that one of the two does not have yet contradicts nothing
    pairs = "\nunion all\n".join(
        f"select {shown} as key, {literal(name)} as name, cast(new.{quoted(name)} as varchar) as"
        f" value, cast(known.{quoted(name)} as varchar) as other, known.{quoted(PARTITION)} as"
        f" package from new inner join known on {key} where new.{quoted(name)} <>"
        f" known.{quoted(name)}"
        for name in columns
    )
    listed = ", ".join(literal(str(path)) for path in known)
    return (
        f"with new as (from read_parquet({literal(str(new))}, hive_partitioning = false)),"
        f" known as (from read_parquet([{listed}], hive_partitioning = true, union_by_name = true,"
        f" hive_types = {{{literal(PARTITION)}: 'varchar'}}))"
        f" {pairs or 'select null, null, null, null, null where false'} order by all limit 1"
    )
