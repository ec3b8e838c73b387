"""Web Annotation: where in its article each claim stands, for those who have the page.

A claim is found by the position of its span, proved by the hash of its words, and, where the words
are in the data, by the words. Positions count code points of the text whose hash the article has.

Format: https://www.w3.org/TR/annotation-model/
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from claimpack.exports import decisions
from claimpack.exports.decisions import Decision
from claimpack.exports.jsonld import without_empty, write_jsonld
from claimpack.exports.source import Source
from claimpack.exports.vocabulary import OA, SCHEMA

RELATIONS = decisions.RELATIONS | {"claims", "articles"}
FILE = "annotations.jsonld"
# What PROV calls a SoftwareAgent; persons and organisations have the same names.
SOFTWARE = "Software"
# Claims that stand in a text and were not withdrawn.
CLAIMS = """
select
    claims.*,
    articles.url,
    articles.archive_url,
    articles.text_sha256,
from claims
join articles using (article_id)
join claim_status using (claim_id)
where claims.quote_start is not null and claim_status.stage != 'retracted'
order by article_id, quote_start, claim_id
"""


def write(source: Source, folder: Path) -> list[str]:
    """Write annotations.jsonld."""
    decided = decisions.decisions(source)
    items = [
        _annotation(source, claim, decided.get(claim["claim_id"])) for claim in source.rows(CLAIMS)
    ]
    first = {
        "id": source.address(f"{FILE}#page-1"),
        "type": "AnnotationPage",
        "partOf": source.address(FILE),
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
    notes = decisions.left_out(source, len(decided))
    if count := source.rows("select count(*) as n from claims")[0]["n"] - len(items):
        notes.append(f"{count} claims were withdrawn or have no place in a text: they are left out")
    return notes


def _annotation(
    source: Source, claim: Mapping[str, Any], decision: Decision | None
) -> dict[str, Any]:
    bodies = [_body(claim["claim_text"], "describing")]
    if decision is not None:
        bodies.append(_body(decision.entry["label"], "assessing") | _signed(source, decision))
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
    annotation = {
        "id": source.address(f"{FILE}#{claim['claim_id']}"),
        "type": "Annotation",
        "rights": source.about.licence_urls,
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
    return without_empty(annotation)


def _signed(source: Source, decision: Decision) -> dict[str, Any]:
    """Return who stands for a verdict, programs too, and since when."""
    return {
        "created": decision.entry["recorded_at"],
        "creator": [
            {
                "type": SOFTWARE if assessor.is_software else assessor.type,
                "name": assessor.name,
            }
            for assessor in decision.assessors
        ],
    }


def _state(claim: Mapping[str, Any]) -> dict[str, Any] | None:
    if claim["archive_url"] is None:
        return None
    return {"type": "TimeState", "cached": claim["archive_url"]}


def _body(text: str, purpose: str) -> dict[str, Any]:
    return {"type": "TextualBody", "value": text, "format": "text/plain", "purpose": purpose}
