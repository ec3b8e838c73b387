"""sql/open.sql makes the package from its CSV files: in Python, on other versions, in the shell.

How the shell (1.5.6) takes its options: ``-init FILE`` runs first, wherever it stands, instead of
~/.duckdbrc, and names the file on stderr, which no option hides; an error in it ends the shell
with 1. Then come all ``-c`` and ``-f`` in their order; only without any is stdin read.
"""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest

ROOT = Path(__file__).parents[1]
ENGINES = ROOT / ".cache" / "duckdb"
OTHER_VERSIONS = re.findall(
    r"[\d.]+",
    re.findall(r"^DUCKDB_VERSIONS := (.*)", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)[
        0
    ],
)

# Prints what a version of DuckDB makes of sql/open.sql in the current folder.
PROGRAM = """
import json
from pathlib import Path

import duckdb


def rows(query):
    return sorted(map(repr, connection.execute(query).fetchall()))


connection = duckdb.connect()
# 1.2 takes `python -c` for a person at a prompt and shows a bar on stdout after two seconds.
connection.execute("set enable_progress_bar = false")
connection.execute(Path("sql/open.sql").read_text(encoding="utf-8"))
relations = connection.execute(
    "select table_name from duckdb_tables() union all"
    " select view_name from duckdb_views() where not internal"
).fetchall()
answer = {name: rows(f'from "{name}"') for (name,) in relations}
answer["comments"] = rows(
    "select view_name, null, comment from duckdb_views() where not internal union all"
    " select table_name, null, comment from duckdb_tables() union all"
    " select table_name, column_name, comment from duckdb_columns() where not internal"
)
for path in sorted(Path("sql/questions").glob("*.sql")):
    text = path.read_text(encoding="utf-8")
    answer[path.stem] = list(map(repr, connection.execute(text).fetchall()))
print(json.dumps({"version": duckdb.__version__, "rows": answer}))
"""


def view_names() -> set[str]:
    """Return the names of the views in sql/views; the other files there are table macros."""
    return {
        path.stem
        for path in (ROOT / "sql" / "views").glob("*.sql")
        if f"create or replace view {path.stem} as" in path.read_text(encoding="utf-8")
    }


def claim_ids() -> list[str]:
    """Return the ids in claims.csv."""
    with (ROOT / "claims" / "claims.csv").open(encoding="utf-8", newline="") as file:
        return sorted(row["claim_id"] for row in csv.DictReader(file))


@cache
def made_by(version: str) -> dict[str, list[str]]:
    """Return the rows of each table, view and question on a version of DuckDB.

    The installed version is the one of this process; any other is at .cache/duckdb/<version>.
    """
    environment = {**os.environ, "TZ": "UTC", "PYTHONUTF8": "1"}
    environment.pop("PYTHONPATH", None)
    if version != duckdb.__version__:
        environment["PYTHONPATH"] = str(ENGINES / version)
    process = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=600,
    )
    assert process.returncode == 0, process.stderr
    answer: dict[str, Any] = json.loads(process.stdout)
    assert answer["version"] == version
    rows: dict[str, list[str]] = answer["rows"]
    return rows


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> duckdb.DuckDBPyConnection:
    """The package, opened with the Python library from its folder."""
    monkeypatch.chdir(ROOT)
    connection = duckdb.connect()
    connection.execute(Path("sql/open.sql").read_text(encoding="utf-8"))
    return connection


def shell(home: Path, *arguments: str, stdin: str = "") -> list[dict[str, str]]:
    """Return the rows that the duckdb shell prints in the package's folder."""
    program = shutil.which("duckdb", path=str(Path(sys.executable).parent))
    assert program, "the development dependency duckdb-cli is not installed"
    process = subprocess.run(
        [program, "-init", "sql/open.sql", "-csv", *arguments],
        cwd=ROOT,
        env={"HOME": str(home)},
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    messages = re.sub(r"\x1b\[\d+m", "", process.stderr).strip()
    assert messages == "-- Loading resources from sql/open.sql"
    assert process.returncode == 0
    assert list(home.iterdir()) == [], "the shell left something in the home folder"
    return list(csv.DictReader(io.StringIO(process.stdout)))


def test_every_claim_has_a_status(opened: duckdb.DuckDBPyConnection) -> None:
    found = opened.execute("select claim_id from claim_status order by claim_id").fetchall()
    assert [claim for (claim,) in found] == claim_ids()


def test_that_novak_said_it_is_supported_and_that_it_is_so_is_contested(
    opened: duckdb.DuckDBPyConnection,
) -> None:
    pair = opened.execute(
        "select claim_id, verdict, evidence_verdict, supporting_origins, refuting_origins"
        " from claim_status where claim_id in ('C014', 'C015') order by claim_id"
    ).fetchall()
    assert pair == [
        ("C014", "supported", "supported", 3, 0),
        ("C015", "contested", "contested", 0, 1),
    ]


def test_every_view_file_makes_a_view(opened: duckdb.DuckDBPyConnection) -> None:
    made = opened.execute("select view_name from duckdb_views() where not internal").fetchall()
    assert {name for (name,) in made} == view_names()


def test_tables_columns_and_views_carry_comments(opened: duckdb.DuckDBPyConnection) -> None:
    without = opened.execute(
        "select table_name from duckdb_tables() where nullif(comment, '') is null union all"
        " select view_name from duckdb_views()"
        " where not internal and nullif(comment, '') is null union all"
        " select table_name || '.' || column_name from duckdb_columns() where not internal"
        " and nullif(comment, '') is null"
        " and table_name in (select table_name from duckdb_tables())"
    ).fetchall()
    assert without == []


def test_columns_of_views_carry_the_comments_of_their_files(
    opened: duckdb.DuckDBPyConnection,
) -> None:
    written = {
        (view, column, text.replace("''", "'"))
        for path in (ROOT / "sql" / "views").glob("*.sql")
        for view, column, text in re.findall(
            r"^comment on column (\w+)\.(\w+) is\n'(.*)';$",
            path.read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    }
    found = opened.execute(
        "select table_name, column_name, comment from duckdb_columns()"
        " where not internal and comment is not null"
        " and table_name in (select view_name from duckdb_views() where not internal)"
    ).fetchall()
    assert set(found) == written
    assert ("evidence_roots", "public_on") in {(view, column) for view, column, _ in written}


@pytest.mark.parametrize("version", OTHER_VERSIONS)
def test_another_version_gives_the_same_rows_comments_and_answers(version: str) -> None:
    if not (ENGINES / version / "duckdb").is_dir():
        pytest.skip(f".cache/duckdb/{version} holds no duckdb package; `make test` installs it")
    expected, actual = made_by(duckdb.__version__), made_by(version)
    assert set(expected) > view_names()
    assert set(actual) == set(expected)
    differing = {name for name in expected if actual[name] != expected[name]}
    assert differing == set()


def test_the_shell_answers_a_command(tmp_path: Path) -> None:
    rows = shell(tmp_path, "-c", "from claim_status order by claim_id", stdin="not read")
    assert [row["claim_id"] for row in rows] == claim_ids()
    by_claim = {row["claim_id"]: row for row in rows}
    assert by_claim["C014"]["verdict"] == "supported"
    assert by_claim["C014"]["supporting_origins"] == "3"
    assert by_claim["C015"]["verdict"] == "contested"
    assert by_claim["C015"]["refuting_origins"] == "1"


def test_the_shell_answers_stdin(tmp_path: Path) -> None:
    rows = shell(tmp_path, stdin="select count(*) as claims from claim_status;")
    assert rows == [{"claims": str(len(claim_ids()))}]


def test_the_shell_answers_a_question(tmp_path: Path) -> None:
    question = "sql/questions/03-what-rests-on-a-single-origin.sql"
    rows = shell(tmp_path, "-f", question)
    assert [row["claim_id"] for row in rows if row["rests_on"] == "Informburo"] == [
        f"C0{n}" for n in range(20, 26)
    ]
