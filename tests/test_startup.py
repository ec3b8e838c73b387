"""Commands that a person waits for start without the libraries that only other commands need."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HEAVY = {
    "edtf",
    "frictionless",
    "great_expectations",
    "numpy",
    "pandas",
    "pandera",
    "pint",
    "polars",
    "ucumvert",
}

# Runs a command, then prints the packages that it has imported, to stderr, as the last line.
PROGRAM = """
import json
import sys

from claimpack.cli import main

try:
    main()
finally:
    print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})), file=sys.stderr)
"""


@pytest.mark.parametrize("command", ["check", "status"])
@pytest.mark.parametrize("output_format", ["text", "json"])
def test_a_command_does_not_import_what_it_does_not_need(command: str, output_format: str) -> None:
    arguments = [command, "--package", str(ROOT), "--format", output_format]
    process = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert process.returncode == 0, process.stderr
    assert process.stdout
    imported = set(json.loads(process.stderr.splitlines()[-1]))
    assert {"claimpack", "duckdb"} <= imported
    assert imported & HEAVY == set()
