"""A line that tesseract took for two over each other is looked at alone; any other line stays as it was read."""

import pytest
from PIL import Image

from pipeline.document.model import Method
from pipeline.extract.scans import read_twice
from pipeline.extract.scans.handwriting import DOUBTED
from pipeline.sheet.words import Word

SHEET = Image.new("L", (1654, 2339), 255)


def words(*said: tuple[str, float], line: float = 700.0) -> list[Word]:
    return [
        Word(text, at, line - 2, at + 7 * len(text), line + 10, line, 12, method=Method.ocr, confidence=0.97)
        for text, at in said
    ]


def read(found: list[Word], alone: list[Word]) -> tuple[str, int]:
    looks = list[int]()

    def look(ink: Image.Image, dpi: float, mode: int, part: tuple[int, int, int, int]) -> list[Word]:
        looks.append(mode)
        return alone

    again = sorted(read_twice.once(found, SHEET, 200, look), key=lambda word: (-word.baseline, word.left))
    return " ".join(word.text for word in again), len(looks)


ONE = words(("Đông", 300), ("Giang,", 332), ("ngày", 378), ("34", 410), ("tháng", 430))
BELOW = words(("BÁO", 300), ("CÁO", 325), line=640)


@pytest.mark.parametrize(
    "second",
    [
        words(("tháng", 431), ("ày", 390)),
        words(("ông", 305), ("Giang", 333), ("ngày", 378)),
        words(("Đông", 302), ("ngày", 380), ("tháng", 429), line=703),
    ],
)
def test_a_line_read_twice_is_read_once_alone(second: list[Word]) -> None:
    assert read([*ONE, *second, *BELOW], ONE) == ("Đông Giang, ngày 34 tháng BÁO CÁO", 1)


def test_a_line_read_once_is_not_looked_at_again() -> None:
    assert read([*ONE, *BELOW], []) == ("Đông Giang, ngày 34 tháng BÁO CÁO", 0)


def test_a_look_that_reads_nothing_or_twice_again_takes_nothing_away() -> None:
    twice = [*ONE, *words(("Đông", 302), ("ngày", 380))]

    assert len(read([*twice], [])[0].split()) == len(twice)
    assert len(read([*twice], twice)[0].split()) == len(twice)


@pytest.mark.parametrize(("alone", "sure"), [("34", 0.97), ("84", DOUBTED), ("134", DOUBTED), ("3", DOUBTED)])
def test_figures_that_the_look_at_the_page_has_not_are_doubted(alone: str, sure: float) -> None:
    again = words(("Đông", 300), ("Giang,", 332), ("ngày", 378), (alone, 410), ("tháng", 430))
    twice = [*ONE, *words(("tháng", 431), ("ày", 390))]

    found = read_twice.once(twice, SHEET, 200, lambda *_: again)

    assert {word.text: word.confidence for word in found} == {word.text: 0.97 for word in again} | {alone: sure}
