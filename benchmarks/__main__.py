"""Measure: ``python -m benchmarks`` (or ``smoke``), which ``make bench`` runs.

What is measured already is kept in build/bench: a run that was stopped goes on where it was.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from benchmarks import entries, report, results
from benchmarks.made import FOLDER, Made, make
from benchmarks.measure import PEERS, ROOT, BenchmarkError, Run, run
from benchmarks.parity import compare
from benchmarks.peers.names import PEERS as ALL_PEERS
from benchmarks.results import Measured, Results, machine, versions


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
        print("\n".join(entry.name for entry in chosen))
        return
    names = {entry.name for entry in chosen}
    if unknown := {*(arguments.only or ()), *arguments.without} - names:
        parser.error(f"there is no {', '.join(sorted(unknown))}: see --list")
    chosen = [
        entry
        for entry in chosen
        if entry.name in (arguments.only or names) and entry.name not in arguments.without
    ]
    committed = results.FOLDER / f"{arguments.kind}.json"
    kept = Results(committed if arguments.only else FOLDER / committed.name)
    failed = _measure_all(chosen, kept, again=bool(arguments.only), kind=arguments.kind)
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


def _measure_all(chosen: list[entries.Entry], kept: Results, again: bool, kind: str) -> list[str]:
    """Measure what is not kept yet, and return the names of what could not be measured."""
    started = time.monotonic()
    kept.put("machine", machine())
    kept.put("versions", versions(with_peers=True))
    kept.put("day", datetime.now(UTC).date().isoformat())
    failed: list[str] = []
    if "parity" not in kept.content and not again:
        names = {entry.name for entry in chosen}
        peers = [peer for peer in ALL_PEERS if peer.name in names]
        _try("parity", lambda: kept.put("parity", compare(peers)), failed)
    for number, entry in enumerate(chosen, start=1):
        if entry.name in kept.content["entries"] and not again:
            continue
        spent = time.monotonic() - started
        print(f"[{spent:5.0f} s, {number} of {len(chosen)}] {entry.name}", flush=True)
        _try(entry.name, partial(_keep, kept, entry), failed)
    if "phases" not in kept.content or again:
        claims = entries.MAIN if kind == "full" else entries.SMALL
        _try("phases", lambda: kept.put("phases", _phases(claims)), failed)
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
    if not PEERS.exists():
        sys.exit("the peers are not installed: make bench does it")
    main()
