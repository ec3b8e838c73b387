"""Text for people and programs: tables by rich, JSON, CSV. Nothing here knows the package."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Timer
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from claimpack.characters import FORBIDDEN_RUNS, pattern
from claimpack.findings import shown

# JSON itself escapes all below, and breaks lines.
UNSEEN = pattern(*FORBIDDEN_RUNS[1:])
PIPE_WIDTH = 120
MAX_COLUMN = 34
# A cell may be folded to this width before the rows are printed one below the other.
MAX_FOLDED = 24


def console() -> Console:
    """Return a console for stdout: as wide as the terminal, or fixed where there is none."""
    width = None if sys.stdout.isatty() else PIPE_WIDTH
    return Console(width=width, highlight=False, markup=False, emoji=False)


def json_text(value: Any) -> str:
    """Return a value as JSON with a line feed at its end."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def print_json(value: Any) -> None:
    """Print a value as JSON, alone on stdout; what a terminal would obey is escaped."""
    sys.stdout.write(UNSEEN.sub(lambda match: json.dumps(match[0])[1:-1], json_text(value)))


def print_csv(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """Print rows as CSV, with a quote before a cell that a spreadsheet would run as a formula."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([[csv_cell(row[name]) for name in columns] for row in rows])


def print_rows(rows: Sequence[Mapping[str, Any]], whole: Sequence[str] = ()) -> None:
    """Print the rows of a query as a table, or one below the other where they are too wide.

    Args:
        rows: the rows.
        whole: columns whose cells are not folded in a table.
    """
    out = console()
    if rows:
        cells = [[_cell(value) for value in row.values()] for row in rows]
        needed = sum(
            max(
                cell_len(name),
                min(
                    max(cell_len(str(row[index])) for row in cells),
                    out.width if name in whole else MAX_FOLDED,
                ),
            )
            + 2
            for index, name in enumerate(rows[0])
        )
        if needed <= out.width:
            table = Table(box=None, header_style="bold", padding=(0, 2, 0, 0), show_edge=False)
            for name in rows[0]:
                table.add_column(
                    name, overflow="fold", min_width=cell_len(name), no_wrap=name in whole
                )
            for row in cells:
                table.add_row(*row)
            out.print(table)
        else:
            for row in cells:
                record = Table.grid(padding=(0, 2, 0, 0))
                record.add_column(style="bold", no_wrap=True)
                record.add_column(overflow="fold")
                for name, cell in zip(rows[0], row, strict=True):
                    record.add_row(name, cell)
                out.print(record)
                out.print()
    out.print(f"{len(rows)} row{'' if len(rows) == 1 else 's'}", style="dim")


@contextmanager
def progress(title: str, after: float = 0) -> Iterator[Callable[[str, int], None]]:
    """Show a progress bar on stderr where that is a terminal.

    Args:
        title: what goes on.
        after: how many seconds it has to take before the bar is shown.

    Yields:
        What to call before each step: with its name, and how many steps there are in all, or 0
        where nobody knows.
    """
    from rich.progress import Progress  # few commands take long enough

    err = Console(stderr=True)
    bar = Progress(console=err, disable=not err.is_terminal, transient=True)
    task = bar.add_task(title, total=None)

    def step(name: str, steps: int) -> None:
        bar.update(task, description=f"{title} {name}", total=steps or None, advance=1)

    timer = Timer(after, bar.start)
    timer.daemon = True
    if err.is_terminal:
        timer.start()
    try:
        yield step
    finally:
        timer.cancel()
        if timer.ident is not None:
            timer.join()
        bar.stop()


def listing(
    rows: Sequence[Sequence[str | Text]],
    headings: Sequence[str],
    flexible: Mapping[str, int] | None = None,
    numbers: Sequence[str] = (),
) -> Table:
    """Return a table with a line a row, as wide as the console where columns are flexible.

    Args:
        rows: the cells.
        headings: one a column.
        flexible: columns that share the width left over, in these proportions, and are cut to it;
            the others are as wide as their cells, up to a limit.
        numbers: columns to align on the right.
    """
    flexible = flexible or {}
    table = Table(
        box=None,
        header_style="bold",
        padding=(0, 2, 0, 0),
        show_edge=False,
        expand=bool(flexible),
    )
    for index, heading in enumerate(headings):
        if heading in flexible:
            table.add_column(heading, ratio=flexible[heading], no_wrap=True, overflow="ellipsis")
            continue
        widest = max((cell_len(str(row[index])) for row in rows), default=0)
        table.add_column(
            heading,
            width=max(cell_len(heading), min(widest, MAX_COLUMN)),
            no_wrap=True,
            overflow="ellipsis",
            justify="right" if heading in numbers else "left",
        )
    for row in rows:
        table.add_row(*row)
    return table


def visible(text: str | None) -> str:
    """Return a text for a terminal, with control and bidi characters made visible."""
    return shown(text, width=10_000) or ""


def words(code: str) -> str:
    """Return a code as words."""
    return code.replace("_", " ")


def _cell(value: Any) -> str | Text:
    return Text("NULL", style="dim") if value is None else visible(str(value))


def csv_cell(value: Any) -> Any:
    """Return a cell for CSV, with a quote before what a spreadsheet would run as a formula."""
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return "'" + value
    if isinstance(value, bool):
        return str(value).lower()
    return value
