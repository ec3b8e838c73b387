"""The bytes of a file, read once in pieces: what no CSV reader may have to guess.

Kind of file, encoding, byte order mark, NUL, conflicts of git, carriage returns, final line feed.
A file of any size takes the memory of one piece.
"""

from __future__ import annotations

import codecs
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

from claimpack.characters import ODD

# Small enough to stay near the processor while it is looked at.
PIECE = 1 << 20
# Pieces of so many bytes are counted by numpy.
LARGE = 1 << 18
# What may stand anywhere in a text without a closer look, apart from what is not ASCII.
PRINTABLE = bytes([*b"\n", *range(0x20, 0x7F)])
MAX_HEADER = 1 << 16
# How git marks a conflict, at the beginning of a line.
CONFLICT = b"\n<<<<<<< "
KINDS = (
    (stat.S_ISDIR, "is a folder"),
    (stat.S_ISFIFO, "is a pipe"),
    (stat.S_ISSOCK, "is a socket"),
    (stat.S_ISCHR, "is a device"),
    (stat.S_ISBLK, "is a device"),
)


@dataclass(frozen=True)
class Problem:
    """What is wrong with the bytes of a file, and in which line."""

    rule: str
    message: str
    line: int | None


@dataclass(frozen=True)
class Scan:
    """What the bytes of a file show.

    Attributes:
        problems: what is wrong, at most one of each kind; nothing is read on after an encoding
            that is not UTF-8.
        first_line: the first line without its end, cut after 64 KiB.
        lines: how many lines there are, also counting a last one that does not end.
        commas: how many commas there are; 0 where no line ends with one.
        has_quotes: whether there is a quotation mark, within which a comma ends no cell.
        is_plain: whether there is certainly no control, format or bidi character in it, and no
            space but the common one.
    """

    problems: list[Problem]
    first_line: bytes
    lines: int
    commas: int = 0
    has_quotes: bool = True
    is_plain: bool = False


def irregular(path: Path) -> str | None:
    """Return why a path cannot be read like a file, or None where it can be tried."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return "does not exist"
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    for is_kind, words in KINDS:
        if is_kind(mode):
            return f"{words}, not a file"
    return None


def scan(path: Path) -> Scan:
    """Read a file in pieces and tell what its bytes show."""
    if problem := irregular(path):
        return Scan([Problem("file-missing", f"the file {problem}", None)], b"", 0)
    try:
        with path.open("rb", buffering=0) as file:
            return _scan(_pieces(file))
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        return Scan([Problem("file-missing", message, None)], b"", 0)


def _pieces(file: FileIO) -> Iterator[memoryview]:
    """Read a file in pieces; each is overwritten by the next."""
    buffer = memoryview(bytearray(PIECE))
    while count := file.readinto(buffer):
        yield buffer[:count]


def _scan(pieces: Iterable[memoryview]) -> Scan:
    problems: dict[str, Problem] = {}
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    head, feeds, tail = b"", 0, b"\n"
    commas, trailing, has_quotes, is_plain = 0, False, False, True

    def tell(rule: str, message: str, before: bytes) -> None:
        problems.setdefault(rule, Problem(rule, message, feeds + before.count(b"\n") + 1))

    for view in pieces:
        if len(head) < MAX_HEADER and not feeds:
            head += bytes(view[: MAX_HEADER - len(head)])
            if mark := _byte_order_mark(head):
                tell("file-encoding", f"the file begins with the byte order mark of {mark}", b"")
                break
        tally = _tally(view, tail[-1:])
        if tally.is_odd or tally.may_conflict or decoder.getstate()[0]:
            piece = bytes(view)
            if (nul := piece.find(b"\0")) >= 0:
                tell("file-encoding", "the line holds a NUL character", piece[:nul])
                break
            is_plain = is_plain and not _has_odd(decoder.getstate()[0] + piece)
            try:
                decoder.decode(piece)
            except UnicodeDecodeError as error:
                byte = f"0x{error.object[error.start]:02x}"
                tell("file-encoding", f"the byte {byte} is not UTF-8", error.object[: error.start])
                break
            if (conflict := (tail + piece).find(CONFLICT)) >= 0:
                before = piece[: max(conflict + 1 - len(tail), 0)]
                tell("file-conflict", "an unfinished merge of git stands here", before)
                break
            if (end := piece.find(b"\r")) >= 0:
                tell("file-line-ends", "the line holds a carriage return", piece[:end])
        feeds += tally.feeds
        commas += tally.commas
        trailing = trailing or tally.has_trailing
        has_quotes = has_quotes or tally.has_quotes
        tail = (tail + bytes(view[-len(CONFLICT) :]))[1 - len(CONFLICT) :]
    else:
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            tell("file-encoding", "the file ends within a character", b"")
        if not tail.endswith(b"\n"):
            tell("file-line-ends", "the last line does not end", b"")
    first_line = head.partition(b"\n")[0]
    if not tail.endswith(b",") and not trailing:
        commas = 0
    lines = feeds + (not tail.endswith(b"\n"))
    return Scan([*problems.values()], first_line, lines, commas, has_quotes, is_plain)


@dataclass(frozen=True)
class _Tally:
    """What a piece of a file holds.

    Attributes:
        feeds, commas: how many there are.
        has_trailing: whether a line ends with a comma.
        has_quotes: whether there is a quotation mark.
        may_conflict: whether a line may begin with the mark of a conflict.
        is_odd: whether there may be a character that needs a closer look.
    """

    feeds: int
    commas: int
    has_trailing: bool
    has_quotes: bool
    may_conflict: bool
    is_odd: bool


def _tally(view: memoryview, last: bytes) -> _Tally:
    """Count in a piece of a file; ``last`` is the byte before it."""
    if len(view) >= LARGE:
        return _tally_at_once(view, last)
    piece = bytes(view)
    before = last + piece
    return _Tally(
        feeds=piece.count(b"\n"),
        commas=piece.count(b","),
        has_trailing=b",\n" in before or b",\r" in before,
        has_quotes=b'"' in piece,
        may_conflict=True,
        is_odd=True,
    )


def _tally_at_once(view: memoryview, last: bytes) -> _Tally:
    """Count as ``_tally`` does, a few times faster."""
    import numpy as np  # it takes longer to import than a small file to read

    array = np.frombuffer(view, dtype=np.uint8)
    ends = np.flatnonzero(array == 10)
    before = array[ends - 1] if len(ends) and ends[0] else array[ends[1:] - 1]
    after = array[ends[:-1] + 1] if len(ends) and ends[-1] == len(array) - 1 else array[ends + 1]
    has_controls = int(np.count_nonzero(array < 32)) > len(ends)
    return _Tally(
        feeds=len(ends),
        commas=int(np.count_nonzero(array == 44)),
        has_trailing=bool((before == 44).any())
        or (array[0] in (10, 13) and last == b",")
        or (has_controls and b",\r" in bytes(view)),
        has_quotes=bool((array == 34).any()),
        # a mark may also begin in the piece before
        may_conflict=bool((after == 60).any()) or (array[0] in (60, 32) and last in (b"<", b"\n")),
        is_odd=has_controls or int(array.max()) > 126,
    )


def _has_odd(piece: bytes) -> bool:
    """Whether a piece may hold a character that needs a closer look; its last may be cut."""
    rest = piece.translate(None, PRINTABLE)
    return bool(rest) and ODD.search(rest.decode("utf-8", "ignore")) is not None


def _byte_order_mark(head: bytes) -> str | None:
    marks = (
        (codecs.BOM_UTF8, "UTF-8"),
        (codecs.BOM_UTF16_LE, "UTF-16"),
        (codecs.BOM_UTF16_BE, "UTF-16"),
    )
    return next((name for mark, name in marks if head.startswith(mark)), None)
