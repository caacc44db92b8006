import datetime as dt

import pytest

from pipeline.analyse import issuer, organ_names
from pipeline.document.model import Declared
from tests.analyse import papers


@pytest.mark.parametrize(
    ("printed", "normal"),
    [
        ("HỘI ĐỒNG NHÂN DÂN HUYỆN AN KHÊ HẠ", "Hội đồng nhân dân huyện An Khê Hạ"),
        ("UBND TỈNH LAM GIANG", "UBND tỉnh Lam Giang"),
        ("UỶ BAN NHÂN DÂN TỈNH HOÀ LAM", "Ủy ban nhân dân tỉnh Hòa Lam"),
        ("THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN XÃ PHÚ VINH", "Thường trực Hội đồng nhân dân xã Phú Vinh"),
        ("BAN KINH TẾ - NGÂN SÁCH", "Ban Kinh tế - Ngân sách"),
        ("BAN VĂN HÓA - XÃ HỘI", "Ban Văn hóa - Xã hội"),
        ("SỞ KẾ HOẠCH VÀ ĐẦU TƯ", "Sở Kế hoạch và Đầu tư"),
        ("ĐOÀN GIÁM SÁT", "Đoàn giám sát"),
        ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LAM GIANG", "Chủ tịch Ủy ban nhân dân tỉnh Lam Giang"),
        ("VĂN PHÒNG ĐOÀN ĐBQH VÀ HĐND TỈNH LAM GIANG", "Văn phòng Đoàn ĐBQH và HĐND tỉnh Lam Giang"),
        ("HỘI ĐỒNG NHÂN DÂN TÍNH LAM GIANG", "Hội đồng nhân dân tỉnh Lam Giang"),
        ("Ban Pháp chế", "Ban Pháp chế"),
    ],
)
def test_names_in_capitals_become_names_in_normal_case(printed: str, normal: str) -> None:
    assert organ_names.normal(printed) == normal


@pytest.mark.parametrize(
    "printed",
    ["XÃ PHÚ VINH „", "XÃ PHÚVINH", "XÃ PHÚVINH „", "XÃ PHU VINH'", "XÃ PHÚ VINH •"],
)
def test_what_a_scan_adds_to_a_units_name_or_takes_from_it_is_mended_by_the_text(printed: str) -> None:
    own = "Thường trực Hội đồng nhân dân xã Phú Vinh trình. Ủy ban nhân dân xã Phú Vinh thực hiện."

    assert organ_names.normal(f"HỘI ĐỒNG NHÂN DÂN {printed}", own) == "Hội đồng nhân dân xã Phú Vinh"


@pytest.mark.parametrize("own", ["", "Ủy ban nhân dân xã Phú Vinh Hạ thực hiện.", "xã phú vinh"])
def test_a_name_that_the_text_does_not_spell_stays_as_printed(own: str) -> None:
    assert organ_names.normal("HỘI ĐỒNG NHÂN DÂN XÃ AN KHÊ", own) == "Hội đồng nhân dân xã An Khê"


def test_the_document_s_own_spelling_goes_first() -> None:
    assert (
        organ_names.normal("SỞ CÔNG NGHỆ SỐ LAM GIANG", "Giao Sở Công nghệ số Lam Giang thực hiện.")
        == "Sở Công nghệ số Lam Giang"
    )


@pytest.mark.parametrize(
    ("organs", "deciding", "body", "parent"),
    [
        (["HỘI ĐỒNG NHÂN DÂN", "TỈNH LAM GIANG"], None, "Hội đồng nhân dân tỉnh Lam Giang", None),
        (["HĐND TỈNH LAM GIANG", "BAN PHÁP CHẾ"], None, "Ban Pháp chế", "HĐND tỉnh Lam Giang"),
        (["BAN PHÁP CHẾ", "HĐND TỈNH LAM GIANG"], None, "Ban Pháp chế", "HĐND tỉnh Lam Giang"),
        (["ĐOÀN GIÁM SÁT", "HĐND TỈNH LAM GIANG"], None, "Đoàn giám sát", "HĐND tỉnh Lam Giang"),
        (["TỔ ĐẠI BIỂU SỐ 5", "HĐND TỈNH LAM GIANG"], None, "Tổ đại biểu số 5", "HĐND tỉnh Lam Giang"),
        (
            ["HỘI ĐỒNG NHÂN DÂN", "TỈNH LAM GIANG", "ĐOÀN GIÁM SÁT"],
            None,
            "Đoàn giám sát",
            "Hội đồng nhân dân tỉnh Lam Giang",
        ),
        (["HĐND TỈNH LAM GIANG", "THƯỜNG TRỰC"], None, "Thường trực HĐND tỉnh Lam Giang", "HĐND tỉnh Lam Giang"),
        (["UBND TỈNH LAM GIANG SỞ NỘI VỤ"], None, "Sở Nội vụ", "UBND tỉnh Lam Giang"),
        (["VĂN PHÒNG UBND TỈNH", "PHÒNG TỔNG HỢP"], None, "Phòng Tổng hợp", "Văn phòng UBND tỉnh"),
        (
            ["ỦY BAN NHÂN DÂN", "TỈNH LAM GIANG"],
            "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LAM GIANG",
            "Chủ tịch Ủy ban nhân dân tỉnh Lam Giang",
            "Ủy ban nhân dân tỉnh Lam Giang",
        ),
        (
            ["HỘI ĐỒNG NHÂN DÂN", "TỈNH LAM GIANG"],
            "THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN TỈNH LAM GIANG",
            "Thường trực Hội đồng nhân dân tỉnh Lam Giang",
            "Hội đồng nhân dân tỉnh Lam Giang",
        ),
        (
            ["ỦY BAN NHÂN DÂN", "TỈNH LAM GIANG"],
            "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH",
            "Chủ tịch Ủy ban nhân dân tỉnh Lam Giang",
            "Ủy ban nhân dân tỉnh Lam Giang",
        ),
        (
            ["HỘI ĐỒNG NHÂN DÂN", "THỊ XÃ AN KHÊ"],
            "THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN THỊ XÃ",
            "Thường trực Hội đồng nhân dân thị xã An Khê",
            "Hội đồng nhân dân thị xã An Khê",
        ),
        (["CHÍNH PHỦ-------"], None, "Chính phủ", None),
        ([], "HỘI ĐỒNG NHÂN DÂN XÃ PHÚ VINH", "Hội đồng nhân dân xã Phú Vinh", None),
        ([], None, None, None),
    ],
)
def test_header_lines_are_joined_into_body_and_parent(
    organs: list[str], deciding: str | None, body: str | None, parent: str | None
) -> None:
    found = issuer.issuer(organs, deciding, "")

    assert (found.body, found.parent) == (body, parent)


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("Hội đồng nhân dân tỉnh Lam Giang", "tinh"),
        ("HĐND huyện An Khê Hạ", "huyen"),
        ("Hội đồng nhân dân thành phố Tân An Khê", "huyen"),
        ("Ủy ban nhân dân thành phố Hà Nội", "tinh"),
        ("Hội đồng nhân dân xã Phú Vinh Đông", "xa"),
        ("Hội đồng nhân dân phường Một, thành phố Tân An Khê", "xa"),
        ("Cục Hải quan", None),
        ("Bộ Tài chính", "trung-uong"),
        ("Ủy ban Thường vụ Quốc hội", "trung-uong"),
        ("Ban Văn hóa - Xã hội", None),
        ("Hội Khuyến học", None),
    ],
)
def test_level_follows_from_the_name(name: str, level: str | None) -> None:
    assert issuer.level(name) == level


def of(name: str, sender: str | None = None, own: str = "", on: dt.date | None = None) -> tuple[str | None, str | None]:
    found, sent = issuer.council([name], own, Declared(sender=sender), papers.vocabulary(), on)
    return found.slug if found else None, sent.slug if sent else None


def test_council_is_looked_up_by_the_whole_name_of_its_unit() -> None:
    assert of("Hội đồng nhân dân xã Phú Vinh Đông") == ("an-khe-ha-phu-vinh-dong", None)
    assert of("Đoàn giám sát HĐND huyện An Khê Hạ") == ("an-khe-ha", None)
    assert of("Hội đồng nhân dân tỉnh Không Có") == (None, None)
    assert of("Ủy ban nhân dân tỉnh Lam Giang") == (None, None)


def test_sender_and_text_that_name_two_councils_are_both_known() -> None:
    assert of("Hội đồng nhân dân tỉnh Lam Giang", "000.00.05.L77") == ("lam-giang", "an-khe-ha")


@pytest.mark.parametrize(
    ("body", "form", "code", "organ"),
    [
        ("Hội đồng nhân dân tỉnh Lam Giang", None, "12/2024/NQ-HĐND", "hdnd"),
        ("Hội đồng nhân dân tỉnh Lam Giang", "TM. THƯỜNG TRỰC HĐND", "3/KH-HĐND", "tt"),
        ("Ban Kinh tế - Ngân sách", None, "4/BC-KTNS", "ban-ktns"),
        ("Đoàn giám sát", None, "5/BC-ĐGS", "doan-gs"),
        (None, None, "4/BC-KTNS", "ban-ktns"),
        ("Sở Nội vụ", None, "4/BC-SNV", None),
    ],
)
def test_organ_is_who_is_signed_for_then_the_body_then_the_notation(
    body: str | None, form: str | None, code: str, organ: str | None
) -> None:
    vocabulary = papers.vocabulary()

    assert issuer.organ([body], form, code, vocabulary.councils["lam-giang"], vocabulary) == organ
