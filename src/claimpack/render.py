"""Text for people on a terminal: tables and pages, by rich. Nothing here reads the package."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from claimpack.check import Report
from claimpack.findings import shown
from claimpack.quotes import Verification
from claimpack.status import Status

PIPE_WIDTH = 120
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


def console() -> Console:
    """Return a console for stdout: as wide as the terminal, or fixed where there is none."""
    width = None if sys.stdout.isatty() else PIPE_WIDTH
    return Console(width=width, highlight=False, markup=False, emoji=False)


def print_json(value: Any) -> None:
    """Print a value as JSON, alone on stdout."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def print_csv(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """Print rows as CSV, with a quote before a cell that a spreadsheet would run as a formula."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([[_csv_cell(row[name]) for name in columns] for row in rows])


def print_rows(rows: Sequence[Mapping[str, Any]]) -> None:
    """Print the rows of a query as a table."""
    out = console()
    if rows:
        table = _table()
        for name in rows[0]:
            table.add_column(name, overflow="fold")
        for row in rows:
            table.add_row(*(_cell(value) for value in row.values()))
        out.print(table)
    out.print(f"{len(rows)} row{'' if len(rows) == 1 else 's'}", style="dim")


def print_status(status: Status) -> None:
    """Print the claims as a table, then what needs attention in numbers."""
    table = _table()
    table.add_column("claim", no_wrap=True)
    table.add_column("says", ratio=3, overflow="fold")
    table.add_column("verdict", no_wrap=True)
    table.add_column("rule", justify="center", no_wrap=True)
    for heading in ("for", "against", "qualify", "sources"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("needs attention", ratio=2, overflow="fold")
    for claim in status.claims:
        table.add_row(
            claim["claim_id"],
            _visible(claim["claim_text"]),
            verdict_text(claim),
            {True: "=", False: "≠", None: ""}[claim["agrees"]],
            *(
                _count(claim[f"{stance}_origins"])
                for stance in ("supporting", "refuting", "qualifying")
            ),
            _count(claim["sources"]),
            Text(_visible(claim["attention"] or ""), style="yellow"),
        )
    out = console()
    out.print(table)
    out.print(summary_line(status))
    out.print(
        "for, against, qualify: independent origins (of attributions: independent witnesses);"
        " rule: whether the evidence rule agrees (=) or not (≠); ? marks a proposal",
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
    head = Text(f"{claim['claim_id']}  ", style="bold")
    head.append(_visible(claim["claim_text"]))
    out.print(head)
    out.print(
        Padding(
            Text(
                f"{words(claim['claim_kind'])} by {_visible(claim['speaker'])}; "
                f"characters {claim['quote_start']} to {claim['quote_end']}"
                + (f": “{_visible(claim['quote_exact'])}”" if claim["quote_exact"] else ""),
                style="dim",
            ),
            (0, 0, 0, 6),
        )
    )
    verdict = verdict_text(status)
    if status["confidence"]:
        verdict.append(f", {status['confidence']} confidence", style="default")
    if status["decided_by_kind"]:
        verdict.append(
            f"; decided {status['decided_at']}, second assessor: {status['decided_by_kind']}",
            style="dim",
        )
    elif status["verdict"] is None and status["proposed_verdict"]:
        verdict.append("  (proposed, not decided)", style="dim")
    why = Text(f"{words(rule['evidence_verdict'])} by the evidence rule: {rule['reason']}")
    facts = _grid()
    facts.add_row("stands", verdict)
    facts.add_row("because", _visible(_rationale(details["log"])))
    facts.add_row("rule", why)
    if status["attention"]:
        facts.add_row("attention", Text(_visible(status["attention"]), style="yellow"))
    for heading, key in (("asserts", "asserts"), ("said in", "asserted_by")):
        for other in details[key]:
            facts.add_row(
                heading,
                f"{other['claim_id']} {_visible(other['claim_text'])}"
                f" [{words(other['verdict'] or other['stage'] or 'not recorded')}]",
            )
    facts.add_row("chain", " ← ".join(_hop(hop) for hop in details["chain"]))
    for forecast in details["forecast"]:
        known = forecast["resolved_on"] or "not yet"
        facts.add_row("resolves", f"{_visible(forecast['resolution_criterion'])} Known on: {known}")
    out.print(facts)
    if details["evidence"]:
        out.print(_evidence_table(details["evidence"]))
    if details["intervals"]:
        out.print(_interval_table(details["intervals"]))
    conflicts = [row for row in details["comparisons"] if row["relation"] == "disjoint"]
    for row in conflicts[:5]:
        out.print(
            f"conflict: {_visible(row['stated_by'])} {_interval(row['lower'], row['upper'])} and"
            f" {_visible(row['other_stated_by'])}"
            f" {_interval(row['other_lower'], row['other_upper'])} {row['unit']}:"
            f" {_number(row['gap'])} apart"
            + (f" ({_visible(row['caveat'])})" if row["caveat"] else ""),
            style="yellow",
        )
    if len(conflicts) > 5:
        out.print(
            f"and {len(conflicts) - 5} more: claimpack query 'from quantity_conflicts'", style="dim"
        )
    out.print(_log_table(details["log"]))


def print_report(report: Report) -> None:
    """Print what a check found: grouped by rule, the first cells of each, and the fix."""
    out = console()
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
            out.print(f"    {'  '.join(p for p in parts if p)}{cell}: {_visible(finding.message)}")
        if len(findings) > 5:
            out.print(f"    and {len(findings) - 5} more (--format json lists all)", style="dim")
        out.print(f"    fix: {_visible(first.fix)}", style="dim")
    if report.not_checked:
        out.print(
            f"not checked, for want of a table: {', '.join(report.not_checked)}", style="yellow"
        )
    counts = report.counts
    verdict = Text("valid", style="green") if report.valid else Text("not valid", style="red")
    out.print(
        Text.assemble(
            verdict,
            f": {counts['error']} errors, {counts['warning']} warnings in {report.tables} tables,"
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


def words(code: str) -> str:
    """Return a code as words."""
    return code.replace("_", " ")


def _evidence_table(evidence: Iterable[Mapping[str, Any]]) -> RenderableType:
    table = _table()
    table.add_column("evidence", no_wrap=True)
    table.add_column("stance", no_wrap=True)
    table.add_column("source", overflow="ellipsis", no_wrap=True, max_width=24)
    table.add_column("says", ratio=1, overflow="ellipsis", no_wrap=True)
    table.add_column("counts as", overflow="ellipsis", no_wrap=True, max_width=34)
    styles = {"supports": "green", "refutes": "red", "qualifies": "yellow", "context": "dim"}
    for piece in evidence:
        counted = piece["counted_root_id"] or "unknown origin"
        if not piece["is_counted"]:
            counted = "context" if piece["stance"] == "context" else "own word, not counted"
        table.add_row(
            piece["evidence_id"],
            Text(piece["stance"], style=styles.get(piece["stance"], "")),
            _visible(piece["publisher"]),
            _visible(piece["summary"]),
            Text(counted, style="" if piece["is_counted"] else "dim"),
        )
    return table


def _interval_table(intervals: Iterable[Mapping[str, Any]]) -> RenderableType:
    table = _table()
    for heading in ("quantity", "measure", "mode", "stated by", "interval", "period"):
        table.add_column(heading, no_wrap=True, overflow="ellipsis")
    for row in intervals:
        about = "about " if row["is_approximate"] else ""
        table.add_row(
            row["quantity_id"],
            row["measure_id"],
            row["mode"],
            _visible(row["stated_by"] or ""),
            f"{about}{_interval(row['lower'], row['upper'])} {row['unit']}",
            row["period"] or "",
        )
    return table


def _log_table(log: Iterable[Mapping[str, Any]]) -> RenderableType:
    table = _table()
    for heading in ("entry", "stage", "verdict", "confidence", "by", "recorded at"):
        table.add_column(heading, no_wrap=True)
    for entry in log:
        table.add_row(
            str(entry["seq"]),
            words(entry["stage"]),
            words(entry["verdict"] or ""),
            entry["confidence"] or "",
            entry["assessor_id"],
            entry["valid_from"],
        )
    return table


def _rationale(log: Sequence[Mapping[str, Any]]) -> str:
    proposals = [entry for entry in log if entry["stage"] == "proposed"]
    return str(proposals[-1]["rationale"]) if proposals else "nobody has proposed a verdict"


def _hop(hop: Mapping[str, Any]) -> str:
    name = _visible(hop["name"] or "nobody named")
    role = f", {_visible(hop['position'])}" if hop["position"] else ""
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


def _count(value: int) -> str:
    return str(value) if value else "·"


def _visible(text: str) -> str:
    return shown(text, width=10_000) or ""


def _cell(value: Any) -> str:
    return "" if value is None else _visible(str(value))


def _csv_cell(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return "'" + value
    if isinstance(value, bool):
        return str(value).lower()
    return value


def _table() -> Table:
    return Table(box=None, header_style="bold", padding=(0, 2, 0, 0), show_edge=False)


def _grid() -> Table:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="bold", no_wrap=True, min_width=9)
    grid.add_column(overflow="fold")
    return grid
