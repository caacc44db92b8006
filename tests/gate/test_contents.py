from pathlib import Path

import pytest

from pipeline import gate, media
from pipeline.document.model import Block, Extraction, Finding, Method, Package, ReceivedFile, Region, Severity
from tests import province

TEXT = Block("Điều 1. Thông qua kế hoạch đầu tư công trung hạn của tỉnh giai đoạn sau năm 2025.")


def objections(
    *blocks: Block,
    kind: media.MediaType = media.PDF,
    image_pages: tuple[int, ...] = (),
    findings: tuple[Finding, ...] = (),
) -> dict[str, str]:
    file = ReceivedFile("bí-danh.pdf", "0" * 64, 1, kind.media, Path("a"))
    extraction = Extraction("0" * 64, kind.media, blocks, 1, image_pages, findings)
    package = Package(Path("a"), "0" * 64, 1, "axis", files=(file,))
    found = gate.contents(package, {"0" * 64: extraction}, province.SETTINGS, province.vocabulary())
    return {finding.code: finding.place for finding in found}


def test_ordinary_text_passes() -> None:
    assert objections(TEXT) == {}


@pytest.mark.parametrize("region", list(Region))
def test_a_mark_is_found_in_every_region(region: Region) -> None:
    assert objections(TEXT, Block("TỐI MẬT", region, page=3)) == {"secret-mark": "tệp 1, trang 3"}


def test_a_mark_in_a_table_cell_is_found_and_honey_is_not() -> None:
    assert "secret-mark" in objections(TEXT, Block("", rows=(("Số: 1/BC-HĐND", "MẬT"),)))
    assert objections(TEXT, Block("", rows=(("Cà phê", "Mật"), ("1", "2")))) == {}
    assert "secret-suspected" in objections(TEXT, Block("", rows=(("Số: 1/BC-HĐND", "Mật"), ("Nội dung", "x"))))


@pytest.mark.parametrize(
    ("first", "second"), [("CCCD số 0740", "85001234 cấp ngày 02/3/2021"), ("Liên hệ bà Hạ: 0912 345", "678 (Zalo)")]
)
def test_a_number_that_a_line_end_cuts_is_one(first: str, second: str) -> None:
    assert "personal-data" in objections(TEXT, Block(first), Block(second))


def test_a_stamp_read_letter_by_letter_is_suspected() -> None:
    assert "secret-suspected" in objections(TEXT, *(Block(letter, method=Method.ocr) for letter in "MẬT"))


PIECES = {
    "a-letter-a-line": ["T", "Ố", "I", "M", "Ậ", "T"],
    "a-word-a-line": ["TUYỆT", "M", "ẬT"],
    "in-the-middle-of-a-word": ["TỐI M", "ẬT"],
    "without-marks": ["TUYE", "T", "MAT"],
    "between-other-short-lines": ["Số", "M", "ẬT", "TP"],
    "disguised": ["М", "Ậ\u200b", "Ｔ"],
}


@pytest.mark.parametrize("pieces", PIECES.values(), ids=PIECES)
def test_a_mark_in_pieces_is_suspected_in_lines_and_in_cells(pieces: list[str]) -> None:
    assert "secret-suspected" in objections(TEXT, *(Block(piece) for piece in pieces), TEXT)
    assert "secret-suspected" in objections(TEXT, Block("", rows=(tuple(pieces), ("x", "y"))))
    assert "secret-suspected" in objections(TEXT, Block("", rows=tuple((piece, "việc làm dài") for piece in pieces)))


def test_short_words_of_a_table_are_no_mark() -> None:
    assert objections(TEXT, Block("", rows=(("TT", "Mặt", "hàng"), ("1", "m", "ật ong"), ("a", "tôi", "mất")))) == {}


@pytest.mark.parametrize(
    "rows", [(("Độ mật:", "Mật"),), (("Số", "Độ mật"), ("05", "Tối mật")), (("Mức độ mật", "MẬT", ""),)]
)
def test_a_label_and_its_level_in_two_cells_are_read_together(rows: tuple[tuple[str, ...], ...]) -> None:
    assert {"secret-mark", "secret-suspected"} & objections(TEXT, Block("", rows=rows)).keys()


def test_a_form_that_leaves_the_level_open_has_none() -> None:
    assert objections(TEXT, Block("", rows=(("Độ mật:", ""), ("Độ khẩn:", "Thường")))) == {}


def test_a_draft_is_told_by_its_head_not_by_its_text() -> None:
    assert "draft-mark" in objections(Block("DỰ THẢO"), TEXT)
    assert objections(*[TEXT] * 40, Block("Dự thảo")) == {}
    assert "draft-mark" in objections(*[TEXT] * 40, Block("DỰ THẢO", Region.margin))


def test_circulation_and_personal_data_hold() -> None:
    found = objections(TEXT, Block("LƯU HÀNH NỘI BỘ"), Block("bà Lê Thị Hạ, CCCD số 077301004321", Region.hidden))

    assert {"circulation-mark", "personal-data"} == set(found)


def test_a_number_below_its_label_is_read_with_it() -> None:
    assert "personal-data" in objections(TEXT, Block("CMND số:"), Block("271 234 567"))
    assert objections(TEXT, Block("Kinh phí (đồng):"), Block("271 234 567")) == {}


def test_pages_that_are_pictures_need_a_person() -> None:
    assert "scan-needs-person" in objections(TEXT, image_pages=(2,))
    assert "scan-needs-person" in objections(TEXT, kind=media.PNG)


def test_a_sheet_without_text_is_remarked_not_held() -> None:
    file = ReceivedFile("a.pdf", "0" * 64, 1, media.PDF.media, Path("a"))
    package = Package(Path("a"), "0" * 64, 1, "axis", files=(file,))

    found = gate.contents(
        package, {"0" * 64: Extraction("0" * 64, media.PDF.media)}, province.SETTINGS, province.vocabulary()
    )

    assert [(finding.code, finding.stops) for finding in found] == [("text-missing", False)]


def test_what_extraction_found_is_passed_on_with_its_file() -> None:
    found = objections(TEXT, findings=(Finding("active-content", Severity.hold, "x", place="trang 1"),))

    assert found == {"active-content": "tệp 1, trang 1"}


def test_a_file_that_is_not_published_or_was_not_read_adds_nothing() -> None:
    file = ReceivedFile("a.exe", "0" * 64, 1, media.EXECUTABLE.media, Path("a"))
    package = Package(Path("a"), "0" * 64, 1, "axis", files=(file,))
    read = {"0" * 64: Extraction("0" * 64, media.EXECUTABLE.media, (Block("TỐI MẬT"),))}

    assert gate.contents(package, read, province.SETTINGS, province.vocabulary()) == []
    assert gate.contents(package, {}, province.SETTINGS, province.vocabulary()) == []


def test_letters_of_an_unknown_encoding_need_a_person() -> None:
    garbled = "§iÒu 1. H-íng dÉn thùc hiÖn chi l-¬ng cho c¸n bé, c«ng chøc trong c¸c c¬ quan hµnh chÝnh cña tØnh"

    assert "letters-unknown" in objections(*[Block(garbled)] * 6)


def test_findings_never_repeat_what_they_found() -> None:
    file = ReceivedFile("bí-danh.pdf", "0" * 64, 1, media.PDF.media, Path("a"))
    package = Package(Path("a"), "0" * 64, 1, "axis", files=(file,))
    blocks = (Block("TỐI MẬT"), Block("ông Vũ Văn Kín, CCCD số 077301004321"))

    found = gate.contents(
        package, {"0" * 64: Extraction("0" * 64, media.PDF.media, blocks)}, province.SETTINGS, province.vocabulary()
    )

    assert not any(word in repr(found) for word in ("TỐI", "Kín", "077301004321", "bí-danh"))


@pytest.mark.parametrize("title", ["THƯ MỜI", "THƯ MỜI HỌP", "Thư mời".upper() + " DỰ KỲ HỌP THỨ BA"])
@pytest.mark.parametrize("number", ["Số: 25/TM-HĐND", "Số: 07 / TM - BPC", "Số:     /TM-VP"])
def test_the_type_of_a_letter_of_invitation_is_no_mark(title: str, number: str) -> None:
    assert objections(Block(number), Block(title), TEXT) == {}


@pytest.mark.parametrize(
    ("number", "title"),
    [
        ("Số: 25/TM-HĐND", "BÁO CÁO"),
        ("Số: 25/BC-HĐND/TM", "THƯ MỜI"),
        ("Số: 25/TM-HĐND-M", "THƯ MỜI"),
        ("Số: 25/TM-HĐND (TM)", "THƯ MỜI"),
        ("Số: 25/TM", "THƯ MỜI"),
        ("Số: 25/TM-HĐND", "Kính gửi thư mời họp kín"),
        ("Số: 25M/TM-HĐND", "THƯ MỜI"),
    ],
)
def test_a_level_on_the_number_is_suspected_beside_an_invitation_too(number: str, title: str) -> None:
    assert "secret-suspected" in objections(Block(number), Block(title), TEXT)


def test_a_stamp_on_a_letter_of_invitation_is_a_mark() -> None:
    assert "secret-mark" in objections(Block("Số: 25/TM-HĐND"), Block("TỐI MẬT"), Block("THƯ MỜI"), TEXT)
