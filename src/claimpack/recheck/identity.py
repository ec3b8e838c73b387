"""What a kept state holds for: the tool, the schemas and macros; and of each rule, its SQL."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path

import duckdb

from claimpack.package import Package
from claimpack.rules import Rule
from claimpack.sql import SqlFile

# Of the form of the state itself.
FORM = 1


def identity(package: Package, files: list[SqlFile]) -> str:
    """Return a hash over everything but rows and rules that a finding of the fast path rests on.

    Args:
        package: the package: its schemas, and the order of its tables.
        files: its macros and views.
    """
    tables = [repr((replace(table, paths=("",)), table.is_code_list)) for table in package.tables]
    macros = [f"{file.path} {file.text}" for file in files if file.is_macro]
    return _hash(
        [str(FORM), sys.version, duckdb.__version__, *_libraries(), *_tool(), *tables, *macros]
    )


class Reads:
    """What the rules and views of a package read, and what of it is in their SQL alone.

    What a header leaves out counts as well, if its name stands anywhere in the SQL.
    """

    def __init__(self, package: Package, files: list[SqlFile]) -> None:
        """Look at the views of a package."""
        self._views = {file.name: file for file in files if not file.is_macro}
        self._relations = {*(table.name for table in package.tables), *self._views}
        self._by_view = {
            name: {*file.reads} | words(file.text) & self._relations
            for name, file in self._views.items()
        }
        self._by_rule: dict[str, set[str]] = {}

    def of(self, rule: Rule) -> set[str]:
        """Return the tables and views that a rule reads in the end, or may read."""
        if rule.id not in self._by_rule:
            seen: set[str] = set()
            waiting = {*rule.reads, *(words(rule.sql) & self._relations)}
            while waiting:
                name = waiting.pop()
                seen.add(name)
                waiting |= self._by_view.get(name, set()) - seen
            self._by_rule[rule.id] = seen
        return self._by_rule[rule.id]

    def texts(self, rule: Rule) -> list[str]:
        """Return the SQL of a rule and of the views that it reads."""
        read = self.of(rule)
        return [rule.sql, *(file.text for name, file in self._views.items() if name in read)]

    def identity(self, rule: Rule) -> str:
        """Return a hash over what a finding of the rule rests on beside rows."""
        return _hash(self.texts(rule))


@cache
def words(text: str) -> frozenset[str]:
    """Return the words of SQL in lower case, without those of its comments and texts."""
    code = re.sub(r"--[^\n]*|'(?:[^']|'')*'", " ", text)
    return frozenset(word.lower() for word in re.findall(r"\w+", code))


def _tool() -> list[str]:
    """Return the files of this tool, with their sizes and times."""
    here = str(Path(__file__).parents[1])
    found, folders = [], [here]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    folders.append(entry.path)
                elif entry.name.endswith((".py", ".yml", ".json")):
                    status = entry.stat()
                    place = entry.path.removeprefix(here)
                    found.append(f"{place} {status.st_size} {status.st_mtime_ns}")
    return sorted(found)


def _libraries() -> list[str]:
    """Return the names and versions of all libraries: some tell whether a value has its meaning.

    They are read from the names of folders, which is much faster than to ask for each.
    """
    names = []
    for folder in sys.path:
        with suppress(OSError):  # such as one that does not exist
            names += [entry.name for entry in os.scandir(folder or ".")]
    return sorted(name for name in names if name.endswith((".dist-info", ".egg-info")))


def _hash(texts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for text in texts:
        content = text.encode("utf-8", "surrogatepass")
        digest.update(b"%d\0" % len(content) + content)
    return digest.hexdigest()
