"""How to cite the package, as GitHub, Zenodo and reference managers read it.

Format: https://citation-file-format.github.io/
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from claimpack.exports.dataset import Agent, Dataset
from claimpack.exports.jsonld import without_empty
from claimpack.exports.source import Source

RELATIONS: frozenset[str] = frozenset()
FILE = "CITATION.cff"


def write(source: Source, folder: Path) -> list[str]:
    """Write CITATION.cff."""
    (folder / FILE).write_text(citation_text(source.about), encoding="utf-8", newline="\n")
    return []


def citation_text(about: Dataset) -> str:
    """Return the text of CITATION.cff."""
    names = [licence.name for licence in about.licences if licence.is_spdx]
    said = without_empty(
        {
            "cff-version": "1.2.0",
            "message": "If you use this data package, please cite it.",
            "type": "dataset",
            "title": about.title,
            "authors": [_agent(creator) for creator in about.creators],
            "version": about.version,
            "date-released": about.published_on,
            "license": names[0] if len(names) == 1 else names,
            "license-url": None if names else next(iter(about.licence_urls), None),
            "url": about.homepage,
            "doi": about.doi,
            "keywords": list(about.keywords),
        }
    )
    return str(yaml.safe_dump(said, sort_keys=False, allow_unicode=True, width=100))


def _agent(of: Agent) -> dict[str, Any]:
    if of.family_name is None:
        return without_empty({"name": of.name, "website": of.url, "orcid": of.orcid})
    return without_empty(
        {
            "given-names": of.given_name,
            "family-names": of.family_name,
            "affiliation": of.affiliation,
            "website": of.url,
            "orcid": of.orcid,
        }
    )
