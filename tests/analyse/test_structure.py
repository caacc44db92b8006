import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.analyse import parts, structure
from pipeline.document.model import Block, Method, Region
from pipeline.document.passage import Passage, PassageKind
from pipeline.sheet import clauses
from pipeline.sheet import lines as sheet_lines
from tests.analyse import papers

LETTERS = "abcdđeghiklmnopqrstuvxy"


def ids(*said: str, method: Method = Method.text, **given: bool) -> list[str]:
    found = structure.passages([Block(line, method=method) for line in said], **given)  # type: ignore[arg-type]
    return [passage.id for passage in found if passage.id]


@st.composite
def instruments(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """The lines of an instrument in chapters, articles, clauses and points, and the ids that it must get."""
    said, wanted, article = list[str](), list[str](), 0
    for chapter in range(1, draw(st.integers(0, 3)) + 1):
        said += [f"Chương {['I', 'II', 'III'][chapter - 1]}", "QUY ĐỊNH MẪU"]
        wanted.append(f"chuong-{chapter}")
        for _ in range(draw(st.integers(1, 3))):
            article += 1
            _article(draw, article, said, wanted)
    if not said:
        _article(draw, 1, said, wanted)
    return said, wanted


def _article(draw: st.DrawFn, number: int, said: list[str], wanted: list[str]) -> None:
    said.append(
        f"Điều {number}{draw(st.sampled_from(['.', ':']))} {draw(st.sampled_from(['Phạm vi', 'Tổ chức thực hiện']))}"
    )
    wanted.append(f"dieu-{number}")
    for clause in range(1, draw(st.integers(0, 4)) + 1):
        said.append(f"{clause}. Nội dung của khoản này:")
        wanted.append(f"dieu-{number}-khoan-{clause}")
        for letter in LETTERS[: draw(st.integers(0, 8))]:
            said.append(f"{letter}) Nội dung của điểm này;")
            wanted.append(f"dieu-{number}-khoan-{clause}-diem-{letter.replace('đ', 'dd')}")
        if draw(st.booleans()):
            said.append("Đoạn không đánh số.")


@given(instruments())
def test_every_chapter_article_clause_and_point_gets_its_id(made: tuple[list[str], list[str]]) -> None:
    said, wanted = made

    assert ids(*said) == wanted


@given(instruments())
def test_no_word_of_a_generated_instrument_is_lost(made: tuple[list[str], list[str]]) -> None:
    said, _ = made

    found = structure.passages([Block(line) for line in said])

    assert sorted(" ".join(p.text for p in found).replace(".", " ").split()) == sorted(
        " ".join(line.replace(":", ".", 1) if line.startswith("Điều") else line for line in said)
        .replace(".", " ")
        .split()
    )


@pytest.mark.parametrize(
    "line",
    ["2. 500", "7. Con số nhảy cóc", "1. Số lặp lại", "2) 12,5", "200. Nội dung"],
    ids=["digits", "jump", "repeat", "bracket", "far"],
)
def test_a_number_that_breaks_the_sequence_opens_no_clause(line: str) -> None:
    assert ids("Điều 1. Phạm vi", "1. Nội dung.", line) == ["dieu-1", "dieu-1-khoan-1"]


@pytest.mark.parametrize(
    "line",
    [
        "2. 100% số trạm bơm được kiểm tra hằng năm.",
        "2. 05 trạm bơm được sửa chữa.",
        "2. 1.500 hộ dân được hỗ trợ nước sạch;",
        "2. 01/7/2025 là ngày bắt đầu thực hiện.",
        "2. ≥ 50% số hộ của thôn tham gia.",
        "2. 2/3 tổng số đại biểu tán thành.",
        "2. [3] (được bãi bỏ)",
    ],
)
def test_a_clause_may_begin_with_a_figure(line: str) -> None:
    found = ids("Điều 1. Phạm vi", "1. Một nội dung.", line, "3. Nội dung tiếp.")

    assert found == ["dieu-1", "dieu-1-khoan-1", "dieu-1-khoan-2", "dieu-1-khoan-3"]


@pytest.mark.parametrize(
    ("marks", "last"),
    [
        (("1- Trường học", "a- Trường mầm non;", "b- Trường tiểu học;", "2- Kè suối"), "dieu-1-khoan-2"),
        (("1/ Trường học", "a/ Trường mầm non;", "b/ Trường tiểu học;", "2/ Kè suối"), "dieu-1-khoan-2"),
        (("1 - Trường học", "a) Trường mầm non;", "b) Trường tiểu học;", "2 – Kè suối"), "dieu-1-khoan-2"),
        (("1-Trường học", "a/Trường mầm non;", "b-Trường tiểu học;", "2-Kè suối"), "dieu-1-khoan-2"),
    ],
)
def test_clauses_and_points_may_be_marked_by_a_stroke_or_a_dash(marks: tuple[str, ...], last: str) -> None:
    points = ["dieu-1-khoan-1-diem-a", "dieu-1-khoan-1-diem-b"]

    assert ids("Điều 1. Phạm vi", *marks) == ["dieu-1", "dieu-1-khoan-1", *points, last]


@pytest.mark.parametrize("line", ["2/NQ-HĐND ngày 05/7/2023.", "2-KL/TW ngày 05/7/2023.", "2 - 5 ha.", "2/3 số hộ."])
def test_a_number_of_a_document_or_a_span_at_the_start_of_a_line_is_no_clause(line: str) -> None:
    assert ids("Điều 1. Phạm vi", "1. Một nội dung.", line) == ["dieu-1", "dieu-1-khoan-1"]


@pytest.mark.parametrize("line", ["2. 500 ha", "2. 12,5 triệu", "2. 500 300 200", "2. 5 %"])
def test_a_row_of_a_table_is_no_clause(line: str) -> None:
    assert ids("Điều 1. Phạm vi", "1. Một nội dung.", line) == ["dieu-1", "dieu-1-khoan-1"]


@pytest.mark.parametrize("line", ["2. 50.000 đồng/m3 nước.", "2. 2/3 số hộ;", "2. 20 hộ.", "2. 05 trạm:"])
def test_a_clause_that_begins_with_a_figure_ends_as_a_sentence_does(line: str) -> None:
    found = ids("Điều 1. Phạm vi", "1. Một nội dung.", line, "3. Ba nội dung.")

    assert found == ["dieu-1", "dieu-1-khoan-1", "dieu-1-khoan-2", "dieu-1-khoan-3"]


def test_an_article_whose_number_stands_twice_is_a_heading_of_its_own() -> None:
    twice = ("Điều 2. Kinh phí", "b.", "Điều 2. Trách nhiệm", "1. Nội dung.")

    assert ids("Điều 1. Một", "a.", *twice, "Điều 3. Ba", "c.") == [
        "dieu-1",
        "dieu-2",
        "dieu-2-2",
        "dieu-2-2-khoan-1",
        "dieu-3",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("Điều 2. Sửa đổi Điều 2 như sau:", "Điều 2. Kinh phí"),
        ("Điều 2. Kinh phí", "Điều 2. Kinh phí"),
        ("Điều 2. Kinh phí", "Điều 2 của Luật này."),
    ],
    ids=["amended", "printed again", "reference"],
)
def test_a_repeated_number_that_is_no_article_is_text(lines: tuple[str, ...]) -> None:
    assert ids("Điều 1. Một", "a.", *lines) == ["dieu-1", "dieu-2"]


@pytest.mark.parametrize(
    ("below", "clauses"),
    [
        (("1. Một.", "2. Hai.", "2. Hai nữa.", "3. Ba."), ["1", "2", "2-2", "3"]),
        (("1. Một.", "1. Thêm.", "2. Hai."), ["1", "1-2", "2"]),
        (("1. Một.", "2. Hai.", "2. 03 phụ lục được thay thế."), ["1", "2", "2-2"]),
        (("1. Một.", "2. Hai.", "2. Thêm:", "a) Thôn;", "3. Ba."), ["1", "2", "2-2", "2-2-diem-a", "3"]),
        (("1. Một.", "2. Hai:", "2. Mức hai của bảng trên.", "3. Ba."), ["1", "2", "3"]),
        (("1. Một.", "1. Chỉ nhắc lại."), ["1"]),
        (("1. Một.", "2. Hai.", "2. Nhắc lại.", "5. Năm."), ["1", "2"]),
    ],
    ids=["in the middle", "the first", "before a figure", "with points", "of a list", "one alone", "out of sequence"],
)
def test_a_clause_whose_number_stands_twice_has_an_id_of_its_own(below: tuple[str, ...], clauses: list[str]) -> None:
    found = [one for one in ids("Điều 1. Mức hỗ trợ", *below, "Điều 2. Nguồn") if "khoan" in one]

    assert found == [f"dieu-1-khoan-{clause}" for clause in clauses]


def test_a_clause_whose_number_a_scan_says_twice_opens_none() -> None:
    said = ("Điều 1. Mức hỗ trợ", "1. Một.", "2. Hai.", "2. Ba, nhưng máy đọc nhầm.", "3. Bốn.", "Điều 2. Nguồn")

    assert [one for one in ids(*said, method=Method.ocr) if "khoan-2" in one] == ["dieu-1-khoan-2"]


def test_a_number_that_breaks_the_sequence_opens_no_article() -> None:
    assert ids("Điều 1. Một", "Điều 5. Năm", "Điều 2. Hai", "Điều 1. Một lần nữa") == ["dieu-1", "dieu-2"]


def test_a_misprinted_number_does_not_end_the_sequence() -> None:
    said = ("Điều 1. Một", "Điều 3. Hai, in nhầm", "Điều 4. Bốn", "Điều 5. Năm", "Điều 9. Lạc", "Điều 6. Sáu")

    assert ids(*said) == ["dieu-1", "dieu-3", "dieu-4", "dieu-5", "dieu-6"]


def test_ocr_may_lose_one_article_but_not_ten() -> None:
    assert ids("Điều 1. Một", "Điều 3. Ba", "Điều 13. Sai", method=Method.ocr) == ["dieu-1", "dieu-3"]


def test_quoted_articles_of_an_amendment_are_text() -> None:
    said = (
        "Điều 1. Sửa đổi một số điều",
        "1. Sửa đổi Điều 2 như sau:",
        "“Điều 2. Đối tượng",
        "1. Nội dung mới.",
        "2. Nội dung mới nữa.”.",
        "2. Bổ sung Điều 3a như sau: “Điều 3a. Mới",
        "a) Điểm mới”.",
        "Điều 2. Hiệu lực",
    )

    assert ids(*said) == ["dieu-1", "dieu-1-khoan-1", "dieu-1-khoan-2", "dieu-2"]


def test_a_quotation_that_never_closes_swallows_nothing() -> None:
    assert ids("Điều 1. Một", "“Lời dẫn không đóng", "1. Khoản thật.", "Điều 2. Hai") == [
        "dieu-1",
        "dieu-1-khoan-1",
        "dieu-2",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Điều 8 Hình thức",
        "Điều 8: Hình thức",
        "ĐIỀU 8. HÌNH THỨC",
        "Điều 8.Hình thức",
        "ĐIỀU 8 - Hình thức",
        "Điều 8. - Hình thức",
    ],
)
def test_odd_forms_of_an_article_are_articles(line: str) -> None:
    before = [f"Điều {n}. Mẫu" for n in range(1, 8)]

    assert ids(*before, line)[-1] == "dieu-8"


@pytest.mark.parametrize(
    "line", ["Điều 2 Nghị định này quy định rõ.", "Điều 2 và Điều 3 nêu trên.", "điều 2. viết thường"]
)
def test_a_reference_at_the_start_of_a_line_is_no_article(line: str) -> None:
    assert ids("Điều 1. Một", line) == ["dieu-1"]


def test_inserted_articles_and_clauses_keep_their_letter() -> None:
    said = (
        "Điều 1. Một",
        "Điều 1a. Thêm",
        "1. Khoản.",
        "1a. Khoản thêm.",
        "đ) Điểm ngoài thứ tự.",
        "a) Điểm.",
        "Điều 2. Hai",
    )

    assert ids(*said) == [
        "dieu-1",
        "dieu-1a",
        "dieu-1a-khoan-1",
        "dieu-1a-khoan-1a",
        "dieu-1a-khoan-1a-diem-a",
        "dieu-2",
    ]


def headings(found: Sequence[Passage]) -> list[tuple[int, str]]:
    return [(passage.depth, passage.text) for passage in found if passage.depth]


def test_titles_on_the_next_lines_are_joined_and_depths_leave_no_gap() -> None:
    said = (
        "Phần thứ nhất",
        "PHẦN CHUNG",
        "Chương I",
        "QUY ĐỊNH",
        "VỀ TỔ CHỨC",
        "Mục 1",
        "BỘ MÁY",
        "Điều 1. Một",
        "Chương II: Thi hành",
        "Điều 2. Hai",
    )

    found = structure.passages([Block(line) for line in said])

    assert headings(found) == [
        (2, "Phần thứ nhất. PHẦN CHUNG"),
        (3, "Chương I. QUY ĐỊNH VỀ TỔ CHỨC"),
        (4, "Mục 1. BỘ MÁY"),
        (5, "Điều 1. Một"),
        (3, "Chương II. Thi hành"),
        (4, "Điều 2. Hai"),
    ]
    assert [p.id for p in found if p.depth] == ["phan-1", "chuong-1", "chuong-1-muc-1", "dieu-1", "chuong-2", "dieu-2"]


@pytest.mark.parametrize(
    "name", ["nghị quyết mẫu về phí bến đò, bến phà trên địa bàn tỉnh ", "VỀ PHÍ BẾN ĐÒ, BẾN PHÀ "]
)
def test_a_chapter_that_amends_has_all_of_its_title_where_an_article_follows(name: str) -> None:
    title = ("SỬA ĐỔI, BỔ SUNG " if name.isupper() else "Sửa đổi, bổ sung ") + (name * 12).strip()

    before_article = structure.passages([Block(line) for line in ("Chương I", title, "Điều 1. Một", "Điều 2. Hai")])
    before_prose = structure.passages([Block(line) for line in ("Chương I", title, "Lời mở đầu.", "Điều 1. Một")])

    assert headings(before_article)[0] == (2, f"Chương I. {title}")
    assert headings(before_prose)[0] == (2, "Chương I")


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("Điều thứ nhất: Giao đất.", "Điều thứ hai: Thi hành.", "1. Lập bản đồ.", "Điều thứ ba. Hiệu lực"), (1, 2, 3)),
        (("ĐIỀU THỨ NHẤT. PHẠM VI", "ĐIỀU THỨ HAI. THI HÀNH"), (1, 2)),
        (("Điều một. Giao đất.", "Điều hai. Thi hành."), (1, 2)),
        (("Điều thứ 1. Giao đất.", "Điều thứ 2. Thi hành."), (1, 2)),
        (("Điều thứ nhất", "Giao đất.", "Điều thứ nhì", "Thi hành."), (1,)),
        (("Điều thứ nhất. Giao đất.", "Điều hai mươi người nêu ra.", "Điều thứ hai của Nghị quyết này."), (1,)),
    ],
)
def test_articles_may_be_numbered_in_words(lines: tuple[str, ...], found: tuple[int, ...]) -> None:
    told = structure.passages([Block(line) for line in lines])

    assert [one.id for one in told if one.kind is PassageKind.dieu] == [f"dieu-{number}" for number in found]
    bare = " ".join(lines).replace(":", "").replace(".", "")
    assert " ".join(one.text for one in told).replace(":", "").replace(".", "") == bare


def test_numbers_in_words_go_up_to_forty_nine() -> None:
    spelt = ("mười", "mười một", "mười lăm", "hai mươi", "hai mươi mốt", "ba mươi tư", "bốn mươi chín")

    assert [clauses.number_of(sheet_lines.folded(word)) for word in spelt] == [10, 11, 15, 20, 21, 34, 49]


def test_an_article_that_is_a_sentence_keeps_the_sentence_as_text() -> None:
    found = structure.passages([Block("Điều 1. Thông qua kế hoạch năm 2025 của Ủy ban nhân dân tỉnh.")])

    assert [(p.kind, p.text) for p in found] == [
        (PassageKind.dieu, "Điều 1."),
        (PassageKind.paragraph, "Thông qua kế hoạch năm 2025 của Ủy ban nhân dân tỉnh."),
    ]


def test_headings_of_a_report_have_no_legal_rank() -> None:
    said = (
        "I. TÌNH HÌNH",
        "Câu mở đầu.",
        "1. Kết quả",
        "a) Thu ngân sách đạt kế hoạch.",
        "2. Hạn chế",
        "II. KIẾN NGHỊ",
    )

    found = structure.passages([Block(line) for line in said])

    wanted = [
        (PassageKind.heading, "muc-i", 2),
        (PassageKind.heading, "muc-i-1", 3),
        (PassageKind.heading, "muc-i-2", 3),
        (PassageKind.heading, "muc-ii", 2),
    ]
    assert [(p.kind, p.id, p.depth) for p in found if p.depth] == wanted
    dashed = structure.passages([Block(re.sub(r"^(\w+)\. ", r"\1- ", line)) for line in said])
    assert [(p.kind, p.id, p.depth) for p in dashed if p.depth] == wanted


@pytest.mark.parametrize(
    "line",
    [
        *("- Ngày 10/12/2018: làm việc với xã", "+ Sở Mẫu", "• Phòng họp", "-Lưu ý"),
        "2. Phạm vi: từ ngày 01 tháng 01 năm 2020 đến ngày 31 tháng 12 năm 2021.",
        *("b) Khu vực còn lại: 39.000 đồng cho một lượt;", "12) Trạm bơm Mẫu hoạt động trở lại./.", "đ. Nộp một lần."),
    ],
)
def test_an_item_of_a_list_that_seems_centred_is_no_line_of_a_title(line: str) -> None:
    found = structure.passages([Block(line, align="center"), Block("LỊCH GIÁM SÁT", align="center")])

    assert [passage.kind for passage in found] == [PassageKind.paragraph, PassageKind.centred]


@pytest.mark.parametrize("line", ["1. BẢNG GIÁ BƠM NƯỚC", "A. Trạm bơm Mẫu", "2) Danh mục trạm bơm"])
def test_a_numbered_title_stays_centred(line: str) -> None:
    found = structure.passages([Block(line, align="center"), Block("Trạm bơm Mẫu hoạt động.")], articles=False)

    assert found[0].kind in (PassageKind.centred, PassageKind.heading)


def test_tables_stay_tables_and_open_nothing() -> None:
    table = Block("", rows=(("TT", "Nội dung"), ("1.", "Điều 2. Trong bảng")))

    found = structure.passages([Block("Điều 1. Một"), table])

    assert [(p.kind, p.rows) for p in found][1:] == [(PassageKind.table, table.rows)]


def test_an_attached_instrument_and_its_annexes_are_parts_with_their_own_prefix() -> None:
    blocks = [
        *papers.resolution(),
        *papers.body(
            "QUY CHẾ", "Mẫu về tiếp nhận", "(Ban hành kèm theo Nghị quyết số 12/2024/NQ-HĐND ngày 09 tháng 12 năm 2024)"
        ),
        *papers.body("Điều 1. Phạm vi", "1. Khoản.", "Điều 2. Áp dụng", "PHỤ LỤC I", "DANH MỤC MẪU"),
        Block("", rows=(("TT", "Tên"), ("1", "Mẫu"))),
        *papers.body("PHỤ LỤC II", "Điều 1. Trong phụ lục"),
    ]

    found = papers.analysed(blocks)

    assert [p.id for p in found.passages if p.kind is PassageKind.part] == ["qc", "phu-luc-1", "phu-luc-2"]
    assert {"dieu-1", "qc-dieu-1", "qc-dieu-1-khoan-1", "qc-dieu-2", "phu-luc-2-dieu-1"} <= {
        p.id for p in found.passages
    }
    assert found.facts.n_dieu.value == 3


def test_a_table_under_the_signature_without_a_title_is_kept() -> None:
    table = Block("", rows=(("TT", "Danh mục"), ("1", "Công trình mẫu"), ("2", "Công trình khác")))

    found = papers.analysed([*papers.resolution(), table])

    assert found.passages[-1].rows == table.rows


def test_recipients_and_signature_are_not_body_text() -> None:
    found = papers.analysed(papers.resolution())

    said = " ".join(passage.text for passage in found.passages)
    assert "Nơi nhận" not in said
    assert "Nguyễn Văn Mẫu" not in said
    assert "CỘNG HÒA" not in said


@given(st.lists(st.sampled_from(["dieu-1", "dieu-1-2", "qc", "", "dieu-1-khoan-1"]), max_size=12))
def test_no_id_stands_twice(anchors: list[str]) -> None:
    found = structure.unique([Passage(PassageKind.dieu, "x", anchor, 2) for anchor in anchors])

    given_ids = [passage.id for passage in found if passage.id]
    assert len(given_ids) == len(set(given_ids))


def test_a_line_cut_by_a_page_break_is_mended_in_the_text() -> None:
    long = "Giao Ủy ban nhân dân tỉnh tổ chức thực hiện Nghị quyết này và báo cáo Hội đồng nhân dân tỉnh tại"
    blocks = [
        *papers.head(),
        *papers.body(
            "NGHỊ QUYẾT", "Về mẫu", "Căn cứ Luật Mẫu ngày 1 tháng 1 năm 2015;", "Điều 1. Mẫu", long, "kỳ họp cuối năm."
        ),
    ]

    found = papers.analysed(blocks)

    assert f"{long} kỳ họp cuối năm." in {passage.text for passage in found.passages}


def test_parts_cover_the_blocks_behind_the_signature() -> None:
    blocks = [*papers.resolution(), *papers.body("PHỤ LỤC", "Một dòng", "Dòng hai của phụ lục là một câu.")]

    main, attached, signed = parts.divided(blocks, 9, ("Nghị quyết",))

    assert (main.end, attached[-1].end) == (signed.start, len(blocks))
    assert signed.end < attached[0].body and blocks[signed.end].region is Region.body


def shown(*said: str, **look: object) -> list[str]:
    return [passage.text for passage in structure.passages([Block(line, **look) for line in said])]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "cells",
    [
        ["Thôn Đồi", "12", "Thôn Bãi", "8"],
        ["Tỷ lệ hộ nghèo", "4", "Tỷ lệ hộ cận nghèo", "75%"],
        ["1", "Đường trục xã", "2", "Rãnh thoát nước"],
        ["Điều 1. Giao biên chế", "150", "Điều 2. Hiệu lực"],
    ],
    ids=["counts", "shares", "a column of running numbers", "under an article"],
)
def test_numbers_alone_of_a_text_without_pages_are_kept(cells: list[str]) -> None:
    assert shown(*cells) == cells


@pytest.mark.parametrize("pages", [["2"], ["1", "2", "3"], ["- 2 -", "- 3 -"]], ids=["one", "from the first", "dashes"])
def test_page_numbers_typed_into_a_text_are_none_of_its_lines(pages: list[str]) -> None:
    blocks = [Block("Mở đầu.")]
    for number in pages:
        blocks += [Block(number, align="center"), Block(f"Đoạn sau trang {number}.")]

    assert [passage.text for passage in structure.passages(blocks)] == [
        "Mở đầu.",
        *(f"Đoạn sau trang {number}." for number in pages),
    ]


@pytest.mark.parametrize("numbers", [["7"], ["2", "4"], ["1", "12"]])
def test_numbers_in_the_middle_that_do_not_count_pages_are_kept(numbers: list[str]) -> None:
    assert shown(*numbers, align="center") == numbers


def test_a_lone_number_of_a_sheet_is_none_of_its_lines() -> None:
    assert shown("Mở đầu.", "12", "Đoạn sau.", page=3) == ["Mở đầu.", "Đoạn sau."]


@pytest.mark.parametrize("number", ["12", "142", "7"])
def test_a_number_alone_of_a_text_without_pages_reaches_the_page(number: str) -> None:
    found = papers.analysed([*papers.head(), *papers.body("NGHỊ QUYẾT", "Về mẫu", "Điều 1. Mẫu", "Thôn Đồi", number)])

    assert [passage.text for passage in found.passages][-2:] == ["Thôn Đồi", number]
