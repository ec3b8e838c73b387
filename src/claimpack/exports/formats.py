"""The formats of others that the package is exported to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Format:
    """A format of others; a module of its name, with an underscore for a hyphen, writes it.

    The module has ``RELATIONS``, the tables and views that it reads, and ``write(source, folder)``,
    which writes the files and returns what a person should know about them.
    """

    title: str
    reader: str


FORMATS = {
    "claimreview": Format("ClaimReview of schema.org, a file a claim", "search engines"),
    "croissant": Format("Croissant 1.1, with the data", "machine learning tools"),
    "csvw": Format("CSV on the Web, with the data", "linked data tools"),
    "schema-org": Format("Dataset of schema.org", "dataset search"),
    "dcat": Format("DCAT-AP 3", "open data portals"),
    "datacite": Format("DataCite 4.5", "registries of DOIs"),
    "citation": Format("CITATION.cff", "people who cite it"),
    "prov": Format("PROV-O: who told whom, what a verdict rests on", "provenance tools"),
    "web-annotation": Format("Web Annotation: claims in their article", "annotation tools"),
    "ro-crate": Format("RO-Crate 1.3, with the data", "research data tools"),
    "bagit": Format("BagIt, the whole package", "archives"),
}
