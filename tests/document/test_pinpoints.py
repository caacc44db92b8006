"""A provision that a text names is known by its anchor: of the document cited behind it, and of the text itself."""

import pytest

from pipeline.document import citations, pinpoints

NUMBER = "Nghị quyết số 5/2024/NQ-HĐND"


@pytest.mark.parametrize(
    ("said", "anchor"),
    [
        ("Sửa đổi khoản 2 Điều 5", "dieu-5-khoan-2"),
        ("điểm đ khoản 2, Điều 5 của", "dieu-5-khoan-2-diem-dd"),
        ("theo Điều 21a", "dieu-21a"),
        ("Điều 5 Quy chế làm việc ban hành kèm theo", "qc-dieu-5"),
        ("khoản 1 Điều 3 Quy định về mức chi được ban hành kèm theo", "qd-dieu-3-khoan-1"),
        # Several: the rank above all of them, or none.
        ("khoản 1, khoản 2 Điều 5", "dieu-5"),
        ("điểm a, b khoản 3 Điều 5", "dieu-5-khoan-3"),
        ("Điều 4 và Điều 5", ""),
        ("Điều này và", ""),
        ("thực hiện", ""),
    ],
)
def test_the_provision_in_front_of_a_citation_is_an_anchor(said: str, anchor: str) -> None:
    passage = f"{said} {NUMBER} ngày 1/2/2024"
    [one] = citations.find(passage)

    assert pinpoints.before(passage, one.start) == anchor


@pytest.mark.parametrize(
    ("said", "here", "found"),
    [
        ("theo khoản 2 Điều 5 Nghị quyết này", "", [("khoản 2 Điều 5 Nghị quyết này", "dieu-5-khoan-2")]),
        ("khoản 1, khoản 2 và khoản 4 Điều 5 của Quy chế này", "qc-dieu-7",
         [("khoản 1", "qc-dieu-5-khoan-1"), ("khoản 2", "qc-dieu-5-khoan-2"),
          ("khoản 4 Điều 5 của Quy chế này", "qc-dieu-5-khoan-4")]),
        ("điểm a khoản 3 Điều này; điểm b khoản này", "dieu-7-khoan-2-diem-c",
         [("điểm a khoản 3 Điều này", "dieu-7-khoan-3-diem-a"), ("điểm b khoản này", "dieu-7-khoan-2-diem-b")]),
        ("Điều 3, Điều 4 và Điều 6 Nghị quyết này", "qc-dieu-2",
         [("Điều 3", "dieu-3"), ("Điều 4", "dieu-4"), ("Điều 6 Nghị quyết này", "dieu-6")]),
        ("Điều 5 Nghị quyết số 9/NQ-HĐND; Điều này; điểm a khoản này", "", []),
        ("Hồ sơ nêu tại Điểm b\nKhoản này", "dieu-7-khoan-2", [("Điểm b\nKhoản này", "dieu-7-khoan-2-diem-b")]),
        ("Nhiều nơi thực hiện khoản thu này theo Nghị quyết này", "dieu-7-khoan-2", []),
    ],
)  # fmt: skip
def test_a_provision_of_the_same_text_is_an_anchor(said: str, here: str, found: list[tuple[str, str]]) -> None:
    assert [(said[one.start : one.end], one.anchor) for one in pinpoints.inner(said, here)] == found


def test_the_ranks_above_an_anchor_are_tried_after_it() -> None:
    assert list(pinpoints.ranks("qc-dieu-5-khoan-2-diem-a")) == [
        "qc-dieu-5-khoan-2-diem-a", "qc-dieu-5-khoan-2", "qc-dieu-5",
    ]  # fmt: skip
