"""Draw the chart of docs/performance.md; runs where the peers are installed."""

from __future__ import annotations

import sys
from pathlib import Path

import altair as alt
import vl_convert

from benchmarks.report import the_report

OURS, OTHERS = "#0b5fa5", "#8a8f98"


def svg(bars: list[tuple[str, float]]) -> str:
    """Return bars with their names and numbers, on a logarithmic scale, as SVG."""
    rows = [
        {"name": name, "ratio": ratio, "label": f"{ratio:.1f}", "ours": "claimpack" in name}
        for name, ratio in bars
    ]
    most = max(ratio for _, ratio in bars)
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=400, ticks=False)),
        x=alt.X(
            "ratio:Q",
            scale=alt.Scale(type="log", domain=[0.5, most * 1.4], nice=False),
            axis=alt.Axis(values=[0.5, 1, 2, 5, 10, 20, 50, 100, 200], format="~g"),
            title="times as long as DuckDB's scan of the same files (logarithmic)",
        ),
    )
    colour = alt.condition("datum.ours", alt.value(OURS), alt.value(OTHERS))
    drawn = base.mark_bar().encode(color=colour, x2=alt.datum(0.5)) + base.mark_text(
        align="left", dx=4
    ).encode(text="label:N")
    chart = drawn.properties(width=520, height={"step": 24}).configure(
        background="white", font="sans-serif"
    )
    return str(vl_convert.vegalite_to_svg(chart.to_dict()))


def main() -> None:
    """Write the chart to the file that is named."""
    Path(sys.argv[1]).write_text(svg(the_report().bars()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
