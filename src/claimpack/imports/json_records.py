"""The records of a JSON file of any size, each in its own bytes.

A streaming parser stops at the first byte that is wrong, and everything after it is lost. Here the
brackets and strings alone tell where an element begins and ends; each is then parsed for itself, so
that one that is broken, too long or too deep is told and the next one is read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from claimpack.imports.record import EXCERPT, MAX_DEPTH, MAX_RECORD, PIECE, Readable, Record, lines

# A string, a string that the buffer does not end, or a bracket.
TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"|["\[\]{}]', re.DOTALL)
REST_OF_STRING = re.compile(rb"(?:[^\"\\]++|\\.)*+", re.DOTALL)
BETWEEN = b" \t\r\n,\x1e\xef\xbb\xbf"
MAX_KEY = 200


def json_lines(file: Readable) -> Iterator[Record]:
    """Yield the records of a file that has one in each line."""
    number = 0
    for line, content, is_too_long in lines(file):
        if not (content := content.strip(BETWEEN)):
            continue
        number += 1
        if is_too_long:
            yield Record(number, line, None, "too-long", content[:EXCERPT])
        elif _depth(content) > MAX_DEPTH:
            yield Record(number, line, None, "too-deep", content[:EXCERPT])
        else:
            yield parsed(number, line, content)


def json_records(file: Readable, lists: tuple[str, ...]) -> Iterator[Record]:
    """Yield the elements of a JSON file: of a list, of lists in an object, or whole documents.

    Args:
        file: the file, from its beginning.
        lists: keys of an outermost object whose lists hold the elements.
    """
    number = 0
    for line, content, reason in _Scanner(file, {key.encode() for key in lists}).elements():
        if reason == "no-object":
            for _ in range(_count(content)):
                number += 1
                yield Record(number, line, None, reason, content[:EXCERPT])
            continue
        number += 1
        if reason:
            yield Record(number, line, None, reason, content[:EXCERPT])
        else:
            yield parsed(number, line, content)


def parsed(number: int, line: int, content: bytes) -> Record:
    """Return the record that some bytes hold."""
    try:
        # numbers stay as they are written; control characters are left to the cleaning of texts
        value: Any = json.loads(
            content.decode("utf-8"),
            strict=False,
            parse_float=str,
            parse_int=str,
            parse_constant=str,
        )
    except UnicodeDecodeError:
        return Record(number, line, None, "not-utf8", content[:EXCERPT])
    except (ValueError, RecursionError):
        return Record(number, line, None, "not-json", content[:EXCERPT])
    if not isinstance(value, dict | list):
        return Record(number, line, None, "no-object", content[:EXCERPT])
    return Record(number, line, value, None, content[:EXCERPT])


def _depth(content: bytes) -> int:
    """Return how deep some bytes are nested; a quick look first, since few are."""
    if content.count(b"{") + content.count(b"[") <= MAX_DEPTH:
        return 0
    depth = deepest = 0
    for match in TOKEN.finditer(content):
        token = content[match.start()]
        if token in b"{[":
            depth += 1
            deepest = max(deepest, depth)
        elif token in b"}]":
            depth -= 1
    return deepest


def _count(content: bytes) -> int:
    """Return how many values stand in bytes between elements."""
    try:
        return len(json.loads(b"[" + content + b"]")) or 1
    except (ValueError, RecursionError):
        return 1


class _Scanner:
    """Finds where elements begin and end."""

    def __init__(self, file: Readable, lists: set[bytes]) -> None:
        self._file = file
        self._lists = lists
        self._buffer = b""
        self._position = 0
        self._line = 1
        self._counted = 0  # up to where in the buffer lines were counted
        self._ended = False

    def elements(self) -> Iterator[tuple[int, bytes, str | None]]:
        """Yield the line, the bytes, and why they are no record."""
        depth = level = 0  # how deep we are, and how deep elements stand
        start: int | None = None  # of an element whose bytes are kept
        gap: int | None = 0  # of what stands between elements
        inside = False  # an element, or an outermost object
        has_lists = False
        reason: str | None = None
        head, line = b"", 1
        key = b""
        in_string = False
        while True:
            kept = start if start is not None else gap
            if kept is not None and self._position - kept > MAX_RECORD:
                head = self._buffer[kept : kept + EXCERPT]
                if inside:
                    reason = "too-long"
                    start = None
                else:
                    yield self._line_at(kept), head, "no-object"
                    gap = self._position
                kept = start if start is not None else gap
            if in_string:
                match = REST_OF_STRING.match(self._buffer, self._position)
                self._position = match.end() if match else self._position
                if self._buffer[self._position : self._position + 1] == b'"':
                    self._position += 1
                    in_string = False
                else:
                    dropped = self._read_on(kept)
                    start, gap = _moved(start, dropped), _moved(gap, dropped)
                    if self._ended:
                        break
                continue
            match = TOKEN.search(self._buffer, self._position)
            if match is None:
                self._position = len(self._buffer)
                dropped = self._read_on(kept)
                start, gap = _moved(start, dropped), _moved(gap, dropped)
                if self._ended:
                    break
                continue
            token = match.group()
            if (
                token[:1] == b'"'
                and not self._ended
                and len(self._buffer) - match.start() < 2 * MAX_KEY
            ):
                # the buffer may end within a key, or before its colon
                self._position = match.start()
                dropped = self._read_on(kept)
                start, gap = _moved(start, dropped), _moved(gap, dropped)
                continue
            if token == b'"':
                # the string goes on after the buffer: it is too long for a key
                self._position = match.end()
                in_string, key = True, b""
                continue
            at = match.start()
            self._position = match.end()
            if token[:1] == b'"':
                if depth == 1 and inside and level == 0 and len(token) <= MAX_KEY:
                    key = token[1:-1]
                    if not self._is_key():
                        key = b""
                continue
            if token in (b"{", b"["):
                if depth == level and not inside:
                    if gap is not None and (content := self._between(gap, at)):
                        yield self._line_at(gap), content, "no-object"
                    gap = None
                    if token == b"[" and level == 0 and not has_lists:
                        depth = level = 1
                        gap = self._position
                        continue
                    start, inside, reason = at, True, None
                    line = self._line_at(at)
                elif token == b"[" and depth == 1 and level == 0 and key in self._lists:
                    start, inside, has_lists = None, False, True
                    depth = level = 2
                    gap = self._position
                    key = b""
                    continue
                depth += 1
                key = b""
                if depth - level > MAX_DEPTH:
                    reason = reason or "too-deep"
                continue
            # a closing bracket
            if depth == 0:
                continue
            depth -= 1
            key = b""
            if inside and depth == level:
                if not (has_lists and level == 0):
                    if start is not None:
                        yield line, self._buffer[start : self._position], reason
                    else:
                        yield line, head, reason
                elif level == 0:
                    has_lists = False
                start, inside, gap = None, False, self._position
            elif not inside and level and depth == level - 1:
                if gap is not None and (content := self._between(gap, at)):
                    yield self._line_at(gap), content, "no-object"
                if level == 2:
                    # back in the outermost object, of which nothing but its lists is wanted
                    level, inside, gap = 0, True, None
                else:
                    level, gap = 0, self._position
        if inside or in_string or depth:
            if start is not None:
                head = self._buffer[start : start + EXCERPT]
            yield line, head, "not-ended"
        elif gap is not None and (content := self._between(gap, len(self._buffer))):
            yield self._line_at(gap), content, "no-object"

    def _is_key(self) -> bool:
        """Whether a colon follows, in what is left of the buffer."""
        return self._buffer[self._position : self._position + MAX_KEY].lstrip().startswith(b":")

    def _between(self, start: int, end: int) -> bytes:
        return self._buffer[start:end].strip(BETWEEN)

    def _line_at(self, position: int) -> int:
        """Return the line of a position; positions come in their order."""
        if position > self._counted:
            self._line += self._buffer.count(b"\n", self._counted, position)
            self._counted = position
        return self._line

    def _read_on(self, kept: int | None) -> int:
        """Read on, and return how many bytes before the kept position have gone."""
        gone = self._position if kept is None else min(kept, self._position)
        self._line_at(gone)
        piece = self._file.read(max(PIECE, len(self._buffer) - gone))
        self._ended = not piece
        self._buffer = self._buffer[gone:] + piece
        self._position -= gone
        self._counted = max(0, self._counted - gone)
        return gone


def _moved(position: int | None, gone: int) -> int | None:
    """Return a position as it is once the buffer begins later."""
    return None if position is None else position - gone
