"""The command: what it prints, what it writes, and what it refuses in one clear sentence."""

import csv
import io
import json
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claimpack.adding import read_rows
from claimpack.check import check_package
from claimpack.init import init_package
from claimpack.package import Package

from ..conftest import Run, contents
from .made import DESK, TEXT

DRAFTS = [
    {
        "quote": "The library of Brill has been closed since Monday",
        "claim_kind": "date",
        "speaker": {"name": "the town council", "kind": "organisation"},
        "worth": [{"reason": "date", "points": 0.3}],
    },
    {
        "quote": "About 40 tonnes of books were moved to a school",
        "claim_kind": "quantity",
        "quantities": [
            {"quote": "About 40 tonnes", "lower": 40, "upper": 40, "unit": "t"}
            | {"is_approximate": True, "counted": "of books"}
        ],
    },
    {
        "quote": "Repairs will be finished by October 2026",
        "claim_kind": "forecast",
        "speaker": {"name": "Mira Holt", "position": "head librarian"},
        "hops": [
            {"speaker": {"name": "Brill Echo", "kind": "organisation"}, "relation": "quoted"},
            {"speaker": {"name": "Mira Holt", "position": "head librarian"}, "relation": "said"},
        ],
    },
    {"quote": "It was a sad day", "claim_kind": "opinion", "checkability": "no"},
]
DATED = ("--published-on", "2026-03-04")
Draft = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def draft(run: Run, plug_in: Path, article: Path, tmp_path: Path) -> Draft:
    sheet = tmp_path / "sheet.json"
    sheet.write_text(json.dumps(DRAFTS), encoding="utf-8")

    def command(*more: str, cwd: Path = tmp_path) -> subprocess.CompletedProcess[str]:
        return run(
            *("draft", "--text", str(article), "--drafter", "sheet", *more),
            cwd=cwd,
            PYTHONPATH=str(plug_in),
            SHEET=str(sheet),
        )

    return command


def told(result: subprocess.CompletedProcess[str]) -> Any:
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def test_the_list_shows_each_draft_and_what_comes_next(draft: Draft, package: Package) -> None:
    result = draft(cwd=package.root)
    assert result.returncode == 0
    assert result.stdout.splitlines() == [
        "  1  0.3 · date · the town council (organisation)",
        "     The library of Brill has been closed since Monday",
        "  2  0.5 · quantity · the article itself",
        "     About 40 tonnes of books were moved to a school",
        "     ~40 t of books",
        "  3  0.5 · forecast · Mira Holt (person, head librarian)"
        " ← Brill Echo quoted ← Mira Holt said",
        "     Repairs will be finished by October 2026",
        "4 drafts, 1 left out, 1 of them not checkable (--all shows them)",
    ]
    assert "--drafter sheet --as ASSESSOR --accept all" in result.stderr
    assert "It was a sad day" in draft("--all", cwd=package.root).stdout


def test_without_a_package_it_proposes_all_the_same(draft: Draft) -> None:
    result = draft()
    assert result.stdout.count("\n") == 8
    assert "there is no package here: claimpack init DIR" in result.stderr
    assert "the date of the article is not known: relative dates are left out" in result.stderr
    assert "relative dates" not in draft("--published-on", "2026-03-04").stderr


def test_accepted_drafts_are_written_and_pass_the_check(draft: Draft, package: Package) -> None:
    result = draft("--accept", "1,3", "--as", DESK, cwd=package.root)
    # what a plug-in prints is no data
    assert (result.returncode, result.stderr) == (0, "thinking\n")
    assert "thinking" not in result.stdout
    assert "claims/claims.csv: 4 rows: C001, C002, C003, C004" in result.stdout
    assert check_package(package).findings == []
    result = draft("--accept", "all", "--as", DESK, cwd=package.root)
    assert "claims/claims.csv: C005" in result.stdout
    assert check_package(package).findings == []
    result = draft("--accept", "all", "--as", DESK, cwd=package.root)
    assert (result.returncode, result.stdout) == (2, "")
    assert "there is nothing to accept" in result.stderr
    shown = draft(cwd=package.root).stdout
    assert "     stands as C002: the same words of this article" in shown
    assert "3 repeat what the package has" in shown


def test_json_has_the_rows_by_table_and_every_draft(draft: Draft, package: Package) -> None:
    said = told(draft("--format", "json", cwd=package.root))
    assert list(said) == [
        *("speakers", "claims", "attributions", "quantities", "drafts", "left_out")
    ]
    assert [row["claim_id"] for row in said["claims"]] == [f"C00{n}" for n in range(1, 6)]
    first, figure = said["drafts"][0], said["drafts"][1]["quantities"][0]
    assert list(first) == [
        *("number", "quote", "quote_start", "quote_end", "quote_sha256", "claim_kind"),
        *("checkability", "checkability_reason", "score", "worth", "speaker", "attributions"),
        *("quantities", "dates", "repeats", "claim_text", "is_shortened", "is_proposed"),
        "same_as",
    ]
    assert TEXT[first["quote_start"] : first["quote_end"]] == first["quote"]
    assert first["worth"] == [{"reason": "date", "points": 0.3}]
    assert (figure["lower"], figure["unit"], figure["is_approximate"]) == ("40", "t", True)
    assert [draft["number"] for draft in said["drafts"]] == [1, 2, 3, 4]


@pytest.mark.parametrize("kind", ["claim", "rows"])
def test_json_out_is_taken_as_it_is(
    draft: Draft, package: Package, run: Run, tmp_path: Path, kind: str
) -> None:
    before = contents(package.root)
    path = tmp_path / "drafts.json"
    path.write_text(draft("--format", "json", cwd=package.root).stdout, encoding="utf-8")
    assert contents(package.root) == before
    result = run("add", kind, "--from", str(path), "--as", DESK, cwd=package.root)
    assert result.returncode == 0, result.stderr
    assert "'drafts' is for reading only: what is taken are the rows of speakers" in result.stderr
    assert check_package(package).findings == []
    [forecast] = read_rows(package, "forecasts")
    assert forecast["claim_id"] == "C005"


def test_a_span_that_was_changed_by_hand_is_refused(
    draft: Draft, package: Package, run: Run, tmp_path: Path, article: Path
) -> None:
    before = contents(package.root)
    said = told(draft("--format", "json", cwd=package.root))
    said["claims"][2]["quote_end"] = str(int(said["claims"][2]["quote_end"]) - 10)
    path = tmp_path / "drafts.json"
    path.write_text(json.dumps(said), encoding="utf-8")
    taken = ("add", "claim", "--from", str(path), "--text", str(article), "--as", DESK)
    result = run(*taken, cwd=package.root)
    assert (result.returncode, result.stdout) == (2, "")
    assert "row 3 of claims: quote_sha256 is not the hash of what stands from" in result.stderr
    assert "there stands “About 40 tonnes of books were moved t”" in result.stderr
    assert contents(package.root) == before


def test_csv_out_is_taken_once_its_speakers_are_there(
    draft: Draft, package: Package, run: Run, tmp_path: Path, article: Path
) -> None:
    result = draft("--format", "csv", cwd=package.root)
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["quote"] for row in rows][2] == "About 40 tonnes of books were moved to a school"
    assert rows[4]["resolution_criterion"].startswith("Whether it came about")
    assert "3 hops of attributions and 1 figures" in result.stderr
    path = tmp_path / "drafts.csv"
    path.write_text(result.stdout, encoding="utf-8")
    taken = ["add", "claim", "--from", str(path), "--text", str(article), "--as", DESK]
    refused = run(*taken, cwd=package.root)
    assert refused.returncode == 2 and "there is no 'the-town-council'" in refused.stderr
    for line in result.stderr.splitlines():
        if line.startswith("  → claimpack add speaker "):
            added = run(*shlex.split(line)[2:], cwd=package.root)
            assert added.returncode == 0, added.stderr
    result = run(*taken, cwd=package.root)
    assert result.returncode == 0, result.stderr
    assert len(read_rows(package, "claims")) == 5
    assert check_package(package).valid


def test_a_trial_tells_and_writes_nothing(draft: Draft, package: Package) -> None:
    before = contents(package.root)
    result = draft("--accept", "2", "--as", DESK, "--dry-run", cwd=package.root)
    assert result.stdout.endswith("nothing was written\n") and "C001" in result.stdout
    said = told(draft("--accept", "2", "--dry-run", "--format", "json", cwd=package.root))
    assert [row["claim_text"] for row in said["claims"]] == [
        "About 40 tonnes of books were moved to a school."
    ]
    assert contents(package.root) == before


def test_all_tells_what_it_leaves_out_and_json_lists_what_it_takes(
    draft: Draft, package: Package
) -> None:
    taken = draft("--accept", "2", "--as", DESK, cwd=package.root)
    assert "1 figure" not in taken.stderr  # its measure fits
    result = draft("--accept", "all", "--as", DESK, "--format", "json", cwd=package.root)
    assert [draft["number"] for draft in told(result)["drafts"]] == [1, 3]
    assert "1 draft is left out:" in result.stderr
    assert "  2: stands as C001: the same words of this article" in result.stderr
    assert "→ name their numbers to accept them all the same" in result.stderr


def test_every_rejection_is_in_json_and_ten_on_stderr(
    draft: Draft, package: Package, tmp_path: Path
) -> None:
    sheet = tmp_path / "sheet.json"
    sheet.write_text(json.dumps([*DRAFTS, *({"quote": f"nothing {n}"} for n in range(12))]))
    result = draft("--format", "json", cwd=package.root)
    assert [found["number"] for found in told(result)["left_out"]] == list(range(5, 17))
    assert "12 drafts of 'sheet' are left out:" in result.stderr
    assert "  and 2 more: --format json has all" in result.stderr
    assert "  15: " not in result.stderr


def test_figures_that_are_not_written_have_their_commands_in_json(
    draft: Draft, tmp_path: Path, package: Package
) -> None:
    figure = {"quote": "a third", "lower": 33.3, "upper": 33.4, "unit": "%"}
    sheet = tmp_path / "sheet.json"
    sheet.write_text(json.dumps([{"quote": "lost a third", "quantities": [figure]}]))
    result = draft("--format", "json", cwd=package.root)
    [commands] = [q["commands"] for q in told(result)["drafts"][0]["quantities"]]
    assert [command.split()[2] for command in commands] == ["measure", "quantity"]
    assert "1 figure is not written (no measure fits: 1)" in result.stderr
    assert "not written" not in draft("--format", "json").stderr


@pytest.mark.parametrize(
    ("wanted", "says", "fix"),
    [
        ("9", "there is no draft 9", "there are 1 to 4"),
        ("0", "there is no draft 0", "there are 1 to 4"),
        ("2-9", "there is no draft 9", "there are 1 to 4"),
        ("3-2", "the range 3-2 is empty", "did you mean 2-3?"),
        ("", "'' is no number or range", "1,4-7"),
        ("1,,2", "'' is no number or range", "1,4-7"),
        ("one", "'one' is no number or range", "1,4-7"),
        ("1-", "'1-' is no number or range", "1,4-7"),
        ("9" * 40, "is no number or range", "1,4-7"),
    ],
)
def test_numbers_that_mean_nothing_are_refused(
    draft: Draft, package: Package, wanted: str, says: str, fix: str
) -> None:
    before = contents(package.root)
    result = draft("--accept", wanted, "--as", DESK, cwd=package.root)
    assert (result.returncode, result.stdout) == (2, "")
    assert says in result.stderr and fix in result.stderr
    assert contents(package.root) == before


def test_an_article_that_is_not_there_is_told_with_the_command(
    draft: Draft, tmp_path: Path
) -> None:
    package = init_package(tmp_path / "empty")
    result = draft(
        *("--accept", "1", "--as", DESK, "--published-on", "2026-03-04"), cwd=package.root
    )
    assert (result.returncode, result.stdout) == (2, "")
    assert "the article is not in the package: no article has the hash" in result.stderr
    assert "--title … --publisher … --url … --language en" in result.stderr
    assert "--published-on 2026-03-04 --published-on-basis …" in result.stderr
    said = told(draft("--format", "json", cwd=package.root))
    assert "article_id" not in said["claims"][0]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--accept", "1"], "an assessor is missing"),
        (["--accept", "1", "--as", "nobody"], "there is no assessor 'nobody'"),
        (["--article", "readers"], "the text is not that of the article 'readers'"),
        (["--article", "nothing"], "there is no article 'nothing' in the package"),
        (["--published-on", "2026-02-30"], "'2026-02-30' is no day of the calendar"),
        (["--published-on", "2026"], "'2026' is no day of the calendar"),
        (["--review", "--as", DESK], "a review needs a terminal"),
        (["--review", "--format", "json"], "--review goes with neither"),
        (["--pdf", "x.pdf"], "give one of --text, --html and --pdf, not several"),
    ],
)
def test_what_cannot_be_done_is_one_clear_sentence(
    draft: Draft, package: Package, arguments: list[str], says: str
) -> None:
    result = draft(*arguments, cwd=package.root)
    assert (result.returncode, result.stdout) == (2, "")
    assert says in result.stderr and "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("ru", "the article is in Russian"),
        ("pt-BR", "the article is in Portuguese"),
        ("tlh", "the article is in Klingon"),
        ("English", "'English' is no tag of a language"),
    ],
)
def test_another_language_is_refused_by_name(
    run: Run, article: Path, language: str, says: str
) -> None:
    result = run("draft", "--text", str(article), "--language", language)
    assert (result.returncode, result.stdout) == (2, "")
    assert says in result.stderr


def test_the_language_of_the_page_counts(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    words = "<p>" + "Die Bibliothek ist seit Montag geschlossen, sagte der Rat der Stadt. " * 6
    page.write_text(f"<html lang='de'><body><article>{words}</article></body></html>")
    result = run("draft", "--html", str(page), cwd=tmp_path)
    assert result.returncode == 2
    assert "German" in result.stderr


@pytest.mark.parametrize("output", ["text", "json", "csv"])
def test_what_a_terminal_would_obey_is_never_printed(run: Run, tmp_path: Path, output: str) -> None:
    path = tmp_path / "article.txt"
    path.write_text(TEXT.replace("books were", "\x1b[31mbooks\x9b0m \u202ewere\x07"))
    result = run("draft", "--text", str(path), "--format", output, *DATED, cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert "About 40 tonnes of" in result.stdout
    assert not any(sign in result.stdout + result.stderr for sign in "\x1b\x9b\u202e\x07")


def test_a_page_as_a_text_is_refused_and_no_article_is_asked_for(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("<!doctype html><html><body>Closed</body></html>")
    result = run("draft", "--text", str(page), cwd=tmp_path)
    assert result.returncode == 2 and "is a page in HTML, no plain text" in result.stderr
    assert "with --html" in result.stderr
    result = run("draft", cwd=tmp_path)
    assert result.returncode == 2 and "which article? Give its text with --text" in result.stderr


def test_a_text_of_other_bytes_is_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(b"caf\xe9")
    result = run("draft", "--text", str(path), cwd=tmp_path)
    assert result.returncode == 2 and "is not UTF-8" in result.stderr


def test_the_rules_draft_what_can_be_written(
    run: Run, package: Package, article: Path, tmp_path: Path
) -> None:
    listed = run("draft", "--text", str(article), cwd=package.root)
    assert listed.returncode == 0, listed.stderr
    assert "The library of Brill has been closed since Monday" in listed.stdout
    assert "2026-03-02" in listed.stdout  # the Monday before the day of the article
    written = run(
        "draft", "--text", str(article), "--accept", "all", "--as", DESK, cwd=package.root
    )
    assert written.returncode == 0, written.stderr
    assert check_package(package).findings == []
    proved = run("verify-quotes", "--text", str(article), "--article", "library", cwd=package.root)
    assert proved.returncode == 0, proved.stdout
    again = run("draft", "--text", str(article), "--format", "json", cwd=package.root)
    drafts = json.loads(again.stdout)["drafts"]
    assert all(draft["repeats"] for draft in drafts if draft["is_proposed"])


@pytest.mark.parametrize("library", ["rapidfuzz", "sentencex", "dateparser", "quantulum3"])
def test_without_the_extra_it_says_what_to_install(
    article: Path, tmp_path: Path, library: str
) -> None:
    program = f"import sys; sys.modules[{library!r}] = None; from claimpack.cli import main; main()"
    result = subprocess.run(
        [sys.executable, "-c", program, "draft", "--text", str(article), *DATED],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert (result.returncode, result.stdout) == (2, "")
    assert f"{library} is not installed" in result.stderr
    assert "pip install 'claimpack[draft]'" in result.stderr
