"""Views that several rules read, worked out once for all of them."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress

import duckdb

from claimpack.raw import WORK
from claimpack.sql import SqlFile, quoted


def share_views(
    connection: duckdb.DuckDBPyConnection, reads: list[frozenset[str]], definitions: list[SqlFile]
) -> None:
    """Put, in the place of views that are read more than once, the rows that they have.

    A view that cannot be worked out stays what it is: who reads it learns why.

    Args:
        connection: holds the typed tables, the macros and the views; tables do not change any more.
        reads: of each rule that will be run, what it reads.
        definitions: the macros and views, each after those that it reads.
    """
    times = Counter(name for names in reads for name in names)
    shared: list[str] = []
    for file in reversed(definitions):  # who reads before what is read
        if times[file.name] > 1 and not file.is_macro:
            shared.append(file.name)
        if times[file.name]:
            times.update(file.reads - {file.name})
    for name in reversed(shared):
        rows = f"{WORK}.{quoted(name)}"
        with suppress(duckdb.Error, MemoryError):
            connection.execute(f"create or replace table {rows} as from {quoted(name)}")
            connection.execute(f"create or replace view {quoted(name)} as from {rows}")
