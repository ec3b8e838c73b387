"""A file read into three files of rows: reviews, pieces of evidence, and what is rejected."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from claimpack.findings import shown
from claimpack.imports.mapping import Mapping
from claimpack.imports.reading import read_file
from claimpack.imports.record import EXCERPT, REASONS
from claimpack.imports.reviews import Reader
from claimpack.imports.staged_rows import PIECE_COLUMNS, REVIEW_COLUMNS
from claimpack.printing import csv_cell

REVIEWS, PIECES, REJECTS = "reviews.csv", "pieces.csv", "rejects.csv"
ARCHIVES, ARCHIVE_COLUMNS = "archives.csv", ["url", "archive_url"]
REJECT_COLUMNS = ("record", "line", "reason", "explanation", "excerpt")


@dataclass
class Staged:
    """What came of reading a file.

    Attributes:
        folder: where the rows are.
        read: how many reviews were read, also those that are rejected.
        rejected: by reason, how many are rejected.
        notes: by code of ``reviews.NOTES``, how often it has to be told.
    """

    folder: Path
    read: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)


def stage(
    path: Path,
    mapping: Mapping,
    folder: Path,
    today: date,
    told: Callable[[int], None] | None = None,
) -> Staged:
    """Read a file into rows.

    Args:
        path: the file.
        mapping: what its format calls things.
        folder: where to write the rows.
        today: no review is dated later.
        told: called with how many bytes were read so far, now and then.

    Raises:
        ClaimpackError: the file cannot be read, or is in another format.
    """
    reader = Reader(mapping, today)
    staged = Staged(folder)
    with ExitStack() as stack:

        def table(name: str, columns: list[str] | tuple[str, ...]) -> Any:
            file: TextIO = stack.enter_context(
                (folder / name).open("w", encoding="utf-8", newline="")
            )
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns)
            return writer

        reviews, pieces = table(REVIEWS, REVIEW_COLUMNS), table(PIECES, PIECE_COLUMNS)
        rejects = table(REJECTS, REJECT_COLUMNS)
        for record, found in read_file(path, mapping, told):
            reasons = [record.reason or "no-review"] if record.reason or not found else []
            for said in found:
                review = reader.read(staged.read + len(reasons) + 1, record.number, said)
                if isinstance(review, str):
                    reasons.append(review)
                    continue
                staged.read += 1
                reviews.writerow(_cells(review))
                pieces.writerows(_cells(piece) for piece in reader.pieces(review, said))
            for reason in reasons:
                staged.read += 1
                staged.rejected[reason] += 1
                rejects.writerow(
                    (record.number, record.line, reason, REASONS[reason], _excerpt(record.excerpt))
                )
        table(ARCHIVES, ARCHIVE_COLUMNS).writerows(reader.archives.items())
    staged.notes = reader.notes
    return staged


def _cells(row: Any) -> list[Any]:
    """Return the cells of a row; ``dataclasses.astuple`` copies what is in them."""
    return list(vars(row).values())


def _excerpt(content: bytes) -> str:
    text = content.decode("utf-8", "replace")
    return str(csv_cell(shown(text, EXCERPT) or ""))


def is_rejects(path: Path) -> bool:
    """Whether a file is one that an import wrote for what it rejected."""
    head = ",".join(REJECT_COLUMNS).encode()
    with path.open("rb") as file:
        return file.readline(len(head) + 2).rstrip() == head
