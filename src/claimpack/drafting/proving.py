"""Proves what a drafter proposes: the words by the text, kinds and the like by the code lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from claimpack.drafting.draft import (
    PERSON,
    YES,
    Draft,
    FoundQuantity,
    Hop,
    Part,
    Speaker,
)
from claimpack.errors import ClaimpackError
from claimpack.spans import Span, find_span, span_at

ATTRIBUTION = "attribution"
KNOWN = {
    "quote",
    "quote_start",
    "quote_end",
    "claim_kind",
    "checkability",
    "checkability_reason",
    "speaker",
    "hops",
    "claim_text",
    "quantities",
    "worth",
}
MAX_WORDS = 2_000


class RefusedError(Exception):
    """Why a draft is not taken."""


class Prover:
    """Makes proved drafts of what a drafter proposes."""

    def __init__(self, text: str, codes: Mapping[str, frozenset[str]], drafter: str) -> None:
        """Take the text in NFC, the codes by code list, and who drafts."""
        self._text = text
        self._codes = codes
        self._drafter = drafter

    def draft(self, what: Any) -> Draft:
        """Return the draft of a proposal: a Draft, or a mapping of a plug-in.

        Raises:
            RefusedError: it is not proved.
        """
        if isinstance(what, Draft):
            draft = what
            if self._text[draft.start : draft.end] != draft.quote or not draft.quote:
                raise RefusedError(f"its words are not those from {draft.start} to {draft.end}")
        elif isinstance(what, Mapping):
            draft = self._from_mapping(what)
        else:
            raise RefusedError(f"it is no mapping but of the type {type(what).__name__}")
        self._expect_code("claim_kinds", draft.kind, "claim_kind")
        if draft.kind == ATTRIBUTION:
            raise RefusedError(
                "claim_kind is of what is asserted: that it was said is told by 'speaker'"
            )
        self._expect_code("checkabilities", draft.checkability, "checkability")
        for speaker in (draft.speaker, *(hop.speaker for hop in draft.hops)):
            if speaker is not None:
                self._expect_code("speaker_kinds", speaker.kind, "kind of a speaker")
        for hop in draft.hops:
            self._expect_code("attribution_relations", hop.relation, "relation")
        for found in draft.quantities:
            self._expect_interval(found, draft)
        return draft

    def _from_mapping(self, said: Mapping[str, Any]) -> Draft:
        if other := sorted(str(name) for name in said if name not in KNOWN):
            raise RefusedError(f"a draft has no '{other[0]}': it has {', '.join(sorted(KNOWN))}")
        span = self._span(said, "the quote")
        speaker = _speaker(said["speaker"]) if said.get("speaker") is not None else None
        hops = tuple(_hop(hop) for hop in _list(said, "hops"))
        if hops and speaker is None:
            raise RefusedError("it has hops and no speaker")
        if speaker is not None and not hops:
            hops = (Hop(speaker, "said"),)
        return Draft(
            start=span.start,
            end=span.end,
            quote=span.text,
            kind=_text(said, "claim_kind") or "fact",
            checkability=_text(said, "checkability") or YES,
            reason=_text(said, "checkability_reason")
            or f"Proposed by the drafter {self._drafter}; nobody has judged it.",
            speaker=speaker,
            hops=hops,
            quantities=tuple(self._quantity(found, span) for found in _list(said, "quantities")),
            worth=tuple(_part(part) for part in _list(said, "worth")),
            claim_text=_text(said, "claim_text"),
        )

    def _span(self, said: Mapping[str, Any], what: str, within: Span | None = None) -> Span:
        """Return the span of a mapping, found by its words or its position in the text."""
        text = self._text[: within.end] if within else self._text
        begins = within.start if within else 0
        quote, start, end = (said.get(name) for name in ("quote", "quote_start", "quote_end"))
        try:
            if start is not None or end is not None:
                if type(start) is not int or type(end) is not int:
                    raise RefusedError(f"the position of {what} is no pair of whole numbers")
                span = span_at(text, start, end)
                if quote is not None and find_span(span.text, str(quote)).text != span.text:
                    raise RefusedError(f"{what} is not what stands from {start} to {end}")
                if span.start < begins:
                    raise RefusedError(f"{what} is outside of the words of the claim")
                return span
            if not isinstance(quote, str):
                raise RefusedError(f"{what} is missing")
            if len(quote.split()) > MAX_WORDS:
                raise RefusedError(f"{what} has more than {MAX_WORDS:,} words")
            found = find_span(text[begins:], quote)
            return span_at(text, begins + found.start, begins + found.end)
        except ClaimpackError as error:
            raise RefusedError(_first_line(error)) from None

    def _quantity(self, said: Any, claim: Span) -> FoundQuantity:
        if not isinstance(said, Mapping):
            raise RefusedError("a quantity is no mapping")
        has_place = any(said.get(name) is not None for name in ("quote", "quote_start"))
        span = self._span(said, "the quote of a quantity", claim) if has_place else claim
        return FoundQuantity(
            start=span.start,
            end=span.end,
            lower=_decimal(said.get("lower")),
            upper=_decimal(said.get("upper")),
            unit=_text(said, "unit") or "1",
            is_approximate=said.get("is_approximate") is True,
            interpretation=_text(said, "interpretation") or f"as the drafter {self._drafter} reads",
            counted=_text(said, "counted"),
        )

    def _expect_interval(self, found: FoundQuantity, draft: Draft) -> None:
        from claimpack.meanings import is_ucum  # takes a second to load

        if found.lower is None and found.upper is None:
            raise RefusedError("a quantity has neither a lower nor an upper end")
        if found.lower is not None and found.upper is not None and found.lower > found.upper:
            raise RefusedError("a quantity has its lower end above its upper end")
        if not draft.start <= found.start < found.end <= draft.end:
            raise RefusedError("a quantity stands outside of the words of the claim")
        if found.unit not in self._codes["units"] and not is_ucum(found.unit):
            raise RefusedError(f"'{found.unit}' is no unit in UCUM, nor a currency in ISO 4217")

    def _expect_code(self, code_list: str, code: str, what: str) -> None:
        codes = self._codes[code_list]
        if code not in codes:
            raise RefusedError(f"{what} '{code}' is none of {', '.join(sorted(codes))}")


def _first_line(error: ClaimpackError) -> str:
    told = str(error)
    if told.startswith("the quote stands in "):
        return f"{told.splitlines()[0]} give quote_start and quote_end"
    return told.splitlines()[0].split("; near it")[0]


def _speaker(said: Any) -> Speaker:
    if not isinstance(said, Mapping) or not _text(said, "name"):
        raise RefusedError("a speaker is no mapping with a name")
    return Speaker(
        _text(said, "name") or "", _text(said, "kind") or PERSON, _text(said, "position")
    )


def _hop(said: Any) -> Hop:
    if not isinstance(said, Mapping):
        raise RefusedError("a hop is no mapping with speaker and relation")
    return Hop(_speaker(said.get("speaker")), _text(said, "relation") or "said")


def _part(said: Any) -> Part:
    if not isinstance(said, Mapping) or not isinstance(said.get("points"), int | float):
        raise RefusedError("a part of worth is no mapping with reason and points")
    points = float(said["points"])
    if not -1 <= points <= 1:
        raise RefusedError("the points of a part of worth are not between -1 and 1")
    return Part(_text(said, "reason") or "not said", points)


def _list(said: Mapping[str, Any], name: str) -> Sequence[Any]:
    value = said.get(name)
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        raise RefusedError(f"{name} is no list")
    return value


def _text(said: Mapping[str, Any], name: str) -> str | None:
    value = said.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise RefusedError(f"{name} is no text")
    return value.strip() or None


def _decimal(value: Any) -> Decimal | None:
    if value is None:
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise RefusedError(f"{value!r} is no number") from None
    if isinstance(value, bool) or not number.is_finite():
        raise RefusedError(f"{value!r} is no number")
    return number
