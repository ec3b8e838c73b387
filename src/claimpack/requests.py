"""Correction requests: what readers dispute, answered once, by an assessor."""

from __future__ import annotations

from datetime import UTC, datetime

from claimpack.adding import Rows, replace_tables, table_text
from claimpack.assess import must_be
from claimpack.canonical import utc
from claimpack.errors import ClaimpackError
from claimpack.package import Package
from claimpack.transaction import one_writer

TABLE = "correction_requests"


def answer_request(
    package: Package,
    request_id: str,
    outcome: str,
    answer: str,
    assessor: str,
    dry_run: bool = False,
    now: datetime | None = None,
) -> dict[str, str]:
    """Answer an open request, and return its row.

    Args:
        package: the package.
        request_id: the request.
        outcome: a code of ``correction_outcomes``.
        answer: what is answered.
        assessor: who answers.
        dry_run: only check.
        now: the time; by default now.

    Raises:
        ClaimpackError: there is no such request, outcome or assessor, or it was answered before.
        DataError: with the answer the package has an error.
    """
    with one_writer(package.root):
        tables = Rows(package)
        must_be(tables, TABLE, "request_id", request_id, "correction request")
        must_be(tables, "correction_outcomes", "code", outcome, "outcome")
        must_be(tables, "assessors", "assessor_id", assessor, "assessor")
        rows = tables[TABLE]
        row = next(row for row in rows if row["request_id"] == request_id)
        if row["answered_at"]:
            raise ClaimpackError(
                f"{request_id} was answered at {row['answered_at']}: {row['outcome']}",
                "a new request about the same claim gets a row of its own",
            )
        moment = utc(now or datetime.now(UTC))
        row |= {
            "outcome": outcome,
            "answer": answer,
            "answered_at": max(moment, row["received_at"]),
            "answered_by": assessor,
        }
        path = package.table(TABLE).path
        replace_tables(package, {path: table_text(package, TABLE, rows)}, dry_run)
        return row


def has_entry_since(package: Package, request: dict[str, str]) -> bool:
    """Whether the log of the claim of a request has an entry made since it was received."""
    return any(
        row["claim_id"] == request["claim_id"] and row["recorded_at"] >= request["received_at"]
        for row in Rows(package)["assessments"]
    )
