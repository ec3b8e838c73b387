"""``claimpack correct``: decide anew, and say what was wrong."""

from __future__ import annotations

import click

from claimpack.commands.entries import add, entry_options


@click.command()
@click.argument("claim")
@click.option(
    "--what-was-wrong", required=True, metavar="TEXT", help="What was wrong in the decision before."
)
@click.option(
    "--evidence", multiple=True, metavar="ID", help="Evidence on which it rests; several times."
)
@entry_options
@click.pass_context
def correct(
    context: click.Context,
    claim: str,
    what_was_wrong: str,
    evidence: tuple[str, ...],
    because: str,
    assessor: str,
    dry_run: bool,
    output_format: str,
) -> None:
    """Decide a reopened claim as newly proposed, and say what was wrong before.

    \b
    Examples:
      claimpack reopen C015 --as my-desk --because "The operator has published figures."
      claimpack assess C015 --as my-desk --verdict refuted --because "…" --evidence C015-E20
      claimpack correct C015 --as second-desk --because "The figures are clear." \\
          --what-was-wrong "The verdict rested on one broadcast."
    """
    from claimpack.assess import Step

    step = Step(
        stage="decided",
        because=because,
        evidence=evidence,
        what_was_wrong=what_was_wrong,
        as_proposed=True,
    )
    add(context, claim, assessor, step, dry_run, output_format)
