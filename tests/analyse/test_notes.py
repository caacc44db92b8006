"""Footnotes reach the text with an anchor each, and their marks no fact."""

import pytest

from pipeline import analyse
from pipeline.document.model import Block, Region
from pipeline.document.passage import PassageKind
from tests.analyse import papers


def noted(blocks: list[Block], *notes: str) -> list[Block]:
    return [*blocks, *(Block(note, Region.note) for note in notes)]


def marked(blocks: list[Block], words: str, mark: str) -> list[Block]:
    return [Block(b.text.replace(words, words + mark), b.region, align=b.align) for b in blocks]


def test_notes_stand_behind_the_text_under_their_marks() -> None:
    blocks = marked(papers.resolution(), "Nội dung thứ nhất", "[1]")
    found = papers.analysed(noted(blocks, "[1] Chưa gồm tiền điện.", "[ii] Ghi cuối."))

    assert [(p.id, p.text) for p in found.passages if p.kind is PassageKind.note] == [
        ("chu-thich-1", "[1] Chưa gồm tiền điện."),
        ("chu-thich-ii", "[ii] Ghi cuối."),
    ]
    assert found.passages[-1].kind is PassageKind.note
    assert "1. Nội dung thứ nhất[1]." in [p.text for p in found.passages]


def test_a_raised_number_before_a_note_is_the_mark_that_the_text_has() -> None:
    blocks = marked(papers.resolution(), "Nội dung thứ nhất", "[1]")
    found = papers.analysed(noted(blocks, "1 Chưa gồm tiền điện.", "2 Không ai trỏ tới."))

    assert [(p.id, p.text) for p in found.passages if p.kind is PassageKind.note] == [
        ("chu-thich-1", "[1] Chưa gồm tiền điện."),
        ("chu-thich-khac-2", "2 Không ai trỏ tới."),
    ]


def test_two_notes_of_one_mark_have_an_anchor_each() -> None:
    ids = [p.id for p in papers.analysed(noted(papers.resolution(), "[1] a b", "[1] c d")).passages if p.id]

    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("Về chương trình giám sát năm 2025", "trich_yeu"),
        ("Nguyễn Văn Mẫu", "signer_name"),
        ("Số: 12/2024/NQ-HĐND", "code"),
        ("ngày 09 tháng 12 năm 2024", "issue_date"),
    ],
)
def test_no_fact_keeps_the_mark_of_a_note(words: str, field: str) -> None:
    plain = analyse.answer(papers.analysed(papers.resolution()))[field]
    blocks = noted(marked(papers.resolution(), words, "[1]"), "[1] Ghi chú.")

    found = papers.analysed(blocks)

    assert analyse.answer(found)[field] == plain
    assert all("[1]" not in value for one in found.signers for value in one.values())


def test_brackets_that_are_no_note_stay() -> None:
    blocks = marked(papers.resolution(), "Về chương trình giám sát", " [2]")

    assert "[2]" in (papers.analysed(noted(blocks, "[1] Khác.")).facts.trich_yeu.value or "")


@pytest.mark.parametrize("mark", ["", "[1]", "[*]"])
def test_a_first_sentence_with_the_mark_of_a_note_is_no_part_of_the_title(mark: str) -> None:
    head = papers.head(number="Số: 02/KH-HĐND")
    opening = f"Ban Kinh tế xây dựng Kế hoạch khảo sát như sau:{mark}"

    found = papers.analysed([*head, *papers.body("KẾ HOẠCH", "Khảo sát chợ Phú Vinh", opening, "I. Mục đích")])

    assert analyse.answer(found)["trich_yeu"] == "Khảo sát chợ Phú Vinh"
