import pytest

from pipeline.analyse import signature
from pipeline.document.model import Block, Method, Region


def column(*said: tuple[str, tuple[float, float, float, float] | None]) -> list[Block]:
    return [Block(line, Region.signature, Method.ocr, box=box, page=1, confidence=0.9) for line, box in said]


@pytest.mark.parametrize(
    "half", ["Minh Đạo", "Thị Hương", "Thị Mai Hương", "Xuân Mẫu", "Đình Mẫu", "Văn Mẫu", "“TrịnH Đình Mẫu : -"]
)
def test_half_a_name_of_a_scan_is_none(half: str) -> None:
    said = column(("TM. BAN PHÁP CHẾ", None), ("TRƯỞNG BAN", None), (half, None))

    assert signature.read(said, 0, len(said)).name is None


@pytest.mark.parametrize("name", ["Lê Mẫu", "Đinh Mẫu", "Xồng Đình Lục", "Lục Thị Mai Hương"])
def test_a_whole_name_of_a_scan_is_kept(name: str) -> None:
    said = column(("TRƯỞNG BAN", None), (name, None))

    assert signature.read(said, 0, len(said)).name == name


@pytest.mark.parametrize("stroke", ["cào", "ả", "hg lo"])
def test_small_letters_of_the_pen_before_a_name_are_no_part_of_it(stroke: str) -> None:
    said = column(("PHÓ CHỦ TỊCH", None), (f"{stroke} Mạc Đình Mẫu", None))

    assert signature.read(said, 0, len(said)).name == "Mạc Đình Mẫu"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("Minh Mẫu", (418.0, 635.0, 478.0, 648.0)), ("Quách", (375.0, 635.0, 414.0, 648.0))),
        (("Quách", (375.0, 637.0, 414.0, 650.0)), ("Minh Mẫu", (418.0, 635.0, 478.0, 648.0))),
    ],
)
def test_parts_of_a_name_that_a_seal_set_at_unlike_heights_are_one(
    first: tuple[str, tuple[float, float, float, float]], second: tuple[str, tuple[float, float, float, float]]
) -> None:
    said = column(("TRƯỞNG BAN", (367.0, 742.0, 486.0, 755.0)), first, second)

    assert signature.read(said, 0, len(said)).name == "Quách Minh Mẫu"


@pytest.mark.parametrize("line", ["TM. BAN PHÁP CHẾ", "sọ TIẾP TM. BAN PHÁP CHẾ"])
def test_an_authority_left_above_the_signature_s_column_is_part_of_it(line: str) -> None:
    above = Block(line, Region.body, Method.ocr, page=1, confidence=0.9)
    said = [above, *column(("KT. TRƯỞNG BAN", None), ("PHÓ TRƯỞNG BAN", None), ("Lục Thị Mẫu", None))]

    assert signature.read(said, 0, len(said)).form == "TM. BAN PHÁP CHẾ / KT. TRƯỞNG BAN"


@pytest.mark.parametrize("name", ["Hạng A Mẫu", "Phàng Thị Mẫu", "Chảo Văn Mẫu"])
def test_a_sign_of_the_pen_before_a_whole_name_is_no_part_of_it(name: str) -> None:
    said = column(("TRƯỞNG BAN", None), (f"+ {name}", None))

    assert signature.read(said, 0, len(said)).name == name
