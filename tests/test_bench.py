"""Synthetic packages: without errors, the same for a seed, and built as they say."""

from pathlib import Path

import pytest

from claimpack.bench.generate import generate_package
from claimpack.check import check_package
from claimpack.database import open_package, rows
from claimpack.errors import ClaimpackError
from claimpack.log import verify_log
from claimpack.package import load_package

from .conftest import Run, contents

CLAIMS = 2000


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench") / "synthetic"
    generate_package(folder, CLAIMS, seed=1)
    return folder


def tables(root: Path) -> dict[str, bytes]:
    return {name: text for name, text in contents(root).items() if name.startswith("claims/")}


def test_nothing_is_found_in_it(synthetic: Path) -> None:
    report = check_package(load_package(synthetic))
    assert (report.findings, report.waived, report.not_checked) == ([], [], [])
    assert report.rows > 4 * CLAIMS


def test_its_log_is_proved(synthetic: Path) -> None:
    proof = verify_log(load_package(synthetic))
    assert proof.valid
    assert proof.claims == CLAIMS
    assert CLAIMS * 1.9 < proof.entries < CLAIMS * 2.2


def test_the_same_seed_gives_the_same_bytes_and_another_one_others(
    synthetic: Path, tmp_path: Path
) -> None:
    generate_package(tmp_path / "again", CLAIMS, seed=1)
    generate_package(tmp_path / "other", CLAIMS, seed=2)
    again, other = tables(tmp_path / "again"), tables(tmp_path / "other")
    assert tables(synthetic) == again
    assert {name for name, text in again.items() if other[name] != text} >= {
        *("claims/claims.csv", "claims/sources.csv", "claims/assessments.csv")
    }


def test_sources_copy_each_other_up_to_eight_deep_and_many_the_first(synthetic: Path) -> None:
    with open_package(load_package(synthetic)) as connection:
        depths = rows(
            connection,
            "with recursive steps as ("
            " select source_id, 1 as depth from sources where syndicated_from_source_id is null"
            " union all select sources.source_id, depth + 1 from sources"
            " join steps on sources.syndicated_from_source_id = steps.source_id)"
            " select max(depth) as deepest, count(*) as reached from steps",
        )[0]
        hub = rows(
            connection,
            "select count(*) as n from sources where syndicated_from_source_id = 'S00000001'",
        )[0]["n"]
        total = rows(connection, "select count(*) as n from sources")[0]["n"]
    assert depths["deepest"] in range(5, 9)
    assert depths["reached"] == total
    assert 0.2 < hub / total < 0.4


def test_the_command_says_what_it_wrote(run: Run, tmp_path: Path) -> None:
    done = run("bench", "generate", str(tmp_path / "small"), "--claims", "20")
    assert done.returncode == 0, done.stderr
    assert "of these 20 claims" in done.stdout
    again = run("bench", "generate", str(tmp_path / "small"), "--claims", "20")
    assert again.returncode == 2
    assert "is not empty" in again.stderr


def test_an_odd_number_of_claims_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ClaimpackError, match="3 claims cannot be generated"):
        generate_package(tmp_path / "odd", 3)
    assert not (tmp_path / "odd").exists()
