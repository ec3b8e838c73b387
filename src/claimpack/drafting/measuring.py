"""Figures beside measures: which units compare, whether two intervals meet, which measure fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from claimpack.drafting.draft import FoundQuantity
from claimpack.errors import ClaimpackError

# Of 100: how alike the label of a measure and the words of a claim have to be.
LABEL_ALIKE = 70
# So much of the telling words of a label has to stand in a sentence, and so many of them.
LABEL_SHARED = 66
FEWEST_SHARED = 2
# What may come to a word without making another of it.
SHORTEST_STEM = 4
ENDINGS = frozenset({"", "s", "es", "d", "ed", "e", "er", "ing", "ion"})
# Of a number before or after its point; one with more is shown with an exponent, and not written.
MOST_DIGITS = 30
# Percent and what is counted are both pure numbers, and degrees have more than one zero.
ONLY_BY_CODE = ("1", "temperature")
# Words that say nothing of what is measured.
EMPTY_WORDS = frozenset(
    {"a", "an", "and", "are", "as", "at", "be", "been", "by", "for", "from", "has", "have", "in"}
    | {"is", "it", "its", "of", "on", "or", "our", "than", "that", "the", "their", "this", "to"}
    | {"was", "were", "will", "with"}
)

Interval = tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True)
class Fit:
    """A measure to which a figure belongs, and how alike its label is, of 100."""

    measure_id: str
    label: str
    score: int


class Measures:
    """The measures and units of a package."""

    def __init__(
        self, measures: Sequence[Mapping[str, str]], units: Sequence[Mapping[str, str]]
    ) -> None:
        """Take the rows of both tables."""
        self.by_id = {row["measure_id"]: row for row in measures}
        self.codes = {row["code"] for row in units}
        self._units: dict[str, tuple[str, Decimal] | None] = {
            row["code"]: (row["dimension"], Decimal(row["factor"])) for row in units
        }

    def fits(self, found: FoundQuantity, words: str, sentence: str = "") -> list[Fit]:
        """Return the measures to which a figure can belong, the likeliest first.

        Args:
            found: the figure.
            words: what is said with it.
            sentence: the sentence around them, where it states no other figure of this unit.
        """
        fits = []
        for measure_id, row in self.by_id.items():
            if self.interval(found.lower, found.upper, found.unit, row["unit"]) is not None:
                score = likeness(row["label"], words)
                part = shared(row["label"], sentence)
                if score >= LABEL_ALIKE or part >= LABEL_SHARED:
                    score = max(score, part)
                    fits.append(Fit(measure_id, row["label"], score))
        return sorted(fits, key=lambda fit: (-fit.score, fit.measure_id))

    def interval(
        self, lower: Decimal | None, upper: Decimal | None, unit: str, wanted: str
    ) -> Interval | None:
        """Return an interval in another unit, or None where the two do not compare."""
        if unit == wanted:
            return lower, upper
        stated, other = self._of(unit), self._of(wanted)
        if stated is None or other is None or stated[0] != other[0] or stated[0] in ONLY_BY_CODE:
            return None
        factor = stated[1] / other[1]
        return (
            None if lower is None else lower * factor,
            None if upper is None else upper * factor,
        )

    def _of(self, unit: str) -> tuple[str, Decimal] | None:
        if unit not in self._units:
            from claimpack.units import dimension_and_factor  # takes a second to load

            try:
                dimension, factor = dimension_and_factor(unit)
                self._units[unit] = (dimension, Decimal(factor))
            except ClaimpackError:  # a currency compares with itself alone
                self._units[unit] = None
        return self._units[unit]


def meet(one: Interval, other: Interval) -> bool:
    """Whether two intervals have a value in common; an end that is None is open."""
    return (one[0] is None or other[1] is None or one[0] <= other[1]) and (
        other[0] is None or one[1] is None or other[0] <= one[1]
    )


def shown_interval(lower: Decimal | None, upper: Decimal | None, unit: str) -> str:
    """Return an interval for people: ``30 to 40 %``, ``≥ 12,500``, ``2``."""
    name = "" if unit == "1" else f" {unit}"
    ends = [_grouped(end) for end in (lower, upper) if end is not None]
    if lower is None or upper is None:
        return f"{'≤' if lower is None else '≥'} {ends[0]}{name}"
    return f"{ends[0]}{name}" if lower == upper else f"{ends[0]} to {ends[1]}{name}"


def _grouped(value: Decimal) -> str:
    """Return a number for people, its thousands parted."""
    whole, point, part = number(value).partition(".")
    return f"{int(whole):,}{point}{part}" if whole.isdecimal() else f"{whole}{point}{part}"


def number(value: Decimal | None) -> str:
    """Return a number as a cell holds it."""
    if value is None:
        return ""
    if abs(value.adjusted()) > MOST_DIGITS:
        return str(value)
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def likeness(label: str, words: str) -> int:
    """Return how alike a label and what is said are, from 0 to 100, small words left out."""
    from rapidfuzz import fuzz

    return round(fuzz.token_set_ratio(telling(label), telling(words)))


def shared(label: str, sentence: str) -> int:
    """Return how many of 100 telling words of a label a sentence has, in whatever form."""
    wanted, there = telling(label).split(), telling(sentence).split()
    found = sum(any(_is_form(word, other) for other in there) for word in wanted)
    return round(100 * found / len(wanted)) if found >= FEWEST_SHARED else 0


def _is_form(word: str, other: str) -> bool:
    """Whether two words differ in their endings alone."""
    from rapidfuzz.distance import Prefix

    stem = Prefix.similarity(word, other)
    is_long = stem >= SHORTEST_STEM
    return word == other or (is_long and {word[stem:], other[stem:]} <= ENDINGS)


def telling(words: str) -> str:
    """Return words in lower case, without marks and without small words."""
    from rapidfuzz.utils import default_process

    return " ".join(word for word in default_process(words).split() if word not in EMPTY_WORDS)
