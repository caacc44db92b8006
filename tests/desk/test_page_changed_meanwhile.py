"""The form of a held item while the page that an approval would change is published, changed or taken down."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.cli.conftest import Office, hdnd
from tests.desk.conftest import Served
from tests.desk.test_two_officers import OTHER, PUBLISHED, by, press, receipts

Serve = Callable[..., Served]
APPROVE = "Duyệt, sang mục sau (A)"


def receive_it_readable(root: Path, number: int = 3) -> None:
    """The same document comes again as a file that needs nobody."""
    office = Office(root)
    office.send(office.budget("phu-vinh", number, dt.date(2025, 12, 9 + number)), name=f"co-chu-{number}")
    assert hdnd(root, "receive").returncode in (0, 11)
    assert (root / f"content/documents/xa/phu-vinh/2025/0{number}-nq-hdnd.md").is_file()


def correct_it(root: Path) -> None:
    by(root, OTHER, "correct", PUBLISHED, "--set", "signer_name=Trần Thị Suối", "--why", "Đọc sai tên")


def suspend_it(root: Path) -> None:
    by(root, OTHER, "suspend", PUBLISHED, "--why", "Xem lại")


@pytest.mark.parametrize(
    ("before", "meanwhile"),
    [((), receive_it_readable), ((receive_it_readable,), correct_it), ((receive_it_readable,), suspend_it)],
    ids=["published", "corrected", "suspended"],
)
def test_a_page_that_changed_meanwhile_is_looked_at_before_an_approval_changes_it(
    archive: Path, serve: Serve, page: Page, before: tuple[Callable[[Path], None], ...], meanwhile: Callable[..., None]
) -> None:
    for act in before:
        act(archive)
    item = receipts(archive)[0]
    desk = serve(archive)
    page.goto(f"{desk.address}item/{item}")
    page.locator("#why").fill("Chưa gửi")
    page.get_by_text("Thông tin khác").click()
    page.get_by_label("Chức vụ").fill("CHỦ TỌA")
    meanwhile(archive)
    acts = desk.acts()

    said = press(page, APPROVE)

    assert f"văn bản này đang công bố ở {PUBLISHED}, khác lúc mở mục này; xem lại rồi duyệt" in said
    assert desk.acts() == acts and item in receipts(archive)
    assert page.get_by_label("Chức vụ").input_value() == "CHỦ TỌA", "what was typed stays"
    press(page, APPROVE)
    assert item not in receipts(archive), "who has seen it may approve"


def test_a_number_that_leads_to_another_page_shows_that_page_first(archive: Path, serve: Serve, page: Page) -> None:
    receive_it_readable(archive, 4)
    item = receipts(archive)[0]
    desk = serve(archive)
    page.goto(f"{desk.address}item/{item}")
    page.get_by_label("Số, ký hiệu").fill("04/NQ-HĐND")
    page.get_by_label("Ngày ban hành").fill("13/12/2025")
    acts = desk.acts()

    said = press(page, APPROVE)

    assert "đang công bố ở xa/phu-vinh/2025/04-nq-hdnd" in said and desk.acts() == acts
    assert "trang đang công bố" in page.locator("#r-trich_yeu").inner_text()
    assert page.get_by_label("Số, ký hiệu").input_value() == "04/NQ-HĐND"
    press(page, APPROVE)
    assert item not in receipts(archive)
