"""Reading a file of reviews: its kind is told by its first bytes, its records come one by one."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from claimpack.errors import ClaimpackError, DataError
from claimpack.imports.formats import BUILT_IN
from claimpack.imports.json_records import json_lines, json_records
from claimpack.imports.linked_data import reviews_in
from claimpack.imports.mapping import FileForm, Mapping
from claimpack.imports.mapping_files import built_in
from claimpack.imports.pages import page_records
from claimpack.imports.record import REASONS, Readable, Record
from claimpack.imports.table_records import table_records
from claimpack.imports.values import MAX_CELLS, MAX_PARTS, parts
from claimpack.scan import irregular

HEAD = 1 << 16
# So many records of a file are looked at before it is said to be in another format.
LOOKED_AT = 50
PACKED = {b"\x1f\x8b": "gzip", b"PK": "zip", b"BZ": "bzip2", b"\xfd7": "xz", b"\x28\xb5": "zstd"}
MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}

# A record and the reviews that it holds; one that cannot be read holds none.
Read = tuple[Record, list[dict[str, Any]]]


def read_file(
    path: Path, mapping: Mapping, told: Callable[[int], None] | None = None
) -> Iterator[Read]:
    """Yield the records of a file with the reviews in each.

    Args:
        path: the file.
        mapping: what its format calls things.
        told: called with how many bytes were read so far, now and then.

    Raises:
        ClaimpackError: it is no file, or packed.
        DataError: it holds no records, or is in another format; the message says in which.
    """
    head = _head(path)
    records = _records(path, head, mapping, told)
    looked_at: list[Read] = []
    is_known = False
    for record in records:
        if not record.reason and _unfolds(record.value, mapping):
            record = replace(record, value=None, reason="too-wide")
        reviews = [] if record.reason else _reviews(record.value, mapping)
        if not is_known:
            looked_at.append((record, reviews))
            is_known = any(_is_recognised(review, mapping) for review in reviews)
            if is_known:
                yield from looked_at
                looked_at = []
            elif len(looked_at) == LOOKED_AT:
                raise _other_format(path, head, mapping, looked_at)
            continue
        yield record, reviews
    if not is_known:
        raise _other_format(path, head, mapping, looked_at)


def _head(path: Path) -> bytes:
    """Return the beginning of a file, once it is one that can be read."""
    if path.is_symlink():
        raise ClaimpackError(f"{path} is a link", "name the file itself")
    if problem := irregular(path):
        raise ClaimpackError(f"{path} {problem}")
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError as error:
        raise ClaimpackError(f"{path} cannot be read: {error.strerror}") from None
    for mark, name in PACKED.items():
        if head.startswith(mark):
            raise ClaimpackError(
                f"{path} is packed ({name})", "unpack it, and import what it holds"
            )
    for mark, name in MARKS.items():
        if head.startswith(mark):
            raise ClaimpackError(f"{path} is {name}", "save it as UTF-8")
    return head


def _records(
    path: Path, head: bytes, mapping: Mapping, told: Callable[[int], None] | None
) -> Iterator[Record]:
    form = mapping.file
    if form.kind in ("json", "jsonl") and _is_page(head):
        if not form.in_pages:
            raise DataError(
                f"{path} is an HTML page, and {mapping.format} is no format of pages",
                f"claimpack import claimreview {path.name}",
            )
        yield from page_records(path)
        return
    try:
        with path.open("rb") as opened:
            file: Readable = _Counted(opened, told) if told else opened
            try:
                yield from _parsed(file, head, form)
            except DataError as error:
                raise DataError(f"{path}, {error}", error.fix) from None
    except OSError as error:
        raise ClaimpackError(f"{path} cannot be read: {error.strerror}") from None


def _parsed(file: Readable, head: bytes, form: FileForm) -> Iterator[Record]:
    """Return the records of a file that is no page, by what its form and its beginning say."""
    if form.kind in ("csv", "tsv"):
        return table_records(file, form.kind, form.columns, form.has_quotes)
    return json_lines(file) if _is_lines(head) else json_records(file, form.lists)


class _Counted:
    """A file that tells how much of it was read, each megabyte."""

    def __init__(self, file: Readable, told: Callable[[int], None]) -> None:
        self._file = file
        self._told = told
        self._read = 0

    def read(self, size: int = -1, /) -> bytes:
        """Return so many bytes."""
        content = self._file.read(size)
        self._count(len(content))
        return content

    def readline(self, size: int = -1, /) -> bytes:
        """Return a line, or so many bytes of it."""
        content = self._file.readline(size)
        self._count(len(content))
        return content

    def _count(self, size: int) -> None:
        before, self._read = self._read >> 20, self._read + size
        if self._read >> 20 != before:
            self._told(self._read)


def _is_page(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")


def _is_lines(head: bytes) -> bool:
    """Whether each line is a record: the first one that is not empty is, and it is not all."""
    first, end, rest = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    if not first.startswith(b"{"):
        return False
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        # a first line that is broken, where the next one begins like a record too
        return bool(end) and rest.lstrip(b"\r\n").startswith((b'{"', b"{ ")) and b"}" in first[-3:]
    return bool(end) and bool(rest.strip())


def _unfolds(value: Any, mapping: Mapping) -> bool:
    """Whether what stands around lists in a record would stand by each of very many parts."""
    each, items = mapping.file.each, mapping.evidence.items
    for node in value if isinstance(value, list) else [value]:
        if not isinstance(node, dict):
            continue
        if each and isinstance(node.get(each), list) and len(node) * len(node[each]) > MAX_CELLS:
            return True
        if items and len(node) * MAX_PARTS > MAX_CELLS:
            return True
    return False


def _reviews(value: Any, mapping: Mapping) -> list[dict[str, Any]]:
    """Return the reviews in the value of a record."""
    form = mapping.file
    if form.types:
        found = reviews_in(value, form.types)
        if not found and isinstance(value, dict) and form.recognised_by[0] in value:
            found = [value]  # an object without a type
        return found
    nodes = value if isinstance(value, list) else [value]
    nodes = [node for node in nodes if isinstance(node, dict)]
    if form.each is None:
        return nodes
    reviews = []
    for node in nodes:
        inner = node.get(form.each)
        several = inner if isinstance(inner, list) else [inner]
        reviews += [{**node, form.each: one} for one in several if isinstance(one, dict)]
    return reviews


def _is_recognised(review: dict[str, Any], mapping: Mapping) -> bool:
    form = mapping.file
    return bool(form.types) or all(key in review for key in form.recognised_by)


def _other_format(path: Path, head: bytes, mapping: Mapping, read: list[Read]) -> ClaimpackError:
    """Return the error for a file in which nothing is of the format."""
    if not read:
        return DataError(f"{path} holds no records", f"a file of {mapping.format} was expected")
    wanted = ", ".join(mapping.file.recognised_by or mapping.file.types)
    if likely := _likely(path, head, mapping):
        return DataError(
            f"{path} is not in the format {mapping.format}: this looks like {likely}",
            f"claimpack import {likely} {path}",
        )
    reasons = {record.reason for record, _ in read if record.reason}
    if len(reasons) == 1 and all(record.reason for record, _ in read):
        return DataError(
            f"{path}: no record can be read; the first, in line {read[0][0].line}:"
            f" {REASONS[reasons.pop()]}",
            f"a file of {mapping.format} ({mapping.title}) was expected",
        )
    return DataError(
        f"{path} is not in the format {mapping.format}: no record has {wanted}",
        "name its format, or say with --map where its records have what (docs/guide/importing.md)",
    )


def _likely(path: Path, head: bytes, mapping: Mapping) -> str | None:
    """Return the format that the beginning of a file has, if it is a known one."""
    for name in BUILT_IN:
        other = built_in(name)
        if name == mapping.format:
            continue
        form = other.file
        try:
            is_table = form.kind in ("csv", "tsv")
            if is_table and (_is_page(head) or head.lstrip()[:1] in (b"{", b"[")):
                continue
            if _is_page(head):
                if not form.in_pages:
                    continue
                records = page_records(path)
            else:
                records = _parsed(io.BytesIO(head), head, form)
            for _, record in zip(range(LOOKED_AT), records, strict=False):
                if record.reason:
                    continue
                reviews = _reviews(record.value, other)
                if any(_is_recognised(review, other) for review in reviews):
                    return name
        except ClaimpackError:
            continue
    return None


def evidence_in(review: dict[str, Any], mapping: Mapping) -> Iterator[dict[str, Any]]:
    """Yield the pieces of evidence that a review tells of."""
    if mapping.evidence.items:
        yield from parts(review, mapping.evidence.items)
