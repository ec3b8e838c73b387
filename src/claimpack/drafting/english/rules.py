"""Drafts by rules: what an English article asserts, sentence by sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from claimpack.drafting.draft import YES, Draft, FoundDate, FoundQuantity, Part
from claimpack.drafting.english import vocabulary
from claimpack.drafting.english.assertions import assertions
from claimpack.drafting.english.attribution import Voice, Voices
from claimpack.drafting.english.clauses import Clause
from claimpack.drafting.english.entities import entities
from claimpack.drafting.english.figures.quantities import find_quantities
from claimpack.drafting.english.kinds import is_boilerplate, judge
from claimpack.drafting.english.prose import Prose, read_prose, without_unseen
from claimpack.drafting.english.readable import expect_prose
from claimpack.drafting.english.times.dates import find_dates

# Who denies something asserts that it is not so.
DENIED = re.compile(
    rf"(?:{'|'.join(sorted(vocabulary.words('deny')))})\s+that\s+(?P<what>\S.*)", re.S
)
Found = TypeVar("Found", FoundQuantity, FoundDate)


def draft_claims(text: str, published_on: date | None = None) -> list[Draft]:
    """Return what an English article asserts, in the order of the text.

    Args:
        text: the article, in Unicode form NFC with line feeds.
        published_on: the day against which "on Monday" is resolved, or None.

    Raises:
        ClaimpackError: the text is no English prose.
    """
    expect_prose(text)
    visible, places = without_unseen(text)
    if visible != text:
        return [_placed(draft, text, places) for draft in draft_claims(visible, published_on)]
    prose = read_prose(text)
    dates = find_dates(text, published_on)
    quantities = find_quantities(text, [(found.start, found.end) for found in dates])
    voices = Voices(prose, entities(text))
    heard = voices.all()
    drafts: list[Draft] = []
    legal = _boilerplate_paragraphs(prose)
    for sentence, said in zip(prose.sentences, heard, strict=True):
        words = text[sentence.start : sentence.end]
        aside = sentence.paragraph in legal or is_boilerplate(words)
        for clause, voice in assertions(text, sentence, said):
            drafts.append(_draft(prose, clause, voice, quantities, dates, aside))
    drafts += _offices(text, voices)
    return sorted(drafts, key=lambda draft: (draft.start, draft.end))


def _placed(draft: Draft, text: str, places: Sequence[int]) -> Draft:
    """Return a draft of a text without unseen characters at its place in the text as it is."""

    def span(start: int, end: int) -> tuple[int, int]:
        return places[start], places[end - 1] + 1

    start, end = span(draft.start, draft.end)
    figures = [
        replace(q, start=s, end=e) for q in draft.quantities for s, e in [span(q.start, q.end)]
    ]
    dates = [replace(d, start=s, end=e) for d in draft.dates for s, e in [span(d.start, d.end)]]
    return replace(
        draft, start=start, end=end, quote=text[start:end], quantities=figures, dates=dates
    )


def _draft(
    prose: Prose,
    clause: Clause,
    voice: Voice | None,
    quantities: Sequence[FoundQuantity],
    dates: Sequence[FoundDate],
    is_legal: bool,
) -> Draft:
    text = prose.text
    words = text[clause.start : clause.end]
    within = _within(quantities, clause)
    times = _within(dates, clause)
    speaker = voice.speaker if voice else None
    denied = DENIED.match(words) if voice else None
    subject = None if denied else clause.subject
    span = (clause.start, clause.end)
    judged = judge(prose, span, subject, speaker, within, times, is_legal)
    return Draft(
        clause.start,
        clause.end,
        words,
        judged.kind,
        judged.checkability,
        judged.reason,
        speaker,
        voice.hops if voice else (),
        within,
        times,
        judged.worth,
        subject,
        f"It is not so that {denied['what']}" if denied else None,
    )


def _within(found: Sequence[Found], clause: Clause) -> list[Found]:
    """Return what of things in the order of the text stands in a clause."""
    first = bisect_left(found, clause.start, key=lambda one: one.start)
    last = bisect_left(found, clause.end, first, key=lambda one: one.start)
    return [one for one in found[first:last] if one.end <= clause.end]


def _boilerplate_paragraphs(prose: Prose) -> set[int]:
    """Return the paragraphs that begin as such text does, such as "Disclaimer:"."""
    found = set()
    for sentence in prose.sentences:
        line = prose.text[sentence.start : sentence.end]
        begins = prose.text.rfind("\n", 0, sentence.start) + 1 == sentence.start
        if begins and re.match(r"\W*(?:risk warning|disclaimer|notes? to editors)\b", line, re.I):
            found.add(sentence.paragraph)
    return found


def _offices(text: str, voices: Voices) -> Iterator[Draft]:
    """Give the offices that the article says somebody holds, where it first names both."""
    for start, end, speaker in voices.offices():
        yield Draft(
            start,
            end,
            text[start:end],
            "fact",
            YES,
            "Who holds an office is on record.",
            worth=(Part("office", 0.3), Part("names", 0.15)),
            claim_text=f"{speaker.name} is {speaker.position}.",
        )
