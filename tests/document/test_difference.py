"""Two texts side by side: nothing of either is lost, and articles are matched as a reader would."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document.difference import SideBySide, difference, units
from pipeline.document.passage import HEADINGS, Passage, PassageKind

KINDS = [PassageKind.dieu, PassageKind.chuong, PassageKind.khoan, PassageKind.diem, PassageKind.paragraph]
WORDS = st.lists(st.sampled_from(["mức", "chi", "thăm", "hỏi", "có", "công", "500.000", "600.000", "đồng"]), max_size=6)


@st.composite
def texts(draw: st.DrawFn) -> tuple[Passage, ...]:
    found = []
    for place in range(draw(st.integers(0, 9))):
        kind, words = draw(st.sampled_from(KINDS)), " ".join(draw(WORDS)) or "x"
        name = f"dieu-{draw(st.integers(1, 5))}" if draw(st.booleans()) else ""
        found.append(Passage(kind, words, f"{name}-{place}" if name else "", 3 if kind in HEADINGS else 0))
    if draw(st.booleans()):
        found.append(Passage(PassageKind.table, rows=(("A", ""), (" ".join(draw(WORDS)), "1"))))
    return tuple(found)


def article(number: int, title: str, *clauses: str, was: int | None = None) -> list[Passage]:
    clause = [Passage(PassageKind.khoan, f"{n}. {one}", f"dieu-{number}-khoan-{n}") for n, one in enumerate(clauses, 1)]
    return [Passage(PassageKind.dieu, f"Điều {number}. {title}", f"dieu-{number}", 3), *clause]


def changes(old: list[Passage], new: list[Passage]) -> list[tuple[str | None, str | None]]:
    rows = [row for section in difference(old, new) for row in section if not row.same]
    return [(row.old and row.old.text, row.new and row.new.text) for row in rows]


@settings(deadline=None)
@given(texts(), texts())
def test_both_columns_are_the_two_texts_from_top_to_bottom(old: tuple[Passage, ...], new: tuple[Passage, ...]) -> None:
    rows = [row for section in difference(old, new) for row in section]

    assert [row.old for row in rows if row.old] == list(units(old))
    assert [row.new for row in rows if row.new] == list(units(new))
    assert all(row.old or row.new for row in rows)


@settings(deadline=None)
@given(texts(), texts())
def test_the_words_of_a_row_are_those_of_its_texts(old: tuple[Passage, ...], new: tuple[Passage, ...]) -> None:
    for row in (row for section in difference(old, new) for row in section):
        for side, pieces in zip((row.old, row.new), row.pieces(), strict=True):
            assert "".join(piece.gap + piece.words for piece in pieces) == (side.text if side else "")
        assert row.same == (row.old is not None and row.new is not None and not any_changed(row))


def any_changed(row: SideBySide) -> bool:
    return any(piece.changed for side in row.pieces() for piece in side)


@settings(deadline=None)
@given(texts())
def test_a_text_does_not_differ_from_itself(text: tuple[Passage, ...]) -> None:
    assert all(row.same for section in difference(text, text) for row in section)


TITLES = ("Phạm vi điều chỉnh của quy định", "Mức chi thăm hỏi người có công", "Nguồn kinh phí do ngân sách bảo đảm")


@pytest.mark.parametrize("place", [1, 2, 3, 4])
def test_an_article_put_in_between_moves_the_others_and_rewrites_none(place: int) -> None:
    old = [one for number, title in enumerate(TITLES, 1) for one in article(number, title, f"Nội dung về {title}")]
    titles = [*TITLES[: place - 1], "Trách nhiệm của thủ trưởng cơ quan", *TITLES[place - 1 :]]
    new = [
        one
        for number, title in enumerate(titles, 1)
        for one in article(number, title, "Thủ trưởng chịu trách nhiệm" if number == place else f"Nội dung về {title}")
    ]

    added = [(before, after) for before, after in changes(old, new) if before is None]
    moved = [(before, after) for before, after in changes(old, new) if before is not None and after is not None]

    assert [after for _, after in added] == [
        f"Điều {place}. Trách nhiệm của thủ trưởng cơ quan",
        "1. Thủ trưởng chịu trách nhiệm",
    ]
    assert [(one[: len("Điều 1")], other[: len("Điều 1")]) for one, other in moved] == [
        (f"Điều {number}", f"Điều {number + 1}") for number in range(place, 4)
    ]


def test_one_word_of_a_clause_is_marked_alone() -> None:
    old = article(1, "Mức chi", "Mức chi là 500.000 đồng một người.", "Chi hằng năm.")
    new = article(1, "Mức chi", "Mức chi là 600.000 đồng một người.", "Chi hằng năm.")

    (row,) = [row for section in difference(old, new) for row in section if not row.same]
    left, right = row.pieces()

    assert [one.words for one in left if one.changed] == ["500.000"]
    assert [one.words for one in right if one.changed] == ["600.000"]


def test_an_article_written_anew_stands_beside_the_old_one_of_its_number() -> None:
    old = article(1, "Mức chi", "Mức chi là 500.000 đồng.")
    new = article(1, "Đối tượng", "Áp dụng với thân nhân liệt sĩ.")

    assert changes(old, new) == [
        ("Điều 1. Mức chi", "Điều 1. Đối tượng"),
        ("1. Mức chi là 500.000 đồng.", "1. Áp dụng với thân nhân liệt sĩ."),
    ]


def test_a_row_of_a_table_is_compared_with_its_like() -> None:
    old = [Passage(PassageKind.table, rows=(("Xã", "Mức"), ("Phú Vinh", "10"), ("Hòa An", "20")))]
    new = [Passage(PassageKind.table, rows=(("Xã", "Mức"), ("Phú Vinh", "12"), ("Hòa An", "20"), ("Tân Mỹ", "5")))]

    assert changes(old, new) == [("Phú Vinh | 10", "Phú Vinh | 12"), (None, "Tân Mỹ | 5")]


def test_rows_of_a_table_of_thousands_are_matched_by_their_first_cell() -> None:
    rows = [(f"Thửa {n}", str(n)) for n in range(2_000)]
    old = [Passage(PassageKind.table, rows=tuple(rows))]
    new = [Passage(PassageKind.table, rows=tuple((name, f"{size} m2") for name, size in [("Thửa mới", "0"), *rows]))]

    (section,) = difference(old, new)

    assert section[0].old is None
    pairs = [(row.old, row.new) for row in section[1:]]
    assert all(one and other and one.text.split(" | ")[0] == other.text.split(" | ")[0] for one, other in pairs)
