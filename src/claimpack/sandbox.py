"""The process that answers a question: the package loaded, DuckDB locked, memory bounded.

``claimpack query`` starts it and watches it (see ``query``). Its standard input is one line of
JSON with ``root`` (a package) or ``lake``, ``sql``, ``seconds``, ``memory`` in megabytes and
``progress``, and stays open as long as somebody waits for the answer. Its standard output is JSON
lines: ``{"ready": true}`` once the package is loaded, ``{"progress": percent}`` now and then where
it was asked for, ``{"columns": [...]}``, a list for each row, and at last ``{"end": true}`` or an
error with ``error``, ``fix`` and ``exit_code``.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb

from claimpack.database import open_package, plain
from claimpack.errors import ClaimpackError
from claimpack.limits import limit_for_good
from claimpack.package import load_package

MEGABYTE = 1 << 20
# What DuckDB does not count stands beside: long strings, buffers, Python's copy of a row.
UNCOUNTED = 300 * MEGABYTE
# Fixed, so that the limits hold on a machine with many cores: each thread has its own buffers.
THREADS = 2
SETTINGS = {
    "threads": THREADS,
    "temp_directory": "",
    "secret_directory": "",
    "allow_persistent_secrets": False,
    "allow_community_extensions": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,
    "python_scan_all_frames": False,
}
READING = {"SELECT", "EXPLAIN"}
BATCH = 1000
HELPFUL = re.compile(r"Did you mean|Candidate|LINE \d+:|\s*\^")
# An absolute path, but no address on the web and no fraction.
MACHINE_PATH = re.compile(r"(?<![\w.:/\\])(?:[A-Za-z]:)?(?:[\\/][\w.@+~-]+){2,}")


def connect(seconds: float, progress: bool = False, memory: int = 500) -> duckdb.DuckDBPyConnection:
    """Open a DuckDB in memory with the limits set that it has itself.

    It still reads files: ``open_package`` locks it once the data is loaded.

    Args:
        seconds: after how long it ends a statement, where this version can.
        progress: keep count of how far a statement is.
        memory: how many megabytes it may use.
    """
    connection = duckdb.connect(":memory:")
    known = {row[0] for row in connection.execute("select name from duckdb_settings()").fetchall()}
    settings = SETTINGS | {
        "memory_limit": f"{memory * MEGABYTE}B",
        "max_execution_time": int(seconds * 1000),
    }
    for name in settings.keys() & known:
        connection.execute(f"set {name} = '{settings[name]}'")
    if progress:
        # The second keeps DuckDB from drawing what the first makes it count.
        connection.execute("set enable_progress_bar = true")
        connection.execute("set enable_progress_bar_print = false")
    return connection


def answer(
    connection: duckdb.DuckDBPyConnection, sql: str
) -> tuple[list[str], Iterator[list[Any]]]:
    """Run one reading statement on a package that ``open_package`` has loaded and locked.

    Returns:
        The names of the columns, and the rows with plain values (see ``database.plain``).

    Raises:
        ClaimpackError: the SQL is not one reading statement, or DuckDB refuses it; reading the
            rows may raise it as well.
    """
    with _explained(sql):
        _expect_one_reading_statement(connection, sql)
        # A second lock, where a statement that reads carries one that writes: explain analyze.
        connection.execute("begin transaction read only")
        result = connection.execute(sql)
        return _unique([column[0] for column in result.description or []]), _rows(result, sql)


def main() -> None:
    """Answer the question on standard input; every failure becomes a line on standard output."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    question = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    done = threading.Event()
    try:
        memory = question["memory"]
        connection = connect(question["seconds"], question["progress"], memory)
        limit_for_good(memory * MEGABYTE + UNCOUNTED)
        _load(question, connection)
        _send({"ready": True})
        if question["progress"]:
            threading.Thread(target=_tell_progress, args=(connection, done), daemon=True).start()
        columns, rows = answer(connection, question["sql"])
        _send({"columns": columns})
        for row in rows:
            sys.stdout.buffer.write(_line(row))
        done.set()
        _send({"end": True})
    except ClaimpackError as error:
        _send_error(error)
    except (MemoryError, duckdb.OutOfMemoryException):
        _send_error(_too_large())
    # Taking Python and DuckDB down in order costs a tenth of a second and may still fail.
    os._exit(0)


def _load(question: dict[str, Any], connection: duckdb.DuckDBPyConnection) -> None:
    try:
        if "lake" in question:
            from claimpack.lake.reading import open_lake

            def tell(damage: Mapping[str, str]) -> None:
                _send({"left_out": dict(damage)})

            open_lake(Path(question["lake"]), connection, tell)
        else:
            open_package(load_package(Path(question["root"])), connection=connection)
    except ClaimpackError as error:
        # The memory may run out behind an error that blames the file.
        if "Out of Memory" in str(error):
            raise _too_large() from None
        raise


def _expect_one_reading_statement(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    statements = connection.extract_statements(sql)
    if len(statements) != 1:
        raise ClaimpackError(
            f"one statement is expected, there are {len(statements)}",
            "run 'claimpack query' once for each",
        )
    try:
        kind = statements[0].type.name
    except ValueError:  # a statement that the Python binding has no name for
        kind = ""
    if kind == "MULTI":
        raise ClaimpackError(
            "a pivot whose columns depend on the data is not run here",
            "name the columns: pivot … on … in ('a', 'b')",
        )
    if kind not in READING:
        raise ClaimpackError(
            "only statements that read are run here",
            "begin with select or from; to change the data, edit the CSV files in claims/",
        )


def _unique(names: list[str]) -> list[str]:
    """Number the columns that have the name of one before them: a row is an object with keys."""
    taken = set(names)
    unique: list[str] = []
    for name in names:
        free, number = name, 0
        while free in unique or (number and free in taken):
            number += 1
            free = f"{name}_{number}"
        unique.append(free)
    return unique


def _rows(result: duckdb.DuckDBPyConnection, sql: str) -> Iterator[list[Any]]:
    with _explained(sql):
        while batch := result.fetchmany(BATCH):
            for row in batch:
                yield [plain(value) for value in row]


@contextlib.contextmanager
def _explained(sql: str) -> Iterator[None]:
    try:
        yield
    except (duckdb.OutOfMemoryException, MemoryError):
        raise _too_large() from None
    except ClaimpackError:
        raise
    except Exception as error:
        if "'pytz'" in str(error):
            raise ClaimpackError(
                "a time with a time zone cannot be printed", "cast it: now()::timestamp"
            ) from None
        raise ClaimpackError(
            _useful(str(error), sql), "'claimpack query \"show tables\"' lists what can be asked"
        ) from None


def _useful(message: str, sql: str) -> str:
    """Return the lines of a message that help, without paths that the question did not name."""
    first, *others = [line for line in message.splitlines() if line.strip()] or ["no reason given"]
    text = "\n".join([first, *(line for line in others if HELPFUL.match(line))])
    return MACHINE_PATH.sub(lambda path: path[0] if path[0] in sql else "…", text)


def _too_large() -> ClaimpackError:
    return ClaimpackError(
        "this needs more memory than a query may use",
        "ask for less (where, limit, fewer columns), give it more with --memory MB, or run"
        " 'claimpack build' and open build/claims.duckdb in DuckDB",
    )


def _end_with_the_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(1)


def _tell_progress(connection: duckdb.DuckDBPyConnection, done: threading.Event) -> None:
    wait = 1.0
    while not done.wait(wait):
        _send({"progress": connection.query_progress()})
        wait = 0.2


def _line(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode() + b"\n"


def _send_error(error: ClaimpackError) -> None:
    _send({"error": str(error), "fix": error.fix, "exit_code": error.exit_code})


def _send(value: dict[str, Any]) -> None:
    sys.stdout.buffer.write(_line(value))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
