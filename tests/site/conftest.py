from pathlib import Path

import pytest

from claimpack.package import Package
from claimpack.site.site import build_site


@pytest.fixture(scope="session")
def site(package: Package, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of this package, as the command writes it; without a registry it has no SQL box."""
    return build_site(package, tmp_path_factory.mktemp("built") / "site").folder
