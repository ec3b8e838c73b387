"""What is accepted becomes rows that pass the check: a pair where somebody else speaks."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from claimpack.adding import read_rows
from claimpack.check import check_package
from claimpack.drafting.draft import Hop, Speaker
from claimpack.drafting.proposals import Proposal
from claimpack.drafting.wording import claim_text
from claimpack.errors import ClaimpackError, DataError
from claimpack.new_rows import add_records
from claimpack.package import Package
from claimpack.quotes import verify_quotes

from ..conftest import contents
from .made import (
    DESK,
    ECHO,
    HOLT,
    OTHER,
    SPOKESMAN,
    TEXT,
    Desk,
    article,
    draft,
    moment,
    quantity,
    sample,
)

SPAN = ("quote_start", "quote_end", "quote_sha256")


def rows(desk: Desk, table: str) -> list[dict[str, str]]:
    return read_rows(desk.package, table)


def claims(desk: Desk) -> dict[str, dict[str, str]]:
    return {row["claim_id"]: row for row in rows(desk, "claims")}


def checkable(desk: Desk) -> list[Proposal]:
    return [p for p in desk.propose(*sample()) if p.draft.is_proposed]


def test_all_of_it_passes_the_check_and_is_proved_in_the_text(desk: Desk, tmp_path: Path) -> None:
    desk.accept(*checkable(desk))
    assert check_package(desk.package).findings == []
    text = tmp_path / "article.txt"
    text.write_text(TEXT, encoding="utf-8")
    proved = verify_quotes(desk.package, text, "library")
    assert proved.valid and len(proved.proofs) == 9


def test_said_and_true_are_a_pair_on_one_span(desk: Desk) -> None:
    desk.accept(*checkable(desk))
    said, true = claims(desk)["C001"], claims(desk)["C002"]
    assert (said["claim_kind"], said["asserts_claim_id"]) == ("attribution", "C002")
    assert (true["claim_kind"], true["asserts_claim_id"]) == ("date", "")
    assert [said[end] for end in SPAN] == [true[end] for end in SPAN]
    assert said["speaker_id"] == true["speaker_id"] == "the-town-council"
    assert said["claim_text"] == (
        "The town council said: The library of Brill has been closed since Monday."
    )
    assert {row["stage"] for row in rows(desk, "assessments")} == {"recorded"}


def test_the_article_speaks_as_its_publisher(desk: Desk) -> None:
    desk.accept(*checkable(desk))
    assert claims(desk)["C003"]["speaker_id"] == "valley-post"
    voice = next(r for r in rows(desk, "speakers") if r["speaker_id"] == "valley-post")
    assert (voice["name"], voice["kind"], voice["is_party"]) == ("Valley Post", "organisation", "")
    assert voice["is_party_reason"] == "Not judged: drafted from the article."


def test_words_of_the_publisher_are_the_voice_of_the_article(desk: Desk) -> None:
    speaker = Speaker("the Valley Post", "organisation")
    desk.accept(*desk.propose(draft("the roof lost a third of its slates", speaker=speaker)))
    [claim] = claims(desk).values()
    assert (claim["claim_kind"], claim["speaker_id"]) == ("fact", "valley-post")


def test_hops_name_outlets_as_publishers_and_others_as_speakers(desk: Desk) -> None:
    desk.accept(*checkable(desk))
    hops = [tuple(row.values()) for row in rows(desk, "attributions")]
    assert ("C004", "1", "", "brill-echo", "quoted") in hops
    assert ("C004", "2", "mira-holt", "", "said") in hops
    assert ("C008", "1", "a-spokesman", "", "said") in hops


def test_a_surname_alone_is_the_one_who_has_it(desk: Desk) -> None:
    desk.accept(*checkable(desk))
    assert claims(desk)["C006"]["speaker_id"] == "mira-holt"
    holt = [row for row in rows(desk, "speakers") if "Holt" in row["name"]]
    assert [(r["name"], r["kind"], r["position"]) for r in holt] == [
        ("Mira Holt", "person", "head librarian")
    ]


def test_a_surname_that_two_have_is_somebody_new(desk: Desk) -> None:
    record = {"kind": "person", "is_party_reason": "Not known."}
    names = [{"name": "Mira Holt", **record}, {"name": "Jon Holt", **record}]
    add_records(desk.package, {"speakers": names}, DESK)
    desk = Desk(desk.package)
    said = draft("the roof lost a third of its slates", speaker=Speaker("Holt", "person"))
    desk.accept(*desk.propose(said))
    assert claims(desk)["C001"]["speaker_id"] == "holt"


def test_two_people_of_one_surname_stay_two(desk: Desk) -> None:
    other = draft("the roof lost a third of its slates", speaker=Speaker("Jon Holt", "person"))
    desk.accept(*desk.propose(sample()[2], other))
    assert {row["name"] for row in rows(desk, "speakers")} == {"Mira Holt", "Jon Holt"}


def test_the_unnamed_of_another_article_is_somebody_else(desk: Desk) -> None:
    desk.accept(*desk.propose(draft("the storm had been the worst in 40 years", speaker=SPOKESMAN)))
    other = Desk(desk.package, OTHER)
    words = "The library of Brill has been closed since Monday"
    other.accept(*other.propose(draft(words, text=OTHER, speaker=SPOKESMAN)))
    assert [claim["speaker_id"] for claim in claims(other).values()] == [
        *["a-spokesman"] * 2,
        *["a-spokesman-2"] * 2,
    ]
    again = Desk(desk.package)
    again.accept(*again.propose(draft("the roof lost a third of its slates", speaker=SPOKESMAN)))
    assert claims(again)["C005"]["speaker_id"] == "a-spokesman"


def test_figures_are_written_under_the_measure_that_fits(desk: Desk) -> None:
    _, records = desk.accept(*checkable(desk))
    figures = [
        (r["claim_id"], r["measure_id"], r["lower"], r["upper"], r["unit"], r["is_approximate"])
        for r in rows(desk, "quantities")
    ]
    assert figures == [
        ("C003", "books-moved", "40", "40", "t", "true"),
        ("C007", "readers-who-asked-for-money", "1250", "1250", "1", "false"),
    ]
    assert rows(desk, "quantities")[0]["stated_as"] == "About 40 tonnes"
    assert (records.notes, records.missing) == ([], [])


@pytest.mark.parametrize(
    ("words", "found", "told"),
    [
        (
            "the roof lost a third of its slates",
            ("a third", "33.33", "33.33", "%"),
            ["no measure fits", "claimpack add measure --label '…' --unit %", "--lower 33.33"],
        ),
        (
            "About 40 tonnes of books were moved",
            ("40", "40", "40", "EUR"),
            ["claimpack add unit --code EUR --label Euro", "add measure", "--unit EUR"],
        ),
        (
            "About 40 tonnes of books were moved",
            ("40", "1e400", "1e400", "t"),
            ["too many digits"],
        ),
    ],
)
def test_a_figure_without_a_measure_is_told_with_what_to_run(
    desk: Desk, words: str, found: tuple[str, ...], told: list[str]
) -> None:
    _, records = desk.accept(
        *desk.propose(draft(words, "quantity", quantities=(quantity(*found),)))
    )
    assert rows(desk, "quantities") == []
    [missing] = records.missing
    for part in told:
        assert part in f"{missing.why} {missing.commands}"


def test_a_person_names_the_measure(desk: Desk) -> None:
    found = quantity("40 tonnes", "40", "40", "t")
    [proposal] = desk.propose(draft("About 40 tonnes", "quantity", quantities=(found,)))
    desk.accept(replace(proposal, measures={0: "books-moved"}))
    assert [row["measure_id"] for row in rows(desk, "quantities")] == ["books-moved"]


def test_a_forecast_has_a_criterion_and_the_date_of_its_words(desk: Desk) -> None:
    desk.accept(*checkable(desk))
    [forecast] = rows(desk, "forecasts")
    assert forecast == {
        "claim_id": "C005",
        "resolution_criterion": (
            "By 2026-10 it has come about: Repairs will be finished by October 2026."
        ),
        "resolves_by": "2026-10",
        "resolved_on": "",
    }


@pytest.mark.parametrize("edtf", [None, "2026-03-02/..", "2025", "1990/2026-03-03"])
def test_a_forecast_without_a_date_to_come_says_so(desk: Desk, edtf: str | None) -> None:
    dates = (moment("by October 2026", edtf),) if edtf else ()
    words = "Repairs will be finished by October 2026"
    desk.accept(*desk.propose(draft(words, "forecast", dates=dates)))
    [forecast] = rows(desk, "forecasts")
    assert forecast["resolves_by"] == ""
    assert forecast["resolution_criterion"] == "Whether it came about; the article names no date."
    assert check_package(desk.package).valid


def test_said_again_in_the_article_only_the_saying_is_written(desk: Desk) -> None:
    desk.accept(*checkable(desk))
    desk = Desk(desk.package)
    again = draft("1,250 readers had asked", "quantity", speaker=HOLT)
    again = replace(again, claim_text="Their money back 1,250 readers had asked for.")
    [proposal] = desk.propose(again)
    assert [r.claim_id for r in proposal.repeats] == ["C007"]
    _, records = desk.accept(proposal)
    [said] = records.tables["claims"]
    assert (said["claim_kind"], said["asserts_claim_id"]) == ("attribution", "C007")
    assert [row["claim_id"] for row in records.tables["attributions"]] == [said["claim_id"]]
    assert "quantities" not in records.tables
    assert check_package(desk.package).findings == []


def test_said_again_by_the_article_itself_the_publisher_says_it(desk: Desk) -> None:
    own = "The library of Brill has been closed since Monday"
    desk.accept(*desk.propose(draft(own)))
    desk = Desk(desk.package)
    again = replace(draft("Library of Brill closes"), claim_text=f"{own}.")
    desk.accept(*desk.propose(again))
    said = claims(desk)["C002"]
    assert (said["speaker_id"], said["asserts_claim_id"]) == ("valley-post", "C001")
    assert said["claim_text"].startswith("Valley Post said: ")
    [hop] = rows(desk, "attributions")
    assert (hop["claim_id"], hop["publisher_id"]) == ("C002", "valley-post")
    assert check_package(desk.package).findings == []


def test_what_another_article_says_is_a_claim_of_this_one_too_and_told(desk: Desk) -> None:
    desk.accept(*checkable(desk))
    other = Desk(desk.package, OTHER)
    words = "1,250 readers had asked for their money back"
    _, records = other.accept(*other.propose(draft(words, "quantity", OTHER, speaker=HOLT)))
    said, true = records.tables["claims"]
    assert (said["asserts_claim_id"], true["article_id"]) == (true["claim_id"], "readers")
    [(what, fix)] = records.notes
    assert "repeats C007 of the article library" in what and fix == "claimpack show C007"
    assert check_package(desk.package).findings == []


def test_what_stands_already_is_not_written_again(desk: Desk) -> None:
    desk.accept(*checkable(desk))
    before = contents(desk.package.root)
    desk = Desk(desk.package)
    with pytest.raises(ClaimpackError, match="draft 1 stands as C003 already"):
        desk.accept(*desk.propose(sample()[1]))
    _, records = desk.accept(*desk.propose(sample()[1], draft("It was a sad day")), dry_run=True)
    assert [note for note, _ in records.notes] == ["draft 1 stands as C003 already"]
    assert contents(desk.package.root) == before


def test_long_words_are_cut_and_said_to_be(desk: Desk) -> None:
    words = TEXT[TEXT.index("About 40") : TEXT.index('.\n"Repairs')]
    [proposal] = desk.propose(draft(words))
    assert proposal.is_shortened
    assert proposal.text == "About 40 tonnes of books were moved to a school…"
    _, records = desk.accept(proposal)
    assert records.notes == [
        ("draft 1: the text of the claim is shortened", "say it in your own words, with --review")
    ]
    assert len(claims(desk)["C001"]["claim_text"].split()) <= 15
    assert check_package(desk.package).valid


@pytest.mark.parametrize(
    ("words", "subject", "text"),
    [
        ("and that “exports fell,", None, "Exports fell."),
        ("“There will be contacts.”", None, "There will be contacts."),
        ('However, the "best" plan is "great"', None, 'The "best" plan is "great".'),
        ("Since 2019 the port has grown", None, "Since 2019 the port has grown."),
        ("So far 3,000 people have left", None, "So far 3,000 people have left."),
        ("It rose", None, "The article says: It rose."),
        ("which fell on Monday", "The roof", "The roof fell on Monday."),
        ("and lost its slates", "the roof", "The roof lost its slates."),
        ("the oldest in the county", "the library", "The library: the oldest in the county."),
        ("a b c d e f g h i j k l m n o p", None, "A b c d e f g h i j k l m n o…"),
        ("a b c d, e " + "more " * 20, None, "A b c d, e" + " more" * 10 + "…"),
        ("a b c d e f g h, i " + "more " * 20, None, "A b c d e f g h…"),
        ("\n", None, "The article says: ."),
        ("“”…", None, "The article says: ."),
    ],
)
def test_words_become_a_sentence(words: str, subject: str | None, text: str) -> None:
    assert claim_text(words, 15, subject).text == text


HOSTILE = "\u202eThe l\u00adibrary <b>burns</b>\u0007 at =night("


def test_characters_that_no_cell_may_hold_are_removed_and_told(package: Package) -> None:
    text = f"A headline of the day\n\n{HOSTILE} for all to see.\n"
    add_records(package, {"articles": [article("hostile", "valley-post", text)]})
    desk = Desk(package, text)
    speaker = Speaker("Mira\u202e Holt\u0000", "person", "=chief|")
    [proposal] = desk.propose(draft(HOSTILE, text=text, speaker=speaker))
    _, records = desk.accept(proposal)
    assert claims(desk)["C002"]["claim_text"] == "The library burns at =night(."
    assert "no cell may hold were left out" in records.notes[0][0]
    assert check_package(package).findings == []


def test_all_or_nothing(desk: Desk) -> None:
    before = contents(desk.package.root)
    good, bad = desk.propose(sample()[1], draft("It was a sad day"))
    mixed = replace(bad, text="It was a s\u0430d day for all.")  # a Cyrillic letter
    with pytest.raises(DataError, match="nothing was written: plain-text in claims, C002"):
        desk.accept(good, mixed)
    assert contents(desk.package.root) == before


def test_a_trial_writes_nothing(desk: Desk) -> None:
    before = contents(desk.package.root)
    added, _ = desk.accept(*checkable(desk), dry_run=True)
    assert len(added.rows["claims"]) == 9
    assert contents(desk.package.root) == before


def test_numbers_go_on_where_somebody_wrote_meanwhile(desk: Desk) -> None:
    proposals = checkable(desk)
    other = Desk(desk.package)
    other.accept(*other.propose(draft("It was a sad day", "opinion")))
    desk.accept(*proposals)
    assert list(claims(desk)) == [f"C{number:03}" for number in range(1, 11)]


def test_who_told_whom_without_words_of_somebody_is_kept_in_order(desk: Desk) -> None:
    agency = Speaker("Coast Agency", "organisation")
    hops = (Hop(ECHO, "reported"), Hop(agency, "quoted"), Hop(HOLT, "said"))
    desk.accept(*desk.propose(draft("It was a sad day", speaker=HOLT, hops=hops)))
    assert [
        (r["hop"], r["speaker_id"] or r["publisher_id"]) for r in rows(desk, "attributions")
    ] == [
        ("1", "brill-echo"),
        ("2", "coast-agency"),
        ("3", "mira-holt"),
    ]


def test_decimals_are_written_as_cells_hold_them(desk: Desk) -> None:
    found = replace(quantity("40 tonnes", "40.50", None, "t"), lower=Decimal("4.050E+1"))
    [proposal] = desk.propose(draft("About 40 tonnes of books were moved", quantities=(found,)))
    desk.accept(proposal)
    [row] = rows(desk, "quantities")
    assert (row["lower"], row["upper"]) == ("40.5", "")
