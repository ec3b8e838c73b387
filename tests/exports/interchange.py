"""The table of docs/guide/interchange.md: what each validator says of what we export.

Run ``python -m tests.exports.interchange --write`` to write it anew.
"""

import subprocess
import sys
import tempfile
from importlib.resources import files
from pathlib import Path

from claimpack.exports.formats import FORMATS
from claimpack.imports.mapping_files import built_in
from tests.conftest import ROOT

from .targets import TARGETS, Target, version

PAGE = ROOT / "docs" / "guide" / "interchange.md"
BASE = "https://desk.example/claims/"
MARKS = "<!-- {}, written by python -m tests.exports.interchange --write -->"
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


def imports() -> str:
    """Return the table of the mappings."""
    lines = ["| import | what it is | mapping | labels that it knows |\n", "|---|---|---|---|\n"]
    for path in sorted((files("claimpack") / "mappings").iterdir(), key=lambda path: path.name):
        if path.name.endswith(".yml"):
            mapping = built_in(path.name.removesuffix(".yml"))
            cells = (
                f"`{mapping.format}`",
                mapping.title,
                mapping.version,
                str(len(mapping.verdicts)),
            )
            lines.append("| " + " | ".join(cells) + " |\n")
    return "".join(lines)


def marked(text: str, name: str, table: str) -> str:
    """Return the text of the page with another table of that name."""
    mark = MARKS.format(name)
    before, there, rest = text.partition(mark)
    assert there, f"{PAGE} has no place for {name}"
    return f"{before}{mark}\n\n{table}\n{END}{rest.partition(END)[2]}"


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
        text = marked(marked(text, "exports", "".join(lines)), "imports", imports())
        PAGE.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
