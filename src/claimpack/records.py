"""The records of a CSV file and the lines they begin in, in pieces.

A row is not always a line: a quoted cell may hold line breaks, and lines may be empty. This tells
records apart by their quotes alone, for a file in which they have to be counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

PIECE = 1 << 22
MAX_RECORD = 1 << 26
# Cells up to the line feed that ends a record.
CLOSED_CELL = rb'(?:"(?:[^"]++|"")*+"[^,\n]*+|(?!")[^,\n]*+)'
CLOSED = re.compile(CLOSED_CELL + rb"(?:," + CLOSED_CELL + rb")*+")
# A quote that is never closed is taken for a character.
ANY_CELL = rb'(?:"(?:[^"]++|"")*+")?[^,\n]*+'
ANY = re.compile(ANY_CELL + rb"(?:," + ANY_CELL + rb")*+\n?")


def records(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield the line in which each record begins, from 1, and its bytes with the line feed.

    Ends before a record that is longer than ``MAX_RECORD``: what follows it cannot be told.
    """
    buffer, position, line = b"", 0, 1
    wanted, ended = PIECE, False
    while True:
        end = buffer.find(b"\n", position) + 1
        if not end or buffer.find(b'"', position, end) >= 0:
            end = _end(buffer, position, ended)
        if not end:
            buffer = buffer[position:]
            position = 0
            if ended or len(buffer) > MAX_RECORD:
                return
            piece = file.read(wanted)
            ended = not piece
            buffer += piece
            wanted = max(PIECE, len(buffer))  # a long record is not tried again every few bytes
            continue
        record = buffer[position:end]
        yield line, record
        line += record.count(b"\n")
        position = end
        wanted = PIECE


def _end(buffer: bytes, position: int, ended: bool) -> int:
    """Return where the record at a position ends, or 0 where the buffer does not tell."""
    match = CLOSED.match(buffer, position)
    end = match.end() if match else position
    if buffer[end : end + 1] == b"\n":
        return end + 1
    if not ended:
        return 0
    match = ANY.match(buffer, position)
    return match.end() if match and match.end() > position else 0
