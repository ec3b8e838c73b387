"""The evidence rule as an assessor: it proposes, seconds, or says where it differs.

It speaks of every claim whose evidence gives it something new to say. Where it differs from a
person the claim stays as it is, and shows as disputed.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from claimpack.adding import Rows, add_rows
from claimpack.assess import Entry, LogRows, Step, entries_for, must_be
from claimpack.database import open_package, rows
from claimpack.package import Package
from claimpack.transaction import one_writer

ASSESSOR = "evidence-rule"
SQL = """
    select
        status.claim_id, status.stage, status.verdict, status.proposed_verdict,
        status.is_stale, by_rule.evidence_verdict, by_rule.reason,
        latest.assessor_id, latest.last_decision,
        coalesce(basis.evidence_ids, []) as evidence_ids
    from claim_status as status
    inner join evidence_verdict as by_rule using (claim_id)
    left join (
        select
            claim_id,
            max_by(assessor_id, seq) as assessor_id,
            max_by(verdict, seq) filter (where stage = 'decided') as last_decision
        from assessments
        group by claim_id
    ) as latest using (claim_id)
    left join (
        select claim_id, list(evidence_id order by evidence_id) as evidence_ids
        from evidence_roots where retracted_on is null group by claim_id
    ) as basis using (claim_id)
    order by status.claim_id
"""
RELATIONS = frozenset({"claim_status", "evidence_verdict", "evidence_roots", "assessments"})


@dataclass(frozen=True)
class Word:
    """What the rule has to say of a claim.

    Attributes:
        claim_id: the claim.
        does: proposed, seconded, reopened and proposed, differs, would reopen, or leaves the
            correction to a person.
        verdict: what the rule says.
        reason: why, in counts.
    """

    claim_id: str
    does: str
    verdict: str
    reason: str


@dataclass(frozen=True)
class Evaluation:
    """What the rule said: of which claims, and the entries that were added."""

    words: list[Word]
    entries: list[Entry]

    def as_dict(self) -> dict[str, Any]:
        """Return the object that ``evaluate --format json`` prints."""
        return {"claims": [asdict(word) for word in self.words], "entries": self.entries}


def evaluate(
    package: Package,
    claims: Collection[str] = (),
    reopen: bool = False,
    dry_run: bool = False,
    now: datetime | None = None,
) -> Evaluation:
    """Let the evidence rule speak.

    Args:
        package: the package.
        claims: only of these; by default of all.
        reopen: whether it reopens decisions that evidence added since contradicts.
        dry_run: only check.
        now: the time of the entries; by default now.

    Raises:
        ClaimpackError: a claim does not exist, or the rule is no assessor of this package.
        DataError: the data cannot be loaded, or has errors.
    """
    with one_writer(package.root):
        tables = Rows(package)
        must_be(tables, "assessors", "assessor_id", ASSESSOR, "assessor")
        for claim in claims:
            must_be(tables, "claims", "claim_id", claim, "claim")
        with open_package(package, RELATIONS) as connection:
            states = rows(connection, SQL)
        words: list[Word] = []
        new = LogRows([], [])
        for state in states:
            if claims and state["claim_id"] not in claims:
                continue
            does, steps = _word(state, reopen)
            if does is None:
                continue
            words.append(Word(state["claim_id"], does, state["evidence_verdict"], state["reason"]))
            for step in steps:
                # a step that follows another of this run follows it in the table too
                made = entries_for(tables, state["claim_id"], ASSESSOR, step, now)
                new.entries.extend(made.entries)
                new.basis.extend(made.basis)
                tables["assessments"] += [
                    {name: cell or "" for name, cell in entry.items()} for entry in made.entries
                ]
        if new.entries:
            log = {"assessments": new.entries, "assessment_evidence": new.basis}
            add_rows(package, log, dry_run)
    return Evaluation(words, new.entries)


def _word(state: dict[str, Any], reopen: bool) -> tuple[str | None, list[Step]]:
    """Return what the rule does about a claim, and the steps that it takes."""
    verdict, stage = state["evidence_verdict"], state["stage"]
    evidence = tuple(state["evidence_ids"])
    because = f"The evidence rule: {state['reason']}."
    proposal = Step("proposed", because, verdict, evidence=evidence)
    says_something = bool(evidence) or verdict == "not_checkable"
    if stage in ("recorded", "in_review", "reopened") and says_something:
        return "proposed", [proposal]
    if stage == "proposed" and state["assessor_id"] == ASSESSOR:
        is_new = verdict != state["proposed_verdict"]
        return ("proposed", [proposal]) if is_new else (None, [])
    if stage == "proposed" and verdict == state["proposed_verdict"]:
        if state["last_decision"] not in (None, verdict):
            return "leaves the correction to a person", []
        agreement = f"The evidence rule gives the same verdict: {state['reason']}."
        return "seconded", [Step("decided", agreement, as_proposed=True)]
    if stage == "proposed":
        return "differs", []
    if stage == "decided" and state["is_stale"] and verdict != state["verdict"]:
        if not reopen:
            return "would reopen", []
        doubt = f"Evidence was added since the decision. {because}"
        return "reopened and proposed", [Step("reopened", doubt), proposal]
    return None, []
