"""The SQL box in Chromium: it answers as DuckDB in Python does, or says what is in its way."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from claimpack.site import duckdb_wasm

from ..conftest import ROOT
from .browsing import Visit, barriers, page_of, served

pytestmark = pytest.mark.xdist_group("browser")

QUESTIONS = [
    {"slug": path.stem, "title": path.stem, "sql": path.read_text(encoding="utf-8")}
    for path in sorted((ROOT / "sql" / "questions").glob("*.sql"))
]


@pytest.fixture(scope="module", autouse=True)
def _expect_box(site: Path) -> None:
    if not (site / duckdb_wasm.FOLDER).is_dir():
        pytest.skip(f"{duckdb_wasm.PACKAGE} cannot be had from the npm registry")


@pytest.fixture(scope="module")
def database(site: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(site / "downloads" / "claims.duckdb", read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as address:
        yield f"{address}/questions.html"


class Box(Visit):
    """A page with the box, opened."""

    def open(self) -> None:
        self.page.click(".sql-box summary")
        self.page.wait_for_selector(".sql-box-status:not(:empty)")
        self.wait()

    def ask(self, sql: str) -> None:
        self.page.fill(".sql-box-question", sql)
        self.page.press(".sql-box-question", "Control+Enter")
        self.wait()

    def wait(self) -> None:
        self.page.wait_for_selector(".sql-box-run:not([aria-disabled])")

    @property
    def status(self) -> str:
        return str(self.page.inner_text(".sql-box-status"))

    def error(self) -> str:
        return str(self.page.inner_text(".sql-box-error"))

    def table(self) -> list[list[str | None]]:
        """Return the header and the cells of the answer, None where it shows a null."""
        assert self.page.locator(".sql-box-error").all_inner_texts() == []
        found: list[list[str | None]] = self.page.eval_on_selector_all(
            ".sql-box-output tr",
            "rows => rows.map(row => [...row.cells].map(cell =>"
            " cell.querySelector('.sql-box-null') ? null : cell.textContent))",
        )
        return found


@pytest.fixture(scope="module")
def box(browser: Any, address: str) -> Iterator[Box]:
    visit = Box(browser, address)
    visit.open()
    yield visit
    assert visit.messages == []
    assert visit.foreign_requests() == []
    visit.context.close()


def answer_of(database: duckdb.DuckDBPyConnection, sql: str) -> list[list[str | None]]:
    """Return what DuckDB in Python answers, as text, None for a null."""
    names = [column[0] for column in database.execute(sql).description or []]
    rows = database.execute(f"select cast(columns(*) as varchar) from (\n{sql}\n)").fetchall()
    return [names, *(list(row) for row in rows)]


@pytest.mark.parametrize(
    "sql",
    [
        "select verdict, count(*) from claim_status group by all order by all",
        "select claim_id, verdict from claim_status_as_of('2025-03-01') order by claim_id limit 5",
        "from quantities order by quantity_id -- all; of them",
        "select 'a;b' as \"c;d\", 0.1 + 0.2 as sum, [1, null] as list, '' as empty, null as none",
        "select 170141183460469231731687303715884105727::hugeint as large, 'inf'::double as open",
        "select 1 as one where false",
        "select null as alone",
        "pivot (select claim_kind, checkability from claims) on checkability using count(*)"
        " group by claim_kind order by claim_kind",
    ],
)
def test_the_box_answers_as_python_does(
    box: Box, database: duckdb.DuckDBPyConnection, sql: str
) -> None:
    box.ask(sql)
    assert box.table() == answer_of(database, sql)


def test_every_view_and_every_example_question_is_answered(
    box: Box, database: duckdb.DuckDBPyConnection
) -> None:
    views = database.execute(
        "select view_name from duckdb_views() where not internal order by all"
    ).fetchall()
    assert len(views) > 15
    # a function that is missing in the browser is missed before the first row
    box.ask("".join(f"from {view} limit 0;\n" for (view,) in views) + "select 1 as all_there")
    assert box.table() == [["all_there"], ["1"]]
    for question in QUESTIONS:
        box.page.click(f".sql-box-example[data-slug='{question['slug']}']")
        box.wait()
        assert box.table() == answer_of(database, question["sql"]), question["slug"]


def test_numbers_are_told_from_texts_and_statements_before_the_last_are_run(box: Box) -> None:
    box.ask(
        "set variable least = 2; create or replace temp table mine as values (3), (1);"
        " select col0, 'x' as text from mine where col0 > getvariable('least');"
    )
    assert box.table() == [["col0", "text"], ["3", "x"]]
    assert box.page.locator("td.sql-box-number").all_inner_texts() == ["3"]
    box.ask("create temp table other as select 1")
    assert box.status.startswith("Done.")


@pytest.mark.parametrize(
    ("sql", "words", "hint"),
    [
        ("select claim\nfrom claims", "LINE 1: select claim", ""),
        ("select 1;\n\nselect nope from claims", "LINE 3: select nope", ""),
        ("from 'https://example.org/a.csv'", "Permission Error", "and nothing else"),
        ("copy claims to 'a.csv'", "Permission Error", "and nothing else"),
        ("attach 'https://example.org/a.duckdb'", "Permission Error", "and nothing else"),
        ("drop table claims", "read-only", "and nothing else"),
        ("select json_extract('{}', '$')", "json extension", "without extensions"),
        ("set enable_external_access = true", "locked", ""),
        ("select string_agg(repeat('x', 10000000), '') from range(1000)", "Memory", "1 GB"),
        ("explain select 1", "no plans", "Leave EXPLAIN out"),
        (" -- nothing", "no question", "choose an example"),
        ("select $1", "arameter", ""),
        ("pivot claims on nope using count(*)", "nope", ""),
    ],
)
def test_an_error_is_told_with_what_to_do(box: Box, sql: str, words: str, hint: str) -> None:
    box.ask(sql)
    assert words in box.error()
    assert hint in box.error()
    assert "INSTALL" not in box.error()
    assert box.page.locator(".sql-box-output table").count() == 0


def test_a_running_question_is_stopped_and_the_next_one_answered(box: Box) -> None:
    box.page.fill(".sql-box-question", "select count(*) from range(100000000000) as a, range(9)")
    box.page.press(".sql-box-question", "Control+Enter")
    box.page.wait_for_selector(".sql-box-status:text('Running')")
    box.page.click(".sql-box-stop")
    assert box.status.startswith("Stopped.")
    box.ask("select 1 as one")
    assert box.table() == [["one"], ["1"]]


def test_long_answers_are_cut_and_say_so(box: Box) -> None:
    box.ask("select range as n from range(2000) order by n desc")
    assert len(box.table()) == 1 + 1000
    assert box.table()[1] == ["1999"]
    assert box.status.startswith("2,000 rows in ") and "first 1,000 are shown" in box.status
    box.ask("select range as n from range(200000)")
    assert box.status.startswith("More than 100,000 rows in ")


def test_cells_stay_text_and_the_csv_runs_nothing(box: Box, tmp_path: Path) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    formula = '=HYPERLINK("//evil")'
    box.ask(
        f"select '{hostile}' as \"{hostile.upper()}\", '{formula}' as f, -5 as number,"
        " '-5' as text, null as none, e'two\\nlines' as lines"
    )
    row = [hostile, formula, "-5", "-5", None, "two\nlines"]
    assert box.table() == [[hostile.upper(), "f", "number", "text", "none", "lines"], row]
    with box.page.expect_download() as waiting:
        box.page.click(".sql-box-save")
    file = tmp_path / "answer.csv"
    waiting.value.save_as(file)
    with file.open(encoding="utf-8", newline="") as lines:
        assert list(csv.reader(lines)) == [
            [hostile.upper(), "f", "number", "text", "none", "lines"],
            [hostile, "'" + formula, "-5", "'-5", "", "two\nlines"],
        ]


def test_an_example_of_any_text_is_only_a_question(
    browser: Any, site: Path, tmp_path: Path
) -> None:
    title, sql = '"><script>alert(1)</script>', "select '</button><b>' as \"it's\"\n-- &amp;"
    page = page_of(
        "{% from '_sql_box.html.j2' import sql_box, sql_box_head %}",
        "{{ sql_box_head('assets/') }}",
        "{{ sql_box('downloads/claims.duckdb', vendor, questions, script, module) }}",
        vendor=f"{duckdb_wasm.FOLDER}/",
        questions=[{"slug": "x", "title": title, "sql": sql}],
        script=duckdb_wasm.SCRIPT_FILE,
        module=duckdb_wasm.MODULE_FILE,
    )
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    for folder in ("assets", "downloads", "vendor"):
        (tmp_path / folder).symlink_to(site / folder)
    with served(tmp_path) as address:
        visit = Box(browser, f"{address}/page.html")
        visit.open()
        visit.page.click(".sql-box-example")
        visit.wait()
        assert visit.page.inner_text(".sql-box-example") == title
        assert visit.page.input_value(".sql-box-question") == sql
        assert visit.table() == [["it's"], ["</button><b>"]]
        assert visit.messages == []
        visit.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_answer_and_an_error_can_be_read_by_anybody(box: Box, scheme: str) -> None:
    box.page.emulate_media(color_scheme=scheme)
    box.ask(
        "select claim_id, quote_start, verdict, claim_status.claim_text"
        " from claim_status join claims using (claim_id) limit 20"
    )
    assert len(box.table()) == 21
    assert barriers(box.page, ".sql-box") == []
    box.ask("select nope from claims")
    assert box.error()
    assert barriers(box.page, ".sql-box") == []


def test_nothing_is_loaded_before_the_box_is_opened(browser: Any, address: str) -> None:
    visit = Box(browser, address)
    assert [url for url in visit.requests if "vendor" in url or "duckdb" in url] == []
    visit.context.close()


def test_without_scripts_the_page_says_what_else_there_is(browser: Any, address: str) -> None:
    visit = Box(browser, address, java_script_enabled=False)
    assert not visit.page.is_visible(".sql-box")
    assert "claims.duckdb" in visit.page.inner_text("noscript >> nth=0")
    visit.context.close()


def test_a_page_opened_as_a_file_says_how_to_serve_it(browser: Any, site: Path) -> None:
    visit = Box(browser, (site / "questions.html").as_uri(), offline=True)
    visit.open()
    assert "opened as a file" in visit.error()
    assert "python -m http.server -d site" in visit.error()
    assert visit.messages == []
    visit.context.close()


@pytest.mark.parametrize(
    ("blocked", "words"),
    [
        ("claims.duckdb", "database of this site is missing"),
        ("duckdb.js", "DuckDB is missing on this site"),
        (".wasm.gz", "DuckDB is missing on this site"),
        ("sql-box-worker.js", "The script of the box did not start"),
    ],
)
def test_what_is_missing_is_told(browser: Any, address: str, blocked: str, words: str) -> None:
    visit = Box(browser, address)
    visit.context.route(f"**/*{blocked}", lambda route: route.fulfill(status=404, body="none"))
    visit.open()
    assert words in visit.error()
    assert "Build the site again" in visit.error() or "Serve the folder" in visit.error()
    visit.context.close()


def test_a_browser_without_webassembly_is_told(browser: Any, address: str) -> None:
    visit = Box(browser, address)
    visit.page.evaluate("delete window.WebAssembly")
    visit.open()
    assert "no WebAssembly" in visit.error()
    visit.context.close()


def test_a_policy_of_the_server_that_forbids_webassembly_is_told(
    browser: Any, address: str
) -> None:
    visit = Box(browser, address)
    visit.context.route(
        "**/sql-box-worker.js",
        lambda route: route.fulfill(
            response=(answer := route.fetch()),
            headers=answer.headers | {"content-security-policy": "script-src 'self'"},
        ),
    )
    visit.open()
    assert "DuckDB did not start" in visit.error()
    assert "'wasm-unsafe-eval'" in visit.error()
    visit.context.close()
