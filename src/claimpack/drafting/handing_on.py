"""Drafts handed on as JSON or CSV, in the form that ``claimpack add --from`` takes."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import Any

from claimpack.drafting.accepting import Record, Records
from claimpack.drafting.drafters import LeftOut
from claimpack.drafting.proposals import Proposal
from claimpack.drafting.wording import has_unseen
from claimpack.new_rows import FORECAST
from claimpack.row_files import DRAFTS, LEFT_OUT

# What a spreadsheet would run is written with a mark before it, and so found nowhere; what a
# terminal would obey is not printed. There the position has to do.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_json(
    records: Records, proposals: Sequence[Proposal], left_out: Sequence[LeftOut]
) -> dict[str, Any]:
    """Return records by table, drafts in full, and what was drafted and is not taken.

    A figure that is not written has the commands that would write it.
    """
    tables: dict[str, Any] = {
        table: [{name: cell for name, cell in row.items() if cell} for row in rows]
        for table, rows in records.tables.items()
    }
    drafts = {proposal.number: proposal.as_dict() for proposal in proposals}
    for missing in records.missing:
        if missing.number in drafts:
            figure = drafts[missing.number]["quantities"][missing.place]
            figure["commands"] = list(missing.commands)
    return tables | {
        DRAFTS: list(drafts.values()),
        LEFT_OUT: [{"number": draft.number, "reason": draft.reason} for draft in left_out],
    }


def csv_columns(claims_columns: Sequence[str]) -> list[str]:
    """Return the columns of the CSV: those of claims, the words, and what forecasts have."""
    return [*claims_columns, "quote", "occurrence", *FORECAST]


def as_csv(records: Records, text: str, columns: Sequence[str]) -> list[Record]:
    """Return the rows of the CSV.

    Args:
        records: what accepting would write.
        text: the text of the article.
        columns: its columns.
    """
    rows = []
    for claim in records.tables.get("claims", []):
        start, end = int(claim["quote_start"]), int(claim["quote_end"])
        quote = text[start:end]
        row = {name: claim.get(name, "") for name in columns}
        if not quote.startswith(FORMULA) and not has_unseen(quote):
            row |= {"quote": quote, "occurrence": _occurrence(text, quote, start)}
        rows.append(row)
    return rows


def speaker_commands(records: Records) -> list[str]:
    """Return the commands that add the speakers that are not there."""
    return [
        "claimpack add speaker "
        + " ".join(
            f"--{name.replace('_', '-')} {shlex.quote(cell)}" for name, cell in row.items() if cell
        )
        for row in records.tables.get("speakers", [])
    ]


def _occurrence(text: str, quote: str, start: int) -> str:
    """Return which of several places a quote has, or nothing where there is one."""
    number, place, count = 1, text.find(quote), 0
    while place >= 0:
        count += 1
        if place == start:
            number = count
        place = text.find(quote, place + 1)
    return str(number) if count > 1 else ""
