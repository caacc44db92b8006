"""The subject of a letter under its number stays in the left cell, however wide it is set."""

import pytest

from pipeline.document.model import Region
from pipeline.sheet import layout
from pipeline.sheet.layout import Page
from pipeline.sheet.words import Word
from tests.sheet.test_layout import HEIGHT, WIDTH, row

_MIDDLE = 180.0  # of the left cell


def centred(said: str, baseline: float, size: float = 12.0) -> list[Word]:
    found = row(said, 0, baseline, size=size)
    shift = _MIDDLE - found[-1].right / 2
    return row(said, shift, baseline, size=size)


def read(*subject: str, apart: float = 25.0, left: float | None = None, below: str = "Kính gửi: Sở Xây dựng") -> str:
    """The left cell below the number, where the right one wraps the nation's name as a narrow cell does."""
    words = [
        *centred("HỘI ĐỒNG NHÂN DÂN", 760), *row("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT", 318, 760, size=12),
        *row("NAM", 410, 745, size=12), *centred("TỈNH LAM GIANG", 735),
        *row("Độc lập - Tự do - Hạnh phúc", 350, 720, size=12), *centred("Số: 88/HĐND-VP", 705),
        *row("Lam Giang, ngày 14 tháng 3 năm 2025", 330, 695, size=12),
    ]  # fmt: skip
    baseline = 705.0
    for line in subject:
        baseline -= apart
        words += row(line, left, baseline, size=12) if left is not None else centred(line, baseline)
    words += [*row(below, 260, baseline - 35), *row("Thường trực Hội đồng nhân dân tỉnh có ý kiến:", 85, baseline - 60)]
    blocks = layout.blocks([Page(1, WIDTH, HEIGHT, tuple(words))])
    left_cell = [block.text for block in blocks if block.region is Region.header_left]
    return " ".join(left_cell[left_cell.index("Số: 88/HĐND-VP") + 1 :])


@pytest.mark.parametrize(
    ("subject", "apart", "left"),
    [
        (("V/v cho ý kiến về chủ trương đầu", "dự án đường nối với cảng cá Mẫu", "theo Tờ trình"), 25.0, None),
        (("V/v cho ý kiến về chủ trương đầu", "dự án theo Tờ trình số", "51/TTr-UBND"), 25.0, None),
        (("V/v đôn đốc báo cáo khắc phục", "hậu quả bão số 13"), 16.0, None),
        (("V/v trả lời chất vấn của đại biểu", "Hà Thị Mẫu tại kỳ họp thứ 32", "HĐND tỉnh"), 29.0, None),
        (("Về việc chuẩn bị nội dung phiên", "họp thứ 45 của Thường trực"), 16.0, 85.0),
    ],
)
def test_every_line_of_a_subject_belongs_to_it(subject: tuple[str, ...], apart: float, left: float | None) -> None:
    assert read(*subject, apart=apart, left=left) == " ".join(subject)


def test_what_stands_below_a_subject_does_not() -> None:
    assert read("V/v đôn đốc báo cáo", below="CHƯƠNG TRÌNH") == "V/v đôn đốc báo cáo"
    assert read("V/v đôn đốc báo cáo", "hậu quả bão") == "V/v đôn đốc báo cáo hậu quả bão"
