"""The claims in a reader's own copy, in Chromium: each in its place, and nowhere else."""

import hashlib
import shutil
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest

from claimpack.database import open_package
from claimpack.package import Package
from claimpack.site.spans import spans_script

from .browsing import STATIC, Visit, barriers, page_of

pytestmark = pytest.mark.xdist_group("browser")

IMPORT = "{% from '_own_copy.html.j2' import own_copy, own_copy_head %}"
HEAD = "{{ own_copy_head('assets/', 'assets/spans.js') }}"
BODY = "{{ own_copy() }}"
# A letter beyond the first plane, a composed one, and what a page would take for its own.
TEXT = (
    "\U0001d4b3 said: \U0001d4b4 é <b>&amp;</b> <script>alert(1)</script> fell, and fell again 😀"
    " to the end."
)
# Overlapping, nested, equal, next to each other, and up to the ends of the text.
PLACES = [(0, 20), (8, 12), (8, 12), (12, 30), (15, 60), (18, 25), (60, 66), (70, len(TEXT))]


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def make_site(folder: Path, script: str) -> str:
    """Write a page with the highlighter, and return its address as a file."""
    shutil.copytree(STATIC, folder / "assets", dirs_exist_ok=True)
    (folder / "assets" / "spans.js").write_text(script, encoding="ascii")
    page = folder / "own-copy.html"
    page.write_text(page_of(IMPORT, HEAD, BODY), encoding="utf-8")
    return page.as_uri()


def script_of(text: str, places: Sequence[tuple[int, int]]) -> str:
    """Return the script for an article with claims at some places."""
    with duckdb.connect() as connection:
        connection.execute(
            "create table articles as select 'a1' as article_id, ? as title, 'en' as language,"
            " ? as text_sha256, ? as text_length",
            ["<i>title</i>", sha256(text), len(text)],
        )
        connection.execute(
            "create table claims (claim_id varchar, article_id varchar, quote_start bigint,"
            " quote_end bigint, quote_sha256 varchar, claim_text varchar)"
        )
        connection.executemany(
            "insert into claims values (?, 'a1', ?, ?, ?, ?)",
            [
                (f"C{n:03}", start, end, sha256(text[start:end]), "</script><b>bold</b>")
                for n, (start, end) in enumerate(places, 1)
            ],
        )
        connection.execute(
            "create table claim_status as select claim_id, 'decided' as stage,"
            " if(claim_id = 'C002', null, 'supported') as verdict,"
            " if(claim_id = 'C002', 'refuted', null) as proposed_verdict from claims;"
            "create table verdicts as from (values ('supported', 'Supported'),"
            " ('refuted', 'Refuted')) as v (code, label);"
            "create table stages as select 'decided' as code, 'Decided' as label"
        )
        return spans_script(connection, lambda claim_id: f"claims/{claim_id}.html")


class Copy(Visit):
    """A page with the highlighter, to which a file is given."""

    def give(self, content: bytes) -> str:
        """Give a file, and return what the page says of it."""
        self.page.set_input_files(
            ".own-copy-file", {"name": "a.txt", "mimeType": "text/plain", "buffer": content}
        )
        self.page.wait_for_selector(".own-copy-status:not(:empty):not(:text('Reading'))")
        return str(self.page.inner_text(".own-copy-status"))

    def problem(self) -> str:
        assert not self.page.is_visible(".own-copy-result")
        assert self.page.inner_html(".own-copy-text") == ""
        return str(self.page.inner_text(".own-copy-problem"))

    def shown(self) -> tuple[str, list[tuple[str, int, int, str]]]:
        """Return the text on the page, and where each claim is marked in it, as code points."""
        nodes = self.page.evaluate(
            "() => [...document.querySelector('.own-copy-text').childNodes]"
            ".filter(node => !node.classList?.contains('own-copy-reference'))"
            ".map(node => [node.dataset?.claims ?? '', node.textContent])"
        )
        text = ""
        marked: dict[str, tuple[int, int, str]] = {}
        for claims, words in nodes:
            for claim in claims.split():
                start, end, before = marked.get(claim, (len(text), len(text), ""))
                assert end == len(text), f"{claim} is marked in parts that do not touch"
                marked[claim] = (start, len(text) + len(words), before + words)
            text += words
        return text, sorted((claim, *span) for claim, span in marked.items())


@pytest.fixture(scope="module")
def visit(browser: Any) -> Iterator[Callable[[str], Copy]]:
    """Open a page as a file, without a network; nothing may be fetched, said or run."""
    opened: list[Copy] = []

    def go(address: str) -> Copy:
        opened.append(Copy(browser, address, offline=True))
        return opened[-1]

    yield go
    for copy in opened:
        assert copy.messages == []
        assert [url for url in copy.requests if not url.startswith("file:")] == []
        copy.context.close()


@pytest.fixture(scope="module")
def copy(visit: Callable[[str], Copy], tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """A page of which the article is TEXT."""
    return visit(make_site(tmp_path_factory.mktemp("site"), script_of(TEXT, PLACES)))


def test_every_claim_of_the_package_is_marked_in_the_article(
    site: Path, package: Package, article_text: Path, visit: Callable[[str], Copy]
) -> None:
    with open_package(package) as connection:
        claims = connection.execute(
            "select claim_id, quote_start, quote_end, quote_sha256 from claims order by claim_id"
        ).fetchall()
    copy = visit((site / "own-copy.html").as_uri())
    content = article_text.read_bytes()
    said = copy.give(content)
    assert f"{len(claims)} of {len(claims)} claims are marked" in said
    text, marked = copy.shown()
    assert text == content.decode()
    assert [(claim, start, end, sha256(words)) for claim, start, end, words in marked] == claims
    hrefs = copy.page.eval_on_selector_all(
        ".own-copy-reference", "links => links.map(link => link.getAttribute('href'))"
    )
    assert sorted(hrefs) == [f"claims/{claim[0]}.html" for claim in claims]
    assert all((site / href).is_file() for href in hrefs)
    for scheme in ("light", "dark"):
        copy.page.emulate_media(color_scheme=scheme)
        assert barriers(copy.page, ".own-copy") == [], scheme
    copy.page.set_viewport_size({"width": 360, "height": 740})
    assert copy.page.evaluate("document.documentElement.scrollWidth") <= 360
    # one letter more, and it is no longer the article
    assert "not the text" in copy.give(content.replace(b"a", b"aa", 1))
    assert "characters; your copy has" in copy.problem()


def test_spans_overlap_as_they_like_and_text_stays_text(
    copy: Copy,
) -> None:
    said = copy.give(TEXT.encode())
    assert "“<i>title</i>”" in said
    assert "8 of 8 claims are marked" in said
    text, marked = copy.shown()
    assert text == TEXT
    assert marked == [
        (f"C{n:03}", start, end, TEXT[start:end]) for n, (start, end) in enumerate(PLACES, 1)
    ]
    assert copy.page.locator(".own-copy :is(b, i, script)").count() == 0
    proposed = copy.page.locator(".own-copy-claim[data-verdict='refuted']").all_inner_texts()
    assert proposed == ["Refuted (proposed)\n</script><b>bold</b>"]
    selected = copy.page.evaluate(
        "() => { getSelection().selectAllChildren(document.querySelector('.own-copy-text'));"
        " return getSelection().toString(); }"
    )
    assert "C001" not in selected


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda text: text.replace("\n", "\r\n"), "line ends were made line feeds"),
        (lambda text: unicodedata.normalize("NFD", text), "letters were composed"),
        (lambda text: "\ufeff" + text, "byte order mark"),
        (lambda text: text + "\n\n", "white space at its end was left out"),
        (lambda text: text, "claims are marked."),
    ],
    ids=["crlf", "nfd", "bom", "end", "same"],
)
def test_a_copy_that_differs_in_form_alone_is_recognised(
    change: Callable[[str], str], told: str, tmp_path: Path, visit: Callable[[str], Copy]
) -> None:
    text = "First é line.\nSecond line."
    copy = visit(make_site(tmp_path, script_of(text, [(0, 5), (14, 20)])))
    assert told in copy.give(change(text).encode())
    assert copy.shown()[0] == text


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (TEXT.replace("fell, and", "rose, and"), "first that does not is C005 (character 15)"),
        ("A heading\n" + TEXT, "your copy has 10 characters more"),
        (TEXT[3:], "your copy has 3 characters fewer"),
        (TEXT[:67] + TEXT[69:], "Before C008 (character 70) your copy has 2 characters fewer"),
        (f"<!doctype html><p>{TEXT}</p>", "It is HTML"),
        (TEXT.encode("utf-16"), "It is in UTF-16"),
        (TEXT.replace("é", "e").encode("cp1252", "replace") + b"\xe9", "Save the text as UTF-8"),
        (b"%PDF-1.7 ...", "It is a PDF"),
        (b"PK\x03\x04...", "office program"),
        ("Something else.", "your copy has 15"),
    ],
)
def test_another_text_is_refused_with_the_likely_reason(
    content: str | bytes, told: str, copy: Copy
) -> None:
    said = copy.give(content.encode() if isinstance(content, str) else content)
    assert "not the text" in said or "no plain text" in said
    assert told in copy.problem()


def test_a_file_that_is_no_text_of_an_article_is_refused(copy: Copy) -> None:
    assert "is empty" in copy.give(b" \n")
    assert "larger than 4 MB" in copy.give(b"x" * (5 << 20))
    assert "8 of 8 claims" in copy.give(TEXT.encode())


def test_a_span_that_the_package_has_wrong_is_left_out(
    tmp_path: Path, visit: Callable[[str], Copy]
) -> None:
    script = script_of(TEXT, [(0, 5), (6, 9)]).replace(sha256(TEXT[6:9]), sha256("other"))
    copy = visit(make_site(tmp_path, script))
    assert "1 of 2 claims are marked" in copy.give(TEXT.encode())
    assert [claim for claim, *_ in copy.shown()[1]] == ["C001"]


def test_the_keyboard_goes_from_claim_to_claim(copy: Copy) -> None:
    copy.give(TEXT.encode())
    copy.page.focus(".own-copy-text")
    order = []
    for key in ["n"] * (len(PLACES) + 1) + ["p"]:
        copy.page.keyboard.press(key)
        order.append(copy.page.inner_text(".own-copy-current").split(",")[0])
    assert order == [f"C{n:03}" for n in [1, 2, 3, 4, 5, 6, 7, 8, 1, 8]]
    current = copy.page.locator(".own-copy-mark.is-current").all_inner_texts()
    assert "".join(current) == TEXT[70:]
    assert copy.page.locator("[aria-current]").count() == 1


def test_a_file_can_be_dropped(copy: Copy) -> None:
    transfer = copy.page.evaluate_handle(
        "text => { const data = new DataTransfer();"
        " data.items.add(new File([text], 'a.txt')); return data; }",
        TEXT,
    )
    copy.page.dispatch_event(".own-copy-drop", "drop", {"dataTransfer": transfer})
    copy.page.wait_for_selector(".own-copy-result:not([hidden])")
    assert copy.shown()[0] == TEXT


def test_without_hashes_or_scripts_the_page_says_what_to_do(
    browser: Any, tmp_path: Path, visit: Callable[[str], Copy]
) -> None:
    address = make_site(tmp_path, script_of(TEXT, PLACES))
    copy = visit(address)
    copy.page.evaluate("Object.defineProperty(crypto, 'subtle', { value: undefined })")
    assert "computes no hashes" in copy.give(TEXT.encode())
    assert "https" in copy.problem()
    silent = Visit(browser, address, java_script_enabled=False)
    assert not silent.page.is_visible(".own-copy")
    assert "verify-quotes" in silent.page.inner_text("noscript")
    silent.context.close()
