"""The command check, through real files: what it finds, where, and with which exit code."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .conftest import said_by_us
from .faults import ROOT, Tables, change

Finding = dict[str, Any]

# A package of two tables, so that a test holds all of the file that it breaks.
DESCRIPTOR = {
    "name": "small",
    "resources": [
        {"name": "things", "path": "claims/things.csv", "schema": "schemas/things.json"},
        {"name": "kinds", "path": "claims/kinds.csv", "schema": "schemas/kinds.json"},
    ],
}
COUNTED = {"minimum": 0, "maximum": 5000}
THINGS = {
    "fields": [
        {"name": "id", "constraints": {"required": True, "pattern": "[a-z]+"}, "example": "a"},
        {"name": "kind", "constraints": {"required": True}, "example": "big"},
        {"name": "count", "type": "integer", "constraints": COUNTED, "example": 3},
        {"name": "share", "type": "number", "example": 0.5},
        {"name": "is_new", "type": "boolean", "example": True},
        {"name": "made_at", "type": "datetime", "example": "2025-02-18T10:00:00Z"},
        {"name": "made_on", "claimpack:meaning": "edtf", "example": "2025-02"},
        {"name": "size", "constraints": {"enum": ["small", "large"]}, "example": "small"},
        {"name": "note", "constraints": {"minLength": 2, "maxLength": 200}, "example": "A note."},
        {"name": "parent", "example": "a"},
    ],
    "primaryKey": ["id"],
    "uniqueKeys": [["note"]],
    "foreignKeys": [
        {"fields": ["kind"], "reference": {"resource": "kinds", "fields": ["code"]}},
        {"fields": ["parent"], "reference": {"resource": "", "fields": ["id"]}},
    ],
}
KINDS = {"fields": [{"name": "code"}, {"name": "label"}], "primaryKey": ["code"]}
HEADER = "id,kind,count,share,is_new,made_at,made_on,size,note,parent\n"
# A row whose count is wrong, to see that its line is true after what is wrong above it.
LATER = "z,big,01,,,,,,,\n"

KEYS = [
    "rule",
    "severity",
    "table",
    "row_key",
    "file",
    "line",
    "column",
    "value",
    "message",
    "fix",
    "engine",
]


def run(package: Path, *arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run the command on a package; whatever happens, nobody sees a traceback."""
    process = subprocess.run(
        [sys.executable, "-m", "claimpack", "check", "--package", str(package), *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1", "CLAIMPACK_DEBUG": ""},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert "Traceback" not in process.stdout + process.stderr
    assert "unexpected" not in process.stderr
    process.stderr = said_by_us(process.stderr)
    return process


def report_on(package: Path) -> dict[str, Any]:
    """Return the report as JSON; nothing else is printed."""
    process = run(package, "--format", "json")
    assert process.stderr == ""
    report: dict[str, Any] = json.loads(process.stdout)
    assert process.returncode == (0 if report["valid"] else 1)
    assert report["valid"] == (report["counts"]["error"] == 0)
    for finding in report["findings"]:
        assert list(finding) == KEYS
        assert finding["message"] and finding["fix"], finding
    return report


def places(report: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Return rule, line, column and value of each finding."""
    return [(f["rule"], f["line"], f["column"], f["value"]) for f in report["findings"]]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A sound package of two tables."""
    root = tmp_path / "small"
    shutil.copytree(ROOT / "sql" / "macros", root / "sql" / "macros")
    (root / "schemas").mkdir()
    (root / "claims").mkdir()
    (root / "datapackage.json").write_text(json.dumps(DESCRIPTOR), encoding="utf-8")
    (root / "schemas" / "things.json").write_text(json.dumps(THINGS), encoding="utf-8")
    (root / "schemas" / "kinds.json").write_text(json.dumps(KINDS), encoding="utf-8")
    write(root, "a,big,3,0.5,true,2025-02-18T10:00:00Z,2025-02,small,A note.,\nb,big,,,,,,,,a\n")
    (root / "claims" / "kinds.csv").write_bytes(b"code,label\nbig,Big\n")
    return root


def write(root: Path, rows: str, header: str = HEADER) -> None:
    """Write the table of things as it stands here, byte for byte."""
    (root / "claims" / "things.csv").write_bytes((header + rows).encode())


def test_this_package_is_valid_without_a_warning() -> None:
    report = report_on(ROOT)
    assert list(report) == [
        "valid",
        "findings",
        "waived",
        "unlisted",
        "counts",
        "not_checked",
        "engines",
        "seconds",
    ]
    seconds = report.pop("seconds")
    assert isinstance(seconds, float) and seconds > 0
    assert report == {
        "valid": True,
        "findings": [],
        "waived": [],
        "unlisted": [],
        "counts": {"error": 0, "warning": 0, "waived": 0},
        "not_checked": [],
        "engines": ["duckdb"],
    }


def test_the_text_for_people_says_valid_on_stdout() -> None:
    process = run(ROOT)
    assert process.returncode == 0
    assert process.stderr == ""
    assert process.stdout.strip().startswith("valid: 0 errors, 0 warnings in ")
    assert "\x1b" not in process.stdout


def test_the_nearest_package_upwards_is_checked(small: Path) -> None:
    process = subprocess.run(
        [sys.executable, "-m", "claimpack", "check", "--format", "json"],
        cwd=small / "sql" / "macros",
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert process.returncode == 0, process.stderr
    assert json.loads(process.stdout)["valid"]


def test_a_small_package_without_rules_is_valid(small: Path) -> None:
    assert places(report_on(small)) == []


def test_a_package_stands_in_any_folder(small: Path) -> None:
    folder = small.parent / "Zpráva [1] * 'a' {b}?"
    small.rename(folder)
    write(folder, "a,big\n" + LATER)
    assert places(report_on(folder)) == [
        ("row-form", 2, "count", "a,big"),
        ("type", 3, "count", "01"),
    ]


def test_cells_that_are_right_are_not_minded(small: Path) -> None:
    write(
        small,
        'a,"big","0",0,true,"","",large,"He said ""no"", twice.",a\n'
        "b,big,-0,-0.5,false,2024-02-29T23:59:59Z,2025-02-17/..,,\u00e9 \u201cx\u201d \u4e2d,\n"
        "c,big,,100,,,2025-02-18~,,,\n",
    )
    assert places(report_on(small)) == [("type", 3, "count", "-0")]


BAD_CELLS = {
    "kind": {"": "required"},
    "count": {
        "01": "type",
        "+2": "type",
        "1.0": "type",
        "1e3": "type",
        "1 000": "type",
        "1_000": "type",
        "0x1": "type",
        "\u0661": "type",
        "9223372036854775808": "type",
        "-1": "minimum",
        "5001": "maximum",
    },
    "share": {
        "01.5": "type",
        ".5": "type",
        "5.": "type",
        "1.50": "type",
        "0.0": "type",
        "1e3": "type",
        "+1": "type",
        "-0": "type",
        "NaN": "type",
        "inf": "type",
        '"1,5"': "type",
    },
    "is_new": {"t": "type", "yes": "type", "TRUE": "type", "True": "type", "1": "type"},
    "made_at": {
        "2025-2-1": "type",
        "2025-02-01": "type",
        "2025-02-01T10:00:00": "type",
        "2025-02-01 10:00:00Z": "type",
        "2025-02-01T10:00Z": "type",
        "2025-02-01T10:00:00+01:00": "type",
        "2025-02-30T10:00:00Z": "type",
        "2025-02-29T10:00:00Z": "type",
        "2025-13-01T10:00:00Z": "type",
        "2025-02-01T24:00:00Z": "type",
        "2025-02-01T23:60:00Z": "type",
        "2025-02-01T23:59:60Z": "type",
    },
    "made_on": {
        "2025-13": "edtf",
        "2025-02-30": "edtf",
        "18.2.2025": "edtf",
        "February 2025": "edtf",
        "2025-02/2025-01": "edtf",
        "2025-02-18T10:00": "edtf",
        "..": "edtf",
    },
    "size": {"medium": "enum", "Small": "enum"},
    "note": {
        "x": "minLength",
        "y" * 201: "maxLength",
        " before": "stray-space",
        "after ": "stray-space",
        "bell\x07": "forbidden-characters",
        "tab\there": "forbidden-characters",
        "delete\x7f": "forbidden-characters",
        "next line\x85": "forbidden-characters",
        "left\u202eright": "forbidden-characters",
        "\u2066isolate": "forbidden-characters",
        "arabic\u061cmark": "forbidden-characters",
        "zero\u200bwidth": "forbidden-characters",
        "a\u2028line": "forbidden-characters",
        "mark\ufeffed": "forbidden-characters",
        "no\uffffcharacter": "forbidden-characters",
        "tagged\U000e0041": "forbidden-characters",
    },
    "parent": {"nobody": "foreign-key"},
}
CELLS = [(column, cell, rule) for column in BAD_CELLS for cell, rule in BAD_CELLS[column].items()]


def test_every_bad_cell_is_found_at_its_place_and_control_characters_are_shown(
    small: Path,
) -> None:
    names = HEADER.strip().split(",")
    rows = []
    expected = []
    for number, (column, cell, rule) in enumerate(CELLS):
        key = chr(97 + number // 26) + chr(97 + number % 26)
        row = {"id": key, "kind": "big", column: cell}
        rows.append(",".join(row.get(name, "") for name in names) + "\n")
        value = cell.strip('"')[:60].encode("ascii", "backslashreplace").decode()
        for character in "\t\x07\x7f":
            value = value.replace(character, character.encode("unicode_escape").decode())
        shown = value + ("…" if len(cell) > 60 else "")
        expected.append((rule, number + 2, column, shown or None, key))
    write(small, "".join(rows))
    found = [
        (f["rule"], f["line"], f["column"], f["value"], f["row_key"])
        for f in report_on(small)["findings"]
    ]
    arabic_digit = next(row for row in expected if row[3] == "\\u0661")
    expected[expected.index(arabic_digit)] = (*arabic_digit[:3], "\u0661", arabic_digit[4])
    assert found == sorted(expected, key=lambda row: row[1])


def test_a_number_with_a_space_is_no_number(small: Path) -> None:
    write(small, "a,big, 1,,,,,,,\n")
    assert places(report_on(small)) == [
        ("type", 2, "count", " 1"),
    ]


def test_an_id_that_breaks_the_pattern_is_found(small: Path) -> None:
    write(small, "A,big,,,,,,,,\n")
    report = report_on(small)
    assert places(report) == [("pattern", 2, "id", "A")]
    assert "[a-z]+" in report["findings"][0]["message"]


def test_a_missing_id_is_found_and_has_no_row_key(small: Path) -> None:
    write(small, "a,big,,,,,,,,\n,big,,,,,,,,\n,big,,,,,,,,\n")
    report = report_on(small)
    assert places(report) == [("required", 3, "id", None), ("required", 4, "id", None)]
    assert [finding["row_key"] for finding in report["findings"]] == [None, None]


def test_a_repeated_primary_key_is_found_in_each_later_row(small: Path) -> None:
    write(small, "a,big,,,,,,,,\nb,big,,,,,,,,\na,big,,,,,,,,\na,big,,,,,,,,\n")
    report = report_on(small)
    assert places(report) == [("primary-key", 4, "id", "a"), ("primary-key", 5, "id", "a")]
    assert "line 2" in report["findings"][0]["message"]


def test_a_repeated_unique_key_is_found(small: Path) -> None:
    write(small, "a,big,,,,,,,Same.,\nb,big,,,,,,,Same.,\nc,big,,,,,,,,\nd,big,,,,,,,,\n")
    assert places(report_on(small)) == [("unique-key", 3, "note", "Same.")]


def test_a_reference_to_a_row_of_another_table_is_found(small: Path) -> None:
    write(small, "a,huge,,,,,,,,\n")
    report = report_on(small)
    assert places(report) == [("foreign-key", 2, "kind", "huge")]
    assert "claims/kinds.csv" in report["findings"][0]["fix"]


def test_two_errors_in_one_row_and_two_in_one_cell_are_all_reported(small: Path) -> None:
    write(small, "A,big,1.0,,,,,medium,,\nb,big,,,,,,, x\x07,\n")
    assert places(report_on(small)) == [
        ("type", 2, "count", "1.0"),
        ("pattern", 2, "id", "A"),
        ("enum", 2, "size", "medium"),
        ("forbidden-characters", 3, "note", " x\\x07"),
        ("stray-space", 3, "note", " x\\x07"),
    ]


ROW = "a,big,,,,,,,,\n"
BROKEN_ROWS = {
    "a cell too many": (
        ROW + "b,big,,,,,,,,,more\n" + LATER,
        [("row-form", 3, None, "b,big,,,,,,,,,more"), ("type", 4, "count", "01")],
    ),
    "cells missing": (
        ROW + "b,big\n" + LATER,
        [("row-form", 3, "count", "b,big"), ("type", 4, "count", "01")],
    ),
    "a line of spaces": (
        ROW + "  \n" + LATER,
        [("row-form", 3, "kind", "  "), ("type", 4, "count", "01")],
    ),
    "text after a quoted cell": (
        ROW + 'b,big,,,,,,,"x"y,\n' + LATER,
        [("row-form", 3, "note", 'b,big,,,,,,,"x"y,'), ("type", 4, "count", "01")],
    ),
    "a quote that is never closed": (
        ROW + LATER + 'b,big,,,,,,,"open,\nc,big,,,,,,,,\n',
        [("type", 3, "count", "01"), ("row-form", 4, "note", r'b,big,,,,,,,"open,\nc,big,,,,,,,,')],
    ),
    "an empty line": (
        "\n" + ROW + "\n\n" + LATER + "\n",
        [
            ("blank-row", 2, None, None),
            ("blank-row", 4, None, None),
            ("blank-row", 5, None, None),
            ("type", 6, "count", "01"),
            ("blank-row", 7, None, None),
        ],
    ),
    "a line break in a cell": (
        'a,big,,,,,,,"one\ntwo",\n' + LATER,
        [("forbidden-characters", 2, "note", r"one\ntwo"), ("type", 4, "count", "01")],
    ),
    "an empty line in a cell, which is no empty row": (
        'a,big,,,,,,,"one\n\ntwo",\n' + LATER,
        [("forbidden-characters", 2, "note", r"one\n\ntwo"), ("type", 5, "count", "01")],
    ),
    "a line break, an empty line and cells missing": (
        'a,big,,,,,,,"one\ntwo",\n\nb,big\n\n' + LATER,
        [
            ("forbidden-characters", 2, "note", r"one\ntwo"),
            ("blank-row", 4, None, None),
            ("row-form", 5, "count", "b,big"),
            ("blank-row", 6, None, None),
            ("type", 7, "count", "01"),
        ],
    ),
    "a stray quote and cells missing": (
        'a,big,,,,,,,5" x,\nb,big\n' + LATER,
        [("row-form", 3, "count", "b,big"), ("type", 4, "count", "01")],
    ),
    "a carriage return at the end of a line": (
        ROW + LATER.replace("\n", "\r\n"),
        [("file-line-ends", 3, None, None), ("type", 3, "count", "01")],
    ),
    "no line feed at the end": (
        ROW + LATER.rstrip("\n"),
        [("file-line-ends", 3, None, None), ("type", 3, "count", "01")],
    ),
    "a line of more than a million bytes": (
        "b,big,,,,,,," + "n" * 1_000_001 + ",\n" + LATER,
        [("row-form", 2, None, "b,big,,,,,,," + "n" * 48 + "…"), ("type", 3, "count", "01")],
    ),
}


@pytest.mark.parametrize("name", BROKEN_ROWS)
def test_a_broken_row_is_found_and_later_lines_are_true(small: Path, name: str) -> None:
    rows, expected = BROKEN_ROWS[name]
    write(small, rows)
    assert places(report_on(small)) == expected


def test_every_line_may_end_with_a_carriage_return_and_is_read_on(small: Path) -> None:
    header = HEADER.replace("\n", "\r\n")
    write(small, (ROW + "\n" + "b,big\n" + LATER).replace("\n", "\r\n"), header=header)
    assert places(report_on(small)) == [
        ("file-line-ends", 1, None, None),
        ("blank-row", 3, None, None),
        ("row-form", 4, "count", "b,big"),
        ("type", 5, "count", "01"),
    ]


NAMES = HEADER.strip()
UNREADABLE: dict[str, tuple[bytes | None, str, int | None, str | None, str]] = {
    "is missing": (None, "file-missing", None, None, "does not exist"),
    "is empty": (b"", "header", 1, "", "not even a header"),
    "lacks a column": (b"id,kind\n", "header", 1, "id,kind", "missing: count, share"),
    "has a column too many": (
        f"{NAMES},more\n".encode(),
        "header",
        1,
        f"{NAMES},more"[:60] + "…",
        "not in the schema: more",
    ),
    "has columns in another order": (
        NAMES.replace("id,kind", "kind,id").encode() + b"\n",
        "header",
        1,
        NAMES.replace("id,kind", "kind,id"),
        "the order should be id, kind",
    ),
    "has a column twice": (
        f"{NAMES},id\n".encode(),
        "header",
        1,
        f"{NAMES},id"[:60] + "…",
        "twice: id",
    ),
    "has a bidi character in its header": (
        NAMES.replace("size", "si\u202eze").encode() + b"\n",
        "header",
        1,
        NAMES.replace("size", "si\\u202eze"),
        "missing: size; not in the schema: si\\u202eze",
    ),
    "has a header that cannot be read": (b'"id\n', "header", 1, '"id', "cannot be read"),
    "begins with a byte order mark": (
        b"\xef\xbb\xbf" + HEADER.encode(),
        "file-encoding",
        1,
        None,
        "byte order mark",
    ),
    "is UTF-16": (HEADER.encode("utf-16"), "file-encoding", 1, None, "byte order mark"),
    "is Latin-1": (
        (HEADER + ROW + "b,big,,,,,,,\xe9l\xe8ve,\n").encode("latin-1"),
        "file-encoding",
        3,
        None,
        "0xe9 is not UTF-8",
    ),
    "holds a carriage return in a line": (
        (HEADER + ROW + "b,big,,,,,,,x\ry,\n").encode(),
        "file-line-ends",
        3,
        None,
        "carriage return",
    ),
    "holds a NUL": (
        (HEADER + ROW + "b,big,,,,,,,x\0y,\n").encode(),
        "file-encoding",
        3,
        None,
        "NUL",
    ),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_cannot_be_read_is_one_finding(small: Path, name: str) -> None:
    content, rule, line, value, says = UNREADABLE[name]
    path = small / "claims" / "things.csv"
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    report = report_on(small)
    assert places(report) == [(rule, line, None, value)]
    finding = report["findings"][0]
    assert (finding["table"], finding["file"]) == ("things", "claims/things.csv")
    assert says in finding["message"]


def test_all_files_can_be_missing(small: Path) -> None:
    shutil.rmtree(small / "claims")
    report = report_on(small)
    assert [finding["rule"] for finding in report["findings"]] == ["file-missing"] * 2


def test_nothing_is_said_of_references_to_a_file_that_cannot_be_read(small: Path) -> None:
    (small / "claims" / "kinds.csv").write_bytes(b"code\nbig\n")
    write(small, "a,huge,01,,,,,,,\n")
    assert places(report_on(small)) == [
        ("header", 1, None, "code"),
        ("type", 2, "count", "01"),
    ]


def test_rules_that_need_an_unread_table_are_not_checked_and_the_others_are(
    package_copy: Path,
) -> None:
    tables = Tables()
    change("claims", "C056", quote_end="3709")(tables)
    change("quantities", "C053-Q1", lower="90")(tables)
    tables.write(package_copy)
    (package_copy / "claims" / "policy.csv").write_bytes(b"policy_id,value\n")
    report = report_on(package_copy)
    assert [(f["rule"], f["row_key"]) for f in report["findings"]] == [
        ("quote-position", "C056"),
        ("header", None),
        ("quantity-interval", "C053-Q1"),
    ]
    assert report["not_checked"] == [
        "key-quote-words",
        "plain-text",
        "policy-complete",
        "quotation-budget",
    ]


def test_rules_that_need_an_unread_table_through_a_view_are_not_checked(package_copy: Path) -> None:
    (package_copy / "claims" / "assessment_evidence.csv").unlink()
    (package_copy / "claims" / "origins.csv").unlink()
    report = report_on(package_copy)
    assert [(f["rule"], f["table"]) for f in report["findings"]] == [
        ("file-missing", "assessment_evidence"),
        ("file-missing", "origins"),
    ]
    assert report["not_checked"] == [
        "assessment-evidence-own-claim",
        "dates-in-order",
        "log-chain",
        "origin-voice",
        "plain-text",
        "provenance-cycle",
        "retracted-source",
        "self-evidence",
        "syndicated-origin",
        "verdict-evidence",
    ]


def test_a_rule_that_stumbles_over_a_bad_cell_says_why_nevertheless(package_copy: Path) -> None:
    tables = Tables()
    change("assessments", "C045-04", rationale="")(tables)
    change("assessments", "C056-04", recorded_at="2026-02-30T00:00:00Z")(tables)
    tables.write(package_copy)
    report = report_on(package_copy)
    assert [(f["rule"], f["row_key"], f["column"]) for f in report["findings"]] == [
        ("log-chain", "C045-04", "entry_hash"),
        ("required", "C045-04", "rationale"),
        ("log-chain", "C056-04", "entry_hash"),
        ("type", "C056-04", "recorded_at"),
    ]


def test_a_warning_alone_leaves_the_package_valid(package_copy: Path) -> None:
    tables = Tables()
    change("sources", "S013", retracted_on="2025-03")(tables)
    tables.write(package_copy)
    report = report_on(package_copy)
    assert report["counts"] == {"error": 0, "warning": 1, "waived": 0}
    assert report["valid"]
    finding = report["findings"][0]
    assert (finding["rule"], finding["severity"]) == ("retracted-source", "warning")
    assert (finding["row_key"], finding["column"], finding["value"]) == (
        "C004-E02",
        "source_id",
        "S013",
    )


def test_the_text_for_people_names_the_place_and_shows_no_control_characters(small: Path) -> None:
    write(small, "a,big,01,,,,,,bell\x07 \u202e,\n")
    process = run(small)
    assert process.returncode == 1
    assert process.stderr == ""
    assert "claims/things.csv:2" in process.stdout
    assert "2 errors" in process.stdout
    assert "\x07" not in process.stdout and "\u202e" not in process.stdout


def test_the_report_is_written_to_a_file(small: Path, tmp_path: Path) -> None:
    write(small, "a,big,01,,,,,,,\n")
    output = tmp_path / "report.json"
    process = run(small, "--format", "json", "--output", str(output))
    assert process.returncode == 1
    report = json.loads(output.read_text(encoding="utf-8"))
    assert places(report) == [("type", 2, "count", "01")]


def test_a_folder_that_is_none_cannot_be_checked(tmp_path: Path) -> None:
    for folder in (tmp_path / "nowhere", tmp_path / "file"):
        (tmp_path / "file").write_bytes(b"")
        process = run(folder)
        assert (process.returncode, process.stdout) == (2, "")
        assert f"error: {folder} is no folder" in process.stderr


def test_a_folder_without_a_descriptor_cannot_be_checked(tmp_path: Path) -> None:
    process = run(tmp_path)
    assert (process.returncode, process.stdout) == (2, "")
    assert "error: datapackage.json does not exist" in process.stderr


DESCRIPTORS = {
    "is empty": ("", "datapackage.json: line 1, column 1"),
    "is no JSON": ('{\n  "name": }', "datapackage.json: line 2, column 11"),
    "is a list": ("[]", "must hold a JSON object"),
    "names no tables": ("{}", "'resources' is missing or empty"),
    "has a key twice": ('{"name": "a", "name": "b"}', "the key 'name' stands twice"),
    "has a table without a name": ('{"resources": [{}]}', "resource 1 has no name"),
    "has a table without a path": ('{"resources": [{"name": "a"}]}', "a path is missing"),
}


@pytest.mark.parametrize("name", DESCRIPTORS)
def test_a_descriptor_that_cannot_be_used_is_told(small: Path, name: str) -> None:
    text, says = DESCRIPTORS[name]
    (small / "datapackage.json").write_text(text, encoding="utf-8")
    process = run(small, "--format", "json")
    assert (process.returncode, process.stdout) == (2, "")
    assert says in process.stderr


@pytest.mark.parametrize(
    ("member", "path"),
    [
        ("path", "../things.csv"),
        ("path", "claims/../../things.csv"),
        ("path", "/etc/hosts"),
        ("path", "https://example.org/things.csv"),
        ("path", "claims\\things.csv"),
        ("schema", "../things.json"),
    ],
)
def test_a_path_that_leaves_the_package_is_refused(small: Path, member: str, path: str) -> None:
    descriptor = json.loads((small / "datapackage.json").read_text(encoding="utf-8"))
    descriptor["resources"][0][member] = path
    (small / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    process = run(small)
    assert (process.returncode, process.stdout) == (2, "")
    assert f"resource 'things': the path '{path}' leaves the package" in process.stderr


def test_a_link_that_leaves_the_package_is_refused(small: Path, tmp_path: Path) -> None:
    (tmp_path / "outside.csv").write_text(HEADER, encoding="utf-8")
    (small / "claims" / "things.csv").unlink()
    (small / "claims" / "things.csv").symlink_to(tmp_path / "outside.csv")
    process = run(small)
    assert (process.returncode, process.stdout) == (2, "")
    assert "leads out of the package by a link" in process.stderr


SCHEMAS = {
    "is missing": (None, "schemas/kinds.json does not exist"),
    "is no JSON": ("{", "schemas/kinds.json: line 1"),
    "has no fields": ('{"primaryKey": ["code"]}', "not a Table Schema that claimpack can use"),
    "has no key": ('{"fields": [{"name": "code"}]}', "not a Table Schema that claimpack can use"),
    "refers to a table that is not there": (
        json.dumps(
            KINDS
            | {"foreignKeys": [{"fields": "code", "reference": {"resource": "x", "fields": "y"}}]}
        ),
        "a foreign key refers to 'x'",
    ),
}


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_that_cannot_be_used_is_told(small: Path, name: str) -> None:
    text, says = SCHEMAS[name]
    path = small / "schemas" / "kinds.json"
    path.unlink()
    if text is not None:
        path.write_text(text, encoding="utf-8")
    process = run(small)
    assert (process.returncode, process.stdout) == (2, "")
    assert says in process.stderr


RULE = "-- rule: mine\n-- severity: error\n-- why: Because.\n-- fix: Do it.\n-- reads: things\n"
SELECT = (
    "select 'things' as table_name, id as row_key, 'count' as column_name,"
    " cast(count as varchar) as value, 'mine' as message from things where count = 3\n"
)
BAD_RULES = {
    "has no severity": (RULE.replace("-- severity: error\n", ""), "the header needs"),
    "has an unknown severity": (RULE.replace("error", "fatal"), "the header needs"),
    "does not say what it reads": (RULE.replace("-- reads: things\n", ""), "the header needs"),
    "has another name than its file": (RULE.replace("mine", "yours"), "the header needs"),
    "is no SQL": (RULE + "selekt", "validation/rules/mine.sql cannot run"),
    "returns other columns": (RULE + "select 1 as one", "returns the columns one; they should be"),
    "finds a fault where there is no table": (
        RULE + SELECT.replace("'things'", "'nothings'"),
        "finds a fault in nothings.count, which is no column",
    ),
    "finds a fault where there is no column": (
        RULE + SELECT.replace("'count'", "'counts'"),
        "finds a fault in things.counts, which is no column",
    ),
}


@pytest.mark.parametrize("name", BAD_RULES)
def test_a_rule_that_cannot_run_is_told(small: Path, name: str) -> None:
    text, says = BAD_RULES[name]
    (small / "validation" / "rules").mkdir(parents=True)
    (small / "validation" / "rules" / "mine.sql").write_text(text, encoding="utf-8")
    process = run(small)
    assert (process.returncode, process.stdout) == (2, "")
    assert says in process.stderr


def test_a_rule_of_the_package_is_run(small: Path) -> None:
    (small / "validation" / "rules").mkdir(parents=True)
    (small / "validation" / "rules" / "mine.sql").write_text(RULE + SELECT, encoding="utf-8")
    assert places(report_on(small)) == [("mine", 2, "count", "3")]
