"""A context of Great Expectations in memory, which says nothing to anybody, and its runs."""

from __future__ import annotations

import contextlib
import io
import logging
import os
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from claimpack.errors import ClaimpackError

if TYPE_CHECKING:
    from great_expectations.core import ExpectationValidationResult
    from great_expectations.data_context.data_context.ephemeral_data_context import (
        EphemeralDataContext,
    )
    from great_expectations.expectations.expectation import Expectation

ENGINE = "great_expectations"


class Runs:
    """Runs suites on a database, and writes their Data Docs."""

    def __init__(self, context: EphemeralDataContext, address: str) -> None:
        """Connect a context to the database at an address."""
        self._context = context
        self._source = context.data_sources.add_sql("package", connection_string=address)

    def suite(
        self, name: str, query: str, expectations: list[Expectation]
    ) -> list[ExpectationValidationResult]:
        """Run a suite on the rows of a query.

        Args:
            name: name of the suite, and of its pages.
            query: what the expectations look at; begins with ``select``.
            expectations: each with the name that an error gives it in ``meta``.

        Returns:
            The results, in the order of the expectations.

        Raises:
            ClaimpackError: an expectation could not be checked.
        """
        import great_expectations as gx

        suite = gx.ExpectationSuite(name)
        # all at once: adding one by one saves the suite each time
        suite.expectations = expectations
        asset = self._source.add_query_asset(name, query=query)
        validation = gx.ValidationDefinition(
            name=name,
            data=asset.add_batch_definition_whole_table("all"),
            suite=self._context.suites.add(suite),
        )
        ran = self._context.validation_definitions.add(validation).run(
            result_format="COMPLETE",
            run_id=gx.RunIdentifier(run_name="check"),
        )
        results = {r.expectation_config.id: r for r in ran.results if r.expectation_config}
        ordered = [results[expectation.id] for expectation in suite.expectations]
        for expectation, result in zip(suite.expectations, ordered, strict=True):
            if problem := _exception(result.exception_info):
                what = (expectation.meta or {}).get("name")
                raise ClaimpackError(f"Great Expectations cannot check {what}: {problem}")
        return ordered

    def write_docs(self) -> None:
        """Write the pages of all suites and results."""
        self._context.build_data_docs()

    def close(self) -> None:
        """Give back the connections to the database."""
        self._source.get_engine().dispose()
        self._source.get_execution_engine().engine.dispose()


@contextlib.contextmanager
def session(connection: duckdb.DuckDBPyConnection, docs: Path | None) -> Iterator[Runs]:
    """Open a context on a database.

    Args:
        connection: the database.
        docs: where to write Data Docs, or None.

    Raises:
        ClaimpackError: Great Expectations is not installed, or fails.
    """
    # the versions that send statistics ask for it when they are imported
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    with _quiet():
        try:
            with _without_spark_connect():
                import great_expectations as gx
            from great_expectations.data_context.types.base import (
                DataContextConfig,
                InMemoryStoreBackendDefaults,
                ProgressBarsConfig,
            )

            from claimpack.engines.data_docs import site
            from claimpack.engines.duckdb_buffered import lend
        except ImportError as error:
            raise ClaimpackError(
                f"Great Expectations is not installed ({error})", "pip install 'claimpack[audit]'"
            ) from None
        try:
            context = gx.get_context(
                mode="ephemeral",
                project_config=DataContextConfig(
                    analytics_enabled=False,
                    progress_bars=ProgressBarsConfig(globally=False),
                    store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
                    data_docs_sites={} if docs is None else {"claimpack": site(docs)},
                ),
            )
            with (
                lend(connection) as address,
                contextlib.closing(Runs(context, address)) as runs,
            ):
                yield runs
        except ClaimpackError:
            raise
        except Exception as error:
            if docs is not None and isinstance(error, OSError):
                raise  # the folder cannot be written
            raise ClaimpackError(f"Great Expectations failed: {_first_line(error)}") from None


@contextlib.contextmanager
def _without_spark_connect() -> Iterator[None]:
    """Hide a part of pyspark that Great Expectations looks for when it is imported.

    Where pyspark is installed without its extra ``connect``, importing that part ends the process.
    """
    name = "pyspark.sql.connect"
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[name]


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep what the library prints, logs and warns of from a person who asked for a report."""
    logger = logging.getLogger("great_expectations")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)


def _exception(info: Any) -> str | None:
    """Return why an expectation was not checked, or None: of each metric, or of all in one."""
    for part in (info, *(info or {}).values()):
        if isinstance(part, dict) and part.get("raised_exception"):
            return _first_line(part.get("exception_message"))
    return None


def _first_line(error: object) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
