"""``claimpack query``: anything else, in SQL."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from claimpack.commands.lake_options import SPARK, LeftOut, expect_engine, lake_options
from claimpack.commands.options import format_option, package_option, the_package
from claimpack.errors import ClaimpackError


@click.command()
@click.argument("sql", required=False)
@click.option(
    "-f",
    "--file",
    "sql_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Read the query from a file, such as one of sql/questions/; - for standard input.",
)
@click.option(
    "--timeout",
    "seconds",
    type=click.IntRange(1, 86_400),
    default=30,
    show_default=True,
    metavar="SECONDS",
    help="Stop the query after so long.",
)
@click.option(
    "--memory",
    type=click.IntRange(100, 1_000_000),
    default=500,
    show_default=True,
    metavar="MB",
    help="How much memory DuckDB may use.",
)
@package_option
@lake_options
@format_option("text", "json", "csv")
@click.pass_context
def query(
    context: click.Context,
    sql: str | None,
    sql_file: Path | None,
    seconds: int,
    memory: int,
    lake: Path | None,
    engine: str,
    master: str | None,
    output_format: str,
) -> None:
    """Ask the package anything in SQL (DuckDB's), without writing, files or network.

    It may use 500 MB of memory, and answer with 100,000 rows. With --lake it asks all packages of
    a lake, where ids begin with the name of their package.

    \b
    Examples:
      claimpack query "from claim_status where verdict = 'contested'"
      claimpack query "from evidence_verdict_on(date '2025-02-18')"
      claimpack query -f sql/questions/01-which-numbers-conflict.sql
      claimpack query "describe claim_status"
      claimpack query --lake lake "from shared_addresses"
      claimpack query --lake lake --engine spark "from speaker_records"
    """
    from claimpack import printing
    from claimpack.query import query_lake, run_query

    if (sql is None) == (sql_file is None):
        raise click.UsageError("give the query, or a file with -f")
    text = sql if sql is not None else _sql_text(sql_file)
    expect_engine(context, lake, engine, master)
    left_out = LeftOut()
    if lake is None:
        rows = run_query(the_package(context, any_files=True), text, seconds, memory)
    elif engine == SPARK:
        from claimpack.lake.spark import query_spark

        rows = query_spark(lake, text, seconds, master, left_out.tell)
    else:
        rows = query_lake(lake, text, seconds, memory, left_out.tell)
    if output_format == "json":
        printing.print_json(rows)
    elif output_format == "csv":
        printing.print_csv(rows, list(rows[0]) if rows else [])
    else:
        printing.print_rows(rows)
    context.exit(left_out.exit_code)


def _sql_text(path: Path | None) -> str:
    if path is None or str(path) == "-":
        return sys.stdin.read()
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ClaimpackError(f"{path} cannot be read: {error}") from None
