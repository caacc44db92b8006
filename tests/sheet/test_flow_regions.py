"""The parts of a sheet are known by their words, in tables and in lines typed with tabs or spaces."""

import pytest

from pipeline.document.model import Region
from pipeline.sheet import flow, flow_regions
from pipeline.sheet.flow import Grid, Item, Line

LEFT, RIGHT, BODY = Region.header_left, Region.header_right, Region.body
TO, SIGNED = Region.recipients, Region.signature


def grid(*rows: tuple[str, ...], ruled: bool = False) -> Grid:
    return Grid(tuple(tuple((Line(cell),) if cell else () for cell in row) for row in rows), ruled)


def placed(*items: Item | str) -> list[tuple[str, str]]:
    flow = [Line(item) if isinstance(item, str) else item for item in items]
    return [(block.region.value, block.text) for block in flow_regions.blocks(flow)]


def regions(*items: Item | str) -> list[str]:
    return [region for region, _ in placed(*items)]


def test_party_head_has_its_own_form() -> None:
    head = ("TỈNH ỦY LAM GIANG\t\tĐẢNG CỘNG SẢN VIỆT NAM", "*", "Số 12-NQ/TU\t\tLam Giang, ngày 12 tháng 3 năm 2024")

    assert regions(*head, "NGHỊ QUYẾT") == [LEFT, RIGHT, LEFT, RIGHT, BODY]


def test_head_typed_with_spaces_is_split() -> None:
    assert placed(
        "HỘI ĐỒNG NHÂN DÂN        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "  HUYỆN AN KHÊ HẠ             Độc lập - Tự do - Hạnh phúc",
        "       Số: 03/NQ-HĐND       An Khê Hạ, ngày 4 tháng 5 năm 2023",
    )[-2:] == [(LEFT, "Số: 03/NQ-HĐND"), (RIGHT, "An Khê Hạ, ngày 4 tháng 5 năm 2023")]


def test_head_in_single_lines_is_sorted_by_what_each_says() -> None:
    head = (
        "ỦY BAN NHÂN DÂN",
        "TỈNH LAM GIANG",
        "Số: 12/TTr-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Lam Giang, ngày 3 tháng 4 năm 2024",
    )

    assert regions(*head, "TỜ TRÌNH", "Kính gửi: Hội đồng nhân dân tỉnh") == [LEFT] * 3 + [RIGHT] * 3 + [BODY] * 2


@pytest.mark.parametrize(
    "line",
    [
        "Căn cứ Luật Tổ chức Chính phủ ngày 18 tháng 02 năm 2025;",
        "1. Cơ quan trung ương của nước Cộng hòa xã hội chủ nghĩa Việt Nam là Bộ Tư pháp.",
        "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;",
        "Nghị quyết có hiệu lực kể từ ngày 01 tháng 01 năm 2025",
    ],
)
def test_sentences_of_laws_are_no_head(line: str) -> None:
    assert regions("NGHỊ QUYẾT", line, line) == [BODY] * 3


def test_recipients_and_signature_beside_each_other_by_tabs() -> None:
    tail = ("Nơi nhận:\tTM. HỘI ĐỒNG NHÂN DÂN", "- Như Điều 3;\tCHỦ TỊCH", "- Lưu: VT.", "\t\t\tTrần Lam Sơn")

    assert regions("Điều 3. Thi hành.", *tail, "PHỤ LỤC", "Nội dung") == [
        BODY,
        TO,
        SIGNED,
        TO,
        SIGNED,
        TO,
        SIGNED,
        BODY,
        BODY,
    ]


def test_two_signers_of_minutes_are_signatures() -> None:
    found = placed(grid(("THƯ KÝ KỲ HỌP\n\nNguyễn Văn An", "CHỦ TỌA KỲ HỌP\n\nTrần Lam Sơn")))

    assert [text for region, text in found if region == SIGNED] == [
        "THƯ KÝ KỲ HỌP",
        "Nguyễn Văn An",
        "CHỦ TỌA KỲ HỌP",
        "Trần Lam Sơn",
    ]


def test_table_of_numbers_that_names_titles_stays_a_table() -> None:
    table = grid(("STT", "Chức danh", "Mức chi"), ("1", "CHỦ TỊCH", "1,0"), ("2", "PHÓ CHỦ TỊCH", "0,8"), ruled=True)

    assert flow_regions.blocks([table])[0].rows[1] == ("1", "CHỦ TỊCH", "1,0")


ORGAN, NUMBER = "ỦY BAN NHÂN DÂN\nTỈNH LAM GIANG", "Số: 12/QĐ-UBND"
NATION, DAY = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
    "Lam Giang, ngày 3 tháng 4 năm 2024",
)
IN_ORDER = [
    (LEFT, "ỦY BAN NHÂN DÂN"),
    (LEFT, "TỈNH LAM GIANG"),
    (LEFT, NUMBER),
    (RIGHT, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (RIGHT, "Độc lập - Tự do - Hạnh phúc"),
    (RIGHT, DAY),
]


@pytest.mark.parametrize(
    "head",
    [
        [grid((ORGAN, NATION), (NUMBER, DAY))],
        [grid((NATION, ORGAN), (DAY, NUMBER))],
        [grid((f"{NATION}\n{DAY}", f"{ORGAN}\n{NUMBER}"))],
        [grid((NATION, "", ORGAN), (DAY, "", NUMBER))],
        [grid((NATION, ORGAN), (NUMBER, DAY))],
        [grid(("", ORGAN, "", NATION), ("", NUMBER, "", DAY))],
    ],
    ids=["as usual", "swapped", "one row", "a column between", "one row swapped alone", "columns beside"],
)
def test_a_heads_sides_are_told_by_what_stands_in_them(head: list[Item]) -> None:
    assert placed(*head) == IN_ORDER


@pytest.mark.parametrize("order", [1, -1], ids=["as usual", "swapped"])
@pytest.mark.parametrize("gap", ["\t\t", "          "], ids=["tabs", "spaces"])
def test_a_heads_typed_sides_are_told_by_what_stands_in_them(gap: str, order: int) -> None:
    left, right = [*ORGAN.split("\n"), NUMBER], [*NATION.split("\n"), DAY]
    typed = [gap.join((one, other)[::order]) for one, other in zip(left, right, strict=True)]

    assert sorted(placed(*typed)) == sorted(IN_ORDER)


@pytest.mark.parametrize("name", ["Bùi Đình Lộc", "Vũ Ơn Mẫu", "Trần Ứng Mẫu", "H’Yim Kđoh", "K'Brêl Mẫu Ân"])
def test_a_name_on_a_line_of_its_own_under_tabs_is_the_signer_s(name: str) -> None:
    told = placed(
        "Nơi nhận:\tTM. THƯỜNG TRỰC HĐND", "- TT Đảng ủy;\tKT. CHỦ TỊCH", "- Lưu: VT.\tPHÓ CHỦ TỊCH", f"\t{name}"
    )

    assert told[-1] == (SIGNED, name)


@pytest.mark.parametrize(
    ("office", "basis", "enacts"),
    [
        ("CHỦ TỊCH HỘI ĐỒNG NHÂN DÂN THỊ TRẤN", "Căn cứ Luật Mẫu số 77/2015/QH13;", "QUYẾT ĐỊNH"),
        ("TRƯỞNG BAN PHÁP CHẾ", "Xét đề nghị của Văn phòng,", "THÔNG BÁO"),
        ("GIÁM ĐỐC SỞ TƯ PHÁP", "Theo đề nghị của Trưởng phòng,", "KẾT LUẬN"),
        ("PHÓ CHỦ TỊCH", "Trên cơ sở kết quả phiên họp,", "QUYẾT NGHỊ"),
    ],
)
def test_an_office_above_the_preamble_signs_nothing(office: str, basis: str, enacts: str) -> None:
    assert regions(office, basis, enacts, "Điều 1. Ban hành Quy chế.") == [BODY] * 4
    assert regions(office, "", "Hứa Thị Mẫu")[0] == SIGNED


@pytest.mark.parametrize(
    ("line", "says"), [("⠍⠡⠞", True), ("🅼🅰🆃", True), ("-----", False), ("* * *", False), ("⠀⠀", False)]
)
def test_a_line_of_braille_or_boxed_letters_says_something(line: str, says: bool) -> None:
    assert flow.says_something(line) is says


def test_a_row_whose_lines_have_a_cell_each_is_recipients_and_signature() -> None:
    row = ("Nơi nhận:", "- Như trên;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Văn Mẫu")

    assert regions(grid(row)) == [TO, TO, TO, SIGNED, SIGNED, SIGNED]


@pytest.mark.parametrize("ruled", [False, True])
def test_a_table_of_one_column_around_a_whole_document_is_no_head(ruled: bool) -> None:
    head = grid(
        ("HỘI ĐỒNG NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("Số: 4/KH-HĐND", "Phú Vinh, ngày 9 tháng 1 năm 2026"),
    )
    data = grid(("Tháng 3", "Chợ Phú Vinh", "Ban Pháp chế"), ("Tháng 5", "Bến đò", "Ban Pháp chế"), ruled=True)
    page = Grid((((head,),), ((Line("KẾ HOẠCH"),),), ((data,),)), ruled)

    found = flow_regions.blocks([page])

    assert [block.region for block in found[:4]] == [LEFT, LEFT, RIGHT, RIGHT]
    assert found[-1].rows == (("Tháng 3", "Chợ Phú Vinh", "Ban Pháp chế"), ("Tháng 5", "Bến đò", "Ban Pháp chế"))
