"""The descriptor and the schemas: valid to others, complete to readers."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package as FrictionlessPackage
from frictionless import system

from claimpack.errors import ClaimpackError
from claimpack.package import Package, find_package, load_package

from .conftest import ROOT, Run

DESCRIPTOR = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))
SCHEMAS = {
    path.relative_to(ROOT).as_posix(): json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "schemas").rglob("*.json"))
}
FIELDS = [
    pytest.param(field, id=f"{path}:{field['name']}")
    for path, schema in SCHEMAS.items()
    for field in schema["fields"]
]
CODE_LISTS = {"verdicts": 8, "stages": 6, "claim_kinds": 9, "stances": 4, "confidences": 3}


def test_frictionless_finds_the_package_valid() -> None:
    with system.use_context(trusted=True):
        report = FrictionlessPackage(str(ROOT / "datapackage.json")).validate()
    assert report.flatten(["type", "note"]) == []
    assert report.valid
    assert len(report.tasks) == len(DESCRIPTOR["resources"])


def test_frictionless_sees_a_broken_reference(package_copy: Path) -> None:
    path = package_copy / "claims" / "evidence.csv"
    text = path.read_text(encoding="utf-8").replace("novak-broadcast-2025-02-18", "nobody", 1)
    path.write_text(text, encoding="utf-8")
    with system.use_context(trusted=True):
        report = FrictionlessPackage(str(package_copy / "datapackage.json")).validate()
    assert report.flatten(["type"]) == [["foreign-key"]]


def test_every_file_in_claims_is_declared_and_every_declared_file_is_there() -> None:
    declared = {resource["path"] for resource in DESCRIPTOR["resources"]}
    present = {path.relative_to(ROOT).as_posix() for path in (ROOT / "claims").rglob("*.csv")}
    assert declared == present


def test_every_schema_belongs_to_a_resource() -> None:
    assert {resource["schema"] for resource in DESCRIPTOR["resources"]} == set(SCHEMAS)


def test_the_descriptor_says_what_a_reader_of_open_data_needs() -> None:
    assert DESCRIPTOR["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert DESCRIPTOR["licenses"][0]["name"] == "CC-BY-4.0"
    assert re.fullmatch(r"\d+\.\d+\.\d+", DESCRIPTOR["version"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", DESCRIPTOR["created"])
    assert all(person["roles"] for person in DESCRIPTOR["contributors"])
    assert DESCRIPTOR["claimpack:temporalCoverage"] == "2025-02-17/2026-02-27"
    for resource in DESCRIPTOR["resources"]:
        assert resource["encoding"] == "utf-8", resource["name"]
        assert resource["dialect"]["delimiter"] == ",", resource["name"]


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_explains_itself(field: dict) -> None:  # type: ignore[type-arg]
    assert field["title"]
    assert re.fullmatch(r"[A-Z][^.]*(?:\.[^ .][^.]*)*\.", field["description"]), "one sentence"
    assert isinstance(field["constraints"]["required"], bool)
    assert ("claimpack:null" in field) == (not field["constraints"]["required"])
    example = str(field["example"]).lower() if field["type"] == "boolean" else str(field["example"])
    pattern = field["constraints"].get("pattern", ".+")
    assert re.fullmatch(pattern, example), example
    # alternatives without a group mean something else to every validator
    assert pattern == ".+" or re.fullmatch(r"\(\?:.*\)", pattern)
    assert example in map(str, field["constraints"].get("enum", [example]))


def test_most_fields_of_the_data_map_to_a_public_vocabulary() -> None:
    fields = [field for path, schema in SCHEMAS.items() for field in schema["fields"]]
    mapped = [f for f in fields if "skos:exactMatch" in f or "skos:closeMatch" in f]
    assert len(mapped) >= 100
    for field in mapped:
        assert (field.get("skos:exactMatch") or field["skos:closeMatch"]).startswith("http")


@pytest.mark.parametrize(("name", "rows"), CODE_LISTS.items())
def test_code_lists_are_complete(package: Package, name: str, rows: int) -> None:
    lines = (ROOT / package.table(name).path).read_text(encoding="utf-8").splitlines()
    assert len(lines) - 1 == rows


def test_the_nearest_descriptor_upwards_is_the_package() -> None:
    assert find_package(ROOT / "claims" / "codes") == ROOT


def test_foreign_keys_in_a_circle_are_refused(package_copy: Path) -> None:
    path = package_copy / "schemas" / "publishers.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    schema["foreignKeys"].append(
        {"fields": ["country"], "reference": {"resource": "articles", "fields": ["article_id"]}}
    )
    path.write_text(json.dumps(schema), encoding="utf-8")
    with pytest.raises(ClaimpackError, match="circle through articles"):
        load_package(package_copy).tables_parents_first()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda s: s.update(primaryKey=["nothing"]), "a key names the field 'nothing'"),
        (lambda s: s["fields"][0].update(type="date"), "has the type 'date'"),
        (lambda s: s["fields"].append(s["fields"][0]), "'policy_id' stands in it twice"),
        (
            lambda s: s["fields"][1]["constraints"].update(minimum="x"),
            "a minimum that is no number",
        ),
        (lambda s: s["fields"][2]["constraints"].update(enum="abc"), "an enum that is no list"),
        (
            lambda s: s.update(
                foreignKeys=[
                    {"fields": ["reason"], "reference": {"resource": "claims", "fields": ["x"]}}
                ]
            ),
            "refers to x of 'claims'",
        ),
    ],
)
def test_a_schema_that_cannot_be_used_is_refused_by_name(
    package_copy: Path, change: Callable[[dict[str, Any]], None], message: str
) -> None:
    path = package_copy / "schemas" / "policy.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    change(schema)
    path.write_text(json.dumps(schema), encoding="utf-8")
    with pytest.raises(ClaimpackError, match=re.escape(message)):
        load_package(package_copy)


def test_a_circle_of_links_is_refused(package_copy: Path) -> None:
    path = package_copy / "claims" / "policy.csv"
    path.unlink()
    path.symlink_to(path.name)
    with pytest.raises(ClaimpackError, match=r"claims/policy\.csv"):
        load_package(package_copy)


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        (
            "sql/views/corrections.sql",
            "create or replace view corrections as selct 1;",
            "sql/views/corrections.sql",
        ),
        ("schemas/policy.json", None, "schemas/policy.json: a constraint cannot be checked"),
    ],
)
def test_a_broken_view_or_pattern_is_named(
    package_copy: Path, run: Run, path: str, text: str | None, message: str
) -> None:
    file = package_copy / path
    if text is None:
        schema = json.loads(file.read_text(encoding="utf-8"))
        schema["fields"][0]["constraints"]["pattern"] = "(?:[a)"
        text = json.dumps(schema)
    file.write_text(text, encoding="utf-8")
    command = "check" if path.startswith("schemas") else "build"
    result = run(command, "--package", str(package_copy))
    assert result.returncode == 2
    assert message in result.stderr
    assert "unexpected" not in result.stderr
