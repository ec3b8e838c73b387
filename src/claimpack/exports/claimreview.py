"""ClaimReview of schema.org: one file a claim that was decided, and a DataFeed of them all.

What a search engine, a fact-check explorer or the page of a newsroom reads. The verdict is told in
words, and by a number only where the code list gives one. A speaker without a name is nobody in
schema.org and is left out.

Format: https://schema.org/ClaimReview, https://schema.org/DataFeed
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from claimpack.exports import decisions
from claimpack.exports.decisions import Decision
from claimpack.exports.jsonld import without_empty, write_jsonld
from claimpack.exports.schema_org import agent
from claimpack.exports.source import Source
from claimpack.exports.vocabulary import SCHEMA

RELATIONS = decisions.RELATIONS | {
    *("claims", "articles", "publishers", "speakers", "speaker_kinds", "sources"),
    *("assessment_evidence", "evidence"),
}
FEED = "datafeed.json"
CONTEXT = "https://schema.org"

CITED = """
select distinct assessment_id, sources.*, publishers.name as publisher
from assessment_evidence
join evidence using (evidence_id)
join sources using (source_id)
join publishers using (publisher_id)
where sources.url is not null and sources.retracted_on is null
order by assessment_id, source_id
"""


def write(source: Source, folder: Path) -> list[str]:
    """Write a file a claim, named by its id, and the feed."""
    reviews = claim_reviews(source)
    for claim_id, review in reviews.items():
        write_jsonld(folder / _file(claim_id), {"@context": CONTEXT} | review)
    write_jsonld(folder / FEED, _feed(source, reviews))
    return _notes(source, len(reviews))


def claim_reviews(
    source: Source, page: Callable[[str], str] | None = None
) -> dict[str, dict[str, Any]]:
    """Return the reviews by claim, without a context: what a page of the claim can embed.

    Args:
        source: the package.
        page: where the page of a claim stands; by default the review is a file of its own.
    """
    page = page or _file
    by_id = {row["claim_id"]: row for row in source.rows("from claims")}
    articles = {row["article_id"]: row for row in source.rows("from articles")}
    publishers = {row["publisher_id"]: row for row in source.rows("from publishers")}
    speakers = {row["speaker_id"]: row for row in source.speakers()}
    cited: dict[str, list[dict[str, Any]]] = {}
    for row in source.rows(CITED):
        cited.setdefault(row["assessment_id"], []).append(_cited(source, row))
    scale = source.rows(
        "select min(claimreview_rating) as worst, max(claimreview_rating) as best from verdicts"
    )[0]
    reviews = {}
    for claim_id, decision in decisions.decisions(source).items():
        claim = by_id[claim_id]
        article = articles[claim["article_id"]]
        reviewed = _claim(
            source,
            claim,
            article,
            publishers[article["publisher_id"]],
            speakers.get(claim["speaker_id"]),
        )
        review = _review(source, claim, page(claim_id), decision, scale)
        name = source.vocabulary.name
        review[name("assessments", "claim_id", SCHEMA)] = reviewed
        reviews[claim_id] = without_empty(
            review | {"citation": cited.get(decision.entry["assessment_id"])}
        )
    return reviews


def _review(
    source: Source,
    claim: Mapping[str, Any],
    page: str,
    decision: Decision,
    scale: Mapping[str, Any],
) -> dict[str, Any]:
    vocabulary, entry = source.vocabulary, decision.entry
    name = vocabulary.name
    rating = {"@type": "Rating"} | vocabulary.properties("verdicts", entry, SCHEMA)
    if entry["claimreview_rating"] is None:  # readers ask for a value, and it may be a text
        rating[name("verdicts", "claimreview_rating", SCHEMA)] = entry["claimreview_name"]
    else:
        rating |= {"bestRating": scale["best"], "worstRating": scale["worst"]}
    address = source.address(page)
    review = {
        "@type": "ClaimReview",
        "@id": address,
        "url": address,
        "identifier": entry["assessment_id"],
        "datePublished": entry["first_decided_at"],
        "dateModified": (
            None if entry["recorded_at"] == entry["first_decided_at"] else entry["recorded_at"]
        ),
        name("claims", "claim_text", SCHEMA): claim["claim_text"],
        name("assessments", "verdict", SCHEMA): rating,
        name("assessments", "rationale", SCHEMA): decision.rationale,
        name("assessments", "what_was_wrong", SCHEMA): entry["what_was_wrong"],
        name("assessments", "assessor_id", SCHEMA): _authors(source, decision),
        "license": source.about.licence_urls,
    }
    if decision.software:
        review["creditText"] = f"Decided by software: {decision.software}"
    return review


def _authors(source: Source, decision: Decision) -> Any:
    """Return who proposed and who decided; where both are programs, who made the package."""
    people = [
        # persons and organisations are called in schema.org as in PROV
        {"@type": assessor.type} | decisions.signature(source, assessor)
        for assessor in decision.people
    ] or [agent(creator) for creator in source.about.creators]
    return people[0] if len(people) == 1 else people


def _claim(
    source: Source,
    claim: Mapping[str, Any],
    article: Mapping[str, Any],
    publisher: Mapping[str, Any],
    speaker: Mapping[str, Any] | None,
) -> dict[str, Any]:
    vocabulary = source.vocabulary
    name = vocabulary.name
    paper = {
        "@type": vocabulary.type("publishers", SCHEMA),
        **vocabulary.properties("publishers", publisher, SCHEMA),
    }
    appearance = {
        "@type": vocabulary.type("articles", SCHEMA),
        **vocabulary.properties("articles", article, SCHEMA),
        name("articles", "publisher_id", SCHEMA): paper,
    }
    appearance.pop(name("articles", "text_sha256", SCHEMA), None)
    published = name("articles", "published_on", SCHEMA)
    return without_empty(
        {
            "@type": vocabulary.type("claims", SCHEMA),
            "identifier": claim["claim_id"],
            "text": claim["claim_text"],
            published: appearance.get(published),
            # that somebody said something is claimed by who tells it, not by who said it
            name("claims", "speaker_id", SCHEMA): (
                paper if claim["asserts_claim_id"] else _speaker(source, speaker)
            ),
            name("claims", "article_id", SCHEMA): appearance,
        }
    )


def _speaker(source: Source, speaker: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Return who made a claim, or None where it is nobody with a name."""
    if speaker is None or speaker["schema_org_type"] is None:
        return None
    kind = str(speaker["schema_org_type"]).removeprefix(SCHEMA)
    said = source.vocabulary.properties("speakers", speaker, SCHEMA)
    position, affiliation = (
        source.vocabulary.name("speakers", column, SCHEMA) for column in ("position", "affiliation")
    )
    if kind != "Person":  # a body has neither
        said.pop(position, None)
        said.pop(affiliation, None)
    if affiliation in said:
        said[affiliation] = {"@type": "Organization", "name": said[affiliation]}
    return {"@type": kind} | said


def _cited(source: Source, row: Mapping[str, Any]) -> dict[str, Any]:
    vocabulary = source.vocabulary
    return {
        "@type": vocabulary.type("sources", SCHEMA),
        **vocabulary.properties("sources", row, SCHEMA),
        vocabulary.name("sources", "publisher_id", SCHEMA): {
            "@type": vocabulary.type("publishers", SCHEMA),
            "name": row["publisher"],
        },
    }


def _feed(source: Source, reviews: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    about = source.about
    dates = [_latest(review) for review in reviews.values()]
    return without_empty(
        {
            "@context": CONTEXT,
            "@type": "DataFeed",
            "name": about.title,
            "description": about.description,
            "version": about.version,
            "license": about.licence_urls,
            "dateModified": max(dates, default=about.created),
        }
    ) | {
        "dataFeedElement": [
            {
                "@type": "DataFeedItem",
                "dateCreated": review["datePublished"],
                "dateModified": _latest(review),
                "item": review,
            }
            for review in reviews.values()
        ]
    }


def _latest(review: Mapping[str, Any]) -> str:
    return str(review.get("dateModified") or review["datePublished"])


def _notes(source: Source, told: int) -> list[str]:
    notes = decisions.left_out(source, told)
    if told and source.base_url is None:
        notes.append("search engines want absolute addresses: give --base-url")
    return notes


def _file(claim_id: str) -> str:
    return f"{quote(claim_id, safe='')}.json"
