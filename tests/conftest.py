"""What all tests share.

Chromium is started once for all tests of a process: Playwright's synchronous interface stands only one loop. The tests
of a file run in one process, so that what they share is made once (`--dist loadfile`; groups marked for xdist 3.8
are none under pytest 9.2, which has no place for their names: forty archives were made twice).
"""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

# A busy machine must not fail a property: examples have no deadline, and slow data is no error. The same code gets the
# same examples each time, so that a change answers for what fails; `make fuzz` looks for new ones.
hypothesis.settings.register_profile(
    "house",
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
    derandomize="HDND_FUZZ" not in os.environ,
)
hypothesis.settings.load_profile("house")

# Two hundred tests start a Python of their own, and compiling every module each time is most of what that costs: where
# the environment forbids to keep bytecode beside the sources, it is kept with pytest's own files.
if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix = str(Path(__file__).parents[1] / ".pytest_cache/bytecode")
    sys.dont_write_bytecode = False

# Where no system browser is found, Playwright's own is taken (`playwright install chromium`).
NAMES = ("chromium", "chromium-headless-shell", "google-chrome")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, NAMES)), None)
    browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
    yield browser
    browser.close()
