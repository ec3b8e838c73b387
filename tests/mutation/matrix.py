"""Which engine finds which fault: the page docs/guide/faults.md.

``python -m tests.mutation.matrix --write`` writes it from a run of every fault.
"""

import json
import re
import sys
import tempfile
from pathlib import Path

from ..conftest import ROOT
from .fault import Fault
from .lab import ENGINES, copy_package, lab
from .library import FAULTS, MODULES

PAGE = ROOT / "docs" / "guide" / "faults.md"
COLUMNS = ["fault", "rule", *(engine.replace("_", " ") for engine in ENGINES)]
FOUND, SILENT = "●", "·"
ROW = re.compile(rf"^\| .*[{FOUND}{SILENT}] \|$", re.MULTILINE)


def row(fault: Fault, by: dict[str, bool]) -> str:
    """Return the line of a fault in the table."""
    name = fault.name[0].upper() + fault.name[1:]
    cells = [name, f"`{fault.rule}`", *(FOUND if by[engine] else SILENT for engine in ENGINES)]
    return f"| {' | '.join(cells)} |"


def page(rows: dict[str, str]) -> str:
    """Return the text of the page, from the row of each fault."""
    caught = sum(FOUND in text for text in rows.values())
    lines = [
        "# Faults",
        "",
        f"A check proves nothing until it has failed. Each of these {len(FAULTS)} faults is put"
        " into a copy of this package; `claimpack check --full` has to find it by the rule that"
        " is named here, in the right table, row, line and column, and nothing beside it but what"
        " follows from it."
        f" {caught} of {len(FAULTS)} are found:"
        f" {100 * caught // len(FAULTS)}%. Every rule and every table has a fault.",
        "",
        f"{FOUND}: the engine, left to itself, notices something; {SILENT}: it is silent."
        " claimpack itself looks at the descriptor, the schemas, the generated files and the"
        " waivers.",
        "",
        "Written by `python -m tests.mutation.matrix --write`; a test fails when it is stale.",
    ]
    for module in MODULES:
        title = (module.__doc__ or "").split(":")[0].removesuffix(".")
        lines += ["", f"## {title}", "", f"| {' | '.join(COLUMNS)} |", "|---" * len(COLUMNS) + "|"]
        lines += [rows[fault.id] for fault in module.FAULTS]
    return "\n".join(lines) + "\n"


def rows_of(text: str) -> dict[str, str]:
    """Return the rows that stand in a page; raises ValueError where it has another number."""
    found = ROW.findall(text)
    return dict(zip((fault.id for fault in FAULTS), found, strict=True))


def survey() -> dict[str, str]:
    """Run every fault; return the row of each."""
    rows = {}
    with lab() as laboratory:
        for fault in FAULTS:
            with tempfile.TemporaryDirectory() as folder:
                root = copy_package(Path(folder) / "package")
                fault.apply(root)
                rows[fault.id] = row(fault, laboratory.check(root).by)
    return rows


if __name__ == "__main__" and sys.argv[1:] == ["--write"]:
    PAGE.write_text(page(survey()), encoding="utf-8")
    print(json.dumps({"written": str(PAGE)}))
