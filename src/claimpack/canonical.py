"""The one way to write a value: proposals for cells that are written in another."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

TRUE = {"true", "t", "yes", "y", "1", "on"}
FALSE = {"false", "f", "no", "n", "0", "off"}
MAX_DIGITS = 30
DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
TIME = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})[T ](\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.0+)?)?(?:Z|\+00:?00)",
    re.ASCII | re.IGNORECASE,
)


def proposal(kind: str, text: str) -> str | None:
    """Return how a value is written, where it is plain what was meant.

    Args:
        kind: integer, number, boolean, datetime or edtf.
        text: the cell.

    Returns:
        The canonical form, or None where it cannot be told: ``01`` → ``1``, ``1e3`` → ``1000``,
        ``yes`` → ``true``, ``2025-2-1`` → ``2025-02-01``.
    """
    text = text.strip()
    if kind in ("integer", "number"):
        return _number(kind, text)
    if kind == "boolean":
        word = text.lower()
        return "true" if word in TRUE else "false" if word in FALSE else None
    if kind == "datetime" and (match := TIME.fullmatch(text)):
        year, month, day, hour, minute, second = match.groups(default="0")
        return f"{year}-{month:0>2}-{day:0>2}T{hour:0>2}:{minute:0>2}:{second:0>2}Z"
    if kind == "edtf" and (match := DATE.fullmatch(text)):
        year, month, day = match.groups()
        return f"{year}-{month:0>2}-{day:0>2}"
    return None


def _number(kind: str, text: str) -> str | None:
    try:
        value = Decimal(text)  # also takes 1_000 and digits of other scripts
    except InvalidOperation:
        return None
    if not value.is_finite() or abs(value.adjusted()) > MAX_DIGITS:
        return None
    if value == 0:
        return "0"
    if kind == "integer" and value != value.to_integral_value():
        return None
    plain = format(value.normalize(), "f")
    return plain
