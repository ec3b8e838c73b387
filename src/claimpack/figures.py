"""How figures and intervals are written for people."""

from __future__ import annotations


def figure(value: float | int | None) -> str:
    """Return a number with as many digits as say something; nothing for none."""
    if value is None:
        return ""
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}"


def interval(lower: float | None, upper: float | None) -> str:
    """Return an interval in words; an end that is none is open."""
    if lower is None:
        return f"at most {figure(upper)}"
    if upper is None:
        return f"at least {figure(lower)}"
    return figure(lower) if lower == upper else f"{figure(lower)} to {figure(upper)}"


def plural(count: int, noun: str) -> str:
    """Return a count with its noun."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
