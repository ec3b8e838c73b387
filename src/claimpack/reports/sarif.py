"""The report as SARIF 2.1.0, which code scanning and editors read."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import Any
from urllib.parse import quote

from claimpack import __version__
from claimpack.check import Report
from claimpack.findings import Finding
from claimpack.package import DESCRIPTOR, Package
from claimpack.printing import visible
from claimpack.reports.outcomes import Outcome, outcomes
from claimpack.reports.places import Place, places, prefix_of
from claimpack.reports.sentences import finding_sentence, more_sentence, waiver_sentence
from claimpack.waivers import Waived

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
BASE = "SRCROOT"


def sarif_text(report: Report, package: Package) -> str:
    """Return the report as SARIF, in ASCII: it is right whatever the encoding of stdout is."""
    rules = {
        outcome.rule: _rule(outcome)
        for outcome in reversed(outcomes(report, package))
        if outcome.count or outcome.waived or not outcome.checked
    }
    index = {rule: number for number, rule in enumerate(sorted(rules))}
    whole = Place(prefix_of(package) + DESCRIPTOR, None)
    where = places(package, [*report.findings, *(waived.finding for waived in report.waived)])
    seen: Counter[str] = Counter()
    results = [
        _result(finding, None, where.get(finding, whole), index, seen)
        for finding in report.findings
    ] + [
        _result(waived.finding, waived, where.get(waived.finding, whole), index, seen)
        for waived in report.waived
    ]
    notes = [_note(m.rule, m.severity, more_sentence(m), index) for m in report.unlisted]
    notes += [
        _note(rule, "warning", "not checked, for want of a table", index)
        for rule in report.not_checked
    ]
    run = {
        "tool": {
            "driver": {
                "name": "claimpack",
                "version": __version__,
                "rules": [rules[rule] for rule in index],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {BASE: {"description": {"text": "The root of the repository."}}},
        "invocations": [
            {
                "executionSuccessful": True,
                "exitCode": 0 if report.valid else 1,
                "toolExecutionNotifications": notes,
            }
        ],
        "results": results,
        "properties": {
            "package": visible(package.name),
            "valid": report.valid,
            "counts": report.counts,
            "engines": [visible(engine) for engine in report.engines],
        },
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2) + "\n"


def _rule(outcome: Outcome) -> dict[str, Any]:
    why = outcome.why or f"The check {outcome.rule}."
    every = [*outcome.findings, *(waived.finding for waived in outcome.waived)]
    fix = outcome.fix or (every[0].fix if every else why)
    return {
        "id": visible(outcome.rule),
        "shortDescription": {"text": visible(why)},
        # code scanning asks for both
        "fullDescription": {"text": visible(why)},
        "help": {"text": visible(fix)},
        "defaultConfiguration": {"level": outcome.severity},
    }


def _result(
    finding: Finding,
    waived: Waived | None,
    place: Place,
    index: dict[str, int],
    seen: Counter[str],
) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": visible(finding.rule),
        "ruleIndex": index[finding.rule],
        "level": finding.severity,
        "message": {"text": finding_sentence(finding)},
        "locations": [_location(finding, place)],
        "partialFingerprints": {"claimpack/v1": _fingerprint(finding, seen)},
        "properties": {"engine": visible(finding.engine)},
    }
    if waived is not None:
        told = waiver_sentence(waived)
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": told}]
    return result


def _location(finding: Finding, place: Place) -> dict[str, Any]:
    uri = quote(place.path.encode("utf-8", "surrogateescape"))
    # code scanning asks for a line: the first stands for the whole file
    region = {"startLine": place.line or 1}
    if place.start is not None and place.end is not None:
        region |= {"startColumn": place.start, "endColumn": place.end}
    artifact = {"uri": uri, "uriBaseId": BASE}
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": artifact, "region": region}
    }
    parts = [("namespace", finding.table), ("object", finding.row_key), ("member", finding.column)]
    named = [(kind, visible(part)) for kind, part in parts if part]
    if named:
        location["logicalLocations"] = [
            {
                "name": name,
                "kind": kind,
                "fullyQualifiedName": "/".join(part for _, part in named[: number + 1]),
            }
            for number, (kind, name) in enumerate(named)
        ]
    return location


def _fingerprint(finding: Finding, seen: Counter[str]) -> str:
    """Return what stays the same while rows above come and go; equal findings are numbered."""
    what = json.dumps([finding.rule, finding.table, finding.row_key, finding.column])
    seen[what] += 1
    return f"{hashlib.sha256(what.encode()).hexdigest()}:{seen[what]}"


def _note(rule: str, level: str, text: str, index: dict[str, int]) -> dict[str, Any]:
    return {
        "level": level,
        "message": {"text": text},
        "associatedRule": {"id": visible(rule), "index": index[rule]},
    }
