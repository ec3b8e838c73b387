"""The EDTF macros give the days that the edtf library gives, in SQL alone."""

import calendar
import itertools
import math
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from time import struct_time

import duckdb
import pytest
from edtf import parse_edtf

MACROS = Path(__file__).parents[1] / "sql" / "macros" / "edtf.sql"

# Dates travel as text: DuckDB's Python client turns an infinite date into
# date.max or date.min, which are also the real days 9999-12-31 and 0001-01-01.
Bounds = tuple[str | None, str | None]

NOTHING: Bounds = (None, None)

LITERAL_BOUNDS: dict[str, Bounds] = {
    # level 0
    "2025": ("2025-01-01", "2025-12-31"),
    "0001": ("0001-01-01", "0001-12-31"),
    "9999": ("9999-01-01", "9999-12-31"),
    "2025-04": ("2025-04-01", "2025-04-30"),
    "2024-02": ("2024-02-01", "2024-02-29"),
    "1900-02": ("1900-02-01", "1900-02-28"),
    "2024-02-29": ("2024-02-29", "2024-02-29"),
    "2025-03-21": ("2025-03-21", "2025-03-21"),
    "9999-12-31": ("9999-12-31", "9999-12-31"),
    "2020/2021": ("2020-01-01", "2021-12-31"),
    "2020/2020": ("2020-01-01", "2020-12-31"),
    "2020-05-01/2020-05": ("2020-05-01", "2020-05-31"),
    # qualifiers
    "2025?": ("2025-01-01", "2025-12-31"),
    "2025-03~": ("2025-03-01", "2025-03-31"),
    "2025-03-04%": ("2025-03-04", "2025-03-04"),
    "2020?/2021-06~": ("2020-01-01", "2021-06-30"),
    # unspecified digits
    "201X": ("2010-01-01", "2019-12-31"),
    "20XX": ("2000-01-01", "2099-12-31"),
    "2XXX": ("2000-01-01", "2999-12-31"),
    "001X": ("0010-01-01", "0019-12-31"),
    "2004-XX": ("2004-01-01", "2004-12-31"),
    "1985-04-XX": ("1985-04-01", "1985-04-30"),
    "1984-02-XX": ("1984-02-01", "1984-02-29"),
    "1985-XX-XX": ("1985-01-01", "1985-12-31"),
    "20XX~": ("2000-01-01", "2099-12-31"),
    "1985-04-XX?": ("1985-04-01", "1985-04-30"),
    # seasons
    "2001-21": ("2001-03-01", "2001-05-31"),
    "2001-22": ("2001-06-01", "2001-08-31"),
    "2001-23": ("2001-09-01", "2001-11-30"),
    "2001-24": ("2001-12-01", "2001-12-31"),
    "2020-21?/2021-24~": ("2020-03-01", "2021-12-31"),
    # open and unknown ends
    "2025/..": ("2025-01-01", "infinity"),
    "../2025-02": ("-infinity", "2025-02-28"),
    "../..": ("-infinity", "infinity"),
    "2025?/..": ("2025-01-01", "infinity"),
    "2025/": ("2025-01-01", None),
    "/2025-02": (None, "2025-02-28"),
    # one of a set
    "[2020..2021]": ("2020-01-01", "2021-12-31"),
    "[2020-01..2021-02]": ("2020-01-01", "2021-02-28"),
    "[2020-01-21..2021-03-04]": ("2020-01-21", "2021-03-04"),
    # the library refuses or fails on these; each side is read alone
    "2001-21?": ("2001-03-01", "2001-05-31"),
    "2004-XX/2005": ("2004-01-01", "2005-12-31"),
    "201X/..": ("2010-01-01", "infinity"),
    "../2004-XX": ("-infinity", "2004-12-31"),
    "201X?/2020": ("2010-01-01", "2020-12-31"),
    "/201X": (None, "2019-12-31"),
}

INVALID_TEXTS: list[str] = [
    # not EDTF at all
    "", " ", "   ", "abc", "unknown", "open", "now", "epoch", "infinity", "-infinity", "null",
    "'", "''", '"', "'; drop table claim; --", "2025'", '"2025"', "\\", "%", "?", "~", "_",
    "\x00", "2025\x00", "\x002025", "2025\x00/2026", "2025\n", "2025\r\n", "\t2025",
    " 2025", "2025 ", "2025\u00a0", "\ufeff2025", "2025/ 2026", "2025 ?", "20 25",
    "٢٠٢٥", "\uff12\uff10\uff12\uff15", "२०२५-०१", "2025\u201003", "2025\u201303", "🗓",
    "2025" * 100_000, "2025/" * 100_000, "X" * 100_000, "[" * 100_000, "." * 100_000,
    # ill-formed
    "2025-2-1", "2025-02-1", "2025-2", "25", "202", "20255", "2025-", "2025-02-", "2025--02",
    "20250201", "2025/02/01", "01.02.2025", "2025-W03", "2025-123", "2025??", "2025?~", "?2025",
    "2025-?03", "2025?-03", "201x", "2025-xx", "2025-0X", "2025-1X", "2025-01-0X", "2001-21-01",
    "2001-21-XX", "2001-XX-04", "201X-04", "201X-XX", "X", "XXXX", "X000", "20X1", "2XX1",
    # outside the profile
    "2001-20", "2001-25", "2001-41", "-2025", "+2025", "Y2025", "Y20250", "2025S2", "2025-03S2",
    "2025-01-01T10:00:00", "2025-01-01T10:00:00Z", "2025-01-01 10:00:00", "2025-01-01 (BC)",
    "0000", "0000-01", "0000-01-01", "000X", "00XX", "0XXX", "0000/2020", "000X/2020", "/0000",
    "[0000..2020]", "../0000", "0000/..",
    # impossible dates, alone and on one side
    "2025-00", "2025-13", "2025-99", "2025-02-30", "2025-02-29", "1900-02-29", "2025-04-31",
    "2025-01-00", "2025-01-32", "2025-02-29?", "2025-02-29/2026", "2020/2025-02-29",
    "2025-02-30/..", "../2025-02-30", "2025-02-30/", "/2025-02-30", "2020/2025-13",
    "[2025-02-29..2026-01-01]", "[2025-00..2025-03]", "[2025-01..2025-13]",
    # intervals and sets without meaning or order
    "/", "..", "../", "/..", "//", "2025//2026", "2025/2026/2027", "2025/../2026", "2025/...",
    ".../2025", "./2025", "2025..", "..2025", "2025..2026", "2025/2026?~",
    "2021/2020", "2020-02/2020-01", "2020-02-02/2020-02-01", "202X/2019", "2021?/2020~",
    "2020-24/2020-21", "[2021..2020]", "[2020-02..2020-01]",
    "[]", "[..]", "[2020]", "[2020..]", "[..2020]", "[2020,2021]", "{2020..2021}", "[2020/2021]",
    "[2020..2021", "2020..2021]", "[2020.2021]", "[2020...2021]", "[2020 .. 2021]",
    "[[2020..2021]]",
    "[2020..2021-03]", "[2020-03..2021]", "[2020?..2021]", "[201X..2021]", "[2020-21..2021-21]",
    "[2020..2021]?", "[2020..2021]/2022", "2019/[2020..2021]", "[2020", "2020]", "[2020/2021",
]  # fmt: skip

QUALIFIERS = ("", "?", "~", "%")
PLAIN_SIDES = ("0001", "2020", "2020-02", "2020-06-21", "9999")
SEASON_SIDES = ("2020-21", "2020-22", "2021-23", "2021-24")
# The library takes these in an interval only next to an unqualified date.
UNSPECIFIED_SIDES = ("199X", "20XX", "2XXX", "2020-02-XX", "2021-XX-XX")


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty database with the macros."""
    with duckdb.connect() as opened:
        opened.execute(MACROS.read_text(encoding="utf-8"))
        yield opened


def macro_bounds(connection: duckdb.DuckDBPyConnection, texts: Iterable[str]) -> dict[str, Bounds]:
    """Both macros over a column of texts, as ISO dates."""
    rows = connection.execute(
        """
        select
            edtf_text,
            edtf_earliest(edtf_text)::varchar,
            edtf_latest(edtf_text)::varchar
        from (select unnest($texts::varchar[]) as edtf_text)
        """,
        {"texts": list(texts)},
    ).fetchall()
    return {text: (earliest, latest) for text, earliest, latest in rows}


def as_iso(day: struct_time | float) -> str:
    """One end as the library gives it, written as DuckDB writes a date."""
    if isinstance(day, struct_time):
        return date(*day[:3]).isoformat()
    assert math.isinf(day)
    return "infinity" if day > 0 else "-infinity"


def library_bounds(text: str) -> Bounds:
    """The library's strict bounds, with the rules that the macros add."""
    parsed = parse_edtf(text)
    # The library guesses ten years for an unknown end.
    earliest = None if text.startswith("/") else as_iso(parsed.lower_strict())
    latest = None if text.endswith("/") else as_iso(parsed.upper_strict())
    in_order = earliest in (None, "-infinity") or latest in (None, "infinity") or earliest <= latest
    return (earliest, latest) if in_order else NOTHING


@cache
def library_side(side: str) -> Bounds:
    """The library's bounds of one side, whose qualifier never moves them."""
    return library_bounds(side.rstrip("?~%"))


def qualified(sides: Iterable[str]) -> list[str]:
    """Every side with no qualifier and with each of the three."""
    return [side + qualifier for side in sides for qualifier in QUALIFIERS]


def joined(left: Iterable[str], right: Iterable[str]) -> list[str]:
    """Every interval from a left side to a right side."""
    return [f"{start}/{end}" for start, end in itertools.product(left, right)]


def single_texts() -> list[str]:
    """Dates on their own: years, months, days, unspecified digits, seasons."""
    years = ("0001", "0999", "1600", "1900", "2000", "2023", "2024", "9999")
    months = [f"{year}-{month:02}" for year in years for month in range(1, 13)]
    days = [
        f"{year}-{month:02}-{day:02}"
        for year in (1900, 2024)
        for month in range(1, 13)
        for day in (1, 21, 24, calendar.monthrange(year, month)[1])
    ]
    decades = ["001X", "010X", "190X", "202X", "999X", "01XX", "19XX", "99XX", "1XXX", "9XXX"]
    hidden = [f"{year}-XX" for year in years] + [f"{year}-XX-XX" for year in years]
    seasons = [f"{year}-{season}" for year in years for season in range(21, 25)]
    return [
        *qualified([*years, *decades, *hidden, "2024-02", "2023-12-31"]),
        *months,
        *days,
        *(f"{month}-XX" for month in months),
        *seasons,
    ]


def interval_texts() -> list[str]:
    """Intervals and sets that the library reads as a whole."""
    dated = [*qualified(PLAIN_SIDES), *qualified(SEASON_SIDES)]
    unqualified = [*PLAIN_SIDES, *SEASON_SIDES]
    return [
        *joined(unqualified, unqualified),
        *joined(["2020~", "2020-21?", "2020-06-21%"], dated),
        *joined(unqualified, UNSPECIFIED_SIDES),
        *joined(UNSPECIFIED_SIDES, unqualified),
        *joined(UNSPECIFIED_SIDES, UNSPECIFIED_SIDES),
        *joined(dated, ["", ".."]),
        *joined(["", ".."], dated),
        *(
            f"[{start}..{end}]"
            for sides in (
                ("0001", "1899", "2020", "9999"),
                ("1999-12", "2020-02", "2020-11"),
                ("1999-12-21", "2020-02-01", "2024-02-29"),
            )
            for start, end in itertools.product(sides, sides)
        ),
    ]


@pytest.mark.parametrize(("text", "bounds"), LITERAL_BOUNDS.items())
def test_a_form_of_the_profile_has_the_expected_days(
    connection: duckdb.DuckDBPyConnection, text: str, bounds: Bounds
) -> None:
    """Each form of the profile gives the days written in the table."""
    assert macro_bounds(connection, [text]) == {text: bounds}


def test_the_table_of_days_agrees_with_the_library() -> None:
    """The table holds what the library says, wherever the library answers."""
    refused = []
    for text, bounds in LITERAL_BOUNDS.items():
        try:
            answer = library_bounds(text)
        except Exception:  # the library fails with several unrelated types
            refused.append(text)
        else:
            assert answer == bounds, text
    assert set(refused) <= set(list(LITERAL_BOUNDS)[-6:])


def test_every_single_date_equals_the_library(connection: duckdb.DuckDBPyConnection) -> None:
    """A date on its own has the library's strict bounds."""
    texts = single_texts()
    assert len(set(texts)) > 400
    assert macro_bounds(connection, texts) == {text: library_bounds(text) for text in texts}


def test_every_interval_equals_the_library(connection: duckdb.DuckDBPyConnection) -> None:
    """An interval or set has the library's bounds, or none if out of order."""
    texts = interval_texts()
    expected = {text: library_bounds(text) for text in texts}
    assert len([text for text in expected if expected[text] != NOTHING]) > 250
    assert NOTHING in expected.values()
    assert macro_bounds(connection, texts) == expected


def test_sides_the_library_does_not_combine_are_read_alone(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    """Unspecified digits combine with every other side of an interval."""
    sides = qualified([*UNSPECIFIED_SIDES, "2004-XX", "2005", "2020-21"])
    expected: dict[str, Bounds] = {}
    for side in sides:
        earliest, latest = library_side(side)
        expected[f"{side}/.."] = (earliest, "infinity")
        expected[f"../{side}"] = ("-infinity", latest)
        expected[f"{side}/"] = (earliest, None)
        expected[f"/{side}"] = (None, latest)
    for left, right in itertools.product(sides, sides):
        earliest, latest = library_side(left)[0], library_side(right)[1]
        assert earliest is not None and latest is not None
        expected[f"{left}/{right}"] = (earliest, latest) if earliest <= latest else NOTHING
    assert macro_bounds(connection, expected) == expected


@pytest.mark.parametrize("text", INVALID_TEXTS, ids=lambda text: ascii(text[:30]))
def test_a_text_outside_the_profile_gives_null(
    connection: duckdb.DuckDBPyConnection, text: str
) -> None:
    """Text that is no date of the profile gives null twice and no error."""
    assert macro_bounds(connection, [text]) == {text: NOTHING}


def test_every_impossible_calendar_day_gives_null(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    """A day exists in the macros exactly when it exists in the calendar."""
    expected: dict[str, Bounds] = {}
    for year, month, day in itertools.product((1900, 2000, 2023, 2024), range(20), range(40)):
        text = f"{year}-{month:02}-{day:02}"
        try:
            iso = date(year, month, day).isoformat()
        except ValueError:
            expected[text] = NOTHING
        else:
            expected[text] = (iso, iso)
    assert macro_bounds(connection, expected) == expected


def test_short_texts_of_edtf_characters_are_dates_or_null(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    """Of all texts of up to six such characters only years and half-open years are dates."""
    # Built in SQL: older DuckDB versions bind a long list slowly.
    found = connection.execute(
        """
        with letters as (select unnest(['0', '2', 'X', '?', '/', '.', '-', '[', '']) as c),
        texts as (
            select distinct l1.c || l2.c || l3.c || l4.c || l5.c || l6.c as edtf_text
            from letters l1, letters l2, letters l3, letters l4, letters l5, letters l6
        )
        select edtf_text
        from texts
        where edtf_earliest(edtf_text) is not null or edtf_latest(edtf_text) is not null
        """
    ).fetchall()
    digits = ["".join(year) for year in itertools.product("02X", repeat=4)]
    years = {year for year in digits if year.rstrip("X").isdigit()}
    years -= {"0000", "000X", "00XX", "0XXX"}
    marked = years | {f"{year}?" for year in years}
    expected = marked | {f"{year}/" for year in marked} | {f"/{year}" for year in marked}
    assert {text for (text,) in found} == expected | {"../.."}


def test_null_gives_null_and_the_type_is_always_date(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    """Null in gives null out, and both macros return the type date."""
    for macro in ("edtf_earliest", "edtf_latest"):
        for argument in ("null", "null::varchar", "'2025'", "'../..'", "'abc'"):
            row = connection.execute(
                f"select typeof({macro}({argument})), {macro}({argument}) is null"
            ).fetchone()
            assert row == ("DATE", "null" in argument or "abc" in argument)


def test_the_macros_take_columns_named_like_their_parameters(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    """A caller's column may share a name with any parameter of a helper."""
    row = connection.execute(
        """
        select
            edtf_earliest(side)::varchar,
            edtf_latest(side)::varchar,
            edtf_earliest(day_text)::varchar,
            edtf_latest(edtf_text)::varchar
        from (
            select
                '2001-21' as side,
                '2019-XX/2020' as day_text,
                '[2020-01..2024-02]' as edtf_text
        )
        """
    ).fetchone()
    assert row == ("2001-03-01", "2001-05-31", "2019-01-01", "2024-02-29")


def test_loading_the_macros_twice_changes_nothing(tmp_path: Path) -> None:
    """The file may be run again, and the macros survive a closed database."""
    path = str(tmp_path / "stored.duckdb")
    with duckdb.connect(path) as opened:
        opened.execute(MACROS.read_text(encoding="utf-8"))
        opened.execute(MACROS.read_text(encoding="utf-8"))
    with duckdb.connect(path) as opened:
        assert macro_bounds(opened, ["2001-24/.."]) == {"2001-24/..": ("2001-12-01", "infinity")}
