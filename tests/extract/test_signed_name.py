"""A name that a seal or a pen crosses is what two looks at its line alone read alike, or stays as it was."""

from dataclasses import replace

import pytest
from PIL import Image

from pipeline.document.model import Method
from pipeline.extract.scans import signed_name
from pipeline.sheet.words import Word


def words(*said: tuple[str, float], line: float = 200.0) -> list[Word]:
    at = 320.0
    found = []
    for text, sure in said:
        found.append(Word(text, at, line, at + 8 * len(text), line + 10, line, 11, method=Method.ocr, confidence=sure))
        at += 8 * len(text) + 5
    return found


def read(name: list[Word], *looks: list[Word], unsealed: list[Word] | None = None) -> str:
    rest = list(looks)
    found = signed_name.read_again(
        [*words(("CHỦ", 0.97), ("TỊCH", 0.97), line=300), *name],
        Image.new("L", (1654, 2339), 255),
        200,
        lambda *_: rest.pop(0),
        unsealed=unsealed,
    )
    return " ".join(word.text for word in found if word.baseline < 290)


TORN = words(("ạm", 0.83), ("Trường", 0.96), ("Giang", 0.96))
WHOLE = words(("Phạm", 0.97), ("Trường", 0.95), ("Giang", 0.96), line=12)


def test_what_two_looks_read_alike_is_taken() -> None:
    odd = words(("Tam", 0.64), ("Trường", 0.96), ("Giang", 0.96), line=12)

    assert read(TORN, WHOLE, WHOLE, odd) == "Phạm Trường Giang"
    assert read(TORN, odd, WHOLE, WHOLE) == "Phạm Trường Giang"


def test_each_word_is_spelt_as_its_surest_look_does() -> None:
    less = words(("Phạm", 0.97), ("Trương", 0.8), ("Giang", 0.96), line=12)

    assert read(TORN, WHOLE, less, []) == "Phạm Trường Giang"


def test_looks_that_differ_leave_the_line() -> None:
    other = words(("Lâm", 0.9), ("Trường", 0.96), ("Giang", 0.96), line=12)

    assert read(TORN, WHOLE, other, []) == "ạm Trường Giang"


def test_a_name_that_lost_its_surname_in_every_look_does_not_become_another_person_s() -> None:
    torn = words(("buếm", 0.62), ("Văn", 0.97), ("Bảo", 0.96), line=12)

    assert read(words(("Đuấm", 0.5), ("văn", 0.9), ("Bảo", 0.96)), torn, torn, torn) == "Đuấm văn Bảo"


def test_strokes_above_a_name_are_none_of_its_letters() -> None:
    above = words(("uy,", 0.0), line=27)
    before = [replace(word, left=word.left - 30, right=word.right - 30) for word in above]

    assert read(TORN, [*above, *WHOLE], WHOLE, []) == "Phạm Trường Giang"
    assert read(TORN, [*before, *WHOLE], [*above, *WHOLE], []) == "ạm Trường Giang"


@pytest.mark.parametrize("torn", ["#ạ", "ạm", "Đ"])
def test_what_stands_where_a_first_word_was_torn_leaves_the_line(torn: str) -> None:
    half = words((torn, 0.0), ("Trường", 0.96), ("Giang", 0.96), line=12)

    assert read(TORN, half, half, []) == "ạm Trường Giang"


def test_a_torn_word_within_a_name_leaves_the_line() -> None:
    inner = words(("Trường", 0.96), ("ạm", 0.0), ("Giang", 0.96), line=12)

    assert read(words(("Phgm", 0.4), ("Trường", 0.7), ("Giang", 0.5)), inner, inner, []) == "Phgm Trường Giang"


def test_a_clear_name_is_not_looked_at_again() -> None:
    clear = words(("Lê", 0.95), ("Thị", 0.97), ("Sương", 0.96))

    assert read(clear) == "Lê Thị Sương"


def test_under_a_black_seal_a_clear_name_needs_a_second_look_that_reads_it_alike() -> None:
    once, other = (
        words(("Nhô", 0.82), ("Thanh", 0.97), ("Bạch", 0.97)),
        words(("Nộo", 0.8), ("Thanh", 0.96), ("Bạch", 0.96)),
    )
    whole = words(("Ngô", 0.9), ("Thanh", 0.97), ("Bạch", 0.97), line=12)

    assert read(once, other, [], [], unsealed=other) == ""
    assert read(once, whole, other, whole, unsealed=[]) == "Ngô Thanh Bạch"
    assert read(whole, whole, other, [], unsealed=[]) == "Ngô Thanh Bạch"


def test_a_name_surely_read_with_the_seal_and_without_stands_where_looks_at_its_line_see_strokes() -> None:
    name = words(("Mai", 0.97), ("Đức", 0.95), ("Thịnh", 0.96))
    strokes = words(("kk/.", 0.26), ("vn", 0.0), ("Mai", 0.96), ("Đức", 0.95), line=12)
    unsure = words(("Mai", 0.97), ("Đức", 0.62), ("Thịnh", 0.96))
    column = [*words(("CHỦ", 0.97), ("TỊCH", 0.97), line=300), *name]

    assert read(name, strokes, [], [], unsealed=column) == "Mai Đức Thịnh"
    assert read(unsure, strokes, [], [], unsealed=column) == ""
    assert read(name, strokes, [], [], unsealed=[*column[:2], *unsure]) == ""


def under_the_office(*said: tuple[str, float], before: str = "", behind: str = "", aside: float = 0.0) -> list[Word]:
    """A name, its middle under that of CHỦ TỊCH, with what a pen left beside it."""
    found = words(*said)
    move = 350.5 - (found[0].left + found[-1].right) / 2 + aside
    found = [replace(word, left=word.left + move, right=word.right + move) for word in found]
    strokes = [replace(found[0], text=before, left=found[0].left - 20, right=found[0].left - 6, confidence=0.3)]
    rest = [replace(found[0], text=behind, left=found[-1].right + 6, right=found[-1].right + 20, confidence=0.3)]
    return [*strokes * bool(before), *found, *rest * bool(behind)]


SURE = ("Đoàn", 0.96), ("Ngọc", 0.97), ("Hải", 0.97)


@pytest.mark.parametrize(("before", "behind"), [("úy.", ""), ("X", "_-"), ("lx", "Ễ")])
def test_a_sure_name_right_under_its_office_is_whole_though_a_pen_was_read_beside_it(before: str, behind: str) -> None:
    assert read(under_the_office(*SURE, before=before, behind=behind), [], [], []) == "Đoàn Ngọc Hải"


@pytest.mark.parametrize("surname", ["Y", "Vi", "Nguyễn"])
def test_a_sure_name_beside_the_middle_of_its_office_may_have_lost_a_word(surname: str) -> None:
    lost = (8 * len(surname) + 5) / 2

    assert read(under_the_office(*SURE, before="#", aside=lost), [], [], []) == "# Đoàn Ngọc Hải"


def test_an_unsure_name_under_its_office_is_none_for_standing_there() -> None:
    unsure = under_the_office(("Can", 0.88), ("Văn", 0.97), ("Thái", 0.95), before="(")

    assert read(unsure, [], [], []) == "( Can Văn Thái"
