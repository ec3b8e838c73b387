"""Sentences and the assertions that they hold, each with the subject that it leans on."""

from __future__ import annotations

import pytest

from claimpack.drafting.english.clauses import clauses
from claimpack.drafting.english.prose import read_prose

# A sentence; its assertions, as "subject | words" where the span begins after its subject.
CUT = [
    (
        "The plant employs 300 people and exports most of its glass.",
        ["The plant employs 300 people", "The plant | exports most of its glass"],
    ),
    (
        "The fire, which began on Monday, has destroyed 40 houses and closed the road.",
        [
            "The fire | began on Monday",
            "The fire | has destroyed 40 houses",
            "The fire | closed the road",
        ],
    ),
    (
        "Tarn, a town of 20,000 people, has no hospital.",
        ["Tarn | a town of 20,000 people", "Tarn | has no hospital"],
    ),
    (
        "Exports fell by 4%, but imports rose to 12 million tonnes.",
        ["Exports fell by 4%", "imports rose to 12 million tonnes"],
    ),
    (
        "The river is 300 km long; it ends in the Grey Sea.",
        ["The river is 300 km long", "it ends in the Grey Sea"],
    ),
    (
        "Prices rose by a third between 2019 and 2024.",
        ["Prices rose by a third between 2019 and 2024"],
    ),
    (
        "Bread, milk and eggs cost 12% more than a year ago.",
        ["Bread, milk and eggs cost 12% more than a year ago"],
    ),
    (
        "The U.S. team, led by J. R. Vale, won in 2 hours.",
        ["The U.S. team | led by J. R. Vale", "The U.S. team | won in 2 hours"],
    ),
    (
        "“The dam held. We lost half the harvest, though.”",
        ["“The dam held", "We lost half the harvest, though.”"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), CUT)
def test_a_sentence_is_cut_into_assertions(sentence, expected) -> None:
    found = [
        (f"{clause.subject} | " if clause.subject else "") + sentence[clause.start : clause.end]
        for clause in clauses(sentence, 0, len(sentence))
    ]
    assert found == expected


def test_wrapped_lines_are_one_paragraph_and_a_headline_is_a_sentence() -> None:
    text = (
        "River bursts its banks in Tarn\n\nThe river rose by two metres in the night and\n"
        "flooded the old town, where 300 people live, before\nthe rain stopped on Monday. It fell"
        " again by noon, and\nthe road was opened.\n"
    )
    prose = read_prose(text)
    words = [text[s.start : s.end].replace("\n", " ") for s in prose.sentences]
    assert words == [
        "River bursts its banks in Tarn",
        "The river rose by two metres in the night and flooded the old town, where 300 people"
        " live, before the rain stopped on Monday.",
        "It fell again by noon, and the road was opened.",
    ]
    assert [s.paragraph for s in prose.sentences] == [0, 1, 1]


def test_quotations_are_masked_in_place() -> None:
    text = 'She said “it is over”, and he said "no".\n“It goes on in the next paragraph.\nYes.'
    prose = read_prose(text)
    assert len(prose.masked) == len(text)
    quoted = "".join(c for i, c in enumerate(text) if prose.is_quoted_at(i))
    assert quoted == '“it is over”"no"“It goes on in the next paragraph.'
