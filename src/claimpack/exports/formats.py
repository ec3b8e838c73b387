"""The formats of others that the package is exported to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Format:
    """A format of others; a module of its name, with an underscore for a hyphen, writes it.

    The module has ``RELATIONS``, the tables and views that it reads, and ``write(source, folder)``,
    which writes the files and returns what a person should know about them.

    Attributes:
        title: what it is.
        needs: keys of the descriptor without which the format has no valid file.
        wants: keys of the descriptor that the format recommends.
        tells_verdicts: whether it says how claims stand, and not how they came to stand so.
    """

    title: str
    needs: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    tells_verdicts: bool = False


COMMON = ("licenses", "contributors", "created")
FORMATS = {
    "claimreview": Format("ClaimReview of schema.org, a file a claim", tells_verdicts=True),
    "croissant": Format("Croissant 1.1, with the data", wants=COMMON),
    "csvw": Format("CSV on the Web, with the data"),
    "schema-org": Format("Dataset of schema.org", wants=COMMON),
    "dcat": Format("DCAT-AP 3", wants=COMMON),
    "datacite": Format("DataCite 4.5", needs=("contributors", "created"), wants=("licenses",)),
    "citation": Format("CITATION.cff", needs=("contributors",), wants=("licenses", "created")),
    "prov": Format("PROV-O: who told whom, what a verdict rests on"),
    "web-annotation": Format("Web Annotation: claims in their article", tells_verdicts=True),
    "ro-crate": Format("RO-Crate 1.3, with the data", needs=("licenses", "created")),
    "bagit": Format("BagIt, the whole package", needs=("created",)),
}
