"""A lake holds what its packages hold, whole or not at all, whatever happens meanwhile."""

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from claimpack.bench.generate import Synthetic, generate_package
from claimpack.bench.writing import Layout
from claimpack.database import open_package, rows, view_columns, view_names
from claimpack.errors import ClaimpackError, DataError
from claimpack.lake.adding import add_package
from claimpack.lake.manifest import MANIFESTS, part_path, read_lake, read_manifest
from claimpack.lake.mapping import read_mapping
from claimpack.lake.pruning import prune_lake
from claimpack.lake.reading import open_lake, verify_lake
from claimpack.lake.relations import STORED, relations, standard
from claimpack.package import Package, load_package
from claimpack.sql import DUCKDB_TYPES

from .conftest import ROOT, Run, contents

REAL = "caspian-pipeline-claims"


def named(folder: Path, name: str, version: str = "0.1.0") -> Package:
    """Give a package another name or version."""
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(descriptor | {"name": name, "version": version}), encoding="utf-8")
    return load_package(folder)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small") / "small"
    generate_package(folder, Synthetic(20, seed=3))
    return folder


@pytest.fixture
def copy_of_small(small: Path, tmp_path: Path) -> Callable[..., Package]:
    def make(name: str, version: str = "0.1.0") -> Package:
        folder = shutil.copytree(small, tmp_path / f"{name}-{version}")
        return named(folder, name, version)

    return make


@pytest.fixture(scope="session")
def synthetic(tmp_path_factory: pytest.TempPathFactory) -> Package:
    """A package in parts and in Parquet, with more measures than fit into 32 bits of a place."""
    folder = tmp_path_factory.mktemp("synthetic") / "synthetic"
    generate_package(folder, Synthetic(600, seed=5), Layout("parquet", 3))
    return load_package(folder)


@pytest.fixture(scope="session")
def lake(tmp_path_factory: pytest.TempPathFactory, package: Package, synthetic: Package) -> Path:
    """A lake with this package and a synthetic one; tests only read it."""
    folder = tmp_path_factory.mktemp("lake") / "lake"
    for added in (package, synthetic):
        assert add_package(folder, added).changed
    return folder


@pytest.fixture(scope="session")
def asked(lake: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(config={"threads": 2})
    open_lake(lake, connection)
    return connection


def without_prefix(row: tuple[Any, ...], *names: str) -> tuple[Any, ...]:
    cells = []
    for cell in row:
        text = cell
        for name in names if isinstance(cell, str) else ():
            text = text.replace(f"{name}:", "")
        cells.append(text)
    return tuple(cells)


CALLS = (
    "claim_status_as_of('2026-11-22')",
    "claim_status_as_of('2026-11-22T10:00:00+02:00')",
    "evidence_verdict_at('infinity', '2025-02-18')",
    "evidence_verdict_on('2025-02-18')",
)


# A lake stores log_chain, and has no use for what serves it alone.
VIEWS = [name for name in view_names(standard()) if name != "doubtful_logs"]


@pytest.mark.parametrize("relation", [*VIEWS, *CALLS])
def test_every_view_says_of_a_lake_what_it_says_of_its_packages(
    relation: str,
    asked: duckdb.DuckDBPyConnection,
    opened: list[duckdb.DuckDBPyConnection],
    synthetic: Package,
) -> None:
    answers = [connection.execute(f"from {relation}") for connection in opened]
    columns = [column[0] for column in answers[0].description or []]
    expected = Counter(row for answer in answers for row in answer.fetchall())
    selected = ", ".join(f'"{column}"' for column in columns)
    found = asked.execute(f"select {selected} from {relation}").fetchall()
    assert Counter(without_prefix(row, REAL, synthetic.name) for row in found) == expected
    assert found or relation in ("corrections",)


@pytest.fixture(scope="session")
def opened(package: Package, synthetic: Package) -> list[duckdb.DuckDBPyConnection]:
    return [open_package(package), open_package(synthetic)]


def test_ids_of_the_lake_meet_only_their_own(asked: duckdb.DuckDBPyConnection) -> None:
    for table in standard().tables:
        for key in table.foreign_keys:
            [child], [parent] = key.fields, key.table_fields
            orphans = rows(
                asked,
                f"select {child} from {table.name} where {child} is not null"
                f" except select {parent} from {key.table}",
            )
            assert orphans == [], (table.name, child)
    prefixed = rows(
        asked, "select distinct split_part(claim_id, ':', 1) as name, package from claims"
    )
    assert {row["name"] for row in prefixed} == {row["package"] for row in prefixed} != set()


def test_what_is_stored_of_views_has_their_columns() -> None:
    with duckdb.connect() as connection:
        columns = view_columns(standard(), connection)
    for view in STORED:
        types = {name: DUCKDB_TYPES[kind].upper() for name, kind in view.columns.items()}
        assert types == columns[view.name]


def test_status_and_list_tell_of_the_lake(lake: Path, run: Run, package: Package) -> None:
    status = json.loads(run("status", "--lake", str(lake), "--format", "json").stdout)
    alone = json.loads(run("status", "--format", "json").stdout)
    mine = [c for c in status["claims"] if c["claim_id"].startswith(f"{REAL}:")]
    assert [c["verdict"] for c in mine] == [c["verdict"] for c in alone["claims"]]
    assert status["summary"]["claims"] == 65 + 600
    told = run("status", "--lake", str(lake), "--published-by", "2025-02-18", "--format", "json")
    then = run("status", "--published-by", "2025-02-18", "--format", "json")
    mine = [c for c in json.loads(told.stdout)["claims"] if c["claim_id"].startswith(f"{REAL}:")]
    for claim, other in zip(mine, json.loads(then.stdout)["claims"], strict=True):
        same = ("evidence_verdict", "agrees", "supporting_origins", "sources", "attention")
        assert [claim[name] for name in same] == [other[name] for name in same]
    listed = json.loads(run("lake", "list", "--lake", str(lake), "--format", "json").stdout)
    assert [row["package"] for row in listed] == [REAL, "synthetic-claims"]
    columns = {"package", "version", "rows", "standard", "added_at", "sha256", "damage"}
    assert listed[0].keys() == columns
    assert run("lake", "list", "--lake", str(lake), "--verify").returncode == 0
    answer = run("query", "--lake", str(lake), "--format", "json", "select package from packages")
    assert [row["package"] for row in json.loads(answer.stdout)] == [REAL, "synthetic-claims"]


@pytest.mark.parametrize(
    "sql",
    [
        "from read_csv('/etc/passwd')",
        "from '/etc/passwd'",
        "from glob('*')",
        "copy claims to 'x.csv'",
        "drop view claims",
        "set enable_external_access = true",
        "from read_parquet('{lake}/../other.parquet')",
    ],
)
def test_a_query_reads_the_lake_alone(sql: str, lake: Path, run: Run) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"copy (select 1) to '{lake.parent / 'other.parquet'}'")
    before = contents(lake)
    result = run("query", "--lake", str(lake), sql.format(lake=lake))
    assert result.returncode == 2
    assert result.stderr.startswith("error: ")
    assert contents(lake) == before


def test_packages_meet_at_addresses_origins_and_speakers(
    tmp_path: Path, package: Package, package_copy: Path
) -> None:
    folder = tmp_path / "lake"
    add_package(folder, package)
    add_package(folder, named(package_copy, "other-desk"))
    connection = duckdb.connect()
    open_lake(folder, connection)
    [addresses] = rows(connection, "select count(distinct url) as n from sources")
    shared = rows(connection, "from shared_addresses")
    assert len(shared) == addresses["n"] > 0
    assert {row["packages"] for row in shared} == {2}
    assert {row["package_names"] for row in shared} == {f"{REAL}, other-desk"}
    pairs = rows(connection, "from shared_origins where description = other_description")
    assert {(row["package"], row["other_package"]) for row in pairs} == {(REAL, "other-desk")}
    alone = open_package(package)
    once = rows(alone, "from speaker_record where kind <> 'unnamed' order by name")
    twice = rows(connection, "from speaker_records order by name")
    assert [row["name"] for row in twice] == [row["name"] for row in once]
    for both, one in zip(twice, once, strict=True):
        assert both["packages"] == 2
        assert both["assertions"] == 2 * one["assertions"]
        assert both["attributions_supported"] == 2 * one["attributions_supported"]


def test_a_speaker_is_known_by_the_wikidata_id_under_any_name(
    tmp_path: Path, copy_of_small: Callable[..., Package]
) -> None:
    lake = tmp_path / "lake"
    for name in ("one", "two"):
        package = copy_of_small(name)
        path = package.root / "claims" / "speakers.csv"
        cells = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
        for row in cells:
            row["name"] = f"{row['name']} {name}"
        cells[0] |= {"kind": "person", "wikidata_id": "Q42"}
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(cells[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(cells)
        add_package(lake, load_package(package.root))
    connection = duckdb.connect()
    open_lake(lake, connection)
    met = rows(connection, "from speaker_records where packages > 1")
    assert [row["wikidata_id"] for row in met] == ["Q42"]


def state(lake: Path) -> dict[str, bytes]:
    return contents(lake)


def test_adding_again_changes_nothing(
    tmp_path: Path, copy_of_small: Callable[..., Package], run: Run
) -> None:
    lake = tmp_path / "lake"
    package = copy_of_small("one")
    assert add_package(lake, package).changed
    before = state(lake)
    assert not add_package(lake, package).changed
    again = run("lake", "add", str(package.root), "--to", str(lake))
    assert (again.returncode, again.stdout) == (0, "one 0.1.0 is in the lake already\n")
    assert state(lake) == before


def test_a_version_is_replaced_by_a_newer_one_and_by_another_only_when_told(
    tmp_path: Path, copy_of_small: Callable[..., Package], run: Run
) -> None:
    lake = tmp_path / "lake"
    package = copy_of_small("one")
    add_package(lake, package)
    before = state(lake)
    path = package.root / "claims" / "speakers.csv"
    path.write_text(path.read_text().replace("unnamed", "organisation", 1).replace("Speaker", "Sp"))
    result = run("lake", "add", str(package.root), "--to", str(lake))
    assert result.returncode == 2
    assert "the lake has one 0.1.0 with other content" in result.stderr
    assert "--replace" in result.stderr
    assert state(lake) == before
    assert add_package(lake, package, replaces=True).replaced == "0.1.0"
    newer = copy_of_small("one", "0.2.0")
    assert add_package(lake, newer).replaced == "0.1.0"
    with pytest.raises(ClaimpackError, match=r"has one 0\.2\.0, which is newer than 0\.1\.0"):
        add_package(lake, package)
    assert [e.version for e in read_lake(lake).packages.values()] == ["0.2.0"]
    connection = duckdb.connect()
    open_lake(lake, connection)
    assert rows(connection, "select count(*) as n from claims") == [{"n": 20}]


def test_only_a_valid_package_goes_in(
    tmp_path: Path, copy_of_small: Callable[..., Package], run: Run
) -> None:
    lake = tmp_path / "lake"
    package = copy_of_small("one")
    path = package.root / "claims" / "claims.csv"
    path.write_text(path.read_text().replace(",yes,", ",perhaps,", 1))
    result = run("lake", "add", str(package.root), "--to", str(lake))
    assert result.returncode == 1
    assert "one is not valid" in result.stderr
    assert not lake.exists()


@pytest.mark.parametrize("name", ["A b", "..", "a/b", "a:b", "package=x", "ü", ""])
def test_a_name_that_is_no_part_of_a_path_is_refused(
    name: str, tmp_path: Path, copy_of_small: Callable[..., Package]
) -> None:
    package = named(copy_of_small("one").root, name)
    with pytest.raises(ClaimpackError, match="cannot be the name of a package in a lake"):
        add_package(tmp_path / "lake", package)
    assert not (tmp_path / "lake").exists()


def edit_table(
    root: Path, table: str, change: Callable[[dict[str, Any], list[dict]], None]
) -> None:  # type: ignore[type-arg]
    """Change the schema of a table and its rows."""
    schema_path = root / "schemas" / f"{table}.json"
    schema = json.loads(schema_path.read_text(encoding="utf-8"))
    path = root / "claims" / f"{table}.csv"
    cells = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    change(schema, cells)
    schema_path.write_text(json.dumps(schema), encoding="utf-8")
    with path.open("w", encoding="utf-8", newline="") as file:
        names = [field["name"] for field in schema["fields"]]
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(cells)


def of_another_standard(root: Path) -> Package:
    """A column has another name, one is missing, and one is of its own."""

    def sources(schema: dict[str, Any], cells: list[dict[str, str]]) -> None:
        for field in schema["fields"]:
            if field["name"] == "reliability_note":
                field["name"] = "remark"
        for row in cells:
            row.pop("reliability_note")
            row["remark"] = "kept"

    def speakers(schema: dict[str, Any], cells: list[dict[str, str]]) -> None:
        schema["fields"] = [f for f in schema["fields"] if f["name"] != "is_party_reason"]
        schema["fields"].append(
            {"name": "mood", "type": "string", "title": "M", "description": "M"}
        )
        for row in cells:
            row.pop("is_party_reason")
            row["mood"] = "fair"

    # it names every column of its standard; the rule of another standard would name others
    (root / "validation" / "rules" / "plain-text.sql").unlink()
    edit_table(root, "sources", sources)
    edit_table(root, "speakers", speakers)
    return load_package(root)


def test_packages_of_other_versions_of_the_standard_stand_side_by_side(
    tmp_path: Path, copy_of_small: Callable[..., Package], run: Run
) -> None:
    lake = tmp_path / "lake"
    add_package(lake, copy_of_small("new"))
    before = state(lake)
    old = of_another_standard(copy_of_small("old").root)
    refused = run("lake", "add", str(old.root), "--to", str(lake))
    assert refused.returncode == 2
    assert "the column speakers.mood of old is not in the standard of the lake" in refused.stderr
    assert "--mapping" in refused.stderr
    assert state(lake) == before
    mapping = tmp_path / "mapping.yml"
    mapping.write_text("sources: {remark: reliability_note}\nspeakers: {mood: null}\n")
    added = run("lake", "add", str(old.root), "--to", str(lake), "--mapping", str(mapping))
    assert added.returncode == 0, added.stderr
    connection = duckdb.connect()
    open_lake(lake, connection)
    notes = rows(
        connection,
        "select package, string_agg(distinct reliability_note) as notes from sources group by 1",
    )
    assert {row["package"]: row["notes"] for row in notes} == {"old": "kept", "new": "Synthetic."}
    reasons = "select count(is_party_reason) as n from speakers where package = 'old'"
    assert rows(connection, reasons) == [{"n": 0}]
    assert rows(connection, "select count(*) as n from claim_status") == [{"n": 40}]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[", "is no YAML"),
        ("claims", "is no mapping"),
        ("claims: {a: [1]}", "is no mapping"),
        ("nothing: {a: b}", "the mapping names the table 'nothing', which is not there"),
        ("claims: {nothing: b}", "the mapping names claims.nothing, which is not there"),
        ("claims: {claim_id: null}", "no column of claims is the key claim_id of claims"),
        ("claims: {claim_text: quote_exact}", "both become claims.quote_exact"),
        ("claims: {claim_text: quote_start}", "of type string, and claims.quote_start of type int"),
        ("tables: {claims: roots}", "is not in the standard of the lake"),
        ("tables: {claims: sources}", "is not in the standard of the lake"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(
    text: str, said: str, tmp_path: Path, copy_of_small: Callable[..., Package]
) -> None:
    path = tmp_path / "mapping.yml"
    path.write_text(text)
    with pytest.raises(ClaimpackError, match=said.replace(".", r"\.")):
        add_package(tmp_path / "lake", copy_of_small("one"), read_mapping(path))
    assert not (tmp_path / "lake").exists()


def test_packages_that_count_differently_do_not_go_into_one_lake(
    tmp_path: Path, copy_of_small: Callable[..., Package], run: Run
) -> None:
    lake = tmp_path / "lake"
    add_package(lake, copy_of_small("one"))
    before = state(lake)
    other = copy_of_small("two")
    path = other.root / "claims" / "policy.csv"
    path.write_text(
        path.read_text().replace("min_independent_origins,2", "min_independent_origins,3")
    )
    result = run("lake", "add", str(other.root), "--to", str(lake))
    assert result.returncode == 2
    assert "policy min_independent_origins: value is 3.0 in two and 2.0 in one" in result.stderr
    assert state(lake) == before


@pytest.mark.parametrize("command", [("status",), ("query", "from claims"), ("lake", "list")])
@pytest.mark.parametrize("path", ["missing", "folder", "file", "s3://bucket/lake"])
def test_what_is_not_a_lake_is_said_to_be_none(
    path: str, command: tuple[str, ...], tmp_path: Path, run: Run
) -> None:
    (tmp_path / "folder" / "claims").mkdir(parents=True)
    (tmp_path / "file").touch()
    result = run(*command, "--lake", path, cwd=tmp_path)
    assert result.returncode == 2
    assert result.stderr.count("error: ") == 1
    assert "is not a lake" in result.stderr or "is no folder" in result.stderr


def test_a_folder_with_something_else_does_not_become_a_lake(
    tmp_path: Path, copy_of_small: Callable[..., Package]
) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letter.txt").touch()
    with pytest.raises(ClaimpackError, match="is not a lake, and not empty"):
        add_package(tmp_path / "home", copy_of_small("one"))
    with pytest.raises(ClaimpackError, match="is no folder"):
        add_package(Path("s3://bucket/lake"), copy_of_small("two"))


@pytest.fixture
def damaged(tmp_path: Path, copy_of_small: Callable[..., Package]) -> Path:
    """A lake of one package, to be damaged."""
    add_package(tmp_path / "lake", copy_of_small("one"))
    return tmp_path / "lake"


def file_of(lake: Path, table: str) -> Path:
    [path] = (lake / "tables" / table).rglob("*.parquet")
    return path


def declare_size(lake: Path, table: str) -> None:
    """Have the manifest name the size that a file has now."""
    [path] = (lake / MANIFESTS).glob("*.json")
    manifest = json.loads(path.read_text())
    manifest["packages"]["one"]["parts"][table]["bytes"] = file_of(lake, table).stat().st_size
    path.write_text(json.dumps(manifest))


def cut(lake: Path) -> None:
    path = file_of(lake, "claims")
    path.write_bytes(path.read_bytes()[:-100])


def cut_unnoticed(lake: Path) -> None:
    cut(lake)
    declare_size(lake, "claims")


def foreign(lake: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(
            f"copy (select 1 as price) to '{file_of(lake, 'claims')}' (format parquet)"
        )
    declare_size(lake, "claims")


def other_type(lake: Path) -> None:
    path = file_of(lake, "articles")
    with duckdb.connect() as connection:
        connection.execute(f"create table t as select * replace (1 as title) from '{path}'")
        connection.execute(f"copy (select * exclude (package) from t) to '{path}' (format parquet)")
    declare_size(lake, "articles")


def without_id(lake: Path) -> None:
    path = file_of(lake, "claims")
    with duckdb.connect() as connection:
        connection.execute(f"create table t as select * exclude (claim_id, package) from '{path}'")
        connection.execute(f"copy t to '{path}' (format parquet)")
    declare_size(lake, "claims")


def missing(lake: Path) -> None:
    file_of(lake, "claims").unlink()


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (cut, "was cut off or changed"),
        (cut_unnoticed, "the lake holds a damaged file"),
        (foreign, "has a column 'price' (int32) that claims does not have"),
        (other_type, "has a column 'title' (int32) that articles does not have"),
        (without_id, "has no column 'claim_id'"),
        (missing, "is missing"),
    ],
)
def test_a_damaged_file_is_named(
    damage: Callable[[Path], None], said: str, damaged: Path, run: Run, tmp_path: Path
) -> None:
    damage(damaged)
    for command in (("query", "from claim_status"), ("status",)):
        result = run(*command, "--lake", str(damaged))
        assert result.returncode == 1
        assert said in result.stderr.replace("…", "")
        assert result.stderr.count("error: ") == 1
    with pytest.raises(DataError):
        verify_lake(damaged)
    package = tmp_path / "one-0.1.0"
    result = run("lake", "add", str(package), "--to", str(damaged), "--replace")
    assert result.returncode == 0, result.stderr
    verify_lake(damaged)  # the content is the same, the files are made anew


@pytest.mark.parametrize("damage", [cut, cut_unnoticed, foreign, without_id, missing])
def test_a_damaged_package_is_left_out_and_the_others_answer(
    damage: Callable[[Path], None], damaged: Path, run: Run, copy_of_small: Callable[..., Package]
) -> None:
    damage(damaged)
    add_package(damaged, copy_of_small("two"))
    asked = ("--lake", str(damaged), "--format", "json")
    counted = run("query", *asked, "select package, count(*) as n from claims group by package")
    assert json.loads(counted.stdout) == [{"package": "two", "n": 20}]
    told = run("status", *asked)
    assert {row["claim_id"].split(":")[0] for row in json.loads(told.stdout)["claims"]} == {"two"}
    listed = run("lake", "list", *asked)
    one, two = json.loads(listed.stdout)
    assert one["damage"] and two["damage"] is None
    assert "1 of 2 packages are damaged" in listed.stderr
    for result in (counted, told):
        assert result.stderr.startswith("left out: one: ")
        assert "lake add PKG --to DIR --replace" in result.stderr
    assert {result.returncode for result in (counted, told, listed)} == {1}
    # a program that does not ask to be told gets no answer that is not whole
    with duckdb.connect() as connection, pytest.raises(DataError):
        open_lake(damaged, connection)


def test_one_that_is_refused_does_not_keep_out_the_next(
    damaged: Path, run: Run, copy_of_small: Callable[..., Package], tmp_path: Path
) -> None:
    wrong = copy_of_small("wrong")
    claims = wrong.root / "claims" / "claims.csv"
    claims.write_text(claims.read_text().replace("attribution", "hearsay", 1))
    two = copy_of_small("two")
    result = run(
        *("lake", "add", str(wrong.root), str(tmp_path / "nowhere"), str(two.root)),
        *("--to", str(damaged), "--format", "json"),
    )
    assert result.returncode == 2
    assert [added["package"] for added in json.loads(result.stdout)] == ["two"]
    assert f"not added: {wrong.root}: wrong is not valid" in result.stderr
    assert f"not added: {tmp_path / 'nowhere'}: " in result.stderr
    assert "1 of 3 packages are in the lake" in result.stderr
    assert set(read_lake(damaged).packages) == {"one", "two"}
    # what is at fault is the data, where nothing else is
    assert run("lake", "add", str(wrong.root), str(two.root), "--to", str(damaged)).returncode == 1


def aged(lake: Path, hours: float, but: str = "") -> None:
    """Make the files of a lake so old, but for those whose path holds a text."""
    for path in lake.rglob("*"):
        if path.is_file() and not (but and but in str(path)):
            then = path.stat().st_mtime - hours * 3600
            os.utime(path, (then, then))


def test_prune_removes_what_no_manifest_names(
    damaged: Path, copy_of_small: Callable[..., Package], run: Run
) -> None:
    for version in ("0.2.0", "0.3.0", "0.4.0"):
        add_package(damaged, copy_of_small("one", version))
    killed = damaged / "tables" / "claims" / "package=two" / "0123456789abcdef.parquet"
    killed.parent.mkdir()
    killed.write_bytes(b"begun")
    begun = damaged / MANIFESTS / ".begun"
    begun.write_bytes(b"{")
    mine = killed.with_name("mine.parquet")
    mine.write_bytes(b"mine")
    before = state(damaged)
    prune = ("lake", "prune", "--lake", str(damaged), "--format", "json")
    young = json.loads(run(*prune).stdout)
    parts = len(read_lake(damaged).packages["one"].parts)
    assert young == {
        **{"manifests": [], "files": [], "bytes": 0, "dry_run": False},
        "waiting": 2,  # older versions are named by manifests that somebody may be reading
    }
    aged(damaged, 30)
    tried = json.loads(run(*prune, "--dry-run").stdout)
    assert state(damaged) == before
    done = json.loads(run(*prune).stdout)
    assert tried == {**done, "dry_run": True}
    assert len(done["manifests"]) == 2
    assert len(done["files"]) == 2 * parts + 2
    assert {str(killed.relative_to(damaged)), str(begun.relative_to(damaged))} <= {*done["files"]}
    left = state(damaged)
    assert set(before) - set(left) == {*done["manifests"], *done["files"]}
    assert str(mine.relative_to(damaged)) in left
    assert verify_lake(damaged).packages["one"].version == "0.4.0"
    # the state before still counts where the newest manifest is damaged
    (damaged / MANIFESTS / "00000004.json").unlink()
    assert verify_lake(damaged).packages["one"].version == "0.3.0"


def test_prune_leaves_writers_and_readers_alone(
    damaged: Path, copy_of_small: Callable[..., Package]
) -> None:
    for version in ("0.2.0", "0.3.0"):
        add_package(damaged, copy_of_small("one", version))
    # the oldest was replaced long ago; the files of a writer, who is at work, are young
    writers = damaged / "tables" / "claims" / "package=two" / "0123456789abcdef.parquet"
    writers.parent.mkdir()
    writers.write_bytes(b"begun")
    aged(damaged, 30, but=writers.name)
    kept = prune_lake(damaged, 24)
    assert len(kept.manifests) == 1 and kept.waiting == 1 and writers.exists()
    # a reader that began before the last two replacements still finds its files
    for version in ("0.4.0", "0.5.0"):
        add_package(damaged, copy_of_small("one", version))
    assert prune_lake(damaged, 24).manifests == ["manifests/00000002.json"]
    assert read_manifest(damaged, 3).packages["one"].version == "0.3.0"
    [entry] = read_manifest(damaged, 3).packages.values()
    assert part_path(damaged, "claims", "one", entry.files).exists()


def test_prune_follows_no_link_and_stops_at_a_damaged_manifest(
    damaged: Path, copy_of_small: Callable[..., Package], tmp_path: Path
) -> None:
    outside = tmp_path / "outside.parquet"
    outside.write_bytes(b"precious")
    link = damaged / "tables" / "claims" / "package=two" / "0123456789abcdef.parquet"
    link.parent.mkdir()
    link.symlink_to(outside)
    aged(damaged, 30)
    assert prune_lake(damaged, 24).files == []
    assert link.is_symlink() and outside.exists()
    add_package(damaged, copy_of_small("one", "0.2.0"))
    (damaged / MANIFESTS / "00000001.json").write_text("{")
    before = state(damaged)
    with pytest.raises(DataError):
        prune_lake(damaged, 24)
    assert state(damaged) == before


def test_a_changed_byte_is_found_where_all_is_read(damaged: Path) -> None:
    path = file_of(damaged, "claims")
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 1
    path.write_bytes(content)
    with pytest.raises(DataError, match="its SHA-256 is another"):
        verify_lake(damaged)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text[:-20], "the manifest of the lake is damaged"),
        (lambda text: text.replace('"claimpack_lake": 1', '"claimpack_lake": 2'), "format 2"),
        (lambda text: text.replace('"one"', '"../one"'), "no name of a package"),
        (lambda text: text.replace('"files": "', '"files": "../'), "no name of files"),
        (lambda text: text.replace('"claims"', '"../claims"'), "there is no table"),
        (lambda text: text.replace('"version"', '"other"'), "not a manifest"),
        (lambda text: "[]", "no manifest that this claimpack reads"),
    ],
)
def test_a_damaged_manifest_is_named(
    change: Callable[[str], str], said: str, damaged: Path, run: Run
) -> None:
    [path] = (damaged / MANIFESTS).glob("*.json")
    path.write_text(change(path.read_text()))
    for command in (("query", "from claims"), ("lake", "list")):
        result = run(*command, "--lake", str(damaged))
        assert result.returncode in (1, 2)
        assert said in result.stderr
        assert result.stderr.count("error: ") == 1


# Runs `lake add` with something else first: a limit, or a death.
PROGRAM = """
import os, resource, signal, sys
from claimpack.cli import main
import claimpack.lake.adding as adding
{first}
sys.argv = ["claimpack", *sys.argv[1:]]
main()
"""


def adding(first: str, package: Package, lake: Path) -> list[str]:
    program = PROGRAM.format(first=first)
    return [sys.executable, "-c", program, "lake", "add", str(package.root), "--to", str(lake)]


def add_with(first: str, package: Package, lake: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        adding(first, package, lake),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def test_a_writer_that_is_killed_leaves_the_lake_as_it_was(
    damaged: Path, copy_of_small: Callable[..., Package], run: Run
) -> None:
    before = read_lake(damaged)
    package = copy_of_small("two")
    first = "adding.publish = lambda *_: os.kill(os.getpid(), signal.SIGKILL)"
    assert add_with(first, package, damaged).returncode == -signal.SIGKILL
    assert any("package=two" in path for path in state(damaged))  # it had written its files
    assert read_lake(damaged) == before
    counted = run(
        "query", "--lake", str(damaged), "--format", "json", "select count(*) n from claims"
    )
    assert json.loads(counted.stdout) == [{"n": 20}]
    assert add_package(damaged, package).changed
    assert set(verify_lake(damaged).packages) == {"one", "two"}


def test_no_space_left_is_said_and_leaves_the_lake_as_it_was(
    damaged: Path, copy_of_small: Callable[..., Package]
) -> None:
    before = state(damaged)
    package = copy_of_small("two")
    first = (
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1500, 1500))"
    )
    result = add_with(first, package, damaged)
    assert result.returncode == 2, result.stderr
    assert "cannot be written" in result.stderr
    assert result.stderr.count("error: ") == 1
    assert state(damaged) == before


@pytest.mark.skipif(os.geteuid() != 0, reason="only root mounts a small disk")
def test_a_full_disk_is_said_and_leaves_the_lake_as_it_was(
    tmp_path: Path, small: Path, copy_of_small: Callable[..., Package], run: Run
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=250k", "none", str(disk)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("a small disk cannot be mounted here")
    try:
        full = None
        for number in range(8):
            before = state(disk / "lake") if number else {}
            package = copy_of_small(f"number-{number}")
            full = run("lake", "add", str(package.root), "--to", str(disk / "lake"))
            if full.returncode:
                break
        assert full is not None
        assert full.returncode == 2, full.stderr
        assert "cannot be written" in full.stderr
        assert state(disk / "lake") == before
        assert number > 0
        verify_lake(disk / "lake")
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_writers_at_once_lose_nothing(
    tmp_path: Path, copy_of_small: Callable[..., Package]
) -> None:
    lake = tmp_path / "lake"
    names = [f"desk-{number}" for number in range(4)]
    packages = [copy_of_small(name) for name in names]
    # all have read the lake, and written their files, before the first of them publishes
    first = (
        "import pathlib, time\n"
        f"here = pathlib.Path({str(tmp_path / 'waiting')!r}); here.mkdir(exist_ok=True)\n"
        "publish = adding.publish\n"
        "def late(*arguments):\n"
        "    (here / str(os.getpid())).touch()\n"
        "    while len(list(here.iterdir())) < 5: time.sleep(0.01)\n"
        "    return publish(*arguments)\n"
        "adding.publish = late"
    )
    writers = [
        subprocess.Popen(
            adding(first, package, lake),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        for package in [*packages, packages[0]]  # one of them twice
    ]
    told = [writer.communicate(timeout=120) for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * 5, told
    manifest = verify_lake(lake)
    assert set(manifest.packages) == set(names)
    assert manifest.number == 4
    assert sum("is in the lake already" in out for out, _ in told) == 1
    connection = duckdb.connect()
    open_lake(lake, connection)
    assert rows(connection, "select count(*) as n from claim_status") == [{"n": 80}]


def test_a_package_that_changes_while_it_is_added_is_not_taken(
    tmp_path: Path, copy_of_small: Callable[..., Package], monkeypatch: pytest.MonkeyPatch
) -> None:
    import claimpack.lake.adding as adding

    package = copy_of_small("one")

    def change(*_: object) -> None:
        path = package.root / "claims" / "claims.csv"
        path.write_text(path.read_text() + "\n")

    monkeypatch.setattr(adding, "_expect_valid", change)
    with pytest.raises(ClaimpackError):
        add_package(tmp_path / "lake", package)
    assert not (tmp_path / "lake" / MANIFESTS).exists()
    assert state(tmp_path / "lake") == {}


def test_every_table_of_the_standard_has_a_place() -> None:
    assert {table.name for table in standard().tables} | {"roots", "log_chain"} == set(relations())
    assert {name for name, relation in relations().items() if relation.is_shared} == {
        *(table.name for table in standard().tables if table.is_code_list),
        "policy",
    }
    assert standard().root == ROOT
