import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import legacy_encoding
from pipeline.gate import secrecy, secrecy_fields
from pipeline.gate.secrecy import Likeness

LEVELS = ("MẬT", "TỐI MẬT", "TUYỆT MẬT")
DISGUISES = {
    "plain": "{}",
    "brackets": "({})",
    "square-brackets": "[{}]",
    "other-brackets": "⟦{}⟧",
    "bold-markup": "**{}**",
    "full-stop": "{}.",
    "label": "ĐỘ MẬT: {}",
    "label-in-a-sentence": "Báo cáo giám sát. Độ mật: {}",
    "kind-before": "TÀI LIỆU {}",
    "copy-number": "{} - Bản số: 03",
    "urgency-behind": "{} HỎA TỐC",
    "beside-the-number": "Số: 05/BC-HĐND   {}",
    "behind-a-title": "Báo cáo kết quả khảo sát {}",
    "behind-a-title-in-brackets": "Báo cáo kết quả khảo sát ({})",
    "before-the-national-name": "{} CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
}


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("shape", DISGUISES.values(), ids=DISGUISES)
def test_marks_are_seen_wherever_they_stand(shape: str, level: str) -> None:
    assert secrecy.of_line(shape.format(level)) >= Likeness.suspected


TYPED = {
    "letter-spaced": lambda mark: " ".join(mark),
    "widely-spaced": lambda mark: "   ".join(mark),
    "dotted": lambda mark: ".".join(mark.replace(" ", "")),
    "no-break-space": lambda mark: mark.replace(" ", "\u00a0"),
    "zero-width": lambda mark: "\u200b".join(mark),
    "soft-hyphen": lambda mark: "\u00ad".join(mark),
    "decomposed": lambda mark: unicodedata.normalize("NFD", mark),
    "underlined-letters": lambda mark: "\u0332".join(mark) + "\u0332",
    "cyrillic": lambda mark: mark.replace("M", "М").replace("T", "Т"),
    "full-width": lambda mark: mark.replace("M", "Ｍ").replace("T", "Ｔ"),
    "circled": lambda mark: mark.replace("M", "Ⓜ").replace("T", "Ⓣ"),
    "roman-numeral": lambda mark: mark.replace("M", "Ⅿ").replace("I", "Ⅰ"),
    "cherokee": lambda mark: mark.replace("M", "Ꮇ").replace("T", "Ꭲ"),
    "white-on-black": lambda mark: mark.replace("M", "🅼").replace("T", "🆃"),
    "in-black-circles": lambda mark: mark.replace("M", "🅜").replace("T", "🅣"),
    "letters-of-flags": lambda mark: mark.replace("M", "🇲").replace("T", "🇹"),
    "from-the-last-letter": lambda mark: mark[::-1],
    "spaced-from-the-last-letter": lambda mark: " ".join(mark[::-1]),
    "from-the-last-letter-without-spaces": lambda mark: mark[::-1].replace(" ", ""),
    "hangul-filler": lambda mark: "\u3164".join(mark),
    "variation-selector": lambda mark: "\ufe0f".join(mark),
    "greek": lambda mark: mark.replace("M", "Μ").replace("T", "Τ").replace("Y", "Υ"),
    "tcvn3-no-break-space": lambda mark: legacy_encoding.encoded(mark, legacy_encoding.TCVN3).replace(" ", "\u00a0"),
    "mathematical-bold": lambda mark: mark.replace("M", "𝐌").replace("T", "𝐓"),
    "tcvn3": lambda mark: legacy_encoding.encoded(mark, legacy_encoding.TCVN3),
    "tcvn3-capital-font": lambda mark: legacy_encoding.encoded(mark.lower(), legacy_encoding.TCVN3),
    "vni": lambda mark: legacy_encoding.encoded(mark, legacy_encoding.VNI),
    "utf-8-read-as-latin": lambda mark: mark.encode().decode("latin-1"),
    "lower-case": str.lower,
    "title-case": str.title,
}


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("typed", TYPED.values(), ids=TYPED)
def test_marks_alone_on_a_line_are_seen_however_typed(typed: object, level: str) -> None:
    assert callable(typed)
    assert secrecy.of_line(typed(level)) >= Likeness.suspected


BESIDE = [
    "TỈNH BÌNH DƯƠNG", "HỘI ĐỒNG NHÂN DÂN TỈNH HÀ NAM", "THÀNH PHỐ HỒ CHÍ MINH", "TP. HỒ CHÍ MINH", "HÀ NỘI",
    "TỈNH LẠNG SƠN", "ĐOÀN GIÁM SÁT", "HUYỆN VÕ NHAI", "XÃ LÝ SƠN", "THƯỜNG TRỰC HĐND TỈNH THÁI BÌNH",
]  # fmt: skip


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("place", BESIDE)
def test_a_place_that_begins_like_a_surname_hides_no_mark(place: str, level: str) -> None:
    assert secrecy.of_line(f"{place} {level}") >= Likeness.suspected
    assert secrecy.of_field(f"Báo cáo của {place.lower().title()} {level.title()}") >= Likeness.suspected


STATED = [
    "MAT (dau do)",
    "TỐI MẬT (con dấu)",
    "[Dấu: MẬT]",
    "Đóng dấu MẬT",
    "Tài liệu bí mật nhà nước độ Mật",
    "Văn bản thuộc bí mật nhà nước độ Tối mật",
    "Thuộc danh mục bí mật nhà nước, độ Tuyệt mật",
    "BÍ MẬT NHÀ NƯỚC",
    "CHẾ ĐỘ MẬT",
    "Chế độ mật: Tối mật",
    "Về phương án bảo vệ trụ sở (mức độ mật: Tối)",
    "Độ mật = Mật",
    "Độ mật … Tối mật",
    "Mức độ mật là Mật",
    "Độ mật: Tối-mật",
    "Báo cáo kết quả giám sát – Tối mật",
    "Báo cáo kết quả giám sát / Mật",
    "Báo cáo kết quả giám sát 「Tối mật」",
    "HỎA TỐC - MẬT",
    "MẬT MẬT MẬT",
    "M/Ậ/T",
    "T • Ố • I  M • Ậ • T",
    "Công văn mật số 05",
    "Số: 05/BC-HĐND-M",
    "Số: 05/BC-HĐND/TM",
    "Số: 05M/BC-HĐND",
    "Số: 05/BC-HĐND (TM)",
    "Số: 05/BC-HĐND   MAT",
    "Strictly confidential",
    "RESTRICTED",
    "Do mat: Mat",
    "MUC DO MAT - TOI MAT",
    "Mật - Nghị quyết về phương án phòng thủ",
    "Tài liệu tối mật: Báo cáo giám sát",
    "Báo cáo giám sát – Tài liệu mật",
    "Tỉnh Lam Giang Mật",
    "Hội đồng nhân dân xã Phú Vinh Đông Tối mật",
]


@pytest.mark.parametrize("line", STATED)
def test_what_states_the_level_in_other_words_is_suspected(line: str) -> None:
    assert secrecy.of_line(line) >= Likeness.suspected


SLIPS = [
    "MẬI",
    "TUYỆT MẬI",
    "T0I MAT",
    "BÍ MẬT",
    "Thời hạn bảo vệ bí mật nhà nước: 10 năm",
    "Văn bản này thuộc bí mật nhà nước, độ Tối mật",
    "Secret",
    "TUYET MAT",
    "TOI MAT",
    "TỐI MÂT",
    "TUYỆT MẤT",
    "MÂT",
    "T U Y E T M A T",
    "TÓI MẬT",
    "| TỐI MẬT |",
]


@pytest.mark.parametrize("slip", SLIPS)
def test_slips_of_typing_and_reading_are_suspected(slip: str) -> None:
    assert secrecy.of_line(slip, ocr=True) >= Likeness.suspected


ORDINARY = [
    "Quyết định ban hành Danh mục bí mật nhà nước",
    "QUY CHẾ BẢO VỆ BÍ MẬT NHÀ NƯỚC",
    "Các độ mật gồm: Tuyệt mật, Tối mật, Mật",
    "Độ mật: Tuyệt mật, Tối mật hoặc Mật",
    "AN TOÀN, BẢO MẬT",
    "Mật độ xây dựng tối đa 60%",
    "MẬT ĐỘ DÂN SỐ",
    "mật ong, sữa ong chúa",
    "NUÔI ONG LẤY MẬT",
    "MÔ HÌNH NUÔI ONG MẬT",
    "túi mật, viêm túi mật",
    "MẶT TRẬN TỔ QUỐC VIỆT NAM",
    "MẤT, MÁT, MẮT",
    "quan hệ mật thiết với Nhân dân",
    "NGUYỄN VĂN MẬT",
    "ĐẠI BIỂU: LÊ HỮU MẬT",
    "Trường Trung học cơ sở Nguyễn Văn Mật",
    "Trao đổi với ông Lê Mật",
    "THÔN MẬT",
    "BÍ MẬT KINH DOANH",
    "bảo vệ bí mật kinh doanh, bí mật công nghệ",
    "DANH MỤC BÍ MẬT NHÀ NƯỚC",
    "NGHỊ QUYẾT VỀ DANH MỤC BÍ MẬT NHÀ NƯỚC CỦA TỈNH",
    "Luật Bảo vệ bí mật nhà nước",
    "Mức độ mật",
    "MẠT SÁT NGƯỜI KHÁC",
    "Số: 05/BC-HĐND",
    "Số: 12/TB-BPC",
    "Trần Thị Mật",
    "trừ các văn bản mật theo quy định",
    "giữ bí mật phiếu bầu",
    "XÃ MẬT SƠN",
    "tối mắt",
    "Bảo mật",
    "Đèn đường tậm tịt từ đầu năm, cử tri đã nhiều lần kiến nghị",
    "TRUNG TÂM Y TẾ THÀNH PHỐ MỸ THO",
    "Độ mật",
    "mật mã dân sự",
    "Không phổ biến thông tin thuộc bí mật nhà nước trên mạng",
    "",
]


@pytest.mark.parametrize("line", ORDINARY)
def test_ordinary_words_are_no_marks(line: str) -> None:
    assert secrecy.of_line(line) < Likeness.suspected
    assert secrecy.of_field(line) < Likeness.suspected


ENDINGS = {
    "Báo cáo giám sát Mật": True,
    "Báo cáo giám sát Tối mật": True,
    "Báo cáo giám sát MAT": True,
    "Báo cáo giám sát mật": True,
    "Nghị quyết về danh mục dự án mật": True,
    "Kế hoạch diễn tập mật": True,
    "Danh mục bí mật nhà nước độ Tối mật": False,
    "Khen thưởng ông Nguyễn Văn Mật": False,
    "Quản lý tài liệu mật": False,
    "Phát triển nghề nuôi ong lấy mật": False,
}


@pytest.mark.parametrize(("title", "secret"), ENDINGS.items())
def test_the_last_word_of_a_title_may_be_a_mark(title: str, secret: bool) -> None:
    assert (secrecy.of_field(title) >= Likeness.suspected) is secret


NAMES = {
    "05-BC-HĐND_MẬT.pdf": True,
    "[TOI MAT] bao cao.pdf": True,
    "Mat - bao cao.pdf": True,
    "bao-cao_MAT.docx": True,
    "Báo cáo mật.pdf": True,
    "tuyet-mat.doc": True,
    "toimat.pdf": True,
    "12_tuyetmat.docx": True,
    "bao cao mat.pdf": True,
    "To-trinh-mat.pdf": True,
    "12 nghi_quyet_mat.pdf": True,
    "hop mat dau xuan.pdf": False,
    "ket luan hop mat.pdf": False,
    "bao cao mat tran.pdf": False,
    "mat-tran-to-quoc.pdf": False,
    "bao-ve-bi-mat-nha-nuoc.pdf": False,
    "Mật độ xây dựng.pdf": False,
    "khao sat mat duong.pdf": False,
    "le-ra-mat.pdf": False,
    "tomat.pdf": False,
}


@pytest.mark.parametrize(("name", "secret"), NAMES.items())
def test_file_names_are_judged_as_names(name: str, secret: bool) -> None:
    assert (secrecy_fields.of_file_name(name) >= Likeness.suspected) is secret


@pytest.mark.parametrize(
    ("notation", "secret"),
    [
        ("NQ-HĐND(M)", True),
        ("BC-HĐND-M", True),
        ("BC-HĐND/Mật", True),
        ("BC-HĐND/TM", True),
        ("BC-M-HĐND", True),
        ("000.00.01.L77,2024/07/10,12M/BC-HĐND", True),
        ("NQ-HĐND", False),
        ("TB-BPC", False),
    ],
)
def test_marks_in_a_notation_are_suspected(notation: str, secret: bool) -> None:
    assert (secrecy_fields.of_notation(notation) >= Likeness.suspected) is secret


def test_only_brackets_make_a_persons_name_a_mark() -> None:
    assert secrecy.of_person("Lê Thị Mật") is Likeness.clean
    assert secrecy.of_person("TỐI MẬT") is Likeness.marked
    assert secrecy.of_person("Lê Thị Hạ (MẬT)") is Likeness.marked


def test_the_title_of_an_office_may_say_secret_in_brackets() -> None:
    assert secrecy.of_field("CHỦ TỊCH (MẬT)") is Likeness.marked


def test_a_sentence_that_forbids_publication_is_suspected() -> None:
    assert secrecy.of_line("(Tài liệu có nội dung bí mật nhà nước, không công bố)") is Likeness.suspected


TALK = {
    "Cơ quan đóng dấu các mức “TUYỆT MẬT”, “TỐI MẬT” lên tài liệu theo pháp luật về bảo vệ bí mật nhà nước": False,
    "Người ký duyệt quyết định việc đóng dấu “MẬT” lên từng tài liệu của cơ quan, đơn vị do mình phụ trách": False,
    "dấu “MẬT”": True,
    "Tài liệu này (M.Ậ.T) gửi đại biểu": True,
    "Phụ lục ⟦M Ậ T⟧ kèm theo": True,
}


@pytest.mark.parametrize(("line", "secret"), TALK.items())
def test_talk_about_the_levels_in_quotation_marks_is_no_mark(line: str, secret: bool) -> None:
    assert (secrecy.of_line(line) >= Likeness.suspected) is secret


@given(st.text(max_size=400))
def test_any_text_is_judged(line: str) -> None:
    assert max(secrecy.of_line(line), secrecy.of_field(line), secrecy_fields.of_file_name(line)) in Likeness


BROKEN_UP = [
    "T1Ố2I3M4Ậ5T",
    "M1Ậ2T",
    "T0Ố0I M0Ậ0T",
    "t1u2y3ệ4t m1ậ2t",
    "T1O2I3M4A5T",
    "⠍⠡⠞",
    "⠍⠠⠡⠞",
    "⠞⠕⠊ ⠍⠁⠞",
    "⠞⠥⠽⠠⠣⠞ ⠍⠠⠡⠞",
]


@pytest.mark.parametrize("mark", BROKEN_UP)
def test_marks_with_figures_between_their_letters_and_in_braille_are_seen(mark: str) -> None:
    assert secrecy.of_line(mark) >= Likeness.suspected


@pytest.mark.parametrize(
    "part", ["M1A2T", "Ký hiệu M2A3T4, tờ 5", "T1 Ố2", "Cột T3Đ2B1", "Mã vật tư M4T, C2T", "⠃⠁⠕", "H2O, C6H12O6"]
)
def test_numbers_of_parts_and_other_words_in_braille_are_no_marks(part: str) -> None:
    assert secrecy.of_line(part) < Likeness.suspected


SAID_OF_ITSELF = [
    "Độ mật: Mật; thời hạn bảo vệ: 20 năm",
    "Độ mật: Tối mật, số bản: 02",
    "Mức độ mật - Tuyệt mật / bản số 1",
    "MAT(do)",
    "(Đã đóng dấu chỉ độ mật)",
    "Đã đóng dấu độ mật",
    "Văn bản này là tài liệu mật, chỉ người có tên mới được mở bì",
    "Hồ sơ này là văn bản tối mật",
    "Hồ sơ độ mật A",
    "Tài liệu có độ mật B",
    "HUYỆN AN KHÊ HẠ Mật",
    "HỘI ĐỒNG NHÂN DÂN TỈNH LAM GIANG Tối mật",
    "BAN PHÁP CHẾ mật",
]


@pytest.mark.parametrize("line", SAID_OF_ITSELF)
def test_what_a_paper_says_of_its_own_mark_is_suspected(line: str) -> None:
    assert secrecy.of_line(line) >= Likeness.suspected


@pytest.mark.parametrize(
    "line",
    [
        "Văn bản có dấu chỉ độ mật thì gửi theo đường riêng.",
        "Việc đóng dấu độ mật do người soạn thảo đề xuất",
        "XÃ ĐỒNG LÁC nuôi ong lấy mật",
        "BAN DÂN TỘC về bí mật",
        "Các độ mật: A, B",
        "Độ mật: mật, tối mật, tuyệt mật",
        "Độ mật: mật hoặc tối mật",
        "Độ mật: Mật/Tối mật/Không",
        "Hồ sơ mật a",
        "XÃ AN KHÊ nhà máy ép nước mật",
        "Xã Khe Mật",
        "Mật ong: Báo cáo sản lượng của xã",
        "Tối mật: 20 năm",
        "a) Mật: thời hạn bảo vệ là 10 năm",
    ],
)
def test_sentences_on_marks_and_honey_are_none(line: str) -> None:
    assert secrecy.of_line(line) < Likeness.suspected


@pytest.mark.parametrize(
    ("title", "suspected"),
    [
        ("Báo cáo công tác quốc phòng năm 2024 mat", True),
        ("Kế hoạch diễn tập khu vực phòng thủ toi mat", True),
        ("Nghi quyet ve mat", False),
        ("Về nghề chế biến sáp ong và nước mật", False),
        ("Về phát triển nghề nuôi ong, khai thác mật", False),
        ("Về trồng mía, ép đường và mật", False),
        ("Về quản lý rừng thốt nốt và nấu mật", False),
        ("Báo cáo nuôi ong trong khu vực phòng thủ - Mật", True),
        ("Báo cáo công tác phòng thủ năm 2024 mật", True),
    ],
)
def test_a_bare_mat_behind_a_title_with_accents_is_suspected(title: str, suspected: bool) -> None:
    assert (secrecy.of_field(title) >= Likeness.suspected) is suspected


@pytest.mark.parametrize(
    ("title", "suspected"),
    [
        ("[M] Báo cáo kết quả giám sát", True),
        ("(TM) Kế hoạch năm 2025", True),
        ("Kế hoạch phòng thủ khu vực [TUM]", True),
        ("Kế hoạch phòng thủ khu vực (M).", True),
        ("Báo cáo tuyến (M) đoạn qua xã", False),
        ("Quy định mức giá (m) và (m²)", False),
        ("Mẫu M: danh sách cử tri", False),
        ("Nghị quyết về nhãn hiệu TM", False),
    ],
)
def test_the_sign_of_a_level_in_brackets_at_either_end_of_a_title_is_suspected(title: str, suspected: bool) -> None:
    assert (secrecy.of_field(title) is Likeness.suspected) is suspected
    assert (secrecy_fields.of_file_name(f"{title}.docx") is Likeness.suspected) is suspected


@pytest.mark.parametrize(
    ("said", "suspected"),
    [
        ("mật, hội đồng", True),
        ("ngân sách; Tối mật", True),
        ("toi mat,giam sat", True),
        ("mật ong, nông nghiệp", False),
        ("mật, tối mật, tuyệt mật", False),
        ("bảo mật, mật độ", False),
    ],
)
def test_a_level_among_the_key_words_of_a_file_is_suspected(said: str, *, suspected: bool) -> None:
    assert (secrecy_fields.of_hidden(said) >= Likeness.suspected) is suspected


@pytest.mark.parametrize(
    "line",
    [
        "Độ bảo mật: Cao",
        "ĐỘ MẬT: RẤT CAO",
        "Mức độ bảo mật - đặc biệt",
        "Độ mật: Cấp 2",
        "Chế độ bảo mật: nghiêm ngặt.",
    ],
)
def test_a_degree_of_secrecy_that_is_no_level_of_the_law_is_held(line: str) -> None:
    assert secrecy.of_line(line) is Likeness.suspected


@pytest.mark.parametrize(
    "line",
    [
        "Độ bảo mật: theo quy định của pháp luật",
        "Loại mật: đặc biệt",
        "Độ mật: ………",
        "Mức độ bảo mật: thường",
        "Độ bảo mật cao hơn hệ thống cũ",
        "Độ mật: Thường",
        "Mật độ: cao",
        "Độ mật: 3",
    ],
)
def test_what_only_speaks_of_degrees_is_none(line: str) -> None:
    assert secrecy.of_line(line) < Likeness.suspected
