"""What readers reported, at the desk in a real browser: late ones first, the answer, its signature, what is refused."""

import datetime as dt
import email.message
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browsers import AXE_RULES
from tests.cli.conftest import Office, hdnd
from tests.cli.lam_giang import write_archive
from tests.desk.conftest import PERSON, Served

Serve = Callable[[Path], Served]
ADDRESS = "tinh/lam-giang/2024/07-nq-hdnd"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with one document, a report of it that waits too long, and one of today."""
    folder = write_archive(tmp_path_factory.mktemp("desk") / "kho")
    office = Office(folder)
    office.send(office.budget())
    assert hdnd(folder, "receive").returncode == 0
    message = email.message.EmailMessage()
    message["From"] = "Phan Thị Suối <suoi@thu.example>"
    message["Date"] = dt.datetime.now(dt.UTC) - dt.timedelta(days=60)
    message.set_content(f"Trang: https://kho.example/{ADDRESS}/index.html\nĐiều, khoản, điểm: Điều 1\nChỗ sai: 200")
    (folder.parent / "thu.eml").write_bytes(message.as_bytes())
    young = hdnd(folder, "errors", "add", "--words", "chữ <b>mờ</b>", "--channel", "phone", "--reporter", "Bà Lá")
    late = hdnd(folder, "errors", "add", "--mail", str(folder.parent / "thu.eml"))
    assert (young.returncode, late.returncode) == (0, 0), young.stderr + late.stderr
    return folder


def lines(root: Path) -> list[dict[str, str]]:
    path = root / "content/register/errors.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def answer(page: Page, decision: str, words: str, before: str = "", after: str = "") -> None:
    page.get_by_label("Kết luận").select_option(decision)
    page.get_by_label("Trả lời, công khai").fill(words)
    page.get_by_label("Trước khi sửa").fill(before)
    page.get_by_label("Sau khi sửa").fill(after)
    page.get_by_role("button", name="Trả lời").click()


def test_late_reports_stand_first_and_are_answered_at_the_desk(told: Path, serve: Serve, page: Page) -> None:
    young, late = (line["id"] for line in lines(told))
    desk = serve(told)
    page.goto(desk.address)
    assert Axe().run(page, options=AXE_RULES).response["violations"] == []
    first = page.locator("main a").first
    assert first.inner_text() == late and young not in page.inner_text("main")

    page.keyboard.press("s")
    page.wait_for_url("**/reports")
    assert [row.split()[0] for row in page.locator("tbody tr").all_inner_texts()] == [late, young]
    assert Axe().run(page, options=AXE_RULES).response["violations"] == []
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/reports/{late}")
    assert Axe().run(page, options=AXE_RULES).response["violations"] == []
    assert "suoi@thu.example" in page.inner_text("main")
    assert page.locator(f"a[href$='published/{ADDRESS}']").count() == 1

    for decision, words, before, after, wanted in (
        ("corrected", "Đã sửa.", "200", "", "Trước khi sửa, Sau khi sửa"),
        ("passed", "…", "", "", "để trống"),
        ("passed", "Gọi 0912 345 678", "", "", "di động"),
        ("passed", "Cảm ơn bà Phan Thị Suối", "", "", "nêu tên"),
    ):
        answer(page, decision, words, before, after)
        page.wait_for_url("**/answer")
        assert wanted in page.inner_text("[role=alert]")
        assert page.get_by_label("Trả lời, công khai").input_value() == words
    assert len(lines(told)) == 2

    answer(page, "corrected", "Máy đọc nhầm\nmột chữ số.", "200", "250")
    page.wait_for_url(f"**/reports?done={late}")
    assert late in page.inner_text("[role=status]")
    assert [row.split()[0] for row in page.locator("tbody tr").all_inner_texts()] == [young]
    line = lines(told)[-1]
    assert (line["id"], line["actor"], line["decision"], line["before"], line["after"]) == (
        late, PERSON, "corrected", "200", "250",
    )  # fmt: skip
    assert line["answer"] == "Máy đọc nhầm một chữ số."
    page.goto(desk.address)
    assert late not in page.inner_text("main")
    assert hdnd(told, "verify").returncode == 0


def test_a_report_is_shown_as_it_was_said_and_an_unknown_one_is_a_sentence(
    told: Path, serve: Serve, page: Page
) -> None:
    desk = serve(told)
    page.goto(f"{desk.address}reports/{lines(told)[0]['id']}")
    assert "chữ <b>mờ</b>" in page.inner_text("main") and "điện thoại" in page.inner_text("main")
    assert "Chưa rõ văn bản nào" in page.inner_text("main")
    for number in ("SS-2026-999999", "..%2f..%2fx", "x"):
        answered = page.goto(f"{desk.address}reports/{number}")
        assert answered is not None and answered.status == 404


def test_a_ledger_of_reports_that_was_changed_is_told_and_takes_no_answer(
    told: Path, serve: Serve, page: Page, tmp_path: Path
) -> None:
    desk = serve(told)
    path = told / "content/register/errors.jsonl"
    before = path.read_bytes()
    number = lines(told)[0]["id"]
    try:
        path.write_bytes(re.sub(rb'"seq":1\b', b'"seq":7', before))
        page.goto(desk.address)
        assert page.locator("h1").count() == 1
        for there in ("reports", f"reports/{number}"):
            page.goto(desk.address + there)
            assert "errors.jsonl" in page.inner_text("[role=alert]")
    finally:
        path.write_bytes(before)
