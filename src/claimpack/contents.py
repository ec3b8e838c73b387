"""What a published package consists of: its files, and the descriptor that proves them.

The descriptor says of every table how many bytes it has and their SHA-256, and of the log how
many entries it has and the hash over its heads.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from claimpack.documents import inside, read_json
from claimpack.log import LOG, verify_log
from claimpack.package import DESCRIPTOR, PARTS, Package

# What is published beside the parts of the package, where it is there.
BESIDE = ("README.md", "CHANGELOG.md", "CITATION.cff", "LICENSE", "LICENSES")


def published_files(package: Package) -> list[Path]:
    """Return the files that are published, in the order of their names."""
    tables = {package.root / table.path for table in package.tables}
    found = [package.root / DESCRIPTOR]
    for part in (*PARTS, *BESIDE):
        path = package.root / part
        below = [path] if path.is_file() else path.rglob("*")
        found += [file for file in below if file.is_file() and not _is_hidden(package, file)]
    for file in found:
        inside(package.root, file.relative_to(package.root).as_posix(), "the release")
    # other tables than those declared are nobody's, and check says so
    kept = [file for file in found if file.suffix != ".csv" or _is_kept(package, file, tables)]
    return sorted(kept, key=lambda file: file.relative_to(package.root).as_posix())


def published_descriptor(package: Package) -> dict[str, Any]:
    """Return the descriptor with sizes, hashes, and what the log is.

    Raises:
        DataError: the log cannot be read.
    """
    descriptor = read_json(package.root, DESCRIPTOR)
    for resource in descriptor["resources"]:
        path = package.root / resource["path"]
        resource["bytes"] = path.stat().st_size
        resource["hash"] = f"sha256:{sha256(path)}"
    proof = verify_log(package)
    descriptor[LOG] = {"entries": proof.entries, "heads_sha256": proof.heads_sha256}
    return descriptor


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file in lower-case hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_kept(package: Package, file: Path, tables: set[Path]) -> bool:
    return file in tables or file.relative_to(package.root).parts[0] == "validation"


def _is_hidden(package: Package, file: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(package.root).parts)
