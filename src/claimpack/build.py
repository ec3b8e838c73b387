"""Build what readers open: claims.duckdb with tables and views, and Parquet files."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from claimpack import __version__
from claimpack.database import connect, open_package, view_names
from claimpack.errors import ClaimpackError
from claimpack.package import Package
from claimpack.sql import definitions, literal, quoted
from claimpack.stored import store_views

# The oldest DuckDB that opens the database.
STORAGE_VERSION = "v1.2.0"
# The smallest: many small tables and keys take a block each, 27 MB instead of 2.
BLOCK_SIZE = 16_384


@dataclass(frozen=True)
class Built:
    """A file that was built, and how many rows it holds (None for the database)."""

    path: Path
    rows: int | None


def build_package(
    package: Package, output: Path, progress: Callable[[str, int], None] = lambda name, steps: None
) -> list[Built]:
    """Write claims.duckdb, and one Parquet file a table and a view, sorted.

    A Parquet file names the package, its version and that of the standard in its metadata.

    Every file is written beside its place and moved there when all are complete, so that a
    failure leaves what was there before.

    Args:
        package: the package.
        output: folder to write to; made where it does not exist.
        progress: called with the name of each file before it is written, and how many there are.

    Raises:
        ClaimpackError: the folder cannot be written.
        DataError: the data cannot be loaded.
    """
    try:
        output.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=output, prefix=".build-") as temporary:
            built = _write(package, Path(temporary), progress)
            for file in built:
                target = output / file.path.relative_to(temporary)
                target.parent.mkdir(exist_ok=True)
                file.path.replace(target)
    except OSError as error:
        raise ClaimpackError(
            f"{output} cannot be written: {error.strerror}", "choose another folder with -o DIR"
        ) from None
    except duckdb.Error as error:
        raise ClaimpackError(
            f"{output} cannot be written: {str(error).splitlines()[0]}",
            "choose another folder with -o DIR",
        ) from None
    return [Built(output / file.path.relative_to(temporary), file.rows) for file in built]


def _write(package: Package, folder: Path, progress: Callable[[str, int], None]) -> list[Built]:
    database = folder / "claims.duckdb"
    names = [*(table.name for table in package.tables), *view_names(package)]
    # which package and which standard a file belongs to, when it is found alone
    known = (
        f"{{'claimpack.package': {literal(package.name)},"
        f" 'claimpack.version': {literal(package.version)},"
        f" 'claimpack.standard': {literal(__version__)}}}"
    )
    progress(database.name, len(names) + 1)
    with connect() as connection:
        connection.execute(
            f"attach {literal(str(database))} as built"
            f" (storage_version {literal(STORAGE_VERSION)}, block_size {BLOCK_SIZE})"
        )
        connection.execute("use built")
        open_package(package, connection=connection, folder=folder)
        store_views(connection, definitions(package.root))
        built = [Built(database, None)]
        (folder / "parquet").mkdir()
        for name in names:
            path = folder / "parquet" / f"{name}.parquet"
            progress(path.name, len(names) + 1)
            count = connection.execute(
                f"copy (from {quoted(name)} order by all) to {literal(str(path))}"
                f" (format parquet, kv_metadata {known})"
            ).fetchone()
            built.append(Built(path, int(count[0]) if count else 0))
        connection.execute("use memory; detach built")
    return built
