"""What an expression of time is resolved against: the article's date, its sentence, its year."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from claimpack.drafting.english.times.date_patterns import date_words, month_numbers
from claimpack.drafting.english.times.periods import Period
from claimpack.drafting.english.times.tense import is_future

YEAR = re.compile(r"(?<![0-9])(?:1[0-9]|20)[0-9]{2}(?![0-9])")
YEAR_OF = re.compile(r"(last|this|next) year$", re.IGNORECASE)
_SENTENCE_BEGINS = re.compile(r"[.!?\n][\"'”)]*\s*$")
_LIMIT = re.compile(
    r"\b(?:by|until|till) (?:(?:the )?(?:end|start|middle) of )?"
    r"(?:[0-9:.]{1,5} ?[ap]\.?m\.? |noon |midnight )?(?:on )?$",
    re.IGNORECASE,
)
_LASTED = re.compile(
    r"\b(?:lasted|continued|ran|remained|stayed|kept|held|was|were|had|been|up)\b[^.;]*$"
)
STEP = {"last": -1, "this": 0, "next": 1}
# A time and how it came from the words; None where there is no such time, or it cannot be told.
Found = tuple[Period, str] | None


@dataclass(frozen=True)
class Context:
    """What an expression is resolved against.

    Attributes:
        text: the text.
        published: the day of the article, or None.
        start, end: the expression.
        antecedent: the time that its sentence names last before it, or None.
    """

    text: str
    published: datetime.date | None
    start: int
    end: int
    antecedent: Period | None = None

    @property
    def is_future(self) -> bool:
        """Whether the sentence tells of what is to come."""
        return is_future(self.text, self.start, self.end) is True

    @property
    def is_coming(self) -> bool:
        """Whether of weekdays, and of days and months without a year, the coming one is meant.

        "By" and "until" look ahead, unless something is said to have lasted until then, or a
        sentence begins with them that tells of the past.
        """
        lead = self.text[max(0, self.start - 60) : self.start]
        limit = _LIMIT.search(lead)
        if limit is None:
            return self.is_future
        before = lead[: limit.start()]
        begins = not before.strip() or _SENTENCE_BEGINS.search(before) is not None
        if begins and is_future(self.text, self.start, self.end) is False:
            return False  # by Friday they had dropped
        return _LASTED.search(before) is None

    @property
    def day_name(self) -> str:
        """The article's date as a basis says it."""
        assert self.published is not None
        weekday = date_words()["weekdays"][self.published.weekday()]
        return f"the article's date {self.published.isoformat()}, a {weekday}"


def as_stated(words: str) -> str:
    """Return the basis of what needs nothing but its words."""
    return f"'{words}' as stated"


def year_in(words: str, context: Context) -> int | None:
    """Return the year that an expression states, or "last year" in it; None without either."""
    stated = YEAR.search(words)
    if stated:
        return int(stated[0])
    relative = YEAR_OF.search(words)
    if relative and context.published:
        return context.published.year + STEP[relative[1].lower()]
    return None


def month_in(words: str) -> int:
    """Return the number of the month whose name stands in an expression."""
    return next(
        number for name, number in month_numbers().items() if re.search(rf"(?<!\w){name}", words)
    )


def month_count(number: str) -> int:
    """Return how many months "four" of "the first four months" is.

    Raises:
        ValueError: it is no number from 1 to 12.
    """
    count = int(number) if number.isdecimal() else date_words()["numbers"].index(number) - 1
    if not 1 <= count <= 12:
        raise ValueError(number)
    return count
