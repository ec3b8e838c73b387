"""Random damage to the files of a package: nothing but our own errors, and no row misread.

Where a package is found valid, the rows must be those that Python's csv module reads strictly.
"""

import codecs
import csv
import io
import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from claimpack.check import check_package
from claimpack.database import scratch_database
from claimpack.errors import ClaimpackError
from claimpack.findings import Findings
from claimpack.package import Package, load_package
from claimpack.raw import RAW
from claimpack.reader import read_tables
from claimpack.sql import quoted

from .test_bad_input import HEADER, ROW, make_small

# At a place in a file, so many bytes are cut out and these are put in.
Edit = tuple[int, int, bytes]

CSV = ["claims/things.csv", "claims/kinds.csv"]
JSON = ["datapackage.json", "schemas/things.json", "schemas/kinds.json"]
THINGS = (HEADER + ROW + "b,big,,,,,,,,a\n" + 'c,"big",0,1,false,,2025,,"a ""b"", c",b\n').encode()
KINDS = b"code,label\nbig,Big\nsmall,\n"
TOKENS = [
    *(b'"', b'""', b"\n", b"\n\n", b",", b"\r", b"\r\n", b"\0", b";", b"\t", b" ", b"\xc2\xa0"),
    *(b"\xff", b"\xe9", b"\xef\xbb\xbf", b"\xff\xfe", b'"\n"', b'\n"', b'",', b"\xed\xa0\x80"),
    *("\u2028".encode(), b"#", b"\\", b"'", b"0", b"-", b"\x1a", b"\x85", b"\x0b", b"\x0c"),
]
JSON_TOKENS = [
    *(b"{", b"}", b"[", b"]", b'"', b",", b":", b"null", b"true", b"1e999", b"NaN", b'""', b"[]"),
    *(b"{}", b"-1", b"0.5", b"\\", b"\\ud800", b"\\u0000", b"[[]]", b'"x"', b"\xff", b"\0", b"../"),
]


def edits(tokens: list[bytes], longest: int) -> st.SearchStrategy[list[Edit]]:
    put = st.one_of(st.sampled_from(tokens), st.binary(max_size=6), st.just(b""))
    one = st.tuples(st.integers(0, longest), st.integers(0, 12), put)
    return st.lists(one, min_size=1, max_size=4)


def damaged(content: bytes, damage: list[Edit]) -> bytes:
    for place, cut, put in damage:
        at = place % (len(content) + 1)
        content = content[:at] + put + content[at + cut :]
    return content


def setting(examples: int) -> settings:
    return settings(
        max_examples=int(os.environ.get("FUZZ_EXAMPLES", examples)),
        deadline=None,
        derandomize=bool(os.environ.get("CI")),
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_small(tmp_path_factory.mktemp("fuzz") / "small")
    (root / CSV[0]).write_bytes(THINGS)
    (root / CSV[1]).write_bytes(KINDS)
    return root


def is_valid(root: Path) -> bool | None:
    """Check a package; None where it cannot be checked."""
    try:
        report = check_package(load_package(root))
    except ClaimpackError as error:
        assert str(error)
        return None
    for finding in report.findings:
        assert finding.message and finding.fix
        if finding.line is not None and finding.file is not None:
            lines = (root / finding.file).read_bytes().count(b"\n") + 1
            assert 1 <= finding.line <= lines
    return report.valid


def python_rows(content: bytes) -> dict[int, list[str | None]] | None:
    """Return the rows as Python reads them strictly, by their lines; None where it cannot."""
    try:
        reader = csv.reader(io.StringIO(content.decode(), newline=""), strict=True)
        rows: dict[int, list[str | None]] = {}
        start = 1
        for row in reader:
            rows[start] = [cell or None for cell in row]
            start = reader.line_num + 1
    except (UnicodeDecodeError, csv.Error):
        return None
    return rows


def our_rows(package: Package, name: str) -> dict[int, list[str | None]]:
    with scratch_database() as connection:
        reading = read_tables(connection, package, Findings())
        found = connection.execute(f"from {RAW}.{quoted(name)} order by _row").fetchall()
    rows = [(reading.line(package.table(name), row[0]), *row[1:]) for row in found]
    assert len({row[0] for row in rows}) == len(rows), "two rows have one line"
    return {row[0]: list(row[1:]) for row in rows}


@setting(90)
@given(file=st.sampled_from(CSV), damage=edits(TOKENS, len(THINGS)))
@example(file=CSV[0], damage=[(len(THINGS), 0, b'"x"y\n')])
@example(file=CSV[0], damage=[(len(HEADER), 0, b'"\n')])
@example(file=CSV[0], damage=[(len(HEADER), 0, b"\n\n")])
@example(file=CSV[1], damage=[(11, 0, b",none\n")])
@example(file=CSV[1], damage=[(18, 0, b",")])  # DuckDB takes an empty cell too many
@example(file=CSV[1], damage=[(18, 3, b"")])
@example(file=CSV[1], damage=[(17, 4, b"\t")])
@example(file=CSV[1], damage=[(17, 4, b"\xef\xbb\xbf")])
def test_a_damaged_csv_file_is_never_misread(root: Path, file: str, damage: list[Edit]) -> None:
    original = THINGS if file == CSV[0] else KINDS
    content = damaged(original, damage)
    (root / file).write_bytes(content)
    try:
        valid = is_valid(root)
        assert valid is not None
        theirs = python_rows(content)
        name = Path(file).stem
        ours = our_rows(load_package(root), name)
        if valid:
            assert theirs is not None
            assert not content.startswith(codecs.BOM_UTF8)
            assert b"\r" not in content and b"\0" not in content and content.endswith(b"\n")
            assert {1: python_rows(original)[1], **ours} == theirs  # type: ignore[index]
        elif theirs and b"\r" not in content:
            width = len(theirs[1])
            for line, row in ours.items():
                assert row == theirs[line][:width]
    finally:
        (root / file).write_bytes(original)


@setting(150)
@given(file=st.sampled_from(JSON), damage=edits(JSON_TOKENS, 3000))
@example(file=JSON[1], damage=[(0, 0, b"\xff")])
def test_damaged_json_is_refused_or_harmless(root: Path, file: str, damage: list[Edit]) -> None:
    original = (root / file).read_bytes()
    content = damaged(original, damage)
    (root / file).write_bytes(content)
    try:
        if is_valid(root):
            assert isinstance(json.loads(content.decode()), dict)
            package = load_package(root)
            for table in package.tables:
                rows = python_rows((root / table.path).read_bytes())
                assert rows is not None
                rows.pop(1)
                assert our_rows(package, table.name) == rows
    finally:
        (root / file).write_bytes(original)
