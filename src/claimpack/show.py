"""One claim: what was said, through whom, on what evidence, how it stands and why."""

from __future__ import annotations

from typing import Any

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

        def ask(sql: str) -> list[dict[str, Any]]:
            return rows(connection, sql, [claim_id])

        claim = ask(
            "select claims.*, speakers.name as speaker, articles.title as article_title"
            " from claims join articles using (article_id) left join speakers using (speaker_id)"
            " where claim_id = ?"
        )
        if not claim:
            known = rows(
                connection, "select min(claim_id) as first, max(claim_id) as last from claims"
            )
            raise ClaimpackError(
                f"there is no claim {claim_id}",
                f"the claims run from {known[0]['first']} to {known[0]['last']}:"
                " run 'claimpack status' to see them"
                if known[0]["first"]
                else "the package has no claims yet",
            )
        # the status of this claim and of its pair, worked out once
        connection.execute("create temp table standing as from claim_status")
        pair = (
            "select other.claim_id, other.claim_text, other.claim_kind,"
            " coalesce(other.verdict, other.proposed_verdict) as verdict, other.stage"
            " from claims join standing as other on {} where {} order by other.claim_id"
        )
        return {
            "claim": claim[0],
            "status": ask("select * from standing where claim_id = ?")[0],
            "rule": ask("select * from evidence_verdict where claim_id = ?")[0],
            "asserts": ask(
                pair.format("claims.asserts_claim_id = other.claim_id", "claims.claim_id = ?")
            ),
            "asserted_by": ask(
                pair.format("claims.claim_id = other.claim_id", "claims.asserts_claim_id = ?")
            ),
            "chain": ask("select * from attribution_chain where claim_id = ? order by hop"),
            "evidence": ask(
                "select evidence.evidence_id, evidence.stance, evidence.summary,"
                " evidence.key_quote, publishers.name as publisher, sources.url,"
                " sources.published_on, origins.origin_id, root.root_origin_id,"
                " root.root_source_id, root.counted_root_id, root.is_counted, root.public_on,"
                " root.is_attribution, roots_of.name as root_publisher,"
                " root_sources.accessed_at is null as is_root_unseen, sources.title,"
                " coalesce(speakers.name, outlets.name) as origin_voice"
                " from evidence join evidence_roots as root using (evidence_id)"
                " join sources on evidence.source_id = sources.source_id"
                " join publishers on sources.publisher_id = publishers.publisher_id"
                " join sources as root_sources on root.root_source_id = root_sources.source_id"
                " join publishers as roots_of"
                " on root_sources.publisher_id = roots_of.publisher_id"
                " left join origins on evidence.origin_id = origins.origin_id"
                " left join speakers on origins.speaker_id = speakers.speaker_id"
                " left join publishers as outlets on origins.publisher_id = outlets.publisher_id"
                " where evidence.claim_id = ? order by case evidence.stance"
                " when 'refutes' then 1 when 'supports' then 2 when 'qualifies' then 3 else 4 end,"
                " root.counted_root_id, evidence.evidence_id"
            ),
            "intervals": ask(
                "select * from quantity_statements where claim_id = ?"
                " order by measure_id, mode, quantity_id"
            ),
            "comparisons": rows(
                connection,
                "select * from quantity_comparison where ? in (claim_id, other_claim_id)"
                " order by gap desc, quantity_id, other_quantity_id",
                [claim_id],
            ),
            "forecast": ask("select * from forecasts where claim_id = ?"),
            "requests": ask(
                "select * from correction_requests where claim_id = ? order by request_id"
            ),
            "log": ask("select * from status_history where claim_id = ? order by seq"),
        }
