"""An article as prose: its paragraphs and sentences, and what stands in quotation marks.

Positions count code points in the text as it was given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

# Stands for a quoted character. A text that holds it is not split by it: it is no letter.
QUOTED = "\0"
# Within words, and not seen: the soft hyphen, spaces without width, joiners, marks of direction.
UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e")
ENDS = ".!?…:”\"'’)"
OPENING = {"“": "”", '"': '"', "„": "“", "«": "»"}
# Lines of a text that was wrapped at a width: longer than this, and most end within a sentence.
WRAPPED = range(40, 110)
WRAPPED_SHARE = 0.5


@dataclass(frozen=True)
class Sentence:
    """A sentence of the article.

    Attributes:
        start, end: its span, without the spaces around it.
        paragraph: the number of its paragraph, from 0.
    """

    start: int
    end: int
    paragraph: int


@dataclass(frozen=True)
class Prose:
    """A text as sentences.

    Attributes:
        text: as it was given.
        sentences: in order.
        masked: as long as the text, on one line, with ``QUOTED`` for each character of a
            quotation, its marks included.
    """

    text: str
    sentences: Sequence[Sentence]
    masked: str

    def is_quoted_at(self, position: int) -> bool:
        """Return whether a position lies in a quotation."""
        return self.masked[position] == QUOTED


def read_prose(text: str) -> Prose:
    """Return the sentences and quotations of an English text."""
    sentences: list[Sentence] = []
    masked = list(text.replace("\n", " "))
    for number, (start, end) in enumerate(_paragraphs(text)):
        # as long as the paragraph, so that positions stay
        line = text[start:end].replace("\n", " ")
        for first, last in _quotations(line):
            masked[start + first : start + last] = QUOTED * (last - first)
        found = _sentences(line)
        sentences += [Sentence(start + first, start + last, number) for first, last in found]
    return Prose(text, sentences, "".join(masked))


def without_unseen(text: str) -> tuple[str, Sequence[int]]:
    """Return a text without soft hyphens and the like, and where each of its characters stood."""
    places = [place for place, character in enumerate(text) if character not in UNSEEN]
    if len(places) == len(text):
        return text, places
    return "".join(text[place] for place in places), places


def _sentences(line: str) -> Iterator[tuple[int, int]]:
    import sentencex  # a compiled module, needed only here

    for found in sentencex.get_sentence_boundaries("en", line):
        first, last = trimmed(line, found["start_index"], found["end_index"])
        if first < last:
            yield first, last


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without the spaces at its ends; it is empty where it held nothing else."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Give the spans of paragraphs: lines, or where lines are wrapped, what blank lines part."""
    separator = r"\n[^\S\n]*\n\s*" if _is_wrapped(text) else r"\n+"
    last = 0
    for found in re.finditer(separator, text):
        yield last, found.start()
        last = found.end()
    yield last, len(text)


def _is_wrapped(text: str) -> bool:
    lines = [line.rstrip() for line in text.split("\n")]
    within = [line for line, following in pairwise(lines) if line and following]
    if not within or int(median(map(len, within))) not in WRAPPED:
        return False
    open_ended = sum(not line.endswith(tuple(ENDS)) for line in within)
    return open_ended > WRAPPED_SHARE * len(within)


def _quotations(line: str) -> Iterator[tuple[int, int]]:
    """Give what a paragraph quotes; a quotation that goes on in the next one ends with it."""
    start, closing = -1, ""
    for position, character in enumerate(line):
        if start >= 0 and character == closing:
            yield start, position + 1
            start = -1
        elif start < 0 and character in OPENING:
            start, closing = position, OPENING[character]
    if start >= 0:
        yield start, len(line)
