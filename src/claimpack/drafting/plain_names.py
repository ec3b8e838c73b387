"""Names of speakers without control characters, which neither a cell nor a terminal should get."""

from __future__ import annotations

import re
from dataclasses import replace

from claimpack.characters import FORBIDDEN
from claimpack.drafting.draft import Draft, Speaker
from claimpack.drafting.proving import RefusedError

# What colours and moves on a terminal.
ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|.)?")


def with_plain_names(draft: Draft) -> tuple[Draft, str]:
    """Return a draft with plain names and offices, and the name from which more than a space went.

    Raises:
        RefusedError: nothing is left of a name.
    """
    removed = ""
    names: dict[Speaker, Speaker] = {}
    for speaker in filter(None, (draft.speaker, *(hop.speaker for hop in draft.hops))):
        name, position = _plain(speaker.name), speaker.position and _plain(speaker.position)
        if not name:
            raise RefusedError("the name of a speaker has no letters, only control characters")
        if _spaced(speaker.name) != name or _spaced(speaker.position or "") != (position or ""):
            removed = removed or f"the name or office of '{name}'"
        names[speaker] = replace(speaker, name=name, position=position or None)
    if all(before == after for before, after in names.items()):
        return draft, ""
    hops = tuple(replace(hop, speaker=names[hop.speaker]) for hop in draft.hops)
    return replace(draft, speaker=draft.speaker and names[draft.speaker], hops=hops), removed


def _plain(name: str) -> str:
    return _spaced(FORBIDDEN.sub(" ", ESCAPE.sub("", name)))


def _spaced(name: str) -> str:
    return " ".join(name.split())
