"""The log of two branches made one: what is published stands, what is not follows after it.

Entries of one claim that two branches added have the same numbers and the same predecessor. Those
that the published state has keep their place; the others are numbered and chained anew behind them,
with their words, their evidence and their time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from itertools import combinations
from typing import Any

from claimpack.adding import Rows, replace_tables, table_text
from claimpack.assess import BEGUN, Step, allowed_after, log_entry
from claimpack.earlier import earlier_package, is_merging
from claimpack.errors import ClaimpackError
from claimpack.log import verify_log
from claimpack.log_hashes import entry_hash
from claimpack.package import Package
from claimpack.transaction import one_writer

ENTRIES, BASIS = "assessments", "assessment_evidence"
MAX_SHARED = 12


@dataclass(frozen=True)
class Moved:
    """An entry that has another number now."""

    old_id: str
    new_id: str


@dataclass(frozen=True)
class Rebased:
    """What became of the log.

    Attributes:
        published: how many entries stand as published.
        moved: entries that follow them, with their old and new ids.
        left_out: entries that were left out: those asked for, and those that only begin a
            review that has begun already.
    """

    published: int
    moved: list[Moved]
    left_out: list[str]

    def as_dict(self) -> dict[str, Any]:
        """Return the object that ``log rebase --format json`` prints."""
        return asdict(self)


@dataclass(frozen=True)
class _Entry:
    """An entry and the evidence on which it rests."""

    cells: Mapping[str, str]
    evidence: tuple[str, ...]

    @property
    def id(self) -> str:
        return self.cells["assessment_id"]

    @property
    def place(self) -> tuple[str, int]:
        return self.cells["claim_id"], int(self.cells["seq"])


def rebase_log(
    package: Package, onto: str, without: Collection[str] = (), dry_run: bool = False
) -> Rebased:
    """Chain the entries that are not published behind those that are.

    During a merge of git the entries of both sides are taken, whatever the files hold; else those
    of the files.

    Args:
        package: the package.
        onto: the published state: a folder, a zip file, or a commit, tag or branch of git.
        without: ids of entries that are not published and shall be left out.
        dry_run: only check.

    Raises:
        ClaimpackError: there is no such state, or an entry cannot follow those published.
        DataError: the package that comes of it has an error.
    """
    with one_writer(package.root):
        with earlier_package(onto, package) as earlier:
            published = {entry.id: entry for entry in _entries(Rows(earlier))}
        merging = is_merging(package.root)
        if without and not merging and verify_log(package).valid:
            raise ClaimpackError(
                "the log is whole: no entry has to be left out of it",
                "to take a verdict back, reopen the claim and correct it",
            )
        ours = list(_entries_of_both_sides(package, published, merging))
        known = {entry.cells["entry_hash"] for entry in published.values()}
        pending = {
            entry.cells["entry_hash"]: entry
            for entry in ours
            if entry.cells["entry_hash"] not in known
        }
        if unknown := sorted(set(without) - {entry.id for entry in pending.values()}):
            raise ClaimpackError(
                f"{unknown[0]} is no entry that waits to be published",
                "published entries are never left out: reopen the claim and correct it",
            )
        # of a claim the sides follow each other; within a side the order is that of the log
        kept = [entry for entry in pending.values() if entry.id not in without]
        kept.sort(key=lambda entry: (entry.cells["claim_id"], entry.cells["recorded_at"]))
        chained, moved, dropped = _chain(Rows(package), published, kept)
        everything = [*published.values(), *chained]
        texts = {
            package.table(ENTRIES).path: table_text(
                package, ENTRIES, [entry.cells for entry in everything]
            ),
            package.table(BASIS).path: table_text(
                package,
                BASIS,
                [
                    {"assessment_id": entry.id, "evidence_id": evidence_id}
                    for entry in everything
                    for evidence_id in entry.evidence
                ],
            ),
        }
        replace_tables(package, texts, dry_run, is_repair=True)
    return Rebased(len(published), moved, sorted([*without, *dropped]))


def _chain(
    rows: Rows, published: Mapping[str, _Entry], pending: list[_Entry]
) -> tuple[list[_Entry], list[Moved], list[str]]:
    last: dict[str, Mapping[str, str | None]] = {}
    for entry in sorted(published.values(), key=lambda entry: entry.place):
        last[entry.cells["claim_id"]] = entry.cells
    numbers: dict[tuple[str, str], str] = {}
    chained, moved, dropped, stuck = [], [], [], []
    for entry in pending:
        cells = entry.cells
        claim_id = cells["claim_id"]
        before = last.get(claim_id)
        stage = before["stage"] if before else None
        if cells["stage"] not in allowed_after(rows, stage):
            if cells["stage"] == "in_review" and cells["rationale"] == BEGUN:
                dropped.append(entry.id)
            else:
                stuck.append(
                    f"{entry.id} ({cells['stage']}, by {cells['assessor_id']}) cannot follow"
                    f" {before['assessment_id'] if before else 'nothing'} ({stage})"
                )
            continue
        step = Step(
            cells["stage"],
            cells["rationale"],
            cells["verdict"] or None,
            cells["confidence"] or None,
            entry.evidence,
            cells["what_was_wrong"] or None,
        )
        corrected = cells["corrects_seq"] or None
        made = log_entry(
            claim_id,
            cells["assessor_id"],
            step,
            before,
            numbers.get((claim_id, corrected or ""), corrected),
            datetime.fromisoformat(cells["recorded_at"]),
        )
        last[claim_id] = made
        numbers[claim_id, cells["seq"]] = made["seq"] or ""
        new = _Entry({name: cell or "" for name, cell in made.items()}, entry.evidence)
        chained.append(new)
        if new.id != entry.id:
            moved.append(Moved(entry.id, new.id))
    if stuck:
        names = " ".join(f"--without {line.split()[0]}" for line in stuck)
        raise ClaimpackError("; ".join(stuck), f"leave out what is said anew afterwards: {names}")
    return chained, moved, dropped


def _entries_of_both_sides(
    package: Package, published: Mapping[str, _Entry], merging: bool
) -> Iterator[_Entry]:
    if merging:
        here = Rows(package)
        for side in ("HEAD", "MERGE_HEAD"):
            with earlier_package(side, package) as branch:
                there = Rows(branch)
                for entry in _entries(there, published):
                    if entry.id in published and published[entry.id].cells == entry.cells:
                        yield entry
                    else:
                        yield _with_evidence_as_here(entry, there, here, side)
    else:
        yield from _entries(Rows(package), published)


def _with_evidence_as_here(entry: _Entry, there: Rows, here: Rows, side: str) -> _Entry:
    """Return an entry of a branch that names its evidence as the merged table does.

    Two branches may have given one id to two pieces of evidence; whoever merged the table gave one
    of them another.

    Raises:
        ClaimpackError: the merged table does not hold the evidence.
    """
    meant = {row["evidence_id"]: row for row in there["evidence"]}
    merged = {row["evidence_id"]: row for row in here["evidence"]}
    named = []
    for key in entry.evidence:
        said = {**meant.get(key, {}), "evidence_id": ""}
        if key in merged and {**merged[key], "evidence_id": ""} == said:
            named.append(key)
            continue
        alike = [k for k, row in merged.items() if {**row, "evidence_id": ""} == said]
        if len(alike) != 1:
            raise ClaimpackError(
                f"{key}, on which {entry.id} of {side} rests, is another piece of evidence in the"
                " merged claims/evidence.csv, or none",
                "keep the rows of both branches there, one of them under the next free id; this"
                " command then follows",
            )
        named.append(alike[0])
    return replace(entry, evidence=tuple(sorted(named)))


def _entries(rows: Rows, published: Mapping[str, _Entry] | None = None) -> Iterator[_Entry]:
    """Yield the entries of a log in their order, each with its own evidence."""
    evidence: dict[str, set[str]] = {}
    for row in rows[BASIS]:
        evidence.setdefault(row["assessment_id"], set()).add(row["evidence_id"])
    try:
        ordered = sorted(rows[ENTRIES], key=lambda row: (row["claim_id"], int(row["seq"])))
    except (KeyError, TypeError, ValueError):
        raise ClaimpackError(
            "claims/assessments.csv holds other rows than a log, such as the marks of a conflict",
            "only a stopped 'git merge' can be resolved here: abort a rebase or cherry-pick"
            " (git rebase --abort), and merge instead",
        ) from None
    for cells in ordered:
        named = evidence.get(cells["assessment_id"], set())
        other = (published or {}).get(cells["assessment_id"])
        if other is not None and other.cells["entry_hash"] != cells["entry_hash"]:
            named = _own_evidence(cells, named, set(other.evidence))
        yield _Entry(cells, tuple(sorted(named)))


def _own_evidence(cells: Mapping[str, str], named: set[str], others: set[str]) -> set[str]:
    """Return the evidence of an entry where that of another of its id is mixed in.

    Its hash tells which it is.
    """
    own, shared = named - others, sorted(named & others)[:MAX_SHARED]
    for count in range(len(shared) + 1):
        for some in combinations(shared, count):
            if entry_hash(dict(cells), sorted(own | set(some))) == cells["entry_hash"]:
                return own | set(some)
    return named
