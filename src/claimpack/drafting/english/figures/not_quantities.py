"""Numerals that measure and count nothing: times of day, scores, names, numbers of lists."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from claimpack.drafting.english.figures.bounds import words
from claimpack.drafting.english.figures.numerals import Numeral

_SPANS = re.compile(
    r"\b[0-2]?[0-9][:.][0-5][0-9](?: ?[ap]\.?m\b\.?| (?:GMT|UTC|BST|CET|EST|ET|local time)\b)"
    r"|\b[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:[.,][0-9]+)?\b"
    r"|\b[0-9]{1,2} ?(?:[ap]\.m\.|[ap]m\b)|\b[0-9]{1,2} o'clock"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    r" (?:o'clock|[ap]\.m\.|[ap]m\b)"
    r"|\b[0-2][0-9][0-5][0-9] (?:GMT|UTC|BST)\b"
    r"|\+[0-9][0-9 ()-]{6,24}[0-9]|\(?\b0[0-9]{2,4}\)?[ -][0-9]{3,4}(?:[ -]?[0-9]{3,4})?\b"
    r"|\b[0-9]{1,4}-[0-9]{1,4}-[0-9]{1,4}(?:-[0-9]{1,4})*\b"
    r"|\b[0-9]+(?:[/.][0-9]+){2,9}\b|\b(?:1[5-9]|20)[0-9]{2}[-/][0-9]{2}\b(?![0-9%])"
    r"|\[[0-9]{1,3}\]|\([0-9]\)|(?:^|\n)[ \t]{0,8}\(?[0-9]{1,3}[.)](?=\s)|#[0-9]+"
    r"|(?:https?://|www\.)\S{1,2000}"
    r"|\b[0-9]{4} ?(?:BC|AD|BCE|CE)\b"
    r"|\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|first|last) half\b"
    r"|\bone (?:of|another|by one|on one)\b|\bone-(?:off|on-one|time|sided|way)\b"
    r"|\b[2-8][KGD]\b|\b(?:two|one|three)-(?:way|faced|wheel|dimensional)\b|\bhalf[- ]time\b",
    re.IGNORECASE,
)
_WORD_BEFORE = re.compile(r"([^\s()\[\]\"'“”]{1,30})[ -]?$")
_DATE_BEFORE = {
    "in", "since", "by", "until", "from", "before", "after", "of", "early", "late", "mid", "the",
    "during", "for", "to", "and", "between", "around", "circa", "end", "year", "back",
    "©", "copyright",
}  # fmt: skip
_HYPHENED = {"mid", "over", "under", "sub", "pre", "post", "and", "up-to", "at-least", "non", "to"}
_SENTENCE_ENDS = re.compile(r"(?:^|[.!?:;\n\"“”•*—]|\))\s*$")


class Spans:
    """Spans of a text, to be asked whether one overlaps them."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        """Take the spans in any order."""
        merged: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            elif start < end:
                merged.append((start, end))
        self._starts = [start for start, _ in merged]
        self._ends = [end for _, end in merged]

    def overlap(self, start: int, end: int) -> bool:
        """Return whether a span shares a position with one of these."""
        at = bisect_right(self._starts, end - 1) - 1
        return at >= 0 and self._ends[at] > start


def spans_of_others(text: str) -> list[tuple[int, int]]:
    """Return where figures stand that are times of day, scores, numbers of telephones or lists."""
    return [match.span() for match in _SPANS.finditer(text)]


def is_named(text: str, numeral: Numeral, has_noun: bool) -> bool:
    """Return whether a numeral without a unit is part of a name, a rank, or a year.

    Args:
        text: the text.
        numeral: one without a unit and a currency.
        has_noun: whether a plural noun follows, that it may count.
    """
    lead = text[max(0, numeral.start - 32) : numeral.start]
    before = _WORD_BEFORE.search(lead)
    word = before[1].rstrip(",;:") if before else ""
    is_plain = numeral.kind == "digits" and numeral.scale == 1 and numeral.value % 1 == 0
    if lead.endswith("-") and word.rstrip("-").lower().rpartition("-")[2] not in _HYPHENED:
        return True
    if lead.endswith(("No.", "No. ", "no. ", "#", "№", "№ ")):
        return True
    has_comma = before is not None and before[1] != word
    if not has_comma and numeral.scale == 1 and _designates(word):
        return True
    written = text[numeral.start : numeral.end]
    if is_plain and re.fullmatch(r"(?:1[5-9]|20)[0-9]{2}", written):
        return not has_noun or word.lower() in _DATE_BEFORE - {"of", "to", "for", "and", "around"}
    is_title = numeral.kind == "spelled" and written[0].isupper()
    if is_title and re.match(" [A-Z]", text[numeral.end : numeral.end + 2]):
        return True
    if has_noun or has_comma or not word or numeral.scale != 1:
        return False
    starts_sentence = _SENTENCE_ENDS.search(lead[: before.start(1)] if before else "") is not None
    if is_title:
        return _SENTENCE_ENDS.search(lead) is None
    return is_plain and "," not in written and word[0].isupper() and not starts_sentence


def _designates(word: str) -> bool:
    lowered = word.lower().rstrip("-")
    return lowered in words("designators") or lowered.removesuffix("s") in words("designators")


def with_hyphen_before(text: str, position: int) -> bool:
    """Return whether a letter and a hyphen stand before a figure: "A-320"."""
    if text[position - 1 : position] != "-" or position < 2:
        return False
    lead = text[max(0, position - 12) : position - 1]
    word = re.search(r"[^\W\d_][\w]*$", lead)
    return word is not None and word[0].lower() not in _HYPHENED | {"magnitude"}
