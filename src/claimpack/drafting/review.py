"""Review of drafts on a terminal: one a screen, a key decides; nothing is written here."""

from __future__ import annotations

from collections.abc import Callable

import click
from rich.console import Console

from claimpack.drafting.draft_page import print_screen
from claimpack.drafting.editing import Editor
from claimpack.drafting.holdings import Holdings
from claimpack.drafting.sitting import ACCEPTED, SKIPPED, Item, Sitting
from claimpack.drafting.terminal import QUIT, Terminal
from claimpack.errors import ClaimpackError

KEYS = "[a]ccept  [e]dit  [s]plit  [k]ip  [b]ack  [q]uit "
LAST = "[y]es  [n]o  [b]ack "


class Review:
    """A person and the drafts of an article."""

    def __init__(
        self,
        sitting: Sitting,
        holdings: Holdings,
        out: Console,
        claim_count: Callable[[], int],
    ) -> None:
        """Take the sitting, what the package holds, the terminal, and what counts the claims."""
        self._sitting = sitting
        self._terminal = Terminal(out)
        self._out = out
        self._editor = Editor(sitting, holdings, self._terminal)
        self._claim_count = claim_count
        self._place = sitting.first_place

    def run(self) -> bool:
        """Show one draft after the other until all are decided, and ask whether to write.

        Returns:
            Whether what is accepted is to be written; if not, the decisions are kept.
        """
        sitting = self._sitting
        if sitting.was_resumed:
            self._out.print(f"taken up where it was left: {sitting.counts}", style="dim")
        try:
            while True:
                if self._place < len(sitting.items):
                    if not self._one():
                        return False
                elif not sitting.accepted:
                    return True
                elif (is_yes := self._last()) is not None:
                    return is_yes
        except (click.Abort, EOFError, KeyboardInterrupt):
            return False

    def _one(self) -> bool:
        """Show a draft and do what is asked; return False to quit."""
        item = self._sitting.items[self._place]
        decided = f" · {item.decision}" if item.decision else ""
        place = f"{self._place + 1} of {len(self._sitting.items)}{decided}"
        self._out.print()
        text = self._sitting.proposer.around.text
        print_screen(self._out, item.proposal, text, place, self._editor.measures(item))
        key = self._terminal.key(KEYS)
        if key in QUIT:
            return False
        if key == "a":
            self._accept(item)
        elif key in ("k", "n"):
            self._decide(SKIPPED)
        elif key == "b":
            self._place = max(0, self._place - 1)
        elif key == "e":
            self._try(lambda: self._editor.edit(self._place))
        elif key == "s":
            self._try(self._split)
        return True

    def _last(self) -> bool | None:
        """Ask whether to write; None where the person goes back to the drafts instead."""
        count = self._claim_count()
        self._out.print()
        self._out.print(f"{self._sitting.counts}. Write {count} claim{'' if count == 1 else 's'}?")
        while True:
            key = self._terminal.key(LAST)
            if key == "y":
                return True
            if key == "n" or key in QUIT:
                return False
            if key == "b":
                self._place = max(0, len(self._sitting.items) - 1)
                return None

    def _accept(self, item: Item) -> None:
        repeats = item.proposal.repeats
        if repeats and repeats[0].stands:
            self._terminal.tell(f"it stands as {repeats[0].claim_id}: skip it, or edit its words")
        else:
            self._decide(ACCEPTED)

    def _decide(self, decision: str) -> None:
        self._sitting.decide(self._place, decision)
        self._place += 1

    def _split(self) -> None:
        words = self._terminal.ask("Words with which the second part begins")
        if words:
            self._sitting.split(self._place, words)

    def _try(self, step: Callable[[], None]) -> None:
        try:
            step()
        except ClaimpackError as error:
            self._terminal.tell(f"{error}" + (f"\n  → {error.fix}" if error.fix else ""))
