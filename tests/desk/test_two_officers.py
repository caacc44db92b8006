"""Two officers at two desks of one archive, a desk that stopped, a form that lay open while the archive changed."""

import datetime as dt
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from pipeline.desk.spoken import in_desk_words
from pipeline.document.sentences import HOLD, NOTE, REFUSE, SEAL
from samples.generator import oversight, wording
from tests.browsers import AXE_RULES
from tests.cli.conftest import Office, hdnd
from tests.cli.lam_giang import write_archive
from tests.desk.conftest import PERSON, Served

pytestmark = pytest.mark.long

Serve = Callable[..., Served]
OTHER = "Trần Văn Núi"
PUBLISHED = "xa/phu-vinh/2025/03-nq-hdnd"


def receipts(root: Path) -> list[str]:
    return sorted(set(re.findall(r"TN-\d{4}-\d{6}", hdnd(root, "review", "list", "--json").stdout)))


def by(root: Path, person: str, *command: str) -> None:
    done = hdnd(root, *command, "--as", person)
    assert done.returncode == 0, done.stderr


def press(page: Page, button: str, address: str = "") -> str:
    """Press a button that leads on; what the page says then."""
    with page.expect_navigation(url=f"**{address}*" if address else None):
        page.get_by_role("button", name=button, exact=True).click()
    return " ".join(page.locator("main .said, main [role=status]:not(#place)").all_inner_texts())


def test_the_key_takes_back_nothing_that_somebody_else_decided(archive: Path, serve: Serve, page: Page) -> None:
    first, second, *_ = receipts(archive)
    by(archive, OTHER, "review", "approve", first)
    desk = serve(archive)

    page.goto(f"{desk.address}item/{second}")
    assert page.locator("[data-key=z]").count() == 0
    page.goto(desk.address)
    assert page.locator("[data-key=z]").count() == 0
    assert page.get_by_role("button", name=f"Hoàn tác {first}").is_visible()
    by(archive, PERSON, "review", "approve", second)
    page.goto(desk.address)
    assert second in page.locator("[data-key=z]").inner_text()


def test_who_confirms_sees_what_is_proposed_and_why_and_a_sealed_package_is_destroyed_at_the_desk(
    archive: Path, serve: Serve, page: Page
) -> None:
    for name in (PERSON, OTHER):
        done = hdnd(archive, "person", "add", name, "--office", "Văn phòng", "--as", PERSON, "--why", "Quyết định 1")
        assert done.returncode == 0, done.stderr
    sealed = receipts(archive)[-1]
    one, two = serve(archive), serve(archive, OTHER)
    page.goto(f"{one.address}item/{sealed}")
    assert not page.locator("#approve").count(), "nothing can be filled in for what nobody may open"
    page.get_by_label("Lý do hủy bản nhận").fill("Đã chuyển khỏi máy")

    said = press(page, "Hủy bản nhận, không lấy lại được")

    assert "cần người thứ hai: người ấy mở bàn duyệt bằng tên mình" in said and "lệnh" not in said
    page.goto(two.address)
    page.get_by_role("link", name=sealed).first.click()
    shown = page.locator("main .why").all_inner_texts()
    assert any(f"{PERSON} đã đề nghị: hủy bản nhận. Lý do: Đã chuyển khỏi máy." in line for line in shown), shown
    page.get_by_label("Lý do hủy bản nhận").fill("Đã kiểm tra")
    assert "Tệp còn trong inbox/" in press(page, "Hủy bản nhận, không lấy lại được")
    assert [json.loads(line)["act"] for line in one.acts().splitlines()] == ["enrol", "enrol", "propose", "purge"]
    assert sealed not in receipts(archive)


def test_a_report_that_somebody_answered_meanwhile_is_not_answered_over(
    archive: Path, serve: Serve, page: Page
) -> None:
    assert hdnd(archive, "errors", "add", "--words", "sai một số").returncode == 0
    (number,) = re.findall(r'"id": "(SS-[^"]+)', hdnd(archive, "errors", "list", "--json").stdout)
    desk = serve(archive)
    page.goto(f"{desk.address}reports/{number}")
    page.get_by_label("Kết luận").select_option("passed")
    page.get_by_label("Trả lời, công khai").fill("Đã chuyển")
    by(archive, OTHER, "errors", "answer", number, "--decision", "not-an-error", "--answer", "Trang ghi đúng.")

    said = press(page, "Trả lời")

    assert f"{OTHER} vừa trả lời" in said
    assert "Trang ghi đúng." in page.inner_text("main") and page.input_value("#answer") == "Đã chuyển"
    assert "Đã trả lời" in press(page, "Trả lời"), "who has seen it may answer otherwise"


def test_the_address_that_a_document_had_leads_to_the_one_it_has(archive: Path, serve: Serve, page: Page) -> None:
    by(archive, PERSON, "review", "approve", receipts(archive)[0])
    desk, stale = serve(archive), page.context.new_page()
    for one in (page, stale):
        one.goto(f"{desk.address}published/{PUBLISHED}")
    page.get_by_label("Số, ký hiệu").fill("33/NQ-HĐND")
    page.locator("#why-correct").fill("Máy đọc sai số")
    press(page, "Ghi chỗ sửa")
    now = "published/xa/phu-vinh/2025/33-nq-hdnd"
    assert page.url.partition("?")[0] == desk.address + now
    acts = desk.acts()

    page.goto(f"{desk.address}published/{PUBLISHED}")
    assert page.url.partition("?")[0] == desk.address + now
    stale.locator("#why-suspend").fill("xem lại")
    assert "Văn bản nay ở địa chỉ này" in press(stale, "Tạm ngừng công bố")
    assert stale.url.partition("?")[0] == desk.address + now and desk.acts() == acts


def test_the_form_of_a_published_document_says_what_that_of_a_held_one_does(
    archive: Path, serve: Serve, page: Page
) -> None:
    first, second, *_ = receipts(archive)
    by(archive, PERSON, "review", "approve", first)
    desk = serve(archive)
    for path in (f"item/{second}", f"published/{PUBLISHED}"):
        page.goto(desk.address + path)

        assert re.fullmatch(r"\d\d/12/2025", page.get_by_label("Ngày ban hành").input_value()), path
        assert page.get_by_label("Loại văn bản").input_value(), path
        assert "Phú Vinh" in page.locator("#r-council").inner_text(), path
        assert page.locator("#c-council option").count() > 1, path
        assert page.locator("textarea#f-trich_yeu").count() == 1, path


def test_what_changes_with_a_correction_is_said(tmp_path: Path, serve: Serve, page: Page) -> None:
    office = Office(write_archive(tmp_path / "kho"))
    council, topic = office.councils["an-khe-ha"], wording.TOPICS["cho"]
    office.send(oversight.report(council, office.rng, dt.date(2024, 5, 6), 2, topic))
    assert hdnd(office.folder, "receive").returncode == 0
    (file,) = (office.folder / "content/documents").rglob("*.md")
    desk = serve(office.folder)
    page.goto(f"{desk.address}published/{file.relative_to(office.folder / 'content/documents').with_suffix('')}")
    assert page.get_by_label("Hồ sơ giám sát").input_value()
    page.locator("#f-trich_yeu").fill("Kết quả thu chi")
    page.locator("#why-correct").fill("Máy đọc sai")

    said = press(page, "Ghi chỗ sửa")

    assert "còn đổi: " in said and "Hồ sơ giám sát" in said


def test_a_desk_that_stopped_is_said_before_a_button_is_pressed(archive: Path, serve: Serve, page: Page) -> None:
    desk = serve(archive)
    page.goto(f"{desk.address}item/{receipts(archive)[0]}")
    page.fill("#why", "Bản quét thiếu trang hai, đề nghị gửi lại")

    desk.end()

    page.wait_for_selector("[role=alert]")
    assert "Bàn duyệt đã dừng" in page.inner_text("[role=alert]")
    assert page.get_by_role("button", name="Từ chối, sang mục sau").is_disabled()
    assert page.input_value("#why") == "Bản quét thiếu trang hai, đề nghị gửi lại"
    assert not desk.acts()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_telephone_a_line_of_the_list_is_read_without_scrolling_sideways(
    archive: Path, serve: Serve, chromium: Browser, scheme: str
) -> None:
    desk = serve(archive)
    page = chromium.new_page(viewport={"width": 390, "height": 844}, color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(desk.address)

    box = page.get_by_role("table").bounding_box()
    assert box and box["x"] + box["width"] <= 390 and box["height"] < 4 * 250, box
    assert page.get_by_role("row").count() == 5 and page.get_by_role("rowheader").count() == 4
    for path in ("", f"item/{receipts(archive)[0]}", f"item/{receipts(archive)[-1]}", "published", "reports"):
        page.goto(desk.address + path)
        assert Axe().run(page, options=AXE_RULES).response["violations"] == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
    page.context.close()


def test_a_reason_names_fields_of_the_desk_not_options_of_a_command() -> None:
    said = {code: in_desk_words(vi) for code, (vi, _) in {**HOLD, **REFUSE, **SEAL, **NOTE}.items()}

    assert not {code: words for code, words in said.items() if "--" in words}
    assert "ghi related vào ô Phạm vi" in said["out-of-scope"]
