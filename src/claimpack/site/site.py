"""Write the site: complete, in the place of the one before, or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from importlib.resources import as_file, files
from multiprocessing import get_context
from pathlib import Path

from claimpack import __version__
from claimpack.check import check_package, expect_valid
from claimpack.contents import sha256
from claimpack.documents import read_json
from claimpack.errors import ClaimpackError
from claimpack.exports.jsonld import jsonld_text
from claimpack.exports.source import opened
from claimpack.package import Package
from claimpack.printing import json_text
from claimpack.release import MANIFEST, SUMS, release_package
from claimpack.site import duckdb_wasm
from claimpack.site.claim_rows import ROW
from claimpack.site.describing import About, about_site, describe_site, missing
from claimpack.site.models import Row, read_contents
from claimpack.site.pages import Site
from claimpack.site.pictures.front import pictures_of
from claimpack.site.render import PARTS, Pages
from claimpack.sql import definitions
from claimpack.stored import store_views

# What tells a site of ours from a folder of somebody else.
MARK = "site.json"
DOWNLOADS = "downloads"


@dataclass(frozen=True)
class Built:
    """A site: its folder, how many pages it has, and what a person should know."""

    folder: Path
    pages: int
    notes: list[str]


def build_site(
    package: Package,
    output: Path,
    base_url: str | None = None,
    with_sql_box: bool = True,
    duckdb_tarball: Path | None = None,
    progress: Callable[[str, int], None] = lambda name, steps: None,
) -> Built:
    """Write the site of a package.

    Args:
        package: the package.
        output: folder to write to: one that does not exist, an empty one, or an earlier site,
            which is replaced.
        base_url: where the site will be published; without it pages name no address of their own.
        with_sql_box: whether DuckDB for browsers goes into the site.
        duckdb_tarball: its npm package, where it does not come from the registry.
        progress: called with the name of each page before it is written, and how many there are.

    Raises:
        DataError: the package has errors.
        ClaimpackError: the folder cannot be written, or holds something else.
    """
    _expect_ours(output)
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=output.parent, prefix=".site-") as temporary:
            made = Path(temporary) / "site"
            made.mkdir()
            add_box = partial(_add_sql_box, made, duckdb_tarball) if with_sql_box else list
            pages, notes = _write(package, made, base_url, add_box, progress)
            made.chmod(0o755)
            if output.exists():
                output.replace(Path(temporary) / "before")
            made.replace(output)
    except OSError as error:
        raise ClaimpackError(
            f"{output} cannot be written: {error.strerror or error}",
            "choose another folder with -o DIR",
        ) from None
    return Built(output, pages, notes)


def _expect_ours(output: Path) -> None:
    """Refuse a folder that holds anything but a site: it would be replaced."""
    if output.is_symlink() or (output.exists() and not output.is_dir()):
        raise ClaimpackError(f"{output} is no folder", "name another with -o DIR")
    if not output.exists() or not any(output.iterdir()):
        return
    known = {*read_json(output, MARK)["entries"]} if (output / MARK).is_file() else set()
    for path in sorted(output.iterdir()):
        if path.name not in known:
            raise ClaimpackError(
                f"{output} holds {path.name}, which is not of a site",
                "remove it, or name an empty folder with -o DIR",
            )


def _write(
    package: Package,
    folder: Path,
    base_url: str | None,
    add_box: Callable[[], list[str]],
    progress: Callable[[str, int], None],
) -> tuple[int, list[str]]:
    """Write a site into an empty folder; return how many pages it has, and what to say of it."""
    downloads = folder / DOWNLOADS
    with (
        # Python draws for seconds, and lets nothing else of its process run meanwhile
        ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as drawing,
        ThreadPoolExecutor(max_workers=1) as beside,
    ):
        drawn = drawing.submit(pictures_of, package)
        report = check_package(package)
        expect_valid(report, "written")
        released = beside.submit(release_package, package, downloads, report=report)
        with opened(package, None, base_url, with_software=True, report=report) as source:
            store_views(source.connection, definitions(package.root))  # many pages ask them
            contents = read_contents(package, source.connection)
            site = describe_site(source, contents, drawn.result())
            notes = add_box() + missing(source.about)
            has_box = (folder / duckdb_wasm.FOLDER).is_dir()
            about = about_site(source, duckdb_wasm.FOLDER if has_box else None)

        def files_there() -> list[Row]:
            released.result()
            files: list[Row] = read_json(downloads, MANIFEST)["files"]
            return files + [_listed(downloads / name) for name in (MANIFEST, SUMS)]

        pages = write_pages(folder, site, about, files_there, progress)
    entries = sorted([MARK, *(path.name for path in folder.iterdir())])
    mark = {"package": package.name, "version": package.version, "tool": __version__}
    (folder / MARK).write_text(json_text(mark | {"entries": entries}), encoding="utf-8")
    return pages, notes


def _add_sql_box(folder: Path, tarball: Path | None) -> list[str]:
    """Put DuckDB for browsers into a site; where it cannot be had, return what to say of that."""
    try:
        found = duckdb_wasm.duckdb_wasm_files(tarball)
    except ClaimpackError as error:
        if tarball is not None:  # it was asked for
            raise
        return [f"the site has no SQL box: {error}; {error.fix or 'leave it out: --no-sql-box'}"]
    vendor = folder / duckdb_wasm.FOLDER
    vendor.mkdir(parents=True)
    for name, content in found.items():
        (vendor / name).write_bytes(content)
    return []


def _listed(path: Path) -> Row:
    """Return a file beside the release as the release lists its own."""
    return {
        "path": path.name,
        "bytes": path.stat().st_size,
        "sha256": sha256(path),
        "rows": None,
    }


def write_pages(
    folder: Path,
    site: Site,
    about: About,
    downloads: Callable[[], list[Row]],
    progress: Callable[[str, int], None] = lambda name, steps: None,
) -> int:
    """Write the pages of a site with their styles and scripts, and return how many there are.

    Args:
        folder: an empty folder.
        site: what stands on each page.
        about: what every page knows.
        downloads: gives the files that can be downloaded, as ``release.json`` lists them, when
            all other pages are written.
        progress: as of ``build_site``.
    """
    render = Pages(about, site.contents.labels)
    pages = list(site.pages())
    count = len(pages) + 1

    def write(path: str, template: str, model: Row) -> None:
        progress(path, count)
        target = folder / path
        target.parent.mkdir(exist_ok=True)
        target.write_text(render.page(path, template, **model), encoding="utf-8", newline="\n")

    for page in pages:
        write(*page)
    write(*site.downloads(downloads()))
    _assets(folder / "assets", site)
    return count


def _assets(folder: Path, site: Site) -> None:
    """Write styles and scripts, and what the table of claims and the page with a copy read."""
    for part in PARTS:
        with as_file(files(part) / "static") as static:
            shutil.copytree(static, folder, dirs_exist_ok=True)
    rows = {"columns": ROW, "rows": [list(row.values()) for row in site.rows]}
    script = f"window.claimpackClaims = {jsonld_text(rows, indent=None)}"
    (folder / "claims.js").write_text(script, encoding="utf-8", newline="\n")
    (folder / "spans.js").write_text(site.spans, encoding="utf-8", newline="\n")
