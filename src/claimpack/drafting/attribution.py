"""Who speaks in each sentence, through whom, and which words are theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimpack.drafting.cast import Cast
from claimpack.drafting.draft import ORGANISATION, UNNAMED, Hop, Speaker
from claimpack.drafting.vocabulary import one_of, phrases, words
from claimpack.drafting.prose import Prose, Sentence, trimmed

# In the masked sentence, quoted words.
QUOTED = "\0"
NAMELESS = Speaker("somebody whom the article does not name", UNNAMED)
SAID, QUOTED_BY, REPORTED = "said", "quoted", "reported"

_AROUND = rf"(?:(?:{one_of('auxiliaries')}|{one_of('adverbs')})\s+)*"
SAY = re.compile(rf"\b{_AROUND}(?P<verb>{one_of('say')})\b", re.IGNORECASE)
REPORT = re.compile(
    rf"\b(?P<verb>{one_of('report')})\b(?!\s+(?:a|an|the|its|to|by)\b)", re.IGNORECASE
)
ACCORDING = re.compile(r"\b(?:according to|in the words of)\s+", re.IGNORECASE)
QUOTED_AS = re.compile(
    r"\b(?:was|were|is|are|has been|have been)\s+(?:\w+ly\s+)?(?:quoted|cited|reported)"
    r"(?:\s+(?:by|in)\s+(?P<by>[^,.;\0]+?))?\s+as\s+(?:saying|telling|warning|stating)"
    r"(?:\s+(?:by|in)\s+(?P<through>[^,.;\0]+))?",
    re.IGNORECASE,
)
QUOTED_SOMEBODY = re.compile(
    r"\bquot(?:ed|es)\s+(?P<whom>[^,;\0]+?)\s+as\s+(?:saying|telling|warning|stating)\b",
    re.IGNORECASE,
)
CITING = re.compile(r",?\s*\b(?:citing|quoting)\s+(?P<whom>[^,;\0]+)", re.IGNORECASE)
RECIPIENT = re.compile(
    r"\s+(?P<whom>(?!that\b)[^,.;:\0]{2,80}?)(?=\s+(?:that|on|in|at|after|how|there|it|he|she|they|the|we|this)\b|[,.;:]|\s*\0|$)",
    re.IGNORECASE,
)
AFTERTHOUGHT = re.compile(
    r"\s*(?:(?:on|in|at|to|during|after|last|this|by|via|from|before)\s+[^,.;:\0]{2,60}?"
    r"|today|yesterday|earlier|later|afterwards)(?=\s+that\b|\s*[,.;:]|\s*\0|$)",
    re.IGNORECASE,
)
THAT = re.compile(r"^[\s,:]*(?:that\b|:|,)?\s*", re.IGNORECASE)
BREAK = re.compile(r"[;–—]|,\s+(?:while|but|whereas|although|though)\b|\s-\s", re.IGNORECASE)
APPOSED = re.compile(r"^,\s*(?:the|a|an|who|its|their|his|her|\w+)\b[^,;\0]{2,90}(?:,|$)")
SUBJECT = re.compile(
    r"^\s*(?P<subject>(?:(?:[a-z-]+ ){0,4}[A-Z]|the\b|a\b|an\b|his\b|her\b|its\b|one\b|two\b|some\b|several\b|officials?\b"
    r"|sources?\b|police\b|analysts?\b|experts?\b|witnesses\b|he\b|she\b|they\b)[^;:\0]{0,140}?)\s*(?=[.;\0]|,\s*(?:who|when|as|adding)\b|$)"
)
# What follows a verb that also means other things, where it does speak: a clause, or nothing.
CLAUSE = re.compile(
    rf"\s+that\b|[\s.]*$|\s+(?:the|a|an|it|he|she|they|we|there|this|these|his|her|its|their|[A-Z]\w+)"
    rf"\b(?:\s+[\w’'-]+){{0,9}}?\s+{one_of('finite')}\b"
)
NO_SPEECH = re.compile(r"\s+(?:nothing|little|more|so|no|goodbye|to|of|into|up)\b", re.IGNORECASE)
SHORTEST = 3
LONGEST_SUBJECT = 24


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

    def __init__(self, prose: Prose) -> None:
        """Read who is named in the text."""
        self._prose = prose
        self._cast = Cast(prose.text)
        self._last: Voice | None = None
        self._last_paragraph = -1

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

    def offices(self) -> list[tuple[int, int]]:
        """Return the spans in which the article first names somebody with their office."""
        return self._cast.offices()

    def _is_quotation(self, sentence: Sentence) -> bool:
        quoted = sum(
            min(end, sentence.end) - max(start, sentence.start)
            for start, end in self._prose.quotations
            if start < sentence.end and sentence.start < end
        )
        return quoted > 0.7 * (sentence.end - sentence.start)

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
        masked = "".join(
            QUOTED if self._prose.quoted_at(position) else character
            for position, character in enumerate(self._prose.text[start:end], start)
        ).replace("\n", " ")
        found: list[Voice] = []
        for first, last in _segments(masked):
            voice = self._in_segment(masked, first, last, start)
            if voice is not None:
                found.append(voice)
                self._cast.heard(voice.speaker)
        return found

    def _in_segment(self, masked: str, first: int, last: int, offset: int) -> Voice | None:
        part = masked[first:last]
        for read in (self._according, self._quoted_as, self._quoting, self._saying, self._nameless):
            found = read(part)
            if found is None:
                continue
            speaker, hops, (cue_start, cue_end), contents = found
            spans = []
            for begin, finish in contents:
                begin, finish = _bare(
                    self._prose.text, offset + first + begin, offset + first + finish
                )
                if len(self._prose.text[begin:finish].split()) >= SHORTEST:
                    spans.append((begin, finish))
            if spans:
                cue = (offset + first + cue_start, offset + first + cue_end)
                return Voice(speaker, hops, cue, tuple(spans))
        return None

    def _according(self, part: str) -> _Found | None:
        match = ACCORDING.search(part)
        if match is None:
            return None
        rest = part[match.end() :]
        stop = re.search(r"[,;\0]|\.\s*$|$", rest)
        end = match.end() + (stop.start() if stop else len(rest))
        speaker = self._cast.read(part[match.end() : end])
        aside = APPOSED.match(part[end:])
        if (
            aside
            and (speaker is None or _has_office(aside.group()))
            and not _has_finite(aside.group())
        ):
            whole = self._cast.read(part[match.end() : end] + aside.group())
            if whole is not None:
                speaker, end = whole, end + len(aside.group())
        if speaker is None:
            return None
        return (
            speaker,
            (Hop(speaker, SAID),),
            (match.start(), end),
            [(0, match.start()), (end, len(part))],
        )

    def _quoted_as(self, part: str) -> _Found | None:
        match = QUOTED_AS.search(part)
        if match is None:
            return None
        subject_start, speaker = self._subject(part[: match.start()])
        if speaker is None:
            return None
        by = match["by"] or match["through"]
        outlet = self._cast.read(by) if by else None
        hops = (
            (Hop(_as_body(outlet), QUOTED_BY),)
            if outlet
            else (Hop(Speaker("an outlet that the article does not name", UNNAMED), QUOTED_BY),)
        )
        return (
            speaker,
            (*hops, Hop(speaker, SAID)),
            (subject_start, match.end()),
            [(0, subject_start), (match.end(), len(part))],
        )

    def _quoting(self, part: str) -> _Found | None:
        """An outlet reports, with or without whom it cites."""
        if match := QUOTED_SOMEBODY.search(part):
            subject_start, outlet = self._subject(part[: match.start()])
            speaker = self._cast.read(match["whom"])
            if speaker is None:
                return None
            hops = (Hop(_as_body(outlet), QUOTED_BY),) if outlet else ()
            return (
                speaker,
                (*hops, Hop(speaker, SAID)),
                (subject_start, match.end()),
                [(0, subject_start), (match.end(), len(part))],
            )
        for match in REPORT.finditer(part):
            subject_start, outlet = self._subject(part[: match.start()])
            if outlet is None or outlet.kind == UNNAMED:
                continue
            content, rest_cue = match.end(), match.end()
            cited = CITING.search(part)
            speaker = self._cast.read(cited["whom"]) if cited else None
            if cited and cited.start() - match.end() < 40:
                content = rest_cue = cited.end()
            elif after := AFTERTHOUGHT.match(part, content):
                content = rest_cue = after.end()
            end = cited.start() if cited and cited.start() > content else len(part)
            hops = (Hop(_as_body(outlet), REPORTED),)
            if speaker is not None:
                hops = (*hops, Hop(speaker, SAID))
            return (
                speaker or _as_body(outlet),
                hops,
                (subject_start, rest_cue),
                [(0, subject_start), (content, end)],
            )
        return None

    def _saying(self, part: str) -> _Found | None:
        for match in SAY.finditer(part):
            verb = match["verb"].lower()
            left, right = part[: match.start()], part[match.end() :]
            if re.search(r"(?:\bto|\bnot|[’']t)\s*$", left):
                continue
            if NO_SPEECH.match(right):
                continue
            touches = QUOTED in left[-3:] or right.lstrip(" ,:").startswith(QUOTED)
            if verb in words("say_that") and not (touches or CLAUSE.match(right)):
                continue
            found = self._inverted(part, match) if _ends_speech(left) else None
            found = found or self._plain(part, match)
            if found is not None:
                return found
        return None

    def _plain(self, part: str, match: re.Match[str]) -> _Found | None:
        """ "Jane Doe said that …"; "…, Jane Doe told the Gazette"."""
        subject_start, speaker = self._subject(part[: match.start()])
        if speaker is None:
            return None
        hops: tuple[Hop, ...] = (Hop(speaker, SAID),)
        content = match.end()
        if match["verb"].lower() in ("told", "tells", "tell", "informed"):
            to = RECIPIENT.match(part, content)
            if to:
                content = to.end()
                outlet = self._cast.read(to["whom"])
                if outlet is not None and outlet.kind not in (UNNAMED, "person"):
                    hops = (Hop(_as_body(outlet), QUOTED_BY), *hops)
        while (after := AFTERTHOUGHT.match(part, content)) and after.end() > content:
            content = after.end()
        before = [(0, subject_start)] if _has_verb(part[:subject_start]) else []
        return speaker, hops, (subject_start, content), [*before, (content, len(part))]

    def _inverted(self, part: str, match: re.Match[str]) -> _Found | None:
        """ "…," said Jane Doe, the mayor."""
        after = SUBJECT.match(part[match.end() :])
        if after is None:
            return None
        speaker = self._cast.read(after["subject"])
        if speaker is None:
            return None
        end = match.end() + after.end()
        return (
            speaker,
            (Hop(speaker, SAID),),
            (match.start(), end),
            [(0, match.start()), (end, len(part))],
        )

    def _nameless(self, part: str) -> _Found | None:
        match = phrases("nameless").search(part)
        if match is None:
            return None
        return (
            NAMELESS,
            (Hop(NAMELESS, SAID),),
            match.span(),
            [(match.end(), len(part))] if match.start() < 3 else [(0, len(part))],
        )

    def _subject(self, left: str) -> tuple[int, Speaker | None]:
        """Return where the subject before a verb begins, and who it is."""
        text = left.rstrip()
        end = len(text)
        starts = [
            match.end()
            for match in re.finditer(r"[,;:\0–—.]\s*|\b(?:that|and|but|while|as)\s+", text)
        ]
        candidates = sorted({0, *starts}, reverse=True)
        if text.endswith(","):  # Jane Doe, the mayor, said
            inner = text[:-1]
            comma = inner.rfind(",")
            if comma >= 0 and QUOTED not in inner[comma:]:
                before = max((s for s in candidates if s <= comma), default=0)
                speaker = self._cast.read(inner[before:])
                return (before, speaker) if speaker else (end, None)
            return end, None
        for start in candidates:
            phrase = text[start:end]
            if not phrase.strip():
                continue
            if len(phrase.split()) > LONGEST_SUBJECT or QUOTED in phrase:
                break
            speaker = self._cast.read(phrase)
            if speaker is not None and not _has_finite(phrase):
                return start, speaker
            if speaker is None or _has_finite(phrase):
                break
        return end, None


_Found = tuple[Speaker, tuple[Hop, ...], tuple[int, int], list[tuple[int, int]]]


def _segments(masked: str) -> Iterator[tuple[int, int]]:
    """Give the parts of a sentence in which one voice speaks."""
    first = 0
    for match in BREAK.finditer(masked):
        if match.start() - first > 20 and len(masked) - match.end() > 20:
            yield first, match.start()
            first = match.end()
    yield first, len(masked)


def _ends_speech(left: str) -> bool:
    """Return whether what stands before a verb may be what is said: "…, said Jane Doe"."""
    left = left.rstrip()
    return left.endswith((QUOTED, QUOTED + ",")) or (left.endswith(",") and _has_verb(left))


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of what is said without the words and signs that lead to it."""
    start, end = trimmed(text, start, end)
    lead = THAT.match(text[start:end])
    start += lead.end() if lead else 0
    tail = re.search(r"[\s,;:]+$", text[start:end])
    end -= len(tail.group()) if tail else 0
    if (
        end > start
        and text[end - 1] == "."
        and not text[start:end].rstrip(".").endswith(("”", '"'))
    ):
        end -= 1
    return start, max(start, end)


def _as_body(outlet: Speaker) -> Speaker:
    """Return an outlet: what publishes is a body, whatever its name looks like."""
    return Speaker(outlet.name, ORGANISATION) if outlet.kind != UNNAMED else outlet


def _has_verb(phrase: str) -> bool:
    """Return whether words before a cue may be what is said, not only when or where."""
    return QUOTED in phrase or _has_finite(phrase) or bool(re.search(r"\w{3,}ed\b", phrase))


def _has_office(phrase: str) -> bool:
    return bool(set(re.findall(r"[\w-]+", phrase.lower())) & words("roles"))


def _has_finite(phrase: str) -> bool:
    return any(
        word in words("finite") for word in re.findall(r"[\w’']+", phrase.lower())
    ) and not re.search(r"\bwho\b", phrase)
