"""Figures of more than one part, and those whose meaning stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from claimpack.drafting.draft import FoundQuantity
from claimpack.drafting.english.figures import bounds
from claimpack.drafting.english.figures.measures import TIME, Measure

# How many of the second unit the first has.
_PARTS = {
    ("[ft_i]", "[in_i]"): 12,
    ("[stone_av]", "[lb_av]"): 14,
    ("[lb_av]", "[oz_av]"): 16,
    ("h", "min"): 60,
    ("min", "s"): 60,
    ("d", "h"): 24,
    ("wk", "d"): 7,
    ("a", "mo"): 12,
    ("m", "cm"): 100,
}
_UNITS = {
    "minute": "min", "hour": "h", "day": "d", "week": "wk", "month": "mo", "year": "a",
    "mile": "[mi_i]", "kilometre": "km", "kilometer": "km", "metre": "m", "meter": "m",
    "tonne": "t", "ton": "t",
}  # fmt: skip
_LONG = re.compile(
    r"\b(?P<long>(?P<unit>hour|day|week|month|year)-long)\b"
    r"|\b(?P<one>(?:an?|one)[ -](?P<other>hour|day|week|month|year|decade|century)"
    r"(?P<half> and a half)?)"
    r"(?= (?:before|after|earlier|later|old|long)\b)"
    r"|\b(?:an?|one) (?P<with_half>(?P<third>hour|day|week|month|year)) and a half\b"
    r"|(?<=[\w~] )(?P<bare>an? (?P<single>hour|day|week|month|year|decade|century|mile|kilometre"
    r"|kilometer|metre|meter|tonne|ton))\b(?! and a half| ago|-)"
    r"|\b(?P<over>over|under)-(?P<age>[1-9][0-9])s\b",
    re.IGNORECASE,
)
_DURATION_AFTER = re.compile(
    r"(?:-|'s? )?(?:old|long)\b|-[a-z]| (?:before|after|earlier|later|ago|and a half"
    r"|in (?:prison|jail)|ban|sentence|contract|deal|term)\b",
    re.I,
)
_FOOT_INCHES = re.compile(r"-([1-9]|1[01])(?![\w-])")
_OLD = re.compile(r"[- ]olds?\b")
_AGE_BEFORE = re.compile(
    r"\b(?:aged?|ages)(?: of)?(?: between| from| about| over| under| at least)? ?$", re.I
)
_APPOSED = re.compile(r"([^\W\d_][\w'-]*|\b(?:his|her|their|my|whose) \w+), $")


def without_numerals(text: str) -> Iterator[FoundQuantity]:
    """Yield durations and ages that no numeral states: "week-long", "a day earlier", "over-65s"."""
    for match in _LONG.finditer(text):
        kind = next(name for name in ("unit", "other", "third", "single", "age") if match[name])
        word = match[kind].lower()
        if kind == "age":
            limit, is_over = Decimal(word), match["over"].lower() == "over"
            note = f'"{match["over"].lower()}" gives the {"lower" if is_over else "upper"} end'
            note += f"; no {'upper' if is_over else 'lower'} end is stated"
            yield FoundQuantity(
                *match.span(),
                limit if is_over else None,
                None if is_over else limit,
                "a",
                False,
                note,
            )
            continue
        years = {"decade": 10, "century": 100}.get(word, 1)
        number = Decimal(years) * (Decimal("1.5") if match["half"] or kind == "third" else 1)
        unit = _UNITS.get(word, "a")
        note = "one figure as stated"
        found = FoundQuantity(*match.span(), number, number, unit, False, note)
        if kind == "single":
            # "A mile" alone measures nothing; "nearly a mile" does.
            bound = bounds.before(text, match.start())
            if bound is None or bound.words == "over":
                continue
            found = bounds.bounded(found, bound, is_behind=False)
        yield found


def is_duration(text: str, start: int, end: int) -> bool:
    """Return whether "one day" measures: it may also say that something happens some day."""
    if text[start : start + 1].lower() == "a":
        return False
    return text[start + 3 : start + 4] == "-" or _DURATION_AFTER.match(text, end) is not None


def is_age(text: str, start: int, end: int) -> bool:
    """Return whether a figure without a unit is an age: "aged 34", or ", 34," after a name."""
    lead = text[max(0, start - 40) : start]
    if _AGE_BEFORE.search(lead):
        return True
    written = text[start:end]
    if not re.fullmatch(r"[1-9][0-9]?|1[01][0-9]", written) or text[end : end + 1] not in (
        ",",
        ")",
    ):
        return False
    name = _APPOSED.search(lead)
    return name is not None and (name[1][0].isupper() or " " in name[1])


def _with_scale(text: str, found: FoundQuantity) -> FoundQuantity:
    """Say so where a figure is of a scale without a unit: degrees, magnitudes."""
    if found.counted in ("degrees", "degree"):
        note = f"{found.interpretation}; in degrees of a scale that is not stated"
        return replace(found, interpretation=note)
    near = text[max(0, found.start - 24) : found.end + 16].lower()
    if found.unit == "1" and "magnitude" in near:
        note = f"{found.interpretation}; a magnitude, which has no unit"
        return replace(found, interpretation=note, counted=None)
    return found


def joined(text: str, found: list[FoundQuantity]) -> list[FoundQuantity]:
    """Make one of the parts of "6 feet 2 inches" and "two hours and 15 minutes".

    Args:
        text: the text.
        found: its quantities, in order.
    """
    whole: list[FoundQuantity] = []
    for one in found:
        last = whole[-1] if whole else None
        ratio = _PARTS.get((last.unit, one.unit)) if last else None
        gap = text[last.end : one.start] if last else ""
        if (
            last is not None
            and ratio
            and last.lower is not None
            and one.lower is not None
            and last.lower == last.upper
            and one.lower == one.upper
            and one.lower < ratio
            and gap in ("", " ", " and ", ", ")
        ):
            number = last.lower * ratio + one.lower
            whole[-1] = replace(last, end=one.end, lower=number, upper=number, unit=one.unit)
        else:
            whole.append(one)
    return whole


def finished(text: str, found: FoundQuantity, behind: Measure | None) -> FoundQuantity:
    """Say what the unit leaves unsaid: points, rates, ages, magnitudes.

    Args:
        text: the text.
        found: a quantity of it.
        behind: the unit that its figure has.
    """
    note, end = found.interpretation, found.end
    word = behind.word if behind else ""
    if "basis" in word or word == "bps":
        note += "; in basis points, hundredths of a percentage point"
    elif "point" in word or word in ("pp", "ppts"):
        note += "; in percentage points"
    if behind and behind.rate:
        note += f"; stated for each {behind.rate}"
    inches = _FOOT_INCHES.match(text, end) if found.unit == "[ft_i]" else None
    if inches and found.lower is not None and found.lower == found.upper:
        number = found.lower * 12 + int(inches[1])
        end, found = inches.end(), replace(found, lower=number, upper=number, unit="[in_i]")
    old = _OLD.match(text, end) if found.unit in TIME else None
    if old:
        end = old.end()
    found = replace(
        found, end=end, interpretation=note, lower=_short(found.lower), upper=_short(found.upper)
    )
    if found.unit == "1" and is_age(text, found.start, found.end):
        return replace(found, unit="a", counted=None)
    return _with_scale(text, found)


def _short(number: Decimal | None) -> Decimal | None:
    """Return a number without zeros behind its point, and without an exponent."""
    return None if number is None else Decimal(format(number.normalize(), "f"))
