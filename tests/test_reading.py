"""What is read quickly is told as it would be slowly: counting bytes, and cells that refer."""

import csv
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import claimpack.scan as scan_module
from claimpack.check import check_package
from claimpack.package import load_package
from claimpack.scan import _has_odd, _scan, _Tally, _tally, _tally_at_once

BYTES = st.sampled_from([bytes([byte]) for byte in b',\n\r<a "\x01\x7f\xc3\xa9'])


@settings(max_examples=2000, deadline=None)
@given(st.lists(BYTES, min_size=1, max_size=12).map(b"".join), BYTES)
def test_a_large_piece_is_counted_like_a_small_one(piece: bytes, last: bytes) -> None:
    view = memoryview(piece)
    slowly, quickly = _tally(view, last), _tally_at_once(view, last)
    assert (quickly.feeds, quickly.commas) == (slowly.feeds, slowly.commas)
    assert quickly.has_trailing == slowly.has_trailing
    assert quickly.has_quotes == slowly.has_quotes
    assert quickly.is_odd or not _has_odd(piece)


def test_what_a_large_piece_may_hold_is_told() -> None:
    def tally(piece: bytes, last: bytes) -> _Tally:
        return _tally_at_once(memoryview(piece), last)

    assert tally(b"a,b\n<<<<<<< HEAD\n", b"\n").may_conflict
    assert not tally(b"a,b<\nc\n", b"\n").may_conflict
    assert tally(b"\n1,2,\n", b",").has_trailing
    assert not tally(b"plain, text\n", b"\n").is_odd
    assert tally(b"bell\x07\n", b"\n").is_odd


WORDS = st.sampled_from(
    [b"a", b",", b"\n", b"\r", b"\0", b'"', b"<<<<<<< ", b"<", b" ", b"\xc3\xa9", b"\xff", b"\xc3"]
)


@settings(max_examples=2000, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=12).map(b"".join), st.data())
def test_where_a_piece_ends_changes_nothing(text: bytes, data: st.DataObject) -> None:
    cuts = sorted({0, len(text), *data.draw(st.lists(st.integers(1, len(text)), max_size=3))})
    pieces = [memoryview(text[start:end]) for start, end in pairwise(cuts)]
    whole = _scan([memoryview(text)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scan_module, "LARGE", data.draw(st.sampled_from([1, 100])))
        scanned = _scan(pieces)
    # what is told first where several things end the reading, depends on the pieces
    ends = {"file-encoding", "file-conflict"}
    if not ends & {problem.rule for problem in whole.problems}:
        assert scanned == whole
    assert ends.isdisjoint(p.rule for p in scanned.problems) == ends.isdisjoint(
        p.rule for p in whole.problems
    )


@pytest.mark.parametrize("cut", range(1, 14))
def test_a_conflict_is_found_wherever_a_piece_ends(cut: int) -> None:
    text = b"a\nb\n<<<<<<< c\n"
    scanned = _scan([memoryview(text[:cut]), memoryview(text[cut:])])
    assert [(problem.rule, problem.line) for problem in scanned.problems] == [("file-conflict", 3)]


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


def test_without_rules_as_much_is_found(package_copy: Path) -> None:
    for path in (package_copy / "validation" / "rules").iterdir():
        path.unlink()
    assert check_package(load_package(package_copy)).valid
    edit(package_copy, "claims", "article_id", "investcentrum-cpc-2025-02", "No such article ")
    edit(package_copy, "sources", "published_on", "2025-02-18", "2025-02-30")
    told = found(package_copy, "article_id")
    assert {("foreign-key", "claims"), ("stray-space", "claims")} <= told
    assert found(package_copy, "published_on") == {("edtf", "sources")}
