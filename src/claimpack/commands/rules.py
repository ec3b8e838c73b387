"""``claimpack rules``: what can a check find?"""

from __future__ import annotations

import click

from claimpack.commands.options import format_option, package_option, the_package


@click.command()
@click.argument("rule", required=False)
@package_option
@format_option("text", "json")
@click.pass_context
def rules(context: click.Context, rule: str | None, output_format: str) -> None:
    """List what `check` can find, or show one rule: why, what to do, and an example.

    \b
    Examples:
      claimpack rules
      claimpack rules said-and-true
      claimpack rules --format json
    """
    from claimpack import pages, printing
    from claimpack.catalogue import catalogue, entry_of

    package = the_package(context, any_files=True)
    entries = [entry_of(package, rule)] if rule else catalogue(package)
    if output_format == "json":
        content = [entry.as_dict() for entry in entries]
        printing.print_json(content[0] if rule else content)
    elif rule:
        pages.print_rule(entries[0])
    else:
        pages.print_rules(entries)
