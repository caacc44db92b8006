"""The pages in Chromium: from file://, from a sub-path, small and large screens, keyboard, no JavaScript, axe."""

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Request

from tests.browsers import AXE_RULES
from tests.site.kinds import DOCUMENT, ONE_OF_EACH, SHA, TITLE, URL

CITED = "Nghị quyết số 12/2024/NQ-HĐND ngày 09 tháng 12 năm 2024 của Hội đồng nhân dân tỉnh Lam Giang"
# A redirect is gone before it can be measured: it has a test of its own.
ONE_OF_EACH_KIND = {template: path for template, path in ONE_OF_EACH.items() if template != "redirect"}
# What stands on the other pages is put together of what stands on these: text, list, table, form, tree, tombstone.
LISTED = ("en/giam-sat/ho-so/lam-giang-duong/index.html", "en/giam-sat/ho-so/lam-giang-cau/index.html")
MOVED = """[...document.querySelectorAll("main .table-box")].some(
  box => !box.closest(".text") && !box.querySelector("svg") && box.scrollWidth > box.clientWidth)"""
EVERYDAY = frozenset(
    {"home", "document", "search", "council", "council_year", "group_year"}
    | {"tombstone", "difference", "dossier", "statistics", "check", "page_report"}
)


class Watched:
    """A page with all that it asked for and all that its console said."""

    def __init__(self, context: BrowserContext) -> None:
        self.requests: list[str] = []
        self.troubles: list[str] = []
        self.page = context.new_page()
        self.page.on("request", self._requested)
        self.page.on("requestfailed", self._failed)
        self.page.on("response", lambda r: self.troubles.append(f"{r.status}: {r.url}") if r.status >= 400 else None)
        self.page.on("console", lambda message: self.troubles.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.troubles.append(f"error: {error}"))

    def _failed(self, request: Request) -> None:
        # An icon still on its way when the test opens the next page is no trouble; a missing or forbidden file is.
        if request.failure != "net::ERR_ABORTED":
            self.troubles.append(f"{request.failure}: {request.url}")

    def _requested(self, request: Request) -> None:
        self.requests.append(request.url)


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Any]:
    """Open contexts with given options; all are closed at the end."""
    contexts_: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        contexts_.append(chromium.new_context(locale="vi-VN", **options))
        return contexts_[-1]

    yield make
    for context in contexts_:
        context.close()


def of_file(site: Path, path: str) -> str:
    return (site / path).as_uri()


@dataclass
class Walk:
    """What a way through all pages asked for and complained of; which scroll sideways, or hold a list that does."""

    requests: list[str]
    troubles: list[str]
    wide: list[str]
    moved: list[str]


@pytest.fixture(scope="module")
def walk(chromium: Browser) -> Callable[[str, int], Walk]:
    """Open every page below an address in a window of a width: once, for all that is asked of it."""

    @functools.cache
    def walked(base: str, width: int) -> Walk:
        context = chromium.new_context(locale="vi-VN", viewport={"width": width, "height": 800})
        watched, wide, moved = Watched(context), [], []
        for path in (*ONE_OF_EACH_KIND.values(), *LISTED):
            if path == "404.html" and base.startswith("file"):
                continue  # it looks for the site's own folder first; tests of its own say what it comes to
            watched.page.goto(base + path)
            if watched.page.evaluate("document.documentElement.scrollWidth") > width:
                wide.append(path)
            if watched.page.evaluate(MOVED):
                moved.append(path)
        context.close()
        return Walk(watched.requests, watched.troubles, wide, moved)

    return walked


def test_pages_open_from_a_folder_without_a_complaint(site: Path, walk: Callable[[str, int], Walk]) -> None:
    seen = walk(f"{site.as_uri()}/", 1280)

    assert seen.troubles == []
    assert all(url.startswith((site.as_uri(), "data:")) for url in seen.requests)
    assert any(url.endswith(".woff2") for url in seen.requests)


def test_pages_open_under_a_sub_path(served: str, walk: Callable[[str, int], Walk]) -> None:
    seen = walk(served, 320)

    assert seen.troubles == []
    assert all(url.startswith(served) for url in seen.requests)


@pytest.mark.parametrize("base", ["file", "http"])
def test_the_policy_stops_scripts_and_styles_in_the_page(base: str, site: Path, served: str, opened: Any) -> None:
    page = opened().new_page()
    page.goto(of_file(site, DOCUMENT) if base == "file" else served + DOCUMENT)

    page.evaluate("""() => {
        window.broken = [];
        document.addEventListener("securitypolicyviolation", (event) => window.broken.push(event.effectiveDirective));
        const script = document.createElement("script");
        script.textContent = "window.reached = true";
        const image = document.createElement("img");
        image.src = "https://elsewhere.example/x.png";
        document.body.append(script, image);
        document.body.setAttribute("style", "color: red");
    }""")
    page.wait_for_function("window.broken.length >= 3")

    assert page.evaluate("window.reached") is None
    assert {"script-src-elem", "style-src-attr", "img-src"} <= set(page.evaluate("window.broken"))


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, id=kind, marks=[] if kind in EVERYDAY else pytest.mark.long)
        for kind, path in ONE_OF_EACH_KIND.items()
    ],
)
def test_axe_finds_nothing(path: str, site: Path, opened: Any) -> None:
    page = opened(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(of_file(site, path))

    violations = Axe().run(page, options=AXE_RULES).response["violations"]

    assert [(found["id"], found["nodes"][0]["html"]) for found in violations] == []


@pytest.mark.parametrize("path", [DOCUMENT, "index.html", "tim-kiem/index.html"])
def test_axe_finds_nothing_on_a_dark_phone(path: str, site: Path, opened: Any) -> None:
    page = opened(viewport={"width": 320, "height": 640}, color_scheme="dark", has_touch=True).new_page()
    page.goto(of_file(site, path))

    violations = Axe().run(page, options=AXE_RULES).response["violations"]

    assert [(found["id"], found["nodes"][0]["html"]) for found in violations] == []


WIDTHS = [320, pytest.param(390, marks=pytest.mark.long), 1280, pytest.param(3840, marks=pytest.mark.long)]


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_scrolls_sideways(width: int, site: Path, served: str, walk: Callable[[str, int], Walk]) -> None:
    assert walk(served if width == 320 else f"{site.as_uri()}/", width).wide == []  # the ways of the tests above


@pytest.mark.long
def test_tables_of_lists_stand_whole_on_a_telephone(site: Path, walk: Callable[[str, int], Walk]) -> None:
    """In English the last column of an oversight's steps lay 56 px beyond the edge, of receipts two columns of four."""
    assert walk(f"{site.as_uri()}/", 390).moved == []


def test_wide_tables_scroll_in_their_own_box(site: Path, opened: Any) -> None:
    page = opened(viewport={"width": 390, "height": 800}).new_page()
    page.goto(of_file(site, DOCUMENT))

    box = page.locator(".text .table-box")

    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    assert box.get_attribute("tabindex") == "0"


SCRIPTED = (
    *("Sao chép liên kết", "Sao chép lời dẫn", "Sao chép mẫu", "Sao chép"),
    *("Kiểm tra trong sổ công bố", "So tệp bạn đang giữ với bản gốc:"),
)
"""What scripts alone can do is shown by scripts alone."""


def words(page: Page) -> str:
    return " ".join(page.locator("main").inner_text().split())


# A search is made by scripts, and says so where they are off; the wrong-address page finds its styles by one.
@pytest.mark.parametrize("kind", sorted(ONE_OF_EACH_KIND.keys() - {"search", "404"}))
@pytest.mark.long
def test_pages_are_complete_without_javascript(kind: str, site: Path, opened: Any) -> None:
    path = ONE_OF_EACH_KIND[kind]
    bare = opened(java_script_enabled=False).new_page()
    bare.goto(of_file(site, path))
    full = opened().new_page()
    full.goto(of_file(site, path))
    full.evaluate("document.getAnimations().forEach((one) => one.finish())")  # no search answers here: it is told late

    assert _unscripted(words(full)) == _unscripted(words(bare))


def _unscripted(said: str) -> str:
    """Without what scripts alone can do; the help page names it in its sentences, with scripts and without."""
    for label in SCRIPTED:
        said = said.replace(label, "")
    return " ".join(said.split())


LONG = (("index.html", ".docs > li"), ("giam-sat/index.html", ".docs > li"))


@pytest.mark.parametrize(("path", "rows"), LONG)
def test_a_telephone_shows_the_first_of_a_long_list_and_the_others_on_demand(
    site: Path, opened: Any, path: str, rows: str
) -> None:
    seen = "found => found.filter(one => one.checkVisibility()).length"
    phone, desk = (
        opened(viewport={"width": w, "height": 844}, java_script_enabled=False).new_page() for w in (390, 1280)
    )
    for page in (phone, desk):
        page.goto(of_file(site, path))

    shown = phone.locator(rows).evaluate_all(seen)
    for fold in phone.locator("main summary").all():
        fold.click()

    everything = phone.locator(rows).count()
    assert shown < everything == phone.locator(rows).evaluate_all(seen) == desk.locator(rows).evaluate_all(seen)
    assert desk.locator("main .fold > summary").first.is_hidden()


def test_that_scripts_are_needed_does_not_flash_before_the_script_runs(site: Path, opened: Any) -> None:
    """It stands where they are off; where ours does not come, once it is late."""
    bare, lost = opened(java_script_enabled=False).new_page(), opened().new_page()
    lost.route("**/js/search.*", lambda route: route.abort())
    for page in (bare, lost):
        page.goto(of_file(site, "tim-kiem/index.html"))

    said = "getComputedStyle(document.getElementById('khong-js')).visibility"
    early = lost.evaluate(said)
    lost.evaluate("document.getAnimations().forEach((one) => one.finish())")

    assert (early, lost.evaluate(said)) == ("hidden", "visible")
    assert bare.locator("#khong-js").evaluate("(one) => getComputedStyle(one).visibility") == "visible"


def test_search_box_leads_to_the_search_page_with_the_question(site: Path, opened: Any) -> None:
    page = opened().new_page()
    page.goto(of_file(site, DOCUMENT))

    page.fill("#tim-nhanh", "ngân sách")
    page.press("#tim-nhanh", "Enter")
    page.wait_for_url("**/tim-kiem/index.html?q=*")

    assert page.url.startswith(of_file(site, "tim-kiem/index.html"))
    assert page.evaluate("new URLSearchParams(location.search).get('q')") == "ngân sách"


def test_redirect_leads_to_the_new_address(site: Path, opened: Any) -> None:
    page = opened().new_page()
    page.goto(of_file(site, "tinh/lam-giang/2024/21-2024-nq-hdnd/index.html"))
    page.wait_for_url(of_file(site, DOCUMENT))

    assert page.locator("h1").is_visible()


def test_keyboard_reaches_the_content_first(site: Path, opened: Any) -> None:
    page = opened().new_page()
    page.goto(of_file(site, DOCUMENT))

    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Chuyển đến nội dung chính"
    assert skip.bounding_box()["height"] >= 24
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.locator("main :focus").count() == 1


def test_everything_that_can_be_pressed_can_be_reached_and_seen(site: Path, opened: Any) -> None:
    page = opened(viewport={"width": 390, "height": 800}).new_page()
    page.goto(of_file(site, DOCUMENT))
    expected = page.locator("a[href]:visible, button:visible, input:visible, summary:visible, [tabindex='0']:visible")

    reached = set()
    for _ in range(expected.count()):
        page.keyboard.press("Tab")
        marked = "e => [e.outerHTML, getComputedStyle(e).boxShadow, getComputedStyle(e).opacity]"
        html, shadow, opacity = page.locator(":focus").first.evaluate(marked)
        assert shadow != "none" and opacity == "1", html
        reached.add(html)

    missed = [html for html in expected.evaluate_all("all => all.map(e => e.outerHTML)") if html not in reached]
    assert missed == []


# Links within sentences and cells excepted, as WCAG 2.5.5 has it.
PRESSED = (
    ":is(.menu, .crumbs, .footer, .years, .names, .columns, .hints, .toc, .back, .actions, .pager) a[href], "
    ".button, summary, .facet label, .seek button, .seek input"
)


def test_a_finger_finds_44_pixels_wherever_it_presses(site: Path, opened: Any) -> None:
    page = opened(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True).new_page()
    narrow = []
    for path in ONE_OF_EACH_KIND.values():
        page.goto(of_file(site, path))
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        told = page.locator(f"{PRESSED} >> visible=true").evaluate_all(
            "all => all.map(e => [e.innerText || e.name, Math.round(e.getBoundingClientRect().height)])"
        )
        narrow += [(path, *one) for one in told if one[1] < 44]

    assert narrow == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_lines_are_as_strong_as_the_edges_of_buttons_where_more_contrast_is_asked_for(
    scheme: str, site: Path, opened: Any
) -> None:
    page = opened(color_scheme=scheme, contrast="more").new_page()
    page.goto(of_file(site, DOCUMENT))

    edge = "getComputedStyle(document.querySelector('.doc__facts dl > div')).borderBottomColor"
    control = "getComputedStyle(document.querySelector('.button--quiet')).borderTopColor"
    assert page.evaluate(edge) == page.evaluate(control)


def test_what_every_page_has_leaves_two_thirds_of_a_telephone_s_screen(site: Path, opened: Any) -> None:
    page = opened(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).new_page()
    page.goto(of_file(site, DOCUMENT))

    above = "document.querySelector('h1').getBoundingClientRect().top"
    notice = "(document.querySelector('.trial') || {offsetHeight: 0}).offsetHeight"
    assert page.evaluate(f"{above} - {notice}") < 844 / 3


def test_what_a_ground_sets_apart_has_an_edge_where_grounds_are_left_out(site: Path, opened: Any) -> None:
    page = opened(forced_colors="active").new_page()
    edge = "(e, part) => parseFloat(getComputedStyle(e, part).borderTopWidth)"
    page.goto(of_file(site, DOCUMENT))
    assert page.locator(".tag").first.evaluate(edge) > 0
    assert page.locator(".masthead button").evaluate(edge) > 0

    page.goto(of_file(site, ONE_OF_EACH_KIND["dossier"]))
    assert page.locator(".chain > li").first.evaluate(edge, "::before") > 0


def test_facts_fold_on_a_phone_and_lie_open_on_a_desk(site: Path, opened: Any) -> None:
    phone = opened(viewport={"width": 390, "height": 800}).new_page()
    phone.goto(of_file(site, DOCUMENT))
    signer = phone.locator("dt", has_text="Người ký")
    assert not signer.is_visible()
    for shown in ("Cơ quan ban hành", "Ngày ban hành", "Hiệu lực"):
        assert phone.locator("dt", has_text=shown).first.is_visible()
    assert re.fullmatch(r"Tải bản gốc \(PDF, .*B\)", phone.locator(".actions .button").first.inner_text())
    phone.locator("summary", has_text="Thông tin đầy đủ").focus()
    phone.keyboard.press("Enter")
    assert signer.is_visible()

    desk = opened(viewport={"width": 1280, "height": 800}).new_page()
    desk.goto(of_file(site, DOCUMENT))
    assert desk.locator("dt", has_text="Người ký").is_visible()
    assert not desk.locator("summary", has_text="Thông tin đầy đủ").is_visible()


def test_contents_stay_in_sight_on_a_desk(site: Path, opened: Any) -> None:
    page = opened(viewport={"width": 1280, "height": 700}).new_page()
    page.goto(of_file(site, DOCUMENT) + "#qd-dieu-1")

    assert page.locator(".toc a", has_text="Điều 2").bounding_box()["y"] >= 0


def test_numbers_hang_and_copied_text_keeps_their_space(site: Path, opened: Any) -> None:
    page = opened(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(of_file(site, DOCUMENT))
    clause = page.locator("#dieu-2-khoan-1")

    assert clause.inner_text().startswith("1. Người, xe đạp")
    assert clause.evaluate("""p => {
        const range = document.createRange(); range.selectNodeContents(p.childNodes[1]);
        const left = [...range.getClientRects()].map((line) => Math.round(line.left));
        return left.length > 1 && Math.max(...left) - Math.min(...left) <= 1;
    }""")


@pytest.mark.parametrize("base", ["file", "http"])
def test_links_of_provisions_are_copied(base: str, site: Path, served: str, opened: Any) -> None:
    context = opened(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(of_file(site, DOCUMENT) if base == "file" else served + DOCUMENT)

    page.locator("#dieu-2-khoan-1 .neo").click(force=True)

    page.locator(".toast", has_text="Đã sao chép liên kết đến đoạn này.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{URL}/{DOCUMENT}#dieu-2-khoan-1"
    assert page.url.endswith("#dieu-2-khoan-1")


@pytest.mark.parametrize(
    ("button", "expected"),
    [
        ("Sao chép liên kết", f"{URL}/{DOCUMENT}"),
        ("Sao chép lời dẫn", f"{CITED} quy định mức thu{TITLE.removeprefix('Quy định mức thu')}. {URL}/{DOCUMENT}"),
        ("Sao chép mẫu", "{#mau-bao}"),
    ],
)
def test_buttons_copy_what_they_say(button: str, expected: str, served: str, opened: Any) -> None:
    page = opened(permissions=["clipboard-read", "clipboard-write"]).new_page()
    page.goto(served + DOCUMENT)

    page.get_by_role("button", name=button, exact=True).click()

    page.locator(".toast:not(:empty)").wait_for()
    said = page.locator("#mau-bao").inner_text().strip() if expected == "{#mau-bao}" else expected
    assert page.evaluate("navigator.clipboard.readText()").strip() == said


def test_hash_is_shown_whole_on_demand(site: Path, opened: Any) -> None:
    page = opened().new_page()
    page.goto(of_file(site, DOCUMENT))
    assert not page.locator("#sha-1").is_visible()

    page.locator(".hash summary").first.click()

    assert page.locator("#sha-1").inner_text() == SHA


def test_a_report_names_the_provision_that_was_looked_at(site: Path, opened: Any) -> None:
    page = opened().new_page()
    page.goto(of_file(site, DOCUMENT))
    bare = page.locator("#mau-bao").inner_text()
    page.goto(of_file(site, DOCUMENT) + "#dieu-2-khoan-1")
    page.wait_for_function("document.getElementById('mau-bao').textContent.includes('khoản 1')")
    assert page.locator("#mau-bao").inner_text() == bare.replace("điểm: ", "điểm: khoản 1 Điều 2 ")
    assert quote("Điều, khoản, điểm: khoản 1 Điều 2") in page.locator("#thu-bao").get_attribute("href")

    page.evaluate("location.hash = '#ban-goc'")
    page.wait_for_function("!document.getElementById('mau-bao').textContent.includes('khoản 1')")

    assert page.locator("#mau-bao").inner_text() == bare


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2024-12-19", "Chưa có hiệu lực: Có hiệu lực từ 20/12/2024 (khoản 3 Điều 2)"),
        ("2024-12-20", "Còn hiệu lực: Có hiệu lực từ 20/12/2024 (khoản 3 Điều 2)"),
        ("", ""),
    ],
)
def test_a_reader_can_ask_for_the_status_on_a_day(day: str, said: str, site: Path, opened: Any) -> None:
    page = opened().new_page()
    page.goto(of_file(site, DOCUMENT))
    page.locator("#hieu-luc > summary").click()
    assert page.locator("#hieu-luc output").inner_text() != ""
    page.locator("#hieu-luc input").fill(day)

    assert page.locator("#hieu-luc output").inner_text() == said


def test_a_citation_names_the_provision_that_was_looked_at(site: Path, opened: Any) -> None:
    page = opened().new_page()
    page.goto(of_file(site, DOCUMENT) + "#dieu-2-khoan-1")
    assert page.locator("#loi-dan").inner_text().startswith("Khoản 1 Điều 2 Nghị quyết số 12/2024/NQ-HĐND ngày ")

    page.evaluate("location.hash = '#trich-dan'")
    page.wait_for_function("document.getElementById('loi-dan').textContent.startsWith('Nghị quyết')")


def test_contents_mark_the_part_that_is_read(site: Path, opened: Any) -> None:
    page = opened(viewport={"width": 1280, "height": 500}).new_page()
    page.goto(of_file(site, DOCUMENT))
    for part in ("dieu-2", "qd-dieu-1", "dieu-1"):
        page.evaluate("part => document.getElementById(part).scrollIntoView()", part)
        page.wait_for_function("part => document.querySelector('.toc [aria-current]').hash === '#' + part", arg=part)
        box, link = page.locator(".toc").bounding_box(), page.locator(".toc [aria-current]").bounding_box()
        assert box["y"] - 1 <= link["y"] <= box["y"] + box["height"]


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (390, 844)])
def test_a_long_table_scrolls_under_its_head(width: int, height: int, site: Path, opened: Any) -> None:
    page = opened(viewport={"width": width, "height": height}).new_page()
    page.goto(of_file(site, DOCUMENT))
    page.evaluate("""() => {
        const body = document.querySelector(".text tbody");
        for (let row = 0; row < 500; row += 1) body.append(body.firstElementChild.cloneNode(true));
        document.querySelector(".text .table-box").scrollTop = 5000;
    }""")
    box, head = page.locator(".text .table-box").bounding_box(), page.locator(".text thead th").first.bounding_box()

    assert box["height"] <= height
    assert abs(head["y"] - box["y"]) <= 2


def test_a_wide_table_takes_the_room_beside_the_contents(site: Path, opened: Any) -> None:
    page = opened(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(of_file(site, DOCUMENT))
    table, words = page.locator(".text .table-box").bounding_box(), page.locator(".text > p").nth(3).bounding_box()

    assert table["width"] > words["width"] + 100
    assert words["width"] <= 43 * 16


def test_a_picture_wider_than_a_telephone_gives_way_to_the_table_that_says_the_same(
    site: Path, html_files: list[Path], opened: Any
) -> None:
    pictured = [path for path in html_files if 'table-box picture"' in path.read_text(encoding="utf-8")]
    assert len(pictured) >= 2
    phone, desk = (opened(viewport={"width": width, "height": 900}).new_page() for width in (390, 1280))
    for path in pictured:
        name = path.relative_to(site).as_posix()
        phone.goto(of_file(site, name))
        desk.goto(of_file(site, name))
        assert not any(one.is_visible() for one in phone.locator(".picture").all()), name
        assert phone.locator("main .table-box:not(.picture) table").first.is_visible(), name
        assert desk.locator(".table-box.picture svg").first.is_visible(), name


@pytest.mark.parametrize("width", [360, 390])
def test_the_way_between_marked_words_is_one_row_on_a_telephone(site: Path, opened: Any, width: int) -> None:
    page = opened(viewport={"width": width, "height": 800}).new_page()
    page.goto(of_file(site, DOCUMENT) + "?tim=" + quote("nghị quyết"))
    buttons = page.locator(".found button").all()
    tops = {button.bounding_box()["y"] for button in buttons}

    assert (len(buttons), len(tops)) == (3, 1)


def test_wrong_address_is_put_into_the_report(served: str, opened: Any) -> None:
    page = opened().new_page()
    page.goto(served + "404.html")

    assert "404.html" in page.locator("#bao-hong").get_attribute("href")
    assert page.locator("h1").evaluate("one => getComputedStyle(one).fontFamily").startswith('"Noto')


def test_the_page_for_a_wrong_address_stands_in_its_style_and_leads_on_from_a_folder_too(
    site: Path, opened: Any
) -> None:
    page = opened().new_page()
    page.goto(of_file(site, "404.html"))
    page.wait_for_function("document.styleSheets.length > 1")

    assert page.locator(".masthead").evaluate("one => getComputedStyle(one).backgroundColor") != "rgba(0, 0, 0, 0)"
    for link in page.locator("main a[href]:not([href^=mailto])").all():
        assert Path(unquote(urlsplit(str(link.evaluate("one => one.href"))).path)).is_file()
    assert page.locator("main form").evaluate("one => one.action").startswith(site.as_uri())
