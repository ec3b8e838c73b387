"""Counts that change on days: how many claims stand where, day after day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

Change = tuple[date, str, int]

# What lies before may be told in one number where it is so small a part of the changes, and its
# days so large a part of all days.
BEFORE = 0.25
# The first days get a stretch of their own where so many changes happen in so few of the days.
EARLY_CHANGES, EARLY_DAYS = 2 / 3, 1 / 8


@dataclass(frozen=True)
class Steps:
    """Counts by verdict after each day on which they changed.

    Attributes:
        states: days and the counts from that day on, the first day first.
        begin: the first day that is drawn; what changed before is its level.
        end: the last day on which something changed.
        early: the last of the first days, where so much changed in them that they need room.
    """

    states: list[tuple[date, Counter[str]]]
    begin: date
    end: date
    early: date | None

    @property
    def verdicts(self) -> set[str]:
        """The verdicts that a claim ever had in what is drawn."""
        return {verdict for _, counts in self.drawn for verdict in counts if counts[verdict]}

    @property
    def drawn(self) -> list[tuple[date, Counter[str]]]:
        """The states from the day on that is drawn first."""
        before = [counts for day, counts in self.states if day <= self.begin]
        return [
            (self.begin, before[-1]),
            *((day, counts) for day, counts in self.states if day > self.begin),
        ]


def steps_of(changes: Iterable[Change]) -> Steps | None:
    """Return the counts that changes come to, or None where there are none.

    Args:
        changes: on which day how many claims more, or fewer, had which verdict.
    """
    weights: Counter[date] = Counter()
    deltas: dict[date, Counter[str]] = {}
    for day, verdict, delta in changes:
        deltas.setdefault(day, Counter())[verdict] += delta
        weights[day] += max(delta, 0)
    if not deltas:
        return None
    days = sorted(deltas)
    states, counts = [], Counter[str]()
    for day in days:
        counts = Counter(counts)
        counts.update(deltas[day])
        states.append((day, counts))
    begin = _begin(days, weights)
    early = _early([day for day in days if day >= begin], weights)
    return Steps(states, begin, days[-1], early)


def _begin(days: list[date], weights: Counter[date]) -> date:
    allowed, so_far = BEFORE * weights.total(), 0
    for day in days:
        so_far += weights[day]
        if so_far > allowed:
            is_long = (day - days[0]).days > (days[-1] - day).days / 2
            return day if is_long else days[0]
    return days[0]


def _early(days: list[date], weights: Counter[date]) -> date | None:
    wanted, so_far = EARLY_CHANGES * sum(weights[day] for day in days), 0
    for day in days:
        so_far += weights[day]
        if so_far >= wanted:
            passed, all_days = (day - days[0]).days, (days[-1] - days[0]).days
            return day if 0 < passed <= all_days * EARLY_DAYS else None
    return None
