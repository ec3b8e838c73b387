"""Proposals: which of two drafts, what follows other words, which measure a figure has."""

from dataclasses import replace
from datetime import date

from claimpack.article_text import ArticleText
from claimpack.drafting import changing, hints
from claimpack.drafting.draft import Draft, Hop, Part, Speaker
from claimpack.drafting.drafters import draft_article
from claimpack.drafting.figure_rows import Missing, measure_of
from claimpack.drafting.holdings import Holdings
from claimpack.drafting.measuring import shared
from claimpack.drafting.overlaps import overshadowed
from claimpack.drafting.proposals import Proposer
from claimpack.drafting.surroundings import Surroundings
from claimpack.new_rows import add_records
from claimpack.package import Package

from .made import ECHO, HOLT, TEXT, Desk, article, draft, quantity

CLOSED = "The library of Brill has been closed since Monday"


def scored(words: str, points: float, speaker: Speaker | None = None) -> Draft:
    return draft(words, speaker=speaker, worth=(Part("names", points),))


def test_of_nearly_the_same_words_the_better_scored_draft_is_proposed(desk: Desk) -> None:
    drafts = [
        scored(CLOSED, 0.3),
        scored(CLOSED.removeprefix("The "), 0.5),
        scored(CLOSED.removeprefix("The library "), 0.9),  # too little in common with the first
        scored(CLOSED, 0.2, HOLT),  # somebody else
    ]
    assert overshadowed(drafts) == {0: 1}
    proposals = desk.propose(*drafts)
    assert [p.same_as for p in proposals] == [2, None, None, None]
    assert [p.number for p in proposals if p.is_new] == [2, 3, 4]
    assert list(hints.repeats_left_out(proposals))[:2] == [
        "1 draft is left out:",
        "  1: nearly the words of draft 2",
    ]


def test_a_draft_not_worth_a_check_stands_in_nobodys_way() -> None:
    assert overshadowed([scored(CLOSED, 0.0), scored(CLOSED, 0.2)]) == {}


def test_the_publisher_of_the_article_is_no_hop(desk: Desk) -> None:
    own = Hop(Speaker("The Valley Post", "organisation"), "quoted")
    said = draft(CLOSED, speaker=HOLT, hops=(own, Hop(ECHO, "quoted"), Hop(HOLT, "said")))
    [proposal] = desk.propose(said)
    assert [hop.speaker.name for hop in proposal.draft.hops] == ["Brill Echo", "Mira Holt"]


ROADS = """Roads of Tarn

The council of Tarn said that 40 bridges had been closed on Monday. Snow fell for two days, and \
three villages were cut off until 4 March 2026.
"""


def by_rules(text: str) -> tuple[Surroundings, list[Draft]]:
    codes = Holdings(None, ArticleText(text)).codes
    drafts = list(draft_article(text, date(2026, 3, 5), codes).drafts)
    return Surroundings(text, drafts), drafts


def test_figures_dates_score_and_reason_follow_other_words() -> None:
    around, drafts = by_rules(ROADS)
    [bridges] = [d for d in drafts if "40 bridges" in d.quote]
    assert [part.reason for part in bridges.worth][:2] == ["number", "date"]
    less = changing.with_words(bridges, around, "had been closed on Monday")
    assert (less.quantities, [found.edtf for found in less.dates]) == ((), ["2026-03-02"])
    assert "number" not in [part.reason for part in less.worth]
    assert (less.kind, "figure" in less.reason) == ("date", False)
    # what comes in with wider words
    wide = changing.with_words(less, around, "40 bridges had been closed on Monday")
    assert [str(found.lower) for found in wide.quantities] == ["40"]
    assert (wide.kind, wide.worth, wide.reason) == (bridges.kind, bridges.worth, bridges.reason)
    # what a person said stays
    own = replace(bridges, kind="fact", reason="Known.")
    assert changing.with_words(own, around, "closed on Monday").kind == "fact"
    assert changing.with_words(own, around, "closed on Monday").reason == "Known."


def test_a_dropped_figure_does_not_come_back() -> None:
    around, drafts = by_rules(ROADS)
    [bridges] = [d for d in drafts if "40 bridges" in d.quote]
    dropped = changing.without_figure(bridges, 0)
    again = changing.changed(bridges, around, changing.changes(bridges, dropped))
    assert again.quantities == ()
    assert changing.with_words(dropped, around, "40 bridges had been closed").quantities == ()


def test_words_of_a_label_in_whatever_form() -> None:
    sentence = "The council warned that cleaning up the site could cost up to £1.5m"
    assert shared("Clean-up bill", sentence) == 67
    assert shared("Counties", sentence) == shared("Bill", sentence) == 0
    assert shared("Site count", sentence) == 0


CLEANING = """Waste of Tarn

The county council warned that cleaning up the yard could cost up to £1.5m. Cleaning up the mill \
cost £2m in 2019 and £3m in 2020.
"""


def test_the_sentence_finds_the_measure_where_it_has_one_such_figure(package: Package) -> None:
    pound = {"code": "GBP", "label": "Pound", "definition": "Pound.", "dimension": "GBP"}
    add_records(
        package,
        {
            "units": [pound | {"factor": "1"}],
            "measures": [
                {"label": "Clean-up bill", "unit": "GBP", "basis": "cost", "definition": "Cost."}
                | {"is_total": "true"}
            ],
            "articles": [article("waste", "valley-post", CLEANING)],
        },
    )
    holdings = Holdings(package, ArticleText(CLEANING))
    proposer = Proposer(holdings)
    drafts = [
        draft(words, text=CLEANING, quantities=(quantity(words, None, "1", "GBP", CLEANING),))
        for words in ("up to £1.5m", "£2m", "£3m")
    ]
    found = [measure_of(p, 0, proposer.measures) for p in proposer.propose(drafts)]
    assert found == ["clean-up-bill", None, None]


def test_hints_on_figures_are_few_and_each_command_stands_once() -> None:
    missing = [
        Missing(
            number,
            0,
            f"{number} GBP",
            "no measure fits",
            (
                "claimpack add unit --code GBP",
                f"claimpack add measure --label '… {number % 2}'",
                f"claimpack add quantity --lower {number}",
            ),
        )
        for number in range(1, 10)
    ]
    lines = list(hints.figures_not_written(missing))
    assert lines[0] == "9 figures are not written (no measure fits: 9)"
    assert lines[1].endswith("5 GBP (draft 5), 6 GBP (draft 6), 3 more")
    assert [line.split()[3] for line in lines[2:5]] == ["unit", "measure", "measure"]
    assert lines[-1] == "  → and 7 commands more: --format json has all"
    assert len(lines) == 8
    assert len(list(hints.figures_not_written(missing[:1]))) == 5
    assert list(hints.figures_not_written([])) == []


def test_the_text_of_the_town_has_a_sentence_around_each_figure() -> None:
    around = Surroundings(TEXT)
    assert around.sentence(quantity("1,250", "1250", "1250")).startswith("Holt said that 1,250")
