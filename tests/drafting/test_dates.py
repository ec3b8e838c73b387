"""The times that a text speaks of are found and resolved, and what is no time is left alone."""

import subprocess
import sys
import time
from datetime import date

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from claimpack.drafting.draft import FoundDate
from claimpack.drafting.english.times.dates import find_dates

# A Thursday.
PUBLISHED = date(2025, 2, 20)

# A sentence of an article of that day, and its times.
SENTENCES: dict[str, list[str]] = {
    "A judge gave him until 5 p.m. Friday; the hearing resumes Monday.": [
        "Friday = 2025-02-21",
        "Monday = 2025-02-24",
    ],
    "He has until the end of June; she was away until June; it must be ready by March.": [
        "until the end of June = ../2025-06-30",
        "until June = ../2024-06",
        "by March = ../2025-03",
    ],
    "The prize will be awarded on 10 December; the Act of 1974 sets a limit.": [
        "10 December = 2025-12-10",
        "1974 = 1974",
    ],
    "The raid on Monday injured six; ministers met on Thursday.": [
        "Monday = 2025-02-17",
        "Thursday = 2025-02-20",
    ],
    "Parliament will vote on Friday, the speaker said on Tuesday.": [
        "Friday = 2025-02-21",
        "Tuesday = 2025-02-18",
    ],
    "Next Monday the court sits; last Monday it did not, and this Friday it will.": [
        "Next Monday = 2025-02-24",
        "last Monday = 2025-02-17",
        "this Friday = 2025-02-21",
    ],
    "The match was played yesterday; today they rest, tomorrow they fly home.": [
        "yesterday = 2025-02-19",
        "today = 2025-02-20",
        "tomorrow = 2025-02-21",
    ],
    "Rain fell last week, this week's forecast is dry, next month brings snow.": [
        "last week = 2025-02-10/2025-02-16",
        "this week = 2025-02-17/2025-02-23",
        "next month = 2025-03",
    ],
    "Sales fell last year and this year, and will fall next year.": [
        "last year = 2024",
        "this year = 2025",
        "next year = 2026",
    ],
    "Prices rose in March. Prices will rise in March. In January they fell.": [
        "March = 2024-03",
        "March = 2025-03",
        "January = 2025-01",
    ],
    "In March 12 people died of it. In May last year ten did.": [
        "March = 2024-03",
        "May last year = 2024-05",
    ],
    "He was born on 3 May 1961 and died on Feb. 17, 2025.": [
        "3 May 1961 = 1961-05-03",
        "Feb. 17, 2025 = 2025-02-17",
    ],
    "The treaty, signed on 17 February, takes effect on March 3.": [
        "17 February = 2025-02-17",
        "March 3 = 2025-03-03",
    ],
    "It opened on 17/2/2025, was checked on 3/2/2025 and closed on 2025-02-19.": [
        "17/2/2025 = 2025-02-17",
        "2025-02-19 = 2025-02-19",
    ],
    "The 5th of April 2019 was a Friday; Monday, 17 February was cold.": [
        "5th of April 2019 = 2019-04-05",
        "Monday, 17 February = 2025-02-17",
    ],
    "Since 2019 the herd has grown; until 2030 hunting is banned.": [
        "Since 2019 = 2019/..",
        "until 2030 = ../2030",
    ],
    "The plant closes by the end of 2026 and must be sold by March.": [
        "by the end of 2026 = ../2026-12-31",
        "by March = ../2025-03",
    ],
    "Between 2015 and 2019 it doubled; from 2001 to 2005 it shrank.": [
        "Between 2015 and 2019 = 2015/2019",
        "from 2001 to 2005 = 2001/2005",
    ],
    "They camped from Monday to Wednesday.": [
        "from Monday to Wednesday = 2025-02-17/2025-02-19",
    ],
    "In the 2015-16 season and in 2017-2019 she won.": [
        "2015-16 = 2015/2016",
        "2017-2019 = 2017/2019",
    ],
    "Growth slowed in the first quarter of 2025, after Q4 2024 and the second half of 2024.": [
        "first quarter of 2025 = 2025-01/2025-03",
        "Q4 2024 = 2024-10/2024-12",
        "second half of 2024 = 2024-07/2024-12",
    ],
    "In early 2024 and late last year, in mid-March and since mid-2023, it rained.": [
        "early 2024 = 2024",
        "late last year = 2024",
        "mid-March = 2024-03",
        "since mid-2023 = 2023/..",
    ],
    "He left two days ago, three weeks ago, four months ago, a decade ago.": [
        "two days ago = 2025-02-18",
        "three weeks ago = 2025-01-27/2025-02-02",
        "four months ago = 2024-10~",
        "a decade ago = 2015~",
    ],
    "On 17 February 2025 he left; two days later he returned.": [
        "17 February 2025 = 2025-02-17",
        "two days later = 2025-02-19",
    ],
    "In 2019 sales were higher than a year earlier.": [
        "2019 = 2019",
        "a year earlier = 2018",
    ],
    "The band split in the 1990s; the hall is of the 19th century.": [
        "the 1990s = 199X",
        "the 19th century = 18XX",
    ],
    "They danced over the weekend; last weekend they slept.": [
        "over the weekend = 2025-02-15/2025-02-16",
        "last weekend = 2025-02-15/2025-02-16",
    ],
    "The day before Monday he fled; the day after 3 March 2020 he came back.": [
        "The day before Monday = 2025-02-16",
        "the day after 3 March 2020 = 2020-03-04",
    ],
    "The tour runs from June 12 to July 3, 2026.": [
        "from June 12 to July 3, 2026 = 2026-06-12/2026-07-03",
    ],
    "The fair was held 17-19 February 2025, not March 4-6.": [
        "17-19 February 2025 = 2025-02-17/2025-02-19",
        "March 4-6 = 2024-03-04/2024-03-06",
    ],
    "From December to February it snows; from March to May 2024 it rained.": [
        "From December to February = 2024-12/2025-02",
        "from March to May 2024 = 2024-03/2024-05",
    ],
    "By the end of the year, by the end of this month, by year-end.": [
        "By the end of the year = ../2025-12-31",
        "by the end of this month = ../2025-02-28",
        "by year-end = ../2025-12-31",
    ],
    "The court adjourned until Friday. The strike lasted until Friday.": [
        "until Friday = ../2025-02-21",
        "until Friday = ../2025-02-14",
    ],
    "It has been shut since Monday, since the 1980s and since last summer.": [
        "since Monday = 2025-02-17/..",
        "since the 1980s = 1980/..",
    ],
    "The law of before 2020 fell.": [
        "before 2020 = ../2019",
    ],
    "In summer 2024 and in the spring of 2023 they sailed.": [
        "summer 2024 = 2024-22",
        "spring of 2023 = 2023-21",
    ],
    "Earlier this month she won; later this year she will retire.": [
        "Earlier this month = 2025-02",
        "later this year = 2025",
    ],
    "The 2024 election and the 2008 crisis (2008) cost 2019 votes.": [
        "2024 = 2024",
        "2008 = 2008",
        "2008 = 2008",
    ],
    "Shoppers love Black Friday and Cyber Monday; The Sunday Times wrote on Good Friday.": [],
    "Mrs May said so; we march on; may they go; the Sun; by May he means the minister.": [
        "by May = ../2025-05",
    ],
    "He ran 1500 metres in 2000 seconds, paid $2019 and met 2000 people.": [],
    "On 30 February nothing happened; on 29 February it did.": [
        "29 February = 2024-02-29",
    ],
    "Overnight, in recent weeks, recently, at 10:30, at 6 p.m., 1999%.": [],
    "The meeting is due on Saturday; the meeting, which he attended, ended Saturday.": [
        "Saturday = 2025-02-22",
        "Saturday = 2025-02-15",
    ],
    "In two weeks' time they play; ten years from now they retire.": [
        "In two weeks' time = 2025-03-03/2025-03-09",
        "ten years from now = 2035~",
    ],
    "It happened in the third quarter of last year, and may again next quarter.": [
        "third quarter of last year = 2024-07/2024-09",
        "next quarter = 2025-04/2025-06",
    ],
    "Talks will resume on 3 March and end in April.": [
        "3 March = 2025-03-03",
        "April = 2025-04",
    ],
    "On Wednesday last week he spoke; on Friday next week he will listen.": [
        "Wednesday last week = 2025-02-12",
        "Friday next week = 2025-02-28",
    ],
    "Yesterday and the day before yesterday it snowed; the day after tomorrow it may again.": [
        "Yesterday = 2025-02-19",
        "the day before yesterday = 2025-02-18",
        "the day after tomorrow = 2025-02-22",
    ],
}


def shown(text: str, found: list[FoundDate]) -> list[str]:
    return [f"{text[one.start : one.end]} = {one.edtf}" for one in found]


@pytest.mark.parametrize(("text", "expected"), SENTENCES.items())
def test_times_of_a_sentence(text: str, expected: list[str]) -> None:
    found = find_dates(text, PUBLISHED)
    assert shown(text, found) == expected
    for one in found:
        parse_edtf(one.edtf)


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("It fell on Monday.", "'Monday' before the article's date 2025-02-20, a Thursday"),
        ("It fell on Thursday.", "'Thursday' is the article's date 2025-02-20, a Thursday"),
        ("It will fall on Friday.", "'Friday' after the article's date 2025-02-20, a Thursday"),
        ("It fell on 3 May 1961.", "'3 May 1961' as stated"),
        (
            "It fell on 3 May.",
            "'3 May' as the latest up to the article's date 2025-02-20, a Thursday",
        ),
        ("It fell in early 2024.", "'early 2024' as stated; which part of it, EDTF does not say"),
        ("It has stood since 2019.", "'since 2019': '2019' as stated"),
        (
            "It fell in 2019, less than a year earlier.",
            "'a year earlier' counted from 2019, which its sentence names before",
        ),
    ],
)
def test_the_basis_says_what_it_was_resolved_against(text: str, basis: str) -> None:
    assert find_dates(text, PUBLISHED)[-1].basis == basis


def test_without_the_articles_date_only_what_is_absolute_is_returned() -> None:
    text = (
        "Yesterday, on Monday, last week, in March, on 17 February and two days ago it fell, as in "
        "2019, on 3 May 1961, in March 2024, in the 1990s and, on 3 May 2020, two days later."
    )
    assert shown(text, find_dates(text, None)) == [
        "2019 = 2019",
        "3 May 1961 = 1961-05-03",
        "March 2024 = 2024-03",
        "the 1990s = 199X",
        "3 May 2020 = 2020-05-03",
        "two days later = 2020-05-05",
    ]


@pytest.mark.parametrize("day", [date(2025, 2, 17 + number) for number in range(7)])
def test_a_weekday_without_a_sign_of_the_future_is_of_the_last_seven_days(day: date) -> None:
    for name in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"):
        (past,) = find_dates(f"It fell on {name}.", day)
        (coming,) = find_dates(f"It will fall on {name}.", day)
        assert 0 <= (day - date.fromisoformat(past.edtf)).days < 7
        assert 0 < (date.fromisoformat(coming.edtf) - day).days <= 7


def test_the_future_of_another_sentence_does_not_count() -> None:
    text = "The court will sit again. It rose on Tuesday. It will sit."
    assert shown(text, find_dates(text, PUBLISHED)) == ["Tuesday = 2025-02-18"]


def test_importing_the_module_does_not_import_dateparser() -> None:
    code = "import sys, claimpack.drafting.english.times.dates; print('dateparser' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def in_order(text: str, found: list[FoundDate]) -> None:
    at = 0
    for one in found:
        assert at <= one.start < one.end <= len(text)
        at = one.end
        parse_edtf(one.edtf)


HOSTILE = [
    "9" * 5000,
    "On 31 April 2019, 99/99/9999, 0000-00-00 and 2019-13-45",
    "\u0661\u0669 February \u0662\u0660\u0662\u0665 and 17\u00adFebruary",
    "999 centuries ago, 999 decades ago, in 999 decades' time",
    "from Monday to from Monday to Monday to Monday",
    "since until by before 2019",
    "Monday\x00 on\u00a0Monday\u200b",
    "May May May 1 May 1 May",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("day", [PUBLISHED, None, date.min, date.max])
def test_hostile_text_does_not_raise(text: str, day: date | None) -> None:
    in_order(text, find_dates(text, day))


# fmt: off
PIECES = st.sampled_from([
    "Monday", "Friday", "17", "3", "February", "March", "May", "2019", "2025", "since",
    "until", "by", "before", "between", "from", "to", "and", "-", "last", "next", "this",
    "week", "month", "year", "weekend", "the", "end of", "early", "mid-", "ago", "days",
    "two", "will", "said", "on", "in", ",", ".", "1990s", "quarter",
    "first", "summer", "day before", "tomorrow", "'s", "\u00a0", "\n", "earlier", "later",
    "Q1", "\u2013"
])
# fmt: on


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=20).map(" ".join)),
    st.one_of(st.none(), st.dates()),
)
def test_any_text_gives_spans_in_order(text: str, day: date | None) -> None:
    in_order(text, find_dates(text, day))


@pytest.mark.parametrize(
    "paragraph",
    [
        "They met on Monday and will meet on 3 March, since 2019. ",
        "Monday ",
        "since ",
        "2019-",
        "17 ",
    ],
)
def test_time_grows_with_the_text_and_no_faster(paragraph: str) -> None:
    def seconds(size: int) -> float:
        text = paragraph * (size // len(paragraph))
        before = time.process_time()
        find_dates(text, PUBLISHED)
        return time.process_time() - before

    find_dates("on Monday", PUBLISHED)
    # A quadratic one would take 64 times as long for eight times the text.
    assert seconds(160_000) < 24 * max(seconds(20_000), 0.02)
