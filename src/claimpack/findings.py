"""A finding: one thing that is wrong with the package, where it is, why, and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from claimpack.package import Table

Severity = Literal["error", "warning"]
# Of one rule in one column, more findings than these are counted and not listed.
MAX_LISTED = 1000


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong.

    Attributes:
        rule: id of the rule that found it.
        severity: ``error`` makes the package invalid, ``warning`` does not.
        table: table of the row, or None where no table is at fault.
        row_key: primary key of the row, its parts joined with ``/``; None where it has none.
        file: path in the package, with forward slashes.
        line: line in the file from 1, the header being 1; None where no line is at fault.
        column: column name.
        value: the cell as it stands in the file, shortened, control characters made visible.
        message: why it is wrong, in one sentence.
        fix: what to do.
        engine: which engine found it.
    """

    rule: str
    severity: Severity
    table: str | None
    row_key: str | None
    file: str | None
    line: int | None
    column: str | None
    value: str | None
    message: str
    fix: str
    engine: str = "duckdb"

    def as_dict(self) -> dict[str, Any]:
        """Return the finding as the JSON object of the report."""
        return asdict(self)


@dataclass(frozen=True)
class Unlisted:
    """How many findings of a rule in a column are counted but not listed."""

    rule: str
    severity: Severity
    table: str | None
    column: str | None
    count: int


class Findings:
    """What a check has found: of each rule in each column the first findings, and the total.

    A table may be wrong in millions of rows, and nobody reads as many.
    """

    def __init__(self) -> None:
        """Begin with nothing found."""
        self._listed: list[Finding] = []
        self._totals: Counter[tuple[str, Severity, str | None, str | None]] = Counter()
        self._shown: Counter[tuple[str, Severity, str | None, str | None]] = Counter()

    def add(self, findings: Iterable[Finding], total: int = 0) -> None:
        """Add findings, in the order of their lines.

        Args:
            findings: what was found.
            total: how many there are in all, where only the first of one rule in one column are
                given.
        """
        added = 0
        place = None
        for finding in findings:
            place = (finding.rule, finding.severity, finding.table, finding.column)
            self._totals[place] += 1
            added += 1
            if self._shown[place] < MAX_LISTED:
                self._shown[place] += 1
                self._listed.append(finding)
        if place is not None and total > added:
            self._totals[place] += total - added

    def count(self, unlisted: Iterable[Unlisted]) -> None:
        """Count findings that somebody else has left out of a list."""
        for more in unlisted:
            self._totals[(more.rule, more.severity, more.table, more.column)] += more.count

    @property
    def listed(self) -> list[Finding]:
        """The findings, as a person works through them."""
        return in_order(self._listed)

    @property
    def unlisted(self) -> list[Unlisted]:
        """How many more there are of a rule in a column, where there are more."""
        return [
            Unlisted(*place, total - self._shown[place])
            for place, total in sorted(self._totals.items(), key=str)
            if total > self._shown[place]
        ]


def in_table(
    table: Table,
    rule: str,
    message: str,
    fix: str,
    line: int | None = None,
    column: str | None = None,
    value: str | None = None,
    row_key: str | None = None,
    severity: Severity = "error",
    engine: str = "duckdb",
    file: str | None = None,
) -> Finding:
    """Return a finding in a table; the key and the value are shortened and made visible.

    Where no ``file`` is given it is the file of the table.
    """
    return Finding(
        rule=rule,
        severity=severity,
        table=table.name,
        row_key=shown(row_key) or None,
        file=file or table.path,
        line=line,
        column=column,
        value=shown(value),
        message=message,
        fix=fix,
        engine=engine,
    )


def in_file(
    rule: str,
    file: str,
    value: str | None,
    message: str,
    fix: str,
    severity: Severity = "error",
    engine: str = "duckdb",
) -> Finding:
    """Return a finding about a file that is no matter of a row; the value is made visible."""
    return Finding(
        rule=rule,
        severity=severity,
        table=None,
        row_key=None,
        file=file,
        line=None,
        column=None,
        value=shown(value),
        message=message,
        fix=fix,
        engine=engine,
    )


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings as a person works through them: errors first, then by file and line."""
    return sorted(
        findings,
        key=lambda f: (
            f.severity != "error",
            f.file or "",
            f.line or 0,
            f.column or "",
            f.rule,
            f.row_key or "",
            f.message,
        ),
    )


def shown(value: object, width: int = 60) -> str | None:
    """Return a cell for a report: shortened, with control and bidi characters made visible."""
    if value is None:
        return None
    text = str(value)
    clipped = text[:width] + "…" if len(text) > width else text
    return "".join(
        character
        if character.isprintable() or character == " "
        else character.encode("unicode_escape").decode("ascii")
        for character in clipped
    )
