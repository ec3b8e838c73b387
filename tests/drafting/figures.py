"""How well drafts find claims, as the guide tells it.

``python -m tests.drafting.figures --write`` renews the table in ``docs/guide/drafting.md``; a test
compares. The row of the article of this package needs its text, which is not in the package.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from claimpack.article_text import from_text
from claimpack.bench.annotated import annotated_articles, annotated_by
from claimpack.bench.drafting import SHARES, Score, measure, score_row
from claimpack.drafting.english import entities
from claimpack.drafting.english.rules import draft_claims
from claimpack.package import load_package

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "guide" / "drafting.md"
TEXT = ROOT.parent / "shared" / "inputs" / "cpc-article.txt"
BLOCK = re.compile(
    r"(?<=<!-- figures: python -m tests\.drafting\.figures --write -->\n).*?(?=<!-- end -->)",
    re.DOTALL,
)
OWN = "the article of this package"
COLUMNS = ("article", "claims", "drafts", *SHARES.values())


@contextmanager
def without_spacy() -> Iterator[None]:
    """Draft as where the extra ``nlp`` is not installed."""
    models = entities.MODELS
    entities.MODELS = {}
    try:
        yield
    finally:
        entities.MODELS = models


def rows() -> dict[str, str]:
    """Return the rows of the table by what they are about."""
    articles = annotated_articles()
    with without_spacy():
        plain = measure(articles, draft_claims)
        own = []
        if TEXT.is_file():
            annotated = annotated_by(load_package(ROOT), from_text(TEXT))
            own = [(OWN, measure([annotated], draft_claims)[annotated.name])]
    spacy = sum(measure(articles, draft_claims).values(), Score())
    total = sum(plain.values(), Score())
    told = [*own, *plain.items(), ("all ten", total), ("all ten, with spaCy", spacy)]
    return {name: _line(score_row(name, found)) for name, found in told}


def table(found: Mapping[str, str]) -> str:
    """Return the table of the page."""
    rule = "| --- |" + " ---: |" * (len(COLUMNS) - 1)
    return "\n".join([f"| {' | '.join(COLUMNS)} |", rule, *found.values()]) + "\n"


def _line(cells: Mapping[str, str]) -> str:
    return f"| {' | '.join(cells[column] for column in COLUMNS)} |"


if __name__ == "__main__" and sys.argv[1:] == ["--write"]:
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(BLOCK.sub(lambda _: table(rows()), page), encoding="utf-8")
