"""Croissant: the tables as record sets, with their types, keys and terms.

Format: https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from claimpack.exports.files import copy_tables
from claimpack.exports.jsonld import without_empty, write_jsonld
from claimpack.exports.schema_org import agent
from claimpack.exports.source import Source
from claimpack.exports.vocabulary import SCHEMA
from claimpack.package import Package, Table
from claimpack.table_schema import Field

RELATIONS: frozenset[str] = frozenset()
FILE = "croissant.json"
VERSION = "http://mlcommons.org/croissant/1.1"
# Whole, so that no reader fetches it.
CONTEXT = {
    "@language": "en",
    "@vocab": SCHEMA,
    "sc": SCHEMA,
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "description": {"@container": "@language"},
    "name": {"@container": "@language"},
    **{
        name: f"cr:{name}"
        for name in (
            *("arrayShape", "citeAs", "column", "containedIn", "equivalentProperty", "extract"),
            *("field", "fileObject", "fileProperty", "fileSet", "format", "includes", "isArray"),
            *("isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet"),
            *("references", "regex", "repeated", "replace", "samplingRate", "separator"),
            *("source", "subField", "transform"),
        )
    },
}
TYPES = {
    "string": "sc:Text",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
    "datetime": "sc:DateTime",
}


def write(source: Source, folder: Path) -> list[str]:
    """Write croissant.json, and the tables beside it."""
    copy_tables(source, folder)
    about = source.about
    address = about.homepage or source.address("")
    write_jsonld(
        folder / FILE,
        without_empty(
            {
                "@context": CONTEXT,
                "@type": "sc:Dataset",
                "conformsTo": VERSION,
                "name": about.name,
                "alternateName": about.title,
                "description": about.description,
                "version": about.version,
                "url": address,
                "identifier": about.identifier,
                "license": about.licence_urls,
                "creator": [agent(creator) for creator in about.creators],
                "publisher": about.publisher and agent(about.publisher),
                "datePublished": about.published_on,
                "keywords": list(about.keywords),
                "citeAs": source.citation,
                "isLiveDataset": False,
                "distribution": [
                    {
                        "@type": "cr:FileObject",
                        "@id": file.path,
                        "name": file.table,
                        "description": file.description,
                        "contentUrl": file.path,  # beside this file, wherever that is
                        "contentSize": f"{file.bytes} B",
                        "encodingFormat": file.media_type,
                        "sha256": file.sha256,
                    }
                    for file in about.files
                ],
                "recordSet": [
                    _record_set(source.package, table) for table in source.package.tables
                ],
            }
        ),
    )
    return [] if address else ["no address is known: give --base-url"]


def _record_set(package: Package, table: Table) -> dict[str, Any]:
    return without_empty(
        {
            "@type": "cr:RecordSet",
            "@id": table.name,
            "name": table.name,
            "description": table.description,
            "dataType": "sc:Enumeration" if table.is_code_list else None,
            "key": [{"@id": f"{table.name}/{column}"} for column in table.primary_key],
            "field": [_field(package, table, field) for field in table.fields],
        }
    )


def _field(package: Package, table: Table, field: Field) -> dict[str, Any]:
    return without_empty(
        {
            "@type": "cr:Field",
            "@id": f"{table.name}/{field.name}",
            "name": field.name,
            "description": field.description,
            "dataType": "sc:URL" if field.meaning == "url" else TYPES[field.type],
            "equivalentProperty": field.term if field.is_exact else None,
            "source": _column(table, field.name),
            "references": _reference(package, table, field),
        }
    )


def _reference(package: Package, table: Table, field: Field) -> dict[str, Any] | None:
    """Return the column of another table that holds the values of a column, or None.

    Named by its file: readers that join cannot read a field of a record set that itself refers to
    another, nor one of the same record set.
    """
    for key in table.foreign_keys:
        if key.fields == (field.name,) and key.table != table.name:
            return _column(package.table(key.table), key.table_fields[0])
    return None


def _column(table: Table, name: str) -> dict[str, Any]:
    return {"fileObject": {"@id": table.path}, "extract": {"column": name}}
