"""The words that bound or soften a figure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from claimpack.drafting.draft import FoundQuantity
from claimpack.drafting.english.vocabulary import data

# No approximator is longer, nor are two of them.
WINDOW = 48
# Stands between a bound and the figure that it bounds.
SCALE = re.compile(r"\bmagnitude $", re.I)


@dataclass(frozen=True)
class Bound:
    """What words beside a figure make of it.

    Attributes:
        start, end: where the words stand.
        kind: ``lower``, ``upper``, ``about``, ``lower about`` or ``upper about``.
        words: themselves.
    """

    start: int
    end: int
    kind: str
    words: str


@cache
def words(name: str) -> frozenset[str]:
    """Return a list of ``quantity_words.yml``."""
    return frozenset(str(word) for word in data("figures/quantity_words.yml")[name])


@cache
def _pattern(name: str) -> tuple[re.Pattern[str], dict[str, str]]:
    kinds = {
        word: kind
        for kind, found in data("figures/quantity_words.yml")[name].items()
        for word in found
    }
    any_word = "|".join(re.escape(word) for word in sorted(kinds, key=len, reverse=True))
    if name == "before":
        return re.compile(rf"(?<![\w-])({any_word}) ?(?:the |a |only |just )?$", re.I), kinds
    return re.compile(rf"({any_word})(?![\w])", re.I), kinds


def before(text: str, position: int) -> Bound | None:
    """Return what bounds the figure that starts at a position, if anything does.

    Two of them are one: "at least about" is a softened lower end.

    Args:
        text: where ``position`` stands.
        position: where the figure, with its currency, starts.
    """
    if scale := SCALE.search(text[max(0, position - 12) : position]):  # above magnitude 6
        position -= len(scale[0])
    first = _one_before(text, position)
    if first is None:
        return None
    second = _one_before(text, first.start)
    if second is None or second.end < first.start - 1:
        return first
    kinds = {first.kind, second.kind}
    kind = next((kind for kind in (second.kind, first.kind) if kind != "about"), "about")
    if "about" in kinds and kind in ("lower", "upper"):
        kind += " about"
    return Bound(second.start, first.end, kind, text[second.start : first.end])


def _one_before(text: str, position: int) -> Bound | None:
    pattern, kinds = _pattern("before")
    offset = max(0, position - WINDOW)
    match = pattern.search(text[offset:position])
    if match is None:
        return None
    start, end = offset + match.start(1), offset + match.end(1)
    return Bound(start, end, kinds[match[1].lower()], match[1].lower())


def after(text: str, position: int) -> Bound | None:
    """Return what bounds the figure that ends at a position, if anything does."""
    pattern, kinds = _pattern("after")
    match = pattern.match(text, position)
    # "at least" before a figure binds that figure.
    if match is None and text[position : position + 1] == " ":
        match = pattern.match(text, position + 1)
        if match is not None and not match[1][0].isalpha():
            match = None
    if match is None or re.match(r" ?[0-9$€£]", text[match.end() : match.end() + 2]):
        return None
    return Bound(match.start(), match.end(), kinds[match[1].lower()], match[1].lower().strip())


def bounded(found: FoundQuantity, bound: Bound, is_behind: bool) -> FoundQuantity:
    """Return a quantity with the end that a bound opens, and the words of the bound in its span.

    Args:
        found: the quantity.
        bound: what stands beside it.
        is_behind: whether it stands behind it.
    """
    start, end = min(found.start, bound.start), found.end
    # A bound behind the noun does not stretch the span to it.
    if is_behind and bound.start <= found.end + 1:
        end = max(end, bound.end)
    soft = found.is_approximate or "about" in bound.kind
    said = replace(found, start=start, end=end, is_approximate=soft)
    if found.lower is None or found.upper is None:
        # The first bound has opened an end: a second one can but soften.
        return said
    if bound.kind == "about":
        return replace(said, interpretation=f'"{bound.words}" softens one figure')
    if bound.kind.startswith("lower"):
        note = f'"{bound.words}" gives the lower end; no upper end is stated'
        return replace(said, upper=None, interpretation=note)
    note = f'"{bound.words}" gives the upper end; no lower end is stated'
    return replace(said, lower=None, interpretation=note)
