"""An archive of the invented province with a few packages in its inbox, and the real command to run on it."""

import datetime as dt
import os
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import main
from pipeline.document import verify_copy, vocabulary
from samples.generator import oversight, resolutions, sheet, wording
from samples.generator.packing import Envelope, document_id, package
from samples.generator.paper import Paper
from tests import warm
from tests.cli.lam_giang import CODES, ROOT, write_archive
from tests.plugins.mini import tree

STAFF = "Mạc Thị Nhân Viên"
Run = Callable[..., "subprocess.CompletedProcess[str]"]


def hdnd(folder: Path, *arguments: str, **env: str) -> "subprocess.CompletedProcess[str]":
    """Run the real command on an archive, as a process of its own."""
    clean = {key: value for key, value in os.environ.items() if key not in {"CI", "HDND_LANG", "HDND_ARCHIVE"}}
    paths = {"PYTHONPATH": str(ROOT), "COLUMNS": "200"}
    return warm.run("pipeline.cli", "--archive", str(folder), *arguments, env={**clean, **paths, **env})


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The same in this process: a hundred starts would take minutes, and a colleague's act can come in the middle."""

    def run(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
        command = ["--archive", str(folder), *arguments]
        monkeypatch.setattr("sys.stdout", sys.stdout)  # which the command opens anew for UTF-8
        with pytest.raises(SystemExit) as ended:
            main(command)
        return subprocess.CompletedProcess(command, int(str(ended.value.code or 0)), *capsys.readouterr())

    return run


def pages(folder: Path) -> dict[str, str]:
    """A built site without what is signed anew by who has the office's key: path → hash."""
    return {name: data for name, data in tree(folder).items() if name not in (verify_copy.SIGNATURE, verify_copy.KEY)}


class Office:
    """Writes packages of the invented province into an inbox, in order of sending."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.sent, self.rng = folder, 0, random.Random(3)
        self.councils = vocabulary.load(folder / "content/vocabulary").councils

    def send(self, paper: Paper, *, data: bytes | None = None, name: str = "", **more: object) -> Path:
        """One package with its PDF."""
        self.sent += 1
        envelope = Envelope(CODES[paper.council.slug], f"{paper.date:%Y/%m/%d} 09:00:00", STAFF, **more)  # type: ignore[arg-type]
        attachment = data or self.pdf(paper)
        path = self.folder / "inbox" / f"{self.sent:02d}-{name or paper.slug}.edxml"
        path.write_bytes(package(paper, envelope, [(f"{paper.slug}.pdf", attachment)]))
        return path

    def pdf(self, paper: Paper, **how: Any) -> bytes:
        path = self.folder / "one.pdf"
        sheet.pdf(paper, path, **how)
        data = path.read_bytes()
        path.unlink()
        return data

    def budget(self, slug: str = "lam-giang", number: int = 7, date: dt.date = dt.date(2024, 12, 10)) -> Paper:
        return resolutions.budget(self.councils[slug], self.rng, date, number)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that received ordinary papers, a secret one, a scan, a torn one, a recall; and was built."""
    folder = write_archive(tmp_path_factory.mktemp("kho"))
    office = Office(folder)
    office.send(office.budget())
    office.send(resolutions.rules(office.councils["an-khe-ha"], office.rng, dt.date(2024, 7, 9), 5))
    topic = wording.TOPICS["cho"]
    office.send(oversight.report(office.councils["an-khe-ha"], office.rng, dt.date(2024, 5, 6), 2, topic))
    office.send(replace(office.budget(number=8), mark="TỐI MẬT", title="Về bí danh Hoa Sen Trắng"))
    wrong = office.budget("phu-vinh-dong", 3)
    office.send(wrong)
    office.send(wrong, action=1, reason="Gửi nhầm", name="thu-hoi")
    scan = folder / "scan.pdf"
    paper = office.budget("phu-vinh", 4, dt.date(2025, 12, 9))
    sheet.save_scan(sheet.scans(paper, folder, office.rng)[:1], scan)
    office.send(paper, data=scan.read_bytes(), name="ban-quet")
    torn = office.send(office.budget("phu-vinh", 5, dt.date(2025, 12, 10)), name="bi-ngat")
    torn.write_bytes(torn.read_bytes()[:5000])
    for left in ("scan.pdf", "scan-source.pdf"):
        (folder / left).unlink(missing_ok=True)
    assert document_id(paper, CODES["phu-vinh"]).startswith("002.02.02.K98,2025/12/09")
    received = hdnd(folder, "receive")
    assert received.returncode == 11, received.stderr  # one of them is marked secret
    built = hdnd(folder, "build")
    assert built.returncode == 0, built.stderr + built.stdout
    return folder
