"""Pictures of figures: what stands in them has room, and is said in words, too."""

import pytest
from lxml import etree

from pipeline.account import charts

_NARROWEST, _CAPITAL = 6, 8.7  # px: the mean letter of a sans of 12 px, and its H or Đ


@pytest.mark.parametrize(
    ("label", "cell"),
    [
        ("HĐND xã Phú Vinh", (1, 0)),
        ("HĐND thành phố Hải Sơn Thượng Đông Bắc (từ 01/07/2025 đến nay)", (12, 3)),
        ("HĐND phường Lam Thượng (đến 2025)", (1, 11)),
        ("Hội đồng", (1208, 345)),
        ("Hội đồng & <b>", None),
    ],
)
def test_names_and_numbers_have_room_in_the_picture(label: str, cell: charts.Cell) -> None:
    root = etree.fromstring(charts.matrix("k", "T", [2024, 2025], [(label, [cell, (0, 0)])]).encode())
    texts = root.findall("{*}text")
    name, first = texts[2], texts[3]
    box = root.findall("{*}rect")[1]

    wide = sum(_CAPITAL if letter.isupper() else _NARROWEST for letter in label)
    assert name.text == label and float(name.get("x", "0")) >= wide
    assert float(box.get("width", "0")) >= _NARROWEST * len(first.text or "")
    assert float(name.get("x", "0")) < float(box.get("x", "0"))
    assert float(root.get("width", "0")) >= max(float(one.get("x", "0")) for one in texts)


def test_a_picture_without_colour_tells_whole_from_missing_from_unknown() -> None:
    root = etree.fromstring(charts.matrix("k", "T", [1, 2, 3], [("A", [(2, 0), (2, 1), None])]).encode())
    boxes = root.findall("{*}rect")[1:]

    looks = [(box.get("stroke-width"), box.get("stroke-dasharray")) for box in boxes]
    assert looks == [("1", None), ("3", None), ("1", "4 3")]
    assert [one.text for one in root.findall("{*}text")][-3:] == ["2", "2 · thiếu 1", "–"]
    assert root.findtext("{*}desc") == "A: 1 có 2, thiếu 0, 2 có 2, thiếu 1, 3 chưa có gì"
