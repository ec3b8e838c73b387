"""Reading what a review says by a mapping: its claim, its label, its evidence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from claimpack.ids import host, number, page_id, slug
from claimpack.imports.addresses import address, original
from claimpack.imports.cleaning import clean
from claimpack.imports.dates import read_date
from claimpack.imports.mapping import Mapping, label_key
from claimpack.imports.reading import evidence_in
from claimpack.imports.staged_rows import Piece, Review

SHORTEST_CLAIM, LONGEST_CLAIM = 10, 5_000
LONGEST = 300
LONGEST_SUMMARY = 600
QUOTED_WORDS = 15
# A word such as "none" says nothing, but not as a label.
LONGEST_BLANK = 40
SAID_AS_IT_IS = ("claim", "label")
NOT_STATED = "Not stated"
UNKNOWN_LANGUAGE = "und"
ORGANISATIONS = re.compile(r"organi[sz]ation|corporation|project|group|business|government", re.I)

# What is told of records that were imported all the same.
NOTES = {
    "claim-date-unread": "dates of claims that no calendar or form has: left empty, a finding",
    "review-date-unread": "dates of reviews that no calendar or form has: left empty, a finding",
    "review-in-the-future": "dates of reviews after today: left empty, a finding",
    "claim-address-unusable": "addresses of claims that cannot be opened: the claim stands with"
    " its review",
    "review-address-unusable": "addresses of reviews that cannot be opened: the dataset or the"
    " reviewer's page is the source",
    "evidence-without-address": "pieces of evidence without an address are left out: whose word"
    " they are is not known",
    "claimant-not-stated": "claims of which nobody is named as the speaker",
}


class Reader:
    """Reads reviews by a mapping, and counts what has to be told of them."""

    def __init__(self, mapping: Mapping, today: date) -> None:
        """Read nothing yet.

        Args:
            mapping: what the format calls things.
            today: no review is dated later.
        """
        self.notes: Counter[str] = Counter()
        # by the address of a page, where an archive keeps it
        self.archives: dict[str, str] = {}
        self._mapping = mapping
        self._today = today.isoformat()

    def read(self, n: int, record_number: int, said: dict[str, Any]) -> Review | str:
        """Return a review, or why it is rejected: a code of ``record.REASONS``."""
        claim = self._text(said, "claim", LONGEST_CLAIM + 1)
        if not claim:
            return "claim-missing"
        if len(claim) < SHORTEST_CLAIM:
            return "claim-too-short"
        if len(claim) > LONGEST_CLAIM:
            return "claim-too-long"
        label = self._text(said, "label")
        if label is None:
            return "label-missing"
        notes: list[str] = []
        review_url = self._address(said, "review_url", notes, "review-address-unusable")
        publisher_url = self._address(said, "publisher_url")
        publisher = self._publisher(said, review_url or publisher_url)
        if publisher is None:
            return "publisher-missing"
        dataset = self._mapping.dataset
        source_url = review_url or (address(dataset.url) if dataset else publisher_url)
        if source_url is None:
            return "address-missing"
        reviewed_on = self._date(said, "review_date", notes, "review-date-unread")
        if reviewed_on and reviewed_on > self._today:
            notes.append("review-in-the-future")
            reviewed_on = None
        claimed_on = self._date(said, "claim_date", notes, "claim-date-unread")
        language = _language(self._text(said, "language"))
        speaker = self._text(said, "speaker") or NOT_STATED
        if speaker == NOT_STATED:
            notes.append("claimant-not-stated")
        reporter = self._text(said, "reported_by")
        is_page = review_url is not None
        title = self._text(said, "review_title") if is_page else dataset.title if dataset else None
        # of a dataset with pages of its own the page is that of somebody else
        of_page = publisher if dataset is None else host(source_url)
        of_source = of_page if is_page or dataset is None else dataset.publisher
        claim_url = self._address(said, "claim_url", notes, "claim-address-unusable")
        article = _article(claim_url if claim_url != source_url else None, source_url)
        if article.is_source:
            article_title = title or f"Page of {of_source} that tells of the claim"
            article_publisher, published_on = of_source, reviewed_on if is_page else None
            basis = "date of the review in which the claim was read"
        else:
            article_title = self._text(said, "claim_title") or f"Page of {article.host}"
            article_publisher, published_on = article.host, claimed_on
            basis = "date of the claim in its imported review"
        self.notes.update(notes)
        return Review(
            n=n,
            record_number=record_number,
            claim_text=claim,
            claim_number=number(f"claim\n{claim.casefold()}\n{slug(speaker)}"),
            claimed_on=claimed_on,
            raw_claim_date=self._text(said, "claim_date"),
            speaker_name=speaker,
            speaker_slug=slug(speaker),
            speaker_kind=self._speaker_kind(said, speaker),
            speaker_position=self._text(said, "speaker_position"),
            speaker_affiliation=self._text(said, "speaker_affiliation"),
            reporter_name=reporter,
            reporter_slug=slug(reporter) if reporter else None,
            article_url=article.url,
            article_slug=page_id(article.url),
            article_title=clean(article_title, LONGEST) or NOT_STATED,
            article_publisher=article_publisher,
            article_publisher_slug=slug(article_publisher),
            article_published_on=published_on,
            article_basis=basis if published_on else "no date in what was imported",
            article_language=(language if article.is_source else None) or UNKNOWN_LANGUAGE,
            publisher_name=publisher,
            publisher_slug=slug(publisher),
            publisher_url=publisher_url,
            review_url=review_url,
            source_url=source_url,
            source_number=number(f"source\n{source_url}"),
            source_title=title,
            source_publisher=of_source,
            source_publisher_slug=slug(of_source),
            source_published_on=reviewed_on if is_page else None,
            source_basis="date of the review, as imported"
            if is_page and reviewed_on
            else "no date in what was imported",
            source_extent=f"its record in the format {self._mapping.format}, as imported"
            if is_page
            else f"records in the format {self._mapping.format}, as imported",
            language=language,
            reviewed_on=reviewed_on,
            raw_review_date=self._text(said, "review_date"),
            raw_label=label,
            label_key=label_key(label),
            verdict=self._mapping.verdict(label),
            raw_rating=self._text(said, "rating"),
            raw_best=self._text(said, "rating_best"),
            raw_worst=self._text(said, "rating_worst"),
        )

    def pieces(self, review: Review, said: dict[str, Any]) -> Iterator[Piece]:
        """Yield the evidence that a review tells of."""
        for position, piece in enumerate(evidence_in(said, self._mapping), 1):
            if (found := self._piece(review, position, piece)) is not None:
                yield found

    def _piece(self, review: Review, position: int, said: dict[str, Any]) -> Piece | None:
        form = self._mapping.evidence

        def values(name: str, in_address: bool = False) -> Iterator[str]:
            return form.fields[name](said, in_address) if name in form.fields else iter(())

        def text(name: str, longest: int = LONGEST) -> str | None:
            return clean(next(values(name), None), longest)

        summary = text("summary", LONGEST_SUMMARY)
        if summary is None or len(summary) < SHORTEST_CLAIM:
            return None
        url = next(filter(None, map(self._page, values("url", in_address=True))), None)
        if url is None:  # whose word it is, is not known
            self.notes["evidence-without-address"] += 1
            return None
        publisher = text("publisher") or (host(url) if url else None)
        stance = form.stances.get(label_key(text("label") or ""), form.otherwise)
        return Piece(
            n=review.n,
            position=position,
            url=url,
            source_number=number(f"source\n{url}") if url else None,
            title=text("title") if url else None,
            publisher_name=publisher,
            publisher_slug=slug(publisher) if publisher else None,
            stance=stance,
            summary=summary,
            key_quote=_first_words(text("quote", LONGEST_SUMMARY)),
            extent_read=form.extent_read,
        )

    def _text(self, said: dict[str, Any], name: str, longest: int = LONGEST) -> str | None:
        find = self._mapping.fields.get(name)
        if find is None:
            return None
        for value in find(said, False):
            text = clean(value, longest)
            if text and (name in SAID_AS_IT_IS or not self._is_blank(text)):
                return text
        return None

    def _is_blank(self, text: str) -> bool:
        return len(text) <= LONGEST_BLANK and label_key(text) in self._mapping.blank

    def _address(
        self, said: dict[str, Any], name: str, notes: list[str] | None = None, note: str = ""
    ) -> str | None:
        find = self._mapping.fields.get(name)
        if find is None:
            return None
        said_one = False
        for value in find(said, True):
            said_one = said_one or not self._is_blank(value)
            if (url := self._page(value)) is not None:
                return url
        if said_one and notes is not None:
            notes.append(note)
        return None

    def _page(self, value: str) -> str | None:
        """Return an address; of a page in an archive that of the page itself."""
        url = address(value)
        if url is None or (page := original(url)) is None:
            return url
        self.archives.setdefault(page, url)
        return page

    def _date(self, said: dict[str, Any], name: str, notes: list[str], note: str) -> str | None:
        raw = self._text(said, name)
        if raw is None:
            return None
        found = read_date(raw, self._mapping.dates)
        if found is None:
            notes.append(note)
        return found

    def _publisher(self, said: dict[str, Any], url: str | None) -> str | None:
        name = self._text(said, "publisher")
        if name and (of_name := address(name)):
            name = host(of_name)
        return name or (host(url) if url else None) or None

    def _speaker_kind(self, said: dict[str, Any], speaker: str) -> str:
        if speaker == NOT_STATED:
            return "unnamed"
        said_type = self._text(said, "speaker_type") or ""
        if said_type.casefold().endswith("person"):
            return "person"
        return "organisation" if ORGANISATIONS.search(said_type) else "unknown"


@dataclass(frozen=True)
class _Article:
    url: str
    host: str
    is_source: bool


def _article(claim_url: str | None, source_url: str) -> _Article:
    """Return where a claim stands: where it was made, or else where its review was read."""
    url = claim_url or source_url
    return _Article(url, host(url), claim_url is None)


def _first_words(text: str | None) -> str | None:
    """Return as many words as may be quoted; a text in quotation marks of ours is none."""
    if text is None or text.startswith("“"):
        return None
    return " ".join(text.split(" ")[:QUOTED_WORDS])


@lru_cache(1_000)
def _language(tag: str | None) -> str | None:
    import langcodes

    if tag is None:
        return None
    try:
        form = langcodes.standardize_tag(tag)
    except ValueError:
        return None
    return form if langcodes.tag_is_valid(form) else None
