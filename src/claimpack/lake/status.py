"""How every claim of every package of a lake stands."""

from __future__ import annotations

from pathlib import Path

from claimpack.database import rows, scratch_database
from claimpack.lake.damage import Tell
from claimpack.lake.reading import open_lake
from claimpack.status import Status, expect_times, status_by


def lake_status(
    lake: Path,
    as_of: str | None = None,
    published_by: str | None = None,
    with_spark: bool = False,
    master: str | None = None,
    tell: Tell | None = None,
) -> Status:
    """Return how every claim of a lake stands.

    Args:
        lake: folder of the lake.
        as_of: as of ``status.package_status``.
        published_by: likewise.
        with_spark: Spark answers instead of DuckDB.
        master: the cluster, as of ``spark.open_spark``.
        tell: called with the packages that are left out since they are damaged.

    Raises:
        ClaimpackError: a date cannot be read, the path is no lake, or Spark cannot be had.
        DataError: every package is damaged, or one is and nobody would be told.
    """
    expect_times(as_of, published_by)
    if with_spark:
        from claimpack.lake.spark import open_spark

        needed = {"claim_status_as_of", "evidence_verdict_on"}
        with open_spark(lake, needed, master, tell) as spark:
            return status_by(spark.ask, lake.name, as_of, published_by)
    with scratch_database() as connection:
        open_lake(lake, connection, tell)
        return status_by(
            lambda sql, parameters: rows(connection, sql, parameters),
            lake.name,
            as_of,
            published_by,
        )
