"""A sitting over the drafts of an article: what is decided of each, kept and taken up again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from claimpack.drafting import changing
from claimpack.drafting.decisions import Decisions
from claimpack.drafting.draft import Draft
from claimpack.drafting.proposals import Proposal, Proposer
from claimpack.errors import ClaimpackError

ACCEPTED, SKIPPED = "accepted", "skipped"


@dataclass
class Item:
    """One screen of a sitting.

    Attributes:
        original: the draft as it was drafted; both parts of a split one share it.
        proposal: as it stands now.
        own_text: the text of the claim as the person wrote it, or None.
        decision: accepted, skipped, or None.
    """

    original: Draft
    proposal: Proposal
    own_text: str | None = None
    decision: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return what is kept of it, without words of the article."""
        return {
            "of": [self.original.start, self.original.end],
            "changes": changing.changes(self.original, self.proposal.draft),
            "claim_text": self.own_text,
            "measures": {str(place): name for place, name in self.proposal.measures.items()},
            "decision": self.decision,
        }


@dataclass
class Sitting:
    """The items of a sitting, and where they are kept.

    Attributes:
        proposer: makes proposals of drafts that are changed.
        decisions: where decisions are kept.
        items: the drafts in their order.
        was_resumed: whether decisions of an earlier sitting were taken up.
    """

    proposer: Proposer
    decisions: Decisions
    items: list[Item] = field(default_factory=list)
    was_resumed: bool = False

    def begin(self, proposals: Sequence[Proposal], is_shown: Callable[[Proposal], bool]) -> None:
        """Take the proposals, and what was decided of them in an earlier sitting.

        Args:
            proposals: all of the article.
            is_shown: which of them a person is asked about, beside those that were decided.
        """
        kept: dict[tuple[int, int], list[dict[str, Any]]] = {}
        for told in self.decisions.load():
            with suppress(KeyError, TypeError, ValueError):
                start, end = told["of"]
                kept.setdefault((int(start), int(end)), []).append(told)
        self.items = []
        for proposal in proposals:
            draft = proposal.draft
            again = [
                item
                for told in kept.pop((draft.start, draft.end), [])
                if (item := self._again(proposal, told)) is not None
            ]
            if again and (is_shown(proposal) or any(item.decision for item in again)):
                self.items += again
            elif is_shown(proposal):
                self.items.append(Item(draft, proposal))
        self.was_resumed = any(item.decision for item in self.items)

    @property
    def accepted(self) -> list[Proposal]:
        """What is accepted so far."""
        return [item.proposal for item in self.items if item.decision == ACCEPTED]

    @property
    def counts(self) -> str:
        """How many are decided in which way, for people."""
        decided = Counter(item.decision for item in self.items)
        told = [f"{decided[decision]} {decision}" for decision in (ACCEPTED, SKIPPED)]
        if decided[None]:
            told.append(f"{decided[None]} open")
        return ", ".join(told)

    @property
    def first_place(self) -> int:
        """Where to begin: at the first item that is not decided, or at the last of all."""
        places = (place for place, item in enumerate(self.items) if item.decision is None)
        return next(places, max(0, len(self.items) - 1))

    def keep(self) -> None:
        """Keep everything as it stands."""
        self.decisions.keep([item.as_dict() for item in self.items])

    def decide(self, place: int, decision: str) -> None:
        """Decide an item, and keep it."""
        self.items[place].decision = decision
        self.keep()

    def change(self, place: int, draft: Draft, own_text: str | None) -> None:
        """Change an item to another draft or text, and keep it."""
        item = self.items[place]
        old = item.proposal
        named = {
            (found.start, found.end): old.measures[place]
            for place, found in enumerate(old.draft.quantities)
            if place in old.measures
        }
        made = self.proposer.with_draft(old, draft, own_text)
        measures = {
            place: named[found.start, found.end]
            for place, found in enumerate(draft.quantities)
            if (found.start, found.end) in named
        }
        item.proposal = replace(made, measures=measures)
        item.own_text = own_text
        self.keep()

    def measure(self, place: int, figure: int, measure_id: str) -> None:
        """Name the measure of a figure of an item, and keep it."""
        item = self.items[place]
        item.proposal = replace(
            item.proposal, measures={**item.proposal.measures, figure: measure_id}
        )
        self.keep()

    def split(self, place: int, words: str) -> None:
        """Make two items of one.

        Raises:
            ClaimpackError: the words with which the second is to begin are not in it.
        """
        item = self.items[place]
        parts = changing.split(item.proposal.draft, self.proposer.around, words)
        self.items[place : place + 1] = [
            Item(item.original, self.proposer.with_draft(item.proposal, part)) for part in parts
        ]
        self.keep()

    def _again(self, proposal: Proposal, told: dict[str, Any]) -> Item | None:
        """Return an item as it was kept, or None where that cannot be understood."""
        with suppress(
            ClaimpackError, KeyError, TypeError, ValueError, AttributeError, ArithmeticError
        ):
            draft = changing.changed(proposal.draft, self.proposer.around, told["changes"])
            own_text = told["claim_text"]
            decision = told["decision"]
            if decision not in (ACCEPTED, SKIPPED, None) or not isinstance(own_text, str | None):
                return None
            again = proposal
            if draft != proposal.draft or own_text is not None:
                again = self.proposer.with_draft(proposal, draft, own_text)
            names = {int(place): str(name) for place, name in told["measures"].items()}
            return Item(proposal.draft, replace(again, measures=names), own_text, decision)
        return None
