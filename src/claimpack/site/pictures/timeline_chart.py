"""How the counts of verdicts are drawn: a band a verdict, stacked, level until a day changes it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from claimpack.site.pictures.axis import Axis
from claimpack.site.pictures.days import Stretch, written
from claimpack.site.pictures.drawing import Drawing
from claimpack.site.pictures.labels import room, shortened
from claimpack.site.pictures.steps import Steps
from claimpack.site.pictures.svg import Size

if TYPE_CHECKING:
    from altair import LayerChart as Chart

# From below: what holds, what is doubtful, what does not hold, what is not known.
COLOURS = {
    "supported": "supported",
    "partly_supported": "partly",
    "misleading": "misleading",
    "contested": "contested",
    "refuted": "refuted",
    "pending_outcome": "pending",
    "insufficient_evidence": "insufficient",
    "not_checkable": "not-checkable",
}
ORDER = list(COLOURS)
TOP, HEIGHT, LINE = 46, 250, 18
# Part of the width that the first days get where most happened in them.
EARLY = 0.55
BREAK = 10
# How far names of days are apart.
NAME = 58


@dataclass(frozen=True)
class Timeline:
    """What a picture shows."""

    steps: Steps
    verdicts: list[str]
    labels: dict[str, str]
    axis: Axis
    article: tuple[date, date] | None


def timeline_chart(timeline: Timeline, size: Size) -> Chart:
    """Return a timeline as a chart for a width."""
    left = 34.0
    right = size.width - (14.0 if size.is_narrow else 206.0)
    drawing = Drawing(size, timeline.axis, left, right)
    stretches = _stretches(timeline.steps, left, right)
    for tick in timeline.axis.ticks:
        y = _y(timeline, tick)
        drawing.line((left, right), (y, y), colour="line")
        number = timeline.axis.number(tick)
        drawing.text(left - 6, y + 4, number, colour="ink-soft", align="right")
    _bands(drawing, timeline, stretches)
    for stretch in stretches:
        for day, name in stretch.ticks(NAME):
            x = stretch.pixel(day)
            drawing.line((x, x), (TOP + HEIGHT, TOP + HEIGHT + 5), colour="ink-soft")
            drawing.text(x, TOP + HEIGHT + 19, name, colour="ink-soft", align="center")
    _article(drawing, timeline, stretches)
    bottom = TOP + HEIGHT + 28.0
    if size.is_narrow:
        return drawing.chart(_key_below(drawing, timeline, bottom))
    _names_beside(drawing, timeline)
    return drawing.chart(bottom)


def _stretches(steps: Steps, left: float, right: float) -> list[Stretch]:
    """Return the days in one stretch, or the first ones in a wider one of their own."""
    days = (steps.end - steps.begin).days
    after = date.fromordinal(min(steps.end.toordinal() + days // 20 + 1, date.max.toordinal()))
    if steps.early is None:
        return [Stretch(steps.begin, after, left, right)]
    middle = left + (right - left) * EARLY
    until = steps.early + timedelta(days=1)
    return [
        Stretch(steps.begin, until, left, middle - BREAK / 2),
        Stretch(until, after, middle + BREAK / 2, right),
    ]


def _y(timeline: Timeline, count: float) -> float:
    return TOP + HEIGHT * (1 - timeline.axis.share(count))


def _bands(drawing: Drawing, timeline: Timeline, stretches: list[Stretch]) -> None:
    for stretch in stretches:
        # what lies within two pixels is one step: the last state of them
        by_pixel: dict[float, Counter[str]] = {}
        level: Counter[str] = Counter()
        for day, counts in timeline.steps.drawn:
            if day <= stretch.first:
                level = counts
            elif day < stretch.last:
                by_pixel[2.0 * round(stretch.pixel(day) / 2)] = counts
        states = [(stretch.left, level), *by_pixel.items()]
        states.append((stretch.right, states[-1][1]))
        for number, verdict in enumerate(timeline.verdicts):
            below = timeline.verdicts[:number]
            points = []
            for x, counts in states:
                base = sum(counts[other] for other in below)
                top = base + counts[verdict]
                points.append((x, _y(timeline, base), _y(timeline, top)))
            drawing.steps(points, fill=COLOURS.get(verdict, "line"))
    if len(stretches) > 1:
        until = stretches[1].first - timedelta(days=1)
        told = (f"until {written(until)}, wider", "since then")
        for stretch, words in zip(stretches, told, strict=True):
            drawing.text(stretch.left, 13, words, colour="ink-soft")


def _article(drawing: Drawing, timeline: Timeline, stretches: list[Stretch]) -> None:
    """Show when the article was published: a line, or a span where only a span is known."""
    if timeline.article is None:
        return
    first, last = timeline.article
    stretch = next((one for one in stretches if one.first <= first <= last <= one.last), None)
    if stretch is None:
        return
    x = (stretch.pixel(first), stretch.pixel(last))
    for edge in dict.fromkeys(x):
        drawing.line((edge, edge), (TOP - 8, TOP + HEIGHT), colour="ink", dash=(3, 3))
    drawing.line(x, (TOP - 8, TOP - 8), colour="ink")
    words = "the article" if first == last else "the article, between these days"
    drawing.text(x[0], TOP - 13, words, size=11.5)


def _names_beside(drawing: Drawing, timeline: Timeline) -> None:
    """Write the name and the last count of each band at its end."""
    counts = timeline.steps.drawn[-1][1]
    wanted, base = [], 0
    for verdict in timeline.verdicts:
        wanted.append(_y(timeline, base + counts[verdict] / 2))
        base += counts[verdict]
    x = drawing.right
    for verdict, at, y in zip(timeline.verdicts, wanted, _spread(wanted), strict=True):
        drawing.line((x + 2, x + 14), (at, y), colour="ink-soft", width=0.75)
        _name(drawing, timeline, verdict, x + 18, y + 4, drawing.size.width - x - 36)


def _spread(wanted: list[float]) -> list[float]:
    """Return places from below to above, as near as may be but a line apart."""
    places: list[float] = []
    for y in wanted:
        places.append(min(y, places[-1] - LINE) if places else min(y, TOP + HEIGHT - 4.0))
    shift = max(TOP - places[-1], 0.0)
    for number in range(len(places) - 1, -1, -1):
        above = places[number + 1] + LINE if number + 1 < len(places) else TOP
        places[number] = max(places[number], above) if shift else places[number]
    return places


def _key_below(drawing: Drawing, timeline: Timeline, y: float) -> float:
    """Write the names and last counts below, in two columns; return where the picture ends."""
    width = drawing.size.width / 2
    for number, verdict in enumerate(timeline.verdicts):
        row, column = divmod(number, 2)
        _name(drawing, timeline, verdict, column * width, y + 16 + row * 20, width - 16)
    return y + 20 * ((len(timeline.verdicts) + 1) // 2) + 8


def _name(
    drawing: Drawing, timeline: Timeline, verdict: str, x: float, y: float, width: float
) -> None:
    count = f"{timeline.steps.drawn[-1][1][verdict]:,}"
    label = timeline.labels.get(verdict, verdict)
    label = shortened(label, room(width, 12) - len(count) - 1)
    drawing.box((x, x + 10), (y - 9, y + 1), fill=COLOURS.get(verdict, "line"))
    drawing.text(x + 16, y, f"{label} {count}")
