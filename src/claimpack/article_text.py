"""The text of an article: from a file, a page or a PDF, in the one form in which it is counted.

Offsets and hashes belong to the text as it is returned here: Unicode form NFC, line feeds. The text
itself never enters a package.
"""

from __future__ import annotations

import hashlib
import logging
import re
import unicodedata
from codecs import BOM_UTF8
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimpack.errors import ClaimpackError
from claimpack.scan import irregular

MAX_BYTES = 64 << 20
# Shorter than this is a login wall, a cookie notice or a scan.
MIN_WORDS = 20
# The language of a page, as its first element names it.
LANG = re.compile(rb"<html\b[^>]{0,2000}?\slang\s*=\s*[\"']?([A-Za-z0-9-]{2,35})", re.I)
LANG_WITHIN = 1 << 16
# How a page begins.
PAGE = re.compile(
    rb"(?:<\?xml\b[^>]*>\s*)?(?><!--.*?-->\s*)*+<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
BEGINNING = 1 << 12
INSTALL = "pip install 'claimpack[text]'"


@dataclass(frozen=True)
class ArticleText:
    """A text, and what its page or document says of it.

    Attributes:
        text: in NFC with line feeds.
        title, published_on, language: as the page or document has them, or None.
    """

    text: str
    title: str | None = None
    published_on: str | None = None
    language: str | None = None

    @property
    def sha256(self) -> str:
        """SHA-256 of the text as UTF-8."""
        return sha256(self.text)


def normalised(text: str) -> str:
    """Return a text in NFC with line feeds."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def sha256(text: str) -> str:
    """Return the SHA-256 of a text as UTF-8, in hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def read_utf8(path: Path) -> str:
    """Return the text of a file, without the byte order mark that may stand before it.

    Raises:
        ClaimpackError: it cannot be read, or is not UTF-8.
    """
    return _decoded(path, _bytes(path))


def read_plain(path: Path) -> str:
    """Return the text of a file that is to be the text of an article.

    Raises:
        ClaimpackError: it cannot be read, is not UTF-8, or is a page, a PDF or no text at all.
    """
    content = _bytes(path)
    beginning = content[:BEGINNING].removeprefix(BOM_UTF8).lstrip()
    for is_it, what, option in (
        (PAGE.match(beginning), "a page in HTML", "html"),
        (beginning.startswith(b"%PDF"), "a PDF", "pdf"),
    ):
        if is_it:
            raise ClaimpackError(
                f"{path} is {what}, no plain text",
                f"give it to 'claimpack draft' or 'claimpack add article' with --{option};"
                " elsewhere give the text that --keep-text has kept",
            )
    text = _decoded(path, content)
    if "\0" in text:
        raise ClaimpackError(
            f"{path} is no text: it holds NUL characters, first at {text.index(chr(0))}",
            "give the text of the article in UTF-8, a page with --html, or a PDF with --pdf",
        )
    return text


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise ClaimpackError(f"{path} does not exist") from None
    except OSError as error:
        raise ClaimpackError(f"{path} cannot be read: {error.strerror}") from None


def _decoded(path: Path, content: bytes) -> str:
    try:
        return content.removeprefix(BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        raise ClaimpackError(
            f"{path} is not UTF-8 (byte {error.start})", "save the text as UTF-8 and try again"
        ) from None


def from_text(path: Path) -> ArticleText:
    """Return the text of a file in UTF-8.

    Raises:
        ClaimpackError: it cannot be read, is not UTF-8, is empty, or is a page or a PDF.
    """
    _expect_small_file(path)
    text = normalised(read_plain(path))
    if not text.strip():
        raise ClaimpackError(f"{path} is empty")
    return ArticleText(text)


def from_html(path: Path) -> ArticleText:
    """Return the text of the article in a page, without menus, comments and the like.

    Raises:
        ClaimpackError: it cannot be read, or no article is found; or trafilatura is missing.
    """
    _expect_small_file(path)
    try:
        import trafilatura
    except ImportError:
        raise ClaimpackError("trafilatura is not installed: it reads pages", INSTALL) from None
    try:
        content = path.read_bytes()
        page = trafilatura.bare_extraction(content, include_comments=False, with_metadata=True)
    except OSError as error:
        raise ClaimpackError(f"{path} cannot be read: {error.strerror}") from None
    said: dict[str, Any] = {} if page is None or isinstance(page, dict) else page.as_dict()
    text = normalised(said.get("text") or "")
    _expect_words(path, text, "perhaps the page is empty, or shows a login")
    language = said.get("language") or _language(content)
    return ArticleText(text, said.get("title") or None, said.get("date") or None, language)


def from_pdf(path: Path) -> ArticleText:
    """Return the text of a PDF, its pages parted by an empty line.

    Raises:
        ClaimpackError: it cannot be read, or holds no text; or pypdf is missing.
    """
    _expect_small_file(path)
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        raise ClaimpackError("pypdf is not installed: it reads PDF", INSTALL) from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # we say it in our own words
    try:
        reader = PdfReader(path)
        text = normalised("\n\n".join(page.extract_text().strip() for page in reader.pages))
        title = reader.metadata.title if reader.metadata else None
    except OSError as error:
        raise ClaimpackError(f"{path} cannot be read: {error.strerror or error}") from None
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise ClaimpackError(f"{path} is no PDF that can be read: {error}") from None
    _expect_words(path, text, "perhaps it is a scan: run a text recognition first")
    return ArticleText(text, (title or "").strip() or None)


def _language(page: bytes) -> str | None:
    """Return the language that the first element of a page names, where it is the tag of one."""
    import langcodes

    match = LANG.search(page[:LANG_WITHIN])
    tag = match[1].decode("ascii", "replace") if match else ""
    try:
        return langcodes.standardize_tag(tag) if langcodes.tag_is_valid(tag) else None
    except ValueError:
        return None


def _expect_small_file(path: Path) -> None:
    if problem := irregular(path):
        raise ClaimpackError(f"{path} {problem}")
    if path.stat().st_size > MAX_BYTES:
        raise ClaimpackError(f"{path} is larger than {MAX_BYTES >> 20} MB: that is no article")


def _expect_words(path: Path, text: str, perhaps: str) -> None:
    if len(text.split()) < MIN_WORDS:
        raise ClaimpackError(f"no text of an article is found in {path}", perhaps)
