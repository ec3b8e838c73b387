"""Drafts of whole articles: what each holds, and that its span is proved by the text."""

from __future__ import annotations

import re
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimpack.drafting.english.rules import draft_claims
from claimpack.errors import ClaimpackError

ARTICLE = """Storm shuts harbour of Tarn

The harbour of Tarn was closed on Monday after a storm sank at least three boats. \
Mayor Lena Ortiz said repairs would cost about €40m and could take several months.
“We were lucky,” Ortiz told the Harbour Gazette. “Nobody should sail this week.”
Fishermen said they had lost half of their nets. The port, which handles 12 million tonnes a year, \
is the largest of the coast.
Sign up for our newsletter to get the news of Tarn every morning.
Disclaimer: This text is for information only and is no advice of any sort.
"""
PUBLISHED = date(2025, 3, 6)


@pytest.fixture(scope="module")
def drafts():
    return draft_claims(ARTICLE, PUBLISHED)


def _with(drafts, words):
    found = [draft for draft in drafts if words in draft.quote]
    assert found, f"nothing holds {words!r}"
    return found[0]


def test_every_span_is_that_of_its_words(drafts) -> None:
    assert drafts
    assert all(ARTICLE[d.start : d.end] == d.quote for d in drafts)
    assert [d.start for d in drafts] == sorted(d.start for d in drafts)


def test_a_figure_is_an_interval_of_the_claim_that_states_it(drafts) -> None:
    boats = _with(drafts, "sank at least three boats").quantities[0]
    assert (boats.lower, boats.upper, boats.unit) == (3, None, "1")
    cost = _with(drafts, "would cost").quantities[0]
    assert (cost.lower, cost.upper, cost.unit, cost.is_approximate) == (
        40_000_000, 40_000_000, "EUR", True,
    )  # fmt: skip


def test_a_forecast_has_its_speaker_and_a_date_is_resolved(drafts) -> None:
    repairs = _with(drafts, "several months")
    assert (repairs.kind, repairs.checkability) == ("forecast", "yes")
    assert repairs.speaker is not None
    assert (repairs.speaker.name, repairs.speaker.position) == ("Lena Ortiz", "Mayor")
    assert _with(drafts, "closed on Monday").dates[0].edtf == "2025-03-03"


def test_the_chain_names_the_outlet(drafts) -> None:
    lucky = _with(drafts, "We were lucky")
    assert [(hop.speaker.name, hop.relation) for hop in lucky.hops] == [
        ("Harbour Gazette", "quoted"),
        ("Lena Ortiz", "said"),
    ]


def test_opinion_and_boilerplate_cannot_be_checked(drafts) -> None:
    assert (_with(drafts, "should sail").kind, _with(drafts, "should sail").checkability) == (
        "opinion",
        "no",
    )
    for words in ("newsletter", "is no advice"):
        found = _with(drafts, words)
        assert (found.kind, found.checkability, found.is_proposed) == ("boilerplate", "no", False)


def test_the_score_is_the_sum_of_parts_that_are_told(drafts) -> None:
    repairs = _with(drafts, "would cost")
    told = {part.reason: part.points for part in repairs.worth}
    assert {"number", "named speaker", "future"} <= set(told)
    assert repairs.score == min(1.0, round(sum(told.values()), 2))


def test_an_office_is_a_claim_where_it_is_first_named(drafts) -> None:
    assert _with(drafts, "Mayor Lena Ortiz").reason == "Who holds an office is on record."


def test_odd_spaces_change_no_span() -> None:
    odd = ARTICLE.replace("three boats", "three\u00a0boats").replace("repairs", "re\u00adpairs")
    found = draft_claims(odd, PUBLISHED)
    assert all(odd[d.start : d.end] == d.quote for d in found)
    assert any("three\u00a0boats" in d.quote and d.quantities for d in found)


def test_a_denial_is_claimed_as_one() -> None:
    """What somebody denies must not become what they say."""
    text = ARTICLE + "Lena Ortiz denied that the harbour had been neglected.\n"
    denied = _with(draft_claims(text, PUBLISHED), "had been neglected")
    assert denied.quote == "denied that the harbour had been neglected"
    assert denied.speaker is not None
    assert denied.speaker.name == "Lena Ortiz"
    assert denied.claim_text == "It is not so that the harbour had been neglected"
    text = ARTICLE + "The clerk said that tests had not yet linked the dead fish to the plant.\n"
    assert _with(draft_claims(text, PUBLISHED), "linked").quote.startswith("tests had not yet")


@pytest.mark.parametrize(
    "line",
    [
        "By Hannah Osei, local affairs reporter",
        "Published: 11 March 2025, 18:42 GMT",
        "Additional reporting by Tarn Media.",
        "This article was amended on 16 March 2025 to correct a name.",
        "© 2025 Tarn Media Ltd. All rights reserved.",
        "Got a story? Email newsdesk@tarn.example",
    ],
)
def test_lines_around_an_article_are_not_proposed(line: str) -> None:
    found = draft_claims(f"{ARTICLE}{line}\n", PUBLISHED)
    assert not [d.quote for d in found if d.is_proposed and d.start > len(ARTICLE)]


def test_soft_hyphens_do_not_hide_who_speaks() -> None:
    odd = ARTICLE.replace("Mayor", "May\u00ador").replace("repairs", "re\u00adpairs")
    repairs = _with(draft_claims(odd, PUBLISHED), "would cost")
    assert repairs.speaker is not None
    assert repairs.speaker.name == "Lena Ortiz"
    assert (
        odd[repairs.start : repairs.end] == repairs.quote == "re\u00adpairs would cost about €40m"
    )
    figure = repairs.quantities[0]
    assert odd[figure.start : figure.end] == "about €40m"


def test_no_name_of_an_article_is_in_the_code() -> None:
    """The words of the article of this package would make the rules fit it alone."""
    names = re.compile(
        r"caspian|kazakh|novak|rakhmetullin|informburo|tengiz|novorossiysk|ukrain|russia|kyiv"
        r"|\bcpc\b|investcentrum",
        re.IGNORECASE,
    )
    folder = files("claimpack") / "drafting"
    for file in folder.rglob("*"):  # type: ignore[attr-defined]
        if file.suffix in (".py", ".yml", ".sql"):
            assert not names.search(file.read_text(encoding="utf-8")), file


PIECES = """the of and to in Mayor Ortiz said that “ ” " , . ; 30-40% €3.5bn several months on
Monday which was quoted as saying by according to Gazette told Dr. 10^400 NaN ٣٤ — <script> =1+1
2025-02-31 & ’s ( ) : U.S."""
WORDS = st.sampled_from([*PIECES.split(), "\u202e", "\x00", "\u00a0", "\u00ad", "\n", "\n\n"])


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=30, max_size=90))
def test_whatever_a_text_holds_it_is_read_or_refused(words: list[str]) -> None:
    text = "The harbour of Tarn was closed for the day. " * 4 + " ".join(words)
    try:
        found = draft_claims(text, PUBLISHED)
    except ClaimpackError:
        return
    assert all(text[d.start : d.end] == d.quote and d.quote.strip() for d in found)


def test_a_long_text_is_read_to_its_end() -> None:
    body = ARTICLE.split("\n\n", 1)[1]
    found = draft_claims("\n".join([body] * 40), PUBLISHED)
    assert len([d for d in found if "would cost about €40m" in d.quote]) == 40
