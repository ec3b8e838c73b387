"""CSV on the Web: the tables with their types, keys and the terms of their columns.

Format: https://www.w3.org/TR/tabular-metadata/
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from claimpack.exports.files import copy_tables
from claimpack.exports.jsonld import without_empty, write_jsonld
from claimpack.exports.source import Source
from claimpack.package import Field, Package, Table

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
                "dc:license": {"@id": about.licence_url} if about.licence_url else None,
                "dc:creator": [creator.name for creator in about.creators],
                "dc:issued": about.published_on,
                "dc:hasVersion": about.version,
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
                "columns": [_column(field) for field in table.fields],
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


def _column(field: Field) -> dict[str, Any]:
    return without_empty(
        {
            "name": field.name,
            "titles": field.name,
            "dc:title": field.title,
            "dc:description": field.description,
            "required": field.required,
            "datatype": _datatype(field),
            "propertyUrl": field.term if field.is_exact else None,
        }
    )


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
