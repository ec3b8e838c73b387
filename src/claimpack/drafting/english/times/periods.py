"""Spans of days with a name, and how EDTF writes them."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """Days from the first to the last.

    Attributes:
        first, last: its days, both within.
        edtf: how EDTF writes it.
    """

    first: datetime.date
    last: datetime.date
    edtf: str

    @property
    def starts(self) -> str:
        """What EDTF writes before the slash of an interval that starts with it."""
        return f"{self.first.year:04}" if "X" in self.edtf else self.edtf.split("/")[0]

    @property
    def ends(self) -> str:
        """What EDTF writes behind the slash of an interval that ends with it."""
        return f"{self.last.year:04}" if "X" in self.edtf else self.edtf.split("/")[-1]


def of_day(day: datetime.date) -> Period:
    """Return one day."""
    return Period(day, day, day.isoformat())


def of_month(year: int, month: int) -> Period:
    """Return a month."""
    last = calendar.monthrange(year, month)[1]
    return Period(
        datetime.date(year, month, 1), datetime.date(year, month, last), f"{year:04}-{month:02}"
    )


def of_year(year: int) -> Period:
    """Return a year."""
    return Period(datetime.date(year, 1, 1), datetime.date(year, 12, 31), f"{year:04}")


def of_days(first: datetime.date, last: datetime.date) -> Period:
    """Return an interval of days."""
    return Period(first, last, f"{first.isoformat()}/{last.isoformat()}")


def of_months(year: int, first: int, last: int) -> Period:
    """Return an interval of months of one year."""
    one, other = of_month(year, first), of_month(year, last)
    return Period(one.first, other.last, f"{one.edtf}/{other.edtf}")


def of_week(day: datetime.date) -> Period:
    """Return the week, Monday to Sunday, of a day."""
    monday = day - day.weekday() * DAY
    return of_days(monday, monday + 6 * DAY)


def of_weekend(day: datetime.date) -> Period:
    """Return the Saturday and Sunday of the week of a day."""
    monday = day - day.weekday() * DAY
    return of_days(monday + 5 * DAY, monday + 6 * DAY)


def months_from(day: datetime.date, months: int) -> tuple[int, int]:
    """Return year and month that are so many months from those of a day."""
    count = day.year * 12 + day.month - 1 + months
    return count // 12, count % 12 + 1


def between(one: Period, other: Period) -> Period:
    """Return the interval from one to the other.

    An interval of an interval runs from the start of the one to the end of the other.
    """
    return Period(one.first, other.last, f"{one.starts}/{other.ends}")
