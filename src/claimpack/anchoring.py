"""The span of a new claim in the text of its article: what a row says of it has to agree."""

from __future__ import annotations

from collections.abc import Mapping

from claimpack.article_text import normalised, sha256
from claimpack.errors import ClaimpackError
from claimpack.findings import shown
from claimpack.spans import Span, find_span, span_at

MOST_SHOWN = 120


def anchored(text: str, said: Mapping[str, str]) -> Span:
    """Return the span that a row names by its words, its position, or both.

    Args:
        text: the text of the article, in NFC.
        said: what is said of the claim: ``quote`` with ``occurrence``, or ``quote_start`` and
            ``quote_end``; where ``quote_sha256`` is given too, it has to be that of the span.

    Raises:
        ClaimpackError: there is no such span, nothing names one, or what is said contradicts
            itself; the message tells what the span holds.
    """
    start, end = _whole(said.get("quote_start")), _whole(said.get("quote_end"))
    quote = said.get("quote")
    if (start is None) != (end is None):
        given, missing = ("start", "end") if end is None else ("end", "start")
        raise ClaimpackError(
            f"quote_{given} is given and quote_{missing} is not",
            "give both, or neither and the words as quote",
        )
    if start is not None and end is not None:
        span = span_at(text, start, end)
        if quote and normalised(quote) != span.text:
            raise ClaimpackError(
                f"the quote is not what stands from {start} to {end}: there stands {_words(span)}",
                "correct one of them, or leave quote_start and quote_end empty to find the quote",
            )
    elif quote:
        span = find_span(text, quote, _whole(said.get("occurrence")))
    else:
        raise ClaimpackError(
            "the place of the claim in the article is missing",
            'give its words with --quote "…", or --quote-start and --quote-end',
        )
    wanted = said.get("quote_sha256")
    if wanted and wanted != sha256(span.text):
        raise ClaimpackError(
            "quote_sha256 is not the hash of what stands from"
            f" {span.start} to {span.end}: there stands {_words(span)}",
            "correct the position, or leave quote_sha256 empty to take these words",
        )
    return span


def _words(span: Span) -> str:
    return f"“{shown(span.text.replace(chr(10), ' '), width=MOST_SHOWN)}”"


def _whole(text: str | None) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        raise ClaimpackError(f"'{text}' is no whole number")
    return int(text)
