"""Links that lead out of the site: never to a script, and to the words where they stand."""

from __future__ import annotations

from urllib.parse import quote, urlsplit


def external(url: str | None) -> str | None:
    """Return an address on the web as it is, or None where it is none, such as a script."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("https", "http") and parts.hostname else None


def to_words(url: str | None, words: str | None) -> str | None:
    """Return the address of a page, at the place where some words stand on it.

    Browsers that know text fragments scroll to the words and mark them.

    Args:
        url: address of the page.
        words: the words, as they stand there; None leads to the page.

    Format: https://wicg.github.io/scroll-to-text-fragment/
    """
    url = external(url)
    if url is None or not words:
        return url
    directive = quote(words, safe="").replace("-", "%2D")
    return f"{url}{'' if '#' in url else '#'}:~:text={directive}"
