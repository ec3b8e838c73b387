"""Drafts by rules: what an English article asserts, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from claimpack.drafting.draft import YES, Draft, FoundDate, FoundQuantity, Part
from claimpack.drafting.english.attribution import Voice, Voices
from claimpack.drafting.english.clauses import Clause, clauses
from claimpack.drafting.english.entities import entities
from claimpack.drafting.english.figures.quantities import find_quantities
from claimpack.drafting.english.kinds import is_boilerplate, judge
from claimpack.drafting.english.names import office
from claimpack.drafting.english.prose import Prose, Sentence, read_prose, without_unseen
from claimpack.drafting.english.readable import expect_prose
from claimpack.drafting.english.times.dates import find_dates
from claimpack.drafting.english.vocabulary import words


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
        for clause, voice in _assertions(text, sentence, said):
            drafts.append(_draft(prose, clause, voice, quantities, dates, aside))
    drafts += _offices(text, voices)
    return sorted(drafts, key=lambda draft: (draft.start, draft.end))


# "Jane Doe, a mother of two, said"; offices are found by themselves.
ASIDE = re.compile(r",\s+(?P<aside>an?\s(?:[^,;:\0]|,(?=\d)){8,120}?)(?=,|$)")
# When and on what somebody spoke, and no assertion: "Asked whether it would rain, she said".
SPOKEN_WHEN = re.compile(r"\W*(?:asked|responding|speaking|questioned|pressed|in reply)\b", re.I)
# "denied that …", "accused them of …": the verb belongs to what is claimed.
SAID_OF = re.compile(rf"(?:{'|'.join(sorted(words('deny')))}|accus\w+)\b")
# After a name: what the article says of whom it quotes.
DESCRIBES = re.compile(r"(?:who|which)\b(?=\s)")


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


def _assertions(
    text: str, sentence: Sentence, said: Sequence[Voice]
) -> Iterator[tuple[Clause, Voice | None]]:
    """Give the clauses of a sentence, each with who says it."""
    if not said:
        for clause in clauses(text, sentence.start, sentence.end):
            yield clause, None
        return
    first = sentence.start
    for voice in said:
        taken = [voice.cue, *voice.spans]
        begin = min(start for start, _ in taken)
        before = text[first:begin]
        if len(before.split()) > 5 and not SPOKEN_WHEN.match(before):  # in its own voice
            for clause in clauses(text, first, begin):
                yield clause, None
        for span in voice.spans:
            about = DESCRIBES.match(text[slice(*span)]) and span[0] >= voice.cue[1]
            for clause in clauses(text, *span):
                if SAID_OF.match(text, clause.start):
                    yield replace(clause, subject=voice.speaker.name), voice
                elif about and (who := DESCRIBES.match(text, clause.start)):
                    start = who.end() + 1
                    yield Clause(start, clause.end, voice.speaker.name), None
                else:
                    yield clause, None if about else voice
        yield from ((aside, None) for aside in _asides(text, voice))
        first = max(end for _, end in taken)
    if len(text[first : sentence.end].split()) > 5:
        for clause in clauses(text, first, sentence.end):
            yield clause, None


def _asides(text: str, voice: Voice) -> Iterator[Clause]:
    """Give what the words that attribute say of the speaker by the way."""
    for match in ASIDE.finditer(text, *voice.cue):
        if office(match["aside"]) is None:
            yield Clause(*match.span("aside"), voice.speaker.name)


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
    within = [q for q in quantities if clause.start <= q.start and q.end <= clause.end]
    times = [d for d in dates if clause.start <= d.start and d.end <= clause.end]
    speaker = voice.speaker if voice else None
    judged = judge(
        f"{clause.subject} {words}" if clause.subject else words,
        speaker,
        within,
        times,
        is_boilerplate=is_legal,
        is_quoted=prose.is_quoted_at(clause.start),
        is_question=text[clause.end : clause.end + 1] == "?" or words.endswith("?"),
    )
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
        clause.subject,
    )


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
