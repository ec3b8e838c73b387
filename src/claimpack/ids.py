"""Readable ids: made from names and addresses, so that the same thing gets the same id anywhere."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from unicodedata import category
from urllib.parse import urlsplit

SLUG_LENGTH = 50
KEPT = 1 << 16
# Ids of what is imported have twelve digits: far from those that are counted, and made from what
# they stand for, so that two branches that import one thing give it one id.
LOWEST = 10**11
NUMBERS = 9 * 10**11
IMPORTED_DIGITS = len(str(LOWEST))


@lru_cache(KEPT)
def slug(name: str) -> str:
    """Return the slug of a name; a name without letters gets one from its characters."""
    from slugify import slugify

    whole = slugify(name)
    if not whole:
        return f"named-{digest(name)[:8]}"
    if len(whole) <= SLUG_LENGTH:
        return str(whole)
    return f"{whole[:SLUG_LENGTH].rstrip('-')}-{digest(whole)[:6]}"


def title_slug(title: str) -> str:
    """Return the slug of a title, cut behind a word; empty where it has no letters.

    Signs of currencies are left out: their letters (``£`` as ``ps``) say nothing.
    """
    from slugify import slugify

    bare = "".join(" " if category(sign) == "Sc" else sign for sign in title)
    return str(slugify(bare, max_length=SLUG_LENGTH, word_boundary=True, save_order=True))


def next_number(ids: Iterable[str], prefix: str) -> int:
    """Return the next number of a series of ids, from 1; those of imported rows are not counted on.

    Args:
        ids: those that are there, of this series and of others.
        prefix: with which those of the series begin, such as ``C``.
    """
    numbers = (known.removeprefix(prefix) for known in ids if known.startswith(prefix))
    counted = (int(n) for n in numbers if n.isdecimal() and len(n) < IMPORTED_DIGITS)
    return 1 + max(counted, default=0)


def page_id(url: str) -> str:
    """Return the id of an article that is known by its address alone."""
    return f"{slug(host(url) or 'page')}-{digest(url)[:12]}"


def host(url: str) -> str:
    """Return the host of an address, without www."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def number(text: str) -> int:
    """Return the number in the id of what a text stands for."""
    return LOWEST + int(digest(text)[:15], 16) % NUMBERS


def digest(text: str) -> str:
    """Return the SHA-256 of a text."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
