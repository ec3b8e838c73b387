"""The package as a Dataset of schema.org, for dataset search.

Format: https://schema.org/Dataset
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from claimpack.exports.dataset import Agent
from claimpack.exports.jsonld import without_empty, write_jsonld
from claimpack.exports.source import Source

RELATIONS = frozenset({"measures", "articles"})
FILE = "dataset.json"


def write(source: Source, folder: Path) -> list[str]:
    """Write dataset.json, to be put into the page of the package."""
    write_jsonld(folder / FILE, {"@context": "https://schema.org"} | described(source))
    if source.base_url or source.about.homepage:
        return []
    return ["dataset search wants absolute addresses: give --base-url"]


def described(source: Source) -> dict[str, Any]:
    """Return the package as a Dataset, without a context."""
    about = source.about
    return without_empty(
        {
            "@type": "Dataset",
            "name": about.title,
            "alternateName": about.name,
            "description": about.description,
            "url": about.homepage or source.base_url,
            "identifier": about.identifier,
            "version": about.version,
            "datePublished": about.published_on,
            "license": about.licence_urls,
            "creator": [agent(creator) for creator in about.creators],
            "publisher": about.publisher and agent(about.publisher),
            "contributor": [agent(contributor) for contributor in about.others],
            "keywords": list(about.keywords),
            "isAccessibleForFree": True,
            "temporalCoverage": about.period,
            "spatialCoverage": [{"@type": "Place", "name": name} for name, _ in about.places],
            "isBasedOn": [url for _, url in about.sources if url],
            "creditText": source.citation,
            "variableMeasured": [
                {
                    "@type": "PropertyValue",
                    "identifier": row["measure_id"],
                    "name": row["label"],
                    "description": row["definition"],
                    "unitText": row["unit"],
                }
                for row in source.rows("from measures order by measure_id")
            ],
            "distribution": [
                {
                    "@type": "DataDownload",
                    "name": file.title,
                    "description": file.description,
                    "contentUrl": source.address(file.path),
                    "encodingFormat": file.media_type,
                    "contentSize": f"{file.bytes} B",
                    "sha256": file.sha256,
                }
                for file in about.files
            ],
        }
    )


def agent(of: Agent) -> dict[str, Any]:
    """Return somebody who contributed, in schema.org."""
    return without_empty(
        {
            "@type": "Person" if of.is_person else "Organization",
            "name": of.name,
            "givenName": of.given_name,
            "familyName": of.family_name,
            "url": of.url,
            "sameAs": of.orcid,
            "affiliation": (
                {"@type": "Organization", "name": of.affiliation}
                if of.is_person and of.affiliation
                else None
            ),
        }
    )
