"""The picture on a claim's page: its figures beside those of its evidence, on the same measures.

A package has thousands of such pages and Vega takes a twentieth of a second for a picture, so these
are filled into a template, with the marks and colours of the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import duckdb
from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from claimpack.site.pictures.groups import Group, comparable
from claimpack.site.pictures.interval_chart import COLOURS
from claimpack.site.pictures.labels import room, shortened, wrapped
from claimpack.site.pictures.picture import Picture
from claimpack.site.pictures.statements import (
    COLUMNS,
    Measure,
    Pair,
    Statement,
    measures,
    pairs_on_claims,
    period_text,
    statements,
    table,
)
from claimpack.site.pictures.svg import element_id, paint

# More figures are a list, not a picture.
MAX_ROWS = 16
# So many figures are told in words.
TOLD = 4
# Texts fit the narrowest page: 320 pixels.
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


def claim_interval_picture(connection: duckdb.DuckDBPyConnection, claim_id: str) -> Picture | None:
    """Return the figures of a claim beside those of its evidence.

    For many claims, ask a ``ClaimIntervals`` for each: it reads the views once.

    Args:
        connection: a package, with all its views.
        claim_id: id of the claim.

    Returns:
        The picture; None where there are no two figures to see beside each other.
    """
    return ClaimIntervals(connection, claim_id).picture(claim_id)


class ClaimIntervals:
    """The figures of all claims, read once."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, claim_id: str | None = None) -> None:
        """Read the figures.

        Args:
            connection: a package, with all its views.
            claim_id: the only claim that will be asked for; by default any may be.
        """
        self._measures = measures(connection)
        self._groups = comparable(self._measures.values())
        where = "true" if claim_id is None else "claim_id = ?"
        self._statements: dict[str, list[Statement]] = defaultdict(list)
        for statement in statements(connection, where, [claim_id] if claim_id else []):
            self._statements[statement.claim_id].append(statement)
        self._pairs: dict[str, list[Pair]] = defaultdict(list)
        for claim, pair in pairs_on_claims(connection, claim_id):
            self._pairs[claim].append(pair)

    def picture(self, claim_id: str) -> Picture | None:
        """Return the picture of a claim; None where no two figures stand beside each other."""
        stated = self._statements.get(claim_id, [])
        own = {statement.measure_id for statement in stated if statement.is_of_claim}
        groups = []
        left = MAX_ROWS
        for members in self._groups:
            ids = {measure.measure_id for measure in members}
            if own and not own & ids:
                continue
            chosen = [s for s in stated if s.measure_id in ids and s.ends]
            if len(chosen) < 2 or left < 2:
                continue
            # the claim's own first, then those that something can be said of
            compared = {pair.quantity_id for pair in self._pairs.get(claim_id, [])}
            ranked = sorted(
                chosen, key=lambda s: (not s.is_of_claim, s.quantity_id not in compared)
            )
            kept = {s.quantity_id for s in ranked[:left]}
            left -= len(kept)
            drawn = [s for s in chosen if s.quantity_id in kept]
            members = sorted(members, key=lambda measure: measure.measure_id not in own)
            groups.append(Group.of(members, drawn, self._pairs.get(claim_id, [])))
        if not groups:
            return None
        shown = {s.quantity_id for group in groups for s in group.statements}
        all_told = [s for s in stated if not own or _is_told(s, groups)]
        title = f"The figures on {claim_id}"
        text = _text(groups, len(all_told) - len(shown))
        return Picture(
            svg=_svg(groups, claim_id, title, text),
            title=title,
            text=text,
            columns=COLUMNS,
            rows=table(all_told, self._measures),
        )


def _is_told(statement: Statement, groups: Iterable[Group]) -> bool:
    return any(statement.measure_id == m.measure_id for group in groups for m in group.measures)


def _text(groups: list[Group], not_drawn: int) -> str:
    """Return what is to be seen: what the claim says, what is beside it, what cannot both hold."""
    parts = []
    for group in groups:
        unit = group.measures[0].unit
        label = " and ".join(measure.label for measure, _ in group.rows())
        scale = f"{group.axis.scale} " if group.axis.scale else ""
        parts.append(f"{label} (unit: {scale}{group.measures[0].unit_label.lower()}).")
        for is_own, heading in ((True, "The claim"), (False, "Its evidence")):
            told = [
                f"{statement.mode} by {statement.stated_by}: {statement.figure(group.axis, unit)}"
                for statement in group.statements
                if statement.is_of_claim == is_own
            ]
            if told:
                more = f"; and {len(told) - TOLD} more" if len(told) > TOLD else ""
                parts.append(f"{heading}: {'; '.join(told[:TOLD])}{more}.")
        if apart := sum(pair.is_disjoint for pair in group.pairs) // 2:
            parts.append(f"{apart} {'pair' if apart == 1 else 'pairs'} cannot both hold.")
        parts += [f"Beware: {caveat}" for caveat in group.caveats]
    if not_drawn:
        parts.append(f"In the table only: {not_drawn:,}.")
    return " ".join(parts)


def _svg(groups: list[Group], claim_id: str, title: str, text: str) -> Markup:
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
            title=shortened(title, 10_000),
            text=shortened(text, 10_000),
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
