"""The page of one claim on a terminal: what was said, how it stands, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from claimpack.figures import figure, interval
from claimpack.pages import WIDE, verdict_text
from claimpack.printing import console, listing, visible, words
from claimpack.show import rationale

MAX_CONFLICTS = 4


def print_claim(details: Mapping[str, Any]) -> None:
    """Print one claim as a page."""
    claim, status, rule = details["claim"], details["status"], details["rule"]
    out = console()
    out.print(Text.assemble((claim["claim_id"], "bold"), f"  {visible(claim['claim_text'])}"))
    facts = Table.grid(padding=(0, 2, 0, 0))
    facts.add_column(style="bold", no_wrap=True)
    facts.add_column(overflow="fold")
    facts.add_row("", Text(_provenance(claim), style="dim"))
    facts.add_row("stands", _standing(status))
    facts.add_row("because", visible(rationale(details["log"])))
    facts.add_row("rule", f"{words(rule['evidence_verdict'])}: {rule['reason']}")
    if status["attention"]:
        facts.add_row("attention", Text(words(visible(status["attention"])), style="yellow"))
    for entry in details["log"]:
        if entry["what_was_wrong"]:
            said = f"{entry['valid_from']}: {entry['what_was_wrong']}"
            facts.add_row("corrected", visible(said))
    for request in details["requests"]:
        answer = request["answer"]
        outcome = f"{words(request['outcome'])}: {answer}" if answer else "open"
        facts.add_row("disputed", visible(f"{request['request']} [{outcome}]"))
    for heading, key in (("asserts", "asserts"), ("said in", "asserted_by")):
        for other in details[key]:
            stands = words(other["verdict"] or other["stage"] or "not recorded")
            facts.add_row(heading, f"{other['claim_id']} {visible(other['claim_text'])} [{stands}]")
    facts.add_row("chain", " ← ".join(_hop(hop) for hop in details["chain"]))
    for forecast in details["forecast"]:
        criterion, known = visible(forecast["resolution_criterion"]), forecast["resolved_on"]
        facts.add_row("resolves", f"{criterion} {f'Known on {known}.' if known else 'Not yet.'}")
    out.print(facts)
    _print_evidence(out, details["evidence"])
    _print_intervals(out, claim["claim_id"], details["intervals"], details["comparisons"])
    _print_log(out, details["log"])


def _provenance(claim: Mapping[str, Any]) -> str:
    kind = f"{words(claim['claim_kind'])}, {visible(claim['speaker'] or 'nobody named')}"
    if claim["quote_start"] is None:
        return f"{kind}; no span"
    span = f"{kind}; characters {claim['quote_start']} to {claim['quote_end']}"
    return f"{span}: “{visible(claim['quote_exact'])}”" if claim["quote_exact"] else span


def _standing(status: Mapping[str, Any]) -> Text:
    text = verdict_text(status)
    if status["confidence"]:
        text.append(f", {status['confidence']} confidence", style="default")
    if status["decided_at"]:
        text.append(
            f"; decided {status['decided_at']}, by {status['decided_by_kind']} as the second",
            style="dim",
        )
    elif status["proposed_verdict"]:
        text.append("; proposed, not decided", style="dim")
    return text


def _print_evidence(out: Console, evidence: Sequence[Mapping[str, Any]]) -> None:
    counted = [piece for piece in evidence if piece["stance"] != "context"]
    if counted:
        styles = {"supports": "green", "refutes": "red", "qualifies": "yellow"}
        rows = [
            [
                Text(piece["stance"], style=styles.get(piece["stance"], "")),
                visible(piece["publisher"]),
                visible(piece["summary"]),
                _counted_as(piece),
            ]
            for piece in counted
        ]
        headings = ["stance", "source", "says", "counts as"]
        if out.width < WIDE:
            headings.remove("source")
            rows = [[row[0], *row[2:]] for row in rows]
        out.print(listing(rows, headings, {"source": 1, "says": 4}))
    if context := len(evidence) - len(counted):
        out.print(f"and {context} as context (--full shows them)", style="dim")


def _counted_as(piece: Mapping[str, Any]) -> str | Text:
    if not piece["is_counted"]:
        return Text("own words: not counted", style="dim")
    if not piece["is_attribution"]:
        return str(piece["counted_root_id"] or "unknown origin")
    unseen = ", not seen" if piece["is_root_unseen"] else ""
    return f"{visible(piece['root_publisher'])} ({piece['root_source_id']}{unseen})"


def print_sources(details: Mapping[str, Any]) -> None:
    """Print every piece of evidence of a claim in full, with what it takes to find it again."""
    out = console()
    for piece in details["evidence"]:
        out.print()
        out.print(Text.assemble((piece["evidence_id"], "bold"), f"  {piece['stance']}"))
        dated = piece["published_on"] or "undated"
        out.print(f"  {visible(piece['publisher'])}, {dated}: {visible(piece['title'])}")
        out.print(f"  {visible(piece['url'])}", soft_wrap=True)
        out.print(f"  {visible(piece['summary'])}")
        if piece["key_quote"]:
            out.print(f"  “{visible(piece['key_quote'])}”")
        origin = piece["origin_id"] or "unknown"
        root = piece["root_origin_id"]
        out.print(f"  origin: {origin}" + (f", from {root}" if root not in (None, origin) else ""))


def _print_intervals(
    out: Console,
    claim_id: str,
    intervals: Sequence[Mapping[str, Any]],
    comparisons: Sequence[Mapping[str, Any]],
) -> None:
    """Print the figures on what the claim itself states, and those that conflict."""
    conflicts = [row for row in comparisons if row["relation"] == "disjoint"]
    told = {row["measure_id"] for row in intervals if row["evidence_id"] is None}
    told |= {row[side] for row in conflicts for side in ("measure_id", "other_measure_id")}
    shown_rows = [row for row in intervals if row["measure_id"] in told]
    if shown_rows:
        rows = [
            [
                ("about " if row["is_approximate"] else "")
                + f"{interval(row['lower'], row['upper'])} {row['unit']}",
                row["measure_id"],
                visible(row["stated_by"]),
                row["mode"],
                row["period"] or "",
            ]
            for row in shown_rows
        ]
        out.print(listing(rows, ["figure", "measure", "stated by", "mode", "period"]))
    for row in conflicts[:MAX_CONFLICTS]:
        pair = " and ".join(
            f"{visible(row[f'{side}stated_by'] or 'nobody named')} "
            f"{interval(row[f'{side}lower'], row[f'{side}upper'])} ({row[f'{side}mode']})"
            for side in ("", "other_")
        )
        out.print(f"conflict: {pair} {row['unit']} are {figure(row['gap'])} apart", style="yellow")
    rest = len(intervals) - len(shown_rows)
    if rest or len(conflicts) > MAX_CONFLICTS:
        parts = [f"{rest} more figures"] if rest else []
        if len(conflicts) > MAX_CONFLICTS:
            parts.append(f"{len(conflicts) - MAX_CONFLICTS} more conflicts")
        out.print(f"and {', '.join(parts)} (claimpack show {claim_id} --format json)", style="dim")


def _print_log(out: Console, log: Sequence[Mapping[str, Any]]) -> None:
    rows = [
        [
            str(entry["seq"]),
            words(entry["stage"]),
            words(entry["verdict"] or ""),
            entry["confidence"] or "",
            entry["assessor_id"],
            entry["valid_from"],
        ]
        for entry in log
    ]
    out.print(listing(rows, ["log", "stage", "verdict", "confidence", "by", "recorded at"]))


def _hop(hop: Mapping[str, Any]) -> str:
    name = visible(hop["name"] or "nobody named")
    role = f", {visible(hop['position'])}" if hop["position"] else ""
    party = ", a party" if hop["is_party"] else ""
    return f"{name}{role} ({hop['relation']}{party})"
