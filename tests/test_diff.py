"""What changed between two states, and how much the version has to move for it."""

import csv
import io
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from claimpack.changes import Change
from claimpack.diff import diff_packages
from claimpack.errors import ClaimpackError
from claimpack.package import load_package
from claimpack.versions import is_before, least_version

from .conftest import ROOT, Run
from .faults import Edit, Tables, add, change, rechain, remove


def edited(root: Path, *edits: Edit) -> None:
    tables = Tables()
    for edit in edits:
        edit(tables)
    tables.write(root)


def test_nothing_changed(package_copy: Path) -> None:
    diff = diff_packages(load_package(ROOT), load_package(package_copy))
    assert (diff.level, diff.changes, diff.verdicts, diff.reasons) == ("none", [], [], [])


def test_rows_and_cells_are_told_field_by_field(package_copy: Path) -> None:
    edited(
        package_copy,
        change("publishers", "tass", country="US", name="Tass"),
        add("speakers", speaker_id="zoe", name="Zoe", kind="person", is_party_reason="?"),
        remove("forecasts", "C060"),
    )
    diff = diff_packages(load_package(ROOT), load_package(package_copy))
    assert diff.changes == [
        Change("changed", "publishers", "tass", "country", "RU", "US"),
        Change("changed", "publishers", "tass", "name", "TASS", "Tass"),
        Change("added", "speakers", "zoe", None, None, None),
        Change("removed", "forecasts", "C060", None, None, None),
    ]
    assert diff.level == "major"
    assert diff.reasons == [
        "major: 1 row is removed in forecasts",
        "minor: 1 row is added in speakers",
        "patch: 1 row is changed in publishers",
    ]


def test_verdicts_come_first(package_copy: Path, run: Run) -> None:
    edited(
        package_copy,
        *(change("assessments", f"C015-0{seq}", verdict="refuted") for seq in (3, 4)),
        rechain("C015"),
    )
    text = run("diff", str(ROOT), "--package", str(package_copy)).stdout
    assert text.startswith("C015  contested → refuted\n")
    assert "a patch change from 0.1.0; the version is 0.1.0\n" in text
    found = json.loads(
        run("diff", str(ROOT), "--format", "json", "--package", str(package_copy)).stdout
    )
    assert [(v["claim_id"], v["old"], v["new"]) for v in found["verdicts"]] == [
        ("C015", "contested", "refuted")
    ]


def test_changes_as_csv_tell_verdicts_first_and_run_in_no_spreadsheet(
    package_copy: Path, run: Run
) -> None:
    edited(
        package_copy,
        change("publishers", "tass", name="=1+1"),
        *(change("assessments", f"C015-0{seq}", verdict="refuted") for seq in (3, 4)),
        rechain("C015"),
    )
    schema = package_copy / "schemas" / "policy.json"
    content = json.loads(schema.read_text())
    field(content, "value")["constraints"]["minimum"] = 1  # type: ignore[index]
    schema.write_text(json.dumps(content))
    out = run("diff", str(ROOT), "--format", "csv", "--package", str(package_copy)).stdout
    rows = list(csv.reader(io.StringIO(out)))
    assert rows[:4] == [
        ["change", "table", "row_key", "column", "old", "new"],
        ["verdict", "claim_status", "C015", "verdict", "contested", "refuted"],
        ["changed", "policy", "", "value", '{"minimum": 0}', '{"minimum": 1}'],
        ["changed", "publishers", "tass", "name", "TASS", "'=1+1"],
    ]
    assert {row[1] for row in rows[4:]} == {"assessments"}


def test_a_package_says_otherwise_of_itself(package_copy: Path) -> None:
    path = package_copy / "datapackage.json"
    content = json.loads(path.read_text())
    content.update(version="9.0.0", created="2027-01-01T00:00:00Z", homepage="https://example.org")
    path.write_text(json.dumps(content))
    diff = diff_packages(load_package(ROOT), load_package(package_copy))
    assert (diff.level, diff.reasons) == ("patch", ["patch: the homepage of the package"])
    content["name"] = "other-claims"
    path.write_text(json.dumps(content))
    diff = diff_packages(load_package(ROOT), load_package(package_copy))
    assert (diff.level, diff.reasons[0]) == ("major", "major: the package has another name")


def test_views_are_as_public_as_tables(package_copy: Path, tmp_path: Path, run: Run) -> None:
    views = package_copy / "sql" / "views"
    (views / "open_claims.sql").unlink()
    (views / "speakers_by_name.sql").write_text(
        "create or replace view speakers_by_name as\nselect name, kind from speakers;\n"
    )
    before, after = load_package(ROOT), load_package(package_copy)
    diff = diff_packages(before, after)
    assert diff.reasons == [
        "major: the view open_claims is gone",
        "minor: the view speakers_by_name is new",
    ]
    shutil.copytree(package_copy, tmp_path / "old")
    (views / "speakers_by_name.sql").write_text(
        "create or replace view speakers_by_name as\n"
        "select name, is_party as kind, country from speakers;\n"
    )
    text = run("diff", str(tmp_path / "old"), "--package", str(package_copy)).stdout
    assert text.startswith(
        "speakers_by_name: 1 added, 1 changed\n"
        "  + the column country\n"
        '  ~ the column kind  {"type": "VARCHAR"} → {"type": "BOOLEAN"}\n'
        "major: the type of speakers_by_name.kind\n"
        "minor: the column country of the view speakers_by_name is new\n"
    )
    back = diff_packages(load_package(package_copy), load_package(tmp_path / "old"))
    assert "major: the column country of the view speakers_by_name is gone" in back.reasons


def test_a_key_of_another_table_moves_the_version(package_copy: Path) -> None:
    path = package_copy / "schemas" / "forecasts.json"
    schema = json.loads(path.read_text())
    keys = schema["foreignKeys"]
    schema["foreignKeys"], schema["uniqueKeys"] = [], [["resolves_by"]]
    path.write_text(json.dumps(schema))
    diff = diff_packages(load_package(ROOT), load_package(package_copy))
    assert diff.reasons == [
        "major: the uniqueKeys of forecasts: resolves_by",
        "minor: the foreignKeys of forecasts: claim_id",
    ]
    assert keys and diff.changes[1].old == '{"foreignKeys": ["claims", "claim_id"]}'


@pytest.mark.parametrize(
    "statement",
    [
        "create table big as select repeat('x', 3000000000) as y;",
        "create table endless as with recursive n(i) as (select 1 union all select i + 1 from n)"
        " select max(i) from n;",
        "copy (select 1) to 'evil.csv';",
    ],
)
def test_sql_of_another_state_is_not_trusted(
    package_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("claimpack.diff.RULE_SECONDS", 2)
    path = package_copy / "sql" / "views" / "open_claims.sql"
    path.write_text(path.read_text() + statement)
    with pytest.raises(ClaimpackError, match="cannot be used"):
        diff_packages(load_package(package_copy), load_package(ROOT))
    assert not (tmp_path / "evil.csv").exists()


def test_a_table_that_is_a_pipe_is_not_waited_for(package_copy: Path, run: Run) -> None:
    path = package_copy / "claims" / "correction_requests.csv"
    path.unlink()
    os.mkfifo(path)
    result = run("diff", str(package_copy))
    assert (result.returncode, result.stdout) == (1, "")
    assert "correction_requests.csv is a pipe, not a file" in result.stderr


def field(schema: dict[str, object], name: str) -> dict[str, object]:
    fields = schema["fields"]
    assert isinstance(fields, list)
    found: dict[str, object] = next(f for f in fields if f["name"] == name)
    return found


SCHEMA_CHANGES: dict[str, tuple[Callable[..., object], str, str]] = {
    "a column is gone": (
        lambda s: s["fields"].remove(field(s, "public_id")),
        "major",
        "the columns of assessors: public_id is gone",
    ),
    "a column is new": (
        lambda s: s["fields"].append({"name": "note", "type": "string", "title": "Note"}),
        "major",
        "the columns of assessors: note is new",
    ),
    "columns are swapped": (
        lambda s: s["fields"].reverse(),
        "major",
        "the columns of assessors: their order",
    ),
    "a type": (
        lambda s: field(s, "name").update(type="integer"),
        "major",
        "the type or meaning of assessors.name",
    ),
    "a constraint is tighter": (
        lambda s: field(s, "name")["constraints"].update(minLength=3),  # type: ignore[attr-defined]
        "major",
        "the constraint minLength of assessors.name",
    ),
    "a constraint is gone": (
        lambda s: field(s, "name")["constraints"].update(required=False),  # type: ignore[attr-defined]
        "minor",
        "the constraint required of assessors.name",
    ),
    "a description": (
        lambda s: field(s, "name").update(description="Another."),
        "patch",
        "the description of assessors.name",
    ),
}


@pytest.mark.parametrize("name", SCHEMA_CHANGES)
def test_a_schema_moves_the_version(package_copy: Path, tmp_path: Path, name: str) -> None:
    edit, level, says = SCHEMA_CHANGES[name]
    shutil.copytree(package_copy, tmp_path / "old")
    path = package_copy / "schemas" / "assessors.json"
    schema = json.loads(path.read_text())
    edit(schema)
    path.write_text(json.dumps(schema))
    header = ",".join(f["name"] for f in schema["fields"])
    for root in (package_copy, tmp_path / "old"):  # only the structure is at issue
        table = root / "claims" / "assessors.csv"
        first = table.read_text().split("\n")[0]
        table.write_text((header if root == package_copy else first) + "\n")
        for file in ("assessments", "assessment_evidence", "evidence"):
            log = root / "claims" / f"{file}.csv"
            log.write_text(log.read_text().split("\n")[0] + "\n")
    diff = diff_packages(load_package(tmp_path / "old"), load_package(package_copy))
    assert (diff.level, diff.reasons[0]) == (level, f"{level}: {says}")


@pytest.mark.parametrize(
    ("version", "level", "least"),
    [
        ("1.2.3", "none", "1.2.3"),
        ("1.2.3", "patch", "1.2.4"),
        ("1.2.3", "minor", "1.3.0"),
        ("1.2.3", "major", "2.0.0"),
        ("0.2.3", "minor", "0.3.0"),
        ("0.2.3", "major", "0.3.0"),
    ],
)
def test_the_least_version(version: str, level: str, least: str) -> None:
    assert least_version(version, level) == least  # type: ignore[arg-type]


def test_versions_are_ordered_by_number() -> None:
    assert is_before("0.9.0", "0.10.0") and not is_before("1.0.0", "0.10.0")
    with pytest.raises(ClaimpackError, match="'v1' is no version"):
        is_before("v1", "1.0.0")


def test_a_state_that_is_not_there_is_told(run: Run) -> None:
    result = run("diff", "no-such-tag")
    assert (result.returncode, result.stdout) == (2, "")
    assert "there is no file and no commit 'no-such-tag'" in result.stderr
