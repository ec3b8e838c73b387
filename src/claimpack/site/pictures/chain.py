"""Who told whom, and whose knowledge the evidence is: what two partial templates show.

``_chain.html.j2`` has the macro ``chain_list``, ``_origins.html.j2`` the macro ``origins_list``;
both need the filter ``visible``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from claimpack.printing import words

VERBS = {
    "published": "published it",
    "said": "said it",
    "quoted": "quoted it",
    "reported": "reported it",
    "broadcast": "broadcast it",
}
# A speaker does not broadcast.
SPOKEN = "said it in a broadcast"
STANCES = ("refutes", "supports", "qualifies", "context")
COUNTS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
UNKNOWN = "origin unknown: all of it together counts as one at most"


@dataclass(frozen=True)
class Step:
    """One hop: who told it, and how.

    Attributes:
        name: speaker or publisher.
        role: position and affiliation, as far as they are known.
        verb: how it was told.
        is_party: whether the speaker has a stake in the matter.
        speaker_id, publisher_id: one of them, to link to.
    """

    name: str
    role: str
    verb: str
    is_party: bool
    speaker_id: str | None
    publisher_id: str | None


@dataclass(frozen=True)
class Chain:
    """How words came from whoever spoke them to the article.

    Attributes:
        claim_id: the attribution whose chain it is.
        steps: whoever spoke first, the article last.
    """

    claim_id: str
    steps: list[Step]


@dataclass(frozen=True)
class Outlet:
    """A piece of evidence as a token: who published it."""

    name: str
    title: str
    evidence_id: str


@dataclass(frozen=True)
class Origin:
    """One independent origin, or one witness, with all that relay it.

    Attributes:
        root_id: id of the root origin, or of the root source; None where it is unknown.
        name: whose knowledge it is.
        note: why it does not count, or what to know of it; empty where there is nothing.
        outlets: what relays it.
        is_counted: whether it adds to its stance.
    """

    root_id: str | None
    name: str
    note: str
    outlets: list[Outlet]
    is_counted: bool


@dataclass(frozen=True)
class Side:
    """The evidence of one stance.

    Attributes:
        stance: its code.
        origins: those that count first, the most relayed of them first.
        count: how many independent origins count.
        summary: that count in words, beside the number of pieces of evidence.
    """

    stance: str
    origins: list[Origin]
    count: int
    summary: str


def chains(rows: Iterable[Mapping[str, Any]]) -> list[Chain]:
    """Return the chains of a claim.

    Args:
        rows: the rows of ``attribution_chain`` for one claim.
    """
    ordered = sorted(rows, key=lambda row: (row["attribution_claim_id"], -row["hop"]))
    return [
        Chain(claim_id, [_step(row) for row in hops])
        for claim_id, hops in groupby(ordered, key=lambda row: str(row["attribution_claim_id"]))
    ]


def sides(evidence: Iterable[Mapping[str, Any]]) -> list[Side]:
    """Return the evidence on a claim by stance, and there by independent origin.

    Args:
        evidence: rows like ``evidence`` of ``claim_details``: ``evidence_id``, ``stance``,
            ``publisher``, ``title``, ``origin_id``, ``origin_voice``, ``root_origin_id``,
            ``root_publisher``, ``is_root_unseen``, ``counted_root_id``, ``is_counted``,
            ``is_attribution``; where there is one, ``root_voice`` and ``root_description`` (of the
            root origin), and ``retracted_on`` where the source was withdrawn.
    """
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in evidence:
        found.setdefault(str(row["stance"]), []).append(row)
    known = [stance for stance in STANCES if stance in found]
    return [_side(stance, found[stance]) for stance in [*known, *sorted(set(found) - set(known))]]


def _step(row: Mapping[str, Any]) -> Step:
    relation = str(row["relation"])
    is_spoken = relation == "broadcast" and row["speaker_id"] is not None
    role = ", ".join(part for part in (row["position"], row["affiliation"]) if part)
    return Step(
        name=row["name"] or "nobody named",
        role=role,
        verb=SPOKEN if is_spoken else VERBS.get(relation, words(relation)),
        is_party=bool(row["is_party"]),
        speaker_id=row["speaker_id"],
        publisher_id=row["publisher_id"],
    )


def _side(stance: str, rows: list[Mapping[str, Any]]) -> Side:
    groups: dict[tuple[bool, str | None], list[Mapping[str, Any]]] = {}
    for row in rows:
        groups.setdefault((_counts(row), row["counted_root_id"]), []).append(row)
    origins = [_origin(stance, members, counts) for (counts, _), members in groups.items()]
    names = Counter(origin.name for origin in origins)
    origins = [
        # two of one name are told apart by their ids
        replace(origin, note=origin.note or origin.root_id or "")
        if names[origin.name] > 1
        else origin
        for origin in origins
    ]
    origins.sort(
        key=lambda one: (not one.is_counted, -len(one.outlets), one.name, one.root_id or "")
    )
    roots = {root for counts, root in groups if counts}
    # as the rule has it: what is of unknown origin never adds to what is known
    count = len(roots - {None}) or min(len(roots), 1)
    noun = "witness" if rows[0]["is_attribution"] else "origin"
    pieces = "one piece" if len(rows) == 1 else f"{_number(len(rows))} pieces"
    if any(_counts(row) for row in rows):
        plural = "" if count == 1 else "es" if noun == "witness" else "s"
        summary = f"{_number(count)} independent {noun}{plural}, {pieces} of evidence"
    else:
        summary = f"{pieces} of evidence, not counted"
    return Side(stance, origins, count, summary)


def _counts(row: Mapping[str, Any]) -> bool:
    return bool(row["is_counted"]) and row.get("retracted_on") is None


def _origin(stance: str, rows: list[Mapping[str, Any]], counts: bool) -> Origin:
    first = rows[0]
    note = ""
    if any(row.get("retracted_on") is not None for row in rows):
        note = "withdrawn: not counted"
    elif not counts and stance != "context":
        note = "own words again: not counted"
    elif first["counted_root_id"] is None:
        note = UNKNOWN
    elif first["is_attribution"] and first["is_root_unseen"]:
        note = "known only from what relays it"
    elif not first["is_attribution"]:
        note = first.get("root_description") or ""
    outlets = [Outlet(row["publisher"], row["title"], row["evidence_id"]) for row in rows]
    return Origin(first["counted_root_id"], _voice(rows), note, outlets, counts)


def _voice(rows: list[Mapping[str, Any]]) -> str:
    """Return whose knowledge it is: of an attribution the outlet that heard it."""
    first = rows[0]
    if first["counted_root_id"] is None:
        return "Unknown"
    if first["is_attribution"]:
        return str(first["root_publisher"])
    own = [row for row in rows if row["origin_id"] == row["root_origin_id"]]
    if own:
        return str(own[0]["origin_voice"] or own[0]["publisher"])
    root = first.get("root_voice") or first["root_origin_id"]
    return f"{first['origin_voice'] or first['publisher']}, from {root}"


def _number(count: int) -> str:
    return COUNTS[count] if count < len(COUNTS) else f"{count:,}"
