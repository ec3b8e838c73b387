"""The changelog has the form that CONTRIBUTING.md says, so that a reader finds what to do."""

import json
import re

import pytest

from claimpack.versions import is_before

from .conftest import ROOT

TEXT = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
PARTS = ["Data", "Schema", "Tool"]
TO_DO = ("Nothing to do", "Reload", "Rename", "Replace", "Rewrite", "Install", "Run", "Check")
HEADING = re.compile(r"(\d+\.\d+\.\d+) \((not released|\d{4}-\d\d-\d\d)\)")


def problems(text: str, newest: str) -> list[str]:
    """Return what is wrong with the form of a changelog."""
    found, before = [], None
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    for number, section in enumerate(re.split(r"^## .*\n", text, flags=re.MULTILINE)[1:]):
        match = HEADING.fullmatch(headings[number])
        if match is None:
            found.append(f"'{headings[number]}' is no version with a day")
            continue
        version, day = match.groups()
        if (before is None and version != newest) or (before and not is_before(version, before)):
            found.append(f"{version} stands in the wrong place")
        if before is not None and day == "not released":
            found.append(f"{version} was released before {before}")
        before = version
        parts = re.findall(r"^### (.*)$", section, re.MULTILINE)
        if parts != PARTS:
            found.append(f"{version} has the parts {parts}")
        for part, entries in zip(
            parts, re.split(r"^### .*\n", section, flags=re.MULTILINE)[1:], strict=True
        ):
            lines = [line for line in entries.splitlines() if line]
            if not lines:
                found.append(f"{part} of {version} is empty")
            for line in lines:
                if not re.match(rf"- ({'|'.join(TO_DO)})\b[^:]{{0,60}}: \S", line):
                    found.append(f"nobody knows what to do: {line}")
    return found if headings else ["there is no version"]


def test_the_changelog_has_its_form() -> None:
    version = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))["version"]
    assert problems(TEXT, version) == []


GOOD = "# Changelog\n\n" + "\n".join(
    f"## {heading}\n\n" + "\n".join(f"### {part}\n\n- Reload `claims`: so.\n" for part in PARTS)
    for heading in ("0.2.0 (not released)", "0.1.0 (2026-11-22)")
)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("### Schema\n\n- Reload `claims`: so.\n\n", "", "has the parts ['Data', 'Tool']"),
        ("### Data", "### Tool", "has the parts"),
        ("- Reload `claims`: so.\n", "", "Data of 0.2.0 is empty"),
        ("Reload `claims`: so.", "Three verdicts changed.", "nobody knows what to do"),
        ("Reload `claims`: so.", "Reloading: so.", "nobody knows what to do"),
        ("0.2.0", "0.3.0", "0.3.0 stands in the wrong place"),
        ("0.1.0", "0.2.1", "0.2.1 stands in the wrong place"),
        ("(2026-11-22)", "(not released)", "0.1.0 was released before 0.2.0"),
        ("(2026-11-22)", "(soon)", "is no version with a day"),
    ],
)
def test_a_changelog_of_another_form_is_noticed(old: str, new: str, says: str) -> None:
    assert problems(GOOD, "0.2.0") == []
    assert old in GOOD
    found = problems(GOOD.replace(old, new, 1), "0.2.0")
    assert len(found) == 1 and says in found[0]


def test_contributing_says_the_same() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for words in (*TO_DO, *(f"### {part}" for part in PARTS)):
        assert f"`{words}`" in page
