"""What a pen wrote into a printed header is never sure, what is printed stays as sure as it is."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.document.model import Block, Method, Region
from pipeline.extract.scans import handwriting, image, ocr, pen
from pipeline.sheet import layout
from pipeline.sheet.words import Word
from tests.extract import sheets

DIGITS = 10.0


def word(text: str, left: float, *, high: float = DIGITS, line: float = 700, sure: float = 0.95) -> Word:
    return Word(text, left, line, left + 8 * len(text), line + high, line, 13, method=Method.ocr, confidence=sure)


def page(*header: Word) -> list[Word]:
    """A page whose text prints figures, with a header line."""
    body = [word(text, 80 + 60 * at, line=500) for at, text in enumerate(("ngày", "19", "tháng", "11", "năm", "2019"))]
    return [*header, *body]


@pytest.mark.parametrize(
    ("written", "high", "by_hand"),
    [("45", 12.2, True), ("3", 18.7, True), ("660", 15.5, True), ("45", 10.4, False), ("45", 9.4, False)],
)
def test_figures_higher_than_the_page_s_print_are_a_pen_s(written: str, high: float, by_hand: bool) -> None:
    header = (word("Số:", 80, high=12), word(written, 120, high=high), word("/CT-HĐND", 150))

    found = {w.text: w.confidence for w in handwriting.doubted(page(*header)) if w.baseline == 700}

    assert (found[written] <= handwriting.DOUBTED) is by_hand
    assert found["/CT-HĐND"] == 0.95


def test_a_number_written_close_to_its_label_is_told_too() -> None:
    found = handwriting.doubted(page(word("Số:04", 80, high=15.1), word("/CT-HĐND", 130)))

    assert found[0].confidence == handwriting.DOUBTED


@pytest.mark.parametrize(
    ("left", "right", "half"), [(4, 4, False), (5, 6, False), (13, 4, True), (4, 13, True), (20, 20, True)]
)
def test_a_day_of_one_figure_is_half_of_one_where_another_had_room(left: float, right: float, half: bool) -> None:
    day = word("3", 112 + left)
    line = [word("Khe,", 40), word("ngày", 80), day, word("tháng", day.right + right), word("12", 200)]

    found = {w.text: w.confidence for w in handwriting.doubted([*line, word("năm", 230), word("2024", 260)])}

    assert (found["3"] <= handwriting.DOUBTED) is half
    assert found["12"] == 0.95


@pytest.mark.parametrize(
    ("left", "high", "sure"), [(4, 18.7, 0.95), (4, DIGITS, 0.66), (-12, DIGITS, 0.95)], ids=["tall", "unsure", "over"]
)
def test_a_day_of_one_figure_that_is_no_clear_print_is_half_of_one(left: float, high: float, sure: float) -> None:
    day = word("3", 112 + left, high=high, sure=sure)
    line = [word("Khe,", 40), word("ngày", 80), day, word("tháng", 126), word("12", 200), word("năm", 230)]

    found = {w.text: w.confidence for w in handwriting.doubted([*line, word("2024", 260)])}

    assert found["3"] <= handwriting.DOUBTED


def test_without_print_to_compare_nothing_is_doubted() -> None:
    words = [word("Số:", 80), word("45", 120, high=30)]

    assert handwriting.doubted(words) == words


def read(picture: Image.Image) -> list[Block]:
    reading = ocr.read(picture)
    assert reading
    return [block for block in layout.blocks([image.page(1, reading)]) if block.region is Region.header_left]


@pytest.mark.parametrize(("size", "sure"), [(36, True), (52, False)])
def test_a_header_line_is_as_sure_as_its_figures(tmp_path: Path, size: int, sure: bool) -> None:
    scan = sheets.scanned(sheets.resolution(tmp_path / "a.pdf", number=""))
    face = ImageFont.truetype(str(sheets.font("Serif" if sure else "Serif-Italic")), size)
    ImageDraw.Draw(scan).text((132 * 200 / 72, (842 - 736) * 200 / 72), "27", font=face, fill="black", anchor="ls")

    line = next(block for block in read(scan) if "NQ" in block.text)

    assert (line.confidence > pen.SURE) is sure
