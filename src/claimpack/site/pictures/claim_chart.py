"""How intervals are drawn for the page of a claim: at shares of the width, with texts that stay.

A package has thousands of such pages and Vega takes a twentieth of a second for a picture, so these
are filled into a template, with the marks and colours of ``interval_chart``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from claimpack.printing import visible
from claimpack.site.pictures.groups import Group
from claimpack.site.pictures.interval_chart import COLOURS
from claimpack.site.pictures.labels import room, shortened, wrapped
from claimpack.site.pictures.statements import Measure, Statement, period_text
from claimpack.site.pictures.svg import element_id, paint

# Texts fit the narrowest page, of 320 pixels.
WIDTH = 320
# An interval that takes less of the axis is drawn as the point in its middle.
MIN_SHARE = 2.5


@dataclass(frozen=True)
class _Text:
    x: float
    y: float
    text: str
    size: float = 12
    is_strong: bool = False


def claim_chart(groups: list[Group], claim_id: str, title: str, text: str) -> Markup:
    """Return groups of figures below each other, each over an axis of its own.

    Args:
        groups: what is drawn.
        claim_id: tells the picture from others on a page.
        title: what it shows.
        text: what is to be seen.
    """
    texts: list[_Text] = []
    axes: list[dict[str, Any]] = []
    bars: list[dict[str, Any]] = []
    y = 0.0
    for group in groups:
        strips = []
        for measure, periods in group.rows():
            y = _heading(texts, measure, y)
            for period, members in periods:
                for statement in members:
                    _row(texts, group, measure, statement, y, period)
                    strips.append(y + 51)
                    bars.append(_bar(group, statement, y + 51))
                    y += 64
        y += 18
        axes.append({"ticks": _ticks(group), "strips": strips, "y": y})
        y = _foot(texts, group, y) + 14
    return Markup(
        _template().render(
            key=element_id(claim_id),
            title=visible(title),
            text=visible(" ".join([text, *(c for group in groups for c in group.caveats)])),
            height=f"{y:g}",
            texts=texts,
            axes=axes,
            bars=bars,
            **{name: paint(name) for name in ("ink", "paper", "refuted")},
            soft=paint("ink-soft"),
            line_colour=paint("line"),
        )
    )


def _heading(texts: list[_Text], measure: Measure, y: float) -> float:
    label = shortened(measure.label, room(WIDTH, 15, is_bold=True))
    texts.append(_Text(0, y + 20, label, 15, is_strong=True))
    y += 22
    for line in wrapped(measure.basis, room(WIDTH, 12.5), 3):
        y += 17
        texts.append(_Text(0, y, line, 12.5))
    return y + 6


def _row(
    texts: list[_Text],
    group: Group,
    measure: Measure,
    statement: Statement,
    y: float,
    period: str | None,
) -> None:
    who = shortened(statement.stated_by, room(WIDTH, 13.5, is_bold=True))
    texts.append(_Text(0, y + 15, who, 13.5, is_strong=True))
    origin = "the claim, " if statement.is_of_claim else ""
    details = f"{origin}{statement.mode}: {statement.figure(group.axis, measure.unit)}"
    missed = group.missed(statement)
    for more in (missed.words if missed else None, period or period_text(statement)):
        if more and len(details) + len(more) + 2 <= room(WIDTH, 12):
            details += f", {more}"
    texts.append(_Text(0, y + 30, shortened(details, room(WIDTH, 12))))


def _foot(texts: list[_Text], group: Group, y: float) -> float:
    scale = f"{group.axis.scale} " if group.axis.scale else ""
    y += 17
    texts.append(_Text(0, y, shortened(f"{scale}{group.measures[0].unit_label.lower()}", 40)))
    for caveat in group.caveats:
        y += 6
        for line in wrapped(f"Beware: {caveat}", room(WIDTH, 12), 8):
            y += 17
            texts.append(_Text(0, y, line))
    return y


def _ticks(group: Group) -> list[dict[str, Any]]:
    return [
        {"x": _share(group, tick), "text": group.axis.number(tick)} for tick in group.axis.ticks
    ]


def _bar(group: Group, statement: Statement, y: float) -> dict[str, Any]:
    low, high = sorted(_share(group, end) for end in (statement.ends[0], statement.ends[-1]))
    missed = group.missed(statement)
    gap = sorted((_share(group, missed.near), _share(group, missed.far))) if missed else None
    return {
        "y": y,
        "mode": statement.mode,
        "colour": paint(COLOURS.get(statement.mode, "ink-soft")),
        "is_approximate": statement.is_approximate,
        "low": low,
        "high": high,
        "width": round(high - low, 3),
        "middle": round((low + high) / 2, 3),
        "is_point": high - low < MIN_SHARE,
        "opens_down": statement.lower is None,
        "opens_up": statement.upper is None,
        "outcomes": [(_share(group, end), same) for end, same in group.outcomes(statement).items()],
        "missed": gap,
    }


def _share(group: Group, value: float) -> float:
    return round(100 * group.axis.share(value), 3)


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("claimpack.site.pictures"), autoescape=True, undefined=StrictUndefined
    )
    return environment.get_template("_intervals.svg.j2")
