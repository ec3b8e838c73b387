"""The date and the language of an article that is drafted, from who knows them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from claimpack.drafting.draft import Draft
from claimpack.drafting.english import readable
from claimpack.drafting.holdings import Holdings
from claimpack.errors import ClaimpackError

# A span of days of publication that "on Monday" can be resolved against.
LONGEST = datetime.timedelta(days=14)


@dataclass(frozen=True)
class PublishedOn:
    """The day on which an article appeared.

    Attributes:
        day: the day, or the last that it can have been; None where it is not known.
        problem: why it is not known, or None.
        first: the first day that it can have been, where that is another.
    """

    day: datetime.date | None
    problem: str | None = None
    first: datetime.date | None = None


def published_on(given: str | None, holdings: Holdings) -> PublishedOn:
    """Return the day of an article: as given, as its page has it, or as the package has it.

    Args:
        given: what the person says, or None.
        holdings: the text, and the article of the package.

    Raises:
        ClaimpackError: what is given is no day.
    """
    if given is not None:
        day = _day(given)
        if day is None:
            raise ClaimpackError(
                f"--published-on: '{given}' is no day of the calendar", "write it like 2026-06-03"
            )
        return PublishedOn(day)
    in_package = holdings.article["published_on"] if holdings.article else ""
    for known in (in_package, holdings.text.published_on or ""):
        first, *last = map(_day, known.split("/"))
        if first and not last:
            return PublishedOn(first)
        if first and last[0] and first < last[0] < first + LONGEST:
            return PublishedOn(last[0], first=first)
    if in_package:
        return PublishedOn(None, f"the date of the article is {in_package}, no day or week")
    return PublishedOn(None, "the date of the article is not known")


def agreeing(drafts: Sequence[Draft], others: Sequence[Draft]) -> tuple[Draft, ...]:
    """Return drafts with the dates that are the same whichever day the article is of.

    Args:
        drafts: resolved against the last day that it can have been.
        others: resolved against the first.
    """
    known = {(d.start, found.start, found.edtf) for d in others for found in d.dates}
    return tuple(
        replace(d, dates=tuple(f for f in d.dates if (d.start, f.start, f.edtf) in known))
        for d in drafts
    )


def expect_english(given: str | None, holdings: Holdings) -> None:
    """Refuse an article that is said to be in another language than English.

    Args:
        given: the tag of a language that the person gives, or None.
        holdings: the text, and the article of the package.

    Raises:
        ClaimpackError: it is in another language, or what is given is no tag of a language.
    """
    import langcodes

    if given is not None and not langcodes.tag_is_valid(given):
        raise ClaimpackError(
            f"--language: '{given}' is no tag of a language", "write it like en or en-GB"
        )
    in_package = holdings.article["language"] if holdings.article else None
    readable.expect_english(given or in_package or holdings.text.language)


def _day(text: str) -> datetime.date | None:
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None
