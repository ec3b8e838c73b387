"""The packages that are measured on: made when first needed, kept until what makes them changes."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import ROOT

FOLDER = ROOT / "build" / "bench"
SEED = 1
# One wrong cell in every so many rows: a million in a package of 600,000 claims.
WRONG_EVERY = 3
SOURCES = (
    *("schemas", "sql", "validation/rules", "src/claimpack/bench"),
    *("benchmarks/made.py", "benchmarks/wrong_cells.py", "benchmarks/views.py"),
)
DATABASE = "claims.duckdb"
INFO = "made.json"


@dataclass(frozen=True)
class Made:
    """A package that is made.

    Attributes:
        claims: how many claims it has; about five times as many rows.
        variant: ``clean``, or what became of the clean one: see ``VARIANTS``.
    """

    claims: int
    variant: str = "clean"

    @property
    def path(self) -> Path:
        """Its folder."""
        return FOLDER / f"{self.claims}-{self.variant}"


@dataclass(frozen=True)
class Info:
    """How large a package is: rows, bytes of its data, and wrong cells by rule."""

    rows: int
    bytes: int
    wrong: dict[str, int]


def make(made: Made) -> Info:
    """Make a package where it is not there yet, and bring its files into memory.

    Returns:
        How large it is.
    """
    info = made.path / INFO
    digest = _digest()
    if not info.is_file() or json.loads(info.read_text(encoding="utf-8"))["digest"] != digest:
        shutil.rmtree(made.path, ignore_errors=True)
        made.path.parent.mkdir(parents=True, exist_ok=True)
        found = VARIANTS[made.variant](made)
        info.write_text(json.dumps({"digest": digest, **found}), encoding="utf-8")
    for path in made.path.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                while file.read(1 << 24):
                    pass
    told = json.loads(info.read_text(encoding="utf-8"))
    return Info(told["rows"], told["bytes"], told.get("wrong", {}))


def _clean(made: Made) -> dict[str, object]:
    told = subprocess.run(
        [
            *(sys.executable, "-m", "claimpack", "bench", "generate", str(made.path)),
            *("--claims", str(made.claims), "--seed", str(SEED), "--format", "json"),
        ],
        check=True,
        capture_output=True,
    )
    return {"rows": sum(json.loads(told.stdout)["rows"].values()), "bytes": _bytes(made.path)}


def _schemas(made: Made) -> dict[str, object]:
    """Make a package that has only what a Table Schema says: no rules, and no meanings."""
    clean = Made(made.claims)
    size = make(clean)
    shutil.copytree(clean.path, made.path, copy_function=os.link)
    shutil.rmtree(made.path / "validation" / "rules")
    for path in (made.path / "schemas").rglob("*.json"):
        schema = json.loads(path.read_text(encoding="utf-8"))
        for field in schema["fields"]:
            field.pop("claimpack:meaning", None)
        path.unlink()  # it is a link to the file of the other package
        path.write_text(json.dumps(schema), encoding="utf-8")
    (made.path / INFO).unlink()
    return {"rows": size.rows, "bytes": size.bytes}


def _wrong(made: Made) -> dict[str, object]:
    """Make a package with many wrong cells."""
    from benchmarks.wrong_cells import write_wrong

    clean = Made(made.claims)
    size = make(clean)
    planted = write_wrong(clean.path, made.path, WRONG_EVERY)
    (made.path / INFO).unlink()
    return {"rows": size.rows, "bytes": _bytes(made.path), "wrong": planted}


def _built(made: Made) -> dict[str, object]:
    """Make a database of the tables and the views, and nothing else."""
    clean = Made(made.claims)
    size = make(clean)
    made.path.mkdir()
    subprocess.run(
        [
            *(sys.executable, "-m", "benchmarks.views", "load"),
            *(str(clean.path), str(made.path / DATABASE)),
        ],
        check=True,
        cwd=ROOT,
    )
    return {"rows": size.rows, "bytes": (made.path / DATABASE).stat().st_size}


VARIANTS: dict[str, Callable[[Made], dict[str, object]]] = {
    "clean": _clean,
    "schemas": _schemas,
    "wrong": _wrong,
    "built": _built,
}


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in (folder / "claims").rglob("*") if path.is_file())


def _digest() -> str:
    """Return the hash of what packages are made from."""
    digest = hashlib.sha256()
    for source in SOURCES:
        whole = ROOT / source
        for path in [whole] if whole.is_file() else sorted(whole.rglob("*")):
            if path.suffix in (".py", ".sql", ".json"):
                digest.update(path.read_bytes())
    return digest.hexdigest()
