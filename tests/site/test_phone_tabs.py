"""What a telephone keeps while the site is published anew: by several tabs, or early."""

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.site import archive
from tests.site.test_phone import CALLED, DOCUMENT, EVERYTHING, KEPT, OTHER, YEAR, added, withdrawn

CHANGES = "/kho/output/du-lieu/thay-doi.json"

LEARNED = """async () => Object.values(
    await hdnd.shelf(new URL('../', location.href).href).told()).some((last) => last < 0)"""


class Gate(http.server.ThreadingHTTPServer):
    """A server that has read one page and does not send it until it is let go."""

    held = ""
    go: threading.Event
    asked: list[str]


class Handler(http.server.SimpleHTTPRequestHandler):
    server: Gate

    def log_message(self, format: str, *args: object) -> None: ...

    def copyfile(self, source: Any, outputfile: Any) -> None:
        data = source.read()
        if self.path == self.server.held:
            self.server.asked.append("held")
            self.server.go.wait(60)
        outputfile.write(data)

    def do_GET(self) -> None:
        super().do_GET()
        self.server.asked.append(self.path)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return archive.build(archive.make(tmp_path_factory.mktemp("may") / "kho"))


@pytest.fixture
def gate(site: Path, tmp_path: Path) -> Iterator[Gate]:
    shutil.copytree(site.parent, tmp_path / "kho", symlinks=True)
    made = Gate(("127.0.0.1", 0), functools.partial(Handler, directory=str(tmp_path)))
    made.go, made.asked = threading.Event(), []
    threading.Thread(target=made.serve_forever, args=(0.02,), daemon=True).start()
    yield made
    made.go.set()
    made.shutdown()
    made.server_close()


def base(gate: Gate) -> str:
    return f"http://127.0.0.1:{gate.server_address[1]}/kho/output/"


def opened(page: Page, address: str) -> None:
    page.set_default_timeout(30_000)
    page.goto(address)
    page.wait_for_function(CALLED)


@pytest.mark.long
@pytest.mark.parametrize("path", [YEAR, OTHER, DOCUMENT])
def test_a_page_on_its_way_while_another_tab_learns_of_a_withdrawal_does_not_stay(
    gate: Gate, tmp_path: Path, chromium: Browser, path: str
) -> None:
    """It was of the build before and shows the title; nothing had moved any more when its own tab asked."""
    with chromium.new_context() as context:
        one, other = context.new_page(), context.new_page()
        opened(one, base(gate) + "index.html")
        opened(other, base(gate) + "tro-giup/index.html")
        gate.held = f"/kho/output/{path}"
        one.evaluate("(path) => setTimeout(() => { location.href = path; })", base(gate) + path)
        _wait(other, gate, "held", 1)
        withdrawn(tmp_path / "kho", DOCUMENT.removesuffix("/index.html"))
        met = gate.asked.count(CHANGES)
        other.goto(base(gate) + "gioi-thieu/index.html")
        _wait(other, gate, CHANGES, met + 1)
        other.wait_for_function(LEARNED)

        gate.go.set()
        one.wait_for_url("**/" + path)
        _wait(other, gate, CHANGES, met + 2)

        other.wait_for_function(f"async (path) => !(await ({KEPT})(path))", arg=base(gate) + path)
        texts = other.evaluate(EVERYTHING)
        assert not [text for text in texts if "Quy định mức thu phí bến đò ngang" in text and "12/NQ-HĐND" in text]
        assert other.evaluate(KEPT, base(gate) + "tro-giup/index.html")


def _wait(page: Page, gate: Gate, what: str, times: int) -> None:
    for _ in range(1000):
        if gate.asked.count(what) >= times:
            return
        page.wait_for_timeout(20)
    raise AssertionError((what, times, gate.asked))


@pytest.mark.long
@pytest.mark.parametrize("path", [YEAR, OTHER])
def test_the_first_page_is_let_go_of_though_it_was_kept_before_the_first_contact(
    gate: Gate, tmp_path: Path, chromium: Browser, path: str
) -> None:
    """What the site says at the first contact was taken for what it had said when the first page was kept."""
    with chromium.new_context() as context:
        page = context.new_page()
        opened(page, base(gate) + path)
        page.wait_for_function(KEPT, arg=base(gate) + path)
        added(tmp_path / "kho", 44)
        withdrawn(tmp_path / "kho", DOCUMENT.removesuffix("/index.html"))

        page.goto(base(gate) + "gioi-thieu/index.html")

        page.wait_for_function(f"async () => (await ({EVERYTHING})()).some((text) => /thay-doi.json .*:-/.test(text))")
        assert not page.evaluate(KEPT, base(gate) + path)
