"""Two pages side by side on one sheet are read one after the other; one page on its long side is one page."""

from pathlib import Path

import pytest
from PIL import Image

from pipeline import settings
from pipeline.document.model import Block, Region
from pipeline.extract.scans import image, two_up
from pipeline.text import fold
from tests.extract import sheets


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Image.Image]:
    """A resolution, and the page behind it."""
    folder = tmp_path_factory.mktemp("two-up")
    second = sheets.sheet(folder / "second.pdf")
    second.y -= 60
    for title, words in sheets.ARTICLES:
        second.paragraph(title.replace("Điều ", "Khoản "), face="Serif-Bold")
        second.paragraph(words)
    second.canvas.save()
    drawn = sheets.resolution(folder / "first.pdf"), folder / "second.pdf"
    return [sheets.scanned(path).convert("L") for path in drawn]


def side_by_side(pages: list[Image.Image]) -> Image.Image:
    sheet = Image.new("L", (sum(page.width for page in pages), pages[0].height), 255)
    for at, page in enumerate(pages):
        sheet.paste(page, (at * page.width, 0))
    return sheet.resize((round(sheet.width * 0.707), round(sheet.height * 0.707)), Image.Resampling.LANCZOS)


def read(picture: Image.Image, path: Path) -> tuple[Block, ...]:
    picture.save(path)
    return image.read(path, "0" * 64, settings.Limits(), kind="image/png").blocks


@pytest.mark.parametrize("turn", [0, pytest.param(90, marks=pytest.mark.long)])
def test_two_pages_on_one_sheet_are_read_one_after_the_other(
    pages: list[Image.Image], tmp_path: Path, turn: int
) -> None:
    sheet = side_by_side(pages).rotate(turn, expand=True)

    found = read(sheet, tmp_path / "sheet.png")

    head = [fold(block.text) for block in found if block.region is Region.header_left]
    said = fold(" ".join(block.text for block in found))
    assert head[:2] == ["hoi dong nhan dan", "tinh lam giang"]
    assert said.index("le thi hoai suong") < said.index("khoan 1. pham vi dieu chinh")
    assert {block.page for block in found} == {1}


def test_blocks_keep_their_places_on_the_sheet(pages: list[Image.Image], tmp_path: Path) -> None:
    found = read(side_by_side(pages[::-1]), tmp_path / "sheet.png")

    boxes = {fold(block.text)[:12]: block.box for block in found if block.box}
    assert boxes["khoan 1. pha"][2] < 421 < boxes["hoi dong nha"][0] < boxes["hoi dong nha"][2] < 600


def test_one_page_is_no_two(pages: list[Image.Image]) -> None:
    across = pages[1].resize((pages[1].height, pages[1].height))
    lying = Image.new("L", (2339, 1654), 255)
    lying.paste(across.crop((0, 0, 2000, 1600)), (170, 0))

    columns = Image.new("L", pages[0].size, 255)
    for left in (0, columns.width // 2):
        columns.paste(pages[0].resize((columns.width // 2, columns.height)), (left, 0))

    assert two_up.fold(pages[0]) is None
    assert two_up.fold(columns) is None
    assert two_up.fold(lying) is None
    assert two_up.fold(Image.new("L", (2339, 1654), 255)) is None
