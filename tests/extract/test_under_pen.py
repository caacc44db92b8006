"""Print that a blue pen crosses is read as it was printed, and what nobody crossed as it was read."""

from dataclasses import replace
from difflib import SequenceMatcher

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from pipeline.extract.scans import ocr, straight, under_pen
from pipeline.sheet.rows import rows
from pipeline.text import fold
from tests.extract import sheets

BLUE = (25, 35, 120)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Image.Image:
    return sheets.scanned(sheets.resolution(tmp_path_factory.mktemp("pen") / "resolution.pdf")).convert("RGB")


def crossed(page: Image.Image, ink: tuple[int, int, int]) -> Image.Image:
    """The page with loops over the right end of its title."""
    sheet = page.copy()
    pen = ImageDraw.Draw(sheet)
    for at in range(6):
        box = (1080 + 45 * at, 455 + 9 * (at % 3), 1150 + 45 * at, 560 - 7 * (at % 2))
        pen.arc(box, 20 * at, 20 * at + 290, fill=ink, width=6)
    return sheet.filter(ImageFilter.GaussianBlur(0.6))


def said(page: Image.Image) -> list[str]:
    read = ocr.read(page)
    assert read is not None
    return [fold(row.text) for row in rows(read.words)]


def test_a_line_that_a_blue_pen_crosses_is_read_again_as_it_was_printed(page: Image.Image) -> None:
    noted = crossed(page, BLUE)
    ink = straight.without_red(noted)
    whole = (0, 0, *page.size)
    line = next(row for row in rows(ocr._seen(page.convert("L"), 200, 3, whole)) if "doc sach" in fold(row.text))
    torn = [
        replace(word, text="@|Ÿ", confidence=0.3) if at > len(line.words) - 4 else word
        for at, word in enumerate(line.words)
    ]

    again = under_pen.read_again(torn, ink, noted, 200, ocr._seen)

    read = fold(" ".join(word.text for word in again))
    assert SequenceMatcher(None, fold(line.text), read, autojunk=False).ratio() > 0.9


def test_the_pages_print_alone_has_neither_pen_nor_seal(page: Image.Image) -> None:
    alone = under_pen.printed(crossed(page, BLUE))

    assert alone.crop((1290, 520, 1340, 555)).getextrema()[0] > 150  # type: ignore[operator]


@pytest.mark.parametrize("ink", [(20, 20, 20), (200, 30, 40)])
def test_a_page_without_blue_ink_is_not_looked_at_again(page: Image.Image, ink: tuple[int, int, int]) -> None:
    noted = crossed(page, ink)
    words = [replace(word, confidence=0.1) for word in ocr._seen(page.convert("L"), 200, 3, (0, 0, *page.size))]

    for picture in (noted, noted.convert("L")):
        assert under_pen.read_again(words, straight.without_red(noted), picture, 200, ocr._seen) == words


def test_a_name_under_a_seal_of_blue_ink_is_read(page: Image.Image) -> None:
    ink = Image.new("RGB", page.size, "white")
    pen, (x, y) = ImageDraw.Draw(ink), (1110, 1740)
    for radius in (135, 118, 76):
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=(95, 88, 205), width=9)
    pen.polygon(
        [(x - 60, y + 60), (x, y - 70), (x + 60, y + 60), (x - 70, y - 10), (x + 70, y - 10)], fill=(150, 145, 225)
    )
    stamped = ImageChops.darker(page, ink)

    assert under_pen.without(page.convert("L"), page, (0, 0, *page.size)).tobytes() == page.convert("L").tobytes()
    assert "le thi hoai suong" in " ".join(said(stamped))


def test_figures_of_a_note_beside_a_line_are_no_part_of_it(page: Image.Image) -> None:
    sheet = page.copy()
    pen = ImageDraw.Draw(sheet)
    pen.line([(1480, 470), (1490, 440), (1495, 500)], fill=BLUE, width=5)
    pen.line([(1530, 430), (1510, 510)], fill=BLUE, width=5)

    assert [line for line in said(page) if line not in said(sheet)] == []
