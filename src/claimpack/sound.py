"""What has to hold of the rows of a table that is sound, as one quick condition.

It is true of just those rows in which ``cell_checks`` finds something, or a reference to a small
table leads nowhere; but it asks in whatever way costs least where nothing is wrong.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from claimpack.canonical import UTC_FORMAT
from claimpack.cell_checks import CellCheck, cell_checks
from claimpack.known import Known
from claimpack.package import Package, Table
from claimpack.raw import Reading
from claimpack.sql import DUCKDB_TYPES, literal, quoted
from claimpack.table_schema import Field

# A pattern of letters, digits and a few signs alone: what matches it has no odd character in it,
# and no space at its ends.
CLOSED = re.compile(r"(?:[A-Za-z0-9_:/-]|[()|*+?]|\{[0-9]+,?[0-9]*\}|\[[A-Za-z0-9_:.-]+\]|\\\.)+")
# What a closed pattern implies.
IMPLIED = {"forbidden-characters", "stray-space"}
# A hash: its digits are decoded two by two, which takes half as long as to match them.
HEXADECIMAL = re.compile(r"\(\?:\[0-9a-f\]\{([0-9]*[02468])\}\)")
UNLIKE_HEXADECIMAL = (
    "strlen({0}) <> {1} or {0} <> lower({0}) or {0} is not null and try(unhex({0})) is null"
)
# Of what is printable ASCII alone, as most cells are, only the ends need a look.
UNLIKE_TEXT = (
    "starts_with({0}, ' ') or ends_with({0}, ' ') or regexp_matches({0}, '[^ -~]') and ({1} or {2})"
)
# By type, when a text is not the canonical form of a value ({1}): the text that the value has,
# or for a time the only text of its length that is read as one.
UNLIKE_ITS_TYPE = {
    "integer": "cast({1} as varchar) is distinct from {0}",
    "boolean": "{0} <> 'true' and {0} <> 'false'",
    "datetime": "{0} not like '____-__-__T__:__:__Z' or {0} < '0001'"
    " or {1} is null and {0} is not null",
}
# A number may match the pattern and still not be held as it stands, like one of twenty digits.
NUMBER_AS_WRITTEN = "regexp_replace(cast({0} as varchar), '\\.0$', '')"


def broken(package: Package, table: Table, known: Known, values: Mapping[str, str]) -> str:
    """Return the condition under which some cell of a row breaks its schema, or is null.

    It leaves out what another check of the column implies, and of ``referring_columns`` what is
    implied where no reference dangles.

    Args:
        package: the package.
        table: the table.
        known: what is known of it.
        values: by column of a CSV file, SQL for its cell in its type, if that is not text.
    """
    referring = referring_columns(package, table)
    closed = {column.name for column in table.fields if _is_closed(column)}
    checks: dict[str, dict[str, CellCheck]] = defaultdict(dict)
    for check in cell_checks(table, known.is_plain, table.format == "parquet", values):
        if (check.rule not in IMPLIED or check.column not in closed) and (
            check.rule == "required" or check.column not in referring
        ):
            checks[check.column][check.rule] = check
    conditions = [
        condition
        for column in table.fields
        for condition in _quick(column, checks[column.name], values.get(column.name))
    ]
    conditions += [
        f"({_not_among(quoted(key.fields[0]), there)})" for key, there in known.allowed.items()
    ]
    return "\n        or ".join(conditions) or "false"


def typed_value(column: Field) -> str | None:
    """Return SQL for a cell of text in the type of its column; None where that is text."""
    cell = quoted(column.name)
    if column.type == "datetime":
        return f"try_strptime({cell}, {literal(UTC_FORMAT)})"
    return None if column.type == "string" else f"try_cast({cell} as {DUCKDB_TYPES[column.type]})"


def _quick(column: Field, checks: dict[str, CellCheck], value: str | None) -> Iterator[str]:
    """Return conditions as quick as can be of which one is true where that of a check is.

    Args:
        column: the column.
        checks: its checks, by rule.
        value: SQL for its value, where the cell is text and that is none.
    """
    cell = quoted(column.name)
    is_text = column.type == "string"
    if set(checks) >= IMPLIED:
        odd = [checks[rule].condition for rule in sorted(IMPLIED)]
        yield f"({UNLIKE_TEXT.format(cell, *odd)})"
    for rule, check in checks.items():
        condition = check.condition
        if rule in IMPLIED and set(checks) >= IMPLIED:
            continue
        if rule == "type" and value is not None:
            if column.type in UNLIKE_ITS_TYPE:
                condition = UNLIKE_ITS_TYPE[column.type].format(cell, value)
            else:
                condition += f" or {NUMBER_AS_WRITTEN.format(value)} is distinct from {cell}"
        elif rule == "pattern" and is_text:
            condition = unlike_pattern(cell, column.constraints["pattern"]) or condition
        elif rule == "enum" and is_text:
            condition = _not_among(cell, [str(each) for each in column.constraints["enum"]])
        yield f"({condition})"


def unlike_pattern(cell: str, pattern: str) -> str | None:
    """Return a condition quicker than the pattern under which a cell does not match it, if any."""
    digits = HEXADECIMAL.fullmatch(pattern)
    return UNLIKE_HEXADECIMAL.format(cell, digits[1]) if digits else None


def _not_among(cell: str, values: list[str]) -> str:
    """Return the condition that a cell is none of some values.

    DuckDB makes a join of ``in`` or ``list_contains``, and then loses the order of the rows.
    """
    listed = ", ".join(map(literal, values))
    among = f"list_position(cast([{listed}] as varchar[]), {cell})"
    return f"{cell} is not null and {among} is null"


def referring_columns(package: Package, table: Table) -> dict[str, str]:
    """Return the columns whose cells keep to the schema if they stand in another table.

    Those are texts of which the schema says no more than of the column that they refer to, if that
    column does not refer to another in turn.

    Returns:
        By column, the name of the other table.
    """
    found = {}
    tables = {table.name: table for table in package.tables}
    for key in table.foreign_keys:
        if (parent := tables.get(key.table)) is None:
            continue
        passed_on = {name for other in parent.foreign_keys for name in other.fields}
        for ours, theirs in zip(key.fields, key.table_fields, strict=True):
            column, other_column = table.field(ours), parent.field(theirs)
            stated = {
                n: v for n, v in column.constraints.items() if n not in ("required", "unique")
            }
            if (
                column.type == other_column.type == "string"
                and theirs not in passed_on
                and stated.items() <= other_column.constraints.items()
            ):
                found[ours] = parent.name
    return found


def note_sound(reading: Reading, package: Package, table: Table, known: Known) -> None:
    """Note that a table proved sound while it was read."""
    reading.sound.add(table.name)
    reading.proven.update((table.name, key) for key in known.allowed)
    seen = {(key.fields[0], key.table) for key in known.allowed}
    referring = referring_columns(package, table)
    reading.resting[table.name] = dict(referring.items() - seen)


def _is_closed(column: Field) -> bool:
    """Whether cells that keep to the schema have no odd character, and no space at their ends."""
    if column.type != "string":
        return True
    if "enum" in column.constraints:
        values = [str(value) for value in column.constraints["enum"]]
        return all(value.isprintable() and value.strip() == value for value in values)
    return CLOSED.fullmatch(column.constraints.get("pattern", "")) is not None
