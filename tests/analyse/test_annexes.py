"""An annex that came as a file is read on its document's page, where its words are sure and a page can hold them."""

from collections.abc import Sequence

import pytest

from pipeline.document.model import Block, Method, Region, Role
from pipeline.document.passage import Passage, PassageKind
from tests.analyse import papers

ROWS = (("TT", "Xã", "Mức"), ("1", "Phú Lâm", "12.000"), ("2", "An Hòa", "15.000"))
NOTED = "(Kèm theo Nghị quyết số 12/2024/NQ-HĐND ngày 09 tháng 12 năm 2024 của Hội đồng nhân dân tỉnh)"
SHEET = [*papers.body("PHỤ LỤC I", "MỨC THU PHÍ CHỢ", NOTED, "Trang tính “Biểu 01”."), Block("", rows=ROWS)]
LIST = papers.body("PHỤ LỤC II", "DANH MỤC DỰ ÁN", NOTED, "1. Cầu Phú Lâm dài 120 m.", "2. Đường An Hòa dài 900 m.")


def read(*annexes: tuple[str, Role, Sequence[Block]], own: Sequence[Block] = ()) -> tuple[list[Passage], set[str]]:
    """The passages behind those of the main file, and the codes of the remarks."""
    alone = papers.of_files([("a.pdf", Role.main, [*papers.resolution(), *own])])
    found = papers.of_files([("a.pdf", Role.main, [*papers.resolution(), *own]), *annexes])
    assert found.passages[: len(alone.passages)] == alone.passages
    return list(found.passages[len(alone.passages) :]), {one.code for one in found.findings}


def test_annexes_of_their_own_files_are_parts_in_the_order_of_the_files() -> None:
    found, remarks = read(("phu-luc-1.xlsx", Role.annex, SHEET), ("phu-luc-2.docx", Role.annex, LIST))

    parts = [(one.text, one.id) for one in found if one.kind is PassageKind.part]
    assert parts == [("PHỤ LỤC I MỨC THU PHÍ CHỢ", "phu-luc-1"), ("PHỤ LỤC II DANH MỤC DỰ ÁN", "phu-luc-2")]
    assert [one.rows for one in found if one.rows] == [ROWS]
    assert found[-1].text == "2. Đường An Hòa dài 900 m."
    assert "annex-as-file" not in remarks


def test_an_annex_without_a_head_is_called_after_its_file() -> None:
    found, _ = read(("Biểu thu.xlsx", Role.annex, SHEET[-1:]))

    assert [(one.text, one.id) for one in found] == [("Biểu thu", "phu-luc"), ("", "")]


def test_two_annexes_of_one_number_have_anchors_of_their_own() -> None:
    found, _ = read(("a.xlsx", Role.annex, SHEET), own=LIST[:1] + LIST[3:])
    again, _ = read(("a.xlsx", Role.annex, SHEET), ("b.xlsx", Role.annex, [SHEET[0], *LIST[1:]]))

    assert found[0].id == "phu-luc-1"
    assert [one.id for one in again if one.kind is PassageKind.part] == ["phu-luc-1", "phu-luc-1-2"]


@pytest.mark.parametrize(
    ("annex", "remark"),
    [
        ([Block("1. Cầu Phú Lâm", method=Method.ocr)], True),
        ([*LIST, Block("120 m", method=Method.ocr)], True),
        ([*LIST, Block("[1] Tính theo giá năm 2023.", Region.note)], True),
        ([Block(f"{at}. Cầu số {at} trên sông Mẫu.") for at in range(9_000)], True),
        ([], True),
        (
            [
                *papers.head(number="Số: 45/TTr-UBND"),
                *papers.body("TỜ TRÌNH", "Đề nghị thay thế Nghị quyết số 1/NQ-HĐND về phí chợ và bến bãi."),
            ],
            True,
        ),
        (
            [
                *papers.head(number=""),
                *papers.body("DỰ THẢO", "Bãi bỏ Nghị quyết số 1/NQ-HĐND về phí chợ, phí bến bãi và lệ phí hộ tịch."),
            ],
            True,
        ),
        ([*papers.head(number="Số: 45/BC-HĐND"), *papers.body("BÁO CÁO", NOTED, "Điều gì đó.")], True),
        (papers.body("Điều 1. Chương trình"), False),
    ],
    ids=[
        "scan",
        "a picture within",
        "notes",
        "too long",
        "nothing read",
        "a submission",
        "a draft",
        "numbered",
        "said in the main file",
    ],
)
def test_what_a_page_cannot_show_of_an_annex_stays_in_its_file(annex: Sequence[Block], *, remark: bool) -> None:
    found, remarks = read(("phu-luc.docx", Role.annex, annex), own=papers.body("PHỤ LỤC", "Điều 1. Chương trình"))

    assert found == []
    assert ("annex-as-file" in remarks) == remark


@pytest.mark.parametrize("role", [Role.twin, Role.other])
def test_what_is_no_annex_is_no_part(role: Role) -> None:
    assert read(("phu-luc.docx", role, LIST))[0] == []


def test_an_attached_instrument_under_the_national_header_is_a_part() -> None:
    head = [block for block in papers.head(number="") if "ngày" not in block.text]
    found, _ = read(("quy-che kem theo.docx", Role.annex, [*head, *papers.body("QUY CHẾ", NOTED, "Điều 1. Phạm vi")]))

    assert [one.id for one in found if one.kind is PassageKind.dieu] == ["qc-dieu-1"]
