"""Start a package: the standard, empty tables, and what a repository of data needs."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from claimpack import __version__
from claimpack.audit import PACKAGE_NAME
from claimpack.canonical import utc
from claimpack.documents import read_json
from claimpack.errors import ClaimpackError
from claimpack.generate import regenerate
from claimpack.package import DESCRIPTOR, Package, Table, load_package
from claimpack.printing import json_text
from claimpack.standard import SOFTWARE, WITH_ROWS, standard_root

LICENCE = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0 International",
}
FOLDERS = ("schemas", "sql/macros", "sql/views", "sql/questions", "validation/rules")
WAIVERS = "rule,table,key,reason,who,until\n"
THRESHOLDS = """\
# How many and how much an editor of this package expects: `claimpack check --full` compares.
# Below a min is an error, above a max a warning, and every number has its reason:
#
#     claims:
#       rows:
#         - min: 20
#           reason: The article makes at least 20 claims.
"""


def init_package(folder: Path, title: str | None = None, name: str | None = None) -> Package:
    """Write a valid, empty package.

    It is made beside its place and moved there when it is complete.

    Args:
        folder: where; must not exist, or be empty.
        title: its title; by default from the name.
        name: its name, a slug; by default from the folder.

    Raises:
        ClaimpackError: the folder is not empty or cannot be written, or the name is no slug.
    """
    folder = folder.absolute()
    name = name or _slug(folder.name)
    if not PACKAGE_NAME.fullmatch(name):
        raise ClaimpackError(
            f"'{name}' cannot name a package", "give a name in lower-case letters with --name"
        )
    try:
        if folder.exists() and not folder.is_dir():
            raise ClaimpackError(f"{folder} is a file", "name a new folder")
        if folder.exists() and any(folder.iterdir()):
            raise ClaimpackError(f"{folder} is not empty", "name a new folder")
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".init-") as temporary:
            made = Path(temporary) / "package"
            _write(made, name, title or name.replace("-", " ").capitalize())
            made.replace(folder)
    except OSError as error:
        raise ClaimpackError(f"{folder} cannot be written: {error.strerror}") from None
    return load_package(folder)


def _write(root: Path, name: str, title: str) -> None:
    standard = load_package(standard_root())
    for part in FOLDERS:
        shutil.copytree(standard.root / part, root / part)
    for table in standard.tables:
        target = root / table.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_rows(standard, table), encoding="utf-8", newline="")
    texts = {
        DESCRIPTOR: json_text(_descriptor(standard, name, title)),
        "validation/waivers.csv": WAIVERS,
        "validation/thresholds.yml": THRESHOLDS,
        "README.md": _template("README.md").format(
            title=title, version=__version__, licence=LICENCE["title"]
        ),
        ".github/workflows/claimpack.yml": _template("workflow.yml").replace(
            "{version}", __version__
        ),
        ".gitignore": "/.claimpack/\n/build/\n/dist/\n",
        ".gitattributes": _template("gitattributes"),
    }
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="")
    regenerate(load_package(root))


def _rows(standard: Package, table: Table) -> str:
    """Return the text of a table: its header, and the rows that belong to the standard."""
    if table.is_code_list:
        return (standard.root / table.path).read_text(encoding="utf-8")
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, [field.name for field in table.fields], lineterminator="\n")
    writer.writeheader()
    if table.name in WITH_ROWS:
        with (standard.root / table.path).open(encoding="utf-8", newline="") as file:
            writer.writerows(r for r in csv.DictReader(file) if r.get("kind") in (None, SOFTWARE))
    return out.getvalue()


def _descriptor(standard: Package, name: str, title: str) -> dict[str, Any]:
    descriptor = read_json(standard.root, DESCRIPTOR)
    return {
        "$schema": descriptor["$schema"],
        "name": name,
        "title": title,
        "version": "0.1.0",
        "created": utc(datetime.now(UTC)),
        "licenses": [LICENCE],
        "resources": descriptor["resources"],
    }


def _template(name: str) -> str:
    return (files("claimpack") / "templates" / name).read_text(encoding="utf-8")


def _slug(text: str) -> str:
    from slugify import slugify

    return slugify(text) or "claims"
