"""Spark gives the rows that DuckDB gives: every view, over this package and a generated one."""

import json
import math
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from claimpack.database import plain
from claimpack.errors import ClaimpackError
from claimpack.lake.manifest import read_lake
from claimpack.lake.reading import open_lake
from claimpack.lake.relations import relations
from claimpack.lake.views import lake_definitions

from .conftest import Run
from .test_lake import asked, lake, synthetic

pytest.importorskip("pyspark", reason="the extra [spark] is not installed")
pytest.importorskip("sqlglot", reason="the extra [spark] is not installed")
if shutil.which("java") is None:
    pytest.skip("Java is not installed", allow_module_level=True)

from claimpack.lake.spark import SparkLake, define_lake, start_spark
from claimpack.lake.spark_sql import spark_query, spark_views

# One session for all: it takes long to start.
pytestmark = pytest.mark.xdist_group("spark")
__all__ = ["asked", "lake", "synthetic"]

VIEWS = [
    file.name
    for file in lake_definitions()
    if not file.is_macro and f"create or replace view {file.name} " in file.text
]
STORED = ["roots", "log_chain", "packages"]
CALLS = [
    "claim_status_as_of('2026-11-22')",
    "claim_status_as_of('2026-11-22T10:00:00Z')",
    "claim_status_as_of('2026-11-22T10:00:00+05:00')",
    "evidence_verdict_on('2025-02-18')",
]


@pytest.fixture(scope="module")
def spark(lake: Path) -> Iterator[SparkLake]:
    session = start_spark("local[2]")
    yield define_lake(session, lake.resolve(), read_lake(lake))
    session.stop()


def comparable(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return a row whose figures may differ in the last of their digits alone."""
    return tuple(
        float(f"{cell:.12g}") if isinstance(cell, float) and math.isfinite(cell) else cell
        for cell in row
    )


@pytest.mark.parametrize("relation", [*VIEWS, *STORED, *CALLS])
def test_a_view_has_the_same_rows_on_both_engines(
    relation: str,
    spark: SparkLake,
    asked: duckdb.DuckDBPyConnection,
) -> None:
    answer = asked.execute(f"select * from {relation}")
    columns = [column[0] for column in answer.description or []]
    expected = Counter(comparable(tuple(map(plain, row))) for row in answer.fetchall())
    found = spark.ask(f"select * from {relation}")
    assert all(list(row) == columns for row in found)
    assert Counter(comparable(tuple(row.values())) for row in found) == expected


def test_tables_are_read_with_their_types(
    spark: SparkLake,
    asked: duckdb.DuckDBPyConnection,
) -> None:
    for name, relation in relations().items():
        columns = ", ".join(relation.columns)
        answer = asked.execute(f"select {columns} from {name}").fetchall()
        found = [tuple(row.values()) for row in spark.ask(f"select {columns} from {name}")]
        assert Counter(found) == Counter(tuple(map(plain, row)) for row in answer), name


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("select * from csv.`/etc/passwd`", "cannot be translated"),
        ('from "csv"."/etc/passwd"', "there is no table or view"),
        ("from read_csv('/etc/passwd')", "there is no table or view"),
        ("select reflect('java.lang.System', 'exit', 0)", "calls into Java"),
        ("select Java_Method('java.lang.System', 'exit', 0) from claims", "calls into Java"),
        ("from nothing", "there is no table or view"),
        ("drop table claims", "only queries are run on Spark"),
        ("create table x as select 1", "only queries are run on Spark"),
        ("select 1; select 2", "one statement is expected"),
        ("", "one statement is expected"),
        ("select * from (", "cannot be translated"),
        ("select no_such_column from claims", "Spark refuses the query"),
        ("select no_such_function(claim_id) from claims", "Spark refuses the query"),
        ("select 1 from evidence_verdict_on()", "takes 1 argument"),
    ],
)
def test_a_query_that_is_not_to_be_run_is_refused(sql: str, said: str, spark: SparkLake) -> None:
    with pytest.raises(ClaimpackError, match=said) as refused:
        spark.ask(sql)
    assert "\n" not in str(refused.value)


def test_too_many_rows_are_refused(spark: SparkLake) -> None:
    with pytest.raises(ClaimpackError, match="more than 10 rows"):
        spark.ask("from claims", limit=10)
    assert len(spark.ask("from claims limit 10", limit=10)) == 10


def test_no_view_has_a_second_copy_and_macros_are_written_out() -> None:
    macros, views = spark_views(lake_definitions(), {"packages", *relations()})
    assert list(views) == VIEWS
    assert "edtf" not in views["quantity_statements"].lower()
    assert spark_query("from claims", macros) == "SELECT * FROM claims"


def test_the_command_answers_as_duckdb_does(lake: Path, run: Run) -> None:
    sql = "select url, publisher_id from sources order by url limit 3"
    arguments = ("query", "--lake", str(lake), "--format", "json", sql)
    with_spark = run(*arguments, "--engine", "spark")
    assert with_spark.returncode == 0, with_spark.stderr
    assert json.loads(with_spark.stdout) == json.loads(run(*arguments).stdout)


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"PATH": "/nowhere", "JAVA_HOME": ""}, "needs Java 17 or later, and there is no java on"),
        ({"JAVA_HOME": "/nowhere"}, "there is no java in JAVA_HOME (/nowhere)"),
    ],
)
def test_missing_java_is_said(
    variables: dict[str, str],
    said: str,
    lake: Path,
    run: Run,
) -> None:
    result = run("status", "--lake", str(lake), "--engine", "spark", **variables)
    assert result.returncode == 2
    assert said in result.stderr
    assert result.stderr.count("error: ") == 1


def test_missing_pyspark_is_said(
    lake: Path,
    run: Run,
    tmp_path: Path,
) -> None:
    (tmp_path / "pyspark.py").write_text("raise ModuleNotFoundError(name='pyspark')")
    arguments = ("--lake", str(lake), "--engine", "spark", "from claims")
    result = run("query", *arguments, PYTHONPATH=str(tmp_path))
    assert result.returncode == 2
    assert "--engine spark needs pyspark, which is not installed" in result.stderr
    assert "pip install 'claimpack[spark]'" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--engine", "spark"), "--engine spark asks a lake"),
        (("--master", "local"), "--master is for --engine spark"),
    ],
)
def test_options_that_do_not_go_together_are_refused(
    arguments: tuple[str, ...], said: str, run: Run
) -> None:
    result = run("status", *arguments)
    assert result.returncode == 2
    assert said in result.stderr


def test_the_lake_of_the_tests_opens(lake: Path) -> None:
    with duckdb.connect() as connection:
        assert len(open_lake(lake, connection).packages) == 2
