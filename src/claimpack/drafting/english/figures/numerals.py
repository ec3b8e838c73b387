"""Numerals of English text: digits, spelled numbers, fractions, and words such as "dozens of"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

# Longer figures are identifiers.
MAX_DIGITS = 18

_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = [
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {word: value for value, word in enumerate(_ONES + _TEENS, start=1)}
_WORDS |= {word: value for value, word in zip(range(20, 100, 10), _TENS, strict=True)}
NUMBER_WORDS = frozenset(_WORDS)
_WORDS |= {"a": 1, "an": 1}
MAGNITUDES = {
    "hundred": 10**2,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "lakh": 10**5,
    "crore": 10**7,
    "dozen": 12,
    "mn": 10**6,
    "mln": 10**6,
    "bn": 10**9,
    "bln": 10**9,
    "tn": 10**12,
    "trn": 10**12,
    "m": 10**6,
    "k": 10**3,
    "b": 10**9,
    "t": 10**12,
}
_FRACTION_SIGNS = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.33", "⅔": "0.67"}
_SHARES = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
_VAGUE = {"several": 2, "a few": 2, "many": 2, "a couple of": 2, "scores of": 40}
_FACTORS = {"doubl": "2", "tripl": "3", "trebl": "3", "quadrupl": "4", "halv": "0.5", "twice": "2"}

_SUB100 = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES)})\b)?|{'|'.join(reversed(_TEENS))}"
_SUB100 += rf"|{'|'.join(_ONES)})"
_SUB1000 = rf"(?:(?:{_SUB100}|an?)[- ]hundred(?:(?: and)?[ -]{_SUB100}\b)?|{_SUB100})"
_BIG = "(?:thousand|million|billion|trillion|lakh|crore|dozen)"
_AND_HALF = "(?:[- ]and[- ]a[- ]half)?"
_SPELLED = (
    rf"(?:(?:{_SUB1000}|an?){_AND_HALF}[- ]{_BIG}\b(?:,? (?:and )?{_SUB1000}(?:[- ]{_BIG})?\b)*"
    rf"|{_SUB1000}{_AND_HALF})"
)
_DIGITS = (
    r"(?:(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}|[0-9]{1,3}(?: [0-9]{3})+"
    r"|[0-9]+)(?:\.[0-9]+)?(?: ?[½¼¾⅓⅔]|[ -]and[ -]a[ -]half)?|\.[0-9]+|[½¼¾⅓⅔])"
)
_DIGITS_MAGNITUDE = (
    r"(?:(?P<letter> ?m|[kbt])(?!\w)"
    r"|[ -]?(?P<magnitude>hundred|thousand|million|billion|trillion|lakh|crore|dozen|bn|mn|mln|bln"
    r"|tn|trn)(?!\w))?"
)
_ONE_SHARE = "(?:an?|one)[- ](?:third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
_SHARES_MANY = (
    f"(?:{'|'.join(_ONES[1:])})[- ](?:thirds|quarters|fourths|fifths|sixths|sevenths|eighths"
    "|ninths|tenths)"
)
_BOUNDED = (
    "(?:"
    + "|".join(
        f"(?<=\\b{word} )"
        for word in [
            "by",
            "than",
            "about",
            "around",
            "quarter to",
            "third to",
            "fifth to",
            "tenth to",
            "nearly",
            "almost",
            "over",
            "least",
            "roughly",
            "under",
            "only",
            "just",
        ]
    )
    + ")"
)
# "Three in ten days" is no ratio, nor is "6-2 in 74 minutes".
_NO_RATIO = (
    r"| (?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|games?|matches|seasons?"
    r"|million|billion|thousand|hundred|percent|per cent|kilomet|met|miles?)"
)
_KINDS = [
    rf"(?P<factor>(?:doubl|tripl|trebl|quadrupl)(?:e[sd]?|ing)|halv(?:e[sd]?|ing)|twice"
    rf"|(?:{_SUB100}|[0-9]{{1,4}})-?fold)",
    rf"(?P<ratio>(?<!-)(?P<part>{_SUB100}|[0-9]{{1,2}}) (?:in|out of)(?: every)? "
    rf"(?P<whole>{_SUB100}|a hundred|[0-9]{{1,2}}|1,?000?)(?![\w%-]|[.,:][0-9]{_NO_RATIO}))",
    r"(?P<half>(?:half|(?P<quarter_of>a quarter of)) an? "
    r"(?P<half_of>million|billion|trillion|dozen)"
    r"|(?:half|(?P<quarter>(?:a|three)[ -]quarters? of))(?:[ -]an?)?"
    r"(?=[ -](?:hour|mile|century|tonne|ton|kilometre|kilometer|metre|meter|litre|pint|percent"
    r"|per cent|percentage point|point)s?\b))",
    r"(?P<share>half(?= (?:of|the|a|an|its|his|her|their|as|all|this|that|these|those|our)\b)"
    rf"|{_BOUNDED}(?:half|{_ONE_SHARE}|{_SHARES_MANY})"
    rf"|{_ONE_SHARE}(?=[- ](?:of|more|less|fewer|higher|lower)\b)"
    rf"|{_SHARES_MANY}(?=[- ](?:of|majority|more|less|fewer|higher|lower)\b|[.,;:)]|$))",
    r"(?P<vague>(?:a few|several) (?:dozen|hundred|thousand|million|billion)"
    r"|(?:a few|several|many)(?! (?:of|more|other)\b)|a couple of"
    r"|(?:(?:tens|hundreds) of )?(?:thousands|millions|billions|trillions) of"
    r"|(?:hundreds|dozens|scores) of)",
    rf"(?P<spelled>{_SPELLED})",
]
_END = r"(?!\w)(?!-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b)"
_NUMERAL = re.compile(
    rf"(?<![\w@&=^])(?<![0-9][.,:/])(?:(?:{'|'.join(_KINDS)}){_END}"
    rf"|(?P<digits>(?:(?<=[\s(])[-](?=[0-9]))?{_DIGITS}(?![.,:/]?[0-9]|\^)){_DIGITS_MAGNITUDE})",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Numeral:
    """A number as it is written.

    Attributes:
        start, end: where it stands, its magnitude included.
        value: what it says without the magnitude.
        scale: the magnitude; 1 without one.
        kind: ``digits``, ``spelled``, ``vague``, ``share``, ``ratio``, ``half`` or ``factor``.
        letter: the magnitude where it may be a unit: "m" of "10m". It is not in ``end``.
    """

    start: int
    end: int
    value: Decimal
    scale: int
    kind: str
    letter: str = ""

    @property
    def number(self) -> Decimal:
        """The value times the magnitude."""
        return self.value * self.scale


def numerals(text: str) -> Iterator[Numeral]:
    """Yield the numerals of a text in order.

    Args:
        text: with spaces, hyphens and apostrophes as ASCII has them.
    """
    for match in _NUMERAL.finditer(text):
        numeral = _read(match)
        if numeral is not None:
            yield numeral


def _read(match: re.Match[str]) -> Numeral | None:
    kind = next(
        name
        for name in ("factor", "ratio", "half", "share", "vague", "spelled", "digits")
        if match[name] is not None
    )
    start, end, words = match.start(), match.end(), match[0].lower()
    if kind == "digits":
        value = _digits(match["digits"])
        if value is None:
            return None
        letter = (match["letter"] or "").strip()
        scale = MAGNITUDES[match["magnitude"].lower()] if match["magnitude"] else 1
        return Numeral(start, match.end("digits") if letter else end, value, scale, kind, letter)
    if kind == "spelled":
        value, scale = _spelled(words)
        return Numeral(start, end, value, scale, kind)
    return Numeral(start, end, _VALUES[kind](match, words), 1, kind)


def _digits(written: str) -> Decimal | None:
    digits = re.sub(r"[, ](?=[0-9])", "", written)
    if sum(map(str.isdigit, digits)) > MAX_DIGITS:
        return None
    sign = -1 if digits.startswith("-") else 1
    number = re.match(r"-?([0-9]*\.?[0-9]+)?", digits)
    value = Decimal(number[1]) if number and number[1] else Decimal(0)
    if "half" in digits:
        value += Decimal("0.5")
    value += sum((Decimal(part) for char, part in _FRACTION_SIGNS.items() if char in digits))
    return sign * value


def _spelled(words: str) -> tuple[Decimal, int]:
    """Return value and magnitude; of several magnitudes the value is their sum."""
    total, current, scale, parts = Decimal(0), Decimal(0), 1, 0
    tokens = re.findall(r"[a-z]+", words)
    for at, token in enumerate(tokens):
        if token == "half":
            current += Decimal("0.5")
        elif token == "hundred":
            current *= 100
        elif token in MAGNITUDES and len(token) > 1:
            scale, parts = MAGNITUDES[token], parts + 1
            if parts == 1 and at == len(tokens) - 1:
                return current, scale
            total, current = total + current * scale, Decimal(0)
        elif token != "and" and not (token == "a" and tokens[at + 1 : at + 2] == ["half"]):
            current += _WORDS[token]
    return total + current, 1


def _simple(words: str) -> Decimal:
    return _digits(words) or Decimal(0) if words[0].isdigit() else _spelled(words)[0]


def _factor(match: re.Match[str], words: str) -> Decimal:
    if words.endswith("fold"):
        return _simple(words.removesuffix("fold").strip("-"))
    return next(Decimal(value) for stem, value in _FACTORS.items() if words.startswith(stem))


def _ratio(match: re.Match[str], words: str) -> Decimal:
    part, whole = _simple(match["part"].lower()), _simple(match["whole"].lower())
    return _percent(part, whole) if 0 < part <= whole else Decimal(-1)


def _half(match: re.Match[str], words: str) -> Decimal:
    if match["half_of"]:
        return Decimal(MAGNITUDES[match["half_of"].lower()]) / (4 if match["quarter_of"] else 2)
    if match["quarter"]:
        return Decimal("0.75") if words.startswith("three") else Decimal("0.25")
    return Decimal("0.5")


def _share(match: re.Match[str], words: str) -> Decimal:
    part, _, whole = words.replace("-", " ").rpartition(" ")
    return _percent(Decimal(_WORDS[part] if part else 1), Decimal(_SHARES[whole.removesuffix("s")]))


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return (part * 100 / whole).quantize(Decimal("0.01"), ROUND_HALF_UP).normalize() + 0


def _vague(match: re.Match[str], words: str) -> Decimal:
    if words in _VAGUE:
        return Decimal(_VAGUE[words])
    value = 2
    for word in words.removeprefix("tens of ").split():
        value *= MAGNITUDES.get(word.removesuffix("s"), 1)
    return Decimal(value * 10 if words.startswith("tens") else value)


_VALUES = {"factor": _factor, "ratio": _ratio, "half": _half, "share": _share, "vague": _vague}
