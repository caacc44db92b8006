"""An archive with scans that wait, and the desk over it as the command serves it."""

import datetime as dt
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from samples.generator import sheet
from tests import warm
from tests.cli.conftest import Office, hdnd
from tests.cli.lam_giang import ROOT, write_archive

PERSON = "Lê Thị Sông"


@dataclass
class Served:
    """A running desk."""

    root: Path
    address: str
    end: Callable[[], object] = bool

    def acts(self) -> str:
        path = self.root / "content/register/acts.jsonl"
        return path.read_text(encoding="utf-8") if path.is_file() else ""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """The officer's browser."""
    context = chromium.new_context(locale="vi-VN", viewport={"width": 1280, "height": 800})
    context.set_default_timeout(90_000)  # a loaded machine reads a scan slowly
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three scans and a sealed package, received by the real command."""
    folder = write_archive(tmp_path_factory.mktemp("desk") / "kho")
    office = Office(folder)
    for number in (3, 4, 5):
        paper = office.budget("phu-vinh", number, dt.date(2025, 12, 9 + number))
        scan = folder / "scan.pdf"
        sheet.save_scan(sheet.scans(paper, folder, office.rng)[:1], scan)
        office.send(paper, data=scan.read_bytes(), name=f"ban-quet-{number}")
    office.send(replace(office.budget(number=8), mark="TỐI MẬT", title="Về bí danh Hoa Sen Trắng"))
    for left in ("scan.pdf", "scan-source.pdf"):
        (folder / left).unlink(missing_ok=True)
    received = hdnd(folder, "receive")
    assert received.returncode == 11, received.stderr  # one is marked secret
    return folder


@pytest.fixture
def six_scans(tmp_path: Path) -> Path:
    """An archive with six scans in its inbox, nothing received."""
    return unreceived(tmp_path / "kho", range(11, 17))


def unreceived(folder: Path, numbers: Iterable[int]) -> Path:
    """An archive whose inbox holds a scan of each number."""
    office = Office(write_archive(folder))
    for number in numbers:
        paper = office.budget("phu-vinh", number, dt.date(2025, 12, number))
        scan = folder / "scan.pdf"
        sheet.save_scan(sheet.scans(paper, folder, office.rng)[:1], scan)
        office.send(paper, data=scan.read_bytes(), name=f"ban-quet-{number}")
    for left in ("scan.pdf", "scan-source.pdf"):
        (folder / left).unlink(missing_ok=True)
    return folder


@pytest.fixture
def archive(scanned: Path, tmp_path: Path) -> Path:
    """A copy that a test may decide in."""
    return Path(shutil.copytree(scanned, tmp_path / "kho"))


def _served(root: Path, person: str = PERSON) -> tuple[list[str], dict[str, str]]:
    """The arguments and the environment of a desk."""
    clean = {key: value for key, value in os.environ.items() if key not in {"CI", "HDND_LANG", "HDND_ARCHIVE"}}
    return ["--archive", str(root), "review", "--serve", "--as", person], {**clean, "PYTHONPATH": str(ROOT)}


@pytest.fixture
def serve() -> Iterator[Callable[..., Served]]:
    """Start `hdnd review --serve`, under the name of a person; ended after the test."""
    running: list[warm.Running] = []

    def start(root: Path, person: str = PERSON) -> Served:
        arguments, env = _served(root, person)
        one = warm.start("pipeline.cli", *arguments, env=env)
        running.append(one)

        def end() -> None:
            running.remove(one)
            one.end()

        return Served(root, one.first_line().split()[-1], end)

    yield start
    for one in running:
        one.end()


@pytest.fixture
def serve_anew() -> Iterator[Callable[[Path], Served]]:
    """The same from a start of its own, as the officer has it."""
    running: list[subprocess.Popen[str]] = []

    def start(root: Path) -> Served:
        arguments, env = _served(root)
        command = [sys.executable, "-m", "pipeline.cli", *arguments]
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
        running.append(process)
        assert process.stdout is not None
        return Served(root, process.stdout.readline().split()[-1])

    yield start
    for process in running:
        process.terminate()
        process.wait(20)
