import pytest

from pipeline import analyse
from pipeline.analyse import issuer
from pipeline.document.model import Block, Method, Region
from tests.analyse import papers


def said(blocks: list[Block]) -> dict[str, object]:
    return analyse.answer(papers.analysed(blocks))


def test_a_head_set_in_one_column_names_its_organ_below_the_motto() -> None:
    at = iter(range(780, 0, -15))
    centred = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "HĐND TỈNH LAM GIANG",
        "ĐOÀN GIÁM SÁT",
    )
    head = [
        Block(line, Region.header_right, Method.ocr, page=1, box=(200.0, y, 400.0, y + 12.0))
        for line, y in zip(centred, map(float, at), strict=False)
    ]
    head.append(Block("Số: 7/KL-ĐGS", Region.header_left, Method.ocr, page=1, box=(80.0, 715.0, 160.0, 727.0)))
    stamp = Block("UBND XÃ PHÚ VINH", Region.header_right, Method.ocr, page=1, box=(420.0, 700.0, 540.0, 712.0))

    found = said([*head, stamp, *papers.body("KẾT LUẬN", "Về giám sát thu gom rác", method=Method.ocr)])

    assert (found["body"], found["parent_body"]) == ("Đoàn giám sát", "HĐND tỉnh Lam Giang")


@pytest.mark.parametrize("dust", ["Sài", "l", "ị -", "Lr."])
def test_what_a_rule_left_behind_an_organ_in_capitals_is_no_part_of_it(dust: str) -> None:
    head = papers.head(organ=("HỘI ĐỒNG NHÂN DÂN", f"TỈNH LAM GIANG {dust}"), method=Method.ocr)

    assert (
        said([*head, *papers.body("BÁO CÁO", "Về mẫu", method=Method.ocr)])["body"]
        == "Hội đồng nhân dân tỉnh Lam Giang"
    )


@pytest.mark.parametrize(
    ("printed", "read"),
    [("Lam Giong", "Lam Giang"), ("Lam Giăng", "Lam Giăng"), ("Gò Sao", "Gò Sao"), ("Lam Gia", "Lam Gia")],
)
def test_a_place_read_a_letter_apart_from_its_unit_is_spelt_as_the_unit(printed: str, read: str) -> None:
    head = papers.head(date=f"{printed}, ngày 09 tháng 12 năm 2024", method=Method.ocr)

    assert said([*head, *papers.body("BÁO CÁO", "Về mẫu", method=Method.ocr)])["place"] == read


@pytest.mark.parametrize(
    "second",
    ["ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM TỈNH LAM GIANG", "UBND TỈNH LAM GIANG", "ỦY BAN NHÂN DÂN TỈNH LAM GIANG"],
)
def test_of_two_who_issue_together_neither_is_above_the_other(second: str) -> None:
    found = issuer.issuer(("HỘI ĐỒNG NHÂN DÂN TỈNH LAM GIANG", second), None, "")

    assert found == issuer.Issuer("Hội đồng nhân dân tỉnh Lam Giang", None)


@pytest.mark.parametrize("rest", ["ng", "T", "- l"])
def test_what_a_stamp_left_before_the_addressee_does_not_hide_it(rest: str) -> None:
    letter = [
        *papers.head(number="Số: 21/HĐND-TH", below=("V/v góp ý dự thảo",), method=Method.ocr),
        *papers.body(f"{rest} Kính gửi: Ủy ban nhân dân tỉnh", "Đề nghị trả lời.", method=Method.ocr),
    ]

    assert said(letter)["addressee"] == "Ủy ban nhân dân tỉnh"
