"""The table of docs/guide/interchange.md: what each validator says of what we export.

Run ``python -m tests.exports.interchange --write`` to write it anew.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from claimpack.exports.formats import FORMATS
from tests.conftest import ROOT

from .targets import TARGETS, Target, version

PAGE = ROOT / "docs" / "guide" / "interchange.md"
BASE = "https://desk.example/claims/"
START = "<!-- written by python -m tests.exports.interchange --write -->"
END = "<!-- end -->"
HEAD = "| export | what it is | validator | version | result | refused in a broken copy |\n"


def exported(name: str, folder: Path) -> Path:
    """Export this package, all decisions told; return the folder."""
    output = folder / name
    subprocess.run(
        [
            *(sys.executable, "-m", "claimpack", "export", name, "--base-url", BASE),
            *(["--include-software-decisions"] if FORMATS[name].tells_verdicts else []),
            *("-o", str(output)),
        ],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=120,
    )
    return output


def row(target: Target, result: str) -> str:
    """Return the line of the table for a target."""
    cells = (
        f"`{target.export}`",
        FORMATS[target.export].title,
        target.validator,
        version(target.locked),
        result,
        target.broken,
    )
    return "| " + " | ".join(cells) + " |\n"


def marked(text: str, table: str) -> str:
    """Return the text of the page with another table."""
    before, _, rest = text.partition(START)
    return f"{before}{START}\n\n{table}\n{END}{rest.partition(END)[2]}"


def main() -> None:
    """Write the table."""
    lines = [HEAD, "|" + "---|" * 6 + "\n"]
    with tempfile.TemporaryDirectory() as folder:
        for number, target in enumerate(TARGETS):
            place = Path(folder) / str(number)
            place.mkdir()
            lines.append(row(target, target.validate(exported(target.export, place))))
            print(lines[-1], end="")
    if sys.argv[1:] == ["--write"]:
        text = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(marked(text, "".join(lines)), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
