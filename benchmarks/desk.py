"""The desk with hundreds of scans waiting: the list, from key press to the next document, memory; in a real browser.

Prints the goals beside what was measured; the ratio to a bare page of the same server tells a slow desk from a busy
machine.
"""

import argparse
import datetime as dt
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from pipeline import extract, run, settings
from pipeline.archive import Archive, lock
from pipeline.archive import open as open_archive
from pipeline.document.model import Extraction, ReceivedFile
from samples.generator import sheet
from tests.cli.conftest import Office
from tests.cli.lam_giang import ROOT, write_archive

FIRST = 11
_GOALS = {"list, s": 0.3, "key to next document, s, p95": 1.0, "memory, MB": 200.0, "keys for a correct scan": 8.0}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--waiting", type=int, default=500)
    parser.add_argument("--approved", type=int, default=40)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = filled(Path(folder) / "kho", args.waiting)
        found = measured(root, args.approved)
    print(json.dumps(found) if args.json else "\n".join(f"{name}: {value}" for name, value in found.items()))


def filled(root: Path, count: int) -> Path:
    """An archive with that many scans waiting, all read: one picture, and its text with each number put in."""
    write_archive(root)
    office, said = Office(root), settings.load(root)
    paper = office.budget("phu-vinh", FIRST, dt.date(2025, 12, 9))
    scan = root / "scan.pdf"
    sheet.save_scan(sheet.scans(paper, root, random.Random(1))[:1], scan)
    pdf = scan.read_bytes()
    file = ReceivedFile("scan.pdf", "0" * 64, len(pdf), "application/pdf", scan)
    template = extract.read(file, said.limits, root)
    archive = open_archive(root, said)
    with lock(root):
        for number in range(FIRST, FIRST + count):
            sent = office.send(replace(paper, number=number), data=pdf + b"\n%% %d" % number, name=str(number))
            take(sent, archive, template, number, said)
    scan.unlink()
    return root


def take(sent: Path, archive: Archive, template: Extraction, number: int, said: settings.Settings) -> None:
    """Receive one package without reading its scan again."""
    with tempfile.TemporaryDirectory() as work:
        known = _Known(template, number)
        now = dt.datetime.now().astimezone()
        reading = run.read(sent, Path(work), run.ReadingContext(said, archive.shelves.vocabulary, now.date()), known)
        archive.take(reading, actor="van-thu", now=now)


class _Known(dict[str, Extraction]):
    """Answers for every file with the template's text, the number put in."""

    def __init__(self, template: Extraction, number: int) -> None:
        super().__init__()
        self.template, self.number = template, number

    def get(self, sha256: str, default: object = None) -> Extraction:
        blocks = tuple(
            replace(block, text=re.sub(rf"\b{FIRST}/NQ", f"{self.number}/NQ", block.text))
            for block in self.template.blocks
        )
        return replace(self.template, sha256=sha256, blocks=blocks)


def measured(root: Path, approved: int) -> dict[str, str]:
    """Goals and figures."""
    command = [sys.executable, "-m", "pipeline.cli", "--archive", str(root), "review", "--serve", "--as", "Lê Thị Sông"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        address = process.stdout.readline().split()[-1]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            found = _figures(page, address, approved, process.pid)
            found["memory, MB"] = _memory(process.pid)
    finally:
        process.terminate()
        process.wait(20)
    goals = {name: f" (goal {goal})" for name, goal in _GOALS.items()}
    return {name: f"{value:.2f}{goals.get(name, '')}" for name, value in found.items()}


def _figures(page: Page, address: str, approved: int, server: int) -> dict[str, float]:
    before = _cpu(server)
    listed = [_took(lambda: page.goto(address)) for _ in range(5)]
    list_cpu = (_cpu(server) - before) / len(listed)
    bare = [_took(lambda: page.goto(f"{address}static/icon.svg")) for _ in range(5)]
    page.goto(address)
    page.keyboard.press("Enter")
    page.wait_for_url("**/item/*")
    _seen(page)
    before = _cpu(server)
    steps = [_took(lambda: _approve(page)) for _ in range(approved)]
    step_cpu = (_cpu(server) - before) / len(steps)
    return {
        "list, s": statistics.median(listed),
        "list, CPU s of the server": list_cpu,
        "key to next document, CPU s of the server": step_cpu,
        "list / bare page": statistics.median(listed) / statistics.median(bare),
        "keys for a correct scan": 2,
        "key to next document, s, median": statistics.median(steps),
        "key to next document, s, p95": sorted(steps)[int(0.95 * (len(steps) - 1))],
    }


def _approve(page: Page) -> None:
    """One key, until the picture of the next document stands there."""
    before = page.url
    page.keyboard.press("a")
    page.wait_for_url(lambda address: address != before)
    _seen(page)


def _seen(page: Page) -> None:
    while not page.evaluate("(document.getElementById('page') || {}).naturalWidth"):
        time.sleep(0.01)


def _took(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _cpu(pid: int) -> float:
    """CPU seconds of a process so far, and of those of its children that have ended."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _memory(pid: int) -> float:
    """Summed PSS of a process and its children, in MB."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    own = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii") if os.access(f"/proc/{pid}", os.R_OK) else ""
    kilobytes = re.search(r"^Pss: +(\d+)", own, re.MULTILINE)
    return (int(kilobytes[1]) if kilobytes else 0) / 1024 + sum(_memory(int(child)) for child in children)


if __name__ == "__main__":
    main()
