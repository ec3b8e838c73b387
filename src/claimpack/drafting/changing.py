"""Changes that a person makes to a draft: other words, another kind or speaker, or two of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from claimpack.drafting.draft import Draft, Hop, Speaker
from claimpack.drafting.surroundings import Surroundings
from claimpack.errors import ClaimpackError
from claimpack.spans import Span, find_span, places, span_at

# What joins the first part of a draft to the second.
JOINTS = (" and", " but", " while", " as", " or", ",", ";", ":", " \u2013", " \u2014")

CORRECTED = "as corrected in the review"


def with_words(draft: Draft, around: Surroundings, words: str) -> Draft:
    """Return a draft with other words of the article, those nearest to where it stands.

    Args:
        draft: the draft.
        around: the text of the article, and what was found in it.
        words: the words that it is to have.

    Raises:
        ClaimpackError: the article has no such words; the message offers what is near.
    """
    words, text = words.strip(), around.text
    starts = places(text, words) if words else []
    if not starts:
        find_span(text, words)  # says what is near
    start = min(starts, key=lambda place: abs(place - draft.start))
    return around.moved(draft, span_at(text, start, start + len(words)))


def split(draft: Draft, around: Surroundings, words: str) -> tuple[Draft, Draft]:
    """Return the two drafts of one.

    Args:
        draft: the draft.
        around: the text of the article, and what was found in it.
        words: those with which the second part begins.

    Raises:
        ClaimpackError: the draft has no such words, several, or nothing before them.
    """
    words = words.strip()
    if words and words not in draft.quote and words in around.text:
        raise ClaimpackError(
            f"“{words}” stands in the article, but outside of the span from {draft.start} to"
            f" {draft.end}",
            "name words between the marks, or widen the span first: [e]dit, then [w]ords",
        )
    place = find_span(draft.quote, words).start
    first = draft.quote[:place].rstrip()
    while joint := next((j for j in JOINTS if first.endswith(j)), None):
        first = first.removesuffix(joint).rstrip()
    if not first:
        raise ClaimpackError("nothing is left for the first part", "name words further on")
    start = draft.start
    return (
        around.moved(draft, Span(start, start + len(first), first)),
        around.moved(draft, Span(start + place, draft.end, draft.quote[place:])),
    )


def without_figure(draft: Draft, place: int) -> Draft:
    """Return a draft without one of its figures."""
    left = [found for other, found in enumerate(draft.quantities) if other != place]
    return replace(draft, quantities=tuple(left))


def with_interval(draft: Draft, place: int, lower: Decimal | None, upper: Decimal | None) -> Draft:
    """Return a draft with other ends of one of its figures.

    Raises:
        ClaimpackError: no interval has these ends.
    """
    if lower is None and upper is None:
        raise ClaimpackError("a figure has one end at least", "drop it where it has none")
    if lower is not None and upper is not None and lower > upper:
        raise ClaimpackError(f"the lower end {lower} is above the upper end {upper}")
    quantities = list(draft.quantities)
    quantities[place] = replace(
        quantities[place], lower=lower, upper=upper, interpretation=CORRECTED
    )
    return replace(draft, quantities=tuple(quantities))


def with_speaker(draft: Draft, speaker: Speaker | None) -> Draft:
    """Return a draft with another speaker, who said it to the article; None for the article.

    Where only kind or office of the speaker are others, the chain stays.
    """
    if speaker is None:
        return replace(draft, speaker=None, hops=())
    if draft.speaker and draft.hops and speaker.name == draft.speaker.name:
        hops = (*draft.hops[:-1], replace(draft.hops[-1], speaker=speaker))
        return replace(draft, speaker=speaker, hops=hops)
    return replace(draft, speaker=speaker, hops=(Hop(speaker, "said"),))


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
    if "span" in told or tuple(draft.quantities) != tuple(original.quantities):
        told["figures"] = [
            [q.start, q.end, *(None if end is None else str(end) for end in (q.lower, q.upper))]
            for q in draft.quantities
        ]
    return told


def changed(original: Draft, around: Surroundings, told: Mapping[str, Any]) -> Draft:
    """Return a draft with the changes that were told of it.

    Raises:
        ClaimpackError, ValueError, TypeError, ArithmeticError: what was told is no such changes.
    """
    draft = original
    if "span" in told:
        start, end = told["span"]
        draft = around.moved(draft, span_at(around.text, int(start), int(end)))
    if "kind" in told:
        draft = replace(draft, kind=str(told["kind"]))
    if "checkability" in told:
        code, reason = told["checkability"]
        draft = replace(draft, checkability=str(code), reason=str(reason))
    if "speaker" in told:
        said = told["speaker"]
        draft = with_speaker(draft, Speaker(*said) if said else None)
    if "figures" in told:
        draft = _with_figures(draft, told["figures"])
    return draft


def _with_figures(draft: Draft, told: Sequence[Sequence[Any]]) -> Draft:
    """Return a draft with those of its figures that were told, and the ends that they had."""
    ends = {(start, end): (_decimal(lower), _decimal(upper)) for start, end, lower, upper in told}
    for place in reversed(range(len(draft.quantities))):
        found = draft.quantities[place]
        kept = ends.get((found.start, found.end))
        if kept is None:
            draft = without_figure(draft, place)
        elif kept != (found.lower, found.upper):
            draft = with_interval(draft, place, *kept)
    return draft


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
