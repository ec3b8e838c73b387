"""Plays the walkthrough of the guide: runs every command in it and writes what it prints.

``python -m tests.walkthrough --write`` renews ``docs/guide/walkthrough.md``; a test plays it and
compares. Times, hashes and durations may differ.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "guide" / "walkthrough.md"
BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
DIFFERS = [
    (re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z"), "<time>"),
    (re.compile(r"\b[0-9a-f]{64}\b"), "<sha256>"),
    (re.compile(r"\(\d+\.\d s\)"), "(<seconds>)"),
]


def play(page: str, folder: Path) -> str:
    """Run the commands of a page in a folder; return the page with what they print now."""
    where = folder

    def block(match: re.Match[str]) -> str:
        nonlocal where
        out = []
        for command in _commands(match[0]):
            printed, where = _run(command, where)
            prompt = "\n> ".join(command.split("\n"))
            out.append(f"$ {prompt}\n{printed}")
        return "".join(out)

    return BLOCK.sub(block, page)


def comparable(page: str) -> str:
    """Return a page without what may differ."""
    for pattern, name in DIFFERS:
        page = pattern.sub(name, page)
    return page


def _commands(block: str) -> list[str]:
    commands: list[str] = []
    is_open = False
    for line in block.splitlines():
        if line.startswith("$ "):
            commands.append(line[2:])
            is_open = True
        elif is_open and line.startswith("> "):
            commands[-1] += f"\n{line[2:]}"
        elif is_open and line == ">":
            commands[-1] += "\n"
        else:
            is_open = False
    return commands


def _run(command: str, where: Path) -> tuple[str, Path]:
    with tempfile.NamedTemporaryFile("r") as place:
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            ["bash", "-c", f'{command}\npwd > "$PLACE"'],
            cwd=where,
            env=os.environ | {"PATH": path, "PLACE": place.name, "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
        printed = "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())
        return printed, Path(place.read().strip())


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        played = play(PAGE.read_text(encoding="utf-8"), Path(temporary))
    if "--write" in sys.argv:
        PAGE.write_text(played, encoding="utf-8")
    else:
        print(played)
