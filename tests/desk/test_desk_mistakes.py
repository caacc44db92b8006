"""What an officer does by mistake at the desk is said in the words of the form, and nothing that was typed is lost."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.cli.conftest import Office, hdnd
from tests.desk.conftest import PERSON, Served

pytestmark = pytest.mark.long

Serve = Callable[[Path], Served]
PUBLISHED = "xa/phu-vinh/2025/03-nq-hdnd"
PHONE = "Gọi ông A, 0912 345 678"


@pytest.fixture
def first(archive: Path) -> str:
    """The receipt that waits longest."""
    return str(min(re.findall(r"TN-\d{4}-\d{6}", hdnd(archive, "review", "list", "--json").stdout)))


@pytest.fixture
def published(archive: Path, first: str) -> Path:
    """The archive with the first of its scans published."""
    assert hdnd(archive, "review", "approve", first, "--as", PERSON).returncode == 0
    return archive


def send(page: Page, button: str) -> str:
    """Press a button although a field lacks; what the page answers."""
    page.evaluate("document.querySelectorAll('[required]').forEach((one) => { one.required = false; })")
    page.click(f"button:text-is('{button}')")
    page.wait_for_load_state()
    return " ".join(page.locator(".said").all_inner_texts())


def test_what_cannot_be_published_stays_in_the_form_with_its_label(
    archive: Path, first: str, serve: Serve, page: Page
) -> None:
    desk = serve(archive)
    slips = {
        "Ngày ban hành": {"31/02/2025": "không phải ngày", "9/7/25": "năm 25", "1/1/2099": "chưa đến", "": "xóa trống"},
        "Trích yếu": {"x" * 70_000: "nhiều nhất 4000", PHONE: "số điện thoại", "": "xóa trống"},
        "Số, ký hiệu": {"<script>alert(1)</script>": "không phải số, ký hiệu"},
        "Hội đồng": {"zz": "không có 'zz'"},
    }
    for label, values in slips.items():
        for value, told in values.items():
            page.goto(f"{desk.address}item/{first}")
            page.get_by_label(label).first.fill(value)
            said = send(page, "Duyệt, sang mục sau (A)")

            assert said.startswith(f"{label}: ") and told in said, (value[:40], said)
            assert page.get_by_label(label).first.input_value() == value
    assert not desk.acts()


def test_a_reason_that_tells_of_a_person_or_nothing_decides_nothing(
    archive: Path, first: str, serve: Serve, page: Page
) -> None:
    desk = serve(archive)
    for why in (" ", PHONE, "z" * 70_000):
        page.goto(f"{desk.address}item/{first}")
        page.fill("#why", why)
        said = send(page, "Từ chối, sang mục sau")

        assert said.startswith("Lý do: "), said
        assert page.input_value("#why") == why
    assert not desk.acts()
    done = [hdnd(archive, "review", act, first, "--as", PERSON, "--why", PHONE) for act in ("refuse", "purge")]
    assert [one.returncode for one in done] == [2, 2]


def test_what_was_typed_about_a_published_document_stays(published: Path, serve: Serve, page: Page) -> None:
    desk, before = serve(published), Served(published, "").acts()
    slips = [
        ("Ghi chỗ sửa", {"f-trich_yeu": "Về việc khác", "report": "SS-9"}, "Lý do"),
        ("Ghi chỗ sửa", {"f-trich_yeu": "", "why-correct": "sai"}, "Trích yếu"),
        ("Ghi chỗ sửa", {"f-trich_yeu": PHONE, "why-correct": "sai"}, "Trích yếu"),
        ("Ghi chỗ sửa", {"f-issue_date": "9/7/24", "why-correct": "sai ngày"}, "Ngày ban hành"),
        ("Tạm ngừng công bố", {"why-suspend": PHONE}, "Lý do"),
        ("Gỡ văn bản", {"why-withdraw": "theo công văn", "asked": "Sở A"}, "Căn cứ"),
        ("Gỡ văn bản", {"why-withdraw": "theo công văn", "asked": PHONE}, "Ai đề nghị"),
    ]
    for button, fields, label in slips:
        page.goto(f"{desk.address}published/{PUBLISHED}")
        for name, value in fields.items():
            page.fill(f"#{name}", value)
        said = send(page, button)

        if "report" in fields:  # the number of a report is a reason enough
            label = "Phản ánh số"
        assert said.startswith(label), (button, said)
        assert {name: page.input_value(f"#{name}") for name in fields} == fields
    assert desk.acts() == before


def test_a_form_of_a_second_tab_sets_nothing_back(published: Path, serve: Serve, page: Page) -> None:
    desk, other = serve(published), page.context.new_page()
    for one in (page, other):
        one.goto(f"{desk.address}published/{PUBLISHED}")
    page.fill("#f-trich_yeu", "Về việc đã sửa đúng")
    page.fill("#why-correct", "sai trích yếu")
    assert not send(page, "Ghi chỗ sửa")
    other.fill("#f-signer_name", "Trần Văn Núi")
    other.fill("#why-correct", "sai người ký")

    said = send(other, "Ghi chỗ sửa")

    assert re.match("Trích yếu.*: người khác vừa sửa", said)
    assert other.input_value("#f-trich_yeu") == "Về việc đã sửa đúng"
    assert other.input_value("#f-signer_name") == "Trần Văn Núi"
    assert not send(other, "Ghi chỗ sửa")
    written = (published / f"content/documents/{PUBLISHED}.md").read_text(encoding="utf-8")
    assert "Về việc đã sửa đúng" in written and "Trần Văn Núi" in written


def test_an_item_decided_in_another_tab_is_said_and_leads_to_the_list(
    archive: Path, first: str, serve: Serve, page: Page
) -> None:
    desk, other = serve(archive), page.context.new_page()
    for one in (page, other):
        one.goto(f"{desk.address}item/{first}")
    assert not send(page, "Duyệt, sang mục sau (A)")

    other.fill("#why", "Thiếu trang")
    said = send(other, "Từ chối, sang mục sau")

    assert "đã được công bố" in said
    other.click("main a")
    assert other.url == desk.address
    assert desk.acts().count("\n") == 1


def test_an_address_that_is_none_is_said_in_vietnamese(archive: Path, first: str, serve: Serve, page: Page) -> None:
    desk = serve(archive)
    nowhere = ("nothing", f"item/{first}/approve", "published/xa/a/2024/b", "published/x", "reports/SS-1", "item/TN-1")
    for path in nowhere:
        page.goto(desk.address + path)

        assert re.match("Không có|TN-1 không còn chờ duyệt", page.inner_text("h1")), path
        page.click("main a")
        assert page.url == desk.address, path


def test_a_package_without_a_file_that_can_be_read_is_not_approved_and_why_is_said(archive: Path) -> None:
    office = Office(archive)
    torn = office.send(office.budget(number=9), name="bi-ngat")
    torn.write_bytes(torn.read_bytes()[:5000])
    assert hdnd(archive, "receive").returncode in (0, 11)
    waiting = max(re.findall(r"TN-\d{4}-\d{6}", hdnd(archive, "review", "list", "--json").stdout))

    done = hdnd(archive, "review", "approve", waiting, "--as", PERSON)

    assert done.returncode == 2
    assert "không có tệp nào đọc được" in done.stderr and "Hội đồng nhân dân nào" not in done.stderr


def test_a_published_document_is_found_by_its_number_its_council_and_words_of_its_title(
    published: Path, serve: Serve, page: Page
) -> None:
    desk = serve(published)
    for asked in ("03/NQ-HĐND năm 2025", "nghị quyết số 3 xã phú vinh"):
        page.goto(f"{desk.address}published")
        page.get_by_label("Dán đường dẫn trang").fill(asked)
        page.keyboard.press("Enter")
        page.wait_for_load_state()
        assert "03/NQ-HĐND – " in page.locator(f"main a[href$='{PUBLISHED}']").inner_text(), asked
