"""Dossiers of oversight at the desk: what each lacks and by when, and the acts of `hdnd dossier` with their guards."""

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from samples.generator import oversight, wording
from tests.browsers import AXE_RULES
from tests.cli.conftest import Office, hdnd
from tests.cli.lam_giang import write_archive
from tests.desk.conftest import PERSON, Served
from tests.desk.test_two_officers import OTHER, by, press

Serve = Callable[..., Served]
COUNCIL = "an-khe-ha"


@pytest.fixture(scope="module")
def overseen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan and a report on markets, and a plan on another matter of the same council."""
    office = Office(write_archive(tmp_path_factory.mktemp("dossiers") / "kho"))
    council, topic = office.councils[COUNCIL], wording.TOPICS["cho"]
    other = next(one for one in wording.TOPICS.values() if one != topic)
    office.send(oversight.plan(council, office.rng, dt.date(2024, 3, 4), 11, topic))
    office.send(oversight.report(council, office.rng, dt.date(2024, 5, 6), 12, topic))
    office.send(oversight.plan(council, office.rng, dt.date(2024, 6, 3), 13, other))
    received = hdnd(office.folder, "receive")
    assert received.returncode == 0, received.stderr
    return office.folder


@pytest.fixture
def archive(overseen: Path, tmp_path: Path) -> Path:
    """A copy that a test may decide in."""
    return Path(shutil.copytree(overseen, tmp_path / "kho"))


def names(page: Page, desk: Served) -> dict[str, str]:
    """Name of each dossier in the list → its line."""
    page.goto(f"{desk.address}dossiers")
    rows = page.locator("tbody tr").all()
    return {(row.locator("a").get_attribute("href") or "").rpartition("/")[2]: row.inner_text() for row in rows}


def open_one(page: Page, desk: Served, size: int) -> str:
    """The dossier of so many documents, opened; its name."""
    (name,) = (name for name, line in names(page, desk).items() if f"\t{size}\t" in line)
    page.goto(f"{desk.address}dossiers/{name}")
    return name


def test_the_list_says_what_each_dossier_lacks(archive: Path, serve: Serve, page: Page) -> None:
    desk = serve(archive)

    found = names(page, desk)

    assert len(found) == 2
    (big,) = (line for line in found.values() if "\t2\t" in line)
    assert "Kết luận, nghị quyết; Kiến nghị, đôn đốc" in big and "Kế hoạch" not in big and "Báo cáo kết quả" not in big
    page.get_by_label("Tìm theo").fill("không có cuộc nào như thế")
    page.get_by_role("button", name="Tìm").click()
    assert "Không có hồ sơ nào" in page.inner_text("main [role=status]")


def test_a_dossier_is_joined_split_closed_and_each_is_taken_back(archive: Path, serve: Serve, page: Page) -> None:
    desk = serve(archive)
    small = open_one(page, desk, 1)
    page.locator("#into").select_option(index=1)
    page.locator("#why-join").fill("Cùng một cuộc")
    assert "đã nhập" in press(page, "Nhập cả hồ sơ")
    assert "Mọi văn bản nay ở hồ sơ" in page.inner_text("main")
    page.locator("#why-undo").fill("Nhầm cuộc")
    assert "đã hoàn tác" in press(page, "Hoàn tác việc ấy")

    big = open_one(page, desk, 2)
    page.get_by_role("checkbox").first.check()
    page.get_by_label("Tên của cuộc giám sát mới").fill("Giám sát cầu")
    page.locator("#why-split").fill("Hai cuộc khác nhau")
    assert "đã tách" in press(page, "Tách thành hồ sơ mới")
    assert len(names(page, desk)) == 3
    page.goto(f"{desk.address}dossiers/{big}")
    page.locator("#why-undo").fill("Cùng một cuộc")
    press(page, "Hoàn tác việc ấy")

    page.locator("#why-close").fill("Đã xong")
    press(page, "Đóng hồ sơ")
    assert "Đã đóng ngày" in page.inner_text("main") and PERSON in page.inner_text("main")
    said = [line.partition('"act":"')[2].partition('"')[0] for line in desk.acts().splitlines()]
    assert said == [f"dossier-{act}" for act in ("join", "undo", "split", "undo", "close")]
    assert small in names(page, desk) and "đóng ngày" in names(page, desk)[big]


@pytest.mark.parametrize("act", ["join", "split", "close", "undo"])
def test_a_dossier_that_a_colleague_changed_is_looked_at_first(
    act: str, archive: Path, serve: Serve, page: Page
) -> None:
    desk = serve(archive)
    big = open_one(page, desk, 2)
    if act == "undo":
        by(archive, PERSON, "dossier", "close", big, "--why", "Xong")
        page.reload()
    page.evaluate(f"document.querySelectorAll('#{act} [required]').forEach(one => one.value || (one.value = 'Việc'))")
    if act == "join":
        page.locator("#into").select_option(index=1)
    if act == "split":
        page.get_by_role("checkbox").first.check()
    word = "undo" if act == "undo" else "close"
    by(archive, OTHER, "dossier", word, big, "--why", "Đã xong")
    acts = desk.acts()

    with page.expect_navigation():
        page.locator(f"#{act} button").click()

    assert "hồ sơ đã khác lúc mở trang này" in page.inner_text("main .said") and desk.acts() == acts
    typed = page.locator(f"#why-{act}")
    assert not typed.count() or typed.input_value() == "Việc", "what was typed stays"


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"into": ""}, "Hồ sơ nhận: chưa chọn"),
        ({"title": "Giám sát cầu"}, "Văn bản tách ra: còn trống"),
        ({"title": "!", "document-all": "on"}, "Tên của cuộc giám sát mới: còn trống"),
        ({"title": "Giám sát cầu", "document-all": "on", "all": "yes"}, "hãy nhập cả hồ sơ vào hồ sơ khác"),
    ],
    ids=["no-dossier", "no-document", "no-title", "all-documents"],
)
def test_a_refusal_speaks_of_the_desk_s_fields(
    form: dict[str, str], said: str, archive: Path, serve: Serve, page: Page
) -> None:
    desk = serve(archive)
    open_one(page, desk, 2)
    act = "join" if "into" in form else "split"
    page.evaluate("document.querySelectorAll('[required]').forEach(one => one.required = false)")
    if "document-all" in form:
        boxes = page.get_by_role("checkbox").all()
        for box in boxes if "all" in form else boxes[:1]:
            box.check()
    page.locator("#title").fill(form.get("title", ""))
    page.locator(f"#why-{act}").fill("Việc")

    with page.expect_navigation():
        page.locator(f"#{act} button").click()

    shown = page.inner_text("main .said")
    assert said in shown and "--" not in shown and "hdnd" not in shown
    assert not desk.acts() and page.locator(f"#why-{act}").input_value() == "Việc"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_dossiers_are_accessible_and_fit_a_telephone(
    archive: Path, serve: Serve, chromium: Browser, scheme: str
) -> None:
    desk = serve(archive)
    page = chromium.new_page(viewport={"width": 390, "height": 844}, color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"{desk.address}dossiers")
    assert Axe().run(page, options=AXE_RULES).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("tbody a").first.click()
    assert Axe().run(page, options=AXE_RULES).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.context.close()
