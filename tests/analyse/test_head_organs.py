from dataclasses import replace

import pytest

from pipeline import analyse
from pipeline.analyse import issuer
from pipeline.document.model import Block, Method, Region
from pipeline.sheet import lines
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


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("THƯỜNG TRỤỰC", "Thường trực Hội đồng nhân dân tỉnh Lam Giang"),
        ("BAN PHÁP CHÊỂ", "Ban Pháp chế"),
        ("THƯỚNG TRỤC", "Thường trực Hội đồng nhân dân tỉnh Lam Giang"),
        ("BAN PHÁP CHỀN", "Ban Pháp chế"),
        ("BAN KINH TẾ VÀ NGÂN SÁCH", "Ban Kinh tế và Ngân sách"),
    ],
)
def test_an_organ_of_a_scan_of_which_a_word_is_none_is_spelt_as_organs_are(printed: str, read: str) -> None:
    head = papers.head(organ=("HỘI ĐỒNG NHÂN DÂN", "TỈNH LAM GIANG", printed), method=Method.ocr)

    assert said([*head, *papers.body("BÁO CÁO", "Về mẫu", method=Method.ocr)])["body"] == read


@pytest.mark.parametrize("council", ["HỘT ĐỒNG NHÂN DÂN", "HỘI ĐỒNG NHẬN DÂM", "HỌI ĐÒNG NHÂN ĐÂN"])
def test_a_council_read_a_letter_apart_is_one(council: str) -> None:
    head = papers.head(organ=(council, "TỈNH LAM GIANG"), method=Method.ocr)

    found = said([*head, *papers.body("BÁO CÁO", "Về mẫu", method=Method.ocr)])

    assert found["body"] == "Hội đồng nhân dân tỉnh Lam Giang"


@pytest.mark.parametrize("printed", ["TỐ ĐẠI BIẾU SỐ 3", "TÔ ĐAI BIÊU SỐ 3", "TỔ ĐẠI BIỂU SỐ 3"])
def test_an_unsure_line_that_begins_as_an_organ_is_one(printed: str) -> None:
    head = papers.head(organ=("HỘI ĐỒNG NHÂN DÂN", "TỈNH LAM GIANG", printed), method=Method.ocr)
    head = [replace(block, confidence=0.1) if block.text == printed else block for block in head]

    found = said([*head, *papers.body("BÁO CÁO", "Về mẫu", method=Method.ocr)])

    assert (str(found["body"])[-1], found["parent_body"]) == ("3", "Hội đồng nhân dân tỉnh Lam Giang")


@pytest.mark.parametrize("unit", ["TỈNH.LAM GIANG", "TỈNH,LAM GIANG", "TỈNH.LAM.GIANG"])
def test_a_speck_between_two_words_of_an_organ_parts_them(unit: str) -> None:
    head = papers.head(organ=("HỘI ĐỒNG NHÂN DÂN", unit), method=Method.ocr)

    found = said([*head, *papers.body("BÁO CÁO", "Về mẫu", method=Method.ocr)])

    assert found["body"] == "Hội đồng nhân dân tỉnh Lam Giang"


@pytest.mark.parametrize("dust", ["Sài", "l", "ị -", "Lr."])
def test_what_a_rule_left_behind_an_organ_in_capitals_is_no_part_of_it(dust: str) -> None:
    head = papers.head(organ=("HỘI ĐỒNG NHÂN DÂN", f"TỈNH LAM GIANG {dust}"), method=Method.ocr)

    assert (
        said([*head, *papers.body("BÁO CÁO", "Về mẫu", method=Method.ocr)])["body"]
        == "Hội đồng nhân dân tỉnh Lam Giang"
    )


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("Lam Giong", "Lam Giang"),
        ("Lom Gieng", "Lam Giang"),
        ("Lim Giung", "Lam Giang"),
        ("Lạm Giong", "Lam Giang"),
        ("Lũy Ghềnh", "Lũy Ghềnh"),
        ("Lim tí Giang", "Lam Giang"),
        (": Lam Giang", "Lam Giang"),
        ("Lam Giăng", "Lam Giăng"),
        ("Gò Sao", "Gò Sao"),
        ("Lam Gia", "Lam Gia"),
    ],
)
def test_a_place_read_a_letter_apart_from_its_unit_is_spelt_as_the_unit(printed: str, read: str) -> None:
    head = papers.head(date=f"{printed}, ngày 09 tháng 12 năm 2024", method=Method.ocr)

    assert said([*head, *papers.body("BÁO CÁO", "Về mẫu", method=Method.ocr)])["place"] == read


@pytest.mark.parametrize(
    ("organ", "place", "body"),
    [
        ("HỘI ĐỒNG NHÂN DÂN TỈNH LAM", "Lam Giang", "Hội đồng nhân dân tỉnh Lam Giang"),
        ("HỘI ĐỒNG NHÂN DÂN XÃ PHÚ", "Phú Vinh Đông", "Hội đồng nhân dân xã Phú Vinh Đông"),
        ("HĐND HUYỆN AN", "An Khê", "HĐND huyện An Khê"),
        ("HỘI ĐỒNG NHÂN DÂN XÃ KHE", "Gò Sao", "Hội đồng nhân dân xã Khe"),
        ("HỘI ĐỒNG NHÂN DÂN THÀNH PHỐ MẪU", "Mẫu", "Hội đồng nhân dân thành phố Mẫu"),
    ],
)
def test_a_unit_s_name_whose_second_line_was_lost_is_whole_as_its_place_is(organ: str, place: str, body: str) -> None:
    head = papers.head(organ=(organ,), date=f"{place}, ngày 09 tháng 12 năm 2024", method=Method.ocr)

    assert said([*head, *papers.body("BÁO CÁO", "Về mẫu", method=Method.ocr)])["body"] == body


@pytest.mark.parametrize(("first", "rest"), [("TỈNH LAM", "GIANG"), ("XÃ PHÚ", "VINH ĐÔNG"), ("HUYỆN AN", "KHÊ HẠ")])
def test_a_unit_s_name_that_goes_on_below_is_not_said_twice(first: str, rest: str) -> None:
    name = f"{first} {rest}".split(" ", 1)[1].title()
    organ = (f"HỘI ĐỒNG NHÂN DÂN {first}", rest, "ĐOÀN GIÁM SÁT")
    head = papers.head(organ=organ, date=f"{name}, ngày 09 tháng 12 năm 2024", method=Method.ocr)

    found = said([*head, *papers.body("BÁO CÁO", "Về mẫu", method=Method.ocr)])

    assert str(found["parent_body"]).endswith(f" {name}") and str(found["parent_body"]).count(rest.title()) == 1


@pytest.mark.parametrize(
    "second",
    ["ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM TỈNH LAM GIANG", "UBND TỈNH LAM GIANG", "ỦY BAN NHÂN DÂN TỈNH LAM GIANG"],
)
def test_of_two_who_issue_together_neither_is_above_the_other(second: str) -> None:
    found = issuer.issuer(("HỘI ĐỒNG NHÂN DÂN TỈNH LAM GIANG", second), None, "")

    assert found == issuer.Issuer("Hội đồng nhân dân tỉnh Lam Giang", None)


@pytest.mark.parametrize(
    "organs",
    [
        ("HỘI ĐỒNG NHÂN DÂN - ỦY BAN NHÂN DÂN", "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM", "TỈNH LAM GIANG"),
        ("HỘI ĐỒNG NHÂN DÂN", "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM", "XÃ AN KHÊ"),
        ("HỘI ĐỒNG NHÂN DÂN", "UBND HUYỆN AN KHÊ"),
    ],
)
def test_all_who_issue_together_are_named_where_the_last_alone_names_their_unit(organs: tuple[str, ...]) -> None:
    found = issuer.issuer(organs, None, "").body or ""

    assert found.startswith("Hội đồng nhân dân - ") and lines.folded(found).endswith(lines.folded(organs[-1]))
    assert issuer.level(found) in ("tinh", "huyen", "xa")


@pytest.mark.parametrize("rest", ["ng", "T", "- l"])
def test_what_a_stamp_left_before_the_addressee_does_not_hide_it(rest: str) -> None:
    letter = [
        *papers.head(number="Số: 21/HĐND-TH", below=("V/v góp ý dự thảo",), method=Method.ocr),
        *papers.body(f"{rest} Kính gửi: Ủy ban nhân dân tỉnh", "Đề nghị trả lời.", method=Method.ocr),
    ]

    assert said(letter)["addressee"] == "Ủy ban nhân dân tỉnh"


@pytest.mark.parametrize(
    "founded",
    [("ĐOÀN GIÁM SÁT THEO NGHỊ", "QUYẾT"), ("ĐOÀN GIÁM SÁT THEO", "NGHỊ QUYẾT"), ("TỔ CÔNG TÁC THEO QUYẾT", "ĐỊNH")],
)
def test_the_number_of_what_founded_an_organ_is_not_the_paper_s(founded: tuple[str, str]) -> None:
    head = papers.head(
        organ=("HĐND TỈNH LAM GIANG", *founded, "SỐ 31/NQ-HĐND"), number="Số: 5/BC-ĐGS", method=Method.ocr
    )

    assert said([*head, *papers.body("BÁO CÁO", "Về mẫu", method=Method.ocr)])["code"] == "05/BC-ĐGS"


def test_a_torn_date_of_a_sheet_that_runs_downhill_keeps_its_place() -> None:
    head = papers.head(date="^ tháng 4 năm 2024", method=Method.ocr)
    below = papers.body("Lam Giang, ngày", "BÁO CÁO", "Về mẫu", method=Method.ocr)

    found = said([*head, *below])

    assert (found["place"], found["issue_date"]) == ("Lam Giang", None)


def test_a_type_that_is_read_and_not_surely_is_no_scribble() -> None:
    text = papers.body("BÁO CÁO", "Tình hình hoạt động của Tổ đại biểu", "Tổ đại biểu báo cáo:", method=Method.ocr)
    dim = [replace(text[0], confidence=0.5), *text[1:]]

    assert said([*papers.head(method=Method.ocr), *dim])["trich_yeu"] == "Tình hình hoạt động của Tổ đại biểu"


def test_a_speck_before_a_scanned_basis_is_no_part_of_it() -> None:
    basis = "Căn cứ Luật Mẫu ngày 19 tháng 6 năm 2015;"
    text = papers.body("NGHỊ QUYẾT", "Về mẫu", f"'{basis}", method=Method.ocr)

    assert said([*papers.head(method=Method.ocr), *text])["first_legal_basis"] == basis


@pytest.mark.parametrize("speck", ["NGHỊ QUYẾT :", ". NGHỊ QUYẾT", "= NGHỊ QUYẾT -"])
def test_a_speck_beside_the_type_of_a_scan_does_not_hide_it(speck: str) -> None:
    title = "Phê chuẩn kết quả bầu bổ sung Phó Chủ tịch"
    text = papers.body(speck, title, "Căn cứ Luật Mẫu ngày 19 tháng 6 năm 2015;", method=Method.ocr)

    found = said([*papers.head(method=Method.ocr), *text])

    assert (found["doc_type"], found["trich_yeu"]) == ("Nghị quyết", title)


def test_a_title_whose_type_a_scan_lost_stands_over_the_addressee() -> None:
    head = papers.head(number="Số: 8/TTr-BPC", method=Method.ocr)
    title = "Đề nghị thành lập Đoàn khảo sát việc mẫu"

    found = said(
        [*head, *papers.body(title, "Kính gửi: Thường trực Hội đồng nhân dân tỉnh", "Kính trình.", method=Method.ocr)]
    )
    marked = said([*head, *papers.body("HỎA TỐC", "Kính gửi: Ủy ban nhân dân tỉnh", "Kính trình.", method=Method.ocr)])

    assert (found["doc_type"], found["trich_yeu"], marked["trich_yeu"]) == ("Tờ trình", title, None)
