"""TCVN3 and VNI: the tables are the standards', and only such text is ever changed."""

import re
import string
import subprocess
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import legacy_encoding as legacy

VOWELS = "aăâeêioôơuưy"
LETTERS = "".join(unicodedata.normalize("NFC", v + t) for v in VOWELS for t in ("", *"\u0301\u0300\u0309\u0303\u0323"))
SMALL = "đ" + LETTERS
SENTENCES = [
    "Hội đồng nhân dân huyện An Khê Hạ khóa XI, kỳ họp thứ mười hai",
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
    "Điều 3. Giao Ủy ban nhân dân xã Phú Vinh Đông tổ chức thực hiện Nghị quyết này.",
    "Về việc phê duyệt quyết toán ngân sách nhà nước năm 2023",
]
LATIN_ONLY = ["là", "và", "có", "thì", "mà", "bà", "cô", "chú", "ông", "xã", "hò", "hét", "quá", "tạm", "à", "ô"]
WESTERN = [
    "L'été dernier, les élèves de l'école ont reçu à Nîmes un prix très mérité où l'on s'y attendait.",
    "O município não possui informações sobre a situação das pensões e dos órgãos públicos.",
    "Größe und Länge müssen für jede Prüfung geändert werden.",
    "Microsoft® Word © 2003, 25 µm ± 3, 1ª edición, nº 2",
    "Han på så små blå båd må få råd",
    "El niño y la señora compraron piñas en España",
    "plain English words, no marks at all",
    "",
]


def test_tcvn3_table_agrees_with_glibc() -> None:
    for byte in range(0x80, 0x100):
        iconv = subprocess.run(
            ["iconv", "-f", "TCVN5712-1", "-t", "UTF-8"], input=bytes([byte]), capture_output=True, check=True
        )
        if byte == 0xA0:
            continue

        assert legacy.converted(chr(byte), legacy.TCVN3) == unicodedata.normalize("NFC", iconv.stdout.decode())


def test_viscii_table_agrees_with_glibc() -> None:
    for byte in range(0x80, 0x100):
        iconv = subprocess.run(["iconv", "-f", "VISCII", "-t", "UTF-8"], input=bytes([byte]), capture_output=True)
        if byte == 0xA0:  # Õ, and the no-break space of every other encoding
            continue

        assert legacy.converted(f"{chr(byte)}", legacy.VISCII) == iconv.stdout.decode()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Hµi ð°ng nhân dân tïnh; Quyªt ð¸nh", "Hội đồng nhân dân tỉnh; Quyết định"),
        ("Cµng hòa xã hµi chü nghîa Vi®t Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ],
)
def test_viscii_is_read_as_its_typists_meant_it(typed: str, meant: str) -> None:
    assert legacy.converted(typed, legacy.VISCII) == meant
    assert legacy.looks_legacy(typed) == legacy.VISCII


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("H¶i ÇÒng nhân dân tÌnh; Quy‰t ÇÎnh", "Hội đồng nhân dân tỉnh; Quyết định"),
        ("C¶ng hòa xã h¶i chû nghïa ViŒt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ],
)
def test_vps_is_read_as_its_typists_meant_it(typed: str, meant: str) -> None:
    assert legacy.converted(typed, legacy.VPS) == meant
    assert legacy.looks_legacy(typed) == legacy.VPS


@pytest.mark.parametrize("encoding", [legacy.VISCII, legacy.VPS])
@pytest.mark.parametrize("sentence", ["Giao “Sở Y tế” – và ‘Sở Tài chính’ …", "Số lượng: 25 – 30 • bảng ‹2›"])
def test_marks_of_word_processors_are_no_letters(encoding: str, sentence: str) -> None:
    assert legacy.converted(legacy.encoded(sentence, encoding), encoding) == sentence


@pytest.mark.parametrize(
    ("drawn", "meant"),
    [
        ("§iÒu 1. H-íng dÉn chi l-¬ng", "Điều 1. Hướng dẫn chi lương"),
        ("-u tiªn ph-êng, -íc tÝnh ®-îc", "ưu tiên phường, ước tính được"),
        ("Bé T- ph¸p, th- ký, c- tró", "Bộ Tư pháp, thư ký, cư trú"),
        ("tØnh Hoa L- cã l- h-¬ng", "tỉnh Hoa Lư có lư hương"),
        ("kinh tÕ-x· héi giai ®o¹n 2001-2005", "kinh tế-xã hội giai đoạn 2001-2005"),
        ("H§ND-UBND; 12-NQ/TW; B- Danh s¸ch", "HĐND-UBND; 12-NQ/TW; B- Danh sách"),
        ("- N©ng cao n¨ng lùc", "- Nâng cao năng lực"),
        ("L\xadu hµnh néi bé", "Lưu hành nội bộ"),
    ],
)
def test_hyphens_of_a_pdf_are_horns_where_a_syllable_needs_one(drawn: str, meant: str) -> None:
    assert legacy.decode_drawn(drawn, "ABCDEF+.VnTime") == meant
    assert legacy.decode_drawn(meant, "ABCDEF+.VnTime") == meant
    assert legacy.decode_drawn(drawn, "Times New Roman") == drawn


@pytest.mark.parametrize(
    "meant",
    [
        "Mức thu được hưởng của xã Mường Lự",
        "Trưởng ban; đường; nước; rượu; lương; hướng dẫn",
        "Người được hưởng; dưới; như; nhưng; lượt; tỉnh Hưng Yên phường; đầu tư công",
        "GIÁ NƯỚC CỦA PHƯỜNG, NGƯỜI HƯỞNG",
        "Được đưa vào; mười ngày; hai mươi; ba triệu rưỡi; chưa được lưu trữ; ưu tiên",
    ],
)
def test_horns_that_were_dropped_as_soft_hyphens_are_put_back(meant: str) -> None:
    typed = legacy.encoded(meant, legacy.TCVN3).replace("\xad", "").replace("¦", "")

    assert legacy.with_lost_horns(meant.replace("ư", "").replace("Ư", "")) == meant
    assert "Ư" in meant or legacy.decode(typed, ".VnTime") == meant


@pytest.mark.parametrize(
    "said", ["sơn, lớp, hợp, mời, đời; nh) mục", "Hội đồng nhân dân huyện", "ngời sáng, đầu t", "mời ngày"]
)
def test_words_that_may_be_whole_have_no_horn_put_in(said: str) -> None:
    assert legacy.with_lost_horns(said) == said


@pytest.mark.parametrize("whole", ["giấy mời đại biểu", "tối đa 5 triệu", "đa dạng", "cha mẹ", "rỗi"])
def test_beside_lost_horns_words_that_may_be_whole_stay(whole: str) -> None:
    assert legacy.with_lost_horns(f"đợc {whole}") == f"được {whole}"


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", legacy.TCVN3),
        ("ABCDEF+.VnTimeH", legacy.TCVN3),
        ("VnTime", legacy.TCVN3),
        ("VNI-Times,Bold", legacy.VNI),
        ("QWERTY+VNI-Helve", legacy.VNI),
        ("VPS Times", legacy.VPS),
        ("VI Times", legacy.VISCII),
        ("Times New Roman", None),
        ("Vivaldi", None),
        ("VNtimes new roman", None),
        ("", None),
    ],
)
def test_font_names_say_their_encoding(font: str, encoding: str | None) -> None:
    assert legacy.encoding_of(font) == encoding


@pytest.mark.parametrize(("font", "capital"), [("ABCDEF+.VnTimeH", True), (".VnTimeH,Bold", True), (".VnTime", False)])
def test_capital_fonts_of_a_pdf_are_known(font: str, capital: bool) -> None:
    assert legacy.is_capital_font(font) is capital


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("HOÄI ÑOÀNG NHAÂN DAÂN", "HỘI ĐỒNG NHÂN DÂN"),
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"),
        (
            "nhieäm kyø, quyeát nghò, öu tieân, nguoàn voán, thuûy lôïi",
            "nhiệm kỳ, quyết nghị, ưu tiên, nguồn vốn, thủy lợi",
        ),
    ],
)
def test_vni_is_read_as_its_typists_meant_it(typed: str, meant: str) -> None:
    assert legacy.converted(typed, legacy.VNI) == meant
    assert legacy.looks_legacy(typed + " " + typed) == legacy.VNI


@settings(deadline=None)
@given(st.text(alphabet=SMALL + string.ascii_lowercase + " ,.;"))
def test_tcvn3_small_letters_survive_a_round_trip(text: str) -> None:
    assert legacy.converted(legacy.encoded(text, legacy.TCVN3), legacy.TCVN3) == unicodedata.normalize("NFC", text)


@settings(deadline=None)
@given(st.lists(st.sampled_from(" ".join(SENTENCES).split()), min_size=1).map(" ".join))
def test_vni_words_survive_a_round_trip(text: str) -> None:
    assert legacy.converted(legacy.encoded(text, legacy.VNI), legacy.VNI) == text


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("encoding", legacy.ENCODINGS)
def test_old_text_without_a_font_is_recognised(sentence: str, encoding: str) -> None:
    assert legacy.looks_legacy(legacy.encoded(sentence, encoding)) == encoding


@pytest.mark.parametrize("text", [*SENTENCES, *WESTERN])
def test_unicode_and_western_text_is_never_taken_for_old(text: str) -> None:
    assert legacy.looks_legacy(text) is None
    assert legacy.looks_legacy(text.upper()) is None


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["là", "và", "có", "thì", "mà", "bà", "cô", "chú", "ông", "xã", "hò", "hét", "quá", "tạm", "à", "ô"]
        ),
        min_size=1,
    )
)
def test_unicode_words_of_latin_letters_only_stay(words: list[str]) -> None:
    assert legacy.looks_legacy(" ".join(words)) is None


@pytest.mark.parametrize("font", [".VnTime", ".VnArial", "VNI-Times"])
@pytest.mark.parametrize("sentence", SENTENCES)
def test_unicode_text_under_an_old_font_is_left_alone(font: str, sentence: str) -> None:
    assert legacy.decode(sentence, font) == sentence


def test_font_decides_for_a_text_too_short_to_tell() -> None:
    assert legacy.decode("®iÒu", ".VnTime") == "điều"
    assert legacy.decode("Sè:", ".VnTime") == "Số:"
    assert legacy.decode("Ñieàu", "VNI-Times") == "Điều"
    assert legacy.decode("Sè:", "Times New Roman") == "Sè:"


def test_capitals_that_the_standard_lacks_do_not_hide_the_others() -> None:
    typed = legacy.encoded("KHÓA XII, KỲ HỌP THỨ MƯỜI", legacy.TCVN3)

    assert "KỲ" in typed
    assert legacy.decode(typed, ".VnTime") == "KHÓA XII, KỲ HỌP THỨ MƯỜI"


def test_capital_font_gives_capitals() -> None:
    assert legacy.decode("Héi ®ång nh©n d©n", ".VnTimeH") == "HỘI ĐỒNG NHÂN DÂN"


def test_letters_in_the_private_area_of_a_symbol_font_are_read() -> None:
    typed = "".join(chr(0xF000 + ord(letter)) for letter in "nh©n")

    assert legacy.decode(typed, ".VnTime") == "nhân"


@settings(deadline=None)
@given(st.text())
def test_no_text_breaks_detection_or_conversion(text: str) -> None:
    legacy.looks_legacy(text)
    legacy.decode(text, ".VnTime")
    legacy.decode(text, "VNI-Times")
    legacy.decode(text, "VPS Times")
    legacy.decode_drawn(text, ".VnTime")


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("table", ["cp1252", "latin-1"])
def test_utf8_that_was_read_as_western_letters_is_read_again(sentence: str, table: str) -> None:
    misread = "".join(bytes([byte]).decode(table, "ignore") or chr(byte) for byte in sentence.encode())

    assert legacy.looks_legacy(misread) == legacy.UTF8
    assert legacy.converted(misread, legacy.UTF8) == sentence


def garbled(sentence: str) -> str:
    """In the letters of an encoding that is not among ours: each accented letter is another one of Latin-1."""
    typed = legacy.encoded(sentence, legacy.TCVN3)
    return "".join(chr(0xC0 + (ord(letter) * 7) % 0x3F) if ord(letter) > 0x9F else letter for letter in typed)


def test_letters_that_no_reading_makes_vietnamese_are_told() -> None:
    assert legacy.is_garbled(" ".join(map(garbled, SENTENCES)))


@pytest.mark.parametrize("text", [" ".join(SENTENCES), "plain English words, no marks at all " * 9, ""])
def test_what_can_be_read_is_not_garbled(text: str) -> None:
    assert not legacy.is_garbled(text)
    assert not legacy.is_garbled(text.upper())


@pytest.mark.parametrize("encoding", legacy.ENCODINGS)
def test_what_was_decoded_is_not_garbled(encoding: str) -> None:
    typed = " ".join(legacy.encoded(sentence, encoding) for sentence in SENTENCES)

    assert not legacy.is_garbled(legacy.converted(typed, encoding))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("NGHị QUYếT", "NGHỊ QUYẾT"), ("ủY BAN Về Vị trí", "ỦY BAN Về Vị trí"), ("Điều này Vị nào", "Điều này Vị nào")],
)
def test_capitals_that_tcvn3_lacks_are_capitals_beside_others(typed: str, shown: str) -> None:
    filler = " và các đại biểu hội đồng nhân dân đã thảo luận"
    letters = legacy.encoded(typed + filler, legacy.TCVN3)

    assert legacy.decode(letters, ".VnTime") == shown + filler


def test_a_page_of_such_capitals_is_known_without_its_font() -> None:
    typed = "HộI ĐồNG NHÂN DÂN THị Xã AN KHÊ Hạ QUYếT NGHị: Về việc điều chỉnh kế hoạch thu ngân sách thị xã"

    assert legacy.looks_legacy(legacy.encoded(typed, legacy.TCVN3)) == legacy.TCVN3


def windows_1258(said: str) -> bytes:
    """As Windows' own Vietnamese keyboard types it: a tone is a byte behind its vowel."""
    kept = "[\u0302\u0306\u031b]"
    letters = (unicodedata.normalize("NFD", letter) for letter in said)
    parts = (
        (re.sub(f"(?!{kept})[\u0300-\u036f]", "", one), re.sub(f"{kept}|[^\u0300-\u036f]", "", one)) for one in letters
    )
    return b"".join((unicodedata.normalize("NFC", letter) + tone).encode("cp1258") for letter, tone in parts)


@pytest.mark.parametrize(
    "said",
    [
        "Điều 1. Mức hỗ trợ người giữ rừng cộng đồng, từ ngân sách tỉnh.",
        "NGHỊ QUYẾT CỦA HỘI ĐỒNG NHÂN DÂN HUYỆN NẬM SA",
        "Phường tổ chức thực hiện; đại biểu giám sát.",
    ],
)
def test_bytes_of_windows_own_keyboard_are_read_though_nothing_names_their_set(said: str) -> None:
    assert legacy.from_bytes(windows_1258(said)) == said


@pytest.mark.parametrize("encoding", legacy.ENCODINGS)
def test_bytes_of_old_fonts_are_never_taken_for_those_of_windows_keyboard(encoding: str) -> None:
    said = legacy.encoded("Điều hỗ trợ người giữ rừng cộng đồng, từ ngân sách tỉnh và xã, phường", encoding)
    typed = said.encode("cp1252", "ignore")

    assert legacy.from_bytes(typed) == typed.decode("cp1252")
