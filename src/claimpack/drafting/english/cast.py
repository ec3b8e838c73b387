"""Who is named in an article, and whom a phrase such as "the minister" or "she" stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from claimpack.drafting.draft import ORGANISATION, PERSON, UNKNOWN, UNNAMED, Speaker
from claimpack.drafting.english.names import (
    CAPITALISED,
    POSSESSIVE,
    TITLES,
    TOKEN,
    Run,
    named,
    office,
    plain,
    runs,
)
from claimpack.drafting.english.vocabulary import words

SINGULAR = frozenset(["he", "she"])
PLURAL = frozenset(["they", "it"])
OPENERS = re.compile(
    r"^(?:but|and|however|meanwhile|still|yet|so|also|instead|later|earlier|then|now|nevertheless"
    r"|in (?:a|an) (?:statement|interview|e?mail|letter|tweet|post|report|speech|press release)"
    r"(?: (?:on|to|with|in|at) \w+)?"
    r"|speaking [^,]*|asked [^,]*|in (?:a|an|his|her|its|their|the) [^,]*|on [^,]*|at [^,]*)\b"
    r",?\s+",
    re.IGNORECASE,
)
PREPOSED = re.compile(
    r"^(?:in|on|at|after|before|during|speaking|asked|responding|as|while|when|since|for|with"
    r"|under|despite|following|by|if|although|though|because|according|earlier|later|writing"
    r"|addressing)\b",
    re.IGNORECASE,
)
MADE_BY = re.compile(r"\b(?:by|from|of|in|at|for)\s+(?:the\s+)?(?=[A-Z])")
APPOSITION = re.compile(
    rf"(?P<name>{CAPITALISED}(?: (?:(?:de|van|von|al|bin|der) )?{CAPITALISED}){{1,3}}),"
    r" (?P<aside>(?:the|a|an|who is the|its|their|\w+)\b[^,.;:“”\"]{2,80})[,.]"
)
# Norland Grain Board (NGB)
ACRONYM = re.compile(
    rf"(?P<long>{CAPITALISED}(?: (?:of|for|and|the|{CAPITALISED})){{1,8}})"
    r" \((?P<short>[A-Z]{2,8})\)"
)
WORKS_FOR = frozenset(["of", "for", "at", "from", "in", "with", "to", "on", "by", "since", "until"])
LONGEST_PHRASE = 200
# "the minister" is somebody named before; a longer phrase is somebody new.
LONGEST_REFERENCE = 4
# A person named within so many characters is what a sentence is about.
FOCUS = 70


class Cast:
    """The persons and bodies of an article."""

    def __init__(self, text: str, kinds: Mapping[str, str] | None = None) -> None:
        """Read the text for persons with an office or a title, and for bodies.

        Args:
            text: the article.
            kinds: what is known of its names: kinds of speakers by name.
        """
        self._text = text
        self._kinds = kinds or {}
        self._persons: dict[str, Speaker] = {}
        self._offices: dict[str, Speaker] = {}
        self._bodies: list[Speaker] = []
        self._last_person: Speaker | None = None
        self._last_body: Speaker | None = None
        for run in runs(text):
            speaker = named(run, self._kinds)
            if speaker is not None and " " in speaker.name:
                is_titled = bool(run.before) and run.before[-1].lower().rstrip(".") in TITLES
                is_known = speaker.name in self._kinds
                if speaker.kind == ORGANISATION or speaker.position or is_titled or is_known:
                    self._remember(speaker)
        self._acronyms = {
            match["short"]: named(run, self._kinds)
            for match in ACRONYM.finditer(text)
            for run in list(runs(match["long"]))[-1:]
        }
        for match in APPOSITION.finditer(text):
            if held := office(match["aside"]):
                self._remember(Speaker(_untitled(match["name"]), PERSON, held))

    def offices(self) -> list[tuple[int, int, Speaker]]:
        """Return the spans in which the text first names somebody with their office, and who."""
        found = []
        for speaker in {s.name: s for s in self._persons.values()}.values():
            if not speaker.position:
                continue
            name, held = re.escape(speaker.name), re.escape(speaker.position)
            either = rf"{held},? {name}|{name}, (?:the |a |an |its |their )?{held}"
            if match := re.search(either, self._text):
                found.append((*match.span(), speaker))
        return sorted(found, key=lambda one: one[:2])

    def begin(self, sentence: str) -> None:
        """Note with whom a sentence begins: "she" in the next one means them."""
        for word in re.findall(CAPITALISED, sentence[:FOCUS]):
            known = self._persons.get(plain(word).lower())
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
        phrase = " ".join(phrase.split()).strip(" ,;:–—-()")
        while (shorter := OPENERS.sub("", phrase)) != phrase:
            phrase = shorter
        if not phrase or len(phrase) > LONGEST_PHRASE:
            return None
        if phrase.lower() in SINGULAR:
            return self._last_person
        if phrase.lower() in PLURAL:
            return self._last_body or self._last_person
        parts = re.split(r",(?!\d)", phrase)
        main, *asides = [part.strip() for part in parts if part.strip()] or [""]
        while asides and PREPOSED.match(main):
            main, *asides = asides
        found = self._read_part(main)
        if found is None or found.kind == UNNAMED:
            for aside in asides:  # the mayor of the town, Jane Doe
                other = self._read_part(aside, {})  # who holds an office is a person
                if other is not None and other.kind == PERSON:
                    found = replace(other, position=other.position or office(main))
                    break
        elif found.kind in (PERSON, UNKNOWN) and asides and (held := office(asides[0])):
            found = replace(found, kind=PERSON, position=found.position or held)
        if found is not None and found.kind != UNNAMED:
            self._remember(found)
            found = self._known(found)
        return found

    def _read_part(self, phrase: str, kinds: Mapping[str, str] | None = None) -> Speaker | None:
        kinds = self._kinds if kinds is None else kinds
        tokens = [plain(token).lower() for token in TOKEN.findall(phrase)]
        if not tokens:
            return None
        if made := MADE_BY.search(phrase):  # figures from the ministry
            before = {plain(t).lower() for t in TOKEN.findall(phrase[: made.start()])}
            inner = phrase[made.end() :]
            if before & (words("documents") | words("data")) and (maker := self._read_part(inner)):
                return maker
        candidates: list[Speaker | None] = []
        for run in runs(phrase):
            before_it = [word.lower() for word in run.before if word != "the"]
            if before_it and before_it[-1] in WORKS_FOR:
                continue
            if POSSESSIVE.search(run.words[-1]):
                continue  # whose: the speaker follows
            if (speaker := named(run, kinds)) is not None:
                candidates.append(speaker if self._is_name(speaker, run) else None)
        if None in candidates:  # only the first word of a sentence: fishermen
            return Speaker(_plainly(phrase), UNNAMED)
        persons = [s for s in candidates if s is not None and s.kind == PERSON]
        if candidates:
            return persons[0] if persons else candidates[-1]
        return self._without_name(phrase, tokens)

    def _is_name(self, speaker: Speaker, run: Run) -> bool:
        """Return whether a single word is a name, and not a plural that begins a sentence."""
        if speaker.kind != UNKNOWN or len(run.words) > 1 or run.before:
            return True
        word = run.words[0]
        is_plural = word.endswith(("s", "men", "people")) and not word.endswith("ss")
        return not is_plural or bool(re.search(rf"[a-z,] {re.escape(word)}\b", self._text))

    def _without_name(self, phrase: str, tokens: list[str]) -> Speaker | None:
        is_definite = tokens[0] in {"the", "its", "their", "this"}
        head = [word for word in tokens if word not in words("determiners")]
        kinds = {_singular(word) for word in head} | set(head)
        if is_definite and len(head) <= LONGEST_REFERENCE:
            for word in reversed(head):
                if word in self._offices:
                    return self._offices[word]
            if same := self._body_meant(set(head), kinds):
                return same
        if head and head[-1] in words("own_bodies"):
            return Speaker(_plainly(phrase), ORGANISATION)
        speaks = words("groups") | words("roles") | words("bodies") | words("documents")
        if kinds & (speaks | words("companies") | words("data")):
            return Speaker(_plainly(phrase), UNNAMED)
        return None

    def _body_meant(self, head: set[str], kinds: set[str]) -> Speaker | None:
        if not kinds & (words("bodies") | words("companies") | words("documents")):
            return None
        for body in reversed(self._bodies):
            if head & set(body.name.lower().split()):
                return body
        if kinds & words("companies"):  # the last that spoke, or the only one there is
            private = [body for body in self._bodies if not _is_public(body)]
            if self._last_body in private:
                return self._last_body
            return private[0] if len(private) == 1 else None
        return self._last_body if kinds & words("documents") else None

    def _remember(self, speaker: Speaker) -> None:
        if speaker.kind == ORGANISATION and speaker not in self._bodies:
            self._bodies.append(speaker)
        if speaker.kind != PERSON:
            return
        parts = speaker.name.lower().split()
        known = self._persons.get(parts[-1], speaker)
        fuller = known if len(known.name) >= len(speaker.name) else speaker
        fuller = replace(fuller, position=known.position or speaker.position)
        self._persons[parts[-1]] = fuller
        if self._persons.get(parts[0], known).name in (known.name, fuller.name):
            self._persons[parts[0]] = fuller
        for word in (fuller.position or "").lower().split():
            if word in words("roles"):
                self._offices[word] = fuller

    def _known(self, speaker: Speaker) -> Speaker:
        """Return somebody under the longest name that the text has for them."""
        if (whole := self._acronyms.get(speaker.name)) is not None:
            return replace(whole, kind=ORGANISATION)
        parts = speaker.name.lower().split()
        known = self._persons.get(parts[-1])
        if known is None or (speaker.kind == ORGANISATION and len(parts) > 1):
            return speaker
        is_part = set(parts) <= set(known.name.lower().split())
        return known if is_part or len(parts) == 1 else speaker


def _is_public(body: Speaker) -> bool:
    """Return whether a body is no company, by its name."""
    return bool(set(body.name.lower().split()) & words("public_bodies"))


def _untitled(name: str) -> str:
    parts = name.split()
    while len(parts) > 1 and parts[0].lower().rstrip(".") in TITLES:
        parts = parts[1:]
    return " ".join(parts)


def _singular(word: str) -> str:
    return word.removesuffix("s") if len(word) > 3 else word


def _plainly(phrase: str) -> str:
    """Return how somebody without a name is referred to, without "the"."""
    return re.sub(r"^(?:the|some)\s+", "", phrase, flags=re.IGNORECASE)[:100].rstrip(" .")
