"""A finding in one sentence, the same in every format; nothing in it can steer a reader."""

from __future__ import annotations

from claimpack.check import Report
from claimpack.figures import plural
from claimpack.findings import Finding, Unlisted
from claimpack.printing import visible
from claimpack.waivers import Waived


def finding_sentence(finding: Finding) -> str:
    """Return which cell it is, why it is wrong, and what to do."""
    cell = visible(" ".join(part for part in (finding.row_key, finding.column) if part))
    value = f"“{visible(finding.value)}”" if finding.value is not None else ""
    told = " ".join(part for part in (cell, value) if part)
    what = f"{visible(finding.message)} → {visible(finding.fix)}"
    return f"{told}: {what}" if told else what


def waiver_sentence(waived: Waived) -> str:
    """Return until when, by whom and why a finding is set aside."""
    return visible(f"waived until {waived.until} by {waived.who}: {waived.reason}")


def more_sentence(more: Unlisted) -> str:
    """Return how many findings are counted and not listed."""
    where = ".".join(part for part in (more.table, more.column) if part)
    told = f"{more.count:,} more {f'in {where} ' if where else ''}"
    return visible(f"{told}{'is' if more.count == 1 else 'are'} counted and not listed")


def place_text(finding: Finding) -> str:
    """Return the file and line of a finding, as an editor opens them."""
    parts = (finding.file, finding.line)
    return visible(":".join(str(part) for part in parts if part is not None))


def summary_sentence(report: Report) -> str:
    """Return the verdict with all its counts."""
    counts = report.counts
    waived = f", {counts['waived']:,} waived" if counts["waived"] else ""
    return (
        f"{'valid' if report.valid else 'not valid'}: {plural(counts['error'], 'error')},"
        f" {plural(counts['warning'], 'warning')}{waived} in {plural(report.tables, 'table')},"
        f" {plural(report.rows, 'row')}, {plural(report.rules, 'rule')} ({report.seconds:.1f} s)"
    )
