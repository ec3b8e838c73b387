"""A release in the hands of its readers: other people's tools, no network, none of our code."""

import ast
import csv
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest

from claimpack.database import view_names
from claimpack.package import Package

from .conftest import ROOT

ENGINES = ROOT / ".cache" / "duckdb"
OTHER_VERSIONS = re.findall(
    r"[\d.]+",
    re.findall(r"^DUCKDB_VERSIONS := (.*)", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)[
        0
    ],
)
GUIDE = (ROOT / "docs" / "guide" / "downloading.md").read_text(encoding="utf-8")

# What a version of DuckDB makes of claims.duckdb, and of the unzipped folder that it runs in.
PROGRAM = """
import json, sys
from pathlib import Path

import duckdb


def rows(connection, query):
    return sorted(map(repr, connection.execute(query).fetchall()))


def everything(connection):
    connection.execute("set enable_progress_bar = false")
    tables = [n for (n,) in connection.execute(
        "select table_name from duckdb_tables() where schema_name = 'main'").fetchall()]
    views = [
        name for (name,) in connection.execute(
            "select view_name from duckdb_views() where not internal").fetchall()
    ]
    answer = {name: rows(connection, f'from "{name}"') for name in tables + views}
    answer["comments"] = rows(
        connection,
        "select view_name, null, comment from duckdb_views() where not internal union all"
        " select table_name, null, comment from duckdb_tables() where schema_name = 'main'"
        " union all select table_name, column_name, comment from duckdb_columns()"
        " where not internal and schema_name = 'main'")
    answer["macros"] = rows(
        connection,
        "select distinct function_name from duckdb_functions() where not internal"
        " and function_type in ('macro', 'table_macro')")
    answer["as of"] = rows(connection, "from claim_status_as_of('2026-11-22')")
    answer["public by"] = rows(connection, "from evidence_verdict_on(date '2025-02-18')")
    answer["edtf"] = rows(connection, "select edtf_earliest('2025-02'), edtf_latest('2025-02')")
    return {"tables": tables, "views": views, "rows": answer}


database = everything(duckdb.connect(sys.argv[1], read_only=True))
files = duckdb.connect()
files.execute(Path("sql/open.sql").read_text(encoding="utf-8"))
told = {"version": duckdb.__version__, "database": database, "files": everything(files)}
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def answers(released: Path, unzipped: Path) -> Any:
    """A function that tells what a version of DuckDB makes of the release."""

    @cache
    def by(version: str) -> dict[str, Any]:
        environment = {**os.environ, "TZ": "UTC", "PYTHONUTF8": "1"}
        environment.pop("PYTHONPATH", None)
        if version != duckdb.__version__:
            environment["PYTHONPATH"] = str(ENGINES / version)
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(released / "claims.duckdb")],
            cwd=unzipped,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr
        answer: dict[str, Any] = json.loads(done.stdout)
        assert answer["version"] == version
        return answer

    return by


@pytest.mark.parametrize("version", [*OTHER_VERSIONS, duckdb.__version__])
def test_the_database_and_the_unzipped_files_open_in_a_version_of_duckdb(
    version: str, answers: Any, package: Package
) -> None:
    if version != duckdb.__version__ and not (ENGINES / version / "duckdb").is_dir():
        pytest.skip(f".cache/duckdb/{version} holds no duckdb package; `make test` installs it")
    expected, found = answers(duckdb.__version__), answers(version)
    for part in ("database", "files"):
        assert set(found[part]["tables"]) == {table.name for table in package.tables}
        assert set(found[part]["views"]) == set(view_names(package))
        differing = {
            name
            for name, rows in expected["files"]["rows"].items()
            if found[part]["rows"][name] != rows
        }
        assert differing == set(), part
    rows = found["database"]["rows"]
    macros, comments = (list(map(ast.literal_eval, rows[name])) for name in ("macros", "comments"))
    assert len(rows["claim_status"]) == len(rows["as of"]) == len(rows["public by"]) == 65
    assert {name for (name,) in macros} >= {
        "claim_status_as_of",
        "edtf_latest",
    }
    commented = {(relation, column) for relation, column, comment in comments if comment}
    for table in package.tables:
        assert {(table.name, None), *((table.name, f.name) for f in table.fields)} <= commented
    assert {(view, None) for view in view_names(package)} <= commented


def test_parquet_has_every_table_and_view_with_the_rows_of_the_csv_files(
    released: Path, package: Package
) -> None:
    found = {path.stem: path for path in (released / "parquet").iterdir()}
    assert set(found) == {*(table.name for table in package.tables), *view_names(package)}
    known = {
        "claimpack.package": package.name,
        "claimpack.version": package.version,
        "claimpack.standard": "0.1.0",
    }
    with duckdb.connect() as connection:
        for path in found.values():
            told = connection.execute(
                "select decode(key), decode(value) from parquet_kv_metadata(?)", [str(path)]
            ).fetchall()
            assert known.items() <= dict(told).items(), path.name
        for table in package.tables:
            parquet = f"read_parquet('{found[table.name]}')"
            types = {
                column: kind
                for column, kind, *_ in connection.execute(f"describe from {parquet}").fetchall()
            }
            assert list(types) == [field.name for field in table.fields]
            rows = f"read_csv('{ROOT / table.path}', header = true, types = {types})"
            for one, other in ((rows, parquet), (parquet, rows)):
                left = connection.execute(f"from {one} except all from {other}").fetchall()
                assert left == [], table.name


def alone(script: str, folder: Path, home: Path) -> subprocess.CompletedProcess[str]:
    """Run Python with the installed libraries, but without our code and without a network.

    Without ``site`` no .pth file is read, which is how the checkout is installed.
    """
    before = (
        f"import sys; sys.path.append({sysconfig.get_path('purelib')!r})\n"
        "import socket\n"
        "try:\n    import claimpack.cli\nexcept ImportError:\n    pass\n"
        "else:\n    raise SystemExit('our code is there')\n"
        "def refuse(*_): raise OSError('no network here')\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
    )
    return subprocess.run(
        [*without_network(), sys.executable, "-I", "-S", "-c", before + script],
        cwd=folder,
        env={"HOME": str(home), "PATH": os.environ["PATH"], "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


@cache
def without_network() -> tuple[str, ...]:
    """Return what runs a program in a network of its own, where the system lets us."""
    command = ("unshare", "--map-root-user", "--net")
    if shutil.which(command[0]) is None:
        return ()
    return command if subprocess.run([*command, "true"], check=False).returncode == 0 else ()


FRICTIONLESS = (
    "import sys; sys.argv = ['frictionless', 'validate', 'datapackage.json']\n"
    "from frictionless.__main__ import console\nconsole()\n"
)


def test_frictionless_proves_the_tables_and_misses_no_changed_byte(
    unzipped: Path, tmp_path: Path
) -> None:
    assert "frictionless validate datapackage.json" in GUIDE
    done = alone(FRICTIONLESS, unzipped, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("VALID") >= 1
    broken = tmp_path / "broken"
    shutil.copytree(unzipped, broken)
    path = broken / "claims" / "publishers.csv"
    content = path.read_bytes()
    assert b"TASS" in content
    path.write_bytes(content.replace(b"TASS", b"TASZ", 1))  # a fine cell, of the same length
    done = alone(FRICTIONLESS, broken, tmp_path)
    assert done.returncode == 1
    assert "hash" in done.stdout.lower()


def test_pandas_reads_every_table_with_its_types(
    unzipped: Path, tmp_path: Path, package: Package
) -> None:
    [snippet] = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
    ask = (
        "print(json.dumps({name: {'rows': len(table),"
        " 'types': table.dtypes.astype(str).to_dict(),"
        " 'empty': int((table.isna()).sum().sum())} for name, table in tables.items()}))\n"
    )
    done = alone(snippet + ask, unzipped, tmp_path)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    expected = {
        "string": "string",
        "integer": "Int64",
        "number": "Float64",
        "boolean": "boolean",
        "datetime": "datetime64[us, UTC]",
    }
    for table in package.tables:
        with (ROOT / table.path).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        told = found[table.name]
        types = {n: re.sub(r"64\[[a-z]+, ", "64[us, ", t) for n, t in told["types"].items()}
        assert types == {field.name: expected[field.type] for field in table.fields}
        assert told["rows"] == len(rows)
        assert told["empty"] == sum(not cell for row in rows for cell in row.values()), table.name


def test_the_shell_answers_questions(unzipped: Path, tmp_path: Path) -> None:
    program = shutil.which("duckdb", path=str(Path(sys.executable).parent))
    assert program, "the development dependency duckdb-cli is not installed"
    [command] = re.findall(r"^duckdb (.* -f .*)$", GUIDE, re.MULTILINE)
    done = subprocess.run(
        [*without_network(), program, "-csv", *command.split()],
        cwd=unzipped,
        env={"HOME": str(tmp_path)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader(done.stdout.splitlines()))
    assert ("Gorban", "too_high") in {(row["forecast_by"], row["outcome"]) for row in rows}
    assert list(tmp_path.iterdir()) == []


def test_a_broken_byte_fails_the_sums(released: Path, tmp_path: Path) -> None:
    command = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    assert subprocess.run(command, cwd=released, check=False).returncode == 0
    for name in ("claims.duckdb", "parquet/claims.parquet", "release.json"):
        broken = tmp_path / name.replace("/", "-")
        shutil.copytree(released, broken)
        path = broken / name
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
        done = subprocess.run(command, cwd=broken, capture_output=True, text=True, check=False)
        assert done.returncode == 1 and f"{name}: FAILED" in done.stdout


def test_release_json_is_true_of_every_file(released: Path) -> None:
    told = json.loads((released / "release.json").read_text(encoding="utf-8"))
    assert (told["package"], told["version"], told["previous"]) == (
        "caspian-pipeline-claims",
        "0.1.0",
        None,
    )
    sums = dict(
        reversed(line.split("  ")) for line in (released / "SHA256SUMS").read_text().splitlines()
    )
    assert {file["path"] for file in told["files"]} == set(sums) - {"release.json"}
    for file in told["files"]:
        assert file["sha256"] == sums[file["path"]]
        assert file["bytes"] == (released / file["path"]).stat().st_size
        assert (file["rows"] is not None) == file["path"].endswith(".parquet")
