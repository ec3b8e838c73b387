"""Names in a text: runs of capitalised words, and whether each is a person or a body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from claimpack.drafting.draft import ORGANISATION, PERSON, UNKNOWN, Speaker
from claimpack.drafting.english.vocabulary import words

TOKEN = re.compile(r"[\w’'&.-]*\w\.?")
CAPITALISED = r"(?:[A-Z][\w’'-]*\.?)"
POSSESSIVE = re.compile(r"[’']s?$")
ARTICLE = re.compile(r"^(?:who (?:is|was)\s+)?(?:the|a|an|its|their|his|her|our)\s+", re.I)
LONGEST_NAME = 10
LONGEST_OFFICE = 100
# How many words before a name tell whether it is a person.
BEFORE = 6

TITLES = words("honorifics") | words("roles")
HONORIFICS = words("honorifics") - words("roles")
PARTICLES = words("particles") | words("body_particles")
PUBLISHES_OR_ACTS = words("outlets") | words("bodies")


@dataclass(frozen=True)
class Run:
    """Capitalised words in a row, and the words before them."""

    words: tuple[str, ...]
    before: tuple[str, ...]


def runs(phrase: str) -> Iterator[Run]:
    """Give the runs of capitalised words of a text, in order."""
    tokens = list(TOKEN.finditer(phrase))
    at = 0
    while at < len(tokens):
        if not tokens[at].group()[0].isupper():
            at += 1
            continue
        end = at + 1
        while end < len(tokens) and _goes_on(phrase, tokens, at, end):
            end += 1
        last = end
        while last > at and tokens[last - 1].group().lower() in PARTICLES:
            last -= 1
        if last > at:
            name = tuple(token.group() for token in tokens[at:last])
            yield Run(name, tuple(_before(phrase, tokens, at)))
        at = end


def _before(phrase: str, tokens: list[re.Match[str]], at: int) -> list[str]:
    found: list[str] = []
    for index in range(at - 1, max(-1, at - 1 - BEFORE), -1):
        between = phrase[tokens[index].end() : tokens[index + 1].start()]
        if between.strip(" ") or _ends_sentence(tokens[index].group()):
            break
        found.insert(0, tokens[index].group())
    return found


def _ends_sentence(word: str) -> bool:
    """Return whether the full stop of a word is that of a sentence, and not of "Mr." or "J."."""
    return word.endswith(".") and len(word) > 3 and word[:-1].lower() not in TITLES


def _goes_on(phrase: str, tokens: list[re.Match[str]], first: int, at: int) -> bool:
    """Return whether a word goes on with the run of capitalised words that began before it."""
    if phrase[tokens[at - 1].end() : tokens[at].start()] != " ":
        return False
    word, previous = tokens[at].group(), tokens[at - 1].group()
    if POSSESSIVE.search(previous) and previous[0].isupper():
        return False  # Norland's minister: two names
    if _ends_sentence(previous):
        return False
    if word[0].isupper():
        return True
    following = [token.group() for token in tokens[at + 1 : at + 5]]
    is_name = bool(following) and following[0][0].isupper()
    if word in words("particles"):
        return is_name
    if word == "and":  # the Department of Health and Social Care, the Fire and Rescue Service
        so_far = {token.group().lower() for token in tokens[first:at]}
        ahead = {w.lower() for w in following[: _capitalised(following)]}
        return is_name and bool((so_far | ahead) & words("bodies"))
    if word in ("of", "for"):
        leads_on = is_name or (
            following[:1] == ["the"] and following[1:2] != [] and following[1][0].isupper()
        )
        return leads_on and previous.lower() in words("bodies")
    return word == "the" and previous in ("of", "for") and is_name


def _capitalised(found: list[str]) -> int:
    """Return how many words in a row begin with a capital."""
    return next((n for n, word in enumerate(found) if not word[0].isupper()), len(found))


def named(run: Run, known: Mapping[str, str] | None = None) -> Speaker | None:
    """Return whom a run of capitalised words names, or None where it names nobody.

    Args:
        run: the words, and those before them.
        known: kinds of speakers by name, which go before what the words look like.
    """
    name = list(run.words)
    lowered = [plain(word).lower().rstrip(".") for word in name]
    before = [word.lower().rstrip(".") for word in run.before]
    title = max((i for i, word in enumerate(lowered) if word in TITLES), default=-1)
    is_person = title >= 0 or bool(before and before[-1] in TITLES)
    position = None
    if title >= 0:
        held = [w for w in name[: title + 1] if w.lower().rstrip(".") not in HONORIFICS]
        while held and held[0].lower() in words("function") | words("determiners"):
            held = held[1:]
        position = " ".join(held) or None
        name, lowered = name[title + 1 :], lowered[title + 1 :]
    elif is_person and before[-1] not in HONORIFICS:
        position = office(" ".join(_held(run.before)))
    while name and lowered[0] in PARTICLES | words("determiners") | words("function"):
        name, lowered = name[1:], lowered[1:]
    if not name or len(name) > LONGEST_NAME or set(lowered) <= words("calendar"):
        return None
    whole = plain(" ".join(name))
    if _ends_sentence(name[-1]):
        whole = whole.rstrip(".")
    if is_person:
        return Speaker(whole, PERSON, position)
    if len(name) == 1 and re.search(r"-[a-z]", name[0]):
        return None  # the Bergen-based group
    if known and whole in known:
        return Speaker(whole, known[whole])
    if len(name) == 1 and lowered[0] in words("groups") | words("own_bodies") | words("data"):
        return None
    acts = set(before[-2:]) & (PUBLISHES_OR_ACTS | words("companies"))
    if acts or set(lowered) & (PUBLISHES_OR_ACTS | words("body_particles")):
        return Speaker(whole, ORGANISATION)
    if len(name) == 1:
        is_acronym = len(name[0]) > 1 and name[0].isupper()
        return Speaker(whole, ORGANISATION if is_acronym else UNKNOWN)
    return Speaker(whole, PERSON if len(name) <= 3 else UNKNOWN)


def _held(before: tuple[str, ...]) -> list[str]:
    """Return the words before a name that may be an office: those after the last verb."""
    verbs = words("say") | words("finite") | words("function") - words("determiners")
    last = max((i for i, word in enumerate(before) if word.lower() in verbs), default=-1)
    return list(before[last + 1 :])


def plain(name: str) -> str:
    """Return a name without the sign of the possessive."""
    return POSSESSIVE.sub("", name)


def office(phrase: str) -> str | None:
    """Return an office without its article, or None where a phrase names none."""
    found = {plain(word).lower() for word in TOKEN.findall(phrase)}
    if not found & words("roles"):
        return None
    held = re.split(r"\s+(?:who|which|and was|and is)\b", ARTICLE.sub("", phrase.strip()))[0]
    return held[:LONGEST_OFFICE]
