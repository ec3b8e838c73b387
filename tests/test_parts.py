"""Tables of several files, and tables in Parquet: checked, built and asked like one CSV file."""

import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from claimpack.check import Report, check_package
from claimpack.database import open_package
from claimpack.errors import ClaimpackError, DataError
from claimpack.package import Package, load_package
from claimpack.sql import DUCKDB_TYPES, literal, quoted, read_csv

from .conftest import ROOT, Run

Edit = Callable[[Path], None]


def to_parts(root: Path, name: str, sizes: list[int], form: str) -> list[str]:
    """Write a table in several files, in parts of so many rows and a last one with the rest."""
    package = load_package(root)
    table = package.table(name)
    source = f"{read_csv(table, root / table.path)}"
    (root / "claims" / name).mkdir()
    paths, start = [], 0
    with duckdb.connect() as connection:
        columns = ", ".join(
            quoted(field.name)
            if form == "csv"
            else f"cast({quoted(field.name)} as {DUCKDB_TYPES[field.type]}) as {quoted(field.name)}"
            for field in table.fields
        )
        connection.execute(f"create table cells as select {columns} from {source}")
        for number, size in enumerate([*sizes, 10**9]):
            path = f"claims/{name}/part-{number}.{form}"
            connection.execute(
                f"copy (from cells limit {size} offset {start}) to {literal(str(root / path))}"
                f" (format {form})"
            )
            paths.append(path)
            start += size
    (root / table.path).unlink()
    rename(root, name, paths, form)
    return paths


def rename(root: Path, name: str, paths: list[str], form: str) -> None:
    descriptor = json.loads((root / "datapackage.json").read_text())
    for resource in descriptor["resources"]:
        if resource["name"] == name:
            resource.update(path=paths if len(paths) > 1 else paths[0], format=form)
            for key in ("mediatype", "encoding", "dialect"):
                resource.pop(key, None)
    (root / "datapackage.json").write_text(json.dumps(descriptor))


def checked(root: Path) -> Report:
    return check_package(load_package(root))


def all_rows(package: Package) -> dict[str, list[tuple[object, ...]]]:
    with open_package(package) as connection:
        return {
            table.name: connection.execute(f"from {quoted(table.name)} order by all").fetchall()
            for table in package.tables
        }


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_package_in_parts_is_the_same_package(package_copy: Path, form: str, run: Run) -> None:
    before = checked(package_copy)
    rows = all_rows(load_package(package_copy))
    for name, sizes in (
        ("claims", [10, 1]),
        ("assessments", [40]),
        ("articles", []),
        ("units", [2]),
    ):
        to_parts(package_copy, name, sizes, form)
    after = checked(package_copy)
    assert (after.findings, after.rows, after.rules) == ([], before.rows, before.rules)
    assert all_rows(load_package(package_copy)) == rows
    status = run("status", "--package", str(package_copy), "--format", "json")
    assert json.loads(status.stdout) == json.loads(
        run("status", "--package", str(ROOT), "--format", "json").stdout
    )


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_wrong_cell_is_found_in_its_part(package_copy: Path, form: str) -> None:
    paths = to_parts(package_copy, "claims", [10, 20], form)
    part = package_copy / paths[1]
    options = ", all_varchar = true" if form == "csv" else ""
    with duckdb.connect() as connection:
        connection.execute(
            f"create table part as from read_{form}({literal(str(part))}{options});"
            "update part set claim_kind = 'rumour' where claim_id = 'C014';"
            "update part set claim_id = 'C003' where claim_id = 'C015'"
        )
        connection.execute(f"copy part to {literal(str(part))} (format {form})")
    found = {
        (finding.rule, finding.file, finding.line, finding.value)
        for finding in checked(package_copy).findings
        if finding.table == "claims"
    }
    shift = 1 if form == "csv" else 0
    assert ("foreign-key", paths[1], 4 + shift, "rumour") in found
    assert ("primary-key", paths[1], 5 + shift, "C003") in found
    message = next(f.message for f in checked(package_copy).findings if f.rule == "primary-key")
    assert message == f"stands in {'line' if shift else 'row'} {3 + shift} of {paths[0]} already"


def test_a_part_of_lines_that_are_no_rows(package_copy: Path) -> None:
    paths = to_parts(package_copy, "claims", [10], "csv")
    text = (package_copy / paths[0]).read_text().splitlines(keepends=True)
    (package_copy / paths[0]).write_text("".join([*text[:5], "\n", *text[5:]]))
    lines = (package_copy / paths[1]).read_text().splitlines(keepends=True)
    lines[3] = lines[3].replace(",fact,", ",rumour,").replace(",attribution,", ",rumour,")
    (package_copy / paths[1]).write_text("".join(lines))
    found = [
        (f.rule, f.file, f.line) for f in checked(package_copy).findings if f.table == "claims"
    ]
    assert ("blank-row", paths[0], 6) in found
    assert ("foreign-key", paths[1], 4) in found


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-200])


def no_parquet(path: Path) -> None:
    path.write_bytes(b"claim_id,article_id\n" * 20)


def other_type(path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(
            f"create table part as select * replace (cast(quote_start as varchar) as quote_start)"
            f" from read_parquet({literal(str(path))})"
        )
        connection.execute(f"copy part to {literal(str(path))} (format parquet)")


def other_columns(path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(
            f"create table part as select * exclude (claim_kind), 1 as extra"
            f" from read_parquet({literal(str(path))})"
        )
        connection.execute(f"copy part to {literal(str(path))} (format parquet)")


@pytest.mark.parametrize(
    ("damage", "rule", "words"),
    [
        (cut, "parquet-form", ["cannot be read"]),
        (no_parquet, "parquet-form", ["cannot be read"]),
        (Path.unlink, "file-missing", ["does not exist"]),
        (other_type, "parquet-form", ["quote_start is VARCHAR, no integer"]),
        (other_columns, "parquet-form", ["claim_kind is missing", "no such column"]),
    ],
)
def test_a_file_that_is_no_part_is_told(
    package_copy: Path, damage: Edit, rule: str, words: list[str]
) -> None:
    paths = to_parts(package_copy, "claims", [10], "parquet")
    damage(package_copy / paths[1])
    report = checked(package_copy)
    found = [f for f in report.findings if f.table == "claims"]
    assert {(f.rule, f.file) for f in found} == {(rule, paths[1])}
    assert all(any(word in f.message for f in found) for word in words)
    assert not report.valid
    assert "log-chain" not in report.not_checked
    if damage is not other_type:  # it can be cast
        with pytest.raises(DataError, match="claims"):
            open_package(load_package(package_copy))


def test_values_that_parquet_holds_and_no_cell(package_copy: Path) -> None:
    paths = to_parts(package_copy, "assessments", [], "parquet")
    part = literal(str(package_copy / paths[0]))
    with duckdb.connect() as connection:
        connection.execute(
            f"create table part as from read_parquet({part});"
            "update part set recorded_at = recorded_at + interval 1 millisecond"
            " where assessment_id = 'C001-01';"
            "update part set rationale = rationale || chr(8238) where assessment_id = 'C001-02'"
        )
        connection.execute(f"copy part to {part} (format parquet)")
    found = {
        f.rule: f
        for f in checked(package_copy).findings
        if f.rule in ("type", "forbidden-characters")
    }
    assert (found["type"].column, found["type"].line) == ("recorded_at", 1)
    assert found["forbidden-characters"].line == 2


def test_moments_with_a_zone_are_read_in_utc(package_copy: Path) -> None:
    paths = to_parts(package_copy, "assessments", [], "parquet")
    part = literal(str(package_copy / paths[0]))
    with duckdb.connect() as connection:
        connection.execute(
            "set timezone = 'Asia/Almaty';"
            "create table part as select * replace (make_timestamptz(epoch_us(recorded_at))"
            f" as recorded_at) from read_parquet({part})"
        )
        connection.execute(f"copy part to {part} (format parquet)")
    assert checked(package_copy).findings == []


@pytest.mark.parametrize(
    ("path", "form", "words"),
    [
        (["claims/claims.csv", "claims/more.parquet"], None, "its files are called csv and"),
        ("claims/claims.csv", "parquet", "its format is parquet"),
        ("claims/claims.xlsx", None, "not from 'xlsx'"),
        (["claims/claims.csv", "claims/claims.csv"], None, "stands in it twice"),
        (["claims/claims.csv", "claims/sources.csv"], None, "two resources have the path"),
        (["claims/claims.csv", "../claims.csv"], None, "leaves the package"),
        ([], None, "a path is missing"),
    ],
)
def test_paths_that_are_no_table_are_refused(
    package_copy: Path, path: object, form: str | None, words: str
) -> None:
    descriptor = json.loads((package_copy / "datapackage.json").read_text())
    for resource in descriptor["resources"]:
        if resource["name"] == "claims":
            resource["path"] = path
            resource.pop("format")
            if form:
                resource["format"] = form
    (package_copy / "datapackage.json").write_text(json.dumps(descriptor))
    with pytest.raises(ClaimpackError, match=words):
        load_package(package_copy)


@pytest.mark.parametrize(
    "command", [["check", "--full"], ["export", "csvw"], ["generate"], ["log", "verify"]]
)
def test_commands_that_need_one_file_a_table_say_so(
    package_copy: Path, command: list[str], run: Run
) -> None:
    to_parts(package_copy, "claims", [10], "csv")
    result = run(*command, "--package", str(package_copy))
    assert result.returncode == 2
    assert "needs one CSV file a table; claims is 2 files in the format csv" in result.stderr
