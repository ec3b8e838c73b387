"""``claimpack review``: a second assessor agrees or does not."""

from __future__ import annotations

import click

from claimpack.commands.entries import add, entry_options


@click.command()
@click.argument("claim")
@click.option("--agree", "agrees", flag_value=True, type=bool, help="Decide as proposed.")
@click.option("--disagree", "agrees", flag_value=False, type=bool, help="Propose another verdict.")
@click.option("--verdict", help="With --disagree: a code of claims/codes/verdicts.csv.")
@click.option("--confidence", help="With --disagree: a code of claims/codes/confidences.csv.")
@click.option(
    "--evidence", multiple=True, metavar="ID", help="Evidence on which it rests; several times."
)
@entry_options
@click.pass_context
def review(
    context: click.Context,
    claim: str,
    agrees: bool | None,
    verdict: str | None,
    confidence: str | None,
    evidence: tuple[str, ...],
    because: str,
    assessor: str,
    dry_run: bool,
    output_format: str,
) -> None:
    """Agree with a proposed verdict, which decides the claim, or propose another.

    \b
    Examples:
      claimpack review C015 --as second-desk --agree --because "The figures bear it out."
      claimpack review C015 --as second-desk --disagree --verdict refuted \\
          --because "The ministry denies it." --evidence C015-E03
    """
    from claimpack.assess import Step

    if agrees is None or agrees == (verdict is not None):
        raise click.UsageError("give --agree, or --disagree with the --verdict that you propose")
    stage = "decided" if agrees else "proposed"
    step = Step(stage, because, verdict, confidence, evidence, as_proposed=agrees)
    add(context, claim, assessor, step, dry_run, output_format)
