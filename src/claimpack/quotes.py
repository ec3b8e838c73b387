"""Prove the quotes of the claims against a reader's own copy of the article."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from claimpack.article_text import normalised, read_plain, sha256
from claimpack.database import open_package, rows
from claimpack.errors import ClaimpackError, DataError
from claimpack.package import Package


@dataclass(frozen=True)
class Proof:
    """Whether the span of one claim stands in the text as the package says.

    Attributes:
        claim_id: the claim.
        start, end: its span in code points, end exclusive.
        proved: whether the text of the span has the hash of the claim.
        problem: why it is not proved, or None.
    """

    claim_id: str
    start: int
    end: int
    proved: bool
    problem: str | None


@dataclass(frozen=True)
class Verification:
    """What a text proves of an article and its claims.

    Attributes:
        article_id: the article.
        text_matches: whether the whole text has the hash of the article.
        normalised: whether the text had to be normalised (NFC, line feeds) to match.
        proofs: one a claim that has a span.
        without_span: claims of the article that have none.
    """

    article_id: str
    text_matches: bool
    normalised: bool
    proofs: list[Proof]
    without_span: list[str]

    @property
    def valid(self) -> bool:
        """Whether the text and every span are proved."""
        return self.text_matches and all(proof.proved for proof in self.proofs)

    def as_dict(self) -> dict[str, Any]:
        """Return the object that ``verify-quotes --format json`` prints."""
        return {"valid": self.valid, **asdict(self)}


def verify_quotes(package: Package, text_file: Path, article_id: str | None) -> Verification:
    """Prove every span of an article's claims against a text.

    The text is taken as it is; where its hash is not that of the article, it is tried once more in
    Unicode form NFC with line feeds, the form in which texts are imported.

    Args:
        package: the package.
        text_file: a UTF-8 file with the text of the article.
        article_id: the article; may be None where the package has only one, or one with this text.

    Raises:
        ClaimpackError: the file cannot be read, or the article is not known.
        DataError: the package has no hash for the article.
    """
    text = read_plain(text_file)
    normal = normalised(text)
    with open_package(package, frozenset({"articles", "claims"})) as connection:
        articles = rows(connection, "select * from articles order by article_id")
        article = _choose(articles, article_id, {sha256(text), sha256(normal)})
        claims = rows(
            connection,
            "select claim_id, quote_start, quote_end, quote_sha256, quote_exact from claims"
            " where article_id = ? order by quote_start, quote_end, claim_id",
            [article["article_id"]],
        )
    if article["text_sha256"] is None:
        raise DataError(f"the package holds no hash of the text of {article['article_id']}")
    was_normalised = sha256(text) != article["text_sha256"] == sha256(normal)
    if was_normalised:
        text = normal
    return Verification(
        article_id=article["article_id"],
        text_matches=sha256(text) == article["text_sha256"],
        normalised=was_normalised,
        proofs=[_prove(text, claim) for claim in claims if claim["quote_start"] is not None],
        without_span=[claim["claim_id"] for claim in claims if claim["quote_start"] is None],
    )


def _prove(text: str, claim: dict[str, Any]) -> Proof:
    start, end = claim["quote_start"], claim["quote_end"]
    span = text[start:end]
    problem = None
    if end > len(text):
        problem = f"the text ends at {len(text)}"
    elif sha256(span) != claim["quote_sha256"]:
        problem = "the text of the span has another hash"
    elif claim["quote_exact"] not in (None, span):
        problem = "the words in the package are not those of the span"
    return Proof(claim["claim_id"], start, end, problem is None, problem)


def _choose(
    articles: list[dict[str, Any]], article_id: str | None, hashes: set[str]
) -> dict[str, Any]:
    """Return the article that is named, or the one whose text has one of these hashes."""
    known = ", ".join(article["article_id"] for article in articles) or "none"
    if article_id is None:
        if len(articles) == 1:
            return articles[0]
        same = [article for article in articles if article["text_sha256"] in hashes]
        if len(same) == 1:
            return same[0]
        have = f"{len(same)} of them have" if same else "none of them has"
        raise ClaimpackError(
            f"the package has {len(articles)} articles, and {have} the hash of this text",
            f"choose one with --article: {known}",
        )
    for article in articles:
        if article["article_id"] == article_id:
            return article
    raise ClaimpackError(f"there is no article '{article_id}'", f"the package has: {known}")
