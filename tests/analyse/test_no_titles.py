"""What a gateway or a clerk puts in the place of a subject is not published as one."""

import pytest

from pipeline.analyse import no_titles


@pytest.mark.parametrize(
    "title",
    [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc",
        "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập – Tự do – Hạnh phúc",
        "HỘI ĐỒNG NHÂN DÂN HUYỆN LAM KHÊ",
        "Hội đồng nhân dân xã Minh Hòa",
        "Ủy ban nhân dân",
        "05/NQ-HĐND",
        "Số: 12/2024/NQ-HĐND",
        "Lam Giang, ngày 10 tháng 7 năm 2024",
        "nghi-quyet-12.pdf",
        "Nghị quyết",
        "CÔNG VĂN.",
        "....",
        "12",
        "(Không có trích yếu)",
        "Trích yếu:",
        "V/v",
        "Đang cập nhật",
        "Untitled",
        "scan_0012",
        "",
    ],
)
def test_what_says_nothing_is_no_title(title: str) -> None:
    assert no_titles.says_nothing(title)


@pytest.mark.parametrize(
    "title",
    [
        "Hội đồng nhân dân xã giám sát",
        "Về việc giao biên chế",
        "Nghị quyết về phí bến đò",
        "Quy chế hoạt động của Hội đồng nhân dân xã Minh Hòa",
        "Kết quả kỳ họp thứ 5",
        "Sửa đổi Nghị quyết số 12/2024/NQ-HĐND",
        "Bầu cử",
        "Nghị quyết ((((",  # odd, and what its sender says of it: shown as it stands
        "Nghị quyết '",
        "Nội dung giám sát năm 2025",
        "Văn bản số 12/UBND-KT",
        "Chương trình giám sát",
    ],
)
def test_a_title_stays_one(title: str) -> None:
    assert not no_titles.says_nothing(title)


@pytest.mark.parametrize(
    "title",
    [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc Về việc giao biên chế",
        "HỘI ĐỒNG NHÂN DÂN TỈNH LAM GIANG Số: 12/NQ-HĐND Lam Giang, ngày 10 tháng 7 năm 2024 NGHỊ QUYẾT Về phí",
        "Số: 12/NQ-HĐND Về việc giao biên chế",
        "Lam Giang, ngày 10 tháng 7 năm 2024 Về việc giao biên chế",
    ],
)
def test_what_holds_the_head_of_a_sheet_is_no_title(title: str) -> None:
    assert no_titles.is_head(title)


@pytest.mark.parametrize(
    "title",
    [
        "Sửa đổi, bổ sung Nghị quyết số: 12/2015/NQ-HĐND ngày 10 tháng 7 năm 2015 về phí bến đò",
        "SỬA ĐỔI QUYẾT ĐỊNH SỐ: 12/QĐ-UBND",
        "Kết quả kỳ họp thứ 5, ngày 10 tháng 7 năm 2024",
        "Về phân bổ vốn theo Công văn số 88/HĐND-TH",
        "",
    ],
)
def test_a_title_that_cites_or_dates_stays_one(title: str) -> None:
    assert not no_titles.is_head(title)
