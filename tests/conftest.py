"""Chromium, started once for all tests of a process: Playwright's synchronous interface stands only one loop."""

import shutil
from collections.abc import Iterator

import hypothesis
import pytest
from playwright.sync_api import Browser, sync_playwright

# A busy machine must not fail a property: examples have no deadline, and slow data is no error.
hypothesis.settings.register_profile("house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("house")

# Where no system browser is found, Playwright's own is taken (`playwright install chromium`).
NAMES = ("chromium", "chromium-headless-shell", "google-chrome")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()
