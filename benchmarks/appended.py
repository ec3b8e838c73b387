"""How long ``claimpack check --changed`` takes after somebody has appended two claims.

    python -m benchmarks.appended PKG

The last two claims of the package, that something was said and what was said, are taken out with
all their rows, what is left is checked, they are put back at the end of the files where they were,
and what has changed is checked. Only the last step counts: its seconds and CPU time, as JSON.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path

from benchmarks.measure import run
from benchmarks.packages import package_files

APPENDED = 2


def without_last(root: Path) -> dict[Path, tuple[bytes, bytes]]:
    """Return the files that hold rows of the last claims, as they are and without these rows.

    Args:
        root: a package of CSV files whose rows are lines.
    """
    package = package_files(root)
    [claims] = [table for table in package.tables if table.name == "claims"]
    last = claims.paths[-1].read_bytes().splitlines()[-APPENDED:]
    of_them = re.compile(rb"\b(?:" + b"|".join(row.partition(b",")[0] for row in last) + rb")\b")
    found = {}
    for table in package.tables:
        for path in table.paths:
            whole = path.read_bytes()
            lines = whole.splitlines(keepends=True)
            rest = b"".join(line for line in lines if not of_them.search(line))
            if rest != whole:
                found[path] = whole, rest
    return found


def main() -> None:
    """Append two claims and measure the check of what has changed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("package", type=Path)
    root = parser.parse_args().package
    check = [sys.executable, "-m", "claimpack", "check", "--package", str(root), "--changed"]
    files = without_last(root)
    try:
        for path, (_, rest) in files.items():
            path.write_bytes(rest)
        run(check)
    finally:
        for path, (whole, _) in files.items():
            path.write_bytes(whole)
    taken = run(check)
    print(json.dumps({"seconds": taken.seconds, "cpu": taken.cpu}))


if __name__ == "__main__":
    main()
