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
    """Return the macros and views, each after those that it reads, without the stored ones.

    What only a stored view reads is not needed either.
    """
    root = standard().root
    files = definitions(root)
    left_out = {relation.name for relation in STORED}
    for file in reversed(files):  # who reads before what is read
        readers = {other.name for other in files if file.name in other.reads}
        if not file.is_macro and readers and readers <= left_out:
            left_out.add(file.name)
    own = [SqlFile(PurePosixPath(path), text) for path, text in sql_files(root, FOLDER)]
    return [*(file for file in files if file.name not in left_out), *own]
