"""The log of two branches made one: what is published stands, what is not follows after it.

Entries of one claim that two branches added have the same numbers and the same predecessor. Those
that the published state has keep their place; the others are numbered and chained anew behind them,
with their words, their evidence and their time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import combinations
from typing import Any

from claimpack.adding import Rows, replace_tables, table_text
from claimpack.assess import Step, allowed_after, log_entry
from claimpack.earlier import earlier_package, is_merging
from claimpack.errors import ClaimpackError
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
        left_out: entries that were left out, as asked.
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
        ours = list(_entries_of_both_sides(package, published))
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
        chained, moved = _chain(Rows(package), published, kept)
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
    return Rebased(len(published), moved, sorted(without))


def _chain(
    rows: Rows, published: Mapping[str, _Entry], pending: list[_Entry]
) -> tuple[list[_Entry], list[Moved]]:
    last: dict[str, Mapping[str, str | None]] = {}
    for entry in sorted(published.values(), key=lambda entry: entry.place):
        last[entry.cells["claim_id"]] = entry.cells
    numbers: dict[tuple[str, str], str] = {}
    chained, moved = [], []
    for entry in pending:
        cells = entry.cells
        claim_id = cells["claim_id"]
        before = last.get(claim_id)
        stage = before["stage"] if before else None
        if cells["stage"] not in allowed_after(rows, stage):
            raise ClaimpackError(
                f"{entry.id} ({cells['stage']}, by {cells['assessor_id']}) cannot follow the"
                f" published entry {before['assessment_id'] if before else 'none'} ({stage})",
                f"leave it out with --without {entry.id}, and say it anew afterwards",
            )
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
    return chained, moved


def _entries_of_both_sides(package: Package, published: Mapping[str, _Entry]) -> Iterator[_Entry]:
    if is_merging(package.root):
        for side in ("HEAD", "MERGE_HEAD"):
            with earlier_package(side, package) as branch:
                yield from _entries(Rows(branch), published)
    else:
        yield from _entries(Rows(package), published)


def _entries(rows: Rows, published: Mapping[str, _Entry] | None = None) -> Iterator[_Entry]:
    """Yield the entries of a log in their order, each with its own evidence."""
    evidence: dict[str, set[str]] = {}
    for row in rows[BASIS]:
        evidence.setdefault(row["assessment_id"], set()).add(row["evidence_id"])
    try:
        ordered = sorted(rows[ENTRIES], key=lambda row: (row["claim_id"], int(row["seq"])))
    except (KeyError, TypeError, ValueError):
        raise ClaimpackError(
            "claims/assessments.csv cannot be read: it holds other rows than a log",
            "during a merge of git run this before the files are committed; else restore them",
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
