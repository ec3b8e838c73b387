"""``claimpack status``: how does every claim stand?"""

from __future__ import annotations

from pathlib import Path

import click

from claimpack.commands.lake_options import SPARK, LeftOut, expect_engine, lake_options
from claimpack.commands.options import format_option, package_option, the_package


@click.command()
@package_option
@format_option("text", "json", "csv")
@click.option("--as-of", metavar="TIME", help="As the log stood then: a date or a time in UTC.")
@click.option("--published-by", metavar="DATE", help="By evidence that was public by then.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    metavar="N",
    help="Of more claims than these print those that need attention first.  [default: 500]",
)
@lake_options
@click.pass_context
def status(
    context: click.Context,
    output_format: str,
    as_of: str | None,
    published_by: str | None,
    limit: int | None,
    lake: Path | None,
    engine: str,
    master: str | None,
) -> None:
    """Show how every claim stands.

    Of very many claims the page shows those that need attention first, see --limit; JSON and CSV
    hold every claim.

    \b
    Examples:
      claimpack status
      claimpack status --published-by 2025-02-18     what could have been known then
      claimpack status --as-of 2026-11-22            what the log held then
      claimpack status --format json
      claimpack status --limit 20                    what needs attention, of many claims
      claimpack status --lake lake                   every claim of many packages
    """
    from claimpack import pages, printing
    from claimpack.status import MAX_CLAIMS, package_status

    expect_engine(context, lake, engine, master)
    if limit is not None and output_format != "text":
        raise click.UsageError("--limit is for the page: JSON and CSV hold every claim")
    left_out = LeftOut()
    if lake is None:
        result = package_status(the_package(context, any_files=True), as_of, published_by)
    else:
        from claimpack.lake.status import lake_status

        result = lake_status(lake, as_of, published_by, engine == SPARK, master, left_out.tell)
    if output_format == "json":
        printing.print_json(result.as_dict())
    elif output_format == "csv":
        printing.print_csv(result.claims, list(result.claims[0]) if result.claims else [])
    else:
        pages.print_status(result, limit or MAX_CLAIMS)
    context.exit(left_out.exit_code)
