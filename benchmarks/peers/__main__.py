"""Run a peer: ``python -m benchmarks.peers NAME PKG`` prints how much it found of each rule."""

from __future__ import annotations

import argparse
import json
from importlib import import_module
from pathlib import Path

from benchmarks.packages import package_files
from benchmarks.peers.names import PEERS


def main() -> None:
    """Let one peer check one package."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("peer", choices=[peer.name for peer in PEERS])
    parser.add_argument("package", type=Path)
    arguments = parser.parse_args()
    peer = import_module(f"benchmarks.peers.{arguments.peer}")
    found = peer.check(package_files(arguments.package))
    print(json.dumps({rule: count for rule, count in found.items() if count}, sort_keys=True))


if __name__ == "__main__":
    main()
