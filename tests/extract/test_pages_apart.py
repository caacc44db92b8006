"""Tables that pages part, header columns that stand close, lines that narrow cells wrap."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline import settings
from pipeline.document.model import Region
from pipeline.extract.pdf_files import pdf
from tests.extract import sheets

EDGES = (85.0, 125.0, 245.0, 510.0)
LEADING = 16
HEAD = ("STT", "Trạm", "Nội dung hỗ trợ")
Cells = tuple[str, ...]


def printed(path: Path, pages: Sequence[Sequence[Cells]], below: str = "") -> Path:
    """A ruled table as Word prints it: each page's rows in a grid of its own; a cell's lines are parted by "/"."""
    page = sheets.sheet(path)
    page.paragraph("PHỤ LỤC", face="Serif-Bold", centre=True)
    for number, rows in enumerate(pages, 1):
        top = 700.0 if number == 1 else 780.0
        for row in rows:
            top = _row(page, row, top)
        if below and number == 1:
            page.line(85, top - 20, below)
        page.page(number + 1)
    page.canvas.save()
    return path


def _row(page: sheets.Sheet, row: Cells, top: float) -> float:
    height = LEADING * max(cell.count("/") + 1 for cell in row) + 4
    for left, right, cell in zip(EDGES, EDGES[1:], row, strict=False):
        page.canvas.rect(left, top - height, right - left, height)
        for at, line in enumerate(cell.split("/")):
            page.line(left + 3, top - 13 - at * LEADING, line, size=11)
    return top - height


def tables(path: Path) -> list[tuple[Cells, ...]]:
    return [block.rows for block in pdf.read(path, "0" * 64, settings.Limits()).blocks if block.rows]


def numbered(first: int, last: int) -> list[Cells]:
    return [(str(at), f"Trạm số {at}", f"Hỗ trợ {at}") for at in range(first, last + 1)]


@pytest.mark.parametrize("repeated", [True, False])
@pytest.mark.parametrize("heads", [[HEAD], [HEAD, ("(1)", "(2)", "(3)")]])
def test_a_table_over_four_pages_is_one(tmp_path: Path, repeated: bool, heads: list[Cells]) -> None:
    more = heads if repeated else []
    pages: list[list[Cells]] = [[*heads, *numbered(1, 4)], *([*more, *numbered(at, at + 3)] for at in (5, 9, 13))]

    assert tables(printed(tmp_path / "a.pdf", pages)) == [(*heads, *numbered(1, 16))]


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        (("2", "Trạm số 2", "Hỗ trợ điện/Hỗ trợ ống"), ("", "", "Hỗ trợ công"), "Hỗ trợ điện Hỗ trợ ống Hỗ trợ công"),
        (("2", "Trạm số 2", "Hỗ trợ toàn bộ/tiền"), ("", "", "điện của trạm."), "Hỗ trợ toàn bộ tiền điện của trạm."),
        (("2", "Trạm số 2", "Hỗ trợ."), ("", "", "Hỗ trợ thêm."), "Hỗ trợ. Hỗ trợ thêm."),
    ],
)
def test_a_row_that_the_page_cuts_is_one(tmp_path: Path, above: Cells, below: Cells, whole: str) -> None:
    pages: list[list[Cells]] = [[HEAD, *numbered(1, 1), above], [HEAD, below, *numbered(3, 4)]]

    found = tables(printed(tmp_path / "a.pdf", pages))

    assert found == [(HEAD, *numbered(1, 1), ("2", "Trạm số 2", whole), *numbered(3, 4))]


def test_a_row_cut_twice_is_one(tmp_path: Path) -> None:
    first, second, third = "Hỗ trợ điện cho trạm", "Hỗ trợ ống dẫn nước cho trạm", "Hỗ trợ công"
    pages: list[list[Cells]] = [
        [HEAD, *numbered(1, 1), ("2", "Trạm số 2", first)],
        [("", "", second)],
        [("", "", third), *numbered(3, 3)],
    ]

    found = tables(printed(tmp_path / "a.pdf", pages))

    assert found == [(HEAD, *numbered(1, 1), ("2", "Trạm số 2", f"{first} {second} {third}"), *numbered(3, 3))]


def test_rows_of_data_that_are_alike_are_all_kept(tmp_path: Path) -> None:
    rows: list[Cells] = [("Nguyễn Văn An", "Phó Ban", "Tổ 1"), ("Nguyễn Văn Ba", "Phó Ban", "Tổ 1")]
    pages: list[list[Cells]] = [
        [*rows, *numbered(1, 2)],
        [("Nguyễn Văn Anh", "Phó Ban", "Tổ 1"), *rows[1:], *numbered(3, 4)],
    ]

    assert len(tables(printed(tmp_path / "a.pdf", pages))[0]) == 8


@pytest.mark.parametrize(
    "row",
    [("", "Tổng cộng", "12.000"), ("", "Cộng", "12.000"), ("Cộng", "", "12.000")],
)
def test_a_sum_that_begins_a_page_is_a_row_of_its_own(tmp_path: Path, row: Cells) -> None:
    assert tables(printed(tmp_path / "a.pdf", [[HEAD, *numbered(1, 3)], [row]])) == [(HEAD, *numbered(1, 3), row)]


def test_rows_under_a_merged_cell_stay_rows(tmp_path: Path) -> None:
    under: list[Cells] = [("", "", "Hỗ trợ điện"), ("", "", "Hỗ trợ ống")]
    pages: list[list[Cells]] = [[HEAD, *numbered(1, 1), *under, *numbered(2, 2)], [*under, *numbered(3, 3)]]

    assert tables(printed(tmp_path / "a.pdf", pages)) == [
        (HEAD, *numbered(1, 1), *under, *numbered(2, 2), *under, *numbered(3, 3))
    ]


@pytest.mark.parametrize(("head", "below"), [(("TT", "Xã", "Số hộ"), ""), (HEAD, "Bảng sau đây do Sở Mẫu lập.")])
def test_another_table_on_the_next_page_is_another(tmp_path: Path, head: Cells, below: str) -> None:
    pages: list[list[Cells]] = [[HEAD, *numbered(1, 3)], [head, *numbered(1, 2)]]

    assert len(tables(printed(tmp_path / "a.pdf", pages, below))) == 2


def columns(path: Path, left: Sequence[str], right: Sequence[str], *, gutter: float) -> dict[Region, list[str]]:
    """The header's two cells around a gutter, each line as near to it as print goes."""
    page = sheets.sheet(path)
    for at, line in enumerate(left):
        page.canvas.setFont("Serif-Bold", 12)
        page.canvas.drawRightString(gutter - 5, 780 - 16 * at, line)
    for at, line in enumerate(right):
        page.line(gutter + 5, 780 - 16 * at, line, size=12)
    page.y = 780 - 16 * max(len(left), len(right)) - 10
    page.paragraph("KẾ HOẠCH", face="Serif-Bold", centre=True)
    page.paragraph("Giám sát việc hỗ trợ trạm bơm", centre=True)
    page.paragraph(
        "Nội dung của kế hoạch này được trình bày dưới đây trong nhiều dòng chữ, đủ để thấy lề của trang in."
    )
    page.canvas.save()
    found: dict[Region, list[str]] = {}
    for block in pdf.read(path, "0" * 64, settings.Limits()).blocks:
        found.setdefault(block.region, []).append(block.text)
    return found


NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
DATED = "Lam Giang, ngày 12 tháng 7 năm 2023"


@pytest.mark.parametrize(
    "organ",
    ["BỘ CÔNG AN", "MẶT TRẬN TỔ QUỐC VIỆT NAM", "QUỐC HỘI", "HĐND XÃ", "ỦY BAN XÃ HỘI", "ĐẢNG CỘNG SẢN VIỆT NAM",
     "HỘI LIÊN HIỆP PHỤ NỮ VIỆT NAM", "CÔNG ĐOÀN VIỆT NAM", "NGÂN HÀNG CHÍNH SÁCH XÃ HỘI"],
)  # fmt: skip
def test_words_of_the_nation_s_name_in_the_left_cell_do_not_join_the_columns(tmp_path: Path, organ: str) -> None:
    found = columns(tmp_path / "a.pdf", (organ, "CƠ QUAN MẪU", "Số: 45/KH-TB"), (*NATION, DATED), gutter=260)

    assert found[Region.header_left] == [organ, "CƠ QUAN MẪU", "Số: 45/KH-TB"]
    assert found[Region.header_right] == [*NATION, DATED]


@pytest.mark.parametrize(
    "wrapped",
    [
        ("Lam Giang, ngày 12 tháng 7 năm", "2023"),
        ("Lam Giang, ngày 12 tháng 7", "năm 2023"),
        ("Lam Giang, ngày 12", "tháng 7 năm 2023"),
        ("Lam Giang, ngày", "12 tháng 7 năm 2023"),
        ("Lam Giang,", "ngày 12 tháng 7 năm 2023"),
    ],
)
def test_a_line_of_place_and_date_that_wraps_is_one(tmp_path: Path, wrapped: tuple[str, str]) -> None:
    left = ("HỘI ĐỒNG NHÂN DÂN", "TỈNH LAM GIANG", "Số: 45/NQ-HĐND")
    found = columns(tmp_path / "a.pdf", left, (*NATION, *wrapped), gutter=260)

    assert found[Region.header_right][-1] == DATED
    assert found[Region.body][0] == "KẾ HOẠCH"


def test_a_date_that_wraps_beside_the_subject_of_a_letter_is_one(tmp_path: Path) -> None:
    left = ("ỦY BAN NHÂN DÂN", "TỈNH LAM GIANG", "Số: 112/UBND-TH", "V/v góp ý dự thảo sửa đổi,", "bổ sung quy chế")
    found = columns(tmp_path / "a.pdf", left, (*NATION, "Lam Giang, ngày 12 tháng 7 năm", "2023"), gutter=260)

    assert found[Region.header_right][-1] == DATED
    assert found[Region.header_left][-1] == "V/v góp ý dự thảo sửa đổi, bổ sung quy chế"


def test_the_note_under_the_title_of_an_annex_is_a_paragraph_of_its_own(tmp_path: Path) -> None:
    page = sheets.sheet(tmp_path / "a.pdf")
    for line in ("Phụ lục I", "DANH MỤC TRẠM BƠM ĐƯỢC HỖ TRỢ TRÊN ĐỊA BÀN TỈNH", "(Kèm theo Quyết định số 8/QĐ-UBND)"):
        page.paragraph(line, centre=True, size=13)
    page.canvas.save()

    found = pdf.read(tmp_path / "a.pdf", "0" * 64, settings.Limits()).blocks

    assert [block.text for block in found if block.region is Region.body][-1] == "(Kèm theo Quyết định số 8/QĐ-UBND)"


def test_the_word_for_the_type_at_the_left_margin_is_no_part_of_the_header(tmp_path: Path) -> None:
    page = sheets.sheet(tmp_path / "a.pdf")
    rows = (("HỘI ĐỒNG NHÂN DÂN", NATION[0]), ("TỈNH LAM GIANG", NATION[1]), ("Số: 45/NQ-HĐND", DATED))
    for at, (left, right) in enumerate(rows):
        page.line(60, 800 - 20 * at, left, size=12)
        page.line(260, 800 - 20 * at, right, size=12)
    for at, line in enumerate(
        ("NGHỊ QUYẾT", "Về danh mục dự án", "HỘI ĐỒNG NHÂN DÂN TỈNH LAM GIANG", sheets.BASES[0][:60])
    ):
        page.line(60, 740 - 20 * at, line, size=12)
    page.canvas.save()

    found = pdf.read(tmp_path / "a.pdf", "0" * 64, settings.Limits()).blocks

    assert [block.text for block in found if block.region is Region.body][:2] == ["NGHỊ QUYẾT", "Về danh mục dự án"]


@pytest.mark.parametrize(
    "title",
    [
        "Về kết quả giám sát việc cấp nước sạch nông thôn trên địa bàn",
        "Quy định mức chi cho công tác đọc sách ở thư viện xã",
    ],
)
def test_a_title_that_fills_its_line_does_not_take_in_the_sentence_below_it(title: str, tmp_path: Path) -> None:
    path = tmp_path / "ket-luan.pdf"
    page = sheets.sheet(path)
    page.centred(sheets.WIDTH / 2, 700, "KẾT LUẬN", face="Serif-Bold")
    page.line(sheets.LEFT, 680, title, face="Serif-Bold", size=14)
    page.line(sheets.LEFT, 662, "Sau khi nghe báo cáo của Đoàn giám sát và ý kiến của các cơ quan có liên quan,")
    page.line(sheets.LEFT, 644, "Thường trực Hội đồng nhân dân tỉnh kết luận như sau về các nội dung đã giám sát.")
    page.canvas.save()

    texts = [block.text for block in pdf.read(path, "0" * 64, settings.Limits()).visible]

    assert title in texts
