from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from claimpack.package import Package
from claimpack.site.site import build_site

from .browsing import CHROMIUM


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    if not CHROMIUM.exists():
        pytest.skip(f"there is no {CHROMIUM}: apt-get install chromium")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(
            executable_path=str(CHROMIUM),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def site(package: Package, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of this package, as the command writes it; without a registry it has no SQL box."""
    return build_site(package, tmp_path_factory.mktemp("built") / "site").folder
