"""A document named without its notation is found by what stands behind its number, and nothing that is counted is."""

import datetime as dt

import pytest

from pipeline.document import citations, targets
from pipeline.document.targets import CitablePage
from pipeline.document.vocabulary import Council, DocumentType, Organ, Vocabulary

Told = tuple[str, str, str | None, str | None]
NQ = "nghi-quyet"
FOUND: dict[str, list[Told]] = {
    "Nghị quyết số 07 ngày 12 tháng 7 năm 2024 của HĐND tỉnh về giá nước": [("07", NQ, "2024-07-12", "HĐND tỉnh")],
    "Nghị quyết số:07 năm 2024 của HĐND tỉnh": [("07", NQ, None, "HĐND tỉnh")],
    "Nghị quyết SỐ: 07, hằng năm": [("07", NQ, None, None)],
    "theo Nghị quyết 07/2024 của HĐND tỉnh.": [("07/2024", NQ, None, "HĐND tỉnh")],
    "NQ số 7 ngày 12/07/2024 của HĐND tỉnh Lam Giang": [("07", NQ, "2024-07-12", "HĐND tỉnh Lam Giang")],
    "Nghị quyết số 7 năm 2024 của Hội đồng nhân dân huyện": [("07", NQ, None, "Hội đồng nhân dân huyện")],
    "Nghị quyết số 15 ngày 03-5-2025 của Thường trực HĐND tỉnh": [("15", NQ, "2025-05-03", "Thường trực HĐND tỉnh")],
    "Báo cáo thẩm tra số 41 ngày 2.12.2024 của Ban Kinh tế - Ngân sách HĐND tỉnh":
        [("41", "bao-cao", "2024-12-02", "Ban Kinh tế - Ngân sách HĐND tỉnh")],
    "Thông báo kết luận số 18 ngày 05/6/2025 của Thường trực HĐND tỉnh":
        [("18", "thong-bao", "2025-06-05", "Thường trực HĐND tỉnh")],
    "Thông báo kết luận số 18/TB-HĐND (ngày 05/6/2025) của HĐND tỉnh":
        [("18/TB-HĐND", "thong-bao", "2025-06-05", "HĐND tỉnh")],
    "Công điện số 7 ngày 01/8/2025 của Chủ tịch UBND tỉnh": [("07", "cong-dien", "2025-08-01", "Chủ tịch UBND tỉnh")],
    "Kế hoạch số 03 ngày 15/3/2025 của Đoàn giám sát": [("03", "ke-hoach", "2025-03-15", "Đoàn giám sát")],
    "Quyết định của HĐND tỉnh số 15 ngày 1/2/2025": [("15", "quyet-dinh", "2025-02-01", None)],
    "các Nghị quyết số 07, số 08 và số 09 ngày 12/7/2024 của HĐND tỉnh":
        [("07", NQ, None, "HĐND tỉnh"), ("08", NQ, None, "HĐND tỉnh"), ("09", NQ, "2024-07-12", "HĐND tỉnh")],
    "các Nghị quyết số 12, 13/2024/NQ-HĐND của HĐND tỉnh":
        [("12/2024/NQ-HĐND", NQ, None, "HĐND tỉnh"), ("13/2024/NQ-HĐND", NQ, None, "HĐND tỉnh")],
    "các Nghị quyết số 5/NQ-HĐND, số 6/NQ-HĐND cùng ngày 8/12/2022 của HĐND xã":
        [("05/NQ-HĐND", NQ, "2022-12-08", "HĐND xã"), ("06/NQ-HĐND", NQ, "2022-12-08", "HĐND xã")],
    "Nghị quyết số 18/2021/NQ-HĐND ngày 9/12/2021 của HĐND tỉnh (sau đây gọi là Nghị quyết số 18)":
        [("18/2021/NQ-HĐND", NQ, "2021-12-09", "HĐND tỉnh")] * 2,
    "Nghị quyết số 3/2021/NQ-HĐND ngày 9/6/2021; Nghị quyết số 3/NQ-HĐND ngày 9/6/2021; theo Nghị quyết số 3 thì":
        [("03/2021/NQ-HĐND", NQ, "2021-06-09", None), ("03/NQ-HĐND", NQ, "2021-06-09", None), ("03", NQ, None, None)],
    "theo Nghị quyết số 18 ngày 9/12/2021 của HĐND tỉnh. Mức chi tại Nghị quyết số 18 được giữ.":
        [("18", NQ, "2021-12-09", "HĐND tỉnh")] * 2,
    "Nghị quyết kỳ họp thứ 5 số 12 ngày 12/7/2024 của HĐND tỉnh": [("12", NQ, "2024-07-12", "HĐND tỉnh")],
    "Nghị quyết kỳ họp thứ tám số 12 ngày 12/7/2024": [("12", NQ, "2024-07-12", None)],
    "Nghị quyết số 12 (khóa X) của HĐND tỉnh; Nghị quyết số 3 ngày 1/2/2024 (khóa IX) của HĐND huyện":
        [("12", NQ, None, "HĐND tỉnh"), ("03", NQ, "2024-02-01", "HĐND huyện")],
    "Nghị quyết số 12/NQ-HĐND khóa X của HĐND tỉnh": [("12/NQ-HĐND", NQ, None, "HĐND tỉnh")],
    # Notations that slipped.
    "Nghị quyết số 89NQ-HĐND ngày 14/7/2017": [("89/NQ-HĐND", NQ, "2017-07-14", None)],
    "Nghị quyết số 19-2017/NQ-HĐND ngày 6/2/2017": [("19/2017/NQ-HĐND", NQ, "2017-02-06", None)],
    "Nghị quyết số 43/2017 NQ-HĐND": [("43/2017/NQ-HĐND", NQ, None, None)],
    "Nghị quyết số 43/2017/NQ/HĐND": [("43/2017/NQ-HĐND", NQ, None, None)],
    "Nghị quyêt sô 57  /2025/NQ-HDND ngày 3 tháng12 năm 2025": [("57/2025/NQ-HĐND", NQ, "2025-12-03", None)],
    # What is counted, months, forms, other numbers.
    "Kế hoạch số 3 ngày làm việc; Báo cáo số 2 lần; Quyết định số 5 người; Thông báo số 10 ngày trước kỳ họp": [],
    "Biểu số 07 ngày 12/7/2024; thửa đất số 15 tờ bản đồ số 7; nhà số 07/2024; lô số 5 ngày 1/1/2025 của UBND xã": [],
    "Báo cáo số liệu 2024; báo cáo 6 tháng; Kế hoạch 7/2024 - 12/2024; Quyết định 2 nội dung; tháng 7/2024": [],
    "Mẫu quyết định số 01 và Mẫu số Quyết định số 02": [],
    "Quyết định cấp thẻ số 12 ngày 3/4/2025": [],
    "Nghị quyết số      ngày     tháng 7 năm 2025": [],
}  # fmt: skip


@pytest.mark.parametrize("passage", FOUND)
def test_a_number_without_notation_is_found_with_what_is_said_of_it(passage: str) -> None:
    found = [
        (one.code, one.kind, one.date.isoformat() if one.date else None, one.body)
        for one in citations.completed(citations.find(passage))
    ]

    assert found == FOUND[passage]


PROVINCE = Council("lam-giang", "Tỉnh Lam Giang", "Lam Giang", "tinh", "tinh", None, "tinh")
ORGANS = (Organ("tt", "Thường trực Hội đồng nhân dân tỉnh", ("TTHĐND",)), Organ("ban-pc", "Ban Pháp chế", ("BPC",)))
TYPES = {
    "nghi-quyet": DocumentType("nghi-quyet", "Nghị quyết", "NQ"),
    "bao-cao": DocumentType("bao-cao", "Báo cáo", "BC"),
    "cong-van": DocumentType("cong-van", "Công văn", None),
}
WORDS = Vocabulary({"lam-giang": PROVINCE}, {"tinh": ORGANS}, TYPES, {}, {}, {}, ())


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("Nghị quyết số 7 ngày 12/7/2024 của HĐND tỉnh", "2024/07-nq-hdnd"),
        ("Nghị quyết số 7 ngày 12/7/2024 của HĐND tỉnh", "2024/07-2024-nq-hdnd"),
        ("Nghị quyết số 7 ngày 12/7/2024", "2024/07-nq-hdnd-2024-07-12"),
        ("Nghị quyết số 7 ngày 12/7/2024 của Thường trực HĐND tỉnh", "2024/07-nq-tthdnd"),
        ("Nghị quyết số 7 ngày 12/7/2024 của Thường trực HĐND tỉnh", "2024/07-nq-tt-hdnd"),
        ("Báo cáo số 7 ngày 12/7/2024 của Ban Pháp chế", "2024/07-bc-bpc"),
        ("Báo cáo số 7 ngày 12/7/2024 của UBND tỉnh", "2024/07-bc-ubnd"),
        ("Công văn số 7 ngày 12/7/2024 của HĐND tỉnh", "2024/07-hdnd-vp"),
    ],
)
def test_it_may_be_any_number_that_the_body_writes_so(said: str, address: str) -> None:
    [one] = citations.find(said)

    assert f"tinh/lam-giang/{address}" in targets.addresses(one, PROVINCE, WORDS)


@pytest.mark.parametrize("said", ["Nghị quyết số 7", "Báo cáo số 7 ngày 12/7/2024 của Sở Tài chính"])
def test_without_a_year_or_of_another_body_it_has_no_address(said: str) -> None:
    [one] = citations.find(said)

    assert targets.addresses(one, PROVINCE, WORDS) == ()


INDIVIDUAL = CitablePage("07/NQ-HĐND", dt.date(2024, 7, 12), "nghi-quyet")
NORMATIVE = CitablePage("07/2024/NQ-HĐND", dt.date(2024, 7, 12), "nghi-quyet")


@pytest.mark.parametrize(
    ("code", "day", "card", "leads"),
    [
        ("07", dt.date(2024, 7, 12), INDIVIDUAL, True),
        ("07", dt.date(2024, 7, 12), NORMATIVE, True),
        ("07", dt.date(2024, 7, 13), NORMATIVE, False),
        ("07", None, NORMATIVE, False),
        ("07/2024", None, NORMATIVE, True),
        ("07/2024", None, INDIVIDUAL, False),
        ("07/2023", dt.date(2024, 7, 12), NORMATIVE, False),
        ("70", dt.date(2024, 7, 12), NORMATIVE, False),
    ],
)
def test_it_means_a_document_only_by_its_day_or_a_year_in_the_number(
    code: str, day: dt.date | None, card: CitablePage, leads: bool
) -> None:
    assert targets.address_meant(code, day, "nghi-quyet", {"a": card}) == ("a" if leads else None)


def test_two_series_with_one_number_and_day_lead_nowhere() -> None:
    both = {"a": NORMATIVE, "b": INDIVIDUAL}

    assert targets.address_meant("07", dt.date(2024, 7, 12), "nghi-quyet", both) is None
