"""What is generated is fresh, and staleness is seen."""

import csv
from pathlib import Path

import pytest

from claimpack.errors import ClaimpackError
from claimpack.generate import generated_files, regenerate, stale_files
from claimpack.package import Package, load_package
from claimpack.units import dimension_and_factor

from .conftest import ROOT, Run


def test_generated_files_are_fresh(package: Package) -> None:
    assert stale_files(package) == [], "run 'claimpack generate'"


def test_an_edited_view_makes_open_sql_stale_and_generate_mends_it(package_copy: Path) -> None:
    view = package_copy / "sql" / "views" / "corrections.sql"
    view.write_text(view.read_text() + "-- edited\n")
    (package_copy / "sql" / "tables" / "gone.sql").write_text("select 1;\n")
    copy = load_package(package_copy)
    assert stale_files(copy) == ["sql/open.sql", "sql/tables/gone.sql"]
    assert regenerate(copy) == ["sql/open.sql", "sql/tables/gone.sql"]
    assert stale_files(copy) == []
    assert not (package_copy / "sql" / "tables" / "gone.sql").exists()


def test_a_new_row_makes_the_dictionary_stale(package_copy: Path) -> None:
    path = package_copy / "claims" / "policy.csv"
    path.write_text(path.read_text() + "new_threshold,1,Because.\n")
    assert stale_files(load_package(package_copy)) == ["claims/README.md"]


def test_generate_check_exits_with_1_when_something_is_stale(package_copy: Path, run: Run) -> None:
    (package_copy / "sql" / "open.sql").unlink()
    result = run("generate", "--check", "--package", str(package_copy))
    assert (result.returncode, result.stdout) == (1, "sql/open.sql is stale\n")
    assert "claimpack generate" in result.stderr


def test_the_dictionary_tells_every_table_and_column(package: Package) -> None:
    text = generated_files(package)["claims/README.md"]
    for table in package.tables:
        assert f"\n## {table.name}\n" in text
        for field in table.fields:
            assert f"\n| `{field.name}` | " in text
    assert "| [claims](#claims) | 65 |" in text


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("%", ("1", "0.01")),
        ("mo", ("time", "2629800")),
        ("Mt", ("mass", "1000000000")),
        ("/mo", ("time^-1", "0.0000003802570537683474")),
    ],
)
def test_units_come_from_ucumvert_and_pint(code: str, expected: tuple[str, str]) -> None:
    assert dimension_and_factor(code) == expected


def test_the_table_of_units_is_fresh() -> None:
    path = ROOT / "claims" / "codes" / "units.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            assert (row["dimension"], row["factor"]) == dimension_and_factor(row["code"]), row


def test_what_is_not_ucum_is_refused() -> None:
    with pytest.raises(ClaimpackError, match="'furlongs' is not a UCUM unit"):
        dimension_and_factor("furlongs")
