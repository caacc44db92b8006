import datetime as dt

import pytest

from pipeline.analyse import bases
from pipeline.document.model import Block
from pipeline.document.passage import Passage, PassageKind


def paragraphs(*said: str) -> list[Passage]:
    return [Passage(PassageKind.paragraph, line) for line in said]


@pytest.mark.parametrize(
    ("sentence", "date", "starts"),
    [
        ("Nghị quyết này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2025.", dt.date(2025, 1, 1), None),
        (
            "Quyết định này có hiệu lực kể từ ngày 01/01/2025 và thay thế Quyết định số 3/QĐ-HĐND.",
            dt.date(2025, 1, 1),
            None,
        ),
        ("Quyết định này có hiệu lực thi hành kể từ ngày ký.", None, "ky"),
        ("Nghị quyết này có hiệu lực từ ngày được thông qua.", None, "thong-qua"),
        ("Nghị quyết liên tịch này có hiệu lực từ ngày 01 tháng 01 năm 2025.", dt.date(2025, 1, 1), None),
        ("Quy chế phối hợp này có hiệu lực từ ngày ký.", None, "ky"),
        ("Nghị quyết liên tịch có hiệu lực từ ngày ký.", None, "ky"),
        ("Nghị quyết này được thi hành kể từ ngày 01/01/2026.", dt.date(2026, 1, 1), None),
        ("Nghị quyết này có giá trị thi hành kể từ ngày 01-01-2026.", dt.date(2026, 1, 1), None),
        ("Thông báo này có hiệu lực từ 8 giờ 00 ngày 05/01/2026.", dt.date(2026, 1, 5), None),
        ("Nghị quyết này có hiệu lực từ năm ngân sách 2026.", dt.date(2026, 1, 1), None),
        ("Điều khoản thi hành Nghị quyết này có hiệu lực từ ngày 01/01/2026.", dt.date(2026, 1, 1), None),
        ("Hiệu lực thi hành: từ ngày 01/01/2026.", dt.date(2026, 1, 1), None),
        ("Thời điểm có hiệu lực: kể từ ngày 01 tháng 01 năm 2026.", dt.date(2026, 1, 1), None),
        ("Ngày có hiệu lực: từ ngày ký.", None, "ky"),
        ("Ngày có hiệu lực của Nghị quyết này là ngày 01/01/2026.", dt.date(2026, 1, 1), None),
        ("Thời điểm có hiệu lực của Nghị quyết: từ ngày 01/01/2026.", dt.date(2026, 1, 1), None),
        ("Nghị quyết này có hiệu lực kể từ 01/01/2026.", dt.date(2026, 1, 1), None),
        ("Nghị quyết này có hiệu lực thi hành vào ngày 01/01/2026.", dt.date(2026, 1, 1), None),
        ("Nghị quyết này có hiệu lực thi hành ngày 01 tháng 01 năm 2026.", dt.date(2026, 1, 1), None),
        ("Nghị quyết này có hiệu lực ngay sau khi được Hội đồng nhân dân tỉnh thông qua.", None, "thong-qua"),
        ("Quyết định này có hiệu lực thi hành ngay sau khi ký.", None, "ky"),
        ("Nghị quyết được thông qua ngày 10/12/2025; có hiệu lực từ ngày 01/01/2026.", dt.date(2026, 1, 1), None),
        ("Nghị quyết này thay thế Nghị quyết số 3/NQ-HĐND và có hiệu lực từ 01/01/2026.", dt.date(2026, 1, 1), None),
        (
            "Nghị quyết này có hiệu lực từ ngày được Hội đồng nhân dân xã Phú Mẫu khóa XX, kỳ họp thứ tư thông qua.",
            None,
            "thong-qua",
        ),
        ("Nghị quyết này có hiệu lực ngay sau khi được HĐND huyện khóa X (kỳ họp thứ 4) thông qua.", None, "thong-qua"),
        ("Quyết định này (“Quyết định số 5”) có hiệu lực từ ngày 01/01/2026.", dt.date(2026, 1, 1), None),
        ("Nghị quyết này có hiệu lực từ ngày mùng 01 tháng 01 năm 2026.", dt.date(2026, 1, 1), None),
        (
            "Nghị quyết này thay thế Nghị quyết số 5/2021/NQ-HĐND ngày 9/7/2021 của Hội đồng nhân dân xã và có hiệu lực"
            " từ ngày 01/01/2026.",
            dt.date(2026, 1, 1),
            None,
        ),
        ("Trừ quy định tại khoản 2 Điều 3, Nghị quyết này có hiệu lực từ ngày 01/01/2026.", dt.date(2026, 1, 1), None),
        ("Nghị quyết này có hiệu lực từ ngày 01/01/2026; riêng Điều 3 từ ngày 01/7/2026.", dt.date(2026, 1, 1), None),
        ("Nghị quyết này có hiệu lực từ thời điểm ký ban hành.", None, "ky"),
        ("Nghị quyết này có hiệu lực kể từ thời điểm Hội đồng nhân dân xã thông qua.", None, "thong-qua"),
        ("Hiệu lực của hợp đồng: từ ngày 01/01/2026.", None, None),
        ("Hiệu lực thi hành: 10 ngày kể từ ngày ký.", None, None),
    ],
)
def test_effect_is_read_from_the_instrument_s_own_sentence(
    sentence: str, date: dt.date | None, starts: str | None
) -> None:
    found = bases.effect(paragraphs("Giao cơ quan chức năng thực hiện.", sentence))

    assert (found.date, found.starts, found.days) == (date, starts, 0)
    if date or starts:
        assert found.sentence == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Điều 5 của Nghị quyết này có hiệu lực từ ngày 01/7/2026.",
        "2. Khoản 2 Điều 3 Nghị quyết này có hiệu lực từ ngày 01/7/2026.",
        "Các điều 109, 110 và 116 của Luật này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2031.",
        "Điều 2 và Điều 3 Nghị quyết này có hiệu lực từ ngày 01/7/2026.",
        "1. Điều 2 Nghị quyết này có hiệu lực từ ngày 01/7/2026.",
        "Các quy định còn lại của Nghị quyết này có hiệu lực từ ngày 01/7/2026.",
        "Phụ lục II của Nghị quyết này có hiệu lực từ ngày 01/7/2026.",
        "Quy định tại Nghị quyết này có hiệu lực từ ngày 01/7/2026.",
        "“2. Nghị quyết này có hiệu lực từ ngày 01/7/2026.”",
        "Nghị quyết này được áp dụng từ ngày 01/7/2026.",
        "Nghị quyết này giao cơ quan chức năng thi hành từ ngày 01/7/2026.",
    ],
)
def test_the_day_of_a_part_or_of_new_wording_is_not_that_of_the_whole(sentence: str) -> None:
    own = "Nghị quyết này có hiệu lực từ ngày 20/12/2025, trừ khoản 2 Điều này."

    assert bases.effect(paragraphs(sentence)).date is None
    assert bases.effect(paragraphs(sentence, own)).date == dt.date(2025, 12, 20)


@pytest.mark.parametrize(
    "sentence",
    [
        "Nghị quyết này có hiệu lực từ ngày thứ mười kể từ ngày thông qua.",
        "Nghị quyết này thay thế Nghị quyết số 2/2011/NQ-HĐND ngày 14/4/2011 có hiệu lực từ ngày 01/5/2011.",
        "Nội dung khác của Nghị quyết số 2/NQ-HĐND không trái với Nghị quyết này vẫn có hiệu lực từ ngày 01/5/2011.",
        "Các quy định không trái với Nghị quyết này tiếp tục có hiệu lực từ ngày 01/5/2011.",
        "Nghị quyết này chưa có hiệu lực từ ngày 01/5/2011.",
        "Nghị quyết này không có hiệu lực từ ngày 01/5/2011.",
        "Nghị quyết này có hiệu lực trong 03 năm kể từ ngày ký.",
        "Trường hợp Nghị quyết này có hiệu lực từ ngày 01/5/2011 thì áp dụng mức cũ.",
        "Kể từ ngày Nghị quyết này có hiệu lực ngày 01/5/2011, các xã thực hiện mức mới.",
        "Sau khi Nghị quyết này có hiệu lực, từ ngày 01/5/2011 các xã thực hiện mức mới.",
        "Giao Ủy ban nhân dân trình để Nghị quyết này có hiệu lực từ ngày 01/5/2011.",
        "1. Đề nghị sửa khoản 2 Điều 3 thành: “Nghị quyết này có hiệu lực từ ngày 01/01/2025.”",
        "Sửa “Nghị quyết này có hiệu lực từ ngày 01/8/2024” thành “Nghị quyết này có hiệu lực từ ngày 01/9/2024”.",
        'Bổ sung câu "Thực hiện đến hết năm. Nghị quyết này có hiệu lực từ ngày 01/5/2011." vào cuối Điều 3.',
        "Nghị quyết này có hiệu lực từ ngày Hội đồng nhân dân tỉnh ban hành văn bản hướng dẫn được thông qua.",
    ],
)
def test_a_day_that_may_be_another_text_s_is_nobody_s(sentence: str) -> None:
    assert bases.effect(paragraphs(sentence)).sentence is None


@pytest.mark.parametrize("marks", ["“”", '""'], ids=["curly", "straight"])
def test_new_wording_over_many_passages_says_nothing_of_the_amending_text(marks: str) -> None:
    quoted = (
        f"{marks[0]}Điều 3a. Quản lý",
        "1. Nghị quyết này có hiệu lực từ ngày 01/02/2022 đến hết ngày 31/12/2023.",
        "2. Nghị quyết này được thông qua ngày 01/02/2022.",
        f"3. Tổ chức thu nộp.{marks[1]}",
    )
    own = "Nghị quyết này có hiệu lực từ ngày 18/12/2023."

    assert bases.effect(paragraphs(*quoted)).date is None
    assert bases.effect(paragraphs(*quoted, own)).date == dt.date(2023, 12, 18)
    assert bases.term(paragraphs(*quoted)).date is None
    assert bases.passing(paragraphs(*quoted)).date is None


def test_a_quotation_that_nobody_closed_ends_with_the_next_article() -> None:
    passages = [*paragraphs("“1. Trẻ em được miễn."), Passage(PassageKind.dieu, "Điều 2. Hiệu lực", "dieu-2", 3)]
    passages += paragraphs("Nghị quyết này có hiệu lực từ ngày 18/12/2023.")

    assert bases.effect(passages).date == dt.date(2023, 12, 18)


@pytest.mark.parametrize(
    ("said", "days", "starts"),
    [
        ("sau 10 ngày kể từ ngày thông qua", 10, "thong-qua"),
        ("thi hành sau 10 (mười) ngày, kể từ ngày Hội đồng nhân dân tỉnh thông qua", 10, "thong-qua"),
        ("sau mười ngày kể từ ngày được Hội đồng nhân dân tỉnh thông qua", 10, "thong-qua"),
        ("thi hành sau 15 ngày, kể từ ngày ký ban hành", 15, "ky"),
        ("sau bảy ngày kể từ ngày Chủ tịch ký", 7, "ky"),
        ("sau mười (10) ngày kể từ ngày Chủ tịch Hội đồng nhân dân tỉnh ký chứng thực", 10, "ky"),
        ("45 ngày sau ngày ký", 45, "ky"),
        ("thi hành 10 ngày sau khi được Hội đồng nhân dân tỉnh thông qua", 10, "thong-qua"),
        ("sau 10 ngày làm việc kể từ ngày ký", 0, ""),
        ("sau 10 ngày kể từ ngày đăng Công báo", 0, ""),
        ("sau 10 ngày kể từ ngày Bộ trưởng ban hành", 0, ""),
    ],
)
def test_effect_some_days_after_passing_or_signing_is_counted_and_nothing_else_is(
    said: str, days: int, starts: str
) -> None:
    found = bases.effect(paragraphs(f"Nghị quyết này có hiệu lực {said}."))

    assert (found.days, found.starts or "") == (days, starts)


@pytest.mark.parametrize(
    ("sentence", "days", "starts"),
    [
        ("Sau 10 ngày kể từ ngày thông qua, Nghị quyết này có hiệu lực thi hành.", 10, "thong-qua"),
        ("Điều 3. Sau mười lăm ngày, kể từ ngày Chủ tịch HĐND tỉnh ký, Nghị quyết này có hiệu lực.", 15, "ky"),
        ("2. Sau 07 (bảy) ngày kể từ ngày ký Nghị quyết này có hiệu lực.", 7, "ky"),
        ("Sau 10 ngày làm việc kể từ ngày ký, Nghị quyết này có hiệu lực.", 0, ""),
        ("Sau 10 ngày kể từ ngày ký, Nghị quyết số 5/NQ-HĐND có hiệu lực.", 0, ""),
        ("Báo cáo sau 10 ngày kể từ ngày ký, Nghị quyết này có hiệu lực.", 0, ""),
    ],
)
def test_days_that_stand_before_the_effect_are_counted(sentence: str, days: int, starts: str) -> None:
    found = bases.effect(paragraphs(sentence))

    assert (found.days, found.starts or "") == (days, starts)


@pytest.mark.parametrize(
    ("sentence", "first_day_without"),
    [
        ("1. Nghị quyết này có hiệu lực từ ngày 01/01/2022 đến hết ngày 31 tháng 12 năm 2025.", "2026-01-01"),
        ("Thời hạn có hiệu lực của Nghị quyết này đến hết ngày 31 tháng 12 năm 2028.", "2029-01-01"),
        ("Nghị quyết này có hiệu lực thi hành đến ngày 31/12/2025.", "2026-01-01"),
        ("Nghị quyết này có hiệu lực từ ngày 01/01/2022 đến hết năm 2025.", "2026-01-01"),
        ("Nghị quyết này được áp dụng từ ngày 01/01/2022 đến hết ngày 31/12/2025.", "2026-01-01"),
        ("Nghị quyết này có hiệu lực từ ngày 20/12/2024 và áp dụng cho năm ngân sách 2025.", "2026-01-01"),
        ("Nghị quyết này hết hiệu lực thi hành kể từ ngày 01/7/2025.", "2025-07-01"),
        ("Quy chế này hết hiệu lực sau ngày 30/6/2025.", "2025-07-01"),
        ("Không áp dụng Nghị quyết này kể từ ngày 01/01/2026.", "2026-01-01"),
        ("Nghị quyết này không còn được áp dụng từ ngày 01/01/2026.", "2026-01-01"),
        ("Nghị quyết này không áp dụng đối với hồ sơ nhận từ ngày 01/01/2026.", None),
        ("Nghị quyết này hết hiệu lực ngày 31/12/2025.", None),
        ("Nghị quyết này áp dụng từ năm ngân sách 2025.", None),
        ("Nghị quyết này áp dụng cho năm ngân sách 2025 và thời kỳ ổn định ngân sách.", None),
        ("Nghị quyết này có hiệu lực từ ngày 01/01/2022, thực hiện trong giai đoạn 2021 - 2025.", None),
        ("Khoản 2 Điều 3 Nghị quyết này hết hiệu lực từ ngày 01/7/2025.", None),
        ("Nghị quyết này thay thế Nghị quyết số 5/2020/NQ-HĐND, áp dụng đến hết ngày 31/12/2024.", None),
        ("Nghị quyết này có hiệu lực đến hết ngày 31/12/2025 hoặc đến khi có văn bản thay thế.", None),
        ("Các chính sách tại Nghị quyết này được áp dụng đến hết ngày 31/12/2025.", None),
        ("Nghị quyết này có hiệu lực từ ngày 01/01/2025 đến hết ngày 30/02/2026.", None),
    ],
)
def test_a_term_is_read_only_where_the_text_says_that_it_ends(sentence: str, first_day_without: str | None) -> None:
    found = bases.term(paragraphs("Giao cơ quan chức năng thực hiện.", sentence))

    assert (found.date.isoformat() if found.date else None) == first_day_without
    assert found.sentence == (sentence.removeprefix("1. ") if first_day_without else None)


def test_two_terms_that_differ_are_none() -> None:
    said = ("Nghị quyết này có hiệu lực đến hết năm 2025.", "Nghị quyết này hết hiệu lực từ ngày 01/7/2026.")

    assert bases.term(paragraphs(*said)).date is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Luật Mẫu có hiệu lực thi hành từ ngày 01 tháng 01 năm 2025.",
        "Nghị quyết số 9/2020/NQ-HĐND có hiệu lực từ ngày 01 tháng 01 năm 2021 hết hiệu lực.",
        "Các quy định khác vẫn có hiệu lực từ ngày 01 tháng 01 năm 2021.",
    ],
)
def test_the_effect_of_a_cited_text_is_not_this_one_s(sentence: str) -> None:
    assert bases.effect(paragraphs(sentence)).sentence is None


def test_passing_is_read_from_the_closing_sentence_and_never_from_a_basis() -> None:
    closing = (
        "Nghị quyết này đã được Hội đồng nhân dân tỉnh Lam Giang khóa X, kỳ họp thứ mười ba (chuyên đề) "
        "thông qua ngày 9 tháng 12 năm 2024./."
    )
    said = paragraphs("Căn cứ Nghị quyết được Quốc hội thông qua ngày 1 tháng 2 năm 2019;", closing)

    found = bases.passing(said)

    assert (found.date, found.term, found.session) == (dt.date(2024, 12, 9), "X", "mười ba")


def test_a_closing_sentence_need_not_say_this() -> None:
    closing = "Nghị quyết đã được HĐND xã khóa I, kỳ họp thứ Nhất biểu quyết thông qua ngày 18 tháng 7 năm 2025./."

    found = bases.passing(paragraphs(closing))

    assert (found.date, found.session) == (dt.date(2025, 7, 18), "Nhất")
    assert bases.passing(paragraphs("Nghị quyết số 5/NQ-HĐND được HĐND thông qua ngày 18/7/2025.")).date is None


@pytest.mark.parametrize("closing", ["Nghị quyết được", "Nghị quyết đã được", "Nghị quyết này được"])
def test_a_closing_sentence_need_not_name_who_passed_it(closing: str) -> None:
    assert bases.passing(paragraphs(f"{closing} thông qua ngày 25 tháng 3 năm 2024./.")).date == dt.date(2024, 3, 25)


def test_a_text_without_closing_sentence_was_passed_on_no_day() -> None:
    assert bases.passing(paragraphs("Kế hoạch được thông qua ngày 1 tháng 2 năm 2019.")).date is None


@pytest.mark.parametrize(
    ("said", "first"),
    [
        (["Căn cứ Luật Mẫu ngày 19 tháng 6 năm 2015;", "Xét đề nghị,"], "Căn cứ Luật Mẫu ngày 19 tháng 6 năm 2015;"),
        (["Căn cứ hồ sơ báo cáo, Ủy ban có ý kiến như sau:"], None),
        (["Căn cứ kết quả khảo sát;", "Căn cứ Luật Mẫu;"], "Căn cứ Luật Mẫu;"),
        (["- Căn cứ Luật Mẫu năm 2015;", "- Theo đề nghị của Ban,"], "- Căn cứ Luật Mẫu năm 2015;"),
        (["Thực hiện Kế hoạch số 3/KH-HĐND, Ban báo cáo như sau:", "Căn cứ Luật Mẫu, báo cáo nêu."], None),
        (["- Căn cứ Nghị định số 3/2024/NĐ-CP về phí.", "- Căn cứ Luật Mẫu năm 2015."], None),
    ],
    ids=["preamble", "prose", "second", "dashed", "report", "answer"],
)
def test_first_legal_basis_is_a_line_of_the_preamble(said: list[str], first: str | None) -> None:
    assert bases.first(bases.preamble([Block(line) for line in said])) == first


@pytest.mark.parametrize(
    ("sentence", "organ"),
    [
        ("Chính phủ ban hành Nghị định quy định về mẫu.", "Chính phủ"),
        ("Bộ trưởng Bộ Tài chính ban hành Thông tư quy định về mẫu.", "Bộ Tài chính"),
        ("Ủy ban nhân dân tỉnh Lam Giang ban hành Quyết định quy định về mẫu.", "Ủy ban nhân dân tỉnh Lam Giang"),
        ("Hội đồng nhân dân ban hành Nghị quyết quy định về mẫu.", None),
        ("Ủy ban nhân dân tỉnh ban hành Quyết định quy định về mẫu.", None),
    ],
)
def test_the_sentence_that_ends_the_preamble_names_the_body_by_its_unit(sentence: str, organ: str | None) -> None:
    assert bases.promulgator([Block("Căn cứ Luật Mẫu;"), Block(sentence)]) == organ


def test_the_closing_sentence_names_the_council_with_its_unit() -> None:
    closing = "Nghị quyết này đã được Hội đồng nhân dân huyện An Khê Hạ khóa XI, kỳ họp thứ năm thông qua."

    assert bases.passed_by(closing) == "Hội đồng nhân dân huyện An Khê Hạ"
    assert bases.passed_by("Nghị quyết này đã được thông qua.") is None
    assert bases.passed_by(None) is None


@pytest.mark.parametrize(
    ("doc_type", "sentence", "own"),
    [
        ("Công văn", "Nghị định này có hiệu lực từ ngày 01 tháng 7 năm 2026.", False),
        ("Nghị quyết", "Luật này có hiệu lực từ ngày 01 tháng 7 năm 2026.", False),
        ("Báo cáo", "Nghị quyết này có hiệu lực 45 ngày sau ngày ký.", False),
        ("Nghị quyết liên tịch", "Nghị quyết này có hiệu lực từ ngày 01 tháng 7 năm 2026.", True),
        ("Nghị quyết", "Quy chế này có hiệu lực từ ngày 01 tháng 7 năm 2026.", True),
        ("Kế hoạch", "Quyết định này có hiệu lực từ ngày 01 tháng 7 năm 2026.", True),
        (None, "Nghị định này có hiệu lực từ ngày 01 tháng 7 năm 2026.", True),
    ],
)
def test_a_sentence_that_names_another_type_is_quoted_and_says_nothing(
    doc_type: str | None, sentence: str, own: bool
) -> None:
    assert (bases.effect(paragraphs(sentence), doc_type).sentence is not None) is own
