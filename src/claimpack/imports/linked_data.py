"""JSON-LD as far as reviews need it: prefixes, values, and objects named by their ``@id``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

PREFIXES = ("https://schema.org/", "http://schema.org/", "schema:", "https://www.schema.org/")
# How deep within a review references are replaced: its claim, and the claim's speaker.
DEPTH = 2


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
    resolver = _Resolver(named)
    return [{key: resolver.at(value, DEPTH) for key, value in one.items()} for one in found]


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


class _Resolver:
    """Puts objects in the place of their ids; each object is worked through once a depth."""

    def __init__(self, named: dict[str, dict[str, Any]]) -> None:
        self._named = named
        self._known: dict[tuple[str, int], Any] = {}

    def at(self, value: Any, depth: int) -> Any:
        """Return a value in which references are replaced down to a depth."""
        if isinstance(value, list):
            return [self.at(part, depth) for part in value]
        if not isinstance(value, dict):
            return value
        name = value.get("@id")
        if len(value) > 1 or not isinstance(name, str) or name not in self._named:
            return self._inside(value, depth)
        if (name, depth) not in self._known:
            self._known[name, depth] = self._inside(self._named[name], depth)
        return self._known[name, depth]

    def _inside(self, value: dict[str, Any], depth: int) -> dict[str, Any]:
        if not depth:
            return value
        return {key: self.at(part, depth - 1) for key, part in value.items()}
