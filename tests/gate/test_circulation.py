import pytest

from pipeline.gate import circulation
from pipeline.gate.circulation import Mark

LINES = {
    "LƯU HÀNH NỘI BỘ": Mark.limited,
    "Lưu hành nội bộ": Mark.limited,
    "(Tài liệu lưu hành nội bộ)": Mark.limited,
    "XEM XONG TRẢ LẠI": Mark.limited,
    "TÀI LIỆU THU HỒI": Mark.limited,
    "T À I  L I Ệ U  T H U  H Ồ I": Mark.limited,
    "Không phổ biến": Mark.limited,
    "DỰ THẢO": Mark.draft,
    "DỰ THẢO LẦN 2": Mark.draft,
    "Dự thảo (lần 3)": Mark.draft,
    "Văn bản này lưu hành nội bộ trong cơ quan, không gửi ra ngoài": None,
    "Thẩm tra dự thảo nghị quyết": None,
    "DỰ THẢO NGHỊ QUYẾT VỀ ĐẦU TƯ CÔNG": None,
    "Thu hồi đất": None,
    "HỎA TỐC": None,
}


@pytest.mark.parametrize(("line", "mark"), LINES.items())
def test_a_mark_is_a_whole_line(line: str, mark: Mark | None) -> None:
    assert circulation.of_line(line) is mark


FIELDS = {
    "Báo cáo giám sát (Lưu hành nội bộ)": Mark.limited,
    "Lưu hành nội bộ": Mark.limited,
    "Dự thảo Nghị quyết về đầu tư công": Mark.draft,
    "Báo cáo thẩm tra dự thảo nghị quyết về đầu tư công": None,
    "Liên thông văn bản quốc gia": None,
    "Công khai": None,
    "Về quản lý tài liệu lưu hành nội bộ": None,
}


@pytest.mark.parametrize(("said", "mark"), FIELDS.items())
def test_a_mark_in_a_field_stands_alone_or_behind(said: str, mark: Mark | None) -> None:
    assert circulation.of_field(said) is mark
