"""The regular expressions of dates, built from the word list."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from claimpack.drafting.english.vocabulary import data


@cache
def date_words() -> dict[str, Any]:
    """Return ``date_words.yml``."""
    return data("times/date_words.yml")


def _any(name: str) -> str:
    return "|".join(date_words()[name])


@cache
def expressions() -> re.Pattern[str]:
    """Return the pattern of one expression; the group that matched says of which kind it is.

    Names of months and days are capitalised; the other words need not be.
    """
    month = f"(?:{_any('months')}|(?:{_any('months_short')})\\b\\.?)"
    weekday = f"(?:{_any('weekdays')}|(?:{_any('weekdays_short')})\\b\\.?)"
    day = r"(?:[12][0-9]|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![0-9])"
    year = r"(?:1[0-9]|20)[0-9]{2}(?![0-9])"
    which = "(?i:last|this|next)"
    unit = "(?i:days?|weeks?|months?|years?|decades?|centur(?:y|ies))"
    number = f"(?i:{_any('numbers')}|[1-9][0-9]{{0,2}})"
    with_year = rf"(?:(?:,? | of ){year}| {which} year)"
    quarter = "(?i:first|second|third|fourth|final|last)"
    kinds = {
        "iso": r"[12][0-9]{3}-[01][0-9]-[0-3][0-9]",
        "numeric": r"[0-3]?[0-9][/.][0-3]?[0-9][/.][12][0-9]{3}",
        "day_range": rf"{day} ?(?:-|to|and|until) ?{day} (?:of )?{month}(?:{with_year})?"
        rf"|{month} {day} ?(?:-|to|and|through) ?{day}(?:{with_year})?(?! {month})",
        "day": rf"(?:{weekday},? (?:the )?)?(?:{day} (?:of )?{month}(?!\w)(?:{with_year})?"
        rf"|(?<![Ii]n ){month} {day}(?![\w%:]|[.,/-][0-9])(?:{with_year})?"
        rf"|(?<=[Ii]n ){month} {day},? {year})",
        "quarter": rf"(?:{quarter}[ -](?i:quarter)|Q[1-4])(?: of)?(?: {year}| {which} year)"
        rf"|{which} quarter",
        "half": rf"(?:(?i:first|second) half|(?i:first) {number} (?i:months)) of"
        rf"(?: {year}| {which} year)",
        "season": rf"(?i:spring|summer|autumn|fall|winter)(?: of)? {year}",
        "month": rf"{month}{with_year}",
        "bare_month": rf"(?:{which} )?(?:{_any('months')})",
        "decade": r"(?:the )?(?:1[5-9]|20)[1-9]0'?s",
        "century": r"(?:the )?(?:1[0-9]|20|21)(?:th|st)[ -](?i:century)",
        "ago": rf"{number} {unit} (?i:ago|earlier|later|from now)"
        rf"|(?i:in) {number} {unit}'? (?i:time)"
        rf"|(?i:in) {number} {unit}(?='s time)",
        "relative": r"(?i:the day before yesterday|the day after tomorrow|yesterday|today|tomorrow"
        r"|tonight|last night|this (?:morning|afternoon|evening))",
        "weekday": rf"(?:(?i:last|next|this|the coming|coming|the previous) )?"
        rf"(?:{_any('weekdays')})"
        rf"(?:(?: of)? {which} week)?",
        "period": rf"{which} (?i:week|month|year|weekend|decade)"
        r"|(?i:over|at|during) the weekend|(?i:the end of) the (?i:week|month|year|decade)"
        r"|(?i:the (?:start|beginning|middle) of) the (?i:week|month|year)|(?i:year[- ]end)",
        "years": rf"(?:1[5-9]|20)[0-9]{{2}} ?[-/] ?(?:{year}|[0-9]{{2}}(?![0-9]))",
        "year": r"(?:1[5-9]|20)[0-9]{2}",
    }
    named = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in kinds.items())
    return re.compile(
        r"(?<![\w$€£¥.,:/#@=+])(?:(?<!-)|(?<=[Mm]id-))"
        rf"(?:{named})(?![\w$€£]|[.,][0-9]|-[0-9])"
    )


@cache
def month_numbers() -> dict[str, int]:
    """Return the numbers of the months by their first three letters."""
    return {name[:3]: number for number, name in enumerate(date_words()["months"], start=1)}
