"""Who speaks in each sentence, through whom, and which words are theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from claimpack.drafting.draft import Hop, Speaker
from claimpack.drafting.english.cast import Cast
from claimpack.drafting.english.cues import read_cue
from claimpack.drafting.english.prose import QUOTED, Prose, Sentence, trimmed
from claimpack.drafting.english.vocabulary import one_of

LEAD = re.compile(r"^[\s,:]*(?:that\b|:|,)?\s*", re.IGNORECASE)
# Where another voice may begin: also with "and" where it is named.
BREAK = re.compile(
    r"[;–—]|,\s+(?:while|but|whereas|although|though)\b|\s-\s"
    rf"|,\s+and\s+(?=(?:[A-Z]|the\s)[^,;\0]{{2,60}}?\s{one_of('say')}\b)"
)
# A break parts two voices only where there is this much on either side.
SHORTEST_PART = 20
SHORTEST = 3
# A sentence of which so much is quoted goes on with the voice before it.
QUOTATION = 0.7


@dataclass(frozen=True)
class Voice:
    """Words of a sentence that somebody says, and the words by which the article says so.

    Attributes:
        speaker: who says it.
        hops: who told whom, nearest the article first.
        cue: the span of the words that attribute.
        spans: the spans of what is said.
    """

    speaker: Speaker
    hops: tuple[Hop, ...]
    cue: tuple[int, int]
    spans: tuple[tuple[int, int], ...]


class Voices:
    """Finds who speaks, sentence by sentence, in the order of the text."""

    def __init__(self, prose: Prose, kinds: Mapping[str, str] | None = None) -> None:
        """Read who is named in the text.

        Args:
            prose: the article.
            kinds: what is known of its names: kinds of speakers by name.
        """
        self._prose = prose
        self._cast = Cast(prose.text, kinds)

    def all(self) -> list[list[Voice]]:
        """Return the voices of each sentence; none where the article speaks for itself."""
        found = [self._of(sentence) for sentence in self._prose.sentences]
        for number, sentence in enumerate(self._prose.sentences):
            if not found[number] and self._is_quotation(sentence):
                near = self._neighbour(number, found)
                if near is not None:
                    span = (sentence.start, sentence.end)
                    found[number] = [Voice(near.speaker, near.hops, near.cue, (span,))]
        return found

    def offices(self) -> list[tuple[int, int, Speaker]]:
        """Return the spans in which the article first names somebody with their office, and who."""
        return self._cast.offices()

    def _is_quotation(self, sentence: Sentence) -> bool:
        quoted = self._prose.masked.count(QUOTED, sentence.start, sentence.end)
        return quoted > QUOTATION * (sentence.end - sentence.start)

    def _neighbour(self, number: int, found: Sequence[Sequence[Voice]]) -> Voice | None:
        """Return whose voice a quotation without a cue goes on with: that before it, or after."""
        paragraph = self._prose.sentences[number].paragraph
        before = [
            (self._prose.sentences[n].paragraph, found[n][-1])
            for n in range(max(0, number - 6), number)
            if found[n]
        ]
        after = [
            found[n][0]
            for n in range(number + 1, min(number + 3, len(found)))
            if found[n] and self._prose.sentences[n].paragraph == paragraph
        ]
        if before and before[-1][0] == paragraph:
            return before[-1][1]
        if after:
            return after[0]
        return before[-1][1] if before and before[-1][0] >= paragraph - 2 else None

    def _of(self, sentence: Sentence) -> list[Voice]:
        start, end = sentence.start, sentence.end
        self._cast.begin(self._prose.text[start:end])
        masked = self._prose.masked[start:end]
        found: list[Voice] = []
        for first, last in _segments(masked):
            voice = self._in_segment(masked, first, last, start)
            if voice is not None:
                found.append(voice)
                self._cast.heard(voice.speaker)
        return found

    def _in_segment(self, masked: str, first: int, last: int, offset: int) -> Voice | None:
        cue = read_cue(masked[first:last], self._cast)
        if cue is None:
            return None
        offset += first
        bare = [self._bare(offset + start, offset + end) for start, end in cue.contents]
        spans = [s for s in bare if len(self._prose.text[slice(*s)].split()) >= SHORTEST]
        if not spans:
            return None
        start, end = cue.span
        return Voice(cue.speaker, cue.hops, (offset + start, offset + end), tuple(spans))

    def _bare(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of what is said without the words and signs around it."""
        text = self._prose.text
        start, end = trimmed(text, start, end)
        if lead := LEAD.match(text[start:end]):
            start += lead.end()
        while end > start and text[end - 1] in ",;: .":
            end -= 1
        return start, max(start, end)


def _segments(masked: str) -> Iterator[tuple[int, int]]:
    """Give the parts of a sentence in which one voice speaks."""
    first = 0
    for match in BREAK.finditer(masked):
        if min(match.start() - first, len(masked) - match.end()) > SHORTEST_PART:
            yield first, match.start()
            first = match.end()
    yield first, len(masked)
