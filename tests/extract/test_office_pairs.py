from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import settings
from pipeline.document.model import Method
from pipeline.extract.pdf_files import pdf
from pipeline.extract.scans import office_pairs
from pipeline.sheet.words import Word
from pipeline.text import fold
from tests.extract import sheets


def row(said: str, sure: float = 0.6) -> list[Word]:
    return [
        Word(word, 70 + 40 * at, 100, 105 + 40 * at, 112, 102, 13, method=Method.ocr, confidence=sure)
        for at, word in enumerate(said.split())
    ]


def text(words: list[Word]) -> str:
    return " ".join(word.text for word in words)


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Sửa đồi, bỗ sung một sô điều", "Sửa đổi, bổ sung một số điều"),
        ("(Thâm quyền quyêt định)", "(Thẩm quyền quyết định)"),
        ("các nhà thầu trong đầu thâu;", "các nhà thầu trong đấu thầu;"),
        ("quy định chỉ tiết việc thì hành.", "quy định chi tiết việc thi hành."),
        ("hoà giai và uỷ ban nhân đân", "hoà giai và uỷ ban nhân dân"),
    ],
)
def test_a_word_that_these_letters_are_nearly_always_is_that_word(read: str, printed: str) -> None:
    assert text(office_pairs.mended(row(read))) == printed


@pytest.mark.parametrize(
    "read",
    [
        "ông Bỗ Sung và bà Thâm Quyền",  # names
        "BỖ SUNG DỰ TOÁN",  # a heading, or a name at the end
        "ai khen; thương binh",  # what stands behind the sign is no half of a word
        "không bỗ, sung công",
        "hải quân, mở khóa học, tạm ngưng việc",  # rare, and right
        "sua doi, bo sung",  # typed without marks
        "tài liệu mât, tôi mật",  # what may be a mark of secrecy stands as it was read
        "điều 12 khoản 3",
    ],
)
def test_what_may_be_another_word_stands_as_it_was_read(read: str) -> None:
    assert text(office_pairs.mended(row(read))) == read


def test_what_is_half_of_another_word_or_surely_read_stands() -> None:
    assert text(office_pairs.mended(row("Luật Đầu tư ngày 17"))) == "Luật Đầu tư ngày 17"
    assert text(office_pairs.mended(row("các thành phô lớn", sure=0.97))) == "các thành phô lớn"


SYLLABLES = st.sampled_from(
    [
        "bỗ",
        "sung",
        "bổ",
        "Sửa",
        "đồi",
        "đổi",
        "thành",
        "phô,",
        "phố",
        "Thâm",
        "quyền",
        "mật",
        "12",
        "HĐND",
        "đầu",
        "thâu",
        "tư",
    ]
)


@given(st.lists(SYLLABLES, max_size=12))
def test_letters_places_and_sureness_stay_and_a_second_time_changes_nothing(said: list[str]) -> None:
    before = row(" ".join(said))
    after = office_pairs.mended(before)

    assert [fold(word.text) for word in after] == [fold(word.text) for word in before]
    assert [(word.left, word.confidence) for word in after] == [(word.left, word.confidence) for word in before]
    assert office_pairs.mended(after) == after


def test_the_list_names_each_pair_once_and_no_mark_of_secrecy() -> None:
    known = office_pairs._known()
    lines = (Path(office_pairs.__file__).parent / "office_pairs.txt").read_text(encoding="utf-8").splitlines()

    assert len(known) == len(lines) > 500
    assert not any("mat" in letters for letters in known)
    assert all(fold(one) == letters[0] for letters, pair in known.items() for one, _ in pair.others)


def test_a_scan_says_the_word_that_was_meant(tmp_path: Path) -> None:
    page = sheets.sheet(tmp_path / "page.pdf")
    sheets.header(page)
    page.paragraph("Sửa đổi, bỗ sung một số điều của quy chế làm việc, trình thành phô xem xét, quyết định.")
    page.canvas.save()
    scan = sheets.pictures(tmp_path / "scan.pdf", [sheets.scanned(tmp_path / "page.pdf")])
    found = pdf.read(scan, "0" * 64, settings.Limits())

    assert "bổ sung một số điều" in " ".join(block.text for block in found.visible)
