"""A package as its descriptor and its schemas say it, without claimpack: what peers work from."""

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
class Reference:
    """A column whose values must stand in a column of another table."""

    column: str
    table: str
    parent: str


@dataclass(frozen=True)
class ColumnRules:
    """What a schema says of the cells of a column; None where it says nothing.

    Attributes:
        pattern: a regular expression that the whole cell has to match.
    """

    name: str
    type: str
    required: bool
    pattern: str | None
    enum: list[str] | None
    minimum: float | None
    maximum: float | None
    min_length: int | None
    max_length: int | None


@dataclass(frozen=True)
class TableFiles:
    """A table: its name, its files in order, their format, and its schema as it stands."""

    name: str
    paths: tuple[Path, ...]
    format: str
    schema: dict[str, Any]

    @property
    def primary_key(self) -> list[str]:
        """The columns of the primary key."""
        key = self.schema["primaryKey"]
        return [key] if isinstance(key, str) else list(key)

    @property
    def unique_keys(self) -> list[list[str]]:
        """The columns of each unique key."""
        return [list(key) for key in self.schema.get("uniqueKeys", [])]

    @property
    def references(self) -> list[Reference]:
        """The columns whose values must stand in another table; all are of one column."""
        return [
            Reference(
                _only(key["fields"]),
                key["reference"].get("resource") or self.name,
                _only(key["reference"]["fields"]),
            )
            for key in self.schema.get("foreignKeys", [])
        ]

    @property
    def rules(self) -> list[ColumnRules]:
        """What is said of each column."""
        return [_column_rules(field, self.primary_key) for field in self.schema["fields"]]

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


def _column_rules(field: dict[str, Any], primary_key: list[str]) -> ColumnRules:
    constraints = field.get("constraints", {})
    return ColumnRules(
        name=field["name"],
        type=field.get("type", "string"),
        required=constraints.get("required", False) or field["name"] in primary_key,
        pattern=constraints.get("pattern"),
        enum=constraints.get("enum"),
        minimum=constraints.get("minimum"),
        maximum=constraints.get("maximum"),
        min_length=constraints.get("minLength"),
        max_length=constraints.get("maxLength"),
    )


def _only(names: str | list[str]) -> str:
    """Return the only column of a reference; raises ValueError where it has several."""
    [name] = [names] if isinstance(names, str) else names
    return name
