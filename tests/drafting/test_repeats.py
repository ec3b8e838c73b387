"""What the package has already is found: by its span, its wording, or its measure."""

from dataclasses import replace
from typing import Any

import pytest

from claimpack.drafting.draft import Speaker
from claimpack.drafting.measuring import Measures
from claimpack.drafting.repeats import Repeat
from claimpack.new_rows import add_records
from claimpack.package import Package

from .made import COUNCIL, DESK, HOLT, OTHER, SPOKESMAN, TEXT, Desk, draft, quantity, sample

READERS = "1,250 readers had asked for their money back"


@pytest.fixture
def written(desk: Desk) -> Desk:
    """The package with the drafts of the first article written."""
    desk.accept(*[p for p in desk.propose(*sample()) if p.is_checkable])
    return Desk(desk.package)


def repeats(desk: Desk, what: Any) -> list[Repeat]:
    [proposal] = desk.propose(what)
    return list(proposal.repeats)


def test_an_empty_package_has_nothing_to_repeat(desk: Desk) -> None:
    assert [p.repeats for p in desk.propose(*sample())] == [()] * 6


def test_the_same_words_of_the_same_article_stand_already(written: Desk) -> None:
    proposals = written.propose(*sample())
    assert [[r.claim_id for r in p.repeats] for p in proposals] == [
        ["C002", "C001"],
        ["C003"],
        ["C005", "C004"],
        ["C007", "C006"],
        ["C009", "C008"],
        [],
    ]
    assert all(
        r.stands and r.reason == "the same words of this article"
        for p in proposals[:5]
        for r in p.repeats
    )


@pytest.mark.parametrize(
    ("words", "stands"),
    [
        ("40 tonnes of books were moved to a school", True),  # 41 of 47 characters
        ("tonnes of books were moved to a sc", False),  # 34 of 47
        (TEXT[TEXT.index("About 40 tonnes") : TEXT.index(" lost a third")], False),
    ],
)
def test_spans_are_the_same_where_they_share_most_of_both(
    written: Desk, words: str, stands: bool
) -> None:
    assert any(r.stands for r in repeats(written, draft(words))) == stands


def test_the_same_speaker_in_like_words_in_another_article(written: Desk) -> None:
    other = Desk(written.package, OTHER)
    [repeat] = repeats(other, draft(READERS, "quantity", OTHER, speaker=HOLT))
    assert (repeat.claim_id, repeat.article_id, repeat.how) == ("C007", "library", "wording")
    assert not repeat.is_same_article and not repeat.stands
    assert (
        repeat.score == 100 and "the same speaker, and the wording is alike (100" in repeat.reason
    )


def test_another_speaker_repeats_nothing(written: Desk) -> None:
    other = Desk(written.package, OTHER)
    for speaker in (None, Speaker("Ada Moor", "person"), SPOKESMAN):
        assert repeats(other, draft(READERS, "quantity", OTHER, speaker=speaker)) == []


def test_two_articles_in_their_own_voice_repeat_each_other(desk: Desk) -> None:
    desk.accept(*desk.propose(draft("The library of Brill has been closed since Monday")))
    other = Desk(desk.package, OTHER)
    [repeat] = repeats(
        other, draft("The library of Brill has been closed since Monday", text=OTHER)
    )
    assert (repeat.claim_id, repeat.is_same_article) == ("C001", False)


@pytest.mark.parametrize(
    ("claim", "is_repeat"),
    [
        ("The readers who asked for their money back were 1,250.", True),
        ("Readers asked for their money back.", True),  # no number differs
        ("In all 980 readers had asked for their money back.", False),
        ("1,250 readers had not asked for their money back.", False),
        ("Money came back.", False),
        ("The head librarian thanked everybody who had helped with the move.", False),
    ],
)
def test_a_number_or_a_denial_makes_another_claim(desk: Desk, claim: str, is_repeat: bool) -> None:
    said = replace(
        draft("Holt said that 1,250 readers had asked for their money back", speaker=HOLT),
        claim_text=claim,
    )
    desk.accept(*desk.propose(said))
    other = Desk(desk.package, OTHER)
    assert bool(repeats(other, draft(READERS, text=OTHER, speaker=HOLT))) == is_repeat


def with_figures(package: Package) -> None:
    """Write a claim that states 30 to 50 tonnes, in kilotonnes."""
    record = {
        "claim_text": "Half of what the library had is in a hall now.",
        "claim_kind": "quantity",
        "checkability": "yes",
        "checkability_reason": "It can be weighed.",
        "article_id": "readers",
        "speaker_id": "brill-echo",
        "quote_start": "0",
        "quote_end": "20",
        "quote_sha256": "0" * 64,
        "claim_id": "C001",
    }
    figure = {"claim_id": "C001", "measure_id": "books-moved", "lower": "0.03", "upper": "0.05"}
    add_records(
        package,
        {
            "speakers": [
                {"name": "Brill Echo", "kind": "organisation", "is_party_reason": "Not known."}
            ],
            "claims": [record],
            "quantities": [
                figure
                | {"unit": "kt", "mode": "claimed", "is_approximate": "false"}
                | {"interpretation": "as stated"}
            ],
        },
        DESK,
    )


@pytest.mark.parametrize(
    ("lower", "upper", "unit", "is_repeat"),
    [
        ("40", "40", "t", True),
        (None, "35", "t", True),
        ("50", None, "t", True),
        ("40000", "40000", "kg", True),  # a unit that the package does not have
        ("60", None, "t", False),
        ("40", "40", "kt", False),
        ("40", "40", "d", False),
        ("0.04", "0.04", "1", False),
        ("0.04", "0.04", "EUR", False),
    ],
)
def test_a_figure_on_the_same_measure_that_overlaps(
    package: Package, lower: str | None, upper: str | None, unit: str, is_repeat: bool
) -> None:
    with_figures(package)
    words = "About 40 tonnes of books were moved to a school"
    figure = quantity("About 40 tonnes", lower, upper, unit)
    found = repeats(Desk(package), draft(words, "quantity", quantities=(figure,)))
    assert [(r.claim_id, r.how, r.measure_id) for r in found] == (
        [("C001", "figure", "books-moved")] if is_repeat else []
    )
    if is_repeat and unit == "t" and lower == upper:
        assert "Books moved (100 of 100 by its words): 40 t here, 0.03 to 0.05 kt there" in (
            found[0].reason
        )


def test_a_figure_on_another_subject_repeats_nothing(package: Package) -> None:
    with_figures(package)
    figure = quantity("1,250", "0.04", "0.04", "kt")
    assert repeats(Desk(package), draft(READERS, "quantity", quantities=(figure,))) == []


def test_a_council_by_its_name_with_or_without_an_article(written: Desk) -> None:
    voices = [p.draft.speaker for p in written.propose(sample()[0])]
    assert voices == [COUNCIL]
    again = draft(
        "Library of Brill closes for repairs", speaker=Speaker("Town Council", "organisation")
    )
    again = replace(again, claim_text="Since Monday the library of Brill has been closed.")
    assert [r.claim_id for r in repeats(written, again)] == ["C002"]


def test_percent_and_a_number_do_not_compare() -> None:
    units = [
        {"code": "%", "dimension": "1", "factor": "0.01"},
        {"code": "1", "dimension": "1", "factor": "1"},
    ]
    measures = Measures([{"measure_id": "m", "label": "Slates lost", "unit": "%"}], units)
    words = "a third of its slates lost"
    assert measures.fits(quantity("a third", "33.33", "33.33", "%"), words)[0].measure_id == "m"
    assert measures.fits(quantity("a third", "33.33", "33.33", "1"), words) == []
