"""What is read quickly is told as it would be slowly: counting bytes, and cells that refer."""

import csv
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from claimpack.check import check_package
from claimpack.package import load_package
from claimpack.scan import _has_odd, _tally, _tally_at_once

BYTES = st.sampled_from([bytes([byte]) for byte in b',\n\r<a "\x01\x7f\xc3\xa9'])


@settings(max_examples=2000, deadline=None)
@given(st.lists(BYTES, min_size=1, max_size=12).map(b"".join), BYTES)
def test_a_large_piece_is_counted_like_a_small_one(piece: bytes, last: bytes) -> None:
    slowly, quickly = _tally(piece, last), _tally_at_once(piece, last)
    assert (quickly.feeds, quickly.commas) == (slowly.feeds, slowly.commas)
    assert quickly.has_trailing == slowly.has_trailing
    assert quickly.may_conflict or not slowly.may_conflict
    assert quickly.is_odd or not _has_odd(piece)


def test_what_a_large_piece_may_hold_is_told() -> None:
    assert _tally_at_once(b"a,b\n<<<<<<< HEAD\n", b"\n").may_conflict
    assert not _tally_at_once(b"a,b<\nc\n", b"\n").may_conflict
    assert _tally_at_once(b"\n1,2,\n", b",").has_trailing
    assert not _tally_at_once(b"plain, text\n", b"\n").is_odd
    assert _tally_at_once(b"bell\x07\n", b"\n").is_odd


def edit(root: Path, table: str, column: str, old: str, new: str) -> None:
    path = root / "claims" / f"{table}.csv"
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row[column] == old:
            row[column] = new
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def found(root: Path, column: str) -> set[tuple[str, str | None]]:
    findings = check_package(load_package(root)).findings
    return {(f.rule, f.table) for f in findings if f.column == column}


def test_a_cell_that_refers_to_nothing_is_also_checked_by_itself(package_copy: Path) -> None:
    edit(package_copy, "claims", "article_id", "investcentrum-cpc-2025-02", "No such article ")
    told = found(package_copy, "article_id")
    assert {("foreign-key", "claims"), ("stray-space", "claims")} <= told


def test_a_cell_that_refers_to_a_wrong_one_is_wrong_as_well(package_copy: Path) -> None:
    for table in ("articles", "claims"):
        edit(package_copy, table, "article_id", "investcentrum-cpc-2025-02", "AP CPC ")
    told = found(package_copy, "article_id")
    assert ("foreign-key", "claims") not in told
    assert {("stray-space", "articles"), ("stray-space", "claims")} <= told
