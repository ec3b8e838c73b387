"""``claimpack bench``: packages to measure with."""

from __future__ import annotations

from pathlib import Path

import click

from claimpack.commands.options import format_option


@click.group()
def bench() -> None:
    """Make synthetic packages of any size, to measure and to try things out.

    \b
    Examples:
      claimpack bench generate big --claims 100000
      claimpack check --package big
    """


@bench.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option(
    "--claims",
    type=click.IntRange(min=2),
    default=10_000,
    show_default=True,
    help="How many claims; an even number.",
)
@click.option(
    "--seed",
    type=click.IntRange(min=0, max=2**31 - 1),
    default=0,
    show_default=True,
    help="What the draws depend on: the same seed gives the same bytes.",
)
@format_option("text", "json")
def generate(folder: Path, claims: int, seed: int, output_format: str) -> None:
    """Write a synthetic package without errors, with logs whose hashes are right.

    A claim brings about five rows: articles, speakers, sources that copy each other, evidence,
    figures, and entries of the log.

    \b
    Examples:
      claimpack bench generate big --claims 1000000
      claimpack bench generate other --claims 1000 --seed 7
    """
    from claimpack import printing
    from claimpack.bench.generate import generate_package

    with printing.progress("writing") as step:
        rows = generate_package(folder, claims, seed, step)
    if output_format == "json":
        printing.print_json({"folder": str(folder), "rows": rows})
        return
    click.echo(f"{sum(rows.values()):,} rows in {folder}, of these {rows['claims']:,} claims")
