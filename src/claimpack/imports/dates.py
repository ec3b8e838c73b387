"""Dates as a mapping says that a format writes them, in EDTF."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime

YEAR_MONTH_DAY = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?", re.ASCII)
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
TIME = re.compile(r"[T ]\d{1,2}:\d{2}.*|Z|T", re.ASCII)
ISO = "iso"


def read_date(text: str, forms: tuple[str, ...]) -> str | None:
    """Return a date in EDTF, or None where the calendar or the forms do not have it.

    A date in a form whose order of day and month is not said is not guessed.

    Args:
        text: the date as it was written; a time of day after it is left out.
        forms: ``iso`` (the year first), or as ``strptime`` has them.
    """
    text = text.strip()
    for form in forms:
        found = _iso(text) if form == ISO else _in_form(text, form)
        if found:
            return found
    return None


def _iso(text: str) -> str | None:
    match = COMPACT.match(text) if text[:5].isdecimal() else YEAR_MONTH_DAY.match(text)
    if not match or ((rest := text[match.end() :]) and not TIME.fullmatch(rest)):
        return None
    numbers = [int(part) for part in match.groups() if part]
    with suppress(ValueError):
        date(*[*numbers, 1, 1][:3])
        return "-".join(f"{number:0{2 if index else 4}}" for index, number in enumerate(numbers))
    return None


def _in_form(text: str, form: str) -> str | None:
    with suppress(ValueError):
        found = datetime.strptime(text, form).date().isoformat()
        if any(sign in form for sign in ("%d", "%j", "%x", "%c", "%s")):
            return found
        return found[:7] if any(sign in form for sign in ("%m", "%b", "%B")) else found[:4]
    return None
