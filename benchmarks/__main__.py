"""Measure: ``python -m benchmarks`` (or ``smoke``), which ``make bench`` runs.

What is measured already is kept in build/bench: a run that was stopped goes on where it was.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Container, Sequence, Set
from datetime import UTC, datetime
from functools import partial

from benchmarks import entries, report, results
from benchmarks.made import FOLDER, Made, make
from benchmarks.measure import PEERS, ROOT, BenchmarkError, Run, run
from benchmarks.parity import compare
from benchmarks.peers.names import PEERS as ALL_PEERS
from benchmarks.results import Measured, Results, machine, versions

# Beside the entries: that everybody finds the same faults, and where the time of a check goes.
PARITY, PHASES = "parity", "phases"


def measure(entry: entries.Entry, say: bool = True) -> Measured:
    """Measure an entry: each run right after one of what it is divided by.

    Raises:
        BenchmarkError: a command does not do what it is measured for.
    """
    make(entry.over.made)
    size = make(entry.command.made)
    over: list[Run] = []
    runs: list[Run] = []
    for _ in range(entry.runs):
        for command, taken in ((entry.over, over), (entry.command, runs)):
            taken.append(run(command.line, command.code, command.output, command.inner))
    measured = Measured(
        entry.name, entry.command.made.claims, size.rows, size.bytes, tuple(over), tuple(runs)
    )
    if say:
        print(
            f"{measured.ratio:7.2f} x  {measured.seconds:8.2f} s  {measured.peak / 1e6:6.0f} MB"
            f"  {entry.title}",
            flush=True,
        )
    return measured


def main() -> None:
    """Measure all entries, or some again."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kind", nargs="?", choices=["full", "smoke"], default="full")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="measure these again")
    parser.add_argument("--without", nargs="+", metavar="NAME", default=[], help="leave out these")
    parser.add_argument("--list", action="store_true", help="print the names of the entries")
    arguments = parser.parse_args()
    chosen = entries.full() if arguments.kind == "full" else entries.smoke()
    if arguments.list:
        print("\n".join([PARITY, *(entry.name for entry in chosen), PHASES]))
        return
    if not PEERS.exists():
        sys.exit("the peers are not installed: make bench does it")
    names = {entry.name for entry in chosen}
    if unknown := {*(arguments.only or ()), *arguments.without} - names - {PARITY, PHASES}:
        parser.error(f"there is no {', '.join(sorted(unknown))}: see --list")
    chosen = [
        entry
        for entry in chosen
        if entry.name in (arguments.only or names) and entry.name not in arguments.without
    ]
    committed = results.FOLDER / f"{arguments.kind}.json"
    if arguments.only and not committed.is_file():
        parser.error("there are no results yet: measure everything first")
    kept = Results(committed if arguments.only else FOLDER / committed.name)
    extra = {PARITY, PHASES} - set(arguments.without)
    if arguments.only:
        extra &= set(arguments.only)
    failed = _measure_all(chosen, kept, extra, arguments.kind, again=bool(arguments.only))
    if failed:
        sys.exit(
            f"{len(failed)} not measured: {', '.join(failed)}. The others are kept: run it again,"
            " or leave these out: python -m benchmarks --without NAME"
        )
    if not arguments.only:
        committed.parent.mkdir(exist_ok=True)
        kept.path.replace(committed)
    report.write()
    print(f"{committed.relative_to(ROOT)} and {report.PAGE.relative_to(ROOT)} are written")


def _measure_all(
    chosen: Sequence[entries.Entry], kept: Results, extra: Set[str], kind: str, again: bool = False
) -> list[str]:
    """Measure what is not kept yet.

    Args:
        chosen: the entries.
        kept: gets what is measured.
        extra: what else to find out, of ``PARITY`` and ``PHASES``.
        kind: ``full`` or ``smoke``.
        again: also measure what is kept.

    Returns:
        The names of what could not be measured.
    """
    started = time.monotonic()
    kept.put("machine", machine())
    kept.put("versions", versions(with_peers=True))
    kept.put("day", datetime.now(UTC).date().isoformat())
    failed: list[str] = []

    def is_due(name: str, done: Container[str]) -> bool:
        if name in done and not again:
            return False
        print(f"[{time.monotonic() - started:5.0f} s] {name}", flush=True)
        return True

    if PARITY in extra and is_due(PARITY, kept.content):
        everybody = {entry.name for entry in chosen} if not again else set(kept.entries)
        peers = [peer for peer in ALL_PEERS if peer.name in everybody]
        _try(PARITY, lambda: kept.put(PARITY, compare(peers)), failed)
    for entry in chosen:
        if is_due(entry.name, kept.content["entries"]):
            _try(entry.name, partial(_keep, kept, entry), failed)
    if PHASES in extra and is_due(PHASES, kept.content):
        claims = entries.MAIN if kind == "full" else entries.SMALL
        _try(PHASES, lambda: kept.put(PHASES, _phases(claims)), failed)
    return failed


def _keep(kept: Results, entry: entries.Entry) -> None:
    kept.keep(measure(entry))


def _try(name: str, do: Callable[[], None], failed: list[str]) -> None:
    """Do something; where it fails say why, and add its name to what failed."""
    try:
        do()
    except (BenchmarkError, subprocess.CalledProcessError) as error:
        print(f"{name} is not measured: {error}", file=sys.stderr, flush=True)
        failed.append(name)


def _phases(claims: int) -> dict[str, object]:
    """Return where the time of a check goes."""
    made = Made(claims)
    make(made)
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.profile", str(made.path), "--json"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    found: dict[str, object] = json.loads(told.stdout)
    return found


if __name__ == "__main__":
    main()
