"""Addresses as a package writes them, or none: what cannot be opened is no address."""

from __future__ import annotations

import re
from functools import lru_cache

from claimpack.ids import host
from claimpack.meanings import canonical_url

# Nothing in it that the libraries would change (see ``meanings``).
PLAIN = re.compile(
    r"https?://(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]+(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)+/?"
)
MAX_HOST = 60
LONGEST = 2_000
WEB = re.compile(r"https?://[^\s/?#]+[^\s]*", re.ASCII | re.IGNORECASE)
ODD = re.compile(
    r"[\x00-\x20\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff<>\"\\^`{|}]"
)


# A page as the Wayback Machine has it, and the address of the page itself.
ARCHIVED = re.compile(r"https?://web\.archive\.org/web/\d{4,14}(?:[a-z]{2}_)?/(https?:/{1,2}.+)")


def original(url: str) -> str | None:
    """Return the address of the page that an archive has kept, or None where it is no archive."""
    found = ARCHIVED.fullmatch(url)
    return address(re.sub(r"^(https?):/+", r"\1://", found[1])) if found else None


@lru_cache(1 << 16)
def address(text: str | None) -> str | None:
    """Return an address in its canonical form, or None where it is none of the web."""
    if text is None:
        return None
    text = text.strip()
    if len(text) > LONGEST or not WEB.fullmatch(text) or ODD.search(text):
        return None
    if PLAIN.fullmatch(text) and len(text.split("/", 3)[2]) <= MAX_HOST:
        return text
    form = canonical_url(text)
    if form is None or not WEB.fullmatch(form) or ODD.search(form):
        return None
    return form if host(form) else None
