"""Where a page leaves ink: in whatever row of its box a letter has it."""

from collections.abc import Sequence

import pytest
from PIL import Image

from pipeline.extract.pdf_files.pdf_ink import Ink
from pipeline.sheet.words import Glyph

_LETTER = Glyph("n", 10.0, 8.0, 16.0, 20.0, 10.0, 12.0, bold=False, italic=False, stamp=False)  # rows 21 to 30 of 40


@pytest.mark.parametrize("row", range(22, 31))
def test_a_letter_shows_by_one_row_of_its_box(row: int) -> None:
    page = Image.new("L", (30, 40), 255)
    page.putpixel((12, row), 200)
    assert Ink(page, 30, 40).shows(_LETTER)


@pytest.mark.parametrize("rows", [(22, 30), (29, 30), (25, 26)])
def test_a_letter_shows_by_rows_that_differ_from_each_other_alone(rows: tuple[int, int]) -> None:
    page = Image.new("L", (30, 40), 255)
    page.paste(240, (0, rows[0], 30, rows[1]))
    assert Ink(page, 30, 40).shows(_LETTER)


@pytest.mark.parametrize("row", [0, 15, 35])
def test_ink_outside_its_box_is_not_a_letter_s(row: int) -> None:
    page = Image.new("L", (30, 40), 255)
    page.paste(0, (0, row, 30, row + 1))
    assert not Ink(page, 30, 40).shows(_LETTER)


@pytest.mark.parametrize(
    ("inked", "stay"), [((2, 7), []), ((0, 2, 4, 6, 7), [0, 2, 4, 6, 7]), (range(8), list(range(8)))]
)
def test_letters_over_the_ink_of_another_line_do_not_show_a_line_that_has_none(
    inked: Sequence[int], stay: list[int]
) -> None:
    """Eight white letters of an older number, below which the lines of a stamp run."""
    page = Image.new("L", (100, 40), 255)
    line = [_LETTER._replace(left=10.0 * at, right=10.0 * at + 6) for at in range(8)]
    for at in inked:
        page.paste(0, (10 * at + 2, 24, 10 * at + 4, 28))

    shown, inkless = Ink(page, 100, 40).parted(line)

    assert shown == [line[at] for at in stay]
    assert {*shown, *inkless} == {*line}
