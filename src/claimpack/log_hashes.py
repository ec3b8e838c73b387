"""The hash of an entry of the log: SHA-256 of its canonical JSON (RFC 8785), by rfc8785.

The view ``log_chain`` works it out in SQL; this is the second opinion.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

import rfc8785

if TYPE_CHECKING:
    import polars as pl

COLUMNS = (
    "assessor_id",
    "claim_id",
    "confidence",
    "corrects_seq",
    "previous_hash",
    "rationale",
    "recorded_at",
    "seq",
    "stage",
    "verdict",
    "what_was_wrong",
)


def entry_hash(entry: dict[str, str | None], evidence_ids: list[str]) -> str:
    """Return the hash of an entry.

    Args:
        entry: its cells as text, null where they are empty.
        evidence_ids: the evidence that it names, in any order.
    """
    content: dict[str, str | int | list[str]] = {name: entry[name] or "" for name in COLUMNS}
    canonical = rfc8785.dumps({**content, "format": 1, "evidence_ids": sorted(evidence_ids)})
    return hashlib.sha256(canonical).hexdigest()


def wrong_entry_hashes(entries: pl.DataFrame, evidence: pl.DataFrame) -> Iterator[tuple[int, str]]:
    """Yield the index and the true hash of each entry that has another.

    Args:
        entries: the table of assessments, as text.
        evidence: the table of the evidence that they name, as text.
    """
    named: dict[str | None, list[str]] = {}
    for assessment_id, evidence_id in evidence.select("assessment_id", "evidence_id").iter_rows():
        named.setdefault(assessment_id, []).append(evidence_id or "")
    for index, entry in enumerate(entries.iter_rows(named=True)):
        expected = entry_hash(entry, named.get(entry["assessment_id"], []))
        if entry["entry_hash"] != expected:
            yield index, expected
