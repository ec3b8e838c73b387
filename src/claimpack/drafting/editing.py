"""How a person changes a draft on a terminal: a key names what, an empty line keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from claimpack.drafting import changing
from claimpack.drafting.draft import NO, PARTLY, YES, Draft, Speaker
from claimpack.drafting.draft_page import figure
from claimpack.drafting.figure_rows import measure_of
from claimpack.drafting.holdings import Holdings
from claimpack.drafting.measuring import number
from claimpack.drafting.sitting import Item, Sitting
from claimpack.drafting.terminal import Terminal
from claimpack.errors import ClaimpackError

FIELDS = "[t]ext  [k]ind  [s]peaker  [c]heckability  [w]ords  [f]igure  [m]easure  [b]ack "
FIGURE = "[d]rop it  [i]nterval  [b]ack "
NOBODY = "-"
# Why something can be checked so far, where the person says no more.
REASONS = {
    YES: "It can be compared with evidence.",
    PARTLY: "Evidence bears on it but cannot settle all of it.",
    NO: "No evidence could settle it.",
}


class Editor:
    """Changes the items of a sitting."""

    def __init__(self, sitting: Sitting, holdings: Holdings, terminal: Terminal) -> None:
        """Take the sitting, what the package holds, and the terminal."""
        self._sitting = sitting
        self._codes = holdings.codes
        self._terminal = terminal

    def edit(self, place: int) -> None:
        """Ask what is to be changed of an item, and change it.

        Raises:
            ClaimpackError: what is asked for cannot be.
        """
        item = self._sitting.items[place]
        draft, terminal = item.proposal.draft, self._terminal
        key = terminal.key(FIELDS)
        if key == "t":
            if text := terminal.ask("The claim in your own words"):
                self._sitting.change(place, draft, text)
            return
        if key == "m":
            self._measure(place, draft)
            return
        changed = draft
        if key == "w":
            if words := terminal.ask("Words of the article that make the claim"):
                changed = changing.with_words(draft, self._sitting.proposer.around, words)
        elif key == "k":
            codes = self._codes["claim_kinds"] - {"attribution"}
            changed = replace(draft, kind=terminal.choose("Kind", codes, draft.kind))
        elif key == "c":
            changed = self._with_checkability(draft)
        elif key == "s":
            changed = self._with_speaker(draft)
        elif key == "f":
            changed = self._with_figure(draft)
        if changed != draft:
            self._sitting.change(place, changed, item.own_text)

    def measures(self, item: Item) -> Mapping[int, str]:
        """Return by position of a figure the measure under which it would be written."""
        proposal, measures = item.proposal, self._sitting.proposer.measures
        found = {
            place: measure_of(proposal, place, measures)
            for place in range(len(proposal.draft.quantities))
        }
        return {place: name for place, name in found.items() if name}

    def _with_checkability(self, draft: Draft) -> Draft:
        code = self._terminal.choose("Checkable", self._codes["checkabilities"], draft.checkability)
        same = draft.reason if code == draft.checkability else REASONS.get(code, draft.reason)
        return replace(draft, checkability=code, reason=self._terminal.ask("Why", same))

    def _with_speaker(self, draft: Draft) -> Draft:
        now = draft.speaker
        name = self._terminal.ask(
            f"Who says it ({NOBODY} for the article itself)", now.name if now else NOBODY
        )
        if name == NOBODY:
            return changing.with_speaker(draft, None) if now else draft
        is_same = now is not None and name == now.name
        kind = now.kind if now is not None else "unknown"
        kind = self._terminal.choose("Kind of speaker", self._codes["speaker_kinds"], kind)
        position = None
        if kind == "person":
            before = now.position if now is not None and is_same else None
            position = self._terminal.ask("Office, if it is stated", before or "") or None
        speaker = Speaker(name, kind, position)
        return draft if speaker == now else changing.with_speaker(draft, speaker)

    def _with_figure(self, draft: Draft) -> Draft:
        place = self._figure(draft)
        key = self._terminal.key(FIGURE)
        if key == "d":
            return changing.without_figure(draft, place)
        if key == "i":
            found = draft.quantities[place]
            lower = self._end("Lower end", found.lower)
            upper = self._end("Upper end", found.upper)
            if (lower, upper) != (found.lower, found.upper):
                return changing.with_interval(draft, place, lower, upper)
        return draft

    def _measure(self, place: int, draft: Draft) -> None:
        known = self._sitting.proposer.measures.by_id
        if not known:
            raise ClaimpackError("the package has no measures", "'claimpack add measure' adds one")
        chosen = self._figure(draft)
        now = self.measures(self._sitting.items[place]).get(chosen, "")
        if name := self._terminal.choose("Measure", known, now):
            self._sitting.measure(place, chosen, name)

    def _figure(self, draft: Draft) -> int:
        """Return which figure is meant."""
        if not draft.quantities:
            raise ClaimpackError("the draft has no figures")
        if len(draft.quantities) == 1:
            return 0
        numbers = {str(place): found for place, found in enumerate(draft.quantities, 1)}
        for name, found in numbers.items():
            self._terminal.tell(f"{name}: {figure(found)}")
        return int(self._terminal.choose("Which figure", numbers, "1")) - 1

    def _end(self, name: str, now: Decimal | None) -> Decimal | None:
        answer = self._terminal.ask(f"{name} ({NOBODY} for none)", number(now) or NOBODY)
        if answer == NOBODY:
            return None
        try:
            end = Decimal(answer.replace(",", ""))
        except InvalidOperation:
            end = Decimal("NaN")
        if not end.is_finite():
            raise ClaimpackError(f"'{answer}' is no number", "write it like 1250 or 33.5")
        return end
