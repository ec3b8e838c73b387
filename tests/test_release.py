"""A release is the same bytes everywhere, works without our code, and refuses what is not ready."""

import hashlib
import json
import subprocess
import zipfile
from pathlib import Path

import pytest

from claimpack.log import verify_log
from claimpack.package import load_package

from .conftest import ROOT, Run
from .faults import Tables, add, change, rechain

NAME = "caspian-pipeline-claims-0.1.0.zip"


def test_everything_is_there_and_its_sums_are_right(released: Path) -> None:
    names = {path.name for path in released.iterdir()}
    assert names == {
        *(NAME, "claims.duckdb", "parquet", "report.json", "report.html"),
        *("release.json", "SHA256SUMS"),
    }
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=released, check=False
    )
    assert done.returncode == 0
    lines = (released / "SHA256SUMS").read_text().splitlines()
    assert len(lines) == sum(path.is_file() for path in released.rglob("*")) - 1


def test_the_descriptor_tells_sizes_hashes_and_the_log(unzipped: Path) -> None:
    descriptor = json.loads((unzipped / "datapackage.json").read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        content = (unzipped / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    proof = verify_log(load_package(ROOT))
    assert descriptor["claimpack:log"] == {"entries": 248, "heads_sha256": proof.heads_sha256}


def test_a_later_log_is_held_against_the_release(released: Path, package_copy: Path) -> None:
    package = load_package(package_copy)
    assert verify_log(package, str(released / NAME)).valid
    tables = Tables()
    for edit in (change("assessments", "C015-03", verdict="refuted"), rechain("C015")):
        edit(tables)
    tables.write(package_copy)
    assert not verify_log(package, str(released / NAME)).valid


def version(root: Path, number: str) -> None:
    path = root / "datapackage.json"
    path.write_text(path.read_text().replace('"version": "0.1.0"', f'"version": "{number}"'))


def test_a_citation_of_another_version_is_refused(
    package_copy: Path, run: Run, tmp_path: Path
) -> None:
    cited = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    (package_copy / "CITATION.cff").write_text(cited.replace("0.1.0", "0.0.9"), encoding="utf-8")
    done = run("release", "--package", str(package_copy), "-o", str(tmp_path / "dist"))
    assert done.returncode == 1
    assert "CITATION.cff says version 0.0.9, datapackage.json 0.1.0" in done.stderr
    assert "claimpack export citation" in done.stderr


@pytest.mark.parametrize(
    ("number", "is_fine"), [("0.1.0", False), ("0.1.1", False), ("0.2.0", True)]
)
def test_a_version_that_is_too_small_is_refused(
    released: Path, package_copy: Path, tmp_path: Path, run: Run, number: str, is_fine: bool
) -> None:
    tables = Tables()
    add("speakers", speaker_id="zoe", name="Zoe", kind="person", is_party_reason="?")(tables)
    tables.write(package_copy)
    version(package_copy, number)
    out = tmp_path / "out"
    result = run(
        *("release", "--previous", str(released / NAME), "-o", str(out)),
        *("--package", str(package_copy)),
    )
    if is_fine:
        assert result.returncode == 0, result.stderr
        assert (out / "changes.csv").read_text() == (
            "change,table,row_key,column,old,new\nadded,speakers,zoe,,,\n"
        )
        assert result.stdout.endswith("0.2.0 after 0.1.0: a minor change\n")
        told = json.loads((out / "release.json").read_text())
        assert told["previous"] == {
            "version": "0.1.0",
            "level": "minor",
            "reasons": ["minor: 1 row is added in speakers"],
            "verdicts_changed": 0,
        }
    else:
        assert (result.returncode, result.stdout) == (1, "")
        assert (
            f"the version {number} is too small after 0.1.0: minor: 1 row is added" in result.stderr
        )
        assert '→ set "version": "0.2.0" in datapackage.json' in result.stderr
        assert not out.exists()


def test_a_package_with_errors_is_not_released(
    package_copy: Path, tmp_path: Path, run: Run
) -> None:
    tables = Tables()
    change("publishers", "tass", kind="nothing")(tables)
    tables.write(package_copy)
    out = tmp_path / "out"
    result = run("release", "-o", str(out), "--package", str(package_copy))
    assert (result.returncode, result.stdout) == (1, "")
    assert "nothing was released: the package has 1 error" in result.stderr
    assert not out.exists()


def test_nothing_that_is_not_of_the_package_is_released(package_copy: Path, run: Run) -> None:
    (package_copy / "secret.txt").write_text("mine")
    (package_copy / "validation" / ".notes").write_text("mine")
    (package_copy / "sql" / "link.sql").symlink_to("/etc/passwd")
    result = run("release", "--package", str(package_copy))
    assert result.returncode == 2 and "leads out of the package" in result.stderr
    (package_copy / "sql" / "link.sql").unlink()
    assert run("release", "--package", str(package_copy)).returncode == 0
    with zipfile.ZipFile(package_copy / "dist" / NAME) as archive:
        names = archive.namelist()
    assert names == sorted(names)
    assert not {"secret.txt", "validation/.notes"} & set(names)
    assert not any(name.startswith(("dist/", ".claimpack/")) for name in names)


def test_another_release_of_one_version_is_refused(package_copy: Path, run: Run) -> None:
    def release() -> tuple[int, str]:
        done = run("release", "--package", str(package_copy))
        return done.returncode, done.stderr

    assert release()[0] == 0
    assert release()[0] == 0, "the same content may be released again"
    there = package_copy / "dist" / NAME
    before = there.read_bytes()
    tables = Tables()
    change("publishers", "tass", name="Tass")(tables)
    tables.write(package_copy)
    code, says = release()
    assert code == 1 and "is a release of this version with other content" in says
    assert there.read_bytes() == before


def test_without_a_change_there_is_the_header_alone(tmp_path: Path, run: Run) -> None:
    out = str(tmp_path / "out")
    result = run("release", "--previous", str(ROOT), "-o", out, "--format", "json")
    assert result.returncode == 0, result.stderr
    told = json.loads(result.stdout)
    assert told["version"] == "0.1.0"
    assert (told["previous"]["level"], told["previous"]["reasons"]) == ("none", [])
    assert {"path": f"{out}/changes.csv", "rows": None} in told["files"]
    changes = tmp_path / "out" / "changes.csv"
    assert changes.read_text() == "change,table,row_key,column,old,new\n"
    assert run("release", "-o", out).returncode == 0
    assert not changes.exists(), "the changes of another release would stand beside this one"


def test_a_name_that_is_a_path_is_refused(package_copy: Path, run: Run) -> None:
    path = package_copy / "datapackage.json"
    text = path.read_text().replace('"caspian-pipeline-claims"', '"../../evil"')
    path.write_text(text)
    result = run("release", "--package", str(package_copy))
    assert (result.returncode, result.stdout) == (1, "")
    assert "'../../evil' cannot name a file" in result.stderr
    assert not (package_copy / "dist").exists()
