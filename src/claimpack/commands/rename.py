"""``claimpack rename``: another id for a row, wherever it is named."""

from __future__ import annotations

import click

from claimpack.commands.add import KINDS
from claimpack.commands.options import format_option, package_option, the_package

# What the log never names by its id, or only where it is assessed.
RENAMED = (
    *("publisher", "speaker", "article", "source", "origin", "measure", "evidence"),
    "correction-request",
)


@click.command()
@click.argument("kind", type=click.Choice(RENAMED))
@click.argument("old")
@click.argument("new")
@click.option("--dry-run", is_flag=True, help="Check and count; write nothing.")
@package_option
@format_option("text", "json")
@click.pass_context
def rename(
    context: click.Context, kind: str, old: str, new: str, dry_run: bool, output_format: str
) -> None:
    """Give a row another id, and every row that names it.

    For two branches that gave one id to two things: rename yours before you merge. What the log
    names keeps its id.

    \b
    Examples:
      git merge --abort
      claimpack rename source S126 S127
      claimpack rename evidence C015-E21 C015-E22
    """
    from claimpack import printing
    from claimpack.renaming import rename_row

    changed = rename_row(the_package(context), KINDS[kind][0], old, new, dry_run)
    if output_format == "json":
        printing.print_json({"changed": changed})
        return
    for table, count in changed.items():
        click.echo(f"{table}: {count:,} row{'' if count == 1 else 's'}")
    click.echo("nothing was written" if dry_run else f"{old} is {new} now")
