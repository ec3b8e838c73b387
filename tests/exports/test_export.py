"""What an export says and leaves out, and what the command refuses."""

import errno
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from claimpack.article_text import from_text
from claimpack.errors import ClaimpackError
from claimpack.export import export_package
from claimpack.exports import claimreview
from claimpack.exports.formats import FORMATS
from claimpack.exports.jsonld import jsonld_text
from claimpack.package import load_package
from tests.conftest import ROOT, Run, contents
from tests.faults import Edit, Tables, change

from .annotator import resolve
from .targets import TARGETS

BASE = "https://desk.example/claims/"


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def in_descriptor(root: Path, **values: Any) -> None:
    path = root / "datapackage.json"
    path.write_text(json.dumps(read(path) | values), encoding="utf-8")


def broken(root: Path, edit: Edit) -> None:
    """Write an edit of a table into a copy of the package."""
    tables = Tables()
    edit(tables)
    assert tables.write(root)


def in_schema(root: Path, table: str, column: str, term: str | None) -> None:
    """Map a column to another term, or to none."""
    path = root / "schemas" / f"{table}.json"
    schema = read(path)
    field = next(field for field in schema["fields"] if field["name"] == column)
    field.pop("skos:exactMatch", None)
    field.pop("skos:closeMatch", None)
    if term:
        field["skos:exactMatch"] = term
    path.write_text(json.dumps(schema), encoding="utf-8")


@pytest.fixture
def decided(package_copy: Path, run: Run) -> Path:
    """A package in which a person decided two claims: one supported, one partly."""
    for arguments in (
        ("add", "assessor", "--id", "ada-byron", "--name", "Ada Byron", "--kind", "person"),
        ("review", "C020", "--as", "ada-byron", "--agree", "--because", "The records say so."),
        ("review", "C007", "--as", "ada-byron", "--agree", "--because", "In part."),
    ):
        done = run(*arguments, "--package", str(package_copy))
        assert done.returncode == 0, done.stderr
    return package_copy


def test_by_default_only_what_a_person_decided_is_told(decided: Path, tmp_path: Path) -> None:
    exported = export_package(load_package(decided), "claimreview", tmp_path / "out", BASE)
    assert [path.name for path in exported.files] == ["C007.json", "C020.json", "datafeed.json"]
    assert "53 verdicts were decided by software" in exported.notes[0]
    review = read(tmp_path / "out" / "C020.json")
    proposal = next(
        row for row in Tables().rows("assessments") if row["assessment_id"] == "C020-03"
    )
    assert review["author"] == [
        {"@type": "Organization", "name": "claimpack research desk"},
        {"@type": "Person", "name": "Ada Byron"},
    ]
    assert review["reviewBody"] == f"{proposal['rationale']} The records say so."
    assert review["url"] == f"{BASE}C020.json"
    assert "creditText" not in review
    assert "dateModified" not in review
    feed = read(tmp_path / "out" / "datafeed.json")
    items = [element["item"] for element in feed["dataFeedElement"]]
    assert [{"@context": feed["@context"]} | item for item in items] == [
        read(tmp_path / "out" / name) for name in ("C007.json", "C020.json")
    ]


def test_a_number_only_where_the_code_list_gives_one(decided: Path, tmp_path: Path) -> None:
    export_package(load_package(decided), "claimreview", tmp_path / "out", BASE)
    assert read(tmp_path / "out" / "C020.json")["reviewRating"] == {
        "@type": "Rating",
        "alternateName": "Supported",
        "ratingValue": 5,
        "bestRating": 5,
        "worstRating": 1,
    }
    assert read(tmp_path / "out" / "C007.json")["reviewRating"] == {
        "@type": "Rating",
        "alternateName": "Partly supported",
        "ratingValue": "Partly supported",
    }


def test_a_decision_of_software_names_it(tmp_path: Path) -> None:
    package = load_package(ROOT)
    export_package(package, "claimreview", tmp_path / "out", BASE, with_software=True)
    review = read(tmp_path / "out" / "C015.json")
    assert review["creditText"].startswith("Decided by software: Evidence rule")
    assert review["author"] == {"@type": "Organization", "name": "claimpack research desk"}
    proposal = next(
        row for row in Tables().rows("assessments") if row["assessment_id"] == "C015-03"
    )
    assert review["reviewBody"] == proposal["rationale"]
    reviewed = review["itemReviewed"]
    assert reviewed["author"]["name"] == "Alexander Novak"
    assert reviewed["appearance"]["url"].startswith("https://investcentrum.cz/")
    said = read(tmp_path / "out" / "C014.json")["itemReviewed"]
    assert "Novak said" in said["text"]
    assert said["author"] == {"@type": "Organization", "name": "InvestCentrum"}
    # the date of the article is only inferred, as an interval
    assert "datePublished" not in reviewed["appearance"]


def test_a_corrected_verdict_says_what_was_wrong(decided: Path, run: Run, tmp_path: Path) -> None:
    evidence = next(
        row["evidence_id"] for row in Tables().rows("evidence") if row["claim_id"] == "C020"
    )
    for arguments in (
        ("reopen", "C020", "--as", "ada-byron", "--because", "A reader asked."),
        (
            *("assess", "C020", "--as", "research-desk", "--verdict", "partly_supported"),
            *("--because", "Only in part.", "--evidence", evidence),
        ),
        (
            *("correct", "C020", "--as", "ada-byron", "--because", "Read again."),
            *("--what-was-wrong", "A condition was overlooked."),
        ),
    ):
        done = run(*arguments, "--package", str(decided))
        assert done.returncode == 0, done.stderr
    export_package(load_package(decided), "claimreview", tmp_path / "out", BASE)
    review = read(tmp_path / "out" / "C020.json")
    assert review["correction"] == "A condition was overlooked."
    assert review["reviewRating"]["alternateName"] == "Partly supported"
    assert review["datePublished"] < review["dateModified"]


def test_what_a_column_is_called_comes_from_its_schema(package_copy: Path, tmp_path: Path) -> None:
    in_schema(package_copy, "claims", "claim_text", "https://schema.org/abstract")
    in_schema(package_copy, "speakers", "position", "https://schema.org/roleName")
    package = load_package(package_copy)
    for name in ("claimreview", "croissant", "csvw"):
        export_package(package, name, tmp_path / name, BASE, with_software=True)
    review = read(tmp_path / "claimreview" / "C015.json")
    assert review["abstract"].startswith("The damage cut")
    assert "claimReviewed" not in review
    assert review["itemReviewed"]["author"]["roleName"] == "Deputy Prime Minister"
    croissant = (tmp_path / "croissant" / "croissant.json").read_text()
    assert '"equivalentProperty": "https://schema.org/abstract"' in croissant
    csvw = (tmp_path / "csvw" / "csvw-metadata.json").read_text()
    assert '"propertyUrl": "https://schema.org/abstract"' in csvw


def test_a_schema_without_the_term_is_told(package_copy: Path, run: Run) -> None:
    in_schema(package_copy, "claims", "claim_text", None)
    done = run(
        *("export", "claimreview", "--include-software-decisions"),
        *("--package", str(package_copy)),
    )
    assert done.returncode == 2
    assert "schemas/claims.json: the column 'claim_text' is mapped to no term of" in done.stderr
    assert "https://schema.org/" in done.stderr


@pytest.mark.parametrize("name", FORMATS)
def test_twice_the_same_bytes_and_nothing_beside_it(name: str, tmp_path: Path) -> None:
    package = load_package(ROOT)
    first = export_package(package, name, tmp_path / "first", with_software=True)
    export_package(package, name, tmp_path / "second", with_software=True)
    assert contents(tmp_path / "first") == contents(tmp_path / "second")
    assert len(first.files) == len(contents(tmp_path / "first"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["first", "second"]


def test_a_descriptor_with_everything_reaches_every_format(
    package_copy: Path, tmp_path: Path
) -> None:
    in_descriptor(
        package_copy,
        id="https://doi.org/10.5555/claims.1",
        homepage="https://desk.example/strike/",
        contributors=[
            {
                "title": "Ada Byron",
                "givenName": "Ada",
                "familyName": "Byron",
                "organization": "Analytical Society",
                "path": "https://orcid.org/0000-0002-1825-0097",
                "roles": ["author", "dataCurator"],
            },
            {"title": "The desk", "path": "people/desk.html", "roles": ["publisher"]},
            {"title": "A reader", "roles": ["contributor"]},
        ],
        licenses=[
            {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"},
            {"name": "other-open", "title": "As the desk says"},
        ],
    )
    package = load_package(package_copy)
    for name in ("schema-org", "dcat", "datacite", "citation", "ro-crate", "croissant"):
        assert not export_package(package, name, tmp_path / name, BASE).notes
        for target in (target for target in TARGETS if target.export == name):
            target.validate(tmp_path / name)
    record = read(tmp_path / "datacite" / "datacite.json")
    assert record["doi"] == "10.5555/claims.1"
    assert record["creators"] == [
        {
            "name": "Byron, Ada",
            "nameType": "Personal",
            "givenName": "Ada",
            "familyName": "Byron",
            "nameIdentifiers": [
                {
                    "nameIdentifier": "https://orcid.org/0000-0002-1825-0097",
                    "nameIdentifierScheme": "ORCID",
                    "schemeUri": "https://orcid.org/",
                }
            ],
            "affiliation": [{"name": "Analytical Society"}],
        }
    ]
    assert record["publisher"] == {"name": "The desk"}
    assert [rights.get("rightsIdentifier") for rights in record["rightsList"]] == [
        "CC-BY-4.0",
        None,
    ]
    citation = yaml.safe_load((tmp_path / "citation" / "CITATION.cff").read_text())
    assert citation["doi"] == "10.5555/claims.1"
    assert citation["license"] == "CC-BY-4.0"
    assert citation["authors"] == [
        {
            "given-names": "Ada",
            "family-names": "Byron",
            "affiliation": "Analytical Society",
            "orcid": "https://orcid.org/0000-0002-1825-0097",
        }
    ]
    described = read(tmp_path / "schema-org" / "dataset.json")
    assert described["url"] == "https://desk.example/strike/"
    assert described["creator"][0]["@type"] == "Person"
    assert [agent["name"] for agent in described["contributor"]] == ["A reader"]
    catalogued = read(tmp_path / "dcat" / "dcat.jsonld")
    assert catalogued["dcat:landingPage"]["@id"] == "https://desk.example/strike/"
    crate = (tmp_path / "ro-crate" / "ro-crate-metadata.json").read_text()
    assert '"@id": "https://orcid.org/0000-0002-1825-0097"' in crate
    assert "people/desk.html" not in crate
    assert "10.5555/claims.1" in read(tmp_path / "croissant" / "croissant.json")["citeAs"]


def test_the_citation_of_this_repository_is_the_exported_one(tmp_path: Path) -> None:
    export_package(load_package(ROOT), "citation", tmp_path / "out")
    written = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert written == (tmp_path / "out" / "CITATION.cff").read_text(encoding="utf-8"), (
        "CITATION.cff is stale: claimpack export citation -o DIR, and copy it"
    )


def test_json_ld_may_stand_in_a_script_element() -> None:
    hostile = "</script><script>alert(1)</script><!-- <![CDATA[ & \u2028 \u2029"
    text = jsonld_text({hostile: hostile})
    assert not re.search("[<>&\u2028\u2029]", text)
    assert json.loads(text) == {hostile: hostile}


def test_words_that_mean_something_to_html_reach_no_page(
    package_copy: Path, tmp_path: Path
) -> None:
    broken(package_copy, change("publishers", "tass", name="T&SS & sons"))
    in_descriptor(package_copy, title="</script><script>alert(1)</script>")
    package = load_package(package_copy)
    for name in ("claimreview", "schema-org", "prov", "web-annotation", "dcat"):
        exported = export_package(package, name, tmp_path / name, with_software=True)
        for path in exported.files:
            assert "</script" not in path.read_text(encoding="utf-8")


def test_a_span_counts_code_points_also_beyond_the_basic_plane(run: Run, tmp_path: Path) -> None:
    text = "Harbour \U0001f6a2\U0001f6a2\n\nForty \U0001f30a wait, it said. \u00a0Nine left.\n"
    article = tmp_path / "article.txt"
    article.write_text(text, encoding="utf-8")
    package = tmp_path / "harbour"
    named = ("--package", str(package))
    for arguments in (
        ("init", str(package)),
        (
            *("add", "publisher", "--id", "gazette", "--name", "Gazette", "--kind", "news_outlet"),
            *("--reliability-reason", "Not graded.", *named),
        ),
        ("add", "assessor", "--id", "desk", "--name", "Desk", "--kind", "organisation", *named),
        (
            *("add", "article", "--id", "ships", "--text", str(article), "--title", "Ships"),
            *("--publisher", "gazette", "--url", "https://gazette.example/ships"),
            *("--language", "en", "--published-on", "2026-01-02"),
            *("--published-on-basis", "printed", *named),
        ),
        (
            *("add", "speaker", "--id", "port", "--name", "The port", "--kind", "organisation"),
            *("--is-party", "true", "--is-party-reason", "It runs the harbour.", *named),
        ),
        (
            *("add", "claim", "--text", str(article), "--quote", "Nine left", "--article", "ships"),
            *("--claim-text", "Nine ships left.", "--claim-kind", "fact", "--speaker", "port"),
            *("--checkability", "yes", "--checkability-reason", "Ships are counted."),
            *("--keep-words", "--as", "desk", *named),
        ),
    ):
        done = run(*arguments)
        assert done.returncode == 0, (arguments, done.stderr)
    export_package(load_package(package), "web-annotation", tmp_path / "out")
    file = tmp_path / "out" / "annotations.jsonld"
    resolve(file, from_text(article).text, tmp_path)


def test_a_package_with_errors_is_not_exported(package_copy: Path, run: Run) -> None:
    broken(package_copy, change("claims", "C015", claim_kind="rumour"))
    done = run("export", "csvw", "--package", str(package_copy))
    assert done.returncode == 1
    assert "nothing was written: the package has 1 error" in done.stderr
    assert not (package_copy / "build").exists()


def test_what_is_no_longer_true_does_not_stay(package_copy: Path, run: Run, tmp_path: Path) -> None:
    arguments = ("export", "claimreview", "--package", str(package_copy))
    assert run(*arguments, "--include-software-decisions").returncode == 0
    folder = package_copy / "build" / "export" / "claimreview"
    assert (folder / "C015.json").is_file()
    assert run(*arguments).returncode == 0
    assert [path.name for path in folder.iterdir()] == ["datafeed.json"]

    mine = tmp_path / "mine"
    assert run(*arguments, "--include-software-decisions", "-o", str(mine)).returncode == 0
    before = contents(mine)
    done = run(*arguments, "-o", str(mine))
    assert done.returncode == 2
    assert "which is not of this export" in done.stderr
    assert contents(mine) == before


def test_a_folder_that_stands_where_one_is_may_be_written_to(run: Run, tmp_path: Path) -> None:
    done = run("export", "citation", "--package", str(ROOT), "-o", ".", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["CITATION.cff"]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("datacite", "contributors"),
        ("datacite", "created"),
        ("citation", "contributors"),
        ("ro-crate", "licenses"),
        ("bagit", "created"),
    ],
)
def test_what_a_format_needs_and_the_package_does_not_say_is_told(
    name: str, key: str, package_copy: Path, run: Run
) -> None:
    descriptor = read(package_copy / "datapackage.json")
    del descriptor[key]
    (package_copy / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    done = run("export", name, "--package", str(package_copy))
    assert done.returncode == 1
    assert f"datapackage.json has no '{key}', which" in done.stderr
    assert not (package_copy / "build").exists()


@pytest.mark.parametrize("name", [name for name in FORMATS if FORMATS[name].wants])
def test_what_a_format_would_like_to_know_is_noted(
    name: str, package_copy: Path, tmp_path: Path
) -> None:
    descriptor = read(package_copy / "datapackage.json")
    missing = [key for key in FORMATS[name].wants if descriptor.pop(key)]
    (package_copy / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    package = load_package(package_copy)
    notes = export_package(package, name, tmp_path / name, BASE).notes
    assert [key for key in missing if any(f"no '{key}'" in note for note in notes)] == missing


def test_an_annotation_names_who_decided_and_leaves_out_what_was_withdrawn(
    decided: Path, run: Run, tmp_path: Path
) -> None:
    done = run(
        *("retract", "C015", "--as", "ada-byron", "--because", "x", "--package", str(decided))
    )
    assert done.returncode == 0, done.stderr
    package = load_package(decided)
    exported = export_package(package, "web-annotation", tmp_path / "out", with_software=True)
    items = {
        item["id"].partition("#")[2]: item
        for item in read(tmp_path / "out" / "annotations.jsonld")["first"]["items"]
    }
    assert "C015" not in items
    assert any("were withdrawn" in note for note in exported.notes)
    assert [agent["type"] for agent in items["C001"]["body"][1]["creator"]] == [
        *("Organization", "Software")
    ]
    assert [agent["name"] for agent in items["C020"]["body"][1]["creator"]] == [
        *("claimpack research desk", "Ada Byron")
    ]
    plain = export_package(package, "web-annotation", tmp_path / "plain")
    assert any("were decided by software" in note for note in plain.notes)


def test_a_format_that_tells_no_verdicts_takes_no_word_on_them(run: Run) -> None:
    done = run("export", "csvw", "--include-software-decisions")
    assert done.returncode == 2
    assert "says nothing to csvw" in done.stderr


@pytest.mark.parametrize("folder", ["claims", "schemas/codes", "."])
def test_nothing_is_written_into_the_package(folder: str, package_copy: Path, run: Run) -> None:
    before = contents(package_copy)
    done = run("export", "csvw", "--package", str(package_copy), "-o", str(package_copy / folder))
    assert done.returncode == 2
    assert contents(package_copy) == before


def test_a_link_in_place_of_the_default_folder_empties_nothing(
    package_copy: Path, run: Run, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine.txt").write_text("mine", encoding="utf-8")
    (package_copy / "build" / "export").mkdir(parents=True)
    (package_copy / "build" / "export" / "csvw").symlink_to(elsewhere)
    done = run("export", "csvw", "--package", str(package_copy))
    assert done.returncode == 2
    assert (elsewhere / "mine.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    "url",
    [
        *(
            "desk",
            "javascript:alert(1)",
            "file:///etc",
            "",
            "https://",
            "https://desk.example/?x=1",
        ),
        *("https://desk.example/#x", "https://me:secret@desk.example/"),
    ],
)
def test_a_base_that_is_no_address_is_refused(url: str, run: Run, tmp_path: Path) -> None:
    done = run("export", "dcat", "--base-url", url, "-o", str(tmp_path / "out"))
    assert done.returncode == 2
    assert "write --base-url https://example.org/claims/" in done.stderr
    assert not (tmp_path / "out").exists()


def test_the_answer_for_programs(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    done = run("export", "citation", "-o", str(folder), "--format", "json")
    assert json.loads(done.stdout) == {"files": [str(folder / "CITATION.cff")], "notes": []}


def test_an_export_that_fails_leaves_what_was_there(
    decided: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    package = load_package(decided)
    export_package(package, "claimreview", folder)
    before = contents(folder)

    def full(path: Path, value: object) -> None:
        if path.name == claimreview.FEED:
            raise OSError(errno.ENOSPC, "No space left on device")
        path.write_text("{}", encoding="utf-8")

    monkeypatch.setattr(claimreview, "write_jsonld", full)
    with pytest.raises(ClaimpackError, match="No space left on device"):
        export_package(package, "claimreview", folder)
    assert contents(folder) == before
