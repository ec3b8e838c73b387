"""frictionless: the package itself, which is one of its own."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from frictionless import Package, system

from benchmarks.packages import PackageFiles

# What frictionless calls a violation, and what we call it.
NAMES = {"type-error": "type"}
NO_LIMIT = 2**31


def check(package: PackageFiles) -> Counter[str]:
    """Return how many violations of each rule there are in a package."""
    found: Counter[str] = Counter()
    with system.use_context(trusted=True):
        read = Package.from_descriptor(_descriptor(package.root), basepath=str(package.root))
        for resource in read.resources:
            report = resource.validate(limit_errors=NO_LIMIT)
            errors = [*report.errors, *(error for task in report.tasks for error in task.errors)]
            found += Counter(_rule(error) for error in errors)
    return found


def _descriptor(root: Path) -> dict[str, Any]:
    descriptor: dict[str, Any] = json.loads((root / "datapackage.json").read_text("utf-8"))
    return descriptor


def _rule(error: Any) -> str:
    if error.type == "constraint-error":
        return str(error.note).split('"')[1]
    return NAMES.get(error.type, error.type)
