"""An axis of days: where a day lies, and which days stand at the axis."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from claimpack.site.pictures.labels import MONTHS

# Distances between two days at the axis: first of days, then of months.
DAY_STEPS = (1, 2, 4, 7, 14)
MONTH_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400)


@dataclass(frozen=True)
class Stretch:
    """Days that lie at equal distances from each other."""

    first: date
    last: date
    left: float
    right: float

    def pixel(self, day: date) -> float:
        """Return where a day lies."""
        days = max((self.last - self.first).days, 1)
        return self.left + (day - self.first).days / days * (self.right - self.left)

    def ticks(self, least: float) -> list[tuple[date, str]]:
        """Return the days that stand at the axis, with their names.

        Args:
            least: how far apart they are at least, in pixels.
        """
        days = max((self.last - self.first).days, 1)
        most = max(int((self.right - self.left) / least), 1)
        for step in DAY_STEPS:
            if days / step <= most:
                found = [self.first + timedelta(days=n) for n in range(0, days + 1, step)]
                return [(day, f"{day.day} {MONTHS[day.month - 1]}") for day in found]
        for step in MONTH_STEPS:
            months = self._months(step)
            if len(months) <= most:
                break
        return [(day, _name(day, step)) for day in months]

    def _months(self, step: int) -> list[date]:
        begin = (self.first.year * 12 + self.first.month - 1) // step * step
        end = self.last.year * 12 + self.last.month
        found = [
            date(month // 12, month % 12 + 1, 1) for month in range(begin, end, step) if month >= 12
        ]
        return [day for day in found if self.first <= day <= self.last]


def written(day: date) -> str:
    """Return a day in words."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _name(day: date, step: int) -> str:
    return str(day.year) if step >= 12 else f"{MONTHS[day.month - 1]} {day.year}"
