"""The report as JUnit XML, which the test pages of CI servers read: a rule is a test case."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from claimpack.check import Report
from claimpack.figures import plural
from claimpack.findings import Finding, Severity
from claimpack.package import Package
from claimpack.printing import visible
from claimpack.reports.outcomes import Outcome, outcomes
from claimpack.reports.sentences import (
    finding_sentence,
    more_sentence,
    place_text,
    waiver_sentence,
)


def junit_text(report: Report, package: Package) -> str:
    """Return a test case for each rule that was run, was to be run, or found something.

    It fails by its errors. Warnings are its output; where all that it found is waived, or it was
    not run, it is skipped. The XML is ASCII: it is right whatever the encoding of stdout is.
    """
    suites = Element("testsuites", name="claimpack check")
    suite = SubElement(suites, "testsuite", name=visible(package.name))
    for outcome in outcomes(report, package):
        _case(suite, outcome)
    counts = {
        "tests": len(suite),
        "failures": len(suite.findall("testcase/failure")),
        "errors": 0,
    }
    suite.set("skipped", str(len(suite.findall("testcase/skipped"))))
    for element in (suites, suite):
        for name, count in counts.items():
            element.set(name, str(count))
        element.set("time", f"{report.seconds:.3f}")
    indent(suites)
    xml: bytes = tostring(suites, encoding="us-ascii", xml_declaration=True)
    return xml.decode("ascii") + "\n"


def _case(suite: Element, outcome: Outcome) -> None:
    # the engine and not the table, so that a case keeps its name when it passes
    case = SubElement(
        suite,
        "testcase",
        classname=f"claimpack.{visible(outcome.engine)}",
        name=visible(outcome.rule),
    )
    errors = _lines(outcome, "error")
    warnings = _lines(outcome, "warning")
    waived = [f"{_line(each.finding)} ({waiver_sentence(each)})" for each in outcome.waived]
    if errors:
        message = f"{plural(_count(outcome, 'error'), 'error')}: {errors[0]}"
        SubElement(case, "failure", type="error", message=message).text = "\n".join(errors)
    elif not outcome.checked:
        SubElement(case, "skipped", message="not checked, for want of a table")
    elif waived and not warnings:
        SubElement(case, "skipped", message=f"{len(waived):,} waived: {waived[0]}")
    output = [*(f"warning: {line}" for line in warnings), *waived]
    if output:
        SubElement(case, "system-out").text = "\n".join(output)


def _lines(outcome: Outcome, severity: Severity) -> list[str]:
    lines = [_line(finding) for finding in outcome.findings if finding.severity == severity]
    return lines + [more_sentence(m) for m in outcome.unlisted if m.severity == severity]


def _count(outcome: Outcome, severity: Severity) -> int:
    listed = sum(finding.severity == severity for finding in outcome.findings)
    return listed + sum(m.count for m in outcome.unlisted if m.severity == severity)


def _line(finding: Finding) -> str:
    return "  ".join(part for part in (place_text(finding), finding_sentence(finding)) if part)
