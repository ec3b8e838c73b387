"""What is kept between checks: the rows by pieces of their files, and what was found.

Everything is kept for the content of the files at one moment, as their hashes tell it. Findings
about cells are kept with their piece and their line in it, those of rules as the rules gave them;
files and lines are told anew in every report.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from claimpack.findings import Finding
from claimpack.raw import raw
from claimpack.recheck.pieces import Piece, Stretch, cut, header_of, stamp
from claimpack.recheck.shapes import Shape
from claimpack.sql import quoted

TABLES = """
create table {0}.facts (name varchar, value varchar);
create table {0}.files (
    table_name varchar, path varchar, place integer, header blob, stamp varchar
);
create table {0}.pieces (
    piece integer, path varchar, place integer, lines integer, size bigint, digest varchar,
    head blob
);
create table {0}.rules (rule varchar, identity varchar);
create table {0}.in_cells (piece integer, line integer, finding varchar);
create table {0}.repeated (table_name varchar, key integer, hash uinteger);
create table {0}.dangling (table_name varchar, key integer, hash uinteger);
create table {0}.odd (table_name varchar);
create table {0}.broken (
    rule varchar, table_name varchar, row_key varchar, column_name varchar, value varchar,
    message varchar
);
"""
BROKEN = "rule, table_name, row_key, column_name, value, message"
# What breaks a rule: the rule, and what its query returned.
Broken = tuple[str, str, str | None, str, str | None, str | None]
# A finding about a cell: its piece, its line in it, and itself.
InCell = tuple[int, int, Finding]


@dataclass
class KnownFile:
    """A file as it was: its header, what tells that it is untouched, and its pieces in order."""

    path: str
    header: bytes
    stamp: str | None
    pieces: list[Piece] = field(default_factory=list)


@dataclass
class State:
    """What was known after a check, apart from the rows themselves.

    Attributes:
        identity: what it holds for (see ``identity``).
        moment: when the check was made, in microseconds of the epoch.
        files: by table, its files in their order.
        rules: by rule, what its findings hold for.
        repeated: by table and number of a key, hashes of what stands in it more than once.
        dangling: by table and number of a foreign key, hashes of what leads nowhere.
        odd: tables with a row that cannot be told by its keys (see ``Shape.odd``).
        volatile: names of functions that give something else at another time.
    """

    identity: str
    moment: int
    files: dict[str, list[KnownFile]]
    rules: dict[str, str]
    repeated: dict[tuple[str, int], set[int]]
    dangling: dict[tuple[str, int], set[int]]
    odd: set[str]
    volatile: set[str]

    def next_piece(self) -> int:
        """Return an id that no piece has yet."""
        return 1 + max(
            (piece.id for files in self.files.values() for file in files for piece in file.pieces),
            default=0,
        )


def read_pieces(place: Path, path: str, next_id: Callable[[], int]) -> KnownFile:
    """Cut a whole file into pieces.

    Args:
        place: where the file is.
        path: what it is called in the package.
        next_id: gives each piece an id.

    Raises:
        OSError: it cannot be read.
    """
    touched = stamp(place)
    with place.open("rb") as file:
        header = header_of(file)
        rest = Stretch(len(header), os.fstat(file.fileno()).st_size)
        return KnownFile(path, header, touched, [piece for piece, _ in cut(file, rest, next_id)])


def make_tables(
    connection: duckdb.DuckDBPyConnection, name: str, shapes: Mapping[str, Shape]
) -> None:
    """Make the tables of a new state."""
    connection.execute(TABLES.format(name))
    for shape in shapes.values():
        connection.execute(f"create table {name}.{shape.stored} ({shape.definition})")


def read_state(connection: duckdb.DuckDBPyConnection, name: str) -> State:
    """Return what is kept, but for the rows.

    Raises:
        duckdb.Error, KeyError, ValueError: it is no state.
    """

    def rows(sql: str) -> list[tuple[object, ...]]:
        return connection.execute(sql.format(name)).fetchall()

    facts = {str(key): str(value) for key, value in rows("from {0}.facts")}
    files: dict[str, list[KnownFile]] = {}
    by_path: dict[str, KnownFile] = {}
    for table, path, header, touched in connection.execute(
        f"select table_name, path, header, stamp from {name}.files order by table_name, place"
    ).fetchall():
        by_path[path] = KnownFile(path, header, touched)
        files.setdefault(table, []).append(by_path[path])
    for piece, path, lines, size, digest, head in connection.execute(
        f"select piece, path, lines, size, digest, head from {name}.pieces order by path, place"
    ).fetchall():
        by_path[path].pieces.append(Piece(piece, lines, size, digest, head))

    def hashes(table: str) -> dict[tuple[str, int], set[int]]:
        found: dict[tuple[str, int], set[int]] = {}
        for table_name, key, value in connection.execute(f"from {name}.{table}").fetchall():
            found.setdefault((table_name, key), set()).add(value)
        return found

    return State(
        identity=facts["identity"],
        moment=int(facts["moment"]),
        files=files,
        rules={str(rule): str(identity) for rule, identity in rows("from {0}.rules")},
        repeated=hashes("repeated"),
        dangling=hashes("dangling"),
        odd={str(table) for (table,) in rows("from {0}.odd")},
        volatile=set(facts["volatile"].split()),
    )


def write_state(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    state: State,
    changed: Collection[str] | None = None,
) -> None:
    """Write what is kept, but for rows and findings, in the place of what was.

    Args:
        connection: holds the state.
        name: its name there.
        state: what is known now.
        changed: the files whose pieces are others than those that are kept; by default all.
    """
    for table in ("facts", "files", "rules", "repeated", "dangling", "odd"):
        connection.execute(f"delete from {name}.{table}")
    if changed is not None:
        paths = [*changed]
        connection.execute(f"delete from {name}.pieces where path in (select unnest(?))", [paths])
    files = [
        (table, place, file)
        for table, known in state.files.items()
        for place, file in enumerate(known)
    ]
    facts = {
        "identity": state.identity,
        "moment": str(state.moment),
        "volatile": " ".join(sorted(state.volatile)),
    }
    _insert(connection, f"{name}.facts", [*facts.items()])
    _insert(
        connection,
        f"{name}.files",
        [(table, file.path, place, file.header, file.stamp) for table, place, file in files],
    )
    _insert(
        connection,
        f"{name}.pieces",
        [
            (piece.id, file.path, place, piece.lines, piece.size, piece.digest, piece.head)
            for _, _, file in files
            if changed is None or file.path in changed
            for place, piece in enumerate(file.pieces)
        ],
    )
    _insert(connection, f"{name}.rules", [*state.rules.items()])
    for table, found in (("repeated", state.repeated), ("dangling", state.dangling)):
        rows = [(*place, value) for place, values in found.items() for value in values]
        _insert(connection, f"{name}.{table}", rows)
    _insert(connection, f"{name}.odd", [(table,) for table in state.odd])


def write_broken(
    connection: duckdb.DuckDBPyConnection, into: str, broken: Iterable[Broken]
) -> None:
    """Write what breaks rules into a table of a state, or one like it."""
    _insert(connection, into, [*broken])


def read_broken(connection: duckdb.DuckDBPyConnection, name: str) -> list[Broken]:
    """Return what broke rules."""
    return connection.execute(f"select {BROKEN} from {name}.broken").fetchall()


def _insert(
    connection: duckdb.DuckDBPyConnection, into: str, rows: Sequence[tuple[Any, ...]]
) -> None:
    """Insert rows in one statement: one for each takes a millisecond a row."""
    if not rows:
        return
    marks = ", ".join(f"unnest(${number + 1})" for number in range(len(rows[0])))
    columns = [list(column) for column in zip(*rows, strict=True)]
    connection.execute(f"insert into {into} select {marks}", columns)


def insert_rows(
    connection: duckdb.DuckDBPyConnection, into: str, shape: Shape, pieces: list[Piece]
) -> None:
    """Copy the rows of ``raw.<table>``, in their order, into rows that are kept.

    Args:
        connection: holds both.
        into: the relation of the kept rows.
        shape: how they are kept.
        pieces: the pieces that they come from, one after the other.
    """
    starts, row = [], 2
    for piece in pieces:
        starts.append(row)
        row += piece.lines
    cells = ", ".join(f"it.{quoted(column.name)}" for column in shape.table.fields)
    connection.execute(
        f"insert into {into} with starts as ("
        " select unnest(cast($ids as integer[])) as piece, unnest(cast($starts as bigint[])) as row"
        f"), cells as (select starts.piece, it._row - starts.row as line, {cells}"
        f" from {raw(shape.table)} as it asof join starts on it._row >= starts.row)"
        f" {shape.kept_from('cells')}",
        {"ids": [piece.id for piece in pieces], "starts": starts},
    )


def write_in_cells(
    connection: duckdb.DuckDBPyConnection, name: str, found: Iterable[InCell]
) -> None:
    """Keep findings about cells, each with its piece and its line in it."""
    rows = [(piece, line, json.dumps(asdict(finding))) for piece, line, finding in found]
    _insert(connection, f"{name}.in_cells", rows)


def read_in_cells(connection: duckdb.DuckDBPyConnection, name: str) -> list[InCell]:
    """Return the findings about cells that are kept."""
    rows = connection.execute(f"from {name}.in_cells").fetchall()
    return [(piece, line, Finding(**json.loads(text))) for piece, line, text in rows]
