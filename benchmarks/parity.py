"""Whether the peers check what the tool checks: how many faults each finds in a wrong package."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.made import Made, make
from benchmarks.measure import PEERS, ROOT, BenchmarkError
from benchmarks.peers.names import RULES, Peer

CLAIMS = 2000
# Two rows with one key: some tell one of them as wrong, some both.
KEYS = {"primary-key", "unique-key"}


def compare(peers: Sequence[Peer]) -> dict[str, dict[str, int]]:
    """Let the tool and its peers check one package with wrong cells.

    Args:
        peers: which peers.

    Returns:
        By name of the peer, or ``claimpack``, how many violations of each rule it finds.

    Raises:
        BenchmarkError: a peer finds another number than it should.
    """
    made = Made(CLAIMS, "wrong")
    make(made)
    found = {"claimpack": ours(made.path)}
    for peer in peers:
        found[peer.name] = theirs(peer.name, made.path)
        expected = {rule: found["claimpack"][rule] for rule in RULES if rule in peer.can}
        for rule in RULES:
            told, right = found[peer.name].get(rule, 0), expected.get(rule, 0)
            if not _agrees(rule, told, right, found["claimpack"]["type"]):
                raise BenchmarkError(f"{peer.title} finds {told} of {rule}, not {right}")
    return found


def ours(root: Path) -> dict[str, int]:
    """Return how many violations of each rule of the schemas the tool finds."""
    command = [sys.executable, "-m", "claimpack", "check", "--package", str(root)]
    told = subprocess.run([*command, "--format", "json"], cwd=ROOT, capture_output=True)
    report = json.loads(told.stdout)
    counts = Counter(finding["rule"] for finding in report["findings"])
    for more in report["unlisted"]:
        counts[more["rule"]] += more["count"]
    return {rule: counts[rule] for rule in RULES}


def theirs(peer: str, root: Path) -> dict[str, int]:
    """Return how many violations of each rule a peer finds."""
    told = subprocess.run(
        [str(PEERS), "-m", "benchmarks.peers", peer, str(root)],
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT}:{ROOT / 'src'}", "PATH": ""},
        check=True,
        capture_output=True,
    )
    counts: dict[str, int] = json.loads(told.stdout)
    return {rule: counts.get(rule, 0) for rule in RULES}


def _agrees(rule: str, told: int, right: int, of_no_type: int) -> bool:
    if rule == "required":  # a cell that is none of its type is empty to most of them
        return right <= told <= right + of_no_type
    if rule in KEYS:
        return bool(told) == bool(right)
    return told == right
