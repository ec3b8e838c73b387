"""The package as a Dataset of DCAT, by its application profile for portals in Europe.

Formats: https://www.w3.org/TR/vocab-dcat-3/, https://semiceu.github.io/DCAT-AP/releases/3.0.0/
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from slugify import slugify

from claimpack.exports.dataset import Agent, DataFile
from claimpack.exports.jsonld import without_empty, write_jsonld
from claimpack.exports.source import Source
from claimpack.exports.vocabulary import DCT, PROV, SKOS, typed_date
from claimpack.package import Table

RELATIONS: frozenset[str] = frozenset()
FILE = "dcat.jsonld"
FILE_TYPES = "http://publications.europa.eu/resource/authority/file-type/"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": DCT,
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prov": PROV,
    "skos": SKOS,
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def write(source: Source, folder: Path) -> list[str]:
    """Write dcat.jsonld."""
    about = source.about
    start, _, end = (about.period or "").partition("/")
    tables = {table.name: table for table in source.package.tables}
    write_jsonld(
        folder / FILE,
        {"@context": CONTEXT}
        | without_empty(
            {
                "@id": source.address("#dataset"),
                "@type": "dcat:Dataset",
                "dct:title": about.title,
                "dct:description": about.description,
                "dct:identifier": about.identifier or about.name,
                "dcat:version": about.version,
                "dct:issued": typed_date(about.published_on),
                "dct:license": _licences(source),
                "dct:creator": [_agent(creator) for creator in about.creators],
                "dct:publisher": about.publisher and _agent(about.publisher),
                "dcat:keyword": list(about.keywords),
                "dct:temporal": without_empty(
                    {
                        "@type": "dct:PeriodOfTime",
                        "dcat:startDate": typed_date(start),
                        "dcat:endDate": typed_date(end),
                    }
                )
                if about.period
                else None,
                "dct:spatial": [_place(name, code) for name, code in about.places],
                "prov:wasDerivedFrom": [{"@id": url} for _, url in about.sources if url],
                "dcat:landingPage": _document(about.homepage),
                "dcat:distribution": [
                    _distribution(source, file, tables[file.table]) for file in about.files
                ],
            }
        ),
    )
    if source.base_url:
        return []
    return ["portals want absolute addresses of the files: give --base-url"]


def _distribution(source: Source, file: DataFile, table: Table) -> dict[str, Any]:
    address = source.address(file.path)
    return without_empty(
        {
            "@id": f"{address}#distribution",
            "@type": "dcat:Distribution",
            "dct:title": file.title,
            "dct:description": file.description,
            "dcat:accessURL": {"@id": address},
            "dcat:downloadURL": {"@id": address},
            "dcat:mediaType": {
                "@id": MEDIA_TYPES + file.media_type,
                "@type": "dct:MediaType",
            },
            "dcat:byteSize": {"@value": str(file.bytes), "@type": "xsd:nonNegativeInteger"},
            "dct:format": {"@id": FILE_TYPES + "CSV", "@type": "dct:MediaTypeOrExtent"},
            "dct:license": _licences(source),
            "dct:conformsTo": {
                "@id": source.address(table.schema_path),
                "@type": "dct:Standard",
            },
            "spdx:checksum": {
                "@type": "spdx:Checksum",
                "spdx:algorithm": {
                    "@id": "spdx:checksumAlgorithm_sha256",
                    "@type": "spdx:ChecksumAlgorithm",
                },
                "spdx:checksumValue": {"@value": file.sha256, "@type": "xsd:hexBinary"},
            },
        }
    )


def _licences(source: Source) -> list[dict[str, Any]]:
    return [
        {"@id": licence.url, "@type": "dct:LicenseDocument"}
        for licence in source.about.licences
        if licence.url
    ]


def _agent(of: Agent) -> dict[str, Any]:
    kind = "foaf:Person" if of.is_person else "foaf:Organization"
    return without_empty(
        {
            "@id": of.orcid or f"#agent-{slugify(of.name)}",
            "@type": ["foaf:Agent", kind],
            "foaf:name": of.name,
            "foaf:homepage": _document(of.url),
        }
    )


def _document(url: str | None) -> dict[str, str] | None:
    return {"@id": url, "@type": "foaf:Document"} if url else None


def _place(name: str, code: str | None) -> dict[str, Any]:
    return without_empty({"@type": "dct:Location", "skos:prefLabel": name, "dct:identifier": code})
