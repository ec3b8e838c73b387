"""From a chart to SVG that stands in a page: its colours and fonts, no script, no style, no link.

What Vega writes is read again, and only elements and attributes known to draw are kept. Colours
become the custom properties of the page, with the light colour where the page defines none.
Nothing is laid out by the width of text, so the bytes are the same whatever fonts there are.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from claimpack.errors import ClaimpackError
from claimpack.printing import visible

if TYPE_CHECKING:
    from altair import LayerChart as Chart

INSTALL = "pip install 'claimpack[site]'"
# Custom properties of the page, and what they are in a light page. No two are equal: a colour in
# a chart is found again by its value.
PALETTE = {
    "ink": "#1b1b1b",
    "ink-soft": "#5c5852",
    "paper": "#fffdfa",
    "paper-raised": "#f5f1ea",
    "line": "#d8d3ca",
    "accent": "#0b4f9e",
    "supported": "#1c6b3c",
    "partly": "#7d9b35",
    "contested": "#c27803",
    "refuted": "#a3161f",
    "insufficient": "#8b93a1",
    "pending": "#2f7f93",
    "not-checkable": "#c4c0b8",
    "misleading": "#8a3ea0",
}
_NAMES = {value: name for name, value in PALETTE.items()}
SVG = "http://www.w3.org/2000/svg"
ELEMENTS = frozenset({"svg", "g", "path", "rect", "line", "circle", "text", "tspan"})
NUMBERS = frozenset({"x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "dx", "dy", "d"}) | {
    "width", "height", "transform", "font-size", "opacity", "fill-opacity", "stroke-opacity",
    "stroke-width", "stroke-dasharray",
}  # fmt: skip
WORDS = frozenset({"text-anchor", "font-weight", "stroke-linecap", "stroke-linejoin"})
COLOURS = frozenset({"fill", "stroke"})
_NUMBER = re.compile(r"-?\d+\.\d+(?:e[-+]?\d+)?")
_SAFE = re.compile(r"[\w\s.,+()-]*", re.ASCII)


@dataclass(frozen=True)
class Size:
    """A width to draw for.

    Attributes:
        name: ``wide`` or ``narrow``.
        width: in units that are pixels where the picture has its full width.
    """

    name: str
    width: int

    @property
    def is_narrow(self) -> bool:
        """Whether it is for a telephone: labels stand above what they name."""
        return self.name == "narrow"


SIZES = (Size("wide", 720), Size("narrow", 340))


def drawn_twice(draw: Callable[[Size], Chart], key: str, title: str, text: str) -> Markup:
    """Return a picture for wide and for narrow pages, of which ``pictures.css`` shows one.

    Args:
        draw: makes the chart for a size.
        key: what tells the picture from others on a page.
        title: what it shows.
        text: what is to be seen.

    Raises:
        ClaimpackError: what draws is not installed.
    """
    parts = []
    for size in SIZES:
        with _unvalidated():
            svg = vega_svg(draw(size))
        parts.append(inline(svg, f"{key}-{size.name}", title, text, f"picture-{size.name}"))
    return Markup("").join(parts)


def _unvalidated() -> AbstractContextManager[None]:
    """Spare altair the check of every part against its schema: it takes longer than to draw."""
    the_altair()
    from altair.utils.schemapi import debug_mode

    return debug_mode(False)


def the_altair() -> Any:
    """Return altair.

    Raises:
        ClaimpackError: it is not installed.
    """
    try:
        import altair
    except ImportError:
        raise ClaimpackError("drawing pictures needs altair and vl-convert", INSTALL) from None
    return altair


def vega_svg(chart: Chart) -> str:
    """Return a chart as Vega draws it.

    Raises:
        ClaimpackError: what draws is not installed.
    """
    try:
        import vl_convert
    except ImportError:
        raise ClaimpackError("drawing pictures needs altair and vl-convert", INSTALL) from None
    return str(vl_convert.vegalite_to_svg(chart.to_dict(validate=False)))


def inline(svg: str, key: str, title: str, text: str, css_class: str) -> Markup:
    """Return SVG that may stand in a page.

    Args:
        svg: what was drawn, with colours of ``PALETTE``.
        key: what tells the picture from others on a page.
        title: what it shows.
        text: what is to be seen.
        css_class: class of the element.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    source = etree.fromstring(svg.encode(), parser)
    root = etree.Element("svg", nsmap={None: SVG})
    ids = [f"{element_id(key)}-{part}" for part in ("title", "text")]
    root.attrib.update(
        {
            "viewBox": _rounded(source.get("viewBox")),
            "width": "100%",
            "class": f"picture-svg {css_class}",
            "role": "img",
            "aria-labelledby": " ".join(ids),
        }
    )
    for tag, part, words in zip(("title", "desc"), ids, (title, text), strict=True):
        element = etree.SubElement(root, tag, id=part)
        element.text = visible(words)
    _copy(source, root)
    return Markup(etree.tostring(root, encoding="unicode"))


def element_id(key: str) -> str:
    """Return the id of an element that no other picture on a page has, whatever is in its key."""
    return f"picture-{hashlib.sha256(key.encode()).hexdigest()[:10]}"


def paint(name: str) -> str:
    """Return a colour of ``PALETTE`` as the page has it."""
    return f"var(--{name}, {PALETTE[name]})"


def _copy(source: Any, target: Any) -> None:
    """Copy what draws below an element; groups without attributes are left out."""
    from lxml import etree

    for child in source.iterchildren(tag=etree.Element):
        tag = etree.QName(child).localname
        if tag not in ELEMENTS or child.get("display") == "none":
            continue
        attributes = _attributes(child)
        if tag == "path" and (not attributes.get("d") or not _is_painted(child)):
            continue
        if tag == "g" and set(attributes) <= {"fill"}:
            _copy(child, target)
            continue
        copy = etree.SubElement(target, tag, attributes)
        if tag in ("text", "tspan"):
            copy.text = child.text
        _copy(child, copy)
        if tag == "g" and not len(copy):
            target.remove(copy)


def _is_painted(element: Any) -> bool:
    return any(element.get(name, "none") not in ("none", "transparent") for name in COLOURS)


def _attributes(element: Any) -> dict[str, str]:
    kept = {}
    for name, value in element.attrib.items():
        if name in COLOURS:
            kept[name] = _colour(value)
        elif name in NUMBERS and _SAFE.fullmatch(value):
            rounded = _rounded(value)
            if rounded not in ("translate(0,0)", "1" if name == "opacity" else ""):
                kept[name] = rounded
        elif name in WORDS and value.isalnum():
            kept[name] = value
    if element.get("fill") is None and (element.get("stroke") is not None):
        kept["fill"] = "none"
    return kept


def _colour(value: str) -> str:
    name = _NAMES.get(value.lower())
    return "none" if name is None else paint(name)


def _rounded(value: str) -> str:
    return _NUMBER.sub(lambda match: f"{round(float(match[0]), 2):g}", value)
