"""Lines whose font lost letters are read from the picture alone, and put back with what their own letters say."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.extract.pdf_files import pdf_page, seen_lines
from pipeline.sheet import symbols
from pipeline.sheet.words import Word
from tests.extract import sheets

SEEN = Word("", 100, 500, 160, 512, 503, 13)
LOST = {
    "a letter within": ("CHIA", ["C", "IA"], "CHIA"),
    "the first": ("HÀNH", ["ÀN"], "HÀNH"),
    "a mark that the picture loses": ("NÓI,", ["NỐI,"], "NỐI,"),
    "a mark beside a lost letter": ("CHÚC", ["C", "ỨC"], "CHỨC"),
    "a sign of no table": ("CHIA", ["C" + symbols.UNKNOWN + "IA"], "CHIA"),
}


def parts(*texts: str) -> list[Word]:
    """Pieces of the text layer, side by side under `SEEN`."""
    wide = (SEEN.right - SEEN.left) / len(texts)
    return [
        replace(SEEN, text=text, left=SEEN.left + at * wide, right=SEEN.left + (at + 1) * wide)
        for at, text in enumerate(texts)
    ]


@pytest.mark.parametrize(("seen", "own", "word"), LOST.values(), ids=LOST)
def test_what_the_layer_has_of_a_word_is_believed_before_the_picture(seen: str, own: list[str], word: str) -> None:
    assert seen_lines.with_own(replace(SEEN, text=seen), parts(*own)).text == word


@pytest.mark.parametrize("own", [["X", "IA"], ["CHIAS"], ["IA", "C"]], ids=["other", "more", "another order"])
def test_a_word_of_which_the_layer_says_something_else_stays_as_the_picture_shows_it(own: list[str]) -> None:
    assert seen_lines.with_own(replace(SEEN, text="CHIA"), parts(*own)).text == "CHIA"


def test_lines_read_by_themselves_stand_where_they_stand_on_the_page(tmp_path: Path) -> None:
    page = sheets.sheet(tmp_path / "a.pdf")
    lines = {740: "HỘI ĐỒNG NHÂN DÂN", 724: "Nghị quyết này", 500: "Điều khoản thi hành", 60: "Kỳ họp thứ hai"}
    for baseline, said in lines.items():
        page.line(90, baseline, said, size=14)
    page.canvas.save()

    with pdf_page.open_document(tmp_path / "a.pdf") as document:
        found = seen_lines.read(document[0], [(baseline, 14) for baseline in (500, 740, 60, 724)])

    words = [(word, said) for baseline, line in lines.items() for word, said in placed(found, baseline, line)]
    assert [word.text for word, _ in words] == [said for _, said in words]
    assert all(89 <= word.left < word.right < 350 for word, _ in words)


def placed(found: list[Word], baseline: float, line: str) -> list[tuple[Word, str]]:
    """The words found on a baseline beside those that were written there."""
    there = sorted((word for word in found if abs(word.baseline - baseline) < 2), key=lambda word: word.left)
    return list(zip(there, line.split(), strict=True))


def test_of_no_lines_nothing_is_read(tmp_path: Path) -> None:
    sheets.resolution(tmp_path / "a.pdf")

    with pdf_page.open_document(tmp_path / "a.pdf") as document:
        assert seen_lines.read(document[0], [(-40, 14), (2_000, 14)]) == []
