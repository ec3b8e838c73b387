"""What sort of assertion words make, whether it can be checked, and what speaks for checking it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claimpack.drafting.draft import (
    NO,
    PARTLY,
    UNNAMED,
    YES,
    FoundDate,
    FoundQuantity,
    Part,
    Speaker,
)
from claimpack.drafting.english.prose import Prose
from claimpack.drafting.english.vocabulary import phrases

HEAD = re.compile(r"^\W*(?P<head>[\w’' ©]{1,40}?)\s*[:.–—-]")
BYLINE = re.compile(r"\W*By (?:[A-Z][\w’'-]+ ?){2,4}(?:$|,|and\b|in\b)[^.]{0,80}$")
NAME = re.compile(r"(?<!^)(?<![.!?]\s)(?<![“\"‘])\b[A-Z][\w’'-]+")


@dataclass(frozen=True)
class Judged:
    """What is made of words: a kind, whether it can be checked and why, and its worth in parts."""

    kind: str
    checkability: str
    reason: str
    worth: tuple[Part, ...]


def is_boilerplate(sentence: str) -> bool:
    """Return whether a sentence goes with the text, and is no part of what it tells."""
    head = HEAD.match(sentence)
    return bool(
        phrases("boilerplate").search(sentence)
        or BYLINE.match(sentence)
        or (head and phrases("boilerplate_heads").fullmatch(head["head"].strip()))
    )


def judge(
    prose: Prose,
    span: tuple[int, int],
    subject: str | None,
    speaker: Speaker | None,
    quantities: Sequence[FoundQuantity],
    dates: Sequence[FoundDate],
    is_boilerplate: bool,
) -> Judged:
    """Judge an assertion by the words that it holds.

    Args:
        prose: the article.
        span: of the assertion.
        subject: what it is about, where the span begins after it, or None.
        speaker: to whom it is attributed, or None.
        quantities: the figures in it.
        dates: the times in it.
        is_boilerplate: whether it stands in text of that sort.
    """
    start, end = span
    words = prose.text[start:end]
    is_question = words.endswith("?") or prose.text[end : end + 1] == "?"
    if subject:
        words = f"{subject} {words}"
    kind = _kind(words, quantities, dates, is_boilerplate)
    signs = {name: bool(phrases(name).search(words)) for name in SIGNS}
    checkability, reason = _checkability(kind, quantities, dates)
    parts = []
    if quantities:
        parts.append(Part("number", 0.4))
    if dates:
        parts.append(Part("date", 0.2))
    if speaker is not None:
        named = speaker.kind != UNNAMED
        parts.append(Part("named speaker" if named else "unnamed speaker", 0.3 if named else 0.2))
    if prose.is_quoted_at(start):
        parts.append(Part("quotation", 0.1))
    parts += [Part(said, points) for name, (said, points) in SIGNS.items() if signs[name]]
    if NAME.search(words):
        parts.append(Part("names", 0.15))
    if kind in BASE:
        parts.append(Part(*BASE[kind]))
    if is_question:
        parts.append(Part("question", -0.5))
    if not quantities and not dates and len(words.split()) < 4:
        parts.append(Part("few words", -0.1))
    return Judged(kind, checkability, reason, tuple(parts))


# Lists of the vocabulary, what each is called among the parts, and what it counts for.
SIGNS = {
    "cause": ("cause", 0.15),
    "forecast": ("future", 0.1),
    "possibility": ("only possible", -0.05),
    "comparison": ("comparison", 0.15),
    "happening": ("event", 0.15),
    "places": ("place", 0.1),
}
BASE = {
    "opinion": ("opinion", -0.25),
    "boilerplate": ("boilerplate", -0.9),
    "characterisation": ("vague wording", 0.1),
    "fact": ("plain assertion", 0.15),
}


def _kind(
    words: str,
    quantities: Sequence[FoundQuantity],
    dates: Sequence[FoundDate],
    boilerplate: bool,
) -> str:
    if boilerplate and not quantities:
        return "boilerplate"
    if phrases("opinion").search(words) and not quantities:
        return "opinion"
    will = bool(phrases("forecast").search(words))
    maybe = bool(phrases("possibility").search(words))
    if will or (maybe and (quantities or dates)):
        return "forecast"
    if quantities:
        return "quantity"
    if phrases("cause").search(words):
        return "cause"
    if dates and phrases("happening").search(words):
        return "date"
    if maybe or phrases("vague").search(words):
        return "characterisation"
    return "fact"


def _checkability(
    kind: str,
    quantities: Sequence[FoundQuantity],
    dates: Sequence[FoundDate],
) -> tuple[str, str]:
    if kind == "boilerplate":
        return NO, "Standard or legal wording."
    if kind == "opinion":
        return NO, "A judgement, a wish or a recommendation."
    if kind == "characterisation":
        return PARTLY, "The wording is vague: evidence bears on it but cannot settle it."
    found = [
        said
        for said, there in (
            ("a figure", quantities),
            ("a time", dates),
            ("a cause", kind == "cause"),
            ("what is to come", kind == "forecast"),
        )
        if there
    ]
    if found:
        return YES, f"States {_listed(found)} that can be compared with records."
    return YES, "States something that was seen or recorded, or was not."


def _listed(items: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(items[:-1]), items[-1]]))
