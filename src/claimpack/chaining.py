"""New entries of the log in bulk: each chained to the one before it, as sets in DuckDB."""

from __future__ import annotations

import duckdb

from claimpack.database import define
from claimpack.package import Package
from claimpack.sql import create_table, definitions

CHAINED = "chained"
MACHINERY = ("json_text", "doubtful_logs", "log_chain")


def chain(
    connection: duckdb.DuckDBPyConnection, package: Package, entries: str, evidence: str
) -> str:
    """Chain new logs, by the hash that the view ``log_chain`` gives.

    The hash of an entry needs that of the entry before it: so all first entries are hashed, then
    all second ones.

    Args:
        connection: holds the relations; no table ``assessments`` or ``assessment_evidence`` yet.
        package: the package whose schemas and views hold.
        entries: relation with the columns of ``assessments`` but for the hashes, which are worked
            out; columns that are left out are empty. Every log in it begins with ``seq`` 1.
        evidence: relation with the columns of ``assessment_evidence``.

    Returns:
        The name of a table with the columns of ``assessments``, typed, in no order.
    """
    for name in ("assessments", "assessment_evidence"):
        connection.execute(create_table(package.table(name), with_keys=False))
    connection.execute(f"create table {CHAINED} as from assessments")
    for file in definitions(package.root):
        if file.name in MACHINERY:
            define(connection, file)
    last = connection.execute(f"select coalesce(max(seq), 0) from {entries}").fetchone()
    for seq in range(1, (last[0] if last else 0) + 1):
        connection.execute(
            "delete from assessments; delete from assessment_evidence;"
            "insert into assessments by name select entries.*,"
            f" before.entry_hash as previous_hash from {entries} as entries"
            f" left join {CHAINED} as before"
            f" on entries.claim_id = before.claim_id and before.seq = {seq - 1}"
            f" where entries.seq = {seq};"
            f"insert into assessment_evidence by name from {evidence}"
            " where assessment_id in (select assessment_id from assessments);"
            f"insert into {CHAINED} select assessments.* replace"
            " (log_chain.expected_entry_hash as entry_hash) from assessments"
            " inner join log_chain on assessments.assessment_id = log_chain.assessment_id"
        )
    connection.execute(
        "drop view log_chain; drop view doubtful_logs;"
        " drop table assessments; drop table assessment_evidence"
    )
    return CHAINED
