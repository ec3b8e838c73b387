"""What people read on a terminal of rows that were added, and of what they bring about."""

from __future__ import annotations

import click

from claimpack.new_rows import Added
from claimpack.package import Package
from claimpack.printing import console, visible

MAX_SHOWN = 10


def print_added(package: Package, added: Added, dry_run: bool) -> None:
    """Print the rows by table: one in full, of many the first keys."""
    out = console()
    for name, rows in added.rows.items():
        table = package.table(name)
        keys = ["/".join(row[column] or "" for column in table.primary_key) for row in rows]
        shown = ", ".join(keys[:MAX_SHOWN]) + (" …" if len(keys) > MAX_SHOWN else "")
        count = f"{len(rows):,} rows: " if len(rows) > 1 else ""
        out.print(f"{table.path}: {count}{visible(shown)}", soft_wrap=True)
        if dry_run and len(rows) == 1:
            for column, cell in rows[0].items():
                if cell:
                    out.print(f"    {column}: {visible(cell)}", style="dim", soft_wrap=True)
    out.print("nothing was written" if dry_run else "added", style="dim")


def print_warnings(added: Added) -> None:
    """Print on stderr what the rows bring about that somebody should see to."""
    for finding in added.warnings[:MAX_SHOWN]:
        place = ", ".join(part for part in (finding.table, finding.row_key) if part)
        click.echo(f"warning: {finding.rule} in {place}: {visible(finding.message)}", err=True)
        click.echo(f"  → {visible(finding.fix)}", err=True)
    if len(added.warnings) > MAX_SHOWN:
        click.echo(f"and {len(added.warnings) - MAX_SHOWN} more: claimpack check", err=True)
