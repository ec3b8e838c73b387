"""Frictionless: the reference for structure, on the descriptor and the files as published.

It is given what was checked and nothing else: paths inside the package, schemas in full, no
profile to fetch; and it runs in a process of its own for a limited time.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Any

from claimpack.descriptor import CONSTRAINTS, DIALECT, FIELD, PACKAGE, RESOURCE, SCHEMA
from claimpack.documents import read_json
from claimpack.errors import ClaimpackError
from claimpack.findings import Finding, in_table
from claimpack.package import DESCRIPTOR, Package
from claimpack.raw import Reading
from claimpack.scan import irregular

ENGINE = "frictionless"
# Frictionless reads some thousands of rows a second.
SECONDS = 60
ROWS_A_SECOND = 500
CONSTRAINT = re.compile(r'constraint "(\w+)" is')
# What frictionless calls it, and what we call it.
RULES = {
    "type-error": "type",
    "primary-key": "primary-key",
    "foreign-key": "foreign-key",
    "blank-row": "blank-row",
    "extra-cell": "row-form",
    "missing-cell": "row-form",
    "encoding-error": "file-encoding",
    "scheme-error": "file-missing",
    "source-error": "header",
    **dict.fromkeys(
        ("package-error", "resource-error", "schema-error", "field-error", "dialect-error"),
        "profile",
    ),
}
FIX = "see what the specification says: https://specs.frictionlessdata.io/table-schema/"


def check_with_frictionless(package: Package, reading: Reading, rows: int) -> list[Finding]:
    """Return every error that frictionless finds, as our findings.

    Args:
        package: the package.
        reading: tells in which line a record stands; tables that could not be read are left out.
        rows: how many rows there are, which sets how long it may take.

    Raises:
        ClaimpackError: it could not run, or did not end.
    """
    without = {name for name in reading.unreadable if irregular(_file(package, name))}
    errors = _run(package, descriptor_of(package, without), SECONDS + rows // ROWS_A_SECOND)
    return findings_of(package, reading, errors)


def findings_of(package: Package, reading: Reading, errors: list[dict[str, Any]]) -> list[Finding]:
    """Return errors, as ``frictionless_child.errors`` gives them, as our findings."""
    return [finding for error in errors if (finding := _finding(package, reading, error))]


def descriptor_of(package: Package, without: Collection[str] = ()) -> dict[str, Any]:
    """Return the descriptor with the schemas in it, and without what could be fetched.

    Every table is announced in the one form in which it is read: the fast path tells where the
    descriptor says otherwise.

    Args:
        package: the package.
        without: tables to leave out, with the references to them: a pipe would be waited for.
    """
    descriptor = read_json(package.root, DESCRIPTOR)
    kept = _known(descriptor, PACKAGE - {"$schema"})
    kept["resources"] = []
    for resource in descriptor["resources"]:
        if resource["name"] in without:
            continue
        schema = read_json(package.root, resource["schema"])
        inline = _known(resource, RESOURCE)
        inline |= {"encoding": "utf-8", "dialect": DIALECT}
        inline["schema"] = _known(schema, SCHEMA - {"$schema"})
        inline["schema"]["fields"] = [_field(field) for field in schema["fields"]]
        if without and "foreignKeys" in schema:
            inline["schema"]["foreignKeys"] = [
                key for key in schema["foreignKeys"] if key["reference"]["resource"] not in without
            ]
        kept["resources"].append(inline)
    return kept


def _file(package: Package, table: str) -> Path:
    return package.root / package.table(table).path


def _field(field: dict[str, Any]) -> dict[str, Any]:
    known = _known(field, FIELD)
    if "constraints" in known:
        known["constraints"] = _known(known["constraints"], CONSTRAINTS)
    return known


def _known(properties: dict[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if name in names}


def _run(package: Package, descriptor: dict[str, Any], seconds: int) -> list[dict[str, Any]]:
    question = {"root": str(package.root), "descriptor": descriptor}
    try:
        done = subprocess.run(
            # -P: a frictionless.py in the current folder must not be run.
            [sys.executable, "-P", "-m", "claimpack.engines.frictionless_child"],
            input=json.dumps(question).encode(),
            capture_output=True,
            timeout=seconds,
            check=False,
        )
        errors: list[dict[str, Any]] = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise ClaimpackError(
            f"frictionless was stopped after {seconds} s",
            "simplify the patterns in schemas/: some take Python forever, like (a+)+$",
        ) from None
    except ValueError:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["nothing"]
        raise ClaimpackError(f"frictionless failed: {said[-1][:300]}") from None
    return errors


def _finding(package: Package, reading: Reading, error: dict[str, Any]) -> Finding | None:
    kind, note = error["type"], error["note"]
    match = CONSTRAINT.match(note) if kind == "constraint-error" else None
    rule = match.group(1) if match else RULES.get(kind, kind)
    if error["table"] is None:
        return Finding(
            rule=rule,
            severity="error",
            table=None,
            row_key=None,
            file=DESCRIPTOR,
            line=None,
            column=None,
            value=None,
            message=note,
            fix=FIX,
            engine=ENGINE,
        )
    table = package.table(error["table"])
    if table.name in reading.unreadable:
        return None
    if kind == "foreign-key" and "" in error["key"]:
        return None  # a reference with an empty part is none: so says SQL, and so does DuckDB
    record = error["record"]
    if record is None and any(key.table in reading.unreadable for key in table.foreign_keys):
        return None  # the references of this table lead into one that could not be read
    return in_table(
        table,
        rule,
        note,
        FIX,
        reading.line(table, record) if record else None,
        error["fields"][0] if error["fields"] else None,
        error["cell"],
        severity="error",
        engine=ENGINE,
    )
