"""Stamps of secrecy and urgency on scans and on pages of text reach the gate, in whatever state they were pressed."""

import io
from collections.abc import Mapping
from math import sin
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader

from pipeline import settings
from pipeline.document.model import Extraction, Region
from pipeline.extract.pdf_files import pdf
from pipeline.extract.scans import blobs, lone_pictures, ocr, seals
from tests.extract import sheets, stamped

LIMITS = settings.Limits()


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Image.Image:
    return stamped.scan(tmp_path_factory.mktemp("scan"))


def hints(page: Image.Image) -> set[str]:
    return {
        mark.text or "?"
        for mark in seals.find_stamps(page, stamped.DPI, ocr.line, grey=True)
        if mark.text or mark.doubtful
    }


@pytest.mark.parametrize("words", ["MẬT", pytest.param("TỐI MẬT", marks=pytest.mark.long), "TUYỆT MẬT"])
@pytest.mark.parametrize("state", stamped.STATES)
def test_a_stamp_of_secrecy_is_told_in_every_state(sheet: Image.Image, words: str, state: str) -> None:
    assert hints(stamped.pressed(sheet, words, **stamped.STATES[state])) & {*seals.SECRET, "?"}


@pytest.mark.parametrize("state", ["as pressed", "leaning left", "aslant", "upright", "without border"])
def test_a_stamp_of_urgency_is_read_and_is_no_secret(sheet: Image.Image, state: str) -> None:
    assert hints(stamped.pressed(sheet, "HỎA TỐC", **stamped.STATES[state])) == {"HỎA TỐC"}


def test_a_stamp_in_an_arrow_that_rises_aslant_is_read(sheet: Image.Image) -> None:
    mark = stamped.stamp("HỎA TỐC", borders=0)
    arrow = Image.new("RGBA", (mark.width + 90, mark.height + 50), (255, 255, 255, 0))
    left, top, right, bottom = 20, 24, arrow.width - 60, arrow.height - 24
    tip = [(left, top), (right, top), (right, 2), (arrow.width - 3, arrow.height // 2), (right, arrow.height - 3)]
    ImageDraw.Draw(arrow).polygon([*tip, (right, bottom), (left, bottom)], outline=stamped.RED, width=3)
    arrow.alpha_composite(mark, (left + 8, (arrow.height - mark.height) // 2))
    turned = arrow.rotate(45, Image.Resampling.BICUBIC, expand=True)
    page = sheet.copy()
    page.paste(turned, (150, 480), turned)

    assert hints(page) == {"HỎA TỐC"}


@pytest.mark.parametrize("words", ["ĐẾN", "KHẨN", "DỰ THẢO", "BẢN SAO", "Mẫu số 01", "TÀI LIỆU HỌP"])
def test_another_stamp_is_no_secret(sheet: Image.Image, words: str) -> None:
    assert not hints(stamped.pressed(sheet, words)) & seals.SECRET


@pytest.mark.parametrize("seed", range(6))
def test_the_loops_of_a_signature_are_no_stamp(sheet: Image.Image, seed: int) -> None:
    page = sheet.copy()
    for at in range(3):
        step = [t / 160 for t in range(160)]
        turns = [(sin(31 * u + seed), sin(19 * u + 1.7 * seed) * (1 - u / 2), sin(47 * u)) for u in step]
        x, y = 200 + 400 * at, 700 + 250 * at
        path = [(x + 250 * u + 33 * a, y + 61 * b + 17 * c) for u, (a, b, c) in zip(step, turns, strict=True)]
        ImageDraw.Draw(page).line(path, fill=(25, 35, 120), width=4, joint="curve")

    assert not hints(page)


def arrival(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((200, 500, 640, 700), outline=stamped.RED, width=4)
    for y in (560, 630):
        pen.line((200, y, 640, y), fill=stamped.RED, width=3)


def seal(pen: ImageDraw.ImageDraw) -> None:
    pen.ellipse((900, 1700, 1180, 1980), outline=stamped.RED, width=6)
    pen.ellipse((920, 1720, 1160, 1960), outline=stamped.RED, width=3)


def boxes(pen: ImageDraw.ImageDraw) -> None:
    for row in range(6):
        for column in range(4):
            pen.rectangle(
                (150 + column * 300, 1200 + row * 60, 450 + column * 300, 1260 + row * 60), outline="black", width=2
            )


def field(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((300, 1500, 620, 1562), outline="black", width=3)  # a single black frame to write in


@pytest.mark.parametrize("draw", [arrival, seal, boxes, field])
def test_other_frames_of_a_page_give_no_hint(sheet: Image.Image, draw: Any) -> None:
    page = sheet.copy()
    draw(ImageDraw.Draw(page))

    assert hints(page) == set()


def test_a_clean_scan_gives_no_hint(sheet: Image.Image) -> None:
    assert hints(sheet) == set()


def marks(found: Extraction) -> list[str]:
    return [block.text for block in found.blocks if block.region is Region.stamp]


def test_a_slanted_stamp_on_a_scan_is_a_block_of_the_page(sheet: Image.Image, tmp_path: Path) -> None:
    page = stamped.pressed(sheet, "MẬT", lean=9)
    found = pdf.read(sheets.pictures(tmp_path / "scan.pdf", [page]), "0" * 64, LIMITS)

    assert "MẬT" in marks(found)


def with_picture(path: Path, words: str, *, wide: float, at: tuple[float, float], **state: Any) -> Path:
    """A resolution of text with a stamp put in as a picture, `wide` points wide."""
    page = sheets.sheet(path)
    sheets.header(page)
    page.paragraph("NGHỊ QUYẾT", face="Serif-Bold", centre=True)
    for line in (*sheets.BASES, *(words for _, words in sheets.ARTICLES)):
        page.paragraph(line)
    mark, data = stamped.stamp(words, scale=2, **state), io.BytesIO()
    mark.save(data, "PNG")
    data.seek(0)
    page.canvas.drawImage(ImageReader(data), *at, width=wide, height=wide * mark.height / mark.width, mask="auto")
    page.canvas.save()
    return path


GREY = {"colour": (90, 90, 90)}


@pytest.mark.parametrize(("words", "wide"), [("MẬT", 57), ("MẬT", 110), ("TỐI MẬT", 85), ("TUYỆT MẬT", 113)])
@pytest.mark.parametrize(
    ("at", "state"),
    [((100, 700), {}), ((100, 730), {}), ((330, 90), {}), ((330, 90), GREY), ((100, 730), GREY)],
)
def test_a_stamp_put_in_as_a_picture_is_told_on_a_page_of_text(
    tmp_path: Path, words: str, wide: float, at: tuple[float, float], state: Mapping[str, Any]
) -> None:
    found = pdf.read(with_picture(tmp_path / "a.pdf", words, wide=wide, at=at, **state), "0" * 64, LIMITS)

    assert set(marks(found)) & seals.SECRET or "secret-suspected" in [finding.code for finding in found.findings]


@given(st.lists(st.lists(st.booleans(), min_size=7, max_size=7), min_size=1, max_size=7))
def test_spots_are_told_apart_whatever_their_form(rows: list[list[bool]]) -> None:
    mask = Image.new("L", (7, len(rows)))
    mask.putdata([255 * dot for row in rows for dot in row])

    found = blobs.counted(mask)

    assert sum(points for _, points in found) == sum(map(sum, rows))
    assert len(found) == _spots({(x, y) for y, row in enumerate(rows) for x, dot in enumerate(row) if dot})


def _spots(dots: set[tuple[int, int]]) -> int:
    count = 0
    while dots:
        waiting = [dots.pop()]
        while waiting:
            x, y = waiting.pop()
            near = {(x + a, y + b) for a in (-1, 0, 1) for b in (-1, 0, 1)} & dots
            dots -= near
            waiting += near
        count += 1
    return count


def _round(page: Image.Image) -> Image.Image:
    """The page with the seal of an office, rings and a star."""
    drawn = page.copy()
    pen = ImageDraw.Draw(drawn)
    for radius, thick in ((142, 7), (106, 4)):
        pen.ellipse((900 - radius, 1400 - radius, 900 + radius, 1400 + radius), outline=(190, 30, 40), width=thick)
    pen.regular_polygon((900, 1400, 44), 5, fill=(190, 30, 40))
    return drawn


@pytest.mark.parametrize(("said", "found"), [("(mà,", ""), ("Mát", "MẬT"), ("MẬT", "MẬT"), ("mạt x", ""), ("", "")])
def test_of_a_round_seal_only_letters_that_say_it_make_a_secret(sheet: Image.Image, said: str, found: str) -> None:
    marks = seals.find_stamps(_round(sheet), stamped.DPI, lambda _: (said, 0.8), grey=False)

    assert {mark.text for mark in marks if mark.red and mark.box[0] > 700} == {found}


def test_of_a_rectangle_letters_near_to_it_do(sheet: Image.Image) -> None:
    page = stamped.pressed(sheet, "MẬT", **stamped.STATES["as pressed"])

    marks = seals.find_stamps(page, stamped.DPI, lambda _: ("(mà,", 0.8), grey=False)
    assert "MẬT" in {mark.text for mark in marks}


@pytest.mark.parametrize("words", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
@pytest.mark.parametrize("ground", [(0, 0, 0), stamped.RED, (30, 40, 120)], ids=["black", "red", "blue"])
def test_a_stamp_in_white_on_a_dark_ground_is_read_also_where_its_page_was_searched(
    words: str, ground: tuple[int, int, int]
) -> None:
    mark = stamped.stamp(words, colour=(255, 255, 255))
    shown = Image.new("RGB", mark.size, ground)
    shown.paste(mark, mask=mark.getchannel("A"))

    blocks, _ = lone_pictures.read(shown, stamps=False)

    assert words in {block.text for block in blocks}


def test_a_dark_picture_without_words_is_no_stamp() -> None:
    shown = Image.linear_gradient("L").resize((240, 90)).point([level // 3 for level in range(256)]).convert("RGB")

    assert lone_pictures.read(shown, stamps=False) == ([], False)


@pytest.mark.parametrize(
    ("said", "sure", "found"), [("Hàn", 0.06, ""), ("KHẨN", 0.9, "KHẨN"), ("ĐÉN", 0.1, ""), ("MẠT", 0.06, "MẬT")]
)
def test_what_is_hardly_read_is_no_stamp_but_may_be_one_of_secrecy(said: str, sure: float, found: str) -> None:
    spot = Image.new("L", (160, 60), 255)
    for left in range(30, 130, 14):
        ImageDraw.Draw(spot).rectangle((left, 15, left + 6, 45), fill=0)

    assert seals.whole(spot, stamped.DPI, lambda _: (said, sure)) == found
