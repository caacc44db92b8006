"""Encodings that a sender's program left in a field are undone, one over another; what is none stays as it is."""

import pytest

from pipeline.gate import encoded

UNDONE = {
    "=?UTF-8?B?VOG7kEkgTeG6rFQ=?=": "TỐI MẬT",
    "a =?utf-8?Q?M=E1=BA=ACT?= b": "a MẬT b",
    "T%E1%BB%90I%20M%E1%BA%ACT": "TỐI MẬT",
    "M&#7852;T &lt;x&gt;": "MẬT <x>",
    "M&amp;#7852;T": "MẬT",
    r"T\u1ed0I M\u{1eac}T \x41": "TỐI MẬT A",
    "a \u202eTẬM\u202c": "a MẬT",
    "=?UTF-8?B?TSYjNzg1MjtU?=": "MẬT",
}
KEPT = (
    "Về nhiệm vụ năm 2024",
    "100 % vốn & 50 %",
    "=?khong-co?B?VOG7kEk=?=",
    "=?utf-8?B?x?=",
    r"\ud800 \u{110000} C:\thu-muc",
)


@pytest.mark.parametrize(("said", "meant"), UNDONE.items())
def test_what_an_encoding_hides_is_among_the_readings(said: str, meant: str) -> None:
    assert encoded.readings(said)[0] == said
    assert meant in encoded.readings(said)


@pytest.mark.parametrize("said", KEPT)
def test_what_is_no_encoding_is_read_as_it_stands(said: str) -> None:
    assert encoded.readings(said) == [said]
