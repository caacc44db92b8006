"""An officer's keys at the desk in Chromium, Firefox and WebKitGTK: open, approve, take back, refuse."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import axe_playwright_python
import pytest

from tests import browsers
from tests.browsers import AXE_RULES, Driven, wait
from tests.cli.conftest import hdnd
from tests.desk.conftest import PERSON, Served

pytestmark = pytest.mark.long

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
SHARE = "(document.getElementById('page').clientWidth / document.querySelector('.frame').clientWidth)"
PICTURE = "document.getElementById('page') && document.getElementById('page').naturalWidth"


@pytest.fixture(params=["chromium", "firefox", "webkit"])
def browser(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Driven]:
    (tmp_path / "profile").mkdir()
    with browsers.named(request.param, request, tmp_path / "profile") as driven:
        yield driven


def press(browser: Driven, key: str) -> None:
    event = f"new KeyboardEvent('keydown', {{key: '{key}', bubbles: true, cancelable: true}})"
    browser.run(f"document.body.dispatchEvent({event})")


def at(browser: Driven, receipt: str) -> None:
    """Wait until an item and its picture stand there."""
    wait(browser, f"location.pathname.endsWith('{receipt}') && document.readyState === 'complete' && {PICTURE}")


def test_the_same_keys_decide_the_same(archive: Path, serve: Callable[[Path], Served], browser: Driven) -> None:
    desk = serve(archive)
    browser.open(desk.address)
    browser.click("tbody a")
    at(browser, "000001")
    assert browser.run("return document.querySelectorAll('.mark:not([hidden])').length") >= 5
    assert browser.run(f"return {SHARE} <= 1"), "the whole width is seen at first"
    first = browser.run(f"return {PICTURE}")
    press(browser, "+")
    assert wait(browser, f"{PICTURE} > {first} && {SHARE} > 1"), "and larger then"

    press(browser, "a")
    at(browser, "000002")
    press(browser, "z")
    at(browser, "000001")
    press(browser, "l")
    at(browser, "000002")
    press(browser, "r")
    assert browser.run("return document.activeElement.id") == "why"
    browser.type("#why", "Thiếu trang")
    browser.enter("#why")
    at(browser, "000003")

    acts = [json.loads(line) for line in desk.acts().splitlines()]
    assert [(act["act"], act["subject"][-1]) for act in acts] == [("approve", "1"), ("undo", "1"), ("refuse", "2")]
    assert acts[-1]["why"] == "Thiếu trang"


def violations(browser: Driven) -> str:
    """What axe finds on the page that is open, as JSON; it answers later, so it leaves that on the page."""
    told = "document.documentElement.dataset.axe = JSON.stringify(found.violations.map((one) => one.id))"
    browser.run(f"{AXE}; axe.run(document, {json.dumps(AXE_RULES)}).then((found) => {{ {told}; }});")
    return str(wait(browser, "document.documentElement.dataset.axe"))


@pytest.mark.long
def test_axe_finds_nothing_on_any_page_in_any_browser(
    archive: Path, serve: Callable[[Path], Served], browser: Driven
) -> None:
    receipts = re.findall(r"TN-\d{4}-\d{6}", hdnd(archive, "review", "list", "--json").stdout)
    assert hdnd(archive, "review", "approve", receipts[0], "--as", PERSON).returncode == 0
    assert hdnd(archive, "errors", "add", "--words", "sai một số").returncode == 0
    (number,) = re.findall(r'"id": "(SS-[^"]+)', hdnd(archive, "errors", "list", "--json").stdout)
    desk = serve(archive)
    there = "published/xa/phu-vinh/2025/03-nq-hdnd"
    paths = ["", *(f"item/{one}" for one in (receipts[-1], sorted(set(receipts))[1], "TN-2026-999999"))]
    found = {}
    paths += ["published", "published?q=zz", there, f"{there}/redaction", "due", "reports", f"reports/{number}"]
    for path in paths:
        browser.open(desk.address + path)
        found[path] = violations(browser)

    assert set(found.values()) == {"[]"}, found
