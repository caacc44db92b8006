"""The subject of a letter under its number stays in the left cell, however wide it is set."""

from collections.abc import Iterable

import pytest

from pipeline.document.model import Region
from pipeline.sheet import layout
from pipeline.sheet.layout import Page
from pipeline.sheet.words import Word
from tests.sheet.test_layout import HEIGHT, WIDTH, row

_MIDDLE = 180.0  # of the left cell


def left_cell(words: Iterable[Word]) -> list[str]:
    """The lines of the left cell of a sheet's head."""
    blocks = layout.blocks([Page(1, WIDTH, HEIGHT, tuple(words))])
    return [block.text for block in blocks if block.region is Region.header_left]


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
    cell = left_cell(words)
    return " ".join(cell[cell.index("Số: 88/HĐND-VP") + 1 :])


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


@pytest.mark.parametrize("pitch", [30.0, 33.0, 36.0])
def test_a_subject_is_set_as_wide_as_the_lines_above_it(pitch: float) -> None:
    said = (
        "HỘI ĐỒNG NHÂN DÂN",
        "TỈNH LAM GIANG",
        "Số: 88/HĐND-VP",
        "V/v cho ý kiến về chủ trương",
        "đầu tư cảng cá Mẫu",
    )
    words = [word for line, one in enumerate(said) for word in centred(one, 760 - line * pitch, size=11)]
    words += [*row("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 318, 760, size=11)]
    words += [*row("Lam Giang, ngày 14 tháng 3 năm 2025", 330, 760 - 2 * pitch, size=11)]
    words += [*row("Kính gửi: Sở Xây dựng", 260, 760 - 5 * pitch, size=11)]

    blocks = layout.blocks([Page(1, WIDTH, HEIGHT, tuple(words))])

    assert " ".join(b.text for b in blocks if b.region is Region.header_left).endswith("chủ trương đầu tư cảng cá Mẫu")
    assert any(b.region is Region.body and b.text.startswith("Kính gửi") for b in blocks)


def test_what_stands_below_a_subject_does_not() -> None:
    assert read("V/v đôn đốc báo cáo", below="CHƯƠNG TRÌNH") == "V/v đôn đốc báo cáo"
    assert read("V/v đôn đốc báo cáo", "hậu quả bão") == "V/v đôn đốc báo cáo hậu quả bão"


def exchanged(
    nation: tuple[str, ...], organ: tuple[str, ...], opened: str = "NGHỊ QUYẾT", title: float = 250.0
) -> dict[str, str]:
    """What the cells hold, and what stands below them, where the nation's is the left one."""
    words = [word for line, said in enumerate(nation) for word in row(said, 60, 760 - 15 * line, size=12)]
    words += [word for line, said in enumerate(organ) for word in row(said, 330, 757 - 15 * line, size=12)]
    words += [*row(opened, title, 640), *row("Về việc đặt tên đường trên địa bàn xã Mẫu Thượng", 150, 620)]
    found: dict[Region, list[str]] = {}
    for block in layout.blocks([Page(1, WIDTH, HEIGHT, tuple(words))]):
        found.setdefault(block.region, []).append(block.text)
    return {region.name: " / ".join(said) for region, said in found.items()}


NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Mẫu Thượng, ngày 20 tháng 9 năm 2025")
WRAPPED = (
    "CỘNG HÒA XÃ HỘI", "CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh", "phúc",
    "Mẫu Thượng, ngày 20", "tháng 9 năm 2025",
)  # fmt: skip
ORGAN = ("HỘI ĐỒNG NHÂN DÂN", "XÃ MẪU THƯỢNG", "Số: 12/NQ-HĐND")
LETTER = ("UBND TỈNH LAM GIANG", "SỞ XÂY DỰNG", "Số: 88/SXD-HT", "V/v đặt tên đường trên", "địa bàn xã")


@pytest.mark.parametrize("organ", [ORGAN, LETTER])
@pytest.mark.parametrize(("nation", "title"), [(NATION, 250.0), (NATION, 345.0), (WRAPPED, 250.0), (WRAPPED, 345.0)])
def test_a_header_whose_cells_are_exchanged_is_read_as_the_usual_one(
    nation: tuple[str, ...], title: float, organ: tuple[str, ...]
) -> None:
    opened = "Kính gửi: Ủy ban nhân dân xã" if organ is LETTER else "NGHỊ QUYẾT"
    read = exchanged(nation, organ, opened, title)
    assert read["header_left"].replace(" / ", " ") == " ".join(organ)
    assert read["header_right"] == " / ".join(NATION)
    assert read["body"].startswith(opened)


def test_a_nation_named_at_the_left_edge_alone_makes_no_second_cell() -> None:
    assert "header_left" not in exchanged(NATION, ())
    assert "header_left" not in exchanged(NATION, ("DANH SÁCH", "ĐẠI BIỂU"))


@pytest.mark.parametrize(
    ("nation", "motto"),
    [
        (("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT", "NAM"), ("Độc lập - Tự do - Hạnh phúc", "")),
        (("CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "VIỆT NAM"), ("Độc lập - Tự do - Hạnh phúc", "")),
        (("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", ""), ("Độc lập - Tự do - Hạnh", "phúc")),
        (("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", ""), ("Độc lập - Tự do -", "Hạnh phúc")),
    ],
)
def test_what_the_edge_of_the_sheet_wrapped_to_its_left_one_is_no_organ(
    nation: tuple[str, str], motto: tuple[str, str]
) -> None:
    words = [*row("HỘI ĐỒNG NHÂN DÂN", 85, 760, size=12), *row(nation[0], 318, 760, size=12)]
    words += [*row(nation[1], 85, 745, size=12), *row("XÃ MẪU THƯỢNG", 95, 725, size=12)]
    words += [
        *row(motto[0], 350, 725, size=12),
        *row(motto[1], 85, 710, size=12),
        *row("Số: 6/NQ-HĐND", 95, 690, size=12),
    ]
    words += [*row("Mẫu Thượng, ngày 20 tháng 9 năm 2025", 330, 690, size=12), *row("NGHỊ QUYẾT", 250, 640)]

    assert left_cell(words) == ["HỘI ĐỒNG NHÂN DÂN", "XÃ MẪU THƯỢNG", "Số: 6/NQ-HĐND"]


@pytest.mark.parametrize("rest", ["UBMTTQ", "BTTUBMTTQVN", "UBND-ĐĐBQH"])
def test_the_rest_of_a_long_number_stays_in_its_cell(rest: str) -> None:
    words = [
        *centred("HỘI ĐỒNG NHÂN DÂN", 760), *row("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 318, 760, size=12),
        *centred("TỈNH LAM GIANG", 745), *row("Độc lập - Tự do - Hạnh phúc", 350, 745, size=12),
        *centred("Số: 01/NQLT-HĐND-", 730), *row("Lam Giang, ngày 14 tháng 3 năm 2025", 330, 730, size=12),
        *centred(rest, 715), *row("NGHỊ QUYẾT LIÊN TỊCH", 240, 680),
    ]  # fmt: skip
    assert left_cell(words)[-2:] == ["Số: 01/NQLT-HĐND-", rest]


def tabbed(*lines: tuple[str, str]) -> list[Word]:
    """A header whose cells only tabs part: each line's second half begins at the next stop behind its first one."""
    words: list[Word] = []
    for at, (nation, organ) in enumerate(lines):
        begun = row(nation, 85, 760 - 15 * at, size=12) if nation else []
        stop = (begun[-1].right if begun else 330) // 36 * 36 + 36
        words += [*begun, *(row(organ, stop, 760 - 15 * at, size=12) if organ else [])]
    return words


DAY = "Mẫu Thượng, ngày 20 tháng 9 năm 2025"
TABBED = [
    (("HỘI ĐỒNG NHÂN DÂN", "XÃ MẪU THƯỢNG"), DAY, "Số: 12/NQ-HĐND"),
    (("HỘI ĐỒNG NHÂN DÂN", "THỊ XÃ MẪU THƯỢNG HẠ"), DAY, "Số: 77/BC-HĐND"),
    (("UBND TỈNH LAM GIANG", "SỞ XÂY DỰNG"), "Lam Giang, ngày 9 tháng 8 năm 2019", "Số:     /SXD-HT"),
]


@pytest.mark.parametrize(("organ", "day", "number"), TABBED)
def test_an_exchanged_header_that_tabs_part_is_told_by_its_words(organ: tuple[str, str], day: str, number: str) -> None:
    words = tabbed((NATION[0], organ[0]), (NATION[1], organ[1]), (day, number))
    words += [*row("BÁO CÁO", 290, 690), *row("Kết quả giám sát công tác thu gom rác", 180, 670)]

    blocks = layout.blocks([Page(1, WIDTH, HEIGHT, tuple(words))])

    cells = {region: [b.text for b in blocks if b.region is region] for region in Region}
    assert cells[Region.header_left] == [*organ, " ".join(number.split())]
    assert cells[Region.header_right] == [NATION[0], NATION[1], day]
    assert cells[Region.body][0] == "BÁO CÁO"


@pytest.mark.parametrize("below", [("", "XÃ MẪU THƯỢNG"), (NATION[1], "XÃ MẪU THƯỢNG")])
def test_a_line_that_begins_with_the_nation_without_a_number_below_makes_no_cells(below: tuple[str, str]) -> None:
    words = [*tabbed((NATION[0], "HỘI ĐỒNG NHÂN DÂN"), below), *row("Về tình hình thu ngân sách của xã", 85, 600)]

    assert "header-left" not in {b.region.value for b in layout.blocks([Page(1, WIDTH, HEIGHT, tuple(words))])}


def test_a_header_in_two_languages_keeps_its_cells_to_the_end() -> None:
    """The right cell has one line more, and none of its lines is level with one of the left."""
    left = ("HỘI ĐỒNG NHÂN DÂN", "PEOPLE'S COUNCIL", "TỈNH LAM GIANG", "LAM GIANG PROVINCE", "Số/No: 19/TB-HĐND")
    right = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "VIỆT NAM", "SOCIALIST REPUBLIC OF VIETNAM", "Độc lập - Tự do - Hạnh phúc",
        "Independence - Freedom - Happiness", "Lam Giang, ngày 20 tháng 3 năm 2024", "Lam Giang, 20 March 2024",
    )  # fmt: skip
    words = [word for at, said in enumerate(left) for word in centred(said, 760 - 27 * at)]
    words += [
        word for at, said in enumerate(right) for word in row(said, 336 - 11 * (at == 2), 760 - 18.5 * at, size=12)
    ]
    words += [*row("THÔNG BÁO", 260, 610), *row("Về việc đón đoàn đại biểu", 220, 590)]

    assert left_cell(words) == list(left)


def test_the_rest_of_the_nation_s_name_beside_the_rest_of_an_organ_s_is_no_part_of_it() -> None:
    words = [
        *row("HỘI ĐỒNG NHÂN", 90, 760), *row("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT", 240, 760),
        *row("DÂN", 62, 745), *row("NAM", 235, 745), *row("XÃ KHE LIM", 62, 730),
        *row("Độc lập - Tự do - Hạnh", 240, 730),
        *row("phúc", 236, 715), *row("Số: 15/NQ-HĐND", 90, 700), *row("Khe Lim, ngày 20 tháng 12 năm 2025", 264, 700),
    ]  # fmt: skip

    assert left_cell(words) == ["HỘI ĐỒNG NHÂN", "DÂN", "XÃ KHE LIM", "Số: 15/NQ-HĐND"]


@pytest.mark.parametrize("left", [340, 352, 363])
def test_a_nation_s_name_whose_second_line_begins_further_left_is_the_head_s(left: float) -> None:
    words = [
        *centred("HỘI ĐỒNG NHÂN DÂN", 760), *row("CỘNG HÒA XÃ HỘI", 374, 760, size=12),
        *centred("HUYỆN ĐẢO PHÚ LÃNG SA", 744), *row("CHỦ NGHĨA VIỆT NAM", left, 744, size=12),
        *centred("BAN DÂN TỘC", 728), *row("Độc lập - Tự do - Hạnh phúc", left - 4, 728, size=12),
        *centred("Số: 12/BC-BDT", 700), *row("Phú Lãng Sa, ngày 16 tháng", left - 6, 700, size=12),
        *row("7 năm 2024", left + 40, 684, size=12),
        *row("BÁO CÁO", 270, 640), *row("Ban Dân tộc báo cáo kết quả như sau về việc hỗ trợ:", 85, 600),
    ]  # fmt: skip

    assert left_cell(words) == ["HỘI ĐỒNG NHÂN DÂN", "HUYỆN ĐẢO PHÚ LÃNG SA", "BAN DÂN TỘC", "Số: 12/BC-BDT"]
