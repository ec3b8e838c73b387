"""RO-Crate: the tables, packed with what they are, who made them and under which licence.

Format: https://www.researchobject.org/ro-crate/specification/1.3/
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from slugify import slugify

from claimpack.exports.dataset import Agent, DataFile, Licence
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
    agents = {_agent_id(of): of for of in about.contributors}
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
            "license": [_reference(_licence_id(licence)) for licence in about.licences],
            "author": [_reference(_agent_id(of)) for of in about.creators],
            "creator": [_reference(_agent_id(of)) for of in about.creators],
            "contributor": [_reference(_agent_id(of)) for of in about.others],
            "publisher": about.publisher and _reference(_agent_id(about.publisher)),
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
    graph: list[dict[str, Any]] = [
        descriptor,
        root,
        *(_file(file) for file in about.files),
        {"@id": CSV, "@type": ["WebPage", "Standard"], "name": "Comma Separated Values"},
        *(_licence(licence) for licence in about.licences),
        *(entity for identity, of in agents.items() for entity in _agents(identity, of)),
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


def _licence(licence: Licence) -> dict[str, Any]:
    return {
        "@id": _licence_id(licence),
        "@type": "CreativeWork",
        "name": licence.name or licence.url,
        "description": f"A licence of the package: {licence.name or licence.url}",
    }


def _licence_id(licence: Licence) -> str:
    return licence.url or f"#licence-{_slug(str(licence.name))}"


def _reference(identity: str | None) -> dict[str, str] | None:
    return {"@id": identity} if identity else None


def _agents(identity: str, of: Agent) -> list[dict[str, Any]]:
    """Return somebody who contributed, and the body that a person works for: a crate is flat."""
    said = {"@id": identity} | agent(of)
    if "affiliation" not in said:
        return [said]
    body = {"@id": f"#{_slug(str(of.affiliation))}"} | said["affiliation"]
    return [said | {"affiliation": _reference(body["@id"])}, body]


def _agent_id(of: Agent) -> str:
    return of.orcid or of.url or f"#{_slug(of.name)}"


def _place_id(name: str) -> str:
    return f"#place-{_slug(name)}"


def _slug(text: str) -> str:
    return slugify(text) or "nameless"
