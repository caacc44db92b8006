"""The telephone's part in Firefox and WebKitGTK: what was read and taken along opens when the server is gone."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import browsers
from tests.browsers import Driven, wait
from tests.loopback import serving
from tests.site import archive

pytestmark = pytest.mark.long
READ = "xa/an-khe-ha/2024/07-nq-hdnd/index.html"
YEAR = "tinh/lam-giang/2024/index.html"
TAKEN = "tinh/lam-giang/2024/58-bc-hdnd/index.html"
LOOK = """setInterval(() => caches.keys().then(async (names) => {
    for (const name of names)
        if (await (await caches.open(name)).match(location.href)) window.kept = true;
}), 200);"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return archive.build(archive.make(tmp_path_factory.mktemp("may khác") / "kho"))


@pytest.fixture(params=["firefox", "webkit"])
def browser(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driven]:
    with browsers.named(request.param, request, tmp_path_factory.mktemp(request.param)) as driven:
        yield driven


def test_what_was_read_and_taken_along_opens_when_the_server_is_gone(browser: Driven, site: Path) -> None:
    with contextlib.ExitStack() as server:
        base = server.enter_context(serving(site.parent)) + f"{site.name}/"
        browser.open(f"{base}index.html")
        wait(browser, "navigator.serviceWorker.controller")
        browser.open(base + READ)
        browser.run(LOOK)
        wait(browser, "window.kept")
        browser.open(base + YEAR)
        wait(browser, "document.querySelector('.take button')")
        browser.click(".take button")
        wait(browser, "document.querySelector('.take p').textContent.includes('khi chưa nén')")
        browser.click(".take button")
        wait(browser, "document.querySelector('.take p').textContent.includes('không có gì mới')")

    for path, number in ((READ, "07/NQ-HĐND"), (TAKEN, "58/BC-HĐND")):
        browser.open(base + path)
        assert wait(browser, "document.querySelector('.trial--kept')?.textContent").strip().startswith("Bản lưu ngày ")
        assert browser.run("return document.querySelector('.doc__no').textContent").endswith(number)
