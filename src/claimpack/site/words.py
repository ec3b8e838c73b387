"""How values are written for people: dates, figures, counts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from claimpack.figures import interval

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
CODE = re.compile(r"[a-z]+(_[a-z]+)+")
MONTH = re.compile(r"\d{4}-\d{2}")
OPEN = {"..": "open", "": "not known"}
QUALIFIED = {"~": "about {}", "?": "perhaps {}", "%": "perhaps about {}"}


def edtf_words(text: str) -> str:
    """Return a date in EDTF as people write it, as far as it has such a form; else as it is.

    Format: https://www.loc.gov/standards/datetime/
    """
    start, mark, end = text.partition("/")
    if not mark:
        return _date_words(text)
    if DAY.fullmatch(start) and DAY.fullmatch(end) and start[:7] == end[:7]:
        return f"{int(start[8:])} to {_date_words(end)}"
    return f"{OPEN.get(start) or _date_words(start)} to {OPEN.get(end) or _date_words(end)}"


def _date_words(text: str) -> str:
    if text and text[-1] in QUALIFIED:
        return QUALIFIED[text[-1]].format(_date_words(text[:-1]))
    try:
        if DAY.fullmatch(text):
            day = date.fromisoformat(text)
            return f"{day.day} {day:%B %Y}"
        if MONTH.fullmatch(text):
            return f"{date.fromisoformat(text + '-01'):%B %Y}"
    except ValueError:
        pass
    return text


def interval_words(row: Mapping[str, Any], unit: str, side: str = "") -> str:
    """Return an interval with its unit.

    Args:
        row: a row of ``quantity_statements`` or ``quantity_comparison``.
        unit: how the unit is written for people.
        side: ``other_`` for the other figure of a comparison.
    """
    words = interval(row[f"{side}lower"], row[f"{side}upper"])
    return words if unit == "1" else f"{words} {unit}"


def unit_words(code: str, label: str) -> str:
    """Return a unit as it stands behind figures: a sign as it is, else the words of its label."""
    words = label.lower()
    if not any(character.isalpha() for character in code):
        return code
    return words if " " in words or words.endswith("s") else f"{words}s"


def code_words(text: str) -> str:
    """Return a code such as ``partly_supported`` in words, any other text as it is."""
    return text.replace("_", " ") if CODE.fullmatch(text) else text


def cut(text: str, length: int) -> str:
    """Return a text of at most that many characters, cut between words where it can be."""
    if len(text) <= length:
        return text
    head = text[: length - 1]
    return (head.rpartition(" ")[0] or head) + "…"
