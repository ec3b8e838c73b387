"""``claimpack corrections``: which decisions were wrong, and what became of them."""

from __future__ import annotations

import click

from claimpack.commands.options import format_option, package_option, the_package


@click.command()
@package_option
@format_option("text", "json", "csv")
@click.pass_context
def corrections(context: click.Context, output_format: str) -> None:
    """List corrections: what was wrong, since when, what changed, and who changed it.

    \b
    Examples:
      claimpack corrections
      claimpack corrections --format json
    """
    from claimpack import log_page, printing
    from claimpack.database import open_package, rows

    with open_package(
        the_package(context, any_files=True), frozenset({"corrections", "claims"})
    ) as connection:
        made = rows(
            connection,
            "select corrections.*, claims.claim_text from corrections join claims using (claim_id)"
            " order by corrected_at desc, claim_id",
        )
    if output_format == "json":
        printing.print_json(made)
    elif output_format == "csv":
        printing.print_csv(made, list(made[0]) if made else [])
    else:
        log_page.print_corrections(made)
