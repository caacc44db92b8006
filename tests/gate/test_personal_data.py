import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.gate import personal_data
from pipeline.gate.personal_data import PersonalDataKind

PRIVATE = {
    "CCCD số 077301004321": PersonalDataKind.identity,
    "số định danh cá nhân 077301004321 của bà Lê Thị Hạ": PersonalDataKind.identity,
    "Căn cước công dân số: 077 301 004 321": PersonalDataKind.identity,
    "CMND 271234567": PersonalDataKind.identity,
    "hộ chiếu số B7654321": PersonalDataKind.identity,
    "danh sách: 077301004321": PersonalDataKind.identity,
    "liên hệ ông Vũ Hạ, ĐT 0912.000.111": PersonalDataKind.phone,
    "+84 912 000 111": PersonalDataKind.phone,
    "gửi về hatay.lam@gmail.com": PersonalDataKind.mail,
    "số tài khoản 0071 0012 3456": PersonalDataKind.bank,
    "ông Vũ Văn Kín, trú tại số 5, ấp 3, xã Phú Vinh Đông": PersonalDataKind.address,
    "bà Lê Thị Hạ, sinh năm 1975": PersonalDataKind.address,
    "người tố cáo là ông Vũ Văn Kín": PersonalDataKind.address,
    "Xem xét đơn tố cáo của công dân Vũ Văn Kín": PersonalDataKind.address,
    "đơn kiến nghị ngày 3/4 của cử tri Lê Thị Hạ": PersonalDataKind.address,
    "bệnh nhân Lê Văn Sông, nhiễm HIV": PersonalDataKind.health,
    "cháu Lê Thị Suối bị xâm hại": PersonalDataKind.health,
    "biển số xe 61A-123.45": PersonalDataKind.plate,
    "Ngày sinh: 01/02/1990": PersonalDataKind.address,
    "Vũ Văn Kín, sinh năm 1980": PersonalDataKind.address,
    "Địa chỉ thường trú: số 12, khu phố 3": PersonalDataKind.address,
    "trẻ em Lê Thị Suối, 12 tuổi": PersonalDataKind.health,
    "bị cáo Vũ Văn Kín": PersonalDataKind.health,
    "hộ nghèo bà Lê Thị Hạ": PersonalDataKind.health,
    "sổ bảo hiểm xã hội số 7409123456": PersonalDataKind.identity,
    "tài khoản 0071001234567 mở tại ngân hàng": PersonalDataKind.bank,
}


GROUPED = {
    PersonalDataKind.identity: [
        "Sổ hộ khẩu số 650123456",
        "hộ khẩu gia đình: 650123456",
        "CCCD: 0773 0100 4321",
        "CCCD 077.301.004.321",
        "CCCD 077-301-004-321",
        "CCCD 077 301 004321",
        "CCCD 07 73 01 00 43 21",
        "CCCD ０７７３０１００４３２１",
        "căn cước công dân số 0 7 7 3 0 1 0 0 4 3 2 1",
        "can cuoc cong dan 077301004321",
        "CCCD:077\u200b301004321",
        "Số định danh: 77301004321",
        "0773 0100 4321",
        "077.301.004.321",
        "Giấy CMND: 271 234 567",
        "CMND số 27.123.4567",
        "CMTND 271234567",
        "Chứng minh nhân dân 271-234-567",
        "Hộ chiếu: C 1234567",
        "thẻ BHYT DN 4 79 0123456789",
    ],
    PersonalDataKind.phone: [
        "0912 000 111",
        "0912.000.111",
        "0912-000-111",
        "09 1200 0111",
        "(091) 200 0111",
        "091 . 200 . 0111",
        "+84912000111",
        "(+84) 912 000 111",
        "0084 912 000 111",
        "84912000111",
        "+84 (0) 912000111",
        "SĐT-0912000111",
        "ĐT:0912000111",
        "Zalo: 0 912 000 111",
        "０９１２０００１１１",
        "0168 123 4567",
        "ĐTDĐ 0388.000.111; 0912.000.112",
    ],
    PersonalDataKind.mail: [
        "ha.lam@gmail.com",
        "ha.lam@ gmail.com",
        "ha.lam [at] gmail.com",
        "ha.lam＠yahoo.com.vn",
        "hạ(at)gmail[dot]com",
    ],
    PersonalDataKind.bank: [
        "TK 0071001234567 Vietcombank",
        "STK: 1903 5678 9012 34",
        "Số TK: 0071001234567",
        "TK số 711A12345678 Vietinbank",
        "số tài khoản: 102B12345678",
        "số thẻ 9704 3612 3456 7890",
        "Số thẻ ATM: 9704361234567890123",
    ],
    PersonalDataKind.address: [
        "ông Vũ Văn Kín, ấp 3, xã Phú Vinh Đông",
        "bà Lê Thị Hạ (số 12/4, đường Trần Phú)",
        "hộ ông Vũ Văn Kín ở tổ 5, khu phố 2",
        "bà T.T.H., sinh năm 1980, trú tại ấp 3",
    ],
    PersonalDataKind.health: [
        "cháu N.V.A, sinh năm 2012, bị xâm hại",
        "em V.T.S (13 tuổi) bị bạo hành",
        "cháu Lê Thị Suối, học sinh lớp 6, bị dâm ô",
        "bé gái 12 tuổi bị xâm hại tại ấp 3, xã Phú Vinh",
        "ông Vũ Văn Kín mắc bệnh ung thư, đang điều trị",
        "bà Lê Thị Hạ chạy thận tại bệnh viện",
    ],
}
WRITTEN = [(said, kind) for kind, lines in GROUPED.items() for said in lines]


@pytest.mark.parametrize(("said", "kind"), [*PRIVATE.items(), *WRITTEN])
def test_personal_data_is_found_however_it_is_written(said: str, kind: PersonalDataKind) -> None:
    assert kind in personal_data.of_text(said)


PUBLIC = [
    "quyết toán 0345678912 đồng",
    "số thẻ đại biểu 12; số thẻ kho 9704",
    "sổ hộ khẩu giấy hết giá trị từ ngày 31/12/2022; hộ khẩu 123 hộ",
    "mã số 0902345678 của dự án",
    "thường trú tại địa phương; nơi ở tại các khu dân cư",
    "nộp vào tài khoản 3713 của cơ quan",
    "mã dự án 077301004321 (mã số dự án đầu tư công)",
    "điện thoại cơ quan (0277) 3822 123",
    "email: vanthu@lamgiang.gov.vn",
    "gửi về lienthong@hdnd.example",
    "ông Vũ Văn Kín, Chủ tịch Hội đồng nhân dân tỉnh",
    "thửa đất số 123, tờ bản đồ số 45, diện tích 1.234.567,8 m2",
    "tọa độ X=1216123.456 Y=601234.567",
    "mã số thuế doanh nghiệp 3700123456",
    "tổng kinh phí 0.912.345.678 đồng; 912.345.678.000 đồng",
    "người khiếu nại có quyền; người bệnh được khám; trẻ em được học",
    "ttcb@lamgiang.gov.v",
    "Làng Trẻ em Lam Giang",
    "không đồng ý nội dung, nơi cư trú",
    "học sinh Việt Nam ở nước ngoài",
    "phạm nhân Quý I, 06 tháng",
    "tài khoản số 3942.0.1071234 tại Kho bạc Nhà nước tỉnh",
    "Luật Căn cước số 26/2023/QH15 ngày 27/11/2023",
    "Phòng cấp căn cước, điện thoại 0274 3822 123",
    "ông Vũ Văn Kín, Trưởng Ban Pháp chế; bà Lê Thị Hạ, Phó Trưởng Ban",
    "Điện thoại: 0274.3822.123 - Fax: 0274.3822.124",
    "trẻ em bị xâm hại được bảo vệ; phòng chống xâm hại trẻ em",
    "trẻ em từ đủ 12 tuổi đến dưới 16 tuổi",
    "số 1234/2024/NQ-HĐND ngày 10 tháng 7 năm 2024",
    "tổng số 912.345.678 đồng, trong đó 345.678.912 đồng",
    "mã số quan hệ ngân sách 1071234567",
    "0912345678 đồng",
    "trường hợp người bị tố cáo là Trưởng Công an cấp xã",
    "người khiếu nại là Công ty trách nhiệm hữu hạn Hạ Lam",
    "đơn kiến nghị của cử tri Phường Hạ Lam",
    "đơn khiếu nại của công dân Việt Nam ở nước ngoài",
]


@pytest.mark.parametrize("said", PUBLIC)
def test_offices_numbers_and_roles_are_public(said: str) -> None:
    assert personal_data.of_text(said, office_domains=("hdnd.example",)) == frozenset()


@given(st.dates(dt.date(1990, 1, 1), dt.date(2035, 12, 31)), st.times())
def test_no_day_and_hour_is_a_telephone(day: dt.date, time: dt.time) -> None:
    moment = dt.datetime.combine(day, time)
    for shape in (
        "%d/%m/%Y %H:%M:%S",
        "%d.%m.%Y %H:%M",
        "%d-%m-%Y %H.%M",
        "%Y-%m-%d %H:%M:%S",
        "%d/%m/%Y %H%M%S +07:00",
    ):
        assert personal_data.of_text(f"Ky boi: Van phong; Thoi gian ky: {moment:{shape}}") == frozenset()


def test_a_list_of_persons_is_told_by_its_columns() -> None:
    persons = [["TT", "Họ và tên", "Ngày sinh"], ["1", "Vũ Hạ", "1/2/1990"], ["2", "Lê Suối", "3/4/1991"]]

    assert personal_data.of_table(persons) == {PersonalDataKind.people}
    assert (
        personal_data.of_table([["TT", "Họ và tên", "Chức vụ"], ["1", "Vũ Hạ", "Chủ tịch"], ["2", "x", "y"]])
        == frozenset()
    )


@pytest.mark.parametrize("head", ["Người khiếu nại", "Người gửi đơn", "Họ tên người kiến nghị", "Người thụ hưởng"])
def test_who_writes_to_a_council_is_a_person_whose_home_is_private(head: str) -> None:
    rows = [["TT", head, "Địa chỉ", "Nội dung"], ["1", "Vũ Hạ", "12/4 Trần Phú", "x"], ["2", "Lê Suối", "ấp 5", "y"]]

    assert personal_data.of_table(rows) == {PersonalDataKind.people}
    assert personal_data.of_table([["TT", head, "Nội dung"], ["1", "x", "y"], ["2", "x", "y"]]) == frozenset()


def test_numbers_under_their_head_or_behind_their_label_count_as_a_sheet_stores_them() -> None:
    assert PersonalDataKind.identity in personal_data.of_table([["TT", "Số CCCD"], ["1", "77301004321"]])
    assert PersonalDataKind.phone in personal_data.of_table([["TT", "Điện thoại"], ["1", "912000111"]])
    assert PersonalDataKind.identity in personal_data.of_table([["CCCD số", "77301004321"]])
    assert PersonalDataKind.phone in personal_data.of_table([["Ghi chú", "x"], ["ĐT", "912 000 111"]])
    assert personal_data.of_table([["TT", "Dự toán"], ["1", "77301004321"]]) == frozenset()
    assert personal_data.of_table([["TT", "Điện thoại"], ["1", "2743822123"], ["2"]]) == frozenset()


def test_a_number_with_each_figure_in_a_box_of_its_own_is_one() -> None:
    boxes = [["Số CCCD", *"074085001234"], ["Họ tên", "x"]]

    assert personal_data.of_table(boxes) == {PersonalDataKind.identity}
    assert personal_data.of_table([[cell] for cell in boxes[0]]) == {PersonalDataKind.identity}
    assert personal_data.of_table([["Điện thoại:", *"0912345678"]]) == {PersonalDataKind.phone}
    assert personal_data.of_table([["Tháng", *"012030405060"], ["Số vụ", *"074085001234"]]) == frozenset()


SAID_OTHERWISE = {
    "Ông Vũ Văn Kín tố cáo; nhà tại số 12/5 đường Suối Lam, khu phố 2": PersonalDataKind.address,
    "Tài khoản 1903 4567 8901 23 của bà Lê Thị Hạ": PersonalDataKind.bank,
    "chuyển vào tài khoản 1903.4567.8901.23, ngân hàng Mẫu": PersonalDataKind.bank,
    "xe mô tô 61B1-234.56 do ông Lê Văn Sông điều khiển": PersonalDataKind.plate,
    "xe tải 61C-123.45 của bà Lê Thị Hạ": PersonalDataKind.plate,
    "ô tô 61A 123.45, lái xe: ông Vũ Văn Kín": PersonalDataKind.plate,
}


@pytest.mark.parametrize("said", SAID_OTHERWISE)
def test_accounts_plates_and_homes_are_found_by_whose_they_are(said: str) -> None:
    assert SAID_OTHERWISE[said] in personal_data.of_text(said)


@pytest.mark.parametrize(
    "said",
    [
        "Số tờ khai 077301004321 ngày 10/7/2024",
        "hóa đơn số 077301004321",
        "Tài khoản 3511.0.1234567 tại Kho bạc Nhà nước tỉnh",
        "Tài khoản kế toán 1121 1122 1123 theo chế độ",
        "gói thầu 61C-123.45 do Ban quản lý dự án làm chủ đầu tư",
        "lô 61A-123.45 của Công ty Mẫu",
        "Xe ô tô công biển số 61A-001.23 của Văn phòng",
        "xe biển kiểm soát 61A 00123 của Sở Tài chính",
    ],
)
def test_numbers_of_papers_lots_and_ledgers_are_nobody_s(said: str) -> None:
    assert personal_data.of_text(said) == frozenset()


LISTS = [
    ["Hộ gia đình", "Số nhà"],
    ["Tên", "STK"],
    ["Người khuyết tật", "Năm sinh"],
    ["Bệnh nhân", "Địa chỉ"],
    ["Trẻ em", "Ngày sinh"],
    ["Họ và tên", "Bệnh"],
    ["Chủ hộ", "Số nhà"],
]


@pytest.mark.parametrize("head", LISTS, ids=["-".join(head) for head in LISTS])
def test_persons_under_a_doubtful_head_are_a_list_of_persons(head: list[str]) -> None:
    rows = [["TT", *head], ["1", "Lê Văn Tám", "12/4"], ["2", "Trần Thị Bưởi", "5"]]

    assert PersonalDataKind.people in personal_data.of_table(rows)


@pytest.mark.parametrize(
    "rows",
    [
        [["Tên", "Địa chỉ"], ["Chợ Bến Cát", "phường 3"], ["Trường Tiểu học An Tây", "ấp 5"]],
        [["Tên", "Địa chỉ"], ["Lê Lợi", "phường 3"], ["Trần Phú", "phường 4"]],
        [["Bệnh viện", "Địa chỉ", "Bệnh nhân"], ["Đa khoa", "số 5 Lê Lợi", "12.000"], ["Nhi", "số 7", "8.000"]],
        [["Bệnh", "Số ca"], ["Sốt xuất huyết", "120"], ["Tay chân miệng", "80"]],
        [["Học sinh", "Năm sinh"], ["450", "2015"], ["800", "2016"]],
        [["Tên", "Số nhà"], ["Nhà tình nghĩa", "12"], ["Nhà tình thương", "15"]],
    ],
    ids=["markets", "streets", "hospitals", "diseases", "pupils counted", "houses given"],
)
def test_lists_of_places_and_counts_are_no_lists_of_persons(rows: list[list[str]]) -> None:
    assert personal_data.of_table(rows) == frozenset()
