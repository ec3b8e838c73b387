"""What people read on a terminal of the log: what it proves, and the history of a claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.padding import Padding
from rich.text import Text

from claimpack.printing import console, visible, words

if TYPE_CHECKING:
    from claimpack.evaluate import Evaluation
    from claimpack.log import LogProof
    from claimpack.rebase import Rebased

MAX_BROKEN = 20


def print_proof(proof: LogProof) -> None:
    """Print what is broken, then what was proved."""
    out = console()
    for broken in proof.broken[:MAX_BROKEN]:
        text = f"{broken.assessment_id}  {broken.column}: {broken.problem}"
        out.print(visible(text), style="red")
    if len(proof.broken) > MAX_BROKEN:
        out.print(f"and {len(proof.broken) - MAX_BROKEN:,} more (--format json lists all)")
    style = "green" if proof.valid else "red"
    out.print(
        f"{proof.entries:,} entries of {proof.claims:,} claims: "
        + ("every one as it was made" if proof.valid else f"{len(proof.broken):,} not as made"),
        style=style,
    )
    for changed in proof.changed_basis[:MAX_BROKEN]:
        said = f"{changed.column}: it was published as {changed.published or '(empty)'}"
        text = f"{changed.row_key}  {said if changed.column else 'it was published, and is gone'}"
        out.print(visible(text), style="yellow")
    if proof.changed_basis:
        out.print(
            f"{len(proof.changed_basis):,} in claims and evidence of published entries read"
            " otherwise now: entries name them, and do not hold what they say",
            style="yellow",
        )
    if proof.against is not None:
        out.print(f"{proof.earlier_entries:,} of them compared with {visible(proof.against)}")
    else:
        out.print(
            "Whoever makes all hashes anew passes too: --against an earlier state proves more",
            style="dim",
        )
    out.print(f"heads {proof.heads_sha256}", style="dim")


def print_history(details: Mapping[str, Any]) -> None:
    """Print the entries of a claim one below the other, oldest first."""
    out = console()
    claim = details["claim"]
    out.print(visible(f"{claim['claim_id']}  {claim['claim_text']}"), style="bold")
    for entry in details["log"]:
        verdict = f": {words(entry['verdict'])}" if entry["verdict"] else ""
        confidence = f" ({words(entry['confidence'])} confidence)" if entry["confidence"] else ""
        who = f"{entry['assessor_id']}, {words(entry['assessor_kind'])}"
        line = Text.assemble(
            f"{entry['valid_from']}  ",
            (words(entry["stage"]) + verdict, "bold" if entry["is_current"] else ""),
            f"{confidence}  by {visible(who)}",
        )
        out.print(line)
        out.print(Padding(visible(entry["rationale"]), (0, 0, 0, 4), expand=False))
        if entry["what_was_wrong"]:
            wrong = f"corrects entry {entry['corrects_seq']}: {entry['what_was_wrong']}"
            out.print(Padding(visible(wrong), (0, 0, 0, 4), expand=False), style="yellow")


def print_evaluation(result: Evaluation, dry_run: bool) -> None:
    """Print a line a claim of which the rule spoke."""
    out = console()
    for word in result.words:
        line = f"{word.claim_id}  {word.does}: {words(word.verdict)}  ({word.reason})"
        out.print(visible(line), soft_wrap=True)
    if any(word.does == "would reopen" for word in result.words):
        out.print("newer evidence contradicts a decision: --reopen takes it up again", style="dim")
    count = f"{len(result.entries)} entr{'y' if len(result.entries) == 1 else 'ies'}"
    done = "nothing was written" if dry_run or not result.entries else f"{count} added"
    claims = f"{len(result.words)} claim{'' if len(result.words) == 1 else 's'}"
    out.print(f"the evidence rule spoke of {claims}; {done}", style="dim")


def print_rebase(result: Rebased, dry_run: bool) -> None:
    """Print which entries have another number now."""
    out = console()
    for moved in result.moved:
        out.print(f"{moved.old_id} → {moved.new_id}")
    for left_out in result.left_out:
        out.print(f"{visible(left_out)} left out", style="yellow")
    out.print(
        f"{result.published:,} published entries stand, {len(result.moved):,} follow with new"
        f" numbers; {'nothing was' if dry_run else 'claims/assessments.csv and its evidence'}"
        " written",
        style="dim",
    )


def print_corrections(made: Sequence[Mapping[str, Any]]) -> None:
    """Print a paragraph a correction, newest first."""
    out = console()
    for row in made:
        out.print(visible(f"{row['claim_id']}  {row['claim_text']}"), style="bold")
        out.print(
            f"{row['corrected_at']}  {words(row['old_verdict'])} → {words(row['new_verdict'])}"
            f"  by {row['corrected_by']}; wrong since {row['wrong_since']}"
        )
        out.print(Padding(visible(row["what_was_wrong"]), (0, 0, 0, 4), expand=False))
    out.print(f"{len(made)} correction{'' if len(made) == 1 else 's'}", style="dim")


def print_added(entries: Sequence[Mapping[str, str | None]], dry_run: bool) -> None:
    """Print the entries that were added, or would be."""
    out = console()
    for entry in entries:
        verdict = f": {words(entry['verdict'])}" if entry["verdict"] else ""
        out.print(
            f"{entry['assessment_id']}  {words(entry['stage'] or '')}{verdict}"
            f"  by {entry['assessor_id']}  {entry['recorded_at']}"
        )
    out.print("nothing was written" if dry_run else "added to claims/assessments.csv", style="dim")
