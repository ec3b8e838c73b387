"""The build: a database that old DuckDBs open, Parquet, and nothing half written."""

import json
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from claimpack.build import build_package
from claimpack.package import Package
from claimpack.sql import definitions
from claimpack.stored import STORED

from .conftest import ROOT, Run

ENGINES = sorted((ROOT / ".cache" / "duckdb").glob("*/duckdb/__init__.py"))
ASK = """
import duckdb, sys
connection = duckdb.connect(sys.argv[1], read_only=True)
connection.execute("set enable_progress_bar = false")
print(connection.execute(
    "select claim_id, verdict, refuting_origins from claim_status where claim_id = 'C015'"
).fetchall())
print(connection.execute(
    "select evidence_verdict from evidence_verdict_on(date '2025-02-18') where claim_id = 'C015'"
).fetchall())
print(connection.execute(
    "select comment from duckdb_views() where view_name = 'claim_status'"
).fetchall())
"""


@pytest.fixture(scope="module")
def built(package: Package, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("build")
    build_package(package, folder)
    return folder


def test_the_database_holds_tables_views_macros_and_comments(built: Path, package: Package) -> None:
    with duckdb.connect(built / "claims.duckdb", read_only=True) as connection:
        names = {name for (name,) in connection.execute("show tables").fetchall()}
        assert {table.name for table in package.tables} <= names
        assert connection.execute("select count(*) from claim_status").fetchall() == [(65,)]
        assert (
            connection.execute(
                "select comment from duckdb_tables() where comment is null"
            ).fetchall()
            == []
        )


def test_stored_views_hold_what_their_definitions_give(built: Path, package: Package) -> None:
    """Each view reads its table; its own text, run again over the tables, gives the same rows."""
    files = {file.name: file for file in definitions(package.root)}
    assert set(files) >= STORED
    with duckdb.connect() as connection:
        connection.execute(f"attach '{built / 'claims.duckdb'}' as built (read_only)")
        for table in package.tables:
            connection.execute(f"create table {table.name} as from built.{table.name}")
        for file in files.values():
            connection.execute(file.text)
        for name in STORED:
            view = connection.execute(
                "select sql from duckdb_views() where database_name = 'built' and view_name = ?",
                [name],
            ).fetchall()
            assert f"stored.{name}" in view[0][0].replace('"', "")
            comments = connection.execute(
                "select schema_name, column_name, comment from duckdb_columns()"
                " where database_name = 'built' and table_name = ? order by all",
                [name],
            ).fetchall()
            assert [row[1:] for row in comments if row[0] == "main"] == [
                row[1:] for row in comments if row[0] == "stored"
            ]
            worked_out, stored = (
                connection.execute(f"from {relation} order by all").fetchall()
                for relation in (name, f"built.main.{name}")
            )
            assert worked_out == stored
            assert stored


@pytest.mark.parametrize("engine", ENGINES, ids=lambda path: path.parts[-3])
def test_older_duckdbs_open_the_database(built: Path, engine: Path, tmp_path: Path) -> None:
    script = tmp_path / "ask.py"
    script.write_text(ASK)
    answer = subprocess.run(
        [sys.executable, str(script), str(built / "claims.duckdb")],
        env=os.environ | {"PYTHONPATH": str(engine.parents[1])},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert answer.stdout.splitlines() == [
        "[('C015', 'contested', 1)]",
        "[('insufficient_evidence',)]",
        "[('How each claim stands now. One row a claim.',)]",
    ], answer.stderr


def test_there_are_engines_to_try() -> None:
    if not ENGINES:
        pytest.skip("no other DuckDB in .cache/duckdb: 'make test' installs them")
    assert {path.parts[-3] for path in ENGINES} >= {"1.4.5", "1.5.6"}


def test_parquet_has_the_rows_of_each_table_and_view(built: Path, package: Package) -> None:
    with duckdb.connect() as connection:
        for name, rows in (("claims", 65), ("claim_status", 65), ("sources", 125)):
            path = built / "parquet" / f"{name}.parquet"
            count = connection.execute("select count(*) from read_parquet(?)", [str(path)])
            assert count.fetchall() == [(rows,)]
    names = {path.stem for path in (built / "parquet").iterdir()}
    assert {table.name for table in package.tables} < names
    assert {"evidence_verdict_timeline", "quantity_conflicts"} < names


def test_building_twice_gives_the_same_parquet(
    built: Path, package: Package, tmp_path: Path
) -> None:
    build_package(package, tmp_path)
    # what tells the age of the backlog depends on the day
    for path in (built / "parquet").glob("[!o]*.parquet"):
        assert path.read_bytes() == (tmp_path / "parquet" / path.name).read_bytes(), path.name


def test_a_build_that_fails_leaves_what_was_there(
    package_copy: Path, tmp_path: Path, run: Run
) -> None:
    target = tmp_path / "out"
    (target / "parquet").mkdir(parents=True)
    (target / "claims.duckdb").write_text("old")
    (target / "mine.txt").write_text("mine")
    evidence = package_copy / "claims" / "evidence.csv"
    evidence.write_text(evidence.read_text().replace(",S002,", ",S999,", 1))
    result = run("build", "--package", str(package_copy), "-o", str(target))
    assert result.returncode == 1
    assert "claims/evidence.csv cannot be loaded" in result.stderr
    assert "run 'claimpack check'" in result.stderr
    assert (target / "claims.duckdb").read_text() == "old"
    assert {path.name for path in target.iterdir()} == {"claims.duckdb", "mine.txt", "parquet"}


def test_a_folder_that_cannot_be_made_is_one_clear_error(tmp_path: Path, run: Run) -> None:
    (tmp_path / "file").write_text("")
    result = run("build", "-o", str(tmp_path / "file" / "out"))
    assert result.returncode == 2
    assert "cannot be written" in result.stderr
    assert "Traceback" not in result.stderr


def test_json_names_every_file_with_its_rows(tmp_path: Path, run: Run) -> None:
    result = run("build", "-o", str(tmp_path / "out"), "--format", "json")
    files = json.loads(result.stdout)["files"]
    assert (result.returncode, result.stderr) == (0, "")
    assert files[0] == {"path": str(tmp_path / "out" / "claims.duckdb"), "rows": None}
    assert {"path": str(tmp_path / "out" / "parquet" / "claims.parquet"), "rows": 65} in files
    assert all(Path(file["path"]).is_file() for file in files)
