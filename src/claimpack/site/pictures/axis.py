"""An axis of numbers: from where to where, which numbers stand at it, how they are written."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

# Into how many steps an axis is divided, about.
TICKS = 6
# Beyond it the difference of two numbers may be no number.
LARGEST = 1e300
# Numbers that differ by less are one number to the eye, and to floats nearly so.
LEAST_SPREAD = 1e-9
SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


@dataclass(frozen=True)
class Axis:
    """An axis that begins and ends at a tick.

    Attributes:
        first, last: numbers of the first and the last tick, as multiples of ``step``.
        step: distance between two ticks, a round number.
        divisor: what numbers are divided by before they are written.
        scale: the word for that, or nothing.
    """

    first: int
    last: int
    step: float
    divisor: float = 1.0
    scale: str = ""

    @property
    def low(self) -> float:
        """The number where the axis begins."""
        return self.first * self.step

    @property
    def high(self) -> float:
        """The number where the axis ends."""
        return self.last * self.step

    @property
    def ticks(self) -> list[float]:
        """The numbers that stand at the axis."""
        return [count * self.step for count in range(self.first, self.last + 1)]

    def share(self, value: float) -> float:
        """Return where a number lies: 0 at the beginning of the axis, 1 at its end."""
        share = (_held(value) - self.low) / (self.high - self.low)
        return min(max(share, 0.0), 1.0)

    def number(self, value: float) -> str:
        """Return a number as precise as the eye can tell on the axis."""
        step = self.step / self.divisor
        if step >= 1e12 or step < 1e-6:
            return f"{value / self.divisor:.4g}"
        places = max(0, -math.floor(math.log10(step / 100)))
        text = f"{value / self.divisor:,.{places}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return "0" if text == "-0" else text


def axis_of(values: Iterable[float]) -> Axis:
    """Return an axis that holds some finite numbers, and zero where zero is not far.

    Args:
        values: at least one number.
    """
    held = [_held(value) for value in values]
    low, high = min(held), max(held)
    size = max(abs(low), abs(high))
    if high - low <= size * LEAST_SPREAD:
        low, high = (min(low * 1.2, 0.0), max(high * 1.2, 0.0)) if size else (0.0, 1.0)
    elif 0 < low <= high / 2:
        low = 0.0
    elif high < 0 and low / 2 <= high:
        high = 0.0
    step = _round_step((high - low) / TICKS)
    first, last = math.floor(low / step), math.ceil(high / step)
    divisor, scale = next(((d, s) for d, s in SCALES if d <= size < d * 1e6), (1.0, ""))
    return Axis(first, last, step, divisor, scale)


def exact(value: float | None) -> str | None:
    """Return a number in full, without the noise of its last bits."""
    if value is None:
        return None
    return f"{value:,.12g}" if abs(value) < 1e15 else f"{value:.12g}"


def _held(value: float) -> float:
    return min(max(value, -LARGEST), LARGEST)


def _round_step(step: float) -> float:
    power = 10.0 ** math.floor(math.log10(step))
    for factor in (1, 2, 5, 10):
        if step <= factor * power * (1 + LEAST_SPREAD):
            return factor * power
    return 10 * power
