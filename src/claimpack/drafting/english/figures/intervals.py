"""Two numerals that are the ends of one interval: "30-40%", "between 3 and 5 million"."""

from __future__ import annotations

import re
from decimal import Decimal

from claimpack.drafting.draft import FoundQuantity
from claimpack.drafting.english.figures import bounds
from claimpack.drafting.english.figures.bounds import words
from claimpack.drafting.english.figures.compounds import finished
from claimpack.drafting.english.figures.measures import count_rate, counted
from claimpack.drafting.english.figures.not_quantities import is_named, with_hyphen_before
from claimpack.drafting.english.figures.sides import Side

_JOIN = re.compile(r" ?- ?|-?(?: |-)to(?: |-)|-or-| and | or |, or ")
_SIGN = re.compile(r"(?<!\w)(?:minus|negative) $", re.I)
_BETWEEN = re.compile(r"(?<![\w-])between (?:about |around |roughly |approximately |some )?$", re.I)
_FROM = re.compile(r"(?<![\w-])from (?:about |around |roughly )?$", re.I)


def pair(text: str, first: Side, second: Side) -> FoundQuantity | bool | None:
    """Return the interval of which two numerals are the ends.

    Args:
        text: the text.
        first: a numeral.
        second: the next one.

    Returns:
        None where each is a figure of its own, and True where neither is a quantity: a score.
    """
    gap = text[first.end : second.start] if second.start >= first.end else ""
    join = _JOIN.fullmatch(_SIGN.sub("", gap))
    if join is None:
        return None
    kinds = {first.numeral.kind, second.numeral.kind}
    if kinds == {"share"}:
        return _shares(text, first, second, join[0].strip(" ,-"))
    if not kinds <= {"digits", "spelled"}:
        return None
    if first.unit and second.unit and first.unit.code != second.unit.code:
        return None
    if first.unit and not second.unit and text[second.end : second.end + 1].isalpha():
        return None  # fell 6.8% to 143p
    word = join[0].strip(" ,-") or "-"
    unit, noun = second.unit or first.unit, counted(text, second.end)
    below = minus(text, second) if unit else ""
    first_below = minus(text, first) if unit else ""
    low = _with_magnitude_of(first, second) * (first if first.unit else second).factor
    high = second.numeral.number * (second if second.unit else first).factor
    low, high = -low if first_below else low, -high if below else high
    if word == "-" and _is_score(text, first, second, noun is not None and low < high):
        return True
    if low >= high or (word == "or" and high > low + 1 and second.numeral.scale == 1):
        return None
    lead = _lead(text, first, second, word, len(first_below))
    if lead is None:
        return None
    if unit is None and is_named(text, first.numeral, noun is not None):
        return True
    start = first.start - len(first_below) - len(lead)
    bound = bounds.before(text, start)
    soft = lead.lower().removeprefix("between").removeprefix("from").strip()
    soft = soft or (bound.words if bound and "about" in bound.kind else "")
    note = f'both ends as stated, softened by "{soft}"' if soft else "both ends as stated"
    found = FoundQuantity(
        start=bound.start if bound else start,
        end=second.end,
        lower=low,
        upper=high,
        unit=unit.code if unit else count_rate(text, noun[1]) if noun else "1",
        is_approximate=bool(soft),
        interpretation=note,
        counted=noun[0] if noun and unit is None else None,
    )
    return finished(text, found, second.measure)


def minus(text: str, side: Side) -> str:
    """Return the sign in words before a figure: "minus "; empty where there is none."""
    found = _SIGN.search(text[max(0, side.start - 10) : side.start])
    return found[0] if found else ""


def _shares(text: str, first: Side, second: Side, word: str) -> FoundQuantity | None:
    """Return "a quarter to a third" as an interval in percent."""
    one, other = first.numeral, second.numeral
    between = _BETWEEN.search(text[max(0, one.start - 40) : one.start])
    if one.value >= other.value or word not in ("to", "or", "and" if between else "to"):
        return None
    start = one.start - len(between[0]) if between else one.start
    note = f'"{text[one.start : other.end].lower()}" is read as a percentage'
    return FoundQuantity(start, other.end, one.value, other.value, "%", False, note)


def _with_magnitude_of(first: Side, second: Side) -> Decimal:
    """Return the first number, with the magnitude of the second where it is said but once."""
    one, other = first.numeral, second.numeral
    shared = one.scale == 1 and other.scale != 1 and first.measure is None
    if shared and one.value < min(other.value, Decimal(1000)):
        return one.value * other.scale
    return one.number


def _is_score(text: str, first: Side, second: Side, counts: bool) -> bool:
    """Return whether "3-1" is a score, or part of a name."""
    if with_hyphen_before(text, first.start):
        return True
    is_bare = first.unit is None and second.unit is None and second.numeral.scale == 1
    return is_bare and first.numeral.kind == "digits" and not counts


def _lead(text: str, first: Side, second: Side, word: str, sign: int) -> str | None:
    """Return the words that open the interval, None where the two are no interval.

    "Rose from 10 to 12" tells of two figures, "ranges from 10 to 12" of an interval.

    Args:
        text: where they stand.
        first: a numeral.
        second: the next one.
        word: what stands between them.
        sign: the length of "minus " before the first.
    """
    before = text[max(0, first.start - 40) : first.start - sign]
    between = _BETWEEN.search(before)
    if between or word == "and":
        return between[0] if between and word in ("and", "-") else None
    from_ = _FROM.search(before)
    said = re.findall("[a-z]+", before[: from_.start() if from_ else None].lower())
    if word == "to" and from_:
        return from_[0] if set(said[-3:]) & words("from_ranges") else None
    if word == "to" and first.unit and second.unit and set(said[-2:]) & words("changes"):
        return None
    return ""
