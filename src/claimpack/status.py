"""How every claim stands: now, at a moment of the log, or by what was public on a day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import duckdb

from claimpack.database import open_package, rows
from claimpack.errors import ClaimpackError
from claimpack.package import Package

VERDICTS = (
    "supported",
    "partly_supported",
    "misleading",
    "contested",
    "refuted",
    "insufficient_evidence",
    "pending_outcome",
    "not_checkable",
)


@dataclass(frozen=True)
class Status:
    """The status of a package.

    Attributes:
        package: name and version of the package.
        as_of: the moment of the log, or None for now.
        published_by: the day by which evidence was public, or None for all evidence.
        claims: the rows of the view ``claim_status``, by claim. With ``published_by`` the verdict
            of the rule, its counts and the sources are those of that day.
        log_begins_at: when the first entry of the log was made, or None.
    """

    package: str
    as_of: str | None
    published_by: str | None
    claims: list[dict[str, Any]]
    log_begins_at: str | None

    @property
    def summary(self) -> dict[str, Any]:
        """Counts of claims, with ``claims`` and ``decided`` as their denominators."""
        decided = Counter(claim["verdict"] for claim in self.claims if claim["verdict"])
        return {
            "claims": len(self.claims),
            "decided": decided.total(),
            "proposed": sum(claim["stage"] == "proposed" for claim in self.claims),
            "disputed": sum(claim["agrees"] is False for claim in self.claims),
            "need_attention": sum(claim["attention"] is not None for claim in self.claims),
            "verdicts": {verdict: decided[verdict] for verdict in VERDICTS},
        }

    def as_dict(self) -> dict[str, Any]:
        """Return the object that ``status --format json`` prints."""
        return {
            "package": self.package,
            "as_of": self.as_of,
            "published_by": self.published_by,
            "claims": self.claims,
            "summary": self.summary,
        }


def package_status(
    package: Package, as_of: str | None = None, published_by: str | None = None
) -> Status:
    """Return how every claim stands.

    Args:
        package: the package.
        as_of: a date (the end of that UTC day) or a time; what the log, the evidence and the
            claims held then.
        published_by: a date; the evidence rule then counts only what was public by that day.

    Raises:
        ClaimpackError: a date cannot be read.
        DataError: the data cannot be loaded.
    """
    relations = {"claim_status_as_of"} | ({"evidence_verdict_on"} if published_by else set())
    with open_package(package, frozenset(relations)) as connection:
        _must_be_time(connection, "--as-of", as_of, "timestamp")
        _must_be_time(connection, "--published-by", published_by, "date")
        parameters: list[Any] = [as_of or "infinity"]
        if published_by is None:
            relation = "claim_status_as_of(?)"
        else:
            parameters.append(published_by)
            # what an editor should look at is a matter of today
            relation = (
                "(select status.* replace ("
                " known.evidence_verdict as evidence_verdict,"
                " coalesce(status.verdict, status.proposed_verdict) = known.evidence_verdict"
                " as agrees,"
                " known.supporting_origins as supporting_origins,"
                " known.refuting_origins as refuting_origins,"
                " known.qualifying_origins as qualifying_origins,"
                " (select count(distinct source_id) from evidence_roots as root"
                "  where root.claim_id = status.claim_id and root.public_on <= cast(? as date))"
                " as sources,"
                " null as attention)"
                " from claim_status_as_of(?) as status"
                " join evidence_verdict_on(?) as known using (claim_id))"
            )
            parameters = [published_by, as_of or "infinity", published_by]
        claims = rows(connection, f"select * from {relation} order by claim_id", parameters)
        begins = rows(connection, "select min(recorded_at) as moment from assessments")
    return Status(
        f"{package.name} {package.version}", as_of, published_by, claims, begins[0]["moment"]
    )


def _must_be_time(
    connection: duckdb.DuckDBPyConnection, option: str, text: str | None, kind: str
) -> None:
    if text is None:
        return
    found = connection.execute(f"select try_cast(? as {kind})", [text]).fetchone()
    if found is None or found[0] is None:
        raise ClaimpackError(
            f"{option}: '{text}' is not a {'date' if kind == 'date' else 'date or time'}",
            "write it like 2025-02-18" + ("" if kind == "date" else " or 2025-02-18T10:00:00Z"),
        )
