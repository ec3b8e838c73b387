"""The site as people meet it: in Chromium, offline, from a folder, under its own policy."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from claimpack.package import Package
from claimpack.site.models import Contents

from ..conftest import ROOT
from .browsing import Visit, barriers
from .made import TYPES, pages_of, with_every_text, write_without_release

pytestmark = pytest.mark.xdist_group("browser")

SCREENSHOTS = ROOT / "build" / "screenshots"
WIDTH = "document.documentElement.scrollWidth"
LONG = "W" * 10_000
HOSTILE = (
    "<script>document.title='ran'</script>",
    '"><img src=x onerror="document.title=\'ran\'">',
    "'><svg onload=document.title='ran'>",
    "</title></style></textarea><script>document.title='ran'</script>",
    "{{ 7 * 7 }}{% raw %}",
    "\u202egnp.exe\u202c \u2066hidden\u2069",
    "=HYPERLINK(\"https://example.org\")",
    LONG,
)  # fmt: skip


def open_page(browser: Any, site: Path, name: str, **options: Any) -> Visit:
    return Visit(browser, (site / f"{name}.html").as_uri(), offline=True, **options)


@pytest.fixture
def front(browser: Any, site: Path) -> Iterator[Any]:
    visit = open_page(browser, site, "index")
    yield visit.page
    assert visit.messages == []
    visit.context.close()


def test_every_page_loads_without_a_word_and_asks_nobody_else(browser: Any, site: Path) -> None:
    visit = open_page(browser, site, "index")
    pages = pages_of(site)
    assert len(pages) > 300
    for page in pages:
        visit.page.goto(page.as_uri(), wait_until="load")
    assert visit.messages == []
    assert not [url for url in visit.requests if not url.startswith((site.as_uri(), "data:"))]
    visit.context.close()


# In the dark only colours are others.
@pytest.mark.parametrize(("scheme", "rules"), [("light", None), ("dark", ["color-contrast"])])
def test_axe_finds_nothing_on_any_kind_of_page(
    browser: Any, site: Path, scheme: str, rules: list[str] | None
) -> None:
    visit = open_page(browser, site, "index", color_scheme=scheme)
    for name in TYPES:
        visit.page.goto((site / f"{name}.html").as_uri())
        visit.page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
        assert barriers(visit.page, rules=rules) == [], name
    visit.context.close()


def test_axe_notices(browser: Any, site: Path, tmp_path: Path) -> None:
    text = (site / "method.html").read_text("utf-8")
    bad = text.replace('lang="en"', "").replace("<h1>", '<img src="x.png"><h1>')
    (tmp_path / "bad.html").write_text(bad, encoding="utf-8")
    visit = open_page(browser, tmp_path, "bad")
    assert {"html-has-lang", "image-alt"} <= {rule for rule, _ in barriers(visit.page)}
    visit.context.close()


@pytest.mark.parametrize("name", TYPES)
def test_a_phone_shows_it_without_scrolling_sideways(browser: Any, site: Path, name: str) -> None:
    visit = open_page(browser, site, name, viewport={"width": 360, "height": 740})
    assert visit.page.evaluate(WIDTH) <= 360
    visit.context.close()


def rows(page: Any) -> list[str]:
    return [str(text) for text in page.locator(".claims-table tbody td.id").all_inner_texts()]


def wait_for_count(page: Any, count: int) -> None:
    """Wait for so many rows; a function, since the policy forbids to evaluate a text again."""
    page.wait_for_function(
        "(count) => document.querySelectorAll('.claims-table tbody tr').length === count",
        arg=count,
    )


def wait_for_rows(page: Any, expected: list[str]) -> None:
    """Wait for the rows: they are drawn when the script with all claims has come."""
    page.wait_for_function(
        "(ids) => [...document.querySelectorAll('.claims-table tbody td.id')]"
        ".map((cell) => cell.textContent.trim()).join() === ids",
        arg=",".join(expected),
    )


def test_the_table_filters_sorts_and_searches(front: Any) -> None:
    everything = rows(front)
    status = front.locator(".filters [role=status]")
    front.select_option("select[name=verdict]", "Contested")
    wait_for_rows(front, ["C015", "C048"])
    assert status.inner_text() == f"2 of {len(everything)} claims"
    front.select_option("select[name=speaker]", "Alexander Novak")
    wait_for_rows(front, ["C015"])
    address = front.evaluate("location.hash")
    assert "verdict=Contested" in address
    front.get_by_role("button", name="Show all").click()
    wait_for_count(front, len(everything))
    front.get_by_role("searchbox").fill("novak REPAIR")
    wait_for_rows(front, ["C016", "C017"])
    front.get_by_role("searchbox").fill("")
    front.get_by_role("button", name="Sources").click()
    assert rows(front)[0] == "C015"  # the most first
    assert front.locator("th[aria-sort=descending]").inner_text().startswith("Sources")
    front.get_by_role("button", name="Sources").click()
    assert rows(front)[-1] == "C015"
    link = front.locator(".claims-table tbody td.id a").first
    assert link.get_attribute("href") == f"claims/{link.inner_text()}.html"
    assert front.locator(".claims-table tbody .verdict").first.inner_text()


def test_what_is_chosen_can_be_sent(browser: Any, site: Path) -> None:
    address = (site / "index.html").as_uri() + "#verdict=Refuted&sort=-sources"
    visit = Visit(browser, address, offline=True)
    wait_for_count(visit.page, 1)
    assert rows(visit.page) == ["C063"]
    visit.context.close()


def test_a_count_on_the_scorecard_chooses_its_claims(front: Any) -> None:
    front.locator(".scores a", has_text="Contested").click()
    wait_for_rows(front, ["C015", "C048"])


def test_a_row_made_by_the_script_is_the_row_of_the_page(front: Any) -> None:
    html = "document.querySelector('.claims-table tbody').innerHTML.replace(/\\s+/g, '')"
    written = front.evaluate(html)
    front.get_by_role("button", name="Claim", exact=True).click()
    assert front.evaluate(html) == written


def test_the_keyboard_reaches_everything(front: Any) -> None:
    front.keyboard.press("Tab")
    assert front.evaluate("document.activeElement.textContent") == "Skip to the content"
    box = front.evaluate("document.activeElement.getBoundingClientRect().left")
    assert box >= 0  # it is seen when it is reached
    front.keyboard.press("Enter")
    front.keyboard.press("Tab")
    assert front.evaluate("document.querySelector('main').contains(document.activeElement)")
    assert front.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    front.get_by_role("searchbox").focus()
    front.keyboard.type("novak")
    front.keyboard.press("Tab")
    assert front.evaluate("document.activeElement.name") == "verdict"
    front.locator("th[data-sort=sources] button").focus()
    front.keyboard.press("Enter")
    assert front.locator("th[aria-sort=descending]").count() == 1


def test_without_javascript_all_can_be_read(browser: Any, site: Path) -> None:
    visit = open_page(browser, site, "index", java_script_enabled=False)
    assert len(rows(visit.page)) > 60
    assert not visit.page.locator(".filters").is_visible()
    visit.page.locator(".claims-table a", has_text="C015").click()
    assert visit.page.locator("h1").inner_text().startswith("The damage cut the oil flow")
    visit.context.close()


def test_the_dark_scheme_is_dark(browser: Any, site: Path) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    light = {}
    for scheme in ("light", "dark"):
        visit = open_page(browser, site, "index", color_scheme=scheme)
        light[scheme] = sum(map(int, re.findall(r"\d+", visit.page.evaluate(paper))))
        visit.context.close()
    assert light["dark"] < 150 < 600 < light["light"]


def test_print_leaves_out_what_only_a_screen_needs(browser: Any, site: Path) -> None:
    visit = open_page(browser, site, "claims/C015")
    visit.page.emulate_media(media="print")
    for selector in (".masthead nav", ".glance nav", ".copy", ".pager"):
        assert not visit.page.locator(selector).first.is_visible(), selector
    assert visit.page.locator("#C015-E01").is_visible()  # what is folded on a screen
    assert len(visit.page.pdf()) > 10_000
    visit.context.close()


def test_nothing_moves_where_that_is_not_wanted(browser: Any, site: Path) -> None:
    visit = open_page(browser, site, "index", reduced_motion="reduce")
    behaviour = "getComputedStyle(document.documentElement).scrollBehavior"
    assert visit.page.evaluate(behaviour) == "auto"
    visit.context.close()


def test_lists_and_the_dictionary_are_searched(browser: Any, site: Path) -> None:
    for name, words, expected in (
        ("sources/index", "tass", "TASS"),
        ("data", "quote_sha256", "claims"),
    ):
        visit = open_page(browser, site, name)
        everything = visit.page.locator("main tbody tr:visible").count()
        visit.page.get_by_role("searchbox").fill(words)
        found = visit.page.locator("main tbody tr:visible").count()
        assert 0 < found < everything
        assert expected in visit.page.locator("main").inner_text()
        visit.context.close()


def test_a_citation_is_copied(browser: Any, site: Path) -> None:
    visit = open_page(
        browser, site, "claims/C015", permissions=["clipboard-read", "clipboard-write"]
    )
    visit.page.get_by_role("button", name="Copy").click()
    status = visit.page.locator("section[aria-labelledby=cite] [role=status]")
    status.filter(has_text=re.compile("Copied|Selected")).wait_for()
    assert visit.messages == []
    visit.context.close()


def test_hostile_texts_stay_texts(browser: Any, package: Package, tmp_path: Path) -> None:
    count = iter(range(10**9))

    def hostile(text: str) -> str:
        return HOSTILE[next(count) % len(HOSTILE)]

    def change(contents: Contents) -> Contents:
        parts = ("articles", "claims", "speakers", "publishers", "sources", "heard", "origins",
                 "evidence", "assessors", "labels", "measures", "questions")  # fmt: skip
        return replace(
            contents,
            **{part: with_every_text(getattr(contents, part), hostile) for part in parts},
        )

    folder = write_without_release(
        package, tmp_path, change=change, title=HOSTILE[1], description=HOSTILE[3]
    )
    visit = open_page(browser, folder, "index", viewport={"width": 360, "height": 740})
    for name in TYPES:
        visit.page.goto((folder / f"{name}.html").as_uri())
        title = visit.page.title()
        assert title, name
        assert title != "ran", name
        bad = "img, iframe, object, embed, [onerror], [onload], [href^='javascript']"
        assert visit.page.locator(bad).count() == 0, name
        assert visit.page.evaluate(WIDTH) <= 360, name
        text = visit.page.content()
        assert "\u202e" not in text, name
        assert "\u2066" not in text, name
        assert "49{" not in text, name
    visit.page.goto((folder / "index.html").as_uri())
    visit.page.select_option("select[name=sort]", "-sources")  # rows by the script
    visit.page.locator(".filters [role=status]").filter(has_text="claims").wait_for()
    assert visit.page.locator(".claims-table tbody tr").count() > 60
    assert visit.page.locator("img, [onerror], [onload]").count() == 0
    assert visit.page.evaluate("document.title") != "ran"
    assert visit.messages == []
    visit.context.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 360)])
def test_pictures_of_the_main_pages_for_people(
    browser: Any, site: Path, scheme: str, width: int
) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    visit = open_page(
        browser, site, "index", color_scheme=scheme, viewport={"width": width, "height": 900}
    )
    for name in ("index", "claims/C015", "questions"):
        visit.page.goto((site / f"{name}.html").as_uri())
        path = SCREENSHOTS / f"{name.replace('/', '-')}-{scheme}-{width}.png"
        visit.page.screenshot(path=path)
        assert path.stat().st_size > 10_000
    visit.context.close()
