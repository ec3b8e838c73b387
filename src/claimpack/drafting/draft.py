"""What is proposed of an article, before a person accepts it.

Positions count code points in the text of the article, the end exclusive.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

# Codes of claims/codes/speaker_kinds.csv.
PERSON, ORGANISATION, UNNAMED, UNKNOWN = "person", "organisation", "unnamed", "unknown"
# Codes of claims/codes/checkabilities.csv.
YES, PARTLY, NO = "yes", "partly", "no"
# Of what can be checked, a draft below this is not proposed.
WORTH_A_CHECK = 0.1


@dataclass(frozen=True)
class Speaker:
    """Somebody to whom the article attributes words.

    Attributes:
        name: as the article has it where it is longest; of an unnamed one, how it is referred to.
        kind: a code of ``claims/codes/speaker_kinds.csv``.
        position: the office that the article names with it, or None.
    """

    name: str
    kind: str
    position: str | None = None


@dataclass(frozen=True)
class Hop:
    """One step of who told whom.

    Attributes:
        speaker: who told it.
        relation: a code of ``claims/codes/attribution_relations.csv``.
    """

    speaker: Speaker
    relation: str


@dataclass(frozen=True)
class FoundQuantity:
    """A figure of the text as an interval.

    Attributes:
        start, end: where its words stand, with those that bound or soften it.
        lower, upper: the ends, or None where the words leave one open.
        unit: a UCUM code, ``1`` for what is counted, or an ISO 4217 code of a currency.
        is_approximate: whether it was stated as approximate.
        interpretation: how the words became the interval.
        counted: the word after the figure that says what is counted, or None.
    """

    start: int
    end: int
    lower: Decimal | None
    upper: Decimal | None
    unit: str
    is_approximate: bool
    interpretation: str
    counted: str | None = None


@dataclass(frozen=True)
class FoundDate:
    """A time that the text speaks of.

    Attributes:
        start, end: where its words stand.
        edtf: the time in EDTF, levels 0 and 1.
        basis: how the words became the time, with the date they were resolved against.
    """

    start: int
    end: int
    edtf: str
    basis: str


@dataclass(frozen=True)
class Part:
    """One reason why a draft is worth a check, or is not, and what it counts for."""

    reason: str
    points: float


@dataclass(frozen=True)
class Draft:
    """An assertion of the article that a person may accept as a claim.

    Where the words are attributed to somebody, accepting makes a pair: that it was said, and that
    it is so.

    Attributes:
        start, end: the span of the assertion.
        quote: its words.
        kind: a code of ``claims/codes/claim_kinds.csv``: of what is asserted, not of the saying.
        checkability: a code of ``claims/codes/checkabilities.csv``.
        reason: why it can, can partly or cannot be checked.
        speaker: to whom the words are attributed; None where the article speaks for itself.
        hops: who told whom, nearest the article first, the speaker last; empty without a speaker.
        quantities, dates: what the span holds of them.
        worth: the parts of its check-worthiness.
        subject: what the assertion is about, where the span begins after it; None where the span
            has its own.
        claim_text: the assertion in the words of whoever drafted it; None where those of the span
            have to do.
    """

    start: int
    end: int
    quote: str
    kind: str
    checkability: str
    reason: str
    speaker: Speaker | None = None
    hops: Sequence[Hop] = ()
    quantities: Sequence[FoundQuantity] = ()
    dates: Sequence[FoundDate] = ()
    worth: Sequence[Part] = ()
    subject: str | None = None
    claim_text: str | None = None

    @property
    def score(self) -> float:
        """How much it is worth a check, from 0 to 1."""
        return round(min(1.0, max(0.0, sum(part.points for part in self.worth))), 2)

    @property
    def is_proposed(self) -> bool:
        """Whether it is put before a person: something speaks for checking it.

        Of an opinion that the article attributes, it can be checked that it was said.
        """
        can_be_checked = self.checkability != NO or self.speaker is not None
        return can_be_checked and self.score >= WORTH_A_CHECK
