"""The SQLAlchemy dialect ``duckdb+buffered``, on a DuckDB connection that is open already.

Great Expectations fetches rows after it has closed what they came from, so every result is read
at once. It takes an address and no connection, so the address names one that was lent.
"""

from __future__ import annotations

import atexit
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import duckdb
from duckdb_engine import ConnectionWrapper, Dialect
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg2 import PGExecutionContext_psycopg2
from sqlalchemy.engine.cursor import FullyBufferedCursorFetchStrategy

from claimpack.limits import memory_limit, time_limit
from claimpack.rules import RULE_HEADROOM, RULE_MEMORY, RULE_SECONDS

_lent: dict[str, duckdb.DuckDBPyConnection] = {}


@contextmanager
def lend(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Make a connection available to SQLAlchemy.

    What comes in through the address is a cursor: it sees the tables, views and locks of the
    connection, and closing it leaves the connection open.

    Yields:
        The address for ``create_engine``, good until the end.
    """
    name = str(id(connection))
    _lent[name] = connection
    registry.register("duckdb.buffered", __name__, "BufferedDialect")
    try:
        yield f"duckdb+buffered:///{name}"
    finally:
        del _lent[name]


@atexit.register
def _take_apart() -> None:
    """Let go of DuckDB before the interpreter ends.

    Great Expectations keeps SQLAlchemy alive to the last, and with it every dialect. DuckDB lists
    on stderr whatever of it is still held then.
    """
    theirs = [name for name in sys.modules if name.partition(".")[0] == "duckdb_engine"]
    for namespace in [vars(sys.modules[name]) for name in (*theirs, __name__)]:
        namespace.clear()


class BufferedContext(PGExecutionContext_psycopg2):
    """Reads the rows of a result as soon as it is there."""

    def post_exec(self) -> None:
        """Keep the rows, so that they outlive the connection."""
        if self.cursor.description:
            with _limits(self.cursor):
                rows = self.cursor.fetchall()
            self.cursor_fetch_strategy = FullyBufferedCursorFetchStrategy(
                self.cursor, initial_buffer=rows
            )


class BufferedDialect(Dialect):
    """DuckDB as SQLAlchemy sees it, with buffered results and the limits of rules."""

    driver = "buffered"
    execution_ctx_cls = BufferedContext
    supports_statement_cache = False

    def connect(self, *arguments: Any, **options: Any) -> Any:
        """Return a new cursor of the connection that the address names."""
        return ConnectionWrapper(_lent[options["database"]].cursor())

    def do_execute(self, cursor: Any, statement: str, parameters: Any, context: Any = None) -> None:
        """Run a statement, within the limits that a rule has."""
        with _limits(cursor):
            cursor.execute(statement, parameters)


@contextmanager
def _limits(cursor: Any) -> Iterator[None]:
    with memory_limit(RULE_MEMORY, RULE_HEADROOM), time_limit(cursor, RULE_SECONDS):
        yield
