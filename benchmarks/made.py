"""The packages that are measured on: made when first needed, kept until what makes them changes."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import ROOT

FOLDER = ROOT / "build" / "bench"
SOURCES = (
    *("schemas", "sql", "validation/rules", "src/claimpack/bench"),
    *("benchmarks/making.py", "benchmarks/wrong_cells.py", "benchmarks/views.py"),
)
# What is made from another package, and from which; the others are drawn.
BASES = {"schemas": "clean", "wrong": "clean", "built": "log", "lake": "clean"}
PARTS = 8
DATABASE = "claims.duckdb"
LAKE = "lake"
INFO = "made.json"


@dataclass(frozen=True)
class Made:
    """A package that is made.

    Attributes:
        claims: how many claims it has; about five times as many rows.
        variant: ``clean``, or what is made of it or otherwise: see ``benchmarks.making``.
    """

    claims: int
    variant: str = "clean"

    @property
    def path(self) -> Path:
        """Its folder."""
        return FOLDER / f"{self.claims}-{self.variant}"

    @property
    def base(self) -> Made | None:
        """The package that it is made from, or None."""
        base = BASES.get(self.variant)
        return Made(self.claims, base) if base else None


@dataclass(frozen=True)
class Info:
    """How large a package is: rows, and bytes of its data."""

    rows: int
    bytes: int


def make(made: Made) -> Info:
    """Make a package where it is not there yet, and bring its files into memory.

    It is made in a process of its own: this one has to stay small, see ``benchmarks.measure``.

    Returns:
        How large it is.
    """
    info, digest = made.path / INFO, _digest()
    if not info.is_file() or json.loads(info.read_text(encoding="utf-8"))["digest"] != digest:
        if made.base is not None:
            make(made.base)
        shutil.rmtree(made.path, ignore_errors=True)
        made.path.parent.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "benchmarks.making", str(made.claims), made.variant]
        told = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
        content = {"digest": digest, **json.loads(told.stdout)}
        info.write_text(json.dumps(content), encoding="utf-8")
    for path in made.path.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                while file.read(1 << 24):
                    pass
    content = json.loads(info.read_text(encoding="utf-8"))
    return Info(content["rows"], content["bytes"])


def _digest() -> str:
    """Return the hash of what packages are made from."""
    digest = hashlib.sha256()
    for part in SOURCES:
        whole = ROOT / part
        for path in [whole] if whole.is_file() else sorted(whole.rglob("*")):
            if path.suffix in (".py", ".sql", ".json"):
                digest.update(path.read_bytes())
    return digest.hexdigest()
