"""Unpack an archive that may come from anybody: a release as a zip file, a commit as a tar stream.

Files are written one by one into an empty folder, and only regular ones. What is counted is what
is written: the sizes that an archive claims are claims. Anything odd ends it, for a release of
this tool has nothing odd.
"""

from __future__ import annotations

import io
import stat
import tarfile
import unicodedata
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import IO

from claimpack.errors import ClaimpackError
from claimpack.findings import shown

MAX_FILES = 10_000
# A repository holds more than a release.
MAX_COMMIT_FILES = 100_000
MAX_BYTES = 4 << 30
# Tables of text deflate to a tenth; bombs to a thousandth. Small archives may swell freely.
MAX_RATIO = 100
FREE_BYTES = 64 << 20
# A zip file lists its files in one piece at its end, which readers hold in memory.
MAX_DIRECTORY = 4 << 20
MAX_NAME = 512
PIECE = 1 << 16
# Others need tables in memory as large as the archive says (LZMA), or are rare.
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
ENCRYPTED = 0x1 | 0x40
LOCAL_HEADER = 30
# Names that mean a device on Windows, with any extension.
DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{device}{number}" for device in ("com", "lpt") for number in "123456789¹²³"
}
LIMITS = (
    f"at most {MAX_FILES:,} files, {MAX_BYTES >> 30} GB in all, and {MAX_RATIO} times the size of"
    " the archive are unpacked"
)
# What zipfile raises for bytes that make no zip file.
MALFORMED = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError),
    *(ValueError, OverflowError, LookupError),
)


class UnsafeError(Exception):
    """Why an archive is not unpacked, and what to do."""

    fix = "a release of claimpack has no such file: take it from where it was published"


class TooLargeError(UnsafeError):
    """An archive swells beyond a limit."""

    fix = LIMITS


def unzip(path: Path, folder: Path) -> None:
    """Unpack a zip file into an empty folder.

    Args:
        path: the zip file.
        folder: where to; nothing outside of it is touched.

    Raises:
        ClaimpackError: it is no zip file, or one that no release is; the folder holds a part.
    """
    try:
        with path.open("rb") as file, zipfile.ZipFile(_ShortReads(file)) as archive:
            members = archive.infolist()
            _expect_sound(members)
            packed = path.stat().st_size
            budget = _Budget(min(MAX_BYTES, max(FREE_BYTES, MAX_RATIO * packed)))
            for member in members:
                if not member.is_dir():
                    with archive.open(member) as content:
                        size = budget.write(content, folder / member.filename)
                    if size != member.file_size:
                        raise UnsafeError(f"{_told(member.filename)} has another size than is said")
    except UnsafeError as error:
        raise ClaimpackError(f"{path} is not unpacked: {error}", error.fix) from None
    except OSError as error:
        reason = error.strerror or error
        raise ClaimpackError(f"{path} cannot be unpacked: {reason}") from None
    except MALFORMED as error:
        raise ClaimpackError(
            f"{path} cannot be unpacked: {error}",
            "take the release from where it was published, and compare its SHA-256",
        ) from None


def untar(stream: IO[bytes], folder: Path) -> None:
    """Unpack what ``git archive`` writes into an empty folder, as it comes.

    What is no plain file with a plain name is left out: what a link names is not in the commit.

    Args:
        stream: the tar file.
        folder: where to; nothing outside of it is touched.

    Raises:
        ClaimpackError: it is no tar file, or too large; the folder holds a part.
    """
    budget = _Budget(MAX_BYTES)
    try:
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            for number, member in enumerate(archive):
                if number >= MAX_COMMIT_FILES:
                    raise TooLargeError(f"it has more than {MAX_COMMIT_FILES:,} files")
                if not member.isreg() or _why_no_name(member.name):
                    continue
                content = archive.extractfile(member)
                if content is not None:
                    budget.write(content, folder / member.name)
    except UnsafeError as error:
        raise ClaimpackError(f"the commit is not unpacked: {error}", error.fix) from None
    except (tarfile.TarError, OSError, ValueError) as error:
        raise ClaimpackError(f"the commit cannot be unpacked: {error}") from None


class _ShortReads(io.RawIOBase):
    """A file of which nobody reads more at once than a list of files may take."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > MAX_DIRECTORY:
            raise TooLargeError(f"its list of files is larger than {MAX_DIRECTORY >> 20} MB")
        if size is None or size < 0:
            size = MAX_DIRECTORY
        return self._file.read(size)


class _Budget:
    """How many bytes may still be written."""

    def __init__(self, size: int) -> None:
        self._left = size

    def write(self, content: IO[bytes], target: Path) -> int:
        """Write a new file in pieces and return its size."""
        target.parent.mkdir(parents=True, exist_ok=True)
        size = 0
        with target.open("xb") as out:
            while piece := content.read(PIECE):
                size += len(piece)
                self._left -= len(piece)
                if self._left < 0:
                    raise TooLargeError(f"it swells too much, at {_told(target.name)}")
                out.write(piece)
        return size


def _expect_sound(members: list[zipfile.ZipInfo]) -> None:
    """Refuse a zip file by its list of files."""
    if len(members) > MAX_FILES:
        raise TooLargeError(f"it has {len(members):,} files")
    spelt: dict[str, str] = {}
    end, before = 0, ""
    for member in sorted(members, key=lambda member: member.header_offset):
        # zipfile cuts a name at NUL
        name = member.orig_filename
        if problem := _why_no_name(name.removesuffix("/")):
            raise UnsafeError(f"{_told(name)} {problem}")
        kind = stat.S_IFMT(member.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise UnsafeError(f"{_told(name)} is a link or no file")
        if member.flag_bits & ENCRYPTED:
            raise UnsafeError(f"{_told(name)} is encrypted")
        if member.compress_type not in METHODS:
            raise UnsafeError(f"{_told(name)} is compressed otherwise than by deflate")
        if member.header_offset < 0:
            raise UnsafeError("its beginning is missing")
        if member.header_offset < end:
            raise UnsafeError(f"{_told(before)} and {_told(name)} overlap")
        end, before = member.header_offset + LOCAL_HEADER + member.compress_size, name
        _expect_one_spelling(name, spelt)


def _why_no_name(name: str) -> str | None:
    """Return why a name could lead out of a folder, or is none on some system."""
    parts = name.split("/")
    if len(name.encode("utf-8", "surrogateescape")) > MAX_NAME:
        return f"has a name of more than {MAX_NAME} bytes"
    if "\\" in name or ":" in name or not name.isprintable():
        return "has a backslash, a colon or a control character in its name"
    if {"", ".", ".."} & set(parts):
        return "leads out of its folder"
    for part in parts:
        if part.partition(".")[0].rstrip().casefold() in DEVICES or part[-1] in ". ":
            return "has a name that Windows gives to no file"
    return None


def _expect_one_spelling(name: str, spelt: dict[str, str]) -> None:
    """Refuse a file that stands there twice, or that another system takes for another."""
    path = PurePosixPath(name)
    for part in (path, *path.parents[:-1]):
        text = part.as_posix()
        key = unicodedata.normalize("NFC", text).casefold()
        first = spelt.setdefault(key, text)
        if first != text:
            raise UnsafeError(f"{_told(first)} and {_told(text)} differ in case only")
    if not name.endswith("/"):
        # a file may stand there once, and not also be a folder
        key = "\0" + unicodedata.normalize("NFC", name).casefold()
        if key in spelt:
            raise UnsafeError(f"{_told(name)} stands in it twice")
        spelt[key] = name


def _told(name: str) -> str:
    return f"'{shown(name)}'"
