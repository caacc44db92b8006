"""The page says which part of a file it lacks."""

from typing import Any

import pytest

from pipeline.document.record import Text
from plugins.archive_pages import incomplete

END = "Bản gốc có toàn bộ văn bản."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ({"complete": True}, []),
        ({"complete": False, "method": "none"}, []),
        ({"complete": False}, ["Nội dung chữ dưới đây chưa đầy đủ.", END]),
        (
            {"complete": False, "pages": 40, "unread_pages": (3, 13, 14, 15, 16)},
            ["Chỉ đọc được 35/40 trang; chưa đọc được trang 3, 13–16.", END],
        ),
        ({"complete": False, "kept": 0.519}, ["Chỉ giữ được khoảng 51% chữ của tệp.", END]),
        (
            {"complete": False, "pages": 2, "unread_pages": (2,), "gaps": ("limit",), "kept": 0.4},
            [
                "Chỉ đọc được 1/2 trang; chưa đọc được trang 2.",
                "Tệp vượt giới hạn đọc; phần vượt giới hạn không có dưới đây.",
                "Chỉ giữ được khoảng 40% chữ của tệp.",
                END,
            ],
        ),
    ],
    ids=["whole", "no text", "unnamed", "pages", "words", "several"],
)
def test_what_is_missing_is_said_in_sentences(text: dict[str, Any], said: list[str]) -> None:
    assert incomplete.sentences(Text(**({"method": "text"} | text))) == said


def test_pages_that_no_number_was_kept_for_are_still_told() -> None:
    assert incomplete.sentences(Text(method="ocr", complete=False, unread_pages=(7,)))[0].startswith("Chỉ đọc được 6/7")


@pytest.mark.parametrize("gap", ["limit", "parts", "signs", "pictures"])
def test_every_gap_has_a_sentence(gap: Any) -> None:
    assert len(incomplete.sentences(Text(method="text", complete=False, gaps=(gap,)))) == 2


def test_of_a_damaged_file_nobody_is_told_that_it_holds_everything() -> None:
    said = incomplete.sentences(Text(method="text", complete=False, gaps=("limit", "damaged")))

    assert len(said) == 2 and "trang bị hỏng" in said[1] and END not in said
