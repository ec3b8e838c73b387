"""The findings of a report by rule, for the formats that tell of rules and not of rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from claimpack.catalogue import FAST, catalogue
from claimpack.check import Report
from claimpack.findings import Finding, Severity, Unlisted
from claimpack.package import Package
from claimpack.waivers import Waived


@dataclass
class Outcome:
    """What came of one rule of one engine.

    Attributes:
        rule: id of the rule.
        engine: which engine looked.
        severity: error where any finding is one.
        why: why the rule is there, in one sentence; None where only its findings say so.
        fix: what to do, where every finding says the same; None where each says its own.
        findings, waived, unlisted: what it found.
        checked: False where the rule was not run for want of a table.
    """

    rule: str
    engine: str
    severity: Severity = "warning"
    why: str | None = None
    fix: str | None = None
    findings: list[Finding] = field(default_factory=list)
    waived: list[Waived] = field(default_factory=list)
    unlisted: list[Unlisted] = field(default_factory=list)
    checked: bool = True

    @property
    def unlisted_count(self) -> int:
        """How many findings are counted and not listed."""
        return sum(more.count for more in self.unlisted)

    @property
    def count(self) -> int:
        """How many findings stand, also those that are not listed."""
        return len(self.findings) + self.unlisted_count

    @property
    def noun(self) -> str:
        """What its findings are: error, warning, or finding where there are both."""
        severities = {finding.severity for finding in self.findings}
        severities |= {more.severity for more in self.unlisted}
        return severities.pop() if len(severities) == 1 else "finding"


def outcomes(report: Report, package: Package) -> list[Outcome]:
    """Return what came of every rule that was run, was not run, or found something.

    Those that found something come first, in the order of the report; then the rules of the
    package in the order of their ids.
    """
    found: dict[tuple[str, str], Outcome] = {}

    def of(rule: str, engine: str) -> Outcome:
        return found.setdefault((rule, engine), Outcome(rule, engine))

    for finding in report.findings:
        of(finding.rule, _first(finding.engine)).findings.append(finding)
    for waived in report.waived:
        of(waived.finding.rule, _first(waived.finding.engine)).waived.append(waived)
    engines = {rule: engine for rule, engine in reversed(found)}
    for more in report.unlisted:
        of(more.rule, engines.get(more.rule, FAST)).unlisted.append(more)
    for rule in report.not_checked:
        of(rule, FAST).checked = False
    entries = {entry.id: entry for entry in catalogue(package)}
    for entry in entries.values():
        if entry.path:
            of(entry.id, FAST)
    for (rule, _), outcome in found.items():
        if rule in entries:
            outcome.severity = entries[rule].severity
            outcome.why, outcome.fix = entries[rule].why, entries[rule].fix
    for outcome in found.values():
        every = [*outcome.findings, *(waived.finding for waived in outcome.waived)]
        severities = {finding.severity for finding in every}
        if "error" in severities | {more.severity for more in outcome.unlisted}:
            outcome.severity = "error"
        if every:
            fixes = {finding.fix for finding in every}
            outcome.fix = every[0].fix if len(fixes) == 1 else None
    return list(found.values())


def _first(engine: str) -> str:
    """Return the first of the engines that found a thing, so that its case keeps its name."""
    return engine.partition("+")[0]
