"""One run of a command: how long it takes, what the processors do meanwhile, and the most memory.

Only the standard library is imported here: a process starts with the peak of the one that began it.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PEERS = ROOT / ".cache" / "benchmarks" / "bin" / "python"
TIMEOUT = 900
LOOK_EVERY = 0.05
KEPT_WORDS = 2000


class BenchmarkError(Exception):
    """A command did not do what it is measured for."""


@dataclass(frozen=True)
class Run:
    """What one run took.

    Attributes:
        seconds: from the start of the process to its end, or what it says of itself.
        cpu: seconds of all processors, of the process and all that it started.
        peak: the most memory that was resident, of all its processes together, in bytes.
    """

    seconds: float
    cpu: float
    peak: int


def run(command: list[str], code: int = 0, output: str | None = None, inner: bool = False) -> Run:
    """Run a command once.

    Args:
        command: the program and its arguments.
        code: the exit code that it should end with.
        output: what it should write to standard output, if that is to be looked at.
        inner: take seconds and CPU time from the JSON object that it prints, with ``seconds`` and
            ``cpu``: what is measured is a part of the process.

    Raises:
        BenchmarkError: it ended otherwise.
    """
    variables = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    variables["PYTHONPATH"] = f"{ROOT}{os.pathsep}{ROOT / 'src'}"
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as words:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=ROOT, env=variables, stdout=out, stderr=words, start_new_session=True
        )
        watch = _Watch(process.pid)
        try:
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - started
            process.returncode = os.waitstatus_to_exitcode(status)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        finally:
            watch.end()
        out.seek(0)
        words.seek(0)
        printed = out.read().decode("utf-8", "replace")
        if process.returncode != code:
            told = words.read().decode("utf-8", "replace")[-KEPT_WORDS:] or printed[-KEPT_WORDS:]
            raise BenchmarkError(
                f"{' '.join(command)}: exit code {process.returncode}, not {code}\n{told}"
            )
    if output is not None and printed.strip() != output:
        raise BenchmarkError(f"{' '.join(command)} prints\n{printed[:KEPT_WORDS]}\nnot {output}")
    # what a process does not wait for, the system does not count for it
    cpu = max(usage.ru_utime + usage.ru_stime, watch.cpu)
    peak = max(usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024), watch.peak)
    if inner:
        told_of = json.loads(printed)
        return Run(told_of["seconds"], told_of["cpu"], peak)
    return Run(seconds, cpu, peak)


class _Watch:
    """Looks now and then at a process and all that it started, and ends what hangs."""

    def __init__(self, pid: int) -> None:
        self.peak = 0
        self._cpu: dict[int, float] = {}
        self._pid = pid
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    @property
    def cpu(self) -> float:
        """CPU seconds of all processes that were seen, until they were last seen."""
        return sum(self._cpu.values())

    def end(self) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        until = time.monotonic() + TIMEOUT
        while not self._done.wait(LOOK_EVERY):
            if time.monotonic() > until:
                os.killpg(self._pid, signal.SIGKILL)
                return
            family = _family(self._pid)
            if len(family) > 1:  # of a single one the system knows the peak itself
                self.peak = max(self.peak, sum(_resident(pid) for pid in family))
                for pid in family:
                    self._cpu[pid] = max(self._cpu.get(pid, 0), _cpu(pid))


def _family(pid: int) -> list[int]:
    """Return a process and all that it started and that still run."""
    found = [pid]
    for each in found:
        try:
            for task in Path(f"/proc/{each}/task").iterdir():
                found += [int(child) for child in (task / "children").read_text().split()]
        except (OSError, ValueError):
            continue
    return found


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def _cpu(pid: int) -> float:
    try:
        told = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return 0.0
    # user and system time are the 12th and 13th after the name in brackets, which may hold anything
    user, system = told.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
