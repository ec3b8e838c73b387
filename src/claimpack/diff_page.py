"""What changed between two states, for people on a terminal and for a table of changes."""

from __future__ import annotations

import csv
import io
from collections import Counter

from claimpack.changes import Change, Diff
from claimpack.printing import console, csv_cell, visible, words

MAX_ROWS = 8
# Where a verdict stands: no column of a table, for it is never stored.
VERDICT = ("verdict", "claim_status", "verdict")
COLUMNS = ("change", "table", "row_key", "column", "old", "new")
MARKS = {"added": "+", "removed": "-", "changed": "~"}


def print_diff(diff: Diff) -> None:
    """Print the verdicts, then the first rows of each table, then the step of the version."""
    out = console()
    for verdict in diff.verdicts:
        old, new = (words(v or "none") for v in (verdict.old, verdict.new))
        out.print(f"{verdict.claim_id}  {old} → {new}", style="bold")
        out.print(f"    {visible(verdict.claim_text)}", style="dim")
    by_table: dict[str, list[Change]] = {}
    for change in diff.changes:
        by_table.setdefault(change.table, []).append(change)
    for table, changes in by_table.items():
        counts = Counter(change.change for change in changes)
        told = ", ".join(f"{count:,} {kind}" for kind, count in sorted(counts.items()))
        out.print(f"{visible(table)}: {told}")
        for change in changes[:MAX_ROWS]:
            cell = ""
            if change.change == "changed":
                column = f"{change.column}: " if change.row_key else ""
                cell = f"  {column}{change.old or '(empty)'} → {change.new or '(empty)'}"
            text = f"  {MARKS[change.change]} {_what(change)}{cell}"
            out.print(visible(text), soft_wrap=True, style="dim")
        if len(changes) > MAX_ROWS:
            out.print(f"  and {len(changes) - MAX_ROWS:,} more (--format csv lists all)")
    for reason in diff.reasons:
        out.print(visible(reason))
    step = f"a {diff.level} change" if diff.level != "none" else "no change"
    out.print(
        f"{step} from {visible(diff.old_version)}; the version is {visible(diff.new_version)}"
    )


def changes_csv(diff: Diff) -> str:
    """Return the changes as CSV: verdicts, then the structure, then rows and cells.

    A cell that a spreadsheet would run as a formula gets a quote before it.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    kind, view, column = VERDICT
    for verdict in diff.verdicts:
        cells = (kind, view, verdict.claim_id, column, verdict.old, verdict.new)
        writer.writerow(map(csv_cell, cells))
    for change in diff.changes:
        writer.writerow([csv_cell(getattr(change, name)) for name in COLUMNS])
    return out.getvalue()


def _what(change: Change) -> str:
    if change.row_key is not None:
        return change.row_key
    return f"the column {change.column}" if change.column else "the table"
