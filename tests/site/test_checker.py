"""The checker for senders, as the product builds it: what a clerk sees of a package; nothing leaves the page."""

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from plugins.archive_pages import checker
from tests.browsers import AXE_RULES, Driven, wait
from tests.ingest import packages
from tests.ingest.packages import File, Package, zipped
from tests.site import archive
from tests.site.test_browsers import base, browser, output, served

__all__ = ["base", "browser", "output", "served"]
SECRET = packages.java(
    Package({"Subject": "Báo cáo giám sát (TỐI MẬT)"}, (File("a.zip", zipped(**{"a.pdf": packages.PDF})),))
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return archive.build(archive.make(tmp_path_factory.mktemp("kiểm tra") / "kho"))


@pytest.fixture(params=[390, 1280])
def page(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": request.param, "height": 900})
    yield page
    page.close()


def chosen(name: str, data: bytes) -> str:
    """A script that gives the page a file as a person does."""
    return (
        f"const bytes = Uint8Array.from(atob({json.dumps(base64.b64encode(data).decode())}), (c) => c.charCodeAt(0));"
        f"const sent = new DataTransfer(); sent.items.add(new File([bytes], {json.dumps(name)}));"
        "const input = document.getElementById('goi'); input.files = sent.files;"
        "input.dispatchEvent(new Event('change'));"
    )


def test_a_clerk_is_told_what_stops_a_package_in_every_browser(browser: Driven, base: str) -> None:
    browser.open(base + checker.PATH)
    browser.run(chosen("bao-cao.edxml", SECRET.encode()))

    said = wait(browser, "document.querySelector('.checked') && document.querySelector('.checked').textContent")

    assert "bao-cao.edxml" in said and "Có dấu chỉ độ mật: không gửi." in said and "secret-mark" in said
    assert "archive-unwrapped" in said and "a.pdf (pdf, 63 byte)" in said


def test_nothing_is_asked_for_and_the_answer_passes_axe(built: Path, page: Page) -> None:
    asked: list[str] = []
    page.goto((built / checker.PATH).as_uri())
    page.on("request", lambda request: asked.append(request.url))
    files: Any = [
        {"name": "goi.edxml", "mimeType": "", "buffer": SECRET.encode()},
        {"name": "hong.pdf", "mimeType": "", "buffer": b"%PDF-1.4 x"},
        {"name": "tot.pdf", "mimeType": "", "buffer": packages.PDF},
    ]
    page.set_input_files("#goi", files)
    page.wait_for_selector("#ket-qua section:nth-child(3)")

    # The page's own letters may still be on their way, or be first wanted by the answer.
    own = (built / "static/fonts").as_uri()
    assert [url for url in asked if "favicon" not in url and not url.startswith(own)] == []
    assert [one["id"] for one in Axe().run(page, options=AXE_RULES).response["violations"]] == []
    assert page.inner_text("#trang-thai") == "Đã kiểm tra 3 tệp."
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_markup_in_a_package_is_shown_as_letters(built: Path, page: Page) -> None:
    said = "<img src=x onerror=alert(1)> & <script>alert(2)</script>"
    page.goto((built / checker.PATH).as_uri())
    page.set_input_files(
        "#goi", {"name": "<b>.edxml", "mimeType": "", "buffer": packages.java(Package({"Subject": said})).encode()}
    )
    page.wait_for_selector("#ket-qua section")

    assert (
        said in page.inner_text("#ket-qua") and page.locator("#ket-qua img, #ket-qua script, #ket-qua b").count() == 0
    )


def test_no_other_page_loads_the_checker(built: Path) -> None:
    loading = {
        path.relative_to(built).as_posix()
        for path in built.rglob("index.html")
        if "js/check." in path.read_text("utf-8")
    }

    assert loading == {checker.PATH}
