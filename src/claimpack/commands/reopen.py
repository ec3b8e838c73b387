"""``claimpack reopen``: look at a claim again."""

from __future__ import annotations

import click

from claimpack.commands.entries import add, entry_options


@click.command()
@click.argument("claim")
@entry_options
@click.pass_context
def reopen(
    context: click.Context,
    claim: str,
    because: str,
    assessor: str,
    dry_run: bool,
    output_format: str,
) -> None:
    """Look again at a claim that is decided or retracted.

    \b
    Examples:
      claimpack reopen C015 --as my-desk --because "The operator has published figures."
    """
    from claimpack.assess import Step

    add(context, claim, assessor, Step("reopened", because), dry_run, output_format)
