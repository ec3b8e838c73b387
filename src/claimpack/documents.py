"""The small files of a package that are no tables: JSON and SQL, read whole and with care.

A package may come from anybody: a path may lead out of it, a file may be a pipe, or as large as
the disk.
"""

from __future__ import annotations

import json
import os
from pathlib import Path, PurePosixPath
from typing import Any

from claimpack.errors import ClaimpackError
from claimpack.scan import irregular

MAX_SIZE = 16 << 20


def inside(root: Path, path: object, named_in: str) -> Path:
    """Return the file that a path of the descriptor names, proved to lie in the package.

    Raises:
        ClaimpackError: the path is no relative POSIX path, is an address, or leaves the package,
            also through a symbolic link.
    """
    if not isinstance(path, str) or not path:
        raise ClaimpackError(f"{named_in}: a path is missing")
    pure = PurePosixPath(path)
    if "://" in path or "\\" in path or pure.is_absolute() or ".." in pure.parts:
        raise ClaimpackError(
            f"{named_in}: the path '{path}' leaves the package",
            "name a file inside the package, with a relative path",
        )
    if not path.isprintable():
        raise ClaimpackError(f"{named_in}: the path {path!a} holds a control character")
    target = root / pure
    try:
        is_inside = target.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):  # a circle of links
        is_inside = False
    if not is_inside:
        raise ClaimpackError(f"{named_in}: the path '{path}' leads out of the package by a link")
    return target


def read_text(root: Path, path: str) -> str:
    """Return the text of a small file of a package.

    Raises:
        ClaimpackError: there is no such file, it is too large, or it is not UTF-8.
    """
    if problem := irregular(root / path):
        raise ClaimpackError(
            f"{path} {problem} in {root}" if "exist" in problem else f"{path} {problem}"
        )
    try:
        if (root / path).stat().st_size > MAX_SIZE:
            raise ClaimpackError(f"{path} is larger than {MAX_SIZE >> 20} MB: it is not read")
        return (root / path).read_text(encoding="utf-8")
    except OSError as error:
        raise ClaimpackError(f"{path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise ClaimpackError(f"{path} is not UTF-8 (byte {error.start})") from None


def read_json(root: Path, path: str) -> dict[str, Any]:
    """Return the JSON object that a file of a package holds.

    Raises:
        ClaimpackError: the file cannot be read, or holds no JSON object.
    """
    content = parse_json(read_text(root, path), path)
    if not isinstance(content, dict):
        raise ClaimpackError(f"{path} must hold a JSON object")
    return content


def parse_json(text: str, path: str) -> Any:
    """Return what a text in JSON holds; no key may stand twice in one object.

    Args:
        text: the text.
        path: the file that it is from, for the message.

    Raises:
        ClaimpackError: it is no JSON; the message names the place in it.
    """
    try:
        content = json.loads(text, object_pairs_hook=_without_duplicates, parse_constant=_no_number)
        json.dumps(content, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise ClaimpackError(f"{path}: an escape like \\ud800 stands for no character") from None
    except json.JSONDecodeError as error:
        raise ClaimpackError(
            f"{path}: line {error.lineno}, column {error.colno}: {error.msg}"
        ) from None
    except RecursionError:
        raise ClaimpackError(f"{path}: nested too deeply") from None
    except ValueError as error:
        raise ClaimpackError(f"{path}: {error}") from None
    return content


def sql_files(root: Path, folder: str) -> list[tuple[str, str]]:
    """Return the paths and texts of the SQL files in a folder of a package, by name.

    Raises:
        ClaimpackError: one of them cannot be read, or leads out of the package.
    """
    if not (root / folder).is_dir():
        return []
    inside(root, folder, folder)
    try:
        with os.scandir(root / folder) as entries:
            found = sorted((e.name, e.is_symlink()) for e in entries if e.name.endswith(".sql"))
    except OSError as error:
        raise ClaimpackError(f"{folder} cannot be read: {error.strerror}") from None
    for name, is_link in found:
        # what is no link lies where its folder lies
        if is_link or not name.isprintable():
            inside(root, f"{folder}/{name}", folder)
    return [(f"{folder}/{name}", read_text(root, f"{folder}/{name}")) for name, _ in found]


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key '{twice}' stands twice in one object")
    return content


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number in JSON")
