"""Review of drafts on a terminal: one a screen, a key decides; nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import click
from rich.console import Console

from claimpack.drafting import changing
from claimpack.drafting.draft import Draft, Speaker
from claimpack.drafting.draft_page import print_screen
from claimpack.drafting.figure_rows import measure_of
from claimpack.drafting.holdings import Holdings
from claimpack.drafting.sitting import ACCEPTED, SKIPPED, Item, Sitting
from claimpack.errors import ClaimpackError
from claimpack.printing import visible

KEYS = "[a]ccept  [e]dit  [s]plit  [k]ip  [b]ack  [q]uit "
FIELDS = "[t]ext  [k]ind  [s]peaker  [c]heckability  [w]ords of the span  [m]easure  [b]ack "
QUIT = ("q", "\x03", "\x04")


class Review:
    """A person and the drafts of an article."""

    def __init__(self, sitting: Sitting, holdings: Holdings, out: Console) -> None:
        """Take the sitting, what the package holds, and the terminal."""
        self._sitting = sitting
        self._holdings = holdings
        self._out = out
        self._place = sitting.first_place

    def run(self) -> bool:
        """Show one draft after the other until all are decided.

        Returns:
            Whether the person came to the end; if not, the decisions are kept for another time.
        """
        if self._sitting.was_resumed:
            self._out.print("taken up where it was left", style="dim")
        try:
            while self._place < len(self._sitting.items):
                if not self._one():
                    return False
        except (click.Abort, EOFError, KeyboardInterrupt):
            return False
        return True

    def _one(self) -> bool:
        """Show a draft and do what is asked; return False to quit."""
        item = self._sitting.items[self._place]
        decided = f" · {item.decision}" if item.decision else ""
        place = f"{self._place + 1} of {len(self._sitting.items)}{decided}"
        self._out.print()
        print_screen(self._out, item.proposal, self._sitting.text, place, self._measures(item))
        key = self._key(KEYS)
        if key in QUIT:
            return False
        if key == "a":
            self._accept(item)
        elif key in ("k", "n"):
            self._decide(SKIPPED)
        elif key == "b":
            self._place = max(0, self._place - 1)
        elif key == "e":
            self._try(lambda: self._edit(item))
        elif key == "s":
            self._try(lambda: self._split(item))
        return True

    def _accept(self, item: Item) -> None:
        repeats = item.proposal.repeats
        if repeats and repeats[0].stands:
            self._tell(f"it stands as {repeats[0].claim_id}: skip it, or edit its words")
        else:
            self._decide(ACCEPTED)

    def _decide(self, decision: str) -> None:
        self._sitting.decide(self._place, decision)
        self._place += 1

    def _split(self, item: Item) -> None:
        words = self._ask("Words with which the second part begins")
        if words:
            self._sitting.split(self._place, words)

    def _edit(self, item: Item) -> None:
        key = self._key(FIELDS)
        draft = item.proposal.draft
        if key == "t":
            if text := self._ask("The claim in your own words"):
                self._sitting.change(self._place, draft, text)
        elif key == "w":
            if words := self._ask("Words of the article that make the claim"):
                changed = changing.with_words(draft, self._sitting.text, words)
                self._sitting.change(self._place, changed, item.own_text)
        elif key == "k":
            codes = self._holdings.codes["claim_kinds"] - {"attribution"}
            self._change(item, replace(draft, kind=self._choose("Kind", codes)))
        elif key == "c":
            code = self._choose("Checkable", self._holdings.codes["checkabilities"])
            reason = self._ask("Why") or draft.reason
            self._change(item, replace(draft, checkability=code, reason=reason))
        elif key == "s":
            self._change(item, changing.with_speaker(draft, self._speaker()))
        elif key == "m":
            self._measure(item)

    def _change(self, item: Item, draft: Draft) -> None:
        self._sitting.change(self._place, draft, item.own_text)

    def _speaker(self) -> Speaker | None:
        name = self._ask("Who says it (nothing: the article itself)")
        if not name:
            return None
        kind = self._choose("Kind of speaker", self._holdings.codes["speaker_kinds"])
        position = self._ask("Office, if it is stated") if kind == "person" else None
        return Speaker(name, kind, position or None)

    def _measure(self, item: Item) -> None:
        draft = item.proposal.draft
        known = self._sitting.proposer.measures.by_id
        if not draft.quantities or not known:
            what = "the draft has no figures" if known else "the package has no measures"
            raise ClaimpackError(what, None if known else "'claimpack add measure' adds one")
        number = 1
        if len(draft.quantities) > 1:
            number = click.prompt(
                "Which figure", type=click.IntRange(1, len(draft.quantities)), err=False
            )
        name = self._choose("Measure", frozenset(known))
        self._sitting.measure(self._place, number - 1, name)

    def _measures(self, item: Item) -> Mapping[int, str]:
        """Return by position of a figure the measure under which it would be written."""
        proposal, measures = item.proposal, self._sitting.proposer.measures
        found = {
            place: measure_of(proposal, place, measures)
            for place in range(len(proposal.draft.quantities))
        }
        return {place: name for place, name in found.items() if name}

    def _try(self, step: Callable[[], None]) -> None:
        try:
            step()
        except ClaimpackError as error:
            self._tell(f"{error}" + (f"\n  → {error.fix}" if error.fix else ""))

    def _tell(self, what: str) -> None:
        for line in what.splitlines():
            self._out.print(visible(line), style="yellow")

    def _key(self, keys: str) -> str:
        self._out.print(keys, end="", style="dim")
        key = click.getchar()
        self._out.print(visible(key) if key.isprintable() else "")
        return key.lower()

    def _ask(self, question: str) -> str:
        answer: str = click.prompt(question, default="", show_default=False)
        return answer.strip()

    def _choose(self, question: str, codes: frozenset[str]) -> str:
        chosen: str = click.prompt(question, type=click.Choice(sorted(codes)))
        return chosen
