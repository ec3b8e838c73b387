"""Staged reviews merged into the tables of a package, as sets in DuckDB.

The steps are the files of ``sql/``; what is between them gives ids to what is new, and works out
the hashes of the entries with the view ``log_chain`` of the standard.
"""

from __future__ import annotations

from collections.abc import Mapping as Map
from importlib.resources import files
from pathlib import Path

import duckdb

from claimpack.chaining import chain
from claimpack.errors import ClaimpackError
from claimpack.ids import LOWEST, NUMBERS, slug
from claimpack.imports.staged_rows import PIECE_COLUMNS, REVIEW_COLUMNS
from claimpack.imports.staging import ARCHIVE_COLUMNS, ARCHIVES, PIECES, REVIEWS, Staged
from claimpack.package import Package, Table, load_package
from claimpack.sql import literal, quoted, read_csv
from claimpack.standard import standard_root

# Tables to which an import adds, and what each is called among the new rows.
NEW = {
    "publishers": "new_publishers",
    "speakers": "new_speakers",
    "assessors": "new_assessors",
    "articles": "new_articles",
    "claims": "new_claims_rows",
    "attributions": "new_attributions",
    "sources": "new_sources",
    "origins": "new_origins",
    "evidence": "new_evidence",
    "assessments": "new_assessments",
    "assessment_evidence": "new_assessment_evidence",
    "imported_reviews": "new_imported_reviews",
}
NAMED = {"publishers": "publisher_id", "speakers": "speaker_id", "assessors": "assessor_id"}
# Columns of the staged rows that are whole numbers; the others are texts.
NUMBERS_STAGED = {"n", "record_number", "claim_number", "source_number", "position"}
# Two letters of different scripts beside each other, as the rule plain-text sees them; they get
# a hyphen between them.
TOUCHING = (r"(\p{Latin})([\p{Cyrillic}\p{Greek}])", r"([\p{Cyrillic}\p{Greek}])(\p{Latin})")
MAX_LINE = 1 << 20
ATTEMPTS = 1_000


def merge(
    connection: duckdb.DuckDBPyConnection,
    package: Package,
    staged: Staged,
    said: Map[str, str],
) -> None:
    """Work out which rows are new.

    Args:
        connection: an empty database; gets a table ``new_…`` for each of ``NEW``, ``old.…`` for
            what the package has, and ``fresh`` with the reviews that are not there yet.
        package: the package.
        staged: what was read.
        said: what the statements ask for by ``getvariable``: ``importer``, ``importer_name``,
            ``format``, ``version``, ``file_sha256``, ``moment``, ``review``.
    """
    for key, value in said.items():
        connection.execute(f"set variable {key} = {literal(value)}")
    connection.execute("create schema old")
    for name in NEW:
        table = package.table(name)
        connection.execute(
            f"create table old.{quoted(name)} as from {read_csv(table, package.root / table.path)}"
        )
    _load(connection, "staged", staged.folder / REVIEWS, REVIEW_COLUMNS)
    _load(connection, "pieces", staged.folder / PIECES, PIECE_COLUMNS)
    _load(connection, "archives", staged.folder / ARCHIVES, ARCHIVE_COLUMNS)
    _slug_old_names(connection)
    _run(connection, "1_names")
    _run(connection, "2_reviews")
    _number(connection, "claim_ids", "claim_id", "C", "old.claims", "claim_id")
    _run(connection, "3_sources")
    _number(connection, "source_ids", "id", "S", "old.sources", "source_id")
    _run(connection, "4_rows")
    _run(connection, "5_log")
    _chain(connection, said["moment"])


def _run(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    text = (files("claimpack") / "imports" / "sql" / f"{name}.sql").read_text(encoding="utf-8")
    connection.execute(text)


def _load(connection: duckdb.DuckDBPyConnection, name: str, path: Path, columns: list[str]) -> None:
    """Load staged rows, with a hyphen between letters of two scripts."""
    types = ", ".join(f"{literal(column)}: 'varchar'" for column in columns)
    cells = []
    for column in columns:
        cell = quoted(column)
        if column in NUMBERS_STAGED:
            cells.append(f"cast({cell} as bigint) as {cell}")
            continue
        for pattern in TOUCHING:
            cell = f"regexp_replace({cell}, {literal(pattern)}, '\\1-\\2', 'g')"
        cells.append(f"{cell} as {quoted(column)}")
    connection.execute(
        f"create table {name} as select {', '.join(cells)} from read_csv({literal(str(path))},"
        f" auto_detect = false, header = true, columns = {{{types}}}, delim = ',', quote = '\"',"
        f" escape = '\"', nullstr = '', strict_mode = true, max_line_size = {MAX_LINE})"
    )


def _slug_old_names(connection: duckdb.DuckDBPyConnection) -> None:
    """Tell the rows of the package whose id is the slug of their name."""
    connection.execute("create table old_slugs (kind varchar, slug varchar, id varchar)")
    for table, key in NAMED.items():
        found = connection.execute(
            f"select {key}, name from old.{table} where name is not null"
            + (" and kind = 'organisation'" if table == "assessors" else "")
        ).fetchall()
        same = [name_id for name_id, name in found if slug(name) == name_id]
        connection.execute(
            "insert into old_slugs select $kind, id, id from (select unnest($ids) as id)",
            {"kind": table, "ids": same},
        )


def _number(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    column: str,
    prefix: str,
    old_table: str,
    old_column: str,
) -> None:
    """Give ids to what is new: the number of what it stands for, or the next that is free."""
    order = "n" if table == "claim_ids" else "url"
    for _ in range(ATTEMPTS):
        connection.execute(
            f"create or replace table taken as select rowid as row from {table} where is_new and"
            f" {prefix!r} || number in (select {old_column} from {old_table}) union"
            f" select row from (select rowid as row, row_number() over (partition by number order"
            f" by {order}) as place from {table} where is_new) where place > 1"
        )
        if not connection.execute("select 1 from taken limit 1").fetchone():
            break
        connection.execute(
            f"update {table} set number = {LOWEST} + (number - {LOWEST} + 1) % {NUMBERS}"
            " where rowid in (select row from taken)"
        )
    else:
        raise ClaimpackError(f"no number is free for what is new in {old_table}")
    connection.execute(f"update {table} set {column} = {prefix!r} || number where is_new")


def _chain(connection: duckdb.DuckDBPyConnection, moment: str) -> None:
    """Make the entries of the log, each chained to the one before it."""
    connection.execute(
        "create view log_entries as select * exclude (place, part),"
        " claim_id || '-' || printf('%02d', seq) as assessment_id,"
        f" cast({literal(moment.rstrip('Z'))} as timestamp) as recorded_at from log"
    )
    standard = load_package(standard_root())
    chained = chain(connection, standard, "log_entries", "new_assessment_evidence")
    connection.execute(
        "create table new_assessments as select * replace (cast(seq as varchar) as seq,"
        f" {literal(moment)} as recorded_at) from {chained}"
    )


def added(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Return how many rows are new, by table."""
    counts = {}
    for name, new in NEW.items():
        found = connection.execute(f"select count(*) from {new}").fetchone()
        counts[name] = int(found[0]) if found else 0
    return counts


def write(
    connection: duckdb.DuckDBPyConnection, package: Package, folder: Path, moment: str
) -> dict[str, Path]:
    """Write the tables that change, sorted.

    Args:
        connection: the database after ``merge``.
        package: the package.
        folder: where to write.
        moment: the time of the import, at which sources that others cited were seen.

    Returns:
        The files, by their paths in the package.
    """
    seen = connection.execute(
        f"update old.sources set accessed_at = {literal(moment)}"
        " where accessed_at is null and source_id in (from seen_sources)"
    ).fetchone()
    written = {}
    for name, count in added(connection).items():
        if not count and not (name == "sources" and seen and seen[0]):
            continue
        table = package.table(name)
        path = folder / f"{name}.csv"
        columns = ", ".join(
            f"cast({quoted(column.name)} as varchar) as {quoted(column.name)}"
            for column in table.fields
        )
        connection.execute(
            f"copy (select * from (select {columns} from old.{quoted(name)} union all by name"
            f" select {columns} from {NEW[name]}) order by {_order(table)})"
            f" to {literal(str(path))} (format csv, header, delimiter ',', quote '\"',"
            " escape '\"', nullstr '')"
        )
        written[table.path] = path
    return written


def _order(table: Table) -> str:
    whole = {field.name for field in table.fields if field.type == "integer"}
    return ", ".join(
        f"coalesce(try_cast({quoted(name)} as bigint), 0)"
        if name in whole
        else f"coalesce({quoted(name)}, '')"
        for name in table.order
    )
