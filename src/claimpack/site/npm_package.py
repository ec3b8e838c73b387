"""A package from the npm registry, pinned by its hash: what readers' browsers need and PyPI lacks.

It comes by npm where there is one, for npm knows the registry and the login of a newsroom, and
else by https from the registry. Whoever delivers it, only the bytes that are pinned are taken.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import shutil
import subprocess
import tempfile
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from claimpack.errors import ClaimpackError
from claimpack.scan import irregular

REGISTRY = "https://registry.npmjs.org/"
MAX_BYTES = 64 << 20
# For the whole by npm, and for each answer by https.
NPM_SECONDS = 300
HTTPS_SECONDS = 60
# It would wait for a minute where there is no network.
NO_RETRY = "--fetch-retries=0"
NPM_CODE = re.compile(rb"npm (?:error|ERR!) code ([A-Z0-9_]+)")


@dataclass(frozen=True)
class NpmPackage:
    """One version of a package.

    Attributes:
        name, version: as the registry has them.
        integrity: ``sha512-`` and the hash in base64, as package-lock.json has it.
    """

    name: str
    version: str
    integrity: str

    def __str__(self) -> str:
        """Return the package as npm names it."""
        return f"{self.name}@{self.version}"

    @property
    def file_name(self) -> str:
        """The name of its tarball in the registry."""
        return f"{self.name.rpartition('/')[2]}-{self.version}.tgz"


def read_tarball(package: NpmPackage, path: Path) -> bytes:
    """Return the tarball of a package that somebody has on disk.

    Raises:
        ClaimpackError: it cannot be read, or is not the pinned one.
    """
    try:
        if problem := irregular(path):
            raise ClaimpackError(f"{path} {problem}")
        if path.stat().st_size > MAX_BYTES:
            raise ClaimpackError(f"{path} is not the tarball of {package}: it is too large")
        content = path.read_bytes()
    except OSError as error:
        raise ClaimpackError(f"{path} cannot be read: {error.strerror}") from None
    if not _is_pinned(package, content):
        raise ClaimpackError(
            f"{path} is not the tarball of {package}: it has another SHA-512",
            f"get it with: npm pack {package}",
        )
    return content


def fetch_tarball(package: NpmPackage, option: str) -> bytes:
    """Return the tarball of a package from the registry.

    Args:
        package: the package.
        option: of the command, with which somebody without a network gives the file.

    Raises:
        ClaimpackError: it cannot be had, or what comes is not the pinned one.
    """
    problems = []
    for fetch in (_by_npm, _by_https):
        try:
            content = fetch(package)
        except _UnavailableError as error:
            problems.append(str(error))
            continue
        if _is_pinned(package, content):
            return content
        problems.append("what the registry sent has another SHA-512 than the pinned one")
    raise ClaimpackError(
        f"{package} cannot be had from the npm registry: {'; '.join(problems)}",
        "set npm_config_registry to a registry that is within reach, or run"
        f" 'npm pack {package}' where there is one and give the file with {option}",
    )


class _UnavailableError(Exception):
    """Why one way to the registry did not work."""


def _by_npm(package: NpmPackage) -> bytes:
    npm = shutil.which("npm")
    if npm is None:
        raise _UnavailableError("there is no npm")
    # in a folder of its own: the settings of a package from somebody else are not npm's business
    with tempfile.TemporaryDirectory(prefix="claimpack-") as folder:
        try:
            done = subprocess.run(
                [npm, "pack", str(package), "--ignore-scripts", "--loglevel=error", NO_RETRY],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
                timeout=NPM_SECONDS,
            )
        except subprocess.TimeoutExpired:
            raise _UnavailableError(f"npm took more than {NPM_SECONDS} seconds") from None
        except OSError as error:
            raise _UnavailableError(f"npm cannot be run: {error.strerror}") from None
        tarballs = list(Path(folder).glob("*.tgz"))
        if done.returncode or len(tarballs) != 1 or tarballs[0].stat().st_size > MAX_BYTES:
            code = NPM_CODE.search(done.stderr)
            told = f" ({code.group(1).decode()})" if code else ""
            raise _UnavailableError(f"npm pack ended with {done.returncode}{told}")
        return tarballs[0].read_bytes()


def _by_https(package: NpmPackage) -> bytes:
    names = ("npm_config_registry", "NPM_CONFIG_REGISTRY")  # npm takes both
    registry = next((os.environ[name] for name in names if os.environ.get(name)), REGISTRY)
    address = f"{registry.rstrip('/')}/{package.name}/-/{package.file_name}"
    # urllib opens files too
    if not address.startswith(("https://", "http://")):
        raise _UnavailableError("npm_config_registry is no address on the web")
    try:
        with urllib.request.urlopen(address, timeout=HTTPS_SECONDS) as answer:
            content: bytes = answer.read(MAX_BYTES + 1)
    except urllib.error.HTTPError as error:
        raise _UnavailableError(f"the registry answered {error.code}") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise _UnavailableError(f"the registry is not within reach ({reason})") from None
    if len(content) > MAX_BYTES:
        raise _UnavailableError(f"the registry sent more than {MAX_BYTES >> 20} MB")
    return content


def _is_pinned(package: NpmPackage, content: bytes) -> bool:
    digest = base64.b64encode(hashlib.sha512(content).digest()).decode()
    return f"sha512-{digest}" == package.integrity
