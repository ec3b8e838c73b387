"""One more entry in the log of a claim: assess, review, reopen, correct, retract.

An entry is only ever added. What the stages allow stands in the table ``stage_transitions``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from difflib import get_close_matches

from claimpack.adding import Rows, add_rows
from claimpack.canonical import utc
from claimpack.errors import ClaimpackError
from claimpack.log_hashes import entry_hash
from claimpack.package import Package
from claimpack.transaction import one_writer

Entry = dict[str, str | None]

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
        as_proposed: whether the verdict, and the evidence where none is named, are those of the
            entry before.
    """

    stage: str
    because: str
    verdict: str | None = None
    confidence: str | None = None
    evidence: tuple[str, ...] = ()
    what_was_wrong: str | None = None
    as_proposed: bool = False


@dataclass(frozen=True)
class LogRows:
    """Rows for the log: the entries, and the evidence on which they rest."""

    entries: list[Entry]
    basis: list[Entry]

    def add(self, entry: Entry, evidence: Sequence[str]) -> None:
        """Add an entry with its evidence."""
        self.entries.append(entry)
        self.basis.extend(
            {"assessment_id": entry["assessment_id"], "evidence_id": evidence_id}
            for evidence_id in sorted(set(evidence))
        )


def _current_entries(rows: Rows, claim_id: str) -> list[dict[str, str]]:
    """Return the entries of a claim in their order."""
    must_be(rows, "claims", "claim_id", claim_id, "claim")
    entries = [row for row in rows["assessments"] if row["claim_id"] == claim_id]
    return sorted(entries, key=lambda entry: int(entry["seq"]))


def add_step(
    package: Package,
    claim_id: str,
    assessor_id: str,
    step: Step,
    dry_run: bool = False,
    now: datetime | None = None,
) -> list[Entry]:
    """Add an entry to the log of a claim, and return the entries that were added.

    A proposal on a claim that nobody looks at yet begins the review as well.

    Args:
        package: the package.
        claim_id: the claim.
        assessor_id: who says it; software speaks through ``evaluate`` alone.
        step: what is said.
        dry_run: only check.
        now: the time of the entry; by default now.

    Raises:
        ClaimpackError: the claim, the assessor, a code or a piece of evidence does not exist, or
            the step is not allowed; the message names those that are.
        DataError: the entry would break a rule.
    """
    if assessor_id in _software(Rows(package)):
        raise ClaimpackError(
            f"{assessor_id} is software: nobody speaks for it",
            "'claimpack evaluate' lets the evidence rule speak",
        )
    with one_writer(package.root):
        new = entries_for(Rows(package), claim_id, assessor_id, step, now)
        add_rows(package, {"assessments": new.entries, "assessment_evidence": new.basis}, dry_run)
    return new.entries


def entries_for(
    rows: Rows, claim_id: str, assessor_id: str, step: Step, now: datetime | None = None
) -> LogRows:
    """Return the rows that a step adds to the log, without adding them (see ``add_step``)."""
    entries = _current_entries(rows, claim_id)
    must_be(rows, "assessors", "assessor_id", assessor_id, "assessor")
    if step.verdict is not None:
        must_be(rows, "verdicts", "code", step.verdict, "verdict")
    if step.confidence is not None:
        must_be(rows, "confidences", "code", step.confidence, "confidence")
    for evidence_id in step.evidence:
        must_be(rows, "evidence", "evidence_id", evidence_id, "evidence")
    if step.as_proposed and entries:
        step = replace(
            step,
            verdict=entries[-1]["verdict"] or None,
            evidence=step.evidence or _evidence_of(rows, entries[-1]),
        )
    if step.stage == "decided" and step.what_was_wrong is None:
        _expect_no_correction(claim_id, entries, step.verdict)
    new = LogRows([], [])
    for each in _with_review(entries, step):
        last: Mapping[str, str | None] | None
        last = new.entries[-1] if new.entries else entries[-1] if entries else None
        _must_be_allowed(rows, claim_id, last["stage"] if last else None, each.stage)
        corrects = None
        if each.what_was_wrong is not None:
            corrects = _decision_to_correct(claim_id, entries)
        new.add(log_entry(claim_id, assessor_id, each, last, corrects, now), each.evidence)
    return new


def first_entry(
    claim_id: str, assessor_id: str, because: str, now: datetime | None = None
) -> Entry:
    """Return the entry with which the log of a new claim begins."""
    return log_entry(claim_id, assessor_id, Step("recorded", because), None, None, now)


def _software(rows: Rows) -> set[str]:
    return {row["assessor_id"] for row in rows["assessors"] if row["kind"] == "software"}


def _evidence_of(rows: Rows, entry: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(
        row["evidence_id"]
        for row in rows["assessment_evidence"]
        if row["assessment_id"] == entry["assessment_id"]
    )


def _with_review(entries: Sequence[dict[str, str]], step: Step) -> list[Step]:
    stage = entries[-1]["stage"] if entries else None
    if step.stage == "proposed" and stage in ("recorded", "reopened"):
        return [Step("in_review", BEGUN), step]
    return [step]


def _expect_no_correction(
    claim_id: str, entries: Sequence[Mapping[str, str]], verdict: str | None
) -> None:
    """Refuse a decision that differs from the last one and does not say what was wrong."""
    decisions = [entry["verdict"] for entry in entries if entry["stage"] == "decided"]
    if decisions and decisions[-1] != verdict:
        raise ClaimpackError(
            f"{claim_id} was decided as {decisions[-1].replace('_', ' ')} before: another verdict"
            " corrects that",
            f"say what was wrong: claimpack correct {claim_id} --what-was-wrong …",
        )


def _decision_to_correct(claim_id: str, entries: Sequence[Mapping[str, str]]) -> str:
    decided = [entry["seq"] for entry in entries if entry["stage"] == "decided"]
    if not decided:
        raise ClaimpackError(
            f"{claim_id} was never decided: there is nothing to correct",
            "decide it with 'claimpack review'",
        )
    return decided[-1]


def log_entry(
    claim_id: str,
    assessor_id: str,
    step: Step,
    last: Mapping[str, str | None] | None,
    corrects: str | None = None,
    now: datetime | None = None,
) -> Entry:
    """Return an entry that follows another, with its hash.

    Args:
        claim_id: the claim.
        assessor_id: who says it.
        step: what is said.
        last: the entry that it follows, or None.
        corrects: the number of the decision that it corrects, or None.
        now: its time; by default now.
    """
    seq = int(last["seq"] or 0) + 1 if last else 1
    moment = utc(now or datetime.now(UTC))
    entry: Entry = {
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


def allowed_after(rows: Rows, stage: str | None) -> list[str]:
    """Return the stages that a claim can reach from another, or from none."""
    if stage is None:
        return ["recorded"]
    return [row["to_stage"] for row in rows["stage_transitions"] if row["from_stage"] == stage]


def _must_be_allowed(rows: Rows, claim_id: str, stage: str | None, wanted: str) -> None:
    allowed = allowed_after(rows, stage)
    if wanted not in allowed:
        names = ", ".join(name.replace("_", " ") for name in allowed)
        raise ClaimpackError(
            f"{claim_id} is {(stage or 'not recorded').replace('_', ' ')}: from there it cannot"
            f" be {wanted.replace('_', ' ')}",
            f"it can be {names}" if names else "it can be nothing else",
        )


def must_be(rows: Rows, table: str, column: str, value: str, noun: str) -> None:
    """Refuse a value that stands nowhere in a column, and propose those like it.

    Raises:
        ClaimpackError: it does not.
    """
    known = [row[column] for row in rows[table]]
    if value not in known:
        near = get_close_matches(value, known, 3)
        raise ClaimpackError(
            f"there is no {noun} '{value}'",
            f"perhaps {', '.join(near)}" if near else f"see {rows.package.table(table).path}",
        )
