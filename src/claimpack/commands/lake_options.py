"""What ``status`` and ``query`` share: a lake instead of a package, and the engine that answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound="Callable[..., Any]")
DUCKDB, SPARK = "duckdb", "spark"


def lake_options(command: Command) -> Command:
    """Offer --lake, --engine and --master."""
    options = (
        click.option(
            "--lake",
            type=click.Path(path_type=Path),
            metavar="DIR",
            help="Ask all packages of a lake instead of one package.",
        ),
        click.option(
            "--engine",
            type=click.Choice((DUCKDB, SPARK)),
            default=DUCKDB,
            show_default=True,
            help="What answers; Spark for a lake only, needs the extra [spark] and Java 17.",
        ),
        click.option(
            "--master",
            metavar="URL",
            help="The Spark cluster, like spark://host:7077; by default this machine.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


class LeftOut:
    """Tells on stderr which packages of a lake are left out, and ends with exit code 1 then.

    The answer stands on stdout all the same; a program sees by the code that it is not whole.
    """

    def __init__(self) -> None:
        """Begin with none left out."""
        self.exit_code = 0

    def tell(self, damage: Mapping[str, str]) -> None:
        """Tell which packages are left out, and why."""
        from claimpack.lake.damage import AGAIN
        from claimpack.printing import visible

        self.exit_code = 1
        for name, why in damage.items():
            click.echo(f"left out: {visible(name)}: {visible(why)}", err=True)
        click.echo(f"  → {AGAIN}", err=True)


def expect_engine(
    context: click.Context, lake: Path | None, engine: str, master: str | None
) -> None:
    """Refuse options that do not go together.

    Raises:
        click.UsageError: they do not.
    """
    if lake is not None and context.find_root().obj is not None:
        raise click.UsageError(
            "--lake asks all packages: give it without --package, and filter by the column package"
        )
    if engine == SPARK and lake is None:
        raise click.UsageError("--engine spark asks a lake: name one with --lake DIR")
    if master is not None and engine != SPARK:
        raise click.UsageError("--master is for --engine spark")
