"""The data package: its descriptor, its tables and their schemas, as plain objects.

Reads ``datapackage.json`` (Data Package v2) and the Table Schemas it names; reads no data.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from claimpack.documents import inside, read_json
from claimpack.errors import ClaimpackError
from claimpack.schema import is_name, schema_problem
from claimpack.table_schema import (
    Field,
    ForeignKey,
    instead,
    list_of,
    names_of,
    read_field,
    term_of,
)

DESCRIPTOR = "datapackage.json"
# The folders that a package consists of.
PARTS = ("claims", "schemas", "sql", "validation")
# What a table can be read from.
FORMATS = ("csv", "parquet")


@dataclass(frozen=True)
class Table:
    """A table of the package: where it is and what its schema says.

    Attributes:
        name: resource name, and name of the table in DuckDB.
        paths: paths of the file, or of its parts in their order, relative to the package, with
            forward slashes.
        format: ``csv`` or ``parquet``.
        schema_path: path of the schema, like ``paths``.
        order: columns by which the rows are sorted (``claimpack:order``), by default the primary
            key.
        term: class of a public vocabulary that a row is an instance of, or None.
    """

    name: str
    title: str
    description: str
    paths: tuple[str, ...]
    format: str
    schema_path: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    unique_keys: tuple[tuple[str, ...], ...]
    foreign_keys: tuple[ForeignKey, ...]
    order: tuple[str, ...]
    term: str | None

    @property
    def path(self) -> str:
        """The path of its file, or of the first part."""
        return self.paths[0]

    def field(self, name: str) -> Field:
        """Return the column of that name; raises StopIteration where there is none."""
        return next(field for field in self.fields if field.name == name)

    @property
    def is_one_csv(self) -> bool:
        """Whether the table is one CSV file, as those are to which rows can be written."""
        return self.format == "csv" and len(self.paths) == 1

    @property
    def is_code_list(self) -> bool:
        """Whether the table is a list of codes and not data of the article."""
        return PurePosixPath(self.path).parent.name == "codes"


@dataclass(frozen=True)
class Package:
    """A package: its folder, what its descriptor says of it, and its tables in order."""

    root: Path
    name: str
    title: str
    version: str
    tables: tuple[Table, ...]

    def table(self, name: str) -> Table:
        """Return the table of that name; raises KeyError where there is none."""
        for table in self.tables:
            if table.name == name:
                return table
        raise KeyError(name)

    def is_part(self, path: Path) -> bool:
        """Whether a path, as it is or through links, is the descriptor or in one of the parts."""
        try:
            inside = path.resolve().relative_to(self.root)
        except (ValueError, OSError, RuntimeError):  # elsewhere, or a circle of links
            return False
        return str(inside) == DESCRIPTOR or inside.parts[:1] in {(part,) for part in PARTS}

    def tables_parents_first(self) -> list[Table]:
        """Return the tables so that each comes after those its foreign keys name."""
        remaining = {table.name: table for table in self.tables}
        ordered: list[Table] = []
        while remaining:
            ready = [
                table
                for table in remaining.values()
                if not any(
                    key.table in remaining and key.table != table.name for key in table.foreign_keys
                )
            ]
            if not ready:
                raise ClaimpackError(
                    f"foreign keys run in a circle through {', '.join(sorted(remaining))}",
                    "break the circle in schemas/: one of the keys has to go",
                )
            for table in ready:
                ordered.append(table)
                del remaining[table.name]
        return ordered


def expect_one_csv_each(package: Package, what: str) -> None:
    """Refuse a package in which a table is not one CSV file.

    Raises:
        ClaimpackError: there is such a table.
    """
    for table in package.tables:
        if not table.is_one_csv:
            raise ClaimpackError(
                f"{what} needs one CSV file a table; {table.name} is"
                f" {len(table.paths)} {'file' if len(table.paths) == 1 else 'files'}"
                f" in the format {table.format}",
                "write it as one CSV file, sorted, and name that in datapackage.json; check,"
                " status, show, query and build also read the others",
            )


def find_package(start: Path) -> Path:
    """Return the nearest folder upwards from ``start`` that holds a descriptor.

    Raises:
        ClaimpackError: no folder on the way up has one.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / DESCRIPTOR).is_file():
            return folder
    raise ClaimpackError(
        f"no {DESCRIPTOR} in {start} or any folder above it",
        "run the command inside a package, or name one with --package DIR",
    )


def load_package(root: Path) -> Package:
    """Read the descriptor in ``root`` and every schema it names.

    Raises:
        ClaimpackError: a file is missing, is not JSON, or lacks what claimpack needs; the
            message names the file and the place in it.
    """
    root = root.resolve()
    descriptor = read_json(root, DESCRIPTOR)
    resources = descriptor.get("resources")
    if not isinstance(resources, list) or not resources:
        raise ClaimpackError(
            f"{DESCRIPTOR}: 'resources' is missing or empty", instead("resources", descriptor)
        )
    tables = [_load_table(root, number, resource) for number, resource in enumerate(resources)]
    seen: set[str] = set()
    paths: set[str] = set()
    for table in tables:
        if table.name.lower() in (name.lower() for name in seen):
            raise ClaimpackError(f"{DESCRIPTOR}: the resource '{table.name}' stands in it twice")
        for path in table.paths:
            if path in paths:
                raise ClaimpackError(f"{DESCRIPTOR}: two resources have the path '{path}'")
            paths.add(path)
        seen.add(table.name)
    for table in tables:
        for key in table.foreign_keys:
            if key.table not in seen:
                raise ClaimpackError(
                    f"{table.schema_path}: a foreign key refers to '{key.table}', "
                    f"which is no resource of {DESCRIPTOR}"
                )
            parent = next(parent for parent in tables if parent.name == key.table)
            if set(key.table_fields) - {field.name for field in parent.fields}:
                raise ClaimpackError(
                    f"{table.schema_path}: a foreign key refers to {', '.join(key.table_fields)}"
                    f" of '{key.table}', which that table does not have"
                )
    return Package(
        root=root,
        name=str(descriptor.get("name", root.name)),
        title=str(descriptor.get("title", "")),
        version=str(descriptor.get("version", "")),
        tables=tuple(tables),
    )


def _load_table(root: Path, number: int, resource: Any) -> Table:
    if not isinstance(resource, dict) or not is_name(resource.get("name")):
        raise ClaimpackError(
            f"{DESCRIPTOR}: resource {number + 1} has no name", instead("name", resource)
        )
    for key in ("path", "schema"):
        if key not in resource and (fix := instead(key, resource)):
            raise ClaimpackError(
                f"{DESCRIPTOR}: resource '{resource['name']}': '{key}' is missing", fix
            )
    where = f"{DESCRIPTOR}: resource '{resource['name']}'"
    paths = _paths(root, resource.get("path"), where)
    inside(root, resource.get("schema"), where)
    schema = read_json(root, resource["schema"])
    try:
        table = Table(
            name=resource["name"],
            title=str(schema.get("title", resource["name"])),
            description=str(schema.get("description", "")),
            paths=paths,
            format=_format(resource, paths, where),
            schema_path=PurePosixPath(resource["schema"]).as_posix(),
            fields=tuple(read_field(field) for field in list_of(schema["fields"], "fields")),
            primary_key=names_of(schema["primaryKey"]),
            unique_keys=tuple(
                names_of(key) for key in list_of(schema.get("uniqueKeys", []), "uniqueKeys")
            ),
            foreign_keys=tuple(
                ForeignKey(
                    names_of(key["fields"]),
                    str(key["reference"].get("resource") or resource["name"]),
                    names_of(key["reference"]["fields"]),
                )
                for key in list_of(schema.get("foreignKeys", []), "foreignKeys")
            ),
            order=names_of(schema.get("claimpack:order", schema["primaryKey"])),
            term=term_of(schema),
        )
    except KeyError as error:
        missing = error.args[0]
        raise ClaimpackError(
            f"{resource['schema']}: not a Table Schema that claimpack can use:"
            f" '{missing}' is missing",
            instead(missing, schema),
        ) from None
    except (ValueError, TypeError, AttributeError) as error:
        raise ClaimpackError(
            f"{resource['schema']}: not a Table Schema that claimpack can use: {error}"
        ) from None
    if problem := schema_problem(table):
        raise ClaimpackError(f"{table.schema_path}: {problem}")
    return table


def _paths(root: Path, value: Any, where: str) -> tuple[str, ...]:
    """Return the paths of a resource; each is proved to lie in the package, none stands twice."""
    named = value if isinstance(value, list) and value else [value]
    for path in named:
        inside(root, path, where)
    paths = tuple(PurePosixPath(path).as_posix() for path in named)
    if len(set(paths)) < len(paths):
        raise ClaimpackError(f"{where}: a path stands in it twice")
    return paths


def _format(resource: Any, paths: tuple[str, ...], where: str) -> str:
    """Return the format of a resource: what it says, or else how its file is called."""
    suffixes = {PurePosixPath(path).suffix.lower().removeprefix(".") for path in paths}
    said = resource.get("format")
    found = {str(said).lower()} if said is not None else suffixes
    if len(found | (suffixes & set(FORMATS))) > 1:
        raise ClaimpackError(
            f"{where}: its files are called {' and '.join(sorted(suffixes))},"
            f" its format is {said or 'not given'}",
            "keep all parts of a table in one format, and name that",
        )
    name = found.pop()
    if name not in FORMATS:
        raise ClaimpackError(
            f"{where}: tables are read from {' or '.join(FORMATS)}, not from '{name}'",
            "save the table as CSV in UTF-8, or as Parquet",
        )
    return name
