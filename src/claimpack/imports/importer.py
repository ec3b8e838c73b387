"""A file of reviews brought into a package: read, merged, checked, written, all or none."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from claimpack.adding import read_rows, replace_tables, table_text
from claimpack.canonical import utc
from claimpack.contents import sha256
from claimpack.database import DISK_LIMIT, connect, rows
from claimpack.errors import ClaimpackError, DataError
from claimpack.files import move_atomically
from claimpack.generate import regenerate
from claimpack.imports.mapping import Mapping
from claimpack.imports.merging import NEW, added, merge, write
from claimpack.imports.record import REASONS
from claimpack.imports.staging import REJECTS, Staged, stage
from claimpack.init import init_package
from claimpack.package import Package, load_package
from claimpack.transaction import WORKED, one_writer

IMPORTER, IMPORTER_NAME = "import", "Import of reviews (claimpack import)"
MEMORY = "350MB"
MAX_LABELS = 20
INSUFFICIENT = "insufficient_evidence"


@dataclass
class Imported:
    """What an import did; ``read`` is the sum of ``imported``, ``repeated`` and ``rejected``.

    Attributes:
        package: folder of the package.
        format, mapping_version: by which mapping the file was read.
        file, file_sha256: what was read.
        dry_run: whether nothing was written.
        read: reviews in the file, also those that are rejected.
        imported: those that are new in the package.
        repeated: those that say what the package or the file says already.
        rejected: those that cannot be imported.
        reasons: by reason, how many were rejected.
        changed: of the imported, those of a page that said something else of the claim before.
        unmapped: by label without a verdict, how many were imported.
        verdicts: by verdict, how many were imported.
        notes: what else there is to tell, and how often.
        added: by table, how many rows are new.
        findings: by rule, how many warnings the package has because of them (at most 1,000 of
            one rule are counted).
        rejects: the file with what was rejected, or None.
        policy: thresholds that were set in a new package, or that differ from what the format
            needs.
        seconds: how long it took.
    """

    package: str
    format: str
    mapping_version: str
    file: str
    file_sha256: str
    dry_run: bool
    read: int = 0
    imported: int = 0
    repeated: int = 0
    rejected: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    changed: int = 0
    unmapped: dict[str, int] = field(default_factory=dict)
    verdicts: dict[str, int] = field(default_factory=dict)
    notes: dict[str, int] = field(default_factory=dict)
    added: dict[str, int] = field(default_factory=dict)
    findings: dict[str, int] = field(default_factory=dict)
    rejects: str | None = None
    policy: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def as_dict(self) -> dict[str, Any]:
        """Return the object that ``import --format json`` prints."""
        return asdict(self)


@dataclass(frozen=True)
class Choices:
    """How to import.

    Attributes:
        unmapped: the verdict that is proposed where a label stands for none: only
            ``insufficient_evidence``; None to stop.
        rejects: where to write what is rejected.
        strict: whether one record that is rejected stops the import.
        dry_run: only check and count.
    """

    rejects: Path
    unmapped: str | None = None
    strict: bool = False
    dry_run: bool = False


def import_file(
    folder: Path,
    path: Path,
    mapping: Mapping,
    choices: Choices,
    told: Callable[[str, int], None] = lambda what, size: None,
    now: datetime | None = None,
) -> Imported:
    """Import a file into a package, which is made where the folder is absent or empty.

    Args:
        folder: the package.
        path: the file.
        mapping: what its format calls things.
        choices: how to import.
        told: called with what is being done, and how many bytes of the file were read.
        now: the time of the import; by default now.

    Raises:
        ClaimpackError: the file, the mapping or the package cannot be used.
        DataError: a label stands for no verdict, a record was rejected where none may be, or the
            package would have an error; nothing was written but the file of the rejected.
    """
    now = now or datetime.now(UTC)
    folder = folder.absolute()
    try:
        is_new = not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
        if not is_new:
            return _import(load_package(folder), path, mapping, choices, told, now)
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".import-") as temporary:
            made = init_package(Path(temporary) / folder.name)
            policy = _set_policy(made, mapping)
            result = _import(made, path, mapping, choices, told, now)
            result.package, result.policy = str(folder), policy
            if not choices.dry_run:
                regenerate(load_package(made.root))
                made.root.replace(folder)
            return result
    except OSError as error:
        raise ClaimpackError(f"{folder} cannot be written: {error.strerror or error}") from None


def _set_policy(package: Package, mapping: Mapping) -> list[str]:
    """Set the thresholds that a format needs, in a package that is new."""
    if not mapping.policy:
        return []
    policy = read_rows(package, "policy")
    for row in policy:
        if row["policy_id"] in mapping.policy:
            value, row["reason"] = mapping.policy[row["policy_id"]]
            row["value"] = f"{value:g}"
    path = package.table("policy").path
    replace_tables(package, {path: table_text(package, "policy", policy)})
    return [f"{name} is {value:g}: {why}" for name, (value, why) in mapping.policy.items()]


def _other_policy(package: Package, mapping: Mapping) -> list[str]:
    """Return the thresholds of a package that differ from what a format needs."""
    found = {row["policy_id"]: row["value"] for row in read_rows(package, "policy")}
    return [
        f"{name} is {found.get(name)} here; {mapping.format} needs {value:g}: {why}"
        for name, (value, why) in mapping.policy.items()
        if found.get(name) != f"{value:g}"
    ]


def _import(
    package: Package,
    path: Path,
    mapping: Mapping,
    choices: Choices,
    told: Callable[[str, int], None],
    now: datetime,
) -> Imported:
    if missing := [name for name in NEW if name not in {table.name for table in package.tables}]:
        raise ClaimpackError(
            f"{package.root} has no table {missing[0]}: its standard is older than this command",
            "bring schemas/, sql/, validation/ and datapackage.json up to date with those of a"
            " new package ('claimpack init')",
        )
    started = time.perf_counter()
    with (
        one_writer(package.root) as work,
        tempfile.TemporaryDirectory(dir=work, prefix=WORKED) as temporary,
    ):
        place = Path(temporary)
        staged = stage(path, mapping, place, now.date(), lambda size: told("reading", size))
        result = Imported(
            package=str(package.root),
            format=mapping.format,
            mapping_version=mapping.version,
            file=str(path),
            file_sha256=sha256(path),
            dry_run=choices.dry_run,
            read=staged.read,
            rejected=staged.rejected.total(),
            reasons=dict(staged.rejected.most_common()),
            policy=_other_policy(package, mapping),
        )
        told("merging", 0)
        texts: dict[str, Path] = {}
        if staged.read > result.rejected:
            texts = _merged(package, mapping, staged, result, choices, utc(now))
        result.notes = dict(sorted(staged.notes.items()))
        told("checking", 0)
        if choices.strict and result.rejected:
            _keep_rejects(place, result, choices)
            raise DataError(
                f"nothing was imported: {result.rejected} of {result.read} reviews are rejected"
                f" ({', '.join(f'{REASONS[r]}: {n}' for r, n in result.reasons.items())})",
                f"mend what {result.rejects or choices.rejects} names, or leave out --strict",
            )
        if texts:
            for finding in replace_tables(package, texts, choices.dry_run):
                result.findings[finding.rule] = result.findings.get(finding.rule, 0) + 1
        if not choices.dry_run:
            _keep_rejects(place, result, choices)
    if result.read != result.imported + result.repeated + result.rejected:
        raise AssertionError("the counts do not add up")
    result.seconds = round(time.perf_counter() - started, 3)
    return result


def _merged(
    package: Package,
    mapping: Mapping,
    staged: Staged,
    result: Imported,
    choices: Choices,
    moment: str,
) -> dict[str, Path]:
    """Merge what was read, and return the tables that change, as files."""
    said = {
        "importer": IMPORTER,
        "importer_name": IMPORTER_NAME,
        "format": mapping.format,
        "version": mapping.version,
        "file_sha256": result.file_sha256,
        "moment": moment,
        "review": mapping.evidence.review,
    }
    spill = staged.folder / "spill"
    try:
        with connect(
            str(staged.folder / "import.duckdb"),
            memory_limit=MEMORY,
            temp_directory=str(spill),
            max_temp_directory_size=DISK_LIMIT,
        ) as connection:
            merge(connection, package, staged, said)
            _count(connection, result)
            if result.unmapped and choices.unmapped != INSUFFICIENT:
                raise _unmapped(connection, mapping, result)
            return write(connection, package, staged.folder, moment) if result.imported else {}
    except duckdb.Error as error:
        raise ClaimpackError(
            f"nothing was imported: {str(error).splitlines()[0]}",
            "is the package sound? 'claimpack check' tells",
        ) from None


def _count(connection: duckdb.DuckDBPyConnection, result: Imported) -> None:
    (counts,) = rows(
        connection,
        "select count(*) filter (where not is_repeat) as imported,"
        " count(*) filter (where is_repeat) as repeated,"
        " count(*) filter (where not is_repeat and is_known_page) as changed from reviews",
    )
    result.imported, result.repeated = counts["imported"], counts["repeated"]
    result.changed = counts["changed"]
    for row in rows(
        connection,
        "select verdict, count(*) as reviews from fresh where verdict is not null"
        " group by verdict order by verdict",
    ):
        result.verdicts[row["verdict"]] = row["reviews"]
    for row in rows(
        connection,
        "select min_by(raw_label, n) as label, count(*) as reviews from fresh"
        " where verdict is null group by label_key order by reviews desc, label"
        f" limit {MAX_LABELS}",
    ):
        result.unmapped[row["label"]] = row["reviews"]
    if result.imported:
        result.added = {name: count for name, count in added(connection).items() if count}


def _unmapped(
    connection: duckdb.DuckDBPyConnection, mapping: Mapping, result: Imported
) -> DataError:
    (all_of,) = rows(
        connection,
        "select count(*) as reviews, count(distinct label_key) as labels from fresh"
        " where verdict is null",
    )
    listed = result.unmapped
    lines = "".join(f"\n  {count:>7}  {label[:100]}" for label, count in listed.items())
    if all_of["labels"] > len(listed):
        lines += f"\n  and {all_of['labels'] - len(listed)} more labels"
    return DataError(
        f"nothing was imported: {all_of['labels']} labels of {all_of['reviews']} reviews stand for"
        f" no verdict in the mapping {mapping.format} {mapping.version}:{lines}",
        "say in a file which verdict each stands for (labels: {verdicts: {refuted: […]}}), and"
        " give it with --map; or go on with --unmapped insufficient_evidence",
    )


def _keep_rejects(place: Path, result: Imported, choices: Choices) -> None:
    if result.rejected:
        move_atomically(place / REJECTS, choices.rejects)
        result.rejects = str(choices.rejects)
