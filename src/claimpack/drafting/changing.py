"""Changes that a person makes to a draft: other words, another kind or speaker, or two of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from claimpack.drafting.draft import Draft, Hop, Speaker
from claimpack.errors import ClaimpackError
from claimpack.spans import Span, find_span, span_at

# What joins the first part of a draft to the second.
JOINTS = (" and", " but", " while", " as", " or", ",", ";", ":", " \u2013", " \u2014")


def with_words(draft: Draft, text: str, words: str) -> Draft:
    """Return a draft with other words of the article, those nearest to where it stands.

    Args:
        draft: the draft.
        text: the text of the article.
        words: the words that it is to have.

    Raises:
        ClaimpackError: the article has no such words; the message offers what is near.
    """
    words = words.strip()
    starts = [start for start in _places(text, words) if start is not None]
    if not starts:
        find_span(text, words)  # says what is near
    start = min(starts, key=lambda place: abs(place - draft.start))
    return with_span(draft, span_at(text, start, start + len(words)))


def with_span(draft: Draft, span: Span) -> Draft:
    """Return a draft with another span, and of its figures and dates those that stand in it."""
    return replace(
        draft,
        start=span.start,
        end=span.end,
        quote=span.text,
        quantities=tuple(
            q for q in draft.quantities if span.start <= q.start and q.end <= span.end
        ),
        dates=tuple(d for d in draft.dates if span.start <= d.start and d.end <= span.end),
        claim_text=None,
    )


def split(draft: Draft, words: str) -> tuple[Draft, Draft]:
    """Return the two drafts of one.

    Args:
        draft: the draft.
        words: those with which the second part begins.

    Raises:
        ClaimpackError: the draft has no such words, several, or nothing before them.
    """
    place = find_span(draft.quote, words.strip()).start
    first = draft.quote[:place].rstrip()
    while joint := next((j for j in JOINTS if first.endswith(j)), None):
        first = first.removesuffix(joint).rstrip()
    if not first:
        raise ClaimpackError("nothing is left for the first part", "name words further on")
    start = draft.start
    return (
        with_span(draft, Span(start, start + len(first), first)),
        with_span(draft, Span(start + place, draft.end, draft.quote[place:])),
    )


def with_speaker(draft: Draft, speaker: Speaker | None) -> Draft:
    """Return a draft with another speaker, who said it to the article; None for the article."""
    return replace(draft, speaker=speaker, hops=(Hop(speaker, "said"),) if speaker else ())


def changes(original: Draft, draft: Draft) -> dict[str, Any]:
    """Return how a draft differs from what was drafted, without words of the article."""
    told: dict[str, Any] = {}
    if (draft.start, draft.end) != (original.start, original.end):
        told["span"] = [draft.start, draft.end]
    if draft.kind != original.kind:
        told["kind"] = draft.kind
    if (draft.checkability, draft.reason) != (original.checkability, original.reason):
        told["checkability"] = [draft.checkability, draft.reason]
    if draft.speaker != original.speaker:
        speaker = draft.speaker
        told["speaker"] = [speaker.name, speaker.kind, speaker.position] if speaker else None
    return told


def changed(original: Draft, text: str, told: Mapping[str, Any]) -> Draft:
    """Return a draft with the changes that were told of it.

    Raises:
        ClaimpackError, ValueError, TypeError: what was told is no such changes.
    """
    draft = original
    if "span" in told:
        start, end = told["span"]
        draft = with_span(draft, span_at(text, int(start), int(end)))
    if "kind" in told:
        draft = replace(draft, kind=str(told["kind"]))
    if "checkability" in told:
        code, reason = told["checkability"]
        draft = replace(draft, checkability=str(code), reason=str(reason))
    if "speaker" in told:
        said = told["speaker"]
        draft = with_speaker(draft, Speaker(*said) if said else None)
    return draft


def _places(text: str, words: str) -> list[int]:
    if not words:
        return []
    places, start = [], text.find(words)
    while start >= 0:
        places.append(start)
        start = text.find(words, start + 1)
    return places
