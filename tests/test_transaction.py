"""Nothing is lost: whatever stops a writer, the package is as before or as after.

``CRASHES`` sets how often a command is killed at a random moment.
"""

import csv
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from claimpack import transaction
from claimpack.check import check_package
from claimpack.errors import ClaimpackError
from claimpack.log import verify_log
from claimpack.package import load_package
from claimpack.transaction import (
    FOLDER,
    JOURNAL,
    finish_interrupted,
    one_writer,
    read_steadily,
    write_all,
)

from .conftest import ROOT, Run, contents

CRASHES = int(os.environ.get("CRASHES", "8"))
DESK = "research-desk"
SPEAKERS, ORIGINS = "claims/speakers.csv", "claims/origins.csv"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A package as far as writing knows it: two files."""
    (tmp_path / "claims").mkdir()
    (tmp_path / SPEAKERS).write_text("old speakers\n")
    (tmp_path / ORIGINS).write_text("old origins\n")
    return tmp_path


OLD = {SPEAKERS: b"old speakers\n", ORIGINS: b"old origins\n"}
NEW = {SPEAKERS: "new speakers\n", ORIGINS: "new origins\n"}
AFTER = {path: text.encode() for path, text in NEW.items()}


def test_several_files_are_written_and_nothing_is_left_over(folder: Path) -> None:
    with one_writer(folder):
        write_all(folder, NEW)
    assert contents(folder) == AFTER
    assert {path.name for path in (folder / FOLDER).iterdir()} <= {".gitignore", "lock"}


# What a writer does to the disk, one by one: after any of it the power may fail.
STEPS = (
    (os, "fsync"),
    (os, "open"),
    (Path, "replace"),
    (Path, "unlink"),
    (Path, "mkdir"),
    (Path, "chmod"),
    (Path, "open"),
    (shutil, "rmtree"),
)


def write_and_die(folder: Path, last: int) -> int:
    """Write in a process that dies before its step of that number; return how it ended."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    done = 0

    def dying(function: Callable[..., object]) -> Callable[..., object]:
        def step(*arguments: object, **named: object) -> object:
            nonlocal done
            done += 1
            if done > last:
                os._exit(9)
            return function(*arguments, **named)

        return step

    try:
        with one_writer(folder):
            for owner, name in STEPS:
                setattr(owner, name, dying(getattr(owner, name)))
            write_all(folder, NEW)
        os._exit(0)
    except BaseException:
        os._exit(1)


def test_after_a_death_at_any_step_all_files_are_old_or_all_are_new(folder: Path) -> None:
    seen, last = [], 0
    while True:
        for path, text in OLD.items():
            (folder / path).write_bytes(text)
        code = write_and_die(folder, last)
        finish_interrupted(folder)
        with one_writer(folder):  # the next writer clears what is left
            pass
        state = contents(folder)
        assert state in (OLD, AFTER), f"after step {last}"
        assert not (folder / FOLDER / JOURNAL).exists()
        assert not (folder / FOLDER / transaction.STAGED).exists()
        seen.append(state == AFTER)
        if code == 0:
            break
        assert code == 9
        last += 1
    # before the journal everything is old, with it everything is new
    assert seen == sorted(seen)
    assert 5 < seen.index(True) < len(seen) - 5


def test_a_file_that_somebody_changed_after_an_interruption_is_not_overwritten(
    folder: Path,
) -> None:
    last = 0
    while not (folder / FOLDER / JOURNAL).exists():
        assert write_and_die(folder, last) == 9
        last += 1
    (folder / ORIGINS).write_text("mine\n")
    with pytest.raises(ClaimpackError, match=r"origins\.csv, which somebody has changed since"):
        finish_interrupted(folder)
    assert (folder / ORIGINS).read_text() == "mine\n"
    (folder / FOLDER / JOURNAL).unlink()
    with one_writer(folder):
        pass
    assert (folder / ORIGINS).read_text() == "mine\n"


def test_a_read_only_file_is_left_and_so_are_the_others(folder: Path) -> None:
    (folder / ORIGINS).chmod(0o444)
    with one_writer(folder), pytest.raises(ClaimpackError, match=r"origins\.csv is read-only"):
        write_all(folder, NEW)
    assert contents(folder) == OLD


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk needs root")
def test_a_full_disk_leaves_the_package_as_it_was(package_copy: Path, run: Run) -> None:
    size = sum(len(content) for content in contents(package_copy).values())
    disk = package_copy.parent / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={2 * size + 3_000_000}", "tmpfs", str(disk)],
        check=False,
    )
    if mounted.returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        root = disk / "package"
        shutil.copytree(package_copy, root)
        filler = disk / "filler"
        descriptor = os.open(filler, os.O_CREAT | os.O_WRONLY)
        with suppress(OSError):
            while os.write(descriptor, b"x" * 4096):
                pass
        os.close(descriptor)
        before = contents(root)
        retract = ("retract", "C020", "--as", DESK, "--because", "Misread.")
        result = run(*retract, "--package", str(root))
        assert (result.returncode, result.stdout) == (2, "")
        assert "No space left on device" in result.stderr
        assert contents(root) == before
        filler.unlink()
        assert run(*retract, "--package", str(root)).returncode == 0
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def killed(command: list[str], seconds: float) -> int:
    """Run a command and kill it after so long; return how it ended."""
    process = subprocess.Popen(
        [sys.executable, "-m", "claimpack", *command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    return process.wait()


def moments(seconds: float) -> list[float]:
    """Draw the moments at which a command that takes so long is killed."""
    draw = random.Random(f"{CRASHES}")
    return [draw.uniform(0, seconds * 1.1) for _ in range(CRASHES)]


def rows_file(path: Path, count: int) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["speaker_id", "name", "kind", "is_party_reason"])
        writer.writerows([f"witness-{n:04}", f"Witness {n}", "unnamed", "?"] for n in range(count))
    return path


def duration(command: list[str], root: Path) -> float:
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "claimpack", *command, "--package", str(root)],
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - started


def test_rows_are_all_there_or_none_whenever_the_command_is_killed(
    package_copy: Path, tmp_path: Path
) -> None:
    command = ["add", "speaker", "--from", str(rows_file(tmp_path / "rows.csv", 1000))]
    whole = tmp_path / "whole"
    shutil.copytree(package_copy, whole)
    seconds = duration(command, whole)
    before, after = contents(package_copy), contents(whole)
    assert len(after[SPEAKERS].splitlines()) == len(before[SPEAKERS].splitlines()) + 1000
    for moment in moments(seconds):
        root = tmp_path / "tried"
        shutil.copytree(package_copy, root)
        killed([*command, "--package", str(root)], moment)
        finish_interrupted(root)
        assert contents(root) in (before, after), f"killed after {moment:.3f} s"
        assert check_package(load_package(root)).valid
        shutil.rmtree(root)


def test_an_entry_is_whole_or_not_there_whenever_assess_is_killed(
    package_copy: Path, tmp_path: Path
) -> None:
    command = ["assess", "C020", "--as", DESK, "--verdict", "supported", "--because", "Again."]
    command += ["--evidence", "C020-E01", "--evidence", "C020-E02"]
    whole = tmp_path / "whole"
    shutil.copytree(package_copy, whole)
    seconds = duration(command, whole)
    before = contents(package_copy)
    log, basis = "claims/assessments.csv", "claims/assessment_evidence.csv"
    for moment in moments(seconds):
        root = tmp_path / "tried"
        shutil.copytree(package_copy, root)
        killed([*command, "--package", str(root)], moment)
        finish_interrupted(root)
        state = contents(root)
        if state != before:
            assert {p for p in state if state[p] != before[p]} == {log, basis}
            assert state[log].count(b"C020-04,C020,4,proposed,supported") == 1
            assert state[basis].count(b"C020-04,") == 2
        assert check_package(load_package(root)).valid, f"killed after {moment:.3f} s"
        shutil.rmtree(root)


@pytest.mark.parametrize(
    "claims", [["C020"] * 8, [f"C02{n}" for n in range(6)] + ["C026", "C030"]], ids=["one", "many"]
)
def test_eight_processes_that_assess_at_once_lose_no_entry(
    package_copy: Path, claims: list[str]
) -> None:
    before = load_package(package_copy)
    count = verify_log(before).entries
    processes = [
        subprocess.Popen(
            [
                *(sys.executable, "-m", "claimpack", "assess", claim, "--as", DESK),
                *("--verdict", "insufficient_evidence", "--because", f"Said by number {number}."),
                *("--package", str(package_copy)),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number, claim in enumerate(claims)
    ]
    for process in processes:
        _, complaint = process.communicate(timeout=120)
        assert process.returncode == 0, complaint
    package = load_package(package_copy)
    proof = verify_log(package, str(ROOT))
    assert (proof.valid, proof.entries, proof.earlier_entries) == (True, count + 8, count)
    assert check_package(package).valid
    text = (package_copy / "claims" / "assessments.csv").read_text(encoding="utf-8")
    assert all(text.count(f"Said by number {number}.") == 1 for number in range(8))


def test_a_reader_finishes_what_a_writer_has_left(package_copy: Path, run: Run) -> None:
    path = package_copy / "claims" / "policy.csv"
    old = path.read_text(encoding="utf-8")
    new = old.replace(",15,", ",14,")
    last = 0
    while not (package_copy / FOLDER / JOURNAL).exists():
        child = os.fork()
        if not child:
            with one_writer(package_copy):
                transaction._finish = lambda root: os._exit(9)
                write_all(package_copy, {"claims/policy.csv": new})
            os._exit(1)
        os.waitpid(child, 0)
        last += 1
        assert last == 1
    assert path.read_text(encoding="utf-8") == old
    result = run("query", "from policy where value = 14", "--package", str(package_copy))
    assert "1 row" in result.stdout, result.stderr
    assert path.read_text(encoding="utf-8") == new


def test_what_was_written_while_somebody_read_is_read_again(folder: Path) -> None:
    seen: list[tuple[str, str]] = []

    def read() -> tuple[str, str]:
        first = (folder / SPEAKERS).read_text()
        if not seen:
            with one_writer(folder):
                write_all(folder, NEW)
        seen.append((first, (folder / ORIGINS).read_text()))
        return seen[-1]

    assert read_steadily(folder, read) == ("new speakers\n", "new origins\n")
    assert seen[0] == ("old speakers\n", "new origins\n"), "the first reading was half of each"


def test_what_fails_while_somebody_writes_is_tried_again_and_else_told(folder: Path) -> None:
    tries = 0

    def read() -> int:
        nonlocal tries
        tries += 1
        if tries == 1:
            with one_writer(folder):
                write_all(folder, NEW)
        if tries < 3:
            raise ClaimpackError("half of each")
        return tries

    with pytest.raises(ClaimpackError, match="half of each"):
        read_steadily(folder, read)
    assert tries == 2, "the second time nobody wrote"


def test_readers_beside_writers_never_see_half_an_entry(package_copy: Path) -> None:
    writers = [
        subprocess.Popen(
            [
                *(sys.executable, "-m", "claimpack", "assess", "C020", "--as", DESK),
                *("--verdict", "supported", "--because", f"Number {number}."),
                *("--evidence", "C020-E01", "--package", str(package_copy)),
            ]
        )
        for number in range(4)
    ]
    checks = 0
    while any(writer.poll() is None for writer in writers):
        assert check_package(load_package(package_copy)).findings == []
        checks += 1
    assert [writer.wait() for writer in writers] == [0] * 4
    assert checks >= 1


HOSTILE = {
    "a path out of the package": ("../../outside.csv", "leaves the package"),
    "an absolute path": ("/tmp/outside.csv", "leaves the package"),
    "a link out of the package": ("claims/link.csv", "leads out of the package by a link"),
    "the descriptor": ("datapackage.json", "which is no table"),
    "a rule": ("validation/rules/log-chain.sql", "which is no table"),
    "a hook of git": (".git/hooks/pre-commit", "which is no table"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_journal_that_somebody_slipped_in_writes_nothing(
    package_copy: Path, tmp_path: Path, run: Run, name: str
) -> None:
    path, says = HOSTILE[name]
    outside = tmp_path / "outside.csv"
    outside.write_text("mine\n")
    (package_copy / "claims" / "link.csv").symlink_to(outside)
    staged = package_copy / FOLDER / transaction.STAGED
    staged.mkdir(parents=True)
    (staged / "0").write_text("theirs\n")
    sha256 = {text: hashlib.sha256(f"{text}\n".encode()).hexdigest() for text in ("mine", "theirs")}
    entry = {"path": path, "before": sha256["mine"], "after": sha256["theirs"]}
    (package_copy / FOLDER / JOURNAL).write_text(json.dumps([entry]))
    before = contents(package_copy)
    result = run("status", "--package", str(package_copy))
    assert (result.returncode, result.stdout) == (2, "")
    assert says in result.stderr and "remove .claimpack/journal.json" in result.stderr
    assert contents(package_copy) == before
    assert outside.read_text() == "mine\n"


@pytest.mark.parametrize(
    "text", ["", "[", "{}", "[1]", '[{"path": 1}]', '[{"path": "x"}]', "[" * 9999]
)
def test_a_journal_that_is_none_is_told(package_copy: Path, run: Run, text: str) -> None:
    (package_copy / FOLDER).mkdir()
    (package_copy / FOLDER / JOURNAL).write_text(text)
    result = run("status", "--package", str(package_copy))
    assert (result.returncode, result.stdout) == (2, "")
    assert "remove .claimpack/journal.json" in result.stderr


def test_a_folder_of_writers_that_leads_elsewhere_is_refused(
    package_copy: Path, tmp_path: Path, run: Run
) -> None:
    home = tmp_path / "home"
    (home / "staged" / "mine").mkdir(parents=True)
    (package_copy / FOLDER).symlink_to(home)
    result = run(
        *("retract", "C020", "--as", DESK, "--because", "x", "--package", str(package_copy))
    )
    assert (result.returncode, result.stdout) == (2, "")
    assert "is no folder of claimpack" in result.stderr
    assert (home / "staged" / "mine").is_dir() and len(list(home.iterdir())) == 1
