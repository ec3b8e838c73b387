"""The days that expressions of time name, read by dateparser."""

from __future__ import annotations

import datetime
import re
import warnings
from dataclasses import replace
from functools import lru_cache

from claimpack.drafting.english.times.date_context import (
    STEP,
    YEAR,
    YEAR_OF,
    Context,
    Found,
    as_stated,
    month_in,
    year_in,
)
from claimpack.drafting.english.times.date_patterns import date_words
from claimpack.drafting.english.times.periods import (
    DAY,
    of_day,
    of_days,
    of_month,
    of_week,
    of_year,
)

_AGO = re.compile(
    r"(?:in )?(?P<number>\w+) (?P<unit>[a-z]+)'?(?: (?P<way>ago|earlier|later|from now|time))?",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def parsed(words: str, base: datetime.date, prefer: str) -> datetime.date | None:
    """Return the day that dateparser reads in English words, or None.

    Args:
        words: of a day, with or without a year, of a weekday, or how long ago it was.
        base: what they are relative to; it is not itself such a day.
        prefer: ``past`` or ``future``: which day is meant where the words fit more than one.
    """
    with warnings.catch_warnings():
        # That days without a year are ambiguous: the base is given.
        warnings.simplefilter("ignore")
        import dateparser

        found = dateparser.parse(
            words,
            languages=["en"],
            settings={
                "RELATIVE_BASE": datetime.datetime.combine(base, datetime.time()),
                "PREFER_DATES_FROM": prefer,
                "DATE_ORDER": "DMY",
                "RETURN_AS_TIMEZONE_AWARE": False,
            },
        )
    return None if found is None else found.date()


def iso(words: str, context: Context) -> Found:
    """Read "2025-02-17"."""
    return of_day(datetime.date.fromisoformat(words)), as_stated(words)


def numeric(words: str, context: Context) -> Found:
    """Read "17/2/2025", where day and month cannot be taken for one another."""
    first, second, year = map(int, re.split("[/.]", words))
    if first > 12 or first == second:
        day, month = first, second
    elif second > 12:
        day, month = second, first
    else:
        return None
    return of_day(datetime.date(year, month, day)), as_stated(words)


def day(words: str, context: Context) -> Found:
    """Read "17 February" with or without a year."""
    year, plain = year_in(words, context), _plain_day(words)
    if year is None:
        return None if YEAR_OF.search(words) else _latest_or_coming(words, plain, context)
    day = parsed(f"{plain} {year}", datetime.date(2000, 1, 1), "past")
    if day is None:
        return None
    basis = as_stated(words)
    if not YEAR.search(words):
        basis = f"'{words}' from {context.day_name}"
    return of_day(day), basis


def _plain_day(words: str) -> str:
    """Return day and month without the weekday and what stands for the year."""
    words = YEAR_OF.sub("", YEAR.sub("", words))
    number = re.search(r"[0-9]{1,2}", words)
    month = date_words()["months"][month_in(words) - 1]
    return f"{number[0] if number else ''} {month}"


def _latest_or_coming(words: str, plain: str, context: Context) -> Found:
    if context.published is None:
        return None
    if context.is_coming:
        day = parsed(plain, context.published - DAY, "future")
        basis = f"'{words}' as the coming one from {context.day_name}"
    else:
        day = parsed(plain, context.published + DAY, "past")
        basis = f"'{words}' as the latest up to {context.day_name}"
    return None if day is None else (of_day(day), basis)


def day_range(words: str, context: Context) -> Found:
    """Read "17-19 February"."""
    numbers = re.findall(r"(?<![0-9])[0-9]{1,2}(?![0-9])", words)
    month = date_words()["months"][month_in(words) - 1]
    year = year_in(words, context)
    tail = f"{month} {year}" if year else month
    last = day(f"{numbers[1]} {tail}", context)
    if last is None:
        return None
    first = last[0].first.replace(day=int(numbers[0]))
    if first >= last[0].first:
        return None
    basis = as_stated(words) if year else last[1].replace(f"{numbers[1]} {tail}", words)
    return of_days(first, last[0].first), basis


def weekday(words: str, context: Context) -> Found:
    """Read "Monday": the latest up to the article, unless its sentence tells of what is to come."""
    if context.published is None:
        return None
    now, said = context.published, words.lower()
    name = next(day for day in date_words()["weekdays"] if day in words)
    number = date_words()["weekdays"].index(name)
    week = re.search(r"(last|this|next) week$", said)
    lead = said.split()[0] if not said.startswith(name.lower()) else ""
    if week or lead == "this":
        step = STEP[week[1]] if week else 0
        day = of_week(now + 7 * step * DAY).first + number * DAY
        return of_day(day), f"'{words}' in the week from {context.day_name}"
    coming = "coming" in said or lead == "next" or (not lead and context.is_coming)
    base, prefer = (now, "future") if coming else (now, "past") if lead else (now + DAY, "past")
    found = parsed(name, base, prefer)
    if found is None:
        return None
    if found == now:
        return of_day(found), f"'{words}' is {context.day_name}"
    where = "after" if found > now else "before"
    return of_day(found), f"'{words}' {where} {context.day_name}"


def relative(words: str, context: Context) -> Found:
    """Read "yesterday"."""
    if context.published is None:
        return None
    said = words.lower()
    days = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(said, 0)
    days = {"the day before yesterday": -2, "the day after tomorrow": 2}.get(said, days)
    return of_day(context.published + days * DAY), f"'{words}' from {context.day_name}"


def ago(words: str, context: Context) -> Found:
    """Read "two days ago", and "two days later" than a time of the same sentence."""
    count = _AGO.fullmatch(words)
    if count is None or count["unit"].lower().startswith("centur"):
        return None
    grain, way = count["unit"].lower().rstrip("s"), (count["way"] or "time").lower()
    said = f"{count['number']} {grain}"
    said = f"{said} ago" if way in ("ago", "earlier") else f"in {said}"
    if way in ("earlier", "later"):
        found = _from_antecedent(words, said, grain, context)
        if found is not None or way == "later":
            return found
    if context.published is None:
        return None
    day = parsed(said, context.published, "past")
    if day is None:
        return None
    basis = f"'{words}' counted from {context.day_name}"
    if grain == "day":
        return of_day(day), basis
    if grain == "week":
        return of_week(day), f"{basis}: the week, Monday to Sunday, of {day.isoformat()}"
    period = of_month(day.year, day.month) if grain == "month" else of_year(day.year)
    return replace(period, edtf=f"{period.edtf}~"), f"{basis}: about then"


def _from_antecedent(words: str, said: str, grain: str, context: Context) -> Found:
    """Count from the time that the sentence named before, where it is as fine as the count."""
    before = context.antecedent
    day = parsed(said, before.first, "past") if before else None
    if before is None or day is None:
        return None
    basis = f"'{words}' counted from {before.edtf}, which its sentence names before"
    if len(before.edtf) == 10:
        exact = of_day(day)
        return (exact if grain == "day" else replace(exact, edtf=f"{exact.edtf}~")), basis
    if len(before.edtf) == 7 and grain in ("month", "year", "decade"):
        return of_month(day.year, day.month), basis
    if len(before.edtf) == 4 and grain in ("year", "decade"):
        return of_year(day.year), basis
    return None
