"""The laboratory in which faults are put to the engines, and what they find there."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .fault import Fault
from .lab import Lab, Result, copy_package, lab


@pytest.fixture(scope="session")
def laboratory() -> Iterator[Lab]:
    with lab() as opened:
        yield opened


@pytest.fixture
def broken(laboratory: Lab, tmp_path: Path) -> Callable[[Fault], tuple[Path, Result]]:
    """Break a copy of the package; return its folder and what is found."""

    def check(fault: Fault) -> tuple[Path, Result]:
        root = copy_package(tmp_path / "package")
        fault.apply(root)
        return root, laboratory.check(root)

    return check
