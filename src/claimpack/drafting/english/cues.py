"""Words that attribute: "said Jane Doe", "according to", "was quoted as saying by".

They are looked for in a part of a sentence in which quoted words are masked by ``QUOTED``.
Positions count within the part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimpack.drafting.draft import ORGANISATION, PERSON, UNNAMED, Hop, Speaker
from claimpack.drafting.english.cast import Cast
from claimpack.drafting.english.prose import QUOTED
from claimpack.drafting.english.subjects import has_finite, has_verb, subject_before
from claimpack.drafting.english.vocabulary import one_of, phrases, words

SAID, QUOTED_BY, REPORTED = "said", "quoted", "reported"
NAMELESS = Speaker("somebody whom the article does not name", UNNAMED)
NAMELESS_OUTLET = Speaker("an outlet that the article does not name", UNNAMED)

# A passive is no speaking: "the court was told".
_AROUND = rf"(?:(?:{one_of('auxiliaries')}|{one_of('adverbs')})\s+)*"
PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
SAY = re.compile(rf"\b{_AROUND}(?P<verb>{one_of('say')})\b", re.IGNORECASE)
REPORT = re.compile(
    rf"\b(?P<verb>{one_of('report')})\b(?!\s+(?:a|an|the|its|to|by)\b)", re.IGNORECASE
)
ACCORDING = re.compile(r"\b(?:according to|in the words of)\s+", re.IGNORECASE)
_AS_SAYING = r"as\s+(?:saying|telling|warning|stating)"
QUOTED_AS = re.compile(
    r"\b(?:was|were|is|are|has been|have been)\s+(?:\w+ly\s+)?(?:quoted|cited|reported)"
    rf"(?:\s+(?:by|in)\s+(?P<by>[^,.;\0]+?))?\s+{_AS_SAYING}"
    r"(?:\s+(?:by|in)\s+(?P<through>[^,.;\0]+))?",
    re.IGNORECASE,
)
QUOTING = re.compile(rf"\bquot(?:ed|es)\s+(?P<whom>[^,;\0]+?)\s+{_AS_SAYING}\b", re.IGNORECASE)
CITING = re.compile(r",?\s*\b(?:citing|quoting)\s+(?P<whom>[^,;\0]+)", re.IGNORECASE)
ACCUSING = re.compile(
    r"\baccus(?:e|es|ed|ing)\s+(?P<whom>[^,;\0]+?)\s+of\s+(?=\w+ing\b)", re.IGNORECASE
)
NAMED_BEFORE = re.compile(r"^\s*(?P<who>[A-Z][^,.;:\0]{1,60}):\s*(?=\0)")
CITED_SOON = 40
# Whom somebody told, up to where what they told begins.
RECIPIENT = re.compile(
    r"\s+(?P<whom>(?!that\b)[^,.;:\0]{2,80}?)"
    r"(?=\s+(?:that|on|in|at|after|how|there|it|he|she|they|the|we|this)\b|[,.;:]|\s*\0|$)",
    re.IGNORECASE,
)
# When, where and to whom, between the verb and what is said.
AFTERTHOUGHT = re.compile(
    r"\s*(?:(?:on|in|at|to|during|after|last|this|by|via|from|before)\s+[^,.;:\0]{2,60}?"
    r"|today|yesterday|earlier|later|afterwards)(?=\s+that\b|\s*[,.;:]|\s*\0|$)",
    re.IGNORECASE,
)
APPOSED = re.compile(r"^,\s*(?:the|a|an|who|its|their|his|her|\w+)\b[^,;\0]{2,90}(?:,|$)")
# Who follows the verb: "said Jane Doe, the mayor of the town".
INVERTED = re.compile(
    rf"^\s*(?P<subject>(?:(?:[a-z-]+ ){{0,4}}[A-Z]|{one_of('leads')}\b)[^;:\0]{{0,140}}?)"
    r"\s*(?=[.;\0]|,\s*(?:who|when|as|adding)\b|$)"
)
# What follows a verb that also means other things, where it does speak: a clause, or nothing.
CLAUSE = re.compile(
    r"\s+(?:out\s+|clear\s+)?that\b|[\s.]*$"
    r"|\s+(?:the|a|an|it|he|she|they|we|there|this|these|his|her|its|their"
    r"|one|two|no|some|many|most|more|people|[A-Z]\w+|[\d£$€][\d.,]*\S*)\b"
    rf"(?:\s+(?!(?:and|but|or|that|which|who)\b)[\w’'-]+){{0,9}}?\s+{one_of('finite')}\b"
)
NO_SPEECH = re.compile(r"\s+(?:nothing|little|more|so|no|goodbye|to|of|into|up)\b", re.IGNORECASE)
UNSAID = re.compile(r"(?:\bto|\bnot|[’']t)\s*$", re.IGNORECASE)
# "It was not true, she said, that …": one assertion around the cue.
THAT_AFTER_ALL = re.compile(r"\s*,\s+that\b", re.IGNORECASE)
OUT = re.compile(r"\s+(?:out|clear)(?=\s+that\b)")
TELLING = frozenset(["told", "tells", "tell", "informed"])


@dataclass(frozen=True)
class Cue:
    """Words that attribute, and what they attribute.

    Attributes:
        speaker: who says it.
        hops: who told whom, nearest the article first.
        span: of the words that attribute.
        contents: the spans of what is said; they may hold little.
    """

    speaker: Speaker
    hops: tuple[Hop, ...]
    span: tuple[int, int]
    contents: tuple[tuple[int, int], ...]


def read_cue(part: str, cast: Cast) -> Cue | None:
    """Return by which words a part of a sentence attributes the others, or None."""
    for read in (
        _labelled,
        _according,
        _quoted_as,
        _quoting,
        _reporting,
        _accusing,
        _saying,
        _nameless,
    ):
        if (found := read(part, cast)) is not None:
            return found
    return None


def _cue(part: str, start: int, end: int, speaker: Speaker, *before: Hop) -> Cue:
    """Return a cue that attributes all that stands around it."""
    hops = (*before, Hop(speaker, SAID))
    return Cue(speaker, hops, (start, end), ((0, start), (end, len(part))))


def _labelled(part: str, cast: Cast) -> Cue | None:
    """Read "Doe: “…”", as in an interview or a headline."""
    match = NAMED_BEFORE.match(part)
    speaker = match and cast.read(match["who"])
    return _cue(part, 0, match.end(), speaker) if match and speaker else None


def _accusing(part: str, cast: Cast) -> Cue | None:
    """Read "critics accuse the ministry of having hidden the report"."""
    match = ACCUSING.search(part)
    if match is None or PASSIVE.search(part[: match.start()]):
        return None
    start, speaker = subject_before(part[: match.start()], cast)
    if speaker is None:
        return None
    hops = (Hop(speaker, SAID),)
    return Cue(speaker, hops, (start, match.start()), ((match.start(), len(part)),))


def _according(part: str, cast: Cast) -> Cue | None:
    match = ACCORDING.search(part)
    if match is None:
        return None
    stop = re.compile(r",(?!\d)|[;\0]|\.\s*$|$").search(part, match.end())
    end = stop.start() if stop else len(part)
    speaker = cast.read(part[match.end() : end])
    aside = APPOSED.match(part[end:])
    if aside and not has_finite(aside.group()) and (speaker is None or _office_in(aside.group())):
        whole = cast.read(part[match.end() : end] + aside.group())
        if whole is not None:
            speaker, end = whole, end + len(aside.group())
    return None if speaker is None else _cue(part, match.start(), end, speaker)


def _quoted_as(part: str, cast: Cast) -> Cue | None:
    """Read "Jane Doe was quoted as saying by the Gazette"."""
    match = QUOTED_AS.search(part)
    if match is None:
        return None
    start, speaker = subject_before(part[: match.start()], cast)
    if speaker is None:
        return None
    by = match["by"] or match["through"]
    outlet = _as_body(by and cast.read(by)) or NAMELESS_OUTLET
    return _cue(part, start, match.end(), speaker, Hop(outlet, QUOTED_BY))


def _quoting(part: str, cast: Cast) -> Cue | None:
    """Read "the Gazette quoted Jane Doe as saying"."""
    match = QUOTING.search(part)
    speaker = match and cast.read(match["whom"])
    if match is None or speaker is None:
        return None
    start, outlet = subject_before(part[: match.start()], cast)
    body = _as_body(outlet)
    return _cue(part, start, match.end(), speaker, *([Hop(body, QUOTED_BY)] if body else []))


def _reporting(part: str, cast: Cast) -> Cue | None:
    """Read "the Gazette reported", with or without whom it cites."""
    for match in REPORT.finditer(part):
        start, outlet = subject_before(part[: match.start()], cast)
        body = _as_body(outlet)
        if body is None or body.kind == UNNAMED:
            continue
        cited = CITING.search(part)
        content, end = match.end(), len(part)
        if cited and cited.start() - match.end() < CITED_SOON:
            content = cited.end()
        elif after := AFTERTHOUGHT.match(part, content):
            content = after.end()
        if cited and cited.start() > content:
            end = cited.start()
        speaker = cast.read(cited["whom"]) if cited else None
        hops = (Hop(body, REPORTED), *([Hop(speaker, SAID)] if speaker else []))
        return Cue(speaker or body, hops, (start, content), ((0, start), (content, end)))
    return None


def _saying(part: str, cast: Cast) -> Cue | None:
    for match in SAY.finditer(part):
        left, right = part[: match.start()], part[match.end() :]
        if UNSAID.search(left) or PASSIVE.search(part[: match.start("verb")]):
            continue
        verb = match["verb"].lower()
        foresees = verb in words("foresee")
        if NO_SPEECH.match(right) and not foresees:
            continue
        touches = QUOTED in left[-3:] or right.lstrip(" ,:").startswith(QUOTED)
        closes = re.match(r"\s*[,.;]", right) and has_verb(left)
        certain = touches or closes or foresees or CLAUSE.match(right)
        if verb in words("say_that") and not certain:
            continue
        found = _inverted(part, match, cast) if _ends_speech(left) else None
        if found := found or _plain(part, match, cast):
            return found
    return None


def _plain(part: str, match: re.Match[str], cast: Cast) -> Cue | None:
    """Read "Jane Doe said that …", and "…, Jane Doe told the Gazette"."""
    start, speaker = subject_before(part[: match.start()], cast)
    if speaker is None:
        return None
    hops = [Hop(speaker, SAID)]
    content = match.end()
    if match["verb"].lower() in TELLING and (to := RECIPIENT.match(part, content)):
        content = to.end()
        told = cast.read(to["whom"])
        if told is not None and told.kind not in (UNNAMED, PERSON):
            hops.insert(0, Hop(Speaker(told.name, ORGANISATION), QUOTED_BY))
    if out := OUT.match(part, content):  # points out that
        content = out.end()
    while (after := AFTERTHOUGHT.match(part, content)) and after.end() > content:
        content = after.end()
    rest = part[content:]
    if match["verb"].lower() in words("deny"):  # what follows is not what they hold
        return Cue(
            speaker, tuple(hops), (start, match.start()), ((match.start("verb"), len(part)),)
        )
    if has_verb(part[:start]) and THAT_AFTER_ALL.match(rest):
        return Cue(speaker, tuple(hops), (start, content), ((0, len(part)),))
    surrounds = QUOTED in part[:start] or not rest.strip(" .\0") or rest.startswith(",")
    before = [(0, start)] if surrounds and (not rest.strip(" .") or has_verb(part[:start])) else []
    return Cue(speaker, tuple(hops), (start, content), (*before, (content, len(part))))


def _inverted(part: str, match: re.Match[str], cast: Cast) -> Cue | None:
    """Read "…, said Jane Doe, the mayor"."""
    after = INVERTED.match(part[match.end() :])
    if after is None or has_finite(after["subject"]):
        return None
    speaker = cast.read(after["subject"])
    if speaker is None:
        return None
    return _cue(part, match.start(), match.end() + after.end(), speaker)


def _nameless(part: str, cast: Cast) -> Cue | None:
    """Read "is said to", "reportedly": a voice of which nothing is told."""
    match = phrases("nameless").search(part)
    if match is None:
        return None
    leads = match.start() < 3
    content = (match.end(), len(part)) if leads else (0, len(part))
    return Cue(NAMELESS, (Hop(NAMELESS, SAID),), match.span(), (content,))


def _ends_speech(left: str) -> bool:
    """Return whether what stands before a verb may be what is said: "…, said Jane Doe"."""
    left = left.rstrip()
    return left.endswith((QUOTED, QUOTED + ",")) or (left.endswith(",") and has_verb(left))


def _as_body(outlet: Speaker | str | None) -> Speaker | None:
    """Return an outlet: what publishes is a body, whatever its name looks like."""
    if not isinstance(outlet, Speaker):
        return None
    return outlet if outlet.kind == UNNAMED else Speaker(outlet.name, ORGANISATION)


def _office_in(phrase: str) -> bool:
    return bool(set(re.findall(r"[\w-]+", phrase.lower())) & words("roles"))
