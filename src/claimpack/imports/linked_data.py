"""JSON-LD as far as reviews need it: prefixes, values, and objects named by their ``@id``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

PREFIXES = ("https://schema.org/", "http://schema.org/", "schema:", "https://www.schema.org/")
MAX_DEPTH = 64
# How often one object may be put in the place of its @id: each time it stands there in full.
MAX_REFERENCES = 1_000


def reviews_in(document: Any, types: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return the objects of some types, wherever they stand in a document.

    Their keys are without prefixes, and an object that is only named by its ``@id`` is replaced
    by the one that stands elsewhere in the document.
    """
    node = _plain(document)
    named: dict[str, dict[str, Any]] = {}
    found: list[dict[str, Any]] = []
    for each in _objects(node):
        if isinstance(each.get("@id"), str) and len(each) > 1:
            named.setdefault(each["@id"], each)
        if _types(each) & set(types):
            found.append(each)
    budget = [MAX_REFERENCES]
    return [_resolved(review, named, budget) for review in found]


def _plain(node: Any) -> Any:
    if isinstance(node, list):
        return [_plain(part) for part in node]
    if isinstance(node, dict):
        return {_without_prefix(key): _plain(value) for key, value in node.items()}
    return node


def _without_prefix(name: str) -> str:
    if ":" not in name:
        return name
    for prefix in PREFIXES:
        if name.startswith(prefix):
            return name.removeprefix(prefix)
    return name


def _types(node: dict[str, Any]) -> set[str]:
    said = node.get("@type", node.get("type"))
    names = said if isinstance(said, list) else [said]
    return {_without_prefix(name) for name in names if isinstance(name, str)}


def _objects(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, list):
        for part in node:
            yield from _objects(part)
    elif isinstance(node, dict):
        yield node
        for value in node.values():
            yield from _objects(value)


def _resolved(
    review: dict[str, Any], named: dict[str, dict[str, Any]], budget: list[int]
) -> dict[str, Any]:
    """Return a review in whose direct values, and those of its claim, references are replaced."""

    def at(value: Any, depth: int) -> Any:
        if isinstance(value, list):
            return [at(part, depth) for part in value]
        if isinstance(value, dict):
            if set(value) == {"@id"} and value["@id"] in named and budget[0]:
                budget[0] -= 1
                value = named[value["@id"]]
            if depth:
                return {key: at(part, depth - 1) for key, part in value.items()}
        return value

    return {key: at(value, 2) for key, value in review.items()}
