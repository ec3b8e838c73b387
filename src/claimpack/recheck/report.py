"""What a check of changes says of itself: what was checked again, or why everything was."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Rechecked:
    """What was checked again.

    Attributes:
        why_everything: why everything was checked; None where only an edit was.
        files: files that have changed since the last check.
        rows: how many rows were read again.
        rules_on_all: rules that were run on all rows.
        rules_on_some: rules that were run on the rows that the edit can affect.
        is_kept: whether the next check knows what this one found.
    """

    why_everything: str | None
    files: list[str] = field(default_factory=list)
    rows: int = 0
    rules_on_all: list[str] = field(default_factory=list)
    rules_on_some: list[str] = field(default_factory=list)
    is_kept: bool = False
