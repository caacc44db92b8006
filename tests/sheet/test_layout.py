import random
from dataclasses import replace
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document.model import Block, Method, Region
from pipeline.sheet import layout, paragraphs, rows, stamps, tables, words
from pipeline.sheet.layout import Page
from pipeline.sheet.tables import RuledLine
from pipeline.sheet.words import Glyph, Word

WIDTH, HEIGHT = 595.0, 842.0
LETTERS = "abcđeghiklmnôưứợ"


def word(text: str, left: float, baseline: float, *, size: float = 13, method: Method = Method.text) -> Word:
    wide = 0.5 * size * len(text)
    return Word(text, left, baseline - 0.2 * size, left + wide, baseline + 0.8 * size, baseline, size, method=method)


def row(text: str, left: float, baseline: float, *, size: float = 13, method: Method = Method.text) -> list[Word]:
    found = []
    for part in text.split():
        found.append(word(part, left, baseline, size=size, method=method))
        left = found[-1].right + 0.3 * size
    return found


WORDS = st.lists(
    st.builds(
        word,
        st.text(LETTERS, min_size=2, max_size=8),
        st.floats(30, 500),
        st.floats(30, 800),
        size=st.sampled_from([11.0, 13.0, 14.0]),
        method=st.sampled_from([Method.text, Method.stamp]),
    ),
    max_size=40,
)


def all_words(blocks: tuple[Block, ...]) -> list[str]:
    texts = [block.text for block in blocks] + [cell for block in blocks for cells in block.rows for cell in cells]
    return sorted(part for text in texts for part in text.split())


@settings(deadline=None)
@given(WORDS)
def test_no_word_is_lost_or_doubled(found: list[Word]) -> None:
    shown = tuple(word for word in found if word.method is Method.text)
    drawn = tuple(word for word in found if word.method is Method.stamp)

    blocks = layout.blocks([Page(1, WIDTH, HEIGHT, shown, drawn)])

    assert all_words(blocks) == sorted(word.text for word in found)


@settings(deadline=None)
@given(WORDS, st.lists(st.tuples(st.floats(0, 595), st.floats(0, 842)), min_size=2, max_size=8))
def test_ruling_lines_lose_no_word(found: list[Word], points: list[tuple[float, float]]) -> None:
    (x0, y0), *others = points
    flat = [RuledLine(min(x0, x), y, max(x0, x), y) for x, y in others]
    upright = [RuledLine(x, min(y0, y), x, max(y0, y)) for x, y in others]

    blocks = layout.blocks([Page(1, WIDTH, HEIGHT, tuple(found), (), (*flat, *upright))])

    assert all_words(blocks) == sorted(word.text for word in found)


@given(st.randoms())
def test_order_of_drawing_does_not_matter(order: random.Random) -> None:
    found = row("Căn cứ Luật Tổ chức chính quyền địa phương", 85, 700) + row("và các văn bản khác", 85, 683)
    shuffled = list(found)
    order.shuffle(shuffled)

    assert layout.blocks([Page(1, WIDTH, HEIGHT, tuple(shuffled))]) == layout.blocks(
        [Page(1, WIDTH, HEIGHT, tuple(found))]
    )


def glyphs(text: str, left: float = 100, gap: float = 0.0) -> list[Glyph]:
    found = []
    for char in text:
        found.append(Glyph(char, left, 697, left + 6, 709, 700, 12, False, False, False))
        left += 6 + gap
    return found


def test_words_are_parted_by_spaces_and_by_gaps() -> None:
    moved = [glyph._replace(left=glyph.left + 60, right=glyph.right + 60) for glyph in glyphs("ba")]

    assert [word.text for word in words.of_glyphs(glyphs("Điều 12") + moved)] == ["Điều", "12", "ba"]


def test_narrow_space_of_justified_text_still_parts_words() -> None:
    squeezed = [glyph._replace(right=glyph.right + 5) if glyph.char == "a" else glyph for glyph in glyphs("a b")]

    assert [word.text for word in words.of_glyphs(squeezed)] == ["a", "b"]


def test_decomposed_letters_are_composed() -> None:
    assert words.of_glyphs(glyphs("Điê\u0300u"))[0].text == "Điều"


def test_mark_in_the_box_of_its_wide_letter_does_not_part_the_word() -> None:
    letters = glyphs("HOA")
    wide = [letters[0], letters[1]._replace(right=letters[1].left + 11), letters[2]._replace(left=letters[1].left + 11)]
    found = words.of_glyphs([*wide[:2], wide[1]._replace(char="\u0300"), wide[2]])

    assert [word.text for word in found] == ["HÒA"]


def test_word_drawn_twice_for_boldness_stands_once() -> None:
    twice = [*glyphs("QUYẾT"), *glyphs("QUYẾT", left=100.3)]

    assert [word.text for word in words.of_glyphs(twice)] == ["QUYẾT"]


def test_lines_that_could_have_held_the_next_word_end_their_paragraph() -> None:
    full = "Hội đồng nhân dân giao Ủy ban nhân dân tổ chức thực hiện theo"
    found = [*row(full, 85, 700), *row("nghị quyết này.", 85, 683), *row("Thường trực giám sát.", 85, 666)]

    texts = [block.text for block in layout.blocks([Page(1, WIDTH, HEIGHT, tuple(found))])]

    assert texts == [f"{full} nghị quyết này.", "Thường trực giám sát."]


def test_symbol_broken_after_its_hyphen_is_one_again() -> None:
    assert paragraphs.joined(["Nghị quyết số 12/2024/NQ-", "HĐND ngày"]) == "Nghị quyết số 12/2024/NQ-HĐND ngày"
    assert paragraphs.joined(["giai đoạn 2021 -", "2025"]) == "giai đoạn 2021 - 2025"


def test_stamp_over_dots_replaces_them() -> None:
    line = [*row("Số: ....... /NQ-HĐND", 100, 700)]
    mark = word("27", 130, 701, method=Method.stamp)

    found, left = stamps.typed_in(line, [mark])

    assert rows.rows(found)[0].text == "Số: 27 /NQ-HĐND"
    assert left == []


@pytest.mark.parametrize("slash", [0, 2], ids=["apart", "over its foot"])
def test_figures_before_and_behind_a_slash_fill_two_gaps(slash: float) -> None:
    line = [word("ngày", 100, 700), word("/", 137 - slash, 700), word("/2024.", 155, 700)]
    typed = [word("15", 125, 700, method=Method.stamp), word("12", 141, 700, method=Method.stamp)]

    found, left = stamps.typed_in(line, typed)

    assert rows.rows(found)[0].text == "ngày 15 / 12 /2024."
    assert left == []


def test_frame_around_text_is_no_table() -> None:
    box = [
        RuledLine(50, 600, 550, 600),
        RuledLine(50, 700, 550, 700),
        RuledLine(50, 600, 50, 700),
        RuledLine(550, 600, 550, 700),
    ]

    assert tables.grids(box) == []


@pytest.mark.parametrize("said", ["Lý do: nghỉ hưu theo chế độ.", "Email: vanthu@phuvinh.vidu.vn", "Chức danh: Phó"])
def test_a_line_of_the_text_that_stamps_also_have_is_text(said: str) -> None:
    found = [*row("Điều 1. Miễn nhiệm chức vụ Phó Trưởng Ban.", 85, 500), *row(said, 85, 480)]

    blocks = layout.blocks([Page(1, WIDTH, HEIGHT, tuple(found))])

    assert {block.region for block in blocks} == {Region.body}


@pytest.mark.parametrize("said", ["Lý do: phát hành", "Email: vanthu@phuvinh.vidu.vn", "Chức danh: Văn thư"])
@pytest.mark.parametrize("size", [7.0, 13.0])
def test_such_a_line_is_a_stamp_s_where_a_stamp_stands_above_it(said: str, size: float) -> None:
    text = row("Điều 1. Miễn nhiệm chức vụ Phó Trưởng Ban Pháp chế.", 85, 500)
    stamp = [*row("Người ký: Văn thư", 300, 300, size=size), *row(said, 300, 280, size=size)]

    blocks = layout.blocks([Page(1, WIDTH, HEIGHT, (*text, *stamp))])

    assert {block.region for block in blocks if said in block.text} == {Region.stamp}


def test_arrival_stamp_above_a_scan_s_header_is_a_stamp() -> None:
    found = [
        *row("ĐẾN Số 4707", 60, 815, method=Method.ocr),
        *row("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 280, 780, method=Method.ocr),
        *row("HỘI ĐỒNG NHÂN DÂN", 60, 780, method=Method.ocr),
        *row("Số: 12/NQ-HĐND", 70, 740, method=Method.ocr),
        *row("Lam Giang, ngày 9 tháng 12 năm 2024", 300, 740, method=Method.ocr),
    ]

    blocks = layout.blocks([Page(1, WIDTH, HEIGHT, tuple(found))])

    assert [(block.text, block.region) for block in blocks][:2] == [
        ("ĐẾN Số 4707", Region.stamp),
        ("HỘI ĐỒNG NHÂN DÂN", Region.header_left),
    ]


@pytest.mark.parametrize("named", ["CÔNG VĂN ĐẾN", "CÔNG VĂN ĐỀN", "VĂN BẢN ĐẾN"])
def test_a_blue_arrival_stamp_beside_the_title_of_a_scan_is_a_stamp(named: str) -> None:
    found = [
        *row("HỘI ĐỒNG NHÂN DÂN", 60, 780, method=Method.ocr),
        *row("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 280, 780, method=Method.ocr),
        *row("Số: 12/KH-HĐND", 70, 740, method=Method.ocr),
        *row("Lam Giang, ngày 9 tháng 12 năm 2024", 300, 740, method=Method.ocr),
        *row("UBND XÃ MẪU", 70, 716, size=9, method=Method.ocr),
        *row(named, 70, 700, size=9, method=Method.ocr),
        *row("KẾ HOẠCH", 270, 700, method=Method.ocr),
        *row("Số: 1764", 70, 684, size=9, method=Method.ocr),
        *row("Giám sát việc cấp nước của các đơn vị", 180, 684, method=Method.ocr),
    ]

    blocks = layout.blocks([Page(1, WIDTH, HEIGHT, tuple(found))])

    said = {block.text: block.region for block in blocks}
    assert said["KẾ HOẠCH"] is said["Giám sát việc cấp nước của các đơn vị"] is Region.body
    assert said[named] is said["UBND XÃ MẪU"] is said["Số: 1764"] is Region.stamp


def test_pen_strokes_are_no_lines_but_a_handwritten_number_is_kept() -> None:
    unsure = [Word("0†", 132, 736, 145, 748, 738, 13, method=Method.ocr, confidence=0.2)]
    strokes = [Word("¬‹=", 300, 400, 330, 412, 402, 13, method=Method.ocr, confidence=0.2)]
    found = [*row("Số:", 100, 738, method=Method.ocr), *unsure, *strokes]

    texts = [block.text for block in layout.blocks([Page(1, WIDTH, HEIGHT, tuple(found))])]

    assert texts == ["Số: 0†"]


def test_name_behind_the_page_break_belongs_to_the_signature() -> None:
    first = [*row("Nơi nhận:", 85, 120), *row("- Lưu: VT.", 85, 105), *row("CHỦ TỊCH", 400, 120)]
    second = [*row("2", 295, 800), *row("Lê Thị Hoài Sương", 370, 750)]

    blocks = layout.blocks([Page(1, WIDTH, HEIGHT, tuple(first)), Page(2, WIDTH, HEIGHT, tuple(second))])

    assert [block.text for block in blocks if block.region is Region.signature] == ["CHỦ TỊCH", "Lê Thị Hoài Sương"]


def test_foot_of_both_pages_of_two_is_margin() -> None:
    foot = row("BM01/VP-QT 7.0", 85, 40)
    pages = [Page(number, WIDTH, HEIGHT, (*row("Ý kiến của lãnh đạo phòng", 85, 500), *foot)) for number in (1, 2)]

    texts = [block.text for block in layout.blocks(pages) if block.region is Region.margin]

    assert texts == ["BM01/VP-QT 7.0"] * 2


def test_attached_charter_s_centred_head_ends_before_its_title() -> None:
    found = [
        *row("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 170, 780, size=12),
        *row("Độc lập - Tự do - Hạnh phúc", 200, 764, size=12),
        *row("ĐIỀU LỆ QUỸ ĐỌC SÁCH TỈNH LAM GIANG", 165, 730, size=12),
        *row("(Kèm theo Quyết định số 14 /QĐ-UBND ngày 30 tháng 6 năm 2025)", 110, 710, size=11),
        *row("Điều 1. Tên gọi", 85, 680),
    ]

    blocks = layout.blocks([Page(1, WIDTH, HEIGHT, tuple(found))])

    assert [block.text[:8] for block in blocks if block.region is Region.header_right] == ["CỘNG HÒA", "Độc lập "]
    assert not [block for block in blocks if block.region is Region.header_left]


def test_two_who_sign_minutes_are_both_signatures() -> None:
    found = [
        *row("Biên bản kết thúc lúc 17 giờ cùng ngày và được đọc lại cho mọi người nghe.", 85, 400),
        *row("THƯ KÝ KỲ HỌP", 110, 360),
        *row("CHỦ TỌA", 400, 360),
        *row("Trần Văn Mẫn", 115, 290),
        *row("Lê Thị Hoài Sương", 380, 290),
    ]

    blocks = layout.blocks([Page(1, WIDTH, HEIGHT, tuple(found))])

    signed = [block.text for block in blocks if block.region is Region.signature]
    assert signed == ["THƯ KÝ KỲ HỌP", "Trần Văn Mẫn", "CHỦ TỌA", "Lê Thị Hoài Sương"]


def test_two_who_sign_beside_each_other_over_the_recipients_are_both_signatures() -> None:
    found = [
        *row("Điều 3. Các cơ quan liên quan chịu trách nhiệm thi hành Nghị quyết liên tịch này.", 85, 420),
        *row("TM. THƯỜNG TRỰC HĐND", 95, 380),
        *row("TM. BAN THƯỜNG TRỰC", 360, 380),
        *row("CHỦ TỊCH", 130, 362),
        *row("CHỦ TỊCH", 395, 362),
        *row("Trần Văn Mẫn", 115, 290),
        *row("Lê Thị Hoài Sương", 370, 290),
        *row("Nơi nhận:", 85, 255),
        *row("- Lưu: VT.", 85, 240),
    ]

    blocks = layout.blocks([Page(1, WIDTH, HEIGHT, tuple(found))])

    signed = [block.text for block in blocks if block.region is Region.signature]
    assert signed[:3] == ["TM. THƯỜNG TRỰC HĐND", "CHỦ TỊCH", "Trần Văn Mẫn"]
    assert signed[3:] == ["TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH", "Lê Thị Hoài Sương"]


def test_party_s_header_ends_before_its_title() -> None:
    found = [
        *row("TỈNH ỦY LAM GIANG", 90, 780),
        *row("ĐẢNG CỘNG SẢN VIỆT NAM", 330, 780),
        *row("Số 36-KL/TU", 110, 748),
        *row("Lam Giang, ngày 11 tháng 3 năm 2024", 310, 748),
        *row("KẾT LUẬN VỀ ĐỌC SÁCH", 220, 700),
        *row("Căn cứ Luật Thư viện ngày 21 tháng 11 năm 2019", 120, 680),
    ]

    blocks = layout.blocks([Page(1, WIDTH, HEIGHT, tuple(found))])

    assert [block.text for block in blocks if block.region is Region.header_left][-1] == "Số 36-KL/TU"
    assert [block.text for block in blocks if block.region is Region.header_right][-1].startswith("Lam Giang, ngày 11")
    assert next(block.text for block in blocks if block.region is Region.body) == "KẾT LUẬN VỀ ĐỌC SÁCH"


@pytest.mark.parametrize("actor", ["Thường trực Hội đồng", "Ban Pháp chế Hội đồng", "Đoàn giám sát chuyên đề"])
def test_who_acts_below_the_preamble_begins_a_paragraph_of_its_own(actor: str) -> None:
    said = [
        "Căn cứ Luật Thư viện ngày 21 tháng 11 năm 2019 và hai luật khác;",
        f"{actor} nhân dân tỉnh xây dựng kế hoạch",
    ]
    found = [
        word for at, line in enumerate([*said, "như sau về việc đọc sách."]) for word in row(line, 85, 680 - 27 * at)
    ]

    blocks = layout.blocks([Page(1, WIDTH, HEIGHT, tuple(found))])

    assert next(block.text for block in blocks) == said[0]


def test_heading_of_the_annex_behind_a_signature_is_no_late_name() -> None:
    first = [*row("Nơi nhận:", 85, 120), *row("CHỦ TỊCH", 400, 120), *row("Lê Thị Hoài Sương", 370, 60)]
    second = [*row("PHỤ LỤC I", 260, 750), *row("Danh mục thư viện xã", 220, 730)]

    blocks = layout.blocks([Page(1, WIDTH, HEIGHT, tuple(first)), Page(2, WIDTH, HEIGHT, tuple(second))])

    assert {block.region for block in blocks if block.page == 2} == {Region.body}


def test_misread_recipients_are_told_by_their_list_and_the_authority_beside() -> None:
    found = [*row("Thi những", 85, 300), *row("CHỦ TỊCH", 400, 300), *row("Đặng Hải Triều", 380, 230)]
    for index, listed in enumerate(("- Văn phòng Chính phủ;", "- Thường trực Tỉnh ủy;", "- Lưu: VT.")):
        found += row(listed, 85, 285 - 14 * index, size=11)

    blocks = layout.blocks([Page(1, WIDTH, HEIGHT, tuple(found))])

    assert [block.text for block in blocks if block.region is Region.signature] == ["CHỦ TỊCH", "Đặng Hải Triều"]


def framed(lefts: float, *rows_: tuple[str, str]) -> tuple[list[Word], list[RuledLine]]:
    """Two columns of lines within drawn cells, a row each."""
    found: list[Word] = []
    for at, (left, right) in enumerate(rows_):
        found += [*row(left, 90, 780 - 40 * at), *row(right, lefts + 10, 780 - 40 * at)]
    tops = [800 - 40 * at for at in range(len(rows_) + 1)]
    flat = [RuledLine(85, y, 540, y) for y in tops]
    return found, [*flat, *(RuledLine(x, tops[-1], x, tops[0]) for x in (85, lefts, 540))]


def regions(found: list[Word], rules: list[RuledLine]) -> dict[str, Region]:
    blocks = layout.blocks([Page(1, WIDTH, HEIGHT, tuple(found), (), tuple(rules))])
    return {block.text or str(block.rows): block.region for block in blocks}


def test_lines_drawn_around_the_head_of_a_sheet_rule_no_table() -> None:
    head = framed(
        260, ("UBND LAM GIANG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("Số: 5/QĐ-UBND", "Độc lập - Tự do - Hạnh phúc")
    )

    found = regions(*head)

    assert found["Số: 5/QĐ-UBND"] is Region.header_left
    assert found["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"] is Region.header_right


def test_lines_drawn_around_recipients_and_signature_rule_no_table() -> None:
    end = framed(310, ("Nơi nhận:", "CHỦ TỊCH"), ("- Như Điều 3;", "(Đã ký)"), ("- Lưu: VT.", "Lê Văn Mẫu"))

    found = regions(*end)

    assert found["- Lưu: VT."] is Region.recipients
    assert found["Lê Văn Mẫu"] is Region.signature


def test_a_table_that_names_neither_stays_a_table() -> None:
    found = regions(*framed(310, ("Trạm bơm", "Công suất"), ("An Khê Hạ", "500"), ("Phú Mẫu", "300")))

    assert list(found.values()) == [Region.body]
    assert "('An Khê Hạ', '500')" in next(iter(found))


@pytest.mark.parametrize("ends", ["foot", "head", "both"])
def test_a_row_that_a_browser_cut_without_a_line_across_is_one_of_the_table(ends: str) -> None:
    words, rules = framed(310, ("Trạm bơm", "Công suất"), ("An Khê Hạ", "500"), ("Phú Mẫu", "300"))
    open_ends = {"foot": (680,), "head": (800,), "both": (680, 800)}[ends]

    found = regions(words, [rule for rule in rules if not (rule.y0 == rule.y1 and rule.y0 in open_ends)])

    assert list(found) == ["(('Trạm bơm', 'Công suất'), ('An Khê Hạ', '500'), ('Phú Mẫu', '300'))"]


def test_a_row_that_fills_a_page_between_lines_that_stand_alone_is_one_of_the_table() -> None:
    first, rules = framed(310, ("Trạm bơm", "Công suất"), ("An Khê Hạ", "Nạo vét kênh dẫn"))
    bars = [RuledLine(x, 60, x, 800) for x in (85, 310, 540)]
    foot = [RuledLine(85, 60, 540, 60), RuledLine(85, 720, 540, 720)]
    words = [*row("và lắp máy mới,", 320, 700), *row("thử máy xong", 320, 400)]
    last = [*row("rồi bàn giao.", 320, 780), *row("Phú Mẫu", 90, 700), *row("Sửa mái", 320, 700)]
    pages = [(first, rules), (words, bars), (last, [*bars, *foot])]

    blocks = layout.blocks([Page(at, WIDTH, HEIGHT, tuple(w), (), tuple(r)) for at, (w, r) in enumerate(pages, 1)])

    assert [block.rows for block in blocks] == [
        (
            ("Trạm bơm", "Công suất"),
            ("An Khê Hạ", "Nạo vét kênh dẫn và lắp máy mới, thử máy xong rồi bàn giao."),
            ("Phú Mẫu", "Sửa mái"),
        )
    ]


@pytest.mark.parametrize("xs", [(300,), (85, 540), (200, 400)])
def test_one_or_two_upright_lines_are_no_table(xs: tuple[int, ...]) -> None:
    found = regions(row("Hội đồng nhân dân xã giao Ủy ban nhân dân", 90, 700), [RuledLine(x, 60, x, 800) for x in xs])

    assert list(found) == ["Hội đồng nhân dân xã giao Ủy ban nhân dân"]


def test_one_line_that_runs_on_beyond_a_table_makes_no_row_of_the_text_beside_it() -> None:
    words, rules = framed(310, ("Trạm bơm", "Công suất"), ("An Khê Hạ", "500"))
    below = row("Nguồn vốn do ngân sách tỉnh bảo đảm.", 90, 690)

    found = regions([*words, *below], [*rules, RuledLine(85, 600, 85, 720)])

    assert "Nguồn vốn do ngân sách tỉnh bảo đảm." in found


def test_a_frame_around_one_text_is_a_paragraph() -> None:
    found = regions(*framed(310, ("Trạm bơm số một", ""), ("", "")))

    assert found == {"Trạm bơm số một": Region.body}


def regions_of(*pages: list[Word]) -> list[tuple[str, str]]:
    found = layout.blocks([Page(at, WIDTH, HEIGHT, tuple(words)) for at, words in enumerate(pages, 1)])
    return [(block.region.value, block.text) for block in found if block.region is not Region.body]


BEGUN = [*row("Điều 2. Nghị quyết này có hiệu lực từ ngày ký và được giao cho các ban thi hành", 70, 200)]


@pytest.mark.parametrize("cut", range(1, 5))
def test_a_page_break_within_recipients_and_signature_parts_neither(cut: int) -> None:
    table = [
        [*row("Nơi nhận:", 70, 0), *row("TM. ĐOÀN GIÁM SÁT", 330, 0)],
        [*row("- Thường trực HĐND;", 70, 0), *row("TRƯỞNG ĐOÀN", 350, 0)],
        [*row("- Đại biểu HĐND;", 70, 0)],
        [*row("- Lưu: VT.", 70, 0)],
        [*row("Trần Hoài Vinh", 350, 0)],
    ]
    first = [moved for at, line in enumerate(table[:cut]) for moved in set_at(line, 120 - 16 * at)]
    second = [moved for at, line in enumerate(table[cut:]) for moved in set_at(line, 760 - 16 * at)]
    annex = [*row("PHỤ LỤC", 275, 600), *row("Kèm theo Nghị quyết này là danh mục các công trình của tỉnh", 70, 570)]

    found = regions_of([*BEGUN, *first], [*second, *annex])

    assert [said for region, said in found if region == "recipients"] == [
        "Nơi nhận:", "- Thường trực HĐND;", "- Đại biểu HĐND;", "- Lưu: VT.",
    ]  # fmt: skip
    signed = " ".join(said for region, said in found if region == "signature")
    assert signed == "TM. ĐOÀN GIÁM SÁT TRƯỞNG ĐOÀN Trần Hoài Vinh"


def test_a_list_that_begins_the_page_after_a_whole_signature_is_text() -> None:
    ends = [*row("Nơi nhận:", 70, 120), *row("CHỦ TỊCH", 350, 120), *row("- Lưu: VT.", 70, 100)]
    ends += row("Trần Hoài Vinh", 350, 60)
    annex = [*row("- Các công trình cấp nước;", 70, 760), *row("- Các công trình thủy lợi.", 70, 740)]

    assert all("công trình" not in said for _, said in regions_of([*BEGUN, *ends], annex))


@pytest.mark.parametrize("beside", [(), ((70, 40),), ((40, 54),)])
def test_a_wrapped_date_is_one_whatever_stands_beside_it(beside: tuple[tuple[int, int], ...]) -> None:
    head = [*row("HỘI ĐỒNG NHÂN DÂN", 70, 780), *row("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 300, 780)]
    head += [*row("TỈNH LAM GIANG", 90, 764), *row("Độc lập - Tự do - Hạnh phúc", 330, 764)]
    head += [*row("Số: 42/KH-ĐGS", 90, 742), *row("Lam Giang, ngày 16 tháng 10 năm", 310, 740)]
    head += row("2024", 400, 724)
    head += [part for left, below in beside for part in row("V/v giám sát", left, 764 - below)]
    title = [
        *row("KẾ HOẠCH", 260, 680),
        *row("Giám sát việc cấp nước sạch nông thôn trên địa bàn tỉnh Lam Giang", 90, 660),
    ]

    assert ("header-right", "Lam Giang, ngày 16 tháng 10 năm 2024") in [
        (region, said) for region, said in joined(regions_of([*head, *title]))
    ]


def joined(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The last two lines of the right cell as one, as the head is read."""
    right = [said for region, said in found if region == "header-right"]
    return [("header-right", " ".join(right[-2:])), *found]


def set_at(line: list[Word], baseline: float) -> list[Word]:
    shift = [w.baseline for w in line]
    return [
        replace(w, bottom=w.bottom - b + baseline, top=w.top - b + baseline, baseline=baseline)
        for w, b in zip(line, shift, strict=True)
    ]


def test_the_first_sentence_below_an_addressee_set_in_is_no_part_of_it() -> None:
    words = [
        *row("TỜ TRÌNH", 250, 700),
        *row("Kính gửi: Thường trực Hội đồng nhân dân tỉnh", 150, 670),
        *row("Ban Dân tộc kính trình Thường trực Hội đồng nhân dân tỉnh:", 85, 645),
        *row("1. Sự cần thiết", 85, 620),
    ]

    assert [block.text for block in layout.blocks([Page(1, WIDTH, HEIGHT, tuple(words))])][1:3] == [
        "Kính gửi: Thường trực Hội đồng nhân dân tỉnh",
        "Ban Dân tộc kính trình Thường trực Hội đồng nhân dân tỉnh:",
    ]


@pytest.mark.parametrize(
    ("below", "first"),
    [
        ("Điều 1. Phạm vi điều chỉnh", 85),
        ("Chương I", 270),
        ("1. Số lượng trạm bơm", 85),
        ("Trạm bơm Mẫu được hỗ trợ", 85),
    ],
)
@pytest.mark.parametrize(
    "note",
    [
        ("(Kèm theo Nghị quyết số 7/NQ-HĐND ngày 10/12/2024 của HĐND tỉnh)",),
        ("(Ban hành kèm theo Nghị quyết số 7/NQ-HĐND ngày 10 tháng 12", "năm 2024 của Hội đồng nhân dân tỉnh Mẫu)"),
    ],
)
def test_a_note_of_what_an_annex_came_with_is_whole_and_alone(note: tuple[str, ...], below: str, first: int) -> None:
    words = [*row("QUY ĐỊNH", 260, 700), *row(note[0], 110, 675)]
    words += row(note[1], 160, 658) if note[1:] else []
    words += [*row(below, first, 630), *row("Quy định này quy định tiêu chí.", 85, 605)]

    told = [block.text for block in layout.blocks([Page(1, WIDTH, HEIGHT, tuple(words))])]
    assert told[1:3] == [" ".join(note), below]


@pytest.mark.parametrize(
    ("above", "below", "parts"),
    [
        ("Về việc thành lập Đoàn giám sát", "Điều 1. Thành lập Đoàn giám sát.", 2),
        ("Quy định mức thu phí", "Điều 12a. Mức thu là 5.000 đồng", 2),
        ("Các đơn vị có trách nhiệm thu và nộp mức thu theo", "Điều 5. Mức thu là", 1),
        ("Các đơn vị có trách nhiệm thu và nộp mức thu tại", "Điều 5 của Quy chế này", 1),
    ],
)
def test_an_article_begins_a_paragraph_wherever_the_line_above_ended(above: str, below: str, parts: int) -> None:
    words = [
        *row(above, 85, 600),
        *row(below, 85, 584),
        *row("Nội dung của một dòng ngắn", 85, 568),
    ]
    blocks = layout.blocks([Page(1, WIDTH, HEIGHT, tuple(words))])
    assert (len([block for block in blocks if block.text == above]) == 1) == (parts == 2)


LONG = "Hội đồng nhân dân xã hỗ trợ"  # a line that fills its column


def column(first: str, left: float, top: float, *, lines: int = 6, wide: str = LONG) -> list[list[Word]]:
    said = [first, *[wide] * (lines - 2), "đến hết năm nay."]
    return [row(line, left, top - 16 * at) for at, line in enumerate(said)]


def test_text_in_two_columns_is_read_down_the_left_one_first() -> None:
    title = row("QUYẾT NGHỊ VỀ VIỆC HỖ TRỢ TRẠM BƠM CỦA XÃ", 150, 760)
    left = [*column(f"Điều 1. {LONG[:18]}", 60, 720), *column(f"Điều 2. {LONG[:18]}", 60, 620)]
    right = [*column(f"Điều 3. {LONG[:18]}", 320, 723), *column(f"Điều 4. {LONG[:18]}", 320, 627)]
    below = row("Nghị quyết này được đăng công báo và gửi đến các thôn của xã ngay sau khi ký.", 60, 480)
    sheet = Page(1, WIDTH, HEIGHT, (*title, *chain.from_iterable(left + right), *below))

    said = [block.text for block in layout.blocks([sheet])]

    assert [text[:7] for text in said] == ["QUYẾT N", "Điều 1.", "Điều 2.", "Điều 3.", "Điều 4.", "Nghị qu"]
    assert all(text.count("Điều") == 1 and text.endswith("đến hết năm nay.") for text in said[1:5])


def test_a_paragraph_goes_on_in_the_next_column_and_overleaf() -> None:
    def of(number: int, begins: str) -> Page:
        left = [row(begins if at == 0 else LONG, 60, 720 - 16 * at) for at in range(10)]
        right = [row(LONG, 320, 720 - 16 * at) for at in range(10)]
        return Page(number, WIDTH, HEIGHT, tuple(chain.from_iterable(left + right)))

    (block,) = layout.blocks([of(1, f"Điều 1. {LONG[:18]}"), of(2, f"và {LONG[:22]}")])

    assert block.text.count(LONG) == 38


@pytest.mark.parametrize(
    "cells", [("Thôn Bãi Soi", "12.500 đồng"), ("1. Trạm bơm số một", "Đã sửa xong năm nay"), (LONG, "x")]
)
def test_rows_of_a_table_without_lines_stay_rows(cells: tuple[str, str]) -> None:
    told = [
        row(f"{said}{'' if at % 2 else ' nhỏ'}", (60, 320)[side], 720 - 16 * at)
        for at in range(8)
        for side, said in enumerate(cells)
    ]
    said = " ".join(block.text for block in layout.blocks([Page(1, WIDTH, HEIGHT, tuple(chain.from_iterable(told)))]))

    assert said.count(f"{cells[0]} {cells[1]}") + said.count(f"{cells[0]} nhỏ {cells[1]}") == 8


@pytest.mark.parametrize(
    ("above", "below", "parts"),
    [
        ("Về phối hợp tổ chức tiếp xúc cử tri của các cấp", "Căn cứ Luật Tổ chức chính quyền địa phương;", 2),
        ("HỘI ĐỒNG NHÂN DÂN TỈNH LAM GIANG", "Xét Tờ trình số 5/TTr-UBND;", 2),
        ("Về mức thu phí thăm quan trên địa bàn của tỉnh", "Theo đề nghị của Thường trực;", 2),
        ("Ban đã giám sát việc thu phí của các đơn vị.", "Căn cứ vào kết quả, Ban kiến nghị", 1),
        ("Kế hoạch tổ chức thực hiện Nghị quyết của tỉnh", "Thực hiện công tác dân số", 1),
    ],
)
def test_a_legal_basis_begins_a_paragraph_where_no_sentence_ended(above: str, below: str, parts: int) -> None:
    words = [*row(above, 85, 600), *row(below, 85, 584), *row("Nội dung của một dòng ngắn", 85, 568)]
    blocks = layout.blocks([Page(1, WIDTH, HEIGHT, tuple(words))])
    assert any(block.text.startswith(below.split()[0]) for block in blocks) or parts == 1
    assert any(block.text == above for block in blocks) or parts == 1


def test_each_basis_begins_a_paragraph_though_its_line_stands_in_the_middle() -> None:
    bases = ["Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6;", "Căn cứ Luật Ngân sách nhà nước năm 2015;"]
    wide = "Nội dung của một dòng rộng hơn dòng trên, từ lề trái sang lề phải"
    text = chain(*(row(wide, 85, 560 - 18 * n) for n in range(9)))
    words = [*row(bases[0], 105, 600), *row(bases[1], 135, 584), *text]

    said = [block.text for block in layout.blocks([Page(1, WIDTH, HEIGHT, tuple(words))])]

    assert said[:2] == bases


@pytest.mark.parametrize(
    "nation",
    ["VIỆT NAM DÂN CHỦ CỘNG HÒA", "CỘNG HÒA MIỀN NAM VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
)
@pytest.mark.parametrize(
    "dated",
    [
        ("Lam Giang, ngày 20 tháng 6 năm 1975",),
        ("LAM GIANG, NGÀY 20 THÁNG 6 NĂM", "1975"),
        ("ngày 20 tháng 6 năm 1975",),
    ],
)
def test_the_head_of_an_older_paper_has_its_cells(nation: str, dated: tuple[str, ...]) -> None:
    head = [*row("HỘI ĐỒNG NHÂN DÂN", 70, 780), *row(nation, 300, 780)]
    head += [*row("TỈNH LAM GIANG", 90, 764), *row("Độc lập - Tự do - Hạnh phúc", 330, 764)]
    head += [*row("Số: 3/NQ-HĐND", 90, 742), *row(dated[0], 310, 740)]
    head += [part for line in dated[1:] for part in row(line, 400, 724)]
    found = regions_of([*head, *row("NGHỊ QUYẾT", 260, 680), *row("Về việc bảo vệ đê điều mùa lũ", 220, 660)])

    right = [said for region, said in found if region == "header-right"]
    assert right[:2] == [nation, "Độc lập - Tự do - Hạnh phúc"] and " ".join(right[2:]) == " ".join(dated)


@pytest.mark.parametrize("line", ["Số:... g:2...../TTr-BKTNS", "Số:…4€…/NQ-HĐND", "So:..Ô2../BC-TĐB"])
def test_an_unsure_line_of_a_number_that_a_pen_filled_in_is_no_scribble(line: str) -> None:
    unsure = [replace(one, confidence=0.41) for one in row(line, 80, 700, method=Method.ocr)]
    strokes = [replace(one, confidence=0.41) for one in row("¿§ ~(a", 80, 640, method=Method.ocr)]

    blocks = layout.blocks([Page(1, WIDTH, HEIGHT, (*unsure, *strokes))])

    assert [block.text for block in blocks] == [line]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Luật Mẫu số 121/2025/", "QH15;"),
        ("Nghị định số 30/", "2020/NĐ-CP"),
        ("ngày 12/", "6/2025"),
        ("Kế hoạch số 186/KH-", "UBND"),
    ],
)
def test_a_symbol_or_day_broken_at_the_end_of_a_line_is_put_together(first: str, second: str) -> None:
    assert paragraphs.joined([first, second]) == first + second


@pytest.mark.parametrize(
    ("first", "second"), [("mức 200.000 đồng/", "người"), ("đạt 3/", "5 chỉ tiêu"), ("xã,", "12/12")]
)
def test_words_behind_a_slash_stay_apart(first: str, second: str) -> None:
    assert paragraphs.joined([first, second]) == f"{first} {second}"
