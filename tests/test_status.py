"""The status: every claim, for people and for programs, now and then."""

import csv
import io
import json

import pytest

from claimpack.package import Package
from claimpack.status import package_status

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
