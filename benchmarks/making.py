"""How the packages are made that are measured on: ``python -m benchmarks.making CLAIMS VARIANT``.

Prints how large the package is. All but the clean one are made from the clean one.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb

from benchmarks import views
from benchmarks.made import DATABASE, INFO, PARTS, Made
from benchmarks.packages import TableFiles, package_files
from benchmarks.scan import scan, source
from benchmarks.wrong_cells import write_wrong
from claimpack.bench.generate import generate_package

SEED = 1
# One wrong cell in every so many rows: a million in a package of 600,000 claims.
WRONG_EVERY = 3


def clean(made: Made) -> None:
    """Make a package without errors."""
    generate_package(made.path, made.claims, SEED)


def schemas(made: Made) -> None:
    """Make a package that has only what a Table Schema says: no rules, and no meanings."""
    shutil.copytree(Made(made.claims).path, made.path, copy_function=os.link)
    (made.path / INFO).unlink()
    shutil.rmtree(made.path / "validation" / "rules")
    for path in (made.path / "schemas").rglob("*.json"):
        schema = json.loads(path.read_text(encoding="utf-8"))
        for field in schema["fields"]:
            field.pop("claimpack:meaning", None)
        path.unlink()  # it is a link to the file of the other package
        path.write_text(json.dumps(schema), encoding="utf-8")


def wrong(made: Made) -> None:
    """Make a package with many wrong cells."""
    write_wrong(Made(made.claims).path, made.path, WRONG_EVERY)


def parquet(made: Made) -> None:
    """Make a package of Parquet files, several a table; lists of codes stay CSV."""
    shutil.copytree(Made(made.claims).path, made.path)
    descriptor = made.path / "datapackage.json"
    told = json.loads(descriptor.read_text(encoding="utf-8"))
    with duckdb.connect() as connection:
        connection.execute("set enable_progress_bar = false")
        for table in package_files(Made(made.claims).path).tables:
            [path] = table.paths
            if path.parent.name == "codes":
                continue
            (made.path / "claims" / path.name).unlink()
            [resource] = [each for each in told["resources"] if each["name"] == table.name]
            resource["path"] = _write_parts(connection, table, made.path)
            resource["format"], resource["mediatype"] = "parquet", "application/vnd.apache.parquet"
            for key in ("encoding", "dialect", "bytes", "hash"):
                resource.pop(key, None)
    descriptor.write_text(json.dumps(told, indent=2), encoding="utf-8")


def built(made: Made) -> None:
    """Make a database of the tables and the views, and nothing else."""
    made.path.mkdir()
    views.load(Made(made.claims).path, made.path / DATABASE)


VARIANTS: dict[str, Callable[[Made], None]] = {
    maker.__name__: maker for maker in (clean, schemas, wrong, parquet, built)
}


def _write_parts(connection: duckdb.DuckDBPyConnection, table: TableFiles, root: Path) -> list[str]:
    """Write a table of a package as parts of Parquet, and return their paths."""
    connection.execute(f"create or replace table whole as from {source(table, typed=True)}")
    row = connection.execute("select count(*) from whole").fetchone()
    rows = row[0] if row else 0
    parts = PARTS if rows >= PARTS else 1
    paths = []
    for number in range(parts):
        first, after = rows * number // parts, rows * (number + 1) // parts
        paths.append(f"claims/{table.name}-{number}.parquet")
        connection.execute(
            f"copy (from whole where rowid >= {first} and rowid < {after} order by rowid)"
            f" to '{root / paths[-1]}' (format parquet)"
        )
    return paths


def _bytes(folder: Path) -> int:
    data = folder / "claims" if (folder / "claims").is_dir() else folder
    return sum(path.stat().st_size for path in data.rglob("*") if path.is_file())


def main() -> None:
    """Make one package."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("claims", type=int)
    parser.add_argument("variant", choices=VARIANTS)
    arguments = parser.parse_args()
    made = Made(arguments.claims, arguments.variant)
    VARIANTS[made.variant](made)
    of_rows = Made(made.claims) if made.variant == "built" else made
    size = {"rows": scan(package_files(of_rows.path)), "bytes": _bytes(made.path)}
    print(json.dumps(size))


if __name__ == "__main__":
    main()
