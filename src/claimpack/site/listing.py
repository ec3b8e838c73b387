"""Lists that may be longer than a page: their columns, and where each page of them stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Any

from claimpack.site.models import Row

# A path, a template, and what stands on the page.
Page = tuple[str, str, dict[str, Any]]

ROWS_A_PAGE = 500


@dataclass(frozen=True)
class Column:
    """A column of a list."""

    name: str
    label: str
    is_number: bool = False


SPEAKERS = (
    Column("name", "Speaker"),
    Column("position", "Position"),
    Column("affiliation", "For"),
    Column("is_party", "A party"),
    Column("assertions", "Assertions", True),
    Column("assertions_supported", "Supported", True),
    Column("assertions_contested", "Contested", True),
    Column("assertions_refuted", "Refuted", True),
)
PUBLISHERS = (
    Column("name", "Publisher"),
    Column("kind_label", "Kind"),
    Column("country", "Country"),
    Column("sources", "Documents", True),
    Column("claims", "Claims", True),
    Column("own_knowledge", "Of its own", True),
    Column("relayed", "Relayed", True),
    Column("only_repeats", "Only repeats"),
)
SOURCES = (
    Column("source_id", "Source"),
    Column("title", "Title"),
    Column("publisher", "Publisher"),
    Column("published_on", "Published"),
    Column("pieces", "Evidence", True),
    Column("claims", "Claims", True),
)


@dataclass(frozen=True)
class Place:
    """Which page of a list this is: its number, the last, and where the ones beside it stand."""

    number: int
    last: int
    previous: str | None
    next: str | None


def list_pages(
    kind: str, heading: str, lead: str, key: str, columns: tuple[Column, ...], rows: list[Row]
) -> Iterator[Page]:
    """Yield the pages of a list, each row of which leads to a page of its own."""
    model = {"kind": kind, "heading": heading, "lead": lead, "key": key, "columns": columns}
    for path, part, pages in paged(rows, kind, ROWS_A_PAGE, first_path=f"{kind}/index.html"):
        total = {"total": len(rows), "rows": part, "pages": pages}
        yield path, "list", model | total


def paged(
    rows: list[Row], kind: str, length: int, first_path: str
) -> Iterator[tuple[str, list[Row], Place]]:
    """Yield the pages of a list; one page, perhaps empty, there is always."""
    last = max(ceil(len(rows) / length), 1)
    paths = [first_path, *(f"{kind}/page-{number}.html" for number in range(2, last + 1))]
    for number, path in enumerate(paths, start=1):
        previous = paths[number - 2] if number > 1 else None
        following = paths[number] if number < last else None
        part = rows[(number - 1) * length : number * length]
        yield path, part, Place(number, last, previous, following)
