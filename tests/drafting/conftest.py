"""The package, made once and copied, and the plug-in on the path."""

import shutil
from pathlib import Path

import pytest

from claimpack.package import Package, load_package

from .made import Desk, install_plug_in, make_package


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Package:
    """The package as it is made; nobody writes to it."""
    return make_package(tmp_path_factory.mktemp("town") / "package")


@pytest.fixture
def package(town: Package, tmp_path: Path) -> Package:
    folder = tmp_path / "package"
    shutil.copytree(town.root, folder)
    return load_package(folder)


@pytest.fixture
def desk(package: Package) -> Desk:
    return Desk(package)


@pytest.fixture(scope="session")
def plug_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an installed plug-in."""
    return install_plug_in(tmp_path_factory.mktemp("plug-in"))
