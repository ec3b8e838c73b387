"""What three readers find in the same bad file: whatever frictionless or DuckDB find, we find.

``python -m tests.test_parity --write`` writes the table of docs/guide/strict-reading.md.
"""

import csv
import io
import json
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import pytest
from frictionless import system

from claimpack.check import check_package
from claimpack.package import load_package
from claimpack.sql import DUCKDB_TYPES, literal

from .conftest import ROOT
from .test_bad_input import FILES, THINGS, edit_json, make_small, put

PAGE = ROOT / "docs" / "guide" / "strict-reading.md"
# Rules after which nothing of a file is read.
WHOLE_FILE = {"file-missing", "file-encoding", "file-line-ends", "header"}
TEXT = """\
# Strict reading

`claimpack check` reads a file twice. First its bytes, in pieces, so that a file of any size takes \
little memory: it must be a file inside the package, UTF-8 without a byte order mark, without NUL, \
every line ended by a line feed alone, and its first line must be the columns of the schema in \
their order. Then DuckDB reads the rows strictly, each cell as text: quotes must be closed and \
doubled, and every row has as many cells as the header. A line is one row, so every finding has \
the true line of the file.

Then every cell must have the canonical form of its type, the one way to write a value: `1` and \
not `01`, `+1`, `1.0` or `1_000`; `true` and not `yes`; `2025-02-01T10:00:00Z`. Where another form \
says plainly what was meant, the report proposes the canonical one. Keys and references are \
compared as they stand. So a program that reads the files less strictly reads the same values.

A table may have several files, each with a header; a finding names its file. A Parquet file has \
the columns of the schema, in any order, in types that hold them; its rows are counted from 1, and \
what no cell could hold (a fraction of a second, NaN) is told like a wrong cell.

The table shows the same bad files to frictionless (the whole package) and to DuckDB (`read_csv` \
with typed columns, `strict_mode`, `store_rejects`). Numbers are lines as each one counts them. It \
is written by `python -m tests.test_parity --write`; a test fails when it is stale.

"""


@dataclass(frozen=True)
class Found:
    """One thing that a reader found, and in which line or record."""

    what: str
    line: int | None

    def __str__(self) -> str:
        return self.what if self.line is None else f"{self.what} {self.line}"


Survey = dict[str, dict[str, list[Found]]]


def by_frictionless(root: Path) -> list[Found]:
    with system.use_context(trusted=True):
        report = frictionless.Package(str(root / "datapackage.json")).validate()
    rows = report.flatten(["rowNumber", "type"])
    return unique([Found(str(kind), number) for number, kind in rows])


def by_duckdb(root: Path) -> list[Found]:
    columns = ", ".join(
        f"{literal(str(field['name']))}: {literal(DUCKDB_TYPES[str(field.get('type', 'string'))])}"
        for field in fields()
    )
    path = literal(str(root / "claims" / "things.csv"))
    with duckdb.connect() as connection:
        try:
            connection.execute(
                f"create table things as from read_csv({path}, columns = {{{columns}}},"
                " auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"',"
                " strict_mode = true, store_rejects = true)"
            )
        except duckdb.Error as error:
            return [Found(type(error).__name__, None)]
        rows = connection.execute(
            "select lower(cast(error_type as varchar)), line from reject_errors order by line"
        ).fetchall()
    return unique([Found(kind, line) for kind, line in rows])


def by_us(root: Path) -> list[Found]:
    report = check_package(load_package(root))
    return unique([Found(finding.rule, finding.line) for finding in report.findings])


def fields() -> list[dict[str, Any]]:
    found = THINGS["fields"]
    assert isinstance(found, list)
    return found


def unique(found: list[Found]) -> list[Found]:
    return list(dict.fromkeys(found))


@cache
def survey() -> Survey:
    """Show every bad file to the three readers."""
    results: Survey = {}
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, bad) in enumerate(FILES.items()):
            root = make_small(Path(folder) / str(number))
            for schema in (root / "schemas").iterdir():
                edit_json(
                    schema, lambda s: [field.setdefault("type", "string") for field in s["fields"]]
                )
            put(root, bad.content)
            results[name] = {
                "frictionless": by_frictionless(root),
                "DuckDB": by_duckdb(root),
                "claimpack": by_us(root),
            }
    return results


def starts(content: bytes) -> list[int]:
    """Return the line in which each record starts, as lenient readers count records."""
    reader = csv.reader(io.StringIO(content.decode("utf-8", "replace").replace("\0", ""), ""))
    lines, start = [], 1
    for _ in reader:
        lines.append(start)
        start = reader.line_num + 1
    return lines


@pytest.mark.parametrize("reader", ["frictionless", "DuckDB"])
@pytest.mark.parametrize("name", FILES)
def test_we_find_whatever_another_reader_finds(name: str, reader: str) -> None:
    theirs, ours = survey()[name][reader], survey()[name]["claimpack"]
    if not theirs:
        return
    assert ours, f"{reader} finds {theirs}"
    if WHOLE_FILE & {found.what for found in ours}:
        return
    records = starts(FILES[name].content or b"")
    lines = {found.line for found in ours}
    for found in theirs:
        if found.line is not None:
            assert records[found.line - 1] in lines, f"{reader} finds {found}"


def test_a_sound_file_is_sound_to_all() -> None:
    assert survey()["header only"] == {"frictionless": [], "DuckDB": [], "claimpack": []}


def test_the_table_in_the_guide_is_not_stale() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m tests.test_parity --write"


def page() -> str:
    readers = ("frictionless", "DuckDB", "claimpack")
    rows = [["input", *readers], ["---"] * 4]
    for name, results in survey().items():
        rows.append([name, *(", ".join(map(str, results[r])) or "*valid*" for r in readers)])
    return TEXT + "".join(f"| {' | '.join(row)} |\n" for row in rows)


if __name__ == "__main__" and sys.argv[1:] == ["--write"]:
    PAGE.write_text(page(), encoding="utf-8")
    print(json.dumps({"written": str(PAGE)}))
