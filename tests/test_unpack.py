"""Archives that come from anybody: nothing outside of the folder, little memory, clear errors."""

import io
import os
import stat
import struct
import subprocess
import tarfile
import tracemalloc
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from claimpack import unpack
from claimpack.earlier import earlier_package
from claimpack.errors import ClaimpackError
from claimpack.package import Package, load_package

from .conftest import ROOT, Run

Member = tuple[str, bytes]
Edit = Callable[[list[zipfile.ZipInfo]], object]


def nothing(members: list[zipfile.ZipInfo]) -> None:
    """Leave the list of files as it is."""


def zipped(
    *members: Member, edit: Edit = nothing, compression: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """Return a zip file, its list of files edited before it is written."""
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a name that stands there twice
        with zipfile.ZipFile(out, "w", compression) as archive:
            for name, content in members:
                archive.writestr(zipfile.ZipInfo(name), content, compression)
            edit(archive.filelist)
    return out.getvalue()


def with_name(name: str) -> bytes:
    return zipped(("datapackage.json", b"{}"), (name, b"mine"))


def size_is(size: int) -> Edit:
    return lambda members: setattr(members[0], "file_size", size)


def as_link(members: list[zipfile.ZipInfo]) -> None:
    members[0].create_system = 3
    members[0].external_attr = (stat.S_IFLNK | 0o777) << 16


def as_encrypted(members: list[zipfile.ZipInfo]) -> None:
    members[0].flag_bits |= 0x1


def as_overlapping(members: list[zipfile.ZipInfo]) -> None:
    members[1].header_offset = members[0].header_offset


ONE = ("a.txt", b"some text")
LEADS_OUT = "leads out of its folder"
ODD = "has a backslash, a colon or a control character in its name"
NO_WINDOWS = "has a name that Windows gives to no file"

HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "the folder above": (lambda: with_name("../evil.txt"), f"'../evil.txt' {LEADS_OUT}"),
    "the folder above, from below": (lambda: with_name("a/../../evil.txt"), LEADS_OUT),
    "from the root": (lambda: with_name("/tmp/evil.txt"), LEADS_OUT),
    "a folder without a name": (lambda: with_name("a//evil.txt"), LEADS_OUT),
    "a backslash": (lambda: with_name("..\\evil.txt"), ODD),
    "a drive": (lambda: with_name("C:evil.txt"), ODD),
    "a stream of a file": (lambda: with_name("claims.csv:evil"), ODD),
    "a control character": (lambda: with_name("a\x1b[2J.txt"), r"a\x1b[2J.txt"),
    "a bidi control": (lambda: with_name("a\u202etxt.exe"), r"a\u202etxt.exe"),
    "a NUL": (lambda: with_name("a.txt?../x").replace(b"a.txt?", b"a.txt\0"), r"a.txt\x00../x"),
    "a device": (lambda: with_name("claims/NUL"), NO_WINDOWS),
    "a device with an extension": (lambda: with_name("Con.csv"), NO_WINDOWS),
    "a dot at the end": (lambda: with_name("a./b"), NO_WINDOWS),
    "a huge name": (lambda: with_name("a" * 60_000), "more than 512 bytes"),
    "a link": (lambda: zipped(ONE, edit=as_link), "'a.txt' is a link or no file"),
    "one name twice": (lambda: zipped(ONE, ONE), "'a.txt' stands in it twice"),
    "names that differ in case": (
        lambda: zipped(("claims/a.csv", b""), ("claims/A.csv", b"")),
        "'claims/a.csv' and 'claims/A.csv' differ in case only",
    ),
    "folders that differ in case": (
        lambda: zipped(("claims/a.csv", b""), ("Claims/b.csv", b"")),
        "'claims' and 'Claims' differ in case only",
    ),
    "names that differ in form": (
        lambda: zipped(("\u00e9", b""), ("e\u0301", b"")),
        "differ in case only",
    ),
    "a file that is a folder": (lambda: zipped(("a", b""), ("a/b", b"")), "cannot be unpacked"),
    "encrypted": (lambda: zipped(ONE, edit=as_encrypted), "'a.txt' is encrypted"),
    "overlapping": (
        lambda: zipped(ONE, ("b.txt", b"other"), edit=as_overlapping),
        "'a.txt' and 'b.txt' overlap",
    ),
    "compressed by LZMA, which may need gigabytes": (
        lambda: zipped(ONE, compression=zipfile.ZIP_LZMA),
        "'a.txt' is compressed otherwise than by deflate",
    ),
    "less than it says": (lambda: zipped(ONE, edit=size_is(1 << 40)), "has another size"),
    "more than it says": (lambda: zipped(ONE, edit=size_is(4)), "Bad CRC-32"),
    "10,001 files": (lambda: zipped(*((f"{n}", b"") for n in range(10_001))), "10,001 files"),
    "a bomb": (lambda: zipped(("a", bytes(80 << 20))), "it swells too much, at 'a'"),
    "a bomb that says it is small": (
        lambda: zipped(("a", bytes(80 << 20)), edit=size_is(70 << 20)),
        "it swells too much, at 'a'",
    ),
    "cut off": (lambda: zipped(ONE)[:-30], "File is not a zip file"),
    "without its beginning": (lambda: zipped(ONE)[20:], "its beginning is missing"),
    "no zip file": (lambda: b"PK\x03\x04 no", "File is not a zip file"),
    "empty": (lambda: b"", "File is not a zip file"),
}


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A folder to unpack into, with nothing beside it."""
    folder = tmp_path / "room" / "target"
    folder.mkdir(parents=True)
    return folder


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_zip_file_is_refused(name: str, room: Path, tmp_path: Path) -> None:
    make, says = HOSTILE[name]
    path = tmp_path / "release.zip"
    path.write_bytes(make())
    with pytest.raises(ClaimpackError) as error:
        unpack.unzip(path, room)
    assert says in str(error.value)
    assert str(error.value).startswith(f"{path} ") and str(error.value).isprintable()
    assert {p.name for p in tmp_path.iterdir()} == {"room", "release.zip"}
    assert list(room.parent.iterdir()) == [room]
    assert not any(p.is_symlink() for p in room.rglob("*"))
    assert sum(p.stat().st_size for p in room.rglob("*")) <= unpack.FREE_BYTES


def a_million_files() -> bytes:
    """Return a zip file with a list of a million files, none of which is there."""
    entry = struct.pack(
        "<4s4B4HL2L5H2L", b"PK\1\2", *(20, 3, 20, 0), *([0] * 4), *([0] * 3), 7, *([0] * 6)
    )
    listed = b"".join(entry + b"%07d" % number for number in range(1_000_000))
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(listed), 0, 0)
    return listed + end


def test_a_million_files_take_no_memory(room: Path, tmp_path: Path) -> None:
    path = tmp_path / "many.zip"
    path.write_bytes(a_million_files())
    tracemalloc.start()
    try:
        with pytest.raises(ClaimpackError, match="its list of files is larger than 4 MB") as error:
            unpack.unzip(path, room)
        assert tracemalloc.get_traced_memory()[1] < 16 << 20
    finally:
        tracemalloc.stop()
    assert error.value.fix == unpack.LIMITS
    assert list(room.iterdir()) == []


def test_the_limits_are_told_and_a_large_file_takes_no_memory(
    room: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "large.zip"
    path.write_bytes(zipped(("a", bytes(60 << 20)), ("b", b"b")))
    tracemalloc.start()
    try:
        unpack.unzip(path, room)
        assert tracemalloc.get_traced_memory()[1] < 8 << 20
    finally:
        tracemalloc.stop()
    assert (room / "a").stat().st_size == 60 << 20
    (room / "a").unlink()
    (room / "b").unlink()
    monkeypatch.setattr(unpack, "MAX_BYTES", 1 << 20)
    with pytest.raises(ClaimpackError, match="swells too much") as error:
        unpack.unzip(path, room)
    assert error.value.fix == (
        "at most 10,000 files, 4 GB in all, and 100 times the size of the archive are unpacked"
    )
    page = (ROOT / "docs" / "guide" / "releasing.md").read_text(encoding="utf-8")
    assert "10,000 files, 4 GB in all, and 100 times" in page


def test_what_is_plain_is_unpacked_and_a_zip_file_in_it_stays_one(
    room: Path, tmp_path: Path
) -> None:
    inner = zipped(("../evil.txt", b"mine"))
    path = tmp_path / "release.zip"
    path.write_bytes(zipped(("claims/", b""), ("claims/a.csv", b"id\n1\n"), ("inner.zip", inner)))
    unpack.unzip(path, room)
    found = {p.relative_to(room).as_posix(): p for p in room.rglob("*") if p.is_file()}
    assert set(found) == {"claims/a.csv", "inner.zip"}
    assert found["claims/a.csv"].read_bytes() == b"id\n1\n"
    assert found["inner.zip"].read_bytes() == inner


def test_a_pipe_is_not_waited_for(tmp_path: Path, run: Run) -> None:
    os.mkfifo(tmp_path / "release.zip")
    result = run("diff", str(tmp_path / "release.zip"))
    assert (result.returncode, result.stdout) == (2, "")
    assert "release.zip is a pipe, not a file" in result.stderr


@pytest.mark.parametrize("command", [("diff",), ("log", "verify", "--against"), ("release",)])
def test_commands_refuse_a_hostile_zip_file(
    command: tuple[str, ...], tmp_path: Path, run: Run
) -> None:
    path = tmp_path / "hostile.zip"
    path.write_bytes(with_name("../evil.txt"))
    previous = ("--previous",) if command == ("release",) else ()
    out = ("-o", str(tmp_path / "out")) if command == ("release",) else ()
    result = run(*command, *previous, str(path), *out)
    assert (result.returncode, result.stdout) == (2, "")
    assert "'../evil.txt' leads out of its folder" in result.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["hostile.zip"]


def test_two_packages_in_one_zip_file_are_told(tmp_path: Path, package: Package) -> None:
    path = tmp_path / "two.zip"
    path.write_bytes(zipped(("b/datapackage.json", b"{}"), ("a/datapackage.json", b"{}")))
    with (
        pytest.raises(ClaimpackError, match=r"a/datapackage\.json and b/datapackage\.json"),
        earlier_package(str(path), package),
    ):
        pass


def git(root: Path, *arguments: str, stdin: str = "") -> str:
    done = subprocess.run(
        ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments],
        cwd=root,
        input=stdin,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.fixture
def repository(package_copy: Path) -> Path:
    """A copy of the package with a commit."""
    git(package_copy, "init", "--quiet")
    git(package_copy, "add", ".")
    git(package_copy, "commit", "--quiet", "--message", "x")
    return package_copy


def test_a_commit_is_read_without_its_links_and_submodules(repository: Path) -> None:
    (repository / "schemas" / "policy.json").unlink()
    (repository / "schemas" / "policy.json").symlink_to("/etc/passwd")
    (repository / "elsewhere").symlink_to("..")
    head = git(repository, "rev-parse", "HEAD")
    git(repository, "add", ".")
    git(repository, "update-index", "--add", "--cacheinfo", f"160000,{head},module")
    git(repository, "commit", "--quiet", "--message", "links")
    git(repository, "reset", "--quiet", "--hard", "HEAD~1")
    package = load_package(repository)
    with (
        pytest.raises(ClaimpackError, match=r"schemas/policy\.json does not exist"),
        earlier_package("HEAD@{1}", package),
    ):
        pass
    with earlier_package(head, package) as earlier:
        assert earlier.version == package.version


def test_a_tar_stream_leads_nowhere_else(room: Path) -> None:
    """What git itself refuses to write, and other programs in its place might not."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name in ("../evil.txt", "/tmp/evil.txt", "a/../../evil.txt", "C:evil.txt", "fine.txt"):
            member = tarfile.TarInfo(name)
            member.size = 4
            archive.addfile(member, io.BytesIO(b"mine"))
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE):
            member = tarfile.TarInfo(f"odd-{kind.decode()}")
            member.type, member.linkname = kind, "../outside"
            archive.addfile(member)
    out.seek(0)
    unpack.untar(out, room)
    assert [path.name for path in room.rglob("*")] == ["fine.txt"]
    assert list(room.parent.iterdir()) == [room]


@pytest.mark.parametrize("name", ["-x", "--output=evil", "--remote=evil"])
def test_a_reference_is_no_option(name: str, repository: Path, run: Run) -> None:
    git(repository, "update-ref", f"refs/heads/{name}", "HEAD")
    result = run("diff", "--package", str(repository), "--", name, cwd=repository)
    assert (result.returncode, result.stdout) == (2, "")
    assert f"there is no file and no commit '{name}'" in result.stderr
    assert not (repository / "evil").exists()


def test_a_commit_with_too_much_in_it_is_refused(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = load_package(repository)
    monkeypatch.setattr(unpack, "MAX_COMMIT_FILES", 5)
    with pytest.raises(ClaimpackError, match="more than 5 files"), earlier_package("HEAD", package):
        pass
    monkeypatch.undo()
    monkeypatch.setattr(unpack, "MAX_BYTES", 1000)
    with pytest.raises(ClaimpackError, match="swells too much"), earlier_package("HEAD", package):
        pass


def test_a_tar_stream_that_ends_early_is_refused(repository: Path, room: Path) -> None:
    archive = subprocess.run(
        ["git", "archive", "HEAD"], cwd=repository, capture_output=True, check=True
    ).stdout
    with pytest.raises(ClaimpackError, match="cannot be unpacked"):
        unpack.untar(io.BytesIO(archive[:5000]), room)
