"""What is known of a claim: what was said, through whom, on what evidence, how it stands, why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb

from claimpack.database import open_package, rows
from claimpack.errors import ClaimpackError
from claimpack.package import Package

RELATIONS = frozenset(
    {
        "claims",
        "articles",
        "speakers",
        "publishers",
        "sources",
        "origins",
        "evidence",
        "forecasts",
        "claim_status",
        "evidence_verdict",
        "evidence_roots",
        "attribution_chain",
        "quantity_statements",
        "quantity_comparison",
        "status_history",
        "correction_requests",
    }
)

CLAIM = """
select claims.claim_id as of_claim_id, claims.*, speakers.name as speaker,
    articles.title as article_title
from claims
join articles using (article_id)
left join speakers using (speaker_id)
"""

# A claim beside the other half of a pair of said and true.
PAIR = """
select {} as of_claim_id, other.claim_id, other.claim_text, other.claim_kind,
    coalesce(other.verdict, other.proposed_verdict) as verdict, other.stage
from claims
join standing as other on {} = other.claim_id
order by other.claim_id
"""

EVIDENCE = """
select evidence.claim_id as of_claim_id, evidence.evidence_id, evidence.stance, evidence.summary,
    evidence.key_quote, publishers.name as publisher, sources.url, sources.published_on,
    origins.origin_id, root.root_origin_id, root.root_source_id, root.counted_root_id,
    root.is_counted, root.public_on, root.is_attribution, roots_of.name as root_publisher,
    root_sources.accessed_at is null as is_root_unseen, sources.title,
    coalesce(speakers.name, outlets.name) as origin_voice, sources.source_id,
    publishers.publisher_id, sources.retracted_on,
    coalesce(root_speakers.name, root_outlets.name) as root_voice,
    root_origins.description as root_description
from evidence
join evidence_roots as root using (evidence_id)
join sources on evidence.source_id = sources.source_id
join publishers on sources.publisher_id = publishers.publisher_id
join sources as root_sources on root.root_source_id = root_sources.source_id
join publishers as roots_of on root_sources.publisher_id = roots_of.publisher_id
left join origins on evidence.origin_id = origins.origin_id
left join speakers on origins.speaker_id = speakers.speaker_id
left join publishers as outlets on origins.publisher_id = outlets.publisher_id
left join origins as root_origins on root.root_origin_id = root_origins.origin_id
left join speakers as root_speakers on root_origins.speaker_id = root_speakers.speaker_id
left join publishers as root_outlets on root_origins.publisher_id = root_outlets.publisher_id
order by
    case evidence.stance when 'refutes' then 1 when 'supports' then 2 when 'qualifies' then 3
    else 4 end,
    root.counted_root_id, evidence.evidence_id
"""

# A comparison is told of both its claims.
COMPARISONS = """
select unnest(list_distinct([claim_id, other_claim_id])) as of_claim_id, *
from quantity_comparison
order by gap desc, quantity_id, other_quantity_id
"""

OF_CLAIM = "select claim_id as of_claim_id, * from {} order by {}"

# Each asks for all claims; of_claim_id says whose a row is.
PARTS = {
    "claim": CLAIM,
    "status": OF_CLAIM.format("standing", "claim_id"),
    "rule": OF_CLAIM.format("evidence_verdict", "claim_id"),
    "asserts": PAIR.format("claims.claim_id", "claims.asserts_claim_id"),
    "asserted_by": PAIR.format("claims.asserts_claim_id", "claims.claim_id"),
    "chain": OF_CLAIM.format("attribution_chain", "hop"),
    "evidence": EVIDENCE,
    "intervals": OF_CLAIM.format("quantity_statements", "measure_id, mode, quantity_id"),
    "comparisons": COMPARISONS,
    "forecast": OF_CLAIM.format("forecasts", "claim_id"),
    "requests": OF_CLAIM.format("correction_requests", "request_id"),
    "log": OF_CLAIM.format("status_history", "seq"),
}
# Of these there is one row a claim; of the others a list.
SINGLE = ("claim", "status", "rule")


def claim_details(package: Package, claim_id: str) -> dict[str, Any]:
    """Return everything about a claim.

    Args:
        package: the package.
        claim_id: id of the claim, in any case.

    Returns:
        ``claim`` (row of claims with the speaker's name), ``status`` (row of claim_status),
        ``rule`` (row of evidence_verdict), ``asserts`` and ``asserted_by`` (the other half of a
        pair of said and true, with their verdicts), ``chain``, ``evidence``, ``intervals``,
        ``comparisons``, ``forecast``, ``requests`` and ``log``.

    Raises:
        ClaimpackError: there is no such claim.
        DataError: the data cannot be loaded.
    """
    claim_id = claim_id.upper()
    with open_package(package, RELATIONS) as connection:
        found = details_of(connection, claim_id)
        if claim_id in found:
            return found[claim_id]
        known = rows(connection, "select min(claim_id) as first, max(claim_id) as last from claims")
        raise ClaimpackError(
            f"there is no claim {claim_id}",
            f"the claims run from {known[0]['first']} to {known[0]['last']}:"
            " run 'claimpack status' to see them"
            if known[0]["first"]
            else "the package has no claims yet",
        )


def details_of(
    connection: duckdb.DuckDBPyConnection, claim_id: str | None = None
) -> dict[str, dict[str, Any]]:
    """Return everything about one claim, or about all of them, by claim.

    Args:
        connection: a package that is open, with ``RELATIONS``; gets a temporary table
            ``standing``, the rows of ``claim_status``.
        claim_id: id of the claim; by default all.

    Returns:
        What ``claim_details`` returns, by id; nothing where there is no such claim.
    """
    # asked for itself and in pairs: worked out once
    connection.execute("create or replace temp table standing as from claim_status")
    found: dict[str, dict[str, Any]] = {}
    for part, sql in PARTS.items():
        query = f"from ({sql})" + (" where of_claim_id = ?" if claim_id else "")
        for row in rows(connection, query, [claim_id] if claim_id else None):
            of_claim_id = row.pop("of_claim_id")
            if part == "claim":
                found[of_claim_id] = {name: [] for name in PARTS}
            details = found.get(of_claim_id)
            if details is None:
                continue
            if part in SINGLE:
                details[part] = row
            else:
                details[part].append(row)
    return found


def rationale(log: Sequence[Mapping[str, Any]]) -> str:
    """Return why a claim stands as it does, in the words of its log (rows of status_history)."""
    if log and log[-1]["stage"] in ("reopened", "retracted"):
        return str(log[-1]["rationale"])
    proposals = [entry for entry in log if entry["stage"] == "proposed"]
    return str(proposals[-1]["rationale"]) if proposals else "nobody has proposed a verdict"
