"""What no validator looks for in the descriptor and the schemas: misspelt keys, stray files.

A key that nobody knows says nothing, and nobody notices: ``primarykey`` makes a table without
one. Keys with a colon are namespaced properties and left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from claimpack.documents import read_json
from claimpack.findings import Finding, shown
from claimpack.package import DESCRIPTOR, Package

# The properties of Data Package v2; of field constraints those that claimpack checks.
PACKAGE = {
    *("$schema", "name", "id", "title", "description", "homepage", "version", "created"),
    *("licenses", "contributors", "keywords", "sources", "image", "resources"),
}
RESOURCE = {
    *("name", "path", "type", "title", "description", "format", "mediatype", "encoding"),
    *("bytes", "hash", "sources", "licenses", "dialect", "schema"),
}
SCHEMA = {
    *("$schema", "title", "description", "fields", "primaryKey", "uniqueKeys", "foreignKeys"),
}
FIELD = {
    *("name", "type", "title", "description", "example", "constraints", "rdfType"),
    *("trueValues", "falseValues"),
}
CONSTRAINTS = {"required", "pattern", "enum", "minimum", "maximum", "minLength", "maxLength"}
FOREIGN_KEY = {"fields", "reference"}
REFERENCE = {"resource", "fields"}


def check_descriptor(package: Package) -> list[Finding]:
    """Return what is wrong with the keys of the descriptor and the schemas, and stray files."""
    descriptor = read_json(package.root, DESCRIPTOR)
    findings = [*_unknown(DESCRIPTOR, "", descriptor, PACKAGE)]
    for resource in descriptor["resources"]:
        where = f"resource '{resource['name']}'"
        findings += _unknown(DESCRIPTOR, where, resource, RESOURCE)
    for table in package.tables:
        schema = read_json(package.root, table.schema_path)
        path = table.schema_path
        findings += _unknown(path, "", schema, SCHEMA)
        for field in schema["fields"]:
            where = f"field '{field['name']}'"
            findings += _unknown(path, where, field, FIELD)
            findings += _unknown(path, where, field.get("constraints", {}), CONSTRAINTS)
        for key in schema.get("foreignKeys", []):
            findings += _unknown(path, "foreign key", key, FOREIGN_KEY)
            findings += _unknown(path, "foreign key", key["reference"], REFERENCE)
    return [*findings, *_undeclared(package)]


def _unknown(file: str, where: str, found: Any, known: set[str]) -> Iterator[Finding]:
    for key in found:
        if key in known or ":" in key:
            continue
        near = get_close_matches(key.lower(), [name.lower() for name in known], 1)
        meant = next((name for name in known if near and name.lower() == near[0]), None)
        yield Finding(
            rule="unknown-key",
            severity="error",
            table=None,
            row_key=None,
            file=file,
            line=None,
            column=None,
            value=shown(key),
            message=f"{where}: nothing reads this key" if where else "nothing reads this key",
            fix=f"write '{meant}'" if meant else "remove the key, or give it a namespace like x:y",
        )


def _undeclared(package: Package) -> Iterator[Finding]:
    declared = {table.path for table in package.tables}
    for path in sorted((package.root / "claims").rglob("*.csv")):
        name = path.relative_to(package.root).as_posix()
        if name not in declared:
            yield Finding(
                rule="undeclared-file",
                severity="error",
                table=None,
                row_key=None,
                file=name,
                line=None,
                column=None,
                value=None,
                message=f"no resource of {DESCRIPTOR} has this file",
                fix="declare it with a schema, or move it out of claims/",
            )
