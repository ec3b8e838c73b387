"""The macros and views that a lake has: those of the standard, and those of its own.

What stands in ``sql/lake/`` makes sense only where there are several packages.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from claimpack.documents import sql_files
from claimpack.lake.relations import STORED, standard
from claimpack.sql import SqlFile, definitions

FOLDER = "sql/lake"


def lake_definitions() -> list[SqlFile]:
    """Return the macros and views, each after those that it reads, without the stored ones."""
    root = standard().root
    stored = {relation.name for relation in STORED}
    own = [SqlFile(PurePosixPath(path), text) for path, text in sql_files(root, FOLDER)]
    return [*(file for file in definitions(root) if file.name not in stored), *own]
