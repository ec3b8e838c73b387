"""The page of each claim: what stands on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from claimpack.show import rationale
from claimpack.site.links import to_words
from claimpack.site.listing import Page
from claimpack.site.models import Contents, Row, label_of
from claimpack.site.pictures.chain import Outlet, Step, chains, sides
from claimpack.site.pictures.picture import Picture
from claimpack.site.words import interval_words, unit_words
from claimpack.standard import SOFTWARE


def claim_pages(
    contents: Contents,
    figures: Mapping[str, Picture],
    reviews: Mapping[str, Markup],
    citation: str,
) -> Iterator[Page]:
    """Yield the page of each claim.

    Args:
        contents: what the package tells.
        figures: for a claim, the picture of its figures.
        reviews: the ClaimReview of a claim as a safe text, by claim.
        citation: how to cite the package.
    """
    articles = {row["article_id"]: row for row in contents.articles}
    speakers = {row["speaker_id"]: row for row in contents.speakers}
    before = dict(pairwise(reversed(contents.claims)))
    after = dict(pairwise(contents.claims))
    for claim_id, details in contents.claims.items():
        claim, status, log = details["claim"], details["status"], details["log"]
        article = articles[claim["article_id"]]
        verdict = contents.labels["verdicts"].get(status["verdict"])
        told = {
            "article": article,
            "speaker": speakers.get(claim["speaker_id"]),
            "rationale": rationale(log) if log else None,
            "stands": f"Verdict: {verdict['label']}." if verdict else "",
            "seconded_by": _seconded_by(contents, status, log),
            "pair": pairs_of(contents, details),
            "words_url": to_words(article["url"], claim["quote_exact"]),
            "chains": chains(details["chain"]),
            "sides": sides(details["evidence"]),
            "link": _link,
            "drawn": figures.get(claim_id),
            "apart": _apart(contents, details["comparisons"]),
            "intervals": _intervals(contents, details["intervals"]),
            "forecasts": details["forecast"],
            "assessors": contents.assessors,
            "review": reviews.get(claim_id),
            "citation": citation,
            "before": before.get(claim_id),
            "after": after.get(claim_id),
        }
        yield f"claims/{claim_id}.html", "claim", details | told


def pairs_of(contents: Contents, details: Mapping[str, Any]) -> list[tuple[Row, Row]]:
    """Return how claims stand in pairs: what was said, and whether it is so.

    Args:
        contents: what the package tells.
        details: of a claim, which is half of each pair.
    """
    status, claims = details["status"], contents.claims
    pairs = [(status, claims[other["claim_id"]]["status"]) for other in details["asserts"]]
    return pairs + [
        (claims[other["claim_id"]]["status"], status) for other in details["asserted_by"]
    ]


def _seconded_by(contents: Contents, status: Row, log: list[Row]) -> str | None:
    """Return who decided, as the second assessor; None where there is no decision."""
    decisions = [entry for entry in log if entry["stage"] == "decided"]
    if status["verdict"] is None or not decisions:
        return None
    assessor = contents.assessors[decisions[-1]["assessor_id"]]
    is_program = ", a program" if assessor["kind"] == SOFTWARE else ""
    return f"seconded by {assessor['name']}{is_program}"


def _apart(contents: Contents, comparisons: list[Row]) -> list[Row]:
    """Return figures that lie apart, as words."""
    modes, measures = contents.labels["quantity_modes"], contents.measures
    found = []
    for row in comparisons:
        if row["relation"] == "disjoint":
            unit = _unit(contents, row["unit"])
            words = {
                "label": measures[row["measure_id"]]["label"],
                "mode": label_of(modes, row["mode"]).lower(),
                "other_mode": label_of(modes, row["other_mode"]).lower(),
                "gap_unit": "percentage points" if row["unit"] == "%" else unit,
                "figure": interval_words(row, unit),
                "other_figure": interval_words(row, unit, "other_"),
            }
            found.append(row | words)
    return found


def _intervals(contents: Contents, intervals: list[Row]) -> list[tuple[Any, ...]]:
    """Return figures as rows of a table."""
    return [
        (
            row["stated_by"],
            ("about " if row["is_approximate"] else "")
            + interval_words(row, _unit(contents, row["unit"])),
            contents.measures[row["measure_id"]]["label"],
            label_of(contents.labels["quantity_modes"], row["mode"]),
            row["period"],
        )
        for row in intervals
    ]


def _unit(contents: Contents, code: str) -> str:
    return unit_words(code, label_of(contents.labels["units"], code))


def _link(part: Step | Outlet) -> str | None:
    """Return where a part of a diagram leads to, from the page of a claim."""
    if isinstance(part, Outlet):
        return f"#{part.evidence_id}"
    if part.speaker_id:
        return f"../speakers/{part.speaker_id}.html"
    return f"../publishers/{part.publisher_id}.html" if part.publisher_id else None
