"""The front page's pictures of figures: what was claimed or forecast, beside what came of it.

A picture is a group of measures that may be compared. A measure deserves one where it has two
statements, and the more of them lie apart, the earlier its picture comes.
"""

from __future__ import annotations

from collections import Counter, defaultdict

import duckdb

from claimpack.site.pictures.groups import Group, comparable
from claimpack.site.pictures.interval_chart import interval_chart
from claimpack.site.pictures.labels import in_words
from claimpack.site.pictures.picture import MeasurePicture
from claimpack.site.pictures.statements import (
    COLUMNS,
    Measure,
    Statement,
    measures,
    pairs,
    statements,
    table,
)
from claimpack.site.pictures.svg import drawn_twice

# More rows are a list, not a picture.
MAX_ROWS = 24
MAX_PICTURES = 12


def measure_pictures(
    connection: duckdb.DuckDBPyConnection, limit: int = MAX_PICTURES
) -> list[MeasurePicture]:
    """Return a picture a group of comparable measures, the most disputed first.

    Args:
        connection: a package, with all its views.
        limit: how many there are at most.

    Raises:
        ClaimpackError: what draws is not installed.
    """
    known = measures(connection)
    conflicts = Counter(
        dict(
            connection.execute(
                "select quantity_id, count(*) from (select quantity_id from quantity_conflicts"
                " union all select other_quantity_id from quantity_conflicts) group by all"
            ).fetchall()
        )
    )
    by_measure = defaultdict(list)
    for statement in statements(connection, "true", []):
        by_measure[statement.measure_id].append(statement)
    ranked = []
    for group in comparable(known.values()):
        ids = sorted(
            (measure.measure_id for measure in group),
            key=lambda name: (-len(by_measure[name]), name),
        )
        stated = [statement for name in ids for statement in by_measure[name]]
        disputes = sum(conflicts[statement.quantity_id] for statement in stated) // 2
        if len(stated) >= 2 and any(statement.ends for statement in stated):
            ranked.append((-disputes, -len(stated), ids, stated))
    ranked.sort(key=lambda entry: entry[:3])
    return [
        _picture(connection, [known[name] for name in ids], stated, -disputes, conflicts)
        for disputes, _, ids, stated in ranked[:limit]
    ]


def _picture(
    connection: duckdb.DuckDBPyConnection,
    group: list[Measure],
    stated: list[Statement],
    disputes: int,
    conflicts: Counter[str],
) -> MeasurePicture:
    chosen = sorted(
        stated,
        key=lambda s: (not s.ends, -conflicts[s.quantity_id], not s.is_of_claim, s.quantity_id),
    )[:MAX_ROWS]
    ids = {statement.quantity_id for statement in chosen}
    drawn = [statement for statement in stated if statement.quantity_id in ids]
    between = pairs(connection, sorted(ids))
    content = Group.of(group, drawn, between)
    text = _text(content, stated, drawn, disputes)
    title = " and ".join(in_words(measure.label) for measure, _ in content.rows())
    # the caveats stand in the picture: who does not see it has them with its text
    told = " ".join([text, *content.caveats])
    return MeasurePicture(
        svg=drawn_twice(
            lambda size: interval_chart(content, size), group[0].measure_id, title, told
        ),
        title=title,
        text=text,
        columns=COLUMNS,
        rows=table(drawn, {measure.measure_id: measure for measure in group}),
        measure_ids=tuple(measure.measure_id for measure in group),
        claim_ids=tuple(sorted({statement.claim_id for statement in stated})),
        statements=len(stated),
        conflicts=disputes,
    )


def _text(group: Group, stated: list[Statement], drawn: list[Statement], disputes: int) -> str:
    """Return what is to be seen: how many figures there are, and how they disagree."""
    first, axis = group.measures[0], group.axis
    counts = Counter(statement.mode for statement in stated)
    modes = ", ".join(f"{count:,} {mode}" for mode, count in counts.items())
    about = "; ".join(
        f"{in_words(measure.label)} ({in_words(measure.basis)})" for measure, _ in group.rows()
    )
    parts = [f"{len(stated):,} figures for {about}: {modes}."]
    if len(drawn) < len(stated):
        parts.append(f"Drawn and listed are {len(drawn):,}, those first that conflict most.")
    by_id = {statement.quantity_id: statement for statement in drawn}
    apart = [pair for pair in group.pairs if pair.is_disjoint and pair.quantity_id < pair.other_id]
    if disputes:
        widest = max(apart, key=lambda pair: (pair.gap, pair.quantity_id), default=None)
        count = "One pair" if disputes == 1 else f"{disputes:,} pairs"
        verb = "lies" if disputes == 1 else "lie"
        parts.append(f"{count} {verb} apart{'.' if widest is None else '; the farthest:'}")
        if widest:
            told = " and ".join(
                f"{in_words(by_id[name].stated_by)} with {by_id[name].figure(axis, first.unit)}"
                f" ({by_id[name].mode})"
                for name in (widest.quantity_id, widest.other_id)
            )
            gap = f"{axis.number(widest.gap)} {axis.scale}".strip()
            parts.append(f"{told}, {gap} apart (unit: {in_words(first.unit_label.lower())}).")
    else:
        parts.append("No two of them lie apart.")
    return " ".join(parts)
