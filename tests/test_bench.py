"""Synthetic packages: without errors or with those planted, the same for a seed, as they say."""

import csv
from collections import Counter
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from claimpack.bench.generate import EXPECTED, Synthetic, generate_package
from claimpack.bench.planting import planted_faults
from claimpack.bench.writing import OF_CLAIMS, Layout
from claimpack.catalogue import catalogue
from claimpack.check import check_package
from claimpack.database import open_package, rows
from claimpack.errors import ClaimpackError
from claimpack.findings import Finding
from claimpack.log import verify_log
from claimpack.package import Package, load_package
from claimpack.rules import load_rules
from claimpack.sql import read_table

from .conftest import Run, contents

CLAIMS = 2000
PARTS = 4
# Rules of cells and keys that cannot be violated by changing cells of these tables.
NOT_PLANTED = {
    "maxLength": "no schema has it",
    "policy-complete": "without the threshold, other rules and views say nothing",
    "row-order": "the full check tells it",
    "sha256": "the pattern of the schema says the same",
    "slug": "the pattern of the schema says the same",
    "ucum": "units are a list of codes: the reference fails, and the full check tells it",
    "utc": "the type says the same",
    "wikidata": "the pattern of the schema says the same",
}


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench") / "synthetic"
    generate_package(folder, Synthetic(CLAIMS, seed=1))
    return folder


def tables(root: Path) -> dict[str, bytes]:
    return {name: text for name, text in contents(root).items() if name.startswith("claims/")}


def test_nothing_is_found_in_it(synthetic: Path) -> None:
    report = check_package(load_package(synthetic))
    assert (report.findings, report.waived, report.not_checked) == ([], [], [])
    assert report.rows > 4 * CLAIMS


def test_its_log_is_proved(synthetic: Path) -> None:
    proof = verify_log(load_package(synthetic))
    assert proof.valid
    assert proof.claims == CLAIMS
    assert CLAIMS * 1.9 < proof.entries < CLAIMS * 2.2


def test_the_same_seed_gives_the_same_bytes_and_another_one_others(
    synthetic: Path, tmp_path: Path
) -> None:
    generate_package(tmp_path / "again", Synthetic(CLAIMS, seed=1))
    generate_package(tmp_path / "other", Synthetic(CLAIMS, seed=2))
    again, other = tables(tmp_path / "again"), tables(tmp_path / "other")
    assert tables(synthetic) == again
    assert {name for name, text in again.items() if other[name] != text} >= {
        *("claims/claims.csv", "claims/sources.csv", "claims/assessments.csv")
    }


def test_sources_copy_each_other_up_to_eight_deep_and_many_the_first(synthetic: Path) -> None:
    with open_package(load_package(synthetic)) as connection:
        depths = rows(
            connection,
            "with recursive steps as ("
            " select source_id, 1 as depth from sources where syndicated_from_source_id is null"
            " union all select sources.source_id, depth + 1 from sources"
            " join steps on sources.syndicated_from_source_id = steps.source_id)"
            " select max(depth) as deepest, count(*) as reached from steps",
        )[0]
        hub = rows(
            connection,
            "select count(*) as n from sources where syndicated_from_source_id = 'S00000001'",
        )[0]["n"]
        total = rows(connection, "select count(*) as n from sources")[0]["n"]
    assert depths["deepest"] in range(5, 9)
    assert depths["reached"] == total
    assert 0.2 < hub / total < 0.4


def test_the_command_says_what_it_wrote(run: Run, tmp_path: Path) -> None:
    done = run("bench", "generate", str(tmp_path / "small"), "--claims", "20")
    assert done.returncode == 0, done.stderr
    assert "of these 20 claims" in done.stdout
    again = run("bench", "generate", str(tmp_path / "small"), "--claims", "20")
    assert again.returncode == 2
    assert "is not empty" in again.stderr


def test_an_odd_number_of_claims_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ClaimpackError, match="3 claims cannot be generated"):
        generate_package(tmp_path / "odd", Synthetic(3))
    assert not (tmp_path / "odd").exists()


@pytest.mark.parametrize(
    ("wanted", "layout", "why"),
    [
        (Synthetic(20, entries=0.5), Layout(), "at least one entry"),
        (Synthetic(20), Layout(parts=3), "cannot be in 3 parts"),
        (Synthetic(20, faults=1), Layout("parquet"), "cannot be planted in parquet"),
    ],
    ids=["entries", "parts", "faults in parquet"],
)
def test_what_cannot_be_is_refused_before_anything_is_written(
    tmp_path: Path, wanted: Synthetic, layout: Layout, why: str
) -> None:
    with pytest.raises(ClaimpackError, match=why):
        generate_package(tmp_path / "never", wanted, layout)
    assert not (tmp_path / "never").exists()


def test_logs_and_figures_have_long_tails(tmp_path: Path) -> None:
    folder = tmp_path / "long"
    generate_package(folder, Synthetic(CLAIMS, entries=5, figures=6))
    assert check_package(load_package(folder)).findings == []
    with open_package(load_package(folder)) as connection:
        log = rows(
            connection,
            "select avg(n) as average, median(n) as middle, max(n) as most from"
            " (select count(*) as n from assessments group by claim_id)",
        )[0]
        figures = rows(connection, "select count(*) as n from quantities")[0]["n"]
        stages = rows(connection, "select distinct stage from claim_status order by stage")
        corrections = rows(connection, "select count(*) as n from corrections")[0]["n"]
    assert log["average"] == pytest.approx(5, abs=0.3)
    assert log["middle"] < log["average"] < log["most"] / 5
    assert figures == pytest.approx(CLAIMS * 0.175 * 6, rel=0.15)
    assert [row["stage"] for row in stages] == [
        *("decided", "in_review", "proposed", "recorded", "reopened")
    ]
    assert corrections > 0


@pytest.mark.parametrize("file_format", ["csv", "parquet"])
def test_parts_hold_the_same_rows_and_a_claim_is_in_one(
    synthetic: Path, tmp_path: Path, file_format: str
) -> None:
    folder = tmp_path / "parts"
    generate_package(folder, Synthetic(CLAIMS, seed=1), Layout(file_format, PARTS))
    whole, cut = load_package(synthetic), load_package(folder)
    report = check_package(cut)
    assert report.findings == []
    assert report.rows == check_package(whole).rows
    with open_package(whole) as one, open_package(cut) as other:
        for table in cut.tables:
            query = f"from {table.name} order by all"
            assert one.execute(query).fetchall() == other.execute(query).fetchall(), table.name
    parts_of_claims: dict[str, set[int]] = {}
    with duckdb.connect() as connection:
        for table in cut.tables:
            assert len(table.paths) == (PARTS if table.name in OF_CLAIMS else 1)
            for number, path in enumerate(table.paths if len(table.paths) > 1 else ()):
                claims = connection.execute(
                    f"select distinct substr({table.primary_key[0]}, 1, 9)"
                    f" from {read_table(replace(table, paths=(path,)), folder)}"
                ).fetchall()
                assert claims
                for (claim,) in claims:
                    parts_of_claims.setdefault(claim, set()).add(number)
    assert len(parts_of_claims) == CLAIMS
    assert all(len(parts) == 1 for parts in parts_of_claims.values())


def expected_findings(folder: Path) -> Counter[tuple[str | None, ...]]:
    with (folder / EXPECTED).open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return Counter(
            (row["rule"], row["table_name"], row["row_key"], row["column_name"]) for row in rows
        )


def places(findings: list[Finding]) -> Counter[tuple[str | None, ...]]:
    return Counter((f.rule, f.table, f.row_key, f.column) for f in findings)


def test_every_rule_is_planted_that_can_be(package: Package) -> None:
    planted = [fault.rule for fault in planted_faults()]
    assert len(planted) == len(set(planted))
    about_cells = {
        entry.id
        for entry in catalogue(package)
        if entry.group in ("Cells", "Keys and references", "Meanings of values")
    }
    rules = {rule.id for rule in load_rules(package.root)}
    assert set(planted) == (about_cells | rules) - set(NOT_PLANTED)


def test_planted_faults_are_found_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "faulty"
    generate_package(folder, Synthetic(1000, seed=3, faults=3))
    report = check_package(load_package(folder))
    assert places(report.findings) == expected_findings(folder)
    assert not report.unlisted
    assert not report.not_checked


def test_totals_of_more_faults_than_are_listed_are_right(tmp_path: Path) -> None:
    folder = tmp_path / "very-faulty"
    generate_package(
        folder, Synthetic(20_000, faults=1200, rules=frozenset({"required", "url", "log-sequence"}))
    )
    report = check_package(load_package(folder))
    totals = Counter(f.rule for f in report.findings)
    for more in report.unlisted:
        totals[more.rule] += more.count
    expected = Counter[str | None]()
    for (rule, *_), count in expected_findings(folder).items():
        expected[rule] += count
    assert totals == expected
    assert report.unlisted


def test_more_faults_than_claims_can_bear_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ClaimpackError, match="cannot be violated 50 times among 200 claims"):
        generate_package(tmp_path / "too-many", Synthetic(200, faults=50))
    assert not (tmp_path / "too-many").exists()


def test_the_command_says_where_the_expected_findings_are(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "faulty"
    done = run("bench", "generate", str(folder), "--claims", "1000", "--faults", "1")
    assert done.returncode == 0, done.stderr
    assert str(folder / EXPECTED) in done.stdout
    assert run("check", cwd=folder).returncode == 1


def test_the_timeline_says_of_each_day_what_was_known_on_it(synthetic: Path) -> None:
    with open_package(load_package(synthetic)) as connection:
        differing = connection.execute(
            "with days as (select distinct public_on as day from evidence_verdict_timeline"
            " order by hash(day) limit 40),"
            " known as (select days.day, at_day.* from days,"
            " lateral evidence_verdict_on(days.day) as at_day)"
            " select count(*), count(*) filter (where (t.evidence_verdict, t.supporting_origins,"
            " t.refuting_origins, t.qualifying_origins) is distinct from (known.evidence_verdict,"
            " known.supporting_origins, known.refuting_origins, known.qualifying_origins))"
            " from evidence_verdict_timeline as t"
            " join known on t.claim_id = known.claim_id and t.public_on = known.day"
        ).fetchone()
    assert differing is not None
    assert differing[0] > 40
    assert differing[1] == 0


def test_figures_are_paired_as_if_each_were_compared_with_each(tmp_path: Path) -> None:
    folder = tmp_path / "figures"
    generate_package(folder, Synthetic(4000, seed=9, figures=8))
    # spans of all kinds, also such as end in the middle of a month
    places = "case hash(quantity_id) % 9 when 0 then '2020-01-20/2020-02-03' when 1 then '2020-02'"
    places += " when 2 then '2020' when 3 then '2019-12-31/2020-01-01' when 4 then '../2020-01-15'"
    places += " when 5 then '2020-01-31' when 6 then '2020-02-01/2020-02-29' else period end"
    compared = (
        "select this.quantity_id, other.quantity_id as other_quantity_id,"
        " greatest(other.lower - this.upper, this.lower - other.upper, 0) as gap"
        " from quantity_intervals as this join quantity_intervals as other"
        " on this.measure_id = other.measure_id and this.quantity_id <> other.quantity_id"
        " where case when this.is_total then this.period_from = other.period_from"
        " and this.period_to = other.period_to else this.period_from <= other.period_to"
        " and other.period_from <= this.period_to end"
    )
    with open_package(load_package(folder)) as connection:
        connection.execute(f"update quantities set period = {places}")
        paired = "select quantity_id, other_quantity_id, gap from quantity_pairs"
        sizes = [len(connection.execute(query).fetchall()) for query in (compared, paired)]
        missing = connection.execute(f"{compared} except all {paired}").fetchall()
    assert sizes[0] == sizes[1] > 10_000
    assert missing == []


@pytest.mark.parametrize("layout", [Layout("parquet", 1), Layout("parquet", 2), Layout("csv", 3)])
def test_what_is_generated_of_other_files_names_them_and_opens_them(
    tmp_path: Path, layout: Layout
) -> None:
    root = tmp_path / "package"
    generate_package(root, Synthetic(40), layout)
    texts = {path: (root / path).read_text() for path in ("sql/open.sql", "claims/README.md")}
    for text in texts.values():
        assert ("Parquet" in text) == (layout.format == "parquet")
        assert "claims/claims.csv" not in text
        assert f"claims/codes/{'verdicts'}.csv" in text
    # a shell stands in the folder of the package
    sql = texts["sql/open.sql"].replace("'claims/", f"'{root}/claims/")
    with duckdb.connect() as connection, open_package(load_package(root)) as expected:
        connection.execute(sql)
        for name in ("claims", "assessments", "claim_status"):
            assert connection.execute(f"from {name} order by all").fetchall() == (
                expected.execute(f"from {name} order by all").fetchall()
            )
    assert "40 rows in `claims/claims" in texts["claims/README.md"]
