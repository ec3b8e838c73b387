"""What an export is made from: a sound package, opened, and how its parts are addressed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import duckdb

from claimpack.check import Report, check_package, expect_valid
from claimpack.database import open_package, rows
from claimpack.errors import ClaimpackError
from claimpack.exports.dataset import Dataset, dataset
from claimpack.exports.vocabulary import Vocabulary
from claimpack.findings import shown
from claimpack.meanings import canonical_url
from claimpack.package import Package


@dataclass(frozen=True)
class Source:
    """A package to export.

    Attributes:
        package: the package.
        about: what its descriptor says of it.
        vocabulary: the terms of its schemas.
        base_url: where the files will be published, with a slash at its end; or None, and then
            they refer to each other by relative references.
        with_software: whether verdicts are told that no person decided.
        connection: the package in DuckDB.
    """

    package: Package
    about: Dataset
    vocabulary: Vocabulary
    base_url: str | None
    with_software: bool
    connection: duckdb.DuckDBPyConnection

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """Return the rows of a query on the tables and views of the package."""
        return rows(self.connection, sql, list(parameters))

    def speakers(self) -> list[dict[str, Any]]:
        """Return the speakers, each with the class that schema.org has for its kind, or None."""
        return self.rows(
            "select speakers.*, schema_org_type from speakers"
            " join speaker_kinds on speakers.kind = speaker_kinds.code order by speaker_id"
        )

    def address(self, path: str) -> str:
        """Return the address of a file of the export: absolute where the place is known."""
        path = quote(path, safe="/#")
        return urljoin(self.base_url, path) if self.base_url else path

    @property
    def citation(self) -> str:
        """How to cite the package: who, when, what, which version, by whom it is published."""
        names = "; ".join(creator.name for creator in self.about.creators)
        year = f" ({self.about.published_on[:4]})" if self.about.published_on else ""
        place = self.about.identifier or self.about.homepage or self.base_url
        end = f" {place}" if place else ""
        who = f"{names}{year}. " if names else ""
        publisher = f" {self.about.publisher.name}." if self.about.publisher else ""
        return f"{who}{self.about.title}. Version {self.about.version}.{publisher}{end}"


@contextmanager
def opened(
    package: Package,
    relations: frozenset[str] | None,
    base_url: str | None,
    with_software: bool,
    report: Report | None = None,
) -> Iterator[Source]:
    """Open a package for an export.

    Args:
        package: the package.
        relations: tables and views that are needed; None for all.
        base_url: where the files will be published, or None.
        with_software: whether verdicts are told that no person decided.
        report: what a check of the package has just found, where there was one.

    Raises:
        DataError: the package has errors.
        ClaimpackError: the address is none.
    """
    expect_valid(report or check_package(package), "written")
    with open_package(package, relations) as connection:
        yield Source(
            package,
            dataset(package),
            Vocabulary(package),
            _base(base_url),
            with_software,
            connection,
        )


def _base(url: str | None) -> str | None:
    if url is None:
        return None
    parts = urlsplit(url)
    problem = None
    if parts.scheme not in ("https", "http") or not parts.hostname or canonical_url(url) is None:
        problem = "is no address where files can be published"
    elif parts.username is not None or parts.password is not None:
        problem = "holds a name or password, which would be published"
    elif parts.query or parts.fragment:
        problem = "is the address of a query or a part of a page, not of a folder"
    if problem:
        raise ClaimpackError(
            f"{shown(url)} {problem}", "write --base-url https://example.org/claims/"
        )
    return url if url.endswith("/") else url + "/"
