"""The text of an article from a file, a page and a PDF; never in the package."""

import json
import re
import zlib
from pathlib import Path

import pytest

from claimpack import article_text
from claimpack.article_text import from_html, from_pdf, from_text
from claimpack.errors import ClaimpackError

from .conftest import Run, contents

SENTENCES = [
    "The harbour was closed on Monday after a crane fell into the basin.",
    "Forty ships wait outside, the port authority said, and the first may enter on Friday.",
    "Nobody was hurt, according to the fire brigade, which searched the water for two hours.",
]
PAGE = """<!doctype html><html lang="en"><head><title>Crane falls into harbour</title>
<meta property="article:published_time" content="2026-05-04"><meta property="og:title"
content="Crane falls into harbour"></head><body><nav><a href="/">Home</a> <a href="/sport">Sport</a>
</nav><article><h1>Crane falls into harbour</h1>{}</article><footer>All rights reserved. Cookies.
</footer></body></html>"""


def pdf(*lines: str) -> bytes:
    """Return a PDF of one page with lines of text, written out by hand."""
    text = "BT /F1 12 Tf 72 720 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    stream = zlib.compress(text.encode("latin-1"))
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out
        + b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(out)
    )


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(PAGE.format("".join(f"<p>{s}</p>" for s in SENTENCES)), encoding="utf-8")
    return path


def test_a_page_gives_its_article_and_what_it_says_of_itself(page: Path) -> None:
    article = from_html(page)
    assert all(sentence in article.text for sentence in SENTENCES)
    assert "Sport" not in article.text and "Cookies" not in article.text
    assert (article.title, article.published_on) == ("Crane falls into harbour", "2026-05-04")


def test_a_pdf_gives_its_text(tmp_path: Path) -> None:
    path = tmp_path / "article.pdf"
    path.write_bytes(pdf(*SENTENCES))
    assert from_pdf(path).text == "\n".join(SENTENCES)


def test_text_is_normalised(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes("Cafe\u0301\r\nclosed\rtoday\n".encode())
    assert from_text(path).text == "Caf\u00e9\nclosed\ntoday\n"


def test_a_mark_of_the_byte_order_is_no_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes("\ufeffClosed today \x1b[31mat noon\n".encode())
    assert from_text(path).text == "Closed today \x1b[31mat noon\n"


REFUSED = {
    "a page as a text": (from_text, PAGE.encode(), "is a page in HTML, no plain text"),
    "a page behind comments": (from_text, b" <!-- > --><!--" + b"-->\n<HTML>", "is a page in HTML"),
    "a PDF as a text": (from_text, pdf(*SENTENCES), "is a PDF, no plain text"),
    "bytes as a text": (from_text, b"closed\0today", "holds NUL characters, first at 6"),
    "an empty text": (from_text, b" \n", "is empty"),
    "a text in Latin-1": (from_text, b"caf\xe9 is closed", "is not UTF-8 (byte 3)"),
    "an empty page": (from_html, b"", "no text of an article is found"),
    "a login wall": (
        from_html,
        b"<html><body><form>Log in to read on <input></form></body></html>",
        "no text of an article is found",
    ),
    "a page that is no text": (from_html, bytes(range(256)) * 8, "no text of an article is found"),
    "a PDF without text": (from_pdf, pdf(), "no text of an article is found"),
    "a PDF that is none": (from_pdf, b"this is no PDF", "is no PDF that can be read"),
    "a PDF that breaks off": (from_pdf, pdf(*SENTENCES)[:200], "is no PDF that can be read"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_article_is_one_clear_sentence(tmp_path: Path, name: str) -> None:
    reader, content, says = REFUSED[name]
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(ClaimpackError, match=re.escape(says)):
        reader(path)


def test_marks_of_a_page_within_a_text_are_text(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text("<!---->" * 500 + "The tag <html> begins a page; %PDF begins a PDF.")
    assert from_text(path).text.endswith("%PDF begins a PDF.")


def test_what_is_no_file_or_too_large_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ClaimpackError, match="is a folder, not a file"):
        from_text(tmp_path)
    with pytest.raises(ClaimpackError, match="does not exist"):
        from_html(tmp_path / "none.html")
    monkeypatch.setattr(article_text, "MAX_BYTES", 10)
    (tmp_path / "long").write_text("more than ten")
    with pytest.raises(ClaimpackError, match="larger than"):
        from_text(tmp_path / "long")


def article(root: Path, *more: str) -> tuple[str, ...]:
    return (
        *("add", "article", "--publisher", "tass", "--url", "https://example.org/crane"),
        *("--language", "en", "--package", str(root), *more),
    )


def test_a_page_becomes_a_row_and_its_text_is_kept_outside(
    package_copy: Path, page: Path, tmp_path: Path, run: Run
) -> None:
    kept = tmp_path / "kept.txt"
    result = run(*article(package_copy, "--html", str(page), "--keep-text", str(kept)))
    assert result.returncode == 0, result.stderr
    text = kept.read_text(encoding="utf-8")
    shown = run("query", "from articles where article_id = 'crane-falls-into-harbour'",
                "--format", "json", "--package", str(package_copy))  # fmt: skip
    [row] = json.loads(shown.stdout)
    assert (row["title"], row["text_length"]) == ("Crane falls into harbour", len(text))
    assert (row["published_on"], row["published_on_basis"]) == (
        "2026-05-04",
        "metadata of the page",
    )
    assert row["text_sha256"] == from_html(page).sha256
    for path, content in contents(package_copy).items():
        assert SENTENCES[0].encode() not in content, f"{path} holds the article"
    claim = run(
        *("add", "claim", "--text", str(kept), "--quote", "Forty ships wait outside"),
        *("--claim-text", "Forty ships wait.", "--claim-kind", "quantity", "--speaker", "tass"),
        *("--checkability", "yes", "--checkability-reason", "Ships can be counted."),
        *("--as", "research-desk", "--package", str(package_copy)),
    )
    assert "there is no 'tass' in claims/speakers.csv" in claim.stderr


@pytest.mark.parametrize("place", ["article.txt", "claims/article.txt", "docs/../article.txt"])
def test_the_text_is_never_kept_in_the_package(
    package_copy: Path, page: Path, run: Run, place: str
) -> None:
    before = contents(package_copy)
    kept = package_copy / place
    result = run(*article(package_copy, "--html", str(page), "--keep-text", str(kept)))
    assert (result.returncode, result.stdout) == (2, "")
    assert "package" in result.stderr
    assert contents(package_copy) == before


def test_one_form_of_the_text_is_given(package_copy: Path, page: Path, run: Run) -> None:
    result = run(*article(package_copy, "--html", str(page), "--text", str(page)))
    assert result.returncode == 2 and "give one of --text, --html and --pdf" in result.stderr


def test_a_missing_extra_is_named(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(ClaimpackError) as error:
        from_html(page)
    assert error.value.fix == "pip install 'claimpack[text]'"
