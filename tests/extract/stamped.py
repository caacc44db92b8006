"""Stamps for scans: framed capitals as Circular 24/2020/TT-BCA draws them, in every state that reaches a desk."""

import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from tests.extract import sheets

RED = (205, 30, 40)
DPI = 200
WIDE = {"MẬT": 20.0, "TỐI MẬT": 30.0, "TUYỆT MẬT": 40.0, "HỎA TỐC": 30.0, "KHẨN": 20.0, "ĐẾN": 20.0}
STATES: Mapping[str, Mapping[str, Any]] = {
    "as pressed": {},
    "leaning left": {"lean": 9},
    "leaning right": {"lean": -12},
    "much leaning": {"lean": 18},
    "aslant": {"lean": 45},
    "steep": {"lean": -60},
    "upright": {"lean": 90},
    "upright the other way": {"lean": 270},
    "faint": {"colour": (236, 172, 172)},
    "dark grey": {"colour": (90, 90, 90)},
    "light grey": {"colour": (150, 150, 150)},
    "one border": {"borders": 1},
    "without border": {"borders": 0},
    "large": {"scale": 1.6},
    "blurred": {"blur": 1.4},
    "noisy": {"noise": 60},
    "over print": {"at": (52, 17)},
    "at the foot": {"at": (120, 255)},
}


def stamp(words: str, *, colour: tuple[int, int, int] = RED, borders: int = 2, scale: float = 1.0) -> Image.Image:
    """A stamp of the legal size on transparent ground."""
    wide, high = (round(side * scale * DPI / 25.4) for side in (WIDE.get(words, 30.0), 8.0))
    picture = Image.new("RGBA", (wide, high), (255, 255, 255, 0))
    pen = ImageDraw.Draw(picture)
    for at in range(borders):
        gap = at * 8
        pen.rectangle((gap, gap, wide - 1 - gap, high - 1 - gap), outline=colour, width=3)
    face = ImageFont.truetype(str(sheets.font("Serif-Bold")), round(high * 0.5))
    pen.text((wide / 2, high / 2), words, font=face, fill=colour, anchor="mm")
    return picture


def pressed(
    sheet: Image.Image, words: str, *, at: tuple[float, float] = (30, 62), lean: float = 0, blur: float = 0,
    noise: int = 0, colour: tuple[int, int, int] = RED, borders: int = 2, scale: float = 1.0,
) -> Image.Image:  # fmt: skip
    """The sheet with a stamp whose upper left corner stands `at` millimetres from its own."""
    page = sheet.copy()
    mark = stamp(words, colour=colour, borders=borders, scale=scale)
    mark = mark.rotate(lean, Image.Resampling.BICUBIC, expand=True) if lean else mark
    page.paste(mark, (round(at[0] * DPI / 25.4), round(at[1] * DPI / 25.4)), mark)
    page = page.filter(ImageFilter.GaussianBlur(blur)) if blur else page
    return _speckled(page, noise) if noise else page


def _speckled(page: Image.Image, most: int) -> Image.Image:
    dust = random.Random(3)
    noise = Image.frombytes(
        "RGB", (page.width // 2, page.height // 2), dust.randbytes(page.width // 2 * (page.height // 2) * 3)
    )
    return Image.blend(page, noise.resize(page.size), most / 400)


def scan(folder: Path) -> Image.Image:
    """A resolution as scanned, without a stamp."""
    return sheets.scanned(sheets.resolution(folder / "sheet.pdf"))
