"""Values in a record: where a mapping says they are, whatever form the record gives them.

JSON-LD lets one thing be a text, an object or a list of either; a path goes into all of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

# Yields what a record says, the best first; called with the record and whether the value becomes
# part of an address.
Alternatives = Callable[[Any, bool], "Iterator[str]"]

PLACE = re.compile(r"\{([^{}]+)\}")
CONSTANT = "="
# Of one list in a record, how many parts are looked at.
MAX_PARTS = 1_000
# What stands around the parts of a list stands by each of them: no record may unfold to more.
MAX_CELLS = 1_000_000


def compiled(alternatives: list[str]) -> Alternatives:
    """Return what yields the values that a record has in some places, the first place first.

    Args:
        alternatives: paths of keys such as ``author.name``, where ``author.[Organization].name``
            takes only objects of a ``@type`` with that ending; ``=words`` for words themselves;
            words with ``{path}`` in them.
    """
    finders = [_finder(alternative) for alternative in alternatives]

    def all_of(record: Any, in_address: bool = False) -> Iterator[str]:
        for find in finders:
            yield from find(record, in_address)

    return all_of


def _finder(alternative: str) -> Alternatives:
    if alternative.startswith(CONSTANT):
        words = alternative.removeprefix(CONSTANT)
        return lambda record, in_address: iter((words,))
    if PLACE.search(alternative):
        pieces = PLACE.split(alternative)
        paths = [tuple(part.split(".")) for part in pieces[1::2]]

        def filled(record: Any, in_address: bool) -> Iterator[str]:
            out = [pieces[0]]
            for index, path in enumerate(paths):
                value = next(_values(record, path), None)
                if value is None:
                    return
                out += [_in_address(value) if in_address else value, pieces[2 * index + 2]]
            yield "".join(out)

        return filled
    keys = tuple(alternative.split("."))
    return lambda record, in_address: _values(record, keys)


def _in_address(value: str) -> str:
    return quote(value.strip().replace(" ", "_").encode("utf-8", "replace"), safe="(),:!*'")


def _values(node: Any, path: tuple[str, ...]) -> Iterator[str]:
    """Yield the values at a path as text; what says nothing is left out."""
    if isinstance(node, list):
        for part in node[:MAX_PARTS]:
            yield from _values(part, path)
    elif not path:
        if isinstance(node, dict):
            node = node.get("@value")
        if isinstance(node, bool):
            yield str(node).lower()
        elif isinstance(node, int | float):
            yield str(node)
        elif isinstance(node, str) and node.strip():
            yield node
    elif path[0].startswith("["):
        kinds = node.get("@type") if isinstance(node, dict) else None
        for kind in kinds if isinstance(kinds, list) else [kinds]:
            if isinstance(kind, str) and kind.endswith(path[0][1:-1]):
                yield from _values(node, path[1:])
                break
    elif isinstance(node, dict) and path[0] in node:
        yield from _values(node[path[0]], path[1:])


def parts(record: Any, keys: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """Yield the objects to which keys lead through lists, each with what stands around it."""
    nodes = record if isinstance(record, list) else [record]
    for node in nodes[:MAX_PARTS]:
        if not isinstance(node, dict):
            continue
        if not keys:
            yield node
            continue
        inner = node.get(keys[0])
        if len(node) * MAX_PARTS > MAX_CELLS:
            continue
        around = {key: value for key, value in node.items() if key != keys[0]}
        for part in parts(inner, keys[1:]):
            yield {**around, **part}
