"""The unit of a figure, and what it counts, read from the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from claimpack.drafting.english.figures.bounds import words
from claimpack.drafting.english.figures.lexicon import Unit, lexicon
from claimpack.drafting.english.figures.numerals import NUMBER_WORDS
from claimpack.drafting.english.vocabulary import data

TIME = {"s", "min", "h", "d", "wk", "mo", "a"}
LENGTH = {"mm", "cm", "m", "km", "[mi_i]", "[ft_i]", "[yd_i]"}
# Stands between a figure and a time: "five consecutive days".
_RUNNING = re.compile(r" (?:consecutive|straight|successive|full|whole|entire|solid)(?= )", re.I)
_WINDOW = 60
_PIECE = re.compile(r"(?:[^\W\d_]|[%°º²³$€£¥₹₽₩₺₴₸₦₱฿₪₫])+(?:[23](?!\w))?|[./]")
_PER = re.compile(
    r"(?: of (?!(?:an?|the)\b)(?:[^\W\d_]+ )?[^\W_]+(?= ))?"
    r"( ?/ ?| per | an? | each | every | for every )(?:single )?",
    re.I,
)
_NO_RATE = re.compile(r" (?:ago|earlier|later|before|after|old|in advance|or so)\b", re.I)
_COUNT_RATE = re.compile(
    r"(?: (?:an?|per|each|every) (second|minute|hour|day|week|month|year)\b)"
    r"(?! (?:ago|earlier|later|before|after|old)\b)",
    re.I,
)
_RATE_CODES = {
    "second": "s", "minute": "min", "hour": "h", "day": "d", "week": "wk", "month": "mo",
    "year": "a",
}  # fmt: skip
_PER_NUMBER = re.compile(r"[^.;,\n]{0,40}? per (1,000|10,000|100,000|1,000,000|million)\b", re.I)
_OF = re.compile(
    r" of (?:(?:the|its|his|her|their|these|those|our) )?"
    rf"(?:(?:[0-9][0-9,.]*|{'|'.join(sorted(NUMBER_WORDS))})(?= ))?",
    re.IGNORECASE,
)
_NOUN_WORD = re.compile(r" ?([^\W\d_][\w'.&-]*)")


@dataclass(frozen=True)
class Measure:
    """A unit as it stands behind a figure.

    Attributes:
        end: where its words end.
        unit: which it is.
        word: the words.
        rate: what it is stated for each of, where the unit has no code with it: "a barrel".
    """

    end: int
    unit: Unit
    word: str
    rate: str = ""


def sign_before(text: str, position: int) -> tuple[int, Unit] | None:
    """Return where the currency sign before a figure starts, and the currency."""
    window = text[max(0, position - 6) : position].rstrip(" ")
    gap = position - max(0, position - 6) - len(window)
    for length in range(min(5, len(window)), 0, -1):
        sign = window[-length:]
        unit = lexicon().signs.get(sign)
        outside = window[:-length][-1:]
        if unit and gap <= 1 and not (sign[0].isalpha() and outside.isalnum()):
            return position - gap - length, unit
    return None


def measure(text: str, position: int) -> Measure | None:
    """Return the unit whose words start at a position, with what it is a rate of.

    Args:
        text: the text.
        position: the end of a figure.
    """
    running = _RUNNING.match(text, position)
    one = _one(text, running.end() if running else position)
    if one is None or (running and one.unit.code not in TIME):
        return None
    per = _PER.match(text, one.end)
    if per is None:
        return one
    other = _one(text, per.end(), bare=True)
    if other is None or other.unit.is_money or _NO_RATE.match(text, other.end):
        return one
    is_article = per[1].strip() not in ("/", "per")
    if one.unit.is_money or one.unit.code == "%":
        return Measure(other.end, one.unit, one.word, other.word)
    if (is_article and other.unit.code not in TIME) or other.unit.factor != 1:
        return one
    if "/" in one.unit.code or "/" in other.unit.code or other.unit.code == "%":
        return one
    code = f"{one.unit.code}/{other.unit.code}"
    return Measure(other.end, Unit(code, one.unit.factor), one.word)


def _one(text: str, position: int, bare: bool = False) -> Measure | None:
    lead = text[position : position + 1]
    at = position + (1 if lead in (" ", "-") and not bare else 0)
    window = text[at : at + _WINDOW]
    ends = _piece_ends(window)
    if not ends:
        return None
    known = lexicon()
    for end in reversed(ends):
        written = window[:end]
        if at + end < len(text) and re.match(r"\w", text[at + end]):
            continue
        unit = known.symbols.get(written)
        if (
            unit
            and written in known.attached
            and (at > position or bare)
            and not (bare and lead != " ")
            and not (written == "m" and lead == " " and _is_metre(text, at + end))
        ):
            unit = None
        key = written.lower().replace("-", " ")
        unit = unit or known.words.get(key)
        if unit is None and key in known.hundredths:
            codes = known.hundredths[key]
            code = next((code for code in codes if code in _currencies_of(text)), codes[0])
            unit = Unit(code, Decimal("0.01"), is_money=True)
        if unit is not None and key in ("pound", "pounds"):
            unit = _pounds(text, position)
        if unit is not None:
            return Measure(at + end, unit, key)
    return None


def _is_metre(text: str, position: int) -> bool:
    """Return whether an "m" after a space is a metre: nothing follows it, or how it is measured."""
    follows = re.match(r"\s*(?:$|[.,;:)]|(\w+))", text[position:])
    return follows is not None and (
        follows[1] is None or follows[1].lower() in words("metre_follows")
    )


def _piece_ends(window: str) -> list[int]:
    """Return where the first one, two, three and four words of a text end."""
    ends: list[int] = []
    at = 0
    while len(ends) < 6:
        match = _PIECE.match(window, at)
        if match is None:
            return ends
        ends.append(match.end())
        at = match.end()
        if window[at : at + 1] in (" ", "-"):
            at += 1
    return ends


@lru_cache(maxsize=8)
def _currencies_of(text: str) -> frozenset[str]:
    found = {unit.code for sign, unit in lexicon().signs.items() if sign in text}
    return frozenset(found | ({"EUR"} if "euro" in text else set()))


def _pounds(text: str, position: int) -> Unit:
    """Return whether pounds are money or mass: the nearest word that says it, before or after."""
    lead = re.findall(r"[a-z]+|£", text[max(0, position - 80) : position].lower())
    follow = re.findall(r"[a-z]+|£", text[position : position + 60].lower())
    for word in (*reversed(lead), *follow):
        if word in words("pound_is_mass"):
            return Unit("[lb_av]")
        if word in words("pound_is_money"):
            return Unit("GBP", is_money=True)
    is_large = re.search(r"(?:million|billion|thousand|bn|m|k)\b[ -]?$", text[:position][-9:], re.I)
    if is_large or "£" in text:
        return Unit("GBP", is_money=True)
    return Unit("[lb_av]")


def counted(text: str, position: int) -> tuple[str, int] | None:
    """Return the noun that a figure counts and where it ends: "workers" of "dock workers".

    Args:
        text: the text.
        position: the end of the figure.
    """
    if text[position : position + 1] == "-":
        hyphened = _NOUN_WORD.match(text, position + 1)
        noun = hyphened[1].split("-")[0].rstrip(".'").lower() if hyphened else ""
        if not noun or noun in words("hyphen_no_count"):
            return None
        position += 1 + len(noun)
        if noun not in words("hyphen_before_noun"):
            return noun, position
    of = _OF.match(text, position)
    at: int = of.end() if of else position
    found: tuple[str, int] | None = None
    for _ in range(6):
        match = _NOUN_WORD.match(text, at)
        word = match[1].rstrip(".'") if match else ""
        lowered = word.lower().removesuffix("'s")
        if match is None or lowered in _stops():
            break
        at = match.start(1) + len(word)
        if is_plural(lowered) and not word.endswith("'s"):
            found = (word if word.isupper() else lowered, at)
            if lowered not in words("attributive"):
                break
        elif found is not None:
            break
        if text[at : at + 1] != " ":
            break
    return found


@cache
def _stops() -> frozenset[str]:
    verbs = {str(word) for word in data("times/date_words.yml")["past"]}
    return words("stops") | verbs | NUMBER_WORDS


def is_plural(word: str) -> bool:
    """Return whether a word in lower case looks like a plural."""
    if word in words("plurals"):
        return True
    last = word.rpartition("-")[2]
    return (
        len(last) > 3
        and last.endswith("s")
        and not last.endswith(("ss", "us", "is", "ous"))
        and word not in words("no_plurals")
    )


def count_rate(text: str, position: int) -> str:
    """Return the UCUM code of what is counted in a time: "/d" of "a day"; ``1`` without one."""
    match = _COUNT_RATE.match(text, position)
    return f"/{_RATE_CODES[match[1].lower()]}" if match else "1"


def per_number(text: str, position: int) -> tuple[str, int] | None:
    """Return the UCUM code of "per 100,000 people" after a figure, and where the number ends."""
    match = _PER_NUMBER.match(text, position)
    if match is None or re.search(r"[0-9]", text[position : match.start(1)]):
        return None
    zeros = 6 if match[1].lower() == "million" else match[1].count("0")
    return f"10*-{zeros}", match.end(1)
