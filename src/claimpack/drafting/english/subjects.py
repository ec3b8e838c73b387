"""The subject before a verb: where it begins, and whom it names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimpack.drafting.draft import UNNAMED, Speaker
from claimpack.drafting.english.cast import Cast
from claimpack.drafting.english.prose import QUOTED
from claimpack.drafting.english.vocabulary import words

JOINS_VERBS = re.compile(r"\b(?:and|but|who|also)\s*$")
LONGEST_SUBJECT = 24
COMMON_NOUN = re.compile(
    r"(?:(?:the|some|many|most|several|local|other)\s+)*(?P<many>(?:[a-z-]+\s+){0,2}[a-z]{3,}[^s\W]s)"
    r"|(?:the|a|an|one|its|his|her|their)\s+(?P<one>(?:[a-z-]+\s+){0,2}[a-z]{3,})",
    re.IGNORECASE,
)


def subject_before(left: str, cast: Cast) -> tuple[int, Speaker | None]:
    """Return where the subject before a verb begins, and who it is.

    Args:
        left: what stands before the verb, quoted words masked.
        cast: who is named in the article.
    """
    text = left.rstrip()
    end = len(text)
    if JOINS_VERBS.search(text):  # Jane Doe apologised but denied
        return end, _head(text, cast)
    starts = sorted({0, *_phrase_starts(text)}, reverse=True)
    if text.endswith(","):  # Jane Doe, the mayor, said
        comma = text.rfind(",", 0, end - 1)
        if comma < 0 or QUOTED in text[comma:]:
            return end, None
        before = max((start for start in starts if start <= comma), default=0)
        speaker = cast.read(text[before : end - 1])
        return (before, speaker) if speaker else (end, None)
    for start in starts:
        phrase = text[start:end]
        if not phrase.strip():
            continue
        if len(phrase.split()) > LONGEST_SUBJECT or QUOTED in phrase or has_finite(phrase):
            break
        speaker = cast.read(phrase) or _common(phrase)
        return (start, speaker) if speaker is not None else (end, None)
    return end, None


def _phrase_starts(text: str) -> Iterator[int]:
    """Give where the phrase of a subject may begin: after a sign or a conjunction."""
    for match in re.finditer(r"[;:\0–—.]\s*|,(?!\d)\s*|\b(?:that|and|but|while|as)\s+", text):
        before, after = text[: match.start()].split(), text[match.end() : match.end() + 1]
        is_name = match.group().startswith("and") and after.isupper() and bool(before)
        if not (is_name and before[-1][0].isupper()):  # the Fire and Rescue Service
            yield match.end()


def _head(text: str, cast: Cast) -> Speaker | None:
    """Return the subject with which a sentence begins: what stands before its first verb."""
    for match in re.finditer(r"[\w’']+", text):
        word = match.group().lower()
        if word in words("finite") or (len(word) > 3 and word.endswith("ed")):
            return cast.read(text[: match.start()])
    return None


def _common(phrase: str) -> Speaker | None:
    """Return somebody whom a common noun names, whatever it is: "brewers", "the clerk"."""
    match = COMMON_NOUN.fullmatch(phrase.strip())
    return Speaker(match["many"] or match["one"], UNNAMED) if match else None


def has_finite(phrase: str) -> bool:
    """Return whether words hold a finite verb of their own, not one of a "who" clause."""
    found = re.findall(r"[\w’']+", phrase.lower())
    return "who" not in found and any(word in words("finite") for word in found)


def has_verb(phrase: str) -> bool:
    """Return whether words before a cue may be what is said, not only when or where."""
    return QUOTED in phrase or has_finite(phrase) or bool(re.search(r"\w{3,}ed\b", phrase))
