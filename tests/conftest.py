"""What all tests share.

Chromium is started once for all tests of a process: Playwright's synchronous interface stands only one loop. The tests
of a file run in one process, so that what they share is made once (`--dist loadfile`; groups marked for xdist 3.8
are none under pytest 9.2, which has no place for their names: forty archives were made twice).
"""

import os
import shlex
import shutil
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

ROOT = Path(__file__).parent

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

_MEMORY, _ROOM = Path("/dev/shm"), 6 << 30  # noqa: S108 bytes: twice what all tests together were seen to write


def _has_room() -> bool:
    """Whether what the tests write can lie in memory beside the tests themselves."""
    if not (_MEMORY.is_dir() and os.access(_MEMORY, os.W_OK)):
        return False
    said = dict(line.split(":") for line in Path("/proc/meminfo").read_text("ascii").splitlines())
    return min(shutil.disk_usage(_MEMORY).free, int(said["MemAvailable"].split()[0]) << 10) > _ROOM


# An archive waits for the disk at each step of each package, six milliseconds each time on an ordinary one: of 18
# minutes of tests a quarter was this waiting. Nothing tested here is about what a disk does after the process has ended
# (`archive/faults.py` plays power cuts itself). Whoever names a folder (TMPDIR, --basetemp) has it; so has a container,
# whose memory file system holds 64 MB.
if "TMPDIR" not in os.environ and _has_room():
    os.environ["TMPDIR"] = tempfile.tempdir = str(_MEMORY)

# Where no system browser is found, Playwright's own is taken (`playwright install chromium`).
NAMES = ("chromium", "chromium-headless-shell", "google-chrome")


# Files of few and long tests, of either suite: begun last, one of them would hold the end of the run alone.
LONGEST = (
    "hostile/test_manifest.py", "archive/test_crash.py", "extract/test_scans.py", "desk/test_desk.py",
    "hostile/test_attacks.py", "extract/test_sandbox.py", "plugins/test_histories.py", "site/test_sample_site.py",
    "archive/test_disk_of_acts.py", "site/test_browser.py", "parity/test_page.py", "desk/test_new_officer.py",
    "archive/test_order.py", "archive/test_histories_of_copies.py", "cli/test_two_runs.py",
    "analyse/test_accuracy.py", "site/test_tasks.py", "archive/test_histories_of_acts.py",
    "plugins/test_archive_pages.py", "extract/test_office.py", "extract/test_office_corpus.py", "site/test_phone.py",
    "archive/test_verify_copy.py", "plugins/test_copying.py", "archive/test_remote.py", "desk/test_desk_browsers.py",
    "desk/test_desk_mistakes.py", "desk/test_two_officers.py", "plugins/test_incremental.py", "portal/test_portal.py",
    "account/test_report.py",
    "extract/test_seals.py", "cli/test_machine.py", "cli/test_build_refusals.py", "cli/test_commands.py",
    "extract/test_spreadsheet.py", "cli/test_built_site.py", "cli/test_delivering.py", "cli/test_new_archive.py",
    "cli/test_packs.py", "desk/test_desk_follow_ups.py", "cli/test_taking_down.py", "extract/test_cluster.py",
    "site/test_javascript.py", "cli/test_facsimiles.py", "site/test_browsers.py",
)  # fmt: skip


_SHORT_RUN = 300  # seconds of tests


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first, then those of most tests, in which order `--no-loadscope-reorder` hands them out."""
    first = {ROOT / name: place for place, name in enumerate(LONGEST)}
    tests = Counter(item.path for item in items)
    items.sort(key=lambda item: (first.get(item.path, len(first)), -tests[item.path]))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Where a run spends its time, file by file: what of it belongs into LONGEST."""
    seconds: dict[str, float] = defaultdict(float)
    for report in (one for ones in terminalreporter.stats.values() for one in ones if hasattr(one, "duration")):
        seconds[report.nodeid.partition("::")[0]] += report.duration
    if sum(seconds.values()) > _SHORT_RUN:
        terminalreporter.section("the longest files, seconds")
        for name, spent in sorted(seconds.items(), key=lambda pair: -pair[1])[:40]:
            terminalreporter.write_line(f"{spent:6.0f} {name}")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def chromium(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, NAMES)), None)
    quiet = program and _without_address_lists(program, tmp_path_factory.mktemp("chromium") / "chromium")
    browser = playwright.chromium.launch(executable_path=quiet, args=["--no-sandbox", "--disable-gpu"])
    yield browser
    browser.close()


def _without_address_lists(program: str, path: Path) -> Path:
    """The browser without the lists that fold out below its address bar.

    They are two pages of its own in each window, without one of ours: half of what it costs to open a window, 0.8 s of
    processor time for each of hundreds of tests. Playwright names what it turns off in one argument, and of two the
    browser takes the last: they are put into that one.
    """
    more = "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,"
    path.write_text(
        f'#!/bin/bash\nexec {shlex.quote(program)} "${{@/#--disable-features=/{more}}}"\n', encoding="utf-8"
    )
    path.chmod(0o700)
    return path
