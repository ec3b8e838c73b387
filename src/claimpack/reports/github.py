"""The report as workflow commands, which GitHub shows beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Mapping

from claimpack.check import Report
from claimpack.findings import Finding
from claimpack.package import Package
from claimpack.printing import visible
from claimpack.reports.places import Place, places
from claimpack.reports.sentences import (
    finding_sentence,
    more_sentence,
    summary_sentence,
    waiver_sentence,
)


def github_text(report: Report, package: Package) -> str:
    """Return a line a finding, then the counts.

    GitHub shows ten errors and ten warnings of a step: what weighs most comes first, and of each
    rule one finding before the second of any.
    """
    where = places(package, [*report.findings, *(waived.finding for waived in report.waived)])
    lines = []
    for severity in ("error", "warning"):
        findings = [finding for finding in report.findings if finding.severity == severity]
        if severity == "warning" and report.not_checked:
            rules = ", ".join(report.not_checked)
            lines.append(
                command(
                    "warning",
                    {"title": "not checked"},
                    visible(f"for want of a table these rules were not run: {rules}"),
                )
            )
        lines += [
            command(severity, _properties(finding, where.get(finding)), finding_sentence(finding))
            for finding in _each_rule_first(findings)
        ]
        lines += [
            command(severity, {"title": visible(more.rule)}, more_sentence(more))
            for more in report.unlisted
            if more.severity == severity
        ]
    for waived in report.waived:
        finding = waived.finding
        told = f"{finding_sentence(finding)} ({waiver_sentence(waived)})"
        lines.append(command("notice", _properties(finding, where.get(finding)), told))
    lines.append(summary_sentence(report))
    return "".join(line + "\n" for line in lines)


def command(name: str, properties: Mapping[str, str], message: str) -> str:
    """Return a workflow command as the toolkit of GitHub writes it."""
    told = ",".join(f"{key}={_escaped_property(value)}" for key, value in properties.items())
    return f"::{name}{' ' + told if told else ''}::{_escaped(message)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def _properties(finding: Finding, place: Place | None) -> dict[str, str]:
    properties = {}
    if place is not None:
        properties["file"] = place.path
        if place.line is not None:
            properties["line"] = str(place.line)
        if place.start is not None:
            properties["col"] = str(place.start)
    return {**properties, "title": visible(finding.rule)}


def _each_rule_first(findings: list[Finding]) -> list[Finding]:
    """Return findings with the first of each rule before the others."""
    first: dict[str, Finding] = {}
    rest = []
    for finding in findings:
        if first.setdefault(finding.rule, finding) is not finding:
            rest.append(finding)
    return [*first.values(), *rest]
