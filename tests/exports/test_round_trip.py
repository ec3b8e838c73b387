"""What is exported as ClaimReview is imported as what it was."""

import json
from pathlib import Path

import pytest

from claimpack.check import check_package
from claimpack.database import open_package, rows
from claimpack.export import export_package
from claimpack.package import load_package
from tests.conftest import ROOT, Run

BASE = "https://desk.example/claims/"
# Who is said to claim: the speaker, or of what somebody is said to have said, the outlet.
THERE = """
select
    claims.claim_text,
    claim_status.verdict,
    articles.url as article_url,
    articles.title as article_title,
    case
        when claims.asserts_claim_id is not null then papers.name
        when speakers.kind != 'unnamed' then speakers.name
    end as author,
from claims
join claim_status using (claim_id)
join articles on claims.article_id = articles.article_id
join publishers as papers using (publisher_id)
left join speakers on claims.speaker_id = speakers.speaker_id
where claim_status.verdict is not null
order by all
"""
BACK = """
select
    claims.claim_text,
    claim_status.verdict,
    articles.url as article_url,
    articles.title as article_title,
    nullif(speakers.name, $1) as author,
from claims
join claim_status using (claim_id)
join articles on claims.article_id = articles.article_id
left join speakers on claims.speaker_id = speakers.speaker_id
order by all
"""


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    folder = tmp_path_factory.mktemp("round")
    export_package(load_package(ROOT), "claimreview", folder / "out", BASE, with_software=True)
    feed = str(folder / "out" / "datafeed.json")
    done = run("import", "claimreview", feed, "--package", str(folder / "back"), cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_every_claim_comes_back_with_its_verdict_author_and_article(imported: Path) -> None:
    with open_package(load_package(ROOT)) as connection:
        there = rows(connection, THERE)
    with open_package(load_package(imported / "back")) as connection:
        nobody = rows(connection, "select name from speakers where kind = 'unnamed'")
        back = rows(connection, BACK, [nobody[0]["name"] if nobody else None])
    assert len(there) == 53
    assert back == there


def test_every_review_comes_back_with_its_address_date_and_publisher(imported: Path) -> None:
    feed = json.loads((imported / "out" / "datafeed.json").read_text(encoding="utf-8"))
    sent = sorted(
        (item["url"], item["datePublished"][:10], item["author"]["name"], rating["alternateName"])
        for item in (element["item"] for element in feed["dataFeedElement"])
        for rating in (item["reviewRating"],)
    )
    with open_package(load_package(imported / "back")) as connection:
        back = rows(
            connection,
            "select review_url, reviewed_on, publishers.name, raw_label from imported_reviews"
            " join publishers using (publisher_id) order by review_url",
        )
    assert [tuple(row.values()) for row in back] == sent


def test_what_comes_back_is_sound(imported: Path) -> None:
    report = check_package(load_package(imported / "back"))
    assert report.counts == {"error": 0, "warning": 0, "waived": 0}
