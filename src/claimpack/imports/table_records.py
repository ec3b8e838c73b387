"""The records of a CSV or TSV file, each for itself: one that is broken spoils no other."""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator

from claimpack.errors import DataError
from claimpack.imports.record import EXCERPT, MAX_RECORD, Readable, Record, lines

DELIMITERS = {"csv": ",", "tsv": "\t"}
# A quoted cell may go on over so many lines; more are a quote that was never closed.
MAX_LINES = 10_000

Line = tuple[int, bytes, bool]


def table_records(
    file: Readable, kind: str, columns: tuple[str, ...], has_quotes: bool
) -> Iterator[Record]:
    """Yield the rows of a table as objects by the names of its columns.

    Args:
        file: the file, from its beginning.
        kind: csv or tsv.
        columns: the names where the file has no header.
        has_quotes: whether quotes may enclose a cell.

    Raises:
        DataError: the file has no usable header.
    """
    delimiter = DELIMITERS[kind]
    rows = _Rows(lines(file), delimiter, has_quotes)
    if not columns:
        columns = _header(rows, delimiter)
    rows.width = len(columns)
    for number, (line, cells, reason, excerpt) in enumerate(rows, 1):
        if cells is not None and len(cells) == len(columns):
            yield Record(number, line, dict(zip(columns, cells, strict=True)), None, excerpt)
        else:
            yield Record(number, line, None, reason or "other-cells", excerpt)


def _header(rows: _Rows, delimiter: str) -> tuple[str, ...]:
    first = next(rows, None)
    if first is None:
        raise DataError("the file is empty: not even a header")
    cells = first[1]
    if cells is None:
        raise DataError("line 1: the header cannot be read", "save the file as UTF-8")
    names = tuple(cell.strip() for cell in cells)
    other = next((mark for mark in "\t;,|" if mark != delimiter and mark in names[0]), None)
    if len(names) == 1 and other:
        raise DataError(
            f"line 1: the cells are parted by {other!r}, not by {delimiter!r}",
            "name the other kind (csv, tsv), or save the file with that mark between the cells",
        )
    if twice := [name for name in names if names.count(name) > 1]:
        raise DataError(f"line 1: the column '{twice[0]}' stands twice", "rename one of them")
    return names


class _Rows(Iterator[tuple[int, "list[str] | None", "str | None", bytes]]):
    """Line, cells, why there are none, and the beginning of each row."""

    def __init__(self, source: Iterator[Line], delimiter: str, has_quotes: bool) -> None:
        self.width = 0  # how many cells a row has, once that is known
        self._source = source
        self._waiting: deque[Line] = deque()
        self._delimiter = delimiter
        self._has_quotes = has_quotes
        self._is_first = True

    def __next__(self) -> tuple[int, list[str] | None, str | None, bytes]:
        line, content, is_too_long = self._line()
        while not content.strip() and not is_too_long:
            line, content, is_too_long = self._line()
        excerpt = content[:EXCERPT]
        if is_too_long:
            return line, None, "too-long", excerpt
        if not self._has_quotes:
            return self._cells(line, content, with_quotes=False)
        taken: list[Line] = []
        quotes, length = content.count(b'"'), len(content)
        while quotes % 2 and len(taken) < MAX_LINES:
            try:
                more = self._line()
            except StopIteration:
                break
            taken.append(more)
            if more[2] or (length := length + len(more[1])) > MAX_RECORD:
                break
            quotes += more[1].count(b'"')
        if taken and quotes % 2 == 0:
            whole = b"\n".join([content, *(more for _, more, _ in taken)])
            row = self._cells(line, whole, with_quotes=True)
            if row[1] is None or not self.width or len(row[1]) == self.width:
                return row
        # a quote alone in its line is a character; what follows are rows of their own
        self._waiting.extendleft(reversed(taken))
        if quotes % 2 or taken:
            return self._cells(line, content, with_quotes=False)
        return self._cells(line, content, with_quotes=True)

    def _line(self) -> Line:
        if self._waiting:
            return self._waiting.popleft()
        line, content, is_too_long = next(self._source)
        if self._is_first:
            content, self._is_first = content.removeprefix(b"\xef\xbb\xbf"), False
        return line, content, is_too_long

    def _cells(
        self, line: int, content: bytes, with_quotes: bool
    ) -> tuple[int, list[str] | None, str | None, bytes]:
        excerpt = content[:EXCERPT]
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            return line, None, "not-utf8", excerpt
        if not with_quotes:
            return line, text.split(self._delimiter), None, excerpt
        csv.field_size_limit(MAX_RECORD)
        try:
            cells = next(csv.reader(io.StringIO(text, newline=""), delimiter=self._delimiter))
        except (csv.Error, StopIteration):
            return line, None, "other-cells", excerpt
        return line, cells, None, excerpt
