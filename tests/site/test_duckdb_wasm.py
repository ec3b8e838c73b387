"""What comes from the npm registry: only the pinned bytes, whoever sends them."""

import base64
import gzip
import hashlib
import io
import os
import tarfile
from pathlib import Path

import pytest

from claimpack.errors import ClaimpackError
from claimpack.package import Package
from claimpack.site import duckdb_wasm, npm_package, site
from claimpack.site.npm_package import NpmPackage

from ..conftest import ROOT
from .browsing import served

SCRIPT, MODULE = b"exports.a = 1;\n", b"\0asm and so on"


def tarball_of(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return packed.getvalue()


TARBALL = tarball_of({duckdb_wasm.SCRIPT: SCRIPT, duckdb_wasm.MODULE: MODULE})
INTEGRITY = "sha512-" + base64.b64encode(hashlib.sha512(TARBALL).digest()).decode()
PACKAGE = NpmPackage("@some/thing", "1.2.3", INTEGRITY)
FILES = {"duckdb.js": SCRIPT, "duckdb-eh.wasm.gz": gzip.compress(MODULE, mtime=0)}


@pytest.fixture
def pinned(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Pin the small package, and return the cache where its files are kept."""
    monkeypatch.setattr(duckdb_wasm, "PACKAGE", PACKAGE)
    for name, content in (("SCRIPT_SHA256", SCRIPT), ("MODULE_SHA256", MODULE)):
        monkeypatch.setattr(duckdb_wasm, name, hashlib.sha256(content).hexdigest())
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "claimpack" / duckdb_wasm.FOLDER


@pytest.fixture
def no_npm(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))


def give_npm(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a program of that name in front of all others."""
    (folder / "bin").mkdir()
    npm = folder / "bin" / "npm"
    npm.write_text(f"#!/bin/sh\n{script}\n")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}")


def publish(folder: Path, content: bytes) -> None:
    """Lay a tarball where a registry that is a folder has it."""
    target = folder / "@some" / "thing" / "-"
    target.mkdir(parents=True)
    (target / "thing-1.2.3.tgz").write_bytes(content)


def test_by_https_only_the_pinned_bytes_are_taken(
    no_npm: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    publish(tmp_path / "good", TARBALL)
    publish(tmp_path / "bad", TARBALL + b"x")
    with served(tmp_path) as address:
        monkeypatch.setenv("npm_config_registry", f"{address}/good/")
        assert npm_package.fetch_tarball(PACKAGE, "--x") == TARBALL
        monkeypatch.setenv("npm_config_registry", f"{address}/bad")
        with pytest.raises(ClaimpackError, match="another SHA-512 than the pinned one"):
            npm_package.fetch_tarball(PACKAGE, "--x")
        monkeypatch.setenv("npm_config_registry", f"{address}/none")
        with pytest.raises(ClaimpackError, match="there is no npm; the registry answered 404"):
            npm_package.fetch_tarball(PACKAGE, "--x")
        monkeypatch.setattr(npm_package, "MAX_BYTES", 10)
        monkeypatch.setenv("npm_config_registry", f"{address}/good")
        with pytest.raises(ClaimpackError, match="sent more than"):
            npm_package.fetch_tarball(PACKAGE, "--x")
    with pytest.raises(ClaimpackError, match="not within reach") as caught:
        npm_package.fetch_tarball(PACKAGE, "--from FILE")
    assert caught.value.fix is not None
    assert "npm pack @some/thing@1.2.3" in caught.value.fix and "--from FILE" in caught.value.fix


@pytest.mark.parametrize("registry", ["file:///etc", "ftp://example.org", "nonsense"])
def test_a_registry_is_an_address_on_the_web(
    registry: str, no_npm: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("npm_config_registry", registry)
    with pytest.raises(ClaimpackError, match="no address on the web"):
        npm_package.fetch_tarball(PACKAGE, "--x")


@pytest.mark.skipif(os.name == "nt", reason="the npm of this test is a shell script")
def test_npm_brings_it_and_https_is_tried_where_npm_fails(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "there.tgz").write_bytes(TARBALL)
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9")
    give_npm(tmp_path, monkeypatch, f'test "$2" = @some/thing@1.2.3 && cp {tmp_path}/there.tgz .')
    assert npm_package.fetch_tarball(PACKAGE, "--x") == TARBALL
    (tmp_path / "there.tgz").write_bytes(b"other")
    with pytest.raises(ClaimpackError, match=r"another SHA-512.*not within reach"):
        npm_package.fetch_tarball(PACKAGE, "--x")
    (tmp_path / "bin" / "npm").write_text("#!/bin/sh\necho npm error code E401 >&2\nexit 1\n")
    with pytest.raises(ClaimpackError, match=r"npm pack ended with 1 \(E401\)"):
        npm_package.fetch_tarball(PACKAGE, "--x")
    publish(tmp_path / "good", TARBALL)
    with served(tmp_path) as address:
        monkeypatch.setenv("npm_config_registry", f"{address}/good")
        assert npm_package.fetch_tarball(PACKAGE, "--x") == TARBALL


def test_what_is_kept_is_used_again_unless_it_was_changed(
    pinned: Path, no_npm: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    publish(tmp_path / "good", TARBALL)
    with served(tmp_path) as address:
        monkeypatch.setenv("npm_config_registry", f"{address}/good")
        made = duckdb_wasm.duckdb_wasm_files()
    assert gzip.decompress(made["duckdb-eh.wasm.gz"]) == MODULE
    assert made["duckdb.js"] == SCRIPT
    assert b"DuckDB" in made["LICENSE.txt"]
    # without a network
    assert duckdb_wasm.duckdb_wasm_files() == made
    for name in FILES:
        good = (pinned / name).read_bytes()
        for changed in (b"", good[:-9], gzip.compress(b"other"), b"other"):
            (pinned / name).write_bytes(changed)
            with pytest.raises(ClaimpackError, match="cannot be had"):
                duckdb_wasm.duckdb_wasm_files()
        (pinned / name).write_bytes(good)
    assert duckdb_wasm.duckdb_wasm_files() == made


def test_without_a_cache_it_still_comes(
    pinned: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(duckdb_wasm, "fetch_tarball", lambda *_: TARBALL)
    (tmp_path / "cache").write_text("a file where the cache would be")
    assert duckdb_wasm.duckdb_wasm_files()["duckdb.js"] == SCRIPT


def test_a_file_that_somebody_brings_is_taken_if_it_is_the_pinned_one(
    pinned: Path, tmp_path: Path
) -> None:
    file = tmp_path / "thing.tgz"
    file.write_bytes(TARBALL)
    assert duckdb_wasm.duckdb_wasm_files(file)["duckdb.js"] == SCRIPT
    assert not pinned.exists()
    file.write_bytes(TARBALL + b"x")
    with pytest.raises(ClaimpackError, match="it has another SHA-512") as caught:
        duckdb_wasm.duckdb_wasm_files(file)
    assert caught.value.fix == "get it with: npm pack @some/thing@1.2.3"
    with pytest.raises(ClaimpackError, match="does not exist"):
        duckdb_wasm.duckdb_wasm_files(tmp_path / "none.tgz")
    with pytest.raises(ClaimpackError, match="not a file"):
        duckdb_wasm.duckdb_wasm_files(tmp_path)


def test_a_site_without_the_box_says_why_and_a_wrong_file_ends_it(
    package: Package, pinned: Path, no_npm: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9")
    # the pages do not matter here
    monkeypatch.setattr(site, "_write", lambda *given: (1, given[3]()))
    built = site.build_site(package, tmp_path / "site")
    assert len(built.notes) == 1
    assert built.notes[0].startswith("the site has no SQL box: @some/thing@1.2.3 cannot be had")
    assert "--duckdb-wasm FILE" in built.notes[0]
    assert site.build_site(package, tmp_path / "other", with_sql_box=False).notes == []
    (tmp_path / "wrong.tgz").write_bytes(b"wrong")
    with pytest.raises(ClaimpackError, match="another SHA-512"):
        site.build_site(package, tmp_path / "none", duckdb_tarball=tmp_path / "wrong.tgz")
    assert not (tmp_path / "none").exists()
    (tmp_path / "right.tgz").write_bytes(TARBALL)
    built = site.build_site(package, tmp_path / "none", duckdb_tarball=tmp_path / "right.tgz")
    there = {path.name for path in (built.folder / duckdb_wasm.FOLDER).iterdir()}
    assert there == {"duckdb.js", "duckdb-eh.wasm.gz", "LICENSE.txt"}


def test_the_guide_names_the_pinned_version() -> None:
    guide = (ROOT / "docs" / "guide" / "site.md").read_text(encoding="utf-8")
    assert f"npm pack {duckdb_wasm.PACKAGE}`" in guide
