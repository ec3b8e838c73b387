"""Finds the times that an English text speaks of, and resolves them to EDTF."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from claimpack.drafting.draft import FoundDate
from claimpack.drafting.english.figures.measures import is_plural
from claimpack.drafting.english.plain import PLAIN
from claimpack.drafting.english.times.date_patterns import date_words, expressions
from claimpack.drafting.english.times.periods import DAY, between, of_day
from claimpack.drafting.english.times.resolving import Resolved, resolve
from claimpack.drafting.english.times.tense import same_sentence

_PART = re.compile(
    r"(?<![\w-])(?:(?:the )?(?:very )?(?P<which>beginning|start|middle|end) of "
    r"|(?P<part>early|late|mid|earlier|later)(?: in)?[ -])(?:the )?$",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"(?<![\w-])(?P<word>since|until|till|by|before|up to) (?:the )?$", re.IGNORECASE
)
_LEAD = re.compile(r"(?<![\w-])(between|from) (?:the )?$", re.IGNORECASE)
_JOIN = re.compile(r" ?- ?| to (?:the )?| and (?:the )?| until | through ")
_BESIDE = re.compile(r"(?<![\w-])(?:the|a|one) day (before|after) $", re.IGNORECASE)
_DAYS = ("day", "iso", "numeric", "weekday", "relative")
_WINDOW = 40
_UNSAID = "; which part of it, EDTF does not say"


def find_dates(text: str, published_on: datetime.date | None) -> list[FoundDate]:
    """Return the times that a text speaks of, in order; no two overlap.

    Args:
        text: a paragraph or an article, in English.
        published_on: the day of the article. Without it only what is absolute is returned.

    Raises:
        ImportError: dateparser is not installed.
    """
    plain = text.translate(PLAIN)
    found: list[Resolved] = []
    for match in expressions().finditer(plain):
        if not _is_time(plain, match):
            continue
        last = found[-1] if found else None
        before = last.period if last and same_sentence(plain, last.end, match.start()) else None
        one = resolve(match, plain, published_on, before)
        if one is None:
            continue
        if last and _is_habit(plain, last, one):
            found.pop()
            continue
        one = _beside(plain, _part(plain, one))
        pair = _pair(plain, last, one) if last else None
        if pair is not None:
            found[-1] = pair
        elif last is None or one.start >= last.end:
            found.append(one)
    floor, dates = 0, []
    for one in found:
        opened = _opened(plain, one)
        start = opened.start if opened.start >= floor else one.start
        dates.append(FoundDate(start, one.end, opened.period.edtf, opened.basis))
        floor = one.end
    return dates


def _is_habit(text: str, first: Resolved, second: Resolved) -> bool:
    """Return whether two weekdays are hours of opening: "10am to 5pm, Tuesday to Sunday"."""
    return (
        first.kind == second.kind == "weekday"
        and text[first.end : second.start] == " to "
        and _LEAD.search(text[max(0, first.start - 12) : first.start]) is None
    )


def _is_time(text: str, match: re.Match[str]) -> bool:
    """Return whether an expression names a time: no year of a figure, no day of a name."""
    before, after = text[max(0, match.start() - 24) : match.start()], text[match.end() :][:24]
    if match.lastgroup == "weekday":
        previous, following = re.search(r"(\w+) $", before), re.match(r" (\w+)", after)
        return not (
            (previous and previous[1] in date_words()["named_before"])
            or (previous and previous[1].lower() in ("a", "any", "each", "every", "one"))
            or (following and following[1] in date_words()["named_after"])
        )
    if match.lastgroup == "bare_month" and match[0].endswith(("May", "March")):
        return re.match(r"'s\b| [A-Z]| (?:said|says|told|on\b(?! Monday))", after) is None
    if match.lastgroup == "year":
        return _is_year(before, after)
    return True


def _is_year(before: str, after: str) -> bool:
    lead = re.search(r"([\w(,]+)[ -]?$", before)
    word = lead[1].lower() if lead else ""
    follows = re.match(r"[ -]([a-z]+)", after)
    noun = follows[1] if follows else ""
    if after.startswith("%") or noun in date_words()["units"] or re.search(r"[-.$€£]$", before):
        return before.lower().endswith("mid-")
    if word in date_words()["before_year"] or before.endswith("("):
        return True
    titled = re.search(r"(\w+) of $", before)
    if titled and titled[1].lower() in date_words()["titles"]:
        return True
    if lead and re.fullmatch("|".join(date_words()["months"]), lead[1]):
        return True
    if is_plural(noun) or re.match(" [A-Z][a-z]+s ", after):
        return False
    return (
        word in date_words()["before_year_alone"]
        or before.endswith((", ", "'s "))
        or noun in date_words()["before_noun"]
    )


def _part(text: str, one: Resolved) -> Resolved:
    """Take in "early", "the end of": EDTF has no part of a year, so the basis says it."""
    if one.kind in _DAYS:
        return one
    lead = _PART.search(text[max(0, one.start - _WINDOW) : one.start])
    if lead is None:
        return one
    start = one.start - len(lead[0])
    words = text[start : one.end]
    basis = one.basis.replace(f"'{one.words}'", f"'{words}'")
    basis += _UNSAID
    return replace(one, start=start, words=words, basis=basis)


def _beside(text: str, one: Resolved) -> Resolved:
    """Take in "the day before" a day."""
    lead = _BESIDE.search(text[max(0, one.start - _WINDOW) : one.start])
    if lead is None or one.kind not in _DAYS:
        return one
    step = -1 if lead[1].lower() == "before" else 1
    start = one.start - len(lead[0])
    words = text[start : one.end]
    day = one.period.first + step * DAY
    return replace(
        one, start=start, words=words, period=of_day(day), basis=f"'{words}': {one.basis}"
    )


def _pair(text: str, first: Resolved, second: Resolved) -> Resolved | None:
    """Return the interval from one time to another, where the words state one."""
    join = _JOIN.fullmatch(text[first.end : second.start])
    lead = _LEAD.search(text[max(0, first.start - 12) : first.start])
    if join is None or (lead is None and join[0].strip() != "-"):
        return None
    word = join[0].split()[0] if join[0].strip() else ""
    if lead and (lead[1].lower() == "between") != (word == "and"):
        return None
    one, other = _ordered(first, second)
    if one.period.first > other.period.first:
        return None
    start = first.start - (len(lead[0]) if lead else 0)
    words = text[start : second.end]
    basis = f"'{words}': {one.basis}; {other.basis}"
    period = between(one.period, other.period)
    return Resolved(start, second.end, "range", words, period, basis)


def _ordered(first: Resolved, second: Resolved) -> tuple[Resolved, Resolved]:
    """Put the first before the second, where the words leave open in which week or year it is."""
    one, other = first.period, second.period
    if first.kind == second.kind == "weekday" and one.first > other.first:
        moved = of_day(one.first - 7 * DAY)
        return replace(first, period=moved), second
    if first.kind in ("day", "bare_month") and not re.search("[0-9]{4}", first.words):
        year = other.first.year - (
            (one.first.month, one.first.day) > (other.first.month, other.first.day)
        )
        if year != one.first.year:
            edtf = f"{year:04}{one.edtf[4:]}"
            moved_first = one.first.replace(year=year, day=min(one.first.day, 28))
            period = replace(one, first=moved_first, last=moved_first, edtf=edtf)
            basis = f"'{first.words}' of the year of '{second.words}'"
            return replace(first, period=period, basis=basis), second
    return first, second


def _opened(text: str, one: Resolved) -> Resolved:
    """Take in "since", "until", "by" and "before": an interval with an open end."""
    lead = _OPEN.search(text[max(0, one.start - _WINDOW) : one.start])
    if lead is None or one.kind == "range":
        return one
    start = one.start - len(lead[0])
    words = text[start : one.end]
    word = lead["word"].lower()
    is_end = re.search(r"\bend of|year[- ]end", one.words, re.IGNORECASE) is not None
    if word == "since":
        edtf = f"{one.period.starts}/.."
    elif is_end:
        edtf = f"../{one.period.last.isoformat()}"
    elif word == "before" and one.kind == "year":
        edtf = f"../{one.period.first.year - 1:04}"
    elif word == "before":
        edtf = f"../{(one.period.first - DAY).isoformat()}"
    else:
        edtf = f"../{one.period.ends}"
    basis = f"'{words}': {one.basis.removesuffix(_UNSAID) if is_end else one.basis}"
    return replace(
        one, start=start, words=words, period=replace(one.period, edtf=edtf), basis=basis
    )
