"""Web Annotation: where in its article each claim stands, for those who have the page.

A claim is found by the position of its span, proved by the hash of its words, and, where the words
are in the data, by the words. Positions count code points of the text whose hash the article has.

Format: https://www.w3.org/TR/annotation-model/
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from claimpack.exports.jsonld import without_empty, write_jsonld
from claimpack.exports.source import Source
from claimpack.exports.vocabulary import OA, SCHEMA

RELATIONS = frozenset({"claims", "articles", "claim_status", "verdicts"})
FILE = "annotations.jsonld"
CLAIMS = """
select
    claims.*,
    articles.url,
    articles.archive_url,
    articles.text_sha256,
    articles.text_length,
    verdicts.label as verdict_label,
    claim_status.decided_by_kind,
from claims
join articles using (article_id)
join claim_status using (claim_id)
left join verdicts on claim_status.verdict = verdicts.code
where claims.quote_start is not null
order by article_id, quote_start, claim_id
"""


def write(source: Source, folder: Path) -> list[str]:
    """Write annotations.jsonld."""
    claims = source.rows(CLAIMS)
    items = [_annotation(source, claim) for claim in claims]
    first = {
        "id": source.address(f"{FILE}#page-1"),
        "type": "AnnotationPage",
        "startIndex": 0,
        "items": items,
    }
    write_jsonld(
        folder / FILE,
        {
            "@context": ["http://www.w3.org/ns/anno.jsonld", {"sha256": f"{SCHEMA}sha256"}],
            "id": source.address(FILE),
            "type": "AnnotationCollection",
            "label": source.about.title,
            "total": len(items),
            "first": first,
        },
    )
    left_out = source.rows("select count(*) as n from claims where quote_start is null")[0]["n"]
    return [f"{left_out} claims have no place in a text and are left out"] if left_out else []


def _annotation(source: Source, claim: Mapping[str, Any]) -> dict[str, Any]:
    bodies = [_body(claim["claim_text"], "describing")]
    if claim["verdict_label"] and _is_told(source, claim):
        bodies.append(_body(claim["verdict_label"], "assessing"))
    name = source.vocabulary.name
    start, end, exact = (
        name("claims", column, OA) for column in ("quote_start", "quote_end", "quote_exact")
    )
    position = {
        "type": "TextPositionSelector",
        start: claim["quote_start"],
        end: claim["quote_end"],
        "sha256": claim["quote_sha256"],
    }
    words = {"type": "TextQuoteSelector", exact: claim["quote_exact"]}
    return {
        "id": source.address(f"{FILE}#{claim['claim_id']}"),
        "type": "Annotation",
        "motivation": ["describing", "assessing"] if len(bodies) > 1 else "describing",
        "body": bodies,
        "target": without_empty(
            {
                "type": "SpecificResource",
                "source": claim["url"],
                "selector": [position, *([words] if claim["quote_exact"] else [])],
                "state": _state(claim),
                "sha256": claim["text_sha256"],
            }
        ),
    }


def _is_told(source: Source, claim: Mapping[str, Any]) -> bool:
    return source.with_software or claim["decided_by_kind"] != "software"


def _state(claim: Mapping[str, Any]) -> dict[str, Any] | None:
    if claim["archive_url"] is None:
        return None
    return {"type": "TimeState", "cached": claim["archive_url"]}


def _body(text: str, purpose: str) -> dict[str, str]:
    return {"type": "TextualBody", "value": text, "format": "text/plain", "purpose": purpose}
