"""A page that lies in shadow is read as one that is lit evenly; an even one is left as it is."""

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from pipeline.extract.scans import light, ocr
from tests.extract import sheets


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Image.Image:
    drawn = sheets.resolution(tmp_path_factory.mktemp("light") / "resolution.pdf")
    return sheets.scanned(drawn).convert("RGB")


def shadowed(page: Image.Image, kind: str) -> Image.Image:
    shade = Image.new("L", page.size, 255)
    pen, (wide, high) = ImageDraw.Draw(shade), page.size
    if kind == "beside a fold":
        for x in range(wide // 3):
            pen.line((x, 0, x, high), fill=90 + round(165 * x / (wide // 3)))
    elif kind == "over the head":
        pen.rectangle((0, 0, wide, high // 3), fill=110)
    else:
        pen.ellipse((0, 0, wide, high // 2), fill=120)
    return ImageChops.multiply(page, shade.filter(ImageFilter.GaussianBlur(40)).convert("RGB"))


@pytest.mark.parametrize("kind", ["beside a fold", "over the head", "of a hand"])
def test_what_lies_in_shadow_is_read(page: Image.Image, kind: str) -> None:
    found = ocr.read(shadowed(page, kind))

    said = " ".join(word.text for word in found.words) if found else ""
    assert "HỘI ĐỒNG NHÂN DÂN" in said and "NGHỊ QUYẾT" in said and "Phạm vi điều chỉnh" in said


@pytest.mark.parametrize("level", [255, 225, 190])
def test_paper_of_any_one_shade_is_left_as_it_is(page: Image.Image, level: int) -> None:
    toned = ImageChops.multiply(page, Image.new("RGB", page.size, (level, level, level - 12)))

    assert light.evened(toned) is toned


def test_red_ink_stays_red_under_a_shadow(page: Image.Image) -> None:
    ImageDraw.Draw(stamped := page.copy()).rectangle((200, 200, 500, 300), fill=(205, 30, 40))

    lit = light.evened(shadowed(stamped, "over the head"))

    red, green, blue = lit.getpixel((350, 250))  # type: ignore[misc]
    assert red > 140 and max(green, blue) < 90


def test_a_dark_table_beside_a_photographed_sheet_is_white_and_the_sheet_stays(page: Image.Image) -> None:
    grain = Image.effect_noise((page.width + 400, page.height + 300), 25).convert("RGB")
    photo = ImageChops.multiply(ImageChops.add(grain, grain), Image.new("RGB", grain.size, (70, 52, 34)))
    photo.paste(page, (200, 150))

    lit = light.evened(photo)

    assert lit.crop((0, 0, 180, photo.height)).getextrema() == ((255, 255),) * 3
    within = 260, 210, 1790, 2430
    assert ImageChops.difference(lit.crop(within), photo.crop(within)).getextrema()[0][1] < 30  # type: ignore[index]


def test_a_sheet_of_which_most_lies_in_shadow_is_lit(page: Image.Image) -> None:
    shade = Image.linear_gradient("L").resize(page.size).point([min(130 + level, 255) for level in range(256)])
    dim = ImageChops.multiply(page, shade.convert("RGB"))

    assert light.evened(dim) is not dim


@pytest.mark.parametrize("ink", [140, 165])
def test_a_page_whose_ink_is_pale_is_read(page: Image.Image, ink: int) -> None:
    pale = page.convert("L").point([round(ink + level * (238 - ink) / 255) for level in range(256)])

    found = ocr.read(pale)

    said = " ".join(word.text for word in found.words) if found else ""
    assert "HỘI ĐỒNG NHÂN DÂN" in said and "Phạm vi điều chỉnh" in said


def test_paper_alone_has_no_ink_however_grey_it_is() -> None:
    paper = Image.effect_noise((800, 1100), 12).point([min(level + 80, 255) for level in range(256)])

    assert light.inked(paper) is None


def test_the_black_lid_of_a_scanner_is_no_shadow(page: Image.Image) -> None:
    framed = Image.new("RGB", (page.width + 300, page.height + 200))
    framed.paste(page, (150, 100))

    assert light.evened(framed) is framed

    framed.paste(shadowed(page, "over the head"), (150, 100))
    lit = light.evened(framed).convert("L")
    assert max(lit.crop((0, 0, 100, framed.height)).tobytes()) < 40
