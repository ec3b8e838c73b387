"""Who drafts: the rules of this package, or a plug-in of somebody else.

Whoever drafts, spans and codes are proved here: what does not stand in the text, or has a code
that the standard does not have, is left out and told.
"""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from claimpack.drafting.draft import Draft
from claimpack.drafting.plain_names import with_plain_names
from claimpack.drafting.proving import Prover, RefusedError
from claimpack.errors import ClaimpackError

GROUP = "claimpack.drafters"
RULES = "rules"
INSTALL = "pip install 'claimpack[draft]'"
# So much is no article any more, whatever drafts it.
MAX_DRAFTS = 10_000

Drafter = Callable[[str, datetime.date | None], Iterable[Any]]


@dataclass(frozen=True)
class LeftOut:
    """What a drafter proposed and is not taken.

    Attributes:
        number: its place among what was proposed, from 1.
        reason: why it is not taken; or of one that is taken, what was mended.
    """

    number: int
    reason: str


@dataclass(frozen=True)
class Drafted:
    """The drafts of an article in the order of the text, and what was left out or mended."""

    drafts: tuple[Draft, ...]
    left_out: tuple[LeftOut, ...]
    mended: tuple[LeftOut, ...] = ()


def drafter_names() -> list[str]:
    """Return the names of those who can draft, the built-in one first."""
    return [RULES, *sorted({point.name for point in entry_points(group=GROUP)} - {RULES})]


def draft_article(
    text: str,
    published_on: datetime.date | None,
    codes: Mapping[str, frozenset[str]],
    name: str = RULES,
) -> Drafted:
    """Let somebody draft an article, and prove what comes.

    Args:
        text: the text of the article, in NFC.
        published_on: its date, or None where it is not known.
        codes: by code list, the codes that it has.
        name: who drafts.

    Raises:
        ClaimpackError: there is no such drafter, it cannot be loaded, or it fails.
    """
    if name == RULES:
        proposed = _by_rules(text, published_on)
    else:
        proposed = _by_plug_in(_plug_in(name), text, published_on)
    prover = Prover(text, codes, name)
    drafts: dict[tuple[Any, ...], tuple[int, Draft]] = {}
    left_out, mended = [], []
    for number, what in enumerate(proposed, 1):
        try:
            draft, removed = with_plain_names(prover.draft(what))
        except RefusedError as why:
            left_out.append(LeftOut(number, str(why)))
            continue
        who = draft.speaker and (draft.speaker.name, draft.speaker.kind)
        first, _ = drafts.setdefault((draft.start, draft.end, who, draft.kind), (number, draft))
        if first != number:
            left_out.append(LeftOut(number, f"its span, speaker and kind are those of {first}"))
        elif removed:
            mended.append(LeftOut(number, f"control characters were removed from {removed}"))
    found = sorted((draft for _, draft in drafts.values()), key=lambda d: (d.start, d.end))
    return Drafted(tuple(found), tuple(left_out), tuple(mended))


def drafter_of(name: str) -> Callable[[str, datetime.date | None], Sequence[Draft]]:
    """Return what drafts a text by itself, beside no package.

    Args:
        name: who drafts.
    """
    from claimpack.drafting.holdings import standard_codes

    codes = standard_codes()
    return lambda text, published_on: draft_article(text, published_on, codes, name).drafts


def _by_rules(text: str, published_on: datetime.date | None) -> list[Any]:
    try:
        from claimpack.drafting.english.rules import draft_claims

        return list(draft_claims(text, published_on))
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("claimpack"):
            raise
        raise ClaimpackError(
            f"{error.name} is not installed: sentences, figures and dates are found by it", INSTALL
        ) from None


def _plug_in(name: str) -> EntryPoint:
    points = [point for point in entry_points(group=GROUP) if point.name == name]
    if not points:
        raise ClaimpackError(
            f"there is no drafter '{name}'",
            f"there are {', '.join(drafter_names())}; others are installed as plug-ins"
            f" (entry point {GROUP})",
        )
    if len({point.value for point in points}) > 1:
        owners = ", ".join(sorted({_owner(point) for point in points}))
        raise ClaimpackError(
            f"several plug-ins bring a drafter '{name}': {owners}", "uninstall all but one of them"
        )
    return points[0]


def _by_plug_in(point: EntryPoint, text: str, published_on: datetime.date | None) -> list[Any]:
    try:
        proposed = []
        with redirect_stdout(sys.stderr):  # what it prints is no data
            drafter: Drafter = point.load()
            for what in drafter(text, published_on):
                proposed.append(what)
                if len(proposed) > MAX_DRAFTS:
                    raise ValueError(f"more than {MAX_DRAFTS:,} drafts of one article")
    except ClaimpackError:
        raise
    except (Exception, SystemExit) as error:  # a plug-in may raise anything
        told = str(error).strip().split("\n")[0]
        raise ClaimpackError(
            f"the drafter '{point.name}' failed: {type(error).__name__}: {told}",
            f"it is a plug-in of {_owner(point)} ({point.value}), no part of claimpack: tell those"
            f" who make it, or leave out --drafter",
        ) from error
    return proposed


def _owner(point: EntryPoint) -> str:
    return point.dist.name if point.dist else point.value
