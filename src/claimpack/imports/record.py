"""A record of a file: what it holds, or why it cannot be read. And what a record may be like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

PIECE = 1 << 20
# A longer record is rejected, and never held in memory.
MAX_RECORD = 16 << 20
MAX_DEPTH = 64
EXCERPT = 300

# By code, why a record is rejected.
REASONS = {
    "not-utf8": "it is not UTF-8",
    "not-json": "it is no JSON",
    "too-long": f"it is longer than {MAX_RECORD >> 20} MB",
    "too-deep": f"it is nested deeper than {MAX_DEPTH} levels",
    "too-wide": "with what stands around its lists it unfolds to more than 1,000,000 values",
    "not-ended": "it does not end, and nothing after it can be read",
    "no-object": "it is no object",
    "no-review": "it holds no review",
    "other-cells": "it has more or fewer cells than the table",
    "claim-missing": "the claim is blank",
    "claim-too-short": "the claim has fewer than 10 characters",
    "claim-too-long": "the claim has more than 5,000 characters",
    "label-missing": "it has no label in words",
    "publisher-missing": "nobody is named as the reviewer",
    "address-missing": "neither the review nor its reviewer has an address that can be opened",
}


class Readable(Protocol):
    """A file as far as records are read from it."""

    def read(self, size: int = -1, /) -> bytes:
        """Return so many bytes, or fewer at the end."""

    def readline(self, size: int = -1, /) -> bytes:
        """Return a line, or so many bytes of it."""


@dataclass(frozen=True)
class Record:
    """One record of a file.

    Attributes:
        number: its number in the file, from 1.
        line: the line in which it begins.
        value: what it holds; None where it cannot be read.
        reason: why it cannot be read, a code of ``REASONS``, or None.
        excerpt: how it begins.
    """

    number: int
    line: int
    value: Any
    reason: str | None
    excerpt: bytes


def lines(file: Readable) -> Iterator[tuple[int, bytes, bool]]:
    """Yield number and bytes of each line without its end, and whether it is too long.

    Of a line that is too long the first bytes are given.
    """
    number = 0
    while line := file.readline(MAX_RECORD + 2):
        number += 1
        if line.endswith(b"\n") or len(line) <= MAX_RECORD:
            yield number, line.rstrip(b"\r\n"), False
            continue
        while (rest := file.readline(PIECE)) and not rest.endswith(b"\n"):
            pass
        yield number, line[:EXCERPT], True
