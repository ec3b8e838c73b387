"""Sites for the tests: of a package, or of contents in which every text is hostile."""

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from claimpack.exports.source import opened
from claimpack.package import Package
from claimpack.site.describing import about_site, describe_site
from claimpack.site.models import Contents, read_contents
from claimpack.site.pictures.front import front_pictures
from claimpack.site.site import write_pages

DOWNLOADS = [
    {"path": "claims.duckdb", "bytes": 5, "sha256": "0" * 64, "rows": None},
    {"path": "parquet/claims.parquet", "bytes": 5, "sha256": "0" * 64, "rows": 1},
]
# A page of every kind there is, and some of each that differ.
TYPES = (
    "index",
    "claims/C015",
    "claims/C007",
    "speakers/index",
    "speakers/alexander-novak",
    "publishers/index",
    "publishers/tass",
    "sources/index",
    "sources/S002",
    "questions",
    "data",
    "rules",
    "downloads",
    "method",
    "own-copy",
)
# What programs read: ids, codes, dates, hashes. The schemas let them be nothing else.
CODES = re.compile(
    r"C\d+(-[EQ]?\d+)*|S\d+|[a-z0-9]+([-_][a-z0-9]+)*|[0-9a-f]{64}|\d{4}(-\d\d)*[T0-9:Z./~?-]*"
)


def pages_of(folder: Path) -> list[Path]:
    """Return the pages of a site; a report among its downloads is no page of it."""
    return [path for path in folder.rglob("*.html") if "downloads" not in path.parts]


def write_without_release(
    package: Package,
    folder: Path,
    base_url: str | None = None,
    change: Callable[[Contents], Contents] = lambda contents: contents,
    **about: str,
) -> Path:
    """Write the pages of a package, without what is downloaded from them."""
    with opened(package, None, base_url, with_software=True) as source:
        contents = change(read_contents(package, source.connection))
        site = describe_site(source, contents, front_pictures(source.connection))
        made = folder / "pages"
        made.mkdir()
        write_pages(made, site, replace(about_site(source, None), **about), lambda: DOWNLOADS)
    (made / "downloads" / "parquet").mkdir(parents=True)
    for file in DOWNLOADS:
        (made / "downloads" / str(file["path"])).write_bytes(b"12345")
    return made


def with_every_text(value: Any, hostile: Callable[[str], str], key: str = "") -> Any:
    """Return a value with other texts in it; addresses become scripts, codes stay."""
    if isinstance(value, dict):
        return {k: with_every_text(v, hostile, str(k)) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(with_every_text(part, hostile, key) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        texts = ("title", "notes", "rows", "columns")
        changed = {
            field.name: with_every_text(getattr(value, field.name), hostile, field.name)
            for field in fields(value)
            if field.name in texts
        }
        return replace(value, **changed)
    if not isinstance(value, str):
        return value
    if key.endswith("url"):
        return "javascript:document.title='ran'"
    return value if CODES.fullmatch(value) else hostile(value)
