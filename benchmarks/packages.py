"""The files of a package, without claimpack: what peers and scans read, and not what they cost."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DUCKDB_TYPES = {
    "string": "varchar",
    "integer": "bigint",
    "number": "double",
    "boolean": "boolean",
    "datetime": "timestamp",
}


@dataclass(frozen=True)
class TableFiles:
    """A table: its name, its files in order, their format, and its schema as it stands."""

    name: str
    paths: tuple[Path, ...]
    format: str
    schema: dict[str, Any]

    @property
    def columns(self) -> dict[str, str]:
        """The columns and their types in DuckDB."""
        return {
            field["name"]: DUCKDB_TYPES[field.get("type", "string")]
            for field in self.schema["fields"]
        }


@dataclass(frozen=True)
class PackageFiles:
    """A package: its folder and its tables, in the order of the descriptor."""

    root: Path
    tables: tuple[TableFiles, ...]

    @property
    def bytes(self) -> int:
        """How large all its files are."""
        return sum(path.stat().st_size for table in self.tables for path in table.paths)


def package_files(root: Path) -> PackageFiles:
    """Return the files of the package in a folder, as its descriptor names them."""
    descriptor = json.loads((root / "datapackage.json").read_text(encoding="utf-8"))
    tables = []
    for resource in descriptor["resources"]:
        paths = resource["path"]
        paths = [paths] if isinstance(paths, str) else paths
        schema = json.loads((root / resource["schema"]).read_text(encoding="utf-8"))
        tables.append(
            TableFiles(
                resource["name"],
                tuple(root / path for path in paths),
                "parquet" if paths[0].endswith(".parquet") else "csv",
                schema,
            )
        )
    return PackageFiles(root, tuple(tables))
