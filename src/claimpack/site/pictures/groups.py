"""Measures that may be compared, with their figures: which of them meet, and which miss."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from claimpack.site.pictures.axis import Axis, axis_of
from claimpack.site.pictures.statements import Measure, Pair, Statement, period_text


@dataclass(frozen=True)
class Group:
    """What stands over one axis.

    Attributes:
        measures: measures that may be compared, in the order in which they are drawn.
        statements: their figures, each with an end at least.
        pairs: every two of these that may be compared, from the side of each.
        axis: holds all ends.
    """

    measures: list[Measure]
    statements: list[Statement]
    pairs: list[Pair]
    axis: Axis
    _outcomes: dict[str, list[tuple[Pair, Statement]]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, measures: list[Measure], statements: Iterable[Statement], pairs: Iterable[Pair]
    ) -> Group:
        """Return a group; a figure without any end is left out.

        Args:
            measures: measures that may be compared.
            statements: figures for them, at least one with an end.
            pairs: how they stand to each other.
        """
        drawn = [statement for statement in statements if statement.ends]
        by_id = {statement.quantity_id: statement for statement in drawn}
        between = [p for p in pairs if p.quantity_id in by_id and p.other_id in by_id]
        group = cls(measures, drawn, between, axis_of(end for one in drawn for end in one.ends))
        for pair in between:
            this, other = by_id[pair.quantity_id], by_id[pair.other_id]
            if this.mode != "observed" and other.mode == "observed":
                group._outcomes.setdefault(pair.quantity_id, []).append((pair, other))
        return group

    @property
    def caveats(self) -> list[str]:
        """What to beware of where two measures are compared."""
        return sorted({pair.caveat for pair in self.pairs if pair.caveat})

    @property
    def has_outcomes(self) -> bool:
        """Whether something was observed that a claimed or forecast figure compares with."""
        return bool(self._outcomes)

    def rows(self) -> Iterator[tuple[Measure, list[tuple[str | None, list[Statement]]]]]:
        """Yield each measure with its figures; totals under their period, which must be equal."""
        for measure in self.measures:
            stated = [s for s in self.statements if s.measure_id == measure.measure_id]
            if not stated:
                continue
            if not measure.is_total:
                yield measure, [(None, stated)]
                continue
            stated.sort(key=lambda s: (s.period_from or "", s.period_to or ""))
            by_period = [
                list(members)
                for _, members in groupby(stated, key=lambda s: (s.period_from, s.period_to))
            ]
            yield measure, [(period_text(members[0]), members) for members in by_period]

    def outcomes(self, statement: Statement) -> dict[float, bool]:
        """Return the observed ends beside a figure, and whether each is on the same measure."""
        found: dict[float, bool] = {}
        for pair, observed in self._outcomes.get(statement.quantity_id, []):
            for end in observed.ends:
                found[end] = found.get(end, False) or pair.caveat is None
        return found

    def missed(self, statement: Statement) -> Miss | None:
        """Return by how much a figure missed what was observed on its measure, if it did.

        The nearest of several outcomes counts, and none where one of them agrees.
        """
        same = [
            (pair, observed)
            for pair, observed in self._outcomes.get(statement.quantity_id, [])
            if pair.caveat is None
        ]
        if not same or not all(pair.is_disjoint for pair, _ in same):
            return None
        pair, observed = min(same, key=lambda one: (one[0].gap, one[0].other_id))
        is_low = pair.position == "below"
        near = statement.upper if is_low else statement.lower
        far = observed.lower if is_low else observed.upper
        if near is None or far is None:
            return None
        words = f"{self.axis.number(pair.gap)} too {'low' if is_low else 'high'}"
        return Miss(near, far, words)


@dataclass(frozen=True)
class Miss:
    """The gap between a figure and what was observed.

    Attributes:
        near: end of the figure.
        far: end of what was observed.
        words: by how much, and to which side.
    """

    near: float
    far: float
    words: str


def comparable(measures: Iterable[Measure]) -> list[list[Measure]]:
    """Return measures in groups: linked as comparable, and in one unit."""
    known = {measure.measure_id: measure for measure in measures}
    groups = {name: {name} for name in known}
    for measure in known.values():
        other = known.get(measure.comparable_with or "")
        if other and other.unit == measure.unit:
            together = groups[measure.measure_id] | groups[other.measure_id]
            for name in together:
                groups[name] = together
    return [
        [known[member] for member in sorted(group)]
        for name, group in groups.items()
        if name == min(group)
    ]
