"""Each question in sql/questions runs; its answer is what the CSV files give by hand."""

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

ROOT = Path(__file__).parents[1]
QUESTIONS = sorted((ROOT / "sql" / "questions").glob("*.sql"))

Row = dict[str, Any]


@pytest.fixture(scope="module")
def package() -> Iterator[duckdb.DuckDBPyConnection]:
    """The package as sql/open.sql makes it."""
    with duckdb.connect() as connection:
        connection.execute("set file_search_path = '" + str(ROOT).replace("'", "''") + "'")
        connection.execute((ROOT / "sql" / "open.sql").read_text(encoding="utf-8"))
        yield connection


def answer(connection: duckdb.DuckDBPyConnection, slug: str) -> list[Row]:
    """Return the rows of the answer to the question in ``sql/questions/*-<slug>.sql``."""
    (path,) = (ROOT / "sql" / "questions").glob(f"[0-9][0-9]-{slug}.sql")
    result = connection.execute(path.read_text(encoding="utf-8"))
    names = [column[0] for column in result.description or []]
    return [dict(zip(names, values, strict=True)) for values in result.fetchall()]


def table(rows: list[Row], *columns: str) -> list[tuple[Any, ...]]:
    """Return only these columns of the rows."""
    return [tuple(row[column] for column in columns) for row in rows]


def test_there_are_ten_questions_numbered_without_a_gap() -> None:
    assert [path.name[:3] for path in QUESTIONS] == [f"{n:02}-" for n in range(1, 11)]


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_a_file_begins_with_its_question_and_holds_one_select(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.fullmatch(r"\d\d(-[a-z]+)+", path.stem)
    header = re.match(r"(?:--.*\n)+", text)
    assert header, "the file must begin with a comment"
    first, *notes = header.group().splitlines()
    assert re.fullmatch(r"-- [A-Z].*\w\?", first), "the first line must be a question"
    assert len(notes) <= 4
    (statement,) = duckdb.extract_statements(text)
    assert statement.type == duckdb.StatementType.SELECT
    assert re.search(r"^order by\b", text, re.MULTILINE), "the answer must have an order"
    assert not re.search(r"\bC\d{3}\b", text), "ask by a condition, not for a claim"


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_a_question_has_an_answer_with_rounded_numbers(
    package: duckdb.DuckDBPyConnection, path: Path
) -> None:
    rows = answer(package, path.stem[3:])
    assert rows
    assert all(
        value == round(value, 3)
        for row in rows
        for value in row.values()
        if isinstance(value, float)
    )
    assert len({repr(row) for row in rows}) == len(rows), "a row stands twice"


def test_novak_and_rakhmetullin_are_30_points_apart_on_total_pumping(
    package: duckdb.DuckDBPyConnection,
) -> None:
    conflicts = [
        row
        for row in answer(package, "which-numbers-conflict")
        if row["measure"] == "Cut in total pumping"
    ]
    columns = ("low_by", "low_from", "low_to", "high_by", "high_from", "high_to", "gap", "unit")
    assert table(conflicts, *columns) == [
        ("Akan Rakhmetullin", 0.0, 0.0, "Alexander Novak", 30.0, 40.0, 30.0, "%")
    ]


def test_the_other_numbers_that_conflict(package: duckdb.DuckDBPyConnection) -> None:
    conflicts = answer(package, "which-numbers-conflict")
    assert table(conflicts, "measure", "low_by", "low_to", "high_by", "high_from", "gap") == [
        ("Cut in Kazakh oil", "Ministry of Energy of Kazakhstan", 0.0, "Transneft", 30.0, 30.0),
        ("Cut in Kazakh oil", "Satkaliyev", 0.0, "Transneft", 30.0, 30.0),
        ("Cut in total pumping", "Akan Rakhmetullin", 0.0, "Alexander Novak", 30.0, 30.0),
        # Both after nine months of 2025: 54 Mt, rounded, and 55.51 Mt.
        ("Oil shipped by the pipeline", "Gorban", 54.5, "Caspian Pipeline Consortium", 55.5, 1.0),
        # Two months are 60.875 days, and after 20 May is day 92.
        ("Time to restart", "Caspian Pipeline Consortium", 60.9, "Gorban", 92.0, 31.1),
        ("Time to restart", "Transneft", 60.9, "Gorban", 92.0, 31.1),
        ("Time to restart", "Gorban", 84.0, "Caspian Pipeline Consortium", 95.0, 11.0),
    ]
    assert all(row["gap"] >= round(row["high_from"] - row["low_to"], 1) for row in conflicts)
    assert [row["caveat"] is not None for row in conflicts] == [False] * 6 + [True]


def test_two_months_were_too_few_and_several_months_held(
    package: duckdb.DuckDBPyConnection,
) -> None:
    outcomes = [
        row
        for row in answer(package, "whose-forecast-held")
        if row["measure"] == "Time to restart" and row["unit"] == "d"
    ]
    columns = ("forecast_by", "public_by", "outcome_to", "outcome", "missed_by", "held_against")
    assert table(outcomes, *columns) == [
        ("Alexander Novak", date(2025, 2, 18), 95.0, "held", 0.0, "2 of 2"),
        ("Alexander Novak", date(2025, 2, 18), 84.0, "held", 0.0, "2 of 2"),
        ("Transneft", date(2025, 2, 18), 95.0, "too_low", 34.1, "0 of 2"),
        ("Transneft", date(2025, 2, 18), 84.0, "too_low", 23.1, "0 of 2"),
        ("Caspian Pipeline Consortium", date(2025, 2, 26), 95.0, "too_low", 34.1, "0 of 2"),
        ("Caspian Pipeline Consortium", date(2025, 2, 26), 84.0, "too_low", 23.1, "0 of 2"),
        ("Dzhaqiev", date(2025, 2, 28), 95.0, "held", 0.0, "2 of 2"),
        ("Dzhaqiev", date(2025, 2, 28), 84.0, "held", 0.0, "2 of 2"),
        ("Caspian Pipeline Consortium", date(2025, 4, 10), 95.0, "held", 0.0, "2 of 2"),
        ("Caspian Pipeline Consortium", date(2025, 4, 10), 84.0, "held", 0.0, "2 of 2"),
        # "After 20 May": right of the day of the return, too late by the operator's own count.
        ("Gorban", date(2025, 4, 28), 95.0, "held", 0.0, "1 of 2"),
        ("Gorban", date(2025, 4, 28), 84.0, "too_high", 8.0, "1 of 2"),
    ]
    # From the strike of 17 February to the announcement of 23 May.
    assert (date(2025, 5, 23) - date(2025, 2, 17)).days == 95
    assert {row["caveat"] is None for row in outcomes if row["outcome_to"] == 95} == {True}
    assert {row["caveat"] is None for row in outcomes if row["outcome_to"] == 84} == {False}


def test_the_operator_shipped_less_in_2025_than_its_head_foresaw(
    package: duckdb.DuckDBPyConnection,
) -> None:
    shipments = [
        row
        for row in answer(package, "whose-forecast-held")
        if row["measure"] == "Oil shipped by the pipeline"
    ]
    columns = ("forecast_by", "forecast_from", "forecast_to", "outcome", "held_against")
    assert set(table(shipments, *columns)) == {("Gorban", 72.0, None, "too_high", "0 of 3")}
    assert len(shipments) == 3


def test_what_rakhmetullin_said_rests_on_one_witness_and_the_disruption_on_one_origin(
    package: duckdb.DuckDBPyConnection,
) -> None:
    rows = answer(package, "what-rests-on-a-single-origin")
    # Fergana, Caspian News and news-pravda.com relay one page of Informburo that was not seen.
    assert table(rows, "claim_id", "sources", "single", "rests_on") == [
        (
            "C007",
            2,
            "origin",
            "The operator states that the station was hit by drones, is out of service, and that "
            "oil bypasses it at reduced rates.",
        ),
        *[(f"C0{n}", 2, "witness", "Informburo") for n in range(20, 26)],
    ]
    with (ROOT / "claims" / "sources.csv").open(encoding="utf-8", newline="") as file:
        parents = {
            row["source_id"]: row["syndicated_from_source_id"] for row in csv.DictReader(file)
        }
    assert {parents[source] for source in ("S015", "S016", "S017")} == {"S097"}


def test_on_18_february_nobody_had_contradicted_novak_in_public(
    package: duckdb.DuckDBPyConnection,
) -> None:
    rows = {row["claim_id"]: row for row in answer(package, "what-could-have-been-known")}
    columns = ("verdict_then", "verdict_now", "changed_on", "refuting_then", "refuting_now")
    assert table([rows["C014"], rows["C015"], rows["C063"]], *columns) == [
        # He said it: known at once, from TASS, S&P Global and an unseen text of Reuters.
        ("supported", "supported", None, 0, 0),
        # It is so: Rakhmetullin spoke of unchanged pumping a day later.
        ("insufficient_evidence", "contested", date(2025, 2, 19), 0, 1),
        # No further strikes: the second to refute it became public on 27 March.
        ("pending_outcome", "refuted", date(2025, 3, 27), 0, 4),
    ]
    assert rows["C014"]["supporting_then"] == 3
    # The return of the station was announced on 23 May; a second origin tells of it in June.
    assert rows["C017"]["verdict_then"] == "pending_outcome"
    assert rows["C017"]["verdict_now"] == "supported"
    assert rows["C017"]["changed_on"] == date(2025, 6, 30)


def test_nineteen_verdicts_changed_and_each_change_came_after_the_day(
    package: duckdb.DuckDBPyConnection,
) -> None:
    rows = answer(package, "what-could-have-been-known")
    changed = [row for row in rows if row["verdict_then"] != row["verdict_now"]]
    assert len(rows) == 58, "all claims but the 7 that cannot be checked"
    assert changed == rows[:19], "what changed comes first"
    assert all(row["changed_on"] > date(2025, 2, 18) for row in changed)
    assert {row["changed_on"] for row in rows[19:]} == {None}
    known = [row["claim_id"] for row in rows if row["verdict_then"] == "supported"]
    # The strike, its place and day, the talks, the words of Novak and both offices.
    assert set(known) >= {"C003", "C004", "C005", "C006", "C010", "C013", "C014", "C019", "C039"}
    assert len(known) == 15


def test_outlets_that_only_repeat_name_whom(package: duckdb.DuckDBPyConnection) -> None:
    rows = {row["outlet"]: row for row in answer(package, "which-outlets-only-repeat")}
    assert len(rows) == 47
    expected = {
        "Caspian News": (
            10,
            "Akan Rakhmetullin, Baidildinov, Informburo, Ministry of Energy of Kazakhstan",
        ),
        "Zonebourse": (1, "Alexander Novak"),
        "Kyiv Post": (1, "Caspian Pipeline Consortium"),
        "Oil & Gas 360": (2, "Reuters"),
        "UNN": (6, "Caspian Pipeline Consortium, Smadiyarov"),
    }
    assert {name: (rows[name]["claims"], rows[name]["words_of"]) for name in expected} == expected
    carried = {name: rows[name]["text_of"] for name in ("Zonebourse", "Kyiv Post", "LIGA.net")}
    assert carried == {"Zonebourse": "Reuters", "Kyiv Post": "AFP", "LIGA.net": None}
    # They report for themselves, or come first hand.
    assert not set(rows) & {"TASS", "S&P Global Commodity Insights", "Interfax", "Kazinform"}


def test_novak_said_it_to_three_witnesses_and_it_is_contested(
    package: duckdb.DuckDBPyConnection,
) -> None:
    rows = answer(package, "what-was-said-but-is-not-shown-to-be-true")
    columns = ("speaker", "said_stage", "witnesses", "asserted_verdict", "supporting", "refuting")
    assert table(rows, *columns) == [
        ("Alexander Novak", "decided", 3, "contested", 0, 1),
        ("Akan Rakhmetullin", "proposed", 1, "insufficient_evidence", 1, 0),
        ("Akan Rakhmetullin", "proposed", 1, "pending_outcome", 0, 0),
        ("Akan Rakhmetullin", "proposed", 1, "not_checkable", 0, 0),
    ]


def test_desk_and_rule_differ_where_one_root_is_short(package: duckdb.DuckDBPyConnection) -> None:
    rows = answer(package, "where-do-desk-and-rule-differ")
    assert [row["claim_id"] for row in rows] == [
        *["C007", "C020", "C021", "C022", "C023", "C024", "C025"],
        *["C026", "C030", "C038", "C042", "C044"],
    ]
    assert {row["rule_verdict"] for row in rows} == {"insufficient_evidence"}
    assert {row["counted"].rpartition(" root ")[0] for row in rows} == {"1 of 2"}
    witnesses = {row["claim_id"] for row in rows if row["counted"].endswith("root sources")}
    assert witnesses == {f"C0{n}" for n in range(20, 26)}
    assert rows[4]["rationale"] == (
        "Two outlets name the portal as the place of the remark; its own page was not found."
    )


def test_the_pipeline_shipped_more_in_the_year_of_the_strike(
    package: duckdb.DuckDBPyConnection,
) -> None:
    rows = answer(package, "how-did-the-years-compare")
    columns = ("measure", "year", "low", "high", "compared_with", "change_percent", "figures")
    assert table(rows, *columns) == [
        ("Kazakh oil shipped by the pipeline", 2024, 53.75, 53.85, None, None, 1),
        ("Kazakh oil shipped by the pipeline", 2025, 64.75, 64.85, 2024, 20.4, 1),
        ("Oil shipped by the pipeline", 2023, 63.465, 63.475, None, None, 1),
        # 63.01 Mt by the operator agrees with 63, 63 and "over 63".
        ("Oil shipped by the pipeline", 2024, 63.005, 63.015, 2023, -0.7, 4),
        ("Oil shipped by the pipeline", 2025, 70.515, 70.525, 2024, 11.9, 3),
        ("Tengiz oil shipped by the pipeline", 2023, 27.455, 27.465, None, None, 1),
        ("Tengiz oil shipped by the pipeline", 2025, 36.55, 36.65, 2023, 33.3, 1),
    ]
    assert all(row["is_consistent"] for row in rows)


def test_the_strike_rests_on_parties_of_both_sides(package: duckdb.DuckDBPyConnection) -> None:
    rows = {row["claim_id"]: row for row in answer(package, "what-rests-on-the-word-of-parties")}
    columns = ("supported_by", "refuted_by")
    assert table([rows[claim] for claim in ("C003", "C004", "C015", "C048")], *columns) == [
        ("Caspian Pipeline Consortium, Transneft", None),
        (
            "Caspian Pipeline Consortium, an official of the Security Service of Ukraine",
            None,
        ),
        (None, "Ministry of Energy of Kazakhstan"),
        ("Ministry of Energy of Kazakhstan", "Alexander Novak"),
    ]
    # Reuters dates the strike, too, and reports the return of the station.
    assert not set(rows) & {"C006", "C017"}
    assert len(rows) == 15


def test_the_article_leaves_out_what_bears_on_the_cut(package: duckdb.DuckDBPyConnection) -> None:
    rows = answer(package, "what-does-the-article-leave-out")
    cut = [row for row in rows if row["claim_id"] == "C015"]
    assert table(cut, "stance", "public_on", "voice") == [
        ("refutes", date(2025, 2, 19), "Akan Rakhmetullin"),
        ("qualifies", date(2025, 2, 18), "Transneft"),
        ("qualifies", date(2025, 2, 18), "Caspian Pipeline Consortium"),
        ("qualifies", date(2025, 2, 18), "Ministry of Energy of Kazakhstan"),
        ("qualifies", date(2025, 2, 17), "Caspian Pipeline Consortium"),
        ("qualifies", date(2025, 2, 18), "Transneft"),
    ]
    # The article can have appeared on 19 February at the earliest.
    assert max(row["public_on"] for row in rows) == date(2025, 2, 19)
    assert len(rows) == 18
