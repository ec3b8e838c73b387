"""The full check: four engines, one report, and what they do not agree on."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from claimpack.agreement import merge, merge_exactly
from claimpack.audit import audit
from claimpack.findings import Finding
from claimpack.package import Package, load_package

from .conftest import Run, contents
from .test_bad_input import edit_json

ENGINES = ["duckdb", "frictionless", "pandera", "great_expectations"]


def finding(rule: str, engine: str, line: int = 5, column: str | None = "country") -> Finding:
    return Finding(
        rule,
        "error",
        "publishers",
        "tass",
        "claims/publishers.csv",
        line,
        column,
        "x",
        "It is so.",
        "Mend it.",
        engine,
    )


def test_this_package_passes_all_four_engines(run: Run) -> None:
    result = run("check", "--full", "--format", "json")
    report = json.loads(result.stdout)
    assert (result.returncode, result.stderr) == (0, "")
    assert (report["valid"], report["findings"], report["engines"]) == (True, [], ENGINES)


def test_faults_of_every_kind_are_told_once_with_the_engines_that_find_them(
    package_copy: Path, run: Run
) -> None:
    claims = package_copy / "claims"
    publishers = (claims / "publishers.csv").read_text(encoding="utf-8")
    (claims / "publishers.csv").write_text(publishers.replace(",RU,", ",XX,", 1), encoding="utf-8")
    evidence = (claims / "evidence.csv").read_text(encoding="utf-8")
    assert "C015-E01,C015," in evidence
    evidence = evidence.replace("C015-E01,C015,", "C015-E01,C099,")
    (claims / "evidence.csv").write_text(evidence, encoding="utf-8")
    log = (claims / "assessments.csv").read_text(encoding="utf-8")
    (claims / "assessments.csv").write_text(log.replace("C014-01,C014,1", "C014-01,C014,9", 1))
    report = json.loads(
        run("check", "--full", "--format", "json", "--package", str(package_copy)).stdout
    )
    by_rule = {f["rule"]: f["engine"] for f in report["findings"] if f["column"] != "previous_hash"}
    assert "engines-disagree" not in by_rule, report["findings"]
    assert by_rule["iso3166"] == "duckdb+pandera"
    assert by_rule["foreign-key"] == "duckdb+frictionless"
    assert by_rule["log-chain"] == "duckdb+pandera+great_expectations"
    assert by_rule["ids-carry-their-claim"] == "duckdb+great_expectations"
    keys = [(f["rule"], f["table"], f["line"], f["column"]) for f in report["findings"]]
    assert len(keys) == len(set(keys))


def test_a_pattern_that_takes_python_forever_stops_frictionless_and_nothing_else(
    package_copy: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from claimpack.engines import frictionless_engine
    from claimpack.engines.frictionless_engine import check_with_frictionless
    from claimpack.errors import ClaimpackError
    from claimpack.raw import Reading

    edit_json(
        package_copy / "schemas" / "publishers.json",
        lambda s: s["fields"][1]["constraints"].update(pattern="(?:(a+)+)"),
    )
    path = package_copy / "claims" / "publishers.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(",TASS,", f",{'a' * 40}!,", 1), encoding="utf-8")
    monkeypatch.setattr(frictionless_engine, "SECONDS", 3)
    with pytest.raises(ClaimpackError, match="frictionless was stopped after 3 s") as error:
        check_with_frictionless(load_package(package_copy), Reading(), 0)
    assert "patterns" in (error.value.fix or "")
    result = run("check", "--package", str(package_copy), "--format", "json")
    assert "pattern" in {f["rule"] for f in json.loads(result.stdout)["findings"]}


@pytest.mark.parametrize("engine", ["frictionless", "pandera"])
def test_what_only_one_engine_finds_is_a_defect_of_ours(package: Package, engine: str) -> None:
    theirs = finding("pattern", engine)
    [told] = merge(package, [], {engine: [theirs]}, set())
    assert (told.rule, told.severity, told.line, told.column) == (
        "engines-disagree",
        "error",
        5,
        "country",
    )
    assert f"{engine} finds 'pattern' here and DuckDB does not" in told.message
    ours = finding("pattern", "duckdb")
    kept, told = merge(package, [ours], {engine: []}, set())
    assert kept == ours
    assert f"DuckDB finds 'pattern' here and {engine} does not" in told.message


def test_what_two_engines_find_is_told_once(package: Package) -> None:
    ours = finding("pattern", "duckdb")
    merged = merge(package, [ours], {"frictionless": [finding("pattern", "frictionless")]}, set())
    assert merged == [replace(ours, engine="duckdb+frictionless")]


def test_what_cannot_be_compared_is_left_out(package: Package) -> None:
    theirs = {"frictionless": [finding("pattern", "frictionless")]}
    assert merge(package, [], theirs, {"publishers"}) == []


def test_rules_are_compared_by_row_and_column() -> None:
    ours, theirs = finding("x", "duckdb"), finding("x", "great_expectations")
    engine = "great_expectations"
    assert merge_exactly([ours], engine, [theirs], {"x"}) == [
        replace(ours, engine="duckdb+great_expectations")
    ]
    other = replace(theirs, column="name")
    assert [f.rule for f in merge_exactly([ours], engine, [other], {"x"})] == [
        "x",
        "engines-disagree",
        "engines-disagree",
    ]
    own = finding("row-count", engine)
    assert merge_exactly([], engine, [own], {"x"}) == [own]


AUDITED = {
    "an example that is no text": (
        "schemas/claims.json",
        lambda s: s["fields"][0].update(example=14),
        ("profile", "schemas/claims.json", "fields/0"),
    ),
    "a licence that nobody knows": (
        "datapackage.json",
        lambda d: d["licenses"][0].update(name="open"),
        ("licence", "datapackage.json", "open"),
    ),
    "no licence": (
        "datapackage.json",
        lambda d: d.pop("licenses"),
        ("licence", "datapackage.json", None),
    ),
    "a licence of a table that nobody knows": (
        "datapackage.json",
        lambda d: d["resources"][0].update(licenses=[{"name": "gratis", "path": "https://a.b/c"}]),
        ("licence", "datapackage.json", "gratis"),
    ),
    "a name with spaces": (
        "datapackage.json",
        lambda d: d.update(name="Caspian claims"),
        ("name", "datapackage.json", "Caspian claims"),
    ),
    "a date that is none": (
        "datapackage.json",
        lambda d: d.update(contributors={}),
        ("profile", "datapackage.json", "contributors"),
    ),
}


def test_the_audit_finds_nothing_in_this_package(package: Package) -> None:
    assert audit(package) == []


@pytest.mark.parametrize("name", AUDITED)
def test_the_audit_finds(package_copy: Path, name: str) -> None:
    file, edit, expected = AUDITED[name]
    edit_json(package_copy / file, edit)  # type: ignore[arg-type]
    found = [(f.rule, f.file, f.value) for f in audit(load_package(package_copy))]
    assert expected in [place for place in found if place[0] != "generated-stale"]


def test_the_audit_finds_stale_files(package_copy: Path) -> None:
    (package_copy / "sql" / "open.sql").write_text("select 1;\n")
    found = [(f.rule, f.severity, f.file) for f in audit(load_package(package_copy))]
    assert found == [("generated-stale", "warning", "sql/open.sql")]


def test_a_table_that_is_a_pipe_is_told_and_not_waited_for(package_copy: Path, run: Run) -> None:
    path = package_copy / "claims" / "origins.csv"
    path.unlink()
    os.mkfifo(path)
    report = json.loads(
        run("check", "--full", "--format", "json", "--package", str(package_copy)).stdout
    )
    found = [f for f in report["findings"] if f["severity"] == "error"]
    assert [(f["rule"], f["table"], f["message"]) for f in found] == [
        ("file-missing", "origins", "the file is a pipe, not a file")
    ]


@pytest.mark.parametrize("place", ["claims/claims.csv", "datapackage.json", "schemas/new.json"])
@pytest.mark.parametrize("option", [("check", "--output"), ("build", "-o")])
def test_nothing_is_written_over_a_part_of_the_package(
    package_copy: Path, run: Run, place: str, option: tuple[str, str]
) -> None:
    before = contents(package_copy)
    command, name = option
    result = run(command, name, str(package_copy / place), "--package", str(package_copy))
    assert (result.returncode, result.stdout) == (2, "")
    assert "is a part of the package: nothing is written there" in result.stderr
    assert contents(package_copy) == before


def test_docs_without_full_is_told(run: Run) -> None:
    result = run("check", "--docs", "somewhere")
    assert (result.returncode, result.stdout) == (2, "")
    assert "--docs is written by --full" in result.stderr
