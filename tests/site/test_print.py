"""Paper: A4, the margins and the letters of administrative documents, nothing of the screen, where it came from."""

from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser

from tests.site.kinds import DOCUMENT, ONE_OF_EACH, SHA, URL

POINTS_PER_MM = 72 / 25.4
LINE_OF_TIMES = 1.107  # ascent and descent of Times New Roman and of Liberation Serif, in em


@pytest.fixture(scope="module")
def paper(site: Path, chromium: Browser) -> pypdfium2.PdfDocument:
    page = chromium.new_page()
    page.goto((site / DOCUMENT).as_uri())
    made = page.pdf(prefer_css_page_size=True)
    page.close()
    return pypdfium2.PdfDocument(made)


def text(paper: pypdfium2.PdfDocument) -> str:
    return "\n".join(page.get_textpage().get_text_bounded() for page in paper)


def test_sheet_is_a4(paper: pypdfium2.PdfDocument) -> None:
    assert [round(side / POINTS_PER_MM) for side in paper[0].get_size()] == [210, 297]


def test_margins_are_those_of_decree_30(paper: pypdfium2.PdfDocument) -> None:
    width, height = paper[0].get_size()
    textpage = paper[0].get_textpage()
    boxes = [textpage.get_charbox(index) for index in range(textpage.count_chars())]
    seen = [box for box in boxes if box[2] > box[0]]

    left = min(box[0] for box in seen) / POINTS_PER_MM
    right = (width - max(box[2] for box in seen)) / POINTS_PER_MM
    bottom = min(box[1] for box in seen) / POINTS_PER_MM
    top = (height - max(box[3] for box in seen)) / POINTS_PER_MM
    assert 29 <= left <= 35
    assert right >= 14
    assert bottom >= 19
    assert top >= 19


def test_text_is_set_in_13_points(paper: pypdfium2.PdfDocument) -> None:
    """Measured, not asked for: a table wider than the sheet makes the browser shrink every letter."""
    textpage = paper[0].get_textpage()
    boxes = [textpage.get_charbox(index, loose=True) for index in range(textpage.count_chars())]
    heights = [round((box[3] - box[1]) / LINE_OF_TIMES, 1) for box in boxes]

    assert max(set(heights), key=heights.count) == 13.0


def test_wide_tables_lie_on_a_sheet_turned_round(paper: pypdfium2.PdfDocument) -> None:
    turned = [page for page in paper if page.get_width() > page.get_height()]

    assert len(turned) == 1
    assert "Đối tượng" in turned[0].get_textpage().get_text_bounded()


def test_screen_furniture_is_not_printed(paper: pypdfium2.PdfDocument) -> None:
    for furniture in ("Dữ liệu mở", "Trang chủ", "Tải bản gốc", "Sao chép", "Mục lục", "Báo sai sót", "#"):
        assert furniture not in text(paper)


def test_all_facts_and_the_source_are_printed(paper: pypdfium2.PdfDocument) -> None:
    flat = " ".join(text(paper).split())
    for expected in ("Người ký", "Lê Thị Mẫu Đơn", "Điều 2. Tổ chức thực hiện", "Nghị quyết số 12/2024/NQ-HĐND"):
        assert expected in flat
    joined = flat.replace(" ", "")
    assert f"{URL}/{DOCUMENT}" in joined
    assert SHA in joined


def test_pages_are_numbered_from_the_second_on(paper: pypdfium2.PdfDocument) -> None:
    tops = []
    for page in paper:
        width, height = page.get_size()
        tops.append(page.get_textpage().get_text_bounded(0, height - 20 * POINTS_PER_MM, width, height).strip())

    assert len(tops) >= 2
    assert tops[:2] == ["", "2"]


def test_a_picture_wider_than_the_sheet_is_made_smaller(site: Path, chromium: Browser) -> None:
    """Its last years were cut off."""
    page = chromium.new_page(viewport={"width": 620, "height": 900})
    page.goto((site / "day-du/index.html").as_uri())
    page.locator(".table-box > svg").evaluate("(picture) => picture.setAttribute('width', 1600)")
    page.emulate_media(media="print")
    right = page.locator(".table-box > svg").evaluate("(picture) => picture.getBoundingClientRect().right")
    page.close()

    assert 0 < right <= 620


def test_the_heading_of_a_step_stays_with_its_document(site: Path, chromium: Browser) -> None:
    page = chromium.new_page()
    page.goto((site / ONE_OF_EACH["dossier"]).as_uri())
    page.emulate_media(media="print")
    kept = page.locator(".chain > li").evaluate_all("(steps) => steps.map((one) => getComputedStyle(one).breakInside)")
    page.close()

    assert kept and set(kept) == {"avoid"}


def test_what_is_folded_leaves_no_bare_line_and_a_list_keeps_its_heading(site: Path, chromium: Browser) -> None:
    page = chromium.new_page()
    page.emulate_media(media="print")
    page.goto((site / "index.html").as_uri())
    said = page.locator("h2:text-is('Mới nhận') + p").evaluate("(one) => getComputedStyle(one).breakAfter")
    page.goto(next(path for path in site.rglob("index.html") if 'class="days"' in path.read_text("utf-8")).as_uri())
    folded = page.locator("details.days").first.is_visible()
    page.close()

    assert said == "avoid"
    assert not folded
