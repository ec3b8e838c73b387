"""The JSON-LD that HTML pages embed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from claimpack.errors import ClaimpackError
from claimpack.imports.json_records import json_records
from claimpack.imports.record import Record

MAX_PAGE = 64 << 20
JSON_LD = "application/ld+json"
# What old pages put around a script, so that browsers before scripts did not show it.
WRAPPING = re.compile(r"^\s*(?://)?\s*(?:<!\[CDATA\[|<!--)|(?://)?\s*(?:\]\]>|-->)\s*$")


def page_records(path: Path) -> Iterator[Record]:
    """Yield the JSON-LD documents of a page; a script may hold several.

    Raises:
        ClaimpackError: the page is too large, or no HTML at all.
    """
    import io

    from lxml import etree, html

    if path.stat().st_size > MAX_PAGE:
        raise ClaimpackError(
            f"{path} is larger than {MAX_PAGE >> 20} MB: no page of a review is",
            "take the JSON-LD out of it, and import that",
        )
    content = path.read_bytes()
    try:
        content.decode("utf-8")
        encoding: str | None = "utf-8"
    except UnicodeDecodeError:
        encoding = None  # what the page says of itself
    # no entities are fetched or expanded, and libxml2 keeps its limits of depth and size
    parser = html.HTMLParser(encoding=encoding, huge_tree=False, no_network=True)
    try:
        page = html.document_fromstring(content, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise ClaimpackError(f"{path} is no HTML page: {error}") from None
    number = 0
    for script in page.iter("script"):
        if (script.get("type") or "").partition(";")[0].strip().lower() != JSON_LD:
            continue
        text = WRAPPING.sub("", script.text or "")
        for record in json_records(io.BytesIO(text.encode("utf-8", "replace")), ()):
            number += 1
            line = script.sourceline or 1
            yield Record(number, line, record.value, record.reason, record.excerpt)
