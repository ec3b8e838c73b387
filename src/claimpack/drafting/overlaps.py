"""Drafts of nearly the same words by the same speaker: the best of them is proposed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from claimpack.drafting.draft import Draft

# Two spans are nearly the same where they share so much of both.
NEARLY = 0.9


def overshadowed(drafts: Sequence[Draft]) -> Mapping[int, int]:
    """Return which drafts say nearly what a better one says.

    Args:
        drafts: in the order of the text.

    Returns:
        By place of a draft, the place of the one that is proposed instead: the one with the higher
        score, of equal ones the first.
    """
    better = sorted(range(len(drafts)), key=lambda n: (-drafts[n].score, n))
    rank = {place: number for number, place in enumerate(better)}
    near: dict[int, list[int]] = {}
    for place, draft in enumerate(drafts):
        if not draft.is_proposed:
            continue
        latest = draft.start + (draft.end - draft.start) * (1 - NEARLY) / NEARLY
        for other in range(place + 1, len(drafts)):
            if drafts[other].start > latest:
                break
            if drafts[other].is_proposed and _are_near(draft, drafts[other]):
                near.setdefault(place, []).append(other)
                near.setdefault(other, []).append(place)
    instead: dict[int, int] = {}
    for place in better:
        if place not in near or place in instead:
            continue
        for other in near[place]:
            if rank[other] > rank[place]:
                instead.setdefault(other, place)
    return instead


def _are_near(one: Draft, other: Draft) -> bool:
    if _voice(one) != _voice(other):
        return False
    common = min(one.end, other.end) - max(one.start, other.start)
    return common >= NEARLY * max(one.end - one.start, other.end - other.start)


def _voice(draft: Draft) -> tuple[str, str] | None:
    return (draft.speaker.name, draft.speaker.kind) if draft.speaker else None
