"""A numeral with what belongs to it: its currency sign, its magnitude and its unit."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from claimpack.drafting.english.figures.bounds import words
from claimpack.drafting.english.figures.lexicon import Unit
from claimpack.drafting.english.figures.measures import Measure, counted, measure, sign_before
from claimpack.drafting.english.figures.numerals import MAGNITUDES, Numeral

_NEXT_WORD = re.compile(r" ?([^\W\d_][\w'-]*)")
_PER = re.compile(r" (?:an?|per|each|every)(?= )")
_THEN = re.compile(r" (?:ago|earlier|later|before|after)\b")
_POPULATION = re.compile(r"(\w+) (?:of|was|is|reached|hit) (?:\w+ )?$")


class Side(NamedTuple):
    """A numeral with the currency sign before it and the unit behind it.

    Attributes:
        numeral: the number.
        start: where it starts, with its sign.
        sign: the currency of the sign before it.
        measure: the unit behind it.
    """

    numeral: Numeral
    start: int
    sign: Unit | None
    measure: Measure | None

    @property
    def unit(self) -> Unit | None:
        """The currency or the unit."""
        return self.sign or (self.measure.unit if self.measure else None)

    @property
    def factor(self) -> Decimal:
        """How many of its code's units the unit is."""
        return self.unit.factor if self.unit else Decimal(1)

    @property
    def end(self) -> int:
        """Where it ends, with its unit."""
        return self.measure.end if self.measure else self.numeral.end


def side(text: str, numeral: Numeral) -> Side:
    """Return a numeral with what belongs to it.

    Args:
        text: the text.
        numeral: one of its numerals.
    """
    sign = sign_before(text, numeral.start)
    numeral = _with_letter(text, numeral, sign is not None)
    if numeral.kind in ("factor", "ratio", "share"):
        return Side(numeral, numeral.start, None, None)
    start = numeral.start if sign is None else sign[0]
    behind = measure(text, numeral.end)
    if sign is not None and behind is not None and not behind.unit.is_money:
        behind = None
    if sign is not None:
        behind = _rate_of_money(text, numeral, sign[1]) or behind
    return Side(numeral, start, sign[1] if sign else None, behind)


def _rate_of_money(text: str, numeral: Numeral, sign: Unit) -> Measure | None:
    per = _PER.match(text, numeral.end)
    rate = measure(text, per.end()) if per else None
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
    last = re.search(r"(\w+) $", text[max(0, numeral.start - 20) : numeral.start])
    if last and last[1].lower() in words("million_after"):
        return True
    follows = _NEXT_WORD.match(text, at)
    if follows is None:
        return False
    word = follows[1].lower()
    return word not in words("metre_follows") and counted(text, at) is not None
