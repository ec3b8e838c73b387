"""How the packages are made that are measured on: ``python -m benchmarks.making CLAIMS VARIANT``.

Prints how large the package is.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import views
from benchmarks.made import DATABASE, INFO, LAKE, PARTS, Made
from benchmarks.packages import package_files
from benchmarks.scan import scan
from benchmarks.wrong_cells import write_wrong
from claimpack.bench.generate import Synthetic, generate_package
from claimpack.bench.writing import Layout
from claimpack.package import DESCRIPTOR

SEED = 1
# One wrong cell in every so many rows: a million in a package of 600,000 claims.
WRONG_EVERY = 3


def clean(made: Made) -> None:
    """Draw a package without errors."""
    generate_package(made.path, Synthetic(made.claims, SEED))


def parts(made: Made) -> None:
    """Draw the same package with several files a table."""
    generate_package(made.path, Synthetic(made.claims, SEED), Layout("csv", PARTS))


def parquet(made: Made) -> None:
    """Draw the same package as Parquet, with several files a table."""
    generate_package(made.path, Synthetic(made.claims, SEED), Layout("parquet", PARTS))


def log(made: Made) -> None:
    """Draw a package with a long log, and with as many figures as claims."""
    generate_package(made.path, Synthetic(made.claims, SEED, entries=5, figures=6))


def schemas(made: Made) -> None:
    """Make a package that has only what a Table Schema says: no rules, and no meanings."""
    shutil.copytree(_base(made), made.path, copy_function=os.link)
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
    write_wrong(_base(made), made.path, WRONG_EVERY)


def built(made: Made) -> None:
    """Make a database of the tables and the views, and nothing else."""
    made.path.mkdir()
    views.load(_base(made), made.path / DATABASE)


def lake(made: Made) -> None:
    """Make a lake of one package."""
    made.path.mkdir()
    adding = (sys.executable, "-m", "claimpack", "lake", "add", str(_base(made)))
    to = str(made.path / LAKE)
    subprocess.run([*adding, "--to", to], check=True, stdout=subprocess.DEVNULL)


VARIANTS: dict[str, Callable[[Made], None]] = {
    maker.__name__: maker for maker in (clean, parts, parquet, log, schemas, wrong, built, lake)
}


def _base(made: Made) -> Path:
    assert made.base is not None  # only of a variant that has one
    return made.base.path


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
    rows_of = made.path if (made.path / DESCRIPTOR).is_file() else _base(made)
    size = {"rows": scan(package_files(rows_of)), "bytes": _bytes(made.path)}
    print(json.dumps(size))


if __name__ == "__main__":
    main()
