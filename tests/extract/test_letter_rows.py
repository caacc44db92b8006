"""Which pictures may hold a line of print: none with one is passed over, and few without are looked at."""

import random
from collections.abc import Callable

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont, ImageOps

from pipeline.extract.scans import letter_rows
from tests.extract import sheets

LINES = (
    "Căn cước 079123456789",
    "TÀI LIỆU TỐI MẬT",
    "ông Lê Văn Kín, trú tại tổ 3, ấp Mới",
    "0912 345 678",
    "nhiễm HIV",
)


def _printed(words: str, *, size: int, ink: int = 20, ground: int = 255) -> Image.Image:
    face = ImageFont.truetype(str(sheets.font("Serif")), size)
    picture = Image.new("L", (round(face.getlength(words)) + 40, 2 * size + 20), ground)
    ImageDraw.Draw(picture).text((20, 10), words, font=face, fill=ink)
    return picture


def _framed(picture: Image.Image) -> Image.Image:
    return ImageOps.expand(ImageOps.expand(picture, 3, 0), 60, 255)


def _beside_a_scrawl(picture: Image.Image) -> Image.Image:
    wide = ImageOps.expand(picture, (0, 0, 0, 400), 255)
    ImageDraw.Draw(wide).line([(10, wide.height - 20), (200, 120), (90, 400), (260, wide.height - 60)], fill=0, width=9)
    return wide


CHANGES: dict[str, Callable[[Image.Image], Image.Image]] = {
    "as it is": lambda picture: picture,
    "on its left side": lambda picture: picture.rotate(90, expand=True),
    "on its right side": lambda picture: picture.rotate(270, expand=True),
    "on its head": lambda picture: picture.rotate(180),
    "leaning": lambda picture: picture.rotate(3, expand=True, fillcolor=255),
    "white on black": ImageOps.invert,
    "blurred": lambda picture: picture.filter(ImageFilter.BoxBlur(2)),
    "framed": _framed,
    "beside a scrawl": _beside_a_scrawl,
    "of many points": lambda picture: picture.resize((picture.width * 3, picture.height * 3)),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("words", LINES)
def test_a_line_of_print_may_be_one(words: str, change: Callable[[Image.Image], Image.Image]) -> None:
    assert letter_rows.may_be(change(_printed(words, size=40)))


@pytest.mark.parametrize("words", LINES)
def test_faint_and_tinted_lines_may_be_ones(words: str) -> None:
    assert letter_rows.may_be(_printed(words, size=40, ink=205))
    assert letter_rows.may_be(_printed(words, size=40, ink=60, ground=150))


def test_a_page_of_small_lines_may_hold_them() -> None:
    lines = [_printed(f"{line}, {LINES[0]}, {LINES[2]}", size=18) for line in LINES * 4]
    page = Image.new("L", (max(line.width for line in lines), 60 * len(lines)), 255)
    for at, line in enumerate(lines):
        page.paste(line, (0, 60 * at))

    assert letter_rows.may_be(page)


def _scrawl(seed: int) -> Image.Image:
    places = random.Random(seed)
    picture = Image.new("L", (650, 240), 255)
    spots = [(places.randrange(20, 630), places.randrange(20, 220)) for _ in range(5)]
    ImageDraw.Draw(picture).line(spots, fill=30, width=6, joint="curve")
    return picture


def test_strokes_of_one_pen_rings_and_stripes_are_not_looked_at() -> None:
    ring = Image.new("L", (300, 300), 255)
    for inset in (10, 40, 80):
        ImageDraw.Draw(ring).ellipse((inset, inset, 300 - inset, 300 - inset), outline=0, width=6)
    stripes = Image.new("L", (600, 200), 255)
    for left in range(0, 600, 12):
        ImageDraw.Draw(stripes).rectangle((left, 0, left + 4, 200), fill=90)

    nothing = [ring, stripes, Image.new("L", (300, 100), 255), *map(_scrawl, range(6))]

    assert [letter_rows.may_be(picture) for picture in nothing] == [False] * len(nothing)
