"""Days due: found where a sentence asks for something by a day, never where it tells what was looked at."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document.deadlines import asks, find, may_hold
from pipeline.document.passage import Passage, PassageKind

ISSUED = dt.date(2024, 12, 20)


def days(words: str, kind: PassageKind = PassageKind.khoan) -> list[str]:
    return [due.date.isoformat() for due in find([Passage(kind, words, "dieu-2-khoan-1")], ISSUED)]


@pytest.mark.parametrize(
    "words",
    [
        "Ủy ban nhân dân tỉnh báo cáo kết quả thực hiện trước ngày 30/6/2025.",
        "Gửi báo cáo về Đoàn giám sát chậm nhất là ngày 30 tháng 6 năm 2025.",
        "Hoàn thành việc khắc phục, muộn nhất ngày 30.06.2025.",
        "Thời hạn gửi báo cáo: không muộn hơn ngày 30-6-2025.",
        "Báo cáo gửi về Ban Pháp chế trước 16 giờ 30 phút, ngày 30/6/2025.",
        "Các xã nộp hồ sơ đến hết ngày 30/06/2025.",
        "- Sở Tài chính trình phương án TRƯỚC NGÀY 30/6/2025;",
    ],
)
def test_a_day_by_which_something_is_asked_is_due(words: str) -> None:
    assert may_hold(words) and days(words) == ["2025-06-30"]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Gửi báo cáo về Ban Pháp chế chậm nhất 15/9/2025.", "2025-09-15"),
        ("Thời gian hoàn thành: ngày 30/10/2025; báo cáo Hội đồng nhân dân.", "2025-10-30"),
        ("1. Ủy ban nhân dân xã hoàn thành việc rà soát trong quý III/2025 và báo cáo.", "2025-09-30"),
        ("Thời hạn gửi báo cáo: Quý IV năm 2025.", "2025-12-31"),
        ("Xây dựng phương án, trình HĐND phường trước quý II/2025.", "2025-04-01"),
        ("- Xử lý dứt điểm trong tháng 02/2028.", "2028-02-29"),
        ("Khắc phục xong chậm nhất vào cuối tháng 12 năm 2025.", "2025-12-31"),
        ("Gửi báo cáo chậm nhất 30 ngày kể từ ngày ban hành Kết luận này.", "2025-01-19"),
        ("Hoàn thành trong thời hạn 60 (sáu mươi) ngày, kể từ ngày ký.", "2025-02-18"),
    ],
)
def test_a_day_without_its_word_a_quarter_a_month_and_counted_days_are_due(words: str, day: str) -> None:
    assert may_hold(words) and days(words) == [day]


@pytest.mark.parametrize(
    "words",
    [
        "Báo cáo kết quả thực hiện trước ngày 15/9.",
        "Báo cáo chậm nhất 10 ngày làm việc kể từ ngày ban hành Kết luận này.",
        "Gửi báo cáo chậm nhất 10 ngày kể từ ngày nhận được Kết luận này.",
        "Hoàn thành trong thời hạn 30 ngày kể từ ngày ban hành Kế hoạch kiểm tra.",
        "Gửi báo cáo trước ngày 25 hằng tháng.",
        "Báo cáo tình hình thực hiện trong quý III/2025.",
        "Khảo sát các công trình hoàn thành trong quý III/2025.",
        "Xử lý tồn tại phát sinh trong quý III/2025 theo quy định, báo cáo HĐND.",
        "Tỷ lệ hồ sơ xử lý xong trong tháng 9/2025 đạt 90%, báo cáo chưa rõ.",
        "Hoàn thành, báo cáo trong tháng 13/2025.",
    ],
)
def test_a_term_that_the_text_does_not_end_on_a_day_is_none(words: str) -> None:
    assert days(words) == []


@pytest.mark.parametrize("kind", [PassageKind.dieu, PassageKind.heading, PassageKind.paragraph])
def test_an_article_of_one_sentence_asks_too(kind: PassageKind) -> None:
    assert days("Điều 2. Ủy ban nhân dân báo cáo kết quả thực hiện trước ngày 30/6/2025.", kind) == ["2025-06-30"]


@pytest.mark.parametrize(
    ("form", "type_slug", "asked"),
    [
        ("kl-tt", "thong-bao", True), ("nq-chat-van", "nghi-quyet", True), ("giai-trinh", "ket-luan", True),
        ("giai-trinh", "ke-hoach", False), ("kh-gs", "ke-hoach", False), (None, "ket-luan", False),
    ],
)  # fmt: skip
def test_the_days_of_conclusions_and_not_of_plans_are_followed(form: str | None, type_slug: str, asked: bool) -> None:
    assert asks(form, type_slug) == asked


@pytest.mark.parametrize(
    "words",
    [
        "Báo cáo tình hình thực hiện từ năm 2021 đến hết ngày 31/12/2023.",
        "Các dự án được phê duyệt trước ngày 01/01/2026 tiếp tục áp dụng quy định cũ.",
        "Báo cáo kết quả trước ngày 31/6/2025.",
        "Báo cáo kết quả trước kỳ họp giữa năm 2025.",
        "Căn cứ Báo cáo số 12/BC-ĐGS ngày 30/6/2025 của Đoàn giám sát;",
        "Ủy ban nhân dân tỉnh đã báo cáo. Nghị quyết có hiệu lực trước ngày 01/7/2025.",
    ],
    ids=["looked at", "no asking", "no such day", "no day", "a citation", "another sentence"],
)
def test_other_days_are_not(words: str) -> None:
    assert days(words) == []


@pytest.mark.parametrize("kind", [PassageKind.can_cu, PassageKind.part, PassageKind.chuong])
def test_bases_and_headings_ask_for_nothing(kind: PassageKind) -> None:
    assert days("Báo cáo kết quả trước ngày 30/6/2025.", kind) == []


def test_a_table_of_tasks_names_its_days() -> None:
    rows = (
        ("Việc", "Hạn"),
        ("Sở Y tế báo cáo số liệu", "trước ngày 15/3/2025"),
        ("Xã gửi báo cáo", "trước ngày 20/3/2025"),
    )

    found = find([Passage(PassageKind.table, rows=rows)], ISSUED)

    assert [(due.date.day, due.sentence) for due in found] == [
        (15, "Sở Y tế báo cáo số liệu trước ngày 15/3/2025"),
        (20, "Xã gửi báo cáo trước ngày 20/3/2025"),
    ]


@given(st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)))
def test_every_day_behind_the_issue_is_read_as_it_is_written(day: dt.date) -> None:
    expected = [day.isoformat()] if day > ISSUED else []

    assert days(f"Báo cáo trước ngày {day:%d/%m/%Y}.") == expected
    assert days(f"Báo cáo trước ngày {day.day} tháng {day.month} năm {day.year}.") == expected
