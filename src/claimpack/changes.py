"""What changed, as plain objects: structure, rows, cells, verdicts, and the step they make."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal, NamedTuple

from claimpack.versions import Level


@dataclass(frozen=True)
class Change:
    """One thing that differs.

    Attributes:
        change: added, removed or changed.
        table: the table or view.
        row_key: primary key of the row, its parts joined with ``/``; None where the structure
            differs.
        column: the column; None where a whole row or table is added or removed, and for the keys
            of a table.
        old, new: the cells as text; of a structure its properties that differ, as JSON.
    """

    change: Literal["added", "removed", "changed"]
    table: str
    row_key: str | None
    column: str | None
    old: str | None
    new: str | None


@dataclass(frozen=True)
class VerdictChange:
    """A claim whose verdict is another now; None where there was none."""

    claim_id: str
    claim_text: str
    old: str | None
    new: str | None


class Reason(NamedTuple):
    """Why a version has to make a step of a level."""

    level: Level
    text: str


@dataclass(frozen=True)
class Diff:
    """What changed between two states.

    Attributes:
        old_version, new_version: versions of the descriptors.
        level: the least step that the version has to make.
        reasons: why, the weightiest first.
        verdicts: claims whose verdict is another.
        changes: the structure, then rows, in the order of the descriptor.
    """

    old_version: str
    new_version: str
    level: Level
    reasons: list[str]
    verdicts: list[VerdictChange]
    changes: list[Change]

    def as_dict(self) -> dict[str, Any]:
        """Return the object that ``diff --format json`` prints."""
        return asdict(self)
