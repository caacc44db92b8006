"""A session is the same one however its number is written."""

import datetime as dt

import pytest

from pipeline.document import sessions
from tests.document import samples

ONES = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai", "mười ba")
MORE = {15: "mười lăm", 19: "mười chín", 20: "hai mươi", 21: "hai mươi mốt", 24: "hai mươi tư", 25: "hai mươi lăm"}


@pytest.mark.parametrize(("which", "words"), [*enumerate(ONES, 1), *MORE.items()])
def test_words_and_digits_mean_the_same_session(which: int, words: str) -> None:
    for said in (
        words,
        f"thứ {words}",
        f"THỨ {words.upper()}",
        f"lần thứ {words}",
        f"kỳ họp thứ {words}",
        f"{which:02d}",
    ):
        assert sessions.number(said) == which
        assert sessions.is_same(words, said)
    assert not sessions.is_same(words, f"thứ {which + 1}")


@pytest.mark.parametrize("said", ["", "chuyên đề", "bất thường", "mười chuyên đề", "hai ba bốn", "thứ", "năm 2024 họp"])
def test_what_has_no_number_has_none(said: str) -> None:
    assert sessions.number(said) is None


@pytest.mark.parametrize(
    ("session", "term", "slug", "label"),
    [
        ("MƯỜI LĂM", "X", "khoa-x-ky-15", "Kỳ họp thứ mười lăm, khóa X"),
        ("15", "X", "khoa-x-ky-15", "Kỳ họp thứ 15, khóa X"),
        ("thứ ba", None, "2024-ky-3", "Kỳ họp thứ ba, năm 2024"),
        ("chuyên đề", "X", "chuyen-de-2024-12-09", "Kỳ họp chuyên đề ngày 09/12/2024"),
        (None, "X", None, None),
        ("…", None, None, None),
    ],
)
def test_a_session_has_an_address_and_a_name(
    session: str | None, term: str | None, slug: str | None, label: str | None
) -> None:
    document = samples.document(session=session, term=term, dates={"issued": dt.date(2024, 12, 9)})

    assert sessions.slug(document) == slug
    assert label is None or sessions.label(document) == label
