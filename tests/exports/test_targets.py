"""Every export passes its validator, and a broken copy does not."""

import shutil
from pathlib import Path

import pytest

from .interchange import PAGE, exported, imports, row
from .targets import TARGETS, RefusedError, Target

IDS = [f"{target.export}-{target.locked.strip('@').replace('/', '-')}" for target in TARGETS]


@pytest.mark.parametrize("target", TARGETS, ids=IDS)
def test_the_validator_takes_the_export_and_refuses_a_broken_copy(
    target: Target, tmp_path: Path
) -> None:
    folder = exported(target.export, tmp_path)
    good = target.validate(folder)
    assert row(target, good) in PAGE.read_text(encoding="utf-8"), (
        "docs/guide/interchange.md is stale: python -m tests.exports.interchange --write"
    )
    copy = tmp_path / "broken"
    shutil.copytree(folder, copy)
    target.breaks(copy)
    with pytest.raises(RefusedError):
        target.validate(copy)


def test_the_mappings_are_those_of_the_table() -> None:
    assert imports() in PAGE.read_text(encoding="utf-8"), (
        "docs/guide/interchange.md is stale: python -m tests.exports.interchange --write"
    )
