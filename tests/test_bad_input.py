"""Bad input of every kind through the whole command: one sentence, an exit code, nothing written.

``FILES`` is the table of bad CSV files; tests/test_parity.py shows the same files to frictionless
and DuckDB.
"""

import contextlib
import io
import json
import os
import resource
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from claimpack.canonical import proposal
from claimpack.cell_checks import cell_checks
from claimpack.cli import main
from claimpack.package import Package

from .conftest import ROOT
from .test_check import HEADER, KINDS, THINGS

DIALECT = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True}
RESOURCE = {"type": "table", "format": "csv", "encoding": "utf-8", "dialect": DIALECT}
DESCRIPTOR: dict[str, Any] = {
    "name": "small",
    "resources": [
        {"name": name, "path": f"claims/{name}.csv", "schema": f"schemas/{name}.json", **RESOURCE}
        for name in ("things", "kinds")
    ],
}
ROW = "a,big,3,0.5,true,2025-02-18T10:00:00Z,2025-02,small,A note.,\n"
RULE = (
    "-- rule: none\n-- severity: error\n-- why: Because.\n-- fix: Do it.\n-- reads: things\n"
    "select null as table_name, null as row_key, null as column_name, null as value,"
    " null as message from things where false\n"
)


def make_small(root: Path) -> Path:
    """Write a sound package of two tables and one rule."""
    for folder in ("schemas", "claims", "validation/rules"):
        (root / folder).mkdir(parents=True)
    shutil.copytree(ROOT / "sql" / "macros", root / "sql" / "macros")
    (root / "datapackage.json").write_text(json.dumps(DESCRIPTOR), encoding="utf-8")
    (root / "schemas" / "things.json").write_text(json.dumps(THINGS), encoding="utf-8")
    (root / "schemas" / "kinds.json").write_text(json.dumps(KINDS), encoding="utf-8")
    (root / "validation" / "rules" / "none.sql").write_text(RULE, encoding="utf-8")
    (root / "claims" / "things.csv").write_text(HEADER + ROW, encoding="utf-8")
    (root / "claims" / "kinds.csv").write_bytes(b"code,label\nbig,Big\n")
    return root


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return make_small(tmp_path / "small")


@dataclass(frozen=True)
class Ran:
    """What a command did: exit code and outputs."""

    code: int
    out: str
    err: str

    @property
    def report(self) -> dict[str, Any]:
        report: dict[str, Any] = json.loads(self.out)
        return report


def sound(ran: Ran) -> Ran:
    """Whatever happens, nobody sees a traceback or a defect of ours."""
    assert "Traceback" not in ran.out + ran.err
    assert "unexpected:" not in ran.err, ran.err
    return ran


def command(*arguments: str) -> Ran:
    """Run the whole command in this process."""
    out, err = io.StringIO(), io.StringIO()
    with (
        patch.object(sys, "argv", ["claimpack", *arguments]),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        pytest.raises(SystemExit) as stop,
    ):
        main()
    return sound(Ran(int(stop.value.code or 0), out.getvalue(), err.getvalue()))


def process(*arguments: str, timeout: float = 20, setup: Callable[[], None] | None = None) -> Ran:
    """Run the command in a process of its own, which must not hang."""
    done = subprocess.run(
        [sys.executable, "-m", "claimpack", *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=timeout,
        preexec_fn=setup,
    )
    return sound(Ran(done.returncode, done.stdout, done.stderr))


def check(root: Path, code: int = 1) -> Ran:
    """Check a package: the exit code is right, and nothing is written in it."""
    before = snapshot(root)
    ran = command("check", "--package", str(root), "--format", "json")
    assert ran.code == code, ran.err or ran.out
    assert snapshot(root) == before
    if code == 2:
        assert ran.out == ""
        assert one_sentence(ran.err), ran.err
    else:
        assert ran.err == ""
        assert ran.report["valid"] == (code == 0)
        assert all(finding["message"] and finding["fix"] for finding in ran.report["findings"])
    return ran


def one_sentence(err: str) -> bool:
    """Whether a message is one line and, where there is one, the next step in another."""
    lines = err.splitlines()
    return (
        lines[0].startswith("error: ")
        and len(lines) <= 2
        and all(line.startswith("  → ") for line in lines[1:])
    )


def snapshot(root: Path) -> dict[str, tuple[int, int, bytes]]:
    """Return kind, time and content (of small files) of everything in a folder."""
    return {
        str(path.relative_to(root)): (
            path.lstat().st_mode,
            path.lstat().st_mtime_ns,
            path.read_bytes()
            if path.is_file() and not path.is_symlink() and path.stat().st_size < 1 << 20
            else b"",
        )
        for path in sorted(root.rglob("*"))
    }


def edit_json(path: Path, edit: Callable[[Any], object]) -> None:
    """Change a JSON file in place."""
    content = json.loads(path.read_text(encoding="utf-8"))
    edit(content)
    path.write_text(json.dumps(content), encoding="utf-8")


# --- CSV files -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Bad:
    """A bad table of things: its bytes, and (rule, line, column) of each finding."""

    content: bytes | None
    found: list[tuple[str, int | None, str | None]]
    says: str = ""


def body(rows: str, header: str = HEADER) -> bytes:
    return (header + rows).encode()


NAMES = HEADER.strip()
LATER = "z,big,01,,,,,,,\n"
FILES: dict[str, Bad] = {
    "missing file": Bad(None, [("file-missing", None, None)], "does not exist"),
    "empty file": Bad(b"", [("header", 1, None)], "not even a header"),
    "header only": Bad(body(""), []),
    "wrong column name": Bad(
        body(ROW, HEADER.replace("share", "ratio")),
        [("header", 1, None)],
        "missing: share; not in the schema: ratio",
    ),
    "missing column": Bad(body("a\n", "id\n"), [("header", 1, None)], "missing: kind"),
    "extra column": Bad(
        body(ROW.strip() + ",x\n", NAMES + ",more\n"),
        [("header", 1, None)],
        "not in the schema: more",
    ),
    "two columns swapped": Bad(
        body("a,big,0.5,3,true,,,,,\n", HEADER.replace("count,share", "share,count")),
        [("header", 1, None)],
        "the order should be id, kind, count, share",
    ),
    "two text columns swapped": Bad(
        body("big,a,,,,,,,,\n", HEADER.replace("id,kind", "kind,id")),
        [("header", 1, None)],
        "the order should be id, kind",
    ),
    "upper case in the header": Bad(
        body(ROW, HEADER.replace("kind", "Kind")),
        [("header", 1, None)],
        "'Kind' should be 'kind'",
    ),
    "space in the header": Bad(
        body(ROW, HEADER.replace("kind", " kind")),
        [("header", 1, None)],
        "' kind' should be 'kind'",
    ),
    "column name twice": Bad(
        body(ROW, HEADER.replace("share", "count")), [("header", 1, None)], "twice: count"
    ),
    "blank column name": Bad(
        body(ROW, HEADER.replace("share", "")), [("header", 1, None)], "(blank)"
    ),
    "extra cell": Bad(
        body(ROW + "b,big,,,,,,,,,more\n" + LATER),
        [("row-form", 3, None), ("type", 4, "count")],
    ),
    "extra cell that is empty": Bad(
        body(ROW + "b,big,,,,,,,,,\n" + LATER),
        [("row-form", 3, None), ("type", 4, "count")],
        "Expected Number of Columns: 10 Found: 11",
    ),
    "extra empty cell in every row": Bad(
        body(ROW.replace("\n", ",\n") + 'b,big,,,,,,,"one, two",a,\n'),
        [("row-form", 2, None), ("row-form", 3, None)],
    ),
    "missing cells": Bad(
        body(ROW + "b,big\n" + LATER), [("row-form", 3, "count"), ("type", 4, "count")]
    ),
    "blank row": Bad(body(ROW + "\n" + LATER), [("blank-row", 3, None), ("type", 4, "count")]),
    "row of empty cells": Bad(
        body(ROW + ",,,,,,,,,\n"), [("required", 3, "id"), ("required", 3, "kind")]
    ),
    "byte order mark": Bad(
        b"\xef\xbb\xbf" + body(ROW), [("file-encoding", 1, None)], "byte order mark of UTF-8"
    ),
    "CRLF line ends": Bad(
        body(ROW).replace(b"\n", b"\r\n"), [("file-line-ends", 1, None)], "carriage return"
    ),
    "CR line ends": Bad(
        body(ROW).replace(b"\n", b"\r"), [("file-line-ends", 1, None), ("header", 1, None)]
    ),
    "last line without an end": Bad(
        body(ROW).rstrip(b"\n"), [("file-line-ends", 2, None)], "does not end"
    ),
    "Latin-1": Bad(
        (HEADER + ROW + "b,big,,,,,,,Élève,\n").encode("latin-1"),
        [("file-encoding", 3, None)],
        "0xc9 is not UTF-8",
    ),
    "character cut in two": Bad(
        body(ROW + "b,big,,,,,,,é")[:-1],
        [("file-encoding", 3, None), ("file-line-ends", 3, None)],
        "ends within a character",
    ),
    "UTF-16 with a mark": Bad(
        (HEADER + ROW).encode("utf-16"), [("file-encoding", 1, None)], "mark of UTF-16"
    ),
    "UTF-16 without a mark": Bad(
        (HEADER + ROW).encode("utf-16-le"), [("file-encoding", 1, None)], "NUL"
    ),
    "unclosed quote": Bad(
        body(ROW + 'b,big,,,,,,,"open,\nc,big,,,,,,,,\n'), [("row-form", 3, "note")], "quote"
    ),
    "text after a quote": Bad(
        body(ROW + 'b,big,,,,,,,"x"y,\n' + LATER),
        [("row-form", 3, "note"), ("type", 4, "count")],
        "quote",
    ),
    "delimiter ;": Bad(
        body(ROW).replace(b",", b";"), [("header", 1, None)], "separated by ';', not by commas"
    ),
    "delimiter tab": Bad(
        body(ROW).replace(b",", b"\t"), [("header", 1, None)], "separated by '\\t', not by"
    ),
    "delimiter ; in the rows alone": Bad(
        body(ROW.replace(",", ";")), [("row-form", 2, "kind")], "Found: 1"
    ),
    "NUL byte": Bad(body(ROW + "b,big,,,,,,,x\0y,\n"), [("file-encoding", 3, None)], "NUL"),
    "line break in a cell": Bad(
        body(ROW + 'b,big,,,,,,,"one\ntwo",\n' + LATER),
        [("forbidden-characters", 3, "note"), ("type", 5, "count")],
    ),
    "cell of two million bytes": Bad(
        body("b,big,,,,,,," + "n" * 2_000_000 + ",\n" + LATER),
        [("row-form", 2, None), ("type", 3, "count")],
        "1000000 bytes exceeded",
    ),
    "primary key twice": Bad(
        body(ROW + "a,big,,,,,,,,\n"), [("primary-key", 3, "id")], "line 2 already"
    ),
    "unique value twice": Bad(body(ROW + "b,big,,,,,,,A note.,\n"), [("unique-key", 3, "note")]),
    "dangling reference": Bad(
        body(ROW + "b,huge,,,,,,,,\n"), [("foreign-key", 3, "kind")], "claims/kinds.csv"
    ),
    "dangling reference in one table": Bad(
        body(ROW + "b,big,,,,,,,,x\n"), [("foreign-key", 3, "parent")]
    ),
    "leading zero": Bad(body("a,big,01,,,,,,,\n"), [("type", 2, "count")]),
    "plus sign": Bad(body("a,big,+2,,,,,,,\n"), [("type", 2, "count")]),
    "1.0 as an integer": Bad(body("a,big,1.0,,,,,,,\n"), [("type", 2, "count")]),
    "1.5 as an integer": Bad(body("a,big,1.5,,,,,,,\n"), [("type", 2, "count")]),
    "1e3 as an integer": Bad(body("a,big,1e3,,,,,,,\n"), [("type", 2, "count")]),
    "0x10 as an integer": Bad(body("a,big,0x10,,,,,,,\n"), [("type", 2, "count")]),
    "integer with underscores": Bad(body("a,big,1_000,,,,,,,\n"), [("type", 2, "count")]),
    "space before an integer": Bad(body("a,big, 1,,,,,,,\n"), [("type", 2, "count")]),
    "Arabic digits": Bad(body("a,big,\u0661\u0662,,,,,,,\n"), [("type", 2, "count")]),
    "full-width digits": Bad(body("a,big,\uff11\uff12,,,,,,,\n"), [("type", 2, "count")]),
    "integer of more than 64 bits": Bad(body(f"a,big,{2**63},,,,,,,\n"), [("type", 2, "count")]),
    "integer above the maximum": Bad(body("a,big,5001,,,,,,,\n"), [("maximum", 2, "count")]),
    "1e3 as a number": Bad(body("a,big,,1e3,,,,,,\n"), [("type", 2, "share")]),
    "NaN": Bad(body("a,big,,NaN,,,,,,\n"), [("type", 2, "share")]),
    "infinity": Bad(body("a,big,,inf,,,,,,\n"), [("type", 2, "share")]),
    "decimal comma": Bad(body('a,big,,"1,5",,,,,,\n'), [("type", 2, "share")]),
    "number of 400 digits": Bad(body(f"a,big,,{'9' * 400},,,,,,\n"), [("type", 2, "share")]),
    "t as a boolean": Bad(body("a,big,,,t,,,,,\n"), [("type", 2, "is_new")]),
    "yes as a boolean": Bad(body("a,big,,,yes,,,,,\n"), [("type", 2, "is_new")]),
    "1 as a boolean": Bad(body("a,big,,,1,,,,,\n"), [("type", 2, "is_new")]),
    "day as a time": Bad(body("a,big,,,,2025-2-1,,,,\n"), [("type", 2, "made_at")]),
    "time without a zone": Bad(
        body("a,big,,,,2025-02-01T10:00:00,,,,\n"), [("type", 2, "made_at")]
    ),
    "30 February": Bad(body("a,big,,,,2025-02-30T10:00:00Z,,,,\n"), [("type", 2, "made_at")]),
    "year 0": Bad(body("a,big,,,,0000-02-01T10:00:00Z,,,,\n"), [("type", 2, "made_at")]),
    "value not in the list": Bad(body("a,big,,,,,,huge,,\n"), [("enum", 2, "size")]),
    "value against the pattern": Bad(body("A1,big,,,,,,,,\n"), [("pattern", 2, "id")]),
    "empty cell that is required": Bad(body("a,,,,,,,,,\n"), [("required", 2, "kind")]),
}


def put(root: Path, content: bytes | None) -> None:
    """Put bytes in the place of the table of things, or remove it."""
    path = root / "claims" / "things.csv"
    path.unlink()
    if content is not None:
        path.write_bytes(content)


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_is_told_with_line_column_and_value(small: Path, name: str) -> None:
    bad = FILES[name]
    put(small, bad.content)
    report = check(small, 1 if bad.found else 0).report
    assert [(f["rule"], f["line"], f["column"]) for f in report["findings"]] == bad.found
    for finding in report["findings"]:
        assert (finding["table"], finding["file"]) == ("things", "claims/things.csv")
        if finding["column"] and finding["rule"] != "required":
            assert finding["value"]
    assert bad.says in " ".join(f["message"] for f in report["findings"])


def test_an_empty_cell_of_a_key_is_told_although_the_schema_does_not_say_required(
    small: Path,
) -> None:
    (small / "claims" / "kinds.csv").write_bytes(b"code,label\nbig,Big\n,none\n")
    findings = check(small).report["findings"]
    assert [(f["rule"], f["line"], f["column"]) for f in findings] == [("required", 3, "code")]


def test_a_blank_row_in_a_table_of_one_column_is_told(small: Path) -> None:
    edit_json(small / "schemas" / "kinds.json", lambda s: s["fields"].pop())
    (small / "claims" / "kinds.csv").write_bytes(b"code\nbig\n\nx\n")
    findings = check(small).report["findings"]
    assert [(f["rule"], f["line"]) for f in findings] == [("required", 3)]


def test_errors_in_two_files_and_in_the_descriptor_are_all_told(small: Path) -> None:
    put(small, body("a,huge,01,,,,,,,\n"))
    (small / "claims" / "kinds.csv").write_bytes(b"code,label\nbig,Big\nbig,Big\n")
    (small / "claims" / "more.csv").write_bytes(b"")
    edit_json(small / "datapackage.json", lambda d: d.update(licences=[]))
    findings = check(small).report["findings"]
    assert [(f["rule"], f["file"]) for f in findings] == [
        ("primary-key", "claims/kinds.csv"),
        ("undeclared-file", "claims/more.csv"),
        ("type", "claims/things.csv"),
        ("foreign-key", "claims/things.csv"),
        ("unknown-key", "datapackage.json"),
    ]
    assert findings[-1]["fix"] == "write 'licenses'"


FORMS = {
    ("count", "01"): "1",
    ("count", "+2"): "2",
    ("count", "1.0"): "1",
    ("count", "1e3"): "1000",
    ("count", "1_000"): "1000",
    ("count", "\u0661\u0662"): "12",
    ("count", "\uff11\uff12"): "12",
    ("count", " 7 "): "7",
    ("count", "\u00a07"): "7",
    ("count", "seven"): None,
    ("count", "99999999999999999999"): None,
    ("share", "1.50"): "1.5",
    ("share", ".5"): "0.5",
    ("share", "-0.0"): "0",
    ("share", "1E-3"): "0.001",
    ("share", "0.123456789012345678901234567890123456789"): "valid",
    ("share", "0012345678901234567890123456789.5"): "12345678901234567890123456789.5",
    ("share", "NaN"): None,
    ("share", "inf"): None,
    ("is_new", "t"): "true",
    ("is_new", "yes"): "true",
    ("is_new", "NO"): "false",
    ("is_new", "\u00a0true"): "true",
    ("is_new", "perhaps"): None,
    ("made_at", "2025-2-1"): None,
    ("made_at", "2025-2-1 9:05Z"): "2025-02-01T09:05:00Z",
    ("made_at", "2025-02-01T10:00:00+00:00"): "2025-02-01T10:00:00Z",
    ("made_at", "2025-02-30T10:00:00Z"): None,
    ("made_on", "2025-2-1"): "2025-02-01",
    ("made_on", "2025-02-30"): None,
}


def test_a_cell_in_another_form_is_told_with_its_canonical_form(small: Path) -> None:
    names = NAMES.split(",")
    rows = [
        ",".join({"id": chr(97 + n // 26) + chr(97 + n % 26), "kind": "big", c: cell}.get(name, "")
                 for name in names)
        for n, (c, cell) in enumerate(FORMS)
    ]  # fmt: skip
    put(small, body("\n".join(rows) + "\n"))
    fixes = {
        (f["line"], f["column"]): f["fix"]
        for f in check(small).report["findings"]
        if f["rule"] != "stray-space"
    }
    for number, ((column, cell), form) in enumerate(FORMS.items()):
        fix = fixes.pop((number + 2, column), "valid")
        if form is None:
            assert fix.startswith("write it like "), (cell, fix)
        else:
            assert fix.removeprefix("write ") == form, (cell, fix)
    assert not fixes


def test_a_decimal_comma_is_told_to_be_a_point(package: Package) -> None:
    [check] = [
        check
        for check in cell_checks(package.table("quantities"))
        if check.rule == "type" and check.column == "lower" and check.kind
    ]
    assert {cell: check.fix_for(cell) for cell in ("14,5", "-0,50", "0,125", "1,234")} == {
        "14,5": "write 14.5, with a point and no comma",
        "-0,50": "write -0.5, with a point and no comma",
        "0,125": "write 0.125, with a point and no comma",
        "1,234": "write 1.234, with a point, or 1234, without a comma",
    }
    assert check.fix_for("1,2,3").startswith("write it like ")


def test_a_proposal_is_accepted_and_means_the_same() -> None:
    for kind in ("integer", "number", "boolean", "datetime", "edtf"):
        for (_, cell), _ in FORMS.items():
            if form := proposal(kind, cell):
                assert form != cell
                assert proposal(kind, form) is None, (cell, form)


# --- Descriptor and schemas ----------------------------------------------------------------------

THE_SCHEMA = "schemas/things.json"
THE_DESCRIPTOR = "datapackage.json"


def rename(key: str, other: str) -> Callable[[dict[str, Any]], object]:
    return lambda holder: holder.update({other: holder.pop(key)})


# What is changed where; then (rule, value, fix) of the finding, or what the error says.
Told = tuple[str, str, str] | str
PATHS = ("../x.csv", "claims/../../x.csv", "/etc/passwd", "https://example.org/x.csv", "a\\b.csv")
KEY = {"fields": ["kind"], "reference": {"resource": "kinds", "fields": ["code"]}}
EDITS: dict[str, tuple[str, Callable[[Any], object], Told]] = {
    "primarykey": (
        THE_SCHEMA,
        rename("primaryKey", "primarykey"),
        "write 'primaryKey' instead of 'primarykey'",
    ),
    "feilds": (THE_SCHEMA, rename("fields", "feilds"), "write 'fields' instead of 'feilds'"),
    "uniquekeys": (
        THE_SCHEMA,
        rename("uniqueKeys", "uniquekeys"),
        ("unknown-key", "uniquekeys", "write 'uniqueKeys'"),
    ),
    "another encoding": (
        THE_DESCRIPTOR,
        lambda d: d["resources"][0].update(encoding="iso-8859-1"),
        ("dialect", "iso-8859-1", "save the file as UTF-8"),
    ),
    "another delimiter": (
        THE_DESCRIPTOR,
        lambda d: d["resources"][0]["dialect"].update(delimiter=";"),
        ("dialect", "delimiter: ;", 'write ","'),
    ),
    "comments": (
        THE_DESCRIPTOR,
        lambda d: d["resources"][0]["dialect"].update(commentChar="#"),
        ("dialect", "commentChar: #", "remove 'commentChar'"),
    ),
    "a dialect elsewhere": (
        THE_DESCRIPTOR,
        lambda d: d["resources"][0].update(dialect="https://example.org/dialect.json"),
        ("dialect", "https://example.org/dialect.json", "write it out"),
    ),
    "constraint": (
        THE_SCHEMA,
        lambda s: rename("constraints", "constraint")(s["fields"][2]),
        ("unknown-key", "constraint", "write 'constraints'"),
    ),
    "minimun": (
        THE_SCHEMA,
        lambda s: s["fields"][2]["constraints"].update(minimun=1),
        ("unknown-key", "minimun", "write 'minimum'"),
    ),
    "unsupported constraint": (
        THE_SCHEMA,
        lambda s: s["fields"][2]["constraints"].update(jsonSchema={}),
        ("unknown-key", "jsonSchema", "remove the key"),
    ),
    "resorces": (
        THE_DESCRIPTOR,
        rename("resources", "resorces"),
        "write 'resources' instead of 'resorces'",
    ),
    "pth": (
        THE_DESCRIPTOR,
        lambda d: rename("path", "pth")(d["resources"][0]),
        "write 'path' instead of 'pth'",
    ),
    "resource twice": (
        THE_DESCRIPTOR,
        lambda d: d["resources"].append(d["resources"][0]),
        "the resource 'things' stands in it twice",
    ),
    "resource twice but for case": (
        THE_DESCRIPTOR,
        lambda d: d["resources"][0].update(name="KINDS"),
        "stands in it twice",
    ),
    "path twice": (
        THE_DESCRIPTOR,
        lambda d: d["resources"][0].update(path="./claims//kinds.csv"),
        "two resources have the path 'claims/kinds.csv'",
    ),
    "resource without a name": (
        THE_DESCRIPTOR,
        lambda d: d["resources"][0].update(name=""),
        "resource 1 has no name",
    ),
    "NUL in a path": (
        THE_DESCRIPTOR,
        lambda d: d["resources"][0].update(path="claims/\0.csv"),
        "holds a control character",
    ),
    "half a character": (
        THE_DESCRIPTOR,
        lambda d: d.update(title="\ud800"),
        "stands for no character",
    ),
    "NaN": (THE_SCHEMA, lambda s: s.update(title=float("nan")), "NaN is no number"),
    "infinite bound": (
        THE_SCHEMA,
        lambda s: s["fields"][2]["constraints"].update(minimum=10**400),
        "a minimum that is no number",
    ),
    "bound of a text": (
        THE_SCHEMA,
        lambda s: s["fields"][0]["constraints"].update(minimum=1),
        "a minimum, but the type 'string'",
    ),
    "constraints as a list": (
        THE_SCHEMA,
        lambda s: s["fields"][0].update(constraints=[]),
        "have to be objects",
    ),
    "required as a text": (
        THE_SCHEMA,
        lambda s: s["fields"][0].update(constraints={"required": "false"}),
        "a required that is neither true nor false",
    ),
    "empty enum": (
        THE_SCHEMA,
        lambda s: s["fields"][0].update(constraints={"enum": []}),
        "an enum that is no list of values",
    ),
    "pattern that is none": (
        THE_SCHEMA,
        lambda s: s["fields"][0]["constraints"].update(pattern="("),
        "a constraint cannot be checked",
    ),
    "field twice but for case": (
        THE_SCHEMA,
        lambda s: s["fields"].append({"name": "ID"}),
        "stands in it twice",
    ),
    "field without a name": (
        THE_SCHEMA,
        lambda s: s["fields"].append({"name": 5}),
        "a field cannot have the name 5",
    ),
    "field with our own name": (
        THE_SCHEMA,
        lambda s: s["fields"].append({"name": "_row"}),
        "a field cannot have the name '_row'",
    ),
    "key without fields": (
        THE_SCHEMA,
        lambda s: s.update(primaryKey=[]),
        "a key has to be a list of field names",
    ),
    "unique key without fields": (
        THE_SCHEMA,
        lambda s: s.update(uniqueKeys=[[]]),
        "a key has to be a list of field names",
    ),
    "foreign keys as an object": (
        THE_SCHEMA,
        lambda s: s.update(foreignKeys=KEY),
        "'foreignKeys' has to be a list",
    ),
    "foreign key of two fields to one": (
        THE_SCHEMA,
        lambda s: s.update(foreignKeys=[KEY | {"fields": ["kind", "size"]}]),
        "not as many fields",
    ),
    "foreign key to a list": (
        THE_SCHEMA,
        lambda s: s.update(
            foreignKeys=[KEY | {"reference": {"resource": ["kinds"], "fields": ["code"]}}]
        ),
        "which is no resource",
    ),
    "unknown type": (
        THE_SCHEMA,
        lambda s: s["fields"][0].update(type="text"),
        "has the type 'text'",
    ),
    **{
        f"path {path}": (
            THE_DESCRIPTOR,
            lambda d, p=path: d["resources"][0].update(path=p),
            f"the path '{path}' leaves the package",
        )
        for path in PATHS
    },
    **{
        f"schema {path}": (
            THE_DESCRIPTOR,
            lambda d, p=path: d["resources"][0].update(schema=p),
            f"the path '{path}' leaves the package",
        )
        for path in PATHS
    },
}


@pytest.mark.parametrize("name", EDITS)
def test_a_bad_descriptor_or_schema_is_told(small: Path, name: str) -> None:
    file, edit, told = EDITS[name]
    edit_json(small / file, edit)
    if isinstance(told, str):
        assert told in check(small, 2).err
        return
    findings = check(small).report["findings"]
    assert [(f["rule"], f["value"], f["file"]) for f in findings] == [(*told[:2], file)]
    assert findings[0]["fix"].startswith(told[2])


TEXTS = {
    "nothing": ("", "line 1, column 1"),
    "no JSON": ('{"name": }', "line 1, column 10"),
    "a key twice": ('{"a": 1, "a": 2}', "the key 'a' stands twice"),
    "a list": ("[]", "must hold a JSON object"),
    "too deep": ('{"a":' * 100_000, "nested too deeply"),
    "too many digits": ('{"a": ' + "9" * 5000 + "}", "4300 digits"),
    "too large": ('{"a": "' + " " * (17 << 20) + '"}', "larger than 16 MB"),
}


@pytest.mark.parametrize("file", [THE_SCHEMA, THE_DESCRIPTOR])
@pytest.mark.parametrize("name", TEXTS)
def test_a_file_that_is_no_json_is_told(small: Path, file: str, name: str) -> None:
    text, says = TEXTS[name]
    (small / file).write_text(text, encoding="utf-8")
    err = check(small, 2).err
    assert file in err
    assert says in err


@pytest.mark.parametrize("file", [THE_SCHEMA, THE_DESCRIPTOR])
def test_json_in_another_encoding_is_told(small: Path, file: str) -> None:
    text = (small / file).read_text(encoding="utf-8")
    for encoding in ("utf-16", "utf-8-sig", "latin-1"):
        (small / file).write_bytes(('{"é": 1, ' + text[1:]).encode(encoding))
        assert file in check(small, 2).err


def test_no_descriptor_is_told(small: Path, tmp_path: Path) -> None:
    (small / "datapackage.json").unlink()
    assert "datapackage.json does not exist" in check(small, 2).err
    assert (
        f"error: {tmp_path / 'x'} is no folder"
        in command("check", "--package", str(tmp_path / "x")).err
    )


def test_an_undeclared_file_is_told_also_in_a_folder(small: Path) -> None:
    (small / "claims" / "codes").mkdir()
    (small / "claims" / "codes" / "more.csv").write_bytes(b"code\n")
    for name in ("UPPER.CSV", "notes.txt", ".hidden", "README.md"):
        (small / "claims" / name).write_bytes(b"")
    findings = check(small).report["findings"]
    assert [(f["rule"], f["file"]) for f in findings] == [
        ("undeclared-file", f"claims/{name}")
        for name in ("UPPER.CSV", "codes/more.csv", "notes.txt")
    ]
    assert "declare it" in findings[0]["fix"]


def test_a_pattern_that_takes_others_forever_does_not_hang(small: Path) -> None:
    edit_json(
        small / THE_SCHEMA, lambda s: s["fields"][8].update(constraints={"pattern": "(a+)+$"})
    )
    put(small, body("a,big,,,,,,," + "a" * 5000 + "!,\n"))
    ran = process("check", "--package", str(small), "--format", "json", timeout=10)
    assert ran.code == 1
    assert [f["rule"] for f in ran.report["findings"]] == ["pattern"]


# --- What is no file -----------------------------------------------------------------------------


def make_folder(path: Path) -> None:
    path.mkdir()


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


def make_device(path: Path) -> None:
    try:
        os.mknod(path, 0o020666, os.makedev(1, 5))  # /dev/zero, which never ends
    except PermissionError:
        pytest.skip("only root makes devices")


def make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server, contextlib.chdir(path.parent):
        server.bind(path.name)


def make_loop(path: Path) -> None:
    path.symlink_to(path.name)


def make_link_out(path: Path) -> None:
    package = next(folder for folder in path.parents if (folder / THE_DESCRIPTOR).exists())
    outside = package.parent / f"outside-{path.name}"
    outside.write_bytes(b"")
    path.symlink_to(outside)


ODD: dict[str, tuple[Callable[[Path], None], str]] = {
    "a folder": (make_folder, "is a folder, not a file"),
    "a pipe": (make_pipe, "is a pipe, not a file"),
    "a device": (make_device, "is a device, not a file"),
    "a socket": (make_socket, "is a socket, not a file"),
    "a circle of links": (make_loop, "link"),
    "a link out of the package": (make_link_out, "leads out of the package by a link"),
}


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("file", ["claims/things.csv", THE_SCHEMA])
def test_what_is_no_file_is_told_and_never_read(small: Path, file: str, name: str) -> None:
    make, says = ODD[name]
    (small / file).unlink()
    make(small / file)
    ran = process("check", "--package", str(small), "--format", "json")
    assert says in ran.err + ran.out
    is_data = file.endswith(".csv") and "link" not in name
    assert ran.code == (1 if is_data else 2)
    if is_data:
        assert [f["rule"] for f in ran.report["findings"]] == ["file-missing"]
    else:
        assert one_sentence(ran.err)
    if is_data:
        status = process("query", "--package", str(small), "from things")
        assert (status.code, status.out) == (1, "")
        assert says in status.err


SQL_FILES = ("validation/rules/none.sql", "sql/views/odd.sql", "sql/macros/edtf.sql")


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("file", SQL_FILES)
def test_sql_that_is_no_file_is_told_and_never_read(small: Path, file: str, name: str) -> None:
    make, told = ODD[name]
    target = small / file
    target.parent.mkdir(exist_ok=True)
    target.unlink(missing_ok=True)
    make(target)
    ran = process("check", "--package", str(small), timeout=10)
    assert ran.code == 2
    assert one_sentence(ran.err) and told in ran.err


@pytest.mark.parametrize("file", SQL_FILES)
@pytest.mark.parametrize(
    ("content", "told"), [(b"-- \xff", "not UTF-8"), (b" " * (17 << 20), "larger than 16 MB")]
)
def test_sql_that_is_no_text_is_told(small: Path, file: str, content: bytes, told: str) -> None:
    (small / file).parent.mkdir(exist_ok=True)
    (small / file).write_bytes(content)
    assert f"{file} " in check(small, 2).err
    assert told in check(small, 2).err


@pytest.mark.parametrize("name", ["a folder", "a pipe", "a device", "a circle of links"])
def test_a_descriptor_that_is_no_file_is_told(small: Path, name: str) -> None:
    make, says = ODD[name]
    (small / THE_DESCRIPTOR).unlink()
    make(small / THE_DESCRIPTOR)
    ran = process("check", "--package", str(small))
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err and one_sentence(ran.err)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
@pytest.mark.parametrize("file", ["claims/things.csv", THE_SCHEMA, THE_DESCRIPTOR])
def test_an_unreadable_file_is_told(small: Path, file: str) -> None:
    (small / file).chmod(0)
    ran = process("check", "--package", str(small), "--format", "json")
    assert ran.code == (1 if file.endswith(".csv") else 2)
    assert "Permission denied" in ran.out + ran.err


@pytest.mark.parametrize(
    "error", [PermissionError(13, "Permission denied"), OSError(5, "I/O error")]
)
@pytest.mark.parametrize("file", ["things.csv", "things.json", "datapackage.json"])
def test_a_file_that_fails_while_it_is_read_is_told(small: Path, file: str, error: OSError) -> None:
    """The like of an unreadable file, that also root meets."""
    opened = Path.open

    def fail(path: Path, *arguments: Any, **options: Any) -> Any:
        if path.name == file:
            raise error
        return opened(path, *arguments, **options)

    with patch.object(Path, "open", fail):
        ran = command("check", "--package", str(small), "--format", "json")
    assert ran.code == (1 if file.endswith(".csv") else 2)
    assert f"cannot be read: {error.strerror}" in ran.out + ran.err


# --- Size ----------------------------------------------------------------------------------------


def peak(root: Path) -> tuple[Ran, int]:
    """Check a package in a process of its own; return also its peak memory in MB.

    By /proc where there is one: ``ru_maxrss`` begins with what the process of the tests has.
    """
    script = (
        "import pathlib, re, resource, sys\nfrom claimpack.cli import main\n"
        "try:\n    main()\nfinally:\n"
        "    status = pathlib.Path('/proc/self/status')\n"
        "    text = status.read_text() if status.exists() else ''\n"
        "    told = re.search(r'VmHWM:\\s+(\\d+)', text)\n"
        "    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "    print((int(told[1]) if told else most) >> 10, file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "check", "--package", str(root), "--format", "json"],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    *errors, megabytes = done.stderr.splitlines()
    return sound(Ran(done.returncode, done.stdout, "\n".join(errors))), int(megabytes)


def test_a_cell_of_50_mb_is_told_and_the_rows_around_it_are_read(small: Path) -> None:
    """DuckDB drops a line that is longer than its buffer without a word."""
    put(small, body("a,big,,,,,,,") + b"n" * 50_000_000 + b",\n" + LATER.encode())
    ran, megabytes = peak(small)
    assert ran.code == 1
    found = [(f["rule"], f["line"]) for f in ran.report["findings"]]
    assert found == [("row-form", 2), ("type", 3)]
    assert "longer than 1,000,000 bytes" in ran.report["findings"][0]["message"]
    assert megabytes < 1000


@pytest.mark.parametrize("row", ["b,big\n", '"\n', "x,y,z\n"])
def test_a_big_file_of_another_form_takes_little_memory(small: Path, row: str) -> None:
    """DuckDB takes a kilobyte for every refused line."""
    put(small, body(ROW + row * (10_000_000 // len(row))))
    ran, megabytes = peak(small)
    assert ran.code == 1
    assert [(f["rule"], f["line"]) for f in ran.report["findings"]] == [("row-form", 3)]
    assert "the file is not read on" in ran.report["findings"][0]["message"]
    assert megabytes < 1000


def letters(number: int) -> str:
    """Return a number as an id that the schema accepts."""
    return str(number).translate(str.maketrans("0123456789", "abcdefghij"))


def test_one_empty_line_in_a_big_file_costs_no_memory(small: Path) -> None:
    rows = "".join(f"x{letters(number)},big,3,,,,,,,\n" for number in range(1_000_000))
    put(small, body(ROW + "\n" + rows + "zz,big,01,,,,,,,\n"))
    ran, megabytes = peak(small)
    assert ran.code == 1
    found = [(f["rule"], f["line"]) for f in ran.report["findings"]]
    assert found == [("blank-row", 3), ("type", 1_000_004)]
    assert megabytes < 1000


def test_a_million_wrong_cells_are_counted_and_the_first_listed(small: Path) -> None:
    put(small, body("".join(f"x{letters(number)},big,01,,,,,,,\n" for number in range(1_000_000))))
    ran, megabytes = peak(small)
    assert ran.code == 1
    report = ran.report
    assert [f["line"] for f in report["findings"]] == list(range(2, 1002))
    place = {"rule": "type", "severity": "error", "table": "things", "column": "count"}
    assert report["unlisted"] == [{**place, "count": 999_000}]
    assert report["counts"] == {"error": 1_000_000, "warning": 0, "waived": 0}
    assert megabytes < 1000
    text = process("check", "--package", str(small)).out
    assert "type: 1,000,000" in text
    assert "and 999,995 more (--format json lists the first 1,000)" in text


@pytest.mark.parametrize("first_wrong", [0, 6_000, 17_000])
def test_the_first_wrong_rows_are_listed_wherever_they_stand(small: Path, first_wrong: int) -> None:
    """Of many wrong rows the first are looked for in a part of the table, and then in all."""
    rows, every = 20_000, 1 if first_wrong > 10_000 else 4
    wrong = range(first_wrong, rows, every)
    lines = [f"{letters(number)},big,,,,,,,," for number in range(rows)]
    for number in wrong:
        lines[number] = f"{letters(number)},none,01,,,,2025-13,,,"
    put(small, body("\n".join(lines) + "\n"))
    (small / "validation" / "rules" / "none.sql").write_text(
        RULE.partition("select")[0] + "select 'things' as table_name, id as row_key,"
        " 'size' as column_name, size as value, 'It is.' as message from things where kind = 'none'"
    )
    report = check(small).report
    places = {
        (rule, column): [f["line"] for f in report["findings"] if f["rule"] == rule]
        for rule, column in [
            ("type", "count"),
            ("foreign-key", "kind"),
            ("edtf", "made_on"),
            ("none", "size"),
        ]
    }
    expected = [number + 2 for number in wrong][:1000]
    assert places == dict.fromkeys(places, expected)
    assert {(more["rule"], more["column"]): more["count"] for more in report["unlisted"]} == {
        place: len(wrong) - 1000 for place in places
    }


def test_a_file_of_2_gb_is_checked_to_its_last_line_in_little_memory(small: Path) -> None:
    text = "x" * 4000
    with (small / "claims" / "kinds.csv").open("wb") as file:
        file.write(b"code,label\nbig,Big\n")
        for start in range(0, 540_000, 10_000):
            file.write("".join(f"k{n},{text}\n" for n in range(start, start + 10_000)).encode())
        file.write(b"big,Big\n")
        assert file.tell() > 2 << 30
    ran, megabytes = peak(small)
    (small / "claims" / "kinds.csv").unlink()
    assert ran.code == 1
    found = [(f["rule"], f["line"]) for f in ran.report["findings"]]
    assert found == [("primary-key", 540_003)]
    assert megabytes < 1000


def test_a_big_file_takes_little_memory_and_its_last_line_is_true(small: Path) -> None:
    tail = "x" * 60 + ",big,3,0.5,true,2025-02-18T10:00:00Z,2025-02,small,,\n"
    with (small / "claims" / "things.csv").open("wb") as file:
        file.write(HEADER.encode())
        for start in range(0, 2_000_000, 100_000):
            ids = (letters(n) for n in range(start, start + 100_000))
            file.write((tail.join(ids) + tail).encode())
        file.write(b"zz,big,01,,,,,,,\n")
        assert file.tell() > 230_000_000
    ran, megabytes = peak(small)
    assert ran.code == 1
    found = [(f["rule"], f["line"]) for f in ran.report["findings"]]
    assert found == [("type", 2_000_002)]
    assert megabytes < 1000


# --- Other commands ------------------------------------------------------------------------------


def test_a_text_that_is_not_the_article_proves_nothing(tmp_path: Path) -> None:
    text = tmp_path / "other.txt"
    text.write_text("This is another article.", encoding="utf-8")
    ran = command("verify-quotes", "--package", str(ROOT), "--text", str(text), "--format", "json")
    assert ran.code == 1
    assert not ran.report["text_matches"]
    assert not any(proof["proved"] for proof in ran.report["proofs"])
    assert "the text ends at 24" in ran.report["proofs"][-1]["problem"]
    text.write_bytes("Über".encode("latin-1"))
    ran = command("verify-quotes", "--package", str(ROOT), "--text", str(text))
    assert (ran.code, ran.out) == (2, "")
    assert one_sentence(ran.err) and "is not UTF-8 (byte 0)" in ran.err
    for path in (tmp_path, tmp_path / "none"):
        ran = command("verify-quotes", "--package", str(ROOT), "--text", str(path))
        assert (ran.code, ran.out) == (2, "") and one_sentence(ran.err)


@pytest.mark.parametrize("folder", ["file/build", "/proc/build", "/dev/full/build"])
def test_a_folder_that_cannot_be_made_is_told_by_build(
    package_copy: Path, tmp_path: Path, folder: str
) -> None:
    (tmp_path / "file").write_bytes(b"")
    before = snapshot(package_copy)
    ran = command("build", "--package", str(package_copy), "-o", str(tmp_path / folder))
    assert (ran.code, ran.out) == (2, "")
    assert "cannot be written" in ran.err and one_sentence(ran.err)
    assert snapshot(package_copy) == before


def limit_file_size() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))


def full(ran: Ran) -> None:
    """The error says in one sentence that there is no space."""
    assert ran.out == ""
    assert ran.code == 2
    assert one_sentence(ran.err), ran.err
    assert "No space left" in ran.err or "File too large" in ran.err, ran.err


def test_build_leaves_what_was_there_when_files_cannot_grow(
    package_copy: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "claims.duckdb").write_bytes(b"what was there")
    ran = process("build", "--package", str(package_copy), "-o", str(out), setup=limit_file_size)
    full(ran)
    assert [path.name for path in out.iterdir()] == ["claims.duckdb"]
    assert (out / "claims.duckdb").read_bytes() == b"what was there"


def test_build_leaves_nothing_on_a_full_disk(package_copy: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    script = (
        f"mount -t tmpfs -o size=300k none {out} || exit 77\n"
        f'"{sys.executable}" -m claimpack build --package "{package_copy}" -o {out}\n'
        f"code=$?; ls -A {out}; exit $code\n"
    )
    if not shutil.which("unshare"):
        pytest.skip("there is no unshare")
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", script],
        capture_output=True, encoding="utf-8", check=False, timeout=60,
    )  # fmt: skip
    if (
        done.returncode in (1, 77)
        and "claimpack" not in done.stderr
        and "error:" not in done.stderr
    ):
        pytest.skip("a file system cannot be mounted here")
    full(sound(Ran(done.returncode, done.stdout, done.stderr)))


# --- SQL of a package that is hostile ------------------------------------------------------------

HOSTILE = {
    "copy to a file": "copy (select 1) to '{out}'",
    "export": "export database '{out}'",
    "attach": "attach '{out}' as other",
    "read a file": "select * from read_text('/etc/passwd')",
    "read a CSV": "select * from '/etc/passwd.csv'",
    "list files": "select * from glob('/etc/*')",
    "install": "install httpfs",
    "load": "load httpfs",
    "unlock": "set enable_external_access = true",
    "set a folder": "set temp_directory = '{out}'",
    "import a variable of Python": "select * from package",
    "import a list of Python": "select * from findings",
    "secret": "create persistent secret s (type s3)",
}


@pytest.fixture
def hostile(small: Path, tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    before = sorted(tmp_path.iterdir())
    yield small, tmp_path / "written"
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("place", ["rule", "view", "view after a semicolon", "macro"])
def test_hostile_sql_is_refused(hostile: tuple[Path, Path], place: str, name: str) -> None:
    small, out = hostile
    sql = HOSTILE[name].format(out=out)
    reads = "-- Reads: things\n"
    rule = small / "validation" / "rules" / "none.sql"
    header, _, _ = RULE.partition("select")
    if place == "rule":
        rule.write_text(header + sql, encoding="utf-8")
    else:
        (small / "sql" / "views").mkdir()
        rule.write_text(RULE.replace("reads: things", "reads: bad"), encoding="utf-8")
        folder = "macros" if place == "macro" else "views"
        wrapped = f"{reads}create or replace view bad as {sql};"
        text = wrapped if place == "view" else f"{reads}create view bad as select 1;\n{sql};"
        (small / "sql" / folder / "bad.sql").write_text(text, encoding="utf-8")
    err = check(small, 2).err
    assert "cannot run" in err or "cannot be used" in err
    assert "root:" not in err


NO_FAULTS = "null as table_name, null as row_key, null as column_name, null as value"


def rule(small: Path, sql: str) -> None:
    """Put a query in the place of the only rule."""
    header, _, _ = RULE.partition("select")
    (small / "validation" / "rules" / "none.sql").write_text(header + sql, encoding="utf-8")


def test_a_rule_that_never_ends_is_stopped(small: Path) -> None:
    rule(
        small,
        f"with recursive n as (select 1 as i union all select i + 1 from n)"
        f" select {NO_FAULTS}, null as message from n where i < 0",
    )
    with patch("claimpack.rules.RULE_SECONDS", 0.5):
        assert "validation/rules/none.sql was stopped after 0.5 s" in check(small, 2).err


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not bound data")
def test_a_rule_that_asks_for_too_much_memory_is_stopped(small: Path) -> None:
    rule(small, f"select {NO_FAULTS}, repeat('x', 3000000000) as message from things")
    ran, megabytes = peak(small)
    assert ran.code == 2
    assert "validation/rules/none.sql needs more memory than a rule may use" in ran.err
    assert megabytes < 1000


def test_a_macro_that_is_missing_is_told(small: Path) -> None:
    (small / "sql" / "macros" / "edtf.sql").unlink()
    assert "restore sql/macros/" in check(small, 2).err
