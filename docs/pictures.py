"""Make the pictures of README and handbooks: `make archive && python -m docs.pictures`, from invented archives."""

import datetime as dt
import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.desk import filled
from tests.cli.conftest import Office, hdnd
from tests.cli.lam_giang import ROOT, write_archive
from tests.extract import sheets

HERE = Path(__file__).parent / "handbook"
AS = ("--as", "Lê Thị Sông")
SCANNED = "tinh/lam-giang/2024/09-nq-hdnd/index.html"
_COLOURS = 24  # enough for text and lines: 30 kB a picture


def main() -> None:
    """Write the pictures."""
    _of_pages()
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


def _of_pages() -> None:
    """What readers see: results of a search, a scan beside its text, a document on a phone."""
    with tempfile.TemporaryDirectory() as folder:
        root = _published(Path(folder))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1120, "height": 640})
            _home(browser)
            base = f"file://{root}/output/"
            page.goto(f"{base}tim-kiem/index.html?q=du%20toan%20ngan%20sach")
            page.wait_for_selector("#ket-qua a")
            _save(page, "tim-kiem.png")
            page.goto(f"{base}{SCANNED}")
            page.locator(".leaf img").first.scroll_into_view_if_needed()
            page.wait_for_timeout(300)
            _save(page, "ban-quet.png")
            phone = browser.new_page(viewport={"width": 390, "height": 700})
            phone.goto(f"{base}{SCANNED}")
            phone.locator(".leaf summary").first.click()
            phone.locator(".leaf").first.scroll_into_view_if_needed()
            phone.wait_for_timeout(300)
            _save(phone, "ban-quet-dien-thoai.png")
            browser.close()


def _home(browser: Browser) -> None:
    """The home page of the sample archive, as README shows it; its own letters are optional and come late at times."""
    page = browser.new_page(viewport={"width": 1280, "height": 1180})
    for _ in range(20):
        page.goto(f"file://{ROOT}/output/index.html")
        page.wait_for_timeout(500)
        if not page.evaluate("[...document.fonts].some(face => face.family + face.status === 'Wide Sansloaded')"):
            break
    _save(page, "../home.png")


def _published(folder: Path) -> Path:
    """An archive with three resolutions, the last one a scan that a person has looked at, and its pages."""
    root = write_archive(folder / "kho")
    office = Office(root)
    for number in (7, 8):
        office.send(office.budget(number=number))
    printed = folder / "in.pdf"
    printed.write_bytes(office.pdf(office.budget(number=9)))
    scanned = sheets.pictures(folder / "quet.pdf", [sheets.scanned(printed, page=page) for page in range(2)])
    office.send(office.budget(number=9), data=scanned.read_bytes())
    for command in (("receive",), ("review", "approve", f"TN-{dt.datetime.now(dt.UTC).year}-000003", *AS), ("build",)):
        done = hdnd(root, *command)
        if done.returncode:
            raise SystemExit(done.stderr)
    return root


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
