"""``claimpack bench``: packages to measure with, and how well drafts find claims."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from claimpack.commands.options import format_option, package_option, the_package


@click.group()
def bench() -> None:
    """Make synthetic packages of any size, and measure how well drafts find claims.

    \b
    Examples:
      claimpack bench generate big --claims 100000
      claimpack check --package big
      claimpack bench draft
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


@bench.command()
@click.option(
    "--text",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Your copy of an article of the package, instead of the articles that come along.",
)
@click.option("--drafter", default="rules", show_default=True, help="Who drafts.")
@package_option
@format_option("text", "json")
@click.pass_context
def draft(context: click.Context, text: Path | None, drafter: str, output_format: str) -> None:
    """Compare drafts with what a person took from the same articles.

    Ten invented articles with annotations come along; with --text it is an article of the package,
    whose claims are the annotation. A draft and a claim meet where they share at least half of the
    shorter span.

    \b
    recall      claims that can be checked, and that a draft meets
    with partly the same, with those that can be checked in part
    apart       claims that have a draft of their own
    precision   drafts that meet a claim that can be checked, at least in part
    speaker     claims met, with the right speaker
    quantities  figures with the right interval and unit
    dates       times resolved to the right date

    \b
    Examples:
      claimpack bench draft
      claimpack bench draft --text article.txt
      claimpack bench draft --format json --drafter my-model
    """
    from claimpack import printing
    from claimpack.article_text import from_text
    from claimpack.bench.annotated import annotated_articles, annotated_by
    from claimpack.bench.drafting import Score, measure, score_row
    from claimpack.drafting.drafters import drafter_of

    articles = (
        annotated_articles()
        if text is None
        else [annotated_by(the_package(context), from_text(text))]
    )
    scores = measure(articles, drafter_of(drafter))
    if output_format == "json":
        printing.print_json(
            {
                name: {"shares": found.shares(), "counts": asdict(found)}
                for name, found in scores.items()
            }
        )
        return
    if len(scores) > 1:
        scores = scores | {"all": sum(scores.values(), Score())}
    printing.print_rows(
        [score_row(name, found) for name, found in scores.items()], whole=["article"]
    )
