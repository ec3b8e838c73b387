"""DuckDB for the browser, as the SQL box of the site needs it: two files of one npm package.

They are kept in the user's cache, as they go into the site; what they hold is hashed again before
every use, so that the cache need not be trusted.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import tarfile
import zlib
from importlib.resources import files
from pathlib import Path

from claimpack.errors import ClaimpackError
from claimpack.files import write_bytes_atomically
from claimpack.site.npm_package import NpmPackage, fetch_tarball, read_tarball

# Another version: change the three hashes and VERSION, and run tests/site/test_sql_box.py.
VERSION = "1.32.0"
PACKAGE = NpmPackage(
    "@duckdb/duckdb-wasm",
    VERSION,
    "sha512-IewXTNYEjsZCPE9weUWgtjGxUlMRo7qhX0GF6tq/KjK8bnY+RAl4cyUdYUfcdzbyb4b9ZxPC+FOsCcxgaKFWMg==",
)
SCRIPT, SCRIPT_SHA256 = (
    "package/dist/duckdb-browser-blocking.cjs",
    "5d6ea37317c4de1c00f7549f7766be761aa7bb81b5035a0117dadeb66d330b78",
)
MODULE, MODULE_SHA256 = (
    "package/dist/duckdb-eh.wasm",
    "4c221bfa59c11f24dbd750e70c90b9252eca6eec5633936e6a2ec766e55fd879",
)
# The name of a script has to end so, or a server says that it is none.
SCRIPT_FILE = "duckdb.js"
# 8 MB instead of 34; the browser unpacks it, whatever the server does.
MODULE_FILE = "duckdb-eh.wasm.gz"
LICENCE_FILE = "LICENSE.txt"
# Where the site has them.
FOLDER = f"vendor/duckdb-wasm-{VERSION}"
MAX_MODULE = 64 << 20
# Of the command that builds the site.
OPTION = "--duckdb-wasm FILE"


def duckdb_wasm_files(tarball: Path | None = None) -> dict[str, bytes]:
    """Return the files that belong into ``FOLDER`` of a site, by their names.

    Args:
        tarball: the npm package, brought along by somebody without a network; by default it comes
            from the cache or the registry.

    Raises:
        ClaimpackError: the package cannot be had, or is not the pinned one.
    """
    if tarball is not None:
        found = _unpacked(read_tarball(PACKAGE, tarball))
    else:
        found = _cached() or {}
        if not found:
            found = _unpacked(fetch_tarball(PACKAGE, OPTION))
            _keep(found)
    # the npm package names its licence and does not carry it
    licence = files(__package__) / "licences" / "duckdb-wasm.txt"
    return found | {LICENCE_FILE: licence.read_bytes()}


def _unpacked(tarball: bytes) -> dict[str, bytes]:
    """Return the two files from the pinned tarball; nothing in it is written by its own name."""
    with tarfile.open(fileobj=io.BytesIO(tarball), mode="r:gz") as archive:
        found = {}
        for name in (SCRIPT, MODULE):
            content = archive.extractfile(name)
            if content is None:
                raise ClaimpackError(f"{PACKAGE} has no file {name}")
            found[name] = content.read(MAX_MODULE)
    # without a time in it, so that the site is the same whenever it is built
    return {
        SCRIPT_FILE: found[SCRIPT],
        MODULE_FILE: gzip.compress(found[MODULE], compresslevel=9, mtime=0),
    }


def _cached() -> dict[str, bytes] | None:
    folder = _cache()
    if folder is None:
        return None
    try:
        script = (folder / SCRIPT_FILE).read_bytes()
        packed = (folder / MODULE_FILE).read_bytes()
        module = _expand(packed)
    except (OSError, EOFError, zlib.error):
        return None
    if (_sha256(script), _sha256(module)) != (SCRIPT_SHA256, MODULE_SHA256):
        return None
    return {SCRIPT_FILE: script, MODULE_FILE: packed}


def _expand(packed: bytes) -> bytes:
    with gzip.open(io.BytesIO(packed)) as file:
        return file.read(MAX_MODULE)


def _keep(content: dict[str, bytes]) -> None:
    folder = _cache()
    if folder is None:
        return
    # without a cache the next site needs the network again
    with contextlib.suppress(OSError, ClaimpackError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for name, data in content.items():
            write_bytes_atomically(folder / name, data)


def _cache() -> Path | None:
    from platformdirs import user_cache_path

    try:
        return user_cache_path("claimpack") / FOLDER
    except RuntimeError:  # a user without a home
        return None


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
