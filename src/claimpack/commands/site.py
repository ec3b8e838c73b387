"""``claimpack site``: the claims as pages that people look at."""

from __future__ import annotations

from pathlib import Path

import click

from claimpack.commands.options import (
    expect_outside,
    format_option,
    output_option,
    package_option,
    the_package,
)


@click.command()
@package_option
@output_option("site")
@click.option(
    "--base-url",
    metavar="URL",
    help="Where the site will be published; by default its pages name no address of their own.",
)
@click.option("--no-sql-box", is_flag=True, help="Leave out DuckDB for browsers, 8 MB.")
@click.option(
    "--duckdb-wasm",
    "duckdb_tarball",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="DuckDB for browsers from a file, where the npm registry is out of reach.",
)
@format_option("text", "json")
@click.pass_context
def site(
    context: click.Context,
    output: Path | None,
    base_url: str | None,
    no_sql_box: bool,
    duckdb_tarball: Path | None,
    output_format: str,
) -> None:
    """Write a static site: a page a claim, speaker, publisher and source, and downloads.

    It needs no server and no network: open index.html. A package with errors has no site.

    \b
    Examples:
      claimpack site && xdg-open site/index.html
      claimpack site -o public --base-url https://desk.example/claims/
    """
    from claimpack import printing
    from claimpack.site.site import build_site

    package = the_package(context)
    folder = output or package.root / "site"
    expect_outside(package, folder, "-o")
    with printing.progress("writing") as step:
        built = build_site(package, folder, base_url, not no_sql_box, duckdb_tarball, step)
    if output_format == "json":
        printing.print_json(
            {"folder": str(built.folder), "pages": built.pages, "notes": built.notes}
        )
        return
    click.echo(f"{built.folder / 'index.html'} and {built.pages - 1} more pages")
    for note in built.notes:
        click.echo(f"note: {note}", err=True)
