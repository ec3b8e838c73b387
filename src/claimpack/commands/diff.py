"""``claimpack diff``: what changed between two states?"""

from __future__ import annotations

import click

from claimpack.commands.options import format_option, package_option, the_package


@click.command()
@click.argument("old")
@click.argument("new", required=False)
@package_option
@format_option("text", "json", "csv")
@click.pass_context
def diff(context: click.Context, old: str, new: str | None, output_format: str) -> None:
    """Compare two states of the package: folders, releases as zip files, or commits of git.

    Without NEW the package as it is. Verdicts come first, then columns and views, rows and cells,
    and what kind of step the version has to make.

    \b
    Examples:
      claimpack diff v0.1.0
      claimpack diff v0.1.0 v0.2.0 --format csv
      claimpack diff claims-0.1.0.zip --format json
    """
    from claimpack import diff_page, printing
    from claimpack.diff import diff_states

    found = diff_states(the_package(context), old, new)
    if output_format == "json":
        printing.print_json(found.as_dict())
    elif output_format == "csv":
        click.echo(diff_page.changes_csv(found), nl=False)
    else:
        diff_page.print_diff(found)
