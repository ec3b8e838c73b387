"""One claim: on one screen, with the reason why it stands as it does."""

import json

from .conftest import Run


def test_the_page_of_a_contested_claim_fits_a_screen_and_says_why(run: Run) -> None:
    result = run("show", "c015")
    lines = result.stdout.splitlines()
    assert (result.returncode, result.stderr) == (0, "")
    assert len(lines) <= 40
    assert max(map(len, lines)) <= 120
    page = " ".join(result.stdout.split())
    assert "stands contested, moderate confidence" in page
    assert "0 for, 1 against, 10 qualifying" in page
    assert "its speaker is on record with it, so one against makes it contested" in page
    assert "said in C014" in page
    assert "Alexander Novak, Deputy Prime Minister (broadcast, a party)" in page
    assert "Akan Rakhmetullin 0 (claimed) and Alexander Novak 30 to 40 (claimed) % are 30" in page
    assert "evidence-rule" in page


def test_json_holds_the_parts_of_the_page(run: Run) -> None:
    details = json.loads(run("show", "C014", "--format", "json").stdout)
    assert list(details) == [
        "claim",
        "status",
        "rule",
        "asserts",
        "asserted_by",
        "chain",
        "evidence",
        "intervals",
        "comparisons",
        "forecast",
        "requests",
        "log",
    ]
    assert [hop["name"] for hop in details["chain"]] == [
        "InvestCentrum",
        "an outlet that the article does not name",
        "Alexander Novak",
    ]
    assert {e["counted_root_id"] for e in details["evidence"] if e["is_counted"]} == {
        "S002",
        "S004",
        "S098",
    }


def test_full_names_every_source_with_its_address(run: Run) -> None:
    page = run("show", "C014", "--full").stdout
    for address in ("https://tass.com/economy/1915353", "http://namnewsnetwork.org/?p=293232"):
        assert address in page
    assert "Reuters (S098, not seen)" in page
    assert page.count("origin: novak-broadcast-2025-02-18") == 5


def test_an_unknown_claim_is_refused_with_the_range(run: Run) -> None:
    result = run("show", "C999")
    assert (result.returncode, result.stdout) == (2, "")
    assert "there is no claim C999" in result.stderr
    assert "from C001 to C065" in result.stderr
