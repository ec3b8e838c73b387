"""The tables of docs/performance.md, from the results: ``python -m benchmarks.report --write``."""

from __future__ import annotations

import argparse
import math
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import linear_regression
from typing import Any

from benchmarks import entries, results
from benchmarks.measure import PEERS, ROOT
from benchmarks.peers.names import PEERS as ALL_PEERS
from benchmarks.peers.names import RULES
from benchmarks.results import Measured, Results

PAGE = ROOT / "docs" / "performance.md"
CHART = ROOT / "docs" / "performance.svg"
MARK = "<!-- {}: written by make bench -->"
END = "<!-- end -->"
MISSING = "Not measured.\n"
# Parts of a check that take less of it, in per cent, are added up.
LEAST = 2


class Report:
    """The results, with what is known of the entries, as tables in Markdown."""

    def __init__(self, kept: Results, chosen: Sequence[entries.Entry]) -> None:
        """Take results and the entries that they are of."""
        self.content = kept.content
        self.measured = kept.entries
        self.chosen = [entry for entry in chosen if entry.name in self.measured]

    def sections(self) -> dict[str, str]:
        """Return the text of each section of the page, by the name in its mark."""
        made: dict[str, Callable[[], str]] = {
            "conditions": self.conditions,
            "check": lambda: self.figures("check") + self.slow_ones(),
            "chart": self.chart,
            "parity": self.parity,
            "growth": self.growth,
            "others": lambda: self.figures("others"),
            "views": self.views,
            "phases": self.phases,
        }
        return {name: make() for name, make in made.items()}

    def conditions(self) -> str:
        """Return on what, with what and when it was measured."""
        machine, size = self.content["machine"], self.measured["check"]
        of = "; ".join(f"{name} {number}" for name, number in self.content["versions"].items())
        return (
            f"Measured on {self.content['day']} with {machine['cores']} cores"
            f" ({machine['processor']}, {machine['memory']} GB, {machine['system']})."
            f" The package: {size.claims:,} claims, {size.rows:,} rows, {size.bytes / 1e6:,.0f} MB"
            f" of CSV, which the scan reads in {size.over_seconds:.2f} s.\n\n{of}.\n"
        )

    def figures(self, table: str) -> str:
        """Return a table of entries, the quickest first, each with what it is divided by."""
        rows = [
            [
                _strong(entry),
                f"{measured.ratio:.2f}",
                f"{measured.ratios[0]:.2f} to {measured.ratios[-1]:.2f}",
                f"{measured.cpu_ratio:.2f}",
                "" if entry.goal is None else f"{entry.goal:g}",
                f"{measured.seconds:.2f}",
                f"{measured.peak / 1e6:,.0f}",
                entry.note,
            ]
            for entry, measured in self._of(table)
        ]
        what = "the scan" if table == "check" else "what it is compared with"
        head = ["", f"× {what}", "in the runs", "× its CPU time", "goal", "seconds", "peak MB", ""]
        return _table(head, rows)

    def slow_ones(self) -> str:
        """Return how much longer peers take than the check, where both had a smaller package."""
        told = [
            f"On {theirs.claims:,} claims {entry.title} takes"
            f" **{theirs.ratio / ours.ratio:.0f} times** as long as `claimpack check` with"
            " everything."
            for entry, theirs in self._of("check")
            if (ours := self.measured.get(f"check-{theirs.claims}"))
        ]
        return f"\n{' '.join(told)}\n" if told else ""

    def chart(self) -> str:
        """Return the chart, with everything that it shows as its alternative text."""
        told = "; ".join(f"{name} {ratio:.1f}" for name, ratio in self.bars())
        alt = f"Bars, how many times as long as the scan of the same files each takes: {told}."
        return f"![{alt}]({CHART.name})\n"

    def bars(self) -> list[tuple[str, float]]:
        """Return what the chart shows: titles without Markdown, and ratios."""
        return [
            (entry.title.replace("`", ""), measured.ratio) for entry, measured in self._of("check")
        ]

    def parity(self) -> str:
        """Return how many faults of each rule everybody finds in one wrong package."""
        found = self.content.get("parity")
        if found is None:
            return MISSING
        peers = [peer for peer in ALL_PEERS if peer.name in found]
        head = ["rule", "claimpack", *(peer.title for peer in peers)]
        rows = []
        for rule in RULES:
            if found["claimpack"][rule]:
                cells = [
                    "–"
                    if rule in peer.cannot
                    else f"{found[peer.name][rule]:,}{'*' * (rule in peer.by_hand)}"
                    for peer in peers
                ]
                rows.append([f"`{rule}`", f"{found['claimpack'][rule]:,}", *cells])
        return _table(head, rows)

    def growth(self) -> str:
        """Return time and memory by size, and what they say of the way they grow."""
        sizes = [m for name, m in self.measured.items() if re.fullmatch(r"check(-\d+)?", name)]
        sizes.sort(key=lambda measured: measured.rows)
        rows = [
            [
                f"{m.claims:,}",
                f"{m.rows:,}",
                f"{m.bytes / 1e6:,.0f}",
                f"{m.ratio:.2f}",
                f"{m.seconds:.2f}",
                f"{m.over_seconds:.2f}",
                f"{m.peak / 1e6:,.0f}",
            ]
            for m in sizes
        ]
        head = ["claims", "rows", "MB of CSV", "× the scan", "seconds", "of the scan", "peak MB"]
        text = _table(head, rows)
        if len(sizes) < 3:
            return text
        most, usual = sizes[-1], self.measured["check"]
        near = min(sizes, key=lambda measured: abs(measured.rows - 5 * usual.rows))
        return text + (
            f"\nFitted over these sizes, time grows with the rows to the power of"
            f" **{exponent(sizes):.2f}** ({exponent(sizes, over=True):.2f} for the scan)."
            f" From {usual.rows:,} to {near.rows:,} rows the peak of memory grows"
            f" **{near.peak / usual.peak:.2f}** times, to {most.rows:,} rows"
            f" {most.peak / usual.peak:.2f} times.\n"
        )

    def views(self) -> str:
        """Return how long views take on built tables."""
        rows = [
            [
                entry.title,
                f"{measured.claims:,}",
                f"{measured.seconds:.2f}",
                f"{measured.ratio:.1f}",
                "" if entry.goal_seconds is None else f"{entry.goal_seconds:g}",
                f"{measured.peak / 1e6:,.0f}",
            ]
            for entry, measured in self._of("views", by_ratio=False)
        ]
        head = ["view", "claims", "seconds", "× its tables", "goal in seconds", "peak MB"]
        return _table(head, rows)

    def phases(self) -> str:
        """Return where the time of a check goes."""
        found = self.content.get("phases")
        if found is None:
            return MISSING
        functions: dict[str, float] = defaultdict(float)
        items: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for part in found["parts"]:
            functions[part["function"]] += part["seconds"]
            items[part["function"]][part["item"]] += part["seconds"]
        whole, rest, rows = sum(functions.values()), 0.0, []

        def row(name: str, seconds: float) -> list[str]:
            return [name, f"{seconds / found['scan']:.2f}", f"{seconds / whole:.0%}"]

        for function, seconds in functions.items():
            if seconds < whole * LEAST / 100:
                rest += seconds
                continue
            name = "start and imports" if function == "outside" else f"`{function}`"
            rows.append(row(name, seconds))
            rows += [
                row(f"– {item}", of_it)
                for item, of_it in items[function].items()
                if item and len(items[function]) > 1 and of_it >= whole * LEAST / 100
            ]
        rows += [row("smaller parts", rest), row("all", whole)]
        return _table(["part", "× the scan", "share"], rows)

    def _of(self, table: str, by_ratio: bool = True) -> list[tuple[entries.Entry, Measured]]:
        found = [(e, self.measured[e.name]) for e in self.chosen if e.table == table]
        return sorted(found, key=lambda pair: pair[1].ratio) if by_ratio else found


def exponent(sizes: Sequence[Measured], over: bool = False) -> float:
    """Return the power of the rows with which time grows: the slope through the logarithms.

    Args:
        sizes: what was measured, of three sizes at least.
        over: of what it is divided by, and not of its own.
    """
    rows = [math.log(measured.rows) for measured in sizes]
    seconds = [math.log(m.over_seconds if over else m.seconds) for m in sizes]
    return linear_regression(rows, seconds).slope


def the_report() -> Report:
    """Return the report on the results that are kept here: of the full run, if there was one."""
    full = results.FOLDER / "full.json"
    if full.is_file():
        return Report(Results(full), entries.full())
    return Report(Results(results.FOLDER / "smoke.json"), entries.smoke())


def rendered(page: str, sections: dict[str, str]) -> str:
    """Return the page with its sections written anew.

    Raises:
        ValueError: the page has no place for a section.
    """
    for name, text in sections.items():
        mark = MARK.format(name)
        before, found, after = page.partition(f"{mark}\n")
        if not found or END not in after:
            raise ValueError(f"{PAGE.name} has no place for {name}: {mark} … {END}")
        page = f"{before}{mark}\n{text}{END}{after.partition(END)[2]}"
    return page


def write(path: Path = PAGE) -> None:
    """Write the page, and draw the chart."""
    report = the_report()
    path.write_text(rendered(path.read_text(encoding="utf-8"), report.sections()), "utf-8")
    subprocess.run(
        [str(PEERS), "-m", "benchmarks.chart", str(CHART)],
        cwd=ROOT,
        check=True,
    )


def _strong(entry: entries.Entry) -> str:
    is_ours = "claimpack" in entry.title
    return f"**{entry.title}**" if is_ours else entry.title


def _table(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    # a text, and after it numbers, which stand to the right
    marks = ["---", *("---:" if name else "---" for name in head[1:])]
    return "".join(f"| {' | '.join(map(str, cells))} |\n" for cells in (head, marks, *rows))


def main() -> None:
    """Write the page, or say whether it is what the results say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    if parser.parse_args().write:
        write()
        return
    page = PAGE.read_text(encoding="utf-8")
    if rendered(page, the_report().sections()) != page:
        sys.exit(f"{PAGE.name} is not what the results say: python -m benchmarks.report --write")


if __name__ == "__main__":
    main()
