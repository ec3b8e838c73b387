"""The pages that people read on a terminal: status, one claim, a check, a proof of quotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from claimpack.check import Report
from claimpack.printing import PIPE_WIDTH, console, listing, visible, words
from claimpack.quotes import Verification
from claimpack.status import Status

WIDE = 110
MAX_CONFLICTS = 4
STYLES = {
    "supported": "green",
    "partly_supported": "green",
    "misleading": "magenta",
    "contested": "yellow",
    "refuted": "red",
    "insufficient_evidence": "blue",
    "pending_outcome": "cyan",
    "not_checkable": "dim",
}


def print_status(status: Status) -> None:
    """Print the claims, then the counts; a narrow terminal gets fewer columns and folded text."""
    out = console()
    counts = {"for": "supporting_origins", "against": "refuting_origins"}
    is_wide = out.width >= WIDE
    if is_wide:
        counts |= {"qualify": "qualifying_origins", "sources": "sources"}
    rows = [
        [
            claim["claim_id"],
            visible(claim["claim_text"]),
            verdict_text(claim),
            {True: "  =", False: "  ≠", None: ""}[claim["agrees"]],
            *(str(claim[column] or "·") for column in counts.values()),
            # the reason behind the colon is for the page of the claim
            Text(visible(claim["attention"]).partition(":")[0], style="yellow"),
        ]
        for claim in status.claims
    ]
    headings = ["claim", "says", "verdict", "rule", *counts, "attention"]
    out.print(listing(rows, headings, {"says": 1}, [*counts], fold=not is_wide))
    out.print(summary_line(status))
    out.print(
        "for, against, qualify: independent origins, or for an attribution independent witnesses."
        " rule: whether the evidence rule agrees (=) or not (≠). ?: proposed, not decided."
        " Why: claimpack show C015",
        style="dim",
    )


def summary_line(status: Status) -> str:
    """Return the counts of a status in one line, with their denominators."""
    summary = status.summary
    verdicts = ", ".join(
        f"{count} {words(verdict)}" for verdict, count in summary["verdicts"].items() if count
    )
    line = (
        f"{status.package}: {summary['decided']} of {summary['claims']} claims decided"
        f" ({verdicts or 'none'}); {summary['proposed']} of {summary['claims']} proposed,"
        f" {summary['disputed']} disputed; {summary['need_attention']} need attention"
    )
    if status.as_of:
        line += f"; as of {status.as_of}"
    if status.published_by:
        line += f"; evidence public by {status.published_by}"
    return line


def verdict_text(row: Mapping[str, Any]) -> Text:
    """Return the verdict of a claim in colour; a proposal has a question mark."""
    verdict = row["verdict"] or row["proposed_verdict"]
    if verdict is None:
        return Text(words(row["stage"] or "not recorded"), style="dim")
    return Text(words(verdict) + ("" if row["verdict"] else "?"), style=STYLES.get(verdict, ""))


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
    facts.add_row("because", visible(_rationale(details["log"])))
    facts.add_row("rule", f"{words(rule['evidence_verdict'])}: {rule['reason']}")
    if status["attention"]:
        facts.add_row("attention", Text(words(visible(status["attention"])), style="yellow"))
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


def report_text(report: Report) -> str:
    """Return what a check found as plain text for a file."""
    text = StringIO()
    print_report(report, Console(file=text, width=PIPE_WIDTH, highlight=False, markup=False))
    return text.getvalue()


def print_report(report: Report, out: Console | None = None) -> None:
    """Print what a check found: grouped by rule, the first cells of each, and the fix."""
    out = out or console()
    groups: dict[str, list[Any]] = {}
    for finding in report.findings:
        groups.setdefault(finding.rule, []).append(finding)
    for rule, findings in groups.items():
        first = findings[0]
        style = "red" if first.severity == "error" else "yellow"
        out.print(Text.assemble((first.severity, style), f"  {rule}: {len(findings)}"))
        for finding in findings[:5]:
            place = ":".join(str(p) for p in (finding.file, finding.line) if p is not None)
            parts = [place, finding.row_key, finding.column]
            cell = f" “{finding.value}”" if finding.value is not None else ""
            out.print(f"    {'  '.join(p for p in parts if p)}{cell}: {visible(finding.message)}")
        if len(findings) > 5:
            out.print(f"    and {len(findings) - 5} more (--format json lists all)", style="dim")
        out.print(f"    fix: {visible(first.fix)}", style="dim")
    if report.not_checked:
        out.print(
            f"not checked, for want of a table: {', '.join(report.not_checked)}", style="yellow"
        )
    counts = report.counts
    verdict = Text("valid", style="green") if report.valid else Text("not valid", style="red")
    out.print(
        Text.assemble(
            verdict,
            f": {_plural(counts['error'], 'error')}, {_plural(counts['warning'], 'warning')}"
            f" in {report.tables} tables,"
            f" {report.rows:,} rows, {report.rules} rules ({report.seconds:.1f} s)",
        )
    )


def print_verification(result: Verification) -> None:
    """Print which spans a text does not prove, then the counts."""
    out = console()
    for proof in result.proofs:
        if not proof.proved:
            out.print(
                f"{proof.claim_id}  characters {proof.start} to {proof.end}: {proof.problem}",
                style="red",
            )
    proved = sum(proof.proved for proof in result.proofs)
    text = "is the text of the article" if result.text_matches else "is not the text of the article"
    if result.normalised:
        text += ", once normalised to NFC and line feeds"
    out.print(
        f"{proved} of {len(result.proofs)} spans of {result.article_id} proved; the file {text}",
        style="green" if result.valid else "red",
    )
    if result.without_span:
        out.print(f"without a span: {', '.join(result.without_span)}", style="dim")


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
                piece["counted_root_id"] or "unknown origin"
                if piece["is_counted"]
                else Text("own words: not counted", style="dim"),
            ]
            for piece in counted
        ]
        headings = ["stance", "source", "says", "counts as"]
        out.print(listing(rows, headings, {"source": 1, "says": 4}))
    if context := len(evidence) - len(counted):
        out.print(f"and {context} as context (--format json shows them)", style="dim")


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
                + f"{_interval(row['lower'], row['upper'])} {row['unit']}",
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
            f"{_interval(row[f'{side}lower'], row[f'{side}upper'])}"
            for side in ("", "other_")
        )
        out.print(f"conflict: {pair} {row['unit']} are {_number(row['gap'])} apart", style="yellow")
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


def _rationale(log: Sequence[Mapping[str, Any]]) -> str:
    proposals = [entry for entry in log if entry["stage"] == "proposed"]
    return str(proposals[-1]["rationale"]) if proposals else "nobody has proposed a verdict"


def _hop(hop: Mapping[str, Any]) -> str:
    name = visible(hop["name"] or "nobody named")
    role = f", {visible(hop['position'])}" if hop["position"] else ""
    party = ", a party" if hop["is_party"] else ""
    return f"{name}{role} ({hop['relation']}{party})"


def _interval(lower: float | None, upper: float | None) -> str:
    if lower is None:
        return f"at most {_number(upper)}"
    if upper is None:
        return f"at least {_number(lower)}"
    return _number(lower) if lower == upper else f"{_number(lower)} to {_number(upper)}"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}"


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
