"""What people read on a terminal: the status, a check, a proof of quotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from io import StringIO
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

from claimpack.check import Report
from claimpack.figures import plural
from claimpack.printing import PIPE_WIDTH, console, listing, visible, words
from claimpack.quotes import Verification
from claimpack.reader import UNREADABLE
from claimpack.reports.causes import LOST_ROW, causes_in
from claimpack.status import MAX_CLAIMS, Status, most_urgent

if TYPE_CHECKING:
    from claimpack.catalogue import Entry
    from claimpack.package import Package
    from claimpack.recheck.report import Rechecked

WIDE = 110
MAX_FAILED = 10
# Of one rule, how many findings a person reads at once.
SHOWN = 5
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


def print_status(status: Status, limit: int = MAX_CLAIMS) -> None:
    """Print a line a claim, then the counts; a narrow terminal gets fewer columns.

    Args:
        status: how claims stand.
        limit: of more claims than these, the most urgent are printed.
    """
    out = console()
    then = f"by {status.published_by}"
    counts = {"for": "supporting_origins", "against": "refuting_origins"}
    # the ids of a lake begin with the name of their package: they need the room
    of_lake = any(":" in claim["claim_id"] for claim in status.claims[:1])
    if of_lake:
        counts = {}
    elif out.width >= WIDE:
        counts |= {"qualify": "qualifying_origins", "sources": "sources"}
    if status.published_by:
        headings = ["claim", "says", then, *counts, "today"]
    else:
        headings = ["claim", "says", "verdict", "rule", *counts]
        headings += [] if of_lake else ["attention"]
    rows = []
    claims = most_urgent(status.claims, limit)
    for claim in claims:
        start = [claim["claim_id"], visible(claim["claim_text"])]
        numbers = [str(claim[column] or "·") for column in counts.values()]
        if status.published_by:
            rows.append(
                [*start, _verdict(claim["evidence_verdict"]), *numbers, verdict_text(claim)]
            )
            continue
        agrees = {True: "  =", False: "  ≠", None: ""}[claim["agrees"]]
        # the reason behind the colon is for the page of the claim
        attention = Text(visible(claim["attention"]).partition(":")[0], style="yellow")
        row = [*start, verdict_text(claim), agrees, *numbers]
        rows.append(row if of_lake else [*row, attention])
    out.print(listing(rows, headings, {"says": 1}, [*counts]))
    if more := len(status.claims) - len(claims):
        what = "what differs" if status.published_by else "what needs attention"
        out.print(
            f"and {more:,} more; {what} comes first"
            f" (all: --limit {len(status.claims)}, or --format csv)",
            style="dim",
        )
    if not status.claims and status.log_begins_at:
        out.print(f"no claim was recorded by then: the log begins at {status.log_begins_at}")
    out.print(summary_line(status))
    legend = ""
    if counts:
        legend = (
            f"{', '.join(key for key in counts if key != 'sources')}: independent origins, or for"
            " an attribution independent witnesses. "
        )
    if status.published_by:
        legend += f"{then}: what the evidence rule says of what was public then. "
    else:
        legend += "rule: whether the evidence rule agrees (=) or not (≠). "
    legend += "?: proposed, not decided."
    if of_lake:
        asked = f"from status_history where claim_id = '{visible(_questionable(status))}'"
        legend += f' Why: claimpack query --lake DIR "{asked}"'
    elif status.claims:
        legend += f" Why: claimpack show {visible(_questionable(status))}"
    out.print(legend, style="dim")


def _questionable(status: Status) -> str:
    """Return the claim that a reader may want to look at first: a contested one, or the first."""
    contested = (c for c in status.claims if c["verdict"] == "contested")
    claim: str = next(contested, status.claims[0])["claim_id"]
    return claim


def summary_line(status: Status) -> str:
    """Return the counts of a status in one line, with their denominators."""
    summary = status.summary
    if status.published_by:
        known = Counter(claim["evidence_verdict"] for claim in status.claims)
        return (
            f"{status.package}: by evidence public by {status.published_by} the rule says of"
            f" {summary['claims']} claims: {_counts(known)};"
            f" {summary['disputed']} differ from the verdict of today"
        )
    line = (
        f"{status.package}: {summary['decided']} of {summary['claims']} claims decided"
        f" ({_counts(summary['verdicts'])}); {summary['proposed']} of {summary['claims']}"
        f" proposed, {summary['disputed']} disputed; {summary['need_attention']} need attention"
    )
    return f"{line}; as of {status.as_of}" if status.as_of else line


def verdict_text(row: Mapping[str, Any]) -> Text:
    """Return the verdict of a claim in colour; a proposal has a question mark."""
    verdict = row["verdict"] or row["proposed_verdict"]
    if verdict is None:
        return Text(words(row["stage"] or "not recorded"), style="dim")
    return _verdict(verdict, "" if row["verdict"] else "?")


def _verdict(code: str, mark: str = "") -> Text:
    return Text(words(code) + mark, style=STYLES.get(code, ""))


def _counts(verdicts: Mapping[str, int]) -> str:
    return ", ".join(f"{n} {words(code)}" for code, n in verdicts.items() if n) or "none"


def report_text(report: Report, package: Package | None = None) -> str:
    """Return what a check found as plain text for a file."""
    text = StringIO()
    out = Console(file=text, width=PIPE_WIDTH, highlight=False, markup=False)
    print_report(report, out, package)
    return text.getvalue()


def print_report(
    report: Report, out: Console | None = None, package: Package | None = None
) -> None:
    """Print what a check found: grouped by rule, the first cells of each, and the fix.

    What is wrong with files and lines comes first; what follows from it is said as such.

    Args:
        report: what was found.
        out: where to print; by default stdout.
        package: what was checked, to tell what refers to what.
    """
    out = out or console()
    causes = causes_in(report, package)
    is_piped = not out.is_terminal  # for grep a finding is a line
    groups: dict[str, list[Any]] = {}
    for finding in report.findings:
        groups.setdefault(finding.rule, []).append(finding)
    for rule in causes.rules:
        findings = groups[rule]
        # what follows from something else comes last
        findings.sort(key=lambda finding: id(finding) in causes.following)
        following = sum(id(finding) in causes.following for finding in findings)
        first = findings[0]
        is_one_fix = len({finding.fix for finding in findings[:SHOWN]}) == 1
        style = "red" if first.severity == "error" else "yellow"
        count = len(findings) + sum(more.count for more in report.unlisted if more.rule == rule)
        out.print(Text.assemble((first.severity, style), f"  {visible(rule)}: {count:,}"))
        if following:
            out.print(
                f"    {'all' if following == count else f'{following:,} of these'} follow from"
                f" {LOST_ROW}, above: repair the lines first, then check again"
            )
        own = findings[: len(findings) - following]
        for finding in own[:SHOWN]:
            place = ":".join(str(p) for p in (finding.file, finding.line) if p is not None)
            parts = [place, finding.row_key, finding.column]
            cell = f" “{finding.value}”" if finding.value is not None else ""
            where = "  ".join(part for part in parts if part)
            out.print(f"    {visible(f'{where}{cell}: {finding.message}')}", soft_wrap=is_piped)
            if not is_one_fix:
                out.print(f"      fix: {visible(finding.fix)}", style="dim", soft_wrap=is_piped)
        if rule == LOST_ROW:
            for table, number in sorted(causes.references.items()):
                out.print(f"    and {plural(number, 'reference')} into {table} that follow from it")
        for table in dict.fromkeys(f.table for f in findings if f.rule in UNREADABLE and f.table):
            if unchecked := causes.unchecked.get(table):
                out.print(
                    f"    references to {visible(table)} are not checked until then: of"
                    f" {visible(', '.join(unchecked))}",
                    soft_wrap=is_piped,
                )
        if count - following > SHOWN:
            listed = "all" if count == len(findings) else f"the first {len(findings):,}"
            out.print(
                f"    and {count - following - SHOWN:,} more (--format json lists {listed})",
                style="dim",
            )
        if is_one_fix and own:
            out.print(f"    fix: {visible(first.fix)}", style="dim", soft_wrap=is_piped)
    for waived in report.waived:
        place = ":".join(str(p) for p in (waived.finding.file, waived.finding.line) if p)
        text = f"{waived.finding.rule}  {place}: until {waived.until} by {waived.who}"
        line = f"waived  {visible(text)}: {visible(waived.reason)}"
        out.print(line, style="dim", soft_wrap=is_piped)
    if report.not_checked:
        out.print(
            f"not checked, for want of a table: {', '.join(report.not_checked)}", style="yellow"
        )
    elif not report.rules:
        out.print("no rule was run: there is none in validation/rules", style="yellow")
    counts = report.counts
    verdict = Text("valid", style="green") if report.valid else Text("not valid", style="red")
    out.print(
        Text.assemble(
            verdict,
            f": {plural(counts['error'], 'error')}, {plural(counts['warning'], 'warning')}"
            f"{', ' + str(counts['waived']) + ' waived' if counts['waived'] else ''}"
            f" in {plural(report.tables, 'table')},"
            f" {plural(report.rows, 'row')}, {plural(report.rules, 'rule')}"
            f" by {', '.join(report.engines)} ({report.seconds:.1f} s)",
        ),
        soft_wrap=is_piped,
    )
    if report.rechecked:
        out.print(_rechecked_line(report.rechecked), style="dim", soft_wrap=is_piped)


def _rechecked_line(rechecked: Rechecked) -> str:
    """Return in one line what was checked again, or why everything was."""
    if rechecked.why_everything:
        line = f"everything was checked: {visible(rechecked.why_everything)}"
    else:
        line = (
            f"checked again: {plural(rechecked.rows, 'row')}"
            f" in {plural(len(rechecked.files), 'changed file')};"
            f" {plural(len(rechecked.rules_on_some), 'rule')} on what these can affect,"
            f" {len(rechecked.rules_on_all)} on all rows"
        )
    return line if rechecked.is_kept else f"{line}; nothing new is kept for the next check"


def print_rules(entries: list[Entry]) -> None:
    """Print a line a rule, under the heading of its group."""
    out = console()
    group = None
    for entry in entries:
        if entry.group != group:
            group = entry.group
            out.print(f"{'' if entry is entries[0] else chr(10)}{group}", style="bold")
        mark = "" if entry.severity == "error" else " (warning)"
        line = f"  {visible(entry.id):<30} {visible(entry.why)}{mark}"
        out.print(line, no_wrap=True, overflow="ellipsis")
    out.print(f"\n{len(entries)} rules. One of them: claimpack rules said-and-true", style="dim")


def print_rule(entry: Entry) -> None:
    """Print all that is to be said of one rule."""
    out = console()
    out.print(f"{visible(entry.id)}  {entry.severity}", style="bold")
    for name in ("why", "fix", "example", "engines", "path"):
        if value := getattr(entry, name):
            out.print(f"  {name:<8} {visible(value)}")
    if entry.scope:
        out.print(f"  {'scope':<8} {visible(entry.scope)}")
    if not entry.waivable:
        out.print("  no waiver sets it aside")


def print_verification(result: Verification) -> None:
    """Print which spans a text does not prove, then the counts."""
    out = console()
    proved = sum(proof.proved for proof in result.proofs)
    text = "is the text of the article" if result.text_matches else "is not the text of the article"
    if result.normalised:
        text += ", once normalised to NFC and line feeds"
    out.print(
        f"{proved} of {len(result.proofs)} spans of {result.article_id} proved; the file {text}",
        style="green" if result.valid else "red",
    )
    failed = [proof for proof in result.proofs if not proof.proved]
    for proof in failed[:MAX_FAILED]:
        out.print(
            f"{proof.claim_id}  characters {proof.start} to {proof.end}: {proof.problem}",
            style="red",
        )
    if len(failed) > MAX_FAILED:
        out.print(
            f"and {len(failed) - MAX_FAILED} more: probably another text, or one with other line"
            " breaks (headline, an empty line, then a line a paragraph)",
            style="dim",
        )
    if result.without_span:
        out.print(f"without a span: {', '.join(result.without_span)}", style="dim")
