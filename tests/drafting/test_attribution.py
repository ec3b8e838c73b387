"""Who speaks: sentences as newsrooms write them, and whose words each holds."""

from __future__ import annotations

import pytest

from claimpack.drafting.english.attribution import Voices
from claimpack.drafting.english.prose import read_prose

# A text; the words whose voice is looked for; the speaker, its kind; the chain nearest first.
SPOKEN = [
    (
        "Mayor Lena Ortiz said the bridge would open in May.",
        "the bridge would open",
        "Lena Ortiz", "person", ["Lena Ortiz said"],
    ),
    (
        "The bridge will open in May, Mayor Lena Ortiz said on Tuesday.",
        "The bridge will open",
        "Lena Ortiz", "person", ["Lena Ortiz said"],
    ),
    (
        "“The bridge will open in May,” said Lena Ortiz, the mayor of Tarn.",
        "The bridge will open",
        "Lena Ortiz", "person", ["Lena Ortiz said"],
    ),
    (
        '"We are ready," Ortiz told reporters, adding that the road was closed.',
        "the road was closed",
        "Ortiz", None, None,
    ),
    (
        "Lena Ortiz, the mayor of Tarn, told the Harbour Gazette that the bridge was unsafe.",
        "the bridge was unsafe",
        "Lena Ortiz", "person", ["Harbour Gazette quoted", "Lena Ortiz said"],
    ),
    (
        "According to the Ministry of Health, 40 people were treated in hospital.",
        "40 people were treated",
        "Ministry of Health", "organisation", ["Ministry of Health said"],
    ),
    (
        "Forty people were treated in hospital, according to Dr Amir Khan, the head of the clinic.",
        "Forty people were treated",
        "Amir Khan", "person", ["Amir Khan said"],
    ),
    (
        "The river rose by two metres overnight, officials said.",
        "The river rose by two metres",
        "officials", "unnamed", ["officials said"],
    ),
    (
        "Two people familiar with the talks said the offer was worth €40m.",
        "the offer was worth",
        "Two people familiar with the talks", "unnamed", None,
    ),
    (
        "“It was chaos,” Ruth Vale was quoted as saying by the Daily Courier.",
        "It was chaos",
        "Ruth Vale", "person", ["Daily Courier quoted", "Ruth Vale said"],
    ),
    (
        "The Daily Courier quoted police chief Ruth Vale as saying that nobody was hurt.",
        "nobody was hurt",
        "Ruth Vale", "person", ["Daily Courier quoted", "Ruth Vale said"],
    ),
    (
        "The Daily Courier reported on Monday, citing documents, that the plant would close.",
        "the plant would close",
        None, None, ["Daily Courier reported"],
    ),
    (
        "The Daily Courier reported that the plant would close.",
        "the plant would close",
        "Daily Courier", "organisation", ["Daily Courier reported"],
    ),
    (
        "Finance Minister Ann Reed presented the plan. She said it would cost 3 million euros.",
        "it would cost",
        "Ann Reed", "person", ["Ann Reed said"],
    ),
    (
        "Finance Minister Ann Reed presented the plan. The minister said it would cost 3 million.",
        "it would cost",
        "Ann Reed", "person", ["Ann Reed said"],
    ),
    (
        "Ann Reed, the finance minister, presented the plan. “It is fair,” Reed said.",
        "It is fair",
        "Ann Reed", "person", ["Ann Reed said"],
    ),
    (
        "The new plant reportedly cost 40 million euros to build.",
        "cost 40 million euros",
        "somebody whom the article does not name", "unnamed", None,
    ),
    (
        "“The roof gave way,” said farmer Tom Breck. “We ran outside. It was dark.”",
        "We ran outside",
        "Tom Breck", "person", ["Tom Breck said"],
    ),
    (
        "“The roof gave way,” Tom Breck, a farmer, recalled. “We ran outside.”",
        "The roof gave way",
        "Tom Breck", "person", ["Tom Breck said"],
    ),
    (
        "In a statement, Norland Airways said it had cancelled 120 flights.",
        "it had cancelled 120 flights",
        "Norland Airways", "organisation", ["Norland Airways said"],
    ),
    (
        "The airline said in a statement on Friday that it had cancelled 120 flights.",
        "it had cancelled 120 flights",
        "airline", "unnamed", None,
    ),
    (
        "A study by the University of Tarn found that a third of wells were dry.",
        "a third of wells were dry",
        "University of Tarn", "organisation", ["University of Tarn said"],
    ),
    (
        "Union leader Tom Breck said wages had fallen, but the company’s chief executive,"
        " Ida Stone, said they had risen by 4%.",
        "they had risen by 4%",
        "Ida Stone", "person", ["Ida Stone said"],
    ),
    (
        "Union leader Tom Breck said wages had fallen, while output rose by 4%.",
        "wages had fallen",
        "Tom Breck", "person", ["Tom Breck said"],
    ),
    (
        "Police said three people had been arrested.",
        "three people had been arrested",
        "Police", "organisation", ["Police said"],
    ),
    (
        "Ida Stone warned that prices could double by 2030.",
        "prices could double",
        "Ida Stone", "person", ["Ida Stone said"],
    ),
    (
        "The prosecutor, Eva Holm, told the court that he had stolen 40,000 euros.",
        "he had stolen 40,000 euros",
        "Eva Holm", "person", ["Eva Holm said"],
    ),
    (
        "Ms Holm alleged that he had stolen 40,000 euros. Eva Holm is a prosecutor.",
        "he had stolen",
        "Holm", "person", None,
    ),
    (
        "A spokeswoman for the Department of Health and Social Care said: “We paid €2 million.”",
        "We paid",
        "A spokeswoman for the Department of Health and Social Care", "unnamed", None,
    ),
    (
        "Some 90 men were at the scene, Tarn Vale Fire and Rescue Service said.",
        "Some 90 men",
        "Tarn Vale Fire and Rescue Service", "organisation", None,
    ),
    (
        "The Water Agency, which is watching the river, confirmed it had sent a notice in August.",
        "it had sent a notice",
        "Water Agency", "organisation", None,
    ),
    (
        "The firm’s head, Ida Stone, apologised on Sunday but denied that it had failed.",
        "denied that it had failed",
        "Ida Stone", "person", None,
    ),
    (
        "According to a survey of 1,204 adults by Tarn Polls, 58% support the strike.",
        "58% support",
        "Tarn Polls", "organisation", None,
    ),
    (
        "The first crews arrived. Council leader Joan Ashby said 40 homes were empty.",
        "40 homes were empty",
        "Joan Ashby", "person", ["Joan Ashby said"],
    ),
    (
        "It was not true, Ida Stone said, that no money was available.",
        "that no money",
        "Ida Stone", "person", None,
    ),
    (
        "In a statement the airline, which made a profit of £2.3m, said it had spent £600,000.",
        "it had spent",
        "airline", "unnamed", None,
    ),
    (
        "The plant may close, the Courier reported, citing two people close to the owner.",
        "The plant may close",
        "two people close to the owner", "unnamed", ["Courier reported"],
    ),
    (
        "But Cllr Tom Breck accused the firm of ignoring repeated warnings.",
        "accused the firm of ignoring",
        "Tom Breck", "person", None,
    ),
    (
        "The Water Board (TWB) met on Monday, and the TWB expects prices to fall by 4%.",
        "prices to fall",
        "Water Board", "organisation", None,
    ),
]  # fmt: skip

# Words that nobody but the article says.
UNSPOKEN = [
    ("The bridge was opened in 1931 and closed in 2019.", "The bridge was opened"),
    ("Claims of fraud rose by 4% last year.", "rose by 4%"),
    ("The report says nothing of the cost, which was 40 million.", "which was 40 million"),
    ("She was to say more on Friday at the town hall of Tarn.", "say more on Friday"),
    ("The minister’s statement added to the fears of 300 workers.", "fears of 300 workers"),
    ("The team added three goals before the break, and won.", "three goals"),
    ("Families went home on Sunday, as the council warned that it would rain.", "Families went"),
    ("The jury was told that the roof had fallen in.", "the roof had fallen in"),
    ("Ida Stone, who took over in June, said the plant would close.", "took over in June"),
    ("They told a story of floods that lasted two weeks.", "floods that lasted"),
]


def _voice(text: str, words: str):
    prose = read_prose(text)
    at = text.index(words)
    for voices in Voices(prose).all():
        for voice in voices:
            if any(start <= at < end for start, end in voice.spans):
                return voice
    return None


@pytest.mark.parametrize(("text", "words", "name", "kind", "chain"), SPOKEN)
def test_words_have_their_speaker(text, words, name, kind, chain) -> None:
    voice = _voice(text, words)
    assert voice is not None, "nobody is heard"
    if name is not None:
        assert voice.speaker.name == name
    if kind is not None:
        assert voice.speaker.kind == kind
    if chain is not None:
        assert [f"{hop.speaker.name} {hop.relation}" for hop in voice.hops][: len(chain)] == chain


@pytest.mark.parametrize(("text", "words"), UNSPOKEN)
def test_the_article_speaks_for_itself(text, words) -> None:
    assert _voice(text, words) is None
