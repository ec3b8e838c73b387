"""JSON-LD as text that may stand in a file and in the script element of a page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

# In a script element of HTML `</script` and `<!--` end or change what follows, and older
# JavaScript takes U+2028 and U+2029 for ends of lines; JSON reads the escapes as the same text.
ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def jsonld_text(value: Any, indent: int | None = 2) -> str:
    """Return a value as JSON, with nothing in it that ends a script element.

    Args:
        value: what JSON can hold.
        indent: spaces a level; None for one line without any.
    """
    separators = (",", ":") if indent is None else None
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)
    return text.translate(ESCAPES) + "\n"


def write_jsonld(path: Path, value: Any) -> None:
    """Write a value as JSON to a file."""
    path.write_text(jsonld_text(value), encoding="utf-8", newline="\n")


def without_empty(node: Mapping[str, Any]) -> dict[str, Any]:
    """Return a node without the properties that have no value."""
    return {name: value for name, value in node.items() if value not in (None, "", [], {})}
