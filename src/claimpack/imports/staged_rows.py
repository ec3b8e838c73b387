"""Reviews and pieces of evidence as they are staged: between the file and the tables."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Review:
    """A review as it is staged; every attribute is a column, None is an empty cell."""

    n: int
    record_number: int
    claim_text: str
    claim_number: int
    claimed_on: str | None
    raw_claim_date: str | None
    speaker_name: str
    speaker_slug: str
    speaker_kind: str
    speaker_position: str | None
    speaker_affiliation: str | None
    reporter_name: str | None
    reporter_slug: str | None
    article_url: str
    article_slug: str
    article_title: str
    article_publisher: str
    article_publisher_slug: str
    article_published_on: str | None
    article_basis: str
    article_language: str
    publisher_name: str
    publisher_slug: str
    publisher_url: str | None
    review_url: str | None
    source_url: str
    source_number: int
    source_title: str | None
    source_publisher: str
    source_publisher_slug: str
    source_published_on: str | None
    source_basis: str
    source_extent: str
    language: str | None
    reviewed_on: str | None
    raw_review_date: str | None
    raw_label: str
    label_key: str
    verdict: str | None
    raw_rating: str | None
    raw_best: str | None
    raw_worst: str | None


@dataclass(frozen=True)
class Piece:
    """A piece of evidence as it is staged."""

    n: int
    position: int
    url: str | None
    source_number: int | None
    title: str | None
    publisher_name: str | None
    publisher_slug: str | None
    stance: str
    summary: str
    key_quote: str | None
    extent_read: str


REVIEW_COLUMNS = [column.name for column in fields(Review)]
PIECE_COLUMNS = [column.name for column in fields(Piece)]
