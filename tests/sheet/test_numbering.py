import datetime as dt

import pytest

from pipeline.sheet.numbering import date_line, date_under_pen, number_line, opens_date


@pytest.mark.parametrize(
    ("line", "code", "number", "notation"),
    [
        ("Số: 06 /GM-HĐND", "06/GM-HĐND", "06", "GM-HĐND"),
        ("Số: 35     /2024/QĐ-UBND", "35/2024/QĐ-UBND", "35", "QĐ-UBND"),
        ("Số:12/2024/NQ – HĐND", "12/2024/NQ-HĐND", "12", "NQ-HĐND"),
        ("Số: 7/NQ-HDND", "07/NQ-HĐND", "07", "NQ-HĐND"),
        ("Luật số: 64/2025/QH15", "64/2025/QH15", "64", "QH15"),
        ("Số: 66.15/2026/NQ-CP", "66.15/2026/NQ-CP", "66.15", "NQ-CP"),
        ("Số: 152/2025/TT-BTС", "152/2025/TT-BTC", "152", "TT-BTC"),
        ("Số 36-HD/VPTW", "36-HD/VPTW", "36", "HD/VPTW"),
        ("Số: 04/QĐ-BCĐ138", "04/QĐ-BCĐ138", "04", "QĐ-BCĐ138"),
        ("Số: /QĐ-HĐND", "/QĐ-HĐND", None, "QĐ-HĐND"),
        ("Số/No.: 15/TB-HĐND", "15/TB-HĐND", "15", "TB-HĐND"),
        ("Số (No): 15/TB-HĐND", "15/TB-HĐND", "15", "TB-HĐND"),
        ("Số/Ref: 07/2024/NQ-HĐND", "07/2024/NQ-HĐND", "07", "NQ-HĐND"),
        ("Số: 17/NQ HĐND", "17/NQ-HĐND", "17", "NQ-HĐND"),
        ("Số: 11/2026/NQ HĐND", "11/2026/NQ-HĐND", "11", "NQ-HĐND"),
        ("Số: 04/BC TTHĐND", "04/BC-TTHĐND", "04", "BC-TTHĐND"),
        ("Số:…../2024/NQ-HĐND", "/2024/NQ-HĐND", None, "NQ-HĐND"),
        ("Số: 12/HĐND-TH An Khê Hạ, ngày 3 tháng 4 năm 2024", "12/HĐND-TH", "12", "HĐND-TH"),
    ],
)
def test_number_line_is_read_in_every_typed_form(line: str, code: str, number: str | None, notation: str) -> None:
    printed = number_line(line)

    assert printed is not None
    assert (printed.code, printed.number, printed.notation) == (code, number, notation)


def test_a_slash_that_ocr_lost_is_found_by_the_type() -> None:
    printed = number_line("Số: 15NQ-HĐND")

    assert printed is not None
    assert printed.code == "15/NQ-HĐND"


@pytest.mark.parametrize(
    ("line", "number", "year"),
    [
        ("Số: $Ô /ÑQ-HĐND", None, None),  # a stroke of the pen above the N
        ("Số: 15 /ÑQ-HĐND", "15", None),
        ("Số: Ế 2 /2024NQ-HĐND", None, 2024),  # the second slash lost
        ("Số: 62 / 2024 NQ-HĐND", "62", 2024),
        ("Số: † 5 4NQ-HĐND", None, None),  # both the slash and a figure lost
        ("Số: _NQ-HĐND", None, None),
    ],
)
def test_a_number_line_that_a_pen_crossed_is_one_all_the_same(line: str, number: str | None, year: int | None) -> None:
    printed = number_line(line)

    assert printed is not None, "else it would be read as a line of the issuing body"
    assert (printed.number, printed.year, printed.notation) == (number, year, "NQ-HĐND")


@pytest.mark.parametrize(
    "line",
    [
        "Phú Vinh, ngày 2 /4háng 7 năm 2024",
        "Phú Vinh, ngày Q9 †háng 7 năm 2024",
        "Phú Vinh, ngày † ậtháng 7 năm 2024",
        "Phú Vinh, ngày Ở đháng 7 năm 2024",
        "Phú Vinh, ngày /{ Ẩháng 7 năm 2024",
        "Phú Vinh, ngày 2 Đáng 7 năm 2024",
    ],
)
def test_a_line_of_place_and_date_that_a_pen_crossed_keeps_its_place_and_has_no_day(line: str) -> None:
    dated = date_line(line)

    assert dated is not None
    assert (dated.place, dated.date) == ("Phú Vinh", None)


@pytest.mark.parametrize(
    ("printed", "place"),
    [
        (". sở Lam Giang", "Lam Giang"),
        ("số Bà Rịa", "Bà Rịa"),
        ("Bà Rịa", "Bà Rịa"),
        ("Đức Hòa", "Đức Hòa"),
        ("Tp Huế", "Tp Huế"),
    ],
)
def test_what_a_look_left_before_the_place_is_none_of_it(printed: str, place: str) -> None:
    dated = date_line(f"{printed}, ngày 07 tháng 3 năm 2025")

    assert dated is not None and (dated.place, dated.date) == (place, dt.date(2025, 3, 7))


def test_a_year_in_the_place_of_the_number_is_no_number() -> None:
    printed = number_line("Số: 2024/NQ-HĐND")

    assert printed is not None
    assert (printed.number, printed.year) == (None, 2024)


def test_unreadable_handwriting_is_no_number_and_no_blank() -> None:
    printed = number_line("Số: 0† /CT-UBND")

    assert printed is not None
    assert printed.number is None
    assert not printed.blank


@pytest.mark.parametrize(
    "line", ["Căn cứ Luật số 63/2025/QH15;", "Số lượng: 12 người/xã", "Sở Nội vụ", "Số 12 đường Lê Lợi", "so sánh 1/2"]
)
def test_other_lines_are_no_number_lines(line: str) -> None:
    assert number_line(line) is None


@pytest.mark.parametrize(
    ("line", "place", "date"),
    [
        ("An Khê Hạ, ngày12 tháng 11 năm 2020", "An Khê Hạ", dt.date(2020, 11, 12)),
        ("Lam Giang, ngày   23 tháng    3 năm 2022", "Lam Giang", dt.date(2022, 3, 23)),
        ("Lam Giang, ngày 9 tháng7 năm 2024.", "Lam Giang", dt.date(2024, 7, 9)),
        ("Lam Giang, ngày tháng năm 2024", "Lam Giang", None),
        ("Lam Giang, ngày … tháng 7 năm 2024", "Lam Giang", None),
        ("Lam Giang, ngày 31 tháng 2 năm 2024", "Lam Giang", None),
    ],
)
def test_date_line_is_read_and_a_blank_day_stays_unknown(line: str, place: str, date: dt.date | None) -> None:
    dated = date_line(line)

    assert dated is not None
    assert (dated.place, dated.date) == (place, date)


@pytest.mark.parametrize(
    "line",
    [
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
        "Nghị quyết này được thông qua ngày 9 tháng 12 năm 2024 và có hiệu lực từ ngày 01 tháng 01 năm 2025.",
        "(Kèm theo Quyết định số 14/QĐ-HĐND ngày 30 tháng 6 năm 2025)",
    ],
)
def test_a_date_within_a_sentence_is_no_date_line(line: str) -> None:
    assert date_line(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "An Khê, ngày 7/3/2025",
        "An Khê, ngày 07-3-2025",
        "An Khê, ngày 7.3.2025.",
        "An Khê, ngày 07 tháng 3/2025",
        "An Khê, ngày 7/3 năm 2025",
        "An Khê, 07/03/2025",
        "An Khê, ngày (date) 07 tháng (month) 3 năm (year) 2025",
        "An Khê, ngày/day 07 tháng/month 3 năm/year 2025",
        "An Khê, ngày (day) 07 tháng (month) 3 năm (year) 2025",
    ],
)
def test_a_date_in_strokes_or_in_two_languages_is_read_as_one_in_words(line: str) -> None:
    dated = date_line(line)

    assert dated is not None and (dated.place, dated.date) == ("An Khê", dt.date(2025, 3, 7))


@pytest.mark.parametrize(
    "line",
    ["Luật Mẫu ngày 19/6/2015", "Căn cứ Luật Mẫu, ngày 19/6/2015", "Đợt 2, 3/4/2025", "An Khê, 07/03/2025 10:09:57"],
)
def test_other_lines_with_a_day_in_strokes_are_no_date_lines(line: str) -> None:
    assert date_line(line) is None


@pytest.mark.parametrize("day", ["31/02/2025", "12/13/2025", "0/1/2025", "1/1/1025"])
def test_a_day_in_strokes_that_is_none_is_not_guessed(day: str) -> None:
    dated = date_line(f"An Khê, ngày {day}")

    assert dated is not None and dated.date is None


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Số: 118/HĐĐĐND-VP", "118/HĐND-VP"),
        ("Số: 12/QĐĐ-HĐND", "12/QĐ-HĐND"),
        ("Số: 47/2020/NĐĐ-CP", "47/2020/NĐ-CP"),
        ("Số: 5/ĐĐBQH-VP", "05/ĐĐBQH-VP"),
        ("Số: 3/BCĐ-TH", "03/BCĐ-TH"),
        ("Số: 45QĐĐ-UBND", "45/QĐ-UBND"),
        ("Số: 15NQ-HĐĐND", "15/NQ-HĐND"),
        ("Số: 107QĐĐĐ-HĐND", "107/QĐ-HĐND"),
    ],
    ids=str,
)
def test_a_stroked_letter_that_ocr_set_twice_stands_once_with_a_slash_and_without(line: str, code: str) -> None:
    found = number_line(line)

    assert found is not None and found.code == code


@pytest.mark.parametrize(
    ("line", "opens"),
    [
        ("An Khê Thượng, ngày 06 tháng", True),
        ("An Khê Thượng, ngày (date) 06 tháng (month)", True),
        ("An Khê Thượng, ngày 06 tháng 5 năm", True),
        ("An Khê Thượng, ngày 06 tháng 5 năm 2024", False),
        ("(Kèm theo Quyết định, ngày 06 tháng", False),
        ("Căn cứ Nghị quyết số 5, ngày 06 tháng 5 của Chính phủ", False),
    ],
)
def test_the_first_of_two_lines_of_a_date_is_told_by_its_place_and_day(line: str, opens: bool) -> None:
    assert opens_date(line) is opens


@pytest.mark.parametrize("gap", ["./.Ÿ....", "..l/....", "....", "/..ö.."])
def test_a_notation_behind_a_dotted_gap_of_a_form_is_read_without_its_slash(gap: str) -> None:
    found = number_line(f"Số:{gap} KH-HĐND")

    assert found is not None
    assert (found.number, found.notation) == (None, "KH-HĐND")


@pytest.mark.parametrize("label", ["sø: 2 /NQLT-HĐND-UBND", "Sø: 7 /BC-HĐND"])
def test_a_label_whose_mark_became_a_stroke_opens_a_number(label: str) -> None:
    assert number_line(label) is not None


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Lam Giang, ngày 2 an; 02 năm 2025", "Lam Giang"),
        ("An Khê Hạ, ngày 1ø Ăm 7 năm 2024", "An Khê Hạ"),
        ("Lam Giang, ngày 15/02 năm 2025", None),
        ("Thực hiện kế hoạch năm 2025", None),
        ("Lam Giang, ngày 2 an; 14 năm 2025", None),
    ],
)
def test_of_a_day_and_month_under_a_pen_place_and_year_are_left(line: str, place: str | None) -> None:
    found = date_under_pen(line)

    assert (found.place if found else None) == place
    assert found is None or (found.date, found.blank) == (None, False)


@pytest.mark.parametrize("torn", ["fÏháng", "2háng", "Sáng;"])
def test_a_pen_over_the_word_for_the_month_leaves_place_month_and_year(torn: str) -> None:
    found = date_line(f"An Khê Hạ, ngày 0 {torn} 7 năm 2024")

    assert found is not None
    assert (found.place, found.date, found.year) == ("An Khê Hạ", None, 2024)


@pytest.mark.parametrize("gap", ["... g:2....", "..4:9..", "…..: 7…."])
def test_a_dotted_gap_of_which_a_pen_was_read_as_a_colon_keeps_its_notation(gap: str) -> None:
    found = number_line(f"Số:{gap}/TTr-BKTNS")

    assert found is not None and (found.number, found.notation, found.blank) == (None, "TTr-BKTNS", False)
