"""Titles in their whole length, and nothing of an annex lost: shapes that portals, narrow cells and Word files give."""

from dataclasses import replace

import pytest

from pipeline import analyse
from pipeline.document.model import Analysis, Block, Declared, Method, Region
from pipeline.document.passage import PassageKind
from tests.analyse import papers

ROWS = (("STT", "Trạm", "Mức"), ("1", "Trạm bơm Mẫu", "5.000"), ("2", "Trạm bơm Thử", "7.500"))
NOTE = "(Kèm theo Nghị quyết số 12/2024/NQ-HĐND ngày 09 tháng 12 năm 2024 của Hội đồng nhân dân tỉnh Lam Giang)"


def centred(*said: str) -> list[Block]:
    return [Block(line, align="center") for line in said]


def with_annex(*annex: Block) -> Analysis:
    return papers.analysed([*papers.resolution(), *annex])


def said(found: Analysis) -> str:
    return " ".join([p.text for p in found.passages] + [cell for p in found.passages for row in p.rows for cell in row])


@pytest.mark.parametrize(
    "head",
    [
        centred("BẢNG GIÁ BƠM NƯỚC TRÊN ĐỊA BÀN TỈNH", NOTE),
        centred("PHỤ LỤC", "BẢNG GIÁ BƠM NƯỚC TRÊN ĐỊA BÀN TỈNH", NOTE),
        centred("PHỤ LỤC BẢNG GIÁ BƠM NƯỚC TRÊN ĐỊA BÀN TỈNH", NOTE, "-------"),
        centred("Biểu số 01", "BẢNG GIÁ BƠM NƯỚC TRÊN ĐỊA BÀN TỈNH", NOTE),
        [*centred("BẢNG GIÁ BƠM NƯỚC", "TRÊN ĐỊA BÀN TỈNH"), Block(NOTE.strip("()"))],
        [*papers.body("BẢNG GIÁ BƠM NƯỚC TRÊN ĐỊA BÀN TỈNH"), Block(NOTE, italic=True)],
    ],
)
def test_a_table_right_under_the_note_of_an_annex_is_published(head: list[Block]) -> None:
    found = with_annex(*head, Block("", rows=ROWS))

    assert [p.rows for p in found.passages if p.kind is PassageKind.table] == [ROWS]
    assert {"BẢNG", "GIÁ", "BƠM", "NƯỚC", "TRÊN", "ĐỊA", "BÀN"} <= set(said(found).split())


def test_a_title_in_capitals_above_its_note_heads_the_annex() -> None:
    found = with_annex(*centred("BẢNG GIÁ BƠM NƯỚC", "TRÊN ĐỊA BÀN TỈNH", NOTE), Block("", rows=ROWS))

    assert [p.text for p in found.passages if p.kind is PassageKind.part] == ["BẢNG GIÁ BƠM NƯỚC TRÊN ĐỊA BÀN TỈNH"]


@pytest.mark.parametrize(
    "begun", ["Kèm theo", "Ban hành kèm theo", "Đính kèm theo", "Đính kèm", "Được ban hành kèm theo"]
)
def test_however_its_note_begins_it_opens_the_annex(begun: str) -> None:
    found = with_annex(*centred("BẢNG GIÁ BƠM NƯỚC", NOTE.replace("Kèm theo", begun)), Block("", rows=ROWS))

    assert [p.text for p in found.passages if p.kind is PassageKind.part] == ["BẢNG GIÁ BƠM NƯỚC"]


@pytest.mark.parametrize("line", ["Đơn vị tính: đồng", "STT Trạm Mức hỗ trợ", "Tổng số 12 trạm bơm"])
def test_a_line_below_the_note_of_an_annex_is_no_part_of_its_title(line: str) -> None:
    found = with_annex(*centred("BẢNG GIÁ BƠM NƯỚC", NOTE, line), Block("", rows=ROWS))

    assert [p.text for p in found.passages if p.kind is PassageKind.part] == ["BẢNG GIÁ BƠM NƯỚC"]
    assert line in said(found)


@pytest.mark.parametrize(
    "line",
    ["Xã Phú Mẫu: 5 trạm bơm", "Phường Mẫu Đông: 3 trạm bơm", "Thị trấn Mẫu Hạ được hỗ trợ 2 trạm bơm."],
)
def test_a_line_of_an_annex_that_begins_with_a_unit_is_no_line_of_its_header(line: str) -> None:
    assert line in said(with_annex(*centred(NOTE), *papers.body(line, "Trạm bơm Mẫu.")))


def test_what_the_header_of_a_bound_in_document_says_is_kept() -> None:
    second = [
        *papers.head(organ=("ỦY BAN NHÂN DÂN",), number="Số: 7/TTr-UBND", date="ngày 3 tháng 12 năm 2024"),
        *papers.body("TỜ TRÌNH", "Về giá bơm nước", "Ủy ban nhân dân tỉnh trình giá bơm nước."),
    ]

    kept = said(with_annex(*second))

    assert all(line in kept for line in ("Số: 7/TTr-UBND", "ngày 3 tháng 12 năm 2024", "TỜ TRÌNH Về giá bơm nước"))


@pytest.mark.parametrize(
    "title",
    [
        "VỀ VIỆC BAN HÀNH NỘI QUY KỲ HỌP HỘI ĐỒNG NHÂN DÂN TỈNH KHÓA X, NHIỆM KỲ 2021 - 2026",
        "VỀ CHƯƠNG TRÌNH GIÁM SÁT NĂM 2025 CỦA HỘI ĐỒNG NHÂN DÂN TỈNH LAM GIANG KHÓA X, NHIỆM KỲ 2021 - 2026",
        "VỀ SỐ LƯỢNG ĐẠI BIỂU HỘI ĐỒNG NHÂN DÂN TỈNH LAM GIANG KHÓA X",
        "VỀ PHỐI HỢP GIỮA ỦY BAN NHÂN DÂN TỈNH LAM GIANG VÀ HỘI ĐỒNG NHÂN DÂN TỈNH LAM GIANG",
    ],
)
def test_a_title_keeps_the_council_that_it_names(title: str) -> None:
    assert analyse.answer(papers.analysed(papers.resolution(title)))["trich_yeu"] == title


@pytest.mark.parametrize(
    "lines",
    [
        ("Ban hành Quy chế hoạt động của Hội đồng nhân dân tỉnh Lam Giang,", "nhiệm kỳ 2021 - 2026"),
        ("BAN HÀNH QUY CHẾ HOẠT ĐỘNG CỦA HỘI ĐỒNG NHÂN DÂN TỈNH,", "NHIỆM KỲ 2021 - 2026"),
        ("Về kết quả giám sát việc thực hiện Nghị quyết số 9/2022/NQ-HĐND", "ngày 14/7/2022 của HĐND tỉnh"),
        ("Về việc tổ chức phiên giải trình", "họp ngày 14/7/2022 tại Lam Giang"),
    ],
)
def test_a_title_s_next_line_is_no_session(lines: tuple[str, str]) -> None:
    blocks = [*papers.head(), *centred("NGHỊ QUYẾT", *lines), *papers.body("Căn cứ Luật Mẫu ngày 19 tháng 6 năm 2015;")]

    assert analyse.answer(papers.analysed([*blocks, *papers.body("Điều 1. Thông qua.")]))["trich_yeu"] == " ".join(
        lines
    )


@pytest.mark.parametrize("kind", ["CHƯƠNG TRÌNH", "KẾ HOẠCH", "BÁO CÁO", "THÔNG BÁO"])
def test_what_is_no_decision_has_no_deciding_organ_below_its_title(kind: str) -> None:
    lines = ("CÔNG TÁC NĂM 2024 CỦA BAN PHÁP CHẾ", "HỘI ĐỒNG NHÂN DÂN TỈNH KHÓA X, NHIỆM KỲ 2021 - 2026")
    blocks = [*papers.head(number="Số: 2/KH-BPC"), *centred(kind, *lines)]
    blocks += papers.body(
        "Căn cứ chức năng, nhiệm vụ, Ban Pháp chế xây dựng chương trình công tác như sau:", "I. Quý I"
    )

    assert analyse.answer(papers.analysed(blocks))["trich_yeu"] == " ".join(lines)


@pytest.mark.parametrize(
    "held",
    [
        "(Từ ngày 09 đến ngày 10/12/2024)",
        "(Từ ngày 09/12 đến ngày 10/12/2024)",
        "(Họp ngày 09 tháng 12 năm 2024)",
        "Ngày 09 tháng 12 năm 2024",
    ],
)
@pytest.mark.parametrize("typed", [True, False])
def test_when_the_session_was_held_is_no_part_of_title_or_organ(held: str, typed: bool) -> None:
    blocks = [
        *papers.head(organ=("HỘI ĐỒNG NHÂN DÂN",)),
        *papers.body(*["NGHỊ QUYẾT"] * typed, "VỀ MỨC HỖ TRỢ TRẠM BƠM", "HỘI ĐỒNG NHÂN DÂN TỈNH LAM GIANG"),
        *papers.body("KHÓA X, KỲ HỌP THỨ 8", held, "Căn cứ Luật Mẫu ngày 19 tháng 6 năm 2015;", "QUYẾT NGHỊ:"),
        *papers.body("Điều 1. Thông qua mức hỗ trợ."),
    ]

    answer = analyse.answer(papers.analysed(blocks))

    assert answer["trich_yeu"] == "VỀ MỨC HỖ TRỢ TRẠM BƠM"
    assert (answer["body"], answer["level"]) == ("Hội đồng nhân dân tỉnh Lam Giang", "tinh")


@pytest.mark.parametrize(
    "below",
    [
        ("V/v góp ý dự thảo sửa đổi,", "bổ sung một số điều của", "Quyết định số 15/QĐ-UBND về", "trạm bơm"),
        ("V/v góp ý dự thảo sửa đổi, bổ sung một số điều của", "Quyết định số 15/QĐ-UBND về trạm bơm"),
        ("V/v góp ý dự thảo sửa đổi, bổ sung một số", "điều của Quyết định", "số 15/QĐ-UBND", "về trạm bơm"),
    ],
)
def test_the_subject_of_a_letter_keeps_a_line_that_reads_as_a_number(below: tuple[str, ...]) -> None:
    head = papers.head(organ=("ỦY BAN NHÂN DÂN", "TỈNH LAM GIANG"), number="Số: 112/UBND-TH", below=below)
    answer = analyse.answer(papers.analysed([*head, *papers.body("Kính gửi: Sở Mẫu", "Đề nghị góp ý.")]))

    assert answer["code"] == "112/UBND-TH"
    assert answer["trich_yeu"] == "góp ý dự thảo sửa đổi, bổ sung một số điều của Quyết định số 15/QĐ-UBND về trạm bơm"


@pytest.mark.parametrize(
    "lines",
    [
        ("Kính gửi: - Sở Mẫu;", "- Các phòng chuyên môn."),
        ("Kính gửi:", "- Sở Mẫu;", "- Các phòng chuyên môn."),
        ("Kính gửi: Sở Mẫu;", "Các phòng chuyên môn."),
        ("Kính gửi: – Sở Mẫu;", "– Các phòng chuyên môn"),
    ],
)
@pytest.mark.parametrize("typed", [("THÔNG BÁO", "Về lịch giám sát"), ()])
def test_whoever_a_paper_is_sent_to_stands_once(lines: tuple[str, ...], typed: tuple[str, ...]) -> None:
    blocks = [*papers.head(number="Số: 5/TB-HĐND"), *papers.body(*typed, *lines, "Thường trực thông báo như sau:")]

    found = papers.analysed([*blocks, *papers.body("1. Ngày họp: 12/7.", "2. Nơi họp: phòng A.")])

    assert analyse.answer(found)["addressee"] == "Sở Mẫu; Các phòng chuyên môn"
    assert not any("Sở Mẫu" in passage.text or "Các phòng" in passage.text for passage in found.passages)


@pytest.mark.parametrize(
    ("unit", "level"),
    [
        *(("THỊ XÃ MẪU", "huyen"), ("XÃ MẪU", "xa"), ("THỊ TRẤN MẪU", "xa"), ("HUYỆN MẪU", "huyen")),
        *(("TX. MẪU", "huyen"), ("THÀNH PHỐ XÃ MẪU", "huyen"), ("HUYỆN PHƯỜNG MẪU", "huyen"), ("XÃ HUYỆN MẪU", "xa")),
        *(("PHƯỜNG TỈNH MẪU", "xa"), ("XÃ HỘI MẪU", "xa")),
    ],
)
def test_a_town_of_the_district_level_is_no_commune(unit: str, level: str) -> None:
    blocks = papers.resolution(organ=("HỘI ĐỒNG NHÂN DÂN", unit))  # type: ignore[arg-type]
    blocks = [b for b in blocks if "LAM GIANG" not in b.text and b.text != papers.CLOSING]

    assert analyse.answer(papers.analysed(blocks))["level"] == level


def test_a_portal_s_line_of_number_date_and_first_sentence_gives_all_three() -> None:
    blocks = [
        Block("ỦY BAN NHÂN DÂN |", Region.header_left),
        Block("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Region.header_right),
        *papers.body(
            "Số: 45/KH-UBND | Lam Giang, ngày 12 tháng 7 năm 2023 Thực hiện Thông tư số 1/2022/TT-BM, UBND tỉnh"
            " ban hành Kế hoạch giám sát trạm bơm trên địa bàn tỉnh Lam Giang, cụ thể như sau:",
            "1. Mục đích",
            "Theo dõi việc hỗ trợ.",
        ),
    ]

    answer = analyse.answer(papers.analysed(blocks))

    assert (answer["code"], answer["issue_date"], answer["place"]) == ("45/KH-UBND", "2023-07-12", "Lam Giang")
    assert answer["trich_yeu"] == "giám sát trạm bơm trên địa bàn tỉnh Lam Giang"
    assert (answer["body"], answer["level"]) == ("Ủy ban nhân dân tỉnh Lam Giang", "tinh")


def test_a_place_of_two_kinds_does_not_name_the_body() -> None:
    blocks = [
        *papers.head(organ=("ỦY BAN NHÂN DÂN",), number="Số: 45/KH-UBND"),
        *papers.body("KẾ HOẠCH", "Giám sát trạm bơm", "Trên tỉnh Lam Giang và thành phố Lam Giang."),
    ]

    assert analyse.answer(papers.analysed(blocks))["body"] == "Ủy ban nhân dân"


@pytest.mark.parametrize("first", ["Phụ lục I", "PHỤ LỤC 02", "Phụ lục số 3", "Biểu số 02", "BIỂU 3", "Mẫu số 01"])
def test_an_annex_that_came_alone_says_so_and_has_its_title(first: str) -> None:
    found = papers.analysed([*centred(first, "DANH MỤC TRẠM BƠM ĐƯỢC HỖ TRỢ", NOTE), Block("", rows=ROWS)])
    answer = analyse.answer(found)

    assert (answer["doc_type"], answer["trich_yeu"]) == ("Phụ lục", "DANH MỤC TRẠM BƠM ĐƯỢC HỖ TRỢ")
    assert (answer["number"], answer["code"], answer["issue_date"]) == (None, None, None)
    assert "annex-alone" in [finding.code for finding in found.findings]


LETTER = (
    "Cục Mẫu nhận được công văn số 286/GLA-CNTK ngày 23/07/2025 về chính sách tiền thuê đất.",
    "Tại khoản 2 Điều 160 Luật Mẫu quy định về tiền thuê đất.",
    "Căn cứ quy định trên, đề nghị thực hiện đúng quy định.",
)


@pytest.mark.parametrize(
    "basis", [LETTER[2], "Xét đề nghị của cơ quan, đề nghị thực hiện.", "Theo đề nghị của Sở Mẫu, đồng ý."]
)
@pytest.mark.parametrize("addressed", [True, False])
def test_a_letter_keeps_what_stands_before_its_first_sentence_on_a_basis(basis: str, addressed: bool) -> None:
    """A third paragraph that begins "Căn cứ" was taken for the preamble, and the two above it for the title."""
    head = papers.head(organ=("CỤC MẪU",), number="Số: 5467/CT-CS", below=("V/v tiền thuê đất",))
    blocks = [*head, *papers.body(*["Kính gửi: Sở Mẫu."] * addressed, *LETTER[:2], basis)]

    kept = said(papers.analysed(blocks))

    assert all(line in kept for line in (*LETTER[:2], basis))


def test_a_sheet_without_any_header_keeps_its_first_lines() -> None:
    blocks = papers.body("GIẢI TRÌNH BỔ SUNG", "Tại khoản 16 Điều 6 Điều lệ quy định:", "Căn cứ quy định trên, đồng ý.")

    assert all(block.text in said(papers.analysed(blocks)) for block in blocks)


@pytest.mark.parametrize("motto", ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"])
def test_a_reading_that_holds_the_motto_is_no_title(motto: str) -> None:
    blocks = [
        *papers.body("HỘI ĐỒNG NHÂN DÂN TỈNH LAM GIANG", "Số: 12/2024/NQ-HĐND", "NGHỊ QUYẾT", f"Về giá nước {motto}"),
        *papers.body("Căn cứ Luật Mẫu ngày 19 tháng 6 năm 2015;", "QUYẾT NGHỊ:", "Điều 1. Thông qua."),
    ]
    declared = Declared(subject="Về giá nước")

    assert analyse.answer(papers.analysed(blocks, declared))["trich_yeu"] == "Về giá nước"


@pytest.mark.parametrize("groups", [12, 20, 40])
def test_a_title_that_is_set_as_one_may_be_as_long_as_it_is(groups: int) -> None:
    title = "Quy định mức chi cho " + ", ".join(f"nhóm thứ {n} ở các xã, phường của tỉnh" for n in range(groups))
    blocks = [
        replace(block, bold=True, align="center") if block.text == title else block
        for block in papers.resolution(title)
    ]

    assert papers.analysed(blocks).facts.trich_yeu.value == title


def test_a_long_paragraph_that_is_not_set_as_a_title_is_none() -> None:
    title = "Thường trực Hội đồng nhân dân báo cáo " + ", ".join(f"nội dung thứ {n}" for n in range(60))

    assert papers.analysed(papers.resolution(title)).facts.trich_yeu.value != title


@pytest.mark.parametrize("dust", [". .", " .", " ' .", ", ·", ' "', ". ."])
def test_dust_beside_a_scanned_title_is_none_of_it(dust: str) -> None:
    assert papers.analysed(papers.resolution(f"Về đặt tên đường{dust}")).facts.trich_yeu.value == "Về đặt tên đường"


@pytest.mark.parametrize("title", ["Về giá nước, phí, v.v.", "Về đường Lê Lợi (nối dài)", "Về khẩu hiệu “Sạch, đẹp”"])
def test_marks_that_a_title_ends_with_stay(title: str) -> None:
    assert papers.analysed(papers.resolution(title)).facts.trich_yeu.value == title


@pytest.mark.parametrize(
    "title",
    [
        ("Ban hành Quy chế làm việc của Hội đồng nhân dân tỉnh", "khóa X, nhiệm kỳ 2021 - 2026"),
        (
            "Về việc cho thôi làm nhiệm vụ đại biểu Hội đồng nhân dân tỉnh",
            "khóa X, nhiệm kỳ 2021 - 2026 đối với ông Mẫu",
        ),
        ("BAN HÀNH NỘI QUY KỲ HỌP HỘI ĐỒNG NHÂN DÂN TỈNH", "KHÓA X, NHIỆM KỲ 2021 - 2026"),
        ("Về chương trình giám sát", "kỳ họp thứ mười của Hội đồng nhân dân tỉnh", "và phân công thực hiện"),
    ],
)
def test_a_line_of_the_title_that_begins_like_a_session_stays_in_it(title: tuple[str, ...]) -> None:
    blocks = papers.resolution(title[0])
    at = next(index for index, block in enumerate(blocks) if block.text == title[0])

    found = papers.analysed([*blocks[:at], *centred(*title), *blocks[at + 1 :]])
    assert analyse.answer(found)["trich_yeu"] == " ".join(title)


@pytest.mark.parametrize(
    ("organ", "body"),
    [
        (("ĐOÀN GIÁM SÁT THEO NGHỊ QUYẾT", "SỐ 31/NQ-HĐND"), "Đoàn giám sát theo nghị quyết số 31/NQ-HĐND"),
        (("ĐOÀN GIÁM SÁT THEO", "NGHỊ QUYẾT SỐ 31/NQ-HĐND"), "Đoàn giám sát theo nghị quyết số 31/NQ-HĐND"),
        (("ĐOÀN KHẢO SÁT THEO KẾ HOẠCH", "SỐ 7/KH-HĐND"), "Đoàn khảo sát theo kế hoạch số 7/KH-HĐND"),
        (("ĐOÀN GIÁM SÁT",), "Đoàn giám sát"),
    ],
)
def test_the_number_of_what_founded_an_organ_is_not_the_document_s(organ: tuple[str, ...], body: str) -> None:
    left = ("HỘI ĐỒNG NHÂN DÂN", "TỈNH LAM GIANG", *organ, "Số: 19/BC-ĐGS")
    head = [Block(line, Region.header_left) for line in left]
    right = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Lam Giang, ngày 15 tháng 8 năm 2024")
    head += [Block(line, Region.header_right) for line in right]

    found = papers.analysed([*head, *centred("BÁO CÁO", "Kết quả giám sát"), *papers.body("1. Kết quả.")])
    assert (analyse.answer(found)["code"], analyse.answer(found)["body"]) == ("19/BC-ĐGS", body)


def test_a_number_that_ocr_could_not_read_is_no_part_of_who_issues_the_document() -> None:
    left = [
        ("HỘI ĐỒNG NHÂN DÂN", 0.96),
        ("TỈNH LAM GIANG", 0.91),
        ("BAN PHÁP CHẾ", 0.94),
        ("SẼ 1427/H” ĐC", 0.2),
        ("Š Ặ Ặ", 0.2),
    ]
    head = [Block(line, Region.header_left, method=Method.ocr, confidence=sure) for line, sure in left]

    found = papers.analysed([*head, *centred("BÁO CÁO", "Kết quả thẩm tra"), *papers.body("1. Kết quả.")])
    assert (analyse.answer(found)["body"], analyse.answer(found)["code"]) == ("Ban Pháp chế", None)


@pytest.mark.parametrize("line", ["Só: © ÖKH-bGS", "số: LÍ /gĐ", "Số: Z2 D#m.vp"])
def test_a_line_that_opens_a_number_ends_the_organ_however_sure_it_was_read(line: str) -> None:
    left = ("HỘI ĐỒNG NHÂN DÂN", "TỈNH LAM GIANG", "ĐOÀN GIÁM SÁT", line)
    head = [Block(said, Region.header_left, method=Method.ocr, confidence=0.8) for said in left]

    answer = analyse.answer(papers.analysed([*head, *centred("KẾ HOẠCH", "Giám sát"), *papers.body("1. Nội dung.")]))

    assert (answer["body"], answer["parent_body"]) == ("Đoàn giám sát", "Hội đồng nhân dân tỉnh Lam Giang")


@pytest.mark.parametrize("part", ["IL NHIỆM VỤ TRỌNG TÂM", "H. NỘI DUNG, ĐỐI TƯỢNG", "IIL MỤC ĐÍCH, YÊU CẦU"])
def test_the_first_part_of_a_scanned_plan_is_no_line_of_its_title(part: str) -> None:
    head = [replace(block, method=Method.ocr) for block in papers.head(number="Số: 12/CTr-HĐND")]
    lines = ("CHƯƠNG TRÌNH", "Công tác năm 2024 của Ban", part, "1. Thẩm tra các báo cáo.")
    body = [Block(line, method=Method.ocr, confidence=0.9) for line in lines]

    assert analyse.answer(papers.analysed([*head, *body]))["trich_yeu"] == "Công tác năm 2024 của Ban"


def test_a_title_in_capitals_keeps_a_line_that_begins_like_a_numeral() -> None:
    head = [replace(block, method=Method.ocr) for block in papers.head(number="Số: 12/CTr-HĐND")]
    lines = ("CHƯƠNG TRÌNH", "CÔNG TÁC CỦA ỦY BAN GIAI ĐOẠN", "II NĂM 2024", "1. Thẩm tra các báo cáo.")
    body = [Block(line, method=Method.ocr, confidence=0.9) for line in lines]

    assert analyse.answer(papers.analysed([*head, *body]))["trich_yeu"] == "CÔNG TÁC CỦA ỦY BAN GIAI ĐOẠN II NĂM 2024"


@pytest.mark.parametrize("mark", ["V/", "V / ", "V/v", "V4"])
def test_the_subject_of_a_scanned_letter_is_found_though_its_second_letter_is_lost(mark: str) -> None:
    head = papers.head(organ=("HỘI ĐỒNG NHÂN DÂN", "XÃ PHÚ VINH"), number="Số: 38/HĐND", below=(f"{mark} họp tháng 9",))

    answer = analyse.answer(papers.analysed([*head, *papers.body("Kính gửi: Sở Mẫu", "Đề nghị gửi tài liệu.")]))

    assert answer["trich_yeu"] == "họp tháng 9"


@pytest.mark.parametrize(
    ("annex", "title"),
    [
        ((*centred("PHỤ LỤC I", "BIÊN CHẾ NĂM 2025", NOTE), Block("", rows=ROWS)), "PHỤ LỤC I BIÊN CHẾ NĂM 2025"),
        ((*centred("DANH MỤC TRẠM BƠM", NOTE), Block("", rows=ROWS)), "DANH MỤC TRẠM BƠM"),
        (
            (
                *centred("QUY CHẾ", "LÀM VIỆC MẪU", NOTE),
                *papers.body("Điều 1. Phạm vi", "1. Một.", "Điều 2. Nguyên tắc"),
            ),
            "QUY CHẾ LÀM VIỆC MẪU",
        ),
    ],
)
def test_an_annex_bound_before_its_document_is_published_behind_it(annex: tuple[Block, ...], title: str) -> None:
    found = papers.analysed([*annex, *papers.resolution()])

    assert (analyse.answer(found)["code"], analyse.answer(found)["n_dieu"]) == ("12/2024/NQ-HĐND", 3)
    parts = [p.text for p in found.passages if p.kind is PassageKind.part]
    assert parts == [title]
    assert said(found).index("Điều 1. Phạm vi") < said(found).index(title)


def test_what_stands_before_another_document_s_head_is_no_annex_of_it() -> None:
    other = NOTE.replace("số 12/", "số 112/")
    found = papers.analysed(
        [*centred("PHỤ LỤC I", "BIÊN CHẾ NĂM 2025", other), Block("", rows=ROWS), *papers.resolution()]
    )

    assert not [p for p in found.passages if p.kind is PassageKind.part]


@pytest.mark.parametrize(
    ("glued", "title"),
    [
        ("VỀ GIÁM SÁT CỦA HỘIĐỒNG NHÂN DÂN TỈNH", "VỀ GIÁM SÁT CỦA HỘI ĐỒNG NHÂN DÂN TỈNH"),
        ("Về báo cáo của Ủyban nhândân tỉnh", "Về báo cáo của Ủy ban nhân dân tỉnh"),
        ("Sửa đổi Nghịquyết số 4/NQ-HĐND", "Sửa đổi Nghị quyết số 4/NQ-HĐND"),
        ("Quy chế của Thườngtrực Hội đồng nhân dân", "Quy chế của Thường trực Hội đồng nhân dân"),
    ],
)
def test_names_of_organs_that_a_portal_glued_are_words_again_in_a_title(glued: str, title: str) -> None:
    assert analyse.answer(papers.analysed(papers.resolution(glued)))["trich_yeu"] == title


@pytest.mark.parametrize("glued", ["HỘIĐỒNG NHÂN DÂN", "HỘI ĐỒNGNHÂN DÂN", "HỘIĐỒNG NHÂNDÂN"])
def test_who_decides_is_no_end_of_the_title_where_a_portal_glued_the_name(glued: str) -> None:
    paper = papers.resolution("Về chương trình giám sát")
    deciding = [replace(one, text=one.text.replace("HỘI ĐỒNG NHÂN DÂN TỈNH", f"{glued} TỈNH")) for one in paper[5:]]

    assert analyse.answer(papers.analysed([*paper[:5], *deciding]))["trich_yeu"] == "Về chương trình giám sát"


@pytest.mark.parametrize("glued", ["HỘI ĐỒNGNHÂN DÂN TỈNH", "HỘIĐỒNGNHÂNDÂNTỈNH", "HỘI ĐỒNG NHÂN DÂNTỈNH"])
def test_who_decides_is_taken_off_the_title_s_own_line_where_a_portal_glued_the_name(glued: str) -> None:
    paper = papers.resolution("VỀ CHƯƠNG TRÌNH GIÁM SÁT")
    title = next(at for at, one in enumerate(paper) if one.text == "VỀ CHƯƠNG TRÌNH GIÁM SÁT")
    joined = replace(paper[title], text=f"VỀ CHƯƠNG TRÌNH GIÁM SÁT {glued} LAM GIANG")
    session = replace(paper[title], text="KHÓA X, KỲ HỌP THỨ 8")
    lines = [*paper[:title], joined, session, *paper[title + 2 :]]

    assert analyse.answer(papers.analysed(lines))["trich_yeu"] == "VỀ CHƯƠNG TRÌNH GIÁM SÁT"


@pytest.mark.parametrize("sure", [0.65, 0.8, 0.96])
def test_unclear_lines_over_the_preamble_of_a_scan_are_no_title(sure: float) -> None:
    stamp = [
        Block(line, method=Method.ocr, confidence=sure) for line in ("CỔNG THÔNG TIN", "ĐẾN ®È: NGHỊ", "Quy định mẫu")
    ]
    basis = [Block("Căn cứ Luật Mẫu ngày 17 tháng 6 năm 2020;", method=Method.ocr, confidence=0.9)]

    found = analyse.answer(papers.analysed([*papers.head(method=Method.ocr), *stamp, *basis]))
    assert (found["trich_yeu"] is None) is (sure < 0.85)


@pytest.mark.parametrize("sort", ["THẨM TRA", "TÓM TẮT", "THẨM TRA BỔ SUNG", "LIÊN TỊCH"])
def test_what_sort_of_report_a_paper_is_does_not_begin_its_title(sort: str) -> None:
    found = papers.analysed([*papers.head(), *centred(f"BÁO CÁO {sort}", "Dự thảo Nghị quyết về phí đò"), OPENING])

    assert found.facts.doc_type.value == "Báo cáo"
    assert found.facts.trich_yeu.value == "Dự thảo Nghị quyết về phí đò"
    assert sort in said(found)


@pytest.mark.parametrize("sort", ["GIÁM SÁT", "KIỂM TRA", "PHIÊN GIẢI TRÌNH", "PHIÊN CHẤT VẤN", "CUỘC HỌP"])
def test_what_was_concluded_does_not_begin_the_title(sort: str) -> None:
    lines = centred(f"KẾT LUẬN {sort}", "Việc quản lý bến đò")

    found = papers.analysed([*papers.head(number="Số: 05/KL-HĐND"), *lines, OPENING])

    assert (found.facts.doc_type.value, found.facts.trich_yeu.value) == ("Kết luận", "Việc quản lý bến đò")


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("BÁO CÁO", "Kỳ họp thứ ba, Hội đồng nhân dân xã Đồng Mẫu"),
        ("GIẤY MỜI", "Kỳ họp chuyên đề tháng 5 năm 2024"),
        ("NGHỊ QUYẾT", None),
    ],
)
def test_a_title_may_begin_with_the_session_where_nothing_is_decided(kind: str, title: str | None) -> None:
    lines = centred(kind, title or "KỲ HỌP THỨ BA")

    found = papers.analysed([*papers.head(number="Số: 04/TT-HĐND"), *lines, OPENING])

    assert found.facts.trich_yeu.value == title


@pytest.mark.parametrize(
    ("organ", "level"),
    [
        (("ĐOÀN ĐẠI BIỂU QUỐC HỘI VÀ", "HỘI ĐỒNG NHÂN DÂN TỈNH", "TRƯỜNG LAM", "VĂN PHÒNG"), "tinh"),
        (("HỘI ĐỒNG NHÂN DÂN HUYỆN", "HỘI LAM", "BAN PHÁP CHẾ"), "huyen"),
        (("THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN XÃ", "ĐỒNG MẪU"), "xa"),
        (("HỘI ĐỒNG NHÂN DÂN TỈNH", "ĐOÀN GIÁM SÁT"), "tinh"),
    ],
)
def test_a_unit_whose_name_a_narrow_cell_put_below_keeps_its_kind(organ: tuple[str, ...], level: str) -> None:
    found = papers.analysed([*papers.head(organ, number="Số: 12/BC-HĐND"), *centred("BÁO CÁO", "Về bến đò"), OPENING])

    assert found.facts.level.value == level


@pytest.mark.parametrize(
    ("rest", "below", "title"),
    [
        ("THẨM TRA DỰ THẢO NGHỊ QUYẾT VỀ PHÍ ĐÒ", (), "THẨM TRA DỰ THẢO NGHỊ QUYẾT VỀ PHÍ ĐÒ"),
        ("THẨM TRA", (), "THẨM TRA"),
        ("TỔNG HỢP", ("ý kiến của cử tri",), "TỔNG HỢP ý kiến của cử tri"),
    ],
)
def test_words_that_go_on_from_the_type_stay_in_the_title(rest: str, below: tuple[str, ...], title: str) -> None:
    found = papers.analysed([*papers.head(), *centred(f"BÁO CÁO {rest}", *below), OPENING])

    assert found.facts.trich_yeu.value == title


@pytest.mark.parametrize("aside", [(), ("(Trích)",), ("(Trình tại kỳ họp thứ 5)",)])
def test_who_decides_is_no_part_of_a_title_without_a_preamble(aside: tuple[str, ...]) -> None:
    lines = centred("NGHỊ QUYẾT", "Về nhiệm vụ cuối năm", *aside, "HỘI ĐỒNG NHÂN DÂN TỈNH LAM GIANG")

    found = papers.analysed([*papers.head(), *lines, *papers.body("Điều 3. Giao cơ quan chức năng thực hiện.")])

    assert found.facts.trich_yeu.value == "Về nhiệm vụ cuối năm"


@pytest.mark.parametrize("decider", ["ỦY BAN BẦU CỬ TỈNH LAM GIANG", "UỶ BAN MẶT TRẬN TỔ QUỐC TỈNH LAM GIANG"])
def test_committees_that_are_no_government_decide_as_well(decider: str) -> None:
    lines = [*centred("NGHỊ QUYẾT", "Công bố kết quả bầu cử", decider), *papers.body("Căn cứ Luật Bầu cử;")]

    assert papers.analysed([*papers.head(), *lines]).facts.trich_yeu.value == "Công bố kết quả bầu cử"


OPENING = Block("Ban Pháp chế báo cáo Hội đồng nhân dân tỉnh kết quả như sau.", align="justify")


@pytest.mark.parametrize(
    "between", [("(Dự thảo)",), ("[Dự thảo lần 2]",), ("(Trình kỳ họp thứ ba)",), ("Mẫu trình", "-----")]
)
def test_a_draft_bound_behind_a_paper_is_told_by_its_type_whatever_stands_over_it(between: tuple[str, ...]) -> None:
    draft = [
        *papers.head(number="Số:      /NQ-HĐND"),
        *centred(*between, "NGHỊ QUYẾT", "Điều chỉnh kế hoạch đầu tư công năm 2025"),
        *papers.body("Điều 1. Điều chỉnh kế hoạch.", "Điều 2. Nghị quyết này thay thế Nghị quyết số 03/NQ-HĐND."),
    ]

    found = with_annex(*draft)

    part = next(p for p in found.passages if p.kind is PassageKind.part)
    assert part.text.startswith("NGHỊ QUYẾT") and part.id.startswith("nq")
    assert all(line in said(found) for line in between if line != "-----")


@pytest.mark.parametrize("number", ["PHỤ LỤC II", "PHỤ LỤC SỐ 03", "PHỤ LỤC 1:"])
def test_which_annex_it_is_begins_no_title(number: str) -> None:
    found = papers.analysed([*centred(number, "DANH MỤC CÔNG TRÌNH NĂM 2025", NOTE), Block("", rows=ROWS)])

    assert analyse.answer(found)["trich_yeu"] == "DANH MỤC CÔNG TRÌNH NĂM 2025"


@pytest.mark.parametrize("number", ["PHỤ LỤC II. ", "PHỤ LỤC SỐ 03: ", "PHỤ LỤC 1 - "])
def test_which_annex_it_is_begins_no_title_on_one_line_with_it_either(number: str) -> None:
    found = papers.analysed([Block(f"{number}DANH MỤC CÔNG TRÌNH NĂM 2025"), Block("", rows=ROWS)])

    assert analyse.answer(found)["trich_yeu"] == "DANH MỤC CÔNG TRÌNH NĂM 2025"


@pytest.mark.parametrize("sheet", ["PL2", "Phụ lục II", "Biểu 3 (kèm NQ)"])
def test_the_tab_of_a_workbook_is_no_title(sheet: str) -> None:
    found = papers.analysed([Block("PHỤ LỤC II"), Block(f"Trang tính “{sheet}”."), Block("", rows=ROWS)])

    assert analyse.answer(found)["trich_yeu"] is None


OPENINGS = (
    "Ngày 29/8/2025, Thường trực HĐND tỉnh họp phiên thường kỳ.",
    "Ngày 9 tháng 8 năm 2025, Đoàn giám sát làm việc tại xã.",
    "Căn cứ Luật Tổ chức chính quyền địa phương, Thường trực HĐND tỉnh thông báo.",
    "Thực hiện Kế hoạch công tác số 12/KH-HĐND, Ban báo cáo như sau:",
    "Sau khi nghe báo cáo, Thường trực HĐND tỉnh thống nhất.",
)


@pytest.mark.parametrize("opening", OPENINGS)
def test_a_scanned_title_ends_where_the_first_sentence_was_run_into_it(opening: str) -> None:
    title = "Kết quả phiên họp thường kỳ tháng 8 năm 2025"
    head = [replace(block, method=Method.ocr) for block in papers.head(number="Số: 12/TB-HĐND")]
    read = [Block(line, method=Method.ocr) for line in ("THÔNG BÁO", f"{title} {opening}", "1. Về công tác tháng 8.")]

    found = papers.analysed([*head, *read])

    assert analyse.answer(found)["trich_yeu"] == title and opening in said(found)


@pytest.mark.parametrize("english", ["PEOPLE'S COUNCIL", "People’s Council", "LAM GIANG PROVINCE"])
def test_the_second_language_of_a_header_names_no_body_and_is_not_lost(english: str) -> None:
    blocks = papers.resolution()
    at = next(i for i, block in enumerate(blocks) if block.text == "TỈNH LAM GIANG")

    found = papers.analysed([*blocks[:at], replace(blocks[at], text=english), *blocks[at:]])

    assert analyse.answer(found)["body"] == "Hội đồng nhân dân tỉnh Lam Giang" and english in said(found)


DECIDED = "Hội đồng nhân dân tỉnh Lam Giang khóa XV, kỳ họp thứ 7"


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("Về nhiệm vụ 6 tháng cuối năm 2002", DECIDED), "Về nhiệm vụ 6 tháng cuối năm 2002"),
        (("Về đặt tên đường", "trên địa bàn", DECIDED), "Về đặt tên đường trên địa bàn"),
        (("Thông qua nội quy kỳ họp của", DECIDED), f"Thông qua nội quy kỳ họp của {DECIDED}"),
        (("Xác nhận tư cách đại biểu,", DECIDED), f"Xác nhận tư cách đại biểu, {DECIDED}"),
    ],
)
def test_who_decides_with_its_session_on_a_line_in_small_letters_ends_the_title(
    lines: tuple[str, ...], title: str
) -> None:
    head = [*papers.head(number="Số: 31/2002/NQ-HĐ"), *centred("NGHỊ QUYẾT", *lines)]

    found = papers.analysed([*head, *papers.body("Căn cứ Luật Mẫu ngày 21/6/1994;", "Điều 1. Tán thành báo cáo.")])

    assert analyse.answer(found)["trich_yeu"] == title


def under(*heading: str) -> dict[str, object]:
    """What is told of a resolution with these lines between its header and its preamble."""
    text = papers.body("Căn cứ Luật Mẫu ngày 19 tháng 6 năm 2015;", "QUYẾT NGHỊ:", "Điều 1. Thông qua.")
    return dict(analyse.answer(papers.analysed([*papers.head(), *centred(*heading), *text])))


@pytest.mark.parametrize("kind", ["Nghị quyết", "Quyết định", "Kế hoạch"])
def test_a_type_in_small_letters_is_one_where_it_stands_alone_in_the_middle(kind: str) -> None:
    """Old fonts draw capitals for small letters; a file that lost them has "Nghị quyết" over its title."""
    alone, within = under(kind, "Về nhiệm vụ năm 1996"), under("NGHỊ QUYẾT", kind, "Về nhiệm vụ năm 1996")

    assert (alone["doc_type"], alone["trich_yeu"]) == (kind, "Về nhiệm vụ năm 1996")
    assert within["doc_type"] == "Nghị quyết"


COUNCIL = "HỘI ĐỒNG NHÂN DÂN TỈNH LAM GIANG KHÓA IV, KỲ HỌP THỨ 5"


@pytest.mark.parametrize(
    "heading",
    [
        ("NGHỊ QUYẾT", COUNCIL, "(Từ ngày 3 đến ngày 5 tháng 7 năm 1996)", "Về nhiệm vụ năm 1996"),
        ("NGHỊ QUYẾT", COUNCIL, "Về nhiệm vụ năm 1996"),
        ("NGHỊ QUYẾT", "HỘI ĐỒNG NHÂN DÂN TỈNH LAM GIANG", "KHÓA IV - KỲ HỌP THỨ 5", "Về nhiệm vụ năm 1996"),
        (f"NGHỊ QUYẾT {COUNCIL}", "Về nhiệm vụ năm 1996"),
        ("NGHỊ QUYẾT KỲ HỌP THỨ 9 HỘI ĐỒNG NHÂN DÂN TỈNH LAM GIANG KHÓA IV", "Về nhiệm vụ năm 1996"),
        ("NGHỊ QUYẾT", "KỲ HỌP THỨ NĂM, HỘI ĐỒNG NHÂN DÂN TỈNH LAM GIANG KHÓA IV", "Về nhiệm vụ năm 1996"),
        (f"NGHỊ QUYẾT {COUNCIL} (Từ ngày 3 đến ngày 5 tháng 7 năm 1996) Về nhiệm vụ năm 1996",),
    ],
)
def test_a_title_below_the_council_and_its_session_is_the_title(heading: tuple[str, ...]) -> None:
    found = under(*heading)

    assert (found["doc_type"], found["trich_yeu"]) == ("Nghị quyết", "Về nhiệm vụ năm 1996")


def test_what_a_title_says_once_more_in_english_is_no_part_of_it() -> None:
    assert under("NGHỊ QUYẾT", "Về hợp tác với Xê Nọi", "On cooperation with Xe Noi")["trich_yeu"] == (
        "Về hợp tác với Xê Nọi"
    )


@pytest.mark.parametrize("line", ["cho thi nhau", "do xe to gay ra", "on-line"])
def test_a_line_of_a_title_without_any_sign_is_no_english(line: str) -> None:
    assert str(under("NGHỊ QUYẾT", "Về hợp tác với Xê Nọi", line)["trich_yeu"]).endswith(line)


@pytest.mark.parametrize(
    "title", ["VỀ VIỆC PHÊ CHUẨN KẾT QUẢ BẦU PHÓ CHỦ TỊCH", "QUY ĐỊNH MỨC CHI TIẾP CÔNG DÂN", "VỀ DỰ TOÁN CỦA XÃ"]
)
def test_type_title_decider_and_session_in_one_line_are_told_apart(title: str) -> None:
    line = f"NGHỊ QUYẾT {title} HỘI ĐỒNG NHÂN DÂN XÃ AN KHÊ KHÓA II, KỲ HỌP THỨ 2"
    facts = papers.analysed([*papers.head(), *papers.body(line, "Căn cứ Luật Mẫu năm 2015;", "Điều 1. Giao.")]).facts

    assert facts.trich_yeu.value == title


def test_a_first_sentence_that_stands_in_the_middle_is_no_line_of_the_title() -> None:
    said = "BÁO CÁO", "Công tác năm 2024 của Thường trực", "Thường trực báo cáo kết quả công tác như sau:"
    centred = [replace(block, align="center") for block in papers.body(*said, method=Method.ocr)]

    found = analyse.answer(papers.analysed([*papers.head(method=Method.ocr), *centred]))

    assert found["trich_yeu"] == said[1]
