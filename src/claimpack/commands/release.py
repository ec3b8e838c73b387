"""``claimpack release``: the package as others download it."""

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
@output_option("dist")
@click.option(
    "--previous",
    metavar="STATE",
    help="The release before: a zip file, a folder, or a tag of git; the version has to fit.",
)
@format_option("text", "json")
@click.pass_context
def release(
    context: click.Context, output: Path | None, previous: str | None, output_format: str
) -> None:
    """Write a release: one zip file, claims.duckdb, Parquet, the report, changes and sums.

    release.json says the version, what changed, and every file with its SHA-256.

    The zip file has the same bytes on every machine. A package with errors is not released, nor
    one whose version is too small for what changed.

    \b
    Examples:
      claimpack release
      claimpack release --previous v0.1.0 -o dist
      claimpack release --previous claims-0.1.0.zip --format json
    """
    from claimpack import printing
    from claimpack.release import release_package

    package = the_package(context)
    folder = output or package.root / "dist"
    expect_outside(package, folder, "-o")
    with printing.progress("writing") as step:
        released = release_package(package, folder, previous, step)
    files, before = released.files, released.previous
    if output_format == "json":
        told = [{"path": str(file.path), "rows": file.rows} for file in files]
        printing.print_json({"version": released.version, "previous": before, "files": told})
        return
    for file in files:
        if file.path.suffix != ".parquet":
            click.echo(str(file.path))
    count = sum(file.path.suffix == ".parquet" for file in files)
    click.echo(f"{count} Parquet files in {folder / 'parquet'}")
    if before is not None:
        moved = "no change" if before["level"] == "none" else f"a {before['level']} change"
        click.echo(f"{released.version} after {before['version']}: {moved}")
