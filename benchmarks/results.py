"""Results: what was measured, kept entry by entry, and the figures that are made of it."""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.measure import PEERS, ROOT, Run
from benchmarks.peers.names import PEERS as ALL_PEERS

FOLDER = ROOT / "benchmarks" / "results"


@dataclass(frozen=True)
class Measured:
    """An entry as it was measured: pairs of runs, of what it is divided by and of its own.

    Attributes:
        name: of the entry.
        claims, rows, bytes: how large its package was.
        over: the runs of what it is divided by.
        runs: its own runs, each right after the one before.
    """

    name: str
    claims: int
    rows: int
    bytes: int
    over: tuple[Run, ...]
    runs: tuple[Run, ...]

    @property
    def ratios(self) -> list[float]:
        """How many times as long it takes, by the pairs, the least first."""
        pairs = zip(self.over, self.runs, strict=True)
        return sorted(run.seconds / over.seconds for over, run in pairs)

    @property
    def ratio(self) -> float:
        """How many times as long it takes: the median over the pairs."""
        return median(self.ratios)

    @property
    def cpu_ratio(self) -> float:
        """How many times as much the processors do: the least of each, which bears noise best."""
        return min(run.cpu for run in self.runs) / min(run.cpu for run in self.over)

    @property
    def seconds(self) -> float:
        """How long it takes: the median."""
        return median(run.seconds for run in self.runs)

    @property
    def cpu(self) -> float:
        """What the processors do: the median."""
        return median(run.cpu for run in self.runs)

    @property
    def over_seconds(self) -> float:
        """How long takes what it is divided by: the median."""
        return median(run.seconds for run in self.over)

    @property
    def peak(self) -> int:
        """The most memory that it takes, in bytes: the median."""
        return int(median(run.peak for run in self.runs))


class Results:
    """The results of one kind of run: ``full`` or ``smoke``."""

    def __init__(self, path: Path) -> None:
        """Open the results in a file, or begin with none."""
        self.path = path
        self.content: dict[str, Any] = {"entries": {}}
        if path.is_file():
            self.content = json.loads(path.read_text(encoding="utf-8"))

    @property
    def entries(self) -> dict[str, Measured]:
        """What was measured, by name."""
        return {name: _measured(name, told) for name, told in self.content["entries"].items()}

    def keep(self, measured: Measured) -> None:
        """Keep an entry, in the place of an earlier one of that name."""
        told = asdict(measured)
        del told["name"]
        for run in (*told["over"], *told["runs"]):
            run |= {"seconds": round(run["seconds"], 4), "cpu": round(run["cpu"], 4)}
        self.content["entries"][measured.name] = told
        self.write()

    def put(self, name: str, value: Any) -> None:
        """Keep something else that was found out."""
        self.content[name] = value
        self.write()

    def write(self) -> None:
        """Write the file; what was there is lost only once the new one is complete."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(self.content, indent=1, sort_keys=True) + "\n"
        # what holds nothing else on one line: a run, a part of a profile
        text = re.sub(r"\{[^{}\[\]]*\}", lambda leaf: re.sub(r"\n *", " ", leaf.group()), text)
        new = self.path.with_suffix(".new")
        new.write_text(text, encoding="utf-8")
        new.replace(self.path)


def machine() -> dict[str, Any]:
    """Return what matters of the machine that the figures are measured on."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return {
        "cores": len(os.sched_getaffinity(0)),
        "processor": _processor(),
        "memory": round(memory / 2**30),
        "system": f"{platform.system()} {platform.machine()}",
    }


def versions(with_peers: bool) -> dict[str, str]:
    """Return the versions of what is measured: ours, and those of the peers."""
    from importlib.metadata import version

    found = {
        "Python": platform.python_version(),
        "claimpack": version("claimpack"),
        "duckdb": version("duckdb"),
    }
    if with_peers:
        names = sorted({peer.package for peer in ALL_PEERS} | {"polars", "pandas"})
        code = (
            "import json, importlib.metadata as m;"
            f"print(json.dumps({{name: m.version(name) for name in {names!r}}}))"
        )
        told = subprocess.run([str(PEERS), "-c", code], check=True, capture_output=True)
        found |= json.loads(told.stdout)
    return found


def _measured(name: str, told: dict[str, Any]) -> Measured:
    return Measured(
        name,
        told["claims"],
        told["rows"],
        told["bytes"],
        tuple(Run(**run) for run in told["over"]),
        tuple(Run(**run) for run in told["runs"]),
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.processor()
