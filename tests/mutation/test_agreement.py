"""The engines agree: on random valid packages that nothing is wrong, on random faults what is.

A package of four tables has every type, constraint, meaning and kind of key. ``FUZZ_EXAMPLES``
sets how many are drawn.
"""

import csv
import io
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from claimpack.agreement import RULE, merge
from claimpack.check import run_fast_path
from claimpack.database import scratch_database
from claimpack.engines import frictionless_child
from claimpack.engines.frictionless_engine import descriptor_of, findings_of
from claimpack.engines.pandera_engine import check_with_pandera
from claimpack.findings import Finding, Findings
from claimpack.full import RECORDS
from claimpack.meanings import MEANINGS
from claimpack.package import load_package
from claimpack.schema import TYPES

from ..conftest import ROOT
from ..test_bad_input import RULE as SOUND_RULE

Rows = list[dict[str, str]]
Data = dict[str, Rows]


def field(name: str, kind: str = "string", meaning: str = "", **constraints: Any) -> dict[str, Any]:
    """Return a field of a schema."""
    said = {"name": name, "type": kind, "constraints": constraints}
    return said | ({"claimpack:meaning": meaning} if meaning else {})


def reference(fields: list[str], table: str, to: list[str]) -> dict[str, Any]:
    """Return a foreign key; a table of no name is the table itself."""
    return {"fields": fields, "reference": {"resource": table, "fields": to}}


SCHEMAS: dict[str, dict[str, Any]] = {
    "kinds": {
        "fields": [
            field("code", required=True, pattern="(?:[a-z]+)"),
            field("label", minLength=2, maxLength=20),
        ],
        "primaryKey": ["code"],
    },
    "things": {
        "fields": [
            field("id", meaning="slug", required=True),
            field("kind", required=True),
            field("parent"),
            field("size", enum=["small", "large"]),
            field("rank", "integer", minimum=0, maximum=5000),
            field("share", "number", minimum=-1, maximum=1.5),
            field("is_new", "boolean", required=True),
            field("made_at", "datetime", meaning="utc"),
            field("stamped", meaning="utc"),
            field("made_on", meaning="edtf"),
            field("country", meaning="iso3166", pattern="(?:[A-Z]{2})"),
            field("language", meaning="bcp47"),
            field("url", meaning="url", pattern="(?:https?://[^\\s]+)"),
            field("hash", meaning="sha256"),
            field("words", meaning="quote"),
            field("item", meaning="wikidata"),
            field("reliability", meaning="admiralty_reliability"),
            field("credibility", meaning="admiralty_credibility"),
            field("unit", meaning="ucum"),
            field("length", "integer", meaning="code_points"),
        ],
        "primaryKey": ["id"],
        "uniqueKeys": [["url"], ["kind", "rank"]],
        "foreignKeys": [
            reference(["kind"], "kinds", ["code"]),
            reference(["parent"], "", ["id"]),
        ],
    },
    "steps": {
        "fields": [
            field("thing", required=True),
            field("number", "integer", required=True, minimum=1),
            field("weight", "number"),
        ],
        "primaryKey": ["thing", "number"],
        "foreignKeys": [reference(["thing"], "things", ["id"])],
    },
    "notes": {
        "fields": [
            field("note", "integer", required=True),
            field("thing"),
            field("number", "integer"),
            field("text", required=True),
        ],
        "primaryKey": ["note"],
        "foreignKeys": [
            reference(["thing", "number"], "steps", ["thing", "number"]),
            reference(["thing"], "things", ["id"]),
        ],
    },
}
RESOURCES = [
    {"name": name, "path": f"claims/{name}.csv", "schema": f"schemas/{name}.json"}
    for name in SCHEMAS
]
CLEAN: Data = {
    "kinds": [{"code": "big", "label": "Big"}, {"code": "small", "label": "Small"}],
    "things": [
        {
            "id": "a",
            "kind": "big",
            "parent": "",
            "size": "large",
            "rank": "3",
            "share": "0.5",
            "is_new": "true",
            "made_at": "2025-02-18T10:00:00Z",
            "stamped": "2025-02-18T10:00:00Z",
            "made_on": "2025-02",
            "country": "KZ",
            "language": "en",
            "url": "https://example.org/a",
            "hash": "0f" * 32,
            "words": "said so",
            "item": "Q42",
            "reliability": "B",
            "credibility": "2",
            "unit": "Mt",
            "length": "7",
        },
    ],
    "steps": [
        {"thing": "a", "number": "1", "weight": "2.5"},
        {"thing": "a", "number": "2", "weight": ""},
    ],
    "notes": [
        {"note": "1", "thing": "a", "number": "2", "text": "First."},
        {"note": "2", "thing": "", "number": "", "text": "Second."},
    ],
}
CLEAN["things"].append(
    dict.fromkeys(CLEAN["things"][0], "")
    | {"id": "b", "kind": "small", "parent": "a", "is_new": "false", "rank": "3"}
)
VALUES = {
    "size": st.sampled_from(["small", "large"]),
    "rank": st.integers(0, 5000).map(str),
    "share": st.sampled_from(["-1", "0", "0.25", "1.5", "-0.001"]),
    "made_at": st.datetimes().map(lambda moment: f"{moment:%Y-%m-%dT%H:%M:%SZ}".rjust(20, "0")),
    "stamped": st.sampled_from(["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"]),
    "made_on": st.sampled_from(["2025", "2025-02-18~", "2025-02-19/..", "20XX", "2025-21"]),
    "country": st.sampled_from(["KZ", "CZ", "US"]),
    "language": st.sampled_from(["en", "pt-BR", "sr-Latn", "kk"]),
    "url": st.sampled_from(["https://example.org/", "http://example.org/b/c.html"]),
    "hash": st.text("0123456789abcdef", min_size=64, max_size=64),
    "words": st.sampled_from(["é", "a, b", 'a "b"', "Ответа пока не было", "=", "NA", "null"]),
    "item": st.integers(1, 10**9).map(lambda number: f"Q{number}"),
    "reliability": st.sampled_from("ABCDEF"),
    "credibility": st.sampled_from("123456"),
    "unit": st.sampled_from(["d", "%", "[bbl_us]/d", "USD", "mo", "kg/m2"]),
    "length": st.integers(0, 2**63 - 1).map(str),
}
ODD = [
    *("", " ", "-", "x", "a", "b", "big", "small", "A", "Q0", "null", "None", "NA", "nan", "NaN"),
    *("0", "1", "2", "3", "01", "-0", "-1", "+1", "1.0", "1.5", "1.", ".5", "1e3", "1E5", "1_000"),
    *("1,5", "0x10", "5000", "5001", "inf", "-inf", "9" * 19, "9" * 400, "1" * 15 + "." + "1" * 15),
    *(str(2**63 - 1), str(2**63), str(-(2**63)), "\u0661", "\uff11", "1\u00a0", " 1", "1 "),
    *("true", "false", "True", "TRUE", "t", "yes", "2025", "2025-02-30", "2025-02-18"),
    *("2025-02-18T10:00:00Z", "2025-02-18T10:00:00", "2025-02-18T10:00:00+00:00"),
    *("2025-02-18T10:00:60Z", "2025-02-18T24:00:00Z", "2025-02-29T00:00:00Z"),
    *("0000-01-01T00:00:00Z", "2025-02-18T10:00:00.5Z", "2025-2-18T10:00:00Z", "2025-02-30/.."),
    *("KZ", "kz", "XX", "en", "EN", "english", "en-US", "https://example.org/a", "http://x"),
    *("HTTPS://EXAMPLE.org/a", "https://example.org/a#b", "https://example.org/a b", "Mt", "week"),
    *("e\u0301", "\u200b", "a\u200b", "\u202ea", "a b", "a,b", '"', 'a"b', "a\nb", "a\rb", "\t"),
    *("=1", "<b>", "\u0430", "A" * 21, "\U0001f600", "\x85", "\u2028", "\x7f", "\x1f"),
]


def setting(examples: int) -> settings:
    return settings(
        max_examples=int(os.environ.get("FUZZ_EXAMPLES", examples)),
        deadline=None,
        derandomize=bool(os.environ.get("CI")),
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("agreement")
    for folder in ("claims", "schemas", "validation/rules"):
        (root / folder).mkdir(parents=True)
    shutil.copytree(ROOT / "sql" / "macros", root / "sql" / "macros")
    descriptor = {"name": "random", "resources": RESOURCES}
    (root / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    for name, schema in SCHEMAS.items():
        (root / "schemas" / f"{name}.json").write_text(json.dumps(schema), encoding="utf-8")
    (root / "validation" / "rules" / "none.sql").write_text(SOUND_RULE, encoding="utf-8")
    return root


def check(root: Path, data: Data) -> list[Finding]:
    """Write a package; return what the three engines find in it, where they agree and not."""
    for name, rows in data.items():
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\n")
        names = [field["name"] for field in SCHEMAS[name]["fields"]]
        writer.writerow(names)
        writer.writerows([row[column] for column in names] for row in rows)
        (root / "claims" / f"{name}.csv").write_text(out.getvalue(), encoding="utf-8", newline="")
    package = load_package(root)
    found = Findings()
    with scratch_database() as connection:
        reading = run_fast_path(connection, package, found).reading
    fast = found.listed
    irregular = {f.table for f in fast if f.table and (f.rule in RECORDS or f.column is None)}
    incomparable = irregular | reading.unreadable
    errors = frictionless_child.errors(str(root), descriptor_of(package))
    others = {
        "frictionless": findings_of(package, reading, errors),
        "pandera": check_with_pandera(package, reading, incomparable),
    }
    return merge(package, fast, others, incomparable)


@st.composite
def sound(draw: st.DrawFn) -> Data:
    """Draw a package with nothing wrong in it."""
    kinds = draw(st.lists(st.text("abcxyz", min_size=1, max_size=5), min_size=1, unique=True))
    ids = draw(st.lists(st.from_regex(r"[a-c0-9]{1,3}(-[x-z]{1,2})?", fullmatch=True), unique=True))
    things: Rows = []
    urls, ranks = {""}, set[tuple[str, str]]()
    for number, name in enumerate(ids):
        row = {"id": name, "kind": draw(st.sampled_from(kinds))}
        row["parent"] = draw(st.sampled_from(["", *ids[: number + 1]]))
        row["is_new"] = draw(st.sampled_from(["true", "false"]))
        row |= {column: draw(st.one_of(st.just(""), value)) for column, value in VALUES.items()}
        if row["url"] in urls:
            row["url"] = ""
        if row["rank"] and (row["kind"], row["rank"]) in ranks:
            row["rank"] = ""
        urls.add(row["url"])
        ranks.add((row["kind"], row["rank"]))
        things.append(row)
    steps = [
        {"thing": name, "number": str(number), "weight": draw(st.sampled_from(["", "0", "-2.5"]))}
        for name in ids
        for number in range(1, draw(st.integers(1, 3)))
    ]
    targets = [("", ""), *((step["thing"], step["number"]) for step in steps)]
    notes = []
    for number in draw(st.lists(st.integers(-(2**63), 2**63 - 1), max_size=4, unique=True)):
        thing, step = draw(st.sampled_from(targets))
        text = draw(st.sampled_from(["One.", "a, b", 'a "b"', "é", "-", "0", "NaN", "true"]))
        notes.append({"note": str(number), "thing": thing, "number": step, "text": text})
    labels = st.one_of(st.just(""), st.text("ab é", min_size=2, max_size=20).map(str.strip))
    return {
        "kinds": [
            {"code": code, "label": label if len(label) != 1 else ""}
            for code in kinds
            for label in [draw(labels)]
        ],
        "things": things,
        "steps": steps,
        "notes": notes,
    }


@setting(40)
@given(data=sound())
@example(data=CLEAN)
@example(data={name: [] for name in SCHEMAS})
def test_all_engines_find_nothing_in_a_sound_package(root: Path, data: Data) -> None:
    assert check(root, data) == []


CELLS = [(name, row, column) for name in CLEAN for row in (0, 1) for column in CLEAN[name][0]]


@setting(60)
@given(
    cell=st.sampled_from(CELLS),
    text=st.one_of(
        st.sampled_from(ODD),
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=4),
    ),
)
@example(cell=("steps", 0, "number"), text="01")
@example(cell=("notes", 0, "number"), text="02")
@example(cell=("things", 1, "rank"), text="03")
@example(cell=("kinds", 0, "code"), text="")
@example(cell=("notes", 0, "thing"), text="")
@example(cell=("things", 1, "stamped"), text="2025-02-18")
@example(cell=("things", 1, "length"), text="-1")
def test_all_engines_agree_on_a_cell_that_was_changed(
    root: Path, cell: tuple[str, int, str], text: str
) -> None:
    table, row, column = cell
    data = {name: [dict(cells) for cells in rows] for name, rows in CLEAN.items()}
    data[table][row][column] = text
    assert [f.message for f in check(root, data) if f.rule == RULE] == []


@setting(20)
@given(data=sound(), draw=st.data())
def test_all_engines_agree_on_rows_that_were_removed_or_doubled(
    root: Path, data: Data, draw: st.DataObject
) -> None:
    filled = [name for name, rows in data.items() if rows]
    table = draw.draw(st.sampled_from(filled))
    row = draw.draw(st.integers(0, len(data[table]) - 1))
    if draw.draw(st.booleans()):
        data[table].append(data[table][row])
    else:
        del data[table][row]
    assert [f.message for f in check(root, data) if f.rule == RULE] == []


def test_the_package_has_every_type_meaning_and_kind_of_key() -> None:
    fields = [field for schema in SCHEMAS.values() for field in schema["fields"]]
    assert {field["type"] for field in fields} == set(TYPES)
    assert {field.get("claimpack:meaning") for field in fields} - {None} == set(MEANINGS)
    keys = [key for schema in SCHEMAS.values() for key in schema.get("foreignKeys", [])]
    assert {len(key["fields"]) for key in keys} == {1, 2}
    assert {key["reference"]["resource"] == "" for key in keys} == {True, False}
