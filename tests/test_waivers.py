"""A finding is set aside for a while, with a reason and a name, and comes back."""

import json
from datetime import date
from pathlib import Path

import pytest

from claimpack.check import check_package
from claimpack.errors import DataError
from claimpack.package import load_package
from claimpack.waivers import apply_waivers, load_waivers

from .conftest import Run

HEADER = "rule,table,key,reason,who,until\n"
FAR, PAST = "2999-12-31", "2020-01-01"


@pytest.fixture
def broken(package_copy: Path) -> Path:
    """A package in which one cell breaks one rule: C014-E01 quotes 16 words."""
    path = package_copy / "claims" / "evidence.csv"
    lines = path.read_text(encoding="utf-8").split("\n")
    number = next(n for n, line in enumerate(lines) if line.startswith("C014-E01,"))
    header = lines[0].split(",")
    cells = lines[number].split(",")
    assert len(cells) == len(header), "the row has no quoted cells"
    cells[header.index("key_quote")] = " ".join(["word"] * 16)
    lines[number] = ",".join(cells)
    path.write_text("\n".join(lines), encoding="utf-8")
    return package_copy


def waive(root: Path, *lines: str) -> None:
    text = HEADER + "".join(f"{line}\n" for line in lines)
    (root / "validation" / "waivers.csv").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "place", ["evidence,C014-E01", "evidence,", ",C014-E01", ","], ids=["all", "table", "key", "-"]
)
def test_a_waived_finding_is_listed_as_waived_and_the_package_is_valid(
    broken: Path, place: str, run: Run
) -> None:
    waive(broken, f"key-quote-words,{place},The wording is disputed.,The desk,{FAR}")
    result = run("check", "--package", str(broken), "--format", "json")
    assert result.returncode == 0, result.stdout
    report = json.loads(result.stdout)
    assert (report["valid"], report["findings"]) == (True, [])
    assert report["counts"] == {"error": 0, "warning": 0, "waived": 1}
    waived = report["waived"][0]
    assert (waived["rule"], waived["row_key"]) == ("key-quote-words", "C014-E01")
    assert (waived["reason"], waived["who"]) == ("The wording is disputed.", "The desk")
    text = run("check", "--package", str(broken)).stdout
    assert "waived" in text and "until 2999-12-31 by The desk" in text
    assert "1 waived" in text


def test_a_finding_comes_back_when_the_date_has_passed(broken: Path) -> None:
    waive(broken, f"key-quote-words,evidence,C014-E01,Disputed.,The desk,{PAST}")
    report = check_package(load_package(broken))
    assert not report.valid
    assert [f.rule for f in report.findings] == ["key-quote-words"]
    assert report.findings[0].message.endswith("(it was waived until 2020-01-01)")


def test_a_waiver_holds_through_its_last_day(broken: Path) -> None:
    waive(broken, "key-quote-words,evidence,C014-E01,Disputed.,The desk,2026-11-30")
    package = load_package(broken)
    waive(broken)
    findings = check_package(package).findings
    waive(broken, "key-quote-words,evidence,C014-E01,Disputed.,The desk,2026-11-30")
    standing, waived = apply_waivers(package, findings, date(2026, 11, 30))
    assert (len(standing), len(waived)) == (0, 1)
    standing, waived = apply_waivers(package, findings, date(2026, 12, 1))
    assert (len(standing), len(waived)) == (1, 0)


@pytest.mark.parametrize(
    "line",
    [
        f"key-quote-words,evidence,C014-E02,Why.,The desk,{FAR}",
        f"key-quote-words,claims,C014-E01,Why.,The desk,{FAR}",
        f"quote-hash,evidence,C014-E01,Why.,The desk,{PAST}",
    ],
)
def test_a_waiver_that_matches_nothing_is_a_warning(broken: Path, line: str) -> None:
    waive(broken, line)
    report = check_package(load_package(broken))
    assert [(f.rule, f.severity, f.file, f.line) for f in report.findings] == [
        ("key-quote-words", "error", "claims/evidence.csv", report.findings[0].line),
        ("waiver-unused", "warning", "validation/waivers.csv", 2),
    ]


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("key-quote-wrds", "there is no rule 'key-quote-wrds'"),
        ("quote-hash", "sets nothing aside"),
    ],
)
def test_a_waiver_says_why_it_is_of_no_use(broken: Path, rule: str, says: str) -> None:
    waive(broken, f"{rule},,,Why.,The desk,{FAR}")
    found = check_package(load_package(broken)).findings
    assert [says in f.message for f in found if f.rule == "waiver-unused"] == [True]


def test_no_waiver_sets_a_broken_log_aside(package_copy: Path) -> None:
    path = package_copy / "claims" / "assessments.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("from the article.", "from the paper.", 1), encoding="utf-8")
    waive(package_copy, f"log-chain,,,It was a typing error.,The desk,{FAR}")
    report = check_package(load_package(package_copy))
    assert [(f.rule, f.severity) for f in report.findings] == [
        ("log-chain", "error"),
        ("waiver-unused", "warning"),
    ]
    assert "no waiver sets it aside" in report.findings[1].message


def test_a_waiver_for_what_only_the_full_check_finds_is_not_unused_on_the_fast_path(
    package_copy: Path,
) -> None:
    waive(package_copy, f"generated-stale,,,We generate at night.,The desk,{FAR}")
    assert check_package(load_package(package_copy)).findings == []


def test_a_package_without_the_file_has_no_waivers(package_copy: Path) -> None:
    (package_copy / "validation" / "waivers.csv").unlink()
    assert load_waivers(load_package(package_copy)) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("rule,table\n", "line 1: the header"),
        ("", "line 1: the header"),
        (HEADER + "a,b,c\n", "line 2: there are 3 cells, not 6"),
        (HEADER + f"a,b,c,,who,{FAR}\n", "line 2: reason is empty"),
        (HEADER + f"a,b,c,why,,{FAR}\n", "line 2: who is empty"),
        (HEADER + f",b,c,why,who,{FAR}\n", "line 2: rule is empty"),
        (HEADER + "a,b,c,why,who,soon\n", "line 2: until is not a day: 'soon'"),
        (HEADER + "a,b,c,why,who,2026-13-01\n", "until is not a day"),
        (HEADER + 'a,b,c,"why\n', "line 2: "),
    ],
)
def test_a_line_that_is_no_waiver_is_told(
    package_copy: Path, text: str, says: str, run: Run
) -> None:
    (package_copy / "validation" / "waivers.csv").write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as error:
        load_waivers(load_package(package_copy))
    assert says in str(error.value)
    result = run("check", "--package", str(package_copy))
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.count("error:") == 1
