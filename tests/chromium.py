"""Chromium for the tests that look at pages: one a process, for playwright runs no two at once."""

import atexit
from functools import cache
from pathlib import Path
from typing import Any

import pytest

# From Debian; `make test` installs it as root.
CHROMIUM = Path("/usr/bin/chromium")
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def chromium() -> Any:
    """Return the browser; skips the test where there is none."""
    if not CHROMIUM.is_file():
        pytest.skip(f"there is no {CHROMIUM}: apt-get install chromium")
    pytest.importorskip("playwright.sync_api")
    return _started()


@cache
def _started() -> Any:
    from playwright.sync_api import sync_playwright

    driver = sync_playwright().start()
    browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=SWITCHES)
    atexit.register(driver.stop)
    atexit.register(browser.close)  # before it
    return browser
