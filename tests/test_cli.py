"""The command line as a citizen of the shell: outputs, pipes, old terminals."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import ROOT, Run, contents

SHELL = {"shell": True, "cwd": ROOT, "capture_output": True, "text": True, "timeout": 120}


def shell(command: str) -> subprocess.CompletedProcess[str]:
    """Run a line of shell in which ``$C`` is the command."""
    line = f"C='{sys.executable} -m claimpack'; {command}"
    return subprocess.run(["bash", "-c", line], **(SHELL | {"shell": False}))  # type: ignore[call-overload]


def test_a_report_goes_to_a_file_and_not_to_stdout(tmp_path: Path, run: Run) -> None:
    target = tmp_path / "report.txt"
    result = run("check", "--output", str(target))
    assert (result.returncode, result.stdout) == (0, "")
    assert target.read_text().startswith("valid: 0 errors, 0 warnings in 33 tables")


def test_a_report_follows_a_link_and_leaves_a_pipe_a_pipe(tmp_path: Path, run: Run) -> None:
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_text("old")
    link.symlink_to(real)
    assert run("check", "--format", "json", "--output", str(link)).returncode == 0
    assert link.is_symlink()
    assert real.read_text().startswith("{")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    result = shell(f"cat {pipe} & $C check --output {pipe}; wait")
    assert result.stdout.startswith("valid: ")
    assert pipe.is_fifo()


def test_a_report_into_a_folder_that_is_not_there_is_refused(tmp_path: Path, run: Run) -> None:
    result = run("check", "--output", str(tmp_path / "nope" / "report.txt"))
    assert result.returncode == 2
    assert "cannot be written" in result.stderr
    assert not (tmp_path / "nope").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize("command", ["status", "status --format json", "show C015", "check"])
def test_a_full_disk_behind_stdout_is_one_sentence(command: str) -> None:
    result = shell(f"$C {command} > /dev/full")
    assert result.returncode == 2
    assert result.stderr.startswith("error: the output cannot be written: ")
    assert len(result.stderr.splitlines()) == 1


def test_a_closed_stdout_is_one_sentence() -> None:
    result = shell("$C status >&-")
    assert result.returncode == 2
    assert "there is no stdout" in result.stderr


def test_a_reader_that_goes_away_is_no_fault_of_the_data() -> None:
    result = shell(
        "for i in 1 2 3; do $C status --format csv | head -1; echo ${PIPESTATUS[0]}; done"
    )
    codes = {line for line in result.stdout.splitlines() if line.isdigit()}
    assert codes <= {"0", "141"}
    assert result.stderr == ""


def test_a_terminal_without_unicode_gets_escapes(run: Run) -> None:
    result = run("show", "C015", PYTHONIOENCODING="ascii")
    assert (result.returncode, result.stderr) == (0, "")
    assert "\\u2190" in result.stdout


def test_without_rules_the_report_says_so(package_copy: Path, run: Run) -> None:
    shutil.rmtree(package_copy / "validation")
    result = run("check", "--package", str(package_copy))
    assert "no rule was run: there is none in validation/rules" in result.stdout


def test_stale_units_are_seen(package_copy: Path, run: Run) -> None:
    path = package_copy / "claims" / "codes" / "units.csv"
    path.write_text(path.read_text().replace("0.15898729492799996", "0.5"))
    result = run("generate", "--check", "--units", "--package", str(package_copy))
    assert result.returncode == 1
    assert "claims/codes/units.csv is stale" in result.stdout


@pytest.mark.parametrize(
    "command",
    [
        ("show", "C\udcff15"),
        ("retract", "C020", "--as", "research-desk", "--because", "No\udcff"),
        ("init", "--title", "No\udcff", "new"),
        ("log", "show", "\udcff"),
    ],
    ids=lambda command: command[0],
)
def test_an_argument_that_is_no_text_is_one_message(
    package_copy: Path, run: Run, command: tuple[str, ...]
) -> None:
    before = contents(package_copy)
    result = run(*command, cwd=package_copy)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.count("error:") == 1
    assert "unexpected" not in result.stderr and "\\udcff" in result.stderr
    assert contents(package_copy) == before
