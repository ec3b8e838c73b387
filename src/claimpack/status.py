"""How every claim stands: now, at a moment of the log, or by what was public on a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import duckdb

from claimpack.database import connect, open_package, rows
from claimpack.errors import ClaimpackError
from claimpack.package import Package

# On a page; nobody reads more of them, and to lay out as many takes a second.
MAX_CLAIMS = 500
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


def most_urgent(claims: list[dict[str, Any]], limit: int) -> list[dict[str, Any]]:
    """Return some of many claims: those first that an editor should look at.

    A decided verdict that may not hold comes before a disputed proposal, since readers rely on it;
    then what else calls for attention, and then the others. So many or fewer stay as they are.

    Args:
        claims: rows of ``claim_status``, by claim.
        limit: how many to return at most.
    """
    if len(claims) <= limit:
        return claims

    def urgency(claim: dict[str, Any]) -> tuple[bool, bool, bool]:
        is_calm = claim["attention"] is None and claim["agrees"] is not False
        return is_calm, claim["verdict"] is None, claim["agrees"] is not False

    return sorted(claims, key=urgency)[:limit]


# Runs a query with texts for the ``$name`` in it, and returns its rows with plain values.
Ask = Callable[[str, dict[str, str]], list[dict[str, Any]]]


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
    expect_times(as_of, published_by)
    relations = {"claim_status_as_of"} | ({"evidence_verdict_on"} if published_by else set())
    with open_package(package, frozenset(relations)) as connection:
        return status_by(
            lambda sql, parameters: rows(connection, sql, parameters),
            f"{package.name} {package.version}",
            as_of,
            published_by,
        )


def status_by(ask: Ask, name: str, as_of: str | None, published_by: str | None) -> Status:
    """Return how every claim stands by what an engine answers.

    Args:
        ask: runs a query where the views are.
        name: what the claims are of.
        as_of: as of ``package_status``.
        published_by: likewise.
    """
    claims = ask(
        "select * from claim_status_as_of($moment) order by claim_id",
        {"moment": as_of or "infinity"},
    )
    if published_by is not None:
        known = ask("select * from evidence_verdict_on($day)", {"day": published_by})
        sources = ask(
            "select claim_id, count(distinct source_id) as sources from evidence_roots"
            " where public_on <= cast($day as date) group by claim_id",
            {"day": published_by},
        )
        by_claim = {row["claim_id"]: row for row in known}
        counts = {row["claim_id"]: row["sources"] for row in sources}
        claims = [_known(claim, by_claim[claim["claim_id"]], counts) for claim in claims]
    begins = ask("select min(recorded_at) as moment from assessments", {})
    return Status(name, as_of, published_by, claims, begins[0]["moment"])


def _known(claim: dict[str, Any], known: dict[str, Any], sources: dict[str, int]) -> dict[str, Any]:
    """Return how a claim stands with what the rule says by what was public on a day."""
    verdict = claim["verdict"] or claim["proposed_verdict"]
    counts = ("supporting_origins", "refuting_origins", "qualifying_origins")
    return claim | {
        "evidence_verdict": known["evidence_verdict"],
        "agrees": None if verdict is None else verdict == known["evidence_verdict"],
        **{name: known[name] for name in counts},
        "sources": sources.get(claim["claim_id"], 0),
        "attention": None,  # what an editor should look at is a matter of today
    }


def expect_times(as_of: str | None, published_by: str | None) -> None:
    """Prove that the options are times.

    Raises:
        ClaimpackError: one of them cannot be read.
    """
    with connect() as connection:
        _must_be_time(connection, "--as-of", as_of, "timestamp")
        _must_be_time(connection, "--published-by", published_by, "date")


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
