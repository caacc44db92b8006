import pytest

from pipeline.gate import personal_data
from pipeline.gate.personal_data import Kind

PRIVATE = {
    "CCCD số 077301004321": Kind.identity,
    "số định danh cá nhân 077301004321 của bà Lê Thị Hạ": Kind.identity,
    "Căn cước công dân số: 077 301 004 321": Kind.identity,
    "CMND 271234567": Kind.identity,
    "hộ chiếu số B7654321": Kind.identity,
    "danh sách: 077301004321": Kind.identity,
    "liên hệ ông Vũ Hạ, ĐT 0912.000.111": Kind.phone,
    "+84 912 000 111": Kind.phone,
    "gửi về hatay.lam@gmail.com": Kind.mail,
    "số tài khoản 0071 0012 3456": Kind.bank,
    "ông Vũ Văn Kín, trú tại số 5, ấp 3, xã Phú Vinh Đông": Kind.address,
    "bà Lê Thị Hạ, sinh năm 1975": Kind.address,
    "người tố cáo là ông Vũ Văn Kín": Kind.address,
    "bệnh nhân Lê Văn Sông, nhiễm HIV": Kind.health,
    "cháu Lê Thị Suối bị xâm hại": Kind.health,
    "biển số xe 61A-123.45": Kind.plate,
    "Ngày sinh: 01/02/1990": Kind.address,
    "Vũ Văn Kín, sinh năm 1980": Kind.address,
    "Địa chỉ thường trú: số 12, khu phố 3": Kind.address,
    "trẻ em Lê Thị Suối, 12 tuổi": Kind.health,
    "bị cáo Vũ Văn Kín": Kind.health,
    "hộ nghèo bà Lê Thị Hạ": Kind.health,
    "sổ bảo hiểm xã hội số 7409123456": Kind.identity,
    "tài khoản 0071001234567 mở tại ngân hàng": Kind.bank,
}


@pytest.mark.parametrize(("said", "kind"), PRIVATE.items())
def test_personal_data_is_found(said: str, kind: Kind) -> None:
    assert kind in personal_data.of_text(said)


PUBLIC = [
    "quyết toán 0345678912 đồng",
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
]


@pytest.mark.parametrize("said", PUBLIC)
def test_offices_numbers_and_roles_are_public(said: str) -> None:
    assert personal_data.of_text(said, office_domains=("hdnd.example",)) == frozenset()


def test_a_list_of_persons_is_told_by_its_columns() -> None:
    persons = [["TT", "Họ và tên", "Ngày sinh"], ["1", "Vũ Hạ", "1/2/1990"], ["2", "Lê Suối", "3/4/1991"]]

    assert personal_data.of_table(persons) == {Kind.people}
    assert (
        personal_data.of_table([["TT", "Họ và tên", "Chức vụ"], ["1", "Vũ Hạ", "Chủ tịch"], ["2", "x", "y"]])
        == frozenset()
    )
