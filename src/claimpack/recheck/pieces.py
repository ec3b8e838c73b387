"""Files of rows in pieces: which of them an edit has changed, told by their hashes.

A piece is a run of whole lines. A file that changed is compared with its pieces in order; after
an insertion they are found again further on, so that only what is really new is read.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

# How many lines a new piece has.
LINES = 1024
BLOCK = 1 << 20
# How much of its beginning is remembered to find a piece again.
HEAD = 64
# After an insertion one of the next few pieces is looked for in so many bytes.
AHEAD = 4
WINDOW = 1 << 22
MAX_HEADER = 1 << 16
# The clock of a disk may tick this slowly: a file that has just been written may be written again
# under the same time.
SETTLED_SECONDS = 2.0


@dataclass(frozen=True)
class Piece:
    """A run of whole lines of a file.

    Attributes:
        id: what its rows are kept under.
        lines: how many lines, and so rows.
        size: how many bytes.
        digest: SHA-256 of the bytes.
        head: how it begins.
    """

    id: int
    lines: int
    size: int
    digest: str
    head: bytes


@dataclass(frozen=True)
class Stretch:
    """Bytes of a file that no known piece has."""

    start: int
    end: int


def stamp(path: Path) -> str | None:
    """Return what tells that a file is untouched, or None where only its content does.

    Size, times, and place on the disk, as git has it. The time of the last change of status is
    among them: a command that gives a file an old date changes it too. A file that was touched
    just now has no stamp, since it may be touched again within one tick of the clock.
    """
    if os.name != "posix":  # elsewhere that time is the one of creation
        return None
    status = path.stat()
    if time.time() - max(status.st_mtime, status.st_ctime) < SETTLED_SECONDS:
        return None
    return (
        f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"
        f" {status.st_ino} {status.st_dev}"
    )


def header_of(file: BinaryIO) -> bytes:
    """Return the first line of a file with its end."""
    file.seek(0)
    return file.readline(MAX_HEADER)


def changed(file: BinaryIO, header: bytes, known: Sequence[Piece]) -> list[Piece | Stretch]:
    """Compare a file with the pieces that it had.

    Args:
        file: the file.
        header: its first line, which has not changed.
        known: the pieces that followed it, in order.

    Returns:
        The pieces that are still there and the stretches between them, in the order of the file.
    """
    size = os.fstat(file.fileno()).st_size
    found: list[Piece | Stretch] = []
    position, index = len(header), 0
    while index < len(known) and position < size:
        if _stands_at(file, position, known[index]):
            found.append(known[index])
            position += known[index].size
            index += 1
            continue
        again = _next(file, position, known[index : index + AHEAD])
        if again is None:
            break
        step, start = again
        if start > position:
            found.append(Stretch(position, start))
        position, index = start, index + step
    # what is left is looked for from the end
    last: list[Piece | Stretch] = []
    end = size
    for piece in reversed(known[index:]):
        start = end - piece.size
        if start < position or not _begins_line(file, start, position):
            break
        if not _stands_at(file, start, piece):
            break
        last.append(piece)
        end = start
    if position < end:
        found.append(Stretch(position, end))
    return found + last[::-1]


def cut(
    file: BinaryIO, stretch: Stretch, next_id: Callable[[], int]
) -> Iterator[tuple[Piece, bytes]]:
    """Cut a stretch of a file into new pieces, each with its bytes.

    Args:
        file: the file.
        stretch: the bytes that are cut.
        next_id: gives each piece an id.
    """
    file.seek(stretch.start)
    left = stretch.end - stretch.start
    buffer = b""
    while True:
        parts = buffer.split(b"\n", LINES)
        if len(parts) <= LINES and left:
            block = file.read(min(left, BLOCK))
            left = left - len(block) if block else 0
            buffer += block
            continue
        if not buffer:
            return
        rest = parts[-1]
        content = buffer[: len(buffer) - len(rest)] if len(parts) > LINES else buffer
        buffer = rest if len(parts) > LINES else b""
        lines = content.count(b"\n") + (not content.endswith(b"\n"))
        yield Piece(next_id(), lines, len(content), _digest(content), content[:HEAD]), content


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _stands_at(file: BinaryIO, position: int, piece: Piece) -> bool:
    file.seek(position)
    content = file.read(piece.size)
    return len(content) == piece.size and _digest(content) == piece.digest


def _begins_line(file: BinaryIO, start: int, first: int) -> bool:
    """Whether a line begins at a position; one does at the ``first``."""
    if start == first:
        return True
    file.seek(start - 1)
    return file.read(1) == b"\n"


def _next(file: BinaryIO, position: int, pieces: Sequence[Piece]) -> tuple[int, int] | None:
    """Return which of the next pieces stands further on, and where; None where none is seen."""
    file.seek(position)
    window = file.read(WINDOW)
    for step, piece in enumerate(pieces):
        at = window.find(piece.head)
        if at < 0 or (at and window[at - 1 : at] != b"\n"):
            continue
        if _stands_at(file, position + at, piece):
            return step, position + at
    return None
