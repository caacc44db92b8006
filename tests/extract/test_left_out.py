"""What the first look left of a page is looked at where letters stand in a row; seals, pens and dust are no letters."""

import random
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.document.model import Method
from pipeline.extract.scans import left_out
from pipeline.sheet.words import Word
from tests.extract import sheets

DPI = 200


def blank() -> Image.Image:
    return Image.new("L", (1654, 2339), 255)


def looks(sheet: Image.Image, read: list[Word] | None = None) -> int:
    found = list[int]()

    def engine(ink: Image.Image, dpi: float, mode: int) -> list[Word]:
        found.append(mode)
        return []

    left_out.words(sheet, read or [], DPI, engine)
    return len(found)


def seal(pen: Any) -> None:
    pen.ellipse((760, 1200, 1040, 1480), outline=30, width=7)
    pen.ellipse((800, 1240, 1000, 1440), outline=30, width=4)
    pen.regular_polygon((900, 1340, 44), 5, fill=30)


def signature(pen: Any) -> None:
    chance = random.Random(4)
    pen.line([(900 + 14 * at, 1300 + chance.randrange(-70, 70)) for at in range(24)], fill=30, width=5)


def dust(pen: Any) -> None:
    chance = random.Random(5)
    for _ in range(1500):
        x, y = chance.randrange(1650), chance.randrange(2330)
        pen.rectangle((x, y, x + 2, y + 2), fill=30)


def edges(pen: Any) -> None:
    pen.rectangle((0, 0, 40, 2339), fill=0)
    pen.rectangle((0, 2300, 1654, 2339), fill=0)


@pytest.mark.parametrize("draw", [seal, signature, dust, edges])
def test_ink_without_letters_in_a_row_is_not_looked_at(draw: Any) -> None:
    sheet = blank()
    draw(ImageDraw.Draw(sheet))

    assert looks(sheet) == 0


@pytest.mark.parametrize("said", ["Nông Thế Hiển", "Số:      /TTr-BKTNS", "Hà Thị Mỹ Dung", "- Lưu: VT, HĐND."])
@pytest.mark.parametrize("draw", [seal, signature, dust, edges])
def test_a_line_beside_it_is_looked_at(said: str, draw: Any) -> None:
    sheet = blank()
    pen = ImageDraw.Draw(sheet)
    draw(pen)
    place, face = (930, 1560), ImageFont.truetype(str(sheets.font("Serif-Bold")), 38)
    pen.text(place, said, 0, font=face)

    assert looks(sheet) == 1


def test_what_was_read_is_not_looked_at_again() -> None:
    sheet, face = blank(), ImageFont.truetype(str(sheets.font("Serif-Bold")), 38)
    ImageDraw.Draw(sheet).text((930, 1560), "Nông Thế Hiển", 0, font=face)
    read = Word("Nông Thế Hiển", 330, 260, 460, 285, 266, 13, method=Method.ocr, confidence=0.96)

    assert looks(sheet) == 1
    assert looks(sheet, [read]) == 0
