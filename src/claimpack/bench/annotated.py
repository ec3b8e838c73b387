"""Articles of which a person wrote down what they claim: those that come along, or a package's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any

import yaml

from claimpack.drafting.dating import published_on
from claimpack.drafting.draft import UNNAMED
from claimpack.drafting.holdings import Holdings
from claimpack.errors import ClaimpackError
from claimpack.spans import find_span

if TYPE_CHECKING:
    from claimpack.article_text import ArticleText
    from claimpack.package import Package

ARTICLE = "article"


@dataclass(frozen=True)
class Claim:
    """A claim as a person annotated it.

    Attributes:
        start, end: its span.
        checkability: a code of ``claims/codes/checkabilities.csv``.
        speaker: the name, or None where the article speaks for itself.
        is_unnamed: whether the speaker has no name.
    """

    start: int
    end: int
    checkability: str
    speaker: str | None
    is_unnamed: bool = False


@dataclass(frozen=True)
class Figure:
    """A quantity as a person annotated it."""

    start: int
    end: int
    lower: Decimal | None
    upper: Decimal | None
    unit: str


@dataclass(frozen=True)
class Time:
    """A date as a person annotated it."""

    start: int
    end: int
    edtf: str


@dataclass(frozen=True)
class Annotated:
    """An article, and what a person would take from it."""

    name: str
    text: str
    published_on: date | None
    claims: Sequence[Claim]
    figures: Sequence[Figure]
    times: Sequence[Time]


def annotated_articles() -> list[Annotated]:
    """Return the articles that come with the package, by name."""
    folder = files("claimpack.bench") / "articles"
    texts = sorted((f for f in folder.iterdir() if f.name.endswith(".txt")), key=lambda f: f.name)
    return [_read(folder, text) for text in texts]


def _read(folder: Traversable, file: Traversable) -> Annotated:
    name = file.name.removesuffix(".txt")
    text = file.read_text(encoding="utf-8")
    said = yaml.safe_load((folder / f"{name}.yml").read_text(encoding="utf-8"))
    published = said["published_on"]

    def span(item: dict[str, Any]) -> tuple[int, int]:
        try:
            found = find_span(text, str(item["quote"]), item.get("occurrence"))
        except ClaimpackError as error:
            raise ClaimpackError(f"{name}.yml: {error}", error.fix) from None
        return found.start, found.end

    return Annotated(
        name,
        text,
        published if isinstance(published, date) else date.fromisoformat(published),
        [
            Claim(
                *span(item),
                item["checkable"],
                None if item["speaker"] == ARTICLE else item["speaker"],
                bool(item.get("unnamed")),
            )
            for item in said["claims"]
        ],
        [
            Figure(*span(item), _number(item["lower"]), _number(item["upper"]), str(item["unit"]))
            for item in said["quantities"]
        ],
        [Time(*span(item), str(item["edtf"])) for item in said["dates"]],
    )


def _number(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def annotated_by(package: Package, text: ArticleText) -> Annotated:
    """Return the article of a text with the claims that a package has of it.

    A package records no dates of what the text speaks of, so there are none to find.

    Raises:
        ClaimpackError: the text is that of no article of the package, or of one without claims.
    """
    holdings = Holdings(package, text)
    article = holdings.article
    if article is None:
        raise ClaimpackError(
            "the text is not that of any article of the package: it has another hash",
            "give the copy that was added with 'claimpack add article'",
        )
    speakers = {row["speaker_id"]: row for row in holdings.rows("speakers")}
    claims = {
        row["claim_id"]: row
        for row in holdings.rows("claims")
        if row["article_id"] == article["article_id"] and row["quote_start"]
    }
    if not claims:
        raise ClaimpackError(
            f"the package has no claims with a span of the article {article['article_id']}:"
            " there is nothing to compare drafts with",
            "accept some first ('claimpack draft … --review'), or leave out --text",
        )
    own = article["publisher_id"]
    return Annotated(
        article["article_id"],
        text.text,
        published_on(None, holdings).day,
        [
            Claim(
                int(row["quote_start"]),
                int(row["quote_end"]),
                row["checkability"],
                None if row["speaker_id"] == own else speakers[row["speaker_id"]]["name"],
                speakers[row["speaker_id"]]["kind"] == UNNAMED,
            )
            for row in claims.values()
        ],
        [
            Figure(
                int(claims[row["claim_id"]]["quote_start"]),
                int(claims[row["claim_id"]]["quote_end"]),
                _number(row["lower"] or None),
                _number(row["upper"] or None),
                row["unit"],
            )
            for row in holdings.rows("quantities")
            if row["claim_id"] in claims
        ],
        [],
    )
