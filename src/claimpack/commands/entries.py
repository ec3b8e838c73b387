"""What the commands that add an entry to the log share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from claimpack.commands.options import format_option, package_option, the_package

if TYPE_CHECKING:
    from claimpack.assess import Step

Command = TypeVar("Command", bound="Callable[..., Any]")


def entry_options(command: Command) -> Command:
    """Offer what every entry has: who, why, and whether to write it."""
    for option in (
        format_option("text", "json"),
        package_option,
        click.option("--dry-run", is_flag=True, help="Check and show the entry; write nothing."),
        click.option(
            "--as",
            "assessor",
            required=True,
            envvar="CLAIMPACK_ASSESSOR",
            show_envvar=True,
            metavar="ASSESSOR",
            help="Who says it: an id of claims/assessors.csv.",
        ),
        click.option("--because", required=True, metavar="TEXT", help="The reason, in a sentence."),
    ):
        command = option(command)
    return command


def add(
    context: click.Context,
    claim: str,
    assessor: str,
    step: Step,
    dry_run: bool,
    output_format: str,
) -> None:
    """Add the entry and print what was added."""
    from claimpack import log_page, printing
    from claimpack.assess import add_step

    added = add_step(the_package(context), claim, assessor, step, dry_run)
    if output_format == "json":
        printing.print_json(added)
    else:
        log_page.print_added(added, dry_run)
