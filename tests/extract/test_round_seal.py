"""A round seal in a copy without colour is found and taken out of the way of the print that it covers."""

import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.extract.scans import round_seal
from samples.generator import sheet

DPI = 200
MIDDLE, RADIUS = (420, 360), 140
FONT = ImageFont.truetype(str(sheet.FONTS / "LiberationSerif-Bold.ttf"), 38)


def paper(*said: tuple[int, int, str]) -> Image.Image:
    page = Image.new("L", (1100, 800), 255)
    pen = ImageDraw.Draw(page)
    for x, y, text in said:
        pen.text((x, y), text, fill=0, font=FONT)
    return page


def sealed(page: Image.Image, shade: int, *, radius: int = RADIUS, thick: int = 7) -> Image.Image:
    pen = ImageDraw.Draw(page)
    for ring in (radius, round(0.75 * radius)):
        x, y = MIDDLE
        pen.ellipse((x - ring, y - ring, x + ring, y + ring), outline=shade, width=thick)
    return page


SIGNED = ((430, 220, "PHÓ CHỦ TỊCH"), (430, 480, "Phạm Văn Mẫu"), (460, 320, "~~~"))


@pytest.mark.parametrize("radius", [118, 140, 150])
@pytest.mark.parametrize("shade", [0, 90])
def test_a_seal_is_found_over_a_signature(shade: int, radius: int) -> None:
    found = round_seal.find(sealed(paper(*SIGNED), shade, radius=radius), DPI)

    assert found is not None
    assert abs(found.x - MIDDLE[0]) < 8
    assert abs(found.y - MIDDLE[1]) < 8
    assert abs(found.radius - radius) < 8


def test_print_and_strokes_are_no_seal() -> None:
    page = paper(*SIGNED, (60, 40, "- Thường trực Hội đồng nhân dân;"), (60, 100, "- Ủy ban nhân dân tỉnh;"))
    ImageDraw.Draw(page).arc((300, 250, 560, 420), 20, 300, fill=0, width=4)

    assert round_seal.find(page, DPI) is None
    assert round_seal.find(paper(), DPI) is None


def test_a_paler_seal_goes_without_a_trace_and_print_stays() -> None:
    page = paper(*SIGNED)
    stamped = sealed(page.copy(), 110)
    seal = round_seal.find(stamped, DPI)

    assert seal is not None
    cleared = round_seal.without(stamped, seal)
    assert ink(cleared) == pytest.approx(ink(page), rel=0.06)


def test_of_a_black_seal_the_rings_go_but_for_where_print_crosses_them() -> None:
    stamped = sealed(paper(*SIGNED), 0)
    seal = round_seal.find(stamped, DPI)

    assert seal is not None
    cleared = round_seal.without(stamped, seal)
    name = (430, 480, 760, 530)
    assert ink(cleared.crop((270, 215, 425, 505))) < 0.1 * ink(stamped.crop((270, 215, 425, 505)))
    assert ink(cleared.crop(name)) > 0.93 * ink(paper(*SIGNED).crop(name))


def ink(page: Image.Image) -> int:
    return sum(page.histogram()[:60])
