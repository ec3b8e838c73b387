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
@click.option(
    "--entries",
    type=click.FloatRange(min=1, max=16),
    default=2.0,
    show_default=True,
    help="How many entries of the log a claim has on average; some have dozens.",
)
@click.option(
    "--figures",
    type=click.FloatRange(min=1, max=16),
    default=1.2,
    show_default=True,
    help="How many figures a claim has on average that states any: every sixth.",
)
@click.option(
    "--files",
    "file_format",
    type=click.Choice(["csv", "parquet"]),
    default="csv",
    show_default=True,
    help="What to write the tables as.",
)
@click.option(
    "--parts",
    type=click.IntRange(min=1, max=10_000),
    default=1,
    show_default=True,
    help="Into how many files to cut what belongs to claims; a claim is in one part.",
)
@click.option(
    "--faults",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="How often to violate each rule; expected-findings.csv says what has to be found.",
)
@format_option("text", "json")
def generate(
    folder: Path,
    claims: int,
    seed: int,
    entries: float,
    figures: float,
    file_format: str,
    parts: int,
    faults: int,
    output_format: str,
) -> None:
    """Write a synthetic package, with logs whose hashes are right.

    A claim brings about five rows: articles, speakers, sources that copy each other, evidence,
    figures, and entries of the log. It is without errors, or has just those that are planted.

    \b
    Examples:
      claimpack bench generate big --claims 1000000
      claimpack bench generate other --claims 1000 --seed 7
      claimpack bench generate long --claims 1000000 --entries 5 --files parquet --parts 16
      claimpack bench generate faulty --claims 1000 --faults 3
    """
    from claimpack import printing
    from claimpack.bench.generate import EXPECTED, Synthetic, generate_package
    from claimpack.bench.writing import Layout

    wanted = Synthetic(claims, seed, entries, figures, faults)
    with printing.progress("writing") as step:
        rows = generate_package(folder, wanted, Layout(file_format, parts), step)
    expected = str(folder / EXPECTED) if faults else None
    if output_format == "json":
        printing.print_json({"folder": str(folder), "rows": rows, "expected": expected})
        return
    click.echo(f"{sum(rows.values()):,} rows in {folder}, of these {rows['claims']:,} claims")
    if expected:
        click.echo(f"each rule violated {faults:,} times; what has to be found: {expected}")
