"""How well drafts find what a person would: against annotated articles, or the claims of a package.

Recall and precision go by overlap: a draft and a claim meet where they share at least half of the
shorter span. Of the drafts that meet a claim, the one that shares most of both is compared with it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Protocol

from claimpack.bench.annotated import Annotated, Claim, Figure, Time
from claimpack.drafting.draft import NO, UNNAMED, YES, Draft, FoundQuantity
from claimpack.errors import ClaimpackError

MEETS = 0.5
# Figures of a score by name, and what a table calls them.
SHARES = {
    "recall": "recall",
    "recall_with_partly": "with partly",
    "claims_apart": "apart",
    "precision": "precision",
    "speaker": "speaker",
    "quantities": "quantities",
    "dates": "dates",
}
# Ends that differ by less than this part of the figure are the same: a third as 33.3 or 33.33.
TOLERANCE = Decimal("0.005")


@dataclass(frozen=True)
class Score:
    """What was found of an article, each a count; added up over articles with ``+``.

    Attributes:
        claims, claims_found: those that can be checked, and those that a proposed draft meets.
        partly, partly_found: the same of those that can be checked in part.
        apart: claims of both sorts with a draft of their own, when each draft goes to one claim.
        drafts, drafts_right: proposed drafts, and those that meet a claim that can be checked,
            at least in part.
        speakers, speakers_right: claims that were found, and those with the right speaker.
        figures, figures_right: quantities, and those found with the right interval and unit.
        times, times_right: dates, and those resolved as annotated.
    """

    claims: int = 0
    claims_found: int = 0
    partly: int = 0
    partly_found: int = 0
    apart: int = 0
    drafts: int = 0
    drafts_right: int = 0
    speakers: int = 0
    speakers_right: int = 0
    figures: int = 0
    figures_right: int = 0
    times: int = 0
    times_right: int = 0

    def __add__(self, other: Score) -> Score:
        """Return the counts of both."""
        return Score(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    def shares(self) -> dict[str, float | None]:
        """Return the figures by name, each from 0 to 1, or None where there was nothing to find."""
        return {
            "recall": _share(self.claims_found, self.claims),
            "recall_with_partly": _share(
                self.claims_found + self.partly_found, self.claims + self.partly
            ),
            "claims_apart": _share(self.apart, self.claims + self.partly),
            "precision": _share(self.drafts_right, self.drafts),
            "speaker": _share(self.speakers_right, self.speakers),
            "quantities": _share(self.figures_right, self.figures),
            "dates": _share(self.times_right, self.times),
        }


def score_row(name: str, found: Score) -> dict[str, str]:
    """Return what a table says of an article: its shares in percent."""
    shares = found.shares()
    cells = {
        label: "–" if (share := shares[key]) is None else f"{share:.0%}"
        for key, label in SHARES.items()
    }
    return {"article": name, "claims": str(found.claims), "drafts": str(found.drafts), **cells}


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def score(article: Annotated, drafts: Sequence[Draft]) -> Score:
    """Return what drafts find of an annotated article.

    Args:
        article: the article.
        drafts: all drafts of its text; those that can be checked and are worth it are proposed.
    """
    proposed = [draft for draft in drafts if draft.is_proposed]
    wanted = [claim for claim in article.claims if claim.checkability != NO]
    best = {claim: _best(claim, proposed) for claim in wanted}
    met = [claim for claim in wanted if best[claim] is not None]
    return Score(
        claims=sum(claim.checkability == YES for claim in wanted),
        claims_found=sum(claim.checkability == YES for claim in met),
        partly=sum(claim.checkability != YES for claim in wanted),
        partly_found=sum(claim.checkability != YES for claim in met),
        apart=_apart(wanted, proposed),
        drafts=len(proposed),
        drafts_right=sum(any(_meet(claim, draft) for claim in wanted) for draft in proposed),
        speakers=len(met),
        speakers_right=sum(_same_speaker(claim, best[claim]) for claim in met),
        figures=len(article.figures),
        figures_right=sum(_has_figure(figure, drafts) for figure in article.figures),
        times=len(article.times),
        times_right=sum(_has_time(time, drafts) for time in article.times),
    )


def measure(
    articles: Sequence[Annotated],
    drafter: Callable[[str, date | None], Sequence[Draft]],
) -> dict[str, Score]:
    """Return what a drafter finds of each article, by name."""
    return {
        article.name: score(article, drafter(article.text, article.published_on))
        for article in articles
    }


class _Span(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def _shared(one: _Span, other: _Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _meet(one: _Span, other: _Span) -> bool:
    shorter = min(one.end - one.start, other.end - other.start)
    return _shared(one, other) >= MEETS * shorter


def _likeness(one: _Span, other: _Span) -> float:
    """Return what two spans share, of all that they cover together."""
    common = _shared(one, other)
    return common / ((one.end - one.start) + (other.end - other.start) - common)


def _best(claim: Claim, drafts: Sequence[Draft]) -> Draft | None:
    met = [draft for draft in drafts if _meet(claim, draft)]
    return max(met, key=lambda draft: _likeness(claim, draft), default=None)


def _apart(claims: Sequence[Claim], drafts: Sequence[Draft]) -> int:
    """Return how many claims get a draft of their own, the likest pairs first."""
    pairs = sorted(
        (-_likeness(claim, draft), c, d)
        for c, claim in enumerate(claims)
        for d, draft in enumerate(drafts)
        if _meet(claim, draft)
    )
    taken_claims: set[int] = set()
    taken_drafts: set[int] = set()
    for _, c, d in pairs:
        if c not in taken_claims and d not in taken_drafts:
            taken_claims.add(c)
            taken_drafts.add(d)
    return len(taken_claims)


def _same_speaker(claim: Claim, draft: Draft | None) -> bool:
    found = draft.speaker if draft else None
    if claim.speaker is None or found is None:
        return claim.speaker is None and found is None
    if claim.is_unnamed != (found.kind == UNNAMED):
        return False
    wanted, got = _name_words(claim.speaker), _name_words(found.name)
    if claim.is_unnamed:
        return bool(set(wanted) & set(got))
    return wanted[-1] == got[-1] or set(wanted) <= set(got) or set(got) <= set(wanted)


def _name_words(name: str) -> list[str]:
    words = [word.strip(".,’'").lower() for word in name.split()]
    return [word for word in words if word not in ("the", "a", "an", "of", "for")] or words


def _has_figure(figure: Figure, drafts: Sequence[Draft]) -> bool:
    return any(
        _shared(figure, found) > 0 and _same_interval(figure, found)
        for draft in drafts
        for found in draft.quantities
    )


def _same_interval(figure: Figure, found: FoundQuantity) -> bool:
    factor = Decimal(1) if figure.unit == found.unit else _times(found.unit, figure.unit)
    if factor is None:
        return False
    lower, upper = (end if end is None else end * factor for end in (found.lower, found.upper))
    return _alike(figure.lower, lower) and _alike(figure.upper, upper)


def _times(unit: str, other: str) -> Decimal | None:
    """Return how many of another unit a unit is, or None where they do not compare."""
    from claimpack.units import dimension_and_factor  # takes a second to load

    try:
        (dimension, one), (other_dimension, two) = map(dimension_and_factor, (unit, other))
    except ClaimpackError:  # a currency
        return None
    return Decimal(one) / Decimal(two) if dimension == other_dimension != "1" else None


def _alike(one: Decimal | None, other: Decimal | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= TOLERANCE * max(abs(one), abs(other))


def _has_time(time: Time, drafts: Sequence[Draft]) -> bool:
    return any(
        _shared(time, found) > 0 and found.edtf == time.edtf
        for draft in drafts
        for found in draft.dates
    )
