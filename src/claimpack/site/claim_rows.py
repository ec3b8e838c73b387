"""The table of claims: its rows, by which a script filters and sorts, too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from claimpack.site.models import Contents, Row, label_of

ROW = (
    "claim_id",
    "href",
    "text",
    "kind",
    "speaker",
    "speaker_href",
    "verdict",
    "css",
    "is_proposed",
    "supporting",
    "refuting",
    "qualifying",
    "sources",
    "attention",
)
# How the rows can be sorted; a minus puts the greatest first.
ORDERS = (
    ("text", "what it says"),
    ("kind", "kind"),
    ("speaker", "speaker"),
    ("verdict", "verdict"),
    ("-supporting", "most for"),
    ("-refuting", "most against"),
    ("-qualifying", "most qualifying"),
    ("-sources", "most sources"),
    ("-attention", "attention"),
)
# What a script fills in: a row with a link to a speaker, whoever it is.
BLANK = dict.fromkeys(ROW, "") | {"speaker_href": "#", "is_proposed": False}
# By what the rows are filtered.
FILTERS = (
    ("verdict", "Verdict"),
    ("kind", "Kind"),
    ("speaker", "Speaker"),
    ("attention", "Attention"),
)


def claim_rows(contents: Contents) -> list[Row]:
    """Return the claims as rows of the table, with words for codes."""
    speakers = {row["speaker_id"]: row for row in contents.speakers}
    return [_row(details["status"], speakers, contents) for details in contents.claims.values()]


def filters(rows: list[Row]) -> list[tuple[str, str, list[str]]]:
    """Return by what rows can be filtered: the column, its label and the values there are."""
    return [
        (name, label, sorted({row[name] for row in rows if row[name]})) for name, label in FILTERS
    ]


def _row(status: Mapping[str, Any], speakers: Mapping[str, Row], contents: Contents) -> Row:
    labels = contents.labels
    code = status["verdict"] or status["proposed_verdict"]
    lists = ("verdicts", code) if code else ("stages", status["stage"])
    speaker = speakers.get(status["speaker_id"])
    values = (
        status["claim_id"],
        f"claims/{status['claim_id']}.html",
        status["claim_text"],
        label_of(labels["claim_kinds"], status["claim_kind"]),
        speaker["name"] if speaker else "",
        f"speakers/{speaker['speaker_id']}.html" if speaker else "",
        label_of(labels[lists[0]], lists[1]) if lists[1] else "Not recorded",
        (code or "none").replace("_", "-"),
        status["verdict"] is None and code is not None,
        status["supporting_origins"],
        status["refuting_origins"],
        status["qualifying_origins"],
        status["sources"],
        # the reason behind the colon stands on the page of the claim
        (status["attention"] or "").partition(":")[0],
    )
    return dict(zip(ROW, values, strict=True))
