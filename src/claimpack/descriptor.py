"""What no validator looks for in the descriptor and the schemas: misspelt keys, stray files.

A key that nobody knows says nothing, and nobody notices: ``primarykey`` makes a table without
one. Keys with a colon are namespaced properties and left alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from claimpack.documents import read_json
from claimpack.findings import Finding, in_file
from claimpack.package import DESCRIPTOR, Package
from claimpack.versions import VERSION

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
# How every table is written (https://datapackage.org/standard/table-dialect/), and nothing else.
DIALECT = {
    "$schema": "https://datapackage.org/profiles/2.0/tabledialect.json",
    "delimiter": ",",
    "quoteChar": '"',
    "doubleQuote": True,
    "header": True,
    "headerRows": [1],
    "lineTerminator": "\n",
    "skipInitialSpace": False,
}
FOREIGN_KEY = {"fields", "reference"}
REFERENCE = {"resource", "fields"}


def check_descriptor(package: Package) -> list[Finding]:
    """Return what is wrong with the keys of the descriptor and the schemas, and stray files."""
    descriptor = read_json(package.root, DESCRIPTOR)
    findings = [*_unknown(DESCRIPTOR, "", descriptor, PACKAGE), *_version(descriptor)]
    for resource in descriptor["resources"]:
        where = f"resource '{resource['name']}'"
        findings += [*_unknown(DESCRIPTOR, where, resource, RESOURCE), *_form(where, resource)]
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


def _version(descriptor: dict[str, Any]) -> Iterator[Finding]:
    """Tell of a version that no release can have; a package need not have one before."""
    version = descriptor.get("version")
    if version is not None and not VERSION.fullmatch(str(version)):
        yield in_file(
            "version",
            DESCRIPTOR,
            str(version),
            "no version of three numbers",
            "write it like 0.2.0; 'claimpack diff' says which step it has to make",
            severity="warning",
        )


def _form(where: str, resource: Any) -> Iterator[Finding]:
    """Tell where a resource announces another form than that in which its file is read."""
    encoding = resource.get("encoding", "utf-8")
    if str(encoding).lower() != "utf-8":
        yield in_file(
            "dialect",
            DESCRIPTOR,
            str(encoding),
            f"{where}: the encoding of every table is utf-8",
            "save the file as UTF-8 and write utf-8",
        )
    dialect = resource.get("dialect", {})
    if not isinstance(dialect, dict):
        yield in_file(
            "dialect",
            DESCRIPTOR,
            str(dialect),
            f"{where}: the dialect is no object",
            "write it out, or leave it away: every table is written in the same",
        )
        return
    for key, value in dialect.items():
        if key not in DIALECT or value != DIALECT[key]:
            yield in_file(
                "dialect",
                DESCRIPTOR,
                f"{key}: {value}",
                f"{where}: tables are not read in this dialect",
                f"write {json.dumps(DIALECT[key])}" if key in DIALECT else f"remove '{key}'",
            )


def _unknown(file: str, where: str, found: Any, known: set[str]) -> Iterator[Finding]:
    for key in found:
        if key in known or ":" in key:
            continue
        near = get_close_matches(key.lower(), [name.lower() for name in known], 1)
        meant = next((name for name in known if near and name.lower() == near[0]), None)
        yield in_file(
            "unknown-key",
            file,
            key,
            f"{where}: nothing reads this key" if where else "nothing reads this key",
            f"write '{meant}'" if meant else "remove the key, or give it a namespace like x:y",
        )


def _undeclared(package: Package) -> Iterator[Finding]:
    declared = {path for table in package.tables for path in table.paths}
    for path in sorted((package.root / "claims").rglob("*")):
        name = path.relative_to(package.root).as_posix()
        if name in declared or path.name.startswith(".") or path.suffix == ".md" or path.is_dir():
            continue
        yield in_file(
            "undeclared-file",
            name,
            None,
            f"no resource of {DESCRIPTOR} has this file",
            "declare it with a schema, or move it out of claims/",
        )
