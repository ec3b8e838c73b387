"""What a kept state holds for: the tool, the schemas and macros; and of each rule, its SQL."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import duckdb

from claimpack.package import Package
from claimpack.rules import Rule
from claimpack.sql import SqlFile

# Of the form of the state itself.
FORM = 1
# What tells on the fast path whether a value has its meaning.
LIBRARIES = ("edtf", "langcodes", "license-expression", "courlan", "url-normalize", "w3lib")


def identity(package: Package, files: list[SqlFile]) -> str:
    """Return a hash over everything but rows and rules that a finding of the fast path rests on.

    Args:
        package: the package: its schemas, and the order of its tables.
        files: its macros and views.
    """
    here = Path(__file__).parents[1]
    tool = sorted(
        f"{path.relative_to(here)} {path.stat().st_size} {path.stat().st_mtime_ns}"
        for path in here.rglob("*")
        if path.suffix in (".py", ".yml", ".json")
    )
    tables = [repr((replace(table, paths=("",)), table.is_code_list)) for table in package.tables]
    macros = [f"{file.path} {file.text}" for file in files if file.is_macro]
    libraries = [f"{name} {_version(name)}" for name in ("claimpack", *LIBRARIES)]
    return _hash([str(FORM), sys.version, duckdb.__version__, *libraries, *tool, *tables, *macros])


def rule_identity(rule: Rule, files: list[SqlFile], package: Package) -> str:
    """Return a hash over the file of a rule and the views that it reads."""
    read = read_by(rule, files, package)
    views = [file.text for file in files if not file.is_macro and file.name in read]
    return _hash([rule.sql, *views])


def read_by(rule: Rule, files: list[SqlFile], package: Package) -> set[str]:
    """Return the tables and views that a rule reads in the end, or may read.

    What its header leaves out counts as well, if its name stands anywhere in the SQL.
    """
    relations = {*(table.name for table in package.tables), *(file.name for file in files)}
    by_name = {file.name: file for file in files}
    seen: set[str] = set()
    waiting = {*rule.reads, *(words(rule.sql) & relations)}
    while waiting:
        name = waiting.pop()
        seen.add(name)
        if name in by_name:
            file = by_name[name]
            waiting |= ({*file.reads} | words(file.text) & relations) - seen
    return seen


@cache
def words(text: str) -> frozenset[str]:
    """Return the words of SQL in lower case, without those of its comments and texts."""
    code = re.sub(r"--[^\n]*|'(?:[^']|'')*'", " ", text)
    return frozenset(word.lower() for word in re.findall(r"\w+", code))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _hash(texts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for text in texts:
        content = text.encode("utf-8", "surrogatepass")
        digest.update(b"%d\0" % len(content) + content)
    return digest.hexdigest()
