"""The pages of a site: for each its place, its template and what stands on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Any

from markupsafe import Markup

from claimpack.show import rationale
from claimpack.site.claim_rows import BLANK, ORDERS, claim_rows, filters
from claimpack.site.links import to_words
from claimpack.site.listing import (
    PUBLISHERS,
    SOURCES,
    SPEAKERS,
    Page,
    list_pages,
    paged,
)
from claimpack.site.models import Contents, Row, grouped, label_of
from claimpack.site.pictures.chain import Outlet, Step, chains, sides
from claimpack.site.words import interval_words, unit_words
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
        pictures: list[Any],
        figures: Mapping[str, Any],
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
        self._articles = {row["article_id"]: row for row in contents.articles}
        self._speakers = {row["speaker_id"]: row for row in contents.speakers}
        self._texts = {
            claim_id: details["claim"]["claim_text"]
            for claim_id, details in contents.claims.items()
        }
        self.rows = claim_rows(contents)

    def pages(self) -> Iterator[Page]:
        """Yield every page but the downloads, which are known only when they are written."""
        yield from self._claim_lists()
        yield from self._claims()
        yield from self._speaker_pages()
        yield from self._publisher_pages()
        yield from self._source_pages()
        contents = self.contents
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
        """Return pairs of said and true that stand differently, the most striking first."""
        found = []
        for details in self.contents.claims.values():
            for said, true in self._pairs(details):
                verdict = true["verdict"] or true["proposed_verdict"]
                is_said = (said["verdict"] or said["proposed_verdict"]) == "supported"
                if said is details["status"] and is_said and verdict in STRIKING:
                    # decided ones first, then by verdict
                    rank = (true["verdict"] is None, STRIKING.index(verdict), true["claim_id"])
                    found.append((rank, said, true))
        found.sort(key=lambda pair: pair[0])
        return [(said, true) for _, said, true in found[:MAX_PAIRS]]

    def _pairs(self, details: Mapping[str, Any]) -> list[tuple[Row, Row]]:
        """Return what was said and whether it is so, for each pair that a claim is half of."""
        status, claims = details["status"], self.contents.claims
        pairs = [(status, claims[other["claim_id"]]["status"]) for other in details["asserts"]]
        return pairs + [
            (claims[other["claim_id"]]["status"], status) for other in details["asserted_by"]
        ]

    def _claims(self) -> Iterator[Page]:
        claim_ids = list(self.contents.claims)
        before = dict(pairwise(reversed(claim_ids)))
        after = dict(pairwise(claim_ids))
        for claim_id, details in self.contents.claims.items():
            claim, log = details["claim"], details["log"]
            article = self._articles[claim["article_id"]]
            standing = self.contents.labels["verdicts"].get(details["status"]["verdict"])
            yield (
                f"claims/{claim_id}.html",
                "claim",
                details
                | {
                    "article": article,
                    "speaker": self._speakers.get(claim["speaker_id"]),
                    "entry": {"rationale": rationale(log)} if log else None,
                    "stands": f"Verdict: {standing['label']}." if standing else "",
                    "chains": chains(details["chain"]),
                    "sides": sides(details["evidence"]),
                    "link": _link,
                    "seconded_by": self._seconded_by(details["status"]["verdict"], log),
                    "pair": self._pairs(details),
                    "words_url": to_words(article["url"], claim["quote_exact"]),
                    "drawn": self._figures.get(claim_id),
                    "conflicts": [
                        self._conflict(row)
                        for row in details["comparisons"]
                        if row["relation"] == "disjoint"
                    ],
                    "intervals": self._intervals(details),
                    "forecasts": details["forecast"],
                    "assessors": self.contents.assessors,
                    "review": self._reviews.get(claim_id),
                    "citation": self._citation,
                    "before": before.get(claim_id),
                    "after": after.get(claim_id),
                },
            )

    def _seconded_by(self, verdict: str | None, log: list[Row]) -> str | None:
        """Return who decided, as the second assessor; None where there is no decision."""
        decisions = [entry for entry in log if entry["stage"] == "decided"]
        if verdict is None or not decisions:
            return None
        assessor = self.contents.assessors[decisions[-1]["assessor_id"]]
        is_program = ", a program" if assessor["kind"] == SOFTWARE else ""
        return f"seconded by {assessor['name']}{is_program}"

    def _unit(self, code: str) -> str:
        return unit_words(code, label_of(self.contents.labels["units"], code))

    def _conflict(self, row: Row) -> Row:
        """Return two figures that lie apart, as words."""
        unit = self._unit(row["unit"])
        modes, measures = self.contents.labels["quantity_modes"], self.contents.measures
        return row | {
            "label": measures[row["measure_id"]]["label"],
            "mode": label_of(modes, row["mode"]).lower(),
            "other_mode": label_of(modes, row["other_mode"]).lower(),
            "gap_unit": "percentage points" if row["unit"] == "%" else unit,
            "figure": interval_words(row, unit),
            "other_figure": interval_words(row, unit, "other_"),
        }

    def _intervals(self, details: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        labels, measures = self.contents.labels["quantity_modes"], self.contents.measures
        return [
            (
                row["stated_by"],
                ("about " if row["is_approximate"] else "")
                + interval_words(row, self._unit(row["unit"])),
                measures[row["measure_id"]]["label"],
                label_of(labels, row["mode"]),
                row["period"],
            )
            for row in details["intervals"]
        ]

    def _named(self, key: str) -> dict[str, Any]:
        """Return what else a speaker or publisher is named for."""
        return {
            "heard": self.contents.heard.get(key, []),
            "origins": self.contents.origins.get(key, []),
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
            yield f"speakers/{key}.html", "speaker", model | self._named(key)

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
            yield f"publishers/{key}.html", "publisher", model | self._named(key)

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


def _link(part: Step | Outlet) -> str | None:
    """Return where a part of a diagram leads to, from the page of a claim."""
    if isinstance(part, Outlet):
        return f"#{part.evidence_id}"
    if part.speaker_id:
        return f"../speakers/{part.speaker_id}.html"
    return f"../publishers/{part.publisher_id}.html" if part.publisher_id else None
