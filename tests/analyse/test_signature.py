from collections.abc import Iterable

import pytest

from pipeline.analyse import signature
from pipeline.document.model import Block, Method, Region


def signed(said: Iterable[str]) -> signature.SignatureBlock:
    """What is read of a signature's lines."""
    blocks = [Block(line, Region.signature) for line in said]
    return signature.read(blocks, 0, len(blocks))


@pytest.mark.parametrize(
    ("said", "form", "title", "name"),
    [
        (
            ["TM. HỘI ĐỒNG NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Bình An"],
            "TM. HỘI ĐỒNG NHÂN DÂN / KT. CHỦ TỊCH",
            "PHÓ CHỦ TỊCH",
            "Trần Bình An",
        ),
        (["CHỦ TỊCH", "Nguyễn Văn Mẫu"], None, "CHỦ TỊCH", "Nguyễn Văn Mẫu"),
        (
            ["TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", "(Đã ký)", "Lê Thị Mẫu"],
            "TL. CHỦ TỊCH / KT. CHÁNH VĂN PHÒNG",
            "PHÓ CHÁNH VĂN PHÒNG",
            "Lê Thị Mẫu",
        ),
        (
            ["TM. ĐOÀN GIÁM SÁT KT. TRƯỞNG ĐOÀN PHÓ TRƯỞNG ĐOÀN", "PHÓ CHỦ TỊCH HĐND HUYỆN", "Quàng Văn Mẫu"],
            "TM. ĐOÀN GIÁM SÁT / KT. TRƯỞNG ĐOÀN",
            "PHÓ TRƯỞNG ĐOÀN (PHÓ CHỦ TỊCH HĐND HUYỆN)",
            "Quàng Văn Mẫu",
        ),
        (["TM. ỦY BAN NHÂN DÂN CHỦ TỊCH (Đã ký) Hà Văn Mẫu"], "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Hà Văn Mẫu"),
        (["KT.CHỦ TỊCH PHÓ CHỦ TỊCH Đỗ Thị Mẫu Hoa"], "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Đỗ Thị Mẫu Hoa"),
        (["Q. CHỦ TỊCH", "Ông Thế Mẫu"], None, "Q. CHỦ TỊCH", "Ông Thế Mẫu"),
        (["TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH", "Hà Văn Mẫu"], "TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH", "Hà Văn Mẫu"),
        (["Q.GIÁM ĐỐC", "Hà Văn Mẫu"], None, "Q.GIÁM ĐỐC", "Hà Văn Mẫu"),
        (["CHỦ TỊCH", "Ngạc Đình Phú"], None, "CHỦ TỊCH", "Ngạc Đình Phú"),
        (["TRƯỞNG BAN", "Xồng Đình Lục"], None, "TRƯỞNG BAN", "Xồng Đình Lục"),
        (["TRƯỞNG BAN", "Phụ Lục Danh"], None, "TRƯỞNG BAN", None),
        (["NGƯỜI CHẤT VẤN", "Trương Thị Mẫu"], None, None, "Trương Thị Mẫu"),
        (["NGƯỜI LẬP BIỂU", "Hà Văn Mẫu", "TRƯỞNG PHÒNG", "Lê Thị Mẫu"], None, "TRƯỞNG PHÒNG", "Lê Thị Mẫu"),
        (["TM. UỶ BAN NHÂN DÂN", "CHỦ TỊCH"], "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", None),
    ],
)
def test_form_office_and_name_are_told_apart(
    said: list[str], form: str | None, title: str | None, name: str | None
) -> None:
    found = signed(said)

    assert (found.form, found.title, found.name) == (form, title, name)


def test_recipients_beside_the_signature_name_no_signer() -> None:
    blocks = [
        Block("Điều 3. Nghị quyết này có hiệu lực từ ngày ký./."),
        Block("Nơi nhận:", Region.recipients),
        Block("- Ông Trần Văn Khác;", Region.recipients),
        Block("CHỦ TỊCH", Region.signature),
        Block("Nguyễn Văn Mẫu", Region.signature),
        Block("PHỤ LỤC I"),
    ]

    found = signature.read(blocks, 0, len(blocks))

    assert (found.title, found.name, found.start, found.end) == ("CHỦ TỊCH", "Nguyễn Văn Mẫu", 1, 5)


def test_a_text_without_signature_has_no_signer() -> None:
    blocks = [Block("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LAM GIANG"), Block("Căn cứ Luật Mẫu ngày 19 tháng 6 năm 2015;")]

    found = signature.read(blocks, 0, len(blocks))

    assert (found.name, found.title, found.form, found.start) == (None, None, None, 2)


@pytest.mark.parametrize(
    ("blocks", "form", "title"),
    [
        (
            ["TM. THƯỜNG TRỰC HỘI ĐỒNG NHÂN", "DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
            "TM. THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN / KT. CHỦ TỊCH",
            "PHÓ CHỦ TỊCH",
        ),
        ([": CHU TỊCH"], None, "CHỦ TỊCH"),
        (
            ["TM. BAN PHÁP CHẾ", "KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN CHUYÊN", "TRÁCH"],
            "TM. BAN PHÁP CHẾ / KT. TRƯỞNG BAN",
            "PHÓ TRƯỞNG BAN CHUYÊN TRÁCH",
        ),
        (
            ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH THƯỜNG", "TRỰC"],
            "KT. CHỦ TỊCH",
            "PHÓ CHỦ TỊCH THƯỜNG TRỰC",
        ),
        (["PHÓ CHÁNH VĂN", "PHÒNG"], None, "PHÓ CHÁNH VĂN PHÒNG"),
        (["CHỦ TỊCH HỘI ĐỒNG NHÂN", "DÂN"], None, "CHỦ TỊCH HỘI ĐỒNG NHÂN DÂN"),
        (
            ["TL. CHỦ TỊCH KT.", "CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"],
            "TL. CHỦ TỊCH / KT. CHÁNH VĂN PHÒNG",
            "PHÓ CHÁNH VĂN PHÒNG",
        ),
    ],
    ids=["narrow cell", "ocr", "chuyên trách", "thường trực", "văn phòng", "nhân dân", "mark alone"],
)
def test_lines_that_a_cell_or_ocr_broke_are_mended(blocks: list[str], form: str | None, title: str) -> None:
    found = signed([*blocks, "Lê Thị Mẫu"])

    assert (found.form, found.title, found.name) == (form, title, "Lê Thị Mẫu")


@pytest.mark.parametrize(
    ("glued", "form", "title"),
    [
        ("- Lưu: VT.CHỦ TỊCH", None, "CHỦ TỊCH"),
        ("- Lưu.CHỦ TỌA KỲ HỌP", None, "CHỦ TỌA KỲ HỌP"),
        ("- Lưu: VT, KTTH;TRƯỞNG ĐOÀN", None, "TRƯỞNG ĐOÀN"),
        ("- Lưu: VT.TM. HỘI ĐỒNG NHÂN DÂN", "TM. HỘI ĐỒNG NHÂN DÂN", None),
    ],
)
def test_an_office_glued_to_the_last_recipient_is_found(glued: str, form: str | None, title: str | None) -> None:
    blocks = [Block(glued, Region.recipients), Block("Mai Thị Mẫu", Region.signature)]

    found = signature.read(blocks, 0, 2)

    assert (found.form, found.title, found.name) == (form, title, "Mai Thị Mẫu")


@pytest.mark.parametrize(
    "kept", ["- Lưu: VT, TM, TH.", "- Lưu: VT; TL, QLĐT.", "- Lưu: VT, KT, NCKS.", "- Lưu: VT, KT."]
)
def test_rooms_that_keep_a_paper_are_no_authority(kept: str) -> None:
    said = ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Mai Thị Mẫu")
    blocks = [Block(kept, Region.recipients), *(Block(line, Region.signature) for line in said)]

    assert signature.read(blocks, 0, len(blocks)).form == "TM. ỦY BAN NHÂN DÂN"


@pytest.mark.parametrize("office", ["Chủ tịch", "Phó Chủ tịch", "Trưởng ban"])
def test_an_office_in_small_letters_signs_in_the_cell_of_a_signature_alone(office: str) -> None:
    for region, name in ((Region.signature, "Mai Thị Mẫu"), (Region.body, None)):
        blocks = [Block("Nơi nhận:", Region.recipients), Block(office, region), Block("Mai Thị Mẫu", region)]

        assert signature.read(blocks, 0, len(blocks)).name == name


def test_a_deputy_s_authority_glued_to_the_last_recipient_is_no_office_of_his() -> None:
    said = ["PHÓ GIÁM ĐỐC", "Mai Thị Mẫu"]
    blocks = [Block("- Lưu: VT.KT. GIÁM ĐỐC", Region.recipients), *(Block(line, Region.signature) for line in said)]

    found = signature.read(blocks, 0, 3)

    assert (found.form, found.title) == ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")


def test_those_who_sign_beside_the_first_are_kept() -> None:
    said = [
        "TM. HỘI ĐỒNG NHÂN DÂN",
        "CHỦ TỊCH",
        "Nguyễn Văn Mẫu",
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Lê Thị Mẫu",
    ]
    blocks = [Block(line, Region.signature) for line in said]

    found = signature.read(blocks, 0, len(blocks))

    assert (found.name, found.form) == ("Nguyễn Văn Mẫu", "TM. HỘI ĐỒNG NHÂN DÂN")
    assert [(o.name, o.title, o.form) for o in found.others] == [
        ("Lê Thị Mẫu", "PHÓ CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH")
    ]


def test_strokes_of_the_signature_before_an_office_are_no_part_of_it() -> None:
    said = ["5 TRƯƠNG BAN", "cÝ__PHÒ THỦ TƯỚNG", "Trương Văn Mẫu"]

    found = signature.read([Block(line, Region.signature, Method.ocr) for line in said], 0, 3)

    assert (found.title, found.name) == ("TRƯỞNG BAN (PHÓ THỦ TƯỚNG)", "Trương Văn Mẫu")


@pytest.mark.parametrize(
    ("torn", "title"),
    [
        ("PÌÓ CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ("PHỎ TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"),
        ("HQ CHỦ TỊCH", None),
        ("RÌÚ TRƯỞNG ĐOÀN", None),
        ("_~5 CHỦ TỊCH", "CHỦ TỊCH"),
        ("ủ_ CHỦ TỊCH", "CHỦ TỊCH"),
    ],
)
def test_a_deputy_who_lost_letters_is_not_taken_for_the_head(torn: str, title: str | None) -> None:
    said = ["TM. THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN", torn, "Lê Thị Mẫu"]

    found = signature.read([Block(line, Region.signature, Method.ocr) for line in said], 0, 3)

    assert (found.title, found.name) == (title, "Lê Thị Mẫu")


def test_nobody_signs_for_himself() -> None:
    found = signed(["KT. CHỦ TỊCH", "CHỦ TỊCH", "Lê Thị Mẫu"])

    assert (found.form, found.title, found.name) == ("KT. CHỦ TỊCH", None, "Lê Thị Mẫu")


@pytest.mark.parametrize(
    ("said", "form", "title", "name"),
    [
        (("TM. UBND", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊC", "Lê Mẫu"), "TM. UBND / KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Mẫu"),
        (("KT. CHỦ TỊCH", "HQ CHỦ TỊCH", "Lê Thị Mẫu"), "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Thị Mẫu"),
        (("KT. CHỦ TỊCH", "CHỦ TỊCH", "Lê Thị Mẫu"), "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Thị Mẫu"),
        (("TRƯƠNG BẠN", "Lê Thị Mẫu"), None, "TRƯỞNG BAN", "Lê Thị Mẫu"),
        (("TM. HỘI ĐÒNG QUẢN LÝ QUỸ", "CHỦ TỊCH"), "TM. HỘI ĐỒNG QUẢN LÝ QUỸ", "CHỦ TỊCH", None),
        (("TRƯỞNG ĐOÀN", "PHÓ CHỦ TỊCH HĐND", "Lê Mẫu"), None, "TRƯỞNG ĐOÀN (PHÓ CHỦ TỊCH HĐND)", "Lê Mẫu"),
        (("CHỦ TỊCH", "Lê Thj Mẫuz"), None, "CHỦ TỊCH", None),
        (("CHỦ TỊCH", "Phó Chủ Tịc"), None, "CHỦ TỊCH", None),
        (("GIÁM ĐÓC SỞ XQZ", "Lê Thị Mẫu"), None, None, "Lê Thị Mẫu"),
    ],
)  # fmt: skip
def test_of_a_scanned_signature_only_listed_offices_and_real_names_are_taken(
    said: tuple[str, ...], form: str | None, title: str | None, name: str | None
) -> None:
    found = signature.read([Block(line, Region.signature, Method.ocr) for line in said], 0, len(said))

    assert (found.form, found.title, found.name) == (form, title, name)


@pytest.mark.parametrize(
    "name",
    [
        "Ksor H’Mẫu",
        "H'Mẫu Niê K'Đăm",
        "Kpă Mẫu",
        "K’ Mẫu",
        "BH'nước Thị Mẫu",
        "Điểu K'Mẫu",
        "Zơ Râm Mẫu",
        "Chamaléa Thị Mẫu",
        "Touneh Dra Đông Mẫu",
        "Và Bá Mẫu",
        "Ya Mẫu",
    ],
)
def test_names_of_every_people_are_read(name: str) -> None:
    found = signed(["TM. HỘI ĐỒNG NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "(Đã ký)", name])

    assert (found.title, found.name) == ("PHÓ CHỦ TỊCH", name)


@pytest.mark.parametrize(
    "line", ["Phụ Lục", "Ban Pháp Chế", "Sở Tài Chính", "Đã Ký Tên", "Chữ Ký Số", "Dự Thảo Nghị Quyết", "(Đã ký)"]
)
def test_words_of_office_below_an_office_are_no_name(line: str) -> None:
    assert signed(["TM. HỘI ĐỒNG NHÂN DÂN", "CHỦ TỊCH", line]).name is None


@pytest.mark.parametrize("name", ["ĐOÀN THỊ KIM MẪU", "ĐOÀN THANH HẢI", "TRƯƠNG QUỐC MẪU", "TÔ VĂN MẪU", "LÊ VĂN MẪU"])
def test_a_name_in_capitals_is_no_organ_that_begins_like_it(name: str) -> None:
    assert signed(["CHỦ TỊCH", name]).name == name.title()


@pytest.mark.parametrize(
    "organ", ["ĐOÀN ĐẠI BIỂU QUỐC HỘI", "ĐOÀN THANH NIÊN XÃ", "TRƯỜNG CHÍNH TRỊ TỈNH", "TỔ ĐẠI BIỂU"]
)
def test_an_organ_in_capitals_is_no_name(organ: str) -> None:
    assert signed(["TM. ĐOÀN GIÁM SÁT", "PHÓ TRƯỞNG ĐOÀN", organ]).name is None


@pytest.mark.parametrize("torn", ["xá TỊCH", "CHỦ TỊCH", "'HỦ TỊCH"])
def test_who_signs_for_the_head_is_the_deputy_where_a_black_seal_hides_the_rest(torn: str) -> None:
    column = [
        Block(line, Region.signature, method=Method.ocr, confidence=0.9)
        for line in ("KT. CHỦ TỊCH", torn, "Phạm Văn Mẫu")
    ]

    found = signature.read(column, 0, 3)
    assert (found.form, found.title, found.name) == ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Phạm Văn Mẫu")


@pytest.mark.parametrize(
    "organ", ["BAN PHÁP CHẾ", "BAN KINH TẾ - NGÂN SÁCH", "BAN VĂN HÓA - XÃ HỘI", "TỔ ĐẠI BIỂU SỐ 5"]
)
def test_a_scan_says_that_a_committee_is_signed_for(organ: str) -> None:
    said = (f"TM. {organ}", "KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "Hoàng Văn Mẫu")
    column = [Block(line, Region.signature, method=Method.ocr, confidence=0.9) for line in said]

    assert signature.read(column, 0, len(column)).form == f"TM. {organ} / KT. TRƯỞNG BAN"


@pytest.mark.parametrize("clerk", ["THƯ KÝ", "THƯ KÝ KỲ HỌP", "THƯ KÝ PHIÊN HỌP"])
def test_who_led_a_session_signs_its_minutes_before_who_kept_them(clerk: str) -> None:
    said = [clerk, "Hà Thị Mẫu", "CHỦ TỌA KỲ HỌP", "CHỦ TỊCH", "Trần Bình An"]
    found = signature.read([Block(line, Region.signature) for line in said], 0, len(said))

    assert found.name == "Trần Bình An"
    assert [other.name for other in found.others] == ["Hà Thị Mẫu"]
