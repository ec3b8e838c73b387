"""Edits to a copy of this package: of rows, of the bytes of a table, of its other files.

Row edits come from ``tests/faults.py`` and change the rows of a table as a person would. Those of
this module change a file where it stands in the copy.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimpack.generate import regenerate
from claimpack.package import load_package

from ..faults import PACKAGE, Edit, Row, Tables, add, change, key_of, read_rows, rechain, remove

__all__ = [
    "PACKAGE",
    "Edit",
    "FileEdit",
    "Row",
    "Tables",
    "add",
    "add_file",
    "append",
    "change",
    "delete",
    "json_edit",
    "key_of",
    "line",
    "new_bytes",
    "read_rows",
    "rechain",
    "remove",
    "replace_bytes",
    "schema_edit",
]


@dataclass(frozen=True)
class FileEdit:
    """A change to the files in the folder of a package."""

    apply: Callable[[Path], object]


def new_bytes(path: str, change: Callable[[bytes], bytes]) -> FileEdit:
    """Put other bytes in a file."""

    def apply(root: Path) -> None:
        before = (root / path).read_bytes()
        after = change(before)
        assert after != before, "the edit changes nothing"
        (root / path).write_bytes(after)

    return FileEdit(apply)


def replace_bytes(path: str, old: str, new: bytes) -> FileEdit:
    """Put other bytes where a text stands for the first time in a file."""

    def change(before: bytes) -> bytes:
        assert old.encode() in before, f"{path} does not hold {old}"
        return before.replace(old.encode(), new, 1)

    return new_bytes(path, change)


def line(path: str, number: int, change: Callable[[bytes], bytes]) -> FileEdit:
    """Change one line of a file; it is given without its end and may become several lines."""

    def edit(before: bytes) -> bytes:
        lines = before.split(b"\n")
        lines[number - 1] = change(lines[number - 1])
        return b"\n".join(lines)

    return new_bytes(path, edit)


def append(path: str, text: bytes) -> FileEdit:
    """Put bytes at the end of a file."""
    return new_bytes(path, lambda before: before + text)


def delete(path: str) -> FileEdit:
    """Remove a file."""
    return FileEdit(lambda root: (root / path).unlink())


def add_file(path: str, text: str) -> FileEdit:
    """Add a file."""

    def apply(root: Path) -> None:
        assert not (root / path).exists()
        (root / path).write_text(text, encoding="utf-8")

    return FileEdit(apply)


def json_edit(path: str, change: Callable[[Any], object]) -> FileEdit:
    """Change the content of a JSON file, and generate anew what is made from it."""

    def apply(root: Path) -> None:
        before = (root / path).read_text(encoding="utf-8")
        content = json.loads(before)
        change(content)
        after = json.dumps(content, ensure_ascii=False, indent=2)
        assert json.loads(before) != json.loads(after), "the edit changes nothing"
        (root / path).write_text(after + "\n", encoding="utf-8")
        regenerate(load_package(root))

    return FileEdit(apply)


def schema_edit(table: str, column: str, change: Callable[[dict[str, Any]], object]) -> FileEdit:
    """Change what the schema of a table says of a column."""

    def edit(schema: Any) -> None:
        change(next(field for field in schema["fields"] if field["name"] == column))

    return json_edit(PACKAGE.table(table).schema_path, edit)
