"""Proposals: the drafts of an article as a person sees them, numbered, with what they repeat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from claimpack.article_text import sha256
from claimpack.drafting.draft import Draft
from claimpack.drafting.holdings import Holdings
from claimpack.drafting.measuring import Measures, number
from claimpack.drafting.overlaps import overshadowed
from claimpack.drafting.repeats import Repeat, Repeats
from claimpack.drafting.surroundings import Surroundings
from claimpack.drafting.voices import Voices
from claimpack.drafting.wording import claim_text


@dataclass(frozen=True)
class Proposal:
    """A draft as a person decides on it.

    Attributes:
        number: its number among the drafts of the article, from 1.
        draft: the draft, as it is or as a person has changed it.
        text: the text of the claim.
        is_shortened: whether words were left out, so that a person should say it anew.
        is_cleaned: whether the text lacks characters or markup of the words.
        repeats: what it repeats, the surest first.
        measures: by position of a figure, the measure that a person has named for it.
        sentences: by position of a figure, its sentence, where that has no other of its unit.
        same_as: the number of a better draft of nearly the same words, or None.
    """

    number: int
    draft: Draft
    text: str
    is_shortened: bool = False
    is_cleaned: bool = False
    repeats: Sequence[Repeat] = ()
    measures: Mapping[int, str] = field(default_factory=dict)
    sentences: Mapping[int, str] = field(default_factory=dict)
    same_as: int | None = None

    @property
    def is_proposed(self) -> bool:
        """Whether it is put before a person: worth a check, and no other has its words."""
        return self.draft.is_proposed and self.same_as is None

    @property
    def is_new(self) -> bool:
        """Whether it is put before a person, and repeats nothing."""
        return self.is_proposed and not self.repeats

    def as_dict(self) -> dict[str, Any]:
        """Return the object that ``draft --format json`` prints of it."""
        draft = self.draft
        return {
            "number": self.number,
            "quote": draft.quote,
            "quote_start": draft.start,
            "quote_end": draft.end,
            "quote_sha256": sha256(draft.quote),
            "claim_kind": draft.kind,
            "checkability": draft.checkability,
            "checkability_reason": draft.reason,
            "score": draft.score,
            "worth": [{"reason": part.reason, "points": part.points} for part in draft.worth],
            "speaker": _speaker(draft.speaker),
            "attributions": [
                {"hop": place, "speaker": _speaker(hop.speaker), "relation": hop.relation}
                for place, hop in enumerate(draft.hops, 1)
            ],
            "quantities": [
                {
                    "quote_start": found.start,
                    "quote_end": found.end,
                    "lower": number(found.lower) or None,
                    "upper": number(found.upper) or None,
                    "unit": found.unit,
                    "is_approximate": found.is_approximate,
                    "interpretation": found.interpretation,
                    "counted": found.counted,
                    "commands": [],
                }
                for found in draft.quantities
            ],
            "dates": [
                {
                    "quote_start": found.start,
                    "quote_end": found.end,
                    "edtf": found.edtf,
                    "basis": found.basis,
                }
                for found in draft.dates
            ],
            "repeats": [
                {
                    "claim_id": repeat.claim_id,
                    "article_id": repeat.article_id,
                    "how": repeat.how,
                    "reason": repeat.reason,
                    "score": repeat.score,
                    "measure_id": repeat.measure_id,
                }
                for repeat in self.repeats
            ],
            "claim_text": self.text,
            "is_shortened": self.is_shortened,
            "is_proposed": self.is_proposed,
            "same_as": self.same_as,
        }


class Proposer:
    """Makes proposals of drafts, beside what a package holds."""

    def __init__(self, holdings: Holdings) -> None:
        """Take what the package holds."""
        self.measures = Measures(holdings.rows("measures"), holdings.units)
        self._most_words = holdings.most_words
        self._voices = Voices(holdings)
        self._repeats = Repeats(holdings, self._voices, self.measures)
        self.around = Surroundings(holdings.text.text)

    def propose(self, drafts: Sequence[Draft]) -> list[Proposal]:
        """Return the proposals of all drafts of the article, in their order."""
        self.around = Surroundings(self.around.text, drafts)
        instead = overshadowed(drafts)
        return [
            replace(
                self.proposal(place + 1, draft),
                same_as=instead[place] + 1 if place in instead else None,
            )
            for place, draft in enumerate(drafts)
        ]

    def proposal(self, number: int, draft: Draft) -> Proposal:
        """Return the proposal of a draft; that the publisher itself tells it is no hop."""
        draft = replace(draft, hops=self._voices.without_own(draft.hops))
        words = draft.claim_text or draft.quote
        figure = next(
            (draft.quote[q.start - draft.start : q.end - draft.start] for q in draft.quantities),
            None,
        )
        worded = claim_text(words, self._most_words, draft.subject, figure)
        return Proposal(
            number=number,
            draft=draft,
            text=worded.text,
            is_shortened=worded.is_shortened,
            is_cleaned=worded.is_cleaned,
            repeats=tuple(self._repeats.of(draft, worded.text)),
            sentences={
                place: sentence
                for place, found in enumerate(draft.quantities)
                if (sentence := self.around.sentence(found))
            },
        )

    def with_draft(self, proposal: Proposal, draft: Draft, text: str | None = None) -> Proposal:
        """Return a proposal for a draft that a person has changed.

        Args:
            proposal: as it was.
            draft: the draft as changed.
            text: the text of the claim in the words of the person, or None to make it anew.
        """
        made = self.proposal(proposal.number, draft)
        if text is not None:
            repeats = tuple(self._repeats.of(draft, text))
            made = replace(made, text=text, is_shortened=False, is_cleaned=False, repeats=repeats)
        return made


def _speaker(speaker: Any) -> dict[str, Any] | None:
    if speaker is None:
        return None
    return {"name": speaker.name, "kind": speaker.kind, "position": speaker.position}
