"""The questions of ``sql/questions/``, each with its answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb

from claimpack.database import plain
from claimpack.documents import read_text
from claimpack.package import Package

FOLDER = "sql/questions"
# An answer is read, not downloaded: what is longer is cut, and says so.
MAX_ROWS = 100


@dataclass(frozen=True)
class Question:
    """A question and its answer.

    Attributes:
        slug: name of its file, without the ending.
        title: the question, the first line of the file.
        notes: what else is to be known, the other lines of its head.
        sql: the whole file.
        columns: names of the columns of the answer.
        rows: the answer, with plain values.
        count: how many rows it has in all.
    """

    slug: str
    title: str
    notes: str
    sql: str
    columns: list[str]
    rows: list[list[Any]]
    count: int


def questions(package: Package, connection: duckdb.DuckDBPyConnection) -> list[Question]:
    """Ask each question of a package, in the order of their files.

    Raises:
        duckdb.Error: one is no SQL that this package can answer.
    """
    found = []
    for path in sorted((package.root / FOLDER).glob("*.sql")):
        text = read_text(package.root, f"{FOLDER}/{path.name}")
        title, notes = _head(text)
        result = connection.execute(text)
        columns = [column[0] for column in result.description or []]
        answer = result.fetchall()
        found.append(
            Question(
                path.stem,
                title or path.stem,
                notes,
                text,
                columns,
                [[plain(value) for value in row] for row in answer[:MAX_ROWS]],
                len(answer),
            )
        )
    return found


def _head(text: str) -> tuple[str, str]:
    """Return the first line of the comment that a file begins with, and the rest of it."""
    lines = []
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        lines.append(line.removeprefix("--").strip())
    return (lines[0], " ".join(lines[1:])) if lines else ("", "")
