"""A column that the first look read whole is not looked at again; one that lost a word, or is touched by ink, is."""

from collections.abc import Sequence

import pytest
import tesserocr
from PIL import Image, ImageDraw, ImageFont

from pipeline.document.model import Method
from pipeline.extract.scans import first_look, ocr
from pipeline.sheet.words import Word
from tests.extract import sheets

DPI, HIGH = 200, 2339
SCALE = DPI / 72
CELL = (0.0, 700.0, 595.0, 842.0)
SIGNED = (280.0, 100.0, 595.0, 330.0)
OFFICE = (("CHỦ", 0.97), ("TỊCH", 0.96))
NAME = (("Đặng", 0.97), ("Thị", 0.96), ("Lam", 0.97))


def row(line: float, *said: tuple[str, float]) -> list[Word]:
    at, found = 320.0, []
    for text, sure in said:
        found.append(Word(text, at, line, at + 8 * len(text), line + 10, line, 11, method=Method.ocr, confidence=sure))
        at += 8 * len(text) + 5
    return found


def inked(words: Sequence[Word]) -> Image.Image:
    """A sheet with ink where the words stand."""
    sheet = Image.new("L", (1654, HIGH), 255)
    pen = ImageDraw.Draw(sheet)
    for word in words:
        sides = (word.left * SCALE, HIGH - word.top * SCALE, word.right * SCALE, HIGH - word.bottom * SCALE)
        pen.rectangle(sides, fill=20)
    return sheet


def stroke(sheet: Image.Image, *places: tuple[float, float]) -> Image.Image:
    """The sheet with a pen's stroke between places in points."""
    ends = [(x * SCALE, HIGH - y * SCALE) for x, y in places]
    ImageDraw.Draw(sheet).line(ends, fill=40, width=5)
    return sheet


def test_a_cell_read_whole_and_surely_needs_no_other_look() -> None:
    words = row(800, ("CỘNG", 0.96), ("HÒA", 0.96)) + row(780, ("Độc", 0.95), ("lập", 0.94), ("-", 0.93), ("Tự", 0.95))

    assert first_look.has_cell(inked(words), words, CELL, DPI)


@pytest.mark.parametrize(
    "line",
    [
        [("An", 0.96), ("Khê,", 0.95), ("ngày", 0.96), ("†B", 0.41), ("tháng", 0.97), ("6", 0.97), ("năm", 0.96)],
        [("ngày", 0.96), ("2", 0.96), ('"[', 0.33), ("tháng", 0.97)],
        [("Số:", 0.96), ("gb", 0.36), ("/KH-HĐND", 0.93)],
    ],
)
def test_what_a_pen_wrote_between_sure_labels_asks_for_no_other_look(line: list[tuple[str, float]]) -> None:
    words = row(800, ("HỘI", 0.96), ("ĐỒNG", 0.96)) + row(760, *line)
    gap = next(word for word in words if word.confidence < 0.5)

    assert first_look.has_cell(
        stroke(inked(words), (gap.left, gap.bottom - 2), (gap.right, gap.top + 4)), words, CELL, DPI
    )


@pytest.mark.parametrize(
    "line",
    [
        [("ngày", 0.86), ("†B", 0.41), ("tháng", 0.97)],
        [("ngày", 0.96), ("†B", 0.41), ("thang.", 0.97)],
        [("Số:", 0.96), ("gb", 0.36), ("/KH-HĐND", 0.83)],
        [("Sô:", 0.71), ("gb", 0.36), ("/KH-HĐND", 0.93)],
        [("Số:", 0.96), ("42", 0.65), ("GMCHĐND", 0.93)],
    ],
)
def test_a_label_beside_a_pen_that_is_not_sure_asks_for_one(line: list[tuple[str, float]]) -> None:
    words = row(800, ("HỘI", 0.96), ("ĐỒNG", 0.96)) + row(760, *line)

    assert not first_look.has_cell(inked(words), words, CELL, DPI)


@pytest.mark.parametrize(
    "lost", [[("ĐÒNG", 0.9)], [("-", 0.65)], [("Số:", 0.93), ("0)", 0.41)], [("ngày#tháng", 0.27)]]
)
def test_a_cell_with_an_unsure_word_is_looked_at_again(lost: list[tuple[str, float]]) -> None:
    words = row(800, ("HỘI", 0.96), *lost)

    assert not first_look.has_cell(inked(words), words, CELL, DPI)


def test_a_cell_in_which_ink_was_read_as_no_word_is_looked_at_again() -> None:
    words = row(800, ("HỘI", 0.96), ("ĐỒNG", 0.96))
    beside = inked(words + row(780, ("TỈNH", 0.9)))

    assert not first_look.has_cell(beside, words, CELL, DPI)
    assert not first_look.has_cell(stroke(inked(words), (200, 805), (230, 790)), words, CELL, DPI)
    assert not first_look.has_cell(inked(words), [], CELL, DPI)


def test_a_signature_whose_pen_touches_neither_office_nor_name_needs_no_other_look() -> None:
    words = row(300, *OFFICE) + row(200, *NAME)
    signed = stroke(inked(words), (330, 270), (400, 235), (360, 262))

    assert first_look.has_signature(signed, words, SIGNED, DPI)


@pytest.mark.parametrize(
    "places",
    [((330, 250), (400, 205)), ((300, 206), (318, 203)), ((440, 320), (470, 306)), ((420, 200), (470, 212))],
    ids=["through the name", "before the name", "beside the office", "behind the name"],
)
def test_a_signature_whose_print_a_pen_touches_is_looked_at_again(places: tuple[tuple[float, float], ...]) -> None:
    words = row(300, *OFFICE) + row(200, *NAME)

    assert not first_look.has_signature(stroke(inked(words), *places), words, SIGNED, DPI)


@pytest.mark.parametrize(
    "words",
    [
        row(300, ("CHU", 0.87), ("TỊCH", 0.96)) + row(200, *NAME),
        row(300, *OFFICE) + row(200, ("Đặng", 0.97), ("Thi", 0.93), ("Lam", 0.97)),
        row(300, *OFFICE) + row(250, ("VY", 0.02)) + row(200, *NAME),
        row(300, *OFFICE),
        row(320, *OFFICE) + row(300, ("PHÓ", 0.97), ("CHỦ", 0.97), ("TỊCH", 0.97)),
        row(300, ("Ban", 0.97), ("hành", 0.97)) + row(200, *NAME),
        row(300, *OFFICE) + row(200, ("Lam", 0.97)),
    ],
    ids=["mark of the office", "mark of the name", "scribble", "name lost", "two offices", "office lost", "one word"],
)
def test_a_signature_that_is_not_office_and_name_surely_read_is_looked_at_again(words: list[Word]) -> None:
    assert not first_look.has_signature(inked(words), words, SIGNED, DPI)


@pytest.mark.parametrize("place", [(1000, 1900), (20, 15), (200, 2280)], ids=["low", "in the corner", "at the foot"])
def test_what_stands_alone_on_a_sheet_is_read_where_it_stands(place: tuple[int, int]) -> None:
    sheet, face = Image.new("L", (1654, HIGH), 255), ImageFont.truetype(sheets.font("Serif"), 38)
    ImageDraw.Draw(sheet).text(place, "Đặng Thị Lam", 0, font=face)
    drawn = Image.eval(sheet, lambda level: 255 - level).getbbox()
    assert drawn is not None

    found = ocr.alone(sheet, DPI, tesserocr.PSM.SPARSE_TEXT)

    assert " ".join(word.text for word in found) == "Đặng Thị Lam"
    box = found[0].left, HIGH / SCALE - found[0].top, found[-1].right, HIGH / SCALE - found[0].bottom
    assert [side * SCALE for side in box] == pytest.approx(drawn, abs=14)


SEEN = row(300, ("TM.", 0.96), ("THƯỜNG", 0.93), ("TRỰC", 0.89)) + row(280, *OFFICE) + row(200, *NAME)


@pytest.mark.parametrize("scribble", [[], row(240, ("l", 0.17)), row(240, ("NA", 0.27), ("/", 0.92))])
def test_an_office_and_name_that_two_looks_read_alike_need_no_third(scribble: list[Word]) -> None:
    assert first_look.are_alike(SEEN, [*SEEN, *scribble])


@pytest.mark.parametrize(
    "again",
    [
        row(300, ("TM.", 0.96), ("THƯỜNG", 0.93), ("TRỰC", 0.89)) + row(280, *OFFICE),
        row(280, *OFFICE) + row(200, *NAME),
        row(300, ("TM.", 0.96), ("THƯỜNG", 0.93), ("TRỰC", 0.89))
        + row(280, *OFFICE)
        + row(200, *NAME[:2], ("Lâm", 0.9)),
        row(300, ("TM.", 0.96), ("THƯỜNG", 0.93), ("TRỰC", 0.72)) + row(280, *OFFICE) + row(200, *NAME),
        [*SEEN, *row(240, ("Kim", 0.6))],
    ],
    ids=["name lost", "line lost", "another name", "unsure", "a word more"],
)
def test_looks_that_differ_or_doubt_need_a_third(again: list[Word]) -> None:
    assert not first_look.are_alike(SEEN, again)
