"""A check of changes reports what a check of everything reports, whatever was edited."""

import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from claimpack.bench.generate import generate_package
from claimpack.check import check_package
from claimpack.errors import ClaimpackError
from claimpack.package import load_package
from claimpack.recheck import pieces
from claimpack.recheck.recheck import check_changed

from .conftest import PARTS, ROOT
from .random_edits import Folder

EDITS = int(os.environ.get("RECHECK_EDITS", "60"))
SEED = int(os.environ.get("RECHECK_SEED", "7"))
# After so many edits the package is put back, lest everything is broken in the end.
IN_A_ROW = 6


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of its own, and pieces so small that a table has several."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(pieces, "LINES", 16)
    return tmp_path / "cache"


def result(check: Any, root: Path) -> Any:
    """Return what a check reports, or why it cannot, and whether everything was checked."""
    try:
        report = check(load_package(root))
    except ClaimpackError as error:
        return (str(error), error.fix), None
    content = report.as_dict()
    rechecked = content.pop("rechecked", None)
    del content["seconds"]
    return (content, report.rows, report.rules, report.tables), rechecked


@pytest.fixture(params=["generated", "real"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    root = tmp_path / "package"
    if request.param == "generated":
        generate_package(root, 120, seed=3)
    else:
        root.mkdir()
        for part in PARTS:
            shutil.copytree(ROOT / part, root / part)
        shutil.copy(ROOT / "datapackage.json", root)
    yield root


def test_changes_are_reported_as_by_a_check_of_everything(folder: Path, tmp_path: Path) -> None:
    """``RECHECK_EDITS=1000`` looks at more."""
    draw = random.Random(SEED)
    edited = Folder(folder, tmp_path / "spare", draw)
    assert result(check_changed, folder)[1]["why_everything"]
    by_edit = 0
    history: list[list[str]] = []
    for number in range(EDITS // 2):
        if number % IN_A_ROW == 0:
            edited.restore()
            history = []
        history.append(edited.edit())
        expected, _ = result(check_package, folder)
        found, rechecked = result(check_changed, folder)
        assert found == expected, (number, history, rechecked)
        by_edit += rechecked is not None and rechecked["why_everything"] is None
    # most edits are checked as such
    assert by_edit > EDITS // 4
