"""Any question in SQL, but nothing written, no file read and no setting changed."""

import json
from pathlib import Path

import pytest

from claimpack.errors import ClaimpackError
from claimpack.package import Package
from claimpack.query import run_query

from .conftest import ROOT, Run

REFUSED = [
    "copy claims to 'out.csv'",
    "attach 'other.duckdb'",
    "create table t as select 1",
    "update claims set claim_text = ''",
    "delete from claims",
    "drop view claim_status",
    "set enable_external_access = true",
    "install httpfs",
    "load httpfs",
    "select 1; select 2",
    "",
    "from read_csv('datapackage.json')",
    "from 'claims/claims.csv'",
    "from read_text('/etc/hostname')",
    "from glob('*')",
    "select * from nowhere",
    "selct 1",
]


@pytest.mark.parametrize("sql", REFUSED)
def test_what_does_not_only_read_the_package_is_refused(package: Package, sql: str) -> None:
    with pytest.raises(ClaimpackError):
        run_query(package, sql)
    assert not (Path.cwd() / "out.csv").exists()


def test_json_is_the_rows_alone(run: Run) -> None:
    result = run(
        "query",
        "select verdict, count(*) as claims from claim_status group by all order by claims desc",
        "--format",
        "json",
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert json.loads(result.stdout)[0] == {"verdict": "supported", "claims": 30}


def test_values_are_plain_in_json(package: Package) -> None:
    assert run_query(
        package,
        "select timestamp '2025-02-18 10:00:00' as t, date '2025-02-18' as d, 1.5::double as f,"
        " 'infinity'::double as i, [1, null] as l, {'a': 1} as s, true as b, null as n",
    ) == [
        {
            "t": "2025-02-18T10:00:00Z",
            "d": "2025-02-18",
            "f": 1.5,
            "i": "inf",
            "l": [1, None],
            "s": {"a": 1},
            "b": True,
            "n": None,
        }
    ]


def test_csv_defuses_formulas_and_text_shows_control_characters(run: Run) -> None:
    sql = "select '=1+1' as a, 'x' || chr(27) || '[31m' || chr(8238) as b"
    assert run("query", sql, "--format", "csv").stdout.splitlines()[1].startswith("'=1+1,")
    text = run("query", sql).stdout
    assert "\x1b" not in text
    assert "x\\x1b[31m\\u202e" in text


def test_a_question_from_a_file_is_answered(run: Run) -> None:
    question = sorted((ROOT / "sql" / "questions").glob("*.sql"))[0]
    result = run("query", "-f", str(question), "--format", "json")
    assert result.returncode == 0
    assert any(30 in row.values() for row in json.loads(result.stdout))


def test_neither_query_nor_file_is_a_usage_error(run: Run) -> None:
    result = run("query")
    assert result.returncode == 2
    assert "give the query, or a file with -f" in result.stderr
