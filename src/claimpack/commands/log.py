"""``claimpack log``: what the log of verdicts proves, and what it tells."""

from __future__ import annotations

import click

from claimpack.commands.options import format_option, package_option, the_package


@click.group()
def log() -> None:
    """Prove the log of verdicts, or read the history of a claim.

    \b
    Examples:
      claimpack log verify
      claimpack log verify --against v0.1.0
      claimpack log show C015
      claimpack log rebase --onto main
    """


@log.command()
@click.option(
    "--against",
    metavar="STATE",
    help="An earlier state: a folder, a release as a zip file, or a commit or tag of git.",
)
@package_option
@format_option("text", "json")
@click.pass_context
def verify(context: click.Context, against: str | None, output_format: str) -> None:
    """Prove that no entry of the log was changed or removed.

    The chains prove that every entry fits those before it. An earlier state that others hold
    proves more: that what was published still stands, also if all hashes were made anew.

    \b
    Examples:
      claimpack log verify
      claimpack log verify --against claims-0.1.0.zip
      claimpack log verify --against v0.1.0
    """
    from claimpack import log_page, printing
    from claimpack.log import verify_log

    proof = verify_log(the_package(context), against)
    if output_format == "json":
        printing.print_json(proof.as_dict())
    else:
        log_page.print_proof(proof)
    context.exit(0 if proof.valid else 1)


@log.command()
@click.option(
    "--onto",
    required=True,
    metavar="STATE",
    help="What is published: a branch, commit or tag of git, a folder, or a release.",
)
@click.option(
    "--without", multiple=True, metavar="ENTRY", help="Leave an unpublished entry out; several."
)
@click.option("--dry-run", is_flag=True, help="Check and show what would move; write nothing.")
@package_option
@format_option("text", "json")
@click.pass_context
def rebase(
    context: click.Context, onto: str, without: tuple[str, ...], dry_run: bool, output_format: str
) -> None:
    """Chain the entries that are not published behind those that are.

    For two branches that assessed the same claim: during the merge that stopped, run it, then add
    the two files and commit. Entries that are published keep their place: --onto names the branch
    that others have already, and entries of the other side get new numbers. Nothing is committed:
    git reset --hard takes the merge back.

    \b
    Examples:
      git merge main                      stops with a conflict in claims/assessments.csv
      claimpack log rebase --onto main
      git add claims && git commit
    """
    from claimpack import log_page, printing
    from claimpack.rebase import rebase_log

    result = rebase_log(the_package(context), onto, without, dry_run)
    if output_format == "json":
        printing.print_json(result.as_dict())
    else:
        log_page.print_rebase(result, dry_run)


@log.command()
@click.argument("claim")
@package_option
@format_option("text", "json")
@click.pass_context
def show(context: click.Context, claim: str, output_format: str) -> None:
    """Tell the history of a claim, as its log has it.

    \b
    Examples:
      claimpack log show C015
      claimpack log show C015 --format json
    """
    from claimpack import log_page, printing
    from claimpack.show import claim_details

    details = claim_details(the_package(context, any_files=True), claim)
    if output_format == "json":
        printing.print_json(details["log"])
    else:
        log_page.print_history(details)
