"""``claimpack generate``: write anew what is generated."""

from __future__ import annotations

import click

from claimpack.commands.options import package_option, the_package
from claimpack.errors import DataError


@click.command()
@package_option
@click.option("--check", "only_check", is_flag=True, help="Only say what is stale; exit with 1.")
@click.option(
    "--units", is_flag=True, help="Also claims/codes/units.csv (needs ucumvert and pint)."
)
@click.pass_context
def generate(context: click.Context, only_check: bool, units: bool) -> None:
    """Write anew what is generated: sql/tables/, sql/open.sql and claims/README.md.

    Run it after editing schemas/, sql/macros/, sql/views/ or the data.

    \b
    Examples:
      claimpack generate
      claimpack generate --check
    """
    from claimpack.files import write_atomically
    from claimpack.generate import regenerate, stale_files, stale_units

    package = the_package(context)
    stale_tables = stale_units(package) if units else {}
    if only_check:
        stale = [*stale_files(package), *stale_tables]
        for path in stale:
            click.echo(f"{path} is stale")
        if stale:
            raise DataError("generated files are stale", "run 'claimpack generate'")
        return
    for path, text in stale_tables.items():
        write_atomically(package.root / path, text)
    for path in [*stale_tables, *regenerate(package)]:
        click.echo(f"wrote {path}")
