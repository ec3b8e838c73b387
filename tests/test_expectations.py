"""Great Expectations finds what the fast path finds, keeps to itself, and writes Data Docs."""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from claimpack.check import FastPath, run_fast_path
from claimpack.database import scratch_database
from claimpack.engines.docs_folder import MARK, replaced
from claimpack.engines.expectations import check_expectations
from claimpack.errors import ClaimpackError
from claimpack.findings import MAX_LISTED, Finding, Findings
from claimpack.package import load_package
from claimpack.thresholds import PATH

from .faults import ROOT, Tables, change

# Numbers that the data of this package does not meet: one of each kind and bound.
STRICT = """\
claims:
  rows:
    - {min: 66, reason: One more was announced.}
  columns:
    quote_exact:
      filled: [{min: 0.5, reason: Half <b>should</b> be quoted.}]
    quote_sha256:
      filled: [{max: 0.9, reason: Some are imported.}]
    claim_kind:
      distinct: [{min: 10, reason: There are ten.}]
    speaker_id:
      distinct: [{max: 3, reason: More is too many.}]
    quote_start:
      smallest: [{min: 1, reason: The title is no claim.}]
    quote_end:
      largest: [{max: 3700.5, reason: The last line is a footer.}]
assessments:
  columns:
    recorded_at:
      smallest: [{min: 2026-11-23T00:00:00Z, reason: Work began on a Monday.}]
forecasts:
  columns:
    resolves_by:
      filled: [{min: 0, reason: Nobody has to say when.}, {max: 1, reason: Nor can more.}]
publishers:
  columns:
    reliability:
      distinct: [{min: 0, reason: Nobody has graded.}, {max: 6, reason: There are six grades.}]
claim_status:
  rows: [{max: 3, reason: The page shows three.}]
quantities:
  columns:
    lower:
      smallest: [{min: -1, reason: Met.}]
"""


@dataclass(frozen=True)
class Checked:
    """What the two engines found in a package with faults, and where the Data Docs are."""

    fast: list[Finding]
    found: Findings
    docs: Path
    steps: list[tuple[str, int]]

    @property
    def by_rules(self) -> list[Finding]:
        """The findings that are not from thresholds."""
        names = {path.stem for path in (ROOT / "validation" / "rules").glob("*.sql")}
        return [finding for finding in self.found.listed if finding.rule in names]


def copy_package(folder: Path) -> Path:
    folder.mkdir()
    shutil.copy(ROOT / "datapackage.json", folder)
    for part in ("claims", "schemas", "sql", "validation"):
        shutil.copytree(ROOT / part, folder / part)
    return folder


def both(root: Path, docs: Path | None = None) -> tuple[list[Finding], Findings, list[object]]:
    package = load_package(root)
    steps: list[object] = []
    with scratch_database() as connection:
        fast = Findings()
        result = run_fast_path(connection, package, fast)
        found = check_expectations(
            connection, package, result, docs, lambda name, of: steps.append((name, of))
        )
    return fast.listed, found, steps


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """Rules broken in one row, and in more than the 200 of which a result holds the rows."""
    root = copy_package(tmp_path_factory.mktemp("expectations") / "package")
    tables = Tables()
    change("evidence", "C001-E01", key_quote=" ".join(["word"] * 16))(tables)
    change("claims", "C004", asserts_claim_id="C005")(tables)
    change("quantities", "C008-E01-Q1", lower="200")(tables)
    for row in tables.rows("assessments"):
        row["rationale"] += " {changed}"
    tables.write(root)
    (root / PATH).write_text(STRICT)
    docs = root.parent / "docs"
    fast, found, steps = both(root, docs)
    return Checked(fast, found, docs, steps)  # type: ignore[arg-type]


def test_the_rows_are_those_of_the_fast_path(checked: Checked) -> None:
    assert [replace(finding, engine="duckdb") for finding in checked.by_rules] == checked.fast
    assert {finding.engine for finding in checked.found.listed} == {"great_expectations"}
    per_rule = Counter(finding.rule for finding in checked.fast)
    assert per_rule["log-chain"] == 248
    assert {"key-quote-words", "attribution-asserts", "quantity-interval"} <= set(per_rule)


def test_every_kind_of_threshold_finds_its_fault(checked: Checked) -> None:
    rows = {
        (f.rule, f.severity, f.table, f.column, f.value)
        for f in checked.found.listed
        if f not in checked.by_rules
    }
    assert rows == {
        ("row-count", "error", "claims", None, "65"),
        ("fill-rate", "error", "claims", "quote_exact", "0.2"),
        ("fill-rate", "warning", "claims", "quote_sha256", "1"),
        ("distinct-count", "error", "claims", "claim_kind", "9"),
        ("distinct-count", "warning", "claims", "speaker_id", "5"),
        ("minimum-value", "error", "claims", "quote_start", "0"),
        ("maximum-value", "warning", "claims", "quote_end", "3708"),
        ("minimum-value", "error", "assessments", "recorded_at", "2026-11-22T18:21:35Z"),
        ("row-count", "warning", "claim_status", None, "65"),
    }


def test_a_threshold_tells_its_reason_and_where_it_stands(checked: Checked) -> None:
    finding = next(f for f in checked.found.listed if f.rule == "maximum-value")
    assert finding.message == (
        "the largest value in claims.quote_end should be at most 3700.5, and it is 3708:"
        " The last line is a footer."
    )
    assert f"{PATH}, line 16" in finding.fix
    assert finding.file == "claims/claims.csv"
    view = next(f for f in checked.found.listed if f.table == "claim_status")
    assert view.file == "sql/views/claim_status.sql"


def test_progress_tells_every_step(checked: Checked) -> None:
    names = [name for name, _ in checked.steps]
    assert names[:2] == ["Great Expectations", "rules"]
    assert names[-1] == "Data Docs"
    assert {steps for _, steps in checked.steps} == {len(names)}


def test_data_docs_name_the_rules_and_the_reasons(checked: Checked) -> None:
    pages = {path: path.read_text() for path in checked.docs.rglob("*.html")}
    everything = "\n".join(pages.values())
    assert checked.docs / "index.html" in pages
    for words in ("key-quote-words", "log-chain", "More is too many.", "Half &lt;b&gt;should"):
        assert words in everything
    assert "<b>should" not in everything
    assert {path.name for path in checked.docs.iterdir()} == {
        MARK,
        "expectations",
        "index.html",
        "validations",
    }
    for path, text in pages.items():
        assert "default-src 'none'" in text, path
        assert "<script" not in text, path
        assert "src=" not in text and "<link" not in text, path


def test_data_docs_can_be_read_in_a_browser_without_a_network(
    browser: Any, checked: Checked, tmp_path: Path
) -> None:
    context = browser.new_context(offline=True)
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto((checked.docs / "index.html").as_uri())
    assert page.get_by_text("numbers claims").first.is_visible()
    row = page.get_by_role("row").filter(has=page.get_by_text("rules", exact=True)).first
    row.get_by_role("link", name="Results").click()
    broken = page.get_by_role("row").filter(has_text="key-quote-words")
    assert broken.is_visible()
    content = broken.locator("i").evaluate("e => getComputedStyle(e, '::before').content")
    assert "not met" in content
    assert "Fix:" in broken.inner_text()
    page.screenshot(path=tmp_path / "rules.png", full_page=True)
    page.get_by_role("link", name="All results").click()
    assert page.url == (checked.docs / "index.html").as_uri()
    context.close()
    assert all(url.startswith("file://") for url in asked)
    assert said == []


WATCHED = """
import json, sys
from pathlib import Path

written, called = [], []

def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], str | bytes) and arguments[2] & 0o103:
        written.append(str(arguments[0]))
    elif event in ("os.mkdir", "os.rename"):
        written.append(str(arguments[0]))
    elif event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        called.append(str(arguments))

sys.addaudithook(watch)
sys.dont_write_bytecode = True
from claimpack.check import run_fast_path
from claimpack.database import scratch_database
from claimpack.engines.expectations import check_expectations
from claimpack.findings import Findings
from claimpack.package import load_package

package = load_package(Path(sys.argv[1]))
with scratch_database() as connection:
    found = Findings()
    result = run_fast_path(connection, package, found)
    by_expectations = check_expectations(connection, package, result, Path(sys.argv[2]))
import os
import great_expectations
print(json.dumps({
    "fast": len(found.listed), "found": len(by_expectations.listed), "written": written,
    "called": called, "analytics": os.environ["GX_ANALYTICS_ENABLED"],
}))
"""


def test_the_package_passes_and_nothing_leaves_it(tmp_path: Path) -> None:
    for name in ("home", "here", "temporary"):
        (tmp_path / name).mkdir()
    ran = subprocess.run(
        [sys.executable, "-c", WATCHED, str(ROOT), str(tmp_path / "docs")],
        cwd=tmp_path / "here",
        env=os.environ | {"HOME": str(tmp_path / "home"), "TMPDIR": str(tmp_path / "temporary")},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    said = json.loads(ran.stdout)
    assert (said["fast"], said["found"]) == (0, 0)
    assert said["called"] == []
    assert said["analytics"] == "false"
    allowed = (str(tmp_path / "docs"), str(tmp_path / "temporary"), "/dev/null")
    assert [path for path in said["written"] if not path.startswith(allowed)] == []
    assert list((tmp_path / "home").iterdir()) == []
    assert list((tmp_path / "here").iterdir()) == []
    assert list((tmp_path / "temporary").iterdir()) == []
    assert (tmp_path / "docs" / "index.html").is_file()


def test_what_cannot_be_read_is_left_out(package_copy: Path) -> None:
    (package_copy / "claims" / "evidence.csv").write_bytes(b"\xff\n")
    (package_copy / PATH).write_text(
        "evidence:\n  rows: [{min: 9999, reason: Unread.}]\n"
        "claim_status:\n  rows: [{min: 9999, reason: Read from evidence.}]\n"
        "publishers:\n  rows: [{min: 9999, reason: Read.}]\n"
    )
    fast, found, _ = both(package_copy)
    rules = {finding.rule for finding in found.listed}
    assert [f.table for f in found.listed if f.rule == "row-count"] == ["publishers"]
    assert rules - {"row-count"} <= {finding.rule for finding in fast}


def test_what_is_too_much_to_list_is_counted(package_copy: Path) -> None:
    rule = package_copy / "validation" / "rules" / "source-title.sql"
    header = rule.read_text().split("select")[0]
    rule.write_text(
        header + "select 'claims' as table_name, 'C' || range as row_key,\n"
        "'claim_id' as column_name, {'a':range}.a::varchar as value, '%s :name {}' as message\n"
        "from range(1500); -- the end"
    )
    (package_copy / PATH).unlink()
    _, found, _ = both(package_copy)
    assert len(found.listed) == MAX_LISTED
    assert [more.count for more in found.unlisted] == [500]
    assert found.listed[0].message == "%s :name {}"


def test_an_expectation_that_cannot_be_checked_is_an_error(package_copy: Path) -> None:
    package = load_package(package_copy)
    (package_copy / PATH).unlink()
    with scratch_database() as connection:
        result = run_fast_path(connection, package, Findings())
        wrong = replace(result.rules[0], sql="select no_such_column from claims")
        broken = FastPath(result.reading, [wrong], [], result.rows)
        with pytest.raises(
            ClaimpackError, match=r"^validation/rules/.* cannot be an expectation"
        ) as raised:
            check_expectations(connection, package, broken)
    assert "no_such_column" in str(raised.value)
    assert "\n" not in str(raised.value)


def test_an_expectation_that_fails_as_it_runs_is_an_error(package_copy: Path) -> None:
    (package_copy / PATH).write_text(
        "open_claims:\n  columns:\n    a:\n      smallest: [{min: 0, reason: It runs.}]\n"
    )
    view = package_copy / "sql" / "views" / "open_claims.sql"
    header = view.read_text().split("create or replace")[0]
    view.write_text(
        header + "create or replace view open_claims as select error('no way')::integer as a;\n"
    )
    with pytest.raises(ClaimpackError) as raised:
        both(package_copy)
    assert str(raised.value).startswith(f"Great Expectations cannot check {PATH}, line 4: ")
    assert "no way" in str(raised.value)
    assert "\n" not in str(raised.value)


def test_without_the_extra_the_error_names_it(
    package_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "great_expectations", None)
    package = load_package(package_copy)
    with scratch_database() as connection:
        result = run_fast_path(connection, package, Findings())
        with pytest.raises(ClaimpackError, match="Great Expectations is not installed") as raised:
            check_expectations(connection, package, result)
    assert raised.value.fix == "pip install 'claimpack[audit]'"


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(ClaimpackError, match="holds other files"), replaced(tmp_path):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_data_docs_are_replaced_as_a_whole(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "docs"
    for name in ("old", "new"):
        with replaced(folder) as new:
            (new / name).mkdir()
            (new / "index.html").write_text(name)
    assert {path.name for path in folder.iterdir()} == {MARK, "index.html", "new"}
    with pytest.raises(ZeroDivisionError), replaced(folder) as new:
        (new / "index.html").write_text("half")
        _ = 1 / 0
    assert (folder / "index.html").read_text() == "new"
    assert {path.name for path in folder.iterdir()} == {MARK, "index.html", "new"}


def test_a_relative_folder_is_one_in_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with replaced(Path("docs")) as new:
        assert new.is_absolute()
        (new / "index.html").write_text("new")
    assert {path.name for path in (tmp_path / "docs").iterdir()} == {MARK, "index.html"}


def test_a_failure_leaves_no_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), replaced(tmp_path / "docs"):
        _ = 1 / 0
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file", tmp_path / "file" / "docs"):
        with pytest.raises(ClaimpackError, match="cannot be written") as raised, replaced(path):
            pass
        assert raised.value.exit_code == 2
