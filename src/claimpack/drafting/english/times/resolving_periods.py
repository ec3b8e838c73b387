"""The weeks, months, years and longer that expressions of time name."""

from __future__ import annotations

import re
from dataclasses import replace

from claimpack.drafting.english.times.date_context import (
    STEP,
    YEAR,
    Context,
    Found,
    as_stated,
    month_count,
    month_in,
    year_in,
)
from claimpack.drafting.english.times.date_patterns import date_words
from claimpack.drafting.english.times.periods import (
    DAY,
    Period,
    between,
    months_from,
    of_month,
    of_months,
    of_week,
    of_weekend,
    of_year,
)

_ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}


def month(words: str, context: Context) -> Found:
    """Read "March 2024"."""
    year = year_in(words, context)
    if year is None:
        return None
    stated = YEAR.search(words) is not None
    basis = as_stated(words) if stated else f"'{words}' from {context.day_name}"
    return of_month(year, month_in(words)), basis


def bare_month(words: str, context: Context) -> Found:
    """Read "March": the latest up to the article, unless its sentence tells of what is to come."""
    if context.published is None:
        return None
    month, now = month_in(words), context.published
    lead = context.text[max(0, context.start - 24) : context.start].lower().split()
    before = words.lower().split()[0] if " " in words else lead[-1] if lead else ""
    if before not in date_words()["before_month"] and not before.startswith(("mid-", "(")):
        return None
    is_year = {"last": False, "previous": False, "next": True, "coming": True}.get(before)
    coming = bool(is_year)
    if is_year is None:
        coming = context.is_coming
    if before == "this":
        return of_month(now.year, month), f"'{words}' of the year of {context.day_name}"
    if coming:
        year = now.year + (month < now.month or (month == now.month and is_year is True))
        return of_month(year, month), f"'{words}' as the coming one from {context.day_name}"
    year = now.year - (month > now.month or (month == now.month and is_year is False))
    return of_month(year, month), f"'{words}' as the latest up to {context.day_name}"


def year(words: str, context: Context) -> Found:
    """Read "2019"."""
    return of_year(int(words)), as_stated(words)


def years(words: str, context: Context) -> Found:
    """Read "2015-19"."""
    first, last = re.findall("[0-9]+", words)
    last = first[: 4 - len(last)] + last
    if not int(first) < int(last):
        return None
    return between(of_year(int(first)), of_year(int(last))), as_stated(words)


def quarter(words: str, context: Context) -> Found:
    """Read "the first quarter of 2025"."""
    year = year_in(words, context)
    stated = re.match(r"Q([1-4])", words)
    name = words.lower().split()[0].split("-")[0]
    if year is None:
        if context.published is None or name not in STEP or not words.lower().endswith("quarter"):
            return None
        count = context.published.year * 4 + (context.published.month - 1) // 3 + STEP[name]
        year, order = count // 4, count % 4 + 1
        basis = f"'{words}' of the year from {context.day_name}"
    else:
        order = int(stated[1]) if stated else _ORDER[name]
        basis = f"{as_stated(words)}, of the calendar year"
    return of_months(year, order * 3 - 2, order * 3), basis


def half(words: str, context: Context) -> Found:
    """Read "the first half of 2025"."""
    year = year_in(words, context)
    if year is None:
        return None
    number = words.split()[1].lower()
    months = (1, 6) if words.lower().startswith("first") else (7, 12)
    if number != "half":
        months = (1, month_count(number))
    return of_months(year, *months), f"{as_stated(words)}, of the calendar year"


def season(words: str, context: Context) -> Found:
    """Read "summer 2024"."""
    season = date_words()["seasons"][words.lower().split()[0]]
    year = year_in(words, context)
    if year is None:
        return None
    return replace(of_year(year), edtf=f"{year}-{season}"), as_stated(words)


def decade(words: str, context: Context) -> Found:
    """Read "the 1990s"."""
    stated = re.search("[0-9]{3}", words)
    assert stated is not None
    decade = int(stated[0])
    period = Period(of_year(decade * 10).first, of_year(decade * 10 + 9).last, f"{decade}X")
    return period, as_stated(words)


def century(words: str, context: Context) -> Found:
    """Read "the 19th century"."""
    stated = re.search("[0-9]+", words)
    assert stated is not None
    before = int(stated[0]) - 1
    period = Period(of_year(before * 100).first, of_year(before * 100 + 99).last, f"{before}XX")
    return period, as_stated(words)


def period(words: str, context: Context) -> Found:
    """Read "last week", "this year", "over the weekend"."""
    if context.published is None:
        return None
    now, said = context.published, words.lower().replace("-", " ")
    step = STEP.get(said.split()[0], 0)
    basis = f"'{words}' from {context.day_name}"
    if said.endswith("year") or said == "year end":
        return of_year(now.year + step), basis
    if said.endswith("year end"):
        return of_year(now.year), basis
    if said.endswith("month"):
        return of_month(*months_from(now, step)), basis
    if said.endswith("week"):
        return of_week(now + 7 * step * DAY), f"{basis}: the week, Monday to Sunday"
    if said.endswith("decade"):
        decade = now.year // 10 + step
        first, last = of_year(decade * 10), of_year(decade * 10 + 9)
        return Period(first.first, last.last, f"{decade}X"), basis
    if said.startswith(("over", "at", "during")):
        # The latest that has begun, unless it is still to come.
        ahead = 0 if context.is_future or now.weekday() >= 5 else -1
        return of_weekend(now + 7 * ahead * DAY), f"{basis}: Saturday and Sunday"
    if said.startswith("last") and now.weekday() == 6:
        return of_weekend(now - 7 * DAY), f"{basis}: Saturday and Sunday"
    return of_weekend(now + 7 * step * DAY), f"{basis}: Saturday and Sunday"
