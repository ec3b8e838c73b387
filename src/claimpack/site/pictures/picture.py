"""A picture, and all that it says in words and in numbers."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

Cell = str | int | None


@dataclass(frozen=True)
class Picture:
    """A picture with what a reader has who does not see it.

    Attributes:
        svg: the picture, to be put into a page as it is; wide and narrow where it is drawn twice,
            of which ``pictures.css`` shows the one that fits.
        title: what it shows, in a few words.
        text: what is to be seen, in a sentence or two made from the data; fit for a caption. What
            is written in the picture beyond its labels, its own description has too.
        columns: headings of the table of its numbers.
        rows: that table, a tuple a row; whole texts, where the picture has shortened ones.
    """

    svg: Markup
    title: str
    text: str
    columns: list[str]
    rows: list[tuple[Cell, ...]]


@dataclass(frozen=True)
class MeasurePicture(Picture):
    """The figures for one measure, or for several that may be compared.

    Attributes:
        measure_ids: the measures, that with the most statements first.
        claim_ids: claims that the figures belong to or bear on.
        statements: how many figures are stated, drawn or not.
        conflicts: how many pairs of them lie apart: they cannot both hold, or a forecast missed.
    """

    measure_ids: tuple[str, ...]
    claim_ids: tuple[str, ...]
    statements: int
    conflicts: int
