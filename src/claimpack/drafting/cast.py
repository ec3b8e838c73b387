"""Who is named in an article, and whom a phrase such as "the minister" or "she" stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from claimpack.drafting.draft import ORGANISATION, PERSON, UNKNOWN, UNNAMED, Speaker
from claimpack.drafting.vocabulary import words

TOKEN = re.compile(r"[\w’'&.-]*\w\.?")
CAPITALISED = r"(?:[A-Z][\w’'-]*\.?)"
PARTICLES = frozenset("de da di du van von der den al el bin ibn la le ter of for and the".split())
# Within a person's name only these.
PERSON_PARTICLES = PARTICLES - {"of", "for", "and", "the"}
DETERMINERS = frozenset(
    "the a an one another some several two three four five many most both all its his her their"
    " our this that these those no another any few".split()
)
OPENERS = re.compile(
    r"^(?:but|and|however|meanwhile|still|yet|so|also|instead|later|earlier|then|now|nevertheless"
    r"|speaking [^,]*|asked [^,]*|in (?:a|an|his|her|its|their|the) [^,]*|on [^,]*|at [^,]*)\b,?\s+",
    re.IGNORECASE,
)
SINGULAR = frozenset("he she".split())
PLURAL = frozenset("they it".split())
POSSESSIVE = re.compile(r"[’']s?$")
MADE_BY = re.compile(r"\b(?:by|from|of|in|at|for)\s+(?:the\s+)?(?=[A-Z])")
DATA = frozenset(
    "figures data statistics results records documents numbers estimates tally count poll polls"
    " minutes prosecutors’ accounts research".split()
)
# Words that begin a sentence and are no part of a name.
FUNCTION = frozenset(
    "in on at after before during while despite as when since for with under following by if but"
    " and or nor so yet although though because however meanwhile there here it he she they we i you"
    " who what where why how not no more most last next today yesterday according once until only"
    " even just still also then now both either from to than per about over some many several".split()
)
PREPOSED = re.compile(
    r"^(?:in|on|at|after|before|during|speaking|asked|responding|as|while|when|since|for|with|under"
    r"|despite|following|by|if|although|though|because|according|earlier|later|writing|addressing)\b",
    re.IGNORECASE,
)
COMPANY = frozenset("company firm group bank carrier airline maker club team union party".split())
LONGEST_NAME = 6
# A person named within so many characters is what a sentence is about.
FOCUS = 70


@dataclass(frozen=True)
class _Name:
    """A capitalised run of words: where it stands, and what stands before it."""

    words: tuple[str, ...]
    before: tuple[str, ...]


class Cast:
    """The persons and bodies of an article by name."""

    def __init__(self, text: str) -> None:
        """Read the text for names of two words or more, and for bodies."""
        self._text = text
        self._persons: dict[str, Speaker] = {}
        self._offices: dict[str, Speaker] = {}
        self._bodies: list[Speaker] = []
        self._last_person: Speaker | None = None
        self._last_body: Speaker | None = None
        for found in _runs(text):
            speaker = self._named(found)
            if speaker is not None and len(speaker.name.split()) > 1:
                titled = found.before and found.before[-1].lower().rstrip(".") in _TITLES
                if speaker.kind == ORGANISATION or speaker.position or titled:
                    self._remember(speaker)
        for match in APPOSITION.finditer(text):
            if office := _office(match["aside"]):
                words_ = match["name"].split()
                while len(words_) > 1 and words_[0].lower().rstrip(".") in _TITLES:
                    words_ = words_[1:]
                self._remember(Speaker(" ".join(words_), PERSON, office))

    def offices(self) -> list[tuple[int, int]]:
        """Return the spans in which the text first names somebody with their office."""
        found = []
        for speaker in {s.name: s for s in self._persons.values()}.values():
            if not speaker.position:
                continue
            name, office = re.escape(speaker.name), re.escape(speaker.position)
            either = rf"{office},? {name}|{name}, (?:the |a |an |its |their )?{office}"
            if match := re.search(either, self._text):
                found.append(match.span())
        return sorted(found)

    def begin(self, sentence: str) -> None:
        """Note with whom a sentence begins: "she" in the next one means them."""
        for word in re.findall(rf"{CAPITALISED}", sentence[:FOCUS]):
            known = self._persons.get(POSSESSIVE.sub("", word).lower())
            if known is not None:
                self._last_person = known
                return

    def heard(self, speaker: Speaker) -> None:
        """Note that somebody spoke: a pronoun after this means them."""
        if speaker.kind == PERSON:
            self._last_person = speaker
        else:
            self._last_body = speaker

    def read(self, phrase: str) -> Speaker | None:
        """Return whom a phrase stands for, or None where it stands for nobody who speaks.

        Args:
            phrase: the subject of a verb of saying, or what follows "according to".
        """
        phrase = re.sub(r"\s+", " ", phrase).strip(" ,;:–—-()")
        while (shorter := OPENERS.sub("", phrase)) != phrase:
            phrase = shorter
        if not phrase or len(phrase) > 200:
            return None
        lowered = phrase.lower()
        if lowered in SINGULAR:
            return self._last_person
        if lowered in PLURAL:
            return self._last_body or self._last_person
        main, *asides = [part.strip() for part in phrase.split(",") if part.strip()]
        while asides and PREPOSED.match(main):
            main, *asides = asides
        found = self._read_part(main)
        if found is None or found.kind == UNNAMED:
            for aside in asides:  # the mayor of the town, Jane Doe
                other = self._read_part(aside)
                if other is not None and other.kind == PERSON:
                    found = replace(other, position=other.position or _office(main))
                    break
        elif found.kind in (PERSON, UNKNOWN) and asides and (office := _office(asides[0])):
            found = replace(found, kind=PERSON, position=found.position or office)
        if found is not None and found.kind != UNNAMED:
            self._remember(found)
            found = self._known(found)
        return found

    def _read_part(self, phrase: str) -> Speaker | None:
        tokens = TOKEN.findall(phrase)
        bare = [POSSESSIVE.sub("", token).lower() for token in tokens]
        if not tokens:
            return None
        if (made := MADE_BY.search(phrase)) and (
            {*bare[: len(TOKEN.findall(phrase[: made.start()]))]} & (words("documents") | DATA)
        ):
            inner = self._read_part(phrase[made.end() :])
            if inner is not None:
                return inner
        candidates = []
        for run in _runs(phrase):
            before = [word.lower() for word in run.before if word != "the"]
            if before and before[-1] in {"of", "for", "at", "from", "in", "with", "to"}:
                continue  # where somebody works, or what they speak about
            if POSSESSIVE.search(run.words[-1]):
                continue  # whose: the speaker follows
            if (speaker := self._named(run)) is not None:
                candidates.append(speaker)
        persons = [speaker for speaker in candidates if speaker.kind == PERSON]
        if candidates:
            return persons[0] if persons else candidates[-1]
        return self._unnamed(phrase, bare)

    def _unnamed(self, phrase: str, bare: list[str]) -> Speaker | None:
        definite = bare[0] in {"the", "its", "their", "this"}
        head = [word for word in bare if word not in DETERMINERS]
        kinds = set(_singular(word) for word in head) | set(head)
        if definite and len(head) <= 4 and (same := self._office_holder(head)):
            return same
        if definite and kinds & (words("bodies") | COMPANY | words("documents")):
            for body in reversed(self._bodies):
                if set(head) & set(body.name.lower().split()):
                    return body
            if kinds & (COMPANY | words("documents")) and self._last_body:
                return self._last_body
        voices = words("groups") | words("roles") | words("bodies") | words("documents")
        if kinds & (voices | COMPANY | DATA):
            return Speaker(_plainly(phrase), UNNAMED)
        return None

    def _office_holder(self, head: list[str]) -> Speaker | None:
        for word in reversed(head):
            if word in self._offices:
                return self._offices[word]
        return None

    def _named(self, run: _Name) -> Speaker | None:
        """Return whom a run of capitalised words names, or None where it names nobody."""
        name = list(run.words)
        lowered = [POSSESSIVE.sub("", word).lower().rstrip(".") for word in name]
        before = [word.lower() for word in run.before]
        titles = _TITLES
        at = max((i for i, word in enumerate(lowered) if word in titles), default=-1)
        is_person = at >= 0 or bool(before and before[-1].rstrip(".") in titles)
        position = None
        if at >= 0:
            office = [w for w in name[: at + 1] if w.lower().rstrip(".") not in _HONORIFICS]
            position = " ".join(office) or None
            name, lowered = name[at + 1 :], lowered[at + 1 :]
        elif is_person and before[-1].rstrip(".") not in _HONORIFICS:
            position = _office(" ".join(run.before))
        while name and lowered[0] in PARTICLES | DETERMINERS | FUNCTION:
            name, lowered = name[1:], lowered[1:]
        while name and lowered[-1] in PARTICLES:
            name, lowered = name[:-1], lowered[:-1]
        if not name or len(name) > LONGEST_NAME + 4:
            return None
        if (
            len(name) == 1
            and lowered[0] in words("groups") | DETERMINERS | SINGULAR | PLURAL | DATA
        ):
            return None
        plain = POSSESSIVE.sub("", " ".join(name))
        if not is_person and (
            set(lowered) & (words("bodies") | words("outlets"))
            or (before and set(before[-2:]) & (words("outlets") | words("bodies") | COMPANY))
        ):
            return Speaker(plain, ORGANISATION)
        if not is_person and {"of", "for", "and", "the"} & set(lowered):
            return Speaker(plain, ORGANISATION)
        if is_person:
            return Speaker(plain, PERSON, position)
        if len(name) == 1:
            known = self._persons.get(lowered[0])
            if known:
                return known
            acronym = name[0].isupper() and len(name[0]) > 1
            return Speaker(plain, ORGANISATION if acronym else UNKNOWN)
        return Speaker(plain, PERSON if len(name) <= 3 else UNKNOWN)

    def _remember(self, speaker: Speaker) -> None:
        if speaker.kind == PERSON:
            parts = speaker.name.split()
            known = self._persons.get(parts[-1].lower())
            fuller = max((known, speaker), key=lambda s: len(s.name) if s else 0) or speaker
            fuller = replace(
                fuller, position=(known.position if known else None) or speaker.position
            )
            self._persons[parts[-1].lower()] = fuller
            self._persons.setdefault(parts[0].lower(), fuller)
            for word in (fuller.position or "").lower().split():
                if word in words("roles"):
                    self._offices[word] = fuller
        elif speaker.kind == ORGANISATION and speaker not in self._bodies:
            self._bodies.append(speaker)

    def _known(self, speaker: Speaker) -> Speaker:
        parts = speaker.name.lower().split()
        known = self._persons.get(parts[-1])
        if (
            known
            and speaker.kind in (PERSON, UNKNOWN)
            and set(parts) <= set(known.name.lower().split())
        ):
            return known
        if speaker.kind == PERSON and known and len(parts) == 1:
            return known
        return speaker


_HONORIFICS = words("honorifics") - words("roles")
_TITLES = words("honorifics") | words("roles")
APPOSITION = re.compile(
    rf"(?P<name>{CAPITALISED}(?: (?:(?:de|van|von|al|bin|der) )?{CAPITALISED}){{1,3}}),"
    r" (?P<aside>(?:the|a|an|who is the|its|their|\w+)\b[^,.;:“”\"]{2,80})[,.]"
)


def _runs(phrase: str) -> list[_Name]:
    """Return the runs of capitalised words of a text, each with the words before it."""
    found = []
    tokens = list(TOKEN.finditer(phrase))
    at = 0
    while at < len(tokens):
        if not tokens[at].group()[0].isupper():
            at += 1
            continue
        end = at + 1
        while end < len(tokens) and _joined(phrase, tokens, end):
            end += 1
        last = end
        while last > at and tokens[last - 1].group().lower() in PARTICLES:
            last -= 1
        first = max(0, at - 6)
        before = []
        for index in range(at - 1, first - 1, -1):
            if re.search(
                r"[,.;:“”\"()\n]", phrase[tokens[index].end() : tokens[index + 1].start()]
            ):
                break
            before.insert(0, tokens[index].group())
        if last > at:
            found.append(_Name(tuple(t.group() for t in tokens[at:last]), tuple(before)))
        at = end
    return found


def _joined(phrase: str, tokens: list[re.Match[str]], end: int) -> bool:
    """Return whether a word goes on with the run of capitalised words before it."""
    if phrase[tokens[end - 1].end() : tokens[end].start()] != " ":
        return False
    word, previous = tokens[end].group(), tokens[end - 1].group()
    if re.search(r"[’']s?$", previous) and previous[:1].isupper():
        return False  # Kazakhstan's minister: two names
    if previous.endswith(".") and len(previous) > 3 and previous[:-1].lower() not in _HONORIFICS:
        return False
    if word[0].isupper():
        return True
    following = tokens[end + 1].group() if end + 1 < len(tokens) else ""
    third = tokens[end + 2].group() if end + 2 < len(tokens) else ""
    if word in PERSON_PARTICLES:
        return following[:1].isupper()
    if word in ("of", "for"):
        return (following[:1].isupper() or (following == "the" and third[:1].isupper())) and (
            tokens[end - 1].group().lower() in words("bodies")
        )
    if word == "and":
        return False
    return word == "the" and previous in ("of", "for") and following[:1].isupper()


def _singular(word: str) -> str:
    return word.removesuffix("s") if len(word) > 3 else word


def _office(phrase: str) -> str | None:
    """Return an office without its article, or None where a phrase names none."""
    found = [POSSESSIVE.sub("", word).lower() for word in TOKEN.findall(phrase)]
    if not set(found) & words("roles"):
        return None
    plain = re.sub(
        r"^(?:who (?:is|was)\s+)?(?:the|a|an|its|their|his|her|our)\s+", "", phrase.strip()
    )
    return plain[:100]


def _plainly(phrase: str) -> str:
    """Return how an unnamed speaker is referred to, without "the"."""
    return re.sub(r"^(?:the|some)\s+", "", phrase, flags=re.IGNORECASE)[:100]
