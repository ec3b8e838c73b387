"""ClaimReview of schema.org: one file a claim that was decided, and a DataFeed of them all.

What a search engine, a fact-check explorer or the page of a newsroom reads. The verdict is told in
words, and by a number only where the code list gives one. A speaker without a name is nobody in
schema.org and is left out.

Format: https://schema.org/ClaimReview, https://schema.org/DataFeed
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from claimpack.exports.jsonld import without_empty, write_jsonld
from claimpack.exports.source import Source
from claimpack.exports.vocabulary import SCHEMA

RELATIONS = frozenset(
    {
        *("claims", "articles", "publishers", "speakers", "speaker_kinds", "sources"),
        *("assessments", "assessors", "assessment_evidence", "evidence", "verdicts"),
        "claim_status",
    }
)
FEED = "datafeed.json"
CONTEXT = "https://schema.org"
SOFTWARE = "software"
# Class of an assessor, by its kind; a program signs nothing in schema.org.
ASSESSOR_TYPES = {"person": "Person", "organisation": "Organization"}

# The entry that holds the current verdict, and the last word of a person or a desk up to it.
DECISIONS = """
with entries as (
    select assessments.*, assessors.name, assessors.kind, assessors.public_id
    from assessments
    join assessors using (assessor_id)
),

decisions as (
    select * from entries
    where stage = 'decided'
    qualify row_number() over (partition by claim_id order by seq desc) = 1
),

people as (
    select entries.claim_id, entries.name, entries.kind, entries.public_id
    from entries
    join decisions using (claim_id)
    where entries.kind != 'software'
    and entries.verdict is not null and entries.seq <= decisions.seq
    qualify row_number() over (partition by claim_id order by entries.seq desc) = 1
)

select
    decisions.*,
    people.name as person_name,
    people.kind as person_kind,
    people.public_id as person_public_id,
    verdicts.claimreview_name,
    verdicts.claimreview_rating,
from claim_status
join decisions using (claim_id)
join verdicts on claim_status.verdict = verdicts.code
left join people using (claim_id)
where decisions.kind != 'software' or $1
order by claim_id
"""
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


def claim_reviews(source: Source) -> dict[str, dict[str, Any]]:
    """Return the reviews by claim, without a context: what a page of the claim can embed."""
    by_id = {row["claim_id"]: row for row in source.rows("from claims")}
    articles = {row["article_id"]: row for row in source.rows("from articles")}
    publishers = {row["publisher_id"]: row for row in source.rows("from publishers")}
    speakers = {
        row["speaker_id"]: row
        for row in source.rows(
            "select speakers.*, schema_org_type from speakers"
            " join speaker_kinds on speakers.kind = speaker_kinds.code"
        )
    }
    cited: dict[str, list[dict[str, Any]]] = {}
    for row in source.rows(CITED):
        cited.setdefault(row["assessment_id"], []).append(_cited(source, row))
    scale = source.rows(
        "select min(claimreview_rating) as worst, max(claimreview_rating) as best from verdicts"
    )[0]
    reviews = {}
    for entry in source.rows(DECISIONS, [source.with_software]):
        claim = by_id[entry["claim_id"]]
        article = articles[claim["article_id"]]
        reviewed = _claim(
            source,
            claim,
            article,
            publishers[article["publisher_id"]],
            speakers.get(claim["speaker_id"]),
        )
        review = _review(source, claim, entry, scale)
        name = source.vocabulary.name
        review[name("assessments", "claim_id", SCHEMA)] = reviewed
        reviews[claim["claim_id"]] = without_empty(
            review | {"citation": cited.get(entry["assessment_id"])}
        )
    return reviews


def _review(
    source: Source,
    claim: Mapping[str, Any],
    entry: Mapping[str, Any],
    scale: Mapping[str, Any],
) -> dict[str, Any]:
    vocabulary = source.vocabulary
    name = vocabulary.name
    rating = {"@type": "Rating"} | vocabulary.properties("verdicts", entry, SCHEMA)
    if entry["claimreview_rating"] is None:  # readers ask for a value, and it may be a text
        rating[name("verdicts", "claimreview_rating", SCHEMA)] = entry["claimreview_name"]
    else:
        rating |= {"bestRating": scale["best"], "worstRating": scale["worst"]}
    address = source.address(_file(claim["claim_id"]))
    review = {
        "@type": "ClaimReview",
        "@id": address,
        "url": address,
        "identifier": entry["assessment_id"],
        "datePublished": entry["recorded_at"],
        name("claims", "claim_text", SCHEMA): claim["claim_text"],
        name("assessments", "verdict", SCHEMA): rating,
        name("assessments", "rationale", SCHEMA): entry["rationale"],
        name("assessments", "what_was_wrong", SCHEMA): entry["what_was_wrong"],
        name("assessments", "assessor_id", SCHEMA): _author(source, entry),
        "license": source.about.licence_url,
    }
    if entry["kind"] == SOFTWARE:
        review["creditText"] = f"Decided by software: {entry['name']}"
    return review


def _author(source: Source, entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return the person or the desk who decided, or on whose proposal a program did."""
    if entry["person_name"] is None:
        return {"@type": "Organization", "name": source.about.creators[0].name}
    row = {"name": entry["person_name"], "public_id": entry["person_public_id"]}
    said = source.vocabulary.properties("assessors", row, SCHEMA)
    return {"@type": ASSESSOR_TYPES[entry["person_kind"]]} | said


def _claim(
    source: Source,
    claim: Mapping[str, Any],
    article: Mapping[str, Any],
    publisher: Mapping[str, Any],
    speaker: Mapping[str, Any] | None,
) -> dict[str, Any]:
    vocabulary = source.vocabulary
    name = vocabulary.name
    appearance = {
        "@type": vocabulary.type("articles", SCHEMA),
        **vocabulary.properties("articles", article, SCHEMA),
        name("articles", "publisher_id", SCHEMA): {
            "@type": vocabulary.type("publishers", SCHEMA),
            **vocabulary.properties("publishers", publisher, SCHEMA),
        },
    }
    appearance.pop(name("articles", "text_sha256", SCHEMA), None)
    published = name("articles", "published_on", SCHEMA)
    return without_empty(
        {
            "@type": vocabulary.type("claims", SCHEMA),
            "identifier": claim["claim_id"],
            "text": claim["claim_text"],
            published: appearance.get(published),
            name("claims", "speaker_id", SCHEMA): _speaker(source, speaker),
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
    dates = [review["datePublished"] for review in reviews.values()]
    return without_empty(
        {
            "@context": CONTEXT,
            "@type": "DataFeed",
            "name": about.title,
            "description": about.description,
            "version": about.version,
            "license": about.licence_url,
            "dateModified": max(dates, default=about.created),
        }
    ) | {
        "dataFeedElement": [
            {
                "@type": "DataFeedItem",
                "dateCreated": review["datePublished"],
                "item": review,
            }
            for review in reviews.values()
        ]
    }


def _notes(source: Source, told: int) -> list[str]:
    notes = []
    left_out = source.rows("select count(*) as n from claim_status where verdict is not null")
    if count := left_out[0]["n"] - told:
        notes.append(
            f"{count} verdicts were decided by software and are left out:"
            " --include-software-decisions tells them"
        )
    if told and source.base_url is None:
        notes.append("search engines want absolute addresses: give --base-url")
    return notes


def _file(claim_id: str) -> str:
    return f"{quote(claim_id, safe='')}.json"
