"""What pictures are drawn of: texts, lines, boxes and marks, as the layers of one chart.

Down the page everything stands at a pixel; across it at a number of the axis, or at a pixel.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from claimpack.site.pictures.axis import LARGEST, Axis
from claimpack.site.pictures.svg import PALETTE, Size, the_altair

if TYPE_CHECKING:
    from altair import LayerChart as Chart


class Drawing:
    """Collects what is drawn: a layer a style, in the order of ``_depth`` from below."""

    def __init__(self, size: Size, axis: Axis, left: float, right: float) -> None:
        """Take the width, and the pixels where the axis begins and ends."""
        self.size = size
        self.axis = axis
        self.left, self.right = left, right
        self._layers: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)

    def pixel(self, value: float) -> float:
        """Return where a number of the axis lies."""
        return self.left + self.axis.share(value) * (self.right - self.left)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 12,
        colour: str = "ink",
        weight: str = "normal",
        align: str = "left",
    ) -> None:
        """Write a text with its baseline at ``y``."""
        key = ("text", ("size", size), ("colour", colour), ("weight", weight), ("align", align))
        self._layers[key].append({"x": x, "y": y, "text": text})

    def line(
        self,
        x: tuple[float, float],
        y: tuple[float, float],
        *,
        colour: str,
        width: float = 1,
        dash: tuple[float, ...] = (),
    ) -> None:
        """Draw a line between two pixels."""
        key = ("line", ("colour", colour), ("width", width), ("dash", dash))
        self._layers[key].append({"x": x[0], "x2": x[1], "y": y[0], "y2": y[1]})

    def box(
        self,
        x: tuple[float, float],
        y: tuple[float, float],
        *,
        fill: str | None = None,
        stroke: str | None = None,
        opacity: float = 1,
        is_data: bool = False,
    ) -> None:
        """Draw a box between two pixels, or between two numbers of the axis."""
        key = ("box", ("fill", fill), ("stroke", stroke), ("opacity", opacity), ("data", is_data))
        if is_data:
            x = (_held(x[0]), _held(x[1]))
        self._layers[key].append({"x": x[0], "x2": x[1], "y": y[0], "y2": y[1]})

    def mark(
        self,
        x: float,
        y: float,
        *,
        shape: str,
        fill: str | None = None,
        stroke: str | None = None,
        area: float = 90,
        is_data: bool = False,
    ) -> None:
        """Draw a mark at a pixel, or at a number of the axis."""
        key = ("mark", ("shape", shape), ("fill", fill), ("stroke", stroke), ("area", area),
               ("data", is_data))  # fmt: skip
        self._layers[key].append({"x": _held(x) if is_data else x, "y": y})

    def steps(self, points: list[tuple[float, float, float]], *, fill: str) -> None:
        """Fill the room between two lines that go on level and then step, all in pixels.

        Args:
            points: from left to right: x, and there the lower and the upper y.
            fill: colour.
        """
        key = ("steps", ("fill", fill), ("number", len(self._layers)))
        self._layers[key] = [{"x": x, "y": y, "y2": y2} for x, y, y2 in points]

    def chart(self, height: float) -> Chart:
        """Return all of it as a chart of a height."""
        alt = the_altair()
        keys = sorted(self._layers, key=_depth)
        rows = {f"layer{number}": self._layers[key] for number, key in enumerate(keys)}
        layers = [
            self._layer(alt, name, kind, dict(style), height)
            for name, (kind, *style) in zip(rows, keys, strict=True)
        ]
        chart: Chart = finished(alt, layers, rows, self.size.width, height)
        return chart

    def _layer(self, alt: Any, name: str, kind: str, style: dict[str, Any], height: float) -> Any:
        base = alt.Chart(alt.NamedData(name))
        across = pixels(alt, self.size.width)
        if style.pop("data", False):
            across = alt.Scale(
                domain=[self.axis.low, self.axis.high],
                range=[self.left, self.right],
                nice=False,
                zero=False,
            )
        place = {
            "x": alt.X("x:Q", scale=across, axis=None),
            "y": alt.Y("y:Q", scale=pixels(alt, height), axis=None),
        }
        # not as plain texts: altair looks through all its classes for each
        ends = {"x2": alt.X2("x2:Q"), "y2": alt.Y2("y2:Q")}
        if kind == "text":
            mark = base.mark_text(
                baseline="alphabetic",
                align=style["align"],
                fontSize=style["size"],
                fontWeight=style["weight"],
                fill=PALETTE[style["colour"]],
            )
            return mark.encode(**place, text=alt.Text("text:N"))
        if kind == "line":
            mark = base.mark_rule(
                stroke=PALETTE[style["colour"]],
                strokeWidth=style["width"],
                strokeDash=list(style["dash"]) or alt.Undefined,
            )
            return mark.encode(**place, **ends)
        if kind == "steps":
            mark = base.mark_area(
                interpolate="step-after",
                fill=PALETTE[style["fill"]],
                stroke=PALETTE["paper"],
                strokeWidth=0.75,
                opacity=1,
            )
            return mark.encode(**place, y2=ends["y2"])
        paint = {
            "fill": PALETTE[style["fill"]] if style["fill"] else "transparent",
            "stroke": PALETTE[style["stroke"]] if style["stroke"] else alt.Undefined,
        }
        if kind == "box":
            # `filled` would overwrite what is not filled
            mark = base.mark_rect(opacity=style["opacity"], strokeWidth=1.5, **paint)
            return mark.encode(**place, **ends)
        mark = base.mark_point(
            shape=style["shape"], size=style["area"], opacity=1, strokeWidth=1.8, **paint
        )
        return mark.encode(**place)


def _depth(key: tuple[Any, ...]) -> int:
    """Return how high a layer lies: grid, bands, pale surrounds, lines, boxes, marks, texts."""
    kind, *style = key
    if kind == "line":
        return 0 if ("colour", "line") in style else 3
    if kind == "box":
        return 4 if ("opacity", 1) in style else 2
    return {"steps": 1, "mark": 5, "text": 6}[kind]


def pixels(alt: Any, length: float) -> Any:
    """Return the scale on which a number is a pixel."""
    return alt.Scale(domain=[0, length], range=[0, length], nice=False, zero=False)


def finished(
    alt: Any, layers: list[Any], rows: dict[str, list[Any]], width: float, height: float
) -> Any:
    """Return a chart without frame, background and anything that depends on the width of text.

    Args:
        alt: altair.
        layers: the layers, from below.
        rows: what they draw, by the name of their data; apart, for altair copies a layer often.
        width: of the picture.
        height: of the picture.
    """
    independent = {"x": "independent", "y": "independent"}
    return alt.layer(
        *layers,
        datasets=rows,
        width=width,
        height=height,
        padding=0,
        autosize={"type": "none"},
        resolve={"scale": independent},
        config={"background": "transparent", "view": {"stroke": None}},
    )


def _held(value: float) -> float:
    return min(max(value, -LARGEST), LARGEST)
