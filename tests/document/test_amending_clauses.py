"""Clauses of an amending article that name a provision and leave the document to the article."""

import pytest

from pipeline.document import relations
from pipeline.document.passage import Passage, PassageKind

HEAD = "Điều 1. Sửa đổi, bổ sung một số điều của Nghị quyết số 10/2020/NQ-HĐND về chính sách"
Told = list[tuple[str, str | None, str | None, str]]


def told(*passages: Passage) -> Told:
    return [(one.type, one.part, one.provision, one.anchor) for one in relations.find("", passages)]


def below(clause: str, head: str = HEAD) -> Told:
    return told(
        Passage(PassageKind.dieu, head, "dieu-1", 3),
        Passage(PassageKind.khoan, clause, "dieu-1-khoan-1"),
        Passage(PassageKind.paragraph, "“2. Bãi bỏ Điều 9.”"),
        Passage(PassageKind.dieu, "Điều 2. Bãi bỏ khoản 3 Điều 9.", "dieu-2", 3),
    )


@pytest.mark.parametrize(
    ("clause", "provision"),
    [
        ("1. Sửa đổi điểm b khoản 2 Điều 3 như sau:", "điểm b khoản 2 Điều 3"),
        ("1. Bổ sung khoản 3 vào Điều 2 như sau:", "khoản 3 vào Điều 2"),
        ("1. Sửa đổi, bổ sung tên điều và khoản 1 Điều 7:", "khoản 1 Điều 7"),
        ("1. Thay thế cụm từ “A, B” bằng cụm từ “C” tại khoản 2 Điều 4.", "khoản 2 Điều 4"),
        ("1. Bãi bỏ cụm từ “A” tại Phụ lục II.", "Phụ lục II"),
        ("1. Khoản 2 Điều 3 được sửa đổi như sau:", "Khoản 2 Điều 3"),
        ("1. Điều 4 được bổ sung khoản 3 như sau:", "Điều 4"),
        ("1. Tên Điều 5 được sửa đổi thành “Quản lý phí”.", "Điều 5"),
        ("1. Cụm từ “A” tại khoản 1 Điều 3 được thay thế bằng cụm từ “B”.", "khoản 1 Điều 3"),
    ],
)
def test_a_clause_says_which_provision_its_article_amends(clause: str, provision: str) -> None:
    assert below(clause) == [("sua-doi", None, provision, "dieu-1")]


@pytest.mark.parametrize(
    ("clause", "kind", "provision"),
    [
        ("1. Bãi bỏ khoản 4 Điều 5.", "bai-bo", "khoản 4 Điều 5"),
        ("1. Điểm c khoản 1 Điều 5 được bãi bỏ.", "bai-bo", "Điểm c khoản 1 Điều 5"),
        (
            "1. Phụ lục I được thay thế bằng Phụ lục ban hành kèm theo Nghị quyết này.",
            "thay-the",
            "Phụ lục I",
        ),
        ("1. Bãi bỏ các Điều 8, 9 và 10.", "bai-bo", "Điều 8, 9 và 10"),
        ("1. Thay thế Phụ lục I bằng Phụ lục ban hành kèm theo Nghị quyết này.", "thay-the", "Phụ lục I"),
    ],
)
def test_a_clause_that_ends_a_provision_ends_it_of_its_article_s_document(
    clause: str, kind: str, provision: str
) -> None:
    assert below(clause) == [
        ("sua-doi", None, "một số điều", "dieu-1"),
        (kind, "mot-phan", provision, "dieu-1-khoan-1"),
    ]


@pytest.mark.parametrize(
    "clause",
    [
        "1. Sửa đổi khoản 2 như sau:",  # of which article?
        "1. Khoản 2 được sửa đổi như sau:",
        "1. Khoản 2 Điều 3 đã được sửa đổi như sau:",
        "1. Bãi bỏ khoản 2 Điều 4 Nghị quyết này.",
        "1. Giao Ủy ban nhân dân tỉnh sửa đổi Điều 4.",
        "1. Nội dung tại khoản 2 Điều 4 được giữ nguyên.",
    ],
)
def test_a_clause_that_may_mean_another_text_says_nothing_of_it(clause: str) -> None:
    assert below(clause) == [("sua-doi", None, "một số điều", "dieu-1")]


@pytest.mark.parametrize(
    "head",
    [
        "Điều 1. Sửa đổi, bổ sung Điều 3 của Nghị quyết số 10/2020/NQ-HĐND như sau:",
        "Điều 1. Sửa đổi một số điều của Nghị quyết số 10/2020/NQ-HĐND và Nghị quyết số 11/2020/NQ-HĐND",
        "Điều 1. Bãi bỏ Nghị quyết số 10/2020/NQ-HĐND",
        "Điều 1. Điều khoản chuyển tiếp",
    ],
)
def test_a_head_that_names_a_provision_or_two_documents_lends_none(head: str) -> None:
    assert not [one for one in below("1. Bãi bỏ khoản 4 Điều 5.", head) if one[2] == "khoản 4 Điều 5"]


def test_an_article_may_say_in_the_paragraph_below_its_line_what_it_amends() -> None:
    found = told(
        Passage(PassageKind.dieu, "Điều 1.", "dieu-1", 3),
        Passage(PassageKind.paragraph, HEAD.removeprefix("Điều 1. ")),
        Passage(PassageKind.khoan, "1. Bãi bỏ khoản 4 Điều 5.", "dieu-1-khoan-1"),
        Passage(PassageKind.dieu, "Điều 2.", "dieu-2", 3),
        Passage(PassageKind.paragraph, "Bãi bỏ khoản 3 Điều 9."),
    )

    assert found == [
        ("sua-doi", None, "một số điều", "dieu-1"),
        ("bai-bo", "mot-phan", "khoản 4 Điều 5", "dieu-1-khoan-1"),
    ]


def test_the_instrument_that_is_amended_stands_with_its_provisions() -> None:
    head = (
        "Điều 1. Sửa đổi, bổ sung một số điều của Quy chế Mẫu ban hành kèm theo Nghị quyết số 10/2020/NQ-HĐND như sau:"
    )

    assert ("bai-bo", "mot-phan", "khoản 4 Điều 5 Quy chế Mẫu", "dieu-1-khoan-1") in below(
        "1. Bãi bỏ khoản 4 Điều 5.", head
    )


def test_a_paragraph_s_relation_stands_at_the_provision_above_it() -> None:
    found = told(
        Passage(PassageKind.dieu, "Điều 2", "dieu-2", 3),
        Passage(PassageKind.paragraph, "Bãi bỏ Nghị quyết số 5/2019/NQ-HĐND."),
    )

    assert found == [("bai-bo", "toan-bo", None, "dieu-2")]


def under(chapter: str, *articles: str) -> list[tuple[str, str, str | None]]:
    """What a chapter and its articles do, and to which document."""
    passages = [Passage(PassageKind.chuong, chapter, "chuong-1", 2)]
    passages += [Passage(PassageKind.dieu, one, f"dieu-{at}", 3) for at, one in enumerate(articles, 1)]
    passages += [Passage(PassageKind.chuong, "Chương II. ĐIỀU KHOẢN THI HÀNH", "chuong-2", 2)]
    passages += [Passage(PassageKind.dieu, "Điều 9. Bãi bỏ khoản 7 Điều 7.", "dieu-9", 3)]
    return [(one.type, one.citation.code, one.provision) for one in relations.find("", passages)]


@pytest.mark.parametrize(
    "chapter",
    [
        "Chương I. SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA NGHỊ QUYẾT SỐ 10/2020/NQ-HĐND NGÀY 09/12/2020 VỀ PHÍ",
        "Chương I. Sửa đổi, bổ sung một số điều của Nghị quyết số 10/2020/NQ-HĐND ngày 09/12/2020 về phí",
        "Chương I. SỬA ĐỔI, BỔ SUNG NGHỊ QUYẾT SỐ 10/2020/NQ-HĐND QUY ĐỊNH CHI TIẾT NGHỊ ĐỊNH SỐ 3/2019/NĐ-CP",
        "Chương I. SỬA ĐỔI MỘT SỐ ĐIỀU CỦA NGHỊ QUYẾT SỐ 10/2020/NQ-HĐND (ĐƯỢC SỬA ĐỔI BỞI NGHỊ QUYẾT "
        "SỐ 2/2021/NQ-HĐND, NGHỊ QUYẾT SỐ 4/2022/NQ-HĐND)",
        "Chương I. SỬA ĐỔI MỘT SỐ ĐIỀU CỦA NGHỊ QUYẾT SỐ 10/2020/NQ-HĐND, ĐÃ ĐƯỢC SỬA ĐỔI TẠI NGHỊ QUYẾT SỐ 2/2021",
    ],
)
def test_a_chapter_lends_its_document_to_its_articles_and_to_no_others(chapter: str) -> None:
    said = under(chapter, "Điều 1. Sửa đổi khoản 2 Điều 3 như sau:", "Điều 2. Bãi bỏ khoản 4 Điều 5.")

    assert said == [
        ("sua-doi", "10/2020/NQ-HĐND", "khoản 2 Điều 3"), ("bai-bo", "10/2020/NQ-HĐND", "khoản 4 Điều 5"),
    ]  # fmt: skip


def test_a_chapter_that_amends_two_documents_lends_neither() -> None:
    two = "Chương I. SỬA ĐỔI MỘT SỐ ĐIỀU CỦA NGHỊ QUYẾT SỐ 10/2020/NQ-HĐND VÀ NGHỊ QUYẾT SỐ 12/2020/NQ-HĐND"

    assert under(two, "Điều 1. Bãi bỏ khoản 4 Điều 5.") == [
        ("sua-doi", "10/2020/NQ-HĐND", "một số điều"), ("sua-doi", "12/2020/NQ-HĐND", "một số điều"),
    ]  # fmt: skip


def test_an_article_with_a_document_of_its_own_lends_it_only_to_its_clauses() -> None:
    said = under(
        "Chương I. SỬA ĐỔI MỘT SỐ ĐIỀU CỦA NGHỊ QUYẾT SỐ 10/2020/NQ-HĐND",
        "Điều 1. Bãi bỏ khoản 2 Điều 3 Nghị quyết số 12/2020/NQ-HĐND.",
        "Điều 2. Bãi bỏ khoản 4 Điều 5.",
    )

    assert said[1:] == [
        ("bai-bo", "12/2020/NQ-HĐND", "khoản 2 Điều 3"),
        ("bai-bo", "10/2020/NQ-HĐND", "khoản 4 Điều 5"),
    ]


@pytest.mark.parametrize(
    "chapter",
    [
        "Chương I. TRÁCH NHIỆM SỬA ĐỔI NGHỊ QUYẾT SỐ 10/2020/NQ-HĐND",
        "Chương I. BÃI BỎ NGHỊ QUYẾT SỐ 10/2020/NQ-HĐND",
        "Chương I. QUY ĐỊNH CHUNG",
    ],
)
def test_a_chapter_that_says_no_amendment_lends_nothing(chapter: str) -> None:
    assert under(chapter, "Điều 1. Bãi bỏ khoản 4 Điều 5.") == []


def test_the_words_for_a_part_end_where_its_history_begins() -> None:
    said = below("1. Sửa đổi khoản 2 Điều 3 đã được sửa đổi theo khoản 1 Điều 1 của văn bản năm trước như sau:")

    assert said == [("sua-doi", None, "khoản 2 Điều 3", "dieu-1")]
    assert below("1. Sửa đổi một số khoản của Điều 8 như sau:") == [("sua-doi", None, "Điều 8", "dieu-1")]


@pytest.mark.parametrize(
    ("head", "part", "provision"),
    [
        ("1. Sửa đổi, bãi bỏ một số khoản của Điều 8 như sau:", "a) Bãi bỏ khoản 2.", "khoản 2 Điều 8"),
        ("1. Bổ sung, bãi bỏ một số điểm của khoản 3 Điều 8:", "a) Bãi bỏ điểm c;", "điểm c khoản 3 Điều 8"),
        ("1. Sửa đổi các khoản tại Điều 8a như sau:", "a) Khoản 5 được bãi bỏ.", "Khoản 5 Điều 8a"),
    ],
)
def test_a_point_below_some_clauses_of_an_article_is_of_that_article(head: str, part: str, provision: str) -> None:
    said = told(
        Passage(PassageKind.dieu, HEAD, "dieu-1", 3),
        Passage(PassageKind.khoan, head, "dieu-1-khoan-1"),
        Passage(PassageKind.diem, part, "dieu-1-khoan-1-diem-a"),
        Passage(PassageKind.khoan, "2. Bãi bỏ khoản 7.", "dieu-1-khoan-2"),
    )

    assert said[1:] == [("bai-bo", "mot-phan", provision, "dieu-1-khoan-1-diem-a")]


TITLE = (
    "Sửa đổi, bổ sung một số điều của Nghị quyết số 10/2020/NQ-HĐND ngày 9 tháng 7 năm 2020 của Hội đồng nhân dân tỉnh"
)
CLAUSES = (
    Passage(PassageKind.dieu, "Điều 1. Sửa đổi khoản 2 Điều 3 như sau:", "dieu-1", 3),
    Passage(PassageKind.dieu, "Điều 2.", "dieu-2", 3),
    Passage(PassageKind.paragraph, "Bãi bỏ điểm b khoản 4 Điều 5."),
)


def test_a_title_lends_its_document_to_articles_that_name_none() -> None:
    said = [(one.type, one.citation.code, one.provision, one.anchor) for one in relations.find(TITLE, CLAUSES)]

    assert said == [
        ("sua-doi", "10/2020/NQ-HĐND", "khoản 2 Điều 3", "dieu-1"),
        ("bai-bo", "10/2020/NQ-HĐND", "điểm b khoản 4 Điều 5", "dieu-2"),
    ]


@pytest.mark.parametrize(
    "title",
    [
        f"{TITLE} và bãi bỏ Nghị quyết số 11/2020/NQ-HĐND",
        "Sửa đổi, bổ sung Điều 9 Nghị quyết số 10/2020/NQ-HĐND",
        "Quy định mức chi theo Nghị quyết số 10/2020/NQ-HĐND",
    ],
    ids=["two documents", "one article", "no amendment"],
)
def test_a_title_that_does_more_or_less_lends_nothing(title: str) -> None:
    assert not [one for one in relations.find(title, CLAUSES) if one.provision == "điểm b khoản 4 Điều 5"]


def test_a_title_lends_nothing_to_an_instrument_that_comes_with_its_document() -> None:
    attached = [Passage(PassageKind.part, "QUY CHẾ LÀM VIỆC", "phu-luc-1", 2), *CLAUSES[1:]]

    assert [one.type for one in relations.find(TITLE, attached)] == ["sua-doi"]
