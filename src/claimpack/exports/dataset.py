"""What the descriptor says of the package as a whole: what every catalogue asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from claimpack.contents import published_descriptor
from claimpack.package import Package

DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
ORCID = "https://orcid.org/"
WEB = re.compile("https?://")
COVERAGE = ("claimpack:temporalCoverage", "claimpack:spatialCoverage")


@dataclass(frozen=True)
class Agent:
    """Somebody who contributed.

    Attributes:
        name: as it is printed.
        is_person: whether it is a person, with a family name or an ORCID, or a body.
        url: its page, absolute.
        orcid: address of its ORCID.
        affiliation: the body that a person works for.
        roles: what the person or body did, such as ``creator`` or ``publisher``.
    """

    name: str
    is_person: bool
    given_name: str | None
    family_name: str | None
    url: str | None
    orcid: str | None
    affiliation: str | None
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Licence:
    """A licence: its name, its address, and whether the name is one of SPDX."""

    name: str | None
    url: str | None
    is_spdx: bool


@dataclass(frozen=True)
class DataFile:
    """The file of a table: its path in the package, its size and its hash."""

    table: str
    path: str
    title: str
    description: str
    media_type: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Dataset:
    """The package as a catalogue sees it.

    Attributes:
        created: when this version was made, in UTC.
        homepage: its address, or None where it has none yet.
        identifier: its DOI or another permanent identifier, or None.
        licences: under which it may be used, any of them.
        period: first and last day that it is about, or None; ``.."" for an open end.
        places: names of the places that it is about, and their ISO 3166 codes where known.
    """

    name: str
    title: str
    description: str
    version: str
    created: str | None
    homepage: str | None
    identifier: str | None
    licences: tuple[Licence, ...]
    contributors: tuple[Agent, ...]
    keywords: tuple[str, ...]
    sources: tuple[tuple[str, str | None], ...]
    period: str | None
    places: tuple[tuple[str, str | None], ...]
    files: tuple[DataFile, ...]

    def agents(self, role: str) -> tuple[Agent, ...]:
        """Return who has a role."""
        return tuple(agent for agent in self.contributors if role in agent.roles)

    @property
    def creators(self) -> tuple[Agent, ...]:
        """Who made it: those with that role, or else all contributors."""
        return self.agents("creator") or self.agents("author") or self.contributors

    @property
    def publisher(self) -> Agent | None:
        """Who publishes it: who has that role, or else the first of those who made it."""
        return next(iter(self.agents("publisher") or self.creators), None)

    @property
    def others(self) -> tuple[Agent, ...]:
        """Who contributed without having made or published it."""
        named = {*self.creators, self.publisher}
        return tuple(agent for agent in self.contributors if agent not in named)

    @property
    def licence_urls(self) -> list[str]:
        """The licences by address, or by name where they have none."""
        return [found for licence in self.licences if (found := licence.url or licence.name)]

    @property
    def doi(self) -> str | None:
        """Its DOI, without resolver or prefix."""
        found = DOI.fullmatch(self.identifier or "")
        return found[1] if found else None

    @property
    def published_on(self) -> str | None:
        """The day on which this version was made."""
        return self.created[:10] if self.created else None


def dataset(package: Package) -> Dataset:
    """Return what the descriptor of a sound package says of it."""
    descriptor = published_descriptor(package)
    temporal, spatial = (descriptor.get(key) for key in COVERAGE)
    identifier = descriptor.get("id")
    return Dataset(
        name=package.name,
        title=package.title or package.name,
        description=descriptor.get("description") or package.title or package.name,
        version=package.version,
        created=descriptor.get("created"),
        homepage=descriptor.get("homepage"),
        identifier=None if identifier is None else str(identifier),
        licences=tuple(map(_licence, descriptor.get("licenses", []))),
        contributors=tuple(map(_agent, descriptor.get("contributors", []))),
        keywords=tuple(descriptor.get("keywords", [])),
        sources=tuple((s["title"], s.get("path")) for s in descriptor.get("sources", [])),
        period=temporal,
        places=tuple((place["name"], place.get("iso3166")) for place in spatial or []),
        files=tuple(map(_file, descriptor["resources"])),
    )


def _agent(contributor: Mapping[str, Any]) -> Agent:
    given, family = contributor.get("givenName"), contributor.get("familyName")
    whole = " ".join(part for part in (given, family) if part)
    path = str(contributor.get("path") or "")
    orcid = path if path.startswith(ORCID) else None
    return Agent(
        name=contributor.get("title") or whole or contributor.get("organization") or "",
        is_person=bool(family or orcid),
        given_name=given,
        family_name=family,
        url=path if WEB.match(path) and orcid is None else None,
        orcid=orcid,
        affiliation=contributor.get("organization"),
        roles=tuple(contributor.get("roles") or [contributor.get("role", "")]),
    )


def _licence(licence: Mapping[str, Any]) -> Licence:
    from license_expression import get_spdx_licensing

    name, path = licence.get("name"), str(licence.get("path") or "")
    is_spdx = bool(name) and not get_spdx_licensing().validate(name).errors
    return Licence(name, path if WEB.match(path) else None, is_spdx)


def _file(resource: Mapping[str, Any]) -> DataFile:
    return DataFile(
        table=resource["name"],
        path=resource["path"],
        title=resource.get("title", resource["name"]),
        description=resource.get("description", ""),
        media_type=resource.get("mediatype", "text/csv"),
        bytes=resource["bytes"],
        sha256=str(resource["hash"]).removeprefix("sha256:"),
    )
