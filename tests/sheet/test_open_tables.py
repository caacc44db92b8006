"""Tables with lines across alone keep their rows; prose and forms between such lines stay as they are."""

from itertools import pairwise

import pytest

from pipeline.sheet import layout
from pipeline.sheet.layout import Page
from pipeline.sheet.tables import RuledLine
from tests.sheet.test_layout import HEIGHT, WIDTH, row

COLUMNS = (85.0, 200.0, 400.0)
ROWS = (("Thời gian", "Nội dung", "Phụ trách"), ("Tháng 3", "Chợ Phú Vinh", "Ban Pháp chế"), ("Tháng 6", "Bến đò", ""))


def lined(said: tuple[tuple[str, ...], ...], heights: tuple[float, ...], *, cells: bool = False) -> Page:
    """Rows of words 20 points from each other, the first at 500, and lines across at some heights."""
    words = [
        word
        for at, cells_of in enumerate(said)
        for x, cell in zip(COLUMNS, cells_of, strict=False)
        for word in row(cell, x + 4, 500 - 20 * at)
    ]
    ends = (*COLUMNS, 540.0) if cells else (COLUMNS[0], 540.0)
    rules = [RuledLine(a, y, b, y) for y in heights for a, b in pairwise(ends)]
    return Page(1, WIDTH, HEIGHT, tuple(words), rules=tuple(rules))


@pytest.mark.parametrize("cells", [False, True], ids=["whole-lines", "a-piece-a-cell"])
@pytest.mark.parametrize(
    "heights",
    [(515, 495, 475, 455), (515, 495, 455), (515, 513, 495, 475, 455), (515, 495, 475)],
    ids=["each-row", "over-and-under-heading-and-at-the-end", "double-line-above", "none-at-the-end"],
)
def test_rows_between_lines_across_are_a_table(heights: tuple[float, ...], cells: bool) -> None:
    found = layout.blocks([lined(ROWS, heights, cells=cells)])

    assert [block.rows for block in found] == [ROWS]


def test_a_line_that_goes_on_in_one_column_is_of_the_row_above_it() -> None:
    said = (*ROWS[:2], ("", "và chợ Đồng Mẫu", ""), ("Tháng 6", "Bến đò", "Thường trực"))

    found = layout.blocks([lined(said, (515, 495, 435))])

    assert [one.rows[1] for one in found if one.rows] == [("Tháng 3", "Chợ Phú Vinh và chợ Đồng Mẫu", "Ban Pháp chế")]


@pytest.mark.parametrize(
    "said",
    [
        (("Hội đồng nhân dân xã giao Ủy ban nhân dân xã bố trí kinh phí",),) * 3,
        (("Họ và tên:",), ("Đơn vị:",), ("Chức vụ:",)),
        (("Họ và tên:", "Trần Văn Mẫu"), ("Đơn vị:",), ("Chức vụ:",)),
    ],
    ids=["prose", "a-form", "a-form-with-one-answer"],
)
def test_what_lines_across_only_underline_is_no_table(said: tuple[tuple[str, ...], ...]) -> None:
    found = layout.blocks([lined(said, (515, 495, 475, 455))])

    assert not any(block.rows for block in found)


def test_two_lines_drawn_a_piece_a_cell_part_three_rows() -> None:
    assert [block.rows for block in layout.blocks([lined(ROWS, (495, 475), cells=True)])] == [ROWS]


@pytest.mark.parametrize("heights", [(495, 475), (495,)])
def test_one_or_two_whole_lines_part_no_rows(heights: tuple[float, ...]) -> None:
    assert not any(block.rows for block in layout.blocks([lined(ROWS, heights)]))


def test_columns_are_those_at_which_the_lines_begin_anew() -> None:
    said = (("STT của chợ", "Tên", "Năm"), ("1", "Chợ Phú Vinh", "2025"), ("2", "Chợ Đồng", "2024"))
    page = lined(said, (515, 495, 475, 455), cells=True)

    found = layout.blocks([page])

    assert [block.rows for block in found] == [said]
