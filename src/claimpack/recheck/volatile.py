"""Functions that give something else at another time: what calls them depends on more than rows."""

from __future__ import annotations

import re
from collections.abc import Iterable

import duckdb

from claimpack.recheck.identity import words
from claimpack.sql import SqlFile

# Names for the time that DuckDB does not list as such, and samples.
ALSO_VOLATILE = {
    *("current_timestamp", "current_time", "localtime", "localtimestamp"),
    *("current_localtime", "current_localtimestamp", "age", "sample", "tablesample"),
}
# Volatile for another reason than what they give.
HARMLESS = {"error", "stats"}


def volatile_names(
    connection: duckdb.DuckDBPyConnection, definitions: Iterable[SqlFile]
) -> set[str]:
    """Return the names of functions that give something else at another time, also macros."""
    rows = connection.execute(
        "select distinct function_name from duckdb_functions()"
        " where function_type = 'scalar' and stability <> 'CONSISTENT'"
    ).fetchall()
    names = {name for (name,) in rows} - HARMLESS | ALSO_VOLATILE
    macros = [file.text for file in definitions if file.is_macro]
    for _ in macros:  # one may call another
        for text in macros:
            if words(text) & names:
                names |= set(re.findall(r"macro\s+(\w+)\s*\(", text, re.IGNORECASE))
    return names
