"""A finding: one thing that is wrong with the package, where it is, why, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Literal

Severity = Literal["error", "warning"]


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
