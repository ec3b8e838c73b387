"""``claimpack export``: the package in a format of others."""

from __future__ import annotations

from pathlib import Path

import click

from claimpack.commands.options import (
    expect_outside,
    format_option,
    package_option,
    the_package,
)
from claimpack.exports.formats import FORMATS

HELP = "\n".join(f"  {name:<15} {about.title}" for name, about in FORMATS.items())


@click.command(
    help=f"""Write the package in a format of others, into a folder of its own.

\b
Formats:
{HELP}

\b
Examples:
  claimpack export claimreview --base-url https://desk.example/claims/
  claimpack export croissant -o out && mlcroissant validate --jsonld out/croissant.json
""",
    short_help="Write the package in a format of others, such as ClaimReview.",
)
@click.argument("export_format", metavar="FORMAT", type=click.Choice(list(FORMATS)))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where to write; by default the folder build/export/FORMAT in the package.",
)
@click.option(
    "--base-url",
    metavar="URL",
    help="Where the files will be published; by default they name each other relatively.",
)
@click.option(
    "--include-software-decisions",
    is_flag=True,
    help="Tell also verdicts that a program decided; each names it.",
)
@format_option("text", "json")
@package_option
@click.pass_context
def export(
    context: click.Context,
    export_format: str,
    output: Path | None,
    base_url: str | None,
    include_software_decisions: bool,
    output_format: str,
) -> None:
    """Write the package in a format of others."""
    from claimpack import printing
    from claimpack.export import export_package

    if include_software_decisions and not FORMATS[export_format].tells_verdicts:
        raise click.UsageError(
            f"--include-software-decisions says nothing to {export_format}, which tells no verdicts"
            " or the whole log"
        )
    package = the_package(context)
    folder = output or package.root / "build" / "export" / export_format
    expect_outside(package, folder, "-o")
    exported = export_package(
        package,
        export_format,
        folder,
        base_url,
        include_software_decisions,
        # a link on the way would have somebody else's folder emptied
        is_ours=output is None and folder.resolve().is_relative_to(package.root),
    )
    if output_format == "json":
        files = [str(path) for path in exported.files]
        printing.print_json({"files": files, "notes": exported.notes})
        return
    first = exported.files[0]
    more = f" and {len(exported.files) - 1} more" if len(exported.files) > 1 else ""
    click.echo(f"{first}{more}")
    for note in exported.notes:
        click.echo(f"note: {note}", err=True)
