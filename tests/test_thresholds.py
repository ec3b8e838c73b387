"""Thresholds: the file is read strictly, and every mistake is one sentence with its line."""

from datetime import datetime
from pathlib import Path

import pytest

from claimpack.errors import ClaimpackError
from claimpack.package import Package, load_package
from claimpack.thresholds import PATH, load_thresholds

RELATIONS = {
    "claims": {"claim_id": "VARCHAR", "quote_end": "BIGINT", "made_at": "TIMESTAMP"},
    "open_claims": {"claim_id": "VARCHAR", "share": "DECIMAL(18,3)"},
}


def read(package: Path, text: str) -> list[tuple[object, ...]]:
    (package / PATH).write_text(text, encoding="utf-8")
    return [
        (t.rule, t.table, t.column, t.bound, t.value, t.severity, t.line)
        for t in load_thresholds(load_package(package), RELATIONS)
    ]


def test_every_number_becomes_a_threshold(package_copy: Path) -> None:
    text = """\
claims:
  rows:
    - {min: 5, reason: Five were found.}
    - {max: 9, reason: There is no room for more.}
  columns:
    claim_id:
      filled: [{min: 0.5, reason: Half.}]
      distinct: [{max: 7, reason: Seven.}]
    made_at:
      smallest: [{min: 2026-01-01T02:00:00+02:00, reason: The first day.}]
open_claims:
  columns:
    share:
      largest:
        - max: 1.5
          reason: No more.
"""
    assert read(package_copy, text) == [
        ("row-count", "claims", None, "min", 5, "error", 3),
        ("row-count", "claims", None, "max", 9, "warning", 4),
        ("fill-rate", "claims", "claim_id", "min", 0.5, "error", 7),
        ("distinct-count", "claims", "claim_id", "max", 7, "warning", 8),
        ("minimum-value", "claims", "made_at", "min", datetime(2026, 1, 1), "error", 10),
        ("maximum-value", "open_claims", "share", "max", 1.5, "warning", 15),
    ]


@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_an_empty_file_has_no_thresholds(package_copy: Path, text: str) -> None:
    assert read(package_copy, text) == []


def test_no_file_means_no_thresholds(package_copy: Path) -> None:
    (package_copy / PATH).unlink()
    assert load_thresholds(load_package(package_copy), RELATIONS) == []


ROWS = "claims:\n  rows:\n"
COLUMN = "claims:\n  columns:\n    quote_end:\n"
BAD = {
    "unknown table": ("nothing:\n  rows: []\n", "line 1: 'nothing' is no table or view"),
    "unknown part": ("claims:\n  row: []\n", "line 2: 'row' is not rows or columns"),
    "unknown column": (
        "claims:\n  columns:\n    other: {}\n",
        "line 3: 'claims' has no column 'other'",
    ),
    "unknown measure": (COLUMN + "      mean: []\n", "line 4: 'mean' is not one of filled"),
    "duplicate table": ("claims: {}\nclaims: {}\n", "line 2: the key 'claims' stands twice"),
    "duplicate key": (
        ROWS + "    - min: 1\n      min: 2\n      reason: x.\n",
        "line 4: the key 'min' stands twice",
    ),
    "two minima": (
        ROWS + "    - {min: 1, reason: x.}\n    - {min: 2, reason: y.}\n",
        "line 4: there is a min already",
    ),
    "no reason": (ROWS + "    - min: 1\n", "line 3: here stand either min or max, and its reason"),
    "empty reason": (ROWS + "    - {min: 1, reason: ' '}\n", "line 3: the reason is no sentence"),
    "reason is a number": (ROWS + "    - {min: 1, reason: 3}\n", "the reason is no sentence"),
    "both in one": (ROWS + "    - {min: 1, max: 2, reason: x.}\n", "either min or max"),
    "unknown key": (ROWS + "    - {min: 1, reason: x., who: me}\n", "either min or max"),
    "no number": (ROWS + "    - {min: many, reason: x.}\n", "line 3: 'many' is no number"),
    "a boolean": (ROWS + "    - {min: true, reason: x.}\n", "'true' is no number"),
    "no number at all": (ROWS + "    - {min: .nan, reason: x.}\n", "'.nan' is no number"),
    "half a row": (ROWS + "    - {min: 1.5, reason: x.}\n", "'1.5' is no count"),
    "below none": (ROWS + "    - {min: -1, reason: x.}\n", "'-1' is no count"),
    "infinite": (COLUMN + "      largest: [{max: .inf, reason: x.}]\n", "'.inf' is no number"),
    "a list": (ROWS + "    - {min: [1], reason: x.}\n", "should stand a number or a sentence"),
    "no list": (ROWS + "    min: 1\n    reason: x.\n", "line 3: here stands a list"),
    "empty list": (ROWS + "    []\n", "here stands a list"),
    "crossed": (
        ROWS + "    - {min: 2, reason: x.}\n    - {max: 1, reason: y.}\n",
        "line 3: the min is above the max",
    ),
    "rate": (COLUMN + "      filled: [{min: 60, reason: x.}]\n", "between 0 and 1, not at 60"),
    "text has no extremes": (
        "claims:\n  columns:\n    claim_id:\n      largest: [{max: 1, reason: x.}]\n",
        "line 4: a column of the type VARCHAR has no such number",
    ),
    "a number for a moment": (
        "claims:\n  columns:\n    made_at:\n      largest: [{max: 1, reason: x.}]\n",
        "line 4: this is no moment",
    ),
    "an impossible day": (ROWS + "    - {min: 2026-02-31, reason: x.}\n", "cannot be read"),
    "not YAML": ("claims: [\n", "line 2: "),
    "a tag": (ROWS + "    - {min: !!python/name:os.system x, reason: x.}\n", "cannot be read"),
    "a scalar": ("claims\n", "line 1: here should stand names of tables and views"),
    "two documents": ("claims: {}\n---\nclaims: {}\n", "line 2: "),
    "a control character": ("claims: \x01\n", "is no YAML"),
    "a list as key": ("? [a]\n: 1\n", "line 1: here should stand names of tables"),
    "nested too deeply": ("[" * 5000, "nested too deeply"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_mistake_is_one_sentence_with_its_line(package_copy: Path, name: str) -> None:
    text, says = BAD[name]
    with pytest.raises(ClaimpackError) as raised:
        read(package_copy, text)
    assert says in str(raised.value)
    assert str(raised.value).startswith(PATH)
    assert "\n" not in str(raised.value)
    assert raised.value.exit_code == 2


def test_a_file_outside_of_the_package_is_not_read(package_copy: Path, tmp_path: Path) -> None:
    (tmp_path / "other.yml").write_text("claims: {}\n")
    (package_copy / PATH).unlink()
    (package_copy / PATH).symlink_to(tmp_path / "other.yml")
    with pytest.raises(ClaimpackError, match="leads out of the package"):
        load_thresholds(load_package(package_copy), RELATIONS)


def test_every_reason_is_a_sentence(package: Package) -> None:
    relations = {t.name: {f.name: "VARCHAR" for f in t.fields} for t in package.tables}
    assert relations
    reasons = [
        line.split("reason:", 1)[1].strip()
        for line in (package.root / PATH).read_text().splitlines()
        if "reason:" in line
    ]
    assert len(reasons) >= 25
    assert all(reason.endswith(".") and len(reason) > 30 for reason in reasons)
    assert len(set(reasons)) == len(reasons)
