"""The one way to write a value, and proposals for cells that are written in another."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal, InvalidOperation

# By type, the pattern of its one form, and what to call it.
CANONICAL = {
    "integer": (r"0|-?[1-9][0-9]*", "an integer without leading zeros, signs or separators"),
    "number": (
        r"0|-?(?:0\.[0-9]*[1-9]|[1-9][0-9]*(?:\.[0-9]*[1-9])?)",
        "a decimal number without exponent, leading or trailing zeros",
    ),
    "boolean": (r"true|false", "true or false"),
    "datetime": (
        r"(?:[1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z",
        "a time in UTC like 2025-02-18T10:00:00Z",
    ),
}

# A time as a cell holds it, for strftime; Python, DuckDB and polars read it alike.
UTC_FORMAT = "%Y-%m-%dT%H:%M:%SZ"
TRUE = {"true", "t", "yes", "y", "1", "on"}
FALSE = {"false", "f", "no", "n", "0", "off"}
# A decimal comma; before three digits it may also part the thousands.
COMMA = re.compile(r"(-?[0-9]+),([0-9]+)")
THOUSANDS = 3
MAX_DIGITS = 30
LOWEST, HIGHEST = -(2**63), 2**63 - 1
DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
TIME = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})[T ](\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.0+)?)?(?:Z|\+00:?00)",
    re.ASCII | re.IGNORECASE,
)


def utc(moment: datetime) -> str:
    """Return a moment in UTC as it stands in a cell, to the second."""
    return moment.strftime(UTC_FORMAT)


def proposal(kind: str, text: str) -> str | None:
    """Return how a value is written, where it is plain what was meant.

    Args:
        kind: integer, number, boolean, datetime or edtf.
        text: the cell.

    Returns:
        The canonical form, or None where it cannot be told or is the text itself: ``01`` → ``1``,
        ``1e3`` → ``1000``, ``yes`` → ``true``, ``2025-2-1`` → ``2025-02-01``.
    """
    form = _form(kind, text.strip())
    return None if form == text else form


def with_point(text: str) -> str | None:
    """Return what to do about a number with a comma, or None where there is none.

    ``14,5`` is plain; ``1,234`` may be either.
    """
    match = COMMA.fullmatch(text.strip())
    if match is None:
        return None
    whole, part = match.groups()
    form = _number("number", f"{whole}.{part}")
    if form is None:
        return None
    if len(part) == THOUSANDS and whole.lstrip("-").lstrip("0"):
        return f"write {form}, with a point, or {whole}{part}, without a comma"
    return f"write {form}, with a point and no comma"


def _form(kind: str, text: str) -> str | None:
    if kind in ("integer", "number"):
        return _number(kind, text)
    if kind == "boolean":
        word = text.lower()
        return "true" if word in TRUE else "false" if word in FALSE else None
    if kind == "datetime" and (match := TIME.fullmatch(text)):
        year, month, day, hour, minute, second = match.groups(default="0")
        return _real(f"{year}-{month:0>2}-{day:0>2}T{hour:0>2}:{minute:0>2}:{second:0>2}", "Z")
    if kind == "edtf" and (match := DATE.fullmatch(text)):
        year, month, day = match.groups()
        return _real(f"{year}-{month:0>2}-{day:0>2}")
    return None


def _real(text: str, zone: str = "") -> str | None:
    """Return a date or time if the calendar and the clock have it."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return None
    return text + zone


def _number(kind: str, text: str) -> str | None:
    try:
        value = Decimal(text)  # also takes 1_000 and digits of other scripts
    except InvalidOperation:
        return None
    if not value.is_finite():
        return None
    if value == 0:
        return "0"
    if abs(value.adjusted()) > MAX_DIGITS or len(value.as_tuple().digits) > MAX_DIGITS:
        return None
    if kind == "integer" and (value != value.to_integral_value() or not LOWEST <= value <= HIGHEST):
        return None
    plain = format(value, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
