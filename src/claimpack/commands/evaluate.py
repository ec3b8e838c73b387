"""``claimpack evaluate``: let the evidence rule propose or second verdicts."""

from __future__ import annotations

import click

from claimpack.commands.options import format_option, package_option, the_package


@click.command()
@click.argument("claims", nargs=-1, metavar="[CLAIM]...")
@click.option(
    "--reopen", is_flag=True, help="Also reopen decisions that newer evidence contradicts."
)
@click.option("--dry-run", is_flag=True, help="Check and show the entries; write nothing.")
@package_option
@format_option("text", "json")
@click.pass_context
def evaluate(
    context: click.Context,
    claims: tuple[str, ...],
    reopen: bool,
    dry_run: bool,
    output_format: str,
) -> None:
    """Let the evidence rule speak of every claim whose evidence changed.

    It proposes a verdict where nobody has, and decides where it agrees with a proposal. Where it
    differs from a person the claim stays proposed, and shows as disputed.

    \b
    Examples:
      claimpack evaluate --dry-run
      claimpack evaluate
      claimpack evaluate C015 --reopen
    """
    from claimpack import log_page, printing
    from claimpack.evaluate import evaluate as let_speak

    result = let_speak(the_package(context), claims, reopen, dry_run)
    if output_format == "json":
        printing.print_json(result.as_dict())
    else:
        log_page.print_evaluation(result, dry_run)
