"""``claimpack build``: what readers open."""

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
@output_option("build")
@format_option("text", "json")
@click.pass_context
def build(context: click.Context, output: Path | None, output_format: str) -> None:
    """Write claims.duckdb, with tables, views and macros, and Parquet files.

    The database opens in DuckDB 1.2 and later.

    \b
    Examples:
      claimpack build
      claimpack build -o /tmp/claims && duckdb /tmp/claims/claims.duckdb "from claim_status"
    """
    from claimpack import printing
    from claimpack.build import build_package

    package = the_package(context, any_files=True)
    folder = output or package.root / "build"
    expect_outside(package, folder, "-o")
    with printing.progress("writing") as step:
        built = build_package(package, folder, step)
    if output_format == "json":
        printing.print_json(
            {"files": [{"path": str(file.path), "rows": file.rows} for file in built]}
        )
        return
    rows = sum(file.rows or 0 for file in built)
    click.echo(
        f"{folder / 'claims.duckdb'} and {len(built) - 1} Parquet files in {folder / 'parquet'}"
        f" ({rows:,} rows)"
    )
