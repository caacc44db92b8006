"""What a telephone keeps of the site over HTTP: in Chromium, with its network off and with the server gone."""

import contextlib
import datetime as dt
import gzip
import json
import re
import shutil
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from pipeline.document import markdown, register
from pipeline.document.passage import Passage, PassageKind
from tests.browsers import AXE_RULES
from tests.loopback import serving
from tests.site import archive

DOCUMENT = "tinh/lam-giang/2024/12-nq-hdnd/index.html"
YEAR = "tinh/lam-giang/2024/index.html"
OTHER = "tinh/lam-giang/2024/58-bc-hdnd/index.html"
CALLED = "navigator.serviceWorker.ready.then(() => Boolean(navigator.serviceWorker.controller))"
KEPT = """async (path) => {
    for (const name of await caches.keys())
        if (await (await caches.open(name)).match(new URL(path, location.href).href)) return true;
    return false;
}"""

EVERYTHING = """async () => {
    const found = [];
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const one of await cache.keys()) found.push(one.url + " " + (await (await cache.match(one)).text()));
    }
    return found;
}"""


class Telephone:
    """A page of a browser that has visited the site, and the site's server, which can be stopped."""

    def __init__(self, page: Page, folder: Path) -> None:
        self.page, self.folder = page, folder
        self.errors: list[str] = []
        page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        self._server = contextlib.ExitStack()
        self.base = self._server.enter_context(serving(folder.parent)) + f"{folder.name}/"

    def stop(self) -> None:
        self._server.close()

    def start(self, *, slow: bool = False) -> None:
        self._server.enter_context(serving(self.folder.parent, urlsplit(self.base).port or 0, slow=slow))

    def open(self, path: str) -> None:
        self.page.goto(self.base + path)

    def visit(self, path: str) -> None:
        """Open a page, and wait until the worker has it."""
        self.open(path)
        self.page.wait_for_function(CALLED)
        self.page.wait_for_function(KEPT, arg=self.base + path)

    def notice(self) -> str:
        return " ".join(self.page.locator(".trial--kept").all_inner_texts())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return archive.build(archive.make(tmp_path_factory.mktemp("may") / "kho"))


@pytest.fixture
def telephone(site: Path, tmp_path: Path, chromium: Browser) -> Iterator[Telephone]:
    shutil.copytree(site.parent, tmp_path / "kho", symlinks=True)
    folder = tmp_path / "kho" / site.name
    context = chromium.new_context(viewport={"width": 390, "height": 844}, locale="vi-VN")
    made = Telephone(context.new_page(), folder)
    made.page.set_default_timeout(20_000)
    yield made
    made.stop()
    context.close()


def told_of(root: Path, address: str, event: register.Event) -> None:
    """A line more in the register of publications."""
    path = root / register.FOLDER / register.PUBLICATIONS
    lines = path.read_text(encoding="utf-8").splitlines()
    told = register.Publication(time=archive.RECEIVED, event=event, document=address)
    line = register.sealed(told, seq=len(lines) + 1, prev=json.loads(lines[-1])["hash"])
    path.write_text("\n".join([*lines, register.dumps(line)]) + "\n", encoding="utf-8")


def withdrawn(root: Path, address: str) -> None:
    """The office takes a document down; the site is built again."""
    document = next(one for one, _ in archive.documents() if one.address == address)
    gone = document.model_copy(
        update={"state": "withdrawn", "state_date": dt.date(2025, 1, 6), "state_reason": "Gửi nhầm", "title": ""}
    )
    (root / "content/documents" / f"{address}.md").write_text(markdown.write(gone, (), {}), encoding="utf-8")
    told_of(root, address, "withdrawn")
    archive.build(root)


def added(root: Path, number: int) -> str:
    """One resolution more, and the site built again; its address."""
    made = archive.document(f"{number}/NQ-HĐND", "2024-12-10", title="Về đặt tên đường ven sông")
    (root / "content/documents" / f"{made.address}.md").write_text(markdown.write(made, archive.BODY, {}), "utf-8")
    told_of(root, made.address, "published")
    archive.build(root)
    return made.address


def taken(telephone: Telephone) -> None:
    """The year is taken along, from its page."""
    telephone.visit("index.html")
    telephone.open(YEAR)
    telephone.page.click("text=Tải để đọc khi không có mạng")
    telephone.page.click(".take button:text-is('Tải')")
    telephone.page.get_by_text("không có gì mới").wait_for()


def test_what_was_read_opens_without_a_network_and_says_so(telephone: Telephone) -> None:
    telephone.visit("index.html")
    telephone.visit(DOCUMENT)
    assert telephone.notice() == ""
    telephone.page.context.set_offline(True)

    telephone.open(DOCUMENT)

    assert telephone.page.locator(".doc__no").inner_text() == "Nghị quyết số 12/NQ-HĐND"
    said = telephone.notice()
    assert said.startswith("Bản lưu ngày ") and "không có mạng" in said
    assert telephone.page.evaluate("document.fonts.ready.then(() => document.fonts.check('1rem \"Noto Serif\"'))")
    assert telephone.page.evaluate("getComputedStyle(document.querySelector('.masthead')).backgroundColor") != (
        "rgba(0, 0, 0, 0)"
    )


@pytest.mark.long
def test_with_the_server_gone_the_page_says_that_it_is_a_kept_one(telephone: Telephone) -> None:
    telephone.visit("index.html")
    telephone.visit(YEAR)
    telephone.visit("en/" + YEAR)
    telephone.stop()

    telephone.open(YEAR)
    assert telephone.notice().startswith("Bản lưu ngày ") and "chưa nối được" in telephone.notice()
    telephone.open("en/" + YEAR)
    assert telephone.notice().startswith("Copy kept on ")

    telephone.start()
    telephone.open(YEAR)
    assert telephone.notice() == ""


@pytest.mark.long
def test_what_was_not_read_leads_to_the_page_of_what_is_kept_and_its_search(telephone: Telephone) -> None:
    telephone.visit("index.html")
    telephone.visit(DOCUMENT)
    telephone.page.context.set_offline(True)

    telephone.open(OTHER)
    assert telephone.page.locator(".notice").inner_text().startswith("Văn bản 58-BC-HDND, năm 2024 chưa được giữ")

    telephone.open("tim-kiem/index.html?q=ben%20do%20ngang")
    found = telephone.page.locator("#tim-thay li")
    found.first.wait_for()
    assert "Trong 2 trang máy này giữ" in telephone.page.inner_text("#trang-thai")
    assert any("12/NQ-HĐND" in one for one in found.all_inner_texts())
    assert telephone.page.locator("#tim-thay + h2").count() == 1, "before everything else that the page has"

    telephone.page.fill("#tim-tren-may", "thuỷ điện")
    telephone.page.press("#tim-tren-may", "Enter")
    assert found.count() == 0 and telephone.page.locator(".kept li").count() == 2


@pytest.mark.long
def test_what_was_withdrawn_leaves_the_telephone_at_the_next_contact(telephone: Telephone) -> None:
    telephone.visit("index.html")
    for path in (DOCUMENT, OTHER, YEAR, "tro-giup/index.html"):
        telephone.visit(path)

    withdrawn(telephone.folder.parent, DOCUMENT.removesuffix("/index.html"))
    telephone.open("gioi-thieu/index.html")  # any page at all

    for path in (DOCUMENT, YEAR, OTHER):  # the year lists it, the other leads to it as its neighbour
        telephone.page.wait_for_function(f"async (path) => !(await ({KEPT})(path))", arg=telephone.base + path)
    everything = telephone.page.evaluate(EVERYTHING)
    assert "bến đò ngang" in archive.SENTENCE
    assert not [text for text in everything if "Quy định mức thu phí bến đò ngang" in text and "12/NQ-HĐND" in text]
    assert telephone.page.evaluate(KEPT, telephone.base + "tro-giup/index.html")


@pytest.mark.long
def test_a_telephone_without_room_lets_go_of_what_was_withdrawn_and_of_nothing_else(telephone: Telephone) -> None:
    """A page without room ended the contact before it had asked, and the page as it was kept was gone, too."""
    telephone.visit("index.html")
    for path in (DOCUMENT, "tro-giup/index.html"):
        telephone.visit(path)
    withdrawn(telephone.folder.parent, DOCUMENT.removesuffix("/index.html"))
    full = telephone.page.context.new_cdp_session(telephone.page)
    full.send("Storage.overrideQuotaForOrigin", {"origin": telephone.base.rsplit("/", 2)[0], "quotaSize": 1})

    telephone.open("tro-giup/index.html")

    telephone.page.wait_for_function(f"async (path) => !(await ({KEPT})(path))", arg=telephone.base + DOCUMENT)
    assert telephone.page.evaluate(KEPT, telephone.base + "tro-giup/index.html")
    full.detach()


@pytest.mark.long
@pytest.mark.parametrize("event", ["redacted", "updated", "corrected"])
def test_what_was_changed_leaves_the_telephone_too(event: register.Event, telephone: Telephone) -> None:
    telephone.visit("index.html")
    for path in (DOCUMENT, "tro-giup/index.html"):
        telephone.visit(path)
    root, address = telephone.folder.parent, DOCUMENT.removesuffix("/index.html")
    content = root / "content/documents" / f"{address}.md"
    content.write_text(content.read_text(encoding="utf-8").replace("Thông qua mức thu", "[đã che]"), encoding="utf-8")
    told_of(root, address, event)
    archive.build(root)

    telephone.open("gioi-thieu/index.html")

    telephone.page.wait_for_function(f"async (path) => !(await ({KEPT})(path))", arg=telephone.base + DOCUMENT)
    assert not [text for text in telephone.page.evaluate(EVERYTHING) if "Thông qua mức thu" in text]
    assert telephone.page.evaluate(KEPT, telephone.base + "tro-giup/index.html")
    telephone.visit(DOCUMENT)
    assert "[đã che]" in telephone.page.inner_text(".text")


@pytest.mark.long
def test_the_browser_finds_the_site_installable(telephone: Telephone) -> None:
    telephone.visit("index.html")
    told = telephone.page.context.new_cdp_session(telephone.page)

    missing = {one["errorId"] for one in told.send("Page.getInstallabilityErrors")["installabilityErrors"]}
    assert missing <= {"in-incognito"}  # as every page of a test is
    manifest = json.loads(told.send("Page.getAppManifest")["data"])
    assert manifest["name"] == "Cơ sở dữ liệu Hội đồng nhân dân các cấp, Tỉnh Lam Giang"
    for icon in manifest["icons"]:
        answer = telephone.page.request.get(telephone.base + icon["src"])
        width, height = struct.unpack(">II", answer.body()[16:24])
        assert f"{width}x{height}" == icon["sizes"]
    assert telephone.errors == []


@pytest.mark.long
def test_from_a_folder_nothing_of_it_runs(site: Path, chromium: Browser) -> None:
    page = chromium.new_page()
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in ("index.html", DOCUMENT, YEAR, "tren-may-nay/index.html"):
        page.goto((site / path).as_uri())
        page.wait_for_load_state("networkidle")
        assert page.locator("link[rel=manifest]").count() == 0
    assert "bạn đã có trọn bản sao" in page.inner_text("#tren-may")
    assert said == []
    page.close()


@pytest.mark.long
def test_everything_is_let_go_of_at_the_press_of_a_button(telephone: Telephone) -> None:
    telephone.visit("index.html")
    telephone.visit(DOCUMENT)
    telephone.open("tren-may-nay/index.html")
    telephone.page.locator(".kept li").first.wait_for()

    telephone.page.click("#xoa-het")

    telephone.page.get_by_text("Máy này chưa giữ trang nào.").wait_for()
    assert not telephone.page.evaluate(KEPT, telephone.base + DOCUMENT)


@pytest.mark.long
def test_a_year_is_taken_along_with_its_size_said_first(telephone: Telephone) -> None:
    telephone.visit("index.html")
    telephone.open(YEAR)
    asked: list[str] = []
    telephone.page.on("request", lambda request: asked.append(request.url.removeprefix(telephone.base)))
    telephone.page.click("text=Tải để đọc khi không có mạng")
    listed = json.loads((telephone.folder / YEAR.replace("index.html", "tai.json")).read_bytes())["pages"]
    sizes = [(telephone.folder / path).stat().st_size for path, *_ in listed]

    said = telephone.page.get_by_text("khi chưa nén").inner_text()
    assert said.startswith(f"3 trang, {-(-sum(sizes) // 1000)} kB") and [size for _, size, _ in listed] == sizes
    assert [one for one in asked if one.endswith((".html", ".json"))] == [YEAR.replace("index.html", "tai.json")]

    telephone.page.click(".take button:text-is('Tải')")
    telephone.page.get_by_text("3 trang đã tải về máy này, không có gì mới.").wait_for()
    telephone.page.context.set_offline(True)
    for path, *_ in listed:
        telephone.open(path)
        assert telephone.notice().startswith("Bản lưu ngày ")
    telephone.open(YEAR)
    telephone.page.get_by_text("Đã tải về máy này.").wait_for()


@pytest.mark.long
def test_an_update_fetches_what_differs_alone(telephone: Telephone) -> None:
    taken(telephone)
    address = added(telephone.folder.parent, 30)
    telephone.open(YEAR)
    update = telephone.page.locator(".take button:text-is('Cập nhật')")
    update.wait_for()
    asked: list[str] = []
    telephone.page.on("request", lambda request: asked.append(request.url.removeprefix(telephone.base)))

    update.click()

    telephone.page.get_by_text("4 trang đã tải về máy này, không có gì mới.").wait_for()
    pages = sorted(one for one in asked if one.endswith(".html"))
    assert pages == sorted(
        [YEAR, DOCUMENT, f"{address}/index.html"]
    )  # the list, a neighbour, the new one; not the other
    telephone.page.context.set_offline(True)
    telephone.open("tim-kiem/index.html?q=dat%20ten%20duong")
    telephone.page.locator("#tren-may[data-drawn]").wait_for()
    assert telephone.page.locator(".kept li").all_inner_texts()[0].startswith("Nghị quyết số 30/NQ-HĐND")


@pytest.mark.parametrize("silent", ["58-bc-hdnd/index.html", "2024/tai.json"], ids=["a page", "the list"])
def test_a_line_that_is_gone_without_a_word_is_not_waited_for_without_an_end(silent: str, telephone: Telephone) -> None:
    """At the edge of a hall nothing is refused and nothing comes; there is a way to go on from there."""
    page = telephone.page
    page.clock.install()
    telephone.visit("index.html")
    telephone.open(YEAR)
    page.context.route(f"**/{silent}", lambda route: None)
    page.click("text=Tải để đọc khi không có mạng")
    if silent.endswith("html"):
        page.click(".take button:text-is('Tải')")
        page.locator("progress[value]").wait_for()
    page.clock.run_for(20_000)
    said = page.get_by_role("button", name="Tải tiếp" if silent.endswith("html") else "Thử lại")
    said.wait_for()

    page.context.unroute(f"**/{silent}")
    said.click()
    page.click(".take button:text-is('Tải')")
    page.get_by_text("không có gì mới").wait_for()


@pytest.mark.long
def test_a_page_that_comes_slowly_comes_whole(telephone: Telephone) -> None:
    """Five seconds are for the beginning of an answer: a slow line is no dead one."""
    telephone.visit("index.html")
    telephone.visit(DOCUMENT)
    telephone.stop()
    telephone.start(slow=True)

    telephone.page.goto(telephone.base + DOCUMENT, timeout=60_000)

    assert telephone.notice() == "" and telephone.page.locator("footer").count() == 1


def test_what_is_kept_is_shown_although_nothing_says_what_is_new(telephone: Telephone) -> None:
    telephone.page.clock.install()
    telephone.visit("index.html")
    telephone.visit(DOCUMENT)
    telephone.page.context.route("**/atom.xml", lambda route: None)

    telephone.open("tren-may-nay/index.html")
    telephone.page.clock.run_for(6_000)

    telephone.page.get_by_text("chưa biết có gì mới").wait_for()
    assert "12/NQ-HĐND" in telephone.page.locator(".kept").inner_text()


@pytest.mark.long
def test_what_was_taken_along_is_listed_and_can_be_let_go_of(telephone: Telephone) -> None:
    taken(telephone)
    telephone.open("tren-may-nay/index.html")
    row = telephone.page.locator(".taken li")
    assert "văn bản năm 2024" in row.inner_text() and "3 trang" in row.inner_text()

    row.get_by_role("button").click()

    row.wait_for(state="detached")
    assert not telephone.page.evaluate(KEPT, telephone.base + OTHER)


@pytest.mark.long
def test_what_was_withdrawn_leaves_what_was_taken_along(telephone: Telephone) -> None:
    taken(telephone)
    withdrawn(telephone.folder.parent, DOCUMENT.removesuffix("/index.html"))
    telephone.open("gioi-thieu/index.html")
    telephone.page.wait_for_function(f"async (path) => !(await ({KEPT})(path))", arg=telephone.base + DOCUMENT)
    telephone.page.wait_for_function(KEPT, arg=telephone.base + YEAR)  # fetched anew, without it

    texts = telephone.page.evaluate(EVERYTHING)
    assert not [text for text in texts if "Quy định mức thu phí" in text and "12/NQ-HĐND" in text]
    telephone.page.context.set_offline(True)
    telephone.open(OTHER)
    assert telephone.page.locator(".doc__no").inner_text().endswith("58/BC-HĐND")


@pytest.mark.long
def test_what_is_followed_tells_what_is_new_and_nothing_leaves_the_telephone(telephone: Telephone) -> None:
    sent: list[tuple[str, str]] = []
    telephone.page.context.on("request", lambda request: sent.append((request.method, request.url)))
    telephone.visit("index.html")
    for path in ("tinh/lam-giang/index.html", OTHER):
        telephone.visit(path)
        telephone.page.get_by_role("button", name="Theo dõi").click()
        telephone.page.get_by_role("button", name="Đang theo dõi").wait_for()
    telephone.open("tren-may-nay/index.html")
    telephone.page.get_by_text("Từ lần mở sau, văn bản mới sẽ hiện ở đây.").wait_for()
    assert telephone.page.locator(".watched li").count() == 2

    added(telephone.folder.parent, 31)
    telephone.open("tren-may-nay/index.html")
    telephone.page.locator("#tren-may[data-drawn]").wait_for()
    rows = telephone.page.locator(".news li").all_inner_texts()
    assert rows[0].startswith("Nghị quyết số 31/NQ-HĐND – Về đặt tên đường ven sông")
    assert len(rows) == 1

    telephone.page.get_by_role("button", name="Thôi theo dõi").first.click()
    telephone.page.locator(".watched li").nth(1).wait_for(state="detached")
    assert telephone.page.locator(".news li").count() == len(rows)
    telephone.open("tren-may-nay/index.html")
    telephone.page.get_by_text("Không có gì mới.").wait_for()
    assert {method for method, _ in sent} == {"GET"}
    assert all(url.startswith(telephone.base) and "?" not in url for _, url in sent)


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_the_telephone_adds_is_accessible(telephone: Telephone, scheme: Literal["light", "dark"]) -> None:
    page = telephone.page
    page.emulate_media(color_scheme=scheme)
    taken(telephone)
    found = {}
    for path, ready in ((YEAR, ".take button"), (DOCUMENT, "[data-watch] button")):
        telephone.visit(path)
        page.locator(ready).first.wait_for()
        found[path] = Axe().run(page, options=AXE_RULES).response["violations"]
    telephone.open("tren-may-nay/index.html?q=ben%20do")
    page.locator("#tren-may[data-drawn]").wait_for()
    found["device"] = Axe().run(page, options=AXE_RULES).response["violations"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.context.set_offline(True)
    telephone.open(DOCUMENT)
    found["kept"] = Axe().run(page, options=AXE_RULES).response["violations"]

    assert [(path, one["id"]) for path, faults in found.items() for one in faults] == []


@pytest.mark.long
@pytest.mark.parametrize(
    ("clauses", "packed"), [(44, False), (150, True)], ids=["usual", "long, over a packing server"]
)
def test_fifty_documents_take_less_than_a_megabyte_and_a_half(clauses: int, packed: bool, tmp_path: Path) -> None:
    """Usual: pages of 23 kB, the mean of an archive with 4,060 real titles and texts; long: of 60 kB."""
    sentences = [f"{n}. {archive.SENTENCE} Mức {n * 37}.000 đồng." for n in range(clauses)]
    passages = tuple(Passage(PassageKind.khoan, said, f"k-{n}") for n, said in enumerate(sentences))
    texts = [(archive.document(f"{n}/NQ-HĐND", f"2024-03-{n % 28 + 1:02d}"), passages) for n in range(1, 51)]
    output = archive.build(archive.make(tmp_path / "kho", texts=texts))
    listed = json.loads((output / YEAR.replace("index.html", "tai.json")).read_bytes())["pages"]
    assert len(listed) == 51

    sizes = [len(gzip.compress((output / path).read_bytes())) if packed else size for path, size, _ in listed]

    assert sum(size for _, size, _ in listed) >= 22_000 * 50
    assert sum(sizes) <= 1_500_000


@pytest.mark.long
def test_the_scripts_in_memory_stay_below_a_megabyte(site: Path) -> None:
    """All that one page can hold: the search's, a document's, the telephone's, and the worker's."""
    scripts = [path for path in (site / "static/js").rglob("*.js") if "check" not in path.name]
    assert sum(path.stat().st_size for path in scripts) < 1_000_000


@pytest.mark.long
def test_an_english_reader_without_a_network_is_told_in_english(telephone: Telephone) -> None:
    telephone.visit("en/index.html")
    telephone.visit("en/tinh/lam-giang/index.html")
    telephone.stop()
    telephone.page.context.set_offline(True)
    telephone.open("en/xa/index.html")
    telephone.page.locator("#tren-may[data-drawn]").wait_for()

    said = telephone.page.locator("main").inner_text()
    assert "/en/tren-may-nay/" in telephone.page.url
    assert "is not kept on this device" in said and "2 pages, " in said
    assert not re.search(r"trang|máy này|Xóa|Tìm", said)
