"""``claimpack assess``: propose a verdict."""

from __future__ import annotations

import click

from claimpack.commands.entries import add, entry_options


@click.command()
@click.argument("claim")
@click.option("--verdict", required=True, help="A code of claims/codes/verdicts.csv.")
@click.option("--confidence", help="A code of claims/codes/confidences.csv.")
@click.option(
    "--evidence", multiple=True, metavar="ID", help="Evidence on which it rests; several times."
)
@entry_options
@click.pass_context
def assess(
    context: click.Context,
    claim: str,
    verdict: str,
    confidence: str | None,
    evidence: tuple[str, ...],
    because: str,
    assessor: str,
    dry_run: bool,
    output_format: str,
) -> None:
    """Propose a verdict for a claim, with its reason and its evidence.

    \b
    Examples:
      claimpack assess C015 --as my-desk --verdict contested --confidence moderate \\
          --because "Only Novak gives the figure." --evidence C015-E01 --evidence C015-E02
    """
    from claimpack.assess import Step

    step = Step("proposed", because, verdict, confidence, evidence)
    add(context, claim, assessor, step, dry_run, output_format)
