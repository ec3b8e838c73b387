"""The words by which the rules know what an English sentence does (``vocabulary.yml``)."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml


@cache
def _lists() -> dict[str, str]:
    text = (files("claimpack.drafting") / "vocabulary.yml").read_text(encoding="utf-8")
    found: dict[str, str] = yaml.safe_load(text)
    return found


@cache
def words(name: str) -> frozenset[str]:
    """Return a list of words, in lower case."""
    return frozenset(_lists()[name].lower().split())


@cache
def one_of(name: str) -> str:
    """Return a list of words as an alternative in a regular expression, longest first."""
    ordered = sorted(set(_lists()[name].split()), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(map(re.escape, ordered)) + ")"


@cache
def phrases(name: str) -> re.Pattern[str]:
    """Return the expression that finds a list of phrases, as whole words and in any case."""
    joined = re.sub(r"\|\s+", "|", _lists()[name]).strip()
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE)
