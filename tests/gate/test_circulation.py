import pytest

from pipeline import legacy_encoding
from pipeline.gate import circulation
from pipeline.gate.circulation import CirculationMark

LINES = {
    "LƯU HÀNH NỘI BỘ": CirculationMark.limited,
    "Lưu hành nội bộ": CirculationMark.limited,
    "(Tài liệu lưu hành nội bộ)": CirculationMark.limited,
    "XEM XONG TRẢ LẠI": CirculationMark.limited,
    "TÀI LIỆU THU HỒI": CirculationMark.limited,
    "T À I  L I Ệ U  T H U  H Ồ I": CirculationMark.limited,
    "Không phổ biến": CirculationMark.limited,
    "Bản số: 03": CirculationMark.limited,
    "BẢN SỐ 02/05": CirculationMark.limited,
    "Bản số 3, chỉ người có tên": CirculationMark.limited,
    "CHỈ NGƯỜI CÓ TÊN": CirculationMark.limited,
    "Chỉ người có tên được mở": CirculationMark.limited,
    "Không được sao chép, chuyển giao": CirculationMark.limited,
    "Cấm nhân bản": CirculationMark.limited,
    "Bản số hóa": None,
    "Bản số 12 của phụ lục bản đồ": None,
    "Số bản: 05": None,
    "Bản số 2024": None,
    "Chỉ người có tên trong danh sách cử tri mới được bỏ phiếu": None,
    "DỰ THẢO": CirculationMark.draft,
    "DỰ THẢO LẦN 2": CirculationMark.draft,
    "Dự thảo (lần 3)": CirculationMark.draft,
    "Văn bản này lưu hành nội bộ trong cơ quan, không gửi ra ngoài": None,
    "Thẩm tra dự thảo nghị quyết": None,
    "DỰ THẢO NGHỊ QUYẾT VỀ ĐẦU TƯ CÔNG": None,
    "Thu hồi đất": None,
    "HỎA TỐC": None,
}


@pytest.mark.parametrize(("line", "mark"), LINES.items())
def test_a_mark_is_a_whole_line(line: str, mark: CirculationMark | None) -> None:
    assert circulation.of_line(line) is mark


FIELDS = {
    "Báo cáo giám sát (Lưu hành nội bộ)": CirculationMark.limited,
    "Lưu hành nội bộ": CirculationMark.limited,
    "Dự thảo Nghị quyết về đầu tư công": CirculationMark.draft,
    "Báo cáo thẩm tra dự thảo nghị quyết về đầu tư công": None,
    "Nghị quyết về đầu tư công (dự thảo)": CirculationMark.draft,
    "Nghị quyết về đầu tư công - Dự thảo lần 2": CirculationMark.draft,
    "Nghị quyết về đầu tư công Dự thảo (lần 3)": CirculationMark.draft,
    "Về việc góp ý dự thảo": None,
    "Về việc góp ý các dự thảo nghị quyết của kỳ họp thứ 12": None,
    "Liên thông văn bản quốc gia": None,
    "Chỉ người có tên": CirculationMark.limited,
    "Bản số: 1": CirculationMark.limited,
    "Công khai": None,
    "Về quản lý tài liệu lưu hành nội bộ": None,
}


@pytest.mark.parametrize(("said", "mark"), FIELDS.items())
def test_a_mark_in_a_field_stands_alone_or_behind(said: str, mark: CirculationMark | None) -> None:
    assert circulation.of_field(said) is mark


MARKS = [
    "CẤM SAO CHÉP DƯỚI MỌI HÌNH THỨC",
    "KHÔNG PHỔ BIẾN TRÊN PHƯƠNG TIỆN THÔNG TIN ĐẠI CHÚNG",
    "Không đăng tải qua các phương tiện truyền thông",
    "Cấm sao",
    "CẤM SAO CHỤP, CHỤP ẢNH",
    "Không sao chụp, không phổ biến",
    "Không được sao chụp dưới mọi hình thức",
    "Tài liệu không công bố",
    "Chỉ lưu hành trong nội bộ",
    "CHỈ LƯU HÀNH TRONG HĐND",
    "Chỉ phổ biến trong ngành",
    "Chỉ lưu hành trong phạm vi Thường trực HĐND tỉnh",
    "Tài liệu chỉ dành cho đại biểu dự kỳ họp",
    "Tài liệu thu hồi sau hội nghị",
    "(Tài liệu sẽ thu hồi sau khi kết thúc kỳ họp)",
    "THU HỒI SAU CUỘC HỌP",
    "Xem xong xin trả lại",
    "Phạm vi lưu hành: nội bộ",
    "Báo cáo kết quả giám sát (lưu hành nội bộ)",
    "Phụ lục 2 [không phổ biến]",
    "For internal use only",
    "LƯU\u200bHÀNH\u00a0NỘI BỘ",
    "ＬƯＵ HÀＮＨ NỘI BỘ",
    "L Ư U H À N H N Ộ I B Ộ",
    legacy_encoding.encoded("Lưu hành nội bộ", legacy_encoding.TCVN3),
    legacy_encoding.encoded("Lưu hành nội bộ", legacy_encoding.VNI),
]
DRAFTS = [
    "Bản xin ý kiến",
    "BẢN LẤY Ý KIẾN",
    "Bản thảo",
    "Dự thảo 3",
    "DỰ THẢO LẦN THỨ HAI",
    "(Dự thảo trình kỳ họp)",
    "Dự thảo ngày 12/7/2024",
    "D Ự T H Ả O",
]
ORDINARY = [
    "Không phổ biến kiến thức pháp luật cho người chưa đủ điều kiện là vi phạm quy định của Luật này và văn bản khác",
    "Phổ biến, giáo dục pháp luật",
    "Kiểm toán nội bộ",
    "Đoàn kết nội bộ",
    "Giao thông nội bộ (đường nội bộ)",
    "Thu hồi tài sản tham nhũng",
    "Công bố dịch bệnh",
    "Sao y bản chính",
    "Chỉ sử dụng cho đơn vị dự toán cấp I",
    "Lấy ý kiến dự thảo nghị quyết",
    "Về việc cho ý kiến đối với dự thảo Luật Thủ đô",
]


@pytest.mark.parametrize("line", MARKS)
def test_limits_are_told_in_many_words(line: str) -> None:
    assert circulation.of_line(line) is CirculationMark.limited
    assert circulation.of_field(line) is CirculationMark.limited


@pytest.mark.parametrize("line", DRAFTS)
def test_drafts_are_told_with_their_count_and_date(line: str) -> None:
    assert circulation.of_line(line) is CirculationMark.draft


@pytest.mark.parametrize("line", ORDINARY)
def test_ordinary_sentences_limit_nothing(line: str) -> None:
    assert circulation.of_line(line) is None
    assert circulation.of_field(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "LƯU HÀNH NỘI BỘ Về kế hoạch nạo vét kênh mương",
        "Về kế hoạch nạo vét kênh mương KHÔNG PHỔ BIẾN",
        "Số: 31/NQ-HĐND TÀI LIỆU KHÔNG SAO CHỤP",
        "THU HỒI SAU KỲ HỌP Lam Giang, ngày 02 tháng 3 năm 2025",
        "LƯU HÀNH NỘI BỘ Về kế hoạch nạo vét kênh \u0130",  # a letter that is two when it is small
    ],
)
def test_a_mark_that_stands_level_with_other_words_is_one(line: str) -> None:
    assert circulation.of_line(line) is CirculationMark.limited


@pytest.mark.parametrize(
    "line",
    [
        "Chương II QUẢN LÝ HỒ SƠ LƯU HÀNH NỘI BỘ",
        "Mục 2. KHÔNG CÔNG KHAI",
        "a) KHÔNG CÔNG KHAI",
        "QUY ĐỊNH VỀ TÀI LIỆU LƯU HÀNH NỘI BỘ",
        "Về quản lý tài liệu lưu hành nội bộ của các cơ quan",
    ],
)
def test_a_heading_about_such_marks_is_none(line: str) -> None:
    assert circulation.of_line(line) is None


@pytest.mark.parametrize("said", ["Hạn chế", "Phạm vi hẹp", "LHNB"])
def test_the_field_on_publicity_says_the_limit_in_one_word(said: str) -> None:
    assert circulation.of_sphere(said) is CirculationMark.limited
    assert circulation.of_field(said) is None


@pytest.mark.parametrize("said", ["Rộng rãi", ""])
def test_the_field_on_publicity_may_limit_nothing(said: str) -> None:
    assert circulation.of_sphere(said) is None
    assert circulation.of_field(said) is None


def test_a_long_paragraph_is_no_mark() -> None:
    assert circulation.of_line("Lưu hành nội bộ. " * 20) is None
