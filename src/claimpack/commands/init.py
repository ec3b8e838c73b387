"""``claimpack init``: start a package."""

from __future__ import annotations

import shlex
from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--title", help="Its title; by default from the name.")
@click.option("--name", help="Its name, in lower-case letters; by default from the folder.")
def init(folder: Path, title: str | None, name: str | None) -> None:
    """Start a package: valid, and empty but for the code lists.

    \b
    Examples:
      claimpack init claims-of-the-week
      claimpack init pkg --title "Claims about the harbour fire" --name harbour-fire-claims
    """
    from claimpack.init import init_package

    package = init_package(folder, title, name)
    click.echo(f"{package.name}: {len(package.tables)} tables in {folder}")
    place = shlex.quote(str(folder if folder.name[:1] != "-" else Path(folder)))
    click.echo(f"  → cd {place} && claimpack check && claimpack status", err=True)
