import ast
import re
from pathlib import Path

import pytest

from pipeline.sheet import lines
from pipeline.sheet.numbering import date_line, names_day, opens_number

ROOT = Path(__file__).parents[2]
# Words that a pattern of the head or the end of a sheet is known by, and the one module that holds it.
PHRASES = {
    "noi nhan": "lines", "nh[ae][nm]": "lines", "xa hoi chu nghia": "lines", "doc lap tu do": "lines",
    "dang cong san": "lines", "phu luc": "lines", "tuyetmat": "lines", "hoa\\s*toc": "lines", "kinh\\s*gui": "lines",
    "[uy]y ban nhan dan": "lines", "vien truong": "lines", "can cu|xet": "lines", "v\\s*[/.]\\s*v": "lines",
    "k\\s*t": "lines", "s[o06ø]\\s": "numbering",
}  # fmt: skip


@pytest.fixture(scope="module")
def said() -> set[tuple[str, str]]:
    """What strings of one line each module of the three rooms holds."""
    found = set()
    for room in ("extract", "sheet", "analyse"):
        for path in (ROOT / "pipeline" / room).glob("*.py"):
            nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            strings = (n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str))
            found |= {(path.stem, one) for one in strings if "\n" not in one}
    return found


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_of_the_sheet_stands_in_one_place(phrase: str, said: set[tuple[str, str]]) -> None:
    assert {module for module, one in said if phrase in one} == {PHRASES[phrase]}


@pytest.mark.parametrize(
    "line",
    [
        "Nơi nhận:",
        "Nơi nhận",
        "NƠI NHẬN:",
        "Noi nhan:",
        "Mới nhận:",
        "Nơi nhậm:",
        "ơi nhận:",
        "Nơi nhận: - Như Điều 3;",
    ],
)
def test_the_list_of_recipients_is_known_also_by_what_ocr_makes_of_it(line: str) -> None:
    assert lines.is_recipients(line) and lines.is_recipient(line)


@pytest.mark.parametrize(
    "line",
    ["Nơi nhận hồ sơ là bộ phận một cửa", "Nơi nhận kết quả", "Tiếp nhận: 5 hồ sơ", "Ghi nhận của đoàn", "Công nhận:"],
)
def test_other_phrases_with_its_words_name_no_recipients(line: str) -> None:
    assert not lines.is_recipients(line)


@pytest.mark.parametrize("line", ["- Như Điều 3;", "Như trên;", "- Lưu: VT.", "Lưu VT", "+ Các ban;", "• Sở Tài chính"])
def test_a_line_of_the_list_is_known(line: str) -> None:
    assert lines.is_recipient(line)


@pytest.mark.parametrize(
    "line",
    ["TM. ỦY BAN NHÂN DÂN", "TM . HỘI ĐỒNG", "KT. CHỦ TỊCH", "TL, CHỦ TỊCH", "T.UQ. CHỦ TỊCH", "TUQ. CHỦ TỊCH",
     "T/M BAN THƯỜNG VỤ", "K/T TRƯỞNG BAN", "TM ỦY BAN NHÂN DÂN", "KT CHÁNH VĂN PHÒNG", "Q. CHỦ TỊCH"],
)  # fmt: skip
def test_an_authority_is_known_in_every_spelling(line: str) -> None:
    assert lines.is_authority(line) and lines.signs(line)


@pytest.mark.parametrize("line", ["TM DỊCH VỤ TỔNG HỢP", "KT XÃ HỘI", "Tm. ủy ban", "QUYẾT ĐỊNH:", "TLĐLĐ", "KTXH"])
def test_other_abbreviations_are_no_authority(line: str) -> None:
    assert not lines.is_authority(line)


@pytest.mark.parametrize("line", ["PHÓ CHỦ TỊCH", "NGƯỜI LẬP BIỂU", "ĐẠI DIỆN BÊN MUA", "THƯ KÝ KỲ HỌP", "CHỦ TỌA"])
def test_what_stands_above_a_signature_is_known(line: str) -> None:
    assert lines.signs(line) and not lines.signs(line.lower())


@pytest.mark.parametrize(
    "line",
    ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HOÀ XÃ HỘI", "CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
     "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc", "Đảng Cộng sản Việt Nam",
     "Cộng hòa xã hội chủ nghĩa Việt Nam", "CỌNG HÒA XA HỘI CHU NGHĨA VIÊT NAM"],
)  # fmt: skip
def test_the_right_cell_of_a_head_is_known(line: str) -> None:
    assert lines.stands_right(line)


@pytest.mark.parametrize(
    "line",
    ["Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam năm 2013",
     "Cộng hòa xã hội chủ nghĩa Việt Nam là một nước độc lập, có chủ quyền, thống nhất và toàn vẹn lãnh thổ",
     "TỈNH LAM GIANG", "Xã hội hóa trạm bơm"],
)  # fmt: skip
def test_a_sentence_about_the_nation_is_no_head(line: str) -> None:
    assert not lines.stands_right(line)


@pytest.mark.parametrize("line", ["Số:", "Số: 12/NQ-HĐND", "S6: 0 /CT", "Số …/2024/NQ", "Luật số: 5", "Số   /QĐ-UBND"])
def test_the_line_of_the_number_is_known_before_its_end(line: str) -> None:
    assert opens_number(line)


@pytest.mark.parametrize("line", ["Sở: Tài chính, Nông nghiệp", "SỞ NỘI VỤ", "Số lượng trạm bơm", "Sổ theo dõi"])
def test_words_that_lose_their_marks_to_the_same_letters_open_no_number(line: str) -> None:
    assert not opens_number(line)


@pytest.mark.parametrize("line", ["Lam Giang, ngày    tháng 7", "tháng 7 năm", "ngày 5 tháng 7 năm 2024"])
def test_two_parts_of_a_day_are_a_day_that_lost_one(line: str) -> None:
    assert names_day(line) and not names_day("ngày làm việc")


def test_a_form_leaves_its_place_in_brackets_and_gives_none() -> None:
    dated = date_line("(Tên địa phương), ngày ... tháng ... năm 2024")

    assert dated is not None and (dated.place, dated.date, dated.year) == (None, None, 2024)
    assert date_line("(Kèm theo Quyết định số 12/QĐ-UBND ngày 5 tháng 7 năm 2024)") is None


@pytest.mark.parametrize(
    ("line", "secrecy", "urgency"),
    [("MẬT", "MẬT", None), ("TUYỆT MẬT", "TUYỆT MẬT", None), ("T Ố I  M Ậ T", "TỐI MẬT", None),
     ("HỎA TỐC", None, "HỎA TỐC"), ("HỎA TỐC HẸN GIỜ 14h", None, "HỎA TỐC"), ("KHẨN", None, "KHẨN"),
     ("Bảo mật", None, None), ("KHẨN TRƯƠNG", None, None)],
)  # fmt: skip
def test_marks_are_told_as_they_are_spelled(line: str, secrecy: str | None, urgency: str | None) -> None:
    assert (lines.secrecy(line), lines.urgency(line)) == (secrecy, urgency)


def test_what_follows_its_word_is_the_subject_or_the_addressee() -> None:
    subject, address = lines.subject("V/v: cấp nước mùa khô"), lines.address("Kính gửi: Sở Nước sạch")

    assert subject is not None and "V/v: cấp nước mùa khô"[subject.end() :] == "cấp nước mùa khô"
    assert address is not None and "Kính gửi: Sở Nước sạch"[address.end() :] == "Sở Nước sạch"
    assert lines.subject("Về việc cấp nước") is None and lines.subject("Về việc cấp nước", in_full=True) is not None


@pytest.mark.parametrize("line", ["PHỤ LỤC II: BẢNG GIÁ", "Phụ lục 3", "BIỂU MẪU 01", "DANH MỤC KÈM THEO"])
def test_an_annex_gives_its_number_and_title(line: str) -> None:
    match = lines.annex(line)

    assert match is not None and lines.opens_part(line.replace("BIỂU MẪU", "BIỂU"))
    assert re.fullmatch(r"(?:ii|3|01)?", match["number"] or "")


@pytest.mark.parametrize(
    ("line", "is_one"),
    [("Kính gửi: Sở Y tế", True), ("Kính mời: Giám đốc Sở Y tế", True), ("Kính mời đại biểu dự phiên họp", False)],
)
def test_whom_a_letter_or_an_invitation_goes_to_is_told_by_its_words(line: str, *, is_one: bool) -> None:
    assert (lines.address(line) is not None) is is_one


@pytest.mark.parametrize(
    ("line", "opens"),
    [
        ("Phan Thị Mẫu", False), ("PHAN VĂN MẪU", False), ("Chương Thị Mẫu", False),
        ("PHẦN I", True), ("PHAN I", True), ("Chương 2", True), ("Phần thứ nhất", True), ("PHỤ LỤC", True),
    ],
)  # fmt: skip
def test_a_surname_that_sounds_like_a_part_opens_none(line: str, opens: bool) -> None:
    assert lines.opens_part(line) is opens
