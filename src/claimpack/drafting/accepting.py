"""Accepted drafts as rows of a package, written all or none.

Where somebody else than the article speaks, a draft becomes a pair: that it was said, and what was
said. Where it repeats a claim of the same article, only that it was said again is written.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from claimpack.article_text import sha256
from claimpack.drafting.draft import Hop
from claimpack.drafting.figure_rows import FigureRows, Missing
from claimpack.drafting.holdings import Holdings
from claimpack.drafting.measuring import Measures
from claimpack.drafting.proposals import Proposal
from claimpack.drafting.repeats import Repeat
from claimpack.drafting.voices import Voices
from claimpack.drafting.wording import said_text
from claimpack.errors import ClaimpackError
from claimpack.ids import next_number
from claimpack.imports.cleaning import clean
from claimpack.meanings import edtf_bounds
from claimpack.new_rows import Added, add_records
from claimpack.transaction import one_writer

Record = dict[str, str]
FORECAST, ATTRIBUTION = "forecast", "attribution"
SAID = "Reports of the words can be compared."
UNDATED = "Whether it came about; the article names no date."
LONGEST = 500


@dataclass
class Records:
    """What accepted drafts come to.

    Attributes:
        tables: by table, records as ``claimpack add`` takes them.
        claims: by number of a draft, the ids of the claims that it becomes, the pair in order.
        missing: figures that are not written.
        notes: what should be looked at, each with what to do or None.
    """

    tables: dict[str, list[Record]] = field(default_factory=dict)
    claims: dict[int, list[str]] = field(default_factory=dict)
    missing: list[Missing] = field(default_factory=list)
    notes: list[tuple[str, str | None]] = field(default_factory=list)


def to_records(
    proposals: Sequence[Proposal],
    holdings: Holdings,
    measures: Measures,
    published_on: datetime.date | None,
) -> Records:
    """Return the records that accepted proposals become.

    Args:
        proposals: those that are accepted.
        holdings: what the package holds.
        measures: its measures.
        published_on: the date of the article, or None; earlier dates are no date of a forecast.
    """
    maker = _Maker(holdings, measures, published_on)
    for proposal in proposals:
        maker.add(proposal)
    return maker.finished()


def accept(
    proposals: Sequence[Proposal],
    holdings: Holdings,
    measures: Measures,
    published_on: datetime.date | None,
    assessor: str,
    dry_run: bool = False,
) -> tuple[Added, Records]:
    """Write accepted proposals to the package, all or none.

    Args:
        proposals: those that are accepted.
        holdings: what the package holds; the article has to be there.
        measures: its measures.
        published_on: the date of the article, or None.
        assessor: who accepts.
        dry_run: only check.

    Returns:
        What was added, and what it was made of, with notes for the person.

    Raises:
        ClaimpackError: nothing is left to write.
        DataError: with the rows the package has an error; it says which.
    """
    assert holdings.package is not None and holdings.article is not None
    with one_writer(holdings.package.root):
        # read again: somebody may have written while a person was reading
        now = Holdings(holdings.package, holdings.text, holdings.article["article_id"])
        records = to_records(proposals, now, measures, published_on)
        if not records.tables.get("claims"):
            told = "".join(f"\n  {note}" for note, _ in records.notes)
            raise ClaimpackError(
                f"nothing is left to write{told}", "accept other drafts, or change them in review"
            )
        added = add_records(
            holdings.package, records.tables, assessor, holdings.text, dry_run=dry_run
        )
    return added, records


class _Maker:
    def __init__(
        self, holdings: Holdings, measures: Measures, published_on: datetime.date | None
    ) -> None:
        self._article_id = holdings.article["article_id"] if holdings.article else ""
        self._published_on = published_on
        self._voices = Voices(holdings)
        self._records = Records()
        self._figures = FigureRows(measures, holdings.most_words)
        self._claims: list[Record] = []
        self._hops: list[Record] = []
        self._quantities: list[Record] = []
        self._cleaned: list[int] = []
        self._shortened: list[int] = []
        known = (row["claim_id"] for row in holdings.rows("claims"))
        self._next = next_number(known, "C")

    def add(self, proposal: Proposal) -> None:
        """Make the records of a proposal."""
        repeat = proposal.repeats[0] if proposal.repeats else None
        if repeat is not None and repeat.stands:
            self._note(f"draft {proposal.number} stands as {repeat.claim_id} already", None)
            return
        if proposal.is_cleaned:
            self._cleaned.append(proposal.number)
        if repeat is not None and repeat.is_same_article:
            self._add_said(proposal, repeat.claim_id)
            return
        if repeat is not None:
            self._tell_elsewhere(proposal, repeat)
        if proposal.is_shortened:
            self._shortened.append(proposal.number)
        draft = proposal.draft
        if self._voices.is_own(draft.speaker):
            claim = self._claim(proposal, draft.kind, self._voices.own() or "", proposal.text)
        else:
            said = self._add_said(proposal, "")
            speaker = said["speaker_id"]
            claim = self._claim(proposal, draft.kind, speaker, proposal.text)
            said["asserts_claim_id"] = claim["claim_id"]
        self._claims.append(claim)
        if draft.kind == FORECAST:
            claim |= self._criterion(proposal)
        figures = self._figures.of(proposal, claim["claim_id"])
        self._quantities += figures.rows
        self._records.missing += figures.missing

    def finished(self) -> Records:
        """Return the records of all proposals."""
        if self._cleaned:
            self._note(
                f"{_drafts(self._cleaned)}: characters or markup that no cell may hold were left"
                " out of the text of the claim; the span is as in the article",
                None,
            )
        if self._shortened:
            self._note(
                f"{_drafts(self._shortened)}: the text of the claim is shortened",
                "say it in your own words, with --review",
            )
        tables = {
            "speakers": self._voices.new,
            "claims": self._claims,
            "attributions": self._hops,
            "quantities": self._quantities,
        }
        self._records.tables = {name: rows for name, rows in tables.items() if rows}
        return self._records

    def _add_said(self, proposal: Proposal, asserts: str) -> Record:
        """Add the claim that something was said, with its chain."""
        draft = proposal.draft
        is_own = self._voices.is_own(draft.speaker)
        if is_own or draft.speaker is None:
            name, speaker = self._voices.own_name, self._voices.own() or ""
            hops = [{"publisher_id": speaker, "relation": "reported"}]
        else:
            name, speaker = draft.speaker.name, self._voices.speaker(draft.speaker)
            chain = draft.hops or (Hop(draft.speaker, "said"),)
            hops = [self._voices.hop(hop) for hop in chain]
        text = said_text(clean(name, LONGEST) or "Somebody", proposal.text)
        claim = self._claim(proposal, ATTRIBUTION, speaker, text)
        claim |= {
            "asserts_claim_id": asserts,
            "checkability": "yes",
            "checkability_reason": SAID,
        }
        self._claims.append(claim)
        for place, hop in enumerate(hops, 1):
            self._hops.append({"claim_id": claim["claim_id"], "hop": str(place), **hop})
        return claim

    def _claim(self, proposal: Proposal, kind: str, speaker_id: str, text: str) -> Record:
        draft = proposal.draft
        claim_id = f"C{self._next:03}"
        self._next += 1
        self._records.claims.setdefault(proposal.number, []).append(claim_id)
        return {
            "claim_id": claim_id,
            "article_id": self._article_id,
            "quote_start": str(draft.start),
            "quote_end": str(draft.end),
            "quote_sha256": sha256(draft.quote),
            "claim_text": text,
            "claim_kind": kind,
            "speaker_id": speaker_id,
            "asserts_claim_id": "",
            "checkability": draft.checkability,
            "checkability_reason": clean(draft.reason, LONGEST) or "Nobody has judged it.",
        }

    def _criterion(self, proposal: Proposal) -> Record:
        """Return what a forecast is resolved by, as its words have it."""
        ends = [end for date in proposal.draft.dates if (end := self._end(date.edtf))]
        if not ends:
            return {"resolution_criterion": UNDATED}
        last = max(ends, key=lambda end: end[1])[0]
        return {
            "resolution_criterion": f"By {last} it has come about: {proposal.text}",
            "resolves_by": last,
        }

    def _end(self, edtf: str) -> tuple[str, datetime.date] | None:
        """Return the end of a time and its last day, where that is not before the article."""
        bounds = edtf_bounds(edtf)
        if bounds is None or bounds[1] is None:
            return None
        if self._published_on is not None and bounds[1] < self._published_on:
            return None
        return edtf.split("/")[-1], bounds[1]

    def _tell_elsewhere(self, proposal: Proposal, repeat: Repeat) -> None:
        self._note(
            f"draft {proposal.number} repeats {repeat.claim_id} of the article"
            f" {repeat.article_id}: {repeat.reason}; an attribution asserts a claim of its own"
            " article, so it is a claim of this one too",
            f"claimpack show {repeat.claim_id}",
        )

    def _note(self, what: str, fix: str | None) -> None:
        self._records.notes.append((what, fix))


def _drafts(numbers: Sequence[int]) -> str:
    return f"draft{'' if len(numbers) == 1 else 's'} {', '.join(map(str, numbers))}"
