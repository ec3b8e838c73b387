"""Ask a package anything in SQL, without writing, files or network.

A process of its own answers (see ``sandbox``). This one starts it, gives it its time, and
believes nothing about what comes back.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimpack.errors import ClaimpackError, DataError
from claimpack.findings import shown
from claimpack.package import Package

if TYPE_CHECKING:
    from claimpack.lake.damage import Tell

SECONDS = 30
LOAD_SECONDS = 60
# Megabytes.
MEMORY = 500
MAX_BYTES = 64 << 20
MAX_ROWS = 100_000
MAX_LINE = 300


def run_query(
    package: Package, sql: str, seconds: int = SECONDS, memory: int = MEMORY
) -> list[dict[str, Any]]:
    """Run one reading statement on a package and return its rows.

    Args:
        package: the package.
        sql: one statement that reads, such as ``from claim_status``.
        seconds: how long it may run once the package is loaded.
        memory: how many megabytes DuckDB may use.

    Raises:
        ClaimpackError: the SQL is not one reading statement, DuckDB refuses it, or it needs more
            time, memory or rows than a query may use.
        DataError: the data cannot be loaded.
    """
    return _ask({"root": str(package.root)}, sql, seconds, memory)


def query_lake(
    lake: Path,
    sql: str,
    seconds: int = SECONDS,
    memory: int = MEMORY,
    tell: Tell | None = None,
) -> list[dict[str, Any]]:
    """Run one reading statement on all packages of a lake, as ``run_query`` does on one.

    Args:
        lake: folder of the lake.
        sql: as of ``run_query``.
        seconds: likewise.
        memory: likewise.
        tell: called with the packages that are left out since they are damaged, and why.

    Raises:
        ClaimpackError: as of ``run_query``, or the path is no lake.
        DataError: every package is damaged, or one is and nobody would be told.
    """
    return _ask({"lake": str(lake)}, sql, seconds, memory, tell)


def _ask(
    where: dict[str, str],
    sql: str,
    seconds: int,
    memory: int,
    tell: Tell | None = None,
) -> list[dict[str, Any]]:
    try:
        sql.encode()
    except UnicodeEncodeError:
        raise ClaimpackError("the query is not text in UTF-8") from None
    question = {
        **where,
        "sql": sql,
        "seconds": seconds + LOAD_SECONDS,
        "memory": memory,
        "progress": sys.stderr.isatty(),
    }
    columns: list[str] = []
    rows: list[dict[str, Any]] = []
    with _Child(question) as child, _Bar() as bar:
        for message in child.messages():
            match message:
                case list() if len(message) == len(columns):
                    rows.append(dict(zip(columns, message, strict=True)))
                    if len(rows) > MAX_ROWS:
                        raise too_long(f"{MAX_ROWS:,} rows")
                case {"left_out": dict(damage)}:
                    _tell(tell, damage)
                case {"ready": True}:
                    child.allow(seconds, "the query")
                case {"progress": int() | float() as percent}:
                    bar.show(percent)
                case {"columns": list(names)}:
                    columns = [str(name) for name in names]
                case {"end": True}:
                    return rows
                case {"error": str(text), "fix": None | str() as fix, "exit_code": code}:
                    lines = [shown(line, MAX_LINE) or "" for line in text.splitlines()]
                    blame = DataError if code == DataError.exit_code else ClaimpackError
                    raise blame("\n".join(lines), fix and shown(fix, MAX_LINE))
                case _:
                    break
        raise child.failure()


def _tell(tell: Tell | None, damage: dict[Any, Any]) -> None:
    told = {shown(name) or "": shown(why, MAX_LINE) or "" for name, why in damage.items()}
    if tell is None:
        from claimpack.lake.damage import AGAIN

        raise DataError("; ".join(told.values()), AGAIN)
    tell(told)


class _Child:
    """The process that answers, and the time that it has left."""

    def __init__(self, question: dict[str, Any]) -> None:
        # -P: a duckdb.py in the current folder must not be run.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "claimpack.sandbox"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if os.environ.get("CLAIMPACK_DEBUG") else subprocess.DEVNULL,
        )
        self._question = json.dumps(question).encode() + b"\n"
        self._expired: str | None = None
        self._timer: threading.Timer | None = None

    def __enter__(self) -> _Child:
        self.allow(LOAD_SECONDS, "loading the package")
        assert self._process.stdin is not None
        # Where it has died already, there is no answer either, and failure() says so.
        with contextlib.suppress(OSError):
            self._process.stdin.write(self._question)
            self._process.stdin.flush()
        return self

    def __exit__(self, *_: object) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def allow(self, seconds: int, activity: str) -> None:
        """Give the process so much time from now; then it is killed."""

        def expire() -> None:
            self._expired = f"{activity} was stopped after {seconds} s"
            self._process.kill()

        if self._timer is not None:
            self._timer.cancel()
        self._timer = threading.Timer(seconds, expire)
        self._timer.daemon = True
        self._timer.start()

    def messages(self) -> Iterator[Any]:
        """Yield what the process says, as long as it makes sense.

        Raises:
            ClaimpackError: it says too much.
        """
        assert self._process.stdout is not None
        left = MAX_BYTES
        while line := self._process.stdout.readline(left + 1):
            left -= len(line)
            if left < 0:
                raise too_long(f"{MAX_BYTES >> 20} MB")
            try:
                message = json.loads(line)
            except (ValueError, RecursionError):
                return
            yield message

    def failure(self) -> ClaimpackError:
        """Return why there is no whole answer."""
        if self._expired is not None:
            return ClaimpackError(
                self._expired,
                "ask for less (where, limit), or give it longer with --timeout SECONDS",
            )
        return ClaimpackError(
            "the process that ran the query ended before it had answered",
            "perhaps it ran out of memory: ask for less (where, limit, fewer columns)",
        )


class _Bar:
    """A progress bar, from the first time that there is progress to show."""

    def __init__(self) -> None:
        self._stack = contextlib.ExitStack()
        self._step: Any = None
        self._percent = 0

    def __enter__(self) -> _Bar:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def show(self, percent: float) -> None:
        """Show so many percent; less than nothing means that nobody knows."""
        if self._step is None:
            from claimpack import printing

            self._step = self._stack.enter_context(printing.progress("asking"))
        while self._percent < min(percent, 100):
            self._percent += 1
            self._step("", 100)


def too_long(size: str) -> ClaimpackError:
    """Return what to say of an answer that has more than so many rows or bytes."""
    return ClaimpackError(
        f"the answer has more than {size}",
        "add a limit, such as 'limit 1000', or run 'claimpack build' and open"
        " build/claims.duckdb in DuckDB",
    )
