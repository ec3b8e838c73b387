"""A fault: edits that break one rule, where it has to be found, and what else follows from it."""

import csv
from dataclasses import dataclass, replace
from pathlib import Path

from claimpack.findings import Finding, shown

from .edits import PACKAGE, Edit, FileEdit, Row, Tables

NO_KEY = "-"


@dataclass(frozen=True)
class Place:
    """Where a finding has to be: a file, and in it perhaps a line, a row and a column.

    Attributes:
        file: path in the package.
        line: the line; where a row is named it is looked up in the broken file.
        row_key: key of the row, or None.
        nth: which of the rows with this key, from 1.
        column: the column, or None.
        value: what the finding shows, where it is not the cell.
        in_no_file: whether the row is missed and so stands in no line.
    """

    file: str
    line: int | None = None
    row_key: str | None = None
    nth: int = 1
    column: str | None = None
    value: str | None = None
    in_no_file: bool = False

    def expected(self, root: Path, rule: str) -> tuple[object, ...]:
        """Return rule, table, file, row key, line, column and value of the finding."""
        table = next((table for table in PACKAGE.tables if table.path == self.file), None)
        line, value = self.line, self.value
        if self.in_no_file:
            value = self.row_key
        elif self.row_key is not None:
            assert table is not None and self.column is not None
            line, cell = _line_and_cell(root / self.file, table.primary_key, self)
            value = cell if value is None else value
        key = None if self.row_key == NO_KEY else self.row_key
        return (rule, table.name if table else None, self.file, key, line, self.column, value)


@dataclass(frozen=True)
class Implied:
    """What else a fault brings about, and why it has to."""

    rule: str
    places: tuple[Place, ...]
    why: str


@dataclass(frozen=True)
class Fault:
    """Edits that break a rule.

    Attributes:
        rule: the rule.
        name: what is wrong, for a reader of the report.
        edits: how to break it.
        at: where the rule finds it.
        says: part of each message.
        implied: what else is found.
    """

    rule: str
    name: str
    edits: tuple[Edit | FileEdit, ...]
    at: tuple[Place, ...]
    says: str
    implied: tuple[Implied, ...] = ()

    @property
    def id(self) -> str:
        """The name of the test."""
        return f"{self.rule}: {self.name}"

    @property
    def tables(self) -> set[str]:
        """The tables in which the rule finds the fault."""
        files = {place.file for place in self.at}
        return {table.name for table in PACKAGE.tables if table.path in files}

    def apply(self, root: Path) -> None:
        """Break the package in a folder."""
        apply(self.edits, root)

    def expected(self, root: Path) -> list[tuple[object, ...]]:
        """Return what has to be found in the broken package, and nothing else."""
        own = [place.expected(root, self.rule) for place in self.at]
        others = [place.expected(root, i.rule) for i in self.implied for place in i.places]
        return sorted([*own, *others], key=str)


def apply(edits: tuple[Edit | FileEdit, ...], root: Path) -> None:
    """Apply edits to the package in a folder: first to rows, then to files."""
    tables = Tables()
    for edit in edits:
        if not isinstance(edit, FileEdit):
            edit(tables)
    written = tables.write(root)
    of_files = [edit for edit in edits if isinstance(edit, FileEdit)]
    assert written or of_files, "the edits change nothing"
    for edit in of_files:
        edit.apply(root)


def found(findings: list[Finding]) -> list[tuple[object, ...]]:
    """Return findings as ``Fault.expected`` does."""
    rows = [(f.rule, f.table, f.file, f.row_key, f.line, f.column, f.value) for f in findings]
    return sorted(rows, key=str)


def fault(
    rule: str,
    name: str,
    *edits: Edit | FileEdit,
    at: str | Place | tuple[str | Place, ...],
    says: str,
    implied: Implied | tuple[Implied, ...] = (),
) -> Fault:
    """Return a fault; a place is ``table row_key column``, or one of ``in_file``.

    In a key ``#2`` stands for the second row that has it, ``-`` for none, and ``¤`` for a space.
    """
    others = (implied,) if isinstance(implied, Implied) else implied
    return Fault(rule, name, edits, _places(at), says, others)


def also(rule: str, at: str | Place | tuple[str | Place, ...], why: str) -> Implied:
    """Return what else a fault brings about."""
    return Implied(rule, _places(at), why)


def in_file(
    file: str, line: int | None = None, column: str | None = None, value: str | None = None
) -> Place:
    """Return a place in a file that is no row, with the value that the finding shows."""
    return Place(file, line=line, column=column, value=value)


def in_row(at: str, value: str) -> Place:
    """Return a place in a row where the finding shows another value than the cell."""
    return replace(_place(at), value=value)


def missed(table: str, key: str, column: str) -> Place:
    """Return the place of a row that is not there and should be."""
    return Place(PACKAGE.table(table).path, row_key=key, column=column, in_no_file=True)


def _places(at: str | Place | tuple[str | Place, ...]) -> tuple[Place, ...]:
    places = at if isinstance(at, tuple) else (at,)
    return tuple(_place(place) if isinstance(place, str) else place for place in places)


def _place(text: str) -> Place:
    table, key, column = text.split()
    key, _, nth = key.partition("#")
    return Place(
        PACKAGE.table(table).path, row_key=key.replace("¤", " "), nth=int(nth or 1), column=column
    )


def _line_and_cell(path: Path, key: tuple[str, ...], place: Place) -> tuple[int, str | None]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        seen, start = 0, 2
        for row in reader:
            if (shown(_key(row, key)) or NO_KEY) == place.row_key:
                seen += 1
                if seen == place.nth:
                    return start, shown(row[place.column or ""] or None)
            start = reader.line_num + 1
    raise AssertionError(f"{path.name} has no row {place.row_key}#{place.nth}")


def _key(row: Row, key: tuple[str, ...]) -> str:
    return "/".join(row[name] for name in key if row[name])
