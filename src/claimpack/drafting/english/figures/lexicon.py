"""Which words and symbols name which unit or currency.

quantulum3 knows the words, plurals and symbols of units; ``units.yml`` says what UCUM code each of
its units has, and corrects what it reads otherwise than news means it. Its parser is not used: it
reads "$3.5bn" as dollar barn newtons, and its time grows with the square of the text.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from claimpack.drafting.english.vocabulary import data


@dataclass(frozen=True)
class Unit:
    """A unit of measure or a currency.

    Attributes:
        code: in UCUM or ISO 4217.
        factor: how many of the code's units the word is: a decade is ten years.
        is_money: whether the code is a currency.
    """

    code: str
    factor: Decimal = Decimal(1)
    is_money: bool = False


@dataclass(frozen=True)
class Lexicon:
    """The words for units.

    Attributes:
        words: in lower case, of one or more words.
        symbols: as they are written.
        attached: symbols that count only where they follow the digits without a space.
        signs: of currencies, before or after a figure.
        hundredths: words for a hundredth of a currency, with the currencies they may be of.
    """

    words: dict[str, Unit]
    symbols: dict[str, Unit]
    attached: frozenset[str]
    signs: dict[str, Unit]
    hundredths: dict[str, tuple[str, ...]]


@cache
def lexicon() -> Lexicon:
    """Return the words for units, read once.

    Raises:
        ImportError: quantulum3 is not installed.
    """
    units, money = data("figures/units.yml"), data("figures/currencies.yml")
    words, symbols = _of_quantulum(units["names"], set(units["not_symbols"]))
    words |= {word: Unit(code) for word, code in units["words"].items()}
    symbols |= {symbol: Unit(code) for symbol, code in units["symbols"].items()}
    words |= {
        word: Unit(code, Decimal(str(factor)))
        for word, (code, factor) in units["multiples"].items()
    }
    currency = {code: Unit(code, is_money=True) for code in money["codes"]}
    for word, code in money["words"].items():
        words[word] = words[f"{word}s"] = currency[code]
    signs = {sign: currency[code] for sign, code in money["signs"].items()} | currency
    hundredths = {}
    for word, codes in money["hundredths"].items():
        hundredths[word] = hundredths[f"{word}s"] = tuple(codes)
    return Lexicon(words, symbols | signs, frozenset(units["attached"]), signs, hundredths)


def _of_quantulum(
    names: dict[str, str], not_symbols: set[str]
) -> tuple[dict[str, Unit], dict[str, Unit]]:
    with warnings.catch_warnings():
        # That the classifier, which is not used, is not installed.
        warnings.simplefilter("ignore")
        from quantulum3 import load

        known = load.units("en_US").names
    words: dict[str, Unit] = {}
    symbols: dict[str, Unit] = {}
    for name, code in names.items():
        for surface in known[name].surfaces:
            words[surface.lower().replace("-", " ")] = Unit(code)
            plural = load.pluralize(surface, lang="en_US")
            words[plural.lower().replace("-", " ")] = Unit(code)
        for symbol in known[name].symbols:
            if symbol not in not_symbols:
                symbols[symbol] = Unit(code)
    return words, symbols
