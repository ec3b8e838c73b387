"""The options of ``claimpack add KIND``: the columns of the table, and what stands in for some."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from claimpack.package import Package, Table
    from claimpack.table_schema import Field

MAX_CODES = 12


def row_options(kind: str, standard: Package, table: Table | None) -> list[click.Parameter]:
    """Return the options with which a row of a kind is said.

    Args:
        kind: what is added.
        standard: the package of the standard, whose schemas and code lists name the columns.
        table: its table, or None for rows of several tables.
    """
    if table is None:
        return [_text_option()]
    options: list[click.Parameter] = [_option(standard, table, field) for field in table.fields]
    if kind == "forecast":
        options = [option for option in options if option.name != "claim_kind"]
    if table.name == "claims":
        options += [_text_option(), *_quote_options(), *_forecast_options(standard)]
    if kind == "article":
        options += _article_options()
    return options


def _option(standard: Package, table: Table, field: Field) -> click.Option:
    names = [f"--{field.name.replace('_', '-')}", field.name]
    if field.name in table.primary_key and len(table.primary_key) == 1:
        names.insert(1, "--id")
    elif field.name.endswith("_id") and field.name.removesuffix("_id") not in {
        other.name for other in table.fields
    }:
        names.insert(1, f"--{field.name.removesuffix('_id').replace('_', '-')}")
    metavar = {"integer": "N", "number": "NUMBER", "boolean": "true|false", "datetime": "TIME"}
    codes = codes_of(standard, table, field.name)
    from claimpack.new_rows import worked_out

    return click.Option(
        names,
        metavar=metavar.get(field.type, "DATE" if field.meaning == "edtf" else "TEXT"),
        help=field.description
        + (f" One of: {', '.join(codes)}." if codes else "")
        + (" Required." if field.required and field.name not in worked_out(table.name) else ""),
    )


def codes_of(standard: Package, table: Table, column: str) -> list[str]:
    """Return the codes that a column may hold, where the standard has a short list of them."""
    from claimpack.adding import read_rows

    for key in table.foreign_keys:
        parent = standard.table(key.table)
        if key.fields == (column,) and parent.is_code_list:
            codes = [row[key.table_fields[0]] for row in read_rows(standard, parent.name)]
            return codes if len(codes) <= MAX_CODES else []
    return []


def _text_option() -> click.Option:
    return click.Option(
        ["--text"],
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Your copy of the text of the article, in which quotes are found.",
    )


def _quote_options() -> list[click.Parameter]:
    return [
        click.Option(["--quote"], help="The words of the claim, as the article has them."),
        click.Option(["--occurrence"], metavar="N", help="Which of several places, from 1."),
        click.Option(
            ["--keep-words"],
            is_flag=True,
            help="The wording matters: keep the words in quote_exact, not only their hash.",
        ),
    ]


def _forecast_options(standard: Package) -> list[click.Parameter]:
    table = standard.table("forecasts")
    fields = [field for field in table.fields if field.name not in table.primary_key]
    return [_option(standard, table, field) for field in fields]


def _article_options() -> list[click.Parameter]:
    path = click.Path(path_type=Path)
    return [
        click.Option(["--text"], type=path, metavar="FILE", help="Its text, in UTF-8."),
        click.Option(["--html"], type=path, metavar="FILE", help="Its page, saved as a file."),
        click.Option(["--pdf"], type=path, metavar="FILE", help="Its PDF."),
        click.Option(
            ["--keep-text"],
            type=path,
            metavar="PATH",
            help="Where to keep the extracted text, outside of the package: quotes are found in"
            " it, and verify-quotes needs it.",
        ),
    ]
