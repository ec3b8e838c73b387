"""Whose words they are: speakers and outlets of a draft as those of the package, or as new ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from claimpack.drafting.draft import PERSON, UNKNOWN, UNNAMED, Hop, Speaker
from claimpack.drafting.holdings import Holdings
from claimpack.ids import slug
from claimpack.imports.cleaning import clean

LONGEST = 200
NOT_JUDGED = "Not judged: drafted from the article."


class Voices:
    """Finds speakers and publishers by name, and makes rows for those that are not there."""

    def __init__(self, holdings: Holdings) -> None:
        """Begin with the speakers of the package."""
        self.new: list[dict[str, str]] = []
        self._holdings = holdings
        self._publishers = holdings.rows("publishers")
        self._known: list[Mapping[str, str]] = list(holdings.rows("speakers"))
        self._ids = {row["speaker_id"] for row in self._known}

    @cached_property
    def own_id(self) -> str | None:
        """The id under which the article speaks for itself, once it has a publisher."""
        publisher = self._holdings.publisher
        return publisher["publisher_id"] if publisher else None

    @property
    def own_name(self) -> str:
        """The name under which the article speaks for itself."""
        publisher = self._holdings.publisher
        return publisher["name"] if publisher else "The article"

    def own(self) -> str | None:
        """Return the speaker that the article itself is, made from its publisher where missing."""
        publisher = self._holdings.publisher
        if publisher is None:
            return None
        if publisher["publisher_id"] not in self._ids:
            self._add(publisher["publisher_id"], publisher["name"], "organisation", None)
        return publisher["publisher_id"]

    def is_own(self, speaker: Speaker | None) -> bool:
        """Whether the article itself speaks: nobody is named, or its publisher is."""
        publisher = self._holdings.publisher
        if speaker is None:
            return True
        return publisher is not None and _is_named(speaker.name, publisher["name"])

    def without_own(self, hops: Sequence[Hop]) -> Sequence[Hop]:
        """Return a chain without the publisher of the article, whose words it is read in."""
        return tuple(hop for hop in hops if not self.is_own(hop.speaker))

    def find(self, speaker: Speaker | None) -> str | None:
        """Return the id of a speaker that is there already, or None."""
        if self.is_own(speaker):
            return self.own_id
        assert speaker is not None
        name = _cleaned(speaker.name)
        if speaker.kind == UNNAMED:
            rows: Iterator[Mapping[str, str]] = (
                row
                for row in self._known
                if row["kind"] == UNNAMED and row["speaker_id"] in self._of_this_article
            )
            return next((r["speaker_id"] for r in rows if _is_named(name, r["name"])), None)
        named = [row for row in self._known if row["kind"] != UNNAMED]
        for row in named:
            if _is_named(name, row["name"]) or slug(name) == row["speaker_id"]:
                return row["speaker_id"]
        if speaker.kind not in (PERSON, UNKNOWN):
            return None
        same = [
            row["speaker_id"]
            for row in named
            if row["kind"] in (PERSON, UNKNOWN) and _is_surname_of(name, row["name"])
        ]
        return same[0] if len(same) == 1 else None

    def speaker(self, speaker: Speaker) -> str:
        """Return the id of a speaker; who is not there gets a row."""
        found = self.find(speaker)
        if found is not None:
            return found
        name = _cleaned(speaker.name)
        position = clean(speaker.position, LONGEST) if speaker.kind == PERSON else None
        return self._add(slug(name), name, speaker.kind, position)

    def hop(self, hop: Hop) -> dict[str, str]:
        """Return the cells that say who told it at a hop: an outlet as its publisher."""
        name = _cleaned(hop.speaker.name)
        for row in self._publishers:
            if hop.speaker.kind != UNNAMED and (
                _is_named(name, row["name"]) or slug(name) == row["publisher_id"]
            ):
                return {"publisher_id": row["publisher_id"], "relation": hop.relation}
        return {"speaker_id": self.speaker(hop.speaker), "relation": hop.relation}

    @cached_property
    def _of_this_article(self) -> set[str]:
        """Who speaks in the article already: "a spokesman" is somebody else in another one."""
        article = self._holdings.article
        if article is None:
            return set()
        claims = {
            row["claim_id"]: row["speaker_id"]
            for row in self._holdings.rows("claims")
            if row["article_id"] == article["article_id"]
        }
        hops = {
            row["speaker_id"]
            for row in self._holdings.rows("attributions")
            if row["claim_id"] in claims
        }
        return {*claims.values(), *hops} - {""}

    def _add(self, speaker_id: str, name: str, kind: str, position: str | None) -> str:
        number, base = 2, speaker_id
        while speaker_id in self._ids:
            speaker_id = f"{base}-{number}"
            number += 1
        row = {
            "speaker_id": speaker_id,
            "name": name,
            "kind": kind,
            "position": position or "",
            "is_party": "",
            "is_party_reason": NOT_JUDGED,
        }
        self.new.append(row)
        self._known.append(row)
        self._ids.add(speaker_id)
        self._of_this_article.add(speaker_id)
        return speaker_id


def _cleaned(name: str) -> str:
    return clean(name, LONGEST) or "somebody"


def _is_named(name: str, other: str) -> bool:
    return _folded(name) == _folded(other)


def _folded(name: str) -> str:
    words = " ".join(name.split()).casefold().replace("\u2019", "'")
    return words.removeprefix("the ")


def _is_surname_of(name: str, other: str) -> bool:
    """Whether one of two names is the surname alone of the other."""
    words, others = _folded(name).split(), _folded(other).split()
    if not words or not others or len(words) == len(others):
        return False
    short, long = sorted((words, others), key=len)
    return len(short) == 1 and short[0] == long[-1]
