"""How a span of an article becomes the text of a claim: few words, on one line, a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimpack.characters import FORBIDDEN
from claimpack.imports.cleaning import clean

LONGEST = 1_000
# Shorter texts are refused by the schema.
SHORTEST = 10
# A cut leaves at least so many words.
FEWEST_WORDS = 4
# What only joins a sentence, or a part of one, to what stands before it.
CONNECTIVE = re.compile(
    r"(?:[Aa]nd|[Bb]ut|that|while|whereas|although|though|because) "
    r"|(?:and|but|or|yet|so|also|still|then|however|meanwhile|moreover|furthermore|therefore|thus"
    r"|nevertheless|in addition|as a result|by contrast|at the same time), ?"
    r"|(?:However|Meanwhile|Moreover|Furthermore|Therefore|Nevertheless|Also|Still|Then|Yet"
    r"|In addition|As a result|By contrast|At the same time), ?"
)
OPENING, CLOSING = '"“„‟«', '"”“»'
EDGE = " \t,;:\u2013\u2014-…"
# Where a sentence may be cut: before these words, or at a comma and the like.
CLAUSE = re.compile(
    r"(?:,|;|:| [\u2013\u2014-]) |\s(?=(?:and|but|or|that|which|who|while|as|after|before"
    r"|because|so|with)\s)"
)
# What a reader of the text does not see.
SOFT_HYPHEN = "\u00ad"
BREAKS = re.compile(r"[\t\n\r]")


@dataclass(frozen=True)
class Worded:
    """The text of a claim.

    Attributes:
        text: a sentence.
        is_shortened: whether words of the article were left out at its end.
        is_cleaned: whether characters were removed that no cell may hold, or markup.
    """

    text: str
    is_shortened: bool = False
    is_cleaned: bool = False


def claim_text(words: str, most: int) -> Worded:
    """Return words of an article as the text of a claim.

    Args:
        words: the words of the span.
        most: how many of them may be used.
    """
    bare = words.replace(SOFT_HYPHEN, "")
    text = clean(bare, LONGEST) or ""
    is_cleaned = text != " ".join(bare.split()) or has_unseen(bare)
    text = _bare(text)
    while found := CONNECTIVE.match(text):
        if not (rest := _bare(text[found.end() :])):
            break
        text = rest
    text, is_shortened = _cut(text, most)
    return Worded(sentence(text), is_shortened or len(bare) > LONGEST, is_cleaned)


def sentence(text: str) -> str:
    """Return a text as a sentence: a capital at its beginning, a mark at its end."""
    text = text.strip().lstrip("=+@|").strip()
    if not text.endswith((".", "?", "!", "…")):
        text = text.rstrip(",;:\u2013\u2014- ") + "."
    text = text[:1].upper() + text[1:]
    return text if len(text) >= SHORTEST else f"The article says: {text}"


def said_text(name: str, text: str) -> str:
    """Return the text of the claim that somebody said something."""
    return f"{name[:1].upper()}{name[1:]} said: {text}"


def has_unseen(words: str) -> bool:
    """Whether words hold control, bidi or other characters that no cell may hold."""
    return FORBIDDEN.search(BREAKS.sub(" ", words)) is not None


def _bare(text: str) -> str:
    """Return a text without the marks at its ends, and without quotation marks around it."""
    text = text.strip(EDGE)
    if not text:
        return ""
    opens, closes = text[:1] in OPENING, text.rstrip(".!?,")[-1:] in CLOSING
    inner = text[1:] if opens else text
    if opens and closes:
        return _bare(inner.rstrip(".!?,")[:-1])
    if opens and not any(mark in inner for mark in CLOSING):
        return _bare(inner)
    if closes and not any(mark in text[:-1].rstrip(".!?,")[:-1] for mark in OPENING):
        return _bare(text.rstrip(".!?,")[:-1])
    return text


def _cut(text: str, most: int) -> tuple[str, bool]:
    """Return a text of so many words at most, and whether it was cut."""
    words = text.split()
    if len(words) <= most:
        return text, False
    kept = " ".join(words[:most])
    whole = f"{kept} {words[most]} "
    ends = [
        match.start()
        for match in CLAUSE.finditer(whole)
        if match.start() <= len(kept) and len(whole[: match.start()].split()) >= FEWEST_WORDS
    ]
    if ends:
        return kept[: ends[-1]].rstrip(EDGE), True
    return kept.rstrip(EDGE) + "…", True
