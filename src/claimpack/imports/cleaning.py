"""Texts of others as cells of a package hold them: words alone, on one line.

What the rule ``plain-text`` and the characters that no cell may hold demand is done to every text,
in the order in which it stands in ``clean``; docs/guide/importing.md says it to people.
"""

from __future__ import annotations

import re
import unicodedata

from claimpack.characters import FORBIDDEN

# Words that none of the steps would change.
PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9,.;:'\"!?%$()/_-]| (?! ))*(?<! )")
TAG = re.compile(r"<[A-Za-z/!?][^>]*>")
TAG_BEGINS = re.compile(r"<(?=[A-Za-z/!?])")
ENTITY = re.compile(r"&(?=(?:#[0-9]+|#x[0-9A-Fa-f]+|[A-Za-z]+);)")
FORMULA = re.compile(r"=|[+@-].*[(|]")
UNSEEN = re.compile(r"[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")
SURROGATE = re.compile(r"[\ud800-\udfff]")
SPACES = re.compile(r"\s+")
# What goes with all that is in it, and how its end begins.
WITH_CONTENT = tuple(
    (re.compile(rf"<{name}\b[^>]*>.*?</{name}\s*>", re.I | re.S), f"</{name}")
    for name in ("script", "style")
)
ROUNDS = 3


def clean(text: str | None, longest: int) -> str | None:
    """Return a text as a cell holds it, or None where nothing is left of it.

    Args:
        text: the text of somebody else.
        longest: how many characters it may have; the rest is cut off, and an ellipsis says so.
    """
    if text is None:
        return None
    if len(text) <= longest and PLAIN.fullmatch(text):
        return text
    # a text of any length is not worked through to the end
    text = SURROGATE.sub("\ufffd", text[: longest * 4 + 1_000])
    text = unicodedata.normalize("NFC", _without_html(text))
    text = FORBIDDEN.sub(" ", UNSEEN.sub("", text))
    text = SPACES.sub(" ", text).strip()
    if len(text) > longest:
        text = text[: longest - 1].rstrip() + "…"
    if FORMULA.match(text):
        text = f"“{text}”"
    return text or None


def _without_html(text: str) -> str:
    """Return a text without tags, and with the characters that entities stand for."""
    if "<" not in text and "&" not in text:
        return text
    from w3lib.html import replace_entities

    for _ in range(ROUNDS):
        before = text
        for element, closing in WITH_CONTENT:
            text = _without(element, text, closing)
        text = str(replace_entities(_without(TAG, text, ">")))
        if text == before:
            break
    return ENTITY.sub("& ", TAG_BEGINS.sub("< ", text))


def _without(pattern: re.Pattern[str], text: str, closing: str) -> str:
    """Return a text in which a space stands for what a pattern finds.

    Nothing is looked for behind the last closing, so that each beginning finds an end: a text of
    beginnings alone would be walked through to its end from each of them.
    """
    end = text.lower().rfind(closing) + len(closing)
    if end < len(closing):
        return text
    # the end of a closing tag may have a space in it
    end = text.find(">", end - 1) + 1 or end
    return pattern.sub(" ", text[:end]) + text[end:]
