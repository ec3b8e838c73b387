"""How intervals are drawn for the front page: a row an interval, over one axis.

Claimed is a filled bar, forecast a hollow one, observed a thin line with a diamond; an open end is
an arrow, an approximate figure has a pale surround. A dashed line leads what was observed through
the rows that it may be compared with; where they miss each other, the gap is drawn and written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimpack.site.pictures.drawing import Drawing
from claimpack.site.pictures.groups import Group
from claimpack.site.pictures.labels import room, shortened, wrapped
from claimpack.site.pictures.statements import Measure, Statement, period_text
from claimpack.site.pictures.svg import Size

if TYPE_CHECKING:
    from altair import LayerChart as Chart

COLOURS = {"claimed": "accent", "forecast": "pending", "observed": "ink"}
BAR = 5  # half its height
FADE = 7
# An interval that is narrower is drawn as the point in its middle.
MIN_BAR = 8
# A gap that is narrower has no room for its number.
MIN_GAP = 72
MAX_CAVEAT = 5


@dataclass(frozen=True)
class _Look:
    """Where things stand in a row, for a width."""

    left: float
    right: float
    row: float
    bar: float
    strip: tuple[float, float]  # of the row, where lines of the grid run
    letters: float

    @classmethod
    def of(cls, size: Size) -> _Look:
        if size.is_narrow:
            strip = (38.0, 60.0)
            return cls(12, size.width - 18, 64, 51, strip, size.width - 4)
        return cls(292, size.width - 24, 40, 20, (0.0, 40.0), 276)


def interval_chart(group: Group, size: Size) -> Chart:
    """Return a group as a chart for a width."""
    look = _Look.of(size)
    drawing = Drawing(size, group.axis, look.left, look.right)
    y = _key(drawing, group, 14.0)
    rows: list[tuple[Statement, Measure, float]] = []
    for measure, periods in group.rows():
        y = _heading(
            drawing, measure, y, is_named=len({s.measure_id for s in group.statements}) > 1
        )
        for period, members in periods:
            if period:
                y += 22
                words = shortened(period, room(look.letters, 12, is_bold=True))
                drawing.text(0, y - 2, words, colour="ink-soft", weight="bold")
            for statement in members:
                rows.append((statement, measure, y))
                y += look.row
    bottom = y + 4
    for tick in group.axis.ticks:
        _tick(drawing, tick, bottom, [(at + look.strip[0], at + look.strip[1]) for *_, at in rows])
    for statement, measure, at in rows:
        _row(drawing, group, statement, measure, at, look)
    return drawing.chart(_foot(drawing, group, bottom) + 8)


def _key(drawing: Drawing, group: Group, y: float) -> float:
    """Explain the marks that are used, and return where to go on."""
    modes = [m for m in COLOURS if any(s.mode == m for s in group.statements)]
    entries: list[tuple[str, str]] = [(mode, mode) for mode in modes]
    if group.has_outcomes:
        entries.append(("guide", "observed, where comparable"))
    if any(s.is_approximate for s in group.statements):
        entries.append(("fade", "approximate"))
    if any(len(s.ends) == 1 for s in group.statements):
        entries.append(("arrow", "open end"))
    x = 0.0
    for kind, words in entries:
        width = 44 + len(words) * 6.8
        if x + width > drawing.size.width and x > 0:
            x, y = 0.0, y + 20
        if kind == "guide":
            drawing.line((x + 10, x + 10), (y - 12, y + 4), colour="ink", dash=(3, 3))
        elif kind == "fade":
            drawing.box((x, x + 20), (y - 11, y + 3), fill="ink-soft", opacity=0.22)
        elif kind == "arrow":
            drawing.line((x, x + 16), (y - 4, y - 4), colour="ink-soft", width=1.5)
            drawing.mark(x + 16, y - 4, shape="triangle-right", fill="ink-soft", area=40)
        else:
            _bar(drawing, kind, (x, x + 20), y - 4)
        drawing.text(x + 27, y, words, colour="ink-soft")
        x += width
    return y + 14


def _heading(drawing: Drawing, measure: Measure, y: float, *, is_named: bool) -> float:
    width = drawing.size.width
    if is_named:
        y += 22
        label = shortened(measure.label, room(width, 15, is_bold=True))
        drawing.text(0, y, label, size=15, weight="bold")
    for line in wrapped(measure.basis, room(width, 12.5), 3):
        y += 18
        drawing.text(0, y, line, size=12.5, colour="ink-soft")
    return y + 10


def _tick(drawing: Drawing, tick: float, bottom: float, strips: list[tuple[float, float]]) -> None:
    x = drawing.pixel(tick)
    for strip in strips:
        drawing.line((x, x), strip, colour="line")
    drawing.line((x, x), (bottom - 4, bottom + 2), colour="ink-soft")
    number = drawing.axis.number(tick)
    drawing.text(x, bottom + 16, number, colour="ink-soft", align="center")


def _foot(drawing: Drawing, group: Group, bottom: float) -> float:
    """Write what the axis counts, and what to beware of; return where the picture ends."""
    scale = f"{group.axis.scale} " if group.axis.scale else ""
    unit = group.measures[0].unit_label
    width = drawing.size.width
    y = bottom + 34
    words = shortened(f"{scale}{unit.lower() if scale else unit}", room(width / 2, 12))
    drawing.text(drawing.right, y, words, colour="ink-soft", align="right")
    for caveat in group.caveats:
        y += 8
        for line in wrapped(f"Beware: {caveat}", room(width, 12), MAX_CAVEAT):
            y += 17
            drawing.text(0, y, line, colour="ink-soft")
    return y


def _row(
    drawing: Drawing, group: Group, statement: Statement, measure: Measure, y: float, look: _Look
) -> None:
    who = shortened(statement.stated_by, room(look.letters, 13.5, is_bold=True))
    drawing.text(0, y + 15, who, size=13.5, weight="bold")
    details = f"{statement.mode}: {statement.figure(group.axis, measure.unit)}"
    dated = f"{details}, {period_text(statement)}"
    if not measure.is_total and len(dated) <= room(look.letters, 12):
        details = dated
    drawing.text(0, y + 30, shortened(details, room(look.letters, 12)), colour="ink-soft")
    # what was observed is led through the rows that it may be compared with
    for end, is_same in group.outcomes(statement).items():
        x = drawing.pixel(end)
        drawing.line(
            (x, x),
            (y + look.strip[0], y + look.strip[1]),
            colour="ink" if is_same else "ink-soft",
            dash=(3, 3) if is_same else (1, 4),
        )
    middle = y + look.bar
    if missed := group.missed(statement):
        x1, x2 = sorted((drawing.pixel(missed.near), drawing.pixel(missed.far)))
        drawing.line((x1, x2), (middle, middle), colour="refuted", width=1.5)
        if x2 - x1 >= MIN_GAP:
            x = (x1 + x2 + FADE) / 2
            drawing.text(x, middle - 5, missed.words, size=11.5, colour="refuted", align="center")
    _interval(drawing, statement, middle)


def _interval(drawing: Drawing, statement: Statement, y: float) -> None:
    """Draw one interval at its place on the axis."""
    mode, colour = statement.mode, COLOURS.get(statement.mode, "ink-soft")
    low = drawing.pixel(statement.ends[0])
    high = drawing.pixel(statement.ends[-1])
    if statement.is_approximate:
        ends = (max(low - FADE, 0), min(high + FADE, drawing.size.width))
        drawing.box(ends, (y - BAR - 3, y + BAR + 3), fill=colour, opacity=0.22)
    for end, edge, shape in (
        (statement.lower, drawing.left, "triangle-left"),
        (statement.upper, drawing.right, "triangle-right"),
    ):
        if end is None:
            drawing.line((low, edge), (y, y), colour=colour, width=1.5)
            drawing.mark(edge, y, shape=shape, fill=colour, area=60)
    if high - low < MIN_BAR:
        _point(drawing, mode, statement.ends[0] / 2 + statement.ends[-1] / 2, y)
        return
    _bar(drawing, mode, (statement.ends[0], statement.ends[1]), y, is_data=True)


def _point(drawing: Drawing, mode: str, x: float, y: float) -> None:
    colour = COLOURS.get(mode, "ink-soft")
    if mode == "observed":
        drawing.mark(x, y, shape="diamond", fill=colour, area=130, is_data=True)
    elif mode == "forecast":
        drawing.mark(x, y, shape="circle", fill="paper", stroke=colour, area=80, is_data=True)
    else:
        drawing.mark(x, y, shape="circle", fill=colour, area=100, is_data=True)


def _bar(
    drawing: Drawing, mode: str, x: tuple[float, float], y: float, *, is_data: bool = False
) -> None:
    colour = COLOURS.get(mode, "ink-soft")
    if mode == "observed":
        drawing.box(x, (y - 1.5, y + 1.5), fill=colour, is_data=is_data)
        middle = x[0] / 2 + x[1] / 2
        drawing.mark(middle, y, shape="diamond", fill=colour, area=80, is_data=is_data)
    elif mode == "forecast":
        drawing.box(x, (y - BAR, y + BAR), fill="paper", stroke=colour, is_data=is_data)
    else:
        drawing.box(x, (y - BAR, y + BAR), fill=colour, is_data=is_data)
