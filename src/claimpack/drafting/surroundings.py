"""What stands around a draft: its sentence, and the figures and dates of the whole article."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from claimpack.drafting.draft import Draft, FoundDate, FoundQuantity
from claimpack.spans import Span

if TYPE_CHECKING:
    from claimpack.drafting.english.kinds import Judged
    from claimpack.drafting.english.prose import Prose, Sentence

BOILERPLATE = "boilerplate"


class Surroundings:
    """A text, and what was found in it by whoever drafted it."""

    def __init__(self, text: str, drafts: Sequence[Draft] = ()) -> None:
        """Take the text of the article and all drafts of it."""
        self.text = text
        figures = {(q.start, q.end): q for draft in drafts for q in draft.quantities}
        dates = {(t.start, t.end): t for draft in drafts for t in draft.dates}
        self._figures = [figures[place] for place in sorted(figures)]
        self._dates = [dates[place] for place in sorted(dates)]

    def sentence(self, found: FoundQuantity) -> str:
        """Return the sentence of a figure, or nothing where it has another one of its unit."""
        sentences = self._prose.sentences
        place = bisect_right(sentences, found.start, key=_begins) - 1
        if place < 0 or found.start >= sentences[place].end:
            return ""
        start, end = sentences[place].start, sentences[place].end
        first, last = (bisect_left(self._figures, edge, key=_begins) for edge in (start, end))
        for other in self._figures[first:last]:
            if other.unit == found.unit and (other.end <= found.start or found.end <= other.start):
                return ""
        return self.text[start:end]

    def moved(self, draft: Draft, span: Span) -> Draft:
        """Return a draft with another span; figures, dates, score and reason follow.

        What a person has changed of it stays: a figure that was dropped, a kind, a reason.
        """
        old = self._judged(draft)
        quantities = [q for q in draft.quantities if _lies_in(q, span.start, span.end)]
        quantities += [
            q
            for q in self._figures
            if _lies_in(q, span.start, span.end) and not _lies_in(q, draft.start, draft.end)
        ]
        goes_on = draft.start <= span.start < draft.end
        dates = [t for t in self._dates if _lies_in(t, span.start, span.end)]
        made = replace(
            draft,
            start=span.start,
            end=span.end,
            quote=span.text,
            quantities=tuple(sorted(quantities, key=lambda q: (q.start, q.end))),
            dates=tuple(sorted(dates, key=lambda t: (t.start, t.end))),
            subject=draft.subject if goes_on else None,
            claim_text=None,
        )
        new = self._judged(made)
        if draft.kind == old.kind:
            made = replace(made, kind=new.kind)
        if (draft.checkability, draft.reason) == (old.checkability, old.reason):
            made = replace(made, checkability=new.checkability, reason=new.reason)
        if tuple(draft.worth) == old.worth:
            made = replace(made, worth=new.worth)
        return made

    @cached_property
    def _prose(self) -> Prose:
        from claimpack.drafting.english.prose import read_prose

        return read_prose(self.text)

    def _judged(self, draft: Draft) -> Judged:
        from claimpack.drafting.english.kinds import judge

        return judge(
            self._prose,
            (draft.start, draft.end),
            draft.subject,
            draft.speaker,
            draft.quantities,
            draft.dates,
            is_boilerplate=any(part.reason == BOILERPLATE for part in draft.worth),
        )


def _begins(what: Sentence | FoundQuantity) -> int:
    return what.start


def _lies_in(found: FoundQuantity | FoundDate, start: int, end: int) -> bool:
    return start <= found.start and found.end <= end
