"""The reports of a check, each read by a validator of somebody else, with hostile cells in it.

A validator that refuses nothing proves nothing: each is also given a broken copy.
"""

import json
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import junitparser
import pytest

from claimpack.bench.generate import Synthetic, generate_package
from claimpack.check import Report, check_package
from claimpack.findings import Finding, Severity, Unlisted
from claimpack.package import Package, load_package
from claimpack.reports import FORMATS, render
from claimpack.reports.github import command
from claimpack.reports.html import html_text
from claimpack.reports.places import Place, places
from claimpack.waivers import Waived

from .conftest import ROOT, Run
from .test_bad_input import make_small

NODE_MODULES = ROOT / "tests" / "validators" / "node_modules"
SARIF_SCHEMA = NODE_MODULES / "@microsoft/sarif-multitool-linux/sarif-2.1.0.json"
VNU = NODE_MODULES / "vnu-jar/build/dist/vnu.jar"
REPORT_SCHEMA = ROOT / "docs" / "guide" / "check-report.schema.json"

HOSTILE = [
    "<script>document.title='ran'</script>",
    '"><img src=x onerror="document.title=\'ran\'">',
    "</style><style>body{display:none}</style>",
    "{{ 7 * 7 }}{% raw %}",
    "<b>bold</b> &lt; &amp;",
    "]]><!-- -->",
    "::error::no",
    "\n::error::no",
    "\r\n::set-output name=x::y",
    "##[error]no",
    "%0A::error::100% %25",
    "a,b:c;d=e",
    "\x00\x01\x08\x0b\x1b[31mred\x1b[0m\x7f\x85",
    "\u202eevil\u202c \u2066x\u2069 \u200b \u2028",
    "\ufffe\uffff\U0001fffe",
    "\ud800 \udfff",
    '=cmd|"/C calc"!A0',
    "\U0001f6e2\ufe0f oil",
    "\u0646\u0641\u0637",
    "javascript:alert(1)",
    "x" * 20_000,
    "",
]
# What must not stand in any report: characters that a terminal, XML or a reader obeys.
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069\ud800-\udfff\uffff]")


def need(path: Path) -> Path:
    """Skip where a validator is not installed."""
    if not path.exists():
        pytest.skip(f"there is no {path}: run npm ci in tests/validators")
    return path


def tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"there is no {name}")
    return found


def ran(*arguments: str | Path, given: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(argument) for argument in arguments],
        input=given,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def finding(text: str, number: int, severity: Severity = "error", **changes: Any) -> Finding:
    """Return a finding that says the text wherever it can."""
    whole = Finding(
        rule=f"rule-{number}",
        severity=severity,
        table="things",
        row_key=text or None,
        file="claims/things.csv",
        line=2,
        column=text or "note",
        value=text,
        message=text or "It is empty.",
        fix=text or "Fill it.",
    )
    return replace(whole, **changes)


@pytest.fixture
def small(tmp_path: Path) -> Package:
    return load_package(make_small(tmp_path / "small"))


@pytest.fixture
def hostile() -> Report:
    """A report that says everything that a report can say, in hostile words."""
    errors = [finding(text, number) for number, text in enumerate(HOSTILE)]
    warnings = [finding(text, number, "warning") for number, text in enumerate(HOSTILE)]
    many = [
        finding("again", 0, line=line, column="note", row_key=str(line)) for line in range(2, 62)
    ]
    nowhere = [
        finding("x", 97, table=None, row_key=None, file=None, line=None, column=None, value=None),
        finding("x", 98, row_key=None, line=None, column=None, engine=HOSTILE[0]),
        finding("x", 99, rule=HOSTILE[11], file="claims/a b#?%é,:.csv"),
        finding("x", 100, rule=HOSTILE[0], file="claims/<\udcff>.csv"),
    ]
    waived = [
        Waived(finding(text, 200 + number), text or "Later.", text or "Ada", "2026-12-31")
        for number, text in enumerate(HOSTILE)
    ]
    return Report(
        findings=[*errors, *many, *nowhere, *warnings],
        waived=waived,
        unlisted=[
            Unlisted("rule-0", "error", "things", "note", 12_345),
            Unlisted("rule-1", "warning", "things", HOSTILE[0], 1),
        ],
        not_checked=["none", HOSTILE[0], HOSTILE[7]],
        tables=2,
        rows=1,
        rules=0,
        engines=["duckdb", HOSTILE[0]],
        seconds=0.1234,
    )


@pytest.fixture
def sound() -> Report:
    return Report([], [], [], [], 2, 1, 1, ["duckdb"], 0.1)


@pytest.mark.parametrize("output_format", FORMATS)
def test_every_format_tells_all_and_says_nothing_raw(
    hostile: Report, small: Package, output_format: str
) -> None:
    text = render(hostile, small, output_format)
    text.encode("utf-8")
    if output_format not in ("text", "json"):  # these rely on findings that are clean already
        assert not RAW.search(text), RAW.search(text)
    total = "12407" if output_format == "text" else "12345"  # with those that are listed
    assert total in text.replace(",", "")
    assert "none" in text
    assert text.endswith("\n")


@pytest.mark.parametrize("output_format", ["sarif", "junit", "html"])
def test_what_declares_its_encoding_is_ascii(
    hostile: Report, small: Package, output_format: str
) -> None:
    assert render(hostile, small, output_format).isascii()


def test_there_is_no_other_format(sound: Report, small: Package) -> None:
    with pytest.raises(ValueError, match="no format"):
        render(sound, small, "yaml")


# --- Places --------------------------------------------------------------------------------------


def place_of(package: Package, line: int | None, column: str | None, **changes: Any) -> Place:
    it = finding("x", 0, line=line, column=column, **changes)
    return places(package, [it])[it]


def test_the_characters_of_a_cell_are_told(small: Package, monkeypatch: Any) -> None:
    monkeypatch.chdir(small.root)
    file = small.root / "claims" / "things.csv"
    rows = 'a,"big, ""so""",3,,,,,,é\U0001f6e2,z\nb\n' + "x" * (1 << 21) + ",y\nc,\xe9,\n"
    file.write_bytes(b"id,kind,count,share,is_new,made_at,made_on,size,note,parent\n")
    with file.open("ab") as out:
        out.write(rows.encode().replace("c,é".encode(), b"c,\xe9"))
    told = "claims/things.csv"
    assert place_of(small, 1, "kind") == Place(told, 1, 4, 8)
    assert place_of(small, 2, "id") == Place(told, 2, 1, 2)
    assert place_of(small, 2, "kind") == Place(told, 2, 3, 16)
    assert place_of(small, 2, "share") == Place(told, 2, 19, 19)
    assert place_of(small, 2, "note") == Place(told, 2, 24, 26)
    assert place_of(small, 2, "parent") == Place(told, 2, 27, 28)
    assert place_of(small, 2, "nothing") == Place(told, 2)
    assert place_of(small, 2, None) == Place(told, 2)
    assert place_of(small, None, "id") == Place(told, None)
    assert place_of(small, 3, "kind") == Place(told, 3)  # the row ends before
    assert place_of(small, 4, "id") == Place(told, 4)  # the line is too long
    assert place_of(small, 5, "id") == Place(told, 5)  # the line is not UTF-8
    assert place_of(small, 6, "id") == Place(told, 6)  # there is no such line


@pytest.mark.parametrize("file", ["claims/none.csv", "../../etc/passwd", "claims", "claims/pipe"])
def test_a_file_that_cannot_be_read_has_a_place_all_the_same(small: Package, file: str) -> None:
    import os

    os.mkfifo(small.root / "claims" / "pipe")
    assert place_of(small, 2, "id", file=file).start is None


def test_paths_begin_at_the_repository(small: Package, monkeypatch: Any) -> None:
    def path() -> str:
        return place_of(small, 2, "id").path

    monkeypatch.chdir(small.root.parent)
    assert path() == "small/claims/things.csv"
    monkeypatch.chdir("/")
    assert path() == f"{small.root}/claims/things.csv"[1:]
    monkeypatch.chdir(ROOT)
    assert path() == "claims/things.csv"
    (small.root.parent / ".git").touch()
    assert path() == "small/claims/things.csv"
    monkeypatch.chdir(small.root)
    assert path() == "small/claims/things.csv"
    (small.root / ".git").mkdir()
    assert path() == "claims/things.csv"


# --- JSON ----------------------------------------------------------------------------------------


def validates(schema: Path, text: str, tmp_path: Path) -> bool:
    """Whether check-jsonschema finds that the text is right by the schema."""
    file = tmp_path / "report.json"
    file.write_text(text, encoding="utf-8")
    done = ran(sys.executable, "-m", "check_jsonschema", "--schemafile", schema, file)
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    return done.returncode == 0


def test_the_json_is_as_its_schema_says(
    hostile: Report, sound: Report, small: Package, tmp_path: Path
) -> None:
    for report in (hostile, sound, check_package(small)):
        assert validates(REPORT_SCHEMA, render(report, small, "json"), tmp_path)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("valid", True),
        ("more", 1),
        ("seconds", "0.1"),
        ("engines", []),
        ("counts", {"error": 1, "warning": 0}),
        ("findings", [{"rule": "x"}]),
        ("waived", [{"rule": "x"}]),
        ("unlisted", [{"rule": "x", "severity": "bad", "table": "t", "column": "c", "count": 1}]),
        ("not_checked", ["a", "a"]),
    ],
)
def test_json_that_is_wrong_is_refused(
    hostile: Report, small: Package, tmp_path: Path, key: str, value: Any
) -> None:
    broken = json.loads(render(hostile, small, "json")) | {key: value}
    assert not validates(REPORT_SCHEMA, json.dumps(broken), tmp_path)


def test_the_schema_itself_is_a_schema() -> None:
    done = ran(sys.executable, "-m", "check_jsonschema", "--check-metaschema", REPORT_SCHEMA)
    assert done.returncode == 0, done.stdout


# --- GitHub --------------------------------------------------------------------------------------

Command = tuple[str, dict[str, str], str]


def unescaped(text: str) -> str:
    for code, character in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r")):
        text = text.replace(code, character)
    return text.replace("%25", "%")


def commands(text: str) -> list[Command]:
    """Read workflow commands as GitHub's runner does; the last line is for people."""
    *lines, last = text.splitlines()
    assert "::" not in last and "##[" not in last
    found = []
    for line in lines:
        match = re.fullmatch(r"::(error|warning|notice) (.*?)::(.*)", line)
        assert match, line
        pairs = [pair.split("=", 1) for pair in match[2].split(",")]
        found.append((match[1], {k: unescaped(v) for k, v in pairs}, unescaped(match[3])))
    return found


def from_the_toolkit(these: list[Command]) -> str:
    """Return what GitHub's own toolkit writes for these commands."""
    need(NODE_MODULES / "@actions/core")
    script = ROOT / "tests" / "validators" / "issue-commands.mjs"
    done = ran(tool("node"), script, given=json.dumps(these))
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_commands_are_those_of_the_toolkit_byte_for_byte(hostile: Report, small: Package) -> None:
    text = render(hostile, small, "github")
    written = "".join(line + "\n" for line in text.splitlines()[:-1])
    assert from_the_toolkit(commands(text)) == written


def test_escapes_are_those_of_the_toolkit_byte_for_byte() -> None:
    texts = [text for text in HOSTILE if text and text.isprintable()] + ["%\r\n:,", "%250A%3A"]
    these = [("error", {"file": text, "title": text[::-1]}, text) for text in texts]
    expected = from_the_toolkit(these)
    assert "".join(command(*it) + "\n" for it in these) == expected
    assert expected != "".join(f"::{n} file={p['file']}::{m}\n" for n, p, m in these)


def test_commands_say_where_and_what(small: Package, monkeypatch: Any) -> None:
    monkeypatch.chdir(small.root)
    file = small.root / "claims" / "things.csv"
    file.write_text(
        file.read_text(encoding="utf-8") + "b,big,01,,,,,,,\nc,none,02,,,,,,,\n", encoding="utf-8"
    )
    text = render(check_package(small), small, "github")
    found = commands(text)
    where = [(name, p["title"], p["file"], p["line"], p["col"]) for name, p, _ in found]
    file_name = "claims/things.csv"
    assert where == [  # the first of each rule, then the others
        ("error", "type", file_name, "3", "7"),
        ("error", "foreign-key", file_name, "4", "3"),
        ("error", "type", file_name, "4", "8"),
    ]
    assert found[0][2].startswith("b count “01”: ")
    assert text.splitlines()[-1].startswith("not valid: 3 errors, 0 warnings in 2 tables, 4 rows")


def test_commands_come_in_the_order_of_their_weight(hostile: Report, small: Package) -> None:
    found = commands(render(hostile, small, "github"))
    names = [name for name, _, _ in found]
    assert names == sorted(names, key=["error", "warning", "notice"].index)
    rules = [p["title"] for name, p, _ in found if name == "error"]
    distinct = {finding.rule for finding in hostile.findings if finding.severity == "error"}
    assert len(set(rules[: len(distinct)])) == len(distinct)
    messages = [message for _, _, message in found]
    assert "12,345 more in things.note are counted and not listed" in messages
    assert any(p["title"] == "not checked" and "none, <script>" in m for _, p, m in found)
    assert sum("(waived until 2026-12-31 by " in message for message in messages) == len(HOSTILE)


# --- SARIF ---------------------------------------------------------------------------------------


def sarif(report: Report, package: Package) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(render(report, package, "sarif"))
    run: dict[str, Any] = log["runs"][0]
    return run


def test_sarif_is_as_its_schema_says(
    hostile: Report, sound: Report, small: Package, tmp_path: Path
) -> None:
    for report in (hostile, sound):
        assert validates(need(SARIF_SCHEMA), render(report, small, "sarif"), tmp_path)


@pytest.mark.parametrize(
    "path, value",
    [
        (("version",), "2.0.0"),
        (("runs", 0, "tool"), {}),
        (("runs", 0, "results", 0, "level"), "fatal"),
        (("runs", 0, "results", 0, "message"), {}),
        (("runs", 0, "results", 0, "more"), 1),
        (("runs", 0, "columnKind"), "bytes"),
        (("runs", 0, "tool", "driver", "rules", 0, "shortDescription"), "x"),
        (("runs", 0, "invocations", 0, "executionSuccessful"), "yes"),
    ],
)
def test_sarif_that_is_wrong_is_refused(
    hostile: Report, small: Package, tmp_path: Path, path: tuple[Any, ...], value: Any
) -> None:
    log = json.loads(render(hostile, small, "sarif"))
    place = log
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    assert not validates(need(SARIF_SCHEMA), json.dumps(log), tmp_path)


def complaints(text: str, tmp_path: Path) -> set[str]:
    """Return the rules of Microsoft's validator that a log breaks, those of GitHub among them."""
    multitool = need(SARIF_SCHEMA.parent / "Sarif.Multitool")
    multitool.chmod(0o755)  # as the script that npm was told not to run does
    log, said = tmp_path / "report.sarif", tmp_path / "said.sarif"
    log.write_text(text, encoding="utf-8")
    rules = ["--rule-kind", "Sarif;Ghas", "--log", "ForceOverwrite", "--output", said]
    done = ran("env", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1", multitool, "validate", log, *rules)
    assert "Analysis completed successfully" in done.stdout, done.stdout + done.stderr
    results = json.loads(said.read_text(encoding="utf-8-sig"))["runs"][0]["results"]
    return {result["ruleId"] for result in results}


def test_sarif_is_what_code_scanning_takes(
    hostile: Report, sound: Report, small: Package, tmp_path: Path
) -> None:
    informative = {"SARIF2005"}  # the tool has no address
    for report in (hostile, sound, check_package(small)):
        text = render(report, small, "sarif")
        assert complaints(text, tmp_path) <= informative
    log = json.loads(render(hostile, small, "sarif"))
    log["runs"][0]["results"][0]["ruleIndex"] = 1_000
    del log["runs"][0]["results"][1]["locations"]
    assert len(complaints(json.dumps(log), tmp_path) - informative) >= 2


def test_sarif_holds_together(hostile: Report, small: Package) -> None:
    run = sarif(hostile, small)
    rules = run["tool"]["driver"]["rules"]
    ids = [rule["id"] for rule in rules]
    assert len(ids) == len(set(ids))
    results = run["results"]
    assert len(results) == len(hostile.findings) + len(hostile.waived)
    for result in results:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"[A-Za-z0-9_.~/%-]+", uri)
    prints = [json.dumps(result["partialFingerprints"]) for result in results]
    assert len(prints) == len(set(prints))
    suppressed = [result for result in results if "suppressions" in result]
    assert len(suppressed) == len(hostile.waived)
    notes = run["invocations"][0]["toolExecutionNotifications"]
    assert len(notes) == len(hostile.unlisted) + len(hostile.not_checked)
    for note in notes:
        rule = note["associatedRule"]
        assert rules[rule["index"]]["id"] == rule["id"]
    uris = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in results}
    assert any(unquote(uri).endswith("claims/a b#?%é,:.csv") for uri in uris)
    assert any(uri.endswith("claims/%3C%FF%3E.csv") for uri in uris)
    assert any(uri.endswith("datapackage.json") for uri in uris)


def test_sarif_says_where_and_what(small: Package, monkeypatch: Any) -> None:
    monkeypatch.chdir(small.root.parent)
    file = small.root / "claims" / "things.csv"
    file.write_text(file.read_text(encoding="utf-8") + "é,big,01,,,,,,,\n", encoding="utf-8")
    results = sarif(check_package(small), small)["results"]
    result = next(result for result in results if result["ruleId"] == "type")
    assert result["level"] == "error"
    assert result["message"]["text"].startswith("é count “01”: ")
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "small/claims/things.csv", "uriBaseId": "SRCROOT"},
                "region": {"startLine": 3, "startColumn": 7, "endColumn": 9},
            },
            "logicalLocations": [
                {"name": "things", "kind": "namespace", "fullyQualifiedName": "things"},
                {"name": "é", "kind": "object", "fullyQualifiedName": "things/é"},
                {"name": "count", "kind": "member", "fullyQualifiedName": "things/é/count"},
            ],
        }
    ]


def test_a_fingerprint_stays_when_the_line_moves(small: Package) -> None:
    file = small.root / "claims" / "things.csv"
    before = file.read_text(encoding="utf-8")

    def prints(rows: str) -> list[str]:
        file.write_text(before + rows, encoding="utf-8")
        results = sarif(check_package(small), small)["results"]
        return [result["partialFingerprints"]["claimpack/v1"] for result in results]

    one = prints("c,big,01,,,,,,,\n")
    two = prints("b,big,,,,,,,,\nc,big,02,,,,,,,\n")
    other = prints("d,big,01,,,,,,,\n")
    assert one == two != other


def test_a_rule_of_the_package_brings_its_reason(package: Package) -> None:
    it = finding("x", 0, rule="log-chain")
    report = Report([it], [], [], [], 30, 1, 34, ["duckdb"], 0.1)
    (rule,) = sarif(report, package)["tool"]["driver"]["rules"]
    text = (ROOT / "validation" / "rules" / "log-chain.sql").read_text(encoding="utf-8")
    assert rule["shortDescription"]["text"][:30] in text
    assert rule["help"] == {"text": "x"}


# --- JUnit ---------------------------------------------------------------------------------------


def verified(text: str, tmp_path: Path) -> int:
    """Return what ``junitparser verify`` says: 0 passed, 1 failed."""
    file = tmp_path / "report.xml"
    file.write_text(text, encoding="utf-8")
    done = ran(sys.executable, "-m", "junitparser", "verify", file)
    return 2 if "Traceback" in done.stderr else done.returncode


def test_junit_fails_where_the_package_does(
    hostile: Report, sound: Report, small: Package, tmp_path: Path
) -> None:
    warned = replace(sound, findings=[finding("x", 1, "warning")])
    assert verified(render(hostile, small, "junit"), tmp_path) == 1
    assert verified(render(sound, small, "junit"), tmp_path) == 0
    assert verified(render(warned, small, "junit"), tmp_path) == 0


@pytest.mark.parametrize(
    "old, new", [("</testsuite>", ""), ("&lt;script", "<script"), ("\\x1b", "\x1b"), ("=", "")]
)
def test_junit_that_is_wrong_is_refused(
    hostile: Report, small: Package, tmp_path: Path, old: str, new: str
) -> None:
    text = render(hostile, small, "junit")
    assert old in text
    assert verified(text.replace(old, new), tmp_path) == 2


def test_junit_counts_and_tells_everything(hostile: Report, small: Package) -> None:
    text = render(hostile, small, "junit")
    suites = junitparser.JUnitXml.fromstring(text.encode())
    (suite,) = suites
    told = (suite.tests, suite.failures, suite.errors, suite.skipped, suite.time)
    cases = list(suite)
    suite.update_statistics()
    assert told == (suite.tests, suite.failures, suite.errors, suite.skipped, 0.123)
    assert len({(case.classname, case.name) for case in cases}) == len(cases)
    by_name = {case.name: case for case in cases}
    (failure,) = by_name["rule-0"].result
    lines = failure.text.splitlines()
    assert len(lines) == 62 and lines[-1] == (
        "12,345 more in things.note are counted and not listed"
    )
    assert lines[0].startswith("claims/things.csv:2  <script>")
    assert failure.message.startswith("12,406 errors: claims/things.csv:2")
    assert by_name["rule-1"].system_out.startswith("warning: claims/things.csv:2")
    (skipped,) = by_name["rule-200"].result
    assert isinstance(skipped, junitparser.Skipped)
    assert "waived until 2026-12-31" in skipped.message
    (not_checked,) = by_name["none"].result
    assert not_checked.message == "not checked, for want of a table"


def test_junit_has_a_case_for_every_rule_that_passed(sound: Report, package: Package) -> None:
    suites = ElementTree.fromstring(render(sound, package, "junit"))
    names = [case.get("name") for case in suites.iter("testcase")]
    assert names == sorted(path.stem for path in (ROOT / "validation" / "rules").glob("*.sql"))


# --- HTML ----------------------------------------------------------------------------------------


def accepted(text: str, tmp_path: Path) -> str:
    """Return what the checker of the W3C says against a page: nothing, where it is right.

    Two of its remarks do not count: it knows no hashes in a content security policy (Chromium,
    below, does), and it guesses the language from the hostile cells.
    """
    need(VNU)
    file = tmp_path / "report.html"
    file.write_text(text, encoding="utf-8")
    done = ran(tool("java"), "-jar", VNU, "--Werror", file)
    known = ("Inline style violates Content Security Policy", "appears to be written in")
    lines = [line for line in done.stderr.splitlines() if not any(it in line for it in known)]
    assert done.returncode in (0, 1), done.stderr
    return "\n".join(lines)


def test_the_page_is_right_by_the_checker_of_the_w3c(
    hostile: Report, sound: Report, small: Package, tmp_path: Path
) -> None:
    for report in (hostile, sound, replace(sound, not_checked=["none"])):
        assert accepted(render(report, small, "html"), tmp_path) == ""


@pytest.mark.parametrize(
    "old, new",
    [
        ("</table>", ""),
        ("</bdi>", ""),
        (' lang="en"', ' lang="xx-nowhere"'),
        ("&lt;b&gt;", "<b>"),
        ('id="waived"', 'id="verdict"'),
        ("<title>", "<title></title><title>"),
        ("default-src 'none'", "default-source none"),
    ],
)
def test_a_page_that_is_wrong_is_refused(
    hostile: Report, small: Package, tmp_path: Path, old: str, new: str
) -> None:
    text = render(hostile, small, "html")
    assert old in text
    assert accepted(text.replace(old, new), tmp_path) != ""


class Visit:
    """A page that was opened, and what it tried."""

    def __init__(self, browser: Any, file: Path, **options: Any) -> None:
        context = browser.new_context(offline=True, **options)
        self.page = context.new_page()
        self.requests: list[str] = []
        self.messages: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.messages.append(message.text))
        self.page.on("dialog", lambda dialog: self.messages.append(dialog.message))
        self.page.goto(file.as_uri())


def test_the_page_runs_nothing_and_fetches_nothing(
    browser: Any, hostile: Report, small: Package, tmp_path: Path
) -> None:
    file = tmp_path / "report.html"
    file.write_text(render(hostile, small, "html"), encoding="utf-8")
    visit = Visit(browser, file)
    assert visit.requests == [file.as_uri()]
    assert visit.messages == []  # a breach of the policy would be told here
    assert visit.page.title().startswith("Not valid: ")
    count = "(name) => document.querySelectorAll(name).length"
    for name in ("script", "img", "iframe", "object", "link", "b", "[onerror]", "[style]"):
        assert visit.page.evaluate(count, name) == 0, name
    assert visit.page.evaluate(count, "style") == 1
    display = "getComputedStyle(document.querySelector('dl')).display"
    assert visit.page.evaluate(display) == "flex"  # the hash of the style is right
    assert "<script>document.title='ran'</script>" in visit.page.inner_text("main")
    for text in ("12,345 more in things.note", "rules not checked", "until 2026-12-31"):
        assert text in visit.page.inner_text("body")


def test_the_policy_stops_what_would_run(
    browser: Any, hostile: Report, small: Package, tmp_path: Path
) -> None:
    file = tmp_path / "report.html"
    text = render(hostile, small, "html")
    script = "<script>document.title='ran'</script><img src='https://example.org/x.png' alt=''>"
    for broken, ran_it in ((text, False), (re.sub("<meta http-equiv[^>]*>", "", text), True)):
        file.write_text(broken.replace("</main>", f"{script}</main>"), encoding="utf-8")
        visit = Visit(browser, file)
        assert (visit.page.title() == "ran") is ran_it
        assert any("Content Security Policy" in told for told in visit.messages) is not ran_it


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_fits_a_phone_and_can_be_read(
    browser: Any, hostile: Report, small: Package, tmp_path: Path, scheme: str, width: int
) -> None:
    file = tmp_path / "report.html"
    file.write_text(render(hostile, small, "html"), encoding="utf-8")
    visit = Visit(browser, file, color_scheme=scheme, viewport={"width": width, "height": 800})
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
    contrast = """() => {
        const value = (colour) => {
            const parts = colour.match(/[\\d.]+/g).slice(0, 3).map((part) => {
                const c = part / 255;
                return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
            });
            return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
        };
        const paper = value(getComputedStyle(document.body).backgroundColor);
        return Math.min(...[...document.querySelectorAll('body *')].map((element) => {
            const ink = value(getComputedStyle(element).color);
            return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
        }));
    }"""
    assert visit.page.evaluate(contrast) >= 4.5
    visit.page.keyboard.press("Tab")
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert visit.page.evaluate("document.activeElement.tagName") == "A"
    assert visit.page.evaluate(outline) == "solid"


def test_the_page_says_when_it_was_made(sound: Report, small: Package) -> None:
    text = html_text(sound, small, datetime(2026, 11, 24, 9, 5, tzinfo=UTC))
    assert '<time datetime="2026-11-24T09:05:00Z">24 November 2026, 09:05 UTC</time>' in text


# --- The command ---------------------------------------------------------------------------------


@pytest.mark.parametrize("output_format", FORMATS)
def test_the_command_prints_and_writes_the_same(
    run: Run, package_copy: Path, tmp_path: Path, output_format: str
) -> None:
    file = package_copy / "claims" / "speakers.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text(text + "<script>::error::,\u202e\n", encoding="utf-8")
    arguments = ["check", "--package", str(package_copy), "--format", output_format]
    out = tmp_path / "out"
    printed = run(*arguments, cwd=tmp_path)
    written = run(*arguments, "--output", str(out), cwd=tmp_path)
    assert (printed.returncode, written.returncode) == (1, 1)
    assert printed.stderr == written.stderr == written.stdout == ""

    def timeless(report: str) -> str:
        report = re.sub(r"\d+\.\d+", "0.0", report)
        return re.sub(r"<time.*?</time>", "", report)

    assert timeless(printed.stdout) == timeless(out.read_text(encoding="utf-8"))
    assert "\u202e" not in printed.stdout


@pytest.mark.parametrize("output_format", FORMATS)
@pytest.mark.parametrize("output", [".", "none/out", "/dev/full", "/proc/out"])
def test_an_output_that_cannot_be_written_is_one_message(
    run: Run, tmp_path: Path, output_format: str, output: str
) -> None:
    arguments = ["check", "--package", str(make_small(tmp_path / "small"))]
    done = run(*arguments, "--format", output_format, "--output", output, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(r"error: .* cannot be written: .*\n", done.stderr), done.stderr


def test_an_unknown_format_is_one_message(run: Run) -> None:
    done = run("check", "--format", "yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert "'yaml' is not one of 'text', 'json', 'github', 'sarif', 'junit', 'html'" in done.stderr


@pytest.mark.parametrize("output_format", ["sarif", "junit", "html"])
def test_an_old_terminal_gets_the_same_report(
    run: Run, package_copy: Path, output_format: str
) -> None:
    arguments = ["check", "--package", str(package_copy), "--format", output_format]
    done = run(*arguments, PYTHONIOENCODING="latin-1", PYTHONUTF8="0")
    assert done.returncode == 0, done.stderr
    assert done.stdout.isascii() and "\\x" not in done.stdout


@pytest.fixture
def with_a_lost_row(tmp_path: Path) -> Package:
    """A package in which the row of a publisher has a cell too many."""
    root = tmp_path / "package"
    generate_package(root, Synthetic(60))
    path = root / "claims" / "publishers.csv"
    lines = path.read_text().splitlines(keepends=True)
    lines[1] = lines[1].rstrip("\n") + ",one too many\n"
    path.write_text("".join(lines))
    return load_package(root)


def test_a_cause_comes_first_and_what_follows_is_said(with_a_lost_row: Package) -> None:
    report = check_package(with_a_lost_row)
    following = [finding for finding in report.findings if finding.rule == "foreign-key"]
    assert len(following) > 5
    text = render(report, with_a_lost_row, "text")
    lines = text.splitlines()
    assert lines[0] == "error  row-form: 1"
    assert f"    and {len(following)} references into publishers that follow from it" in lines
    at = lines.index(f"error  foreign-key: {len(following)}")
    assert lines[at + 1] == (
        "    all follow from row-form, above: repair the lines first, then check again"
    )
    assert "claims/articles.csv" not in text
    assert f"{len(following) + 1} errors" in lines[-1]


def test_what_does_not_follow_is_listed_beside_what_does(with_a_lost_row: Package) -> None:
    path = with_a_lost_row.root / "claims" / "sources.csv"
    path.write_text(re.sub("publisher-[0-9]+", "nobody", path.read_text(), count=1))
    lines = render(check_package(with_a_lost_row), with_a_lost_row, "text").splitlines()
    assert [line for line in lines if "“nobody”: there is no such publisher_id" in line]
    assert [line for line in lines if " of these follow from row-form" in line]
    assert "    fix: correct the cell, or add the row to claims/publishers.csv" in lines


def test_what_a_file_leaves_unchecked_is_said(with_a_lost_row: Package) -> None:
    (with_a_lost_row.root / "claims" / "publishers.csv").unlink()
    text = render(check_package(with_a_lost_row), with_a_lost_row, "text")
    assert text.startswith("error  file-missing: 1\n")
    assert "references to publishers are not checked until then: of articles, " in text
