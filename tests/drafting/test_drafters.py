"""Whoever drafts, nothing enters that is not in the text or has a code that there is not."""

import json
import re
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimpack.article_text import ArticleText
from claimpack.drafting.drafters import Drafted, draft_article, drafter_names
from claimpack.drafting.holdings import Holdings
from claimpack.drafting.proving import KNOWN, Prover, RefusedError
from claimpack.errors import ClaimpackError

from ..conftest import ROOT
from .made import DAY, TEXT, install_plug_in

QUOTE = "the roof lost a third of its slates"
HOLT = {"name": "Mira Holt"}
CODES = Holdings(None, ArticleText(TEXT)).codes


@pytest.fixture
def installed(plug_in: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(plug_in)


@pytest.fixture
def sheet(installed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    def drafted(*said: Any, text: str = TEXT) -> Drafted:
        path = tmp_path / "sheet.json"
        path.write_text(json.dumps(said), encoding="utf-8")
        monkeypatch.setenv("SHEET", str(path))
        return draft_article(text, DAY, CODES, "sheet")

    return drafted


def test_a_plug_in_is_found_by_its_entry_point(installed: None) -> None:
    assert drafter_names() == ["rules", "absent", "broken", "endless", "leaving", "sheet"]


def test_what_a_plug_in_leaves_out_is_filled_and_spans_are_ours(sheet: Any) -> None:
    [draft] = sheet({"quote": QUOTE}).drafts
    assert TEXT[draft.start : draft.end] == draft.quote == QUOTE
    assert (draft.kind, draft.checkability, draft.speaker, draft.hops) == ("fact", "yes", None, ())
    assert draft.reason == "Proposed by the drafter sheet; nobody has judged it."


def test_everything_that_a_plug_in_may_say(sheet: Any) -> None:
    said = {
        "quote": "1,250 readers had asked for their money back",
        "claim_kind": "quantity",
        "checkability": "partly",
        "checkability_reason": "Nobody counts them.",
        "claim_text": "So many readers want money back.",
        "speaker": HOLT | {"kind": "person", "position": "head librarian"},
        "hops": [
            {"speaker": {"name": "Brill Echo", "kind": "organisation"}, "relation": "quoted"},
            {"speaker": HOLT, "relation": "said"},
        ],
        "quantities": [{"quote": "1,250", "lower": 1250, "upper": "1250", "counted": "readers"}],
        "worth": [{"reason": "number", "points": 0.4}, {"reason": "named speaker", "points": 0.3}],
    }
    [draft] = sheet(said).drafts
    assert (draft.kind, draft.reason, draft.score) == ("quantity", "Nobody counts them.", 0.7)
    assert [(hop.speaker.name, hop.relation) for hop in draft.hops] == [
        ("Brill Echo", "quoted"),
        ("Mira Holt", "said"),
    ]
    [figure] = draft.quantities
    assert TEXT[figure.start : figure.end] == "1,250"
    assert (str(figure.lower), str(figure.upper), figure.unit) == ("1250", "1250", "1")
    assert draft.claim_text == "So many readers want money back."


def test_drafts_come_in_the_order_of_the_text(sheet: Any) -> None:
    drafts = sheet({"quote": QUOTE}, {"quote": "Library of Brill closes"}).drafts
    assert [draft.quote for draft in drafts] == ["Library of Brill closes", QUOTE]


def test_words_in_another_unicode_form_are_found(sheet: Any) -> None:
    text = "The café of Brill has been closed since Monday."
    quote = unicodedata.normalize("NFD", "The café of Brill")
    [draft] = sheet({"quote": quote}, text=text).drafts
    assert draft.quote == "The café of Brill" != quote


REFUSED = {
    "an invented quote": ({"quote": "the roof lost half of its tiles"}, "does not stand in"),
    "nothing like it": ({"quote": "Ships wait at anchor in the bay"}, "nor anything like it"),
    "two places": ({"quote": "books"}, "in 2 places: give quote_start and quote_end"),
    "no words": ({"claim_kind": "fact"}, "the quote is missing"),
    "empty words": ({"quote": " "}, "the quote is empty"),
    "words that are no text": ({"quote": 7}, "the quote is missing"),
    "a position outside": ({"quote_start": 0, "quote_end": 9_999}, "there is no span"),
    "half a position": ({"quote_start": 4}, "no pair of whole numbers"),
    "a position as text": ({"quote_start": "0", "quote_end": "9"}, "no pair of whole numbers"),
    "words elsewhere": ({"quote": QUOTE, "quote_start": 0, "quote_end": 35}, "does not stand in"),
    "less than the words": (
        {"quote": "Library", "quote_start": 0, "quote_end": 16},
        "is not what stands from 0 to 16",
    ),
    "an unknown kind": ({"quote": QUOTE, "claim_kind": "rumour"}, "claim_kind 'rumour' is none of"),
    "a saying": ({"quote": QUOTE, "claim_kind": "attribution"}, "it was said is told by 'speaker'"),
    "an unknown checkability": ({"quote": QUOTE, "checkability": "maybe"}, "'maybe' is none of"),
    "a speaker without a name": ({"quote": QUOTE, "speaker": {"kind": "person"}}, "with a name"),
    "a speaker as text": ({"quote": QUOTE, "speaker": "Holt"}, "with a name"),
    "an unknown kind of speaker": (
        {"quote": QUOTE, "speaker": {"name": "Holt", "kind": "wizard"}},
        "kind of a speaker 'wizard'",
    ),
    "hops of nobody": (
        {"quote": QUOTE, "hops": [{"speaker": HOLT}]},
        "it has hops and no speaker",
    ),
    "an unknown relation": (
        {"quote": QUOTE, "speaker": HOLT, "hops": [{"speaker": HOLT, "relation": "sang"}]},
        "relation 'sang'",
    ),
    "an unknown key": ({"quote": QUOTE, "verdict": "supported"}, "a draft has no 'verdict'"),
    "a figure without ends": ({"quote": QUOTE, "quantities": [{}]}, "neither a lower nor an upper"),
    "a figure upside down": (
        {"quote": QUOTE, "quantities": [{"lower": 2, "upper": 1}]},
        "lower end above its upper",
    ),
    "a figure that is none": ({"quote": QUOTE, "quantities": [{"lower": "NaN"}]}, "is no number"),
    "a figure elsewhere": (
        {"quote": QUOTE, "quantities": [{"quote": "1,250", "lower": 1}]},
        "does not stand in",
    ),
    "a figure before the words": (
        {"quote": QUOTE, "quantities": [{"quote_start": 0, "quote_end": 7, "lower": 1}]},
        "outside of the words",
    ),
    "a unit that is none": (
        {"quote": QUOTE, "quantities": [{"lower": 1, "unit": "smoots"}]},
        "is no unit in UCUM",
    ),
    "points beyond all": (
        {"quote": QUOTE, "worth": [{"reason": "x", "points": 40}]},
        "not between -1 and 1",
    ),
    "no mapping": ("the roof", "no mapping but of the type str"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_proved_is_left_out_and_told(sheet: Any, case: str) -> None:
    said, reason = REFUSED[case]
    drafted = sheet({"quote": "Library of Brill closes"}, said)
    assert [draft.quote for draft in drafted.drafts] == ["Library of Brill closes"]
    [left_out] = drafted.left_out
    assert left_out.number == 2
    assert reason in left_out.reason and "\n" not in left_out.reason


def test_the_same_draft_twice_is_one(sheet: Any) -> None:
    drafted = sheet({"quote": QUOTE}, {"quote": QUOTE}, {"quote": QUOTE, "claim_kind": "quantity"})
    assert [draft.kind for draft in drafted.drafts] == ["fact", "quantity"]
    [left_out] = drafted.left_out
    assert (left_out.number, left_out.reason) == (2, "its span, speaker and kind are those of 1")


def test_control_characters_in_names_are_removed_and_told(sheet: Any) -> None:
    name = "\x1b[31mMira\x1b[0m\u202e Holt\x07"
    hop = {"speaker": {"name": "Brill\nEcho", "kind": "organisation"}, "relation": "quoted"}
    drafted = sheet(
        {"quote": QUOTE, "speaker": {"name": name}, "hops": [hop, {"speaker": {"name": name}}]},
        {"quote": "books were moved", "speaker": {"name": "\x1b[31m\u200b"}},
    )
    [draft] = drafted.drafts
    assert [hop.speaker.name for hop in draft.hops] == ["Brill Echo", "Mira Holt"]
    assert draft.speaker.name == "Mira Holt"
    [mended], [left_out] = drafted.mended, drafted.left_out
    assert (mended.number, left_out.number) == (1, 2)
    assert "removed from the name or office of 'Mira Holt'" in mended.reason
    assert "only control characters" in left_out.reason


def test_the_plug_in_of_the_guide_drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guide = (ROOT / "docs" / "guide" / "drafting.md").read_text(encoding="utf-8")
    blocks = dict(re.findall(r"```(python|toml)\n# \S+\n(.*?)```", guide, re.DOTALL))
    project = tomllib.loads(blocks["toml"])["project"]
    install_plug_in(tmp_path, project["name"], project["entry-points"]["claimpack.drafters"])
    (tmp_path / "my_drafter.py").write_text(blocks["python"])
    monkeypatch.syspath_prepend(tmp_path)
    drafted = draft_article("In June\n34% of it was left\n", None, CODES, "shares")
    assert drafted.left_out == ()
    [draft] = drafted.drafts
    assert (draft.quote, draft.speaker and draft.speaker.kind) == (
        "34% of it was left",
        "organisation",
    )


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, len(TEXT) + 5),
    st.floats(),
    st.sampled_from(["", "fact", "yes", "books", QUOTE, TEXT, "\ud800", "\u0000", "Holt"]),
    st.lists(st.dictionaries(st.sampled_from(["speaker", "lower", "quote"]), st.integers())),
    st.dictionaries(st.sampled_from(["name", "kind"]), st.text(max_size=5)),
)
KEYS = st.sampled_from(sorted(KNOWN))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(KEYS, VALUES))
def test_whatever_a_plug_in_says_only_words_of_the_text_come_out(said: dict[str, Any]) -> None:
    try:
        draft = Prover(TEXT, CODES, "x").draft(said)
    except RefusedError:
        return
    assert TEXT[draft.start : draft.end] == draft.quote != ""
    assert draft.kind in CODES["claim_kinds"] and draft.checkability in CODES["checkabilities"]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("broken", "the drafter 'broken' failed: RuntimeError: no answer"),
        ("leaving", "the drafter 'leaving' failed: SystemExit: 3"),
        ("endless", "more than 10,000 drafts"),
        ("absent", "the drafter 'absent' failed: ModuleNotFoundError"),
    ],
)
def test_a_plug_in_that_fails_is_one_clear_sentence(installed: None, name: str, told: str) -> None:
    with pytest.raises(ClaimpackError) as error:
        draft_article(TEXT, DAY, CODES, name)
    assert told in str(error.value) and "\n" not in str(error.value)
    assert error.value.fix is not None and "sheet-drafter" in error.value.fix


def test_a_drafter_that_is_not_there_is_refused_with_those_that_are(installed: None) -> None:
    with pytest.raises(ClaimpackError, match="no drafter 'nobody'") as error:
        draft_article(TEXT, DAY, CODES, "nobody")
    assert error.value.fix is not None and "rules, absent, broken" in error.value.fix


def test_two_plug_ins_of_one_name_are_not_chosen_between(
    installed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = install_plug_in(tmp_path, "other-drafter", {"sheet": "sheet_drafter:broken"})
    monkeypatch.syspath_prepend(other)
    with pytest.raises(ClaimpackError, match="several plug-ins bring a drafter 'sheet'") as error:
        draft_article(TEXT, DAY, CODES, "sheet")
    assert "other-drafter, sheet-drafter" in str(error.value)
