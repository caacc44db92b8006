"""The words that a reader searched for are marked on the page that a result opens, with a way from each to the next."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from plugins import archive_search, assets
from tests.parity.search_site import STATIC

PAGE = """<!DOCTYPE html><html lang="vi"><meta charset="utf-8"><body><h1>Thu phí</h1><div class="text">
<h3 id="dieu-1">Điều 1. Ngân sách xã</h3>
<p id="dieu-1-khoan-1">1. Ngân quỹ và sách vở; <a href="#x">ngân</a> sách huyện.</p>
<h3 id="dieu-2">Điều 2. Ngân sách tỉnh</h3>
<p id="dieu-2-khoan-1">1. NGÂN SÁCH và ngan sach, hoà giải; thu phí bến đò.</p>
</div><script src="found.js"></script></body></html>"""
Open = Callable[[str], Page]


@pytest.fixture
def open_page(chromium: Browser, tmp_path: Path) -> Iterator[Open]:
    (tmp_path / "found.js").write_bytes(assets.bundle(STATIC, archive_search.PAGE[1]))
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    page = chromium.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))

    def open_(address: str) -> Page:
        page.goto((tmp_path / "page.html").as_uri() + address)
        return page

    yield open_
    page.close()
    assert problems == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ngân sách", ["Ngân sách", "Ngân sách", "NGÂN SÁCH"]),
        ("ngan sach", ["Ngân sách", "Ngân sách", "NGÂN SÁCH", "ngan sach"]),
        ("hòa giải", ["hoà giải"]),
        ("bến đò phí", ["phí bến đò"]),
        ("quỹ huyện", ["quỹ", "huyện"]),
        ("không có", []),
    ],
)
def test_words_are_marked_together_where_they_stand_together(open_page: Open, typed: str, found: list[str]) -> None:
    page = open_page("?tim=" + quote(typed))

    assert page.locator(".text mark").all_inner_texts() == found
    assert page.locator(".found").count() == (1 if found else 0)


def test_next_and_previous_lead_from_mark_to_mark_and_around(open_page: Open) -> None:
    page = open_page("?tim=" + quote("ngân sách") + "#dieu-2")

    expect(page.locator(".found")).to_contain_text("Chỗ 2 / 3")
    page.get_by_role("button", name="Sau").click()
    expect(page.locator(".found")).to_contain_text("Chỗ 3 / 3")
    assert page.locator(".found__here").inner_text() == "NGÂN SÁCH"
    page.get_by_role("button", name="Sau").click()
    page.get_by_role("button", name="Trước").click()
    expect(page.locator(".found")).to_contain_text("Chỗ 3 / 3")


@pytest.mark.parametrize("way", ["Sau", "Trước"])
@pytest.mark.parametrize("anchor", ["", "#dieu-2"])
def test_the_first_place_is_shown_before_another_where_it_is_not_on_the_screen(
    open_page: Open, way: str, anchor: str
) -> None:
    """A page that opened at its head said "Chỗ 1 / 2", and the next press led to the second."""
    page = open_page("")
    page.set_viewport_size({"width": 390, "height": 300})
    file = Path(page.evaluate("decodeURIComponent(location.pathname)"))
    file.write_text(PAGE.replace("ngan sach", "dài " * 900 + "bến đò"), encoding="utf-8")
    page = open_page("?tim=" + quote("bến đò") + anchor)
    shown = page.locator(".found__here")

    page.get_by_role("button", name=way).dispatch_event("click")
    expect(page.locator(".found")).to_contain_text("Chỗ 1 / 2")
    expect(shown).to_be_in_viewport()
    page.get_by_role("button", name=way).dispatch_event("click")

    expect(page.locator(".found")).to_contain_text("Chỗ 2 / 2")


def test_marks_go_when_a_reader_wants_none(open_page: Open) -> None:
    before = open_page("").locator(".text").inner_text()
    page = open_page("?tim=" + quote("ngân sách"))
    page.get_by_role("button", name="Bỏ đánh dấu").click()

    assert page.locator("mark, .found").count() == 0
    assert page.locator(".text").inner_text() == before


def test_keys_reach_the_bar_where_the_text_is_shown_and_go_on_from_there_when_it_is_gone(open_page: Open) -> None:
    """A result opens at its article: the bar at the end of the page was twenty-seven stops away."""
    page = open_page("?tim=" + quote("ngân sách") + "#dieu-2")
    focused = "document.activeElement.textContent"

    page.keyboard.press("Tab")
    first = page.evaluate(focused)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".found")).to_contain_text("Chỗ 3 / 3")
    kept = page.evaluate(focused)
    page.keyboard.press("Escape")

    assert (first, kept) == ("‹ Trước", "Sau ›")
    assert page.locator("mark, .found").count() == 0
    assert page.evaluate(focused).startswith("1. NGÂN SÁCH và ngan sach")


@pytest.mark.parametrize(
    "address", ["", "?tim=", "?tim=%E0%A4%A", "?tim=%", "?tim=***#%", "?tim=" + "a" * 5000, "?tim=<b>#x[y"]
)
def test_any_address_leaves_the_page_whole(open_page: Open, address: str) -> None:
    page = open_page(address)

    assert page.locator("mark, .found, b").count() == 0
