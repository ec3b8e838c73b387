"""The log proves itself: its chains, and that nothing published before was rewritten.

Hashes alone prove that an entry fits those before it; whoever recomputes them all passes. So the
log is also compared with an earlier state that others hold.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import duckdb

from claimpack.adding import Rows
from claimpack.database import connect, open_package, rows
from claimpack.documents import read_json
from claimpack.earlier import earlier_package
from claimpack.errors import ClaimpackError, DataError
from claimpack.log_hashes import COLUMNS
from claimpack.package import DESCRIPTOR, Package
from claimpack.sql import literal, read_csv

# Where the descriptor of a release says how long its log is, and the hash over its heads.
LOG = "claimpack:log"
COMPARED = (*COLUMNS, "entry_hash")


@dataclass(frozen=True)
class Broken:
    """An entry that is not as it was: its id, which column, and what is wrong."""

    assessment_id: str
    column: str
    problem: str


@dataclass(frozen=True)
class ChangedCell:
    """A cell that reads otherwise than it was published; no column where the row is gone."""

    table: str
    row_key: str
    column: str | None
    published: str | None


@dataclass(frozen=True)
class LogProof:
    """What the log proves.

    Attributes:
        entries, claims: how many entries there are, of how many claims.
        heads_sha256: SHA-256 of the last hash of each claim, in the order of the claims: one
            number for the whole log.
        broken: entries that do not fit their chain, or differ from the earlier state.
        changed_basis: published claims, and evidence of published entries, that read otherwise
            now. The hash of an entry covers which claim and evidence it names, not what they say.
        against: the earlier state, or None.
        earlier_entries: how many entries it has; None without one.
    """

    entries: int
    claims: int
    heads_sha256: str
    broken: list[Broken]
    changed_basis: list[ChangedCell]
    against: str | None
    earlier_entries: int | None

    @property
    def valid(self) -> bool:
        """Whether nothing is broken."""
        return not self.broken

    def as_dict(self) -> dict[str, Any]:
        """Return the object that ``log verify --format json`` prints."""
        return {"valid": self.valid, **asdict(self)}


def verify_log(package: Package, against: str | None = None) -> LogProof:
    """Prove the chains of the log, and that an earlier state of it still stands.

    Args:
        package: the package.
        against: an earlier state (see ``earlier``), or None.

    Raises:
        ClaimpackError: there is no such state, or it has no log.
        DataError: the data cannot be loaded, or the earlier state is not what was released.
    """
    try:
        with open_package(package, frozenset({"log_chain"})) as connection:
            chain = rows(connection, "from log_chain order by claim_id, seq")
    except DataError:
        # an entry that is gone leaves its evidence without it: the earlier state tells which
        chain = []
        if against is None:
            raise
    broken = [_out_of_chain(entry) for entry in chain if not entry["is_intact"]]
    heads = {entry["claim_id"]: entry["entry_hash"] for entry in chain}
    earlier_entries, rewritten = None, []
    if against is not None:
        with earlier_package(against, package) as earlier:
            earlier_entries, changed = _compare(earlier, package)
            rewritten = _changed_basis(earlier, package)
            # what differs from the earlier state says more than a hash that does not fit
            known = {(entry.assessment_id, entry.column) for entry in changed}
            broken = [b for b in broken if (b.assessment_id, b.column) not in known] + changed
    return LogProof(
        entries=len(chain),
        claims=len(heads),
        heads_sha256=heads_sha256(heads),
        broken=broken,
        changed_basis=rewritten,
        against=against,
        earlier_entries=earlier_entries,
    )


def heads_sha256(heads: Mapping[str, str]) -> str:
    """Return one number for the whole log: SHA-256 over the last hash of each claim.

    Args:
        heads: by claim, its last hash. What is hashed is a line a claim, sorted: id, space, hash.
    """
    text = "".join(f"{claim} {head}\n" for claim, head in sorted(heads.items()))
    return hashlib.sha256(text.encode()).hexdigest()


def _expect_as_published(earlier: Package, entries: Mapping[str, Mapping[str, Any]]) -> None:
    """Refuse an earlier state whose log is not what its own descriptor says.

    A release says so under ``claimpack:log``: ``entries`` and ``heads_sha256``.
    """
    said = read_json(earlier.root, DESCRIPTOR).get(LOG)
    if said is None:
        return
    last: dict[str, Mapping[str, Any]] = {}
    for entry in entries.values():
        if int(entry["seq"]) >= int(last.get(entry["claim_id"], entry)["seq"]):
            last[entry["claim_id"]] = entry
    heads = {claim: str(entry["entry_hash"]) for claim, entry in last.items()}
    found = {"entries": len(entries), "heads_sha256": heads_sha256(heads)}
    if said != found:
        raise DataError(
            f"the earlier state is not what was released: its descriptor says {said}, its log is"
            f" {found}",
            "take the release from where it was published, and compare its SHA-256",
        )


def _out_of_chain(entry: dict[str, Any]) -> Broken:
    if entry["entry_hash"] != entry["expected_entry_hash"]:
        problem = (
            "the entry, or which evidence it names, was changed: as it stands its hash would be"
            f" {entry['expected_entry_hash']}"
        )
        return Broken(entry["assessment_id"], "entry_hash", problem)
    expected = entry["expected_previous_hash"] or "(none)"
    return Broken(
        entry["assessment_id"], "previous_hash", f"the entry before it has the hash {expected}"
    )


def _compare(earlier: Package, now: Package) -> tuple[int, list[Broken]]:
    """Return how many entries there were, and those that are gone or changed."""
    with connect() as connection:
        before, after = _entries(connection, earlier), _entries(connection, now)
    _expect_as_published(earlier, before)
    broken = []
    for key, entry in before.items():
        if key not in after:
            broken.append(Broken(key, "assessment_id", "the entry was published, and is gone"))
            continue
        for column in (*COMPARED, "evidence_ids"):
            if entry[column] != after[key][column]:
                said = entry[column] or "(empty)"
                broken.append(Broken(key, column, f"it was published as {said}"))
    return len(before), broken


def _changed_basis(earlier: Package, now: Package) -> list[ChangedCell]:
    """Return the cells of claims and evidence, named by published entries, that are not as then."""
    before, after = Rows(earlier), Rows(now)
    named = {
        "claims": ("claim_id", {row["claim_id"] for row in before["assessments"]}),
        "evidence": ("evidence_id", {row["evidence_id"] for row in before["assessment_evidence"]}),
    }
    changed = []
    for table, (key, ids) in named.items():
        present = {row[key]: row for row in after[table]}
        for row in before[table]:
            if row[key] not in ids:
                continue
            if row[key] not in present:
                changed.append(ChangedCell(table, row[key], None, None))
                continue
            changed += [
                ChangedCell(table, row[key], column, cell or None)
                for column, cell in row.items()
                if present[row[key]].get(column, cell) != cell
            ]
    return changed


def _entries(connection: duckdb.DuckDBPyConnection, package: Package) -> dict[str, dict[str, Any]]:
    try:
        log, basis = package.table("assessments"), package.table("assessment_evidence")
    except KeyError as error:
        raise ClaimpackError(f"{package.root} has no table {error}") from None
    evidence = read_csv(basis, package.root / basis.path)
    columns = ", ".join(f"log.{column}" for column in COMPARED)
    try:
        found = rows(
            connection,
            f"select log.assessment_id, {columns}, string_agg(evidence_id, ', ' order by"
            f" evidence_id) as evidence_ids from {read_csv(log, package.root / log.path)} as log"
            f" left join {evidence} as basis using (assessment_id) group by all order by all",
        )
    except duckdb.Error as error:
        raise ClaimpackError(
            f"the log in {literal(str(package.root))} cannot be read: {str(error).splitlines()[0]}"
        ) from None
    return {entry["assessment_id"]: entry for entry in found}
