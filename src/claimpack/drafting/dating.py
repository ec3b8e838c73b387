"""The date and the language of an article that is drafted, from who knows them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from claimpack.drafting.holdings import Holdings
from claimpack.errors import ClaimpackError

ENGLISH = "en"


@dataclass(frozen=True)
class PublishedOn:
    """The day on which an article appeared.

    Attributes:
        day: the day, or None where it is not known to the day.
        problem: why it is not known, or None.
    """

    day: datetime.date | None
    problem: str | None = None


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
        if day := _day(known):
            return PublishedOn(day)
    if in_package:
        return PublishedOn(None, f"the date of the article is {in_package}, no single day")
    return PublishedOn(None, "the date of the article is not known")


def expect_english(given: str | None, holdings: Holdings) -> None:
    """Refuse an article that is said to be in another language than English.

    Args:
        given: the tag of a language that the person gives, or None.
        holdings: the text, and the article of the package.

    Raises:
        ClaimpackError: it is in another language, or what is given is no tag of a language.
    """
    import langcodes

    in_package = holdings.article["language"] if holdings.article else None
    tag = given or in_package or holdings.text.language
    if not tag:
        return
    try:
        language = langcodes.Language.get(tag).language
    except ValueError:
        language = None
    if language is None or not langcodes.tag_is_valid(tag):
        if given is None:  # a page may say anything
            return
        raise ClaimpackError(
            f"--language: '{given}' is no tag of a language", "write it like en or en-GB"
        )
    if language != ENGLISH:
        name = _name(language)
        raise ClaimpackError(
            f"the article is in {name} ('{tag}'): only English is drafted",
            f"for {name} there would have to be lists of its verbs of reporting, of words that"
            " soften or bound a figure, of months, weekdays and connectives, and articles to"
            " measure them by; a plug-in may draft it: --drafter NAME",
        )


def _name(language: str) -> str:
    """Return the English name of a language."""
    import pycountry

    found = pycountry.languages.get(alpha_2=language) or pycountry.languages.get(alpha_3=language)
    return str(found.name) if found is not None else "another language"


def _day(text: str) -> datetime.date | None:
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None
