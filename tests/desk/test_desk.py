"""The desk in a real browser: keys, pictures, decisions, and who may not speak to it."""

import datetime as dt
import http.client
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from pipeline import settings
from pipeline.archive import open as open_archive
from pipeline.archive.reading import StoredReading
from pipeline.desk import batches, items
from pipeline.document.facts import Claim, Facts
from pipeline.document.model import Analysis, Declared
from tests.archive.office import NOW, Office, analysis, found_archive
from tests.browsers import AXE_RULES
from tests.cli.conftest import hdnd
from tests.desk.conftest import PERSON, Served
from tests.steps import lines_run

Serve = Callable[[Path], Served]


def held(root: Path) -> list[str]:
    return [item.receipt for item in open_archive(root, settings.load(root)).held()]


def shown(page: Page, wider_than: int = 0) -> int:
    """Wait until the picture is there; the policy forbids what Playwright's own waiting evaluates in the page."""
    for _ in range(150):
        width = int(page.evaluate("document.getElementById('page').naturalWidth"))
        if width > wider_than:
            return width
        page.wait_for_timeout(100)
    raise AssertionError(f"no picture wider than {wider_than}")


def test_a_key_pressed_before_the_focus_is_set_opens_the_first(archive: Path, serve: Serve, page: Page) -> None:
    """The browser sets `autofocus` some time after the page is loaded; a key pressed before was lost."""
    desk = serve(archive)
    page.goto(desk.address)
    page.evaluate("document.activeElement.blur()")

    page.keyboard.press("Enter")
    page.wait_for_url(f"**/item/{held(archive)[0]}")


def test_a_correct_scan_takes_two_keys_and_leads_to_the_next(archive: Path, serve: Serve, page: Page) -> None:
    first, second, *_ = held(archive)
    desk = serve(archive)
    page.goto(desk.address)

    page.keyboard.press("Enter")
    page.wait_for_url(f"**/item/{first}")
    shown(page)
    assert page.get_by_label("Số, ký hiệu").input_value() == "03/NQ-HĐND"
    page.keyboard.press("a")
    page.wait_for_url(f"**/item/{second}")

    assert first not in held(archive)
    (act,) = map(json.loads, desk.acts().splitlines())
    assert (act["act"], act["subject"], act["actor"], act["values"]) == ("approve", first, PERSON, {})


def test_what_lies_open_outlives_a_decision(archive: Path, serve: Serve, page: Page) -> None:
    """An approval empties the workplace of runs: the packages that the desk had opened ahead lay in it once."""
    first, second, third, _ = held(archive)
    desk = serve(archive)
    page.goto(f"{desk.address}item/{first}")
    for receipt in (second, third):
        page.keyboard.press("a")
        page.wait_for_url(f"**/item/{receipt}")
        page.keyboard.press("+")  # a size that was not drawn ahead
        assert shown(page, wider_than=1000) == 1400


def test_a_corrected_fact_is_published_as_the_persons(archive: Path, serve: Serve, page: Page) -> None:
    first = held(archive)[0]
    desk = serve(archive)
    page.goto(f"{desk.address}item/{first}")
    page.get_by_label("Trích yếu").fill("Về dự toán ngân sách đã sửa")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.wait_for_url(lambda address: first not in address)

    (act,) = map(json.loads, desk.acts().splitlines())
    assert act["values"] == {"trich_yeu": "Về dự toán ngân sách đã sửa"}
    (document,) = (archive / "content/documents").rglob("*.md")
    assert "title: Về dự toán ngân sách đã sửa" in document.read_text(encoding="utf-8")


def test_a_wrong_value_is_said_and_what_was_typed_stays(archive: Path, serve: Serve, page: Page) -> None:
    first = held(archive)[0]
    desk = serve(archive)
    page.goto(f"{desk.address}item/{first}")
    page.get_by_label("Ngày ban hành").fill("31/02/2025")
    page.get_by_role("button", name="Duyệt").click()

    page.wait_for_selector("[role=alert]")
    assert "Ngày ban hành" in page.inner_text("[role=alert]")
    assert page.get_by_label("Ngày ban hành").input_value() == "31/02/2025"
    assert desk.acts() == ""
    assert first in held(archive)


def test_a_refusal_needs_a_reason_and_goes_on(archive: Path, serve: Serve, page: Page) -> None:
    first, second, *_ = held(archive)
    desk = serve(archive)
    page.goto(f"{desk.address}item/{first}")

    page.keyboard.press("r")
    page.keyboard.press("Enter")
    assert page.url.endswith(first)
    page.keyboard.type("Bản quét thiếu trang 2")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/item/{second}")

    (act,) = map(json.loads, desk.acts().splitlines())
    assert (act["act"], act["why"]) == ("refuse", "Bản quét thiếu trang 2")


def test_later_passes_over_without_an_act(archive: Path, serve: Serve, page: Page) -> None:
    first, second, *_ = held(archive)
    desk = serve(archive)
    page.goto(f"{desk.address}item/{first}")
    page.keyboard.press("l")
    page.wait_for_url(f"**/item/{second}")

    assert desk.acts() == ""
    page.keyboard.press("0")
    page.wait_for_url(desk.address)
    assert f"{first} (để sau)" in page.inner_text("table")


def test_what_was_just_decided_is_taken_back_by_one_key(archive: Path, serve: Serve, page: Page) -> None:
    first, second, *_ = held(archive)
    desk = serve(archive)
    page.goto(f"{desk.address}item/{first}")
    page.keyboard.press("a")
    page.wait_for_url(f"**/item/{second}")
    assert f"đã duyệt {first}" in page.inner_text(".undo")

    page.keyboard.press("z")
    page.wait_for_url(f"**/item/{first}")

    assert first in held(archive)
    assert [json.loads(line)["act"] for line in desk.acts().splitlines()] == ["approve", "undo"]
    assert not list((archive / "content/documents").rglob("*.md"))
    assert page.locator(".undo").count() == 0


def test_a_build_ends_what_can_be_taken_back(archive: Path, serve: Serve, page: Page) -> None:
    first = held(archive)[0]
    desk = serve(archive)
    page.goto(f"{desk.address}item/{first}")
    page.keyboard.press("r")
    page.keyboard.type("Thiếu trang")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: first not in address)
    page.keyboard.press("0")
    page.wait_for_url(desk.address)
    assert f"đã từ chối {first}: Thiếu trang" in page.inner_text("section")
    assert Axe().run(page, options=AXE_RULES).response["violations"] == []
    assert hdnd(archive, "build").returncode == 0

    page.keyboard.press("z")

    page.wait_for_selector("[role=alert]")
    assert "không có quyết định nào còn hoàn tác được" in page.inner_text("[role=alert]")
    assert hdnd(archive, "review", "undo", first, "--as", PERSON).returncode == 2
    assert first not in held(archive)


def test_the_public_page_is_shown_before_it_is_public(archive: Path, serve: Serve, page: Page) -> None:
    first = held(archive)[0]
    desk = serve(archive)
    page.goto(f"{desk.address}item/{first}")
    page.get_by_label("Trích yếu").fill("Về dự toán đã sửa <b>&")
    page.keyboard.press("Escape")

    page.keyboard.press("v")

    trial = page.frame_locator("iframe[name=preview]")
    trial.locator("h1").wait_for()
    assert trial.locator("h1").inner_text().endswith("Về dự toán đã sửa <b>&")
    assert "Điều 1." in trial.locator(".text").inner_text()
    assert trial.locator("header.site, header, .masthead").first.evaluate("one => getComputedStyle(one).display") != ""
    assert first in held(archive)
    assert desk.acts() == ""
    assert not (archive / "content/documents").exists()
    page.keyboard.press("a")
    page.wait_for_url(lambda address: first not in address)  # the preview has disabled nothing


def test_what_cannot_be_published_is_told_in_the_preview(archive: Path, serve: Serve, page: Page) -> None:
    first = held(archive)[0]
    page.goto(f"{serve(archive).address}item/{first}")
    page.get_by_label("Ngày ban hành").fill("31/02/2025")
    page.keyboard.press("Escape")
    page.keyboard.press("v")

    said = page.frame_locator("iframe[name=preview]").locator("p")
    said.wait_for()

    assert "Ngày ban hành" in said.inner_text()


def test_alike_scans_are_approved_together_once_the_sample_was_seen(archive: Path, serve: Serve, page: Page) -> None:
    first, second, third, _ = held(archive)
    desk = serve(archive)
    page.goto(desk.address)
    page.keyboard.press("b")
    page.wait_for_url("**/batch/*")
    assert Axe().run(page, options=AXE_RULES).response["violations"] == []
    assert page.get_by_role("button", name="Duyệt cả").count() == 0
    page.keyboard.press("a")  # not before the sample was seen
    assert desk.acts() == ""

    page.keyboard.press("Enter")
    for receipt in (first, second, third):
        page.wait_for_url(f"**/item/{receipt}?batch=*")
        shown(page)
        page.keyboard.press("d")
    page.wait_for_url("**/batch/*")
    assert page.get_by_role("button", name="Duyệt cả 3 bản").is_visible()
    assert desk.acts() == ""
    page.keyboard.press("a")
    page.wait_for_url("**/approve")

    assert page.get_by_role("status").inner_text() == "Đã duyệt 3 trong 3 bản"
    assert Axe().run(page, options=AXE_RULES).response["violations"] == []
    acts = [json.loads(line) for line in desk.acts().splitlines()]
    assert [act["subject"] for act in acts] == [first, second, third]
    assert all(act["why"].startswith("Duyệt theo loạt 3 bản quét; đã xem mẫu ngẫu nhiên: ") for act in acts)
    assert len(held(archive)) == 1


def test_one_wrong_of_the_sample_ends_the_batch(archive: Path, serve: Serve, page: Page) -> None:
    desk = serve(archive)
    page.goto(desk.address)
    page.keyboard.press("b")
    page.wait_for_url("**/batch/*")
    batch = page.url
    page.keyboard.press("Enter")
    page.wait_for_url("**/item/*")
    page.keyboard.press("d")
    page.wait_for_url("**/item/*000002?batch=*")
    page.keyboard.press("x")
    page.wait_for_url(desk.address)

    page.goto(batch)

    assert page.inner_text("ol").count("chưa xem") == 3  # drawn anew: what was seen before counts no more
    assert desk.acts() == ""


@pytest.mark.parametrize(("count", "sample"), [(3, 3), (5, 5), (6, 5), (50, 5), (51, 6), (500, 50)])
def test_a_sample_is_a_tenth_and_five_at_least(count: int, sample: int) -> None:
    assert batches.sample_size(count) == sample


def test_only_what_was_read_without_doubt_is_in_a_batch(tmp_path: Path) -> None:
    found_archive(tmp_path / "kho")
    office = Office(tmp_path / "kho")

    def hold(number: int, *codes: str, **said: str) -> str:
        package = office.package(f"{number}.edxml", b"%d" % number, document_id=f"G{number}", number=f"{number}/2024")
        receipt = office.hold(package, *(codes or ("scan-needs-person",))).receipt
        office.store.shelves.private.keep_reading(package.sha256, StoredReading(analysis=analysis(package, **said)))
        return receipt

    alike = tuple(hold(number) for number in range(1, 5))
    hold(5, "scan-needs-person", "draft")
    hold(6, "sender-unknown")
    doubtful = replace(analysis(office.package()), facts=Facts.of({"trich_yeu": [Claim("Về mức chỉ", "ocr", 0.5)]}))
    package = office.package("7.edxml", b"7", document_id="G7", number="7/2024")
    office.hold(package, "scan-needs-person")
    office.store.shelves.private.keep_reading(package.sha256, StoredReading(analysis=doubtful))
    hold(8, doc_type="bao-cao")

    (found,) = batches.draw_batches(office.store.held(), office.store, office.store.shelves.vocabulary)

    assert found.receipts == alike
    assert set(found.sample) == set(alike)


def test_published_documents_are_taken_down_and_put_back_and_corrected(archive: Path, serve: Serve, page: Page) -> None:
    first = held(archive)[0]
    assert hdnd(archive, "review", "approve", first, "--as", PERSON).returncode == 0
    (file,) = (archive / "content/documents").rglob("*.md")
    stood = file.read_bytes()
    desk = serve(archive)
    page.goto(desk.address)
    page.keyboard.press("p")
    page.wait_for_url("**/published")
    assert Axe().run(page, options=AXE_RULES).response["violations"] == []
    page.get_by_label("Dán đường dẫn trang").fill("https://kho.example/xa/phu-vinh/2025/03-nq-hdnd/index.html#dieu-1")
    page.keyboard.press("Enter")
    page.wait_for_url("**/published/xa/phu-vinh/2025/03-nq-hdnd")
    assert Axe().run(page, options=AXE_RULES).response["violations"] == []

    page.locator("#why-suspend").fill("Xem lại số liệu")
    page.get_by_role("button", name="Tạm ngừng công bố").click()
    page.wait_for_url("**?done=suspend")
    assert "tạm ngừng" in page.get_by_role("status").inner_text()
    assert b"D\xe1\xbb\xb1" not in file.read_bytes() and file.read_bytes() != stood
    assert Axe().run(page, options=AXE_RULES).response["violations"] == []
    page.locator("#why-restore").fill("Đã xem, đúng")
    page.get_by_role("button", name="Đưa trở lại").click()
    page.wait_for_url("**?done=restore")
    assert file.read_bytes() == stood

    page.locator("#f-trich_yeu").fill("Về dự toán đã đính chính")
    page.locator("#why-correct").fill("Máy đọc sai")
    page.get_by_role("button", name="Ghi chỗ sửa").click()
    page.wait_for_url("**?done=correct")
    assert "title: Về dự toán đã đính chính" in file.read_text(encoding="utf-8")

    page.locator("#why-withdraw").fill("Gọi 0912 345 678 để hỏi")
    page.locator("#ground").select_option("error")
    page.get_by_role("button", name="Gỡ văn bản").click()
    page.wait_for_selector("[role=alert]")
    assert "sổ này công khai" in page.inner_text("[role=alert]")
    page.locator("#why-withdraw").fill("Công bố nhầm")
    page.locator("#ground").select_option("error")
    page.get_by_role("button", name="Gỡ văn bản").click()
    page.wait_for_url("**?done=withdraw")
    acts = [json.loads(line) for line in desk.acts().splitlines()]
    assert [act["act"] for act in acts] == ["approve", "suspend", "restore", "correct", "withdraw"]
    assert all(act["actor"] == PERSON for act in acts)


def test_the_picture_is_enlarged_and_turned_by_keys(archive: Path, serve: Serve, page: Page) -> None:
    page.goto(f"{serve(archive).address}item/{held(archive)[0]}")
    before = shown(page)

    page.keyboard.press("+")
    shown(page, wider_than=before)
    page.keyboard.press("q")

    assert page.get_attribute("#leaf", "data-rotate") == "1"
    assert page.inner_text("#place") == "Tệp 1/1, trang 1/1"


def test_what_was_read_of_a_held_scan_is_kept_and_opens_without_a_second_reading(archive: Path) -> None:
    store = open_archive(archive, settings.load(archive))

    for item in store.held()[:3]:
        kept = store.shelves.private.reading(item.sha256)
        assert kept is not None
        assert kept.analysis.facts.code.value in {"03/NQ-HĐND", "04/NQ-HĐND", "05/NQ-HĐND"}
        assert all(one.blocks for one in kept.extractions.values())
    assert store.shelves.private.reading(store.held()[-1].sha256) is None  # sealed unread


def test_the_place_of_the_field_in_work_is_marked_on_the_picture(archive: Path, serve: Serve, page: Page) -> None:
    page.goto(f"{serve(archive).address}item/{held(archive)[0]}")
    shown(page)
    page.keyboard.press("q")
    page.keyboard.press("q")
    page.keyboard.press("q")
    page.keyboard.press("q")  # once round

    page.get_by_label("Ngày ban hành").focus()

    box, leaf = page.locator(".mark--now").bounding_box(), page.locator("#page").bounding_box()
    assert page.get_attribute(".mark--now", "data-label") == "Ngày ban hành"
    assert box and leaf
    assert 0.4 < (box["x"] - leaf["x"]) / leaf["width"] < 0.6  # right half of the head
    assert 0.05 < (box["y"] - leaf["y"]) / leaf["height"] < 0.2
    assert page.locator(".mark:visible").count() >= 5


def test_sources_that_differ_are_told_and_the_published_page_is_one(archive: Path, serve: Serve, page: Page) -> None:
    first = held(archive)[0]
    assert hdnd(archive, "review", "approve", first, "--as", PERSON, "--set", "title=Về việc khác").returncode == 0
    store = open_archive(archive, settings.load(archive))
    record = store.shelves.private.read(first)
    facts = store.shelves.private.facts(record.sha256) if record else None
    assert record and facts

    stands = items.standing(record, facts, store, store.shelves.vocabulary)
    title = next(
        one for one in items.fields(facts, record.declared, store.shelves.vocabulary, stands) if one.name == "trich_yeu"
    )

    assert title.disagree
    assert ("Về việc khác", "trang đang công bố") in [(one.value, one.source) for one in title.readings]


def test_each_fact_shows_who_says_so_and_how_sure(archive: Path, serve: Serve, page: Page) -> None:
    page.goto(f"{serve(archive).address}item/{held(archive)[0]}")

    assert re.search(r"đầu gói: 03/NQ-HĐND \(\d+ %\)", page.inner_text("#r-code"))


def test_letters_typed_into_a_field_decide_nothing(archive: Path, serve: Serve, page: Page) -> None:
    first = held(archive)[0]
    desk = serve(archive)
    page.goto(f"{desk.address}item/{first}")
    page.get_by_label("Người ký").evaluate("field => field.closest('details').open = true")
    page.get_by_label("Người ký").fill("")
    page.keyboard.type("La Ra")
    page.keyboard.press("Control+a")

    assert page.url.endswith(first)
    assert desk.acts() == ""


def test_of_a_sealed_package_nothing_is_shown(archive: Path, serve: Serve, page: Page) -> None:
    sealed = held(archive)[-1]
    desk = serve(archive)
    page.goto(f"{desk.address}item/{sealed}")

    assert "niêm phong" in page.inner_text("main")
    assert page.locator("#page").count() == 0
    assert page.get_by_role("button", name="Duyệt").count() == 0
    page.goto(desk.address)
    assert "Hoa Sen Trắng" not in page.content()


def test_axe_finds_nothing_on_any_page(archive: Path, serve: Serve, page: Page) -> None:
    numbers = held(archive)
    desk = serve(archive)
    for path in ("", f"item/{numbers[0]}", f"item/{numbers[-1]}", "item/TN-2026-999999"):
        page.goto(desk.address + path)

        violations = Axe().run(page, options=AXE_RULES).response["violations"]

        assert [(path, found["id"], found["nodes"][0]["html"]) for found in violations] == []


def test_nothing_runs_but_the_desks_own_script(archive: Path, serve: Serve, page: Page) -> None:
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text))
    page.goto(f"{serve(archive).address}item/{held(archive)[0]}")
    shown(page)
    assert troubles == []

    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran = 1\">')")
    page.wait_for_timeout(200)

    assert page.evaluate("window.ran") is None


def ask(desk: Served, method: str, path: str, body: str = "", **headers: str) -> int:
    where = urlsplit(desk.address)
    connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=30)
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body or None, names)
    return connection.getresponse().status


def test_only_the_desks_own_pages_may_decide(archive: Path, serve: Serve) -> None:
    first = held(archive)[0]
    desk = serve(archive)
    where = urlsplit(desk.address)
    own, act = f"http://{where.netloc}", f"{where.path}item/{first}/refuse"
    why = "why=khac"

    assert ask(desk, "POST", act, why) == 403
    assert ask(desk, "POST", act, why, Origin="https://evil.example") == 403
    assert ask(desk, "POST", act, why, Origin="null") == 403
    assert ask(desk, "POST", act, why, Origin=f"http://localhost:{where.port}") == 403
    assert ask(desk, "POST", act, why, Origin=own, Sec_Fetch_Site="cross-site") == 403
    assert ask(desk, "POST", act, why, Origin=own, Sec_Fetch_Site="same-site") == 403
    assert ask(desk, "POST", act, why, Origin=own, Host=f"localhost:{where.port}") == 403
    assert ask(desk, "POST", act, why, Origin=own, Host=f"evil.example:{where.port}") == 403
    assert ask(desk, "POST", f"/{'x' * 32}/item/{first}/refuse", why, Origin=own) == 403
    assert ask(desk, "POST", act, "why=" + "x" * 1_050_000, Origin=own) == 403
    assert ask(desk, "GET", "/") == 403
    assert ask(desk, "GET", where.path, Host="evil.example") == 403
    assert ask(desk, "GET", where.path, Sec_Fetch_Site="cross-site") == 403
    assert ask(desk, "GET", f"{where.path}static/../../../errors.py") in (400, 403, 404)
    assert desk.acts() == ""

    assert ask(desk, "GET", where.path) == 200
    assert ask(desk, "POST", act, why, Origin=own, Sec_Fetch_Site="same-origin") == 303


def test_a_busy_archive_is_said_and_nothing_is_lost(archive: Path, serve: Serve, page: Page) -> None:
    from pipeline import lock

    first = held(archive)[0]
    desk = serve(archive)
    page.goto(f"{desk.address}item/{first}")
    with lock.archive(archive):
        page.keyboard.press("a")
        page.wait_for_selector("[role=alert]")

    assert "Một lần chạy khác đang giữ" in page.inner_text("[role=alert]")
    shown(page)
    assert first in held(archive)


def test_the_list_tells_of_a_bare_file_what_was_read_of_it(tmp_path: Path) -> None:
    found_archive(tmp_path / "kho")
    office = Office(tmp_path / "kho")
    bare = replace(office.package("scan0001.pdf", b"bare"), declared=Declared())
    secret = office.package("mat.edxml", b"mat", document_id="M", subject="Về bí danh Hoa Sen Trắng")
    office.hold(bare, "scan-needs-person")
    office.hold(secret, "secret-suspected")
    said = {"code": "07/NQ-HĐND", "issue_date": "2024-12-10", "trich_yeu": "Về mức chi"}
    facts = {name: (Claim(value, "ocr", 0.8),) for name, value in said.items()}
    private = office.store.shelves.private
    private.keep_reading(bare.sha256, StoredReading(analysis=Analysis(Facts.of(facts), council="lam-giang")))

    first, second = items.rows(office.store, office.store.shelves.vocabulary, NOW + dt.timedelta(days=3))

    assert (first.council, first.code, first.date, first.title) == (
        "HĐND tỉnh Lam Giang", "07/NQ-HĐND", "10/12/2024", "Về mức chi",
    )  # fmt: skip
    assert (first.sure, first.days) == (0.8, 3)
    assert (second.code, second.title, second.council) == ("", "", "")


@pytest.mark.long
def test_the_work_of_listing_grows_with_what_is_held_and_no_faster(tmp_path: Path, serve: Serve) -> None:
    found_archive(tmp_path / "kho")
    office = Office(tmp_path / "kho")

    def work_of_listing(held: range) -> int:
        for count in held:
            package = office.package(f"{count}.edxml", b"%d" % count, document_id=f"G{count}", number=str(count))
            office.hold(package, "scan-needs-person")
            office.store.shelves.private.keep_reading(package.sha256, StoredReading(analysis=analysis(package)))
        return lines_run(lambda: items.rows(office.store, office.store.shelves.vocabulary, NOW))

    twenty, two_hundred = work_of_listing(range(20)), work_of_listing(range(20, 200))
    desk = serve(office.root)

    assert ask(desk, "GET", urlsplit(desk.address).path) == 200
    assert two_hundred < 11 * twenty


def test_serving_needs_a_name(archive: Path) -> None:
    nameless = hdnd(archive, "review", "--serve")

    assert nameless.returncode == 2
    assert "--as" in nameless.stderr


def test_places_are_chosen_seen_and_struck_out_of_a_published_document(archive: Path, serve: Serve, page: Page) -> None:
    assert hdnd(archive, "review", "approve", held(archive)[0], "--as", PERSON).returncode == 0
    (file,) = (archive / "content/documents").rglob("*.md")
    words = " ".join(re.search(r"^title: (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)[1].split()[:5])  # type: ignore[index]
    originals = [path for path in (archive / "content/originals").rglob("*") if path.is_file()]
    desk = serve(archive)
    page.goto(f"{desk.address}published/xa/phu-vinh/2025/03-nq-hdnd")
    page.keyboard.press("c")
    page.wait_for_url("**/redaction")
    assert shown(page) and Axe().run(page, options=AXE_RULES).response["violations"] == []

    box = page.locator("#page").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.1, box["y"] + box["height"] * 0.1)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.2)
    page.mouse.up()
    page.get_by_label("Chữ cần che").fill(words)
    page.get_by_role("button", name="Xem trước").click()
    page.wait_for_url("**/redaction/trial")
    assert shown(page) and Axe().run(page, options=AXE_RULES).response["violations"] == []
    assert "chưa công bố" in page.get_by_role("status").first.inner_text()
    assert "[đã che]" in page.content() and words in file.read_text(encoding="utf-8")
    assert '"redact"' not in desk.acts()

    page.locator("#why-redact").fill("Bảo vệ dữ liệu cá nhân")
    page.get_by_role("button", name="Che, không lấy lại được").click()
    page.wait_for_url("**?done=redact")
    public = b"".join(path.read_bytes() for path in (archive / "content").rglob("*") if path.is_file())
    assert words.encode() not in public and not any(path.exists() for path in originals)
    act = json.loads(desk.acts().splitlines()[-1])
    assert (act["act"], act["actor"]) == ("redact", PERSON) and int(act["values"]["places"]) >= 2


def test_what_cannot_be_struck_is_said_and_what_was_typed_stays(archive: Path, serve: Serve, page: Page) -> None:
    assert hdnd(archive, "review", "approve", held(archive)[0], "--as", PERSON).returncode == 0
    desk = serve(archive)
    there = f"{desk.address}published/xa/phu-vinh/2025/03-nq-hdnd/redaction"
    for words, boxes, told in (
        ("", "", "cần ít nhất một"),
        ("", "1:50,50,10,10", "trái < phải"),
        ("", "x", "cần dạng"),
    ):
        page.goto(there)
        page.get_by_label("Chữ cần che").fill(words)
        page.get_by_label("Chỗ trong tệp chính").fill(boxes)
        page.get_by_role("button", name="Xem trước").click()
        page.wait_for_selector("[role=alert]")
        assert told in page.inner_text("[role=alert]")
        assert page.get_by_label("Chỗ trong tệp chính").input_value() == boxes
    page.goto(f"{desk.address}published/xa/phu-vinh/2025/99-nq-hdnd/redaction")
    assert "không có văn bản" in page.inner_text("main")
    assert '"redact"' not in desk.acts()


def test_an_edit_by_hand_is_owned_at_the_desk(archive: Path, serve: Serve, page: Page) -> None:
    assert hdnd(archive, "review", "approve", held(archive)[0], "--as", PERSON).returncode == 0
    (file,) = (archive / "content/documents").rglob("*.md")
    file.write_text(re.sub(r"^title: .+$", "title: Về dự toán năm 2026", file.read_text(encoding="utf-8"), flags=re.M))
    desk = serve(archive)
    page.goto(f"{desk.address}published")
    page.get_by_role("link", name="xa/phu-vinh/2025/03-nq-hdnd").click()
    page.wait_for_url("**/published/xa/phu-vinh/2025/03-nq-hdnd")
    assert Axe().run(page, options=AXE_RULES).response["violations"] == []

    page.locator("#why-own").fill("Sửa theo bản ký")
    page.get_by_role("button", name="Nhận là người đã sửa").click()
    page.wait_for_url("**?done=own")
    act = json.loads(desk.acts().splitlines()[-1])
    assert (act["act"], act["values"]) == ("own", {"trich_yeu": "Về dự toán năm 2026"})
    assert page.get_by_role("button", name="Nhận là người đã sửa").count() == 0
