"""Mappings: what a format of reviews calls things."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from claimpack.imports.values import Alternatives

EDGES = re.compile(r"^[\W_]+|[\W_]+$")
INNER = re.compile(r"[\s_\-\u2010-\u2015]+")


@dataclass(frozen=True)
class FileForm:
    """What the files of a format are like.

    Attributes:
        kind: json (also JSON lines), jsonl, csv or tsv.
        has_quotes: for csv and tsv, whether quotes may enclose a cell.
        columns: for csv and tsv, the names where the file has no header.
        lists: for json, keys of the outermost object whose lists are read piece by piece.
        each: key of a list in an element, of which each part is a review.
        types: for JSON-LD, the types of objects that are reviews.
        in_pages: whether HTML pages embed the format.
        recognised_by: keys that a record of the format has.
    """

    kind: str = "json"
    has_quotes: bool = True
    columns: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    each: str | None = None
    types: tuple[str, ...] = ()
    in_pages: bool = False
    recognised_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dataset:
    """Where the records of a format come from that have no address of their own."""

    url: str
    title: str
    publisher: str


@dataclass(frozen=True)
class EvidenceForm:
    """How the records of a format tell of evidence.

    Attributes:
        review: ``always`` where the review is evidence itself, ``without_items`` where it is
            only in want of other evidence.
        items: keys that lead through lists to the pieces of evidence.
        fields: what to read of a piece, by name.
        extent_read: how much of its source was read.
        stances: by label, the stance.
        otherwise: the stance where a piece has no label, or another.
    """

    review: str
    items: tuple[str, ...]
    fields: dict[str, Alternatives]
    extent_read: str
    stances: dict[str, str]
    otherwise: str


@dataclass(frozen=True)
class Mapping:
    """What a format calls things.

    Attributes:
        format, version, title: what it is called.
        file: what its files are like.
        dataset: where records come from that have no address of their own, or None.
        fields: by name, where a review has the value.
        blank: words that say nothing, as ``label_key`` writes them.
        dates: the forms of dates: ``iso``, or as ``strptime`` has them.
        verdicts: by label, the verdict for which it stands.
        evidence: how records tell of evidence.
        policy: by threshold, its value and reason in a package that is made for the import.
    """

    format: str
    version: str
    title: str
    file: FileForm
    dataset: Dataset | None
    fields: dict[str, Alternatives]
    blank: frozenset[str]
    dates: tuple[str, ...]
    verdicts: dict[str, str]
    evidence: EvidenceForm
    policy: dict[str, tuple[float, str]]

    def verdict(self, label: str) -> str | None:
        """Return the verdict for which a label stands, or None where that is not said."""
        return self.verdicts.get(label_key(label))


@lru_cache(1 << 14)
def label_key(label: str) -> str:
    """Return the form in which labels are compared.

    Case, marks around the label, and the difference of hyphens, underscores and spaces go:
    ``Pants-on-Fire!`` is ``pants on fire``.
    """
    text = unicodedata.normalize("NFC", label).casefold()
    return INNER.sub(" ", EDGES.sub("", text)) or label.strip()
