"""Views that several rules read, worked out once for all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress

import duckdb

from claimpack.database import define
from claimpack.raw import WORK
from claimpack.sql import SqlFile, quoted


@contextmanager
def shared_views(
    connection: duckdb.DuckDBPyConnection,
    reads: list[frozenset[str]],
    definitions: list[SqlFile],
    limits: Callable[[], AbstractContextManager[None]],
) -> Iterator[None]:
    """Let views that are read more than once be the rows that they have, for a while.

    A view that cannot be worked out stays what it is: who reads it learns why.

    Args:
        connection: holds the typed tables, which do not change meanwhile, the macros and the views.
        reads: of each rule that will be run, what it reads.
        definitions: the macros and views, each after those that it reads.
        limits: what bounds the time and the memory of a view.
    """
    times = Counter(name for names in reads for name in names)
    shared: list[SqlFile] = []
    for file in reversed(definitions):  # who reads before what is read
        if times[file.name] > 1 and not file.is_macro:
            shared.append(file)
        if times[file.name]:
            times.update(file.reads - {file.name})
    kept = []
    for file in reversed(shared):
        rows = f"{WORK}.{quoted(file.name)}"
        with suppress(duckdb.Error, MemoryError), limits():
            connection.execute(f"create or replace table {rows} as from {quoted(file.name)}")
            connection.execute(f"create or replace view {quoted(file.name)} as from {rows}")
            kept.append(file)
    try:
        yield
    finally:
        for file in kept:
            define(connection, file)
            connection.execute(f"drop table {WORK}.{quoted(file.name)}")
