"""Who asserts what in a sentence: its clauses, each with the voice that speaks in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from claimpack.drafting.english.attribution import Voice
from claimpack.drafting.english.clauses import Clause, clauses
from claimpack.drafting.english.names import office
from claimpack.drafting.english.prose import Sentence
from claimpack.drafting.english.vocabulary import words

# "Jane Doe, a mother of two, said"; offices are found by themselves.
ASIDE = re.compile(r",\s+(?P<aside>an?\s(?:[^,;:\0]|,(?=\d)){8,120}?)(?=,|$)")
# When and on what somebody spoke, and no assertion: "Asked whether it would rain, she said".
SPOKEN_WHEN = re.compile(r"\W*(?:asked|responding|speaking|questioned|pressed|in reply)\b", re.I)
# "denied that …", "accused them of …": the verb belongs to what is claimed.
SAID_OF = re.compile(rf"(?:{'|'.join(sorted(words('deny')))}|accus\w+)\b")
# After a name: what the article says of whom it quotes.
DESCRIBES = re.compile(r"(?:who|which)\b(?=\s)")
# What stands beside what somebody says is an assertion of the article from so many words on.
FEWEST_WORDS = 6


def assertions(
    text: str, sentence: Sentence, said: Sequence[Voice]
) -> Iterator[tuple[Clause, Voice | None]]:
    """Give the clauses of a sentence, each with who says it, or None for the article itself.

    Args:
        text: the article.
        sentence: one of its sentences.
        said: the voices in it.
    """
    if not said:
        for clause in clauses(text, sentence.start, sentence.end):
            yield clause, None
        return
    first = sentence.start
    for voice in said:
        taken = [voice.cue, *voice.spans]
        begin = min(start for start, _ in taken)
        before = text[first:begin]
        if len(before.split()) >= FEWEST_WORDS and not SPOKEN_WHEN.match(
            before
        ):  # in its own voice
            for clause in clauses(text, first, begin):
                yield clause, None
        for span in voice.spans:
            about = DESCRIBES.match(text[slice(*span)]) and span[0] >= voice.cue[1]
            for clause in clauses(text, *span):
                if SAID_OF.match(text, clause.start):
                    yield replace(clause, subject=voice.speaker.name), voice
                elif about and (who := DESCRIBES.match(text, clause.start)):
                    start = who.end() + 1
                    yield Clause(start, clause.end, voice.speaker.name), None
                else:
                    yield clause, None if about else voice
        yield from ((aside, None) for aside in _asides(text, voice))
        first = max(end for _, end in taken)
    if len(text[first : sentence.end].split()) >= FEWEST_WORDS:
        for clause in clauses(text, first, sentence.end):
            yield clause, None


def _asides(text: str, voice: Voice) -> Iterator[Clause]:
    """Give what the words that attribute say of the speaker by the way."""
    for match in ASIDE.finditer(text, *voice.cue):
        if office(match["aside"]) is None:
            yield Clause(*match.span("aside"), voice.speaker.name)
