"""``claimpack show``: why does one claim stand as it does?"""

from __future__ import annotations

import click

from claimpack.commands.options import format_option, package_option, the_package


@click.command()
@click.argument("claim")
@package_option
@format_option("text", "json")
@click.option("--full", is_flag=True, help="Also every source, with its address and date.")
@click.pass_context
def show(context: click.Context, claim: str, output_format: str, full: bool) -> None:
    """Show one claim: its words, its chain, its evidence, its log, and why it stands as it does.

    \b
    Examples:
      claimpack show C015
      claimpack show C014 --full
      claimpack show C014 --format json
    """
    from claimpack import claim_page, printing
    from claimpack.show import claim_details

    details = claim_details(the_package(context, any_files=True), claim)
    if output_format == "json":
        printing.print_json(details)
    else:
        claim_page.print_claim(details)
        if full:
            claim_page.print_sources(details)
