"""What values mean: the libraries and DuckDB say the same of every value."""

from collections.abc import Iterator

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimpack.meanings import MEANINGS, canonical_url, edtf_bounds

from .conftest import ROOT
from .test_edtf import INVALID_TEXTS, LITERAL_BOUNDS

RIGHT = {
    "admiralty_credibility": ["1", "6"],
    "admiralty_reliability": ["A", "F"],
    "bcp47": ["en", "ru", "kk", "pt-BR", "sr-Latn", "zh-Hant-TW", "und"],
    "code_points": ["0", "694"],
    "edtf": ["2025", "2025-02-18~", "2025-02-19/2025-02-21", "2025/..", "[2020..2021]"],
    "iso3166": ["KZ", "RU", "UA", "US"],
    "quote": ["a reduction in oil flows", "caf\u00e9", ""],
    "sha256": ["0" * 64, "a1" * 32],
    "slug": ["tass", "alexander-novak", "a-1-b"],
    "ucum": ["Mt", "mo", "[bbl_us]/d", "%", "1", "kt", "USD", "EUR"],
    "url": ["https://example.org/", "https://example.org/a/b.html", "https://example.org/?a=1&b=2"],
    "utc": ["2025-02-18T10:00:00Z", "2024-02-29T23:59:59Z"],
    "wikidata": ["Q1", "Q42"],
}
WRONG = {
    "admiralty_credibility": ["0", "7", "A", "1 ", "٣"],
    "admiralty_reliability": ["G", "a", "1", "AB"],
    "bcp47": ["EN", "english", "en_US", "en-us", "zz", "x", "e", "i-klingon"],
    "code_points": ["-1", "1.5", "x", "٣"],
    "edtf": ["18.02.2025", "2025-02-30", "2025-2-1", "now", "..", "2021/2020", "0000"],
    "iso3166": ["UK", "XX", "kz", "KAZ", "", "KZ "],
    "quote": ["cafe\u0301"],
    "sha256": ["0" * 63, "A" * 64, "g" * 64],
    "slug": ["Alexander Novak", "a--b", "-a", "a_b", "\u0430bc"],
    "ucum": ["barrels", "Mtt", "XYZ", "mtx3"],
    "url": [
        "https://Example.org/",
        "https://example.org",
        "https://example.org/?utm_source=x",
        "https://example.org/#part",
        "https://example.org./a",
        "https://example.org/?b=2&a=1",
    ],
    "utc": ["2025-02-18 10:00", "2025-02-30T10:00:00Z", "2025-02-18T10:00:00"],
    "wikidata": ["q42", "Q0", "42", "Q042"],
}  # fmt: skip


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute((ROOT / "sql" / "macros" / "edtf.sql").read_text(encoding="utf-8"))
        yield connection


def is_true(connection: duckdb.DuckDBPyConnection, condition: str, cell: str) -> bool | None:
    row = connection.execute(f"select {condition} from (select ? as cell)", [cell]).fetchone()
    assert row is not None
    value: bool | None = row[0]
    return value


def test_every_meaning_has_values_here() -> None:
    assert set(RIGHT) == set(WRONG) == set(MEANINGS)


@pytest.mark.parametrize("name", MEANINGS)
def test_a_library_tells_right_from_wrong(name: str) -> None:
    meaning = MEANINGS[name]
    assert [value for value in RIGHT[name] if not meaning.is_right(value)] == []
    assert [value for value in WRONG[name] if meaning.is_right(value)] == []


@pytest.mark.parametrize("name", [n for n, meaning in MEANINGS.items() if meaning.wrong_sql])
def test_duckdb_says_the_same(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    condition = MEANINGS[name].wrong_sql
    assert condition is not None
    typed = {"code_points", "utc"}  # what is none of the type is told by the type
    for value in RIGHT[name]:
        assert is_true(connection, condition, value) is False, value
    for value in WRONG[name] if name not in typed else []:
        assert is_true(connection, condition, value) is True, value


@pytest.mark.parametrize("text", [*LITERAL_BOUNDS, *(t for t in INVALID_TEXTS if len(t) < 99)])
def test_a_date_is_read_alike_by_the_library_and_the_macros(
    connection: duckdb.DuckDBPyConnection, text: str
) -> None:
    wrong = is_true(connection, MEANINGS["edtf"].wrong_sql or "", text)
    assert wrong == (edtf_bounds(text) is None)


LABEL = st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,4})?", fullmatch=True)
PART = st.from_regex(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,8}", fullmatch=True)


@settings(max_examples=500, deadline=None)
@given(
    scheme=st.sampled_from(["http", "https"]),
    labels=st.lists(LABEL, min_size=1, max_size=4),
    top=st.from_regex(r"[a-z]{1,6}", fullmatch=True),
    parts=st.lists(PART, min_size=1, max_size=4),
    end=st.sampled_from(["", "/"]),
)
def test_a_plain_address_is_canonical(
    connection: duckdb.DuckDBPyConnection,
    scheme: str,
    labels: list[str],
    top: str,
    parts: list[str],
    end: str,
) -> None:
    """The fast path does not ask the libraries about these."""
    url = f"{scheme}://{'.'.join([*labels, top])}/{'/'.join(parts)}{end}"
    if is_true(connection, MEANINGS["url"].plain_sql, url):
        assert canonical_url(url) == url


@settings(max_examples=1500, deadline=None)
@given(text=st.text(alphabet="https:/.aB1?&=#% é-", max_size=40).map(lambda t: f"https://a.b/{t}"))
def test_the_canonical_form_of_an_address_is_canonical(text: str) -> None:
    form = canonical_url(text)
    assert form is None or canonical_url(form) == form


def test_an_address_within_an_address_keeps_its_slashes() -> None:
    url = "https://web.archive.org/web/20201130144023/https://check.example.org/2020/a/"
    assert canonical_url(url) == url
    assert canonical_url("HTTPS://Example.org:443/a//b#c") == "https://example.org/a//b"
