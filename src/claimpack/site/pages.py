"""The pages of a site: for each its place, its template and what stands on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import attrgetter
from typing import Any

from markupsafe import Markup

from claimpack.site.claim_pages import claim_pages, pairs_of
from claimpack.site.claim_rows import BLANK, ORDERS, claim_rows, filters
from claimpack.site.listing import (
    PUBLISHERS,
    SOURCES,
    SPEAKERS,
    Page,
    list_pages,
    paged,
)
from claimpack.site.models import Contents, Row, grouped, label_of
from claimpack.site.pictures.picture import Picture
from claimpack.standard import SOFTWARE

# Rows on one page: the front page stays light whatever the size of the package.
CLAIMS_A_PAGE = 200
MAX_ARTICLES = 5
MAX_PAIRS = 6
# What a reader should see first where words were said and do not hold.
STRIKING = ("refuted", "contested", "misleading", "insufficient_evidence", "partly_supported")


class Site:
    """Says what stands on each page."""

    def __init__(
        self,
        contents: Contents,
        pictures: list[Picture],
        figures: Mapping[str, Picture],
        reviews: Mapping[str, Markup],
        citation: str,
        contacts: list[tuple[str, str | None]],
        policy: Mapping[str, str],
        spans: str,
    ) -> None:
        """Hold what the pages tell.

        Args:
            contents: what the package tells.
            pictures: those of the front page.
            figures: for a claim, the picture of its figures.
            reviews: the ClaimReview of a claim as a safe text, by claim.
            citation: how to cite the package.
            contacts: to whom to write, with an address or None.
            policy: the thresholds of the package.
            spans: a script with the places of the claims in their articles.
        """
        self.contents = contents
        self.spans = spans
        self._pictures = pictures
        self._figures = figures
        self._reviews = reviews
        self._citation = citation
        self._contacts = contacts
        self._policy = policy
        self._texts = {
            claim_id: details["claim"]["claim_text"]
            for claim_id, details in contents.claims.items()
        }
        self.rows = claim_rows(contents)

    def pages(self) -> Iterator[Page]:
        """Yield every page but the downloads, which are known only when they are written."""
        contents = self.contents
        yield from self._claim_lists()
        yield from claim_pages(contents, self._figures, self._reviews, self._citation)
        yield from self._speaker_pages()
        yield from self._publisher_pages()
        yield from self._source_pages()
        yield "questions.html", "questions", {"questions": contents.questions}
        yield "data.html", "data", {"tables": contents.tables}
        by_group = [(g, list(rules)) for g, rules in groupby(contents.rules, attrgetter("group"))]
        own = sum(rule.path is not None for rule in contents.rules)
        yield "rules.html", "rules", {"groups": by_group, "count": len(contents.rules), "own": own}
        yield (
            "method.html",
            "method",
            {
                "policy": self._policy,
                "rule_sql": contents.evidence_rule,
                "contacts": self._contacts,
                "example": next(iter(contents.claims), "C001"),
            },
        )
        yield "own-copy.html", "own-copy", {}

    def downloads(self, files: list[Row]) -> Page:
        """Return the page of the downloads.

        Args:
            files: the files of the release, as ``release.json`` lists them.
        """
        first = [file | {"purpose": _purpose(file["path"])} for file in files]
        parquet = [file for file in files if file["path"].startswith("parquet/")]
        return (
            "downloads.html",
            "downloads",
            {
                "files": [file for file in first if not file["path"].startswith("parquet/")],
                "parquet": parquet,
                "citation": self._citation,
            },
        )

    def _claim_lists(self) -> Iterator[Page]:
        contents = self.contents
        counts = contents.counts
        model = {
            "total": len(self.rows),
            "page_length": CLAIMS_A_PAGE,
            "blank": BLANK,
            "orders": ORDERS,
            "filters": filters(self.rows),
        }
        for path, rows, pages in paged(self.rows, "claims", CLAIMS_A_PAGE, first_path="index.html"):
            shared = model | {"claims": rows, "pages": pages}
            if pages.number > 1:
                yield path, "claims", shared
                continue
            verdicts = [
                {"code": code, "label": row["label"], "count": counts[code]}
                for code, row in contents.labels["verdicts"].items()
                if code in counts
            ]
            yield (
                path,
                "index",
                shared
                | {
                    "score": counts,
                    "verdicts": sorted(verdicts, key=lambda verdict: -verdict["count"]),
                    "by_software": self._by_software(),
                    "articles": contents.articles[:MAX_ARTICLES],
                    "more_articles": max(len(contents.articles) - MAX_ARTICLES, 0),
                    "pairs": self._striking_pairs(),
                    "pictures": self._pictures,
                },
            )

    def _by_software(self) -> int:
        """Return how many of the verdicts that stand a program seconded."""
        standing = (details["status"] for details in self.contents.claims.values())
        return sum(bool(row["verdict"]) and row["decided_by_kind"] == SOFTWARE for row in standing)

    def _striking_pairs(self) -> list[tuple[Row, Row]]:
        """Return what was said but is not shown to be so, in pairs, the most striking first."""
        found = []
        for details in self.contents.claims.values():
            for said, held in pairs_of(self.contents, details):
                verdict = held["verdict"] or held["proposed_verdict"]
                is_said = (said["verdict"] or said["proposed_verdict"]) == "supported"
                if said is details["status"] and is_said and verdict in STRIKING:
                    # decided ones first, then by verdict
                    rank = (held["verdict"] is None, STRIKING.index(verdict), held["claim_id"])
                    found.append((rank, said, held))
        found.sort(key=lambda pair: pair[0])
        return [(said, held) for _, said, held in found[:MAX_PAIRS]]

    def _named(self, page: str) -> dict[str, Any]:
        """Return what else a speaker or publisher is named for."""
        return {
            "heard": self.contents.heard.get(page, []),
            "origins": self.contents.origins.get(page, []),
            "claim_texts": self._texts,
        }

    def _speaker_pages(self) -> Iterator[Page]:
        claims = self.contents.claims_of("speaker_id")
        speakers = self.contents.speakers
        lead = "Who is said to have said it, and how what they assert stands."
        yield from list_pages("speakers", "Speakers", lead, "speaker_id", SPEAKERS, speakers)
        for row in speakers:
            key = row["speaker_id"]
            spoken = claims.get(key, [])
            model = {"speaker": row, "claims": spoken, "record": self._record(spoken)}
            yield f"speakers/{key}.html", "speaker", model | self._named(f"speakers/{key}")

    def _record(self, claims: list[Row]) -> list[Row]:
        """Return how the claims of a speaker stand: what was said, and what is so."""
        is_attribution = {
            code: row["is_attribution"] for code, row in self.contents.labels["claim_kinds"].items()
        }
        told = ((True, "on what was said or done"), (False, "on what is so"))
        verdicts = self.contents.labels["verdicts"]
        record = []
        for wanted, what in told:
            part = [row for row in claims if is_attribution.get(row["claim_kind"]) == wanted]
            counts = Counter(row["verdict"] for row in part if row["verdict"])
            named = [(label_of(verdicts, code).lower(), n) for code, n in counts.most_common()]
            record.append(
                {"count": len(part), "what": what, "decided": counts.total(), "verdicts": named}
            )
        return record

    def _publisher_pages(self) -> Iterator[Page]:
        contents = self.contents
        sources = grouped(contents.sources, "publisher_id")
        articles = grouped(contents.articles, "publisher_id")
        by_article = contents.claims_of("article_id")
        kinds = contents.labels["publisher_kinds"]
        rows = [row | {"kind_label": label_of(kinds, row["kind"])} for row in contents.publishers]
        lead = "Whose documents serve as evidence, what they know themselves and what they relay."
        yield from list_pages("publishers", "Publishers", lead, "publisher_id", PUBLISHERS, rows)
        for row in rows:
            key = row["publisher_id"]
            claims = [
                status
                for article in articles.get(key, [])
                for status in by_article.get(article["article_id"], [])
            ]
            model = {"publisher": row, "sources": sources.get(key, []), "claims": claims}
            yield f"publishers/{key}.html", "publisher", model | self._named(f"publishers/{key}")

    def _source_pages(self) -> Iterator[Page]:
        contents = self.contents
        copies = grouped(contents.sources, "syndicated_from_source_id")
        lead = "Every document that serves as evidence, or that another copies."
        yield from list_pages("sources", "Sources", lead, "source_id", SOURCES, contents.sources)
        for row in contents.sources:
            key = row["source_id"]
            yield (
                f"sources/{key}.html",
                "source",
                {
                    "source": row,
                    "evidence": contents.evidence.get(key, []),
                    "copies": [copy["source_id"] for copy in copies.get(key, [])],
                    "claim_texts": self._texts,
                },
            )


def _purpose(path: str) -> str:
    """Return what a file of a release is for."""
    purposes = {
        "claims.duckdb": "asking in SQL: tables, views and macros",
        "report.html": "reading what was checked",
        "report.json": "programs: what was checked",
        "release.json": "programs: version and files",
        "SHA256SUMS": "proving the files",
        "changes.csv": "what changed since the release before",
    }
    is_zip = path.endswith(".zip")
    return "keeping: the whole package" if is_zip else purposes.get(path, "")
