"""The picture on a claim's page: its figures beside those of its evidence, on the same measures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import duckdb

from claimpack.site.pictures.claim_chart import claim_chart
from claimpack.site.pictures.groups import Group, comparable
from claimpack.site.pictures.labels import in_words
from claimpack.site.pictures.picture import Picture
from claimpack.site.pictures.statements import (
    COLUMNS,
    Pair,
    Statement,
    measures,
    pairs_on_claims,
    statements,
    table,
)

# More figures are a list, not a picture.
MAX_ROWS = 16
# So many figures are told in words.
TOLD = 4


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
            svg=claim_chart(groups, claim_id, title, text),
            title=title,
            text=text,
            columns=COLUMNS,
            rows=table(all_told, self._measures),
        )


def _is_told(statement: Statement, groups: Iterable[Group]) -> bool:
    return any(statement.measure_id == m.measure_id for group in groups for m in group.measures)


def _text(groups: list[Group], not_drawn: int) -> str:
    """Return what is to be seen: what the claim says, what is beside it, and what lies apart."""
    parts = []
    for group in groups:
        unit = group.measures[0].unit
        label = " and ".join(in_words(measure.label) for measure, _ in group.rows())
        scale = f"{group.axis.scale} " if group.axis.scale else ""
        of = in_words(group.measures[0].unit_label.lower())
        parts.append(f"{label} (unit: {scale}{of}).")
        for is_own, heading in ((True, "The claim"), (False, "Its evidence")):
            told = [
                f"{statement.mode} by {in_words(statement.stated_by)}:"
                f" {statement.figure(group.axis, unit)}"
                for statement in group.statements
                if statement.is_of_claim == is_own
            ]
            if told:
                more = f"; and {len(told) - TOLD} more" if len(told) > TOLD else ""
                parts.append(f"{heading}: {'; '.join(told[:TOLD])}{more}.")
        if apart := sum(pair.is_disjoint for pair in group.pairs) // 2:
            parts.append(f"{apart} {'pair lies' if apart == 1 else 'pairs lie'} apart.")
    if not_drawn:
        parts.append(f"In the table only: {not_drawn:,}.")
    return " ".join(parts)
