"""Waivers: findings that somebody sets aside for a while, with a reason and a name.

``validation/waivers.csv`` is optional. Once its date has passed, a finding is back.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from claimpack.documents import inside, read_text
from claimpack.errors import DataError
from claimpack.findings import Finding, in_file, in_order
from claimpack.package import Package

PATH = "validation/waivers.csv"
COLUMNS = ["rule", "table", "key", "reason", "who", "until"]
UNUSED = "the waiver sets nothing aside: what it was about is not found any more"
SEE = f"the header of {PATH} is {','.join(COLUMNS)}; rule, reason, who and until are needed"


@dataclass(frozen=True)
class Waiver:
    """A line of the waivers: an empty table or key stands for every one."""

    line: int
    rule: str
    table: str
    key: str
    reason: str
    who: str
    until: date

    def matches(self, finding: Finding) -> bool:
        """Whether the finding is one that this waiver is about."""
        return (
            self.rule == finding.rule
            and self.table in ("", finding.table)
            and self.key in ("", finding.row_key)
        )


@dataclass(frozen=True)
class Waived:
    """A finding that is set aside, why, by whom, and until which day."""

    finding: Finding
    reason: str
    who: str
    until: str

    def as_dict(self) -> dict[str, Any]:
        """Return the object of the report: the finding, with the waiver beside its fields."""
        return {
            **self.finding.as_dict(),
            "reason": self.reason,
            "who": self.who,
            "until": self.until,
        }


def apply_waivers(
    package: Package,
    findings: list[Finding],
    today: date | None = None,
    firm: Collection[str] = (),
    why_unused: Callable[[str], str | None] = lambda rule: UNUSED,
) -> tuple[list[Finding], list[Waived]]:
    """Part findings into those that stand and those that a waiver sets aside.

    Args:
        package: the package, with or without waivers.
        findings: what was found.
        today: by default today, in UTC.
        firm: rules that no waiver sets aside.
        why_unused: given the rule of a waiver that sets nothing aside, what is wrong with it; or
            None where the rule was not run, and the waiver may yet be needed.

    Returns:
        The findings that stand, among them a warning for each waiver that sets nothing aside,
        and those that are waived.

    Raises:
        DataError: a line of the waivers is wrong.
    """
    today = today or datetime.now(UTC).date()
    waivers = load_waivers(package)
    usable = [waiver for waiver in waivers if waiver.rule not in firm]
    standing: list[Finding] = []
    waived: list[Waived] = []
    used: set[Waiver] = set()
    for finding in findings:
        waiver = next((waiver for waiver in usable if waiver.matches(finding)), None)
        if waiver is None:
            standing.append(finding)
            continue
        used.add(waiver)
        if waiver.until >= today:
            waived.append(Waived(finding, waiver.reason, waiver.who, waiver.until.isoformat()))
        else:
            message = f"{finding.message} (it was waived until {waiver.until})"
            standing.append(replace(finding, message=message))
    unused = [
        _unused(waiver, why)
        for waiver in waivers
        if waiver not in used and (why := why_unused(waiver.rule))
    ]
    return in_order([*standing, *unused]), waived


def load_waivers(package: Package) -> list[Waiver]:
    """Return the waivers of a package; none where it has no file of them.

    Raises:
        DataError: a line is wrong.
    """
    if not (package.root / PATH).exists():
        return []
    inside(package.root, PATH, PATH)
    text = read_text(package.root, PATH)
    return [_waiver(line, cells) for line, cells in _lines(text)]


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        if next(reader, []) != COLUMNS:
            raise DataError(f"{PATH}, line 1: the header is not as expected", SEE)
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise DataError(f"{PATH}, line {reader.line_num}: {error}", SEE) from None


def _waiver(line: int, cells: list[str]) -> Waiver:
    if len(cells) != len(COLUMNS):
        raise DataError(f"{PATH}, line {line}: there are {len(cells)} cells, not 6", SEE)
    row = dict(zip(COLUMNS, cells, strict=True))
    for name in ("rule", "reason", "who", "until"):
        if not row[name].strip():
            raise DataError(f"{PATH}, line {line}: {name} is empty", SEE)
    try:
        until = date.fromisoformat(row["until"])
    except ValueError:
        raise DataError(
            f"{PATH}, line {line}: until is not a day: '{row['until']}'",
            "write it like 2026-12-31",
        ) from None
    return Waiver(line, row["rule"], row["table"], row["key"], row["reason"], row["who"], until)


def _unused(waiver: Waiver, why: str) -> Finding:
    unused = in_file(
        "waiver-unused",
        PATH,
        waiver.rule,
        why,
        "remove the line, or correct it",
        "warning",
    )
    return replace(unused, line=waiver.line, column="rule")
