"""How a span of an article becomes the text of a claim: few words, on one line, a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimpack.characters import FORBIDDEN
from claimpack.imports.cleaning import clean

LONGEST = 1_000
# Shorter texts are refused by the schema.
SHORTEST = 10
# A subject leaves at least so many words for what is said of it.
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
# Where a sentence is best cut: before these words, or at a comma and the like.
CLAUSE = re.compile(r"(?:,|;|:| [\u2013\u2014-]) |\s(?=(?:but|that|which|who)\s)")
# A clause about a subject that stands before it, and one that only names it anew.
RELATIVE = re.compile(r"\A(?:which|who|that)\s+")
NOUN = re.compile(r"(?:an?|the|one of)\s")
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


def claim_text(
    words: str, most: int, subject: str | None = None, figure: str | None = None
) -> Worded:
    """Return words of an article as the text of a claim.

    Args:
        words: the words of the span.
        most: how many words of the article may be used.
        subject: what they say something about, where the span begins after it.
        figure: words that are kept where others are cut.
    """
    if subject and len(subject.split()) < most - FEWEST_WORDS:
        words = _with_subject(subject, words)
    bare = words.replace(SOFT_HYPHEN, "")
    text = clean(bare, LONGEST) or ""
    is_cleaned = text != " ".join(bare.split()) or has_unseen(bare)
    text, is_shortened = _cut(_without_connective(text), most, figure)
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


def _with_subject(subject: str, words: str) -> str:
    """Return what is said of a subject with the subject."""
    rest = RELATIVE.sub("", _without_connective(words))
    return f"{subject}: {rest}" if NOUN.match(rest) else f"{subject} {rest}"


def _without_connective(text: str) -> str:
    """Return a text without what joins it to the words before it."""
    text = _bare(text)
    while found := CONNECTIVE.match(text):
        if not (rest := _bare(text[found.end() :])):
            break
        text = rest
    return text


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


def _cut(text: str, most: int, figure: str | None) -> tuple[str, bool]:
    """Return a text of so many words at most, and whether it was cut."""
    words = text.split()
    if len(words) <= most:
        return text, False
    if figure and figure in text and figure not in " ".join(words[:most]):
        end = text.index(figure) + len(figure)
        return "…" + " ".join(text[:end].split()[-most:]), True
    kept = " ".join(words[:most])
    whole = f"{kept} {words[most]} "
    ends = [
        match.start()
        for match in CLAUSE.finditer(whole)
        if match.start() <= len(kept) and 2 * len(whole[: match.start()].split()) >= most
    ]
    # the mark says that it is not the whole
    return kept[: ends[-1] if ends else len(kept)].rstrip(EDGE) + "…", True
