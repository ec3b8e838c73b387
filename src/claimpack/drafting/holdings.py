"""What a package holds that drafts are set beside: the article, its speakers, measures, claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from claimpack.adding import Rows
from claimpack.article_text import ArticleText
from claimpack.errors import ClaimpackError
from claimpack.package import Package, load_package
from claimpack.standard import standard_root

CODE_LISTS = (
    "claim_kinds",
    "checkabilities",
    "speaker_kinds",
    "attribution_relations",
    "units",
)
KEY_QUOTE_WORDS = "max_key_quote_words"


class Holdings:
    """The rows of a package, or of none: then the code lists are those of the standard."""

    def __init__(
        self, package: Package | None, text: ArticleText, article_id: str | None = None
    ) -> None:
        """Take the package, the text that is drafted, and which article it has to be.

        Raises:
            ClaimpackError: the article that is named is not in the package, or has another text.
        """
        self.package = package
        self.text = text
        self._rows = Rows(package or load_package(standard_root()))
        self.article = self._article(article_id)

    def rows(self, table: str) -> Sequence[Mapping[str, str]]:
        """Return the rows of a table of data; none where there is no package."""
        return self._rows[table] if self.package else ()

    @cached_property
    def codes(self) -> dict[str, frozenset[str]]:
        """The codes of the lists that a draft uses."""
        return _codes(self._rows)

    @cached_property
    def units(self) -> Sequence[Mapping[str, str]]:
        """The units."""
        return self._rows["units"]

    @cached_property
    def most_words(self) -> int:
        """How many words of the article a cell may hold."""
        for row in self._rows["policy"]:
            if row["policy_id"] == KEY_QUOTE_WORDS:
                return int(float(row["value"]))
        raise ClaimpackError(f"claims/policy.csv has no {KEY_QUOTE_WORDS}", "run 'claimpack check'")

    @cached_property
    def publisher(self) -> Mapping[str, str] | None:
        """The publisher of the article."""
        if self.article is None:
            return None
        wanted = self.article["publisher_id"]
        return next((p for p in self.rows("publishers") if p["publisher_id"] == wanted), None)

    def _article(self, article_id: str | None) -> Mapping[str, str] | None:
        articles = self.rows("articles")
        named = [row for row in articles if article_id in (None, row["article_id"])]
        if article_id is not None and not named:
            known = ", ".join(row["article_id"] for row in articles) or "none"
            raise ClaimpackError(
                f"there is no article '{article_id}' in the package", f"there are: {known}"
            )
        for row in named:
            if row["text_sha256"] == self.text.sha256:
                return row
        if article_id is not None:
            raise ClaimpackError(
                f"the text is not that of the article '{article_id}': it has another hash",
                "give the copy that was added with 'claimpack add article', or leave out --article",
            )
        return None


def standard_codes() -> dict[str, frozenset[str]]:
    """Return the codes of the standard that a draft uses, by code list."""
    return _codes(Rows(load_package(standard_root())))


def _codes(rows: Rows) -> dict[str, frozenset[str]]:
    return {name: frozenset(row["code"] for row in rows[name]) for name in CODE_LISTS}
