"""Where the time of a check goes, by function of claimpack, table and rule.

    python -m benchmarks.profile PKG
    python -m benchmarks.profile PKG --least 0.5 --json

A second thread looks every two milliseconds at what the first one does, so the code that is
measured needs to know nothing of it, and costs what it costs without. What DuckDB does in a
statement is counted for the function that runs the statement.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import threading
import time
from collections import defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from benchmarks.packages import package_files

INTERVAL = 0.002
PAGE = os.sysconf("SC_PAGE_SIZE")
OUTSIDE = "outside"


@dataclass
class Cost:
    """What a part of a check takes.

    Attributes:
        seconds: how long it takes.
        cpu: seconds of all processors meanwhile; twice ``seconds`` where two are busy.
        peak: the most memory of the process meanwhile, in bytes.
    """

    seconds: float = 0.0
    cpu: float = 0.0
    peak: int = 0

    def add(self, seconds: float, cpu: float, memory: int) -> None:
        """Add what passed between two looks."""
        self.seconds += seconds
        self.cpu += cpu
        self.peak = max(self.peak, memory)

    def rounded(self) -> Cost:
        """Return it without digits that mean nothing."""
        return Cost(round(self.seconds, 4), round(self.cpu, 4), self.peak)


class Sampler:
    """Looks at a thread while it works; parts are in the order in which they began.

    Attributes:
        parts: cost by function and, within it, by table or rule.
        beside: seconds that other threads of Python spent in functions of claimpack.
    """

    def __init__(self, package: str = "claimpack") -> None:
        """Prepare to look at the thread that calls this.

        Args:
            package: only functions of this Python package are told apart.
        """
        self.parts: dict[tuple[str, str], Cost] = {}
        self.beside: dict[tuple[str, str], float] = defaultdict(float)
        self._package = package
        self._watched = threading.get_ident()
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Sampler:
        """Begin."""
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        """End."""
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        before, cpu_before = time.perf_counter(), time.process_time()
        with Path("/proc/self/statm").open() as memory:
            while not self._done.wait(INTERVAL):
                now, cpu = time.perf_counter(), time.process_time()
                memory.seek(0)
                resident = int(memory.read().split()[1]) * PAGE
                for thread, frame in sys._current_frames().items():
                    if thread == threading.get_ident():
                        continue
                    part = self._part(frame)
                    if thread == self._watched:
                        cost = self.parts.setdefault(part, Cost())
                        cost.add(now - before, cpu - cpu_before, resident)
                    elif part[0] != OUTSIDE:
                        self.beside[part] += now - before
                before, cpu_before = now, cpu

    def _part(self, frame: FrameType | None) -> tuple[str, str]:
        """Return the innermost function of the package, and the table or rule that it is at."""
        function, item = "", ""
        while frame is not None:
            module = str(frame.f_globals.get("__name__", ""))
            if module.partition(".")[0] == self._package:
                name = frame.f_code.co_name
                if not function and not name.startswith("<"):
                    function = f"{module.removeprefix(self._package + '.')}.{name}"
                if item := _item(frame):
                    break
            frame = frame.f_back
        return function or OUTSIDE, item


def _item(frame: FrameType) -> str:
    """Return the rule or the table in the local variables of a function."""
    rule, table = frame.f_locals.get("rule"), frame.f_locals.get("table")
    name = getattr(rule, "id", None) or getattr(table, "name", None)
    return name if isinstance(name, str) else ""


def profile(root: Path) -> tuple[Sampler, dict[str, Any]]:
    """Check a package and look where the time goes.

    Returns:
        What was seen, and what the check found in short.
    """
    with Sampler() as sampler:
        from claimpack.check import check_package  # what importing costs is a part, too
        from claimpack.package import load_package

        report = check_package(load_package(root))
    return sampler, {"rows": report.rows, "counts": report.counts}


def lines(sampler: Sampler, scanned: Cost, least: float) -> list[str]:
    """Return what was seen as a table.

    Args:
        sampler: what was seen.
        scanned: what the scan took.
        least: parts below so many per cent of all are added up.
    """
    whole = sum(cost.seconds for cost in sampler.parts.values())
    head = (
        f"{'seconds':>8} {'share':>6} {'x scan':>7} {'x cpu':>6} {'cores':>6} {'peak MB':>8}  part"
    )
    printed = [head]

    def row(cost: Cost, name: str) -> str:
        cores = cost.cpu / cost.seconds if cost.seconds else 0
        return (
            f"{cost.seconds:8.3f} {cost.seconds / whole:6.1%} {cost.seconds / scanned.seconds:7.3f}"
            f" {cost.cpu / scanned.cpu:6.3f} {cores:6.2f} {cost.peak / 1e6:8.0f}  {name}"
        )

    functions: dict[str, dict[str, Cost]] = {}
    for (function, item), cost in sampler.parts.items():
        functions.setdefault(function, {})[item] = cost
    small = Cost()
    for function, items in functions.items():
        total = _sum(list(items.values()))
        if total.seconds < whole * least / 100:
            small.add(total.seconds, total.cpu, total.peak)
            continue
        printed.append(row(total, function))
        shown = {k: v for k, v in items.items() if v.seconds >= whole * least / 100}
        if len(items) > 1:
            printed += [row(cost, f"    {item or '(none)'}") for item, cost in shown.items()]
    printed.append(row(small, "(smaller parts)"))
    printed.append(row(_sum(list(sampler.parts.values())), "all"))
    printed.append(row(scanned, "the scan of the same files"))
    printed += [
        f"{seconds:8.3f} in another thread: {' '.join(part)}"
        for part, seconds in sorted(sampler.beside.items(), key=lambda pair: -pair[1])
    ]
    return printed


def _sum(costs: list[Cost]) -> Cost:
    total = Cost()
    for cost in costs:
        total.add(cost.seconds, cost.cpu, cost.peak)
    return total


def main() -> None:
    """Profile the check of a package."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("package", type=Path)
    parser.add_argument(
        "--least", type=float, default=1, help="per cent below which parts are added up"
    )
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    files = package_files(arguments.package)
    for table in files.tables:
        for path in table.paths:
            path.read_bytes()  # so that nothing has to come from the disk
    sampler, found = profile(arguments.package)
    from benchmarks.scan import scan  # brings DuckDB, and that is a part of the check

    started, cpu = time.perf_counter(), time.process_time()
    scan(files)
    scanned = Cost(time.perf_counter() - started, time.process_time() - cpu)
    if arguments.json:
        parts = [
            {"function": function, "item": item, **asdict(cost.rounded())}
            for (function, item), cost in sampler.parts.items()
        ]
        print(json.dumps({"scan": round(scanned.seconds, 4), **found, "parts": parts}, indent=2))
        return
    print(f"{found['rows']:,} rows, {files.bytes / 1e6:,.0f} MB, findings {found['counts']}")
    print("\n".join(lines(sampler, scanned, arguments.least)))


if __name__ == "__main__":
    main()
