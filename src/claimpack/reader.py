"""Strict reading of the CSV files: raw text cells in DuckDB, with the true line of every row.

Two readers cover each other: the bytes are checked here (encoding, byte order mark, NUL, line
ends, blank lines, header), the cells by DuckDB's strict CSV reader (quotes, extra and missing
cells). A table is read into ``raw.<table>``: column ``_line`` and every column as text.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

import duckdb

from claimpack.findings import Finding, shown
from claimpack.package import Package, Table
from claimpack.sql import quoted, read_csv

RAW = "raw"
MAX_LINE = 1_000_000
# A record: cells, quoted or not, up to the line feed that ends it. A quote that is never closed
# is taken for a character.
CELL = rb'(?:"(?:[^"]++|"")*+")?[^,\n]*+'
RECORD = re.compile(CELL + rb"(?:," + CELL + rb")*+\n?")


def read_tables(
    connection: duckdb.DuckDBPyConnection, package: Package
) -> tuple[list[Finding], set[str]]:
    """Read every table of a package into the schema ``raw``.

    Args:
        connection: gets the schema ``raw`` with one table a table of the package.
        package: the package to read.

    Returns:
        What is wrong with the files, and the names of the tables that could not be read: they
        stand in ``raw`` without rows, so that what depends on them can be told apart.
    """
    connection.execute(f"create schema if not exists {RAW}")
    findings: list[Finding] = []
    unreadable: set[str] = set()
    uneven: list[tuple[Table, bytes]] = []
    for table in package.tables:
        content, problems = _read_bytes(table, package.root / table.path)
        findings += problems
        if content is None:
            unreadable.add(table.name)
            connection.execute(_empty_raw(table))
            continue
        try:
            rows = _copy_into_raw(connection, package.root / table.path, table)
        except duckdb.Error as error:
            if not problems:  # a carriage return is told already
                findings.append(_finding(table, "row-form", str(error).splitlines()[0]))
            unreadable.add(table.name)
            connection.execute(_empty_raw(table))
            continue
        lines = content.count(b"\n") + (not content.endswith(b"\n"))
        if rows + 1 != lines:
            uneven.append((table, content))
    refused = _refused(connection, package) if uneven else {}
    for table, content in uneven:
        findings += _number_lines(connection, table, content, refused.get(table.name, []))
    return findings, unreadable


FIXES = {
    "file-missing": "create the file with its header, or remove the resource from datapackage.json",
    "file-encoding": "save the file as UTF-8 without a byte order mark",
    "file-line-ends": "end every line, also the last, with a line feed alone",
    "header": "make the header the column names of the schema, in its order",
    "blank-row": "remove the empty line",
    "row-form": "quote cells that hold a comma or a quote, and double the quotes inside them",
}
UNREADABLE = {"file-missing", "file-encoding", "header"}


def _read_bytes(table: Table, path: Path) -> tuple[bytes | None, list[Finding]]:
    """Return the content of a file that can be read on, and what is wrong with its bytes."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None, [_finding(table, "file-missing", "the file does not exist")]
    except OSError as error:
        return None, [_finding(table, "file-missing", f"the file cannot be read: {error.strerror}")]
    findings = _check_bytes(table, content)
    unreadable = any(finding.rule in UNREADABLE for finding in findings)
    return (None if unreadable else content), findings


def _check_bytes(table: Table, content: bytes) -> list[Finding]:
    if content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return [_finding(table, "file-encoding", "the file begins with a byte order mark", line=1)]
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = f"0x{content[error.start]:02x}"
        return [_finding(table, "file-encoding", f"the byte {byte} is not UTF-8", line=line)]
    if (nul := content.find(b"\0")) >= 0:
        line = content.count(b"\n", 0, nul) + 1
        return [_finding(table, "file-encoding", "the file holds a NUL character", line=line)]
    findings = []
    if (carriage_return := content.find(b"\r")) >= 0:
        line = content.count(b"\n", 0, carriage_return) + 1
        findings.append(
            _finding(table, "file-line-ends", "the line holds a carriage return", line=line)
        )
    if content and not content.endswith(b"\n"):
        line = content.count(b"\n") + 1
        findings.append(_finding(table, "file-line-ends", "the last line does not end", line=line))
    if problem := header_problem(table, content):
        first_line = content.partition(b"\n")[0].decode("utf-8")
        findings.append(_finding(table, "header", problem, line=1, value=first_line))
    return findings


def header_problem(table: Table, content: bytes) -> str | None:
    """Return what is wrong with the first line of a file, or None where it is the schema's."""
    first_line = content.partition(b"\n")[0].decode("utf-8", "replace").rstrip("\r")
    try:
        names = next(csv.reader(io.StringIO(first_line), strict=True), [])
    except csv.Error as error:
        return f"the header cannot be read: {error}"
    expected = [field.name for field in table.fields]
    if names == expected:
        return None
    missing = [name for name in expected if name not in names]
    extra = [name for name in names if name not in expected]
    twice = sorted({name for name in names if names.count(name) > 1})
    if missing:
        message = f"missing: {', '.join(missing)}"
        if extra:
            message += (
                f"; not in the schema: {', '.join(shown(name) or '(blank)' for name in extra)}"
            )
    elif extra:
        message = f"not in the schema: {', '.join(shown(name) or '(blank)' for name in extra)}"
    elif twice:
        message = f"twice: {', '.join(twice)}"
    else:
        message = f"the order should be {', '.join(expected)}"
    return message


def _copy_into_raw(connection: duckdb.DuckDBPyConnection, path: Path, table: Table) -> int:
    """Read a file into its raw table, each row with the line it would have if none were skipped.

    Returns how many rows there are; rows that DuckDB refuses stand in ``reject_errors``.
    """
    options = f", max_line_size = {MAX_LINE}, store_rejects = true"
    count = connection.execute(
        f"create or replace table {RAW}.{quoted(table.name)} as"
        f" select row_number() over () + 1 as _line, * from {read_csv(table, path, options)}"
    ).fetchone()
    return int(count[0]) if count else 0


@dataclass(frozen=True)
class _Refused:
    """A record that DuckDB's strict reader refused; the header is record 1, empty lines count."""

    record: int
    column: str | None
    text: str
    message: str


def _refused(connection: duckdb.DuckDBPyConnection, package: Package) -> dict[str, list[_Refused]]:
    """Return the records that DuckDB's strict reader refused, by table."""
    tables = {str(package.root / table.path): table.name for table in package.tables}
    rows = connection.execute(
        "select file_path, line, column_name, csv_line, error_message"
        " from reject_errors join reject_scans using (scan_id, file_id)"
        " qualify row_number() over (partition by file_path, line order by column_idx) = 1"
        " order by file_path, line"
    ).fetchall()
    refused: dict[str, list[_Refused]] = {}
    for path, record, column, text, message in rows:
        refused.setdefault(tables[path], []).append(
            _Refused(record, column or None, text.strip("\r\n"), message.splitlines()[0])
        )
    return refused


def _number_lines(
    connection: duckdb.DuckDBPyConnection, table: Table, content: bytes, refused: list[_Refused]
) -> list[Finding]:
    """Give every row its line where a row is not just a line, and tell which lines are no rows."""
    starts = []
    findings = []
    position, line = 0, 1
    while (record := RECORD.match(content, position)) and record.end() > position:
        starts.append(line)
        if record.group() in (b"\n", b"\r\n"):
            findings.append(_finding(table, "blank-row", "the line is empty", line=line))
        position = record.end()
        line += record.group().count(b"\n")
    findings += [
        _finding(table, "row-form", row.message, starts[row.record - 1], row.column, row.text)
        for row in refused
    ]
    no_rows = {finding.line for finding in findings}
    connection.execute(
        f"update {RAW}.{quoted(table.name)} as raw set _line = numbered.line from"
        " (select unnest(cast($lines as bigint[])) as line,"
        " generate_subscripts(cast($lines as bigint[]), 1) + 1 as number) as numbered"
        " where numbered.number = raw._line",
        {"lines": [start for start in starts[1:] if start not in no_rows]},
    )
    return findings


def _empty_raw(table: Table) -> str:
    columns = ", ".join(f"{quoted(field.name)} varchar" for field in table.fields)
    return f"create or replace table {RAW}.{quoted(table.name)} (_line bigint, {columns})"


def _finding(
    table: Table,
    rule: str,
    message: str,
    line: int | None = None,
    column: str | None = None,
    value: str | None = None,
) -> Finding:
    return Finding(
        rule=rule,
        severity="error",
        table=table.name,
        row_key=None,
        file=table.path,
        line=line,
        column=column,
        value=shown(value),
        message=message,
        fix=FIXES[rule],
    )
