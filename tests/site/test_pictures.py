"""The pictures of the site: what is drawn is what the views say, at its place, whoever wrote it."""

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from jinja2 import Environment, PackageLoader, StrictUndefined
from lxml import etree

from claimpack.bench.generate import Synthetic, generate_package
from claimpack.database import open_package, rows
from claimpack.errors import ClaimpackError
from claimpack.init import init_package
from claimpack.package import Package, load_package
from claimpack.printing import visible
from claimpack.site.pictures.axis import axis_of
from claimpack.site.pictures.chain import chains, sides
from claimpack.site.pictures.claim_intervals import ClaimIntervals, claim_interval_picture
from claimpack.site.pictures.groups import Group
from claimpack.site.pictures.interval_chart import interval_chart
from claimpack.site.pictures.intervals import measure_pictures
from claimpack.site.pictures.labels import shortened, wrapped
from claimpack.site.pictures.picture import MeasurePicture, Picture
from claimpack.site.pictures.statements import measures, statements
from claimpack.site.pictures.svg import INSTALL, PALETTE, SIZES, inline, vega_svg
from claimpack.site.pictures.timeline import decisions_timeline_picture, verdict_timeline_picture

STATIC = Path(__file__).parents[2] / "src/claimpack/site/pictures/static"
SVG = "{http://www.w3.org/2000/svg}"
# In pixels of a picture 720 wide: coordinates are written to two places.
NEAR = 0.02

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "]]><!--</svg><svg onload=alert(1)>",
    "\u202eright to left\u2066 and \x00\x07\x1b[31m controls",
    "x" * 10_000,
    "漢字" * 200,
    "=HYPERLINK(1)&amp;&#x41;",
    "{{ 7 * 7 }}{% raw %}",
    "",
)

Connection = duckdb.DuckDBPyConnection


@pytest.fixture(scope="module")
def opened(package: Package) -> Iterator[Connection]:
    with open_package(package) as connection:
        yield connection


@pytest.fixture
def spoilt(package: Package) -> Iterator[Connection]:
    """The package, in a database whose tables may be changed."""
    with open_package(package) as connection:
        yield connection


@pytest.fixture(scope="module")
def pictures(
    of_measures: list[MeasurePicture], timeline: Picture, of_claims: dict[str, Picture]
) -> list[Picture]:
    return [*of_measures, timeline, *of_claims.values()]


@pytest.fixture(scope="module")
def of_measures(opened: Connection) -> list[MeasurePicture]:
    return measure_pictures(opened)


@pytest.fixture(scope="module")
def timeline(opened: Connection) -> Picture:
    picture = verdict_timeline_picture(opened)
    assert picture is not None
    return picture


@pytest.fixture(scope="module")
def of_claims(opened: Connection) -> dict[str, Picture]:
    intervals = ClaimIntervals(opened)
    found = {claim: intervals.picture(claim) for claim in ids_of_claims(opened)}
    return {claim: picture for claim, picture in found.items() if picture is not None}


def ids_of_claims(connection: Connection) -> list[str]:
    return [row[0] for row in connection.execute("select claim_id from claims").fetchall()]


def parts(picture: Picture) -> list[Any]:
    """The SVG elements of a picture."""
    return list(etree.fromstring(f"<p>{picture.svg}</p>"))


def texts(svg: Any) -> list[tuple[float, float, Any]]:
    """The texts of a chart by Vega: x, y, element."""
    found = []
    for element in svg.iter(f"{SVG}text"):
        x, y = re.fullmatch(r"translate\(([-\d.]+),([-\d.]+)\)", element.get("transform")).groups()
        found.append((float(x), float(y), element))
    return found


def scale(svg: Any) -> Callable[[float], float]:
    """Where a number lies, by what stands at the axis: its last line of centred numbers."""
    ticks = [
        (y, x, float(element.text.replace(",", "")))
        for x, y, element in texts(svg)
        if element.get("text-anchor") == "middle" and re.fullmatch(r"[-\d.,]+", element.text)
    ]
    bottom = max(y for y, _, _ in ticks)
    points = sorted((number, x) for y, x, number in ticks if y == bottom)
    (low, left), (high, right) = points[0], points[-1]
    return lambda value: left + (value - low) / (high - low) * (right - left)


def marks(svg: Any) -> list[tuple[float, float, float]]:
    """What marks an interval in a chart by Vega: from x, to x, and the y in the middle."""
    found = []
    for element in svg.iter(f"{SVG}path"):
        box = re.fullmatch(r"M([-\d.]+),([-\d.]+)h([-\d.]+)v([-\d.]+)h[-\d.]+Z", element.get("d"))
        if box:
            x, y, width, height = map(float, box.groups())
            found.append((x, x + width, y + height / 2))
        elif moved := re.fullmatch(
            r"translate\(([-\d.]+),([-\d.]+)\)", element.get("transform", "")
        ):
            x, y = map(float, moved.groups())
            found.append((x, x, y))
    return found


def test_the_table_of_a_measure_is_what_the_view_says(
    opened: Connection, of_measures: list[MeasurePicture]
) -> None:
    assert of_measures
    for picture in of_measures:
        ids = list(picture.measure_ids)
        expected = opened.execute(
            "select stated_by, lower, upper from quantity_statements"
            " where list_contains(?, measure_id)",
            [ids],
        ).fetchall()
        told = [
            (row[0], *(None if end is None else float(end.replace(",", "")) for end in row[2:4]))
            for row in picture.rows
        ]
        assert Counter(told) == Counter(expected)
        assert picture.statements == len(expected)
        [(conflicts,)] = opened.execute(
            "select count(*) from quantity_conflicts where list_contains(?, measure_id)", [ids]
        ).fetchall()
        assert picture.conflicts == conflicts
        assert all(len(row) == len(picture.columns) for row in picture.rows)


def test_measures_with_two_figures_have_a_picture_the_most_disputed_first(
    opened: Connection, of_measures: list[MeasurePicture]
) -> None:
    drawn = of_measures
    ranks = [(-picture.conflicts, -picture.statements) for picture in drawn]
    assert ranks == sorted(ranks)
    told = {measure for picture in drawn for measure in picture.measure_ids}
    stated = {
        row[0]
        for row in opened.execute(
            "select measure_id from quantity_statements group by all having count(*) > 1"
        ).fetchall()
    }
    assert stated <= told
    bases = {
        (row[0], row[1])
        for row in opened.execute(
            "select measure_id, comparable_with_measure_id from measures"
        ).fetchall()
    }
    for picture in drawn:  # different bases stand apart unless the package lets them be compared
        links = [pair for pair in bases if pair[1] in picture.measure_ids]
        assert len(links) == len(picture.measure_ids) - 1


def test_every_interval_is_drawn_at_its_place(of_measures: list[MeasurePicture]) -> None:
    drawn = 0
    for picture in of_measures:
        wide = parts(picture)[0]
        at = scale(wide)
        divisor = 1e6 if any(t.text.startswith("million ") for *_, t in texts(wide)) else 1
        found = marks(wide)
        wanted = Counter((row[0], row[2], row[3]) for row in picture.rows)
        for x, y, element in texts(wide):
            if x or element.get("font-size") != "13.5px":
                continue
            here = [mark for mark in found if abs(mark[2] - (y + 5)) < NEAR]
            match = next(
                (
                    key
                    for key in wanted
                    if wanted[key]
                    and shortened(str(key[0]), 33) == element.text
                    and _is_marked(here, at, key[1:], divisor)
                ),
                None,
            )
            assert match, (picture.title, element.text, here)
            wanted[match] -= 1
            drawn += 1
        assert not +wanted, picture.title
    assert drawn > 40


def _is_marked(
    here: list[tuple[float, float, float]],
    at: Callable[[float], float],
    ends: tuple[Any, ...],
    divisor: float,
) -> bool:
    """Whether a mark stands at both ends, at the only one, or at the middle of a short interval."""
    known = [at(float(end.replace(",", "")) / divisor) for end in ends if end is not None]
    low, high = known[0], known[-1]
    if high - low < 8:
        low = high = (low + high) / 2
    return any(abs(x - low) < NEAR and abs(x2 - high) < NEAR for x, x2, _ in here)


def test_every_interval_of_a_claim_is_drawn_at_its_place(
    opened: Connection, of_claims: dict[str, Picture]
) -> None:
    known = measures(opened)
    stated = statements(opened, "true", [])
    drawn = 0
    for claim, picture in of_claims.items():
        [svg] = parts(picture)
        plot = svg.find(f"{SVG}svg")
        numbers: dict[float, list[tuple[float, float]]] = {}
        for element in plot.findall(f"{SVG}text"):
            place = float(element.get("x").rstrip("%"))
            numbers.setdefault(float(element.get("y")), []).append(
                (float(element.text.replace(",", "")), place)
            )
        axes = [(y, min(found), max(found)) for y, found in sorted(numbers.items())]
        shown = {text.text: float(text.get("y")) for text in svg.findall(f"{SVG}text")}
        for statement in (one for one in stated if one.claim_id == claim):
            label = known[statement.measure_id].label
            if label not in shown or not statement.ends:
                continue
            (low, left), (high, right) = next(
                (least, most) for y, least, most in axes if y > shown[label]
            )
            ends = [
                left + (end - low) / (high - low) * (right - left)
                for end in (statement.ends[0], statement.ends[-1])
            ]
            if ends[1] - ends[0] < 2.5:
                ends = [(ends[0] + ends[1]) / 2] * 2
            assert _has_bar(plot, *ends), (claim, statement)
            drawn += 1
    assert drawn > 20
    assert claim_interval_picture(opened, "C017") == of_claims["C017"]
    assert claim_interval_picture(opened, "C001") is None


def _has_bar(plot: Any, low: float, high: float) -> bool:
    for element in plot.iter(f"{SVG}rect", f"{SVG}circle", f"{SVG}svg"):
        place = element.get("x") or element.get("cx")
        if place is None or not place.endswith("%"):
            continue
        x = float(place.rstrip("%"))
        width = element.get("width", "0")
        end = x + (float(width.rstrip("%")) if width.endswith("%") else 0)
        if abs(x - low) < NEAR and abs(end - high) < NEAR:
            return True
    return False


def test_claimed_forecast_and_observed_differ_in_shape(opened: Connection) -> None:
    opened_group = [
        statement
        for statement in statements(opened, "measure_id = 'repair-duration'", [])
        if statement.mode in ("forecast", "observed")
    ]
    assert {statement.mode for statement in opened_group} == {"forecast", "observed"}
    [measure] = [m for m in measures(opened).values() if m.measure_id == "repair-duration"]
    shapes = {}
    for mode in ("claimed", "forecast", "observed"):
        one = next(s for s in opened_group if s.mode == "observed")
        statement = type(one)(**{**vars(one), "mode": mode})
        chart = interval_chart(Group.of([measure], [statement], []), SIZES[0])
        svg = etree.fromstring(vega_svg(chart).encode())
        shapes[mode] = re.sub(
            "#[0-9a-f]{6}",
            "",
            "".join(
                f"{e.get('d')}{(e.get('fill') == PALETTE['paper'])}" for e in svg.iter(f"{SVG}path")
            ),
        )
    assert len(set(shapes.values())) == 3


def test_lines_run_below_marks(of_measures: list[MeasurePicture]) -> None:
    for picture in of_measures:
        for svg in parts(picture):
            order = [
                element.tag == f"{SVG}path" and not element.get("opacity")
                for element in svg.iter(f"{SVG}line", f"{SVG}path")
            ]
            assert order == sorted(order), picture.title


def test_the_numbers_of_the_timeline_are_what_the_rule_said_on_each_day(
    opened: Connection, timeline: Picture
) -> None:
    picture = timeline
    labels = dict(opened.execute("select label, code from verdicts").fetchall())
    verdicts = [labels[name] for name in picture.columns[1:-1]]
    assert len(picture.rows) > 5
    for day, *counts, total in picture.rows[::3]:
        expected = dict(
            opened.execute(
                "select evidence_verdict, count(*) from evidence_verdict_on(?) where claim_id in"
                " (select claim_id from evidence_verdict_timeline where public_on <= ?) group by 1",
                [day, day],
            ).fetchall()
        )
        told = {verdict: n for verdict, n in zip(verdicts, counts, strict=True) if n}
        assert told == expected, day
        assert total == sum(expected.values())


def test_the_bands_are_as_high_as_their_counts(timeline: Picture) -> None:
    wide = parts(timeline)[0]
    numbers = sorted(
        (float(element.text), y - 4)
        for _, y, element in texts(wide)
        if element.get("text-anchor") == "end"
    )
    (low, bottom), (high, top) = numbers[0], numbers[-1]
    unit = (bottom - top) / (high - low)
    last = dict(zip(timeline.columns[1:-1], timeline.rows[-1][1:-1], strict=True))
    right = max(float(x) for path in wide.iter(f"{SVG}path") for x in _bands(path) or [0])
    heights = sorted(
        max(at) - min(at) for path in wide.iter(f"{SVG}path") if (at := _bands(path).get(right))
    )
    expected = sorted(count * unit for count in last.values())
    assert heights == pytest.approx(expected, abs=NEAR * 2)


def _bands(path: Any) -> dict[float, list[float]]:
    """The corners of a band by their x; nothing for other paths."""
    found: dict[float, list[float]] = {}
    if path.get("stroke", "").startswith("var(--paper,") and "L" in path.get("d", ""):
        for x, y in re.findall(r"([-\d.]+),([-\d.]+)", path.get("d")):
            found.setdefault(float(x), []).append(float(y))
    return found


def test_caveats_are_in_the_picture_and_in_its_description(
    opened: Connection, of_measures: list[MeasurePicture], of_claims: dict[str, Picture]
) -> None:
    [(caveat,)] = opened.execute(
        "select comparability_caveat from measures where comparable_with_measure_id ="
        " 'repair-duration'"
    ).fetchall()
    [picture] = [one for one in of_measures if "repair-duration" in one.measure_ids]
    for svg in [*parts(picture), *parts(of_claims["C017"])]:
        assert caveat in svg.find(f".//{SVG}desc").text
        written = " ".join(element.text or "" for element in svg.iter(f"{SVG}text"))
        assert f"Beware: {caveat}" in written


def test_pictures_hold_nothing_but_shapes_and_texts(pictures: list[Picture]) -> None:
    ids: Counter[str] = Counter()
    assert len(pictures) > 15
    for picture in pictures:
        assert picture.title and picture.text.endswith(".")
        for svg in parts(picture):
            assert svg.get("role") == "img"
            title, text = (
                svg.find(f".//*[@id='{name}']") for name in svg.get("aria-labelledby").split()
            )
            assert (title.tag, title.text) == (f"{SVG}title", picture.title)
            assert text.tag == f"{SVG}desc" and text.text.startswith(picture.text)
            for element in svg.iter():
                ids.update([element.get("id")] if element.get("id") else [])
                assert element.tag.removeprefix(SVG) in {
                    "svg", "title", "desc", "g", "path", "rect", "line", "circle", "text",
                }  # fmt: skip
                for name, value in element.attrib.items():
                    assert not name.startswith("on") and name not in {
                        "style", "href", "font-family", "{http://www.w3.org/1999/xlink}href",
                    }  # fmt: skip
                    assert "url(" not in value
                    if name in ("fill", "stroke") and value != "none":
                        colour = re.fullmatch(r"var\(--([a-z-]+), (#[0-9a-f]{6})\)", value)
                        assert colour and PALETTE[colour[1]] == colour[2], value
    assert max(ids.values()) == 1


def test_what_is_not_a_shape_is_left_out() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="a()">'
        "<script>a()</script>"
        '<style>*{fill:red}</style><a href="javascript:a()"><text>linked</text></a>'
        '<image href="http://x"/><foreignObject><p>x</p></foreignObject>'
        '<rect width="1" height="1" style="fill:red" fill="url(#x)" onclick="a()" id="x"'
        ' transform="translate(1,1);url(x)"/><text fill="#1b1b1b" x="1.23456">kept</text></svg>'
    )
    drawn = inline(svg, "k", "t", "d", "c")
    for word in ("script", "style", "href", "http://x", "onload", "onclick", "url", "linked", "<p"):
        assert word not in drawn
    assert '<text fill="var(--ink, #1b1b1b)" x="1.23">kept</text>' in drawn


def test_the_bytes_are_the_same_again_and_with_other_fonts(
    opened: Connection, of_measures: list[MeasurePicture]
) -> None:
    known = measures(opened)["repair-duration"]
    group = Group.of([known], statements(opened, "measure_id = ?", [known.measure_id]), [])
    drawn = set()
    for font in ("serif", "DejaVu Sans Mono", "no such font"):
        chart = interval_chart(group, SIZES[1])
        chart["config"]["font"] = font
        drawn.add(inline(vega_svg(chart), "k", "t", "d", "c"))
    assert len(drawn) == 1
    assert measure_pictures(opened, limit=1) == of_measures[:1]


def test_hostile_text_stays_text(spoilt: Connection) -> None:
    texts_of_sql = [text.replace("\x00", "\x01") for text in HOSTILE]
    for table, columns in (
        ("speakers", ("name", "position", "affiliation")),
        ("publishers", ("name",)),
        ("measures", ("label", "basis", "comparability_caveat")),
        ("units", ("label",)),
        ("verdicts", ("label",)),
        ("quantities", ("stated_as",)),
        ("sources", ("title",)),
    ):
        for column in columns:  # every row another of them
            spoilt.execute(
                f"update {table} set {column} = list_extract(?, 1 + rowid % {len(HOSTILE)})",
                [texts_of_sql],
            )
    intervals = ClaimIntervals(spoilt)
    drawn = [*measure_pictures(spoilt, 4), verdict_timeline_picture(spoilt)]
    drawn += [intervals.picture(claim) for claim in ("C008", "C015", "C017", "C062")]
    seen = ""
    for picture in drawn:
        assert picture is not None
        assert picture.title.isprintable() and len(picture.title) < 200
        assert picture.text.isprintable() and len(picture.text) < 3000
        for svg in parts(picture):
            for element in svg.iter():
                assert element.tag.removeprefix(SVG) not in {"script", "img"}
                assert not any(name.startswith("on") for name in element.attrib)
                if element.tag == f"{SVG}text":
                    assert (element.text or "").isprintable() and len(element.text or "") < 120
                    seen += element.text or ""
    assert all(start in seen for start in ("<script>", "\\u202e", "xxxx", "漢字", "{{ 7 * 7 }}"))
    for claim in ("C014", "C015", "C063"):
        page = etree.fromstring(rendered(spoilt, claim))
        tags = {element.tag for element in page.iter()}
        assert tags <= {"main", "ol", "li", "b", "bdi", "span", "a", "dl", "dt", "dd", "ul"}
        names = {name for element in page.iter() for name in element.attrib}
        assert names <= {"class", "aria-label", "href", "title"}


def rendered(connection: Connection, claim_id: str) -> str:
    environment = Environment(
        loader=PackageLoader("claimpack.site.pictures"), autoescape=True, undefined=StrictUndefined
    )
    environment.filters["visible"] = visible
    template = environment.from_string(
        '<main>{% from "_chain.html.j2" import chain_list %}'
        '{% from "_origins.html.j2" import origins_list %}'
        "{{ chain_list(chains) }}{{ origins_list(sides, link) }}</main>"
    )
    return template.render(
        chains=chains(
            rows(connection, "select * from attribution_chain where claim_id = ?", [claim_id])
        ),
        sides=sides(evidence(connection, claim_id)),
        link=lambda outlet: f"#{outlet.evidence_id}",
    )


def evidence(connection: Connection, claim_id: str = "") -> list[dict[str, Any]]:
    return rows(
        connection,
        "select evidence_roots.*, publishers.name as publisher, sources.title,"
        " coalesce(speakers.name, outlets.name) as origin_voice, roots_of.name as root_publisher,"
        " root_sources.accessed_at is null as is_root_unseen"
        " from evidence_roots join sources using (source_id)"
        " join publishers using (publisher_id)"
        " join sources as root_sources on root_source_id = root_sources.source_id"
        " join publishers as roots_of on root_sources.publisher_id = roots_of.publisher_id"
        " left join origins using (origin_id)"
        " left join speakers on origins.speaker_id = speakers.speaker_id"
        " left join publishers as outlets on origins.publisher_id = outlets.publisher_id"
        " where ? in (claim_id, '') order by evidence_id",
        [claim_id],
    )


def test_origins_are_counted_as_the_rule_counts_them(opened: Connection) -> None:
    everything = evidence(opened)
    for verdict in rows(opened, "from evidence_verdict"):
        pieces = [one for one in everything if one["claim_id"] == verdict["claim_id"]]
        found = {side.stance: side for side in sides(pieces)}
        for stance, column in (
            ("supports", "supporting_origins"),
            ("refutes", "refuting_origins"),
            ("qualifies", "qualifying_origins"),
        ):
            counted = found[stance].count if stance in found else 0
            assert counted == verdict[column], (verdict["claim_id"], stance)
        told = [
            o.evidence_id for side in found.values() for one in side.origins for o in one.outlets
        ]
        assert sorted(told) == [piece["evidence_id"] for piece in pieces]


def test_outlets_of_one_origin_share_a_box(opened: Connection) -> None:
    supports, context = sides(evidence(opened, "C014"))
    assert supports.summary == "three independent witnesses, four pieces of evidence"
    [relayed] = [origin for origin in supports.origins if len(origin.outlets) > 1]
    assert (relayed.name, relayed.note) == ("Reuters", "known only from what relays it")
    assert context.summary == "one piece of evidence, not counted" and context.count == 0


def test_a_chain_goes_from_whoever_spoke_to_the_article(opened: Connection) -> None:
    everything = rows(opened, "from attribution_chain")
    for claim in {hop["claim_id"] for hop in everything}:
        hops = [hop for hop in everything if hop["claim_id"] == claim]
        told = chains(hops)
        assert sum(len(chain.steps) for chain in told) == len(hops)
        assert all(chain.steps[-1].verb == "published it" for chain in told)
    [chain] = chains(rows(opened, "select * from attribution_chain where claim_id = 'C014'"))
    assert [step.verb for step in chain.steps] == [
        "said it in a broadcast",
        "reported it",
        "published it",
    ]
    assert chain.steps[0].is_party and "Deputy Prime Minister" in chain.steps[0].role


def test_without_figures_and_evidence_there_is_no_picture(tmp_path: Path) -> None:
    with open_package(init_package(tmp_path / "empty")) as connection:
        assert measure_pictures(connection) == []
        assert verdict_timeline_picture(connection) is None
        assert decisions_timeline_picture(connection) is None
        assert claim_interval_picture(connection, "C001") is None
    assert chains([]) == [] and sides([]) == []


@pytest.mark.parametrize(
    ("lower", "upper"),
    [
        ("0", "0"),
        ("-1e308", "1e308"),
        ("'infinity'", "'infinity'"),
        ("'nan'", "null"),
        ("1e-300", "2e-300"),
        ("1e15", "1e15 + 0.125"),
        ("5", "3"),
        ("null", "null"),
    ],
)
def test_any_number_can_be_drawn(spoilt: Connection, lower: str, upper: str) -> None:
    spoilt.execute(f"update quantities set lower = {lower}, upper = {upper}")
    drawn = measure_pictures(spoilt, 3)
    drawn += [picture for picture in [ClaimIntervals(spoilt).picture("C017")] if picture]
    has_ends = lower != "'infinity'" and (lower, upper) not in {("'nan'", "null"), ("null", "null")}
    assert bool(drawn) == has_ends
    for picture in drawn:
        for svg in parts(picture):
            drawn_text = etree.tostring(svg, encoding="unicode")
            assert not re.search(r'="[^"]*\b(nan|inf|NaN|Infinity)\b', drawn_text)


@pytest.mark.parametrize(
    "values",
    [
        [0],
        [7],
        [-7],
        [1, 1],
        [0.1, 0.3],
        [66, 100],
        [-5, 5],
        [1e300, -1e300],
        [1e-300],
        [1e15, 1e9],
    ],
)
def test_an_axis_holds_its_numbers_between_round_ticks(values: list[float]) -> None:
    axis = axis_of(map(float, values))
    assert axis.low <= min(values) <= max(values) <= axis.high
    assert 2 <= len(axis.ticks) <= 10
    assert all(0 <= axis.share(value) <= 1 for value in values)
    written = [axis.number(tick) for tick in axis.ticks]
    assert len(set(written)) == len(written)


def test_texts_are_cut_to_their_room() -> None:
    assert shortened("word", 4) == "word"
    assert shortened("a long text", 6) == "a lon…"
    assert shortened("漢字漢字", 5) == "漢字…"
    assert shortened("a\nb\u202ec", 40) == "a\\nb\\u202ec"
    assert wrapped("one two three four", 9, 2) == ["one two", "three fo…"]
    assert wrapped("y" * 50, 10, 3) == ["y" * 9 + "…"]


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    folder = tmp_path_factory.mktemp("pictures") / "big"
    generate_package(folder, Synthetic(10_000))
    with open_package(load_package(folder)) as connection:
        yield connection


def test_ten_thousand_claims_are_drawn_in_seconds(big: Connection) -> None:
    started = time.process_time()
    intervals = ClaimIntervals(big)
    drawn = [picture for claim in ids_of_claims(big) if (picture := intervals.picture(claim))]
    [most, second] = measure_pictures(big, limit=2)
    timeline = verdict_timeline_picture(big)
    assert time.process_time() - started < 15
    assert len(drawn) > 50 and timeline is not None
    assert most.conflicts >= second.conflicts > 0
    assert len(most.rows) < most.statements
    assert max(len(picture.svg) for picture in (most, second, timeline)) < 150_000


def test_decisions_come_to_what_is_decided_today(big: Connection) -> None:
    picture = decisions_timeline_picture(big)
    assert picture is not None
    labels = dict(big.execute("select label, code from verdicts").fetchall())
    told = dict(zip(picture.columns[1:-1], picture.rows[-1][1:-1], strict=True))
    expected = dict(
        big.execute(
            "select verdict, count(*) from claim_status where verdict is not null group by 1"
        ).fetchall()
    )
    assert {labels[label]: count for label, count in told.items() if count} == expected


@pytest.mark.parametrize("module", ["altair", "vl_convert"])
def test_what_is_not_installed_is_named(
    opened: Connection, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    monkeypatch.setitem(__import__("sys").modules, module, None)
    with pytest.raises(ClaimpackError) as error:
        measure_pictures(opened)
    assert error.value.fix == INSTALL
    assert claim_interval_picture(opened, "C017") is not None


@pytest.mark.parametrize("width", [360, 1000])
def test_pictures_fit_their_page(
    browser: Any, pictures: list[Picture], opened: Connection, tmp_path: Path, width: int
) -> None:
    (tmp_path / "pictures.css").write_text(
        "body { margin: 16px } figure { margin: 0 } :root { --ink: rgb(1, 2, 3) }"
        + (STATIC / "pictures.css").read_text()
    )
    page = tmp_path / "page.html"
    figures = "".join(f"<figure>{picture.svg}</figure>" for picture in pictures)
    page.write_text(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>x</title>'
        '<meta name="viewport" content="width=device-width">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\';'
        ' style-src file:"><link rel="stylesheet" href="pictures.css">'
        f"{figures.replace('<figure>', '<figure class=f>')}{rendered(opened, 'C015')}",
        encoding="utf-8",
    )
    tab = browser.new_page(viewport={"width": width, "height": 800})
    messages: list[str] = []
    tab.on("console", lambda message: messages.append(message.text))
    tab.goto(page.as_uri())
    assert messages == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    shown = tab.evaluate(
        "[...document.querySelectorAll('figure')].map(f => [...f.querySelectorAll(':scope > svg')]"
        ".filter(s => s.getBoundingClientRect().height > 20).length)"
    )
    assert set(shown) == {1}
    assert tab.evaluate(
        "getComputedStyle(document.querySelector('text[fill^=\"var(--ink,\"]')).fill"
    ) == ("rgb(1, 2, 3)")
    outside = tab.evaluate(
        """[...document.querySelectorAll('figure > svg')].flatMap(svg => {
            const box = svg.getBoundingClientRect();
            return [...svg.querySelectorAll('text')].filter(text => {
                const at = text.getBoundingClientRect();
                return at.width && (at.left < box.left - 2 || at.right > box.right + 2
                    || at.bottom > box.bottom + 2);
            }).map(text => text.textContent);
        })"""
    )
    assert outside == []
    tab.close()
