"""A bag: the whole package, with a hash of every file, for an archive.

Format: https://www.rfc-editor.org/rfc/rfc8493
"""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

from claimpack import __version__
from claimpack.contents import published_descriptor, published_files
from claimpack.exports.jsonld import without_empty
from claimpack.exports.source import Source
from claimpack.package import DESCRIPTOR
from claimpack.printing import json_text

RELATIONS: frozenset[str] = frozenset()
CHECKSUMS = ["sha256", "sha512"]


def write(source: Source, folder: Path) -> list[str]:
    """Write the bag; the same package gives the same bytes."""
    import bagit

    logging.getLogger("bagit").setLevel(logging.WARNING)
    package, about = source.package, source.about
    for file in published_files(package):
        target = folder / file.relative_to(package.root)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    descriptor = json_text(published_descriptor(package))
    (folder / DESCRIPTOR).write_text(descriptor, encoding="utf-8", newline="\n")
    said = {
        "Source-Organization": about.publisher and about.publisher.name,
        "External-Description": about.description,
        "External-Identifier": about.identifier or f"{about.name} {about.version}",
        "Internal-Sender-Description": about.title,
        "Bagging-Date": about.published_on,
        "Bag-Software-Agent": f"claimpack {__version__}",
    }
    # a line of bag-info.txt goes on in the next one only after it was folded
    lines = {name: " ".join(text.split()) for name, text in without_empty(said).items()}
    bagit.make_bag(str(folder), bag_info=lines, checksums=CHECKSUMS)
    return []
