"""The files that are generated from others, and whether they are fresh."""

from __future__ import annotations

from pathlib import Path

from claimpack.catalogue import catalogue_page
from claimpack.dictionary import data_dictionary
from claimpack.files import write_atomically
from claimpack.package import Package
from claimpack.sql import open_statements, table_file
from claimpack.typing_page import typing_page
from claimpack.units import regenerated


def generated_files(package: Package) -> dict[str, str]:
    """Return what each generated file should hold: path in the package → text.

    ``claims/codes/units.csv`` is not among them: it needs ucumvert and pint, see
    ``claimpack.units``.
    """
    files = {f"sql/tables/{table.name}.sql": table_file(table) for table in package.tables}
    files["sql/open.sql"] = open_statements(package)
    files["claims/README.md"] = data_dictionary(package)
    if (package.root / "docs" / "guide").is_dir():
        files["docs/guide/rules.md"] = catalogue_page(package)
    if (package.root / "src" / "claimpack").is_dir():
        files["src/claimpack/tables.py"] = typing_page(package)
    return files


def stale_files(package: Package) -> list[str]:
    """Return the paths whose content is not what would be generated, or that are left over."""
    expected = generated_files(package)
    stale = [path for path, text in expected.items() if _text(package.root / path) != text]
    left_over = {
        f"sql/tables/{path.name}" for path in (package.root / "sql" / "tables").glob("*.sql")
    } - set(expected)
    return sorted([*stale, *left_over])


def regenerate(package: Package) -> list[str]:
    """Write what is stale, remove what is left over, and return the paths that changed."""
    expected = generated_files(package)
    changed = stale_files(package)
    for path in changed:
        if path in expected:
            write_atomically(package.root / path, expected[path], make_folder=True)
        else:
            (package.root / path).unlink()
    return changed


def stale_units(package: Package) -> dict[str, str]:
    """Return what the table of units should hold where it does not: path in the package → text.

    Raises:
        ClaimpackError: ucumvert or pint is not installed, or a code is not UCUM.
    """
    path = package.table("units").path
    text = (package.root / path).read_text(encoding="utf-8")
    expected = regenerated(text)
    return {} if expected == text else {path: expected}


def _text(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        return None
