"""Versions of a package, and the step that a change makes.

The levels are those of https://datapackage.org/recipes/data-package-version/: major where a reader
may break (fields, keys, tighter constraints, rows that are gone), minor where something is added,
patch where something is corrected.
"""

from __future__ import annotations

import re
from typing import Literal

from claimpack.errors import ClaimpackError

Level = Literal["none", "patch", "minor", "major"]
LEVELS: tuple[Level, ...] = ("none", "patch", "minor", "major")
# Of https://semver.org what releases need; what precedes one has no files for readers.
VERSION = re.compile(r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)")


def least_version(version: str, level: Level) -> str:
    """Return the least version that a change of a level makes of another.

    Below 1.0.0 a major change makes a minor step, as https://semver.org has it.

    Raises:
        ClaimpackError: the version is none.
    """
    major, minor, patch = version_parts(version)
    if level == "none":
        return version
    if level == "patch":
        return f"{major}.{minor}.{patch + 1}"
    if level == "minor" or major == 0:
        return f"{major}.{minor + 1}.0"
    return f"{major + 1}.0.0"


def is_before(version: str, other: str) -> bool:
    """Whether a version comes before another."""
    return version_parts(version) < version_parts(other)


def version_parts(version: str) -> tuple[int, int, int]:
    """Return the three numbers of a version.

    Raises:
        ClaimpackError: it is none.
    """
    match = VERSION.fullmatch(version)
    if match is None:
        raise ClaimpackError(f"'{version}' is no version", "write it like 0.2.0")
    major, minor, patch = map(int, match.groups())
    return major, minor, patch
