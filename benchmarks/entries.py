"""What is measured: one entry a figure.

To add one, add it to ``full`` (and to ``smoke`` if it is quick): its name, what it is called in the
document, the command, the package, and what it is divided by. ``{package}`` in a command is the
folder of the package.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

from benchmarks.made import DATABASE, LAKE, PARTS, Made
from benchmarks.measure import PEERS
from benchmarks.peers.names import PEERS as ALL_PEERS

PYTHON = sys.executable
SCAN = (PYTHON, "-m", "benchmarks.scan", "{package}")
CHECK = (PYTHON, "-m", "claimpack", "check", "--package", "{package}", "--format", "json")
VIEW = (PYTHON, "-m", "benchmarks.views", "time", f"{{package}}/{DATABASE}")

SMALL = 20_000
MAIN = 600_000
# For peers that would take many minutes; one of the sizes of GROWTH.
SLOW = 100_000
# With a log of five million entries, and a million figures.
VIEWS = 1_000_000
GROWTH = (100_000, MAIN, 3_000_000, 5_000_000)


@dataclass(frozen=True)
class Command:
    """A command on a package.

    Attributes:
        words: program and arguments.
        made: the package.
        code: the exit code that it has to end with.
        output: what it has to print, if that is looked at.
        inner: it prints the seconds that count itself.
    """

    words: tuple[str, ...]
    made: Made
    code: int = 0
    output: str | None = None
    inner: bool = False

    @property
    def line(self) -> list[str]:
        """The command as it is run."""
        return [word.replace("{package}", str(self.made.path)) for word in self.words]


@dataclass(frozen=True)
class Entry:
    """A figure.

    Attributes:
        name: what it is called in the results.
        title: what it is called in the document.
        table: in which table of the document it stands.
        command: what is measured.
        over: what it is divided by; run right before it, each time.
        goal: the ratio that is meant to be reached, or None.
        goal_seconds: likewise the seconds, where a ratio says little.
        note: what a reader has to know.
        runs: how often it is measured; the median counts.
    """

    name: str
    title: str
    table: str
    command: Command
    over: Command
    goal: float | None = None
    goal_seconds: float | None = None
    note: str = ""
    runs: int = 3


def full() -> list[Entry]:
    """Return what ``make bench`` measures; what takes longest comes last."""
    return [
        *_own(MAIN),
        *_peers(MAIN, SLOW),
        *_views(VIEWS),
        _changed(MAIN),
        _spark(SMALL),
        *(_growth(claims) for claims in GROWTH if claims != MAIN),
    ]


def smoke(peers: bool = True) -> list[Entry]:
    """Return what ``make bench BENCH=smoke`` measures.

    Args:
        peers: also measure those peers that are quick.
    """
    quick = [e for e in _peers(SMALL, SMALL) if e.name.endswith("_polars")] if peers else []
    return [*_own(SMALL), _changed(SMALL), *_views(SMALL), *quick]


def _own(claims: int) -> list[Entry]:
    clean, wrong, parquet = (Made(claims, name) for name in ("clean", "wrong", "parquet"))
    scan, check = Command(SCAN, clean), Command(CHECK, clean)
    schemas = Command(CHECK, Made(claims, "schemas"))
    return [
        Entry(
            "scan-typed",
            "DuckDB reads the CSV, typed",
            "check",
            Command((*SCAN, "--typed"), clean),
            scan,
            note="no check at all",
        ),
        Entry(
            "check-schemas",
            "`claimpack check`, only what a Table Schema says",
            "check",
            schemas,
            scan,
            goal=1.8,
            note="no meanings, no rules across tables",
        ),
        Entry(
            "scan-parquet",
            "DuckDB reads the same rows in Parquet",
            "check",
            Command(SCAN, parquet),
            scan,
            note="no check at all",
        ),
        Entry(
            "check-parquet",
            "`claimpack check`, everything, on Parquet",
            "check",
            Command(CHECK, parquet),
            scan,
            goal=1,
            note=f"{PARTS} parts a table; over the scan of the CSV",
        ),
        Entry("check", "`claimpack check`, everything", "check", check, scan, goal=2.4),
        Entry(
            "check-wrong",
            "`claimpack check`, one row in three wrong",
            "others",
            Command(CHECK, wrong, code=1),
            check,
            goal=3,
            note="over the check of the same package without a wrong cell",
        ),
    ]


def _peers(claims: int, slow: int) -> list[Entry]:
    """Return the entries of the peers; the slow ones on a package of so many claims."""
    entries = []
    for peer in ALL_PEERS:
        made = Made(slow if peer.is_slow else claims)
        words = (str(PEERS), "-m", "benchmarks.peers", peer.name, "{package}")
        entries.append(
            Entry(
                peer.name,
                peer.title,
                "check",
                Command(words, made, output="{}"),
                Command(SCAN, made),
                note=f"on {made.claims:,} claims" if made.claims != claims else "",
            )
        )
    return entries


def _views(claims: int) -> list[Entry]:
    built = Made(claims, "built")
    # stored when the database is built, so that the first is read; the others are worked out
    views = {
        "claim_status": ("claim_status", 1),
        "claim_status_now": ("claim_status_as_of('infinity')", 1),
        "claim_status_as_of": ("claim_status_as_of('2026-05-01')", None),
        "quantity_conflicts": ("quantity_conflicts", 1),
        "evidence_balance": ("evidence_balance", 3),
    }
    return [
        Entry(
            f"view-{name}",
            f"`{relation}`",
            "views",
            Command((*VIEW, relation), built, inner=True),
            Command((*VIEW, relation, "--tables"), built, inner=True),
            goal_seconds=seconds if claims == VIEWS else None,
        )
        for name, (relation, seconds) in views.items()
    ]


def _changed(claims: int) -> Entry:
    made = Made(claims, "parts")
    words = (PYTHON, "-m", "benchmarks.appended", "{package}")
    return Entry(
        "check-changed",
        "`claimpack check --changed`, two claims appended",
        "others",
        Command(words, made, inner=True),
        Command(CHECK, made),
        goal=0.05 if claims == MAIN else None,
        note=f"{PARTS} parts a table; over the check of everything",
    )


def _spark(claims: int) -> Entry:
    made = Made(claims, "lake")
    lake = f"{{package}}/{LAKE}"
    status = (PYTHON, "-m", "claimpack", "status", "--lake", lake, "--format", "json")
    return Entry(
        "status-spark",
        "`claimpack status --engine spark` on a lake",
        "others",
        Command((*status, "--engine", "spark"), made),
        Command(status, made),
        note=f"{claims:,} claims, Spark in local mode; over DuckDB on the same lake",
    )


def _growth(claims: int) -> Entry:
    made = Made(claims)
    return Entry(
        f"check-{claims}",
        f"`claimpack check`, {claims:,} claims",
        "growth",
        Command(CHECK, made),
        Command(SCAN, made),
    )
