"""What the two ways to run Great Expectations have in common: the suites and their counts."""

from __future__ import annotations

import contextlib
import io
import logging
import os
import warnings
from collections import Counter
from collections.abc import Iterator
from typing import Any

os.environ["GX_ANALYTICS_ENABLED"] = "false"
warnings.simplefilter("ignore")
logging.getLogger("great_expectations").setLevel(logging.CRITICAL + 1)

import great_expectations as gx  # noqa: E402  it asks for the variable when it is imported
import great_expectations.expectations as gxe  # noqa: E402
from great_expectations.data_context.types.base import (  # noqa: E402
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)

from benchmarks.packages import TableFiles  # noqa: E402


@contextlib.contextmanager
def context() -> Iterator[Any]:
    """Open a context in memory that prints nothing and writes no pages."""
    with contextlib.redirect_stdout(io.StringIO()):
        yield gx.get_context(
            mode="ephemeral",
            project_config=DataContextConfig(
                analytics_enabled=False,
                progress_bars=ProgressBarsConfig(globally=False),
                store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
                data_docs_sites={},
            ),
        )


def expectations_of(table: TableFiles, texts_by_hand: bool) -> list[Any]:
    """Return what Great Expectations can say of a table itself, with our rule in ``meta``.

    Args:
        table: the table.
        texts_by_hand: leave out patterns and lengths, which it cannot check on DuckDB.
    """
    made = []
    for rules in table.rules:
        column = rules.name
        if rules.required:
            made.append(gxe.ExpectColumnValuesToNotBeNull(column=column, meta=_rule("required")))
        if rules.pattern is not None and not texts_by_hand:
            pattern = f"^(?:{rules.pattern})$"
            made.append(
                gxe.ExpectColumnValuesToMatchRegex(
                    column=column, regex=pattern, meta=_rule("pattern")
                )
            )
        if rules.enum is not None:
            made.append(
                gxe.ExpectColumnValuesToBeInSet(
                    column=column, value_set=rules.enum, meta=_rule("enum")
                )
            )
        for rule, bounds in (
            ("minimum", {"min_value": rules.minimum}),
            ("maximum", {"max_value": rules.maximum}),
        ):
            if None not in bounds.values():
                made.append(
                    gxe.ExpectColumnValuesToBeBetween(column=column, meta=_rule(rule), **bounds)
                )
        for rule, lengths in (
            ("minLength", {"min_value": rules.min_length}),
            ("maxLength", {"max_value": rules.max_length}),
        ):
            if None not in lengths.values() and not texts_by_hand:
                made.append(
                    gxe.ExpectColumnValueLengthsToBeBetween(
                        column=column, meta=_rule(rule), **lengths
                    )
                )
    made.append(_unique(table.primary_key, "primary-key"))
    made += [_unique(key, "unique-key") for key in table.unique_keys]
    return made


def counts(ran: Any) -> Counter[str]:
    """Return how many violations of each rule the result of a suite tells.

    Raises:
        RuntimeError: an expectation could not be checked.
    """
    found: Counter[str] = Counter()
    for result in ran.results:
        rule = result.expectation_config.meta["rule"]
        if result.success:
            continue
        if "unexpected_count" in result.result:
            found[rule] += result.result["unexpected_count"]
        elif "observed_value" in result.result:
            found[rule] += result.result["observed_value"]
        else:
            messages = [
                str(part.get("exception_message", "")).partition("\n")[0]
                for part in result.exception_info.values()
                if isinstance(part, dict)
            ]
            raise RuntimeError(f"{rule} was not checked: {'; '.join(messages)}")
    return found


def no_rows(rule: str, relation: str) -> Any:
    """Return the expectation that a relation has no rows."""
    return gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=f"select * from {relation}", meta=_rule(rule)
    )


def suite(context: Any, name: str, batch: Any, expectations: list[Any]) -> Any:
    """Return what runs expectations as one suite on a batch definition."""
    whole = gx.ExpectationSuite(name)
    whole.expectations = expectations  # all at once: adding one by one saves the suite each time
    definition = gx.ValidationDefinition(name=name, data=batch, suite=context.suites.add(whole))
    return context.validation_definitions.add(definition)


def _unique(key: list[str], rule: str) -> Any:
    if len(key) == 1:
        return gxe.ExpectColumnValuesToBeUnique(column=key[0], meta=_rule(rule))
    return gxe.ExpectCompoundColumnsToBeUnique(
        column_list=key, ignore_row_if="any_value_is_missing", meta=_rule(rule)
    )


def _rule(rule: str) -> dict[str, str]:
    return {"rule": rule}
