"""Findings about the form of a file: which bytes and lines are no table."""

from __future__ import annotations

from claimpack.findings import Finding, in_table
from claimpack.package import Table

FIXES = {
    "file-missing": "create the file with its header, or remove the resource from datapackage.json",
    "file-encoding": "save the file as UTF-8 without a byte order mark",
    "file-conflict": "finish the merge; of the log, with 'claimpack log rebase --onto BRANCH'",
    "file-line-ends": "end every line, also the last, with a line feed alone",
    "header": "make the header the column names of the schema, in its order",
    "blank-row": "remove the empty line",
    "row-form": "quote cells that hold a comma or a quote, and double the quotes inside them",
    "parquet-form": "write the file again, with the columns and types of the schema",
}


def about_file(
    table: Table,
    file: str,
    rule: str,
    message: str,
    line: int | None = None,
    column: str | None = None,
    value: str | None = None,
) -> Finding:
    """Return a finding about a file of a table, or a line of it."""
    return in_table(table, rule, message, FIXES[rule], line, column, value, file=file)
