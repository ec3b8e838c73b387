"""What readers dispute is recorded, shows until it is answered, and is answered once."""

import json
from pathlib import Path

import pytest

from claimpack.check import check_package
from claimpack.package import load_package

from .conftest import Run, contents
from .faults import read_rows

DESK = "research-desk"
REQUEST = ("add", "correction-request", "--claim", "C015", "--request", "Another figure is known.")


@pytest.fixture
def asked(package_copy: Path, run: Run) -> Path:
    """This package with an open request about C015."""
    result = run(*REQUEST, "--package", str(package_copy))
    assert result.returncode == 0, result.stderr
    return package_copy


def attention(root: Path, run: Run) -> str | None:
    status = json.loads(run("status", "--format", "json", "--package", str(root)).stdout)
    found: str | None = next(r["attention"] for r in status["claims"] if r["claim_id"] == "C015")
    return found


def answer(root: Path, run: Run, *more: str, request: str = "C015-R01") -> tuple[int, str]:
    done = run(
        *("answer", request, "--as", DESK, "--because", "It is about another month."),
        *(*more, "--package", str(root)),
    )
    return done.returncode, done.stdout + done.stderr


def test_an_open_request_shows_until_it_is_answered(asked: Path, run: Run) -> None:
    assert attention(asked, run) == "a correction request is open"
    assert answer(asked, run, "--outcome", "declined")[0] == 0
    assert attention(asked, run) is None
    [row] = read_rows(asked / "claims" / "correction_requests.csv")
    assert (row["request_id"], row["outcome"], row["answered_by"]) == ("C015-R01", "declined", DESK)
    assert check_package(load_package(asked)).findings == []


def test_a_second_request_gets_the_next_number(asked: Path, run: Run) -> None:
    assert run(*REQUEST, "--package", str(asked)).returncode == 0
    rows = read_rows(asked / "claims" / "correction_requests.csv")
    assert [row["request_id"] for row in rows] == ["C015-R01", "C015-R02"]
    assert attention(asked, run) == "2 correction requests are open"


def test_a_request_is_answered_once(asked: Path, run: Run) -> None:
    assert answer(asked, run, "--outcome", "declined")[0] == 0
    before = contents(asked)
    code, says = answer(asked, run, "--outcome", "corrected")
    assert code == 2 and "C015-R01 was answered at" in says
    assert contents(asked) == before


@pytest.mark.parametrize(
    ("request_id", "outcome", "says"),
    [
        ("C015-R09", "declined", "there is no correction request 'C015-R09'"),
        ("C015-R01", "rejected", "there is no outcome 'rejected'"),
    ],
)
def test_what_is_not_there_is_told(
    asked: Path, run: Run, request_id: str, outcome: str, says: str
) -> None:
    before = contents(asked)
    code, told = answer(asked, run, "--outcome", outcome, request=request_id)
    assert code == 2 and says in told
    assert contents(asked) == before


def test_a_dry_run_answers_nothing(asked: Path, run: Run) -> None:
    before = contents(asked)
    code, says = answer(asked, run, "--outcome", "declined", "--dry-run")
    assert code == 0 and "nothing was written" in says
    assert contents(asked) == before


def test_corrections_are_listed_for_people_and_programs(package_copy: Path, run: Run) -> None:
    assert run("corrections", "--format", "json").stdout == "[]\n"
    for command in (
        ("add", "assessor", "--id", "second", "--name", "Second", "--kind", "organisation"),
        ("reopen", "C015", "--as", DESK, "--because", "New figures."),
        (
            *("assess", "C015", "--as", DESK, "--verdict", "refuted", "--because", "They differ."),
            *("--evidence", "C015-E01"),
        ),
        (
            *("correct", "C015", "--as", "second", "--because", "So it is."),
            *("--what-was-wrong", "It rested on one broadcast."),
        ),
    ):
        done = run(*command, "--package", str(package_copy))
        assert done.returncode == 0, done.stderr
    printed = run("corrections", "--package", str(package_copy)).stdout
    assert "contested → refuted  by second; wrong since 2026-11-22T" in printed
    assert "    It rested on one broadcast.\n1 correction\n" in printed
    listed = json.loads(
        run("corrections", "--format", "json", "--package", str(package_copy)).stdout
    )
    assert [(c["old_verdict"], c["new_verdict"], c["corrected_by"]) for c in listed] == [
        ("contested", "refuted", "second")
    ]
    history = run("log", "show", "C015", "--package", str(package_copy)).stdout
    assert "corrects entry 4: It rested on one broadcast." in history


def test_a_correction_that_is_not_in_the_log_is_doubted(asked: Path, run: Run) -> None:
    code, says = answer(asked, run, "--outcome", "corrected")
    assert code == 0 and "warning: the log of C015 has no entry since the request came" in says


def test_show_tells_of_requests_retractions_and_corrections(asked: Path, run: Run) -> None:
    page = run("show", "C015", "--package", str(asked)).stdout
    assert "disputed" in page and "Another figure is known. [open]" in page
    done = run("retract", "C015", "--as", DESK, "--because", "Misread.", "--package", str(asked))
    assert done.returncode == 0, done.stderr
    page = run("show", "C015", "--package", str(asked)).stdout
    assert "retracted" in page and "Misread." in page.split("rule")[0]
