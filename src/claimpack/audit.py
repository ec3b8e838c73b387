"""The descriptor, the schemas and the generated files, as an auditor reads them.

The official profiles of Data Package 2.0 (https://datapackage.org/profiles/2.0/) stand in
``profiles/``, unchanged. They have two errors against the specification: ``fieldsMatch`` is typed
as a list, and the type ``list`` is missing. claimpack uses neither, so no third-party validator
trips over them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from claimpack.documents import read_json
from claimpack.findings import Finding, Severity, in_file, shown
from claimpack.generate import stale_files
from claimpack.package import DESCRIPTOR, Package

ENGINE = "claimpack"
# https://datapackage.org/standard/data-package/#name, and column names as the guide wants them.
PACKAGE_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*")
COLUMN_NAME = re.compile(r"[a-z][a-z0-9_]*")
SNAKE = "write it in lower-case letters, digits and underscores"


def audit(package: Package) -> list[Finding]:
    """Return what is wrong with descriptor, schemas and generated files, beyond the fast path."""
    descriptor = read_json(package.root, DESCRIPTOR)
    findings = [
        *_against_profile("datapackage", DESCRIPTOR, descriptor),
        *_licences(descriptor, DESCRIPTOR),
        *_names(package),
    ]
    for table in package.tables:
        schema = read_json(package.root, table.schema_path)
        findings += _against_profile("tableschema", table.schema_path, schema)
    return [*findings, *_stale(package)]


def _against_profile(profile: str, file: str, content: dict[str, Any]) -> Iterator[Finding]:
    from jsonschema import Draft7Validator
    from jsonschema.exceptions import best_match

    text = (files("claimpack") / "profiles" / f"{profile}.json").read_text(encoding="utf-8")
    for error in Draft7Validator(json.loads(text)).iter_errors(content):
        deepest = best_match([error]) or error
        place = "/".join(str(part) for part in deepest.absolute_path)
        yield _finding(
            "profile",
            file,
            place or None,
            f"the official profile refuses it: {shown(deepest.message, 200)}",
            "correct it: other tools validate against the same profile",
        )


def _licences(descriptor: dict[str, Any], file: str) -> Iterator[Finding]:
    from license_expression import get_spdx_licensing

    licensing = get_spdx_licensing()
    named = [("", descriptor), *((f"{r['name']}: ", r) for r in descriptor["resources"])]
    for where, owner in named:
        for licence in owner.get("licenses", []):
            name = licence.get("name") if isinstance(licence, dict) else None
            if name is not None and licensing.validate(str(name)).errors:
                yield _finding(
                    "licence",
                    file,
                    str(name),
                    f"{where}the licence is no SPDX identifier",
                    "write it as https://spdx.org/licenses/ does, like CC-BY-4.0",
                )
    if not descriptor.get("licenses"):
        yield _finding(
            "licence",
            file,
            None,
            "the package names no licence: nobody may use it",
            "add 'licenses' with an SPDX identifier, like CC-BY-4.0",
        )


def _names(package: Package) -> Iterator[Finding]:
    if not PACKAGE_NAME.fullmatch(package.name):
        yield _finding(
            "name",
            DESCRIPTOR,
            package.name,
            "the name of the package is no slug",
            "write it in lower-case letters, digits, '-', '_' and '.'",
        )
    for table in package.tables:
        if not COLUMN_NAME.fullmatch(table.name):
            yield _finding("name", DESCRIPTOR, table.name, "a table has a bad name", SNAKE)
        for field in table.fields:
            if not COLUMN_NAME.fullmatch(field.name):
                yield _finding(
                    "name", table.schema_path, field.name, "a column has a bad name", SNAKE
                )


def _stale(package: Package) -> Iterator[Finding]:
    for path in stale_files(package):
        yield _finding(
            "generated-stale",
            path,
            None,
            "the file is not what would be generated now",
            "run 'claimpack generate'",
            "warning",
        )


def _finding(
    rule: str, file: str, value: str | None, message: str, fix: str, severity: Severity = "error"
) -> Finding:
    return in_file(rule, file, value, message, fix, severity, ENGINE)
