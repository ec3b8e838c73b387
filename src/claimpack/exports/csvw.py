"""CSV on the Web: the tables with their types, keys and the terms of their columns.

Format: https://www.w3.org/TR/tabular-metadata/
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from posixpath import relpath
from typing import Any

from claimpack.exports.files import copy_tables
from claimpack.exports.jsonld import without_empty, write_jsonld
from claimpack.exports.source import Source
from claimpack.package import Package, Table
from claimpack.table_schema import Field

RELATIONS: frozenset[str] = frozenset()
FILE = "csvw-metadata.json"
TYPES = {
    "string": "string",
    "integer": "integer",
    "number": "decimal",
    "boolean": "boolean",
    "datetime": "dateTime",
}
DIALECT = {"encoding": "utf-8", "delimiter": ",", "quoteChar": '"', "header": True}


def write(source: Source, folder: Path) -> list[str]:
    """Write csvw-metadata.json, and the tables beside it."""
    copy_tables(source, folder)
    about = source.about
    write_jsonld(
        folder / FILE,
        without_empty(
            {
                "@context": "http://www.w3.org/ns/csvw",
                "@type": "TableGroup",
                "dc:title": about.title,
                "dc:description": about.description,
                "dc:license": [{"@id": licence.url} for licence in about.licences if licence.url],
                "dc:creator": [creator.name for creator in about.creators],
                "dc:issued": about.published_on,
                "schema:version": about.version,
                "dc:subject": list(about.keywords),
                "dialect": DIALECT,
                "tables": [_table(source.package, table) for table in source.package.tables],
            }
        ),
    )
    return []


def _table(package: Package, table: Table) -> dict[str, Any]:
    return {
        "url": table.path,
        "dc:title": table.title,
        "dc:description": table.description,
        "tableSchema": without_empty(
            {
                "aboutUrl": _row(table, table, table.primary_key),
                "columns": [_column(package, table, field) for field in table.fields],
                "primaryKey": list(table.primary_key),
                "foreignKeys": [
                    {
                        "columnReference": list(key.fields),
                        "reference": {
                            "resource": package.table(key.table).path,
                            "columnReference": list(key.table_fields),
                        },
                    }
                    for key in table.foreign_keys
                ],
            }
        ),
    }


def _column(package: Package, table: Table, field: Field) -> dict[str, Any]:
    return without_empty(
        {
            "name": field.name,
            "titles": field.name,
            "dc:title": field.title,
            "dc:description": field.description,
            "required": field.required,
            "datatype": _datatype(field),
            "propertyUrl": field.term if field.is_exact else None,
            "valueUrl": _value(package, table, field),
        }
    )


def _row(where: Table, table: Table, columns: tuple[str, ...]) -> str:
    """Return the address of a row of a table, by these columns, from the file of another."""
    path = "" if table is where else relpath(table.path, PurePosixPath(where.path).parent)
    return f"{path}#" + "/".join(f"{{{column}}}" for column in columns)


def _value(package: Package, table: Table, field: Field) -> str | None:
    """Return the address of what a cell refers to: a row of this package, or a page."""
    for key in table.foreign_keys:
        if key.fields == (field.name,):
            return _row(table, package.table(key.table), key.fields)
    return f"{{+{field.name}}}" if field.meaning == "url" else None


def _datatype(field: Field) -> dict[str, Any]:
    base = "anyURI" if field.meaning == "url" else TYPES[field.type]
    return without_empty(
        {
            "base": base,
            "format": field.constraints.get("pattern"),
            "minimum": field.constraints.get("minimum"),
            "maximum": field.constraints.get("maximum"),
        }
    )
