"""Where a finding is for a program: the path in the repository, the line, and the characters.

A finding names the column of a cell. Here the cell is looked up in its line, so that an editor
can underline it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from claimpack.documents import inside
from claimpack.errors import ClaimpackError
from claimpack.findings import Finding
from claimpack.package import Package
from claimpack.scan import irregular

# A line that is longer is told, and its cells are not looked up.
MAX_LINE = 1 << 20
CELL = re.compile(r'"[^"]*(?:""[^"]*)*"[^,]*|[^,]*')


@dataclass(frozen=True)
class Place:
    """Where a finding is.

    Attributes:
        path: path from the root of the repository, with forward slashes.
        line: line from 1, or None.
        start, end: the first character of the cell, from 1, and the one after its last; None
            where the cell cannot be told.
    """

    path: str
    line: int | None
    start: int | None = None
    end: int | None = None


def places(package: Package, findings: Iterable[Finding]) -> dict[Finding, Place]:
    """Return where findings are; one that is in no file has no place.

    A file is read once, up to the last line that is asked for.
    """
    prefix = prefix_of(package)
    in_files: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.file is not None:
            in_files.setdefault(finding.file, []).append(finding)
    found = {}
    for file, those in in_files.items():
        wanted = {f.line for f in those if f.line is not None and f.column is not None}
        lines = _lines(package, file, wanted)
        header = lines.get(1)
        names = [] if header is None else [header[a:b].strip('"') for a, b in _cells(header)]
        for finding in those:
            start, end = _span(finding, names, lines)
            found[finding] = Place(prefix + file, finding.line, start, end)
    return found


def prefix_of(package: Package) -> str:
    """Return what stands before a path of the package in its repository: ``data/`` or nothing.

    Outside a repository, paths begin at the folder in which the command runs.
    """
    bases = [root for root in (package.root, *package.root.parents) if (root / ".git").exists()]
    for base in [*bases[:1], Path.cwd()]:
        if package.root.is_relative_to(base):
            path = package.root.relative_to(base).as_posix()
            return "" if path == "." else f"{path}/"
    return ""


def _span(
    finding: Finding, names: list[str], lines: dict[int, str]
) -> tuple[int, int] | tuple[None, None]:
    """Return the characters of the cell, from 1 and with the end left out."""
    line = lines.get(finding.line or 0)
    if line is None or finding.column not in names:
        return None, None
    cells = _cells(line)
    index = names.index(finding.column)
    if index >= len(cells):
        return None, None
    start, end = cells[index]
    return start + 1, end + 1


def _cells(line: str) -> list[tuple[int, int]]:
    """Return where the cells of a line begin and end, by the quoting of CSV."""
    spans: list[tuple[int, int]] = []
    position = 0
    while True:
        match = CELL.match(line, position)
        if match is None:  # cannot be: a cell may be empty
            return spans
        spans.append(match.span())
        if match.end() >= len(line):
            return spans
        position = match.end() + 1


def _lines(package: Package, file: str, wanted: set[int]) -> dict[int, str]:
    """Return the text of the header and of those lines that are wanted, where they can be read."""
    last = max(wanted, default=0)
    wanted = wanted | {1}
    texts: dict[int, str] = {}
    try:
        path = inside(package.root, file, file)
        if not last or irregular(path):
            return {}
        with path.open("rb") as source:
            number = 1
            begins = True
            while number <= last and (piece := source.readline(MAX_LINE)):
                ends = piece.endswith(b"\n")
                if begins and number in wanted and (ends or len(piece) < MAX_LINE):
                    with suppress(UnicodeDecodeError):
                        texts[number] = piece.rstrip(b"\r\n").decode("utf-8")
                begins = ends
                number += ends
    except (ClaimpackError, OSError):
        return {}
    return texts
