"""The header of a CSV file: the column names of the schema, in its order."""

from __future__ import annotations

import csv
import io

from claimpack.findings import shown
from claimpack.package import Table


def header_problem(table: Table, first_line: bytes) -> str | None:
    """Return what is wrong with the first line of a file, or None where it is the schema's."""
    text = first_line.decode("utf-8", "replace").rstrip("\r\n")
    try:
        names = next(csv.reader(io.StringIO(text), strict=True), [])
    except csv.Error as error:
        return f"the header cannot be read: {error}"
    expected = [column.name for column in table.fields]
    if names == expected:
        return None
    if not names:
        return "the file is empty: not even a header"
    missing = [name for name in expected if name not in names]
    extra = [name for name in names if name not in expected]
    delimiter = next((mark for mark in ";\t|" if mark in names[0]), None)
    if delimiter and len(names) == 1 and len(expected) > 1:
        return f"the cells are separated by '{shown(delimiter)}', not by commas"
    alike = {name.strip().lower(): name for name in missing}
    parts = [
        f"'{shown(name)}' should be '{alike[name.strip().lower()]}'"
        for name in extra
        if name.strip().lower() in alike
    ]
    missing = [n for n in missing if n not in {name.strip().lower() for name in extra}]
    extra = [name for name in extra if name.strip().lower() not in alike]
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if missing:
        parts.append(f"missing: {', '.join(missing)}")
    if extra:
        parts.append(f"not in the schema: {', '.join(shown(n) or '(blank)' for n in extra)}")
    if twice:
        parts.append(f"twice: {', '.join(shown(name) or '' for name in twice)}")
    return "; ".join(parts) or f"the order should be {', '.join(expected)}"
