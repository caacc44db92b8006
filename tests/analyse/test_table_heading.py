"""The heading of a table that came alone, without "(Kèm theo …)" and without a word for its type."""

import pytest

from pipeline import analyse
from pipeline.document.model import Block, Region
from tests.analyse import papers

TABLE = Block("", rows=(("STT", "Tên công trình", "Vốn"), ("1", "Cầu Rạch Lá", "870")))


def answer(*lines: str) -> tuple[str | None, str | None]:
    told = analyse.answer(papers.analysed([*(Block(line, Region.body) for line in lines), TABLE], name="bieu.xlsx"))
    title, body = told["trich_yeu"], told["body"]
    assert title is None or isinstance(title, str)
    assert body is None or isinstance(body, str)
    return title, body


@pytest.mark.parametrize(
    ("lines", "title", "body"),
    [
        (("DANH MỤC CÔNG TRÌNH NĂM 2025", "Đơn vị: triệu đồng"), "DANH MỤC CÔNG TRÌNH NĂM 2025", None),
        (("BIỂU QUYẾT TOÁN THU NGÂN SÁCH", "NĂM 2024", "(ĐVT: đồng)"), "BIỂU QUYẾT TOÁN THU NGÂN SÁCH NĂM 2024", None),
        (
            ("HỘI ĐỒNG NHÂN DÂN XÃ KHE LIM", "TỔNG HỢP Ý KIẾN CỬ TRI", "Trang tính “Sheet1”."),
            "TỔNG HỢP Ý KIẾN CỬ TRI",
            "Hội đồng nhân dân xã Khe Lim",
        ),
    ],
)
def test_capitals_over_a_table_are_its_title(lines: tuple[str, ...], title: str, body: str | None) -> None:
    assert answer(*lines) == (title, body)


@pytest.mark.parametrize(
    "lines",
    [
        ("Trang tính “Phu luc”.",),
        ("Danh mục công trình khởi công mới",),
        ("DANH MỤC CÔNG TRÌNH NĂM 2025", "Ủy ban nhân dân xã báo cáo như sau:"),
        ("TỐI MẬT", "DANH MỤC CÔNG TRÌNH NĂM 2025"),
        ("HỘI ĐỒNG NHÂN DÂN XÃ KHE LIM",),
        ("BIỂU 02",),
    ],
)
def test_what_may_be_something_else_titles_nothing(lines: tuple[str, ...]) -> None:
    assert answer(*lines)[0] is None


@pytest.mark.parametrize("unit", ["ĐVT: triệu đồng", "Đơn vị: ha", "(Đơn vị tính: nghìn đồng)"])
def test_the_unit_of_a_table_is_no_word_of_the_title_over_it(unit: str) -> None:
    assert answer("KẾ HOẠCH", "PHÂN BỔ VỐN NĂM 2025", unit)[0] == "PHÂN BỔ VỐN NĂM 2025"
