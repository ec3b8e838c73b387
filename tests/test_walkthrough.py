"""The guide's walkthrough prints what it says, on a second article with other units."""

import csv
from pathlib import Path

import pytest

from claimpack.check import check_package
from claimpack.package import load_package

from .walkthrough import PAGE, comparable, play


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The page with what its commands print now, and the package that they made."""
    folder = tmp_path_factory.mktemp("walkthrough")
    return play(PAGE.read_text(encoding="utf-8"), folder), folder / "reservoir"


def test_every_command_prints_what_the_page_says(played: tuple[str, Path]) -> None:
    page, _ = played
    assert comparable(page) == comparable(PAGE.read_text(encoding="utf-8")), (
        "the page is stale: python -m tests.walkthrough --write"
    )


def test_the_package_that_it_makes_is_valid_and_has_what_it_tells(
    played: tuple[str, Path],
) -> None:
    _, root = played
    assert check_package(load_package(root)).findings == []
    with (root / "claims" / "claims.csv").open(encoding="utf-8", newline="") as file:
        claims = list(csv.DictReader(file))
    assert len(claims) == 10
    words = [claim["quote_exact"] for claim in claims if claim["quote_exact"]]
    assert words == [
        "held 34% of its capacity on Monday",
        "12 to 15 million cubic metres short of a normal June",
    ]
    with (root / "claims" / "assessments.csv").open(encoding="utf-8", newline="") as file:
        log = list(csv.DictReader(file))
    assert len(log) == 21
    assert [e["assessment_id"] for e in log if e["what_was_wrong"]] == ["C007-08"]
    assert [e["claim_id"] for e in log if e["stage"] == "retracted"] == ["C003"]
    article = (root.parent / "article.txt").read_text(encoding="utf-8")
    sentence = "The company supplies about 210,000 households."
    assert sentence in article
    for path in root.rglob("*"):
        if path.is_file():
            assert sentence not in path.read_text(encoding="utf-8"), f"{path} holds the article"


def test_a_page_that_says_something_else_is_noticed(tmp_path: Path) -> None:
    page = "```console\n$ echo one\ntwo\n```\n"
    assert play(page, tmp_path) == "```console\n$ echo one\none\n```\n"
