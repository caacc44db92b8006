"""Make the handbook's pictures of the desk: `python -m docs.pictures`, from an invented archive, in Chromium."""

import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from benchmarks.desk import filled
from tests.cli.lam_giang import ROOT

HERE = Path(__file__).parent / "handbook"
_COLOURS = 24  # enough for text and lines: 30 kB a picture


def main() -> None:
    """Write the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        root = filled(Path(folder) / "kho", 6)
        command = [sys.executable, "-m", "pipeline.cli", "--archive", str(root)]
        served = subprocess.Popen(  # noqa: S603 our own program
            [*command, "review", "--serve", "--as", "Lê Thị Sông"], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        try:
            _take(str(served.stdout.readline() if served.stdout else "").split()[-1])
        finally:
            served.terminate()
            served.wait(20)


def _take(address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1120, "height": 640})
        page.goto(address)
        _save(page, "ban-duyet-danh-sach.png")
        page.keyboard.press("Enter")
        page.wait_for_url("**/item/*")
        while not page.evaluate("document.getElementById('page').naturalWidth"):
            page.wait_for_timeout(100)
        page.get_by_label("Ngày ban hành").focus()
        page.wait_for_timeout(300)
        _save(page, "ban-duyet.png")


def _save(page: Page, name: str) -> None:
    shown = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    shown.quantize(_COLOURS).save(HERE / name, "PNG", optimize=True)


if __name__ == "__main__":
    main()
