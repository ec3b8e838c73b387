"""What people read on a terminal of the log: what it proves, and the history of a claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.padding import Padding
from rich.text import Text

from claimpack.log import LogProof
from claimpack.printing import console, visible, words

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
