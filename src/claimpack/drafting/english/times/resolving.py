"""What time an expression names, where the article's date and its sentence say so."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from claimpack.drafting.english.times import resolving_days, resolving_periods
from claimpack.drafting.english.times.date_context import Context
from claimpack.drafting.english.times.periods import Period

_KINDS = {
    "iso": resolving_days.iso,
    "numeric": resolving_days.numeric,
    "day_range": resolving_days.day_range,
    "day": resolving_days.day,
    "quarter": resolving_periods.quarter,
    "half": resolving_periods.half,
    "season": resolving_periods.season,
    "month": resolving_periods.month,
    "bare_month": resolving_periods.bare_month,
    "decade": resolving_periods.decade,
    "century": resolving_periods.century,
    "ago": resolving_days.ago,
    "relative": resolving_days.relative,
    "weekday": resolving_days.weekday,
    "period": resolving_periods.period,
    "years": resolving_periods.years,
    "year": resolving_periods.year,
}


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


def resolve(
    match: re.Match[str],
    text: str,
    published: datetime.date | None,
    antecedent: Period | None = None,
) -> Resolved | None:
    """Return the time that an expression names.

    Args:
        match: of ``date_patterns.expressions``.
        text: the text it is of.
        published: the day of the article, or None.
        antecedent: the time that the sentence names last before it, or None.

    Returns:
        None where there is no such day, or where it cannot be told without the article's date.
    """
    kind = str(match.lastgroup)
    words = match[0]
    context = Context(text, published, match.start(), match.end(), antecedent)
    try:
        found = _KINDS[kind](words, context)
    except (ValueError, OverflowError):
        # No such day: 30 February, or a year beyond what can be counted.
        return None
    if found is None:
        return None
    return Resolved(match.start(), match.end(), kind, words, *found)
