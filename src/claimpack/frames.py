"""Typed frames: pandera models of the tables, built from schemas/, and the tables read into them.

A model checks what a schema says of every cell and key, and what values mean. A frame has a column
a field, typed: String, Int64, Float64, Boolean, Datetime in UTC; an empty cell is null.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pandera.polars as pa
import polars as pl
from pandera.extensions import register_check_method  # type: ignore[attr-defined]
from pandera.polars import PolarsData

from claimpack.canonical import UTC_FORMAT
from claimpack.meanings import MEANINGS
from claimpack.package import Table
from claimpack.table_schema import Field

TYPES: dict[str, Any] = {
    "string": pl.String,
    "integer": pl.Int64,
    "number": pl.Float64,
    "boolean": pl.Boolean,
    "datetime": pl.Datetime("us", "UTC"),
}


def read_text(path: Path) -> pl.DataFrame:
    """Return a CSV file with every cell as text, and empty cells as null.

    Raises:
        polars.exceptions.PolarsError: it is no CSV file.
    """
    frame = pl.read_csv(path, infer_schema=False, raise_if_empty=False)
    return frame.with_columns(pl.all().replace("", None))


def typed(text: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Return a frame of text with the types of its table; null where a cell is none of its type."""
    return text.select(_cast(field) for field in table.fields)


def model(table: Table) -> pa.DataFrameSchema:
    """Return the pandera model of a table, for frames as ``typed`` makes them.

    The checks have the names of our rules: ``required`` is ``not_nullable``, the others are
    ``pattern``, ``minimum``, ``primary-key``, and so on, and the names of meanings.
    """
    _register_meanings()
    return pa.DataFrameSchema(
        {
            field.name: pa.Column(
                TYPES[field.type],
                checks=_checks(field),
                nullable=not (field.required or field.name in table.primary_key),
                title=field.title,
                description=field.description,
            )
            for field in table.fields
        },
        checks=[
            *_keys(table),
            *([_span_check()] if {field.name for field in table.fields} >= SPAN else []),
        ],
        strict=True,
        ordered=True,
        name=table.name,
        title=table.title,
        description=table.description,
    )


SPAN = {"quote_start", "quote_end", "quote_exact"}


def _cast(field: Field) -> pl.Expr:
    cell = pl.col(field.name)
    if field.type == "boolean":
        return cell.replace_strict({"true": True, "false": False}, default=None)
    if field.type == "datetime":
        return cell.str.to_datetime(UTC_FORMAT, time_unit="us", time_zone="UTC", strict=False)
    return cell.cast(TYPES[field.type], strict=False)


def _checks(field: Field) -> list[pa.Check]:
    constraints = field.constraints
    made = []
    if "pattern" in constraints:
        # Rust's expressions take time in proportion to the text, whatever the pattern.
        made.append(pa.Check.str_matches(f"^(?:{constraints['pattern']})$", error="pattern"))
    if "enum" in constraints:
        made.append(pa.Check.isin(constraints["enum"], error="enum"))
    if "minimum" in constraints:
        made.append(pa.Check.ge(constraints["minimum"], error="minimum"))
    if "maximum" in constraints:
        made.append(pa.Check.le(constraints["maximum"], error="maximum"))
    if "minLength" in constraints:
        made.append(_expression("minLength", _length(field.name) >= constraints["minLength"]))
    if "maxLength" in constraints:
        made.append(_expression("maxLength", _length(field.name) <= constraints["maxLength"]))
    if field.meaning in MEANINGS:
        made.append(getattr(pa.Check, field.meaning)(error=field.meaning))
    return made


def _length(name: str) -> pl.Expr:
    return pl.col(name).str.len_chars()


def _keys(table: Table) -> list[pa.Check]:
    """Return the checks that keys stand once; the first row with a key is right."""
    rules = [("primary-key", table.primary_key)]
    rules += [("unique-key", key) for key in table.unique_keys]
    return [_expression(rule, _first_or_absent(key)) for rule, key in rules]


def _first_or_absent(key: Sequence[str]) -> pl.Expr:
    absent = pl.any_horizontal(pl.col(name).is_null() for name in key)
    return pl.struct(key).is_first_distinct() | absent


def _span_check() -> pa.Check:
    """Return the check that the words of a quote are as long as its span."""
    length = pl.col("quote_end") - pl.col("quote_start")
    return _expression("quote-length", length == pl.col("quote_exact").str.len_chars())


def _expression(name: str, expression: pl.Expr) -> pa.Check:
    """Return a check of every row; null is right."""
    return pa.Check(lambda data: data.lazyframe.select(expression.fill_null(True)), name=name)


@cache
def _register_meanings() -> None:
    """Give pandera the meanings as checks: ``pa.Check.bcp47()`` and so on."""
    for name, meaning in MEANINGS.items():
        check = _meaning_check(meaning.is_right)
        check.__name__ = name
        check.__doc__ = f"A value is wrong where it is {meaning.message}."
        register_check_method(check)


def _meaning_check(is_right: Callable[[str], bool]) -> Callable[[PolarsData], pl.LazyFrame]:
    def check(data: PolarsData) -> pl.LazyFrame:
        cell = pl.col(data.key)
        column = data.lazyframe.select(cell)
        values = column.unique().collect().to_series()
        if values.dtype in (pl.String, pl.Int64):
            wrong = [value for value in values if value is not None and not is_right(str(value))]
            return column.select(~cell.is_in(wrong).fill_null(False))
        return column.select(pl.lit(True) | cell.is_null())  # the type says it all

    return check
