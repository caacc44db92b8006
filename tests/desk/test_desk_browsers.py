"""An officer's keys at the desk in Chromium, Firefox and WebKitGTK: open, approve, take back, refuse."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import browsers
from tests.browsers import Driven, wait
from tests.desk.conftest import Served

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
    first = browser.run(f"return {PICTURE}")
    press(browser, "+")
    assert wait(browser, f"{PICTURE} > {first}")

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
