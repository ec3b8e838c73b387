"""What time an expression names, where the article's date and its sentence say so."""

from __future__ import annotations

import datetime
import re
import warnings
from dataclasses import dataclass, replace
from functools import lru_cache

from claimpack.drafting.date_patterns import date_words, month_numbers
from claimpack.drafting.periods import (
    DAY,
    Period,
    between,
    months_from,
    of_day,
    of_days,
    of_month,
    of_months,
    of_week,
    of_weekend,
    of_year,
)
from claimpack.drafting.tense import is_future

_YEAR = re.compile(r"(?<![0-9])(?:1[0-9]|20)[0-9]{2}(?![0-9])")
_YEAR_OF = re.compile(r"(last|this|next) year$", re.IGNORECASE)
_ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
_STEP = {"last": -1, "this": 0, "next": 1}


@dataclass(frozen=True)
class Resolved:
    """An expression and the time that it names.

    Attributes:
        start, end: where it stands.
        kind: of ``date_patterns``.
        words: the expression.
        period: the time.
        basis: how it came from the words.
    """

    start: int
    end: int
    kind: str
    words: str
    period: Period
    basis: str


@dataclass(frozen=True)
class Context:
    """What an expression is resolved against.

    Attributes:
        text: the text.
        published: the day of the article, or None.
        start, end: the expression.
    """

    text: str
    published: datetime.date | None
    start: int
    end: int

    @property
    def is_future(self) -> bool:
        """Whether the sentence tells of what is to come."""
        return is_future(self.text, self.start, self.end) is True

    @property
    def day_name(self) -> str:
        """The article's date as a basis says it."""
        assert self.published is not None
        weekday = date_words()["weekdays"][self.published.weekday()]
        return f"the article's date {self.published.isoformat()}, a {weekday}"


def resolve(match: re.Match[str], text: str, published: datetime.date | None) -> Resolved | None:
    """Return the time that an expression names.

    Args:
        match: of ``date_patterns.expressions``.
        text: the text it is of.
        published: the day of the article, or None.

    Returns:
        None where there is no such day, or where it cannot be told without the article's date.
    """
    kind = str(match.lastgroup)
    words = match[0]
    context = Context(text, published, match.start(), match.end())
    try:
        found = _KINDS[kind](words, context)
    except (ValueError, OverflowError):
        # No such day: 30 February, or a year beyond what can be counted.
        return None
    if found is None:
        return None
    return Resolved(match.start(), match.end(), kind, words, *found)


_Found = tuple[Period, str] | None


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


def _as_stated(words: str) -> str:
    return f"'{words}' as stated"


def _year_in(words: str, context: Context) -> int | None:
    stated = _YEAR.search(words)
    if stated:
        return int(stated[0])
    relative = _YEAR_OF.search(words)
    if relative and context.published:
        return context.published.year + _STEP[relative[1].lower()]
    return None


def _month_in(words: str) -> int:
    return next(
        number for name, number in month_numbers().items() if re.search(rf"(?<!\w){name}", words)
    )


def _numeric(words: str, context: Context) -> _Found:
    first, second, year = map(int, re.split("[/.]", words))
    if first > 12 or first == second:
        day, month = first, second
    elif second > 12:
        day, month = second, first
    else:
        return None
    return of_day(datetime.date(year, month, day)), _as_stated(words)


def _iso(words: str, context: Context) -> _Found:
    return of_day(datetime.date.fromisoformat(words)), _as_stated(words)


def _plain_day(words: str) -> str:
    """Return day and month without the weekday and what stands for the year."""
    words = _YEAR_OF.sub("", _YEAR.sub("", words))
    number = re.search(r"[0-9]{1,2}", words)
    month = date_words()["months"][_month_in(words) - 1]
    return f"{number[0] if number else ''} {month}"


def _day(words: str, context: Context) -> _Found:
    year, plain = _year_in(words, context), _plain_day(words)
    if year is None:
        return None if _YEAR_OF.search(words) else _latest_or_coming(words, plain, context)
    day = parsed(f"{plain} {year}", datetime.date(2000, 1, 1), "past")
    if day is None:
        return None
    basis = _as_stated(words)
    if not _YEAR.search(words):
        basis = f"'{words}' from {context.day_name}"
    return of_day(day), basis


def _latest_or_coming(words: str, plain: str, context: Context) -> _Found:
    if context.published is None:
        return None
    if context.is_future:
        day = parsed(plain, context.published - DAY, "future")
        basis = f"'{words}' as the coming one from {context.day_name}"
    else:
        day = parsed(plain, context.published + DAY, "past")
        basis = f"'{words}' as the latest up to {context.day_name}"
    return None if day is None else (of_day(day), basis)


def _day_range(words: str, context: Context) -> _Found:
    numbers = re.findall(r"(?<![0-9])[0-9]{1,2}(?![0-9])", words)
    month = date_words()["months"][_month_in(words) - 1]
    year = _year_in(words, context)
    tail = f"{month} {year}" if year else month
    last = _day(f"{numbers[1]} {tail}", context)
    if last is None:
        return None
    first = last[0].first.replace(day=int(numbers[0]))
    if first >= last[0].first:
        return None
    basis = _as_stated(words) if year else last[1].replace(f"{numbers[1]} {tail}", words)
    return of_days(first, last[0].first), basis


def _month(words: str, context: Context) -> _Found:
    year = _year_in(words, context)
    if year is None:
        return None
    stated = _YEAR.search(words) is not None
    basis = _as_stated(words) if stated else f"'{words}' from {context.day_name}"
    return of_month(year, _month_in(words)), basis


def _bare_month(words: str, context: Context) -> _Found:
    if context.published is None:
        return None
    month, now = _month_in(words), context.published
    lead = context.text[max(0, context.start - 24) : context.start].lower().split()
    before = lead[-1] if lead else ""
    if before not in date_words()["before_month"] and not before.startswith(("mid-", "(")):
        return None
    is_year = {"last": False, "previous": False, "next": True, "coming": True}.get(before)
    coming = context.is_future if is_year is None else is_year
    if is_year is None and before in ("by", "until", "till"):
        coming = is_future(context.text, context.start, context.end) is not False or before == "by"
    if before == "this":
        return of_month(now.year, month), f"'{words}' of the year of {context.day_name}"
    if coming:
        year = now.year + (month < now.month or (month == now.month and is_year is True))
        return of_month(year, month), f"'{words}' as the coming one from {context.day_name}"
    year = now.year - (month > now.month or (month == now.month and is_year is False))
    return of_month(year, month), f"'{words}' as the latest up to {context.day_name}"


def _year(words: str, context: Context) -> _Found:
    return of_year(int(words)), _as_stated(words)


def _years(words: str, context: Context) -> _Found:
    first, last = re.findall("[0-9]+", words)
    last = first[: 4 - len(last)] + last
    if not int(first) < int(last):
        return None
    return between(of_year(int(first)), of_year(int(last))), _as_stated(words)


def _quarter(words: str, context: Context) -> _Found:
    year = _year_in(words, context)
    stated = re.match(r"Q([1-4])", words)
    name = words.lower().split()[0].split("-")[0]
    if year is None:
        if context.published is None or name not in _STEP or not words.lower().endswith("quarter"):
            return None
        count = context.published.year * 4 + (context.published.month - 1) // 3 + _STEP[name]
        year, order = count // 4, count % 4 + 1
        basis = f"'{words}' of the year from {context.day_name}"
    else:
        order = int(stated[1]) if stated else _ORDER[name]
        basis = f"{_as_stated(words)}, of the calendar year"
    return of_months(year, order * 3 - 2, order * 3), basis


def _half(words: str, context: Context) -> _Found:
    year = _year_in(words, context)
    if year is None:
        return None
    months = (1, 6) if words.lower().startswith("first") else (7, 12)
    return of_months(year, *months), f"{_as_stated(words)}, of the calendar year"


def _season(words: str, context: Context) -> _Found:
    season = date_words()["seasons"][words.lower().split()[0]]
    year = _year_in(words, context)
    if year is None:
        return None
    return replace(of_year(year), edtf=f"{year}-{season}"), _as_stated(words)


def _decade(words: str, context: Context) -> _Found:
    stated = re.search("[0-9]{3}", words)
    assert stated is not None
    decade = int(stated[0])
    period = Period(of_year(decade * 10).first, of_year(decade * 10 + 9).last, f"{decade}X")
    return period, _as_stated(words)


def _century(words: str, context: Context) -> _Found:
    stated = re.search("[0-9]+", words)
    assert stated is not None
    before = int(stated[0]) - 1
    period = Period(of_year(before * 100).first, of_year(before * 100 + 99).last, f"{before}XX")
    return period, _as_stated(words)


def _ago(words: str, context: Context) -> _Found:
    if context.published is None:
        return None
    is_later = re.search(r"from now|time$|^in ", words, re.IGNORECASE) is not None
    unit = re.search(r"day|week|month|year|decade|centur", words, re.IGNORECASE)
    plain = re.sub(r"^in | (?:ago|earlier|from now)|'? time$", "", words, flags=re.IGNORECASE)
    grain = unit[0].lower() if unit else ""
    if grain == "centur":
        return None
    day = parsed(f"in {plain}" if is_later else f"{plain} ago", context.published, "past")
    if day is None:
        return None
    basis = f"'{words}' counted from {context.day_name}"
    if grain == "day":
        return of_day(day), basis
    if grain == "week":
        return of_week(day), f"{basis}: the week, Monday to Sunday, of {day.isoformat()}"
    period = of_month(day.year, day.month) if grain == "month" else of_year(day.year)
    return replace(period, edtf=f"{period.edtf}~"), f"{basis}: about that {_grain(grain)}"


def _grain(unit: str) -> str:
    return "month" if unit == "month" else "year"


def _relative(words: str, context: Context) -> _Found:
    if context.published is None:
        return None
    said = words.lower()
    days = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(said, 0)
    days = {"the day before yesterday": -2, "the day after tomorrow": 2}.get(said, days)
    return of_day(context.published + days * DAY), f"'{words}' from {context.day_name}"


def _weekday(words: str, context: Context) -> _Found:
    if context.published is None:
        return None
    now, said = context.published, words.lower()
    name = next(day for day in date_words()["weekdays"] if day in words)
    number = date_words()["weekdays"].index(name)
    week = re.search(r"(last|this|next) week$", said)
    lead = said.split()[0] if not said.startswith(name.lower()) else ""
    if week or lead == "this":
        step = _STEP[week[1]] if week else 0
        day = of_week(now + 7 * step * DAY).first + number * DAY
        return of_day(day), f"'{words}' in the week from {context.day_name}"
    coming = "coming" in said or lead == "next"
    until = re.search(
        r"\b(?:until|till|by) $", context.text[max(0, context.start - 8) : context.start]
    )
    sign = is_future(context.text, context.start, context.end)
    if until and not said.startswith(("last", "the previous")):
        coming = coming or sign is not False
    elif not coming and not lead:
        coming = sign is True
    base, prefer = (now, "future") if coming else (now, "past") if lead else (now + DAY, "past")
    found = parsed(name, base, prefer)
    if found is None:
        return None
    if found == now:
        return of_day(found), f"'{words}' is {context.day_name}"
    where = "after" if found > now else "before"
    return of_day(found), f"'{words}' {where} {context.day_name}"


def _period(words: str, context: Context) -> _Found:
    if context.published is None:
        return None
    now, said = context.published, words.lower().replace("-", " ")
    step = _STEP.get(said.split()[0], 0)
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


_KINDS = {
    "iso": _iso,
    "numeric": _numeric,
    "day_range": _day_range,
    "day": _day,
    "quarter": _quarter,
    "half": _half,
    "season": _season,
    "month": _month,
    "bare_month": _bare_month,
    "decade": _decade,
    "century": _century,
    "ago": _ago,
    "relative": _relative,
    "weekday": _weekday,
    "period": _period,
    "years": _years,
    "year": _year,
}
