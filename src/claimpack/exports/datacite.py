"""What a registry of DOIs asks about the package.

Format: https://schema.datacite.org/meta/kernel-4.5/
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from claimpack.exports.dataset import ORCID, Agent
from claimpack.exports.jsonld import without_empty, write_jsonld
from claimpack.exports.source import Source

RELATIONS: frozenset[str] = frozenset()
FILE = "datacite.json"
# Version 4.5 has no type for the time that data is about.
PERIOD = {"dateType": "Other", "dateInformation": "Period that the data is about"}
# Contributor types of DataCite that a role of a Data Package can be.
ROLES = {
    *("ContactPerson", "DataCollector", "DataCurator", "DataManager", "Distributor", "Editor"),
    *("HostingInstitution", "Other", "Producer", "ProjectLeader", "ProjectManager"),
    *("ProjectMember", "RelatedPerson", "Researcher", "ResearchGroup", "RightsHolder"),
    *("Sponsor", "Supervisor", "WorkPackageLeader"),
}


def write(source: Source, folder: Path) -> list[str]:
    """Write datacite.json."""
    about = source.about
    size = sum(file.bytes for file in about.files)
    write_jsonld(
        folder / FILE,
        without_empty(
            {
                "schemaVersion": "http://datacite.org/schema/kernel-4",
                "doi": about.doi,
                "url": about.homepage or source.base_url,
                "types": {"resourceType": "Data package", "resourceTypeGeneral": "Dataset"},
                "titles": [{"title": about.title}],
                "creators": [_agent(creator) for creator in about.creators],
                "contributors": [
                    _agent(contributor) | {"contributorType": kind}
                    for contributor in about.contributors
                    for role in contributor.roles
                    if (kind := role[:1].upper() + role[1:]) in ROLES
                ],
                "publisher": about.publisher and {"name": about.publisher.name},
                "publicationYear": about.published_on[:4] if about.published_on else None,
                "dates": [
                    {"date": date} | kind
                    for date, kind in (
                        (about.published_on, {"dateType": "Issued"}),
                        (about.period, PERIOD),
                    )
                    if date
                ],
                "version": about.version,
                "subjects": [{"subject": keyword} for keyword in about.keywords],
                "descriptions": [{"description": about.description, "descriptionType": "Abstract"}],
                "rightsList": _rights(source),
                "formats": sorted({file.media_type for file in about.files}),
                "sizes": [f"{size} bytes", f"{len(about.files)} tables"],
                "geoLocations": [{"geoLocationPlace": name} for name, _ in about.places],
                "relatedIdentifiers": [
                    {
                        "relatedIdentifier": url,
                        "relatedIdentifierType": "URL",
                        "relationType": "IsDerivedFrom",
                    }
                    for _, url in about.sources
                    if url
                ],
            }
        ),
    )
    return (
        []
        if about.doi
        else ["the package has no DOI yet: when it has, put it into 'id' of the descriptor"]
    )


def _rights(source: Source) -> list[dict[str, Any]]:
    spdx = {"rightsIdentifierScheme": "SPDX", "schemeUri": "https://spdx.org/licenses/"}
    return [
        without_empty(
            {
                "rights": licence.name,
                "rightsUri": licence.url,
                **({"rightsIdentifier": licence.name} | spdx if licence.is_spdx else {}),
            }
        )
        for licence in source.about.licences
    ]


def _agent(of: Agent) -> dict[str, Any]:
    if not of.is_person:
        return {"name": of.name, "nameType": "Organizational"}
    name = f"{of.family_name}, {of.given_name}" if of.given_name else of.family_name
    orcid = {
        "nameIdentifier": of.orcid,
        "nameIdentifierScheme": "ORCID",
        "schemeUri": ORCID,
    }
    return without_empty(
        {
            "name": name or of.name,
            "nameType": "Personal",
            "givenName": of.given_name,
            "familyName": of.family_name,
            "nameIdentifiers": [orcid] if of.orcid else [],
            "affiliation": [{"name": of.affiliation}] if of.affiliation else [],
        }
    )
