"""The place of a quote in a text: found exactly or not at all, with near matches to choose from."""

from __future__ import annotations

from dataclasses import dataclass

from claimpack.article_text import normalised
from claimpack.errors import ClaimpackError
from claimpack.findings import shown

CONTEXT = 30
MAX_SHOWN = 10
MAX_NEAR = 3
# One letter in so many may differ in a near match, and no more than so many in all.
TOLERANCE = 4
MAX_DISTANCE = 20
# Near matches are looked for in a text of up to so many characters.
MAX_TEXT = 1_000_000


@dataclass(frozen=True)
class Span:
    """A part of a text: its position in code points, the end exclusive, and its words."""

    start: int
    end: int
    text: str


def find_span(text: str, quote: str, occurrence: int | None = None) -> Span:
    """Return where a quote stands in a text.

    Args:
        text: the text, in NFC.
        quote: the words; they are taken in NFC.
        occurrence: which of several places, from 1; may be None where there is one.

    Raises:
        ClaimpackError: the quote stands nowhere, and the message offers what is near; or it stands
            in several places, and the message lists them.
    """
    quote = normalised(quote)
    if not quote.strip():
        raise ClaimpackError("the quote is empty")
    starts = places(text, quote)
    if not starts:
        raise _not_found(text, quote)
    if occurrence is None and len(starts) > 1:
        raise ClaimpackError(
            f"the quote stands in {len(starts)} places:"
            + "".join(
                f"\n  {number}. {start}: {_in_context(text, start, start + len(quote))}"
                for number, start in enumerate(starts[:MAX_SHOWN], 1)
            )
            + ("\n  …" if len(starts) > MAX_SHOWN else ""),
            "quote more words, or choose one with --occurrence N",
        )
    number = 1 if occurrence is None else occurrence
    if not 1 <= number <= len(starts):
        raise ClaimpackError(f"the quote stands in {len(starts)} places: there is no {number}.")
    start = starts[number - 1]
    return span_at(text, start, start + len(quote))


def span_at(text: str, start: int, end: int) -> Span:
    """Return the span at a position.

    Raises:
        ClaimpackError: the text has no such position.
    """
    if not 0 <= start < end <= len(text):
        raise ClaimpackError(
            f"the text has {len(text)} characters: there is no span from {start} to {end}"
        )
    return Span(start, end, text[start:end])


def places(text: str, quote: str) -> list[int]:
    """Return where words stand in a text, overlapping places too."""
    starts, start = [], text.find(quote)
    while start >= 0:
        starts.append(start)
        start = text.find(quote, start + 1)
    return starts


def _not_found(text: str, quote: str) -> ClaimpackError:
    from fuzzysearch import find_near_matches  # only where something is wrong

    distance = min(max(1, len(quote) // TOLERANCE), MAX_DISTANCE)
    matches = find_near_matches(quote, text, max_l_dist=distance) if len(text) < MAX_TEXT else []
    near = sorted(matches, key=lambda match: (match.dist, match.start))[:MAX_NEAR]
    if not near:
        return ClaimpackError(
            "the quote does not stand in the text, nor anything like it",
            "copy the words from the text; quotation marks and spaces count",
        )
    return ClaimpackError(
        "the quote does not stand in the text; near it stand:"
        + "".join(
            f"\n  --quote-start {match.start} --quote-end {match.end}: “{_one_line(match.matched)}”"
            for match in near
        ),
        "quote these words, or give one of these positions",
    )


def _in_context(text: str, start: int, end: int) -> str:
    first, last = max(0, start - CONTEXT), min(len(text), end + CONTEXT)
    before, after = _one_line(text[first:start]), _one_line(text[end:last])
    return (
        f"{'…' if first else ''}{before}[{_one_line(text[start:end])}]{after}"
        f"{'…' if last < len(text) else ''}"
    )


def _one_line(text: str) -> str:

    return shown(text.replace("\n", " "), width=200) or ""
