"""RO-Crate: the tables, packed with what they are, who made them and under which licence.

Format: https://www.researchobject.org/ro-crate/specification/1.3/
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from claimpack.exports.dataset import Agent, DataFile
from claimpack.exports.files import copy_tables
from claimpack.exports.jsonld import without_empty, write_jsonld
from claimpack.exports.schema_org import agent
from claimpack.exports.source import Source

RELATIONS: frozenset[str] = frozenset()
FILE = "ro-crate-metadata.json"
VERSION = "https://w3id.org/ro/crate/1.3"
CSV = "https://www.nationalarchives.gov.uk/PRONOM/x-fmt/18"


def write(source: Source, folder: Path) -> list[str]:
    """Write ro-crate-metadata.json, and the tables beside it."""
    copy_tables(source, folder)
    about = source.about
    agents = {_agent_id(of): of for of in (*about.creators, *about.contributors, about.publisher)}
    root = without_empty(
        {
            "@id": "./",
            "@type": "Dataset",
            "name": about.title,
            "description": about.description,
            "identifier": about.identifier,
            "url": about.homepage,
            "version": about.version,
            "datePublished": about.published_on,
            "license": _reference(about.licence_url),
            "author": [_reference(_agent_id(of)) for of in about.creators],
            "creator": [_reference(_agent_id(of)) for of in about.creators],
            "contributor": [_reference(_agent_id(of)) for of in about.contributors],
            "publisher": _reference(_agent_id(about.publisher)),
            "keywords": list(about.keywords),
            "temporalCoverage": about.period,
            "spatialCoverage": [_reference(_place_id(name)) for name, _ in about.places],
            "creditText": source.citation,
            "hasPart": [_reference(file.path) for file in about.files],
        }
    )
    descriptor = {
        "@id": FILE,
        "@type": "CreativeWork",
        "conformsTo": {"@id": VERSION},
        "about": {"@id": "./"},
    }
    licence = without_empty(
        {
            "@id": about.licence_url,
            "@type": "CreativeWork",
            "name": about.licence,
            "description": f"The licence of the package: {about.licence}",
        }
    )
    graph: list[dict[str, Any]] = [
        descriptor,
        root,
        *(_file(file) for file in about.files),
        {"@id": CSV, "@type": ["WebPage", "Standard"], "name": "Comma Separated Values"},
        *([licence] if about.licence_url else []),
        *({"@id": identity} | agent(of) for identity, of in agents.items()),
        *({"@id": _place_id(name), "@type": "Place", "name": name} for name, _ in about.places),
    ]
    write_jsonld(folder / FILE, {"@context": f"{VERSION}/context", "@graph": graph})
    return []


def _file(file: DataFile) -> dict[str, Any]:
    return without_empty(
        {
            "@id": file.path,
            "@type": "File",
            "name": file.title,
            "description": file.description,
            "encodingFormat": [file.media_type, {"@id": CSV}],
            "contentSize": str(file.bytes),
            "sha256": file.sha256,
        }
    )


def _reference(identity: str | None) -> dict[str, str] | None:
    return {"@id": identity} if identity else None


def _agent_id(of: Agent) -> str:
    return of.url or f"#{_slug(of.name)}"


def _place_id(name: str) -> str:
    return f"#place-{_slug(name)}"


def _slug(text: str) -> str:
    from slugify import slugify

    return slugify(text) or "nameless"
