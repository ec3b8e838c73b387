"""What an import did, for people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from claimpack.imports.importer import Imported
from claimpack.imports.record import REASONS
from claimpack.imports.reviews import NOTES
from claimpack.printing import console, visible, words


@contextmanager
def progress(file: Path) -> Iterator[Callable[[str, int], None]]:
    """Show a progress bar on stderr where that is a terminal.

    Yields:
        What to call with what is being done, and how many bytes of the file were read.
    """
    err = Console(stderr=True)
    size = file.stat().st_size if file.is_file() else None
    with Progress(console=err, disable=not err.is_terminal, transient=True) as bar:
        task = bar.add_task("import", total=size)

        def told(what: str, read: int) -> None:
            done = read if what == "reading" else size
            bar.update(task, description=f"import {what}", completed=done)

        yield told


def print_imported(result: Imported) -> None:
    """Print what an import did."""
    out = console()
    would = "would be " if result.dry_run else ""
    out.print(
        f"{result.read:,} reviews read from {visible(result.file)} ({result.format}, mapping"
        f" {result.mapping_version})"
    )
    out.print(f"  {result.imported:>9,} {would}imported", style="bold")
    for verdict, count in result.verdicts.items():
        out.print(f"            {count:>9,} {words(verdict)}")
    for label, count in result.unmapped.items():
        out.print(f"            {count:>9,} label without a verdict: {visible(label)}")
    if result.changed:
        out.print(f"            {result.changed:>9,} of pages that said something else before")
    out.print(f"  {result.repeated:>9,} repeated")
    out.print(f"  {result.rejected:>9,} rejected")
    for reason, count in result.reasons.items():
        out.print(f"            {count:>9,} {REASONS[reason]}")
    for note, count in result.notes.items():
        out.print(f"{count:>11,} {NOTES[note]}", style="dim")
    rows = ", ".join(f"{count:,} {words(name)}" for name, count in result.added.items())
    if rows:
        out.print(f"Rows that are {'not ' if result.dry_run else ''}written: {rows}")
    for said in result.policy:
        out.print(f"Policy: {said}")


def print_warnings(result: Imported) -> None:
    """Print to stderr what somebody should look at."""
    if result.rejected:
        where = f" ({result.rejects})" if result.rejects else ""
        click.echo(f"warning: {result.rejected} reviews were rejected{where}", err=True)
    for rule, count in sorted(result.findings.items()):
        more = "1,000 or more" if count >= 1_000 else str(count)
        click.echo(f"warning: {rule}: {more}; 'claimpack check' tells each", err=True)
