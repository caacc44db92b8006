"""Letters without their marks: the short way that most texts go gives what taking each mark off one by one gives."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from pipeline import text

_WRITTEN = st.text(st.one_of(st.sampled_from("aăâeêiđĐƯờỗ́̃̀̂ “”–…½ﬁĳ한ᄒ가ᅡᆨ̣Ωé́\u0345"), st.characters(codec="utf-8")))


def _one_by_one(written: str) -> str:
    apart = unicodedata.normalize("NFD", written.replace("đ", "d").replace("Đ", "D"))
    return unicodedata.normalize("NFC", "".join(sign for sign in apart if not unicodedata.combining(sign)))


@given(_WRITTEN)
def test_marks_go_whatever_signs_stand_beside_them(written: str) -> None:
    assert unicodedata.normalize("NFC", text.unaccented(written)) == _one_by_one(written)
