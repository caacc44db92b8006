"""A new officer's day, word for word as docs/handbook/mot-ngay-lam-viec.md says: its commands run, its keys pressed."""

import os
import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from pipeline import settings
from pipeline.archive import open as open_archive
from tests import warm
from tests.cli.lam_giang import ROOT
from tests.desk.conftest import Served
from tests.desk.test_desk import shown

HANDBOOK = ROOT / "docs/handbook/mot-ngay-lam-viec.md"
MAIL = """From: Bạn đọc <ban.doc@thu.example>
To: kho@lamgiang.example
Subject: =?utf-8?b?QsOhbyBzYWkgc8OzdA==?=
Date: Fri, 27 Nov 2026 08:00:00 +0700
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Trang: {address}/index.html
Điều, khoản, điểm: Điều 1
Chỗ sai: số tiền
"""


def sections() -> dict[str, str]:
    """Heading → what stands under it."""
    parts = re.split(r"^## (.+)$", HANDBOOK.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def commands(section: str) -> list[str]:
    return [line for block in re.findall(r"```\n(.*?)```", section, re.DOTALL) for line in block.splitlines()]


def keys(section: str) -> list[str]:
    """Keys in backticks and texts in quotation marks, as the line says them."""
    (line,) = re.findall(r"^Phím: (.+)$", section, re.MULTILINE)
    return [key or text for key, text in re.findall(r"`([^`]+)`|“([^”]+)”", line)]


class Day:
    """Runs the handbook's commands as typed, the words in capitals put in."""

    def __init__(self, root: Path) -> None:
        self.root, self.words = root, dict[str, str]()

    def run(self, line: str) -> subprocess.CompletedProcess[str]:
        program, *arguments = shlex.split(line)
        assert program == "hdnd"
        said = [self.words.get(one, one) for one in arguments]
        env = {key: value for key, value in os.environ.items() if key not in {"CI", "HDND_LANG", "HDND_ARCHIVE"}}
        return warm.run("pipeline.cli", *said, cwd=self.root, env={**env, "PYTHONPATH": str(ROOT)})

    def held(self) -> int:
        return len(open_archive(self.root, settings.load(self.root)).held())


def press(page: Page, key: str) -> None:
    """One key as a person presses it, once the page stands there; a text is typed."""
    if len(key) > len("Enter"):
        page.keyboard.type(key)
    else:
        page.keyboard.press(key if len(key) > 1 else key.lower())


@pytest.mark.long  # every step that the handbook tells, from a cold start: as long as ten files
def test_a_day_by_the_handbook(
    six_scans: Path, serve_anew: Callable[[Path], Served], page: Page, tmp_path: Path
) -> None:
    steps, day = iter(sections().items()), Day(six_scans)

    _, receive = next(steps)
    (line,) = commands(receive)
    assert day.run(line).returncode == 0
    assert day.held() == 6

    _, approve = next(steps)
    (line,) = commands(approve)
    assert line == 'hdnd review --serve --as "Lê Thị Sông"'  # what the fixture starts
    desk = serve_anew(six_scans)
    page.goto(desk.address)
    for key in keys(approve):
        before = page.url
        press(page, key)
        page.wait_for_url(re.compile(f"^(?!{re.escape(before)}$)"))
        shown(page)
    assert day.held() == 1
    documents = sorted((six_scans / "content/documents").rglob("*.md"))
    assert len(documents) == 5
    address = documents[0].relative_to(six_scans / "content/documents").with_suffix("").as_posix()
    day.words = {"ĐỊA_CHỈ": address, "THƯ.eml": str(tmp_path / "thu.eml")}

    _, refuse = next(steps)
    for key in keys(refuse):
        press(page, key)
    page.wait_for_url(desk.address)
    assert day.held() == 0

    for title, section in steps:
        if title.startswith("6."):
            kept = documents[1].relative_to(six_scans / "content/documents").with_suffix("").as_posix()
            (tmp_path / "thu.eml").write_text(MAIL.format(address=kept), encoding="utf-8")
        for line in commands(section):
            done = day.run(line)
            assert done.returncode == 0, (title, line, done.stderr)

    output = six_scans / "output"
    assert "Thường trực HĐND xã Phú Vinh" in (output / address / "index.html").read_text(encoding="utf-8")
    answers = (output / "phan-anh/index.html").read_text(encoding="utf-8")
    assert "Đã đối chiếu với bản gốc" in answers and "Bạn đọc" not in answers
    (message,) = (six_scans / "outbox").glob("*_02.edxml")
    assert f"Từ chối: {keys(refuse)[1]}" in message.read_text(encoding="utf-8")
    assert (six_scans / "reports/2026-07-01--2026-12-31/bao-cao.docx").is_file()


def test_the_handbooks_pictures_are_there_and_small() -> None:
    named = re.findall(r"!\[[^\]]+\]\(([^)]+\.png)\)", HANDBOOK.read_text(encoding="utf-8"))

    assert named
    for name in named:
        path = HANDBOOK.parent / name
        assert path.read_bytes().startswith(b"\x89PNG")
        assert path.stat().st_size < 80_000
