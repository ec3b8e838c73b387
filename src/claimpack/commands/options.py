"""What commands share: the package that they work on, and how they print."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from claimpack.errors import ClaimpackError
from claimpack.package import expect_one_csv_each, find_package, load_package
from claimpack.transaction import finish_interrupted

if TYPE_CHECKING:
    from claimpack.package import Package

Command = TypeVar("Command", bound="Callable[..., Any]")


def package_option(command: Command) -> Command:
    """Accept --package after the command as well as before it."""

    def remember(context: click.Context, _: click.Parameter, value: Path | None) -> None:
        if value is not None:
            context.find_root().obj = value

    return click.option(
        "--package",
        type=click.Path(path_type=Path),
        metavar="DIR",
        expose_value=False,
        callback=remember,
        help="The package; by default the nearest folder upwards with a datapackage.json.",
    )(command)


def format_option(*formats: str) -> Callable[[Command], Command]:
    """Offer output formats; the first is the default."""
    return click.option(
        "--format",
        "output_format",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="How to print.",
    )


def output_option(folder: str) -> Callable[[Command], Command]:
    """Offer another folder to write to than the one of that name in the package."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help=f"Where to write; by default the folder {folder} in the package.",
    )


def expect_outside(package: Package, path: Path, option: str) -> None:
    """Refuse an output that would stand in the place of a part of the package.

    Raises:
        ClaimpackError: it would.
    """
    if package.is_part(path):
        raise ClaimpackError(
            f"{path} is a part of the package: nothing is written there",
            f"name a place outside of claims/, schemas/, sql/ and validation/ with {option}",
        )


def the_package(context: click.Context, any_files: bool = False) -> Package:
    """Return the package that the command works on.

    Args:
        context: of the command.
        any_files: whether the command also works where a table is Parquet, or has several files.

    Raises:
        ClaimpackError: there is no package; or it has such tables, and the command cannot.
    """
    folder: Path | None = context.find_root().obj
    if folder is None:
        folder = find_package(Path.cwd())
    elif not folder.is_dir():
        raise ClaimpackError(f"{folder} is no folder", "name the folder of a package")
    finish_interrupted(folder.resolve())
    package = load_package(folder)
    if not any_files:
        expect_one_csv_each(package, f"'{context.command_path}'")
    return package
