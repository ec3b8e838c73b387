"""Rows that somebody brings in a file: CSV with the columns of a table, or JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from claimpack.article_text import read_utf8
from claimpack.canonical import proposal
from claimpack.documents import parse_json
from claimpack.errors import ClaimpackError
from claimpack.scan import irregular

Records = list[dict[str, str]]
MAX_BYTES = 256 << 20
# What `claimpack draft --format json` tells beside the rows: the drafts, and those not taken.
DRAFTS, LEFT_OUT = "drafts", "left_out"
FOR_READING = (DRAFTS, LEFT_OUT)


@dataclass(frozen=True)
class Brought:
    """What a file brings.

    Attributes:
        tables: by table, its rows.
        not_taken: names of what stands beside them and is no table.
    """

    tables: dict[str, Records]
    not_taken: list[str] = field(default_factory=list)


def read_records(path: Path, table: str) -> Brought:
    """Return the rows of a file by table.

    Args:
        path: a CSV file with a header; or JSON: a list of objects, or an object that has a list
            of them for each of several tables. What drafts tell beside their rows is not taken.
        table: the table that rows without one are for.

    Raises:
        ClaimpackError: the file cannot be read; the message names line or row.
    """
    if problem := irregular(path):
        raise ClaimpackError(f"{path} {problem}")
    if path.stat().st_size > MAX_BYTES:
        raise ClaimpackError(f"{path} is larger than {MAX_BYTES >> 20} MB: add it in parts")
    text = read_utf8(path)
    if path.suffix.lower() == ".json":
        found = _from_json(path, text, table)
    else:
        found = Brought({table: _from_csv(path, text)})
    if not any(found.tables.values()):
        raise ClaimpackError(f"{path} holds no rows")
    return found


def _from_csv(path: Path, text: str) -> Records:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        if len(header) == 1 and (other := {";", "\t"} & set(header[0])):
            raise ClaimpackError(
                f"{path}, line 1: the cells are parted by {other.pop()!r}",
                "save the file with commas between the cells",
            )
        if twice := [name for name in header if header.count(name) > 1]:
            raise ClaimpackError(f"{path}, line 1: the column '{twice[0]}' stands twice")
        records = []
        for cells in reader:
            if len(cells) != len(header):
                raise ClaimpackError(
                    f"{path}, line {reader.line_num}: {len(cells)} cells, and the header has"
                    f" {len(header)}",
                    "quote cells that hold a comma",
                )
            records.append(dict(zip(header, cells, strict=True)))
    except csv.Error as error:
        raise ClaimpackError(f"{path}, line {reader.line_num}: {error}") from None
    return records


def _from_json(path: Path, text: str, table: str) -> Brought:
    content = parse_json(text, str(path))
    tables = content if isinstance(content, dict) else {table: content}
    return Brought(
        {n: _records(path, n, rows) for n, rows in tables.items() if n not in FOR_READING},
        [name for name in FOR_READING if tables.get(name)],
    )


def _records(path: Path, table: str, rows: Any) -> Records:
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise ClaimpackError(
            f"{path}: '{table}' is no list of objects",
            'write [{"name": "…"}], or {"speakers": [{"name": "…"}], "claims": […]}',
        )
    return [
        {name: _cell(f"{path}, row {number} of {table}", value) for name, value in row.items()}
        for number, row in enumerate(rows, 1)
    ]


def _cell(where: str, value: Any) -> str:
    """Return a value of JSON as it stands in a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return proposal("number", str(value)) or str(value)
    if isinstance(value, str):
        return value
    raise ClaimpackError(f"{where}: a list or an object is no cell")
