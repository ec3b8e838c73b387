"""Words of English: lists in YAML, and those by which the rules know what a sentence does."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def data(path: str) -> dict[str, Any]:
    """Return what a data file of this folder holds.

    Args:
        path: such as ``figures/units.yml``.
    """
    text = (files("claimpack.drafting.english") / path).read_text(encoding="utf-8")
    content: dict[str, Any] = yaml.safe_load(text)
    return content


@cache
def words(name: str) -> frozenset[str]:
    """Return a list of words, in lower case."""
    return frozenset(data("vocabulary.yml")[name].lower().split())


@cache
def one_of(name: str) -> str:
    """Return a list of words as an alternative in a regular expression, longest first."""
    ordered = sorted(set(data("vocabulary.yml")[name].split()), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(map(re.escape, ordered)) + ")"


@cache
def phrases(name: str) -> re.Pattern[str]:
    """Return the expression that finds a list of phrases, as whole words and in any case."""
    joined = re.sub(r"\|\s+", "|", data("vocabulary.yml")[name]).strip()
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE)
