"""Finds the measured and counted quantities of an English text, as intervals with a unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from claimpack.drafting import bounds, compounds
from claimpack.drafting.bounds import Bound, words
from claimpack.drafting.draft import FoundQuantity
from claimpack.drafting.lexicon import Unit
from claimpack.drafting.measures import (
    TIME,
    Measure,
    count_rate,
    counted,
    measure,
    per_number,
    sign_before,
)
from claimpack.drafting.not_quantities import (
    Spans,
    is_named,
    spans_of_others,
    with_hyphen_before,
)
from claimpack.drafting.numerals import MAGNITUDES, Numeral, numerals
from claimpack.drafting.plain import PLAIN

_JOIN = re.compile(r" ?- ?| to | and | or |, or ")
_BETWEEN = re.compile(r"(?<![\w-])between (?:about |around |roughly |approximately |some )?$", re.I)
_FROM = re.compile(r"(?<![\w-])from (?:about |around |roughly )?$", re.I)
_NEXT_WORD = re.compile(r" ?([^\W\d_][\w'-]*)")


class _Side(NamedTuple):
    """A numeral with the currency sign before it and the unit behind it."""

    numeral: Numeral
    start: int
    sign: Unit | None
    measure: Measure | None

    @property
    def unit(self) -> Unit | None:
        return self.sign or (self.measure.unit if self.measure else None)

    @property
    def end(self) -> int:
        return self.measure.end if self.measure else self.numeral.end


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
        _side(plain, numeral)
        for numeral in numerals(plain)
        if not others.overlap(numeral.start, numeral.end)
    ]
    found: list[FoundQuantity] = []
    at = 0
    while at < len(sides):
        second = sides[at + 1] if at + 1 < len(sides) else None
        pair = _pair(plain, sides[at], second) if second else None
        if pair is not None:
            at += 2
            one = pair if isinstance(pair, FoundQuantity) else None
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


def _side(text: str, numeral: Numeral) -> _Side:
    sign = sign_before(text, numeral.start)
    numeral = _with_letter(text, numeral, sign is not None)
    if numeral.kind in ("factor", "ratio", "share"):
        return _Side(numeral, numeral.start, None, None)
    start = numeral.start if sign is None else sign[0]
    behind = measure(text, numeral.end)
    if sign is not None and behind is not None and not behind.unit.is_money:
        behind = None
    if sign is not None:
        behind = _rate_of_money(text, numeral, sign[1]) or behind
    return _Side(numeral, start, sign[1] if sign else None, behind)


def _rate_of_money(text: str, numeral: Numeral, sign: Unit) -> Measure | None:
    per = re.compile(r" (?:an?|per|each|every) |/").match(text, numeral.end)
    rate = measure(text, per.end() - 1) if per and per[0] != "/" else None
    if (
        rate is None
        or rate.unit.is_money
        or re.match(r" (?:ago|earlier|later|before|after)\b", text[rate.end : rate.end + 9])
    ):
        return None
    return Measure(rate.end, sign, rate.word, rate.word)


def _with_letter(text: str, numeral: Numeral, is_money: bool) -> Numeral:
    """Decide whether the letter of "10m" or "5t" is a magnitude, and read it where it is."""
    if not numeral.letter:
        return numeral
    at = text.index(numeral.letter, numeral.end) + 1
    letter = numeral.letter
    behind = measure(text, at)
    is_money = is_money or (behind is not None and behind.unit.is_money)
    if not is_money:
        if letter in ("m", "M") and not (letter == "M" or _millions(text, numeral, at, behind)):
            return numeral
        if letter in ("t", "T", "b", "B"):
            return numeral
    return replace(numeral, end=at, scale=MAGNITUDES[letter.lower()], letter="")


def _millions(text: str, numeral: Numeral, at: int, behind: Measure | None) -> bool:
    if behind is not None:
        return text[at : at + 1] == " "
    lead = re.search(
        r"(\w+) (?:of|was|is|reached|hit) (?:\w+ )?$",
        text[max(0, numeral.start - 40) : numeral.start],
    )
    if lead and lead[1].lower() in words("million_precedes"):
        return True
    follows = _NEXT_WORD.match(text, at)
    if follows is None:
        return False
    word = follows[1].lower()
    return word not in words("metre_follows") and counted(text, at) is not None


def _pair(text: str, first: _Side, second: _Side) -> FoundQuantity | bool | None:
    """Return the interval that two numerals state, True where they state none at all.

    None where each is a figure of its own.
    """
    kinds = {first.numeral.kind, second.numeral.kind}
    if not kinds <= {"digits", "spelled", "half", "share"} or second.start < first.end:
        if second.start < first.end or not kinds <= {"digits", "spelled"}:
            return None
    own_end = first.end
    join = _JOIN.fullmatch(text[own_end : second.start])
    if join is None:
        return None
    word = join[0].strip(" ,")
    between = _BETWEEN.search(text[max(0, first.start - 32) : first.start])
    if word == "and" and not between:
        return None
    one, unit = _same_magnitude(first, second), second.unit or first.unit
    if first.unit and second.unit and first.unit.code != second.unit.code:
        return None
    low, high = one * _factor(first.unit or unit), second.numeral.number * _factor(unit)
    noun = counted(text, second.end)
    if word == "-":
        if with_hyphen_before(text, first.start):
            return True
        is_even = unit is None and second.numeral.scale == 1 and first.numeral.kind == "digits"
        if is_even and (noun is None or low >= high):
            return True
    if low >= high:
        return None
    if word == "or" and high > low + 1 and first.numeral.scale == second.numeral.scale == 1:
        return None
    start, lead = first.start, text[max(0, first.start - 40) : first.start]
    if word == "to":
        from_ = _FROM.search(lead)
        if from_:
            said = set(re.findall(r"[a-z]+", lead[: from_.start()].lower())[-3:])
            if not said & words("from_ranges"):
                return None
            start = first.start - len(from_[0])
        elif first.unit and second.unit:
            last = re.findall(r"[a-z]+", lead.lower())[-2:]
            if set(last) & words("changes"):
                return None
    soft = ""
    if between:
        start = first.start - len(between[0])
        soft = between[0].lower().removeprefix("between").strip()
    bound = bounds.before(text, start)
    if unit is None and is_named(text, first.numeral, noun is not None):
        return True
    approximate = bool(soft) or (bound is not None and "about" in bound.kind)
    note = "both ends as stated"
    if approximate:
        note += f', softened by "{soft or (bound.words if bound else "")}"'
    open_upper = bound is not None and bound.kind.startswith("lower")
    found = FoundQuantity(
        start=bound.start if bound else start,
        end=second.end,
        lower=low,
        upper=None if open_upper else high,
        unit=unit.code if unit else count_rate(text, noun[1]) if noun else "1",
        is_approximate=approximate,
        interpretation=note,
        counted=noun[0] if noun and unit is None else None,
    )
    return _finished(text, found, second, None)


def _same_magnitude(first: _Side, second: _Side) -> Decimal:
    """Return the first number, with the magnitude of the second where it is said but once."""
    one, other = first.numeral, second.numeral
    shared = one.scale == 1 and other.scale != 1 and first.measure is None
    if shared and one.value < other.value and one.value < 1000:
        return one.value * other.scale
    return one.number


def _factor(unit: Unit | None) -> Decimal:
    return unit.factor if unit else Decimal(1)


def _single(text: str, side: _Side) -> FoundQuantity | None:
    numeral, unit = side.numeral, side.unit
    after_digits = text[numeral.end : numeral.end + 1]
    if (
        numeral.kind == "digits"
        and unit is None
        and (after_digits.isalpha() or after_digits == "_")
    ):
        return None
    if with_hyphen_before(text, side.start):
        return None
    noun = counted(text, numeral.end) if unit is None else None
    if numeral.kind in ("share", "ratio", "factor"):
        return _part(text, side)
    bound = bounds.before(text, side.start)
    if bound and bound.kind in ("lower", "upper") and not _binds(text, bound, side):
        bound = None
    behind = bounds.after(text, numeral.end) or (
        bounds.after(text, side.end if unit or not noun else noun[1])
    )
    if unit is None and bound is None and not _counts(text, side, noun is not None):
        return None
    if unit is None and is_named(text, numeral, noun is not None):
        return None
    if numeral.kind == "vague":
        return _vague(text, side, noun, bound)
    if unit and unit.code in TIME and numeral.value == 1 and numeral.kind == "spelled":
        if not compounds.is_duration(text, side.start, side.end):
            return None
    code = unit.code if unit else "1"
    end = side.end
    rate = per_number(text, numeral.end) if unit is None else None
    if unit is None and rate:
        code, end = rate
    elif unit is None and noun:
        code = count_rate(text, noun[1])
    number = numeral.number * _factor(unit)
    found = FoundQuantity(
        side.start, end, number, number, code, False, "one figure as stated",
        noun[0] if noun else None,
    )  # fmt: skip
    for one in (bound, behind):
        if one is not None:
            found = _bounded(found, one, is_behind=one is behind)
    return _finished(text, found, side, noun)


def _binds(text: str, bound: Bound, side: _Side) -> bool:
    """Return whether "over", "under" or "within" bounds: "over five days" may mean during them."""
    if bound.words == "within":
        return side.unit is not None and side.unit.code in TIME
    if bound.words != "over" or side.unit is None or side.unit.code not in TIME:
        return True
    lead = re.search(r"([a-z']+)\s*$", text[max(0, bound.start - 20) : bound.start].lower())
    return lead is not None and lead[1] in words("over_follows")


def _counts(text: str, side: _Side, has_noun: bool) -> bool:
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
    return has_noun or numeral.value > 12 or word in words("verbs_of_toll")


def _bounded(found: FoundQuantity, bound: Bound, is_behind: bool) -> FoundQuantity:
    start, end = min(found.start, bound.start), found.end
    if is_behind and bound.start <= found.end + 1:
        end = max(end, bound.end)
    if bound.kind == "about":
        note = f'"{bound.words}" softens one figure'
        return replace(found, start=start, end=end, is_approximate=True, interpretation=note)
    soft = found.is_approximate or bound.kind.endswith("about")
    if bound.kind.startswith("lower"):
        note = f'"{bound.words}" gives the lower end; no upper end is stated'
        return replace(
            found, start=start, end=end, upper=None, is_approximate=soft, interpretation=note
        )
    note = f'"{bound.words}" gives the upper end; no lower end is stated'
    return replace(
        found, start=start, end=end, lower=None, is_approximate=soft, interpretation=note
    )


def _vague(
    text: str, side: _Side, noun: tuple[str, int] | None, bound: Bound | None
) -> FoundQuantity | None:
    numeral, unit = side.numeral, side.unit
    written = text[numeral.start : numeral.end].lower()
    if written == "many" and (unit is None or unit.code not in TIME):
        return None
    number = numeral.number * _factor(unit)
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


def _part(text: str, side: _Side) -> FoundQuantity | None:
    numeral = side.numeral
    written = text[numeral.start : numeral.end].lower()
    end, code = numeral.end, "1"
    if numeral.kind == "factor":
        note = f'"{written}" is read as a factor'
    else:
        if numeral.kind == "ratio":
            behind = measure(text, numeral.end)
            if numeral.value <= 0 or (behind and behind.unit.code in TIME):
                return None
        code, note = "%", f'"{written}" is read as a percentage'
    found = FoundQuantity(numeral.start, end, numeral.value, numeral.value, code, False, note)
    bound = bounds.before(text, numeral.start)
    if bound is None:
        return found
    bounded = _bounded(found, bound, is_behind=False)
    return replace(bounded, interpretation=f"{bounded.interpretation}; {note}")


def _finished(
    text: str, found: FoundQuantity, side: _Side, noun: tuple[str, int] | None
) -> FoundQuantity:
    """Say what the unit leaves unsaid: points, rates, ages."""
    said = side.measure.word if side.measure else ""
    if "point" in said or said in ("pp", "ppts"):
        note = (
            "basis points, hundredths of a percentage point"
            if "basis" in said
            else "percentage points"
        )
        found = replace(found, interpretation=f"{found.interpretation}; in {note}")
    if side.measure and side.measure.rate:
        note = f"{found.interpretation}; stated for each {side.measure.rate}"
        found = replace(found, interpretation=note)
    if found.unit == "1" and compounds.is_age(text, found.start, found.end):
        return replace(found, unit="a", counted=None)
    return compounds.with_scale(text, found)
