"""One more entry in the log of a claim: assess, review, reopen, correct, retract.

An entry is only ever added. What the stages allow stands in the table ``stage_transitions``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches

from claimpack.adding import add_rows, read_rows
from claimpack.errors import ClaimpackError
from claimpack.log_hashes import entry_hash
from claimpack.package import Package

BEGUN = "Review begun."


@dataclass(frozen=True)
class Step:
    """What an assessor says.

    Attributes:
        stage: the stage that the claim reaches.
        because: the rationale.
        verdict, confidence: codes, for a proposal; the proposed verdict for a decision.
        evidence: ids of the evidence on which it rests.
        what_was_wrong: for a correction, what was wrong in the decision before.
    """

    stage: str
    because: str
    verdict: str | None = None
    confidence: str | None = None
    evidence: tuple[str, ...] = ()
    what_was_wrong: str | None = None


def current_entries(package: Package, claim_id: str) -> list[dict[str, str]]:
    """Return the entries of a claim in their order.

    Raises:
        ClaimpackError: there is no such claim.
    """
    _must_be(package, "claims", "claim_id", claim_id, "claim")
    entries = [row for row in read_rows(package, "assessments") if row["claim_id"] == claim_id]
    return sorted(entries, key=lambda entry: int(entry["seq"]))


def evidence_of(package: Package, entries: Sequence[dict[str, str]]) -> tuple[str, ...]:
    """Return the evidence on which the last of some entries rests."""
    last = entries[-1]["assessment_id"] if entries else ""
    return tuple(
        row["evidence_id"]
        for row in read_rows(package, "assessment_evidence")
        if row["assessment_id"] == last
    )


def add_step(
    package: Package,
    claim_id: str,
    assessor_id: str,
    step: Step,
    dry_run: bool = False,
    now: datetime | None = None,
    by_software: bool = False,
) -> list[dict[str, str | None]]:
    """Add an entry to the log of a claim, and return the entries that were added.

    A proposal on a claim that nobody looks at yet begins the review as well.

    Args:
        package: the package.
        claim_id: the claim.
        assessor_id: who says it.
        step: what is said.
        dry_run: only check.
        now: the time of the entry; by default now.
        by_software: whether the assessor speaks for itself, being software.

    Raises:
        ClaimpackError: the claim, the assessor, a code or a piece of evidence does not exist, or
            the step is not allowed; the message names those that are.
        DataError: the entry would break a rule.
    """
    entries = current_entries(package, claim_id)
    _must_be(package, "assessors", "assessor_id", assessor_id, "assessor")
    if not by_software and assessor_id in _software(package):
        raise ClaimpackError(
            f"{assessor_id} is software: nobody speaks for it",
            "'claimpack evaluate' lets the evidence rule speak",
        )
    if step.verdict is not None:
        _must_be(package, "verdicts", "code", step.verdict, "verdict")
    if step.confidence is not None:
        _must_be(package, "confidences", "code", step.confidence, "confidence")
    for evidence_id in step.evidence:
        _must_be(package, "evidence", "evidence_id", evidence_id, "evidence")
    steps = _with_review(entries, step)
    added: list[dict[str, str | None]] = []
    basis: list[dict[str, str | None]] = []
    for each in steps:
        last = added[-1] if added else entries[-1] if entries else None
        _must_be_allowed(package, claim_id, last["stage"] if last else None, each.stage)
        entry = _entry(claim_id, assessor_id, each, last, entries, now)
        added.append(entry)
        basis += [
            {"assessment_id": entry["assessment_id"], "evidence_id": evidence_id}
            for evidence_id in sorted(set(each.evidence))
        ]
    add_rows(package, {"assessments": added, "assessment_evidence": basis}, dry_run)
    return added


def _software(package: Package) -> set[str]:
    assessors = read_rows(package, "assessors")
    return {row["assessor_id"] for row in assessors if row["kind"] == "software"}


def _with_review(entries: Sequence[dict[str, str]], step: Step) -> list[Step]:
    stage = entries[-1]["stage"] if entries else None
    if step.stage == "proposed" and stage in ("recorded", "reopened"):
        return [Step("in_review", BEGUN), step]
    return [step]


def _entry(
    claim_id: str,
    assessor_id: str,
    step: Step,
    last: dict[str, str] | dict[str, str | None] | None,
    entries: Sequence[dict[str, str]],
    now: datetime | None,
) -> dict[str, str | None]:
    seq = int(last["seq"] or 0) + 1 if last else 1
    moment = (now or datetime.now(UTC)).strftime("%Y-%m-%dT%H:%M:%SZ")
    corrects = None
    if step.what_was_wrong is not None:
        decided = [entry["seq"] for entry in entries if entry["stage"] == "decided"]
        if not decided:
            raise ClaimpackError(
                f"{claim_id} was never decided: there is nothing to correct",
                "decide it with 'claimpack review'",
            )
        corrects = decided[-1]
    entry: dict[str, str | None] = {
        "assessment_id": f"{claim_id}-{seq:02}",
        "claim_id": claim_id,
        "seq": str(seq),
        "stage": step.stage,
        "verdict": step.verdict,
        "confidence": step.confidence,
        "rationale": step.because,
        "corrects_seq": corrects,
        "what_was_wrong": step.what_was_wrong,
        "assessor_id": assessor_id,
        # a clock that is behind must not date an entry before the last
        "recorded_at": max(moment, (last and last["recorded_at"]) or moment),
        "previous_hash": last["entry_hash"] if last else None,
    }
    entry["entry_hash"] = entry_hash(entry, sorted(set(step.evidence)))
    return entry


def _must_be_allowed(package: Package, claim_id: str, stage: str | None, wanted: str) -> None:
    if stage is None and wanted == "recorded":
        return
    allowed = [
        row["to_stage"]
        for row in read_rows(package, "stage_transitions")
        if row["from_stage"] == stage
    ]
    if wanted not in allowed:
        names = ", ".join(name.replace("_", " ") for name in allowed) or "recorded"
        raise ClaimpackError(
            f"{claim_id} is {(stage or 'not recorded').replace('_', ' ')}: from there it cannot"
            f" be {wanted.replace('_', ' ')}",
            f"it can be {names}",
        )


def _must_be(package: Package, table: str, column: str, value: str, noun: str) -> None:
    known = [row[column] for row in read_rows(package, table)]
    if value not in known:
        near = get_close_matches(value, known, 3)
        raise ClaimpackError(
            f"there is no {noun} '{value}'",
            f"perhaps {', '.join(near)}" if near else f"see {package.table(table).path}",
        )
