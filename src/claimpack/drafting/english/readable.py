"""Whether a text is English prose that the rules can read; if not, what it is instead."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from claimpack.drafting.english.vocabulary import words as words_of
from claimpack.errors import ClaimpackError

MAX_CHARACTERS = 1_000_000
MIN_WORDS = 20
# What script and language are told from.
SAMPLE = 20_000
OTHER_SCRIPT = 0.2
# In prose most words are of letters, and there is a sentence for so many words at least.
LETTERS = 0.6
SENTENCE_WORDS = 120
# Of the words of an English text more than this are such; in other languages hardly any.
ENGLISH = 0.08
WALL = re.compile(
    r"\b(?:log ?in|sign ?in|subscribe|subscription|create (?:an|your) account|enable javascript"
    r"|accept (?:all )?cookies|are you a robot|verify you are human|access denied|password)\b",
    re.IGNORECASE,
)
WALL_WORDS = 150
NEEDED = (
    "only English is read: another language needs its own words of reporting, of figures and of"
    " dates; a drafter for it can be brought as a plug-in (docs/guide/drafting.md)"
)


def expect_prose(text: str) -> None:
    """Refuse a text that is no English prose.

    Raises:
        ClaimpackError: it is empty, too short, too long, a login page, no prose, or in another
            language or script; the message says which.
    """
    if len(text) > MAX_CHARACTERS:
        raise ClaimpackError(
            f"the text has {len(text):,} characters: that is no article",
            f"draft from one article at a time, of up to {MAX_CHARACTERS:,} characters",
        )
    words = text.split()
    if not words:
        raise ClaimpackError("the text is empty", "give the article with --text, --html or --pdf")
    if len(words) < WALL_WORDS and len(set(m.lower() for m in WALL.findall(text))) >= 2:
        raise ClaimpackError(
            "the text looks like a page that asks to log in or to accept cookies",
            "save the article itself, as text, and give it with --text",
        )
    if len(words) < MIN_WORDS:
        raise ClaimpackError(
            f"the text has {len(words)} words: too few for an article",
            "give the whole text of the article",
        )
    _expect_latin(text)
    _expect_sentences(text, words)
    _expect_small_words(text, words)


def expect_english(language: str | None) -> None:
    """Refuse a language other than English, by its name.

    Args:
        language: a BCP 47 tag, or None where it is not known.

    Raises:
        ClaimpackError: it is another language, or no tag.
    """
    if language is None or language.split("-")[0].lower() == "en":
        return
    import pycountry

    code = language.split("-")[0].lower()
    found = pycountry.languages.get(**{"alpha_2" if len(code) == 2 else "alpha_3": code})
    name = found.name if found else language
    raise ClaimpackError(f"the article is in {name}", NEEDED)


def _expect_latin(text: str) -> None:
    scripts = Counter(
        unicodedata.name(character, "?").split()[0]
        for character in text[:SAMPLE]
        if character.isalpha()
    )
    other = scripts.most_common(2)
    total = sum(scripts.values())
    for script, count in other:
        if script not in ("LATIN", "FULLWIDTH", "MODIFIER") and count > OTHER_SCRIPT * total:
            raise ClaimpackError(
                f"{count / total:.0%} of the letters are {script.capitalize()}", NEEDED
            )


def _expect_sentences(text: str, words: list[str]) -> None:
    letters = sum(any(c.isalpha() for c in word) for word in words) / len(words)
    ends = len(re.findall(r"[.!?][”\"’')\]]*(?:\s|$)", text))
    if letters < LETTERS or ends * SENTENCE_WORDS < len(words):
        raise ClaimpackError(
            "the text is not prose: it reads like a table, a list or a program",
            "give the text of the article in sentences",
        )


def _expect_small_words(text: str, words: list[str]) -> None:
    """Refuse a text without the words that every English sentence has, and name its language."""
    small = words_of("small_words")
    share = sum(word.lower() in small for word in words) / len(words)
    if share < ENGLISH:
        import py3langid

        expect_english(py3langid.classify(text[:SAMPLE])[0])
        raise ClaimpackError(
            "the text is not English prose: it has hardly any of the small words of sentences",
            "give the text of the article in sentences",
        )
