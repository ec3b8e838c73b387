"""The picture of how verdicts moved: how many claims stood where, day after day.

One picture goes by the days on which evidence became public, one by the days of the log.
"""

from __future__ import annotations

from datetime import date

import duckdb

from claimpack.site.pictures.axis import axis_of
from claimpack.site.pictures.days import written
from claimpack.site.pictures.labels import in_words
from claimpack.site.pictures.picture import Cell, Picture
from claimpack.site.pictures.steps import Change, Steps, steps_of
from claimpack.site.pictures.svg import drawn_twice
from claimpack.site.pictures.timeline_chart import ORDER, Timeline, timeline_chart

# More days are told by the last day of a month, or of a year.
MAX_TABLE = 60
# A log of fewer days has no history yet.
MIN_DAYS = 3

# A day that is not known (of a withdrawal) is before all others, as the views have it.
BY_EVIDENCE = """
    with moves as (
        select greatest(public_on, date '0001-01-01') as day, evidence_verdict as verdict,
            lag(evidence_verdict) over (partition by claim_id order by public_on) as before
        from evidence_verdict_timeline
    )
"""
# What is reopened or retracted has no verdict until it is decided again; the last entry of a day
# counts.
BY_LOG = """
    with days as (
        select claim_id, cast(valid_from as date) as day,
            arg_max(case when stage = 'decided' then coalesce(verdict, '') else '' end, seq)
                as verdict
        from status_history
        group by all
    ),
    moves as (
        select day, nullif(verdict, '') as verdict,
            nullif(lag(verdict) over (partition by claim_id order by day), '') as before
        from days
    )
"""
CHANGES = """
    select day, verdict, cast(sum(delta) as integer) as delta
    from (
        select day, verdict, 1 as delta from moves where verdict is distinct from before
        union all
        select day, before as verdict, -1 as delta from moves where verdict is distinct from before
    )
    where verdict is not null and isfinite(day)
    group by all
    order by all
"""


def verdict_timeline_picture(connection: duckdb.DuckDBPyConnection) -> Picture | None:
    """Return how the verdict of the evidence rule moved as evidence became public.

    Args:
        connection: a package, with all its views.

    Returns:
        The picture; None where no claim has evidence.

    Raises:
        ClaimpackError: what draws is not installed.
    """
    steps = steps_of(_changes(connection, BY_EVIDENCE))
    if steps is None:
        return None
    published = connection.execute(
        "select edtf_earliest(published_on), edtf_latest(published_on) from articles"
    ).fetchall()
    return _picture(
        connection,
        steps,
        "What the evidence rule could say, and when",
        "had public evidence",
        published[0] if len(published) == 1 else (None, None),
    )


def decisions_timeline_picture(connection: duckdb.DuckDBPyConnection) -> Picture | None:
    """Return how the decisions in the log moved.

    Args:
        connection: a package, with all its views.

    Returns:
        The picture; None where the log has decisions on fewer than three days.

    Raises:
        ClaimpackError: what draws is not installed.
    """
    steps = steps_of(_changes(connection, BY_LOG))
    if steps is None or len(steps.states) < MIN_DAYS:
        return None
    return _picture(connection, steps, "What was decided, and when", "were decided", (None, None))


def _changes(connection: duckdb.DuckDBPyConnection, moves: str) -> list[Change]:
    return connection.execute(moves + CHANGES).fetchall()


def _picture(
    connection: duckdb.DuckDBPyConnection,
    steps: Steps,
    title: str,
    what: str,
    article: tuple[object, object],
) -> Picture:
    [(claims,)] = connection.execute("select count(*) from claims").fetchall()
    found = connection.execute("select code, label from verdicts").fetchall()
    labels = {code: in_words(label) for code, label in found}
    verdicts = [verdict for verdict in ORDER if verdict in steps.verdicts]
    verdicts += sorted(steps.verdicts - set(verdicts))
    day_from, day_to = (day if isinstance(day, date) else None for day in article)
    most = max(counts.total() for _, counts in steps.drawn)
    content = Timeline(
        steps=steps,
        verdicts=verdicts,
        labels=labels,
        axis=axis_of([0.0, float(max(most, 1))]),
        article=(day_from, day_to) if day_from and day_to else None,
    )
    text = _text(steps, verdicts, labels, claims, what)
    return Picture(
        svg=drawn_twice(lambda size: timeline_chart(content, size), title, title, text),
        title=title,
        text=text,
        columns=["By", *(labels.get(verdict, verdict) for verdict in verdicts), "Claims"],
        rows=_table(steps, verdicts),
    )


def _table(steps: Steps, verdicts: list[str]) -> list[tuple[Cell, ...]]:
    """Return the counts after each day, or where these are many after each month or year."""
    states = steps.drawn
    for length in (7, 4):  # of 2025-02, of 2025
        if len(states) > MAX_TABLE:
            by_period = {day.isoformat()[:length]: (day, counts) for day, counts in states}
            states = list(by_period.values())
    return [
        (day.isoformat(), *(counts[verdict] for verdict in verdicts), counts.total())
        for day, counts in states
    ]


def _text(steps: Steps, verdicts: list[str], labels: dict[str, str], claims: int, what: str) -> str:
    first, last = steps.drawn[0], steps.drawn[-1]
    told = [
        f"by {written(day)}, {counts.total():,} of {claims:,} claims {what} ("
        + ", ".join(
            f"{counts[verdict]:,} {labels.get(verdict, verdict).lower()}"
            for verdict in verdicts
            if counts[verdict]
        )
        + ")"
        for day, counts in ([first] if first[0] == last[0] else [first, last])
    ]
    text = "; ".join(told) + "."
    if steps.early:
        text += f" The days up to {written(steps.early)} are drawn wider than those after it."
    return text[0].upper() + text[1:]
