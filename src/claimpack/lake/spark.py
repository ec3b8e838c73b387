"""A lake in Apache Spark: the same files, the same views, translated by ``spark_sql``."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from claimpack.database import plain
from claimpack.errors import ClaimpackError
from claimpack.lake.damage import Tell, without_damaged
from claimpack.lake.manifest import Manifest, read_lake
from claimpack.lake.reading import (
    PACKAGES,
    lake_files,
    one_row_a_key,
    package_rows,
)
from claimpack.lake.relations import PARTITION, Relation, relations
from claimpack.lake.views import lake_definitions
from claimpack.query import MAX_ROWS, too_long
from claimpack.sql import everything_read, quoted

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

    from claimpack.lake.spark_sql import Macros

LOCAL = "local[*]"
SPARK_TYPES = {
    "string": "string",
    "integer": "bigint",
    "number": "double",
    "boolean": "boolean",
    "datetime": "timestamp_ntz",
}
SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    # the names of packages are texts, also where they look like numbers
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
    # nothing but the views: no files by their paths
    "spark.sql.runSQLOnFiles": "false",
    # by default a folder that Spark makes in the current one; nothing is written to it
    "spark.sql.warehouse.dir": tempfile.gettempdir(),
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
# On one machine: the 200 partitions that Spark shuffles into by default cost more than they bring.
LOCAL_SETTINGS = {"spark.sql.shuffle.partitions": "8", "spark.driver.memory": "2g"}


class SparkLake:
    """A lake that Spark answers for."""

    def __init__(self, session: SparkSession, macros: Macros) -> None:
        """Take the session in which the views are, and the macros that queries may call."""
        self._session = session
        self._macros = macros

    def ask(
        self, sql: str, parameters: Mapping[str, str] | None = None, limit: int | None = None
    ) -> list[dict[str, Any]]:
        """Run one query in the SQL of DuckDB, and return its rows with plain values.

        Args:
            sql: the query.
            parameters: texts for ``$name`` in it.
            limit: how many rows there may be.

        Raises:
            ClaimpackError: it cannot be translated, Spark refuses it, or has more rows.
        """
        from pyspark.errors import PySparkException

        from claimpack.lake.spark_sql import spark_query

        translated = spark_query(sql, self._macros, parameters)
        try:
            frame = self._session.sql(translated)
            found = (frame if limit is None else frame.limit(limit + 1)).collect()
        except PySparkException as error:
            raise ClaimpackError(
                f"Spark refuses the query: {_first_line(error)}",
                "sql/README.md says what runs on both engines; without --engine DuckDB answers",
            ) from None
        except Exception as error:  # the gateway has errors of its own
            raise ClaimpackError(f"Spark has failed: {_first_line(error)}") from None
        if limit is not None and len(found) > limit:
            raise too_long(f"{limit:,} rows")
        return [
            {name: plain(value) for name, value in zip(frame.columns, row, strict=True)}
            for row in found
        ]


@contextmanager
def open_spark(
    lake: Path,
    needed: Collection[str] | None,
    master: str | None = None,
    tell: Tell | None = None,
) -> Iterator[SparkLake]:
    """Start Spark, or take the one that runs, with the tables and views of a lake.

    Args:
        lake: folder of the lake.
        needed: as of ``define_lake``.
        master: address of a cluster that sees the folder under the same path; by default this
            machine.
        tell: called with the packages that are left out since they are damaged.

    Raises:
        ClaimpackError: pyspark or Java is missing, the path is no lake, or the cluster does not
            answer.
        DataError: every package of the lake is damaged, or one is and nobody would be told.
    """
    lake = lake.resolve()
    with duckdb.connect() as connection:
        manifest = without_damaged(lake, read_lake(lake), connection, tell)
    session = start_spark(master or LOCAL)
    try:
        yield define_lake(session, lake, manifest, needed)
    finally:
        session.stop()


def start_spark(master: str) -> SparkSession:
    """Return a session of Spark.

    Raises:
        ClaimpackError: pyspark or Java is missing, or the cluster does not answer.
    """
    try:
        from pyspark.sql import SparkSession

        import claimpack.lake.spark_sql  # noqa: F401  sqlglot is of the same extra
    except ModuleNotFoundError as error:
        raise _not_installed(error) from None
    home = os.environ.get("JAVA_HOME")
    if shutil.which(str(Path(home, "bin", "java")) if home else "java") is None:
        where = f"in JAVA_HOME ({home})" if home else "on the PATH"
        raise ClaimpackError(
            f"--engine spark needs Java 17 or later, and there is no java {where}",
            "install it (Debian: apt-get install openjdk-17-jre-headless); or leave --engine out",
        )
    # Its client logs a page of JSON for every query that is refused.
    logging.getLogger("SQLQueryContextLogger").disabled = True
    builder = SparkSession.builder.master(master).appName("claimpack")
    settings = SETTINGS | (LOCAL_SETTINGS if master.startswith("local") else {})
    for name, value in settings.items():
        builder = builder.config(name, value)
    try:
        with as_file(files("claimpack.lake") / "log4j2.properties") as quiet:
            option = f"-Dlog4j2.configurationFile={quiet}"
            return builder.config("spark.driver.extraJavaOptions", option).getOrCreate()
    except Exception as error:  # also of the gateway to Java
        raise ClaimpackError(
            f"Spark does not start with --master {master}: {_first_line(error)}",
            "name a master like spark://host:7077, or leave --master out",
        ) from None


def define_lake(
    session: SparkSession, lake: Path, manifest: Manifest, needed: Collection[str] | None = None
) -> SparkLake:
    """Define the tables and views of a lake in a session.

    Args:
        session: the session.
        lake: folder of the lake.
        manifest: its state.
        needed: names that are asked for; only these, and what they read, are defined. By default
            everything: Spark takes a second or more to analyse a view.
    """
    from claimpack.lake.spark_sql import packages_query, spark_views

    files = lake_definitions()
    macros, views = spark_views(files, {PACKAGES, *relations()})
    wanted = (
        {PACKAGES, *relations(), *views}
        if needed is None
        else everything_read(frozenset(needed), files)
    )
    for name, paths in lake_files(lake, manifest).items():
        if name in wanted:
            _define_table(session, lake, relations()[name], [str(path) for path in paths])
    if PACKAGES in wanted:
        session.sql(packages_query(package_rows(manifest))).createOrReplaceTempView(PACKAGES)
    for name, query in views.items():
        if name in wanted:
            session.sql(query).createOrReplaceTempView(name)
    return SparkLake(session, macros)


@contextmanager
def spark_limit(lake: SparkLake, seconds: int) -> Iterator[None]:
    """Stop what a lake is asked after so many seconds.

    Raises:
        ClaimpackError: it was stopped.
    """
    stopped = threading.Event()

    def stop() -> None:
        stopped.set()
        lake._session.sparkContext.cancelAllJobs()

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    except ClaimpackError:
        if not stopped.is_set():
            raise
    finally:
        timer.cancel()
    if stopped.is_set():  # also where there was no job to cancel yet when the time was over
        raise ClaimpackError(
            f"the query was stopped after {seconds} s",
            "ask for less (where, limit), or give it longer with --timeout SECONDS",
        )


def query_spark(
    lake: Path,
    sql: str,
    seconds: int,
    master: str | None = None,
    tell: Tell | None = None,
) -> list[dict[str, Any]]:
    """Run one query on all packages of a lake in Spark.

    Args:
        lake: folder of the lake.
        sql: the query, in the SQL of DuckDB.
        seconds: how long it may run once Spark is there.
        master: as of ``open_spark``.
        tell: likewise.

    Raises:
        ClaimpackError: as of ``open_spark``, or the query is refused or takes too long.
    """
    try:
        from claimpack.lake.spark_sql import names_in
    except ModuleNotFoundError as error:
        raise _not_installed(error) from None
    with open_spark(lake, names_in(sql), master, tell) as spark, spark_limit(spark, seconds):
        return spark.ask(sql, limit=MAX_ROWS)


def _define_table(session: SparkSession, lake: Path, relation: Relation, paths: list[str]) -> None:
    from claimpack.lake.spark_sql import Macros, spark_query

    typed = {f"`{name}`": SPARK_TYPES[kind] for name, kind in relation.columns.items()}
    typed[f"`{PARTITION}`"] = "string"
    schema = ", ".join(f"{name} {kind}" for name, kind in typed.items())
    frame: DataFrame
    if paths:
        base = str(lake / "tables" / relation.name)
        frame = session.read.schema(schema).option("basePath", base).parquet(*paths)
    else:
        empty = ", ".join(f"cast(null as {kind}) as {name}" for name, kind in typed.items())
        frame = session.sql(f"select {empty} where false")
    if relation.is_shared:
        frame.createOrReplaceTempView(f"every_{relation.name}")
        selected = ", ".join(map(quoted, relation.columns))
        rows = one_row_a_key(relation, selected, f"every_{relation.name}")
        frame = session.sql(spark_query(rows, Macros(relations={f"every_{relation.name}"})))
    frame.createOrReplaceTempView(relation.name)


def _not_installed(error: ModuleNotFoundError) -> ClaimpackError:
    return ClaimpackError(
        f"--engine spark needs {error.name}, which is not installed",
        "pip install 'claimpack[spark]', in a checkout .venv/bin/pip install -e '.[spark]';"
        " or leave --engine out: DuckDB answers",
    )


def _first_line(error: Exception) -> str:
    lines = [line for line in str(error).splitlines() if line.strip()]
    return lines[0][:300] if lines else type(error).__name__
