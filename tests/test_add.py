"""Rows are added by options, from files, or by questions: checked first, all or none."""

import json
import os
import pty
import select
import signal
import sys
from pathlib import Path

import pytest

from claimpack.check import check_package
from claimpack.package import load_package

from .conftest import Run, contents
from .faults import read_rows

DESK = "research-desk"
CLAIM = {
    "article_id": "investcentrum-cpc-2025-02",
    "claim_text": "A claim that was added by a test.",
    "claim_kind": "fact",
    "speaker_id": "investcentrum",
    "checkability": "yes",
    "checkability_reason": "It can be looked up.",
}


def rows(root: Path, table: str) -> list[dict[str, str]]:
    return read_rows(root / "claims" / f"{table}.csv")


def options(record: dict[str, str]) -> list[str]:
    return [part for name, cell in record.items() for part in (f"--{name.replace('_', '-')}", cell)]


def test_a_row_gets_an_id_from_its_name_and_stands_in_its_place(
    package_copy: Path, run: Run
) -> None:
    result = run(
        *("add", "publisher", "--name", "Új Szó — Bratislava", "--kind", "news_outlet"),
        *("--country", "SK", "--reliability-reason", "Nobody has graded it."),
        *("--package", str(package_copy)),
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == "claims/publishers.csv: uj-szo-bratislava\nadded\n"
    ids = [row["publisher_id"] for row in rows(package_copy, "publishers")]
    assert "uj-szo-bratislava" in ids and ids == sorted(ids)


def test_the_sign_of_a_currency_is_no_part_of_an_id(package_copy: Path, run: Run) -> None:
    result = run(
        *("add", "publisher", "--name", "£1.5m and €2 a day", "--kind", "news_outlet"),
        *("--reliability-reason", "Nobody has graded it.", "--package", str(package_copy)),
    )
    assert result.stdout == "claims/publishers.csv: 1-5m-and-2-a-day\nadded\n"


def test_ids_are_numbered_on_and_times_filled(package_copy: Path, run: Run) -> None:
    result = run(
        *("add", "evidence", "--claim", "C015", "--source", "S002", "--stance", "context"),
        *("--summary", "Something beside it.", "--as", DESK, "--format", "json"),
        *("--package", str(package_copy)),
    )
    assert result.returncode == 0, result.stderr
    [row] = json.loads(result.stdout)["evidence"]
    last = max(r["evidence_id"] for r in rows(package_copy, "evidence") if r["claim_id"] == "C015")
    assert row["evidence_id"] == last
    assert (row["added_by"], row["added_at"][-1]) == (DESK, "Z")
    assert check_package(load_package(package_copy)).valid


def test_a_claim_begins_its_log_and_its_span_is_proved(
    package_copy: Path, run: Run, article_text: Path
) -> None:
    result = run(
        *("add", "claim", "--text", str(article_text), "--as", DESK),
        *("--quote", "Kazakhstan to Engage with Ukraine", "--keep-words"),
        *options(CLAIM),
        *("--package", str(package_copy)),
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines() == [
        "claims/claims.csv: C066",
        "claims/assessments.csv: C066-01",
        "added",
    ]
    claim = rows(package_copy, "claims")[-1]
    assert (claim["quote_start"], claim["quote_end"]) == ("0", "33")
    assert claim["quote_exact"] == "Kazakhstan to Engage with Ukraine"
    result = run("verify-quotes", "--text", str(article_text), "--package", str(package_copy))
    assert result.stdout.startswith("66 of 66 spans")


def test_the_quotation_budget_is_guarded(package_copy: Path, run: Run, article_text: Path) -> None:
    before = contents(package_copy)
    result = run(
        *("add", "claim", "--text", str(article_text), "--as", DESK, "--keep-words"),
        *("--quote-start", "1500", "--quote-end", "2500"),
        *options(CLAIM),
        *("--package", str(package_copy)),
    )
    assert result.returncode == 1
    assert "nothing was written: quotation-budget" in result.stderr
    assert "Empty quote_exact where the wording is not the point" in result.stderr
    assert contents(package_copy) == before


def test_a_forecast_comes_with_its_criterion(
    package_copy: Path, run: Run, article_text: Path
) -> None:
    said = {name: cell for name, cell in CLAIM.items() if name != "claim_kind"}
    result = run(
        *("add", "forecast", "--text", str(article_text), "--as", DESK),
        *("--quote", "Kazakhstan to Engage with Ukraine", "--resolves-by", "2027"),
        *("--resolution-criterion", "They have met.", *options(said)),
        *("--package", str(package_copy)),
    )
    assert result.returncode == 0, result.stderr
    assert rows(package_copy, "claims")[-1]["claim_kind"] == "forecast"
    assert rows(package_copy, "forecasts")[-1] == {
        "claim_id": "C066",
        "resolution_criterion": "They have met.",
        "resolves_by": "2027",
        "resolved_on": "",
    }


SPEAKER = '"kind": "unnamed", "is_party_reason": "Not known."'
FILES = {
    "rows.csv": 'name,kind,is_party_reason\nOne,unnamed,?\n"Two, too",unnamed,?\n',
    "with a mark.csv": '\ufeffname,kind,is_party_reason\nOne,unnamed,?\n"Two, too",unnamed,?\n',
    "rows.json": f'[{{"name": "One", {SPEAKER}}}, {{"name": "Two, too", {SPEAKER}}}]',
    "tables.json": f'{{"speakers": [{{"name": "One", {SPEAKER}}}, {{"name": "Two, too", {SPEAKER},'
    ' "is_party": true}]}',
}


@pytest.mark.parametrize("name", FILES)
def test_many_rows_come_from_a_file(
    package_copy: Path, tmp_path: Path, run: Run, name: str
) -> None:
    path = tmp_path / name
    path.write_text(FILES[name], encoding="utf-8")
    result = run("add", "speaker", "--from", str(path), "--package", str(package_copy))
    assert result.returncode == 0, result.stderr
    assert result.stdout == "claims/speakers.csv: 2 rows: one, two-too\nadded\n"
    added = [r for r in rows(package_copy, "speakers") if r["speaker_id"] in ("one", "two-too")]
    assert [row["name"] for row in added] == ["One", "Two, too"]
    assert added[1]["is_party"] == ("true" if name == "tables.json" else "")


def test_a_thousand_rows_are_added_at_once(package_copy: Path, tmp_path: Path, run: Run) -> None:
    path = tmp_path / "rows.csv"
    lines = [f"Witness {number},unnamed,?" for number in range(1000)]
    path.write_text("\n".join(["name,kind,is_party_reason", *lines]) + "\n")
    before = len(rows(package_copy, "speakers"))
    assert (
        run("add", "speaker", "--from", str(path), "--package", str(package_copy)).returncode == 0
    )
    assert len(rows(package_copy, "speakers")) == before + 1000


BAD_FILES = {
    "semicolons": ("r.csv", "name;kind\na;b\n", "line 1: the cells are parted by ';'"),
    "a key twice": (
        "r.json",
        '[{"name": "a", "name": "b"}]',
        "the key 'name' stands twice",
    ),
    "the log": (
        "r.json",
        '{"assessments": [{"seq": 1}]}',
        "written by 'claimpack assess'",
    ),
    "a cell too many": ("r.csv", "name,kind\na,b,c\n", "r.csv, line 2: 3 cells, and the header"),
    "a column twice": ("r.csv", "name,name\na,b\n", "line 1: the column 'name' stands twice"),
    "another column": ("r.csv", "name,knd\na,b\n", "speakers have no 'knd'\n  → perhaps kind"),
    "an open quote": ("r.csv", 'name\n"a\n', "r.csv, line 2: unexpected end of data"),
    "no rows": ("r.csv", "name,kind\n", "r.csv holds no rows"),
    "nothing": ("r.csv", "", "r.csv holds no rows"),
    "Latin-1": ("r.csv", b"name\ncaf\xe9\n", "r.csv is not UTF-8 (byte 8)"),
    "no JSON": ("r.json", "[{]", "r.json: line 1, column 3"),
    "no list": ("r.json", '"x"', "'speakers' is no list of objects"),
    "a list in a cell": ("r.json", '[{"name": ["a"]}]', "row 1 of speakers: a list or an object"),
    "another table": ("r.json", '{"speeches": [{"a": 1}]}', "there is no table 'speeches'"),
    "a code list": (
        "r.json",
        '{"stances": [{"code": "x"}]}',
        "no table 'stances' to which",
    ),
    "a missing cell": (
        "r.csv",
        "name,kind,is_party_reason\na,unnamed,?\nb,,?\n",
        "row 2 of speakers: kind is missing",
    ),
    "an unknown code": ("r.csv", "name,kind,is_party_reason\na,persn,?\n", "perhaps person"),
    "the same twice": (
        "r.csv",
        "name,kind,is_party_reason\na,unnamed,?\nA,unnamed,?\n",
        "row 2 of speakers: there is a 'a' in claims/speakers.csv already",
    ),
    "a bidi character": (
        "r.csv",
        "name,kind,is_party_reason\na\u202eb,unnamed,?\n",
        "nothing was written: forbidden-characters in speakers",
    ),
    "a formula": (
        "r.csv",
        "speaker_id,name,kind,is_party_reason\nx,=1+1,unnamed,?\n",
        "nothing was written: plain-text in speakers, x, name",
    ),
    "a path for an id": (
        "r.csv",
        "speaker_id,name,kind,is_party_reason\n../x,X,unnamed,?\n",
        "nothing was written: pattern in speakers, ../x, speaker_id",
    ),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_of_a_bad_file_nothing_is_added(
    package_copy: Path, tmp_path: Path, run: Run, name: str
) -> None:
    file, content, says = BAD_FILES[name]
    path = tmp_path / file
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    before = contents(package_copy)
    result = run("add", "speaker", "--from", str(path), "--package", str(package_copy))
    assert result.returncode in (1, 2) and result.stdout == ""
    assert says in result.stderr and result.stderr.count("error:") == 1, result.stderr
    assert contents(package_copy) == before


REFUSED = {
    "a quote without a text": (
        ("claim", "--quote", "x", *options(CLAIM), "--as", DESK),
        "give your copy with --text FILE",
    ),
    "nobody": (("evidence", "--claim", "C015", "--source", "S002"), "an assessor is missing"),
    "what is missing": (("speaker", "--name", "X"), "give it with --kind"),
    "a source that is not there": (
        (
            *("evidence", "--claim", "C015", "--source", "S0002", "--stance", "context"),
            *("--summary", "x", "--as", DESK),
        ),
        "there is no 'S0002' in claims/sources.csv",
    ),
    "a unit that is none": (
        ("unit", "--code", "barrels", "--label", "Barrels", "--definition", "A barrel."),
        "'barrels' is not a UCUM unit",
    ),
    "rows and options": (("speaker", "--name", "X", "--from", "x.json"), "not both"),
    "rows of no file": (("rows",), "Missing option '--from'"),
    "a kind that is none": (("witness",), "No such command 'witness'"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_added_is_one_clear_sentence(
    package_copy: Path, run: Run, name: str
) -> None:
    command, says = REFUSED[name]
    (package_copy / "x.json").write_text('[{"name": "X"}]')
    before = contents(package_copy)
    result = run("add", *command, cwd=package_copy)
    assert (result.returncode, result.stdout) == (2, "")
    assert says in result.stderr
    assert contents(package_copy) == before


def test_another_text_than_that_of_the_article_is_refused(
    package_copy: Path, tmp_path: Path, run: Run
) -> None:
    path = tmp_path / "other.txt"
    path.write_text("Quite another text, of another article, with other words in it.\n")
    result = run(
        *("add", "claim", "--text", str(path), "--quote", "another text", "--as", DESK),
        *(*options(CLAIM), "--package", str(package_copy)),
    )
    assert result.returncode == 2
    assert "the text is not that of the article 'investcentrum-cpc-2025-02'" in result.stderr


def test_a_broken_package_takes_no_rows(package_copy: Path, run: Run) -> None:
    path = package_copy / "claims" / "evidence.csv"
    path.write_text(path.read_text().replace("C014-E01,C014,", "C014-E01,C099,", 1))
    before = contents(package_copy)
    result = run(
        *("add", "speaker", "--name", "X", "--kind", "unnamed", "--is-party-reason", "?"),
        *("--package", str(package_copy)),
    )
    assert (result.returncode, result.stdout) == (1, "")
    assert "nothing was written: the package has" in result.stderr
    assert "errors already" in result.stderr and "claimpack check" in result.stderr
    assert contents(package_copy) == before


def test_what_mends_a_broken_package_is_taken(package_copy: Path, run: Run) -> None:
    path = package_copy / "claims" / "speakers.csv"
    kept = [line for line in path.read_text().splitlines() if not line.startswith("putin,")]
    path.write_text("\n".join(kept) + "\n")
    assert not check_package(load_package(package_copy)).valid
    result = run(
        *("add", "speaker", "--id", "putin", "--name", "Vladimir Putin", "--kind", "person"),
        *("--is-party-reason", "Not looked at.", "--package", str(package_copy)),
    )
    assert result.returncode == 0, result.stderr
    assert check_package(load_package(package_copy)).valid


def test_on_a_terminal_what_is_missing_is_asked_for(package_copy: Path) -> None:
    child, terminal = pty.fork()
    if not child:
        os.chdir(package_copy)
        os.execv(
            sys.executable,
            [sys.executable, "-m", "claimpack", "add", "speaker", "--name", "The captain"],
        )
    answers = [("Kind", "captain"), ("Kind", "unnamed"), ("Reason", "Saw it.")]
    seen, screen = "", ""
    while True:
        ready, _, _ = select.select([terminal], [], [], 30)
        try:
            part = os.read(terminal, 4096).decode() if ready else ""
        except OSError:
            part = ""
        if not part:
            break
        seen, screen = seen + part, screen + part
        if answers and seen.rstrip().endswith(":") and answers[0][0] in seen:
            os.write(terminal, f"{answers.pop(0)[1]}\n".encode())
            seen = ""
    if answers:
        os.kill(child, signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0, screen
    assert answers == [] and "'captain' is not one of" in screen
    row = next(r for r in rows(package_copy, "speakers") if r["speaker_id"] == "the-captain")
    assert (row["kind"], row["is_party_reason"]) == ("unnamed", "Saw it.")
