"""Whether the tool has become slow: a small package, against the results that are committed.

    python -m benchmarks.smoke

Ratios of CPU time are compared, the least of some runs: they bear a busy machine, and another one.
The peers take no part, and need not be installed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from dataclasses import replace

from benchmarks import entries
from benchmarks.__main__ import measure
from benchmarks.results import FOLDER, Measured, Results

FACTOR = 2
# What looks slow is measured again: noise makes things slower, never faster.
TRIES = 3
RUNS = 2


def regressions(now: Mapping[str, Measured], before: Mapping[str, Measured]) -> list[str]:
    """Return what has become slow, one sentence each.

    Args:
        now: what was measured now, by name.
        before: what is committed; something new in ``now`` is not compared.
    """
    return [
        f"{name} takes {measured.cpu_ratio:.2f} times the CPU time of what it is compared with;"
        f" it was {before[name].cpu_ratio:.2f}"
        for name, measured in now.items()
        if name in before and measured.cpu_ratio > FACTOR * before[name].cpu_ratio
    ]


def main() -> None:
    """Measure what is quick, and fail where a ratio has doubled."""
    argparse.ArgumentParser(description=__doc__.splitlines()[0]).parse_args()
    before = Results(FOLDER / "smoke.json").entries
    slow: list[str] = []
    for entry in entries.smoke(peers=False):
        quick = replace(entry, runs=RUNS)
        for _ in range(TRIES):
            told = regressions({entry.name: measure(quick)}, before)
            if not told:
                break
        slow += told
    if slow:
        sys.exit("\n".join(slow))


if __name__ == "__main__":
    main()
