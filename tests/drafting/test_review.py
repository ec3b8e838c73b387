"""A review on a terminal: a key decides, quitting keeps, nothing is written before the end."""

import json
import os
import pty
import re
import select
import signal
import sys
import termios
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from claimpack.adding import read_rows
from claimpack.check import check_package
from claimpack.package import Package

from ..conftest import contents
from .made import DESK, TEXT

PROMPT, WRITE = "[q]uit ", "[y]es  [n]o  [b]ack "
FIELDS = "[b]ack "
# What colours and moves on a terminal.
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
DRAFTS = [
    {
        "quote": "The library of Brill has been closed since Monday",
        "claim_kind": "date",
        "speaker": {"name": "the town council", "kind": "organisation"},
        "worth": [{"reason": "date", "points": 0.3}, {"reason": "named speaker", "points": 0.3}],
    },
    {
        "quote": "About 40 tonnes of books were moved to a school, and the roof lost a third of its"
        " slates",
        "claim_kind": "quantity",
        "quantities": [
            {"quote": "40 tonnes", "lower": 40, "upper": 40, "unit": "t"},
            {"quote": "a third", "lower": 33.33, "upper": 33.33, "unit": "%"},
        ],
    },
    {"quote": "It was a sad day", "claim_kind": "opinion", "checkability": "no"},
]

Review = Callable[..., "Terminal"]


class Terminal:
    """The command on a terminal of its own, typed to when it asks."""

    def __init__(self, arguments: Sequence[str], environment: dict[str, str]) -> None:
        self.child, self.terminal = pty.fork()
        if not self.child:
            os.execve(sys.executable, [sys.executable, "-m", "claimpack", *arguments], environment)
        self.screen = ""

    def type(self, asked: str, keys: str) -> str:
        """Wait until something is asked, type, and return what was shown before."""
        shown = self.wait(asked)
        if asked in (PROMPT, FIELDS, WRITE):
            self.press(keys)
        else:
            os.write(self.terminal, keys.encode())
        return shown

    def press(self, key: str) -> None:
        """Press a key once the terminal takes single ones: before, it is thrown away."""
        deadline = time.monotonic() + 30
        while self._takes_lines() and time.monotonic() < deadline:
            time.sleep(0.005)
        os.write(self.terminal, key.encode())

    def wait(self, asked: str) -> str:
        """Wait until something is asked, and return what was shown before."""
        return self._until(asked)

    def end(self) -> tuple[int, str]:
        """Return the exit code and what was shown at last."""
        shown = self._until(None)
        code = os.waitstatus_to_exitcode(os.waitpid(self.child, 0)[1])
        return code, shown

    def _takes_lines(self) -> bool:
        return bool(termios.tcgetattr(self.terminal)[3] & termios.ICANON)

    def _until(self, asked: str | None) -> str:
        seen = ""
        while asked is None or not ESCAPES.sub("", seen).endswith(asked):
            ready, _, _ = select.select([self.terminal], [], [], 60)
            try:
                part = os.read(self.terminal, 4096).decode("utf-8", "replace") if ready else ""
            except OSError:
                part = ""
            if not part:
                if asked is not None:
                    os.kill(self.child, signal.SIGKILL)
                    os.waitpid(self.child, 0)
                    pytest.fail(f"'{asked}' was not asked:\n{self.screen}{seen}")
                break
            seen += part
        self.screen += seen
        return " ".join(ESCAPES.sub("", seen).split())


@pytest.fixture
def review(package: Package, plug_in: Path, tmp_path: Path) -> Review:
    text, sheet = tmp_path / "article.txt", tmp_path / "sheet.json"
    text.write_text(TEXT, encoding="utf-8")
    sheet.write_text(json.dumps(DRAFTS), encoding="utf-8")

    def begin(*more: str, state: Path = tmp_path / "state") -> Terminal:
        return Terminal(
            [
                *("draft", "--text", str(text), "--drafter", "sheet", "--as", DESK),
                *("--package", str(package.root), *more),
            ],
            os.environ
            | {
                "PYTHONPATH": str(plug_in),
                "SHEET": str(sheet),
                "XDG_STATE_HOME": str(state),
                "COLUMNS": "100",
                "TERM": "xterm",
            },
        )

    return begin


def kept(tmp_path: Path) -> list[Path]:
    return [path for path in (tmp_path / "state").rglob("*") if path.is_file()]


def test_accept_skip_and_write(package: Package, review: Review, tmp_path: Path) -> None:
    before = contents(package.root)
    terminal = review("--all")
    screen = terminal.type(PROMPT, "a")
    assert "1 of 3" in screen
    assert "[The library of Brill has been closed since Monday], the town council said." in screen
    assert "span 37 to 86" in screen and "speaker the town council (organisation)" in screen
    assert "score 0.6: date 0.3, named speaker 0.3" in screen
    screen = terminal.type(PROMPT, "k")
    assert "2 of 3" in screen and "40 t (as the drafter sheet reads) → books-moved" in screen
    assert "33.33 % (as the drafter sheet reads) → no measure fits: not written" in screen
    screen = terminal.type(PROMPT, "k")
    assert "opinion, checkable: no" in screen
    assert "1 accepted, 2 skipped. Write 2 claims?" in terminal.wait(WRITE)
    assert contents(package.root) == before
    terminal.press("y")
    code, shown = terminal.end()
    assert code == 0 and "claims/claims.csv: 2 rows: C001, C002" in shown
    assert [row["claim_kind"] for row in read_rows(package, "claims")] == ["attribution", "date"]
    assert check_package(package).findings == []
    assert kept(tmp_path) == []


def test_quit_writes_nothing_and_the_next_time_goes_on(
    package: Package, review: Review, tmp_path: Path
) -> None:
    before = contents(package.root)
    terminal = review()
    terminal.type(PROMPT, "a")
    terminal.type(PROMPT, "q")
    code, shown = terminal.end()
    assert code == 0 and "nothing was written" in shown
    assert contents(package.root) == before
    [state] = kept(tmp_path)
    told = state.read_text(encoding="utf-8")
    assert not any(part in told for part in ("library", "Brill", "council", "slates"))
    assert state.parent.stat().st_mode & 0o077 == 0

    terminal = review()
    screen = terminal.type(PROMPT, "b")
    assert "taken up where it was left: 1 accepted, 0 skipped, 1 open" in screen
    assert "2 of 2" in screen
    assert "1 of 3 drafts are not worth a check or stand already (--all" in screen
    assert "1 of 2 · accepted" in terminal.type(PROMPT, "k")
    terminal.type(PROMPT, "a")
    assert "Write 1 claim?" in terminal.type(WRITE, "b")
    assert "2 of 2 · accepted" in terminal.type(PROMPT, "a")
    terminal.type(WRITE, "n")
    code, shown = terminal.end()
    assert code == 0 and "nothing was written; 1 accepted, 1 skipped. To go on:" in shown
    assert f"→ claimpack draft --text {tmp_path}/article.txt --drafter sheet --package" in shown
    assert f"{package.root} --as {DESK}" in shown
    assert contents(package.root) == before

    # all is decided: the last one is shown again, for whoever wants to go back
    terminal = review()
    screen = terminal.type(PROMPT, "a")
    assert "left: 1 accepted, 1 skipped" in screen and "2 of 2 · accepted" in screen
    assert "Write 1 claim?" in terminal.type(WRITE, "y")
    assert terminal.end()[0] == 0
    assert [row["claim_kind"] for row in read_rows(package, "claims")] == ["quantity"]
    assert kept(tmp_path) == []


def test_edit_and_split(package: Package, review: Review) -> None:
    terminal = review()
    # the claim in own words
    terminal.type(PROMPT, "e")
    terminal.type(FIELDS, "t")
    terminal.type("words: ", "Nobody has got into the library since Monday.\n")
    assert "claim Nobody has got into the library" in terminal.type(PROMPT, "e")
    # the article itself speaks
    terminal.type(FIELDS, "s")
    terminal.type("[the town council]: ", "-\n")
    assert "speaker the article itself" in terminal.type(PROMPT, "e")
    terminal.type(FIELDS, "k")
    terminal.type("[date]: ", "rumour\n")
    assert "'rumour' is none of them" in terminal.type("[date]: ", "fact\n")
    assert "kind fact, checkable: yes" in terminal.type(PROMPT, "e")
    terminal.type(FIELDS, "c")
    terminal.type("[yes]: ", "partly\n")
    terminal.type("]: ", "\n")
    assert "checkable: partly. Evidence bears on it but cannot" in terminal.type(PROMPT, "e")
    terminal.type(FIELDS, "c")
    terminal.type("[partly]: ", "\n")
    terminal.type("]: ", "Doors are watched by few.\n")
    assert "checkable: partly. Doors are watched by few." in terminal.type(PROMPT, "e")
    # words that are not there are refused, those that are there move the span
    terminal.type(FIELDS, "w")
    terminal.type("claim: ", "closed since Tuesday\n")
    assert "does not stand in the text; near it stand" in terminal.type(PROMPT, "e")
    terminal.type(FIELDS, "w")
    terminal.type("claim: ", "closed since Monday\n")
    assert "[closed since Monday], the town" in terminal.type(PROMPT, "a")
    # two of one, each with its figures
    terminal.type(PROMPT, "s")
    terminal.type("begins: ", "nowhere\n")
    assert "does not stand in the text" in terminal.type(PROMPT, "s")
    terminal.type("begins: ", "sad day\n")
    assert "“sad day” stands in the article, but outside of the span from" in terminal.type(
        PROMPT, "s"
    )
    terminal.type("begins: ", "the roof lost\n")
    screen = terminal.type(PROMPT, "a")
    assert "2 of 3" in screen and "[About 40 tonnes of books were moved to a school]" in screen
    assert "40 t" in screen and "33.33 %" not in screen
    assert "33.33 %" in terminal.type(PROMPT, "e")
    terminal.type(FIELDS, "m")
    terminal.type("who-asked-for-money): ", "books-moved\n")
    assert "33.33 % (as the drafter sheet reads) → books-moved" in terminal.type(PROMPT, "k")
    assert "Write 2 claims?" in terminal.type(WRITE, "y")
    assert terminal.end()[0] == 0
    first, second = read_rows(package, "claims")
    assert first["claim_text"] == "Nobody has got into the library since Monday."
    assert (first["claim_kind"], first["checkability"]) == ("fact", "partly")
    assert first["checkability_reason"] == "Doors are watched by few."
    assert first["speaker_id"] == "valley-post"
    assert TEXT[int(first["quote_start"]) : int(first["quote_end"])] == "closed since Monday"
    words = TEXT[int(second["quote_start"]) : int(second["quote_end"])]
    assert words == "About 40 tonnes of books were moved to a school"
    assert [row["claim_id"] for row in read_rows(package, "quantities")] == ["C002"]
    assert check_package(package).findings == []


def test_what_stands_already_is_not_accepted(package: Package, review: Review) -> None:
    terminal = review("--accept", "1")
    assert terminal.end()[0] == 0
    terminal = review()
    assert "1 of 1" in terminal.type(PROMPT, "q")
    terminal.end()
    terminal = review("--all")
    assert "repeats stands as C002" in terminal.type(PROMPT, "a")
    assert "it stands as C002" in terminal.type(PROMPT, "\x03")
    assert terminal.end()[0] == 0
    assert len(read_rows(package, "claims")) == 2


def test_edits_are_there_again_after_quitting(review: Review) -> None:
    terminal = review()
    terminal.type(PROMPT, "e")
    terminal.type(FIELDS, "s")
    terminal.type("[the town council]: ", "Lia Barr\n")
    terminal.type("[organisation]: ", "person\n")
    terminal.type("stated: ", "mayor\n")
    assert "speaker Lia Barr (person, mayor)" in terminal.type(PROMPT, "e")
    terminal.type(FIELDS, "s")
    terminal.type("[Lia Barr]: ", "\n")
    terminal.type("[person]: ", "\n")
    terminal.type("[mayor]: ", "\n")
    assert "speaker Lia Barr (person, mayor)" in terminal.type(PROMPT, "a")
    terminal.type(PROMPT, "s")
    terminal.type("begins: ", "the roof lost\n")
    terminal.type(PROMPT, "q")
    terminal.end()
    terminal = review()
    assert "2 of 3" in terminal.type(PROMPT, "b")
    assert "speaker Lia Barr (person, mayor)" in terminal.type(PROMPT, "q")
    assert terminal.end()[0] == 0


def test_figures_are_dropped_and_corrected_and_stay_so(package: Package, review: Review) -> None:
    terminal = review()
    terminal.type(PROMPT, "k")
    terminal.type(PROMPT, "e")
    terminal.type(FIELDS, "f")
    shown = terminal.type("[1]: ", "2\n")
    assert "1: 40 t" in shown and "2: 33.33 %" in shown
    terminal.type(FIELDS, "d")
    assert "33.33 %" not in terminal.type(PROMPT, "e")
    terminal.type(FIELDS, "f")
    terminal.type(FIELDS, "i")
    terminal.type("[40]: ", "-\n")
    terminal.type("[40]: ", "many\n")
    assert "'many' is no number" in terminal.type(PROMPT, "e")
    terminal.type(FIELDS, "f")
    terminal.type(FIELDS, "i")
    terminal.type("[40]: ", "\n")
    terminal.type("[40]: ", "50\n")
    assert "40 to 50 t (as corrected in the review)" in terminal.type(PROMPT, "q")
    terminal.end()
    terminal = review()
    screen = terminal.type(PROMPT, "a")
    assert "40 to 50 t (as corrected in the review)" in screen and "33.33 %" not in screen
    terminal.type(WRITE, "y")
    assert terminal.end()[0] == 0
    [row] = read_rows(package, "quantities")
    assert (row["lower"], row["upper"], row["measure_id"]) == ("40", "50", "books-moved")


def test_nothing_is_kept_in_the_package(package: Package, review: Review) -> None:
    terminal = review(state=package.root / "claims")
    code, shown = terminal.end()
    assert code == 2 and "decisions would be kept in the package" in shown
    assert not (package.root / "claims" / "claimpack").exists()
