"""``claimpack status``: how does every claim stand?"""

from __future__ import annotations

import click

from claimpack.commands.options import format_option, package_option, the_package


@click.command()
@package_option
@format_option("text", "json", "csv")
@click.option("--as-of", metavar="TIME", help="As the log stood then: a date or a time in UTC.")
@click.option("--published-by", metavar="DATE", help="By evidence that was public by then.")
@click.pass_context
def status(
    context: click.Context, output_format: str, as_of: str | None, published_by: str | None
) -> None:
    """Show how every claim stands.

    \b
    Examples:
      claimpack status
      claimpack status --published-by 2025-02-18     what could have been known then
      claimpack status --as-of 2026-11-22            what the log held then
      claimpack status --format json
    """
    from claimpack import pages, printing
    from claimpack.status import package_status

    result = package_status(the_package(context, any_files=True), as_of, published_by)
    if output_format == "json":
        printing.print_json(result.as_dict())
    elif output_format == "csv":
        printing.print_csv(result.claims, list(result.claims[0]) if result.claims else [])
    else:
        pages.print_status(result)
