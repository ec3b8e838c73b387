"""The catalogue names every rule that a check can find, and says the same everywhere."""

import json
import re
from pathlib import Path

import pytest

from claimpack.catalogue import catalogue, entry_of
from claimpack.errors import ClaimpackError
from claimpack.meanings import MEANINGS
from claimpack.package import Package
from claimpack.rules import load_rules

from .conftest import ROOT, Run


def test_every_rule_of_the_package_has_an_example(package: Package) -> None:
    rules = load_rules(package.root)
    assert [rule.id for rule in rules if not rule.example] == []
    assert {rule.id for rule in rules} == {e.id for e in catalogue(package) if e.path}


def test_every_rule_that_the_tool_names_is_in_the_catalogue(package: Package) -> None:
    """The sources name a rule as a text in lower case, with hyphens, where they make a finding."""
    known = {entry.id for entry in catalogue(package)}
    text = "\n".join(path.read_text() for path in (ROOT / "src" / "claimpack").rglob("*.py"))
    makers = r"(?:_finding|in_file|in_table|tell)\(\s*(?:table,\s*)?"
    named = set(re.findall(rf'(?:rule=|{makers})"([a-z][\w-]*)"', text))
    assert len(named) > 12
    assert named - known == set()
    assert set(MEANINGS) <= known


def test_an_id_stands_once_and_every_part_is_said(package: Package) -> None:
    entries = catalogue(package)
    ids = [entry.id for entry in entries]
    assert len(ids) == len(set(ids))
    for entry in entries:
        assert entry.severity in ("error", "warning")
        assert entry.why.endswith((".", "!")) and entry.fix and entry.example.endswith(".")


def test_rules_lists_them_and_shows_one(run: Run, package: Package) -> None:
    listed = run("rules")
    assert listed.returncode == 0
    for entry in catalogue(package):
        assert re.search(rf"^  {re.escape(entry.id)} ", listed.stdout, re.MULTILINE)
    assert f"{len(catalogue(package))} rules" in listed.stdout
    one = run("rules", "said-and-true").stdout
    for word in ("why", "fix", "example", "validation/rules/said-and-true.sql"):
        assert word in one
    as_json = json.loads(run("rules", "--format", "json").stdout)
    assert as_json == [entry.as_dict() for entry in catalogue(package)]
    assert json.loads(run("rules", "type", "--format", "json").stdout)["id"] == "type"


def test_an_unknown_rule_is_told_with_the_nearest(package: Package, run: Run) -> None:
    with pytest.raises(ClaimpackError) as error:
        entry_of(package, "quote-hsah")
    assert error.value.fix == "perhaps quote-hash"
    result = run("rules", "xyzzy")
    assert (result.returncode, result.stdout) == (2, "")
    assert "there is no rule 'xyzzy'" in result.stderr


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("select 1", "the header needs rule"),
        (
            "-- rule: other\n-- severity: error\n-- why: W.\n-- fix: F.\n-- reads: claims\n",
            "header",
        ),
        ("-- rule: odd\n-- severity: fatal\n-- why: W.\n-- fix: F.\n-- reads: claims\n", "header"),
        (
            "-- rule: odd\n-- severity: error\n-- why: W.\n-- fix: F.\n-- reads: claims\nselect (",
            "cannot run",
        ),
        (
            "-- rule: odd\n-- severity: error\n-- why: W.\n-- fix: F.\n-- reads: claims\nselect 1",
            "returns the columns",
        ),
    ],
)
def test_a_rule_file_that_is_none_is_told(
    package_copy: Path, text: str, says: str, run: Run
) -> None:
    (package_copy / "validation" / "rules" / "odd.sql").write_text(text, encoding="utf-8")
    for arguments in ([], ["--full"]):
        result = run("check", *arguments, "--package", str(package_copy))
        assert (result.returncode, result.stdout) == (2, "")
        assert "validation/rules/odd.sql" in result.stderr and says in result.stderr
