"""Red ink is a seal's or a stamp's: red edges of print are none, and a round seal is not read for words."""

from typing import Any

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from pipeline.document.model import Method
from pipeline.extract.scans import red_ink, seals
from pipeline.sheet.words import Word
from tests.extract import sheets, stamped

SEAL = (760, 1260, 1040, 1540)
PALE, DARK = (205, 30, 40), (120, 20, 24)


@pytest.fixture(scope="module")
def printed() -> Image.Image:
    page = Image.new("RGB", (1654, 2339), "white")
    pen, face = ImageDraw.Draw(page), ImageFont.truetype(str(sheets.font("Serif")), 38)
    for line in range(40):
        pen.text((240, 200 + 48 * line), "Hội đồng nhân dân xã Phú Vinh họp phiên thường kỳ tháng sáu", "black", face)
    return page


def sealed(page: Image.Image, colour: tuple[int, int, int] = PALE) -> Image.Image:
    page = page.copy()
    pen, (left, top, right, bottom) = ImageDraw.Draw(page), SEAL
    pen.ellipse(SEAL, outline=colour, width=7)
    pen.ellipse((left + 40, top + 40, right - 40, bottom - 40), outline=colour, width=4)
    pen.regular_polygon(((left + right) / 2, (top + bottom) / 2, 44), 5, fill=colour)
    return page


def apart(page: Image.Image, by: int) -> Image.Image:
    """The page as scanners give it whose row for red stands a few points from the others."""
    red, green, blue = page.split()
    return Image.merge("RGB", (ImageChops.offset(red, 0, by), green, blue))


def looked(page: Image.Image) -> list[Image.Image]:
    looks = list[Image.Image]()

    def engine(ink: Image.Image, dpi: float, mode: int) -> list[Word]:
        looks.append(ink)
        return [Word("KHẨN", 9, 9, 20, 20, 9, 9, method=Method.ocr, confidence=0.9)]

    list(red_ink.words(red_ink.of(page), stamped.DPI, [], engine))
    return looks


@pytest.mark.parametrize("by", [-2, -1, 1, 2])
def test_the_red_edges_of_print_are_no_ink(printed: Image.Image, by: int) -> None:
    page = apart(printed, by)

    assert red_ink.share(seals.redness(page)) > 0.002
    assert red_ink.share(red_ink.of(page)) < 0.0003
    assert looked(page) == []


def test_a_stamp_on_print_with_red_edges_is_ink(printed: Image.Image) -> None:
    page = stamped.pressed(apart(printed, 1), "HỎA TỐC", at=(30, 5))

    found = red_ink.of(page)
    assert red_ink.share(found) > 0.001
    assert red_ink.share(found.crop((0, 140, *found.size))) < 0.0001
    assert len(looked(page)) == 1


def test_a_stamp_alone_keeps_all_its_ink(printed: Image.Image) -> None:
    page = stamped.pressed(printed, "HỎA TỐC", at=(30, 62))

    assert red_ink.of(page).tobytes() == seals.redness(page).tobytes()


def test_a_round_seal_is_not_looked_at_for_words(printed: Image.Image) -> None:
    assert looked(sealed(printed)) == []


def test_red_words_beside_a_seal_are_looked_at_without_it(printed: Image.Image) -> None:
    [ink] = looked(stamped.pressed(sealed(printed), "KHẨN", at=(30, 10)))

    assert ImageChops.invert(ink.crop(SEAL)).getbbox() is None
    assert ImageChops.invert(ink).getbbox() is not None


@pytest.mark.parametrize(
    "draw",
    [
        lambda pen: pen.rectangle(SEAL, outline=PALE, width=6),
        lambda pen: pen.arc(SEAL, 0, 200, fill=PALE, width=6),
        lambda pen: (pen.ellipse(SEAL, outline=PALE, width=6), pen.rectangle((930, 1430, 1120, 1500), fill=PALE)),
        lambda pen: pen.ellipse((800, 1300, 900, 1400), outline=PALE, width=6),
    ],
    ids=["square", "half a circle", "a stamp over a seal", "small"],
)
def test_what_is_not_a_round_seal_alone_is_looked_at(printed: Image.Image, draw: Any) -> None:
    page = printed.copy()
    draw(ImageDraw.Draw(page))

    assert len(looked(page)) == 1


@pytest.mark.parametrize(("colour", "pale"), [(PALE, True), (DARK, False), ((90, 90, 90), False)])
def test_a_seal_that_its_red_makes_pale_is_in_nobody_s_way(
    printed: Image.Image, colour: tuple[int, int, int], pale: bool
) -> None:
    part = sealed(printed, colour).crop((600, 1100, 1300, 1700))

    assert red_ink.holds_whole_seal(part, part.getchannel("R"), stamped.DPI) == pale
