"""What the documentation says is so."""

import re
import tomllib

import duckdb
import pytest

from claimpack.cli import COMMANDS
from claimpack.database import open_package
from claimpack.package import Package
from claimpack.rules import load_rules

from .conftest import ROOT, Run

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])


def test_the_counts_on_the_first_screen_are_those_of_the_data(package: Package) -> None:
    with open_package(package) as connection:

        def count(sql: str) -> int:
            row = connection.execute(sql).fetchone()
            assert row is not None
            return int(row[0])

        expected = {
            "claims": count("select count(*) from claims"),
            "pieces of evidence": count("select count(*) from evidence"),
            "sources": count("select count(*) from sources where accessed_at is not null"),
            "origins": count("select count(*) from origins"),
            "figures": count("select count(*) from quantities"),
            "entries": count("select count(*) from assessments"),
            "tables": len(package.tables),
            "views": count("select count(*) from duckdb_views() where not internal"),
            "rules": len(load_rules(ROOT)),
            "questions": len(list((ROOT / "sql" / "questions").glob("*.sql"))),
        }
    told = {name: int(number) for number, name in re.findall(r"\*\*(\d+) ([a-z ]+)\*\*", README)}
    assert told == expected


def test_the_transcript_in_the_readme_is_what_status_prints(run: Run) -> None:
    match = re.search(r"\$ claimpack status\n(.*?)```", README, re.DOTALL)
    assert match is not None
    transcript = [line for line in match.group(1).splitlines() if line != "…"]
    printed = [line.rstrip() for line in run("status").stdout.splitlines()]
    assert len(transcript) > 15
    positions = [printed.index(line) for line in transcript]
    assert positions == sorted(positions)


def test_the_readme_names_the_two_commands() -> None:
    assert re.search(r"```sh\nmake +#", README)
    assert "```sh\nmake test\n```" in README


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented_and_teaches_by_example(command: str, run: Run) -> None:
    page = (ROOT / "docs" / "guide" / "command-line.md").read_text(encoding="utf-8")
    assert f"| `claimpack {command}" in page
    text = run(command, "--help").stdout
    assert "Example" in text
    assert f"  claimpack {command}" in text


def test_every_view_is_in_the_guide(package: Package) -> None:
    page = (ROOT / "docs" / "guide" / "asking.md").read_text(encoding="utf-8")
    for path in (ROOT / "sql" / "views").glob("*.sql"):
        if path.stem != "evidence_verdict_at":  # the common ground of the other three
            assert f"`{path.stem}" in page, path.stem


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page) -> None:  # type: ignore[no-untyped-def]
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_one_version_everywhere(package: Package) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert package.version == project["version"]
    assert f"\nversion: {package.version}\n" in citation


def test_the_guide_names_a_duckdb_that_is_tested() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "DUCKDB_VERSIONS := 1.2." in makefile
    assert duckdb.__version__.split(".")[0] == "2"
