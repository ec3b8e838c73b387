"""Which findings follow from others: a line that is no row takes its key with it.

Everything that refers to such a row leads nowhere, and a file that cannot be read leaves unchecked
what refers to it. A person repairs the cause; the rest is told as what it is, and still counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from claimpack.check import Report
from claimpack.form import FIXES
from claimpack.package import Package
from claimpack.reader import UNREADABLE

LOST_ROW, REFERENCE = "row-form", "foreign-key"


@dataclass(frozen=True)
class Causes:
    """What follows from what in a report.

    Attributes:
        rules: the rules in the order in which a person works through them, causes first.
        following: ids of the findings that follow from a line that is no row.
        references: by table with such lines, how many references follow from these.
        unchecked: by table that cannot be read, the tables whose references to it are not checked.
    """

    rules: list[str]
    following: set[int] = field(default_factory=set)
    references: dict[str, int] = field(default_factory=dict)
    unchecked: dict[str, list[str]] = field(default_factory=dict)


def causes_in(report: Report, package: Package | None) -> Causes:
    """Tell causes and consequences apart.

    Args:
        report: what was found.
        package: what was checked; without it nothing is known of what refers to what.
    """
    rules = [*dict.fromkeys(finding.rule for finding in report.findings)]
    causes = Causes(sorted(rules, key=lambda rule: rule not in FIXES))
    if package is None:
        return causes
    referred = {
        (table.name, key.fields[0]): key.table
        for table in package.tables
        for key in table.foreign_keys
    }
    lost: dict[str, set[str]] = {}
    for finding in report.findings:
        if finding.table and finding.rule == LOST_ROW:
            lost.setdefault(finding.table, set()).update(_cells(finding.value))
        elif finding.table and finding.rule in UNREADABLE:
            causes.unchecked[finding.table] = sorted(
                {child for (child, _), table in referred.items() if table == finding.table}
                - {finding.table}
            )
    for finding in report.findings:
        if finding.rule != REFERENCE or not finding.table or not finding.column:
            continue
        table = referred.get((finding.table, finding.column), "")
        if finding.value is not None and finding.value in lost.get(table, ()):
            causes.following.add(id(finding))
            causes.references[table] = causes.references.get(table, 0) + 1
    return causes


def _cells(line: str | None) -> list[str]:
    """Return the cells of a line that may be keys, as far as its beginning can be read."""
    return [cell for cell in re.split(r'[,";\t]+', (line or "").rstrip("…")) if cell]
