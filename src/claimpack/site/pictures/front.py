"""The pictures of the front page; a process of its own may draw them, and needs little else."""

from __future__ import annotations

import duckdb

from claimpack.database import open_package
from claimpack.package import Package
from claimpack.site.pictures.intervals import measure_pictures
from claimpack.site.pictures.picture import Picture
from claimpack.site.pictures.timeline import verdict_timeline_picture

# Of measures: more would bury the claims.
PICTURES = 4


def pictures_of(package: Package) -> list[Picture]:
    """Return the pictures of the front page of a package; a process of its own may do so."""
    with open_package(package) as connection:
        return front_pictures(connection)


def front_pictures(connection: duckdb.DuckDBPyConnection) -> list[Picture]:
    """Return the pictures of the front page: figures first, then how verdicts moved."""
    moved = verdict_timeline_picture(connection)
    return [*measure_pictures(connection, PICTURES), *([moved] if moved else [])]
