"""The stated intervals, as pictures show them, and how they stand to each other."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import duckdb

from claimpack.site.pictures.axis import Axis, exact
from claimpack.site.pictures.days import written
from claimpack.site.pictures.picture import Cell

MODES = ("claimed", "forecast", "observed")
COLUMNS = ["Stated by", "How", "From", "To", "Unit", "In words", "Period", "Measure", "Claim"]
NOBODY = "nobody named"
TO = "\N{EN DASH}"


@dataclass(frozen=True)
class Measure:
    """What figures are compared on."""

    measure_id: str
    label: str
    unit: str
    unit_label: str
    basis: str
    is_total: bool
    comparable_with: str | None
    caveat: str | None


@dataclass(frozen=True)
class Statement:
    """An interval in the canonical unit of its measure; an end that is not finite is open."""

    quantity_id: str
    claim_id: str
    is_of_claim: bool
    mode: str
    measure_id: str
    stated_by: str
    stated_as: str | None
    lower: float | None
    upper: float | None
    is_approximate: bool
    period: str | None
    period_from: str | None
    period_to: str | None

    @property
    def ends(self) -> list[float]:
        """The ends that are known."""
        return [end for end in (self.lower, self.upper) if end is not None]

    def figure(self, axis: Axis, unit: str) -> str:
        """Return it as short as it can be read at an axis."""
        sign = "%" if unit == "%" else ""
        about = "about " if self.is_approximate else ""
        low, high = (None if end is None else axis.number(end) for end in (self.lower, self.upper))
        if low is None or high is None:
            side = "at most" if low is None else "at least"
            known = high if low is None else low
            return f"{side} {about}{known}{sign}" if known else "no number"
        return f"{about}{low}{sign}" if low == high else f"{about}{low} to {high}{sign}"


@dataclass(frozen=True)
class Pair:
    """Two statements that may be compared, in one direction."""

    quantity_id: str
    other_id: str
    position: str
    gap: float
    is_disjoint: bool
    caveat: str | None


def measures(connection: duckdb.DuckDBPyConnection) -> dict[str, Measure]:
    """Return the measures by id."""
    found = connection.execute(
        "select measure_id, measures.label, unit, units.label, basis, is_total,"
        " comparable_with_measure_id, comparability_caveat"
        " from measures join units on measures.unit = units.code order by measure_id"
    ).fetchall()
    return {row[0]: Measure(*row) for row in found}


def statements(
    connection: duckdb.DuckDBPyConnection, where: str, parameters: Sequence[object]
) -> list[Statement]:
    """Return statements in the order in which they are drawn.

    Args:
        connection: the package.
        where: a condition on ``quantity_statements``.
        parameters: what it takes.
    """
    found = connection.execute(
        "select quantity_id, claim_id, evidence_id is null, mode, measure_id, stated_by,"
        " stated_as, lower, upper, is_approximate, period,"
        " cast(period_from as varchar), cast(period_to as varchar)"
        f" from quantity_statements where {where} order by measure_id, quantity_id",
        list(parameters),
    ).fetchall()
    return sorted((_statement(row) for row in found), key=_order)


def pairs(connection: duckdb.DuckDBPyConnection, quantity_ids: Sequence[str]) -> list[Pair]:
    """Return every two of some statements that may be compared, from the side of each.

    Args:
        connection: the package.
        quantity_ids: the statements.
    """
    found = connection.execute(
        "select quantity_id, other_quantity_id, position, gap, position in ('below', 'above'),"
        " caveat from quantity_pairs where list_contains(?, quantity_id)"
        " and list_contains(?, other_quantity_id) order by all",
        [list(quantity_ids)] * 2,
    ).fetchall()
    return [Pair(*row) for row in found]


def pairs_on_claims(
    connection: duckdb.DuckDBPyConnection, claim_id: str | None = None
) -> list[tuple[str, Pair]]:
    """Return every two statements of one claim that may be compared, with the id of the claim.

    Args:
        connection: the package.
        claim_id: only those of this claim; by default of every claim.
    """
    one = "" if claim_id is None else " where this.claim_id = ?"
    found = connection.execute(
        "select this.claim_id, quantity_id, other_quantity_id, position, gap,"
        " position in ('below', 'above'), caveat from quantity_pairs"
        " join quantity_statements as this using (quantity_id)"
        " join quantity_statements as other on other_quantity_id = other.quantity_id"
        f" and this.claim_id = other.claim_id{one} order by all",
        [claim_id] if claim_id else [],
    ).fetchall()
    return [(row[0], Pair(*row[1:])) for row in found]


def table(drawn: Iterable[Statement], measures: dict[str, Measure]) -> list[tuple[Cell, ...]]:
    """Return statements as rows under ``COLUMNS``, with whole numbers and texts."""
    return [
        (
            statement.stated_by,
            ("about, " if statement.is_approximate else "") + statement.mode,
            exact(statement.lower),
            exact(statement.upper),
            measures[statement.measure_id].unit_label,
            statement.stated_as,
            period_text(statement),
            measures[statement.measure_id].label,
            statement.claim_id,
        )
        for statement in drawn
    ]


def period_text(statement: Statement) -> str:
    """Return the period in words: a year, a month, a day, or from when to when."""
    first, last = _day(statement.period_from), _day(statement.period_to)
    if statement.period is None:
        return "no period stated"
    about = "about " if set("~?%") & set(statement.period) else ""
    if first is None:
        return f"{about}until {written(last)}" if last else statement.period
    if last is None:
        return f"{about}from {written(first)}"
    day_after = last + timedelta(days=1) if last < date.max else last
    if first.day == 1 and day_after.day == 1:
        if (first.month, day_after.month) == (1, 1):
            years = (first.year, last.year)
            return (
                f"{about}{years[0]}" if years[0] == years[1] else f"{about}{years[0]}{TO}{years[1]}"
            )
        months = [written(day).partition(" ")[2] for day in (first, last)]
        return about + (months[0] if months[0] == months[1] else f" {TO} ".join(months))
    if first == last:
        return about + written(first)
    begin = written(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{about}{first.day}{TO}{written(last)}"
    if first.year == last.year:
        begin = begin.rpartition(" ")[0]
    return f"{about}{begin} {TO} {written(last)}"


def _statement(row: tuple[object, ...]) -> Statement:
    (quantity, claim, of_claim, mode, measure, by, said, lower, upper, about, *period) = row
    return Statement(
        str(quantity), str(claim), bool(of_claim), str(mode), str(measure), str(by or NOBODY),
        None if said is None else str(said), _end(lower), _end(upper), bool(about),
        *(None if text is None else str(text) for text in period),
    )  # fmt: skip


def _end(value: object) -> float | None:
    return value if isinstance(value, float) and math.isfinite(value) else None


def _order(statement: Statement) -> tuple[object, ...]:
    mode = MODES.index(statement.mode) if statement.mode in MODES else len(MODES)
    ends = statement.ends or [0.0]
    middle = sum(end / len(ends) for end in ends)
    return mode, statement.period_from or "", middle, statement.stated_by, statement.quantity_id


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        return None  # an open end is infinite
