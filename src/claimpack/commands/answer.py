"""``claimpack answer``: answer what a reader disputes."""

from __future__ import annotations

import click

from claimpack.commands.entries import entry_options
from claimpack.commands.options import the_package


@click.command()
@click.argument("request")
@click.option(
    "--outcome",
    required=True,
    help="A code of claims/codes/correction_outcomes.csv: corrected, declined or withdrawn.",
)
@entry_options
@click.pass_context
def answer(
    context: click.Context,
    request: str,
    outcome: str,
    because: str,
    assessor: str,
    dry_run: bool,
    output_format: str,
) -> None:
    """Answer a correction request; --because is the answer.

    Where the verdict was wrong, first reopen the claim, assess it anew and correct it.

    \b
    Examples:
      claimpack add correction-request --claim C015 --request "The operator gives another figure."
      claimpack answer C015-R01 --as my-desk --outcome declined \\
          --because "That figure is about another month."
    """
    from claimpack import printing
    from claimpack.requests import answer_request, has_entry_since

    package = the_package(context)
    row = answer_request(package, request, outcome, because, assessor, dry_run)
    if outcome == "corrected" and not has_entry_since(package, row):
        click.echo(
            f"warning: the log of {row['claim_id']} has no entry since the request came: if the"
            " verdict was wrong, reopen and correct it",
            err=True,
        )
    if output_format == "json":
        printing.print_json(row)
    else:
        click.echo(f"{request}  {outcome}  by {assessor}  {row['answered_at']}")
        click.echo(
            "nothing was written" if dry_run else "written to claims/correction_requests.csv"
        )
