"""The data of this package says what the article and the dossier say."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from claimpack.database import open_package
from claimpack.meanings import canonical_url
from claimpack.package import Package

# Evidence of the dossier that bears on another claim than the one it stands at there: rival
# forecasts are context to an outcome; what mixed said and true, or two assertions, was split.
MOVED = {
    ("C017", "S007"): ("C017", "context"),
    ("C017", "S006"): ("C017", "context"),
    ("C018", "S035"): ("C062", "qualifies"),
    ("C018", "S042"): ("C062", "qualifies"),
    ("C018", "S086"): ("C062", "qualifies"),
    ("C020", "S046"): ("C057", "qualifies"),
    ("C024", "S044"): ("C060", "supports"),
    ("C024", "S048"): ("C060", "qualifies"),
    ("C042", "S050"): ("C063", "refutes"),
    ("C042", "S043"): ("C063", "refutes"),
}
# Where the research desk and the evidence rule differ: desk, rule.
DISPUTED = {
    "C007": ("partly_supported", "insufficient_evidence"),
    **dict.fromkeys(
        ["C020", "C021", "C022", "C023", "C024", "C025", "C026", "C030", "C038", "C044"],
        ("supported", "insufficient_evidence"),
    ),
    "C042": ("partly_supported", "insufficient_evidence"),
}


@pytest.fixture(scope="module")
def database(package: Package) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_package(package) as connection:
        yield connection


@pytest.fixture(scope="module")
def facts(dossier: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(dossier.read_text(encoding="utf-8"))
    return content


def ours(identifier: str) -> str:
    """C14 -> C014, E02 -> S002."""
    return f"{identifier[0].replace('E', 'S')}{int(identifier[1:]):03d}"


def test_every_claim_of_the_dossier_stands_at_its_place(
    database: duckdb.DuckDBPyConnection, facts: dict[str, Any]
) -> None:
    spans = dict(
        (claim, (start, end))
        for claim, start, end in database.execute(
            "select claim_id, quote_start, quote_end from claims"
        ).fetchall()
    )
    assert {ours(c["id"]): (c["start"], c["end"]) for c in facts["claims"]}.items() <= spans.items()
    assert len(facts["claims"]) == 56


def test_every_source_of_the_dossier_is_there_at_its_address(
    database: duckdb.DuckDBPyConnection, facts: dict[str, Any]
) -> None:
    seen = dict(
        database.execute(
            "select source_id, url from sources where accessed_at is not null"
        ).fetchall()
    )
    told = {ours(source["id"]): canonical_url(source["url"]) for source in facts["sources"]}
    assert seen == told


def test_every_piece_of_evidence_of_the_dossier_bears_on_a_claim(
    database: duckdb.DuckDBPyConnection, facts: dict[str, Any]
) -> None:
    present = set(database.execute("select claim_id, source_id, stance from evidence").fetchall())
    for claim in facts["claims"]:
        for piece in claim["evidence"]:
            here = (ours(claim["id"]), ours(piece["id"]))
            there, stance = MOVED.get(here, (here[0], piece["stance"]))
            assert (there, here[1], stance) in present, piece


def test_every_source_but_the_article_itself_bears_on_a_claim(
    database: duckdb.DuckDBPyConnection,
) -> None:
    idle = database.execute(
        "select source_id from sources where accessed_at is not null"
        " and source_id not in (select source_id from evidence)"
    ).fetchall()
    assert idle == [("S001",)]


def test_said_is_supported_and_true_is_contested(database: duckdb.DuckDBPyConnection) -> None:
    pair = database.execute(
        "select claim_id, verdict, supporting_origins, refuting_origins from claim_status"
        " where claim_id in ('C014', 'C015') order by claim_id"
    ).fetchall()
    assert pair == [("C014", "supported", 3, 0), ("C015", "contested", 0, 1)]
    roots = database.execute(
        "select distinct root_origin_id from evidence_roots"
        " where claim_id = 'C015' and origin_id in"
        " ('rakhmetullin-volumes-2025-02-19', 'energy-ministry-volumes-2025-02-18')"
    ).fetchall()
    assert roots == [("energy-ministry-volumes-2025-02-18",)]


def test_what_could_be_known_on_the_day_after_the_strike_differs_from_today(
    database: duckdb.DuckDBPyConnection,
) -> None:
    changed = database.execute(
        "select claim_id, t.evidence_verdict, n.evidence_verdict"
        " from evidence_verdict_on(date '2025-02-18') as t"
        " join evidence_verdict as n using (claim_id)"
        " where claim_id in ('C014', 'C015', 'C017', 'C059', 'C063') order by claim_id"
    ).fetchall()
    assert changed == [
        ("C014", "supported", "supported"),
        ("C015", "insufficient_evidence", "contested"),
        ("C017", "pending_outcome", "supported"),
        ("C059", "pending_outcome", "supported"),
        ("C063", "pending_outcome", "refuted"),
    ]


def test_repair_forecasts_stand_beside_84_and_95_days(
    database: duckdb.DuckDBPyConnection,
) -> None:
    rows = database.execute(
        "select forecast_by, outcome_lower, outcome, round(gap, 1) from forecast_outcomes"
        " where measure_id = 'repair-duration' and forecast_by in ('Transneft', 'Alexander Novak')"
        " order by all"
    ).fetchall()
    assert rows == [
        ("Alexander Novak", 84.0, "held", 0.0),
        ("Alexander Novak", 95.0, "held", 0.0),
        ("Transneft", 84.0, "too_low", 23.1),
        ("Transneft", 95.0, "too_low", 34.1),
    ]


def test_total_pumping_is_never_compared_with_kazakh_volumes(
    database: duckdb.DuckDBPyConnection,
) -> None:
    pairs = database.execute(
        "select distinct measure_id, other_measure_id from quantity_pairs"
        " where measure_id <> other_measure_id order by all"
    ).fetchall()
    assert pairs == [
        ("national-cfd-loss-shares", "provider-cfd-loss-share"),
        ("operator-repair-count", "repair-duration"),
        ("provider-cfd-loss-share", "national-cfd-loss-shares"),
        ("repair-duration", "operator-repair-count"),
    ]


def test_desk_and_rule_differ_where_the_package_says_so(
    database: duckdb.DuckDBPyConnection,
) -> None:
    rows = database.execute(
        "select claim_id, proposed_verdict, evidence_verdict, stage from claim_status"
        " where not agrees order by claim_id"
    ).fetchall()
    assert {claim: (desk, rule) for claim, desk, rule, _ in rows} == DISPUTED
    assert {stage for *_, stage in rows} == {"proposed"}


def test_nobody_was_invented(database: duckdb.DuckDBPyConnection) -> None:
    assert database.execute("select assessor_id, kind from assessors order by 1").fetchall() == [
        ("evidence-rule", "software"),
        ("import", "software"),
        ("research-desk", "organisation"),
    ]
    assert database.execute(
        "select count(reliability) from publishers union all"
        " select count(credibility) from evidence union all"
        " select count(wikidata_id) from speakers"
    ).fetchall() == [(0,), (0,), (0,)]


def test_the_quoted_words_stay_well_under_a_quarter(database: duckdb.DuckDBPyConnection) -> None:
    # counted here character by character, apart from the rule
    spans = database.execute(
        "select quote_start, quote_end from claims where quote_exact is not null"
    ).fetchall()
    quoted = {position for start, end in spans for position in range(start, end)}
    assert len(quoted) == 682
    assert len(quoted) < 0.25 * 3708
