"""Tables as validated, typed frames: polars or pandas, or one clear sentence."""

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

import claimpack
from claimpack.errors import ClaimpackError, DataError
from claimpack.frames import TYPES
from claimpack.package import Package

from .conftest import ROOT


def test_every_table_is_a_frame_with_the_types_of_its_schema(package: Package) -> None:
    for table in package.tables:
        frame = claimpack.load(table.name, ROOT)
        assert list(frame.schema.items()) == [(f.name, TYPES[f.type]) for f in table.fields]
        lines = (ROOT / table.path).read_text(encoding="utf-8").count("\n")
        assert frame.height == lines - 1


def test_cells_are_values() -> None:
    claims = claimpack.load("claims", ROOT)
    row = claims.row(by_predicate=pl.col("claim_id") == "C014", named=True)
    assert (row["quote_start"], row["quote_end"]) == (694, 742)
    assert row["quote_exact"] == "a reduction in oil flows by approximately 30-40%"
    log = claimpack.load("assessments", ROOT)
    assert log["recorded_at"].min() >= datetime(2025, 1, 1, tzinfo=UTC)  # type: ignore[operator]
    assert claims["quote_exact"].null_count() > 0


def test_a_pandas_frame_has_the_same_rows() -> None:
    pandas = pytest.importorskip("pandas")
    frame = claimpack.load("quantities", ROOT, as_="pandas")
    assert isinstance(frame, pandas.DataFrame)
    polars = claimpack.load("quantities", ROOT)
    assert frame["quantity_id"].tolist() == polars["quantity_id"].to_list()
    assert frame["lower"].isna().sum() == polars["lower"].null_count()


def test_the_package_is_found_from_the_current_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT / "claims" / "codes")
    assert claimpack.load("stances").height == 4


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("C014,", "C013,", "claims.csv: 1 values are wrong, the first in line 15"),
        ("C014,investcentrum", ",investcentrum", "claim_id: not_nullable"),
        (",694,742,", ",694,x,", "a cell of quote_end is none of its type"),
        (",694,742,", ",694,743,", "quote-length"),
        ("claim_id,", "claim,", "line 1: missing: claim_id"),
        ("C014,", "C014\0,", "line 15: the line holds a NUL"),
    ],
)
def test_a_table_that_breaks_its_schema_is_refused(
    package_copy: Path, old: str, new: str, says: str
) -> None:
    path = package_copy / "claims" / "claims.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError) as error:
        claimpack.load("claims", package_copy)
    assert says in str(error.value)
    assert "claimpack check" in (error.value.fix or "")


def test_another_table_or_frame_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(ClaimpackError, match="there is no table 'claim'") as error:
        claimpack.load("claim", ROOT)
    assert "claims" in (error.value.fix or "")
    with pytest.raises(ClaimpackError, match="no frames of 'arrow'"):
        claimpack.load("claims", ROOT, as_="arrow")  # type: ignore[call-overload]
    with pytest.raises(ClaimpackError, match=r"datapackage\.json does not exist"):
        claimpack.load("claims", tmp_path)
