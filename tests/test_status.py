"""The status: every claim, for people and for programs, now and then."""

import csv
import io
import json
import time
from typing import Any

import pytest

from claimpack.package import Package
from claimpack.pages import print_status
from claimpack.status import Status, most_urgent, package_status

from .conftest import Run


def test_json_lists_every_claim_with_the_columns_of_the_view(run: Run) -> None:
    result = run("status", "--format", "json")
    status = json.loads(result.stdout)
    assert (result.returncode, result.stderr) == (0, "")
    assert set(status) == {"package", "as_of", "published_by", "claims", "summary"}
    assert [claim["claim_id"] for claim in status["claims"]] == [
        f"C{number:03d}" for number in range(1, 66)
    ]
    assert list(status["claims"][0]) == [
        "claim_id",
        "article_id",
        "claim_kind",
        "speaker_id",
        "claim_text",
        "stage",
        "verdict",
        "proposed_verdict",
        "confidence",
        "decided_at",
        "decided_by_kind",
        "evidence_verdict",
        "agrees",
        "supporting_origins",
        "refuting_origins",
        "qualifying_origins",
        "sources",
        "is_stale",
        "attention",
    ]
    assert status["summary"]["claims"] == 65
    assert status["summary"]["decided"] == 53
    assert sum(status["summary"]["verdicts"].values()) == 53
    assert status["summary"]["disputed"] == 12


def test_the_table_names_verdict_agreement_and_origins(run: Run) -> None:
    lines = run("status").stdout.splitlines()
    novak = next(line for line in lines if line.startswith("C014"))
    assert novak.split()[-5:] == ["=", "3", "·", "·", "5"]
    assert "supported" in novak
    disputed = next(line for line in lines if line.startswith("C007"))
    assert "partly supported?" in disputed
    assert disputed.split()[-6:] == ["≠", "1", "·", "5", "9", "disputed"]
    assert "53 of 65 claims decided" in "".join(lines)


def test_csv_has_a_header_and_a_line_a_claim(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("status", "--format", "csv").stdout)))
    assert len(rows) == 65
    assert (rows[13]["claim_id"], rows[13]["verdict"]) == ("C014", "supported")


def test_before_the_first_entry_there_are_no_claims(package: Package) -> None:
    assert package_status(package, as_of="2025-01-01").claims == []


def test_by_the_day_after_the_strike_the_cut_was_not_contested_yet(package: Package) -> None:
    claims = {c["claim_id"]: c for c in package_status(package, published_by="2025-02-18").claims}
    assert claims["C015"]["evidence_verdict"] == "insufficient_evidence"
    assert claims["C015"]["verdict"] == "contested"
    assert claims["C015"]["agrees"] is False
    assert (claims["C015"]["sources"], claims["C015"]["attention"]) == (4, None)


def test_the_table_of_a_past_day_sets_its_verdict_beside_that_of_today(run: Run) -> None:
    lines = run("status", "--published-by", "2025-02-18").stdout.splitlines()
    assert lines[0].split()[:4] == ["claim", "says", "by", "2025-02-18"]
    strike = next(line for line in lines if line.startswith("C063"))
    assert strike.split()[-7:] == ["pending", "outcome", "·", "·", "·", "·", "refuted"]
    assert "15 supported" in " ".join(lines)
    assert "differ from the verdict of today" in " ".join(lines)


def test_before_the_log_begins_the_table_says_when_it_does(run: Run) -> None:
    result = run("status", "--as-of", "2025-01-01")
    assert result.returncode == 0
    assert "no claim was recorded by then: the log begins at 2026-11-22T" in result.stdout


@pytest.mark.parametrize("option", ["--as-of", "--published-by"])
def test_a_date_that_is_none_is_refused_with_an_example(run: Run, option: str) -> None:
    result = run("status", option, "yesterday")
    assert (result.returncode, result.stdout) == (2, "")
    assert f"{option}: 'yesterday' is not a date" in result.stderr
    assert "2025-02-18" in result.stderr


def test_of_many_claims_the_page_shows_the_most_urgent(run: Run, package: Package) -> None:
    claims = package_status(package).claims
    disputed = {claim["claim_id"] for claim in claims if claim["attention"]}
    result = run("status", "--limit", str(len(disputed)))
    lines = result.stdout.splitlines()
    assert [line.split()[0] for line in lines[1 : 1 + len(disputed)]] == sorted(disputed)
    assert f"and {len(claims) - len(disputed)} more; what needs attention comes first" in lines[13]
    assert f"--limit {len(claims)}" in lines[13]
    assert "53 of 65 claims decided" in result.stdout
    whole = run("status", "--limit", str(len(claims)))
    assert whole.stdout == run("status").stdout
    assert " more;" not in whole.stdout


def test_a_verdict_that_may_not_hold_comes_first() -> None:
    def claim(number: int, **columns: Any) -> dict[str, Any]:
        calm = {"verdict": None, "agrees": None, "attention": None}
        return {"claim_id": f"C{number:03}", **calm, **columns}

    claims = [
        claim(1, verdict="supported", agrees=True),
        claim(2, attention="waits for a proposal"),
        claim(3, agrees=False, attention="disputed"),
        claim(4, verdict="supported", agrees=True, attention="evidence newer than the verdict"),
        claim(5, verdict="supported", agrees=False),
        claim(6),
    ]
    order = [claim["claim_id"] for claim in most_urgent(claims, 5)]
    assert order == ["C005", "C004", "C003", "C002", "C001"]
    assert most_urgent(claims, 6) == claims


def test_twenty_thousand_claims_are_laid_out_at_once(
    package: Package, capsys: pytest.CaptureFixture[str]
) -> None:
    [first, *_] = package_status(package).claims
    status = Status("many 1.0.0", None, None, [first] * 20_000, None)
    started = time.process_time()
    print_status(status)
    assert time.process_time() - started < 5
    shown = capsys.readouterr().out
    assert "and 19,500 more" in shown
    assert shown.count("\n") < 510


@pytest.mark.parametrize("output_format", ["json", "csv"])
def test_a_limit_is_for_the_page_alone(run: Run, output_format: str) -> None:
    result = run("status", "--limit", "3", "--format", output_format)
    assert result.returncode == 2
    assert "JSON and CSV hold every claim" in result.stderr
