"""Heads that say what becomes of the documents listed below them: head and line are the proof, and its days count."""

import datetime as dt

import pytest

from pipeline.document import days, relations
from pipeline.document.passage import Passage, PassageKind
from pipeline.document.relations import NamedRelation

CITED = "Nghị quyết số 15/2021/NQ-HĐND ngày 9/7/2021"
OTHER = "Nghị quyết số 16/2021/NQ-HĐND ngày 9/7/2021"


def listed(head: str, *lines: str) -> list[NamedRelation]:
    below = [Passage(PassageKind.diem, line, f"dieu-2-khoan-1-diem-{'abc'[n]}") for n, line in enumerate(lines)]
    return relations.find("", [Passage(PassageKind.khoan, head, "dieu-2-khoan-1"), *below])


@pytest.mark.parametrize(
    ("head", "kind", "day", "until"),
    [
        ("2. Các Nghị quyết sau hết hiệu lực kể từ ngày 01 tháng 7 năm 2026:", "bai-bo", "2026-07-01", None),
        ("2. Bãi bỏ các nghị quyết sau kể từ ngày 01/7/2026:", "bai-bo", "2026-07-01", None),
        ("2. Kể từ ngày 01/7/2026, bãi bỏ các nghị quyết sau đây:", "bai-bo", "2026-07-01", None),
        ("2. Tiếp tục áp dụng các nghị quyết sau đến hết ngày 31/12/2026:", "tiep-tuc-hieu-luc", None, "2027-01-01"),
        ("2. Các nghị quyết sau tiếp tục có hiệu lực cho đến khi có văn bản mới:", "tiep-tuc-hieu-luc", None, None),
        ("2. Bãi bỏ các nghị quyết sau đây:", "bai-bo", None, None),
    ],
)  # fmt: skip
def test_the_head_of_a_list_says_what_becomes_of_each_line_and_from_when(
    head: str, kind: str, day: str | None, until: str | None
) -> None:
    found = listed(head, f"a) {CITED} về phí;", f"b) {OTHER} về lệ phí.")

    assert [(one.type, one.part) for one in found] == [(kind, "toan-bo")] * 2
    assert found[0].evidence == f"{head} … a) {CITED} về phí;"
    told = days.of(kind, found[0].evidence, dt.date(2025, 12, 10))
    assert [one.isoformat() if one else None for one in told[:2]] == [day, until]


@pytest.mark.parametrize(
    "head",
    [
        "Điều 1. Sửa đổi, bổ sung một số nội dung tại các Nghị quyết",
        "Điều 1. Sửa đổi, bổ sung, bãi bỏ một số điều của các nghị quyết sau:",
        "Điều 1. Sửa đổi một số quy định trong 02 nghị quyết của Hội đồng nhân dân tỉnh:",
    ],
)
def test_each_of_several_amended_documents_lends_itself_to_what_stands_below_it(head: str) -> None:
    passages = [
        Passage(PassageKind.dieu, head, "dieu-1", 3),
        Passage(PassageKind.khoan, f"1. {CITED}:", "dieu-1-khoan-1"),
        Passage(PassageKind.diem, "a) Sửa đổi khoản 1 Điều 2 như sau:", "dieu-1-khoan-1-diem-a"),
        Passage(PassageKind.paragraph, "“1. Mức 5%.”"),
        Passage(PassageKind.khoan, f"2. {OTHER}:", "dieu-1-khoan-2"),
        Passage(PassageKind.paragraph, "Bãi bỏ Điều 5."),
        Passage(PassageKind.khoan, "3. Nghị quyết số 17/2021/NQ-HĐND quy định nguồn kinh phí.", "dieu-1-khoan-3"),
    ]

    assert [(one.type, one.citation.code, one.provision) for one in relations.find("", passages)] == [
        ("sua-doi", "15/2021/NQ-HĐND", "khoản 1 Điều 2"),
        ("sua-doi", "16/2021/NQ-HĐND", None),
        ("bai-bo", "16/2021/NQ-HĐND", "Điều 5"),
    ]


@pytest.mark.parametrize(
    ("sentence", "acts"),
    [
        (f"Kể từ ngày Nghị quyết này có hiệu lực, các Nghị quyết sau hết hiệu lực: {CITED}; {OTHER}.",
         [("bai-bo", "toan-bo"), ("bai-bo", "toan-bo")]),
        (f"Bãi bỏ 02 Nghị quyết của Hội đồng nhân dân tỉnh: {CITED}; {OTHER}.",
         [("bai-bo", "toan-bo"), ("bai-bo", "toan-bo")]),
        (f"Các nghị quyết đã hết hiệu lực: {CITED}; {OTHER}.", []),
        (f"Sửa đổi khoản 2 Điều 1, bãi bỏ khoản 3 Điều 2 {CITED}.", [("sua-doi", None), ("bai-bo", "mot-phan")]),
        (f"Sửa đổi điểm c, bổ sung điểm d khoản 1 Điều 6 {CITED}.", [("sua-doi", None)]),
        (f"{CITED} bị thay thế bởi Nghị quyết này.", [("thay-the", "toan-bo")]),
        (f"Mức thu quy định tại {CITED} hết hiệu lực kể từ ngày 01/01/2026.", [("bai-bo", "mot-phan")]),
        (f"{CITED} hết hiệu lực từ ngày 01/01/2026; riêng Điều 5 hết hiệu lực từ ngày 01/7/2026.",
         [("bai-bo", "mot-phan")]),
    ],
)  # fmt: skip
def test_one_sentence_may_act_on_several_documents_or_several_parts(
    sentence: str, acts: list[tuple[str, str | None]]
) -> None:
    said = Passage(PassageKind.khoan, f"1. {sentence}", "dieu-2-khoan-1")

    assert [(one.type, one.part) for one in relations.find("", [said])] == acts


@pytest.mark.parametrize(
    ("kind", "sentence", "day", "unclear"),
    [
        ("tam-ngung", f"Tạm ngưng hiệu lực {CITED} của HĐND tỉnh từ ngày 01/01/2026.", "2026-01-01", False),
        ("tam-ngung", f"Tạm ngưng hiệu lực {CITED} của HĐND tỉnh về mức thu từ ngày 01/01/2026.", None, True),
        ("bai-bo", f"Bãi bỏ {CITED} của HĐND tỉnh quy định mức thu từ ngày 01/01/2022.", None, False),
        ("bai-bo", f"{CITED} hết hiệu lực từ ngày 01/01/2026, phí hết hiệu lực từ ngày 01/7/2026.", None, True),
        ("bai-bo", f"{CITED} hết hiệu lực từ ngày 01/01/2026; riêng Điều 5 hết hiệu lực từ ngày 01/7/2026.",
         "2026-01-01", False),
    ],
)  # fmt: skip
def test_a_day_of_which_it_is_not_told_what_begins_is_neither_that_day_nor_another(
    kind: str, sentence: str, day: str | None, unclear: bool
) -> None:
    told = days.of(kind, sentence, dt.date(2025, 12, 10))

    assert (told.day.isoformat() if told.day else None, told.unclear) == (day, unclear)


ROWS = (
    ("STT", "Số, ký hiệu", "Ngày ban hành", "Trích yếu"),
    ("1", "15/NQ-HĐND", "09/7/2021", "Về phí"),
    ("2", "16/NQ-HĐND", "08/12/2022", "Sửa đổi Nghị quyết số 15/NQ-HĐND ngày 09/7/2021"),
)
TABLE = Passage(PassageKind.table, rows=ROWS)
BY_ANNEX = Passage(
    PassageKind.dieu, "Điều 1. Bãi bỏ 02 nghị quyết tại Danh mục ban hành kèm theo Nghị quyết này.", "dieu-1", 3
)


def in_table(*passages: Passage) -> list[tuple[str, str, str | None]]:
    found = relations.find("", passages)
    return [(one.citation.code, str(one.citation.date), one.part) for one in found if one.type == "bai-bo"]


@pytest.mark.parametrize(
    "passages",
    [
        [Passage(PassageKind.dieu, "Điều 1. Bãi bỏ các nghị quyết sau:", "dieu-1", 3)],
        [Passage(PassageKind.dieu, "Điều 1.", "dieu-1", 3),
         Passage(PassageKind.paragraph, "Kể từ ngày 01/7/2026, bãi bỏ các nghị quyết sau đây:"),
         Passage(PassageKind.paragraph, "Đơn vị: văn bản")],
        [BY_ANNEX, Passage(PassageKind.part, "DANH MỤC NGHỊ QUYẾT", "phu-luc", 2)],
    ],
    ids=["below an article", "below its sentence", "in the annex that the article names"],
)  # fmt: skip
def test_a_table_lists_what_its_article_ends_each_with_its_own_day(passages: list[Passage]) -> None:
    assert in_table(*passages, TABLE) == [
        ("15/NQ-HĐND", "2021-07-09", "toan-bo"),
        ("16/NQ-HĐND", "2022-12-08", "toan-bo"),
    ]


@pytest.mark.parametrize(
    "passages",
    [
        [Passage(PassageKind.dieu, "Điều 1. Các nghị quyết hết hiệu lực năm 2025:", "dieu-1", 3)],
        [BY_ANNEX, Passage(PassageKind.part, "DANH MỤC DỰ ÁN", "phu-luc", 2)],
        [BY_ANNEX, Passage(PassageKind.part, "DANH MỤC VĂN BẢN", "phu-luc-1", 2),
         Passage(PassageKind.part, "DANH MỤC NGHỊ QUYẾT", "phu-luc-2", 2)],
        [Passage(PassageKind.part, "DỰ THẢO NGHỊ QUYẾT Về phí", "nq", 2),
         Passage(PassageKind.dieu, "Điều 1. Bãi bỏ các nghị quyết sau:", "nq-dieu-1", 3)],
        [Passage(PassageKind.dieu, "Điều 1. Sửa đổi các nghị quyết sau:", "dieu-1", 3)],
    ],
    ids=["a report", "another annex", "one of two annexes", "a draft bound behind", "another verb"],
)  # fmt: skip
def test_a_table_that_may_list_something_else_ends_nothing(passages: list[Passage]) -> None:
    assert in_table(*passages, TABLE) == []


def test_a_column_that_names_a_provision_makes_it_a_part() -> None:
    rows = (("1", "15/NQ-HĐND", "09/7/2021", "Khoản 2 Điều 3"), ("2", "16/NQ-HĐND", "08/12/2022", "Toàn bộ"))
    head = Passage(PassageKind.dieu, "Điều 1. Bãi bỏ các nghị quyết sau:", "dieu-1", 3)

    assert [part for *_, part in in_table(head, Passage(PassageKind.table, rows=rows))] == ["mot-phan", "toan-bo"]


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (
            "Điều 1. Bãi bỏ các nghị quyết của Hội đồng nhân dân tỉnh Lam Giang sau đây:",
            "Hội đồng nhân dân tỉnh Lam Giang",
        ),
        ("Điều 1. Bãi bỏ các văn bản do HĐND huyện Sơn Hà ban hành sau:", "HĐND huyện Sơn Hà"),
        ("Điều 1. Bãi bỏ các nghị quyết của HĐND xã An Hòa và của HĐND xã An Phú sau:", "nhiều cơ quan"),
        ("Điều 1. Bãi bỏ các nghị quyết sau:", None),
        ("Điều 1. Bãi bỏ các nghị quyết quy định mức chi của Hội đồng nhân dân các cấp sau:", None),
    ],
)
def test_the_head_of_a_list_says_whose_documents_its_lines_name(head: str, body: str | None) -> None:
    found = listed(head, f"a) {CITED};", f"b) {OTHER} của Hội đồng nhân dân tỉnh Bà Lụa.")

    assert [one.citation.body for one in found] == [body, "Hội đồng nhân dân tỉnh Bà Lụa"]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Bãi bỏ một số nghị quyết của Hội đồng nhân dân tỉnh Lam Giang", "Hội đồng nhân dân tỉnh Lam Giang"),
        ("BÃI BỎ MỘT SỐ NGHỊ QUYẾT DO HỘI ĐỒNG NHÂN DÂN TỈNH LAM GIANG BAN HÀNH", "Hội đồng nhân dân tỉnh Lam Giang"),
        ("Triển khai các nghị quyết của Hội đồng nhân dân tỉnh", None),
        ("Quy định mức chi", None),
    ],
)
def test_a_title_that_ends_documents_says_whose_they_are(title: str, body: str | None) -> None:
    told = relations.find(title, [Passage(PassageKind.dieu, f"Điều 1. Bãi bỏ {CITED}.", "dieu-1", 3)])

    assert [one.citation.body for one in told] == [body]


HEADED = ("STT", "Số, ký hiệu", "Trích yếu", "Thời điểm hết hiệu lực")


@pytest.mark.parametrize(
    ("cell", "day", "unclear"),
    [
        ("01/01/2026", "2026-01-01", False),
        ("Từ ngày 15 tháng 01 năm 2026", "2026-01-15", False),
        ("Kể từ ngày Nghị quyết này có hiệu lực", None, False),
        ("", None, False),
        ("Từ năm học 2026 - 2027", None, True),
    ],
)
def test_a_column_of_an_annex_says_since_when_each_of_its_documents_has_no_effect(
    cell: str, day: str | None, unclear: bool
) -> None:
    head = Passage(PassageKind.centred, "DANH MỤC NGHỊ QUYẾT CỦA HỘI ĐỒNG NHÂN DÂN TỈNH LAM GIANG BÃI BỎ TOÀN BỘ")
    [found] = relations.find("", [head, Passage(PassageKind.table, rows=(HEADED, ("1", CITED, "Phí", cell)))])
    told = days.of(found.type, found.evidence, dt.date(2025, 12, 10))

    assert found.citation.body == "Hội đồng nhân dân tỉnh Lam Giang"
    assert (told.day and told.day.isoformat(), told.unclear) == (day, unclear)
