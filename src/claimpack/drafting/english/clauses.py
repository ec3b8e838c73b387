"""The assertions of a stretch of text: its clauses, each with the subject that it leans on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claimpack.drafting.english.prose import trimmed
from claimpack.drafting.english.vocabulary import one_of, words

FINITE = rf"(?:{one_of('finite')}|\w{{2,}}ed)"
_ADVERBS = r"(?:(?:also|then|now|later|still|already|just|not|never|only|\w+ly)\s+)*"
# Where a clause may end, and the words that belong to neither side.
JOINTS = re.compile(
    r"(?P<stop>[.!?][”\"’]?\s+(?=[“\"‘]?[A-Z0-9]))"
    r"|(?P<strong>\s*[;–—]\s*|\s-\s|\s*:\s+)"
    rf"|(?P<relative>,\s+(?=(?:which|who|where|whose|when)\b))"
    rf"|(?P<verb>(?:,?\s+(?:and|but)|,\s+(?:or|then|yet))\s+(?={_ADVERBS}{FINITE}\b))"
    r"|(?P<clause>(?:,\s+(?:yet|so)|,?\s+(?:and|but|while|whereas|although|though|because|since|as|if|unless|until"
    r"|after|before|amid|following|adding))\s+(?:that\s+)?)"
    r"|(?P<participle>,\s+(?=(?:(?:potentially|possibly|thereby|thus|mostly|partly|particularly|including|\w+ly)"
    r"\s+)?\w{3,}ing\b))"
    r"|(?P<comma>,\s+)",
)
# Between a subject and its verb: ", which took place on Monday,"
_ASIDE = r"(?:[^,;:“”]|,(?=\d)){4,160}?"
INTERRUPTED = re.compile(
    rf",\s+(?P<aside>{_ASIDE}),\s+(?={_ADVERBS}{FINITE}\b)"
    rf"|,\s+(?P<relative>(?:which|who)\b{_ASIDE}),\s+(?=\w+s\b)",
)
# What a relative clause after a whole clause is about: the name or the noun just before it.
ANTECEDENT = re.compile(
    r"\b((?:(?:the|an?|its|their|his|her)\s+(?:[\w’'-]+\s+){0,3}[\w’'-]+)"
    r"|[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){0,4}),\s+$"
)
# How what only names or describes a subject begins; a name alone asserts nothing.
DESCRIBES = re.compile(r"(?:an?|the|its|their|his|her|one|which|who|whose|now|once|then)\b", re.I)
LEAD = re.compile(
    r"^(?:\d{1,2}[:.]\d{2}(?: ?[ap]m)? ?[–—-] ?"  # the hour of a live report
    r"|(?:and|but|so|yet|while|although|though|because|however|meanwhile|moreover|in addition"
    r"|as a result|by contrast|instead|still|also|that"
    r"|(?:particularly|especially|notably|including) (?:at a time )?(?:when|as|because))\b,?\s+)",
    re.IGNORECASE,
)
TAIL = re.compile(r",?\s+(?:and|but|or|while|as|though|although)$")
# What follows a word such as "exports" or "plans" where it is a noun.
NOUN_USE = re.compile(
    r"\s*$|[^\w\s]|\s+(?:of|in|to|from|for|by|at|on|with|and|or|that|will|would|is|are|was|were|have|has)\b"
)
# A part that begins so belongs to the one beside it.
PREPOSED = re.compile(
    r"\s*(?:with|without|in|on|at|for|from|by|of|to|under|over|during|despite|including|such as"
    r"|compared|according|that)\b",
    re.IGNORECASE,
)
SHORTEST = 3
# A part shorter than this is not cut off at a comma or a conjunction alone.
SHORT = 4


@dataclass(frozen=True)
class Clause:
    """A part of a text that asserts something.

    Attributes:
        start, end: its span.
        subject: what it is about, where its span begins after it; else None.
    """

    start: int
    end: int
    subject: str | None = None


def clauses(text: str, start: int, end: int) -> list[Clause]:
    """Return the clauses of a span of a text, in order.

    What has no verb of its own stays with the clause beside it.
    """
    found: list[Clause] = []
    for first, last in _sentences(text, start, end):
        found += _of_sentence(text, first, last)
    return found


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the sentences within a quotation."""
    first = start
    for match in JOINTS.finditer(text, start, end):
        if match["stop"] and not re.search(
            r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|No|vs)$", text[first : match.start()]
        ):
            yield first, match.start() + len(match["stop"].rstrip())
            first = match.end()
    yield first, end


def _of_sentence(text: str, start: int, end: int, subject: str | None = None) -> list[Clause]:
    interrupted = None if subject else INTERRUPTED.search(text, start, end)
    if interrupted and _is_subject(text, start, interrupted.start()):
        subject = text[slice(*_trim(text, start, interrupted.start()))]
        name = "relative" if interrupted["relative"] else "aside"
        first, last = _trim(text, *interrupted.span(name))
        aside = []
        if DESCRIBES.match(text[first:last]) or _first_finite(text, first, last) is not None:
            first, last = _described(text, first, last)
            aside = _of_sentence(text, first, last, subject)
        return [*aside, *_of_sentence(text, interrupted.end(), end, subject)]
    joints = [m for m in JOINTS.finditer(text, start, end) if not m["stop"]]
    pieces: list[tuple[int, int, str]] = []
    first, how = start, "verb" if subject else "start"
    for joint in joints:
        pieces.append((first, joint.start(), how))
        first, how = joint.end(), str(joint.lastgroup)
    pieces.append((first, end, how))
    found: list[Clause] = []
    for first, last, how in _merged(text, pieces):
        first, last = _trim(text, first, last)
        if len(text[first:last].split()) < SHORTEST:
            continue
        verb = _first_finite(text, first, last)
        if how == "relative" and (when := re.match(r"(?:when|where)\s+", text[first:last])):
            found.append(Clause(first + when.end(), last))
        elif how == "relative":
            about = ANTECEDENT.search(text[start:first])
            found.append(
                Clause(*_described(text, first, last), about.group(1) if about else subject)
            )
        elif how == "participle":
            found.append(Clause(first, last))
        elif verb is not None and verb > first and how != "verb":
            subject = text[first:verb].strip()
            found.append(Clause(first, last))
        else:
            found.append(Clause(first, last, subject))
    return found


def _is_subject(text: str, start: int, end: int) -> bool:
    """Return whether words may be the subject of what follows them: they hold no verb."""
    count = len(text[start:end].split())
    return 0 < count <= 14 and _first_finite(text, start, end) is None


def _merged(text: str, pieces: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Put pieces that assert nothing alone back to the piece beside them."""
    merged: list[tuple[int, int, str]] = []
    for first, last, how in pieces:
        if merged and not _stands_alone(text, first, last, how):
            begin, _, kind = merged[-1]
            merged[-1] = (begin, last, kind)
        elif merged and not _stands_alone(text, *merged[-1]) and how != "relative":
            begin, _, kind = merged[-1]
            if len(text[begin:first].split()) > 6 and how in ("verb", "strong"):
                merged.append((first, last, how))
            else:
                merged[-1] = (begin, last, kind)
        else:
            merged.append((first, last, how))
    return merged


def _stands_alone(text: str, start: int, end: int, how: str) -> bool:
    """Return whether a piece asserts something by itself, given what joins it to the one before."""
    count = len(text[start:end].split())
    if how in ("relative", "verb"):
        return count >= SHORTEST
    if how == "participle":
        return count >= SHORT
    if how == "comma" and PREPOSED.match(text, start):
        return False
    verb = _first_finite(text, start, end)
    if how == "strong":
        return count >= SHORT and verb is not None
    if how in ("comma", "clause"):
        return count >= SHORT and verb not in (None, start)
    return verb is not None


def _first_finite(text: str, start: int, end: int) -> int | None:
    """Return where the first finite verb of a clause stands, or None."""
    position = start
    for match in re.finditer(r"[\w’']+", text[start:end]):
        word = match.group().lower()
        position = start + match.start()
        if word in words("finite") and not _is_noun(text, start, position, end):
            return position
        if len(word) > 3 and word.endswith("ed") and not _is_adjective(text, start, position):
            return position
    return None


def _is_noun(text: str, start: int, position: int, end: int) -> bool:
    """Return whether a word such as "exports" is a noun: nothing follows that it could act on."""
    word = re.match(r"\w+", text[position:end])
    if word is None or word.group().lower() not in words("noun_or_verb"):
        return False
    if re.search(r"\b(?:it|he|she|they|which|who|that)\s+$", text[start:position], re.IGNORECASE):
        return False
    return NOUN_USE.match(text[position + len(word.group()) : end]) is not None


def _is_adjective(text: str, start: int, position: int) -> bool:
    """Return whether a word in -ed describes a noun: after an article, or before "by"."""
    before = re.search(r"([\w’']+)\s+$", text[start:position])
    if before is None or before.group(1).lower() in words("before_adjectives"):
        return True
    return re.match(r"[\w’']+\s+by\b", text[position:]) is not None


def _described(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a relative clause without the pronoun that stands for its subject."""
    lead = re.match(r"(?:which|who)\s+", text[start:end])
    return (start + lead.end(), end) if lead else (start, end)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    start, end = trimmed(text, start, end)
    lead = LEAD.match(text[start:end])
    if lead:
        start += lead.end()
    while end > start and text[end - 1] in ",;: .":
        end -= 1
    if tail := TAIL.search(text[start:end]):
        end = start + tail.start()
    return start, end
