"""What leads the desk's list, in a real browser: days by which a report was due, what needs a second person."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.archive.office import Office, found_archive
from tests.browsers import AXE_RULES
from tests.cli.conftest import hdnd
from tests.desk.conftest import PERSON, Served

ASKS = "Ủy ban nhân dân tỉnh báo cáo kết quả khắc phục trước ngày {}."


@pytest.fixture
def overseen(tmp_path: Path) -> Office:
    """An archive with seven conclusions whose day is over, the latest first, and one whose day is far."""
    root = tmp_path / "kho"
    root.mkdir()
    found_archive(root)
    office = Office(root)
    for number in range(1, 8):
        conclude(office, number, f"{31 - number}/6/2025" if number > 1 else "30/6/2025")
    conclude(office, 8, "31/12/2099")
    return office


def conclude(office: Office, number: int, due: str) -> None:
    text = ASKS.format(due).encode()
    package = office.package(f"{number}.edxml", text, number=str(number), document_id=f"A{number}")
    office.accept(package, dossier=f"viec-{number}", oversight="kl-tt")


def first_cells(page: Page) -> list[str]:
    return page.locator("tbody tr td:first-child").all_inner_texts()


def test_what_is_overdue_leads_the_list_and_goes_once_it_was_reported_on(
    overseen: Office, serve: Callable[[Path], Served], page: Page
) -> None:
    desk = serve(overseen.root)
    page.goto(desk.address)
    told = page.get_by_role("region", name="Hạn giám sát đã qua").locator("li").all_inner_texts()
    assert [line[:10] for line in told[:-1]] == [f"{24 + day}/06/2025" for day in range(5)]
    assert told[-1] == "Còn 2 hạn nữa (G)"
    assert ASKS.format("24/6/2025") in told[0]
    assert Axe().run(page, options=AXE_RULES).response["violations"] == []

    page.keyboard.press("g")
    page.wait_for_url("**/due")
    assert first_cells(page) == [*(f"{24 + day}/06/2025" for day in range(7)), "31/12/2099"]
    assert page.locator("tbody tr").last.inner_text().split("\t")[1] == "chưa đến hạn"
    assert Axe().run(page, options=AXE_RULES).response["violations"] == []
    page.keyboard.press("Enter")
    page.wait_for_url("**/published/tinh/lam-giang/2024/07-nq-hdnd")

    report = overseen.package("bc.edxml", b"bc", number="9", document_id="B", issue_date=dt.date(2025, 5, 6))
    overseen.accept(report, dossier="viec-7", oversight="bc-thuc-hien")
    page.goto(f"{desk.address}due")
    assert first_cells(page)[0] == "25/06/2025", "the report that came while the desk was open counts"
    file = overseen.root / "content/documents/tinh/lam-giang/2024/06-nq-hdnd.md"
    file.write_text(file.read_text(encoding="utf-8").replace("25/6/2025", "27/5/2025"), encoding="utf-8")
    page.reload()
    assert first_cells(page)[0] == "27/05/2025", "so does what was changed in the file"


def test_a_broken_register_of_publications_is_said_on_the_page_of_days(
    overseen: Office, serve: Callable[[Path], Served], page: Page
) -> None:
    desk = serve(overseen.root)
    (overseen.root / "content/register/publications.jsonl").write_text("hỏng\n", encoding="utf-8")
    answer = page.goto(f"{desk.address}due")

    assert answer is not None and answer.status == 409
    assert "publications.jsonl" in page.get_by_role("alert").inner_text()


def test_what_needs_a_second_person_is_named_until_one_confirms_it(
    archive: Path, serve: Callable[[Path], Served], page: Page
) -> None:
    (sealed,) = (held["receipt"] for held in waiting(archive) if held["sealed"])
    for name in (PERSON, "Trần Văn Đồi"):
        said = ("--office", "Văn phòng", "--as", PERSON, "--why", "phân công")
        assert hdnd(archive, "person", "add", name, *said).returncode == 0
    purge = ("review", "purge", sealed, "--why", "chuyển theo quy định", "--as")
    assert hdnd(archive, *purge, PERSON).returncode == 13

    desk = serve(archive)
    page.goto(desk.address)
    told = page.get_by_role("region", name="Chờ người thứ hai")
    assert f"{sealed}: {PERSON} đã đề nghị (hủy bản nhận)" in told.inner_text()
    assert Axe().run(page, options=AXE_RULES).response["violations"] == []
    told.get_by_role("link").click()
    page.wait_for_url(f"**/item/{sealed}")

    assert hdnd(archive, *purge, "Trần Văn Đồi").returncode == 0
    page.goto(desk.address)
    assert told.count() == 0


def waiting(root: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in hdnd(root, "review", "list", "--json").stdout.splitlines()]
