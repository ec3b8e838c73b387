"""Finds the measured and counted quantities of an English text, as intervals with a unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from claimpack.drafting.draft import FoundQuantity
from claimpack.drafting.english.figures import bounds, compounds
from claimpack.drafting.english.figures.bounds import Bound, words
from claimpack.drafting.english.figures.intervals import minus, pair
from claimpack.drafting.english.figures.measures import (
    LENGTH,
    TIME,
    count_rate,
    counted,
    per_number,
)
from claimpack.drafting.english.figures.not_quantities import (
    Spans,
    is_named,
    spans_of_others,
    with_hyphen_before,
)
from claimpack.drafting.english.figures.numerals import numerals
from claimpack.drafting.english.figures.sides import Side, side
from claimpack.drafting.english.plain import PLAIN

_AGO = re.compile(" (?:ago|earlier|before)\\b")


def find_quantities(text: str, taken: Sequence[tuple[int, int]] = ()) -> list[FoundQuantity]:
    """Return the quantities of a text, in order; no two overlap.

    Args:
        text: a paragraph or an article, in English.
        taken: spans that are dates, and no quantities.

    Raises:
        ImportError: quantulum3 is not installed.
    """
    plain = text.translate(PLAIN)
    others = Spans([*taken, *spans_of_others(plain)])
    sides = [
        side(plain, numeral)
        for numeral in numerals(plain)
        if not others.overlap(numeral.start, numeral.end)
    ]
    found: list[FoundQuantity] = []
    at = 0
    while at < len(sides):
        second = sides[at + 1] if at + 1 < len(sides) else None
        both = pair(plain, sides[at], second) if second else None
        if both is not None:
            at += 2
            one = both if isinstance(both, FoundQuantity) else None
        else:
            one = _single(plain, sides[at])
            at += 1
        if (
            one
            and (not found or one.start >= found[-1].end)
            and not others.overlap(one.start, one.end)
        ):
            found.append(one)
    mine = Spans((one.start, one.end) for one in found)
    found.extend(
        one
        for one in compounds.without_numerals(plain)
        if not others.overlap(one.start, one.end) and not mine.overlap(one.start, one.end)
    )
    return compounds.joined(plain, sorted(found, key=lambda one: one.start))


def _single(text: str, side: Side) -> FoundQuantity | None:
    numeral, unit = side.numeral, side.unit
    if with_hyphen_before(text, side.start):
        return None
    if numeral.kind in ("share", "ratio", "factor"):
        return _part(text, side)
    behind = bounds.after(text, numeral.end)
    if behind is None and unit is None and text[numeral.end : numeral.end + 1].isalpha():
        return None
    noun = counted(text, behind.end if behind else numeral.end) if unit is None else None
    behind = behind or bounds.after(text, noun[1] if noun else side.end)
    bound = bounds.before(text, side.start)
    if bound and not _binds(text, bound, side):
        bound = None
    if unit is None and (
        not (bound or _counts(text, side, noun is not None))
        or is_named(text, numeral, noun is not None)
    ):
        return None
    if numeral.kind == "vague":
        return _vague(text, side, noun, bound)
    if (
        unit
        and unit.code in TIME
        and numeral.number == 1
        and numeral.kind == "spelled"
        and not compounds.is_duration(text, side.start, side.end)
    ):
        return None
    code, end = unit.code if unit else "1", side.end
    if unit is None:
        rate = per_number(text, numeral.end)
        code, end = rate or (count_rate(text, noun[1]) if noun else "1", end)
    below = minus(text, side) if unit else ""
    start = side.start - len(below)
    number = numeral.number * side.factor * (-1 if below else 1)
    note = "one figure as stated"
    found = FoundQuantity(start, end, number, number, code, False, note, noun[0] if noun else None)
    for one in (bound, behind):
        if one is not None:
            found = bounds.bounded(found, one, is_behind=one is behind)
    return compounds.finished(text, found, side.measure)


def _binds(text: str, bound: Bound, side: Side) -> bool:
    """Return whether "over" or "within" bounds: "over five days" may mean during them."""
    compares = bound.words.endswith(" than") and bound.words.split()[0] not in ("more", "fewer")
    if compares and _AGO.match(text, side.end):
        return False
    if bound.words == "within":
        return side.unit is not None and side.unit.code in (*TIME, *LENGTH)
    if bound.words != "over" or side.unit is None or side.unit.code not in TIME:
        return True
    lead = re.search(r"([a-z']+)\s*$", text[max(0, bound.start - 20) : bound.start].lower())
    return lead is not None and lead[1] in words("over_follows")


def _counts(text: str, side: Side, has_noun: bool) -> bool:
    """Return whether a numeral without a unit counts something."""
    numeral = side.numeral
    lead = re.findall(r"[a-z]+", text[max(0, numeral.start - 24) : numeral.start].lower())
    word = lead[-1] if lead else ""
    if numeral.kind == "vague":
        return has_noun
    if numeral.kind == "half":
        return True
    if numeral.kind == "digits" or numeral.scale > 1:
        return numeral.value != 0 and (numeral.number != 1 or has_noun)
    if numeral.value == 1:
        return False
    if numeral.value == 2 and word in ("the", "these", "those", "other"):
        return False
    return has_noun or numeral.value > 12 or word in words("toll")


def _vague(
    text: str, side: Side, noun: tuple[str, int] | None, bound: Bound | None
) -> FoundQuantity | None:
    numeral, unit = side.numeral, side.unit
    written = text[numeral.start : numeral.end].lower()
    if written == "many" and (unit is None or unit.code not in TIME):
        return None
    number = numeral.number * side.factor
    upper = number if written == "a couple of" else None
    at_least = "two" if number == 2 else f"{number:,f}"
    note = f'"{written}" is read as {at_least}'
    note += "" if upper else " or more; no upper end is stated"
    start = bound.start if bound else numeral.start
    code = unit.code if unit else "1"
    end = side.end
    if unit is None and written.endswith(" of"):
        end = numeral.end - len(" of")
    return FoundQuantity(start, end, number, upper, code, True, note, noun[0] if noun else None)


def _part(text: str, side: Side) -> FoundQuantity | None:
    """Return a share or a ratio as a percentage, a factor as a pure number."""
    numeral = side.numeral
    written = text[numeral.start : numeral.end].lower()
    code, note = "%", f'"{written}" is read as a percentage'
    if numeral.kind == "factor":
        # "Twice a week" is a rate, "twice as many" a factor.
        code = count_rate(text, numeral.end)
        note = "one figure as stated" if code != "1" else f'"{written}" is read as a factor'
    elif numeral.value <= 0:
        return None
    found = FoundQuantity(
        numeral.start, numeral.end, numeral.value, numeral.value, code, False, note
    )
    bound = bounds.before(text, numeral.start)
    if bound is None:
        return found
    bounded = bounds.bounded(found, bound, is_behind=False)
    return replace(bounded, interpretation=f"{bounded.interpretation}; {note}")
