"""What stands beside all text, is short, and unsure or at the very edge, is no word of the page."""

import pytest

from pipeline.document.model import Method
from pipeline.extract.scans import margin_dust
from pipeline.sheet.words import Word


def word(text: str, left: float, sure: float = 0.96, *, line: float = 780.0) -> Word:
    right = left + 7 * len(text)
    return Word(text, left, line, right, line + 10, line, 11, method=Method.ocr, confidence=sure)


TEXT = [word("HỘI", 82), word("ĐỒNG", 110), word("NHÂN", 145), word("DÂN", 180), word("VIỆT", 500), word("NAM", 535)]


@pytest.mark.parametrize(
    "dust",
    [word("F", 15, 0.0), word("ly", 10, 0.49), word("3", 577, 0.84), word(":", 62, 0.08), word("à", 56, 0.0)],
    ids=["fold", "edge of the sheet", "other edge", "unsure sign", "unsure letter"],
)
def test_signs_beside_the_text_are_swept(dust: Word) -> None:
    assert margin_dust.swept([*TEXT, dust], 595) == TEXT


@pytest.mark.parametrize(
    "printed",
    [word("1.", 60), word("-", 62, 0.9), word("Phụ", 15, 0.3), word("2", 300, 0.1)],
    ids=["number of a clause", "dash of a list", "a word", "within the text"],
)
def test_print_is_kept(printed: Word) -> None:
    assert margin_dust.swept([*TEXT, printed], 595) == [*TEXT, printed]


def test_a_page_without_clear_words_is_left_as_it_is() -> None:
    unsure = [word("F", 15, 0.0), word("xyz", 80, 0.3)]

    assert margin_dust.swept(unsure, 595) == unsure
