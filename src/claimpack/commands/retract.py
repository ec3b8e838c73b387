"""``claimpack retract``: withdraw a claim."""

from __future__ import annotations

import click

from claimpack.commands.entries import add, entry_options


@click.command()
@click.argument("claim")
@entry_options
@click.pass_context
def retract(
    context: click.Context,
    claim: str,
    because: str,
    assessor: str,
    dry_run: bool,
    output_format: str,
) -> None:
    """Withdraw a claim from assessment; it stays in the table and in the log.

    \b
    Examples:
      claimpack retract C015 --as my-desk --because "The sentence was misread."
    """
    from claimpack.assess import Step

    add(context, claim, assessor, Step("retracted", because), dry_run, output_format)
