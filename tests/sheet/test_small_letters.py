"""A head typed in small letters gives the facts that one in capitals gives; nothing else becomes capital."""

import pytest

from pipeline.document.model import Block, Region
from pipeline.sheet import layout
from pipeline.sheet.layout import Page
from pipeline.sheet.small_letters import in_capitals
from tests.analyse import papers
from tests.sheet.test_header_columns import centred, left_cell
from tests.sheet.test_layout import HEIGHT, WIDTH, row

HEAD = [
    *(Block(line, Region.header_left) for line in ("Hội đồng nhân dân", "xã Đồng Mẫu", "Số: 07/NQ-HĐND")),
    Block("Cộng hòa xã hội chủ nghĩa Việt Nam", Region.header_right),
    Block("Độc lập - Tự do - Hạnh phúc", Region.header_right),
    Block("Đồng Mẫu, ngày 05 tháng 7 năm 2024", Region.header_right),
]
TAIL = [
    Block("Căn cứ Luật Mẫu năm 2015;"),
    Block("Điều 1. Giao cơ quan chuyên môn thực hiện."),
    *(Block(line, Region.signature) for line in ("TM. Hội đồng nhân dân", "Phó Chủ tịch", "Hứa Thị Mẫu")),
]
TITLES = [
    ("Nghị quyết", "Về dự toán năm 2025", "Hội đồng nhân dân xã Đồng Mẫu", "khóa II, kỳ họp thứ năm"),
    ("Nghị quyết", "Về dự toán năm 2025 Hội đồng nhân dân xã Đồng Mẫu", "khóa II, kỳ họp thứ năm"),
    ("Nghị quyết Về dự toán năm 2025 Hội đồng nhân dân xã Đồng Mẫu khóa II, kỳ họp thứ năm",),
]


@pytest.mark.parametrize("title", TITLES, ids=["lines", "council joined", "all joined"])
def test_a_head_in_small_letters_says_what_it_says_in_capitals(title: tuple[str, ...]) -> None:
    facts = papers.analysed([*HEAD, *map(Block, title), *TAIL]).facts

    assert facts.doc_type.value == "Nghị quyết"
    assert facts.trich_yeu.value == "Về dự toán năm 2025"
    assert facts.body.value == "Hội đồng nhân dân xã Đồng Mẫu"
    assert (facts.signer_name.value, facts.signer_title.value) == ("Hứa Thị Mẫu", "PHÓ CHỦ TỊCH")


def test_who_signs_a_letter_in_small_letters_is_read_without_a_preamble() -> None:
    facts = papers.analysed([*HEAD, Block("Thông báo"), Block("Về lịch họp"), *TAIL[2:]]).facts

    assert (facts.signer_name.value, facts.signer_title.value) == ("Hứa Thị Mẫu", "PHÓ CHỦ TỊCH")


def test_beside_a_nation_in_capitals_small_letters_stay() -> None:
    head = [Block("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Region.header_right), Block("Nghị quyết"), *TAIL]

    assert list(in_capitals(head)) == head


@pytest.mark.parametrize(
    ("cell", "body"),
    [
        (("Hội đồng nhân dân", "Thành phố Nam Mẫu"), "Hội đồng nhân dân thành phố Nam Mẫu"),
        (("Hội đồng nhân dân tỉnh Lam Giang", "Ban Pháp chế"), "Ban Pháp chế"),
        (("Thường trực HĐND xã Đồng Mẫu",), "Thường trực HĐND xã Đồng Mẫu"),
    ],
)
def test_who_issues_in_small_letters_beside_a_nation_in_capitals_is_read(cell: tuple[str, ...], body: str) -> None:
    head = [Block(line, Region.header_left) for line in (*cell, "Số: 12/NQ-HĐND")]
    nation = Block("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Region.header_right)
    said = [Block("NGHỊ QUYẾT"), Block("Về dự toán năm 2025"), *TAIL]

    assert papers.analysed([*head, nation, *said]).facts.body.value == body


def test_a_title_and_a_name_stay_as_they_are_printed() -> None:
    told = [block.text for block in in_capitals([*HEAD, *map(Block, TITLES[0]), *TAIL])]

    assert {"Về dự toán năm 2025", "Đồng Mẫu, ngày 05 tháng 7 năm 2024", "Hứa Thị Mẫu"} <= set(told)


@pytest.mark.parametrize(
    "nation",
    [
        ((row("Cộng hòa xã hội chủ nghĩa Việt Nam", 330, 760, size=12)), ()),
        ((row("Cộng hòa xã hội chủ nghĩa Việt", 335, 760, size=12)), row("Nam", 410, 745, size=12)),
        ((row("CỘNG HÒA XÃ HỘI CHỦ", 345, 760, size=12)), row("NGHĨA VIỆT NAM", 360, 745, size=12)),
        ((row("CỘNG HÒA XÃ HỘI", 355, 760, size=12)), row("CHỦ NGHĨA VIỆT NAM", 345, 745, size=12)),
    ],
    ids=["small letters", "small letters broken", "broken behind CHỦ", "broken behind HỘI"],
)
def test_cells_of_a_printed_head_are_told_apart_however_the_nation_is_set(nation: tuple[list, list]) -> None:  # type: ignore[type-arg]
    words = [
        *centred("HỘI ĐỒNG NHÂN DÂN", 760), *nation[0], *nation[1], *centred("TỈNH LAM GIANG", 735),
        *row("Độc lập - Tự do - Hạnh phúc", 350, 720, size=12), *centred("Số: 88/KH-HĐND", 705),
        *row("Lam Giang, ngày 14 tháng 3 năm 2025", 330, 695, size=12), *row("KẾ HOẠCH", 260, 660, size=12),
    ]  # fmt: skip

    assert left_cell(words) == ["HỘI ĐỒNG NHÂN DÂN", "TỈNH LAM GIANG", "Số: 88/KH-HĐND"]


@pytest.mark.parametrize("said", ["Căn cứ Hiến pháp nước", "Công dân nước", "Nhà nước"])
def test_the_nation_s_name_in_a_sentence_opens_no_head(said: str) -> None:
    words = [
        *row(f"{said} có quyền và nghĩa vụ theo Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam", 85, 700, size=12),
        *row("và các văn bản khác có liên quan.", 85, 684, size=12),
    ]
    blocks = layout.blocks([Page(1, WIDTH, HEIGHT, tuple(words))])

    assert {block.region for block in blocks} == {Region.body}
