"""Any question in SQL, but nothing written, no file read, no setting changed, nothing endless."""

import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from claimpack import query, sandbox
from claimpack.database import open_package
from claimpack.errors import ClaimpackError
from claimpack.package import Package, load_package
from claimpack.query import run_query

from .conftest import PARTS, ROOT, Run

REFUSED = [
    # writing
    "copy claims to 'out.csv'",
    "copy (select 1) to 'out.parquet'",
    "copy claims from 'claims/claims.csv'",
    "create table t as select 1",
    "create temp table t as select 1",
    "create macro f() as 1",
    "create secret s (type http)",
    "insert into claims select * from claims",
    "with x as (select 1) insert into claims select * from claims",
    "update claims set claim_text = ''",
    "delete from claims",
    "truncate claims",
    "merge into claims using claims as c on true when matched then delete",
    "drop view claim_status",
    "alter table claims add column x int",
    "comment on table claims is 'x'",
    "explain analyze delete from claims",
    "explain analyze copy claims to 'out.csv'",
    "export database 'out'",
    "import database 'out'",
    "vacuum",
    "checkpoint",
    # other databases, extensions, settings
    "attach 'other.duckdb'",
    "detach memory",
    "use memory",
    "install httpfs",
    "load httpfs",
    "load './evil.duckdb_extension'",
    "update extensions",
    "set enable_external_access = true",
    "set memory_limit = '100GB'",
    "set variable x = 1",
    "reset lock_configuration",
    "pragma enable_external_access",
    "pragma database_list",
    "call pragma_version()",
    # several statements in one, or none
    "select 1; select 2",
    "select 1; copy claims to 'out.csv'",
    "select 1 /* ; */; drop table claims -- ;",
    "select ';' -- '\n; drop table claims",
    "select 1;\ufeff drop table claims",
    "",
    ";",
    "-- nothing",
    "begin",
    "commit",
    "rollback",
    "prepare p as select 1",
    "execute p",
    "deallocate p",
    # files and network
    "from read_csv('datapackage.json')",
    "from read_text('/etc/hostname')",
    "from read_blob('/etc/passwd')",
    "from read_json('datapackage.json')",
    "from read_parquet('build/parquet/claims.parquet')",
    "from read_text('../../../../../../etc/passwd')",
    "from glob('*')",
    "from 'claims/claims.csv'",
    "from '/etc/passwd'",
    "from '../claims.csv'",
    "from 'file:///etc/passwd'",
    "from 'https://example.org/claims.parquet'",
    "from read_csv('http://127.0.0.1:1/x.csv')",
    "from sniff_csv('datapackage.json')",
    "from parquet_metadata('x.parquet')",
    "from duckdb_extensions()",
    "select getenv('HOME')",
    # the same behind something else
    "from query('copy claims to ''out.csv''')",
    "from query('from read_text(''/etc/hostname'')')",
    "from query_table('/etc/passwd')",
    "from query_table(['claims/claims.csv'])",
    "select (select content from read_text('/etc/hostname'))",
    "explain analyze from read_text('/etc/hostname')",
    "summarize 'claims/claims.csv'",
    "describe 'claims/claims.csv'",
    "from secret",
    # not SQL
    "select * from nowhere",
    "selct 1",
    "select ?",
    "select $1",
    "s\u0435lect 1",
    "select 1\uff1b drop table claims",
    "\u202edrop table claims",
    "select 'a\x00b' from nowhere\x00",
    "pivot claims on quantity_id",
]
HARMLESS = [
    "from duckdb_secrets()",
    "from duckdb_settings()",
    "from duckdb_databases()",
    "from duckdb_views()",
    "from duckdb_temporary_files()",
    "from pragma_version()",
    "from query('select 1')",
    "explain from claim_status",
    "select 1;;",
    "pivot claims on length(claim_id) in (4) using count(*)",
]
HEAVY = [
    ("select repeat('x', 2000000000)", "memory"),
    ("select length(lpad('x', 300000000, 'y')) + length(rpad('x', 300000000, 'y'))", "stopped"),
    ("select list(i) from range(1000000000) t(i)", "memory"),
    ("select range(30000000)", "memory"),
    ("select " + "(" * 20_000, "ended before"),
    ("select repeat('x', 70000000)", "limit"),
    ("from range(1000000000000)", "limit"),
    ("select count(*) from range(100000000000) a, range(1000000) b", "stopped"),
    ("with recursive r as (select 1 i union all select i + 1 from r) select sum(i) from r", "stop"),
]

# Runs the command and prints how it ended, with the most memory that one of its processes held.
MEASURE = """
import json, resource, subprocess, sys, time

start = time.monotonic()
process = subprocess.run(
    [sys.executable, "-m", "claimpack", *sys.argv[1:]], capture_output=True, encoding="utf-8"
)
kilobytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps([process.returncode, process.stdout, process.stderr,
                  time.monotonic() - start, kilobytes / 1024]))
"""

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("package")
    shutil.copy(ROOT / "datapackage.json", copy)
    for part in PARTS:
        shutil.copytree(ROOT / part, copy / part)
    return copy


@pytest.fixture(scope="module")
def loaded(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with sandbox.connect(30) as connection:
        yield open_package(load_package(folder), connection=connection)


@pytest.fixture
def connection(
    loaded: duckdb.DuckDBPyConnection, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> duckdb.DuckDBPyConnection:
    """A transaction of its own on the package, in the package's folder."""
    monkeypatch.chdir(folder)
    return loaded.cursor()


def files(folder: Path) -> dict[Path, tuple[int, int]]:
    return {
        path: (path.stat().st_size, path.stat().st_mtime_ns) for path in sorted(folder.rglob("*"))
    }


def sentence_of(stderr: str) -> str:
    """The error, where nothing stands beside it but where it is and what to do next."""
    first, *rest = stderr.splitlines()
    assert first.startswith("error: ")
    assert all(re.match(r"Did you mean|Candidate|LINE 1: | +\^|  → ", line) for line in rest)
    return first


@pytest.mark.parametrize("sql", REFUSED, ids=lambda sql: ascii(sql)[:60])
def test_what_does_not_only_read_the_package_is_refused(
    connection: duckdb.DuckDBPyConnection,
    sql: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    relation = duckdb.sql("select 42 as answer")
    # Where DuckDB looks for Python variables first: around the call that runs the statement.
    monkeypatch.setattr(sandbox, "secret", relation, raising=False)
    before = files(folder)
    with pytest.raises(ClaimpackError) as caught:
        list(sandbox.answer(connection, sql)[1])
    assert type(caught.value) is ClaimpackError
    message = str(caught.value)
    assert "Traceback" not in message
    assert len(message.splitlines()) <= 4
    assert not any(place in message for place in (str(ROOT), str(folder), str(Path.home()) + "/"))
    assert files(folder) == before


@pytest.mark.parametrize("sql", HARMLESS)
def test_what_only_reads_is_answered_and_tells_no_path(
    connection: duckdb.DuckDBPyConnection, sql: str, folder: Path
) -> None:
    text = str(list(sandbox.answer(connection, sql)[1]))
    assert not any(place in text for place in (str(ROOT), str(folder), str(Path.home()) + "/"))


def test_a_replacement_scan_would_have_found_the_variable() -> None:
    secret = duckdb.sql("select 42 as answer")
    assert duckdb.sql("from secret").fetchall() == [(42,)]
    del secret


@on_linux
@pytest.mark.parametrize(("sql", "reason"), HEAVY, ids=lambda text: text[:60])
def test_what_is_endless_or_huge_is_stopped(sql: str, reason: str, folder: Path) -> None:
    before = files(folder)
    process = subprocess.run(
        [sys.executable, "-c", MEASURE, "query", "--timeout", "1", sql],
        cwd=folder,
        capture_output=True,
        check=True,
        timeout=60,
    )
    code, stdout, stderr, seconds, megabytes = json.loads(process.stdout)
    assert (code, stdout) == (2, "")
    assert sentence_of(stderr)
    # a deep or an endless thing may meet any of the limits first
    assert any(words in stderr for words in (reason, "stopped after 1 s", "more memory than"))
    assert seconds < 10
    assert megabytes < 1000
    assert files(folder) == before


@pytest.mark.parametrize(
    "sql",
    ["copy claims to 'out.csv'", "from '/etc/passwd'", "select 1; select 2", "", "set threads = 9"],
)
def test_the_command_refuses_with_a_sentence_and_2(sql: str, run: Run, folder: Path) -> None:
    before = files(folder)
    result = run("query", sql, cwd=folder)
    assert (result.returncode, result.stdout) == (2, "")
    assert sentence_of(result.stderr)
    assert files(folder) == before


def test_the_message_keeps_the_useful_lines_and_shows_what_is_invisible(run: Run) -> None:
    result = run("query", "select * from claim_statu\u202e\x1b[31m")
    assert result.returncode == 2
    assert "Did you mean" in result.stderr or "LINE 1" in result.stderr
    assert "\x1b" not in result.stderr
    assert "\u202e" not in result.stderr


def test_an_answer_that_fits_comes_whole(package: Package, monkeypatch: pytest.MonkeyPatch) -> None:
    sql = "select i, repeat('x', 100) as x from range(2000) t(i)"
    assert run_query(package, sql)[-1] == {"i": 1999, "x": "x" * 100}
    monkeypatch.setattr(query, "MAX_BYTES", 100_000)
    with pytest.raises(ClaimpackError, match="more than 0 MB") as caught:
        run_query(package, sql)
    assert "limit" in str(caught.value.fix)


@pytest.mark.parametrize(
    "program",
    [
        "import os; os.abort()",
        "raise MemoryError",
        "print('[' * 100000)",
        "print('7')",
        "print('[1]')",
        "print('{\"error\": 1}')",
        "print('\\x00\\xff')",
        "print('{\"end\": ', end='')",
    ],
)
def test_a_child_that_dies_or_talks_nonsense_is_one_sentence(
    package: Package, program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = subprocess.Popen

    def popen(command, **options):  # type: ignore[no-untyped-def]
        return start([sys.executable, "-c", program], **options)

    monkeypatch.setattr(subprocess, "Popen", popen)
    with pytest.raises(ClaimpackError, match="ended before it had answered"):
        run_query(package, "select 1")


def test_a_child_in_a_folder_with_a_false_duckdb_does_not_run_it(
    run: Run, tmp_path: Path, folder: Path
) -> None:
    (tmp_path / "duckdb.py").write_text("open('out.csv', 'w')", encoding="utf-8")
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    command = [sys.executable, "-P", "-m", "claimpack", "query", "select 1 as one"]
    assert subprocess.run(command, cwd=tmp_path, check=False, capture_output=True).returncode == 0
    assert not (tmp_path / "out.csv").exists()


def test_data_that_cannot_be_loaded_is_the_fault_of_the_data(run: Run, package_copy: Path) -> None:
    path = package_copy / "claims" / "claims.csv"
    path.write_text("claim_id\n", encoding="utf-8")
    result = run("query", "from claims", cwd=package_copy)
    assert (result.returncode, result.stdout) == (1, "")
    assert sentence_of(result.stderr).startswith("error: claims/claims.csv, line 1")


ENDLESS = "with recursive r as (select 1 i union all select i + 1 from r) select sum(i) from r"


def children(process: int) -> list[int]:
    text = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    return [int(child) for child in text.split()]


def start_and_find_child() -> tuple[subprocess.Popen[str], int]:
    process = subprocess.Popen(
        [sys.executable, "-m", "claimpack", "query", ENDLESS],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    deadline = time.monotonic() + 10
    while not children(process.pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.3)
    return process, children(process.pid)[0]


def has_ended(process: int) -> bool:
    deadline = time.monotonic() + 5
    while Path(f"/proc/{process}").exists() and time.monotonic() < deadline:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2]
        if state.split()[0] == "Z":
            return True
        time.sleep(0.02)
    return not Path(f"/proc/{process}").exists()


@on_linux
def test_control_c_stops_the_child_and_leaves_one_line() -> None:
    process, child = start_and_find_child()
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=10)
    assert (process.returncode, stdout, stderr.strip()) == (2, "", "error: stopped")
    assert has_ended(child)


@on_linux
def test_a_child_does_not_outlive_a_parent_that_is_killed() -> None:
    process, child = start_and_find_child()
    process.kill()
    process.communicate(timeout=10)
    assert has_ended(child)


@on_linux
def test_a_long_query_shows_progress_on_a_terminal_only() -> None:
    master, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "claimpack", "query", "--timeout", "2", ENDLESS],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=terminal,
        env=os.environ | {"TERM": "xterm"},
    )
    os.close(terminal)
    shown = b""
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    os.close(master)
    assert process.wait(timeout=10) == 2
    assert b"asking" in shown
    assert b"stopped after 2 s" in shown


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


def test_columns_of_one_name_are_all_told(run: Run) -> None:
    sql = "select 1 as a, 2 as a, 3 as a_1, 4 as a"
    result = run("query", sql, "--format", "json")
    assert json.loads(result.stdout) == [{"a": 1, "a_2": 2, "a_1": 3, "a_3": 4}]
    assert run("query", sql, "--format", "csv").stdout == "a,a_2,a_1,a_3\n1,2,3,4\n"


def test_a_time_zone_that_python_cannot_print_is_told() -> None:
    missing = ImportError("Required module 'pytz' failed to import")
    said = "a time with a time zone cannot be printed"
    with pytest.raises(ClaimpackError, match=said) as error, sandbox._explained("select now()"):
        raise missing
    assert error.value.fix == "cast it: now()::timestamp"
